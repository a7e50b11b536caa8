// The rows and fields of a CSV text (RFC 4180, and what spreadsheets make of it). Nothing is copied: a field is a range.
//
// Eight bytes are looked at together for a delimiter, a quote or a line end; what lies between them is passed over.

/// Where a field stands in the text.
struct CSVField: Hashable, Sendable {
    /// The content, without the quotes and the spaces around it.
    var start: UInt32
    var end: UInt32
    /// Quotes inside the content are doubled.
    var hasDoubledQuotes = false

    static let empty = CSVField(start: 0, end: 0)

    init(start: UInt32, end: UInt32) {
        self.start = start
        self.end = end
    }

    init(_ range: Range<Int>, hasDoubledQuotes: Bool = false) {
        start = UInt32(truncatingIfNeeded: range.lowerBound)
        end = UInt32(truncatingIfNeeded: range.upperBound)
        self.hasDoubledQuotes = hasDoubledQuotes
    }

    var range: Range<Int> { Int(start)..<Int(max(start, end)) }
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
    enum Outcome {
        case row
        /// Nothing follows.
        case end
        /// The row goes on behind the text that is in memory: begin anew when there is more of it.
        case unfinished
    }

    let delimiter: UInt8
    /// Where the next row begins.
    private(set) var position: Int
    /// Where the row began that was read last, and whether a line end closed it.
    private(set) var rowStart = 0
    private(set) var rowIsTerminated = true
    /// Line ends from the beginning of the row to that of the next.
    private(set) var lineEnds = 0
    /// How many fields the row has, also where not all were kept.
    private(set) var fieldCount = 0
    /// A field that was not kept has something in it.
    private(set) var hasSurplus = false
    private(set) var longestField = 0
    private(set) var oddities: [CSVOddity] = []
    /// Fields behind these are counted, but not kept.
    private let mostFields: Int
    /// Fields behind those are not even looked at: only the end of the row is looked for.
    private let skipsRest: Bool

    init(delimiter: UInt8, position: Int = 0, mostFields: Int, skipsRest: Bool = false) {
        self.skipsRest = skipsRest
        self.delimiter = delimiter
        self.position = position
        self.mostFields = mostFields
    }

    /// Says that the text has moved: what stood at an index stands `distance` further in front.
    mutating func move(by distance: Int) {
        position -= distance
        rowStart -= distance
    }

    /// Reads the next row into `fields`, which always has `mostFields` places. Cost: the length of the row.
    mutating func nextRow(_ text: Span<UInt8>, isAtEnd: Bool, into fields: inout [CSVField]) -> Outcome {
        guard position < text.count else { return isAtEnd ? .end : .unfinished }
        if fields.count != mostFields { fields = Array(repeating: .empty, count: mostFields) }
        if !oddities.isEmpty { oddities.removeAll(keepingCapacity: true) }
        rowStart = position
        hasSurplus = false
        longestField = 0
        lineEnds = 0
        var kept = fields.mutableSpan
        return scanRow(text, isAtEnd, &kept)
    }

    private mutating func scanRow(
        _ text: Span<UInt8>, _ isAtEnd: Bool, _ kept: inout MutableSpan<CSVField>
    ) -> Outcome {
        var marks = CSVMarks(delimiter)
        var count = 0
        var fieldStart = position
        var word = position
        var hits: UInt64 = 0
        /// The field that was quoted and ended just in front of the next delimiter or line end.
        var quoted: CSVField?
        while true {
            while hits == 0, word < text.count {
                hits = marks.find(in: text, at: word)
                word += 8
            }
            let isEnd = hits == 0
            let at = isEnd ? text.count : word - 8 + hits.trailingZeroBitCount >> 3
            hits &= hits &- 1
            let byte = isEnd ? 0x0A : text[at]
            if byte == UInt8(ascii: "\""), delimiter != byte {
                guard opensField(text, at) else {
                    reportQuoteInside(text, fieldStart, at)
                    continue
                }
                let (field, next) = quotedField(text, quote: at)
                if next >= text.count, !isAtEnd { return .unfinished }
                quoted = field
                (word, hits) = (next, 0)
                continue
            }
            if byte == delimiter, !isEnd, skipsRest, count >= mostFields {
                marks = CSVMarks(0x0A)
                continue
            }
            let field = quoted ?? CSVField(TextChecks.trimmed(text, fieldStart..<at))
            quoted = nil
            if count < mostFields { kept[count] = field } else if !field.isEmpty { hasSurplus = true }
            longestField = max(longestField, Int(field.end &- field.start))
            count += 1
            fieldStart = at + 1
            if byte == delimiter, !isEnd { continue }
            guard finishRow(text, at, isEnd: isEnd, isAtEnd) else { return .unfinished }
            for index in stride(from: count, to: mostFields, by: 1) { kept[index] = .empty }
            fieldCount = count
            return .row
        }
    }

