// ISA: the header of an interchange, which announces the characters that part everything behind it.
//
// It should have 106 characters exactly. Tolerant of what happens to it on its way: spaces collapsed or replaced by
// no-break spaces, a line end in the middle; every deviation is said.

import OrderModel

/// ISA as it was read.
struct X12Header {
    let delimiters: EDIDelimiters
    /// ISA01 to ISA16 without the spaces at their ends; index 0 is ISA01.
    let elements: [String]
    /// Behind the segment terminator.
    let end: Int
    /// How many characters it has, the terminator included.
    let length: Int
    /// A line end stands inside.
    let isWrapped: Bool

    static let properLength = 106

    var sender: Identifier { Identifier(scheme: self[5], value: self[6] ?? "") }
    var receiver: Identifier { Identifier(scheme: self[7], value: self[8] ?? "") }
    var controlNumber: String { self[13] ?? "" }
    var wantsAcknowledgement: Bool { self[14] == "1" }
    var isTest: Bool { self[15] == "T" }

    /// Element 1 to 16; nil where it is empty.
    subscript(_ element: Int) -> String? {
        guard element >= 1, element <= elements.count else { return nil }
        let text = elements[element - 1]
        return text.isEmpty ? nil : text
    }

    enum Reading {
        case header(X12Header)
        /// The text ends before the header does.
        case cutOff
        /// This is no ISA that anything could follow.
        case damaged(String)
    }

    /// The most bytes that an ISA may take, with all its damage.
    static let most = 512

    /// Reads the header that begins at `start`. `isEnd`: nothing follows behind `text`.
    static func read(_ text: Span<UInt8>, at start: Int, isEnd: Bool) -> Reading {
        var index = start + 3
        guard index < text.count else { return .cutOff }
        let separator = text[index]
        let limit = min(text.count, start + most)
        var elements: [String] = []
        var current: [UInt8] = []
        var isWrapped = false
        index += 1
        while index < limit, elements.count < 15 {
            let byte = text[index]
            if byte == separator {
                elements.append(trimmed(current))
                current = []
            } else if byte == 0x0A || byte == 0x0D {
                isWrapped = true
            } else {
                current.append(byte)
            }
            index += 1
        }
        while index < limit, text[index] == 0x0A || text[index] == 0x0D {
            isWrapped = true
            index += 1
        }
        guard elements.count == 15, index < limit else {
            return limit == text.count && limit < start + most ? .cutOff : .damaged("ISA has too few elements")
        }
        if let problem = problem(elements) { return .damaged(problem) }
        let component = text[index]
        elements.append(String(decoding: [component], as: UTF8.self))
        guard index + 1 < text.count else { return .cutOff }
        guard let terminator = terminator(text, at: index + 1, separator: separator, isEnd: isEnd) else {
            return index + 8 >= text.count && !isEnd
                ? .cutOff : .damaged("the character that ends a segment cannot be told")
        }
        let delimiters = EDIDelimiters(
            segment: terminator.first, element: separator, component: component,
            repetition: repetition(elements, component: component, separator: separator, terminator: terminator.first),
            release: nil, segmentTail: terminator.tail)
        return .header(
            X12Header(
                delimiters: delimiters, elements: elements, end: terminator.end,
                length: characters(text, start, index + 1) + 1, isWrapped: isWrapped))
    }

    /// What speaks against these being the elements of an ISA.
    private static func problem(_ elements: [String]) -> String? {
        let version = elements[11]
        guard version.utf8.count == 5, isDigits(version) else { return "ISA12 is no version such as 00401" }
        let control = elements[12]
        guard (1...9).contains(control.utf8.count), isDigits(control) else { return "ISA13 is no control number" }
        guard ["P", "T", "I"].contains(elements[14]) else { return "ISA15 is neither P nor T" }
        return nil
    }

    private static func isDigits(_ text: String) -> Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) } }

    /// In 5010 ISA11 is the repetition separator; before, it was a letter (`U`).
    private static func repetition(
        _ elements: [String], component: UInt8, separator: UInt8, terminator: UInt8
    ) -> UInt8? {
        guard elements[11] >= "00402", let byte = elements[10].utf8.first, elements[10].utf8.count == 1 else {
            return nil
        }
        let isLetterOrDigit =
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        return isLetterOrDigit || [component, separator, terminator].contains(byte) ? nil : byte
    }

    /// The segment terminator that stands at `index`: one character, of one or several bytes. Where a line end stands
    /// there, it is the terminator if a segment follows, else the terminator is behind it.
    private static func terminator(
        _ text: Span<UInt8>, at index: Int, separator: UInt8, isEnd: Bool
    ) -> (first: UInt8, tail: [UInt8], end: Int)? {
        var index = index
        let byte = text[index]
        if byte == 0x0A || byte == 0x0D {
            var behind = index
            while behind < text.count, text[behind] == 0x0A || text[behind] == 0x0D || text[behind] == 0x20 {
                behind += 1
            }
            if behind == text.count { return isEnd ? (0x0A, [], behind) : nil }
            if isLetter(text[behind]) { return (text[index..<behind, contains: 0x0A] ? 0x0A : 0x0D, [], behind) }
            index = behind
        }
        let first = text[index]
        if first == separator || isLetter(first) || (0x30...0x39).contains(first) { return nil }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        guard index + length <= text.count else { return nil }
        var tail: [UInt8] = []
        for offset in 1..<max(length, 1) { tail.append(text[index + offset]) }
        return (first, tail, index + length)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        let range = TextChecks.trimmed(bytes.span, 0..<bytes.count)
        return String(decoding: bytes[range], as: UTF8.self)
    }

    private static func characters(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var count = 0
        for index in start..<min(end, text.count) where text[index] & 0xC0 != 0x80 { count += 1 }
        return count
    }
}

// MARK: - Where it begins

extension X12Header {
    /// Space, tab, line end, the end mark of old systems, NUL padding, no-break space, byte order mark.
    static func blank(_ text: Span<UInt8>, at index: Int) -> Int? {
        guard index < text.count else { return nil }
        switch text[index] {
        case 0x20, 0x09...0x0D, 0x1A, 0x00: return 1
        case 0xC2: return index + 1 < text.count && text[index + 1] == 0xA0 ? 2 : nil
        case 0xEF: return index + 2 < text.count && text[index + 1] == 0xBB && text[index + 2] == 0xBF ? 3 : nil
        default: return nil
        }
    }

    /// `ISA` and a character that can part elements.
    static func begins(_ text: Span<UInt8>, at index: Int) -> Bool {
        guard index + 3 < text.count, text[index] == 0x49, text[index + 1] == 0x53, text[index + 2] == 0x41 else {
            return false
        }
        let byte = text[index + 3]
        return byte < 0x80 && byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != UInt8(ascii: "\"")
            && !isLetterOrDigit(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

extension Span<UInt8> {
    fileprivate subscript(_ range: Range<Int>, contains byte: UInt8) -> Bool {
        for index in range where self[index] == byte { return true }
        return false
    }
}
