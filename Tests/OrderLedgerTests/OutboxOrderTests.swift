// The carriers' outbox beside a model of it that does everything the slow way: whatever happens, both claim the same.

import OrderModel
import Testing

@testable import OrderLedger

@Suite struct OutboxOrderTests {
    @Test(
        "O09: with many shipments, each claim is the longest due of what nothing earlier holds up, whatever went before",
        arguments: UInt64(1)...12)
    func likeTheModel(seed: UInt64) throws {
        try withLedger { ledger throws in
            var run = OutboxRun(ledger: ledger, seed: seed)
            for _ in 0..<250 { try run.step() }
            #expect(run.claims > 20, "the run has to say something")
        }
    }
}

/// A notice as the model has it.
private struct ModelNotice {
    var id: String
    var carrier: String
    var shipment: String
    var due: Instant
    var state = NoticeRow.State.pending
    var lease: NoticeRow.Lease?
    var attempts = 0
}

private struct OutboxRun {
    let ledger: Ledger
    var notices: [ModelNotice] = []
    var disabled: Set<String> = []
    var now = at()
    var chance: UInt64
    var claims = 0

    init(ledger: Ledger, seed: UInt64) {
        self.ledger = ledger
        chance = seed &* 0x9E37_79B9_7F4A_7C15
    }

    private mutating func draw(_ bound: Int) -> Int {
        chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((chance >> 33) % UInt64(bound))
    }

    mutating func step() throws {
        switch draw(10) {
        case 0...2: for _ in 0...draw(4) { try add() }
        case 3...5: try claim()
        case 6...7: for _ in 0...draw(6) { try settle() }
        case 8: now = now.adding(seconds: Int64(draw(90)))
        default: try byHand()
        }
        try checkNextDue()
    }

    private mutating func add() throws {
        let carrier = "c\(draw(3))"
        let new = ModelNotice(
            id: "w\(notices.count)", carrier: carrier, shipment: "S\(draw(8))",
            due: now.adding(seconds: Int64(draw(60)) - 30))
        notices.append(new)
        try ledger.write {
            try $0.addNotice(notice(new.id, shipment: new.shipment, carrier: carrier, due: new.due))
        }
    }

    /// Nothing of its shipment stands before it.
    private func isFirst(_ index: Int) -> Bool {
        !notices[..<index].contains {
            $0.carrier == notices[index].carrier && $0.shipment == notices[index].shipment && $0.state != .delivered
        }
    }

    private mutating func claim() throws {
        let (carrier, limit) = ("c\(draw(3))", 1 + draw(6))
        claims += 1
        let lease = NoticeRow.Lease(holder: "h\(claims)", until: now.adding(seconds: Int64(1 + draw(60))))
        let claimable = notices.indices.filter { index in
            let one = notices[index]
            return one.carrier == carrier && !disabled.contains(carrier) && one.state == .pending && one.due <= now
                && (one.lease?.until ?? now) <= now && isFirst(index)
        }
        let expected = claimable.sorted { (notices[$0].due, $0) < (notices[$1].due, $1) }.prefix(limit)
        let claimed = try ledger.write { [now] in
            try $0.claimNotices(carrier: carrier, now: now, lease: lease, limit: limit)
        }
        #expect(claimed.map(\.webhookID) == expected.map { notices[$0].id })
        for index in expected { notices[index].lease = lease }
    }

    private mutating func settle() throws {
        let leased = notices.indices.filter { notices[$0].lease != nil && notices[$0].state == .pending }
        guard !leased.isEmpty else { return }
        let index = leased[draw(leased.count)]
        let outcome: NoticeSettlement.Outcome
        switch draw(8) {
        case 0...3: outcome = .delivered
        case 4...5: outcome = .retry(due: now.adding(seconds: Int64(draw(40))))
        case 6: outcome = .released(notBefore: nil)
        default: outcome = .exhausted
        }
        let settlement = NoticeSettlement(
            webhookID: notices[index].id, leaseHolder: notices[index].lease?.holder, outcome: outcome, attempts: 1,
            at: now)
        try ledger.write { try $0.settle(settlement) }
        notices[index].lease = nil
        switch outcome {
        case .delivered: notices[index].state = .delivered
        case .retry(let due): notices[index].due = due
        case .exhausted: notices[index].state = .exhausted
        case .disabled, .released: break
        }
    }

    /// What people do.
    private mutating func byHand() throws {
        switch draw(3) {
        case 0:
            _ = try ledger.write { [now] in try $0.retryNotices(now: now) }
            for index in notices.indices
            where notices[index].state != .delivered && (notices[index].lease?.until ?? now) <= now {
                notices[index].state = .pending
                notices[index].due = now
            }
        case 1:
            disabled.insert("c0")
            try ledger.write { [now] in try $0.disableCarrier("c0", cause: "gone", at: now) }
        default:
            disabled = []
            try ledger.write { [now] in try $0.enableCarrier("c0", now: now) }
        }
    }

    private func checkNextDue() throws {
        let expected = notices.indices.compactMap { index -> Instant? in
            let one = notices[index]
            guard one.state == .pending, !disabled.contains(one.carrier), isFirst(index) else { return nil }
            let ready = max(one.due, one.lease?.until ?? one.due)
            return ready > now ? ready : nil
        }.min()
        let found = try ledger.read { [now] in try $0.nextNoticeDue(carriers: ["c0", "c1", "c2"], after: now) }
        #expect(found == expected)
    }
}
