// The carriers' outbox in the real ledger, through the eyes of the delivery worker.

import CarrierDelivery
import OrderLedger
import OrderModel
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct LedgerDeliveryStoreTests {
    private let now = moment("2026-11-23T09:00:00Z")

    /// A desk whose ledger has two notices of one shipment and one of another.
    private func started() throws -> (PipelineDesk, LedgerDeliveryStore) {
        let desk = try PipelineDesk()
        try desk.start()
        try desk.ledger.write { transaction in
            for (id, shipment, type) in [
                ("msg_a_requested", "A-S1", "shipment.requested"), ("msg_b_requested", "B-S1", "shipment.requested"),
                ("msg_a_dispatched", "A-S1", "shipment.dispatched"),
            ] {
                try transaction.addNotice(
                    NoticeRow(
                        webhookID: id, carrier: "loopback", shipment: shipment, orderNumber: "SO-1", type: type,
                        body: Array("{\"id\":\"\(id)\"}".utf8), createdAt: now, due: now))
            }
        }
        return (desk, LedgerDeliveryStore(ledger: try desk.ledger))
    }

    private func lease(_ holder: String, seconds: Int64 = 60) -> DeliveryLease {
        DeliveryLease(holder: holder, until: now.adding(seconds: seconds))
    }

    private func settlement(
        _ delivery: Delivery, _ outcome: DeliverySettlement.Outcome, status: Int? = nil
    ) -> DeliverySettlement {
        let exchange = status.map {
            ExchangeSummary(
                status: $0, failure: nil, sentence: "answered \($0)", duration: .milliseconds(5),
                answerExcerpt: Array("{}".utf8))
        }
        return DeliverySettlement(
            id: delivery.id, carrier: delivery.carrier, lease: delivery.lease, outcome: outcome,
            attempts: delivery.attempts + 1, at: now, exchange: exchange)
    }

    @Test("O09: of one shipment the earlier notice is sent first, other shipments do not wait for it")
    func inOrder() throws {
        let (_, store) = try started()
        let room = [CarrierRoom(carrier: "loopback", count: 10)]
        let first = try store.claim(room, now: now, lease: lease("one"))
        #expect(first.map(\.id) == ["msg_a_requested", "msg_b_requested"])
        #expect(first.map(\.type) == [.shipmentRequested, .shipmentRequested])
        #expect(first.allSatisfy { $0.lease == lease("one") && $0.state == .pending })
        #expect(first[0].body == Array("{\"id\":\"msg_a_requested\"}".utf8))
        #expect(try store.claim(room, now: now, lease: lease("two")).isEmpty, "they are leased")
        try store.settle([settlement(first[0], .delivered, status: 202)])
        #expect(try store.claim(room, now: now, lease: lease("three")).map(\.id) == ["msg_a_dispatched"])
    }

    @Test("No more are claimed than there is room for, and none for a carrier without room")
    func room() throws {
        let (_, store) = try started()
        #expect(try store.claim([], now: now, lease: lease("one")).isEmpty)
        #expect(try store.claim([CarrierRoom(carrier: "loopback", count: 0)], now: now, lease: lease("one")).isEmpty)
        #expect(try store.claim([CarrierRoom(carrier: "other", count: 5)], now: now, lease: lease("one")).isEmpty)
        #expect(
            try store.claim([CarrierRoom(carrier: "loopback", count: 1)], now: now, lease: lease("one")).map(\.id) == [
                "msg_a_requested"
            ])
    }

    @Test("O10: a notice that failed is due again when it says, with its attempts counted, over a restart")
    func retry() throws {
        let (desk, store) = try started()
        let room = [CarrierRoom(carrier: "loopback", count: 1)]
        let claimed = try #require(try store.claim(room, now: now, lease: lease("one")).first)
        let later = now.adding(seconds: 300)
        try store.settle([settlement(claimed, .retry(due: later), status: 503)])
        try desk.restart()
        let again = LedgerDeliveryStore(ledger: try desk.ledger)
        let listed = try again.list(DeliveryFilter(shipment: "A-S1"))
        #expect(listed.map(\.id) == ["msg_a_requested", "msg_a_dispatched"])
        #expect(listed[0].attempts == 1 && listed[0].due == later && listed[0].lease == nil)
        #expect(listed[0].note == "answered 503")
        #expect(try again.nextDue(carriers: ["loopback"], after: now) == later)
        #expect(try again.nextDue(carriers: [], after: now) == nil)
        #expect(try again.claim(room, now: now, lease: lease("two")).map(\.id) == ["msg_b_requested"])
        // The other one's lease has run out by then, and it has been due for longer.
        let both = [CarrierRoom(carrier: "loopback", count: 10)]
        #expect(
            try again.claim(both, now: later, lease: lease("three", seconds: 900)).map(\.id) == [
                "msg_b_requested", "msg_a_requested",
            ])
    }

    @Test("A settlement of a lease that was lost changes nothing, unless the carrier has the notice")
    func lostLease() throws {
        let (_, store) = try started()
        let room = [CarrierRoom(carrier: "loopback", count: 1)]
        let lost = try #require(try store.claim(room, now: now, lease: lease("one", seconds: 1)).first)
        let after = now.adding(seconds: 2)
        let held = try #require(try store.claim(room, now: after, lease: lease("two")).first)
        #expect(held.id == lost.id)
        try store.settle([settlement(lost, .exhausted)])
        #expect(try store.list(DeliveryFilter(states: [.exhausted])).isEmpty)
        try store.settle([settlement(lost, .delivered, status: 200)])
        #expect(try store.list(DeliveryFilter(states: [.delivered])).map(\.id) == [lost.id])
        try store.settle([settlement(held, .retry(due: after))])
        #expect(try store.list(DeliveryFilter(states: [.delivered])).map(\.id) == [lost.id])
    }

    @Test("A carrier that is switched off is told nothing until it is switched on again")
    func disabled() throws {
        let (_, store) = try started()
        let room = [CarrierRoom(carrier: "loopback", count: 1)]
        let claimed = try #require(try store.claim(room, now: now, lease: lease("one")).first)
        try store.settle([settlement(claimed, .disabled(.gone), status: 410)])
        #expect(try store.disabledCarriers() == [DisabledCarrier(carrier: "loopback", cause: .gone, since: now)])
        #expect(try store.claim(room, now: now, lease: lease("two")).isEmpty)
        try store.enable(carrier: "loopback", now: now)
        #expect(try store.disabledCarriers().isEmpty)
        #expect(try store.claim(room, now: now, lease: lease("three")).map(\.id) == [claimed.id])
    }

    @Test("What the ledger cannot do is an error of the outbox, with the ledger's own sentence")
    func failing() throws {
        let (desk, store) = try started()
        try desk.end()
        #expect(throws: CarrierDeliveryError.self) { try store.list(DeliveryFilter()) }
        #expect(throws: CarrierDeliveryError.self) {
            try store.claim([CarrierRoom(carrier: "loopback", count: 1)], now: now, lease: lease("one"))
        }
    }

    @Test(
        "The lives of orders enter the notices: requested when the goods are to leave, dispatched when they have left")
    func fromOrders() throws {
        let stretch = try DeskLife.stretch("carrier")
        let desk = try DeskLife.desk(on: stretch)
        try desk.start()
        let store = LedgerDeliveryStore(ledger: try desk.ledger)
        let shipment = try DeskLife.shipment(of: "PO-1", desk).shipment
        let listed = try store.list(DeliveryFilter(carrier: "loopback", shipment: shipment))
        #expect(listed.map(\.type) == [.shipmentRequested, .shipmentDispatched])
        #expect(listed.map(\.id) == ["msg_\(shipment)_requested", "msg_\(shipment)_dispatched"])
    }
}
