// How an EDIFACT interchange is put into characters: the service string (UNA) and the character set that UNB names.

/// The characters that an interchange uses for itself (ISO 9735).
struct EDIFACTSyntax: Hashable, Sendable {
    var delimiters: EDIDelimiters
    /// `.` or `,`. The other one is understood too, as ISO 9735 has it.
    var decimalMark: UInt8

    /// What counts without a UNA.
    static let standard = EDIFACTSyntax(
        delimiters: EDIDelimiters(
            segment: UInt8(ascii: "'"), element: UInt8(ascii: "+"), component: UInt8(ascii: ":"),
            release: UInt8(ascii: "?")), decimalMark: UInt8(ascii: "."))
}

// MARK: - UNA

extension EDIFACTSyntax {
    static let serviceStringLength = 9

    struct ServiceString {
        var syntax: EDIFACTSyntax
        var length: Int
        /// UNA has not its nine characters: the one for the repetition sign is missing.
        var isShort = false
    }

    /// Reads UNA from the nine bytes at the beginning of an interchange. Nil if they are no UNA, or one that does not
    /// keep its characters apart.
    static func serviceString(_ bytes: [UInt8]) -> ServiceString? {
        guard isServiceString(bytes), bytes.count >= serviceStringLength - 1 else { return nil }
        // Some writers leave the space out that stands for "no repetition sign".
        let isShort =
            bytes.count < serviceStringLength || (bytes[7] != 0x20 && (isLetter(bytes[8]) || bytes[8] <= 0x20))
        let terminator = isShort ? bytes[7] : bytes[8]
        let delimiters = EDIDelimiters(
            segment: terminator, element: bytes[4], component: bytes[3],
            release: bytes[6] == 0x20 ? nil : bytes[6])
        let parts =
            [delimiters.segment, delimiters.element, delimiters.component] + (delimiters.release.map { [$0] } ?? [])
        guard Set(parts).count == parts.count, parts.allSatisfy(mayPart) else { return nil }
        let mark = bytes[5] == UInt8(ascii: ",") ? bytes[5] : UInt8(ascii: ".")
        return ServiceString(
            syntax: EDIFACTSyntax(delimiters: delimiters, decimalMark: mark),
            length: isShort ? serviceStringLength - 1 : serviceStringLength, isShort: isShort)
    }

    static func isServiceString(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("UNA".utf8)) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// A character that can part data: no letter, digit, space, and no part of a longer UTF-8 character.
    private static func mayPart(_ byte: UInt8) -> Bool {
        !isLetter(byte) && !(0x30...0x39).contains(byte) && byte != 0x20 && byte < 0x80
    }
}

// MARK: - Where it begins

extension EDIFACTSyntax {
    /// The text begins as an interchange or a message does: UNA, UNB or UNH and a character that parts.
    static func begins(_ text: Span<UInt8>, at start: Int) -> Bool {
        guard start + 4 <= text.count, text[start] == UInt8(ascii: "U"), text[start + 1] == UInt8(ascii: "N") else {
            return false
        }
        let separator = text[start + 3]
        switch text[start + 2] {
        case UInt8(ascii: "A"): return mayPart(separator) && start + 5 <= text.count && mayPart(text[start + 4])
        case UInt8(ascii: "B"), UInt8(ascii: "H"):
            // What parts the columns of a spreadsheet is left to CSV.
            return mayPart(separator) && ![0x09, 0x2C, 0x3B, 0x7C].contains(separator)
        default: return false
        }
    }

    /// The charset that the syntax identifier in UNB (data element 0001) stands for, by the first bytes of a file; nil
    /// if it is no interchange, or names none that we know.
    static func announcedCharset(_ head: [UInt8]) -> NamedCharset? {
        var rest = head[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        rest = rest.drop(while: isBlank)
        guard begins(Array(rest.prefix(serviceStringLength)).span, at: 0) else { return nil }
        if isServiceString(Array(rest.prefix(3))), let una = serviceString(Array(rest.prefix(serviceStringLength))) {
            rest = rest.dropFirst(una.length).drop(while: isBlank)
        }
        guard rest.starts(with: Array("UNB".utf8)) else { return nil }
        let identifier = String(decoding: rest.dropFirst(4).prefix(4), as: UTF8.self)
        guard let name = charsets[identifier] else { return nil }
        // Level A and B are ASCII. What is more in them is Latin 1 in practice, or Chinese.
        return NamedCharset(
            name: name, why: "as UNB says with \(identifier)", isWeak: identifier == "UNOA" || identifier == "UNOB")
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static let charsets = [
        "UNOA": "ISO-8859-1", "UNOB": "ISO-8859-1", "UNOC": "ISO-8859-1", "UNOD": "ISO-8859-2", "UNOE": "ISO-8859-5",
        "UNOF": "ISO-8859-7", "UNOG": "ISO-8859-3", "UNOH": "ISO-8859-4", "UNOI": "ISO-8859-6", "UNOJ": "ISO-8859-8",
        "UNOK": "ISO-8859-9", "UNOX": "ISO-2022-JP", "UNOW": "UTF-8", "UNOY": "UTF-8",
    ]
}
