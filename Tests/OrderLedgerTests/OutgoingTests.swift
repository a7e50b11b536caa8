// Documents, timers and notices on their way out.

import OrderModel
import Testing

@testable import OrderLedger

@Suite struct OutgoingTests {
    @Test("A document is pending until it is published, and its name is given once per recipient")
    func documents() throws {
        try withLedger { ledger throws in
            let ids = try ledger.write { transaction throws in
                try transaction.register("SO-1")
                return [
                    try transaction.addOutgoing(.sample("a.json", intake: "20261122-000001", order: "SO-1")),
                    try transaction.addOutgoing(.sample("b.json")),
                ]
            }
            #expect(try ledger.read { try $0.pendingOutgoing().map(\.id) } == ids)
            #expect(try ledger.read { try $0.ownsStaged("staged-a.json") })
            try ledger.write { try $0.markPublished([ids[0]], at: at(1)) }
            try ledger.write { try $0.markPublished([ids[0]], at: at(9)) }
            try ledger.read { reading throws in
                #expect(try reading.pendingOutgoing().map(\.fileName) == ["b.json"])
                #expect(try reading.pendingOutgoing(limit: 0).isEmpty)
                #expect(try reading.publishedFiles().map(\.fileName) == ["a.json"])
                let first = try reading.outgoing(recipientFolder: "acme", fileName: "a.json")
                #expect(first?.state == .published)
                #expect(first?.publishedAt == at(1))
                #expect(try !reading.ownsStaged("staged-a.json"))
                #expect(try !reading.ownsStaged("stray"))
            }
            let error = #expect(throws: LedgerError.self) { try ledger.write { try $0.addOutgoing(.sample("b.json")) } }
            guard case .constraint = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(error?.extendedCode == 2067)
        }
    }

    @Test("Timers are due in order, replaced by their key, and stay until they are removed")
    func timers() throws {
        try withLedger { ledger throws in
            #expect(try ledger.read { try $0.nextTimerDue() } == nil)
            try ledger.write { transaction throws in
                try transaction.schedule(kind: "shipping-notice", order: "SO-1", shipment: "S1", due: at(30))
                try transaction.schedule(kind: "shipping-notice", order: "SO-2", shipment: "S2", due: at(10))
                try transaction.schedule(kind: "shipping-notice", order: "SO-1", shipment: "S1", due: at(20))
            }
            try ledger.read { reading throws in
                #expect(try reading.nextTimerDue() == at(10))
                #expect(try reading.dueTimers(now: at(9)).isEmpty)
                #expect(try reading.dueTimers(now: at(20)).map(\.orderNumber) == ["SO-2", "SO-1"])
                #expect(try reading.dueTimers(now: at(20), limit: 1).map(\.shipment) == ["S2"])
            }
            try ledger.write { try $0.removeTimer(kind: "shipping-notice", order: "SO-2", shipment: "S2") }
            #expect(try ledger.read { try $0.nextTimerDue() } == at(20))
        }
    }
}

@Suite struct CarrierOutboxTests {
    private let lease = NoticeRow.Lease(holder: "h1", until: at(2))

    private func claim(
        _ ledger: Ledger, _ now: Instant, carrier: String = "loopback", limit: Int = 10, holder: String = "h1"
    ) throws -> [String] {
        try ledger.write {
            try $0.claimNotices(
                carrier: carrier, now: now, lease: NoticeRow.Lease(holder: holder, until: now.adding(seconds: 120)),
                limit: limit
            )
            .map(\.webhookID)
        }
    }

    private func settle(
        _ ledger: Ledger, _ id: String, _ outcome: NoticeSettlement.Outcome, holder: String = "h1", attempts: Int = 1
    ) throws {
        try ledger.write {
            try $0.settle(
                NoticeSettlement(
                    webhookID: id, leaseHolder: holder, outcome: outcome, attempts: attempts, at: at(1),
                    exchange: NoticeExchange(status: 503, sentence: "n", answerExcerpt: [1])))
        }
    }

