// The segments of an interchange, one after the other, and the values in the one in hand.

import ExactDecimals
import OrderModel

final class X12Segments {
    let stream: TextStream
    let limits: FormatLimits
    private var scanner: EDIScanner
    private var segment = EDISegment()
    private let longestPlain: Int

    init(_ stream: TextStream, _ delimiters: EDIDelimiters, at position: Int, limits: FormatLimits) {
        self.stream = stream
        self.limits = limits
        longestPlain = min(limits.identifierLength, limits.textLength)
        scanner = EDIScanner(delimiters, position: position, longest: limits.fieldLength)
    }

    /// Moves to the next segment; false at the end of the text.
    func next() throws(InputError) -> Bool { try scanner.next(stream, into: &segment) }

    var delimiters: EDIDelimiters { scanner.delimiters }
    /// Index in the window of the segment in hand.
    var start: Int { segment.start }
    /// Index in the window behind it.
    var position: Int { scanner.position }
    var tag: EDITag { segment.tag }
    var isTerminated: Bool { segment.isTerminated }
    var isTooLong: Bool { segment.isTooLong }
    var elementCount: Int { segment.elementCount }
    /// Where a line end stands inside the segment.
    var wrappedAt: Place? { segment.wrappedAt.map { stream.place(at: $0) } }

    /// The tag as it stands there, for findings.
    var tagText: String { string(0) ?? "" }

    // MARK: - Values

    /// An element, or a component of it, without the spaces at its ends; nil where it is empty.
    func string(_ element: Int, _ component: Int = 1) -> String? { value(element, component)?.text }

    /// The same, with whether it is short and of visible ASCII, so that nothing can be wrong with it.
    func value(_ element: Int, _ component: Int = 1) -> (text: String, isPlain: Bool)? {
        let found = segment.component(element, component)
        if found.isEmpty { return nil }
        let window = stream.bytes
        let text = window.span
        if found.needsCleaning { return scanner.string(found, in: text).map { ($0, false) } }
        var range = found.range
        var isPlain = range.count <= longestPlain
        if isPlain {
            for index in range where text[index] < 0x20 || text[index] >= 0x7F { isPlain = false }
        }
        if !isPlain || text[range.lowerBound] == 0x20 || text[range.upperBound - 1] == 0x20 {
            range = TextChecks.trimmed(text, range)
            if range.isEmpty { return nil }
        }
        let part = text.extracting(range)
        return (unsafe part.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }, isPlain)
    }

    /// A code of at most four characters, for comparing; zero where the element is empty or longer.
    func code(_ element: Int) -> EDITag {
        let found = segment.component(element)
        if found.isEmpty { return EDITag(code: 0) }
        let window = stream.bytes
        let text = window.span
        var code: UInt32 = 0
        var length = 0
        for index in found.range where text[index] > 0x20 {
            length += 1
            code = code << 8 | UInt32(text[index])
        }
        return EDITag(code: length <= 4 ? code : 0)
    }

    /// A quantity or a price (data type R); nil where it is empty.
    func decimal(_ element: Int) throws(ValueProblem) -> ExactDecimal? {
        let found = segment.component(element)
        if found.isEmpty { return nil }
        let window = stream.bytes
        let text = window.span
        if found.needsCleaning {
            let bytes = scanner.bytes(of: found, in: text)
            let range = TextChecks.trimmed(bytes.span, 0..<bytes.count)
            if range.isEmpty { return nil }
            return try NumberText.decimal(bytes.span.extracting(range), limits: limits)
        }
        var range = found.range
        if text[range.lowerBound] <= 0x20 || text[range.upperBound - 1] <= 0x20 || text[range.lowerBound] >= 0x80 {
            range = TextChecks.trimmed(text, range)
            if range.isEmpty { return nil }
        }
        return try NumberText.decimal(text.extracting(range), limits: limits)
    }

    /// A date, `CCYYMMDD` or `YYMMDD`; nil where it is empty.
    func date(_ element: Int, _ component: Int = 1) throws(ValueProblem) -> CalendarDate? {
        let found = segment.component(element, component)
        if found.isEmpty { return nil }
        let window = stream.bytes
        if !found.needsCleaning {
            let range = TextChecks.trimmed(window.span, found.range)
            if range.isEmpty { return nil }
            return try X12Date.read(window.span.extracting(range))
        }
        guard let text = string(element, component) else { return nil }
        let bytes = Array(text.utf8)
        return try X12Date.read(bytes.span)
    }

    // MARK: - Places

    /// Where the segment begins, or one of its elements.
    func place(_ element: Int? = nil, _ component: Int = 1) -> Place {
        guard let element else { return stream.place(at: segment.start) }
        let found = segment.component(element, component)
        let isThere = element <= segment.elementCount && found.end > 0
        return stream.place(at: isThere ? Int(found.start) : segment.end - 1)
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
