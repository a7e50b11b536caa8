// JSON exactly as RFC 8259 has it, without recursion: however deep a text is nested, only the list of open brackets grows,
// and that has a limit.

import OrderModel

/// Why a text is no JSON, and where.
struct JSONFailure: Error {
    var code: FindingCode
    var message: String
    var offset: Int
    var hint: String?
    /// The text ends too early; more of it might make it good.
    var isIncomplete = false
}

struct JSONParser {
    private(set) var position: Int
    private(set) var nodes: [JSONNode] = []
    /// What is wrong and yet lets the reading go on: duplicate keys, endless numbers.
    private(set) var problems: [JSONFailure] = []
    /// The open arrays and objects.
    private var open: [Int] = []
    private let limits: FormatLimits
    private static let mostProblems = 100
    /// Room for a number's sign, point, exponent and idle zeros besides its digits.
    private static let besideDigits = 26

    init(position: Int, limits: FormatLimits) {
        self.position = position
        self.limits = limits
    }

    /// What the grammar allows next.
    private enum Expectation {
        case value, firstElementOrEnd, firstKeyOrEnd, key, commaOrEnd
    }

    /// Reads one value and stops behind it. Cost: the length of the value.
    mutating func parseValue(_ text: Span<UInt8>) throws(JSONFailure) {
        var expectation = Expectation.value
        repeat {
            JSONParser.skipWhitespace(text, &position)
            guard position < text.count else { throw ended(text) }
            switch expectation {
            case .value: expectation = try value(text)
            case .firstElementOrEnd:
                if text[position] == UInt8(ascii: "]") { expectation = try close(text) } else { expectation = .value }
            case .firstKeyOrEnd:
                if text[position] == UInt8(ascii: "}") { expectation = try close(text) } else { expectation = .key }
            case .key: expectation = try key(text)
            case .commaOrEnd: expectation = try commaOrEnd(text)
            }
        } while !open.isEmpty || expectation == .value
    }