    @Test("A later notice of a shipment is not claimed before the earlier one is delivered")
    func inOrderPerShipment() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.addNotice(notice("w1", shipment: "S1", due: at(5)))
                try transaction.addNotice(notice("w2", shipment: "S1"))
                try transaction.addNotice(notice("w3", shipment: "S2"))
                try transaction.addNotice(notice("w4", shipment: "S1", carrier: "other"))
            }
            #expect(try claim(ledger, at(0)) == ["w3"])
            #expect(try claim(ledger, at(0), carrier: "other") == ["w4"])
            #expect(try ledger.read { try $0.nextNoticeDue(carriers: ["loopback", "other"], after: at(0)) } == at(2))
            try settle(ledger, "w3", .delivered)
            try settle(ledger, "w4", .exhausted)
            #expect(try ledger.read { try $0.nextNoticeDue(carriers: ["loopback", "other"], after: at(0)) } == at(5))
            #expect(try claim(ledger, at(5)) == ["w1"])
            try settle(ledger, "w1", .exhausted)
            #expect(try claim(ledger, at(6)) == [])
            #expect(try ledger.read { try $0.nextNoticeDue(carriers: ["loopback", "other"], after: at(6)) } == nil)
            #expect(try ledger.write { try $0.retryNotices(webhookID: "w1", now: at(7)) } == 1)
            #expect(try claim(ledger, at(7)) == ["w1"])
            try settle(ledger, "w1", .delivered)
            #expect(try claim(ledger, at(7)) == ["w2"])
        }
    }

    @Test("A lease keeps others off until it runs out, and a late settlement changes nothing unless it was delivered")
    func leases() throws {
        try withLedger { ledger throws in
            try ledger.write { try $0.addNotice(notice("w1")) }
            #expect(try claim(ledger, at(0)) == ["w1"])
            #expect(try claim(ledger, at(1), holder: "h2") == [])
            #expect(try claim(ledger, at(2), holder: "h2") == ["w1"])
            try settle(ledger, "w1", .retry(due: at(60)), holder: "h1")
            #expect(try ledger.read { try $0.notice(webhookID: "w1")?.lease?.holder } == "h2")
            try settle(ledger, "w1", .delivered, holder: "h1")
            let row = try ledger.read { try $0.notice(webhookID: "w1") }
            #expect(row?.state == .delivered)
            #expect(row?.lease == nil)
            #expect(row?.deliveredAt == at(1))
            try settle(ledger, "w1", .retry(due: at(60)), holder: "h2")
            #expect(try ledger.read { try $0.notice(webhookID: "w1") } == row)
        }
    }

    @Test("A failed attempt is written down and tried again when it is due; one not made counts as none")
    func retries() throws {
        try withLedger { ledger throws in
            try ledger.write { try $0.addNotice(notice("w1")) }
            _ = try claim(ledger, at(0))
            try settle(ledger, "w1", .retry(due: at(10)))
            var row = try ledger.read { try $0.notice(webhookID: "w1") }
            #expect(row?.state == .pending)
            #expect(row?.attempts == 1)
            #expect(row?.due == at(10))
            #expect(row?.lastStatus == 503)
            #expect(row?.note == "n")
            #expect(row?.answerExcerpt == [1])
            #expect(row?.lastAttemptAt == at(1))
            #expect(try claim(ledger, at(9)) == [])
            #expect(try claim(ledger, at(10)) == ["w1"])
            try settle(ledger, "w1", .released(notBefore: at(12)))
            row = try ledger.read { try $0.notice(webhookID: "w1") }
            #expect(row?.due == at(12))
            #expect(row?.lease == nil)
        }
    }

    @Test("A carrier that is switched off is sent nothing until it is switched on again")
    func disabledCarrier() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.addNotice(notice("w1"))
                try transaction.addNotice(notice("w2", shipment: "S2"))
            }
            #expect(try claim(ledger, at(0), limit: 1) == ["w1"])
            try settle(ledger, "w1", .disabled(cause: "gone"))
            #expect(try claim(ledger, at(9)) == [])
            #expect(try ledger.read { try $0.nextNoticeDue(carriers: ["loopback", "other"], after: at(0)) } == nil)
            #expect(
                try ledger.read { try $0.disabledCarriers() } == [
                    DisabledCarrierRow(carrier: "loopback", cause: "gone", since: at(1))
                ])
            try ledger.write { try $0.enableCarrier("loopback", now: at(10)) }
            #expect(try ledger.read { try $0.disabledCarriers() }.isEmpty)
            #expect(try claim(ledger, at(10)) == ["w2", "w1"])
        }
    }

    @Test("Claims go by carrier and room, the longest due first; lists by state, carrier, shipment and order")
    func roomsAndLists() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.addNotice(notice("w1", shipment: "S1", due: at(3)))
                try transaction.addNotice(notice("w2", shipment: "S2", due: at(1)))
                try transaction.addNotice(notice("w3", shipment: "S3", carrier: "other"))
            }
            #expect(try claim(ledger, at(4), carrier: "loopback", limit: 1) == ["w2"])
            #expect(try claim(ledger, at(4), carrier: "loopback") == ["w1"])
            try settle(ledger, "w2", .delivered)
            try ledger.read { reading throws in
                #expect(try reading.notices().map(\.webhookID) == ["w1", "w2", "w3"])
                #expect(try reading.notices(NoticeFilter(states: [.delivered])).map(\.webhookID) == ["w2"])
                #expect(try reading.notices(NoticeFilter(carrier: "other")).map(\.webhookID) == ["w3"])
                #expect(
                    try reading.notices(NoticeFilter(shipment: "S1", orderNumber: "SO-1", limit: 1)).map(\.webhookID)
                        == ["w1"])
                #expect(try reading.nextNoticeDue(carriers: ["loopback", "other"], after: at(4)) == at(6))
            }
            #expect(throws: LedgerError.unknownDelivery(id: "w9")) {
                try ledger.write { try $0.retryNotices(webhookID: "w9", now: at()) }
            }
            #expect(throws: LedgerError.self) { try ledger.write { try $0.addNotice(notice("w1")) } }
            // What is being sent just now is left alone.
            #expect(try ledger.write { try $0.retryNotices(now: at(4)) } == 1)
        }
    }
}
