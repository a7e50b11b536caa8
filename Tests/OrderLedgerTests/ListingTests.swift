// What the command line asks.

import ExactDecimals
import OrderModel
import Testing

@testable import OrderLedger

@Suite struct ListingTests {
    @Test("Orders are listed newest first, by partner and by a part of either number")
    func orders() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.register("SO-1", reference: "PO-100%")
                try transaction.register("SO-2", partner: "globex", reference: "po_采购-7")
                try transaction.register("SO-3", reference: "XY", priority: .urgent)
            }
            try ledger.read { reading throws in
                func list(_ filter: OrderFilter) throws -> [String] { try reading.orders(filter).map(\.number) }
                #expect(try list(OrderFilter()) == ["SO-3", "SO-2", "SO-1"])
                #expect(try list(OrderFilter(partner: "acme")) == ["SO-3", "SO-1"])
                #expect(try list(OrderFilter(text: "so-2")) == ["SO-2"])
                #expect(try list(OrderFilter(text: "PO")) == ["SO-2", "SO-1"])
                #expect(try list(OrderFilter(text: "采购")) == ["SO-2"])
                #expect(try list(OrderFilter(text: "0%")) == ["SO-1"])
                #expect(try list(OrderFilter(text: "_")) == ["SO-2"])
                #expect(try list(OrderFilter(limit: 1, offset: 1)) == ["SO-2"])
                #expect(try reading.order("SO-3")?.priority == .urgent)
                #expect(try reading.order("SO-9") == nil)
                #expect(try reading.journals(of: ["SO-1", "SO-3"]).mapValues(\.count) == ["SO-1": 1, "SO-3": 2])
            }
        }
    }

    @Test("F10: quotations are a record of their own: they are no orders, in no list, count or value of orders")
    func F10_quotations_areNoOrders() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.register("SO-1", reference: "A")
                try transaction.register("QU-1", reference: "A", isQuotation: true)
                try transaction.append(.reviewOpened(ReviewPlan(steps: [], reasons: [])), "QU-1", at: at(3))
                try transaction.append(.quoted(.sample("QU-1")), "QU-1", at: at(4))
                #expect(
                    try transaction.orders(customerReference: "A", partner: "acme").map(\.isQuotation)
                        == [false, true])
            }
            func check() throws {
                try ledger.read { reading throws in
                    #expect(try reading.orders().map(\.number) == ["SO-1"])
                    #expect(try reading.orders(OrderFilter(kind: .quotation)).map(\.number) == ["QU-1"])
                    #expect(try reading.orders(OrderFilter(kind: nil)).map(\.number) == ["QU-1", "SO-1"])
                    #expect(try reading.order("QU-1") != nil)
                    let status = try reading.status(since: at(-1), now: at(10))
                    #expect(status.orders == 1 && status.ordersSince == 1 && status.quotations == 1)
                    #expect(status.openMatters.isEmpty, "nothing waits once it went out")
                    #expect(try reading.openOrderValue(customer: "acme", currency: "EUR").isZero)
                }
            }
            try check()
            try ledger.rebuildProjections()
            try check()
        }
    }

    @Test("The status counts what came in, what is open and since when")
    func status() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.register("SO-1", at: at(-1000))
                try transaction.register("SO-2", at: at(1))
                try transaction.recordIntake(.sample("20261122-000009", outcome: .refused, at: at(2)))
                try transaction.append(.reviewOpened(ReviewPlan(steps: [], reasons: [])), "SO-2", at: at(3))
                try transaction.addOutgoing(.sample("a.json"))
                try transaction.addNotice(notice("w1", due: at(4)))
                try transaction.addNotice(notice("w2", due: at(50)))
                try transaction.schedule(kind: "k", order: "SO-1", shipment: "S", due: at(70))
            }
            let status = try ledger.read { try $0.status(since: at(0), now: at(10)) }
            #expect(status.intakes == [.taken: 1, .refused: 1])
            #expect(status.orders == 2)
            #expect(status.ordersSince == 1)
            #expect(status.openMatters == [.review: LedgerStatus.Backlog(count: 1, oldest: at(3))])
            #expect(status.pendingOutgoing == LedgerStatus.Backlog(count: 1, oldest: at()))
            #expect(status.undisposedIntakes == LedgerStatus.Backlog(count: 3, oldest: at(-1000)))
            #expect(status.notices == [.pending: LedgerStatus.Backlog(count: 2, oldest: at())])
            #expect(status.dueNotices == LedgerStatus.Backlog(count: 1, oldest: at(4)))
            #expect(status.shortages == LedgerStatus.Backlog(count: 0, oldest: nil))
            #expect(status.nextTimer == at(70))
            #expect(status.disabledCarriers == 0)
        }
    }
}
