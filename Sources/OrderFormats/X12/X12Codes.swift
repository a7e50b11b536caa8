// Code lists of X12 as far as they decide how an order is understood.

import ExactDecimals
import OrderModel

enum X12Purpose {
    /// BEG01 and BCH01 (data element 353); nil for codes that a purchase order should not have.
    static func meaning(_ code: EDITag, isChange: Bool) -> OrderPurpose? {
        switch code {
        case "00", "18", "49": isChange ? .change : .original
        case "01", "03", "17": .cancellation
        case "02", "04", "05": .change
        case "06", "07", "22": .copy
        default: nil
        }
    }
}

enum X12OrderType {
    /// BEG02 and BCH02 (data element 92): emergency, rush, urgent, aircraft on ground.
    static func isUrgent(_ code: EDITag) -> Bool {
        switch code {
        case "RO", "EO", "US", "AC": true
        default: false
        }
    }

    /// Contract, blanket purchase agreement, agreement.
    static func isContract(_ code: EDITag) -> Bool { code == "KC" || code == "KA" || code == "KB" }

    /// Repair, warranty, unit exchange: after-sales service.
    static func isAfterSales(_ code: EDITag) -> Bool { code == "RR" || code == "WO" || code == "UE" }
}

enum X12LineChange {
    /// POC02 (data element 670).
    static func meaning(_ code: String) -> LineChange? {
        switch code {
        case "AI", "OA": .add
        case "DI", "CF": .delete
        case "NC", "OC": .unchanged
        case "CA", "CB", "CC", "CE", "CG", "CH", "CI", "CT", "MU", "PC", "PQ", "PR", "QD", "QI", "RA", "RB", "RE", "RM",
            "RQ", "RS", "RZ", "TI":
            .change
        default: nil
        }
    }

    static func code(_ change: LineChange?) -> String {
        switch change {
        case .add: "AI"
        case .delete: "DI"
        case .unchanged: "NC"
        case .change, nil: "CA"
        }
    }
}

/// What the price of a line is for (PO105, data element 639).
enum X12PriceBasis {
    enum Meaning: Equatable {
        /// So many units of the line.
        case units(Int)
        /// Another unit than the line's, by its Recommendation 20 code.
        case of(unit: String)
        /// There is no price: none is charged, or none is agreed.
        case noPrice
        /// A price that is not the one of the order: retail, suggested.
        case notOurs
    }

    static func meaning(_ code: String) -> Meaning? { table[code] }

    /// The code for a price per so many units; nil if X12 has none.
    static func code(_ base: ExactDecimal) -> String? { codes[base] }

    private static let codes: [ExactDecimal: String] = [
        .one: "PE", ExactDecimal(10): "PN", ExactDecimal(12): "PD", ExactDecimal(100): "HP", ExactDecimal(1000): "TP",
        ExactDecimal(10_000): "TT", ExactDecimal(100_000): "HT",
    ]

    private static let table: [String: Meaning] = {
        var table: [String: Meaning] = [
            "PN": .units(10), "TT": .units(10_000), "HT": .units(100_000), "HF": .units(100), "TF": .units(1000),
            "PF": .of(unit: "FOT"), "PG": .of(unit: "GRM"), "PK": .of(unit: "KGM"), "PL": .of(unit: "LTR"),
            "ML": .of(unit: "MLT"), "PO": .of(unit: "ONZ"), "PP": .of(unit: "LBR"), "PT": .of(unit: "STN"),
            "PY": .of(unit: "YRD"), "NC": .noPrice, "NQ": .noPrice, "NS": .noPrice, "TB": .noPrice, "RE": .notOurs,
            "RC": .notOurs, "RD": .notOurs, "RM": .notOurs, "RS": .notOurs, "RT": .notOurs, "SR": .notOurs,
        ]
        // Per each: quoted, contract, catalogue, wholesale; and codes that only name the kind of price.
        for code in [
            "PE", "EA", "QE", "TE", "LE", "WE", "CA", "CP", "CT", "DI", "DR", "ES", "FX", "NE", "NT", "PQ", "PR", "PV",
            "QT", "SC", "ST", "SW", "UM", "VQ", "WH",
        ] { table[code] = .units(1) }
        for code in ["HP", "LC", "QH", "TC", "WC"] { table[code] = .units(100) }
        for code in ["TP", "LM", "QS", "TM", "WM"] { table[code] = .units(1000) }
        for code in ["PD", "LD", "TD", "WD"] { table[code] = .units(12) }
        return table
    }()
}

/// Product qualifiers (data element 235): whose number stands behind them.
enum X12ProductCode {
    enum Kind {
        case seller, buyer, gtin
        /// A manufacturer's number or a stock number: taken where nothing better is there.
        case sellerAtLast, buyerAtLast
        case name
        /// Colour, size and the like, with the word that stands in front of it.
        case property(String)
    }

