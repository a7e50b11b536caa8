// The segments of an EDIFACT text one by one, and the data of the one in hand as values.

import ExactDecimals
import OrderModel

final class EDIFACTSegments {
    let stream: TextStream
    private(set) var segment = EDISegment()
    private(set) var syntax = EDIFACTSyntax.standard
    private var scanner: EDIScanner

    /// A segment of more bytes than this is given up: the text has lost its terminators.
    static let longestSegment = 1_048_576

    init(_ stream: TextStream) {
        self.stream = stream
        scanner = EDIScanner(EDIFACTSyntax.standard.delimiters, longest: EDIFACTSegments.longestSegment)
    }

    /// Reads the next segment; false at the end of the text.
    func next() throws(InputError) -> Bool { try scanner.next(stream, into: &segment) }

    enum Service {
        case none, read, short
        /// There is a UNA, and it says nothing that can be used.
        case unusable
    }

    /// Reads the UNA that may stand in front of an interchange; without one the standard's characters count.
    func readServiceString() throws(InputError) -> Service {
        let bytes = try scanner.peek(EDIFACTSyntax.serviceStringLength, stream)
        guard EDIFACTSyntax.isServiceString(bytes) else {
            // Between interchanges only: what UNA said counts for its own.
            if bytes.starts(with: Array("UNB".utf8)) { use(.standard, from: scanner.position) }
            return .none
        }
        guard let una = EDIFACTSyntax.serviceString(bytes) else { return .unusable }
        use(una.syntax, from: scanner.position + una.length)
        return una.isShort ? .short : .read
    }

    private func use(_ syntax: EDIFACTSyntax, from position: Int) {
        if syntax != self.syntax || position != scanner.position {
            scanner = EDIScanner(syntax.delimiters, position: position, longest: EDIFACTSegments.longestSegment)
        }
        self.syntax = syntax
    }

    // MARK: - Places

    var tag: EDITag { segment.tag }

    /// The place of the segment, or of one of its components.
    func place(_ element: Int = 0, _ component: Int = 1, path: String? = nil) -> Place {
        let found = segment.component(element, component)
        return stream.place(at: element == 0 || found.isEmpty ? segment.start : found.range.lowerBound, path: path)
    }

    // MARK: - Data

    func isEmpty(_ element: Int, _ component: Int = 1) -> Bool { segment.component(element, component).isEmpty }

    /// A code of up to four characters, to be compared; zero where there is none or a longer one.
    func code(_ element: Int, _ component: Int = 1) -> EDITag {
        let found = segment.component(element, component)
        guard !found.isEmpty, found.range.count <= 4 || found.needsCleaning else { return EDITag(code: 0) }
        let window = stream.bytes
        let text = window.span
        if found.needsCleaning {
            let bytes = scanner.bytes(of: found, in: text)
            return bytes.count <= 4 ? EDITag(code: bytes.reduce(0) { $0 << 8 | UInt32($1) }) : EDITag(code: 0)
        }
        var code: UInt32 = 0
        for index in found.range { code = code << 8 | UInt32(text[index]) }
        return EDITag(code: code)
    }

    /// The text without the spaces around it; nil where there is none.
    func string(_ element: Int, _ component: Int = 1) -> String? { text(element, component)?.text }

    /// The text without the spaces around it, and whether it is printable ASCII throughout, so that nothing more has to
    /// be looked at; nil where there is none.
    func text(_ element: Int, _ component: Int) -> (text: String, isPlain: Bool)? {
        let found = segment.component(element, component)
        if found.isEmpty { return nil }
        let window = stream.bytes
        let text = window.span
        guard !found.needsCleaning, EDIFACTSegments.isPlain(text, found.range) else {
            return scanner.string(found, in: text).map { ($0, false) }
        }
        let span = text.extracting(found.range)
        return (unsafe span.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }, true)
    }

    /// Printable ASCII without spaces at its ends.
    private static func isPlain(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        if text[range.lowerBound] == 0x20 || text[range.upperBound - 1] == 0x20 { return false }
        for index in range where text[index] < 0x20 || text[index] > 0x7E { return false }
        return true
    }

    /// Components from `first` to the last one as they stand, with what parts them; nil where they have to be cleaned.
    func slice(_ element: Int, from first: Int) -> String? {
        let components = segment.components(of: element).dropFirst(first - 1)
        guard let begin = components.first, let end = components.last, !components.contains(where: \.needsCleaning)
        else {
            return nil
        }
        let window = stream.bytes
        let span = window.span.extracting(Int(begin.start)..<max(Int(begin.start), Int(end.end)))
        return unsafe span.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// The text as it stands, spaces and all; empty where there is none.
    func rawString(_ element: Int, _ component: Int) -> String {
        let found = segment.component(element, component)
        if found.isEmpty { return "" }
        let window = stream.bytes
        let text = window.span
        if found.needsCleaning { return String(decoding: scanner.bytes(of: found, in: text), as: UTF8.self) }
        let span = text.extracting(found.range)
        return unsafe span.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// How many components an element has; 0 if the segment has no such element.
    func componentCount(_ element: Int) -> Int { segment.components(of: element).count }

    /// The number in a component, exactly; nil where there is none.
    ///
    /// ISO 9735 knows the comma and the point as decimal marks, and no marks for thousands.
    func number(_ element: Int, _ component: Int) throws(DecimalTextError) -> ExactDecimal? {
        let found = segment.component(element, component)
        if found.isEmpty { return nil }
        let window = stream.bytes
        let text = window.span
        if found.needsCleaning {
            let bytes = scanner.bytes(of: found, in: text)
            return try number(bytes.span, 0..<bytes.count)
        }
        return try number(text, found.range)
    }

    private func number(_ text: Span<UInt8>, _ range: Range<Int>) throws(DecimalTextError) -> ExactDecimal? {
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
        guard let text = string(element, component), text.utf8.count <= 9 else { return nil }
        return Int(text)
    }
}