    /// False where the end of the row cannot be known yet.
    private mutating func finishRow(_ text: Span<UInt8>, _ at: Int, isEnd: Bool, _ isAtEnd: Bool) -> Bool {
        guard !isEnd else {
            guard isAtEnd else { return false }
            position = text.count
            rowIsTerminated = false
            return true
        }
        var next = at + 1
        if text[at] == 0x0D {
            if next < text.count {
                if text[next] == 0x0A { next += 1 }
            } else if !isAtEnd {
                return false
            }
        }
        position = next
        rowIsTerminated = true
        lineEnds += 1
        return true
    }

    // MARK: - Quotes

    /// Only blanks stand between the quote and the delimiter, or the beginning of the row, in front of it.
    private func opensField(_ text: Span<UInt8>, _ quote: Int) -> Bool {
        var index = quote - 1
        while index >= rowStart, text[index] != delimiter {
            guard text[index] == 0x20 || text[index] == 0x09 else { return false }
            index -= 1
        }
        return true
    }

    private mutating func reportQuoteInside(_ text: Span<UInt8>, _ start: Int, _ quote: Int) {
        // `="0123"` is a spreadsheet's way to keep a text a text.
        let first = TextChecks.trimmed(text, start..<quote)
        if !first.isEmpty, text[first.lowerBound] == UInt8(ascii: "=") { return }
        oddities.append(CSVOddity(kind: .quoteInsideField, offset: quote))
    }

    /// Reads from the opening quote to the delimiter or line end behind the closing one.
    private mutating func quotedField(_ text: Span<UInt8>, quote: Int) -> (CSVField, next: Int) {
        var end = quote + 1
        var hasDoubled = false
        while true {
            while end < text.count, text[end] != UInt8(ascii: "\"") {
                if isLineEnd(text, end) { lineEnds += 1 }
                end += 1
            }
            guard end < text.count else {
                oddities.append(CSVOddity(kind: .unclosedQuote, offset: quote))
                return (CSVField(quote + 1..<end, hasDoubledQuotes: hasDoubled), text.count)
            }
            guard end + 1 < text.count, text[end + 1] == UInt8(ascii: "\"") else { break }
            hasDoubled = true
            end += 2
        }
        let content = TextChecks.trimmed(text, quote + 1..<end)
        return (CSVField(content, hasDoubledQuotes: hasDoubled), skipBehindQuote(text, from: end + 1))
    }

    private func isLineEnd(_ text: Span<UInt8>, _ index: Int) -> Bool {
        text[index] == 0x0A || (text[index] == 0x0D && !(index + 1 < text.count && text[index + 1] == 0x0A))
    }

    private mutating func skipBehindQuote(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        var reported = false
        while index < text.count {
            let byte = text[index]
            if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
            if byte != 0x20, byte != 0x09, !reported {
                oddities.append(CSVOddity(kind: .textBehindQuote, offset: index))
                reported = true
            }
            index += 1
        }
        return index
    }
}

/// Finds the bytes that mean something in a row, eight at a time.
struct CSVMarks {
    private let delimiter: UInt64

    init(_ delimiter: UInt8) { self.delimiter = CSVMarks.spread(delimiter) }

    /// The highest bit of each of the eight bytes from `index` on that is a delimiter, a quote or a line end. Bytes behind
    /// the text count as none.
    @inline(__always)
    func find(in text: Span<UInt8>, at index: Int) -> UInt64 {
        let word = ByteWords.load(text, index)
        return ByteWords.equal(word, delimiter) | ByteWords.equal(word, CSVMarks.quote)
            | ByteWords.equal(word, CSVMarks.lineFeed) | ByteWords.equal(word, CSVMarks.carriageReturn)
    }

    private static let quote = spread(UInt8(ascii: "\""))
    private static let lineFeed = spread(0x0A)
    private static let carriageReturn = spread(0x0D)

    private static func spread(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }
}
