// What changes and cancellations do to the tables: goods are free again, and the request waits until it is decided.

import ExactDecimals
import OrderModel
import TestKit
import Testing

@testable import OrderLedger

@Suite struct ChangeTests {
    private func request(_ number: String, _ ordinal: Int) -> OrderEvent {
        .changeRequested(
            ChangeRequest(
                number: number, ordinal: ordinal, request: PurchaseOrder(customerReference: "PO-SO-1"), channel: .edi,
                intake: "i", contentHash: number, differences: []))
    }

    private func decided(_ number: String, granted: Bool = true) -> OrderEvent {
        .changeDecided(
            ChangeDecision(number: number, isGranted: granted, role: "customer-service", person: "Kim", at: at()))
    }

    @Test("J06: a change waits in the list of matters until the last one of its order is decided")
    func matters() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.register("SO-1")
                try transaction.append(request("A", 1), "SO-1", at: at(2))
                try transaction.append(request("B", 2), "SO-1", at: at(3))
                #expect(try transaction.openMatters([.change]).map(\.since) == [at(2)])
                try transaction.append(decided("A", granted: false), "SO-1", at: at(4))
                #expect(try transaction.openMatters([.change]).count == 1)
                try transaction.append(decided("B"), "SO-1", at: at(5))
                #expect(try transaction.openMatters().isEmpty)
            }
        }
    }

    @Test(
        "J05: a changed order has nothing locked and lacks nothing; it is known by its new content, and rebuilt alike")
    func changed() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.count(lot("P1", 10))
                try transaction.register("SO-1", hash: "old")
                try transaction.append(.reserved([reservation("P1", 7)]), "SO-1")
                try transaction.append(
                    .shortageFound([Shortage(lineID: "1", product: "P1", quantity: .one)]), "SO-1")
                try transaction.append(.confirmed(confirmation("SO-1", [("1", "P1", 7, "2")])), "SO-1")
                try transaction.append(request("A", 1), "SO-1")
                try transaction.append(decided("A"), "SO-1")
                try transaction.append(
                    .changed(PurchaseOrder(customerReference: "PO-SO-1"), contentHash: "new"), "SO-1")
                #expect(try transaction.stock(product: "P1").map(\.available) == [10])
                #expect(try transaction.shortages(of: "SO-1").isEmpty)
                #expect(try transaction.openOrderValue(customer: "acme", currency: "EUR") == .zero)
                #expect(try transaction.order("SO-1")?.contentHash == "new")
            }
            let before = try ledger.dump(Projection.tables)
            try ledger.rebuildProjections()
            #expect(try ledger.dump(Projection.tables) == before)
        }
    }

    @Test("J11: a cancelled order has nothing locked, and nothing of it waits")
    func cancelled() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.count(lot("P1", 10))
                try transaction.register("SO-1")
                try transaction.append(.reserved([reservation("P1", 7)]), "SO-1")
                try transaction.append(
                    .dispatchInstructed(instruction("SO-1-S1", order: "SO-1", [reservation("P1", 7)])), "SO-1")
                try transaction.append(request("A", 1), "SO-1")
                try transaction.append(decided("A"), "SO-1")
                try transaction.append(.cancelled(by: "Acme", reason: "closed"), "SO-1")
                #expect(try transaction.stock(product: "P1").map(\.available) == [10])
                #expect(try transaction.openMatters(of: "SO-1").isEmpty)
            }
        }
    }

    @Test("Q05: the acceptance record comes back from the journal as it was entered")
    func acceptance() throws {
        let line = Acceptance.Line(
            lineID: "1", product: "P1", name: "螺栓", specification: "M8", unit: "EA", sent: ExactDecimal(5),
            received: ExactDecimal(4), rejected: .one, problems: [.quantity, .quality], reason: "生锈",
            result: .acceptedWithRemarks)
        let advice = ReceiptAdvice(number: "RA", shipment: "SO-1-S1", lines: [ReceiptAdvice.Line(lineID: "1")])
        let acceptance = Acceptance(
            shipments: ["SO-1-S1"], advice: advice, receivedOn: try day("2026-11-23"), inspectedBy: "Ann",
            result: .acceptedWithRemarks, lines: [line])
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.register("SO-1")
                try transaction.append(.goodsAccepted(acceptance), "SO-1")
            }
            let journal = try ledger.read { try $0.journalEntries(of: "SO-1") }
            #expect(journal.last?.event == .goodsAccepted(acceptance))
        }
    }
}
