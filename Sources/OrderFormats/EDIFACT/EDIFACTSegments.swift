// The segments of an EDIFACT text one by one, and the data of the one in hand as values.

import ExactDecimals
import OrderModel

/// What is asked with every segment changes nothing and says `mutating` all the same: so the segments are looked at where
/// they are, and not copied for the call.
struct EDIFACTSegments {
    private(set) var syntax = EDIFACTSyntax.standard
    private var scanner: EDIScanner

    /// A segment of more bytes than this is given up: the text has lost its terminators.
    static let longestSegment = 1_048_576

    /// Begins with `readServiceString`.
    init(_ stream: TextStream) {
        scanner = EDIScanner(
            stream, EDIFACTSyntax.standard.delimiters, longest: EDIFACTSegments.longestSegment)
    }

    /// Reads the next segment; false at the end of the text.
    mutating func next() throws(InputError) -> Bool { try scanner.next() }

    enum Service {
        case none, read
        case short(at: Place)
        /// There is a UNA, and it says nothing that can be used.
        case unusable(at: Place)
    }

    /// Reads the UNA that may stand in front of an interchange; without one the standard's characters count.
    mutating func readServiceString() throws(InputError) -> Service {
        let bytes = try scanner.peek(EDIFACTSyntax.serviceStringLength)
        guard EDIFACTSyntax.isServiceString(bytes) else {
            // Between interchanges only: what UNA said counts for its own.
            if bytes.starts(with: Array("UNB".utf8)) { use(.standard, from: scanner.position) }
            return .none
        }
        let place = scanner.stream.place(at: scanner.position)
        guard let una = EDIFACTSyntax.serviceString(bytes) else { return .unusable(at: place) }
        use(una.syntax, from: scanner.position + una.length)
        return una.isShort ? .short(at: place) : .read
    }

    private mutating func use(_ syntax: EDIFACTSyntax, from position: Int) {
        scanner.begin(syntax.delimiters, at: position)
        self.syntax = syntax
    }

    var tag: EDITag { scanner.segment.tag }
    var isTerminated: Bool { scanner.segment.isTerminated }
    var isTooLong: Bool { scanner.segment.isTooLong }
    var isWrapped: Bool { scanner.segment.wrappedAt != nil }
    var elementCount: Int { scanner.segment.elementCount }

    // MARK: - Places

    /// The place of the segment, or of one of its components.
    func place(_ element: Int = 0, _ component: Int = 1, path: String? = nil) -> Place {
        let found = scanner.segment.component(element, component)
        let index = element == 0 || found.isEmpty ? scanner.segment.start : found.range.lowerBound
        return scanner.stream.place(at: index, path: path)
    }

    // MARK: - Data

    mutating func isEmpty(_ element: Int, _ component: Int = 1) -> Bool {
        scanner.segment.component(element, component).isEmpty
    }

    /// A code of up to four characters, to be compared; zero where there is none or a longer one.
    mutating func code(_ element: Int, _ component: Int = 1) -> EDITag {
        let found = scanner.segment.component(element, component)
        guard !found.isEmpty, found.range.count <= 4 || found.needsCleaning else { return EDITag(code: 0) }
        if found.needsCleaning {
            let bytes = scanner.bytes(of: found)
            return EDITag(bytes.span, 0..<bytes.count)
        }
        return EDITag(scanner.window.span, found.range)
    }

    /// The text without the spaces around it; nil where there is none.
    func string(_ element: Int, _ component: Int = 1) -> String? {
        scanner.string(scanner.segment.component(element, component))
    }

    /// The text without the spaces around it, and whether it is printable ASCII throughout, so that nothing more has to
    /// be looked at; nil where there is none.
    mutating func text(_ element: Int, _ component: Int) -> (text: String, isPlain: Bool)? {
        let found = scanner.segment.component(element, component)
        if found.isEmpty { return nil }
        let text = scanner.window.span
        guard !found.needsCleaning, EDIFACTSegments.isPlain(text, found.range) else {
            return scanner.string(found).map { ($0, false) }
        }
        return (ByteWords.string(text, found.range), true)
    }

