// Stock: counts, locks, shipments, shortages.

import ExactDecimals
import OrderModel
import Testing

@testable import OrderLedger

@Suite struct StockTests {
    private func available(_ ledger: Ledger, _ product: String = "P1") throws -> [String] {
        try ledger.read { try $0.stock(product: product).map { "\($0.lot.warehouse)/\($0.lot.lot) \($0.available)" } }
    }

    @Test("K01: two orders cannot lock the same goods, and the refused one leaves nothing behind")
    func hardReservation() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.count(lot("P1", 10))
                try transaction.register("SO-1")
                try transaction.register("SO-2")
                try transaction.append(.reserved([reservation("P1", 6)]), "SO-1")
            }
            let refused = LedgerError.overReserved(
                product: "P1", warehouse: "main", lot: "L1", wanted: "5", available: "4")
            #expect(throws: refused) {
                try ledger.write { try $0.append(.reserved([reservation("P1", 5)]), "SO-2") }
            }
            #expect(refused.description.contains("only 4 are available"))
            #expect(try ledger.count("event") == 3)
            try ledger.write { try $0.append(.reserved([reservation("P1", 4)]), "SO-2") }
            #expect(try available(ledger) == ["main/L1 0"])
            #expect(throws: LedgerError.self) {
                try ledger.write { try $0.append(.reserved([reservation("P1", 1)]), "SO-2") }
            }
        }
    }

    @Test("K01: goods that are not on hand, in no quantity or in an unknown lot, cannot be locked")
    func nothingToReserve() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.count(lot("P1", 10))
                try transaction.register("SO-1")
            }
            for wrong in [reservation("P2", 1), reservation("P1", 1, lot: "L9"), reservation("P1", 1, warehouse: "x")] {
                #expect(throws: LedgerError.self) { try ledger.write { try $0.append(.reserved([wrong]), "SO-1") } }
            }
            #expect(throws: LedgerError.notPositive(what: "a reservation of P1", value: "-1")) {
                try ledger.write { try $0.append(.reserved([reservation("P1", -1)]), "SO-1") }
            }
        }
    }

    @Test("K01: a rejected or cancelled order gives its goods back")
    func released() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.count(lot("P1", 10))
                for order in ["SO-1", "SO-2"] {
                    try transaction.register(order)
                    try transaction.append(.reserved([reservation("P1", 5)]), order)
                    try transaction.append(
                        .shortageFound([Shortage(lineID: "1", product: "P1", quantity: .one)]), order)
                }
            }
            #expect(try available(ledger) == ["main/L1 0"])
            try ledger.write { transaction throws in
                try transaction.append(.cancelled(by: "customer", reason: "r"), "SO-1")
                #expect(try transaction.stock(product: "P1").first?.available == number("5"))
                try transaction.append(.rejected(Rejection(role: "f", person: "p", reason: "r")), "SO-2")
            }
            #expect(try available(ledger) == ["main/L1 10"])
            #expect(try ledger.read { try $0.ordersWaiting(products: ["P1"]) }.isEmpty)
        }
    }

    @Test("Dispatched goods leave stock, and their lock goes with them; the report counts, not the instruction")
    func dispatched() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.count(lot("P1", 10), lot("P1", 5, lot: "L2"), lot("P2", 4))
                try transaction.register("SO-1")
                try transaction.register("SO-2")
                try transaction.append(
                    .reserved([reservation("P1", 6), reservation("P1", 2, lot: "L2"), reservation("P2", 4, line: "2")]),
                    "SO-1")
                try transaction.append(.reserved([reservation("P1", 1)]), "SO-2")
                try transaction.append(
                    .dispatchInstructed(
                        instruction("SO-1-S1", order: "SO-1", [reservation("P1", 4), reservation("P1", 2, lot: "L2")])),
                    "SO-1")
            }
            #expect(
                try ledger.read {
                    try $0.reservations(of: "SO-1").map {
                        "\($0.shipment) \($0.1.product) \($0.1.lot) \($0.1.quantity)"
                    }
                }
                    == [" P1 L1 2", " P2 L1 4", "SO-1-S1 P1 L1 4", "SO-1-S1 P1 L2 2"])
            #expect(try available(ledger) == ["main/L1 3", "main/L2 3"])
            try ledger.write { transaction throws in
                // Only three of the four were there, and one more came from the other lot.
                try transaction.append(
                    .dispatched(
                        dispatch(
                            "SO-1-S1", [reservation("P1", 3), reservation("P1", 3, lot: "L2")], on: day("2026-11-23"))),
                    "SO-1")
            }
            try ledger.read { reading throws in
                let lots = try reading.stock(product: "P1")
                #expect(lots.map(\.lot.quantity) == [try number("7"), try number("2")])
                #expect(lots.map(\.reserved) == [try number("3"), .zero])
                #expect(try reading.reservations(of: "SO-1").map(\.1.quantity) == [number("2"), number("4")])
                let shipments = try reading.shipments(of: "SO-1")
                #expect(shipments.map(\.state) == [.dispatched])
                #expect(try reading.orderNumber(shipment: "SO-1-S1") == "SO-1")
                #expect(try reading.orderNumber(shipment: "SO-9-S1") == nil)
            }
        }
    }

    @Test(
        "A new count takes the place of the old one of its warehouses; reservations stay, and nothing is ever below zero"
    )
    func recount() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.count(lot("P1", 10), lot("P1", 8, warehouse: "north"))
                try transaction.register("SO-1")
                try transaction.append(.reserved([reservation("P1", 6)]), "SO-1")
                try transaction.append(
                    .dispatchInstructed(instruction("S1", order: "SO-1", [reservation("P1", 2)])), "SO-1")
                try transaction.append(
                    .dispatched(dispatch("S1", [reservation("P1", 2)], on: day("2026-11-23"))), "SO-1")
            }
            #expect(try available(ledger) == ["main/L1 4", "north/L1 8"])
            try ledger.write { try $0.count(lot("P1", 3), lot("P1", 1), lot("P3", 2)) }
            #expect(try available(ledger) == ["main/L1 0", "north/L1 8"])
            #expect(try ledger.read { try $0.stock(product: "P1").map(\.reserved) } == [number("4"), .zero])
            #expect(try ledger.read { try $0.stock(product: "P1").map(\.lot.quantity) } == [number("4"), number("8")])
            #expect(try available(ledger, "P3") == ["main/L1 2"])
            try ledger.write { try $0.count(lot("P9", 1)) }
            #expect(try available(ledger) == ["north/L1 8"])
        }
    }

    @Test("What leaves beyond the count shows as less than nothing in the table, and as nothing to the business")
    func belowZero() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.count(lot("P1", 2))
                try transaction.register("SO-1")
                try transaction.append(
                    .dispatched(
                        dispatch("S1", [reservation("P1", 3), reservation("P1", 1, lot: "L7")], on: day("2026-11-23"))),
                    "SO-1")
            }
            #expect(try available(ledger) == ["main/L1 0"])
            let table = try ledger.read { try $0.stockTable() }
            #expect(
                table.map { "\($0.lot) \($0.counted) \($0.onHand) \($0.reserved) \($0.available)" } == [
                    "L1 2 -1 0 0", "L7 0 -1 0 0",
                ])
            #expect(table.first?.countedAt == at())
        }
    }

    @Test("K16: the stock table shows what is on hand, locked and available, by product and warehouse")
    func table() throws {
        try withLedger { ledger throws in
            let expiry = try day("2027-01-31")
            try ledger.write { transaction throws in
                try transaction.count(lot("P2", 5), lot("P1", 10, expires: expiry), lot("P1", 1, warehouse: "north"))
                try transaction.register("SO-1")
                try transaction.append(.reserved([reservation("P1", 4)]), "SO-1")
            }
            try ledger.read { reading throws in
                let all = try reading.stockTable()
                #expect(
                    all.map { "\($0.product) \($0.warehouse) \($0.onHand) \($0.reserved) \($0.available)" }
                        == ["P1 main 10 4 6", "P1 north 1 0 1", "P2 main 5 0 5"])
                #expect(all.first?.expiresOn == expiry)
                #expect(try reading.stockTable(product: "P1", warehouse: "north").count == 1)
                #expect(try reading.stockTable(limit: 2).count == 2)
            }
        }
    }

    @Test("K02 A10 A11: orders that lack a product wait by priority, then in the order of their registration")
    func waitingOrders() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.register("SO-1", at: at(1))
                try transaction.register("SO-2", priority: .important, at: at(2))
                try transaction.register("SO-3", priority: .urgent, at: at(9))
                try transaction.register("SO-4", at: at(4))
                // The same moment as SO-4: the one that was registered first comes first.
                try transaction.register("SO-0", at: at(4))
                try transaction.register("SO-5", at: at(5))
                for order in ["SO-5", "SO-0", "SO-4", "SO-3", "SO-2", "SO-1"] {
                    try transaction.append(
                        .shortageFound([
                            Shortage(lineID: "1", product: order == "SO-5" ? "P2" : "P1", quantity: .one),
                            Shortage(lineID: "2", product: "P3", quantity: .one),
                        ]), order)
                }
                #expect(try transaction.ordersWaiting(products: ["P1"]) == ["SO-3", "SO-2", "SO-1", "SO-4", "SO-0"])
                #expect(
                    try transaction.ordersWaiting(products: ["P2", "P1", "P9"]) == [
                        "SO-3", "SO-2", "SO-1", "SO-4", "SO-0", "SO-5",
                    ])
                #expect(try transaction.ordersWaiting(products: []) == [])
            }
        }
    }

    @Test("What an order lacks is replaced by what it lacks now, and nothing when it lacks nothing")
    func shortages() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.register("SO-1")
                let both = [
                    Shortage(lineID: "1", product: "P1", quantity: try number("2.5")),
                    Shortage(lineID: "2", product: "P2", quantity: .one),
                ]
                try transaction.append(.shortageFound(both), "SO-1", at: at(3))
                #expect(try transaction.shortages(of: "SO-1") == both)
                try transaction.append(.shortageFound([both[1]]), "SO-1", at: at(8))
                #expect(try transaction.shortages(of: "SO-1") == [both[1]])
                #expect(try transaction.ordersWaiting(products: ["P1"]) == [])
            }
            #expect(
                try ledger.read { try $0.status(since: at(), now: at()).shortages }
                    == LedgerStatus.Backlog(count: 1, oldest: at(3)))
            try ledger.write { transaction throws in
                try transaction.append(.shortageFound([]), "SO-1")
                #expect(try transaction.ordersWaiting(products: ["P1", "P2"]) == [])
            }
        }
    }

    @Test("What is remembered of stock is what the tables add up to, after any mix of events")
    func memoAgrees() throws {
        try withLedger { ledger throws in
            var seed: UInt64 = 20_261_122
            func random(_ bound: Int) -> Int {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int(seed >> 33) % bound
            }
            try ledger.write { try $0.count(lot("P1", 500), lot("P1", 300, lot: "L2"), lot("P2", 400)) }
            for step in 1...60 {
                try ledger.write { transaction throws in
                    let order = "SO-\(step)"
                    try transaction.register(order)
                    let taken = [
                        reservation("P1", 1 + random(5), lot: random(2) == 0 ? "L1" : "L2"),
                        reservation("P2", 1 + random(4), line: "2"),
                    ]
                    try transaction.append(.reserved(taken), order)
                    switch random(4) {
                    case 0: try transaction.append(.cancelled(by: "c", reason: "r"), order)
                    case 1, 2:
                        try transaction.append(
                            .dispatchInstructed(instruction("\(order)-S1", order: order, taken)), order)
                        try transaction.append(
                            .dispatched(dispatch("\(order)-S1", taken, on: day("2026-11-23"))), order)
                    default: break
                    }
                    for product in ["P1", "P2"] {
                        let remembered = try transaction.stock(product: product)
                        let fresh = try StockView(store: transaction.store, memo: Memo()).lots(of: product)
                        #expect(remembered == fresh, "step \(step)")
                        #expect(fresh.allSatisfy { !$0.available.isNegative })
                    }
                }
            }
        }
    }
}
