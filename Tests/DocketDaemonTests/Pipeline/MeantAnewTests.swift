// The same bytes a second time: an order is a repeat, but a count, a list or a decision can be meant anew.

import ExactDecimals
import OrderLedger
import OrderModel
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct MeantAnewTests {
    private func started() throws -> PipelineDesk {
        let desk = try PipelineDesk()
        try desk.start()
        try desk.takeReferenceData()
        return desk
    }

    private func take(_ document: IncomingDocument, _ name: String, into inbox: String, _ desk: PipelineDesk) throws {
        try desk.drop(document, name, into: inbox)
        try desk.runUntilQuiet()
    }

    private func count(_ quantity: Int) -> IncomingDocument {
        .stock(StockSnapshot(lots: [Samples.lot("P-1", quantity)]))
    }

    @Test("A count that is the same as one of last week counts, if another came in between")
    func sameCount() throws {
        let desk = try started()
        for (name, quantity) in [("monday.json", 70), ("tuesday.json", 30), ("wednesday.json", 70)] {
            try take(count(quantity), name, into: "desk/master-data", desk)
        }
        #expect(try desk.read { try $0.stockTable(product: "P-1") }.map(\.counted) == [70])
        #expect(try desk.intake("wednesday.json").outcome == .taken)
    }

    @Test("A price that goes back to what it was is the price again")
    func samePrice() throws {
        let desk = try started()
        for (name, price) in [("list.json", 10), ("sale.json", 8), ("list-again.json", 10)] as [(String, Int64)] {
            try take(
                .prices([Samples.price("P-1", .init(price))]), name, into: "desk/master-data", desk)
        }
        let prices = try desk.read { try $0.prices(product: "P-1", customer: "acme") }
        #expect(prices.map(\.price) == [10])
    }

    @Test("The same decision in the second review of an order is a decision, and once more it is a repeat")
    func sameDecision() throws {
        let desk = try started()
        try desk.drop(PipelineDesk.csv(("PO-2", "P-1", 3, "9.00")), "po-2.csv", into: "acme/edi")
        try desk.runUntilQuiet()
        let number = try desk.order("PO-2")
        let ask = IncomingDocument.decision(
            ReviewDecision(orderNumber: number, verdict: .ask, person: "Kim", reason: "Which colour?"))
        let settle = IncomingDocument.decision(
            ReviewDecision(orderNumber: number, verdict: .approve, person: "Li", reason: "blue"))
        try take(ask, "ask.json", into: "desk/operations", desk)
        try take(settle, "settle.json", into: "desk/customer-service", desk)
        try take(ask, "ask-again.json", into: "desk/operations", desk)
        #expect(try desk.intake("ask.json").outcome == .taken)
        #expect(try desk.intake("settle.json").outcome == .taken)
        #expect(try desk.intake("ask-again.json").outcome == .taken)
        try take(ask, "ask-thrice.json", into: "desk/operations", desk)
        let last = try desk.intake("ask-thrice.json")
        #expect(last.outcome == .repeated && last.disposition == .archive)
        #expect(last.receipt.repeatOf == (try desk.intake("ask.json").id))
        #expect(try desk.state().broken == [])
    }

    @Test("Having notices sent again can be asked for as often as one likes")
    func retryTwice() throws {
        let desk = try started()
        try desk.drop(PipelineDesk.csv(("PO-1", "P-1", 3, "10.00")), "po-1.csv", into: "acme/edi")
        try desk.runUntilQuiet()
        let later = desk.now.adding(seconds: 3600)
        for name in ["retry.json", "retry-again.json"] {
            try desk.ledger.write { transaction in
                for notice in try transaction.claimNotices(
                    carrier: "loopback", now: desk.now, lease: .init(holder: name, until: later),
                    limit: 10)
                {
                    try transaction.settle(
                        NoticeSettlement(
                            webhookID: notice.webhookID, leaseHolder: name, outcome: .exhausted, attempts: 9,
                            at: desk.now))
                }
            }
            #expect(try desk.read { try $0.notices(NoticeFilter(states: [.exhausted])) }.count == 1)
            try take(.deliveryRetry(DeliveryRetry(person: "Kim")), name, into: "desk/operations", desk)
            #expect(try desk.read { try $0.notices(NoticeFilter(states: [.pending])) }.count == 1)
            #expect(try desk.intake(name).outcome == .taken)
        }
    }
}
