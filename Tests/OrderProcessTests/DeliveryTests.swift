// Delivery, and the status of an order from its registration to its completion.

import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

struct DeliveryTests {
    @Test("Q01, Q02, Q03: the carrier brings the signature back, customer service is told, and the order is complete")
    func complete() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order()).number
        try desk.dispatch("\(number)-S1")
        let decision = try desk.deliver("\(number)-S1")
        #expect(decision.entry?.outcome == .accepted)
        #expect(decision.noticeKinds(to: "customer-service") == [.delivered])
        #expect(desk.events(number).last == .completed)
        #expect(try desk.order(number).status == .completed)
    }

    @Test("Q01: without a signature it is not delivered; nor before it has left, twice, or by anybody")
    func objections() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order()).number
        #expect(try desk.deliver("\(number)-S1").codes == [.reportDiffers])
        try desk.dispatch("\(number)-S1")
        #expect(try desk.deliver("\(number)-S1", signedBy: "").codes == [.deliveryUnsigned])
        let early = DeliveryReport(shipment: "\(number)-S1", deliveredOn: day("2026-11-01"), signedBy: "Ann")
        #expect(try desk.take(.deliveryReport(early), from: .carrier(id: "loopback")).codes == [.valueOutOfRange])
        let word = DeliveryReport(shipment: "\(number)-S1", signedBy: "Ann")
        #expect(try desk.take(.deliveryReport(word), from: .desk(role: "sales")).codes == [.roleNotAsked])
        #expect(try desk.take(.deliveryReport(word), from: .carrier(id: "other")).codes == [.shipmentUnknown])
        #expect(try desk.take(.deliveryReport(word), from: .desk(role: "warehouse")).entry?.outcome == .accepted)
        #expect(try desk.deliver("\(number)-S1").codes == [.shipmentAlreadyReported])
    }

    @Test("Q02: an order of several shipments is complete with the last signature")
    func severalShipments() throws {
        let desk = try TestDesk()
        desk.facts.lots = [Samples.lot("P-1", 3), Samples.lot("P-1", 3, in: "north")]
        let number = try desk.receive(Samples.order()).number
        for shipment in ["\(number)-S1", "\(number)-S2"] {
            try desk.dispatch(shipment)
            #expect(try desk.order(number).status != .completed)
        }
        try desk.deliver("\(number)-S2")
        #expect(try desk.order(number).status == .inTransit)
        try desk.deliver("\(number)-S1")
        #expect(try desk.order(number).status == .completed)
    }

    @Test(
        "C04, C05, P01, P02, P11: the status follows the order, and says what it waits for and when goods are expected")
    func status() throws {
        let desk = try TestDesk(rules: [TestRule("look", when: "true") { $0.approve = [["sales"]] }])
        let number = try desk.receive(Samples.order { $0.statedTotal = 49 }).number
        var seen = [try desk.order(number)]
        try desk.decision(.approve, on: number, as: "customer-service", reason: "fine")
        seen.append(try desk.order(number))
        try desk.decision(.approve, on: number, as: "sales")
        seen.append(try desk.order(number))
        try desk.dispatch("\(number)-S1")
        seen.append(try desk.order(number))
        try desk.deliver("\(number)-S1")
        seen.append(try desk.order(number))
        #expect(seen.map(\.status) == [.clarifying, .inReview, .dispatching, .inTransit, .completed])
        #expect(seen.map(\.status.phase) == [.inProcess, .inProcess, .inProcess, .inProcess, .completed])
        #expect(seen[1].progress == "in review, step 1 of 1: waits for sales")
        #expect(seen.map(\.expectedDispatch) == [nil, nil, day("2026-11-24"), day("2026-11-23"), day("2026-11-23")])
        #expect(seen.map(\.journalLength) == seen.map(\.journalLength).sorted())
        #expect(seen.last?.journalLength == desk.facts.journal(order: number).count)
    }

    @Test("P11: the journal of an order begins with its registration; anything else is no order")
    func folding() {
        #expect(OrderRecord(folding: []) == nil)
        let entry = JournalEntry(
            orderNumber: "X", sequence: 1, at: moment("2026-11-23T09:00:00Z"), intake: nil, event: .completed)
        #expect(OrderRecord(folding: [entry]) == nil)
    }
}
