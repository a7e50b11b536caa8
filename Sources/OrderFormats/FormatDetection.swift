// Which format a text is in, by its first character.

import OrderModel

enum FormatDetection {
    /// How many bytes behind the blanks decide: `ISA*00`, `UNA:+`, `STX=`, with room to spare.
    private static let decidingBytes = 16

    /// The beginning of a text is too short to be judged, if more follows.
    static func needsMore(_ beginning: Span<UInt8>) -> Bool {
        var start = 0
        while let length = X12Header.blank(beginning, at: start) { start += length }
        return beginning.count - start < decidingBytes
    }

    /// Nil for a text of blanks.
    static func format(of text: Span<UInt8>) -> FileFormat? {
        if isX12(text) { return .x12 }
        for offset in 0..<text.count {
            switch text[offset] {
            case 0x20, 0x09, 0x0A, 0x0D, 0x1A: continue
            case UInt8(ascii: "<"): return .ubl
            case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
            case UInt8(ascii: "U") where EDIFACTSyntax.begins(text, at: offset): return .edifact
            default: return .csv
            }
        }
        return nil
    }

    /// `ISA` behind blanks, and a character that parts elements. Where that is one that parts columns too, the two digits of
    /// ISA01 have to follow.
    private static func isX12(_ text: Span<UInt8>) -> Bool {
        var start = 0
        while let length = X12Header.blank(text, at: start) { start += length }
        guard X12Header.begins(text, at: start) else { return false }
        guard [",", ";", "|", "\t"].contains(Unicode.Scalar(text[start + 3])) else { return true }
        return start + 5 < text.count && [text[start + 4], text[start + 5]].allSatisfy { (0x30...0x39).contains($0) }
    }

    /// TRADACOMS, the British forerunner of EDIFACT: it begins with `STX=`.
    static func isTRADACOMS(_ text: Span<UInt8>) -> Bool {
        let start = Array("STX=".utf8)
        var offset = 0
        while offset < text.count, text[offset] <= 0x20 { offset += 1 }
        guard offset + start.count <= text.count else { return false }
        for index in start.indices where text[offset + index] != start[index] { return false }
        return true
    }

    /// XML that names its encoding, or bears a byte order mark, is left to the XML parser, which knows the rules for
    /// that. Looks at the first bytes only.
    static func isXMLWithItsOwnEncoding(_ bytes: [UInt8]) -> Bool {
        // The letters of the declaration, whatever zeros stand between them (UTF-16, UTF-32).
        let letters = bytes.prefix(800).filter { $0 != 0 }
        let hasMark = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        var text = letters[...]
        if hasMark { text = text.dropFirst(2) }
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
        text = text.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        guard text.first == UInt8(ascii: "<") else { return false }
        if hasMark || letters.count < min(bytes.count, 800) / 2 + 1 { return true }
        guard text.starts(with: Array("<?xml".utf8)), let end = text.firstIndex(of: UInt8(ascii: ">")) else {
            return false
        }
        let declaration = String(decoding: text[..<end], as: UTF8.self)
        return declaration.contains("encoding")
    }
}
