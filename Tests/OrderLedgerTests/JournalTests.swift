// The journal, transactions and numbers.

import ExactDecimals
import OrderModel
import Testing

@testable import OrderLedger

/// What goes wrong in the middle of a transaction.
private struct Mishap: Error {}

@Suite struct JournalTests {
    @Test("P11: an order's history is its events in order, each with its time, its file and its content")
    func history() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.register("SO-1", at: at(0))
                try transaction.append(.prioritised(.important, reason: "key customer 重要"), "SO-1", at: at(1))
            }
            try ledger.write { try $0.append(.reviewPassed(.fastPath), "SO-1", at: at(2)) }
            for pass in 1...2 {
                let entries = try ledger.read { try $0.journalEntries(of: "SO-1") }
                #expect(entries.map(\.sequence) == [1, 2, 3], "pass \(pass)")
                #expect(entries.map(\.at) == [at(0), at(1), at(2)])
                #expect(entries.map(\.intake) == ["20261122-000001", nil, nil])
                #expect(entries[1].event == .prioritised(.important, reason: "key customer 重要"))
                #expect(entries.map(\.event.kind) == ["registered", "prioritised", "reviewPassed"])
                try ledger.write { $0.memo.forget() }
            }
            #expect(try ledger.read { try $0.journal(order: "SO-2") }.isEmpty)
        }
    }

    @Test("C12: from an order to the files behind it and back, and from a file to what it was answered")
    func traceability() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.register("SO-1")
                try transaction.recordIntake(.sample("20261122-000002", sha256: "aa"))
                try transaction.append(
                    .clarified(person: "Wang", note: nil), order: "SO-1", at: at(1), intake: "20261122-000002")
                try transaction.addOutgoing(.sample("receipt-1.json", intake: "20261122-000001", order: "SO-1"))
                try transaction.markDisposed("20261122-000001", path: "archive/2026/11/22/x", at: at(2))
            }
            try ledger.read { reading throws in
                #expect(try reading.intakes(order: "SO-1").map(\.id) == ["20261122-000001", "20261122-000002"])
                #expect(try reading.intakes(order: "SO-1").first?.finalPath == "archive/2026/11/22/x")
                #expect(try reading.orders(intake: "20261122-000002") == ["SO-1"])
                #expect(try reading.outgoing(order: "SO-1").map(\.fileName) == ["receipt-1.json"])
                #expect(try reading.outgoing(intake: "20261122-000001").map(\.orderNumber) == ["SO-1"])
            }
        }
    }

    @Test("C12: an event cannot name a file that is not recorded when the transaction ends")
    func unrecordedIntake() throws {
        try withLedger { ledger throws in
            try ledger.write { try $0.register("SO-1") }
            let error = #expect(throws: LedgerError.self) {
                try ledger.write { try $0.append(.completed, order: "SO-1", at: at(), intake: "20261122-000099") }
            }
            guard case .constraint = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try ledger.count("event") == 1)
        }
    }

    @Test("An order is registered once, and before anything else")
    func registeredFirst() throws {
        try withLedger { ledger throws in
            #expect(throws: LedgerError.unknownOrder(number: "SO-9")) {
                try ledger.write { try $0.append(.completed, "SO-9") }
            }
            try ledger.write { try $0.register("SO-1") }
            #expect(throws: LedgerError.orderExists(number: "SO-1")) { try ledger.write { try $0.register("SO-1") } }
            #expect(try ledger.count("event") == 1)
        }
    }

    @Test("A transaction that throws takes back everything, what is remembered too, and the error comes out as it was")
    func rollback() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.count(lot("P1", 10))
                try transaction.register("SO-1")
            }
            #expect(throws: Mishap.self) {
                try ledger.write { transaction throws in
                    try transaction.append(.reserved([reservation("P1", 7)]), "SO-1")
                    #expect(try transaction.stock(product: "P1").first?.available == number("3"))
                    #expect(try transaction.journal(order: "SO-1").count == 2)
                    _ = try transaction.importCustomers([Customer(id: "acme", name: "Acme")])
                    #expect(try transaction.customer("acme") != nil)
                    throw Mishap()
                }
            }
            try ledger.write { transaction throws in
                #expect(try transaction.stock(product: "P1").first?.available == number("10"))
                #expect(try transaction.journal(order: "SO-1").count == 1)
                #expect(try transaction.customer("acme") == nil)
            }
        }
    }

    @Test("A part of a transaction can be taken back by itself, with what was remembered of it")
    func savepoint() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.count(lot("P1", 10))
                try transaction.register("SO-1")
                let failing: () throws -> Void = {
                    try transaction.register("SO-2")
                    try transaction.append(.reserved([reservation("P1", 4)]), "SO-2")
                    throw Mishap()
                }
                #expect(throws: Mishap.self) { try transaction.savepoint(failing) }
                #expect(try transaction.stock(product: "P1").first?.available == number("10"))
                try transaction.savepoint { try transaction.append(.reserved([reservation("P1", 1)]), "SO-1") }
            }
            #expect(try ledger.read { try $0.orders().map(\.number) } == ["SO-1"])
            #expect(try ledger.read { try $0.stock(product: "P1").first?.available } == number("9"))
            #expect(try ledger.write { try $0.nextIntakeID(now: at()) } == "20261122-000002")
        }
    }

    @Test("Where the business sees a FactsError, the caller of the transaction sees what the ledger really met")
    func causeOfFactsError() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                _ = try transaction.importCustomers([Customer(id: "acme", name: "Acme")])
                try transaction.store.run("UPDATE customer SET body = '{'")
            }
            let error = #expect(throws: LedgerError.self) {
                try ledger.write { transaction throws in
                    do {
                        _ = try transaction.customer("acme")
                    } catch {
                        #expect("\(error)".contains("Customer"))
                        throw error
                    }
                }
            }
            guard case .unreadable(what: "Customer", _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("C01: numbers are gapless in each series, also after a transaction was taken back")
    func gaplessNumbers() throws {
        try withLedger { ledger throws in
            #expect(
                try ledger.write { [try $0.nextNumber(series: "2026"), try $0.nextNumber(series: "2026")] } == [1, 2])
            #expect(throws: Mishap.self) {
                try ledger.write { transaction throws in
                    #expect(try transaction.nextNumber(series: "2026") == 3)
                    throw Mishap()
                }
            }
            #expect(try ledger.read { try $0.nextNumber(series: "2026") } == 3)
            #expect(try ledger.write { try $0.nextNumber(series: "2026") } == 3)
            #expect(try ledger.write { try $0.nextNumber(series: "2027") } == 1)
        }
    }

    @Test("Orders under a customer's reference are told apart by partner, and a corrected order has its new content")
    func knownOrders() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.register("SO-1", reference: "PO-7", hash: "one")
                try transaction.register("SO-2", partner: "globex", reference: "PO-7", hash: "two")
                try transaction.register("SO-3", reference: "PO-7", hash: "three")
                let known = try transaction.orders(customerReference: "PO-7", partner: "acme")
                #expect(
                    known == [
                        KnownOrder(number: "SO-1", contentHash: "one"),
                        KnownOrder(number: "SO-3", contentHash: "three"),
                    ])
                try transaction.append(
                    .corrected(PurchaseOrder(customerReference: "PO-7"), contentHash: "new", intake: "20261122-000001"),
                    "SO-1")
                #expect(try transaction.orders(customerReference: "PO-7", partner: "acme").first?.contentHash == "new")
            }
        }
    }

    @Test("Clarifications, reviews and consents are open until they are answered")
    func openMatters() throws {
        try withLedger { ledger throws in
            func open() throws -> [String] {
                try ledger.read { try $0.openMatters().map { "\($0.orderNumber) \($0.kind.rawValue)" } }
            }
            try ledger.write { transaction throws in
                for order in ["SO-1", "SO-2", "SO-3", "SO-4"] { try transaction.register(order) }
                try transaction.append(
                    .clarificationAsked(Clarification(questions: [], due: at(90))), "SO-1", at: at(1))
                try transaction.append(.reviewOpened(ReviewPlan(steps: [], reasons: [])), "SO-2", at: at(2))
                try transaction.append(.reviewOpened(ReviewPlan(steps: [], reasons: [])), "SO-3", at: at(3))
                try transaction.append(.consentAsked, "SO-4", at: at(4))
            }
            #expect(try open() == ["SO-1 clarification", "SO-2 review", "SO-3 review", "SO-4 consent"])
            #expect(try ledger.read { try $0.openMatters([.clarification]).first?.due } == at(90))
            #expect(try ledger.read { try $0.openMatters(of: "SO-2").map(\.kind) } == [.review])
            try ledger.write { transaction throws in
                try transaction.append(.clarified(person: "Li", note: nil), "SO-1")
                try transaction.append(.reviewPassed(.reviewed), "SO-2")
                try transaction.append(.rejected(Rejection(role: "finance", person: "Z", reason: "r")), "SO-3")
                try transaction.append(.consentGiven(.part, person: "C"), "SO-4")
            }
            #expect(try open().isEmpty)
        }
    }

    @Test("What another program changes in the file is seen, though it was remembered")
    func changedFromOutside() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.count(lot("P1", 10))
                #expect(try transaction.stock(product: "P1").first?.available == number("10"))
            }
            let other = try Ledger.foreignConnection(ledger.path)
            try other.run("UPDATE stock_lot SET quantity = '3'")
            #expect(try ledger.read { try $0.stock(product: "P1").first?.available } == number("3"))
        }
    }

    @Test("Every event has a kind, the word that opens its JSON")
    func kinds() throws {
        let events: [OrderEvent] = [
            .repeated(intake: "1"), .termsAdded(["t"]), .completed, .consentAsked, .reviewPassed(.fastPath),
            .tracked(shipment: "S", trackingNumber: "T", source: "file"), .reported(role: "r", about: "a"),
        ]
        for event in events { #expect(try LedgerJSON.encode(event).hasPrefix("{\"\(event.kind)\":")) }
    }
}