    /// Printable ASCII without spaces at its ends.
    private static func isPlain(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        if text[range.lowerBound] == 0x20 || text[range.upperBound - 1] == 0x20 { return false }
        return ByteWords.arePrintable(text, range)
    }

    /// The bytes of an element with all that is in it; none where something has to be left out.
    func plainBytes(_ element: Int) -> [UInt8] {
        guard let range = scanner.segment.plainRange(of: element) else { return [] }
        return Array(scanner.window[range])
    }

    /// The element is these bytes, with all that is in it.
    mutating func isPlainly(_ element: Int, of bytes: [UInt8]) -> Bool {
        guard let range = scanner.segment.plainRange(of: element) else { return false }
        return ByteWords.areEqual(scanner.window.span, range, bytes.span, 0..<bytes.count)
    }

    /// Components from `first` to the last one as they stand, with what parts them; nil where they have to be cleaned.
    func slice(_ element: Int, from first: Int) -> String? {
        let components = scanner.segment.components(of: element).dropFirst(first - 1)
        guard let begin = components.first, let end = components.last, !components.contains(where: \.needsCleaning)
        else {
            return nil
        }
        return ByteWords.string(scanner.window.span, Int(begin.start)..<max(Int(begin.start), Int(end.end)))
    }

    /// The text as it stands, spaces and all; empty where there is none.
    func rawString(_ element: Int, _ component: Int) -> String {
        let found = scanner.segment.component(element, component)
        if found.isEmpty { return "" }
        if found.needsCleaning { return String(decoding: scanner.bytes(of: found), as: UTF8.self) }
        return ByteWords.string(scanner.window.span, found.range)
    }

    /// How many components an element has; 0 if the segment has no such element.
    func componentCount(_ element: Int) -> Int { scanner.segment.componentCount(of: element) }

    /// The last component of an element may fill so many characters.
    mutating func lastComponent(_ element: Int, mayFill width: Int) -> Bool {
        let count = componentCount(element)
        return count > 0 && scanner.segment.component(element, count).range.count >= width
    }

    /// The element is this text, byte for byte.
    mutating func isPlainly(_ element: Int, _ text: String) -> Bool {
        scanner.isPlainly(scanner.segment.component(element), text)
    }

    /// The number in a component, exactly; nil where there is none.
    ///
    /// ISO 9735 knows the comma and the point as decimal marks, and no marks for thousands.
    mutating func number(_ element: Int, _ component: Int) throws(DecimalTextError) -> ExactDecimal? {
        let found = scanner.segment.component(element, component)
        if found.isEmpty { return nil }
        if found.needsCleaning {
            let bytes = scanner.bytes(of: found)
            return try number(bytes.span, 0..<bytes.count)
        }
        return try number(scanner.window.span, found.range)
    }

    private func number(_ text: Span<UInt8>, _ range: Range<Int>) throws(DecimalTextError) -> ExactDecimal? {
        if range.isEmpty { return nil }
        let trimmed = TextChecks.trimmed(text, range)
        if trimmed.isEmpty { return nil }
        let digits = text.extracting(trimmed)
        do throws(DecimalTextError) {
            return try ExactDecimal(parsing: digits, decimalPoint: syntax.decimalMark)
        } catch {
            guard case .unexpectedByte(let offset) = error, isOtherMark(digits[offset]) else { throw error }
            return try ExactDecimal(parsing: digits, decimalPoint: digits[offset])
        }
    }

    private func isOtherMark(_ byte: UInt8) -> Bool {
        (byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")) && byte != syntax.decimalMark
    }

    /// A whole number of at most nine digits; nil where there is none, or another text.
    func count(_ element: Int, _ component: Int = 1) -> Int? {
        scanner.plainCount(scanner.segment.component(element, component))
            ?? string(element, component).flatMap { $0.utf8.count <= 9 ? Int($0) : nil }
    }

    /// The date that stands in a component without anything to be left out; nil where there is none.
    mutating func plainDate(_ element: Int, _ component: Int, format: EDITag) -> CalendarDate? {
        let found = scanner.segment.component(element, component)
        let text = scanner.window.span
        guard !found.isEmpty, !found.needsCleaning, EDIFACTSegments.isPlain(text, found.range) else { return nil }
        return EDIFACTDates.date(text.extracting(found.range), format: format)
    }
}
