// Many orders, shuffled by a seed: whatever happens in whatever order, the promises hold after every decision.
// The promises themselves are checked by TestDesk after each decision.

import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules
import SeededNumbers
import TestKit
import Testing

struct LifeTests {
    @Test(
        "reserved never exceeds stock, no name is used twice, no order is lost",
        arguments: 1...20 as ClosedRange<UInt64>)
    func anything(_ seed: UInt64) throws {
        var dice = SeededRandom(seed: seed)
        let desk = try TestDesk(rules: [
            TestRule("large", when: "order.total > decimal('150')") { $0.approve = [["sales"], ["finance"]] },
            TestRule("evidence", when: "order.channel == 'edi' && order.total > decimal('180')") {
                $0.askCustomer = "Please attach your e-mail."
            },
        ])
        desk.facts.products = ["P-1", "P-2", "P-3"].map { Samples.product($0) }
        desk.facts.prices = ["P-1", "P-2", "P-3"].map { Samples.price($0) }
        for step in 1...60 {
            desk.now = desk.now.adding(seconds: Int64(dice.roll(4000)))
            desk.facts.customers = [
                Samples.customer { $0.shortageConsent = ShortageConsent.allCases[dice.roll(3)] }
            ]
            try act(step, desk, &dice)
        }
        let references = desk.facts.numbers.compactMap { try? desk.order($0).registration.order.customerReference }
        #expect(Set(references).count == references.count, "one order for each reference")
        for shipment in try desk.facts.numbers.flatMap({ try desk.order($0).shipments }) {
            let notices = desk.documents.filter { $0.stem == "shipping-notice-\(shipment.instruction.shipment)" }
            #expect(notices.count == (shipment.isNoticeIssued ? 1 : 0))
        }
    }

    /// One thing that may happen to a desk.
    private func act(_ step: Int, _ desk: TestDesk, _ dice: inout SeededRandom) throws {
        let numbers = desk.facts.numbers
        guard !numbers.isEmpty, dice.roll(4) > 0 else { return try order(desk, &dice) }
        let record = try desk.order(numbers[dice.roll(numbers.count)])
        let shipment = record.shipments.isEmpty ? nil : record.shipments[dice.roll(record.shipments.count)]
        let name = shipment?.instruction.shipment ?? "none"
        switch dice.roll(12) {
        case 0:
            try desk.stockArrives([Samples.lot("P-\(dice.roll(3) + 1)", 40 + dice.roll(30)) { $0.lot = "L\(step)" }])
        case 1...3:
            let role = record.askedRoles.first ?? "customer-service"
            let verdict: ReviewDecision.Verdict = dice.roll(8) == 0 ? .reject : dice.roll(8) == 0 ? .ask : .approve
            try desk.decision(verdict, on: record.number, as: role, reason: "so be it")
        case 4: try desk.answer(CustomerAnswer.Answer.allCases[dice.roll(4)], to: record.number)
        case 5 where shipment != nil: try desk.dispatch(name) { if dice.roll(4) == 0 { $0.lines = [] } }
        case 6 where shipment != nil: try desk.track(name, "T-\(step)")
        case 7 where shipment != nil: try desk.deliver(name)
        case 8:
            if let timer = desk.timers.last { try desk.decide(.timer(timer.timer)) }
        case 9, 10: try change(record, desk, &dice)
        case 11:
            let line = ReceiptAdvice.Line(lineID: "\(dice.roll(3) + 1)", received: ExactDecimal(dice.roll(12)))
            let advice = ReceiptAdvice(order: record.number, lines: dice.roll(2) == 0 ? [] : [line])
            try desk.take(.receiptAdvice(advice), from: .partner(id: "acme", channel: .edi))
        default: try desk.decide(.repeatedOrder(number: record.number, intake: "again"))
        }
    }

    /// The customer wants something else, or somebody decides about what they wanted.
    private func change(_ record: OrderRecord, _ desk: TestDesk, _ dice: inout SeededRandom) throws {
        if let open = record.openChange, dice.roll(4) > 0 {
            let verdict: ReviewDecision.Verdict = dice.roll(3) == 0 ? .reject : .approve
            try desk.decision(
                verdict, on: record.number, as: "customer-service", reason: "so be it", change: open.number)
            return
        }
        var request = PurchaseOrder(customerReference: record.order.customerReference)
        request.purpose = dice.roll(5) == 0 ? .cancellation : .change
        var line = OrderLine(id: "\(1 + dice.roll(4))", quantity: ExactDecimal(dice.roll(12)))
        if dice.roll(4) == 0 { line.sellerCode = "P-\(1 + dice.roll(3))" }
        request.lines = [line]
        try desk.receive(request)
    }

    private func order(_ desk: TestDesk, _ dice: inout SeededRandom) throws {
        let lines = (1...(1 + dice.roll(3))).map { id in
            Samples.line("\(id)", "P-\(dice.roll(4) + 1)", 1 + dice.roll(12)) { line in
                if dice.roll(3) == 0 { line.unit = "CT" }
            }
        }
        try desk.receive(
            Samples.order("PO-\(dice.roll(25))", lines: lines) {
                $0.urgency = dice.roll(4) == 0 ? .urgent : .normal
            })
    }

    @Test("an order of thousands of lines is one order like any other")
    func manyLines() throws {
        let desk = try TestDesk()
        desk.facts.lots = [Samples.lot("P-1", 6000) { $0.lot = "A" }, Samples.lot("P-1", 6000) { $0.lot = "B" }]
        let lines = (1...2000).map { Samples.line("\($0)") }
        let decision = try desk.receive(Samples.order(lines: lines))
        #expect(decision.confirmation?.lines.count == 2000)
        var picked: ExactDecimal = 0
        for pick in decision.instructions.flatMap(\.pickLines) { picked = try picked + pick.quantity }
        #expect(picked == 10000)
    }

    @Test("the same inputs give the same journals and documents")
    func deterministic() throws {
        func run() throws -> [OutgoingDocument] {
            let desk = try TestDesk()
            let number = try desk.receive(Samples.order()).number
            try desk.dispatch("\(number)-S1")
            try desk.deliver("\(number)-S1")
            return desk.documents
        }
        #expect(try run() == run())
    }
}
