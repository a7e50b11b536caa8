// The account of an interchange with thousands of messages: short in memory, and complete for whoever answers it.

import OrderModel
import SeededNumbers
import Testing

@testable import OrderFormats

@Suite("EDI: the account of many messages")
struct EDIAccountTests {
    @Test("Every set of a long group stands in the account, under its own number and with its own outcome")
    func sets() throws {
        let sets = (1...1200).map { number in
            let control = X12Sample.digits(number, 4)
            let good = X12Sample.small(control, order: "PO-\(number)")
            switch number {
            case 500: return X12Sample.set(["BEG*00*SA*BAD**20261120", "PO1*1*many*EA*1**VN*A"], control: control)
            case 700: return good.replacing("SE*4*", with: "SE*5*")
            default: return good
            }
        }
        let file = read(X12Sample.file(sets))
        let messages = try #require(file.interchanges.first?.groups.first?.messages)
        #expect(messages.count == 1200)
        #expect(messages.map(\.controlReference) == (1...1200).map { X12Sample.digits($0, 4) })
        #expect(messages.filter { $0.outcome == .rejected }.map(\.controlReference) == ["0500"])
        #expect(messages.filter { $0.outcome == .acceptedWithErrors }.map(\.controlReference) == ["0700"])
        #expect(messages.filter { !$0.errors.isEmpty }.count == 2)
    }

    @Test("The answer to it names every set")
    func answer() throws {
        let sets = (1...300).map { X12Sample.small(X12Sample.digits($0, 4), order: "PO-\($0)") }
        let file = read(X12Sample.file(sets))
        let list = try #require(file.interchanges.first?.groups.first?.messages)
        #expect(list.map(\.type) == Array(repeating: "850", count: 300))
        #expect(list.first?.controlReference == "0001")
        #expect(Array(list.dropFirst(299)).map(\.controlReference) == ["0300"])
    }

    @Test("Numbers of other widths, gaps and repeats are told apart")
    func list() {
        let numbers = ["1", "2", "3", "5", "05", "06", "07", "A", "B", "8", "9", "10", "11", "11", ""]
        var list = Interchange.MessageList()
        for number in numbers { list.append(.init(type: "ORDERS", controlReference: number, outcome: .accepted)) }
        list.append(.init(type: "ORDERS", controlReference: "12", outcome: .rejected))
        list.append(.init(type: "ORDCHG", controlReference: "13", outcome: .rejected))
        #expect(list.map(\.controlReference) == numbers + ["12", "13"])
        #expect(list.map(\.type) == Array(repeating: "ORDERS", count: numbers.count + 1) + ["ORDCHG"])
        #expect(list.filter { $0.outcome == .rejected }.count == 2)
        #expect(list.count == numbers.count + 2)
    }

    @Test("A number that stood before is found again, whatever the numbers look like")
    func seen() {
        var generator = SeededRandom(seed: 85)
        for _ in 0..<200 {
            var numbers = SeenNumbers()
            var all: Set<String> = []
            for index in 0..<60 {
                let text =
                    switch Int.random(in: 0..<6, using: &generator) {
                    case 0: String(Int.random(in: 0..<100, using: &generator))
                    case 1: "0" + String(Int.random(in: 0..<100, using: &generator))
                    case 2: "N" + String(index % 7)
                    case 3: String(index * 10)
                    default: String(index)
                    }
                #expect(numbers.insert(text) == all.insert(text).inserted, "\(text)")
            }
        }
    }

    @Test("Numbers are written as they are", arguments: [0, 7, 10, 12_345_678, 99_999_999, 100_000_000, .max])
    func digits(_ number: Int) {
        var bytes: [UInt8] = []
        Digits.write(number, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == String(number))
        #expect(Digits.read(bytes.span, 0..<bytes.count) == (bytes.count <= 9 ? number : nil))
    }

    @Test("Lines and columns are the same, counted eight bytes at a time or one by one")
    func places() {
        var generator = SeededRandom(seed: 10)
        let pieces = ["a", "bc", "\n", "\r", "\r\n", "ä", "漢", "🚚", "segment*1*2~", "        "]
        for _ in 0..<300 {
            let text = (0..<30).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let bytes = Array(text.utf8)
            let end = Int.random(in: 0...bytes.count, using: &generator)
            var quick = TextPosition()
            quick.advance(over: bytes.span, 0..<end)
            var slow = TextPosition()
            for index in 0..<end { slow.advance(over: bytes.span, index..<index + 1) }
            #expect(quick == slow, "\(text.debugDescription) up to \(end)")
        }
    }
}
