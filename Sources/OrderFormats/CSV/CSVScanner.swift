// The rows and fields of a CSV text (RFC 4180, and what spreadsheets make of it). Nothing is copied: a field is a range.

/// Where a field stands in the text.
struct CSVField: Hashable, Sendable {
    /// The content, without the quotes around it and, outside quotes, without the spaces around it.
    var start: UInt32
    var end: UInt32
    /// Quotes inside the content are doubled.
    var hasDoubledQuotes = false

    static let empty = CSVField(start: 0, end: 0)
    var range: Range<Int> { Int(start)..<Int(end) }
    var isEmpty: Bool { start == end }
}

/// What is odd about the layout of a row.
struct CSVOddity {
    enum Kind {
        case unclosedQuote, textBehindQuote, quoteInsideField
    }
    var kind: Kind
    var offset: Int
}

struct CSVScanner {
    let delimiter: UInt8
    private(set) var position: Int
    /// Where the row began that was read last, and whether a line end closed it.
    private(set) var rowStart = 0
    private(set) var rowIsTerminated = true
    /// How many fields the row has, also where not all were kept.
    private(set) var fieldCount = 0
    private(set) var oddities: [CSVOddity] = []
    private let mostFields: Int

    init(delimiter: UInt8, position: Int = 0, mostFields: Int) {
        self.delimiter = delimiter
        self.position = position
        self.mostFields = mostFields
    }

    /// Reads the next row into `fields`; false at the end of the text. Cost: the length of the row.
    mutating func nextRow(_ text: Span<UInt8>, into fields: inout [CSVField]) -> Bool {
        fields.removeAll(keepingCapacity: true)
        if !oddities.isEmpty { oddities.removeAll(keepingCapacity: true) }
        fieldCount = 0
        guard position < text.count else { return false }
        rowStart = position
        rowIsTerminated = false
        while true {
            let field = nextField(text)
            if fieldCount < mostFields { fields.append(field) }
            fieldCount += 1
            guard position < text.count else { return true }
            let byte = text[position]
            position += 1
            if byte == delimiter { continue }
            if byte == 0x0D, position < text.count, text[position] == 0x0A { position += 1 }
            rowIsTerminated = true
            return true
        }
    }

    /// Reads a field and stops on its delimiter, on the line end, or at the end of the text.
    private mutating func nextField(_ text: Span<UInt8>) -> CSVField {
        var start = position
        while start < text.count, text[start] == 0x20 || (text[start] == 0x09 && delimiter != 0x09) { start += 1 }
        if start < text.count, text[start] == UInt8(ascii: "\"") { return quotedField(text, quote: start) }
        var end = start
        while end < text.count {
            let byte = text[end]
            if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
            if byte == UInt8(ascii: "\"") { oddities.append(CSVOddity(kind: .quoteInsideField, offset: end)) }
            end += 1
        }
        position = end
        let content = TextChecks.trimmed(text, start..<end)
        return CSVField(start: UInt32(clamping: content.lowerBound), end: UInt32(clamping: content.upperBound))
    }

    private mutating func quotedField(_ text: Span<UInt8>, quote: Int) -> CSVField {
        var end = quote + 1
        var hasDoubled = false
        while true {
            while end < text.count, text[end] != UInt8(ascii: "\"") { end += 1 }
            guard end < text.count else {
                oddities.append(CSVOddity(kind: .unclosedQuote, offset: quote))
                position = end
                break
            }
            if end + 1 < text.count, text[end + 1] == UInt8(ascii: "\"") {
                hasDoubled = true
                end += 2
                continue
            }
            position = end + 1
            skipBehindQuote(text)
            break
        }
        return CSVField(
            start: UInt32(clamping: quote + 1), end: UInt32(clamping: end), hasDoubledQuotes: hasDoubled)
    }

    private mutating func skipBehindQuote(_ text: Span<UInt8>) {
        var reported = false
        while position < text.count {
            let byte = text[position]
            if byte == delimiter || byte == 0x0A || byte == 0x0D { return }
            if byte != 0x20, byte != 0x09, !reported {
                oddities.append(CSVOddity(kind: .textBehindQuote, offset: position))
                reported = true
            }
            position += 1
        }
    }
}
