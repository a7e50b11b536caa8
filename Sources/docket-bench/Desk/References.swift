// The customers' references of one work, and how they are found again in documents of any length.

import Foundation

/// Letters that nothing else in a document has, and seven digits.
struct References {
    let prefix: String
    static let digits = 7

    func name(_ number: Int) -> String { prefix + Digits.padded(number, References.digits) }
}

/// Which orders are confirmed, learned document after document, piece after piece.
///
/// A document says the reference of an order as often as its format needs: once, or once per line. So a mention
/// directly after one of the same order is the same confirmation, one after another order's is a second one; and since
/// all orders have equally many lines, each has to be mentioned equally often in one document.
struct ConfirmedOrders {
    let references: References
    private var isConfirmed: [Bool]
    private(set) var documents = 0
    private(set) var confirmed = 0
    private(set) var wrong: [String] = []

    private static let wrongKept = 100
    private static let pieceBytes = 1 << 20

    init(references: References, orders: Int) {
        self.references = references
        isConfirmed = Array(repeating: false, count: orders)
    }

    /// Reads one confirmation, a piece at a time.
    mutating func read(_ path: String, named name: String) throws {
        documents += 1
        var document = Document()
        var search = ReferenceSearch(references)
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? file.close() }
        while let piece = try file.read(upToCount: ConfirmedOrders.pieceBytes), !piece.isEmpty {
            for number in search.numbers(in: piece) { mention(number, &document, name) }
        }
        end(&document, name)
        if document.orders == 0 { say("\(name) names no order") }
    }

    private struct Document {
        var last: Int?
        var mentions = 0
        var orders = 0
        /// How often the first order was mentioned.
        var usual: Int?
    }

    private mutating func mention(_ number: Int, _ document: inout Document, _ name: String) {
        if document.last == number {
            document.mentions += 1
            return
        }
        end(&document, name)
        document.last = number
        document.mentions = 1
        document.orders += 1
        guard isConfirmed.indices.contains(number) else {
            say("\(name) confirms \(references.name(number)), which nobody has ordered")
            return
        }
        if isConfirmed[number] {
            say("\(references.name(number)) is confirmed twice, the second time by \(name)")
        } else {
            isConfirmed[number] = true
            confirmed += 1
        }
    }

    private mutating func end(_ document: inout Document, _ name: String) {
        guard let last = document.last else { return }
        let usual = document.usual ?? document.mentions
        document.usual = usual
        if document.mentions != usual {
            say("\(name) mentions \(references.name(last)) \(document.mentions) times, another order \(usual) times")
        }
    }

    private mutating func say(_ sentence: String) {
        if wrong.count < ConfirmedOrders.wrongKept { wrong.append(sentence) }
    }
}

/// Finds references in text that comes in pieces.
struct ReferenceSearch {
    private let mark: [UInt8]
    /// How much of the mark, and then how many digits, were seen at the end so far.
    private var matched = 0
    private var digits = 0
    private var number = 0

    init(_ references: References) { mark = Array(references.prefix.utf8) }

    mutating func numbers(in piece: Data) -> [Int] {
        var found: [Int] = []
        for byte in piece {
            if let number = step(byte) { found.append(number) }
        }
        return found
    }

    /// The mark's first letter stands nowhere else in it, so after a mismatch only this byte can begin it anew.
    private mutating func step(_ byte: UInt8) -> Int? {
        if matched < mark.count {
            matched = byte == mark[matched] ? matched + 1 : byte == mark[0] ? 1 : 0
            return nil
        }
        guard byte >= 0x30, byte <= 0x39 else {
            begin(byte)
            return nil
        }
        number = number * 10 + Int(byte - 0x30)
        digits += 1
        guard digits == References.digits else { return nil }
        defer { begin(0) }
        return number
    }

    private mutating func begin(_ byte: UInt8) { (matched, digits, number) = (byte == mark[0] ? 1 : 0, 0, 0) }
}