    static func skipWhitespace(_ text: Span<UInt8>, _ position: inout Int) {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    // MARK: - Structure

    private mutating func value(_ text: Span<UInt8>) throws(JSONFailure) -> Expectation {
        guard nodes.count < limits.valuesPerDocument else {
            throw JSONFailure(
                code: .fileTooLarge, message: "the document has more than \(limits.valuesPerDocument) values",
                offset: position, hint: "split it")
        }
        switch text[position] {
        case UInt8(ascii: "{"): return try openContainer(.object, .firstKeyOrEnd)
        case UInt8(ascii: "["): return try openContainer(.array, .firstElementOrEnd)
        case UInt8(ascii: "\""): try string(text)
        case UInt8(ascii: "t"): try literal("true", .yes, text)
        case UInt8(ascii: "f"): try literal("false", .no, text)
        case UInt8(ascii: "n"): try literal("null", .null, text)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number(text)
        default: throw unexpected(text, wanted: "a value")
        }
        return .commaOrEnd
    }

    private mutating func openContainer(
        _ kind: JSONKind, _ expectation: Expectation
    ) throws(JSONFailure) -> Expectation {
        guard open.count < limits.depth else {
            throw JSONFailure(
                code: .jsonTooDeep, message: "the value is nested more than \(limits.depth) levels deep",
                offset: position, hint: "no document of ours is nested that deep")
        }
        open.append(nodes.count)
        append(kind, from: position, to: position)
        position += 1
        return expectation
    }

    private mutating func close(_ text: Span<UInt8>) throws(JSONFailure) -> Expectation {
        guard let index = open.popLast() else { throw unexpected(text, wanted: "a value") }
        position += 1
        nodes[index].end = UInt32(clamping: position)
        nodes[index].next = UInt32(clamping: nodes.count)
        if nodes[index].kind == .object { checkKeys(of: index, text) }
        return .commaOrEnd
    }

    private mutating func commaOrEnd(_ text: Span<UInt8>) throws(JSONFailure) -> Expectation {
        guard let index = open.last else { throw unexpected(text, wanted: "nothing more") }
        let isObject = nodes[index].kind == .object
        switch text[position] {
        case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject: return try close(text)
        case UInt8(ascii: ","):
            position += 1
            JSONParser.skipWhitespace(text, &position)
            guard position < text.count else { throw ended(text) }
            if text[position] == UInt8(ascii: "}") || text[position] == UInt8(ascii: "]") {
                throw failure("a comma stands before the closing bracket", hint: "remove the comma")
            }
            return isObject ? .key : .value
        default: throw unexpected(text, wanted: isObject ? "a comma or }" : "a comma or ]")
        }
    }

    private mutating func key(_ text: Span<UInt8>) throws(JSONFailure) -> Expectation {
        guard text[position] == UInt8(ascii: "\"") else { throw unexpected(text, wanted: "a key in double quotes") }
        try string(text)
        JSONParser.skipWhitespace(text, &position)
        guard position < text.count else { throw ended(text) }
        guard text[position] == UInt8(ascii: ":") else { throw unexpected(text, wanted: "a colon") }
        position += 1
        return .value
    }

    // MARK: - Simple values

    private mutating func append(_ kind: JSONKind, from start: Int, to end: Int, hasEscapes: Bool = false) {
        nodes.append(
            JSONNode(
                kind: kind, hasEscapes: hasEscapes, start: UInt32(clamping: start), end: UInt32(clamping: end),
                next: UInt32(clamping: nodes.count + 1)))
    }

    private mutating func literal(_ word: StaticString, _ kind: JSONKind, _ text: Span<UInt8>) throws(JSONFailure) {
        let start = position
        for index in 0..<word.utf8CodeUnitCount {
            guard position < text.count else { throw ended(text) }
            let letter = unsafe word.utf8Start[index]
            guard text[position] == letter else {
                position = start
                throw unexpected(text, wanted: "a value")
            }
            position += 1
        }
        append(kind, from: start, to: position)
    }

    private mutating func number(_ text: Span<UInt8>) throws(JSONFailure) {
        let start = position
        if text[position] == UInt8(ascii: "-") { position += 1 }
        let first = position
        try digits(text)
        if position > first + 1, text[first] == UInt8(ascii: "0") {
            position = start
            throw failure("a number begins with a zero", hint: "write it without leading zeros, or in quotes")
        }
        if position < text.count, text[position] == UInt8(ascii: ".") {
            position += 1
            try digits(text)
        }
        if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < text.count, text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-") {
                position += 1
            }
            try digits(text)
        }
        if position - start > limits.numberDigits + JSONParser.besideDigits {
            note(
                JSONFailure(
                    code: .jsonNumberTooLong,
                    message: "the number has \(position - start) characters; at most \(limits.numberDigits) digits fit",
                    offset: start, hint: "is it a code? Then write it in quotes"))
        }
        append(.number, from: start, to: position)
    }

    private mutating func digits(_ text: Span<UInt8>) throws(JSONFailure) {
        let start = position
        while position < text.count, text[position] >= 0x30, text[position] <= 0x39 { position += 1 }
        guard position > start else {
            if position >= text.count { throw ended(text) }
            throw unexpected(text, wanted: "a digit")
        }
    }

    private mutating func note(_ problem: JSONFailure) {
        if problems.count < JSONParser.mostProblems { problems.append(problem) }
    }

    // MARK: - Strings

    private mutating func string(_ text: Span<UInt8>) throws(JSONFailure) {
        let quote = position
        position += 1
        var hasEscapes = false
        while true {
            position = JSONBytes.endOfPlain(text, from: position)
            guard position < text.count else {
                throw JSONFailure(
                    code: .jsonSyntax, message: "the text that begins here is never closed", offset: quote,
                    hint: "the file may have been cut off, or a closing \" is missing", isIncomplete: true)
            }
            let byte = text[position]
            if byte == UInt8(ascii: "\"") { break }
            if byte >= 0x80 {
                JSONBytes.skipLongCharacters(text, &position)
            } else if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                try escape(text)
            } else if byte < 0x20 {
                throw failure(
                    "a control character stands inside a text", hint: "write it as \\n, \\t or \\u00XX")
            } else {
                position += 1
            }
        }
        append(.string, from: quote + 1, to: position, hasEscapes: hasEscapes)
        if position - quote > limits.fieldLength {
            note(
                JSONFailure(
                    code: .valueTooLong,
                    message: "the text has \(position - quote) bytes; at most \(limits.fieldLength) can be taken",
                    offset: quote))
        }
        position += 1
    }

    private mutating func escape(_ text: Span<UInt8>) throws(JSONFailure) {
        if let end = JSONBytes.endOfEscape(text, at: position) {
            position = end
            return
        }
        guard position + 1 < text.count else {
            position = text.count
            throw ended(text)
        }
        guard text[position + 1] == UInt8(ascii: "u") else {
            throw failure("\\ is not followed by a known letter", hint: "write \\\\ for a backslash")
        }
        throw try unicodeProblem(text)
    }

    /// What is wrong with the `\u` at the position.
    private func unicodeProblem(_ text: Span<UInt8>) throws(JSONFailure) -> JSONFailure {
        guard try (0xD800..<0xDC00).contains(unit(text, at: position)) else { return loneSurrogate() }
        for (offset, letter) in [(6, UInt8(ascii: "\\")), (7, UInt8(ascii: "u"))] {
            guard position + offset < text.count else { return ended(text) }
            guard text[position + offset] == letter else { return loneSurrogate() }
        }
        _ = try unit(text, at: position + 6)
        return loneSurrogate()
    }

    /// The four hexadecimal digits behind the `\u` at `start`.
    private func unit(_ text: Span<UInt8>, at start: Int) throws(JSONFailure) -> UInt32 {
        guard let value = JSONText.unit(text, at: start) else {
            if start + 6 > text.count { throw ended(text) }
            throw failure("\\u is not followed by four hexadecimal digits", hint: "write for example \\u00e4")
        }
        return value
    }

    private func loneSurrogate() -> JSONFailure {
        failure("half of a character stands alone (a surrogate)", hint: "write both halves, or the character itself")
    }
}