    static func kind(_ qualifier: EDITag) -> Kind? {
        switch qualifier {
        case "VN", "VP", "VC", "VA", "VS": .seller
        case "BP", "IN", "PI", "CB": .buyer
        case "UP", "EN", "UK", "UI", "UA", "EO", "UN", "UE", "UX", "GU": .gtin
        case "MG", "MF", "MN": .sellerAtLast
        case "SK", "PU": .buyerAtLast
        case "PD": .name
        case "CL", "BO", "VE": .property("colour")
        case "IZ", "SZ", "SM", "VZ": .property("size")
        default: nil
        }
    }

    /// The qualifier for a GTIN of this length.
    static func qualifier(ofGTIN gtin: String) -> String? {
        switch gtin.utf8.count {
        case 8: "EO"
        case 12: "UP"
        case 13: "EN"
        case 14: "UK"
        default: nil
        }
    }
}

/// Qualifiers of party numbers (N103, data element 66) and the register that they stand for.
enum X12Register {
    /// How we call the register; nil for a number that names a place inside the buyer's own company and nobody else.
    static func scheme(_ qualifier: String) -> String? {
        switch qualifier {
        case "UL": "GLN"
        case "1": "DUNS"
        case "9": "DUNS+4"
        case "92": nil
        default: qualifier
        }
    }

    static func qualifier(_ scheme: String?) -> String? {
        guard let scheme, !scheme.isEmpty else { return "ZZ" }
        switch scheme.uppercased() {
        case "GLN", "0088", "EAN", "ILN": return "UL"
        case "DUNS", "0060", "D-U-N-S": return "1"
        case "DUNS+4": return "9"
        case "92": return nil
        default:
            let isCode = (1...2).contains(scheme.utf8.count) && scheme.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
            return isCode ? scheme : nil
        }
    }
}

/// Dates at the head and on the lines (DTM01, data element 374).
enum X12DateQualifier {
    /// Dates that may say when the goods are wanted, the best one first.
    static let requested: [EDITag] = ["002", "106", "074", "071", "067", "063", "010", "038"]
    /// Dates that bind the seller and have no field of their own; they become notes.
    static func terms(_ qualifier: EDITag) -> String? {
        switch qualifier {
        case "001": "Cancel after"
        case "037": "Do not ship before"
        case "038": "Do not ship after"
        case "061": "Cancel if not delivered by"
        case "063": "Do not deliver after"
        case "064": "Do not deliver before"
        case "118": "Pickup requested"
        default: nil
        }
    }
}

/// Codes that stand for words in notes and terms.
enum X12Words {
    /// TD504, data element 91.
    static func transport(_ code: String) -> String? {
        switch code {
        case "A", "AE", "AC": "air"
        case "M", "J", "LT", "T", "D", "CC", "L": "road"
        case "R", "RR": "rail"
        case "S", "O", "VE", "W": "sea"
        case "U", "UP": "parcel"
        case "H", "PA": "customer pickup"
        case "X", "SR", "P", "CE": "road"
        default: nil
        }
    }

    /// FOB01, data element 146.
    static func freight(_ code: String) -> String {
        switch code {
        case "CC": "freight collect"
        case "PP", "PS": "freight prepaid by the seller"
        case "PC": "freight prepaid, charged to the customer"
        case "DF": "freight defined by buyer and seller"
        case "PU": "pickup"
        case "TP": "freight paid by a third party"
        default: "freight \(code)"
        }
    }
}

/// Functional groups (GS01, data element 479) and the sets that belong into them.
enum X12Group {
    static let orders = "PO"
    static let orderChanges = "PC"
    static let acknowledgements = "FA"
    static let transportStatuses = "QM"

    static func code(ofSet type: String) -> String? {
        switch type {
        case "850": orders
        case "860": orderChanges
        case "855": "PR"
        case "856": "SH"
        case "810": "IN"
        case "865": "CA"
        case "214": transportStatuses
        case "875": "OG"
        case "997", "999": acknowledgements
        default: nil
        }
    }
}

/// Error codes of the acknowledgements, by what happened.
enum X12Error {
    // AK304, data element 720.
    static let unknownSegment = "1"
    static let unexpectedSegment = "2"
    static let segmentMissing = "3"
    static let tooMany = "5"
    static let segmentHasErrors = "8"
    // AK403, data element 723.
    static let elementMissing = "1"
    static let elementTooLong = "5"
    static let invalidCharacter = "6"
    static let invalidCode = "7"
    static let invalidDate = "8"
    // AK502, data element 718.
    static let setNotSupported = "1"
    static let setTrailerMissing = "2"
    static let setNumberDiffers = "3"
    static let segmentCountWrong = "4"
    static let segmentsInError = "5"
    static let setNumberInvalid = "7"
    static let setNumberNotUnique = "23"
    // AK905, data element 716.
    static let groupNotSupported = "1"
    static let groupTrailerMissing = "3"
    static let groupNumberDiffers = "4"
    static let setCountWrong = "5"
    static let groupNumberInvalid = "6"
    // TA105, data element I18.
    static let senderUnknown = "006"
    static let receiverUnknown = "009"
    static let testIndicator = "020"
    static let structureInvalid = "022"
    static let endMissing = "023"
    static let contentInvalid = "024"
    static let interchangeRepeated = "025"
}
