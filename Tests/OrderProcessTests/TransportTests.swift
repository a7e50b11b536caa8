// Transport: the carrier's word on the way, late and silent shipments, and what the customer hears of it.

import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

@Suite("Goods on their way")
struct TransportTests {
    /// A desk with an order whose goods have left.
    private func onTheWay(
        _ partner: String = "acme", order change: (inout PurchaseOrder) -> Void = { _ in },
        _ settings: (inout DeskSettings) -> Void = { _ in }
    ) throws -> (desk: TestDesk, shipment: String) {
        let desk = try TestDesk { desk in
            desk.carrier = "loopback"
            desk.transport.silentAfter = Deadline(3, .workingDays)
            desk.transport.tells = Set(OrderStatusReport.Occasion.allCases)
            settings(&desk)
        }
        if partner != "acme" { desk.facts.customers.append(Samples.customer { $0.id = partner }) }
        let number = try desk.receive(Samples.order("PO-1", change), from: partner).number
        try desk.dispatch("\(number)-S1") { $0.trackingNumber = "LB-1" }
        return (desk, "\(number)-S1")
    }

    private func report(
        _ desk: TestDesk, _ shipment: String, _ step: TransportStatus.Step,
        from sender: Sender = .carrier(id: "loopback"),
        _ change: (inout TransportStatus) -> Void = { _ in }
    ) throws -> Decision {
        var status = TransportStatus(shipment: shipment, step: step, date: day("2026-11-24"), location: "Sampleton hub")
        change(&status)
        return try desk.take(.transportStatus(status), from: sender)
    }

    private func order(_ desk: TestDesk, _ shipment: String) throws -> OrderRecord {
        try desk.order(String(shipment.dropLast(3)))
    }

    // MARK: Where goods are

    @Test("P03: where the goods are, and when they are expected, is known from the carrier's word")
    func P03_position() throws {
        let (desk, shipment) = try onTheWay()
        let decision = try report(desk, shipment, .inTransit) { $0.expectedOn = day("2026-11-26") }
        #expect(decision.entry?.outcome == .accepted && decision.entry?.summary == "in-transit of \(shipment)")
        let progress = try #require(try order(desk, shipment).shipment(shipment))
        #expect(progress.statuses.last?.location == "Sampleton hub" && progress.expectedOn == day("2026-11-26"))
        #expect(try order(desk, shipment).status == .inTransit)
    }

