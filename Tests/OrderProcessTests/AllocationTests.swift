// Allocation: stock is locked in sequence, lots leave in the right order, shortages are settled with the customer.

import OrderModel
import OrderProcess
import TestKit
import Testing

struct AllocationTests {
    /// Reviews everything that a shortage brings to the superior.
    @discardableResult
    private func approve(_ decision: Decision, _ desk: TestDesk) throws -> Decision {
        try desk.decision(.approve, on: decision.number, as: "order-management")
    }

    private func shortDesk(_ consent: ShortageConsent, stock: Int = 3) throws -> TestDesk {
        let desk = try TestDesk { $0.replenishmentDays = 10 }
        desk.facts.customers = [Samples.customer { $0.shortageConsent = consent }]
        desk.facts.lots = [Samples.lot("P-1", stock)]
        return desk
    }

    @Test("K01, K18: confirmed goods are locked; the next order cannot have them")
    func locked() throws {
        let desk = try TestDesk()
        desk.facts.lots = [Samples.lot("P-1", 6)]
        try desk.receive(Samples.order("PO-1"))
        let second = try desk.receive(Samples.order("PO-2"))
        #expect(second.tasks.count == 1, "only one piece is left, so somebody has to look")
        #expect(desk.facts.reserved(of: desk.facts.lots[0]) == 5)
    }

    @Test("K01: two lines of one order cannot have the same goods either")
    func sameProductTwice() throws {
        let desk = try shortDesk(.part, stock: 8)
        let lines = [Samples.line("1"), Samples.line("2")]
        let plan = try approve(try desk.receive(Samples.order(lines: lines)), desk).allocationPlan
        #expect(plan?.reservations.map(\.quantity) == [5, 3])
        #expect(plan?.shortages == [Shortage(lineID: "2", product: "P-1", quantity: 2)])
    }

    @Test("K04: lots nearest to expiry are allocated first, and none that will have expired when the goods leave")
    func firstExpired() throws {
        let desk = try TestDesk()
        desk.facts.lots = [
            Samples.lot("P-1", 3) { ($0.lot, $0.expiresOn) = ("late", day("2027-06-01")) },
            Samples.lot("P-1", 3) { ($0.lot, $0.expiresOn) = ("soon", day("2026-12-01")) },
            Samples.lot("P-1", 3) { ($0.lot, $0.expiresOn) = ("gone", day("2026-11-23")) },
            Samples.lot("P-1", 3) { $0.lot = "undated" },
        ]
        let plan = try desk.receive(Samples.order(lines: [Samples.line("1", "P-1", 7)])).allocationPlan
        #expect(plan?.reservations.map(\.lot) == ["soon", "late", "undated"])
        #expect(plan?.reservations.map(\.quantity) == [3, 3, 1])
    }

    @Test("K05: without expiry, first in, first out; then by the name of the lot")
    func firstIn() throws {
        let desk = try TestDesk()
        desk.facts.lots = [
            Samples.lot("P-1", 1) { $0.lot = "b" }, Samples.lot("P-1", 1) { $0.lot = "a" },
            Samples.lot("P-1", 1) { ($0.lot, $0.receivedOn) = ("new", day("2026-11-01")) },
            Samples.lot("P-1", 1) { ($0.lot, $0.receivedOn) = ("old", day("2026-01-01")) },
        ]
        let plan = try desk.receive(Samples.order(lines: [Samples.line("1", "P-1", 4)])).allocationPlan
        #expect(plan?.reservations.map(\.lot) == ["old", "new", "a", "b"])
    }

    @Test("K03: the preferred warehouse that has the whole line; else one after the other, unnamed ones last")
    func warehouses() throws {
        let desk = try TestDesk()
        desk.facts.lots = [
            Samples.lot("P-1", 9, in: "east"), Samples.lot("P-1", 3, in: "main"), Samples.lot("P-1", 6, in: "north"),
        ]
        let whole = try desk.receive(Samples.order()).allocationPlan
        #expect(whole?.reservations.map(\.warehouse) == ["north"])
        let spread = try desk.receive(Samples.order("PO-2", lines: [Samples.line("1", "P-1", 12)]))
        #expect(spread.allocationPlan?.reservations.map(\.warehouse) == ["main", "north", "east"])
        #expect(spread.allocationPlan?.reservations.map(\.quantity) == [3, 1, 8])
        #expect(spread.instructions.map(\.warehouse) == ["main", "north", "east"])
    }

