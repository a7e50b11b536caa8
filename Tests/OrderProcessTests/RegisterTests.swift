// The register: every field that the procedures want to have written down is there, and reaches whoever needs it.

import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

struct RegisterTests {
    @Test(
        "C02, C03, C06, C08: name, contact, product, specification, quantity, price, payment, date, place and quality")
    func fields() throws {
        let desk = try TestDesk(rules: [TestRule("look", when: "true") { $0.approve = [["sales"]] }])
        let line = Samples.line("10", "P-1", 7) { line in
            line.name = "Widget"
            line.specification = "blue, 10 mm"
            line.note = "quality class A"
            line.requestedDeliveryDate = day("2026-12-20")
        }
        let number = try desk.receive(
            Samples.order(lines: [line]) { order in
                order.buyer.name = "Acme Works"
                order.paymentMeans = "bank transfer"
                order.paymentTerms = "30 days net"
            }
        ).number
        let order = try desk.order(number)
        #expect(order.order.buyer.name == "Acme Works" && order.contact == Samples.contact)
        #expect(order.deliverTo == Samples.address)
        #expect(order.order.paymentMeans == "bank transfer" && order.order.paymentTerms == "30 days net")
        let checked = try #require(order.validation?.lines.first)
        #expect(checked.lineID == "10" && checked.product == "P-1" && checked.specification == "blue, 10 mm")
        #expect(checked.quantity == 7 && checked.unitPrice == 10)
        #expect(checked.requestedDeliveryDate == day("2026-12-20"))
        #expect(order.order.lines.first?.note == "quality class A")
        #expect(order.number == number, "C08: the record has a number")
    }

    @Test("C04: order number, customer, contact, time, goods and status stand in one place from the first moment on")
    func sheet() throws {
        let desk = try TestDesk(rules: [TestRule("look", when: "true") { $0.approve = [["sales"]] }])
        let decision = try desk.receive(Samples.order())
        let order = try desk.order(decision.number)
        #expect(order.registeredAt == desk.now && order.partner == "acme")
        #expect(order.order.lines == Samples.order().lines && order.status == .inReview)
        let notice = try #require(decision.notice(.orderRegistered, to: "customer-service"))
        let details = Dictionary(notice.details.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        #expect(details["order"] == decision.number && details["customer"] == "Acme Ltd")
        #expect(details["customer reference"] == "PO-1")
    }

    @Test("C05: each status belongs to one of the four of the register")
    func phases() {
        let phases = Dictionary(grouping: OrderStatus.allCases, by: \.phase)
        #expect(Set(phases.keys) == Set(OrderStatus.Phase.allCases))
        #expect(phases[.completed] == [.completed, .accepted, .quoted])
        #expect(phases[.cancelled] == [.rejected, .cancelled])
        #expect(OrderStatus.allCases.filter(\.isFinal).count == 5)
    }

    @Test("C07: a service order keeps type, term, fee, requirements and deliverables, and goes to people, not to stock")
    func service() throws {
        let desk = try TestDesk()
        let line = OrderLine(
            id: "1", name: "maintenance of press 4", specification: "yearly inspection, all seals new",
            quantity: 1, unit: "E48", unitPrice: 1200, requestedDeliveryDate: day("2026-12-31"),
            note: "deliverables: inspection report, list of parts")
        let order = Samples.order(lines: [line]) { order in
            order.orderClass = .afterSales
            order.requestedDeliveryDate = day("2026-12-31")
            order.note = "goal: no standstill in January"
        }
        let decision = try desk.receive(order)
        let kept = try desk.order(decision.number)
        #expect(kept.order == order && kept.status == .received)
        #expect(kept.order.contact.phone == Samples.contact.phone && kept.order.deliverTo == Samples.address)
        #expect(desk.facts.reservations[decision.number] == nil)
        #expect(decision.noticeKinds(to: "order-management") == [.specialCase, .importantOrder])
    }

    @Test("D02: name, specification, packing, quantity, date, price, transport and arrival are checked or carried on")
    func checkList() throws {
        let desk = try TestDesk(rules: [
            TestRule("packing", when: "order.lines.exists(l, has(l.packing) && l.packing == 'pallets')") {
                $0.approve = [["warehouse"]]
            }
        ])
        let line = Samples.line("1", "P-1", 5) { line in
            (line.specification, line.packing, line.unitPrice) = ("red", "pallets", exact("9.5"))
            line.lineAmount = 50
            line.requestedDeliveryDate = day("2026-12-20")
        }
        let decision = try desk.receive(Samples.order(lines: [line]) { $0.transportMode = "rail" })
        #expect(Set(decision.codes) == [.specificationDiffers, .lineAmountDiffers])
        try desk.decision(.approve, on: decision.number, as: "customer-service", reason: "price agreed")
        let task = try #require(try desk.order(decision.number).plan)
        #expect(task.steps.flatMap(\.roles) == ["warehouse"], "the packing is looked at")
        let confirmed = try desk.decision(.approve, on: decision.number, as: "warehouse")
        #expect(confirmed.confirmation?.transportMode == "rail")
        #expect(confirmed.confirmation?.lines.first?.promisedDate == day("2026-12-20"))
        #expect(confirmed.instructions.first?.transportMode == "rail")
        #expect(try desk.order(decision.number).expectedDelivery == day("2026-12-20"))
    }

    @Test("O09: at the hand-over the dispatch list and the tracking number are recorded with the order")
    func handOver() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order()).number
        try desk.dispatch("\(number)-S1") { $0.trackingNumber = "LB-1" }
        let shipment = try #require(try desk.order(number).shipments.first)
        #expect(shipment.trackingNumber == "LB-1")
        #expect(shipment.dispatch?.report.lines.map(\.quantity) == [5])
        #expect(shipment.dispatch?.report.packages == 2)
    }
}