// MARK: - Keys and failures

extension JSONParser {
    /// Reports keys that an object has twice: nobody can know which value is meant.
    private mutating func checkKeys(of object: Int, _ text: Span<UInt8>) {
        let first = object + 1
        var seen: Set<String> = []
        var count = 0
        var key = first
        while key < nodes.count {
            count += 1
            if count <= JSONParser.fewKeys {
                if hasSame(key, from: first, text) { reportDuplicate(key, text) }
            } else {
                if seen.isEmpty { seen = strings(from: first, before: key, text) }
                if !seen.insert(JSONText.string(nodes[key], text)).inserted { reportDuplicate(key, text) }
            }
            key = Int(nodes[key + 1].next)
        }
    }

    /// So many keys are compared with each other; more are looked up in a set.
    private static let fewKeys = 24

    private func hasSame(_ key: Int, from first: Int, _ text: Span<UInt8>) -> Bool {
        var earlier = first
        while earlier < key {
            if isSame(earlier, key, text) { return true }
            earlier = Int(nodes[earlier + 1].next)
        }
        return false
    }

    private func strings(from first: Int, before end: Int, _ text: Span<UInt8>) -> Set<String> {
        var strings: Set<String> = []
        var key = first
        while key < end {
            strings.insert(JSONText.string(nodes[key], text))
            key = Int(nodes[key + 1].next)
        }
        return strings
    }

    private func isSame(_ left: Int, _ right: Int, _ text: Span<UInt8>) -> Bool {
        let (left, right) = (nodes[left], nodes[right])
        if left.hasEscapes || right.hasEscapes { return JSONText.string(left, text) == JSONText.string(right, text) }
        guard left.range.count == right.range.count else { return false }
        for offset in 0..<left.range.count
        where text[left.range.lowerBound + offset] != text[right.range.lowerBound + offset] { return false }
        return true
    }

    private mutating func reportDuplicate(_ key: Int, _ text: Span<UInt8>) {
        note(
            JSONFailure(
                code: .jsonDuplicateKey, message: "the key '\(JSONText.string(nodes[key], text))' stands here twice",
                offset: Int(nodes[key].start) - 1, hint: "keep one of them"))
    }

    private func failure(_ message: String, hint: String? = nil) -> JSONFailure {
        JSONFailure(code: .jsonSyntax, message: message, offset: position, hint: hint)
    }

    private func ended(_ text: Span<UInt8>) -> JSONFailure {
        let place = open.last.map { nodes[$0].kind == .object ? "an object" : "an array" }
        return JSONFailure(
            code: .jsonSyntax, message: "the text ends " + (place.map { "inside \($0)" } ?? "before a value"),
            offset: text.count, hint: "the file may have been cut off: send it whole", isIncomplete: true)
    }

    private func unexpected(_ text: Span<UInt8>, wanted: String) -> JSONFailure {
        let byte = position < text.count ? text[position] : 0
        let found = byte > 0x20 && byte < 0x7F ? "'\(Character(Unicode.Scalar(byte)))'" : "a character"
        var hint: String?
        switch byte {
        case UInt8(ascii: "'"): hint = "JSON has double quotes"
        case UInt8(ascii: "/"), UInt8(ascii: "#"): hint = "JSON has no comments"
        case UInt8(ascii: "+"): hint = "write numbers without +"
        case UInt8(ascii: "N"), UInt8(ascii: "T"), UInt8(ascii: "F"): hint = "write null, true, false in small letters"
        default: hint = nil
        }
        return failure("\(found) stands where \(wanted) is expected", hint: hint)
    }

    /// The JSON pointer of the place where the reading stopped, inside the value.
    func pointerAtStop(_ text: Span<UInt8>) -> String {
        var pointer = ""
        for (level, container) in open.enumerated() {
            let child = level + 1 < open.count ? open[level + 1] : nodes.count
            pointer += "/" + step(in: container, to: child, text)
        }
        return pointer
    }

    private func step(in container: Int, to child: Int, _ text: Span<UInt8>) -> String {
        var index = container + 1
        if nodes[container].kind == .array {
            var count = 0
            while index < child {
                count += 1
                index = Int(nodes[index].next)
            }
            return String(count)
        }
        var key = index
        while index < child {
            key = index
            guard index + 1 < nodes.count else { break }
            index = index + 1 == child ? child : Int(nodes[index + 1].next)
        }
        return key < nodes.count ? JSONText.escapedPointerStep(JSONText.string(nodes[key], text)) : ""
    }
}