    @Test("K02: of packs only whole ones are taken from stock")
    func wholePacks() throws {
        let desk = try shortDesk(.part, stock: 30)
        desk.facts.prices.append(Samples.price("P-1", 110) { $0.unit = "CT" })
        let line = Samples.line("1", "P-1", 4) { ($0.unit, $0.unitPrice) = ("CT", 110) }
        let decision = try approve(try desk.receive(Samples.order(lines: [line])), desk)
        #expect(decision.allocationPlan?.reservations.map(\.quantity) == [24])
        #expect(decision.confirmation?.lines.first?.confirmedQuantity == 2)
        #expect(decision.confirmation?.lines.first?.backorderedQuantity == 2)
    }

    @Test("K06: the allocation plan says which warehouse gives which quantity of which lot")
    func plan() throws {
        let desk = try TestDesk()
        let decision = try desk.receive(Samples.order())
        #expect(
            decision.allocationPlan?.reservations == [
                Reservation(lineID: "1", product: "P-1", warehouse: "main", lot: "", quantity: 5)
            ])
        #expect(decision.names(to: "desk/warehouse").first?.hasPrefix("allocation-plan-\(decision.number)-") == true)
    }

    @Test("K10: a shortage goes to purchasing as a replenishment request, and to customer service")
    func shortage() throws {
        let desk = try shortDesk(.part)
        let order = Samples.order { $0.requestedDeliveryDate = day("2026-12-24") }
        let decision = try approve(try desk.receive(order), desk)
        let expected = ReplenishmentRequest.Line(
            product: "P-1", name: "Widget P-1", quantity: 2, unit: "EA", neededBy: day("2026-12-24"))
        #expect(decision.replenishment?.lines == [expected])
        #expect(decision.notice(.shortage, to: "customer-service") != nil)
    }

    @Test("K13: with a standing agreement to part shipments, what is there leaves and the rest is confirmed for later")
    func part() throws {
        let desk = try shortDesk(.part)
        let decision = try approve(try desk.receive(Samples.order()), desk)
        let line = try #require(decision.confirmation?.lines.first)
        #expect(decision.confirmation?.decision == .acceptedWithChange)
        #expect(line.confirmedQuantity == 3 && line.backorderedQuantity == 2 && line.status == .changed)
        #expect(line.promisedDate == day("2026-11-24"))
        #expect(line.note?.contains("2026-12-07") == true)
        #expect(decision.instructions.first?.pickLines.map(\.quantity) == [3])
        try desk.dispatch("\(decision.number)-S1")
        try desk.deliver("\(decision.number)-S1")
        #expect(try desk.order(decision.number).status == .backordered)
        let arrived = try desk.stockArrives([Samples.lot("P-1", 50)])
        #expect(arrived.flatMap(\.instructions).map(\.shipment) == ["\(decision.number)-S2"])
        #expect(arrived.flatMap(\.instructions).flatMap(\.pickLines).map(\.quantity) == [2])
        #expect(desk.facts.shortages.isEmpty)
    }

    @Test("K13: with a standing agreement to wait, nothing leaves until all is there, and it leaves together")
    func wait() throws {
        let desk = try shortDesk(.wait)
        let lines = [Samples.line("1", "P-1", 5), Samples.line("2", "P-2", 1)]
        desk.facts.products.append(Samples.product("P-2"))
        desk.facts.prices.append(Samples.price("P-2"))
        desk.facts.lots.append(Samples.lot("P-2", 9))
        let decision = try approve(try desk.receive(Samples.order(lines: lines)), desk)
        #expect(decision.instructions.isEmpty)
        #expect(decision.confirmation?.lines.map(\.promisedDate) == [day("2026-12-07"), day("2026-12-07")])
        #expect(try desk.order(decision.number).status == .backordered)
        #expect(try desk.stockArrives([Samples.lot("P-1", 4)]).flatMap(\.instructions).isEmpty)
        let arrived = try desk.stockArrives([Samples.lot("P-1", 5)]).flatMap(\.instructions)
        #expect(arrived.flatMap(\.pickLines).map(\.quantity).sorted() == [1, 5])
    }

    @Test("K13: without an agreement the customer is asked first, and nothing is confirmed before the answer")
    func ask() throws {
        let desk = try shortDesk(.ask)
        let asked = try approve(try desk.receive(Samples.order()), desk)
        #expect(asked.confirmation == nil && asked.instructions.isEmpty)
        #expect(asked.query?.possibleAnswers == [.shipPart, .wait, .cancel])
        #expect(asked.query?.questions.first?.text.contains("of 5 EA of P-1 Widget P-1 we have 3 in stock") == true)
        #expect(try desk.order(asked.number).status == .clarifying)
        let part = try desk.answer(.shipPart, to: asked.number)
        #expect(part.confirmation?.decision == .acceptedWithChange)
        #expect(part.instructions.first?.pickLines.map(\.quantity) == [3])
    }

    @Test("K13: the customer cancels because of the shortage: what was locked is free again")
    func cancelled() throws {
        let desk = try shortDesk(.ask)
        let number = try approve(try desk.receive(Samples.order()), desk).number
        let decision = try desk.answer(.cancel, to: number)
        #expect(decision.confirmation?.decision == .rejected)
        #expect(desk.facts.reservations.isEmpty)
    }

    @Test("K13: customer service passes on by telephone that the customer agrees to a part shipment")
    func consentByTelephone() throws {
        let desk = try shortDesk(.ask)
        let number = try approve(try desk.receive(Samples.order()), desk).number
        let decision = try desk.decision(.approve, on: number, as: "customer-service", reason: "they agree")
        #expect(decision.confirmation != nil && decision.instructions.count == 1)
        #expect(try desk.order(number).consent == .part)
    }

    @Test("K13: the goods come in while the customer is still asked: the question is settled and all is confirmed")
    func arrivesWhileAsked() throws {
        let desk = try shortDesk(.ask)
        let number = try approve(try desk.receive(Samples.order()), desk).number
        let decision = try #require(try desk.stockArrives([Samples.lot("P-1", 30)]).first)
        #expect(decision.confirmation?.decision == .accepted)
        #expect(decision.instructions.flatMap(\.pickLines).map(\.quantity) == [5], "one pick for one lot")
        #expect(try desk.order(number).openQuestions.isEmpty)
        #expect(try desk.answer(.wait, to: number).codes == [.answerNotAsked])
    }

    @Test("K13: a corrected order while the shortage is asked about goes to a person: goods are locked already")
    func correctedTooLate() throws {
        let desk = try shortDesk(.ask)
        try approve(try desk.receive(Samples.order()), desk)
        #expect(try desk.receive(Samples.order(lines: [Samples.line("1", "P-1", 3)])).entry?.outcome == .referred)
    }

    @Test("A10, A11, K02: what comes in goes to waiting orders by priority, then first come, first served")
    func sequence() throws {
        let desk = try shortDesk(.part, stock: 0)
        desk.facts.lots = []
        var numbers: [String] = []
        for (reference, urgency) in [("A", OrderUrgency.normal), ("B", .normal), ("C", .urgent)] {
            let decision = try desk.receive(Samples.order(reference) { $0.urgency = urgency })
            numbers.append(try approve(decision, desk).number)
        }
        try desk.stockArrives([Samples.lot("P-1", 8)])
        #expect(try numbers.map { try desk.order($0).lines[0].reserved } == [3, 0, 5])
    }

    @Test("stock that comes in for an order that lacks nothing, or for nobody, changes nothing")
    func nothingLacks() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order()).number
        #expect(try desk.decide(.stockArrived(orderNumber: number, intake: "x")) == Decision())
        #expect(try desk.decide(.stockArrived(orderNumber: "nobody", intake: "x")) == Decision())
    }
}
