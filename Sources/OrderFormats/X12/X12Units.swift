// Units of measure: X12 has its own codes (data element 355), everything else here UN/ECE Recommendation 20.

import OrderModel

/// Translates units of one partner, both ways.
struct X12Units {
    private let toCommon: [String: String]
    private let fromCommon: [String: String]
    /// Codes of the partner's own that `unitWords` of the profile translates later on; they stay as they are here.
    private let words: Set<String>

    init(_ profile: PartnerProfile?) {
        var toCommon = X12Units.usualToCommon
        var fromCommon = X12Units.usualFromCommon
        for (common, code) in profile?.x12.units ?? [:] {
            fromCommon[common] = code
            toCommon[code] = common
        }
        self.toCommon = toCommon
        self.fromCommon = fromCommon
        words = Set((profile?.unitWords ?? [:]).keys)
    }

    /// The Recommendation 20 code of an X12 code, and whether the code is one that we know.
    func common(_ code: String) -> (code: String, isKnown: Bool) {
        if words.contains(code) { return (code, true) }
        if let common = toCommon[code] { return (common, true) }
        return (code, X12Units.same.contains(code))
    }

    /// The X12 code of a Recommendation 20 code; nil if there is none.
    func code(_ common: String) -> String? {
        if let code = fromCommon[common] { return code }
        if X12Units.same.contains(common) { return common }
        // Two letters that mean something else in X12 must not slip through.
        return nil
    }

    // MARK: - The usual codes

    /// X12 → Recommendation 20. Where several X12 codes mean the same, the first one is written.
    private static let table: KeyValuePairs<String, String> = [
        "EA": "C62", "PC": "C62", "UN": "C62", "CA": "CS", "BD": "BE", "RL": "RO", "SH": "ST", "TB": "TU",
        "ST": "SET", "DZ": "DZN", "GS": "GRO", "HU": "CEN", "TH": "MIL", "LB": "LBR", "OZ": "ONZ", "KG": "KGM",
        "GR": "GRM", "ME": "MGM", "TN": "STN", "MP": "TNE", "LT": "LTR", "ML": "MLT", "GA": "GLL", "QT": "QTL",
        "PT": "PTL", "FO": "OZA", "FT": "FOT", "IN": "INH", "YD": "YRD", "MR": "MTR", "CM": "CMT", "MM": "MMT",
        "SF": "FTK", "SY": "YDK", "SM": "MTK", "CF": "FTQ", "CR": "MTQ", "CC": "CMQ", "HR": "HUR", "MJ": "MIN",
        "DA": "DAY", "WK": "WEE", "MO": "MON", "YR": "ANN",
    ]

    /// Codes that mean the same in both lists.
    private static let same: Set<String> = [
        "AS", "BC", "BG", "BO", "BX", "CN", "CT", "DR", "EV", "JR", "KT", "LF", "LM", "LO", "LY", "PA", "PF", "PK",
        "PL", "PR", "RM", "SL", "SW", "TK", "TY",
    ]

    private static let usualToCommon = Dictionary(
        table.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    private static let usualFromCommon = Dictionary(
        table.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
}
