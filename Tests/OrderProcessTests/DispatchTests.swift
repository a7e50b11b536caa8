// Dispatch: instructions to the warehouse, its reports, the carrier, and the shipping notice.

import OrderModel
import OrderProcess
import TestKit
import Testing

struct DispatchTests {
    private func confirmed(_ desk: TestDesk, _ reference: String = "PO-1") throws -> (number: String, Decision) {
        let decision = try desk.receive(Samples.order(reference) { $0.transportMode = "road" })
        return (decision.number, decision)
    }

    @Test("K07, O12: the warehouse is told what to pick, line by line, and who of sales signs for it")
    func instruction() throws {
        let desk = try TestDesk()
        let (number, decision) = try confirmed(desk)
        let instruction = try #require(decision.instructions.first)
        #expect(instruction.shipment == "\(number)-S1" && instruction.warehouse == "main")
        #expect(instruction.pickLines.map(\.quantity) == [5] && instruction.pickLines.map(\.unit) == ["EA"])
        #expect(instruction.authorisedBy == "Li Wei")
        #expect(instruction.shipBy == day("2026-11-24") && instruction.transportMode == "road")
        #expect(instruction.contact == Samples.contact && instruction.deliverTo == Samples.address)
        desk.facts.customers = [Samples.customer { $0.salesContact = nil }]
        #expect(try confirmed(desk, "PO-2").1.instructions.first?.authorisedBy == "sales")
    }

