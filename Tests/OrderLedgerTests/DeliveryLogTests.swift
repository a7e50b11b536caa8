// What is kept of the exchanges with carriers, and for how long.

import GRDB
import OrderModel
import TestKit
import Testing

@testable import OrderLedger

@Suite struct DeliveryLogTests {
    private func claim(_ ledger: Ledger, _ now: Instant, carrier: String = "loopback") throws -> [String] {
        let lease = NoticeRow.Lease(holder: "h", until: now.adding(seconds: 60))
        return try ledger.write {
            try $0.claimNotices(carrier: carrier, now: now, lease: lease, limit: 100).map(\.webhookID)
        }
    }

    private func settlement(
        _ id: String, _ outcome: NoticeSettlement.Outcome, attempts: Int, at instant: Instant,
        exchange: NoticeExchange? = NoticeExchange(status: 503, sentence: "the carrier answered 503")
    ) -> NoticeSettlement {
        NoticeSettlement(
            webhookID: id, leaseHolder: "h", outcome: outcome, attempts: attempts, at: instant, exchange: exchange)
    }

    @Test("Each exchange is kept as it was, the first one first")
    func kept() throws {
        try withLedger { ledger throws in
            try ledger.write { try $0.addNotice(notice("w1")) }
            _ = try claim(ledger, at(0))
            let failed = NoticeExchange(
                failure: "timedOut", sentence: "it did not answer within 20 seconds", milliseconds: 20_000,
                address: "192.0.2.1")
            try ledger.write {
                try $0.settle(settlement("w1", .retry(due: at(2)), attempts: 1, at: at(1), exchange: failed))
            }
            _ = try claim(ledger, at(2))
            let good = NoticeExchange(
                status: 200, sentence: "the carrier answered 200", milliseconds: 12, answerExcerpt: Array("{}".utf8),
                address: "192.0.2.1")
            try ledger.write { try $0.settle(settlement("w1", .delivered, attempts: 2, at: at(3), exchange: good)) }
            #expect(
                try ledger.read { try $0.attempts(webhookID: "w1") } == [
                    LoggedAttempt(number: 1, at: at(1), exchange: failed),
                    LoggedAttempt(number: 2, at: at(3), exchange: good),
                ])
            #expect(try ledger.read { try $0.attempts(webhookID: "w9") }.isEmpty)
        }
    }

    @Test("The same settlement twice is one exchange; one that came too late is kept too; a claim given back is none")
    func once() throws {
        try withLedger { ledger throws in
            try ledger.write { try $0.addNotice(notice("w1")) }
            _ = try claim(ledger, at(0))
            let first = settlement("w1", .retry(due: at(0)), attempts: 1, at: at(1))
            try ledger.write { try $0.settle(first) }
            try ledger.write { try $0.settle(first) }
            try ledger.write { try $0.settle(settlement("w1", .exhausted, attempts: 1, at: at(2))) }
            #expect(try ledger.read { try $0.notice(webhookID: "w1")?.state } == .pending)
            #expect(try ledger.read { try $0.attempts(webhookID: "w1").map(\.at) } == [at(1), at(2)])
            _ = try claim(ledger, at(3))
            let given = settlement("w1", .released(notBefore: nil), attempts: 1, at: at(3), exchange: nil)
            try ledger.write { try $0.settle(given) }
            _ = try claim(ledger, at(4))
            let cutOff = NoticeExchange(failure: "abandoned", sentence: "it was abandoned")
            try ledger.write {
                try $0.settle(
                    settlement("w1", .released(notBefore: nil), attempts: 1, at: at(4), exchange: cutOff))
            }
            #expect(try ledger.read { try $0.attempts(webhookID: "w1").map(\.number) } == [1, 1, 2])
            #expect(try ledger.read { try $0.notice(webhookID: "w1")?.attempts } == 1)
        }
    }

    @Test("Of an answer and of a sentence the beginning is kept, of a notice the last exchanges")
    func bounded() throws {
        try withLedger { ledger throws in
            try ledger.write { try $0.addNotice(notice("w1")) }
            let long = NoticeExchange(
                status: 500, sentence: String(repeating: "\u{E9}", count: 2_000),
                answerExcerpt: [UInt8](repeating: 65, count: 5_000))
            for minute in 0..<60 {
                _ = try claim(ledger, at(minute * 2))
                try ledger.write {
                    try $0.settle(
                        settlement("w1", .retry(due: at()), attempts: minute + 1, at: at(minute * 2), exchange: long))
                }
            }
            let attempts = try ledger.read { try $0.attempts(webhookID: "w1") }
            #expect(attempts.map(\.number) == Array(11...60))
            #expect(attempts.allSatisfy { $0.exchange.answerExcerpt.count == LedgerLimits.keptExcerpt })
            #expect(attempts.allSatisfy { $0.exchange.sentence.utf8.count == LedgerLimits.keptSentence })
        }
    }

    @Test("What is too old is removed step by step, the oldest first, and nothing else")
    func pruned() throws {
        try withLedger { ledger throws in
            for index in 0..<10 {
                let id = "w\(index)"
                try ledger.write { try $0.addNotice(notice(id, shipment: id)) }
                _ = try claim(ledger, at(index))
                try ledger.write { try $0.settle(settlement(id, .delivered, attempts: 1, at: at(index))) }
            }
            func kept() throws -> [Int] {
                try (0..<10).filter { index in
                    try ledger.read { try !$0.attempts(webhookID: "w\(index)").isEmpty }
                }
            }
            #expect(try ledger.write { try $0.pruneAttempts(before: at(7), limit: 4) } == 4)
            #expect(try kept() == [4, 5, 6, 7, 8, 9])
            #expect(try ledger.write { try $0.pruneAttempts(before: at(7), limit: 4) } == 3)
            #expect(try ledger.write { try $0.pruneAttempts(before: at(7), limit: 4) } == 0)
            #expect(try kept() == [7, 8, 9])
            #expect(try ledger.read { try $0.notices() }.count == 10)
        }
    }

    @Test("A ledger from before knows after its update which notices wait for an earlier one of their shipment")
    func migrated() throws {
        try withTemporaryFolder { (folder: String) in
            let path = folder + "/ledger.sqlite"
            let before = Schema(migrations: Schema.current.migrations.filter { $0.version < 4 })
            let old = try Ledger(path: path, mode: .daemon, schema: before)
            try old.write { transaction throws in
                for (id, shipment, state) in [
                    ("w1", "S1", "delivered"), ("w2", "S1", "pending"), ("w3", "S1", "pending"),
                    ("w4", "S2", "exhausted"), ("w5", "S2", "pending"),
                ] {
                    try transaction.store.run(
                        """
                        INSERT INTO delivery
                            (webhook_id, carrier, shipment, order_number, type, body, created_at, attempts, due_at, state)
                        VALUES ($1, 'loopback', $2, 'SO-1', 't', $3, 0, 0, 0, $4)
                        """, id, shipment, Array("{}".utf8), state)
                }
            }
            try old.close()
            let ledger = try Ledger.open(path: path, mode: .daemon)
            #expect(try claim(ledger, at(0)) == ["w2"])
            try ledger.write { try $0.settle(settlement("w2", .delivered, attempts: 1, at: at(0))) }
            #expect(try claim(ledger, at(0)) == ["w3"])
            try ledger.close()
        }
    }

    @Test("Claims and the next due time are found by index, without looking at what cannot be sent")
    func byIndex() throws {
        try withLedger { ledger throws in
            try ledger.read { reading throws in
                for (sql, index) in [
                    (
                        """
                        SELECT webhook_id FROM delivery WHERE carrier = 'c' AND state = 'pending' AND waits = 0
                            AND due_at <= 1 AND (lease_until IS NULL OR lease_until <= 1)
                        ORDER BY due_at, sequence LIMIT 5
                        """, "SEARCH delivery USING INDEX delivery_first (carrier=? AND due_at<?)"
                    ),
                    (
                        """
                        SELECT due_at FROM delivery WHERE carrier = 'c' AND state = 'pending' AND waits = 0
                            AND due_at > 1 AND lease_until IS NULL ORDER BY due_at LIMIT 1
                        """, "SEARCH delivery USING INDEX delivery_first (carrier=? AND due_at>?)"
                    ),
                ] {
                    let plan = try Row.fetchAll(reading.store.database, sql: "EXPLAIN QUERY PLAN " + sql)
                        .map { $0["detail"] as String? ?? "" }
                    #expect(plan == [index])
                }
            }
        }
    }
}
