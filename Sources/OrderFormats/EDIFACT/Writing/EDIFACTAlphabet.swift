// The characters that a syntax identifier allows, and what is written instead of the others: a letter that is close,
// else a question mark, so that it is seen that something is missing.

/// UNOA: capitals; UNOB: ASCII; UNOC: Latin 1; UNOY: everything (UTF-8).
struct EDIFACTAlphabet {
    private enum Level { case capitals, ascii, latin1, unicode }
    private let level: Level

    init(_ identifier: String) {
        switch identifier {
        case "UNOA": level = .capitals
        case "UNOB": level = .ascii
        case "UNOY": level = .unicode
        default: level = .latin1
        }
    }

    /// UNOY came with version 4 of the syntax.
    var syntaxVersion: Int { level == .unicode ? 4 : 3 }

    /// The text in characters of this level, on one line.
    func fitting(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { append(scalar, to: &result) }
        return String(result)
    }

    private func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
        if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
            result.append(" ")
        } else if isAllowed(scalar) {
            result.append(scalar)
        } else {
            for substitute in substitute(for: scalar).unicodeScalars {
                result.append(isAllowed(substitute) ? substitute : "?")
            }
        }
    }

    private func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch level {
        case .unicode: true
        case .latin1: scalar.value <= 0xFF
        case .ascii: scalar.value < 0x7F
        case .capitals:
            ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                || " .,-()/='+:?!\"%&*;<>".unicodeScalars.contains(scalar)
        }
    }

    private func substitute(for scalar: Unicode.Scalar) -> String {
        if let word = EDIFACTAlphabet.substitutes[scalar] { return level == .capitals ? word.uppercased() : word }
        let plain = EDIFACTAlphabet.withoutMarks(scalar)
        return level == .capitals ? plain.uppercased() : plain
    }

    /// The letter without its accent: `é` → `e`. Itself where it has none.
    private static func withoutMarks(_ scalar: Unicode.Scalar) -> String {
        plainLetters[scalar] ?? String(Character(scalar))
    }

    private static let plainLetters: [Unicode.Scalar: String] = {
        let families = [
            "AÀÁÂÃÅĄ", "CÇĆČ", "DĎĐ", "EÈÉÊËĘĚ", "GĞ", "IÌÍÎÏİ", "LŁ", "NÑŃŇ", "OÒÓÔÕŐ", "RŘ", "SŚŞŠ", "TŤ", "UÙÚÛŮŰ",
            "YÝ", "ZŹŻŽ", "aàáâãåą", "cçćč", "dďđ", "eèéêëęě", "gğ", "iìíîïı", "lł", "nñńň", "oòóôõő", "rř", "sśşš",
            "tť", "uùúûůű", "yýÿ", "zźżž",
        ]
        var letters: [Unicode.Scalar: String] = [:]
        for family in families {
            for scalar in family.unicodeScalars.dropFirst() { letters[scalar] = String(family.prefix(1)) }
        }
        return letters
    }()

    private static let substitutes: [Unicode.Scalar: String] = [
        "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Æ": "AE", "æ": "ae", "Ø": "Oe",
        "ø": "oe", "Œ": "OE", "œ": "oe", "€": "EUR", "£": "GBP", "×": "x", "–": "-", "—": "-", "‐": "-", "‑": "-",
        "‘": "'", "’": "'", "‚": ",", "“": "\"", "”": "\"", "„": "\"", "…": "...", "•": "*", "°": " deg", "²": "2",
        "³": "3", "\u{A0}": " ", "\u{202F}": " ", "₂": "2",
    ]

    /// The bytes of a text that fits.
    func bytes(_ text: String) -> [UInt8] {
        level == .unicode ? Array(text.utf8) : text.unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
    }
}