    @Test("N02: a label says order, product, specification, quantity and where it goes")
    func label() throws {
        let (number, decision) = try confirmed(try TestDesk())
        #expect(
            decision.instructions.first?.labels == [
                DispatchInstruction.Label(
                    orderNumber: number, customerReference: "PO-1", product: "P-1", name: "Widget P-1",
                    specification: "blue, 10 mm", quantity: 5, unit: "EA",
                    shipTo: "Acme Works, 1 Example Road, 10000 Sampleton, CN")
            ])
    }

    @Test(
        "O09, O11: the carrier is asked for the shipment and told when it has left, by the partner's or the desk's carrier"
    )
    func carrier() throws {
        let desk = try TestDesk()
        let (number, decision) = try confirmed(desk)
        #expect(decision.notices.map(\.type) == [.shipmentRequested])
        #expect(decision.notices.first?.carrier == "loopback")
        let left = try desk.dispatch("\(number)-S1")
        #expect(left.notices.map(\.type) == [.shipmentDispatched])
        #expect(left.notices.first?.packages == 2)
        #expect(left.notices.first?.lines == decision.instructions.first?.pickLines)
    }

    @Test("O08: the report has to be the instruction, line by line and lot by lot; otherwise it is not taken")
    func differs() throws {
        let desk = try TestDesk()
        let (number, _) = try confirmed(desk)
        let shipment = "\(number)-S1"
        let changes: [(inout DispatchReport) -> Void] = [
            { $0.lines[0].quantity = 4 }, { $0.lines[0].lot = "other" }, { $0.lines = [] },
            { $0.lines[0].product = "P-2" }, { $0.lines.append($0.lines[0]) },
        ]
        for change in changes {
            let decision = try desk.dispatch(shipment, change: change)
            #expect(decision.entry?.outcome == .refused)
            #expect(Set(decision.codes) == [.reportDiffers])
        }
        #expect(try desk.order(number).status == .dispatching)
        let split = try desk.dispatch(shipment) { report in
            report.lines[0].quantity = 2
            report.lines.append(report.lines[0])
            report.lines[1].quantity = 3
        }
        #expect(split.entry?.outcome == .accepted)
    }

    @Test("K17: what differs or is damaged goes to warehouse and customer service, who agree with the customer")
    func discrepancy() throws {
        let desk = try TestDesk()
        let (number, _) = try confirmed(desk)
        let decision = try desk.dispatch("\(number)-S1") { $0.lines[0].quantity = 4 }
        #expect(decision.noticeKinds(to: "warehouse") == [.discrepancy])
        #expect(
            decision.notice(.discrepancy, to: "customer-service")?.findings.first?.message
                == "line 1, P-1: 5 was to leave, 4 is reported")
    }

    @Test("O12: a report without the storekeeper's name is not taken")
    func unsigned() throws {
        let desk = try TestDesk()
        let (number, _) = try confirmed(desk)
        #expect(try desk.dispatch("\(number)-S1") { $0.confirmedBy = " " }.codes == [.reportUnsigned])
        #expect(try desk.dispatch("\(number)-S1", as: "sales").codes == [.roleNotAsked])
    }

    @Test("a shipment that does not exist, or that was reported, is answered so")
    func wrongShipment() throws {
        let desk = try TestDesk()
        let (number, _) = try confirmed(desk)
        let unknown = DispatchReport(shipment: "S-9", confirmedBy: "Bo", lines: [])
        #expect(try desk.take(.dispatchReport(unknown), from: .desk(role: "warehouse")).codes == [.shipmentUnknown])
        try desk.dispatch("\(number)-S1")
        #expect(try desk.dispatch("\(number)-S1").codes == [.shipmentAlreadyReported])
    }

    @Test("O10: the tracking number that the carrier has answered goes to customer and customer service at once")
    func trackedBefore() throws {
        let desk = try TestDesk()
        let (number, _) = try confirmed(desk)
        #expect(try desk.track("\(number)-S1", " T-1 ").shippingNotice == nil)
        let left = try desk.dispatch("\(number)-S1")
        #expect(left.shippingNotice?.trackingNumber == "T-1" && left.timers.isEmpty)
        #expect(left.names(to: "acme") == ["shipping-notice-\(number)-S1"])
        let notice = left.notice(.dispatched, to: "customer-service")
        #expect(notice?.details.contains(DeskNotice.Detail("tracking number", "T-1")) == true)
        #expect(left.notices.first?.trackingNumber == "T-1")
    }

    @Test("O10: the warehouse's report may carry the tracking number")
    func trackedByReport() throws {
        let desk = try TestDesk()
        let (number, _) = try confirmed(desk)
        #expect(try desk.dispatch("\(number)-S1") { $0.trackingNumber = "T-2" }.shippingNotice?.trackingNumber == "T-2")
    }

    @Test(
        "O10: the shipping notice waits for the number, and leaves with it when it comes; the timer then does nothing")
    func trackedAfter() throws {
        let desk = try TestDesk { $0.trackingWaitSeconds = 600 }
        let (number, _) = try confirmed(desk)
        let left = try desk.dispatch("\(number)-S1")
        #expect(left.shippingNotice == nil)
        let timer = try #require(left.timers.first)
        #expect(timer.due == moment("2026-11-23T09:10:00Z"))
        #expect(try desk.track("\(number)-S1", "T-3").shippingNotice?.trackingNumber == "T-3")
        #expect(try desk.decide(.timer(timer.timer)) == Decision())
    }

    @Test(
        "O10: after the wait the customer is told without a number, and exactly once; a late number goes to customer service"
    )
    func neverTracked() throws {
        let desk = try TestDesk()
        let (number, _) = try confirmed(desk)
        let timer = try #require(try desk.dispatch("\(number)-S1").timers.first)
        let notice = try desk.decide(.timer(timer.timer))
        #expect(notice.shippingNotice != nil && notice.shippingNotice?.trackingNumber == nil)
        #expect(try desk.decide(.timer(timer.timer)) == Decision())
        let late = try desk.track("\(number)-S1", "T-4")
        #expect(late.shippingNotice == nil)
        #expect(late.noticeKinds(to: "customer-service") == [.dispatched])
        #expect(try desk.track("\(number)-S1", "T-4").events.isEmpty)
    }

    @Test("O10: without a carrier nobody will give a number, so the notice does not wait")
    func noCarrier() throws {
        let desk = try TestDesk { $0.partners["acme"]?.carrier = nil }
        let (number, decision) = try confirmed(desk)
        #expect(decision.notices.isEmpty)
        #expect(try desk.dispatch("\(number)-S1").shippingNotice != nil)
    }

    @Test("a carrier's refusal goes to warehouse and customer service, once")
    func refusal() throws {
        let desk = try TestDesk()
        let (number, _) = try confirmed(desk)
        let decision = try desk.track("\(number)-S1", nil, refusal: "too heavy")
        #expect(decision.noticeKinds(to: "warehouse") == [.carrierRefused])
        #expect(decision.noticeKinds(to: "customer-service") == [.carrierRefused])
        #expect(try desk.track("\(number)-S1", nil, refusal: "too heavy").events.isEmpty)
    }

    @Test("a carrier cannot speak about another carrier's shipment")
    func foreignCarrier() throws {
        let desk = try TestDesk()
        let (number, _) = try confirmed(desk)
        let report = CarrierReport(shipment: "\(number)-S1", trackingNumber: "T-5")
        #expect(try desk.take(.carrierReport(report), from: .carrier(id: "other")).codes == [.shipmentUnknown])
        let byHand = try desk.take(.carrierReport(report), from: .desk(role: "warehouse"))
        #expect(byHand.entry?.outcome == .accepted)
    }

    @Test("O10: the shipping notice says what is in the shipment, in the ordered unit, and what is still to come")
    func noticeLines() throws {
        let desk = try TestDesk()
        desk.facts.customers = [Samples.customer { $0.shortageConsent = .part }]
        desk.facts.lots = [Samples.lot("P-1", 20) { $0.lot = "L1" }, Samples.lot("P-1", 10) { $0.lot = "L2" }]
        desk.facts.prices.append(Samples.price("P-1", 110) { $0.unit = "CT" })
        let line = Samples.line("1", "P-1", 3) { ($0.unit, $0.unitPrice) = ("CT", 110) }
        let number = try desk.receive(Samples.order(lines: [line])).number
        try desk.decision(.approve, on: number, as: "order-management")
        let notice = try #require(try desk.dispatch("\(number)-S1") { $0.trackingNumber = "T" }.shippingNotice)
        #expect(notice.lines.map(\.quantity) == [2] && notice.lines.map(\.outstandingQuantity) == [1])
        #expect(notice.lines.first?.lots == ["L1", "L2"] && notice.lines.first?.unit == "CT")
    }
}
