// Which documents of a file have rows that do not stand together, found out before the first one is read.
//
// A pass over the column of the numbers. Where a number comes again behind other ones, the document has to be kept
// until its last rows; all others can be handed out as soon as the next one begins. Numbers are remembered as bits of a
// filter of fixed size, so that memory does not grow with the file. Two numbers may share their bits: then a document is
// kept for longer than needed, and nothing else happens.

import OrderModel

struct CSVScatteredKeys {
    /// Hash of a number that comes again → how many times its rows stand together.
    private(set) var runs: [UInt64: Int] = [:]
    /// There are more of them than can be kept.
    private(set) var isOverfull = false

    var isEmpty: Bool { runs.isEmpty }

    /// - Parameters:
    ///   - slot: the field of a row that has the number.
    ///   - position: where the rows begin in the text, and `line` at which line.
    static func find(
        in file: CSVFile, slot: Int, position: Int, line: Int
    ) throws(InputError) -> CSVScatteredKeys {
        var ascending = AscendingKeys(slot)
        var pass = CSVKeyPass(file, file.text, slot, position, line)
        if try pass.run({ ascending.take($0, $1) }) { return CSVScatteredKeys() }
        var repeated = RepeatedKeys(file)
        pass = CSVKeyPass(file, try file.text.restarted(reaching: position), slot, position, line)
        _ = try pass.run { repeated.take($0, $1) }
        return repeated.found
    }

    /// The hash of a row's number, nil where it has none.
    static func hash(_ field: CSVField, in text: Span<UInt8>) -> UInt64? {
        guard !field.isEmpty else { return nil }
        if !field.hasDoubledQuotes, !SpreadsheetCell.isMark(text[Int(field.start)]) {
            return ByteWords.hash(text, field.range)
        }
        // Written in two ways, it is still the same number.
        let key = Array(CSVText.meant(field, in: text).utf8)
        return key.isEmpty ? nil : ByteWords.hash(key.span, 0..<key.count)
    }

    fileprivate mutating func note(_ hash: UInt64, limit: Int) {
        runs[hash, default: 1] += 1
        if runs.count > limit { isOverfull = true }
    }
}

/// Most files have their numbers in ascending sequence, so that none can come again: then nothing has to be remembered.
private struct AscendingKeys {
    private var last: [UInt8] = []
    private let slot: Int

    init(_ slot: Int) { self.slot = slot }

    /// False where the sequence is broken, or a number is not written plainly.
    mutating func take(_ field: CSVField, _ text: Span<UInt8>) -> Bool {
        let range = field.range
        guard !field.hasDoubledQuotes, !SpreadsheetCell.isMark(text[range.lowerBound]) else { return false }
        if ByteWords.areEqual(text, range, last.span, 0..<last.count) { return true }
        guard isBehindLast(text, range) else { return false }
        last.removeAll(keepingCapacity: true)
        for index in range { last.append(text[index]) }
        return true
    }

    /// Longer ones behind shorter ones, and those of one length by their bytes.
    private func isBehindLast(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count == last.count else { return range.count > last.count }
        for offset in last.indices where text[range.lowerBound + offset] != last[offset] {
            return text[range.lowerBound + offset] > last[offset]
        }
        return false
    }
}

/// Numbers that come again behind other ones.
private struct RepeatedKeys {
    private(set) var found = CSVScatteredKeys()
    private var filter: KeyFilter
    private var last: UInt64?
    private let limit: Int

    init(_ file: CSVFile) {
        // A byte for eight bytes of text is more than enough; a text of unknown length gets the most.
        let most = file.limits.scatteredFilterBytes
        filter = KeyFilter(bytes: file.text.isWhole ? min(file.text.bytes.count / 8, most) : most)
        limit = file.text.isWhole ? .max : file.limits.scatteredDocuments
    }

    /// False where there are too many.
    mutating func take(_ field: CSVField, _ text: Span<UInt8>) -> Bool {
        guard let hash = CSVScatteredKeys.hash(field, in: text), hash != last else { return true }
        last = hash
        if filter.insert(hash) { found.note(hash, limit: limit) }
        return !found.isOverfull
    }
}

/// Goes through the numbers of a file, row by row.
private struct CSVKeyPass {
    let text: TextStream
    let slot: Int
    let limits: FormatLimits
    let trailer: [UInt8]
    var scanner: CSVScanner
    var fields: [CSVField] = []
    var line: Int

    init(_ file: CSVFile, _ text: TextStream, _ slot: Int, _ position: Int, _ line: Int) {
        self.text = text
        self.slot = slot
        self.line = line
        limits = file.limits
        trailer = Array((file.context.csv.trailer?.word ?? "").utf8)
        scanner = CSVScanner(
            delimiter: file.dialect.delimiter, position: position, mostFields: slot + 1, skipsRest: true)
    }

    /// False where `take` has said that it does not want more.
    mutating func run(_ take: (CSVField, Span<UInt8>) -> Bool) throws(InputError) -> Bool {
        while true {
            switch readWindow(take) {
            case .end: return true
            case .row: return false
            case .unfinished:
                text.release(upTo: scanner.position, beginningOf: line)
                if let gone = try text.more() { scanner.move(by: gone) }
            }
        }
    }

    /// Reads the rows of the window; `row` where no more are wanted.
    private mutating func readWindow(_ take: (CSVField, Span<UInt8>) -> Bool) -> CSVScanner.Outcome {
        let bytes = text.bytes
        let window = bytes.span
        let isAtEnd = text.isAtEnd
        while true {
            switch scanner.nextRow(window, isAtEnd: isAtEnd, into: &fields) {
            case .end: return .end
            // What is to be said of such a row is said when it is read.
            case .unfinished: return window.count - scanner.position <= limits.rowLength ? .unfinished : .end
            case .row:
                line += scanner.lineEnds
                guard !fields[slot].isEmpty, !isTrailer(window) else { continue }
                if !take(fields[slot], window) { return .row }
            }
        }
    }

    private func isTrailer(_ window: Span<UInt8>) -> Bool {
        !trailer.isEmpty && ByteWords.areEqual(window, fields[0].range, trailer.span, 0..<trailer.count)
    }
}

/// A set of hashes that may say yes for one that it has not, and never no for one that it has (a Bloom filter whose four
/// bits of a hash lie in one machine word).
struct KeyFilter {
    private var words: [UInt64]
    private let shift: UInt64

    /// The size is rounded down to a power of two; at least 1 KiB.
    init(bytes: Int) {
        let count = max(bytes, 1024) / 8
        let bits = UInt64(Int.bitWidth - 1 - count.leadingZeroBitCount)
        words = Array(repeating: 0, count: 1 << bits)
        shift = 64 - bits
    }

    /// True where it may have been there already.
    mutating func insert(_ hash: UInt64) -> Bool {
        let index = Int(truncatingIfNeeded: hash >> shift)
        let bits: UInt64 = 1 << (hash & 63) | 1 << (hash >> 6 & 63) | 1 << (hash >> 12 & 63) | 1 << (hash >> 18 & 63)
        let isKnown = words[index] & bits == bits
        words[index] |= bits
        return isKnown
    }
}
