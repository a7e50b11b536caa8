// The files that are dropped, all from a seed, and what must come of each.

import Foundation
import SeededNumbers

/// One file in an inbox.
struct Drop {
    enum Due {
        /// These orders are to be registered and confirmed.
        case orders([Int])
        /// Nothing of it can be taken.
        case refusal
        /// The bytes of an earlier file with these orders: its answers are to come again, and nothing is to be entered.
        case repetition([Int])
    }

    var number: Int
    var partner: Partner
    var channel: String
    var bytes: [UInt8]
    var due: Due
    /// In which file name and folder it lies; no two drops have the same.
    var name: String { Reference.drop.name(number) + ".dat" }
    var folder: String { "\(partner.id)/\(channel)" }
    var orders: [Int] {
        switch due {
        case .orders(let orders), .repetition(let orders): orders
        case .refusal: []
        }
    }
}

/// Words that stand in nothing but what they name, so that they are found in documents of every format.
enum Reference: String {
    case order = "TORT-"
    case drop = "drop-"

    private static let digits = 7
    func name(_ number: Int) -> String { rawValue + padded(number, Reference.digits) }

    /// The numbers that stand in `text`, each as often as it does.
    func numbers(in text: String) -> [Int] {
        text.components(separatedBy: rawValue).dropFirst().compactMap { rest in
            let digits = rest.prefix(Reference.digits)
            return digits.count == Reference.digits ? Int(digits) : nil
        }
    }
}

/// Makes drop after drop; remembers what was ordered.
struct Drops {
    private(set) var all: [Drop] = []
    /// Quantity by product, of every order that is to be registered.
    private(set) var ordered: [String: Int] = [:]
    private(set) var partners: [Partner] = []
    /// By order: how many files with it were dropped, each of which is to be answered with a confirmation.
    private(set) var confirmationsDue: [Int] = []
    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    var orders: Int { partners.count }

    /// A drop of a random kind. Files that break off are left out where nobody waits for their end.
    mutating func next(mayBreakOff: Bool) -> Drop {
        let partner = Partner.allCases[random.number(0...Partner.allCases.count - 1)]
        return switch random.number(0...99) {
        case ..<50: orders(1, of: partner)
        case ..<65: orders(random.number(2...6), of: partner)
        case ..<78: jsonOrders(random.number(1...3), of: partner)
        case ..<84: partlyGood(of: partner)
        case ..<90: refused(of: partner, breaksOff: mayBreakOff && random.number(0...3) == 0)
        default: repetition() ?? orders(1, of: partner)
        }
    }

    /// One of each kind, for runs that have to be alike.
    mutating func oneOfEach() -> [Drop] {
        [
            orders(1, of: .csv), orders(3, of: .json), jsonOrders(2, of: .ubl), partlyGood(of: .x12),
            refused(of: .json, breaksOff: false), repetition(),
        ].compactMap(\.self)
    }

    // MARK: Kinds

    private static let head = "order,currency,line,product,quantity,unit,price\n"

    private mutating func orders(_ count: Int, of partner: Partner) -> Drop {
        let numbers = (0..<count).map { _ in newOrder(of: partner) }
        let rows = numbers.map { number in
            lines().enumerated().map { index, line in
                "\(Reference.order.name(number)),EUR,\(index + 1),\(line.code),\(line.quantity),C62,\(line.price)\n"
            }.joined()
        }
        return add(partner, Drops.head + rows.joined(), .orders(numbers))
    }

    private mutating func jsonOrders(_ count: Int, of partner: Partner) -> Drop {
        let numbers = (0..<count).map { _ in newOrder(of: partner) }
        let documents = numbers.map { number in
            let lines = lines().enumerated().map { index, line in
                #"{"id": "\#(index + 1)", "sellerCode": "\#(line.code)", "quantity": \#(line.quantity), "unit": "C62", "unitPrice": \#(line.price)}"#
            }
            return
                #"{"document": "order", "customerReference": "\#(Reference.order.name(number))", "currency": "EUR", "#
                + #""lines": [\#(lines.joined(separator: ", "))]}"#
        }
        return add(partner, "[" + documents.joined(separator: ",\n") + "]\n", .orders(numbers))
    }

    /// A good order, and one whose quantity is none.
    private mutating func partlyGood(of partner: Partner) -> Drop {
        let number = newOrder(of: partner)
        let line = lines(atMost: 1)[0]
        let good = "\(Reference.order.name(number)),EUR,1,\(line.code),\(line.quantity),C62,\(line.price)\n"
        return add(partner, Drops.head + good + "BAD-\(all.count),EUR,1,P-001,many,C62,1.00\n", .orders([number]))
    }

    private mutating func refused(of partner: Partner, breaksOff: Bool) -> Drop {
        let text =
            breaksOff
            ? #"{"document": "order", "customerReference": "BAD-\#(all.count)", "lines": ["#
            : Drops.head + "BAD-\(all.count),EUR,1,P-001,many,C62,1.00\n"
        return add(partner, text, .refusal)
    }

    /// The bytes of an earlier file of the same partner, under another name.
    private mutating func repetition() -> Drop? {
        let earlier = all.suffix(200).filter { !$0.orders.isEmpty }
        guard !earlier.isEmpty else { return nil }
        let original = earlier[random.number(0...earlier.count - 1)]
        return add(
            original.partner, String(decoding: original.bytes, as: UTF8.self), .repetition(original.orders))
    }

    // MARK: Parts

    private mutating func newOrder(of partner: Partner) -> Int {
        partners.append(partner)
        confirmationsDue.append(0)
        return partners.count - 1
    }

    private mutating func lines(atMost: Int = 3) -> [(code: String, quantity: Int, price: String)] {
        (0..<random.number(1...atMost)).map { _ in
            let product = random.number(0...Catalogue.products - 1)
            let quantity = random.number(1...9)
            ordered[Catalogue.code(product), default: 0] += quantity
            return (Catalogue.code(product), quantity, Catalogue.price(product))
        }
    }

    private mutating func add(_ partner: Partner, _ text: String, _ due: Drop.Due) -> Drop {
        let channel = Partner.channels[random.number(0...Partner.channels.count - 1)]
        let drop = Drop(number: all.count, partner: partner, channel: channel, bytes: Array(text.utf8), due: due)
        all.append(drop)
        for order in drop.orders { confirmationsDue[order] += 1 }
        return drop
    }
}
