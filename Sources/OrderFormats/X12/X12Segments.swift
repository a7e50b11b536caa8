// The segments of an interchange, one after the other, and the values in the one in hand.

import ExactDecimals
import OrderModel

/// What is asked with every segment changes nothing and says `mutating` all the same: so the segments are looked at where
/// they are, and not copied for the call.
struct X12Segments {
    private var scanner: EDIScanner
    private let longestPlain: Int

    /// `begin` says with which characters they part, and where.
    init(_ stream: TextStream, limits: FormatLimits) {
        longestPlain = min(limits.identifierLength, limits.textLength)
        let usual = EDIDelimiters(
            segment: UInt8(ascii: "~"), element: UInt8(ascii: "*"), component: UInt8(ascii: ">"))
        scanner = EDIScanner(stream, usual, longest: limits.fieldLength)
    }

    /// Begins with the segments of an interchange.
    mutating func begin(_ delimiters: EDIDelimiters, at position: Int) { scanner.begin(delimiters, at: position) }

    /// Lets go of the text behind an interchange.
    mutating func pause() { scanner.pause() }

    /// Moves to the next segment; false at the end of the text.
    mutating func next() throws(InputError) -> Bool { try scanner.next() }

    /// Index in the window of the segment in hand.
    var start: Int { scanner.segment.start }
    /// Index in the window behind it.
    var position: Int { scanner.position }
    var tag: EDITag { scanner.segment.tag }
    var isTerminated: Bool { scanner.segment.isTerminated }
    var isTooLong: Bool { scanner.segment.isTooLong }
    var elementCount: Int { scanner.segment.elementCount }
    var isWrapped: Bool { scanner.segment.wrappedAt != nil }
    /// Where a line end stands inside the segment.
    var wrappedAt: Place? { scanner.segment.wrappedAt.map { scanner.stream.place(at: $0) } }

    /// The tag as it stands there, for findings.
    var tagText: String { string(0) ?? "" }

    // MARK: - Values

    /// An element, or a component of it, without the spaces at its ends; nil where it is empty.
    func string(_ element: Int, _ component: Int = 1) -> String? {
        scanner.string(scanner.segment.component(element, component))
    }

    /// The same, with whether it is short and of visible ASCII, so that nothing can be wrong with it.
    mutating func value(_ element: Int, _ component: Int = 1) -> (text: String, isPlain: Bool)? {
        let found = scanner.segment.component(element, component)
        if found.isEmpty { return nil }
        if found.needsCleaning { return scanner.string(found).map { ($0, false) } }
        let text = scanner.window.span
        var range = found.range
        let isPlain = range.count <= longestPlain && ByteWords.arePrintable(text, range)
        if !isPlain || text[range.lowerBound] == 0x20 || text[range.upperBound - 1] == 0x20 {
            range = TextChecks.trimmed(text, range)
            if range.isEmpty { return nil }
        }
        return (ByteWords.string(text, range), isPlain)
    }

    /// A code of at most four characters, for comparing; zero where the element is empty or longer.
    mutating func code(_ element: Int) -> EDITag {
        let found = scanner.segment.component(element)
        if found.isEmpty { return EDITag(code: 0) }
        let text = scanner.window.span
        var code: UInt32 = 0
        var length = 0
        for index in found.range where text[index] > 0x20 {
            length += 1
            code = code << 8 | UInt32(text[index])
        }
        return EDITag(code: length <= 4 ? code : 0)
    }

    /// The same for a code of visible ASCII and nothing else; nil for any other text.
    mutating func plainCode(_ element: Int) -> EDITag? {
        let found = scanner.segment.component(element)
        let text = scanner.window.span
        guard !found.needsCleaning, (1...4).contains(found.range.count) else { return nil }
        for index in found.range where text[index] <= 0x20 || text[index] >= 0x7F { return nil }
        return EDITag(text, found.range)
    }

    /// The element is this text, byte for byte.
    mutating func isPlainly(_ element: Int, _ text: String) -> Bool {
        scanner.isPlainly(scanner.segment.component(element), text)
    }

    /// A number of digits alone, at most nine of them; nil for anything else.
    mutating func plainCount(_ element: Int) -> Int? { scanner.plainCount(scanner.segment.component(element)) }

    /// A quantity or a price (data type R); nil where it is empty.
    mutating func decimal(_ element: Int, _ limits: FormatLimits) throws(ValueProblem) -> ExactDecimal? {
        let found = scanner.segment.component(element)
        if found.isEmpty { return nil }
        if found.needsCleaning {
            let bytes = scanner.bytes(of: found)
            let range = TextChecks.trimmed(bytes.span, 0..<bytes.count)
            if range.isEmpty { return nil }
            return try NumberText.decimal(bytes.span.extracting(range), limits: limits)
        }
        let text = scanner.window.span
        var range = found.range
        if text[range.lowerBound] <= 0x20 || text[range.upperBound - 1] <= 0x20 || text[range.lowerBound] >= 0x80 {
            range = TextChecks.trimmed(text, range)
            if range.isEmpty { return nil }
        }
        return try NumberText.decimal(text.extracting(range), limits: limits)
    }

    /// A date, `CCYYMMDD` or `YYMMDD`; nil where it is empty.
    mutating func date(_ element: Int, _ component: Int = 1) throws(ValueProblem) -> CalendarDate? {
        let found = scanner.segment.component(element, component)
        if found.isEmpty { return nil }
        if !found.needsCleaning {
            let text = scanner.window.span
            let range = TextChecks.trimmed(text, found.range)
            if range.isEmpty { return nil }
            return try X12Date.read(text.extracting(range))
        }
        guard let text = string(element, component) else { return nil }
        let bytes = Array(text.utf8)
        return try X12Date.read(bytes.span)
    }

    // MARK: - Places

    /// Where the segment begins, or one of its elements.
    func place(_ element: Int? = nil, _ component: Int = 1) -> Place {
        guard let element else { return scanner.stream.place(at: scanner.segment.start) }
        let found = scanner.segment.component(element, component)
        let isThere = element <= scanner.segment.elementCount && found.end > 0
        return scanner.stream.place(at: isThere ? Int(found.start) : scanner.segment.end - 1)
    }
}

enum X12Date {
    /// Two digits of a year up to this are of the 21st century.
    private static let lastShortYear = 79

    static func read(_ text: Span<UInt8>) throws(ValueProblem) -> CalendarDate {
        guard text.count == 8 || text.count == 6, let number = number(text), let date = date(number, text.count) else {
            throw ValueProblem(.valueNotADate, "is not a date", hint: "write it as CCYYMMDD, such as 20261122")
        }
        return date
    }

    private static func number(_ text: Span<UInt8>) -> Int? {
        var number = 0
        for index in 0..<text.count {
            guard (0x30...0x39).contains(text[index]) else { return nil }
            number = number * 10 + Int(text[index] - 0x30)
        }
        return number
    }

    private static func date(_ number: Int, _ digits: Int) -> CalendarDate? {
        var year = number / 10_000
        if digits == 6 { year += year <= lastShortYear ? 2000 : 1900 }
        return CalendarDate(year: year, month: number / 100 % 100, day: number % 100)
    }

    /// `CCYYMMDD`.
    static func write(_ date: CalendarDate) -> String { date.description.filter { $0 != "-" } }
}
