// Confirmation: the binding answer, with everything that it has to say.

import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

struct ConfirmationTests {
    @Test("I01, I02, I03, I04: the confirmation says number, lines, quantities, specification, prices, mode and date")
    func content() throws {
        let desk = try TestDesk()
        let order = Samples.order { ($0.transportMode, $0.requestedDeliveryDate) = ("road", day("2026-12-24")) }
        let decision = try desk.receive(order)
        let confirmation = try #require(decision.confirmation)
        #expect(decision.names(to: "acme") == ["confirmation-\(decision.number)"])
        #expect(confirmation.decision == .accepted)
        #expect(confirmation.orderNumber == decision.number && confirmation.customerReference == "PO-1")
        #expect(confirmation.total == 50 && confirmation.currency == "CNY")
        #expect(confirmation.transportMode == "road" && confirmation.deliverTo == Samples.address)
        #expect(confirmation.issueDate == day("2026-11-23"))
        #expect(confirmation.buyer.name == "Acme Ltd")
        let line = try #require(confirmation.lines.first)
        #expect(line.product == "P-1" && line.specification == "blue, 10 mm" && line.unitPrice == 10)
        #expect(line.orderedQuantity == 5 && line.confirmedQuantity == 5 && line.backorderedQuantity == 0)
        #expect(line.status == .accepted && line.note == nil)
    }

    @Test("I05: goods in stock leave the desk's working days after confirmation, or on the later day that is asked for")
    func promised() throws {
        let desk = try TestDesk { settings in
            settings.dispatchDays = 2
            settings.calendar = WorkingCalendar(holidays: [day("2026-11-24")], makeUpWorkingDays: [day("2026-11-28")])
        }
        #expect(try desk.receive(Samples.order()).confirmation?.lines.first?.promisedDate == day("2026-11-26"))
        let later = try desk.receive(Samples.order("PO-2") { $0.requestedDeliveryDate = day("2026-12-24") })
        #expect(later.confirmation?.lines.first?.promisedDate == day("2026-12-24"))
        // Thursday: Friday, and the Saturday that is worked in place of the holiday.
        desk.now = moment("2026-11-26T09:00:00Z")
        #expect(try desk.receive(Samples.order("PO-3")).confirmation?.lines.first?.promisedDate == day("2026-11-28"))
    }

    @Test("I05: with no days to prepare, goods leave today, or on the first day that is worked")
    func sameDay() throws {
        let desk = try TestDesk { $0.dispatchDays = 0 }
        #expect(try desk.receive(Samples.order()).confirmation?.lines.first?.promisedDate == day("2026-11-23"))
        desk.now = moment("2026-11-28T09:00:00Z")
        #expect(try desk.receive(Samples.order("PO-2")).confirmation?.lines.first?.promisedDate == day("2026-11-30"))
    }

    @Test("what people write is repeated as it is, whatever it looks like")
    func placeholders() throws {
        let desk = try TestDesk(rules: [TestRule("look", when: "true") { $0.approve = [["sales"]] }])
        let number = try desk.receive(Samples.order()).number
        let decision = try desk.decision(.reject, on: number, as: "sales", reason: "{reason} {x} }{ 不行")
        #expect(decision.confirmation?.reason == "We cannot accept the order: {reason} {x} }{ 不行")
    }

    @Test("D05: a date that cannot be met is confirmed with the change, and sales agrees on it with the customer")
    func tooEarly() throws {
        let desk = try TestDesk()
        let decision = try desk.receive(Samples.order { $0.requestedDeliveryDate = day("2026-11-23") })
        #expect(decision.confirmation?.decision == .acceptedWithChange)
        #expect(
            decision.confirmation?.lines.first?.note == "You asked for 2026-11-23; the goods can leave on 2026-11-24.")
        #expect(decision.notice(.clarification, to: "sales") != nil)
    }

    @Test("I05: goods that have to be bought are promised by the product's lead time; without one, nothing is promised")
    func leadTime() throws {
        let desk = try TestDesk()
        desk.facts.customers = [Samples.customer { $0.shortageConsent = .part }]
        desk.facts.products = [Samples.product("P-1") { $0.leadTimeDays = 3 }, Samples.product("P-2")]
        desk.facts.prices.append(Samples.price("P-2"))
        desk.facts.lots = []
        let number = try desk.receive(Samples.order(lines: [Samples.line("1"), Samples.line("2", "P-2")])).number
        let decision = try desk.decision(.approve, on: number, as: "order-management")
        #expect(decision.confirmation?.lines.map(\.promisedDate) == [day("2026-11-26"), nil])
        #expect(try desk.order(number).expectedDispatch == nil)
    }

    @Test("I06: terms that the review added are in the confirmation, which counts as a change")
    func terms() throws {
        let desk = try TestDesk(rules: [
            TestRule("small", when: "order.total < decimal('60')") { $0.addTerms = "surcharge 5 CNY" }
        ])
        let decision = try desk.receive(Samples.order())
        #expect(decision.confirmation?.terms == ["surcharge 5 CNY"])
        #expect(decision.confirmation?.decision == .acceptedWithChange)
        #expect(decision.confirmation?.reason == "Terms were added.")
    }

    @Test("I07: the confirmed order is handed over to sales and to the warehouse")
    func handedOver() throws {
        let decision = try TestDesk().receive(Samples.order())
        #expect(decision.noticeKinds(to: "sales") == [.orderConfirmed])
        #expect(decision.noticeKinds(to: "warehouse") == [.orderConfirmed])
    }

    @Test(
        "C11, C17: nothing is locked or sent before the order is validated and confirmed, and all that follows is by its lines"
    )
    func basis() throws {
        let desk = try TestDesk()
        let asked = try desk.receive(Samples.order { $0.statedTotal = 1 })
        #expect(asked.allocationPlan == nil && asked.instructions.isEmpty && desk.facts.reservations.isEmpty)
        let good = try desk.receive(Samples.order("PO-2"))
        #expect(good.instructions.first?.pickLines.map(\.lineID) == good.confirmation?.lines.map(\.lineID))
        let kinds = good.documents.map(\.content.name)
        #expect(kinds.firstIndex(of: "confirmation") ?? 99 < kinds.firstIndex(of: "dispatch-instruction") ?? 0)
    }

    @Test("a Chinese partner's confirmation speaks Chinese")
    func chinese() throws {
        let desk = try TestDesk()
        desk.facts.customers.append(Samples.customer("globex") { $0.identifiers = [] })
        let order = Samples.order { $0.requestedDeliveryDate = day("2026-11-23") }
        let decision = try desk.receive(order, from: "globex")
        #expect(decision.confirmation?.lines.first?.note == "贵方要求 2026-11-23 交货,预计发货日期为 2026-11-24。")
        #expect(decision.confirmation?.reason == "无法满足要求的交货日期。")
    }
}