    @Test("P03: a carrier may name its own tracking number alone; one that fits several shipments names none")
    func P03_byTrackingNumber() throws {
        let (desk, shipment) = try onTheWay()
        let found = try report(desk, "", .inTransit) { $0.trackingNumber = "LB-1" }
        #expect(found.entry?.outcome == .accepted)
        #expect(try order(desk, shipment).shipment(shipment)?.statuses.count == 1)
        #expect(try report(desk, "", .inTransit) { $0.trackingNumber = "LB-9" }.codes == [.shipmentUnknown])
        #expect(
            try report(desk, "", .arriving, from: .carrier(id: "other")) { $0.trackingNumber = "LB-1" }.codes
                == [.shipmentUnknown])
        let second = try desk.receive(Samples.order("PO-2")).number
        try desk.dispatch("\(second)-S1") { $0.trackingNumber = "LB-1" }
        #expect(try report(desk, "", .arriving) { $0.trackingNumber = "LB-1" }.codes == [.shipmentUnknown])
    }

    @Test("P08, P11: every word of the carrier's is kept in the journal, and the same word twice is one")
    func kept() throws {
        let (desk, shipment) = try onTheWay()
        #expect(try report(desk, shipment, .pickedUp).events.count == 1)
        let again = try report(desk, shipment, .pickedUp)
        #expect(again.entry?.outcome == .accepted && again.codes == [.shipmentAlreadyReported] && again.events.isEmpty)
        #expect(try report(desk, shipment, .pickedUp) { $0.location = "elsewhere" }.events.count == 1)
    }

    @Test("only the shipment's own carrier, the warehouse and logistics can say where goods are")
    func whoSpeaks() throws {
        let (desk, shipment) = try onTheWay()
        #expect(try report(desk, shipment, .inTransit, from: .carrier(id: "other")).codes == [.shipmentUnknown])
        #expect(try report(desk, shipment, .inTransit, from: .desk(role: "sales")).codes == [.roleNotAsked])
        #expect(try report(desk, shipment, .inTransit, from: .desk(role: "logistics")).entry?.outcome == .accepted)
    }

    // MARK: What is in the way

    @Test("P04, P07: held up: logistics and customer service are told, and the customer why and what we propose")
    func P04_exception() throws {
        let (desk, shipment) = try onTheWay()
        let decision = try report(desk, shipment, .exception) { status in
            status.reason = "road closed by snow"
            status.expectedOn = day("2026-11-27")
        }
        #expect(decision.noticeKinds(to: "logistics") == [.transportException])
        #expect(decision.noticeKinds(to: "customer-service") == [.transportException])
        #expect(decision.noticeKinds(to: "order-management").isEmpty)
        let report = try #require(decision.statusReport)
        #expect(report.occasion == .delayed && report.reason == "road closed by snow" && report.about == shipment)
        #expect(report.proposal?.contains("2026-11-27") == true)
        #expect(report.shipments.map(\.standing) == [.exception])
    }

    @Test("P09: of an important order, and of goods that come back, the superior hears at once")
    func P09_superior() throws {
        let (urgent, first) = try onTheWay { $0.urgency = .urgent }
        #expect(try report(urgent, first, .exception).noticeKinds(to: "order-management") == [.transportException])
        let (desk, shipment) = try onTheWay()
        let decision = try report(desk, shipment, .returned)
        #expect(decision.noticeKinds(to: "order-management") == [.transportException])
        #expect(decision.statusReport?.reason == "The carrier is bringing the goods back to us.")
    }

    @Test("P07: a later day than the customer has heard of is told, with the new day; an earlier one is not")
    func P07_laterDay() throws {
        let (desk, shipment) = try onTheWay(order: { $0.requestedDeliveryDate = day("2026-11-26") })
        #expect(try report(desk, shipment, .inTransit) { $0.expectedOn = day("2026-11-26") }.statusReport == nil)
        let later = try report(desk, shipment, .inTransit) { status in
            status.location = "border"
            status.expectedOn = day("2026-11-28")
        }
        #expect(later.statusReport?.occasion == .delayed)
        #expect(later.statusReport?.shipments.first?.expectedOn == day("2026-11-28"))
        let earlier = try report(desk, shipment, .inTransit) { status in
            status.location = "depot"
            status.expectedOn = day("2026-11-27")
        }
        #expect(earlier.statusReport == nil)
    }

    @Test("O13: goods that cannot leave in time: the customer is told why, until when, and what we propose")
    func O13_forceMajeure() throws {
        let desk = try TestDesk()
        let shipment = "\(try desk.receive(Samples.order()).number)-S1"
        let decision = try report(desk, shipment, .exception, from: .desk(role: "warehouse")) { status in
            status.reason = "the harbour is closed by a typhoon"
            status.expectedOn = day("2026-12-01")
        }
        let report = try #require(decision.statusReport)
        #expect(report.occasion == .delayed && report.reason == "the harbour is closed by a typhoon")
        #expect(report.proposal?.contains("2026-12-01") == true)
    }

    @Test("O13: goods that have not left on their day: the warehouse is asked, and the customer hears of it, once")
    func O13_notDispatched() throws {
        let desk = try TestDesk()
        try desk.receive(Samples.order())
        let decisions = try desk.wait(until: "2026-11-30T09:00:00Z")
        #expect(decisions.flatMap { $0.noticeKinds(to: "warehouse") } == [.transportOverdue])
        #expect(decisions.compactMap(\.statusReport).map(\.occasion) == [.delayed])
        #expect(decisions.compactMap(\.statusReport).first?.reason == "The goods could not leave on the planned day.")
    }

    // MARK: Before they arrive

    @Test("P06: before they arrive the customer hears when, and is asked to be ready")
    func P06_arriving() throws {
        let (desk, shipment) = try onTheWay()
        let decision = try report(desk, shipment, .arriving) { status in
            status.expectedOn = day("2026-11-25")
            status.expectedTime = "14:00-16:00"
        }
        let report = try #require(decision.statusReport)
        #expect(report.occasion == .arriving)
        #expect(
            report.proposal
                == "The goods arrive on 2026-11-25, 14:00-16:00. Please have somebody ready to receive and check them.")
        #expect(report.shipments.first?.expectedTime == "14:00-16:00")
    }

    @Test("P06: a customer who reads Chinese hears it in Chinese")
    func chinese() throws {
        let (desk, shipment) = try onTheWay("globex")
        let decision = try report(desk, shipment, .arriving) { $0.expectedOn = day("2026-11-25") }
        #expect(decision.statusReport?.proposal == "货物预计于 2026-11-25 送达,请安排人员做好收货和验收准备。")
        #expect(decision.statusReport?.status == "货物正在运输途中。")
    }

    @Test("P12: a tracking number that comes late, or another one, goes to the customer")
    func P12_tracking() throws {
        let (desk, shipment) = try onTheWay()
        let decision = try report(desk, shipment, .inTransit) { $0.trackingNumber = "LB-2" }
        #expect(decision.statusReport?.occasion == .tracking)
        #expect(decision.statusReport?.shipments.first?.trackingNumber == "LB-2")
    }

    // MARK: Delivered

    @Test("Q01, Q03: delivered and signed is the proof of delivery, and the order is complete")
    func Q03_signed() throws {
        let (desk, shipment) = try onTheWay()
        let decision = try report(desk, shipment, .delivered) { $0.signedBy = "Ann Buyer" }
        #expect(decision.entry?.kind == .transportStatus && decision.entry?.outcome == .accepted)
        #expect(try order(desk, shipment).status == .completed)
        #expect(try order(desk, shipment).shipment(shipment)?.delivery?.signedBy == "Ann Buyer")
    }

    @Test("P10: when all is delivered the customer gets the result")
    func P10_result() throws {
        let (desk, shipment) = try onTheWay()
        let decision = try report(desk, shipment, .delivered) { $0.signedBy = "Ann Buyer" }
        let report = try #require(decision.statusReport)
        #expect(report.occasion == .completed && report.status == "All goods were delivered.")
        #expect(report.shipments.first?.deliveredOn == day("2026-11-24"))
        #expect(report.shipments.first?.signedBy == "Ann Buyer" && report.shipments.first?.expectedOn == nil)
    }

    @Test("Q01: handed over without a name is no proof: logistics asks for the signed note, the order is not complete")
    func Q01_unsigned() throws {
        let (desk, shipment) = try onTheWay()
        let decision = try report(desk, shipment, .delivered)
        #expect(decision.noticeKinds(to: "logistics") == [.proofMissing])
        #expect(try order(desk, shipment).status == .inTransit)
        let signed = try report(desk, shipment, .delivered) { $0.signedBy = "Ann Buyer" }
        #expect(signed.entry?.outcome == .accepted)
        #expect(try order(desk, shipment).status == .completed)
    }

    @Test("a delivery that cannot be is refused whole: before the goods have left, or before the day they left")
    func impossible() throws {
        let desk = try TestDesk()
        let shipment = "\(try desk.receive(Samples.order()).number)-S1"
        let early = try report(desk, shipment, .delivered) { $0.signedBy = "Ann Buyer" }
        #expect(early.entry?.outcome == .refused && early.codes == [.reportDiffers] && early.events.isEmpty)
        try desk.dispatch(shipment)
        let before = try report(desk, shipment, .delivered) { status in
            status.signedBy = "Ann Buyer"
            status.date = day("2026-11-22")
        }
        #expect(before.codes == [.valueOutOfRange] && before.events.isEmpty)
    }

    // MARK: Late and silent

    @Test("P04: of goods of which nothing is heard logistics is told, again and again, but not for ever")
    func P04_silent() throws {
        let (desk, shipment) = try onTheWay()
        let decisions = try desk.wait(until: "2027-06-01T09:00:00Z")
        let told = decisions.flatMap { $0.noticeKinds(to: "logistics") }
        #expect(told.count == 11 && Set(told) == [.transportOverdue])
        #expect(decisions.first?.noticeKinds(to: "order-management").isEmpty == true)
        #expect(decisions[1].noticeKinds(to: "order-management") == [.transportOverdue])
        #expect(decisions.allSatisfy { $0.statusReport == nil })
        #expect(try order(desk, shipment).shipment(shipment)?.delays.first?.matter == .silent)
    }

    @Test("P04: a word of the carrier's begins the silence anew, and with the signature it ends")
    func wordHeard() throws {
        let (desk, shipment) = try onTheWay()
        #expect(try desk.wait(until: "2026-11-26T08:00:00Z").isEmpty)
        _ = try report(desk, shipment, .inTransit)
        #expect(try desk.wait(until: "2026-12-01T07:00:00Z").isEmpty)
        #expect(try desk.wait(until: "2026-12-01T09:00:00Z").count == 1)
        try desk.deliver(shipment)
        #expect(try desk.wait(until: "2027-06-01T09:00:00Z").allSatisfy { $0.documents.isEmpty })
    }

    @Test("P07: goods that are not there when their day is over: logistics asks the carrier, the customer is told")
    func P07_late() throws {
        let (desk, shipment) = try onTheWay()
        _ = try report(desk, shipment, .inTransit) { $0.expectedOn = day("2026-11-25") }
        let decisions = try desk.wait(until: "2026-11-26T08:00:00Z")
        #expect(decisions.flatMap { $0.noticeKinds(to: "logistics") } == [.transportOverdue])
        let report = try #require(decisions.compactMap(\.statusReport).first)
        #expect(report.occasion == .delayed && report.reason == "The transport takes longer than was planned.")
        #expect(report.proposal?.contains("new date") == true)
    }

    // MARK: Regular reports

    @Test("P05, P02: as long as the order is open the customer hears regularly how it stands, and then no more")
    func P05_progress() throws {
        let (desk, shipment) = try onTheWay { _ in
        } _: { settings in
            settings.transport.customerProgress = Deadline(2, .workingDays)
            settings.transport.silentAfter = nil
        }
        let decisions = try desk.wait(until: "2026-11-27T10:00:00Z")
        let reports = decisions.compactMap(\.statusReport)
        #expect(reports.map(\.occasion) == [.progress, .progress])
        #expect(reports.first?.status == "The goods are on their way." && reports.first?.expectedDelivery != nil)
        try desk.deliver(shipment)
        #expect(try desk.wait(until: "2027-01-01T10:00:00Z").compactMap(\.statusReport).isEmpty)
    }

    @Test("the desk says on which occasions its customers are told")
    func occasions() throws {
        let (desk, shipment) = try onTheWay { _ in
        } _: {
            $0.transport.tells = []
        }
        #expect(try report(desk, shipment, .arriving).statusReport == nil)
        #expect(try report(desk, shipment, .exception).statusReport == nil)
        #expect(try report(desk, shipment, .delivered) { $0.signedBy = "Ann" }.statusReport == nil)
    }

    // MARK: The carrier does not listen

    @Test("a notice that did not reach the carrier becomes a task with what to do, and changes nothing else")
    func undelivered() throws {
        let (desk, shipment) = try onTheWay()
        let failure = DeliveryFailure(
            shipment: shipment, webhookID: "msg_1", type: "shipment.dispatched", cause: .exhausted, attempts: 10,
            reason: "the carrier answered 503")
        let decision = try desk.take(.deliveryFailure(failure), from: .carrier(id: "loopback"))
        #expect(decision.entry?.outcome == .accepted)
        let notice = try #require(decision.notice(.carrierUnreachable, to: "logistics"))
        #expect(notice.text.contains("in 10 attempts"))
        #expect(notice.details.contains(DeskNotice.Detail("send it again", "docket deliveries retry msg_1")))
        #expect(decision.noticeKinds(to: "customer-service") == [.carrierUnreachable])
        #expect(try desk.take(.deliveryFailure(failure), from: .carrier(id: "other")).codes == [.shipmentUnknown])
    }
}
