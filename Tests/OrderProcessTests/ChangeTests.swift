// Changes and cancellations: what is asked for stands in the register, a person decides, the customer is answered.

import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

struct ChangeTests {
    /// An order that sales has to look at, so that it is still in review.
    private func deskInReview() throws -> (TestDesk, number: String) {
        let desk = try TestDesk(rules: [TestRule("look", when: "true") { $0.approve = [["sales"]] }])
        let number = try desk.receive(Samples.order(lines: [Samples.line("1"), Samples.line("2", "P-1", 3)])).number
        return (desk, number)
    }

    private func change(
        _ lines: [OrderLine] = [], purpose: OrderPurpose = .change, _ more: (inout PurchaseOrder) -> Void = { _ in }
    ) -> PurchaseOrder {
        var order = PurchaseOrder(customerReference: "PO-1")
        order.purpose = purpose
        order.lines = lines
        more(&order)
        return order
    }

    private func line(_ id: String, _ change: LineChange? = nil, _ more: (inout OrderLine) -> Void = { _ in })
        -> OrderLine
    {
        var line = OrderLine(id: id)
        line.change = change
        more(&line)
        return line
    }

    // MARK: - The request

    @Test("J05: service content, term, fee and customer data: each difference is shown from what to what")
    func differences() throws {
        let (desk, _) = try deskInReview()
        let request = change([
            line("1") { ($0.quantity, $0.unitPrice) = (8, exact("9.5")) },
            line("2", .delete),
            line("3", .add) { ($0.sellerCode, $0.quantity, $0.unit) = ("P-1", 4, "EA") },
        ]) { order in
            order.requestedDeliveryDate = day("2026-12-24")
            order.paymentTerms = "60 days net"
            order.contact = Contact(name: "Bob Buyer", phone: "+86 10 5550 101")
            order.deliverTo.street = "2 Other Road"
            order.deliverTo.city = "Sampleton"
        }
        let decision = try desk.receive(request)
        let task = try #require(decision.tasks.first)
        let differences = try #require(task.change?.differences)
        #expect(task.role == "customer-service")
        #expect(
            differences.map(\.words) == [
                "delivery date: — → 2026-12-24 (term)",
                "payment terms: — → 60 days net (fee)",
                "contact: Ann Buyer, +86 10 5550 100, ann@acme.example → Bob Buyer, +86 10 5550 101 (customer-data)",
                "delivery address: Acme Works, 1 Example Road, 10000 Sampleton, CN → 2 Other Road, Sampleton (customer-data)",
                "line 1, quantity: 5 → 8 (content)",
                "line 1, price: 10 → 9.5 (fee)",
                "line 2 deleted: P-1: 3 EA at 10",
                "line 3 added: P-1: 4 EA",
            ])
        #expect(Set(differences.map(\.subject)) == Set(ChangeSubject.allCases))
    }

    @Test("J06: the register holds the request with its number, reason and expected impact, and nothing has changed")
    func register() throws {
        let (desk, number) = try deskInReview()
        let request = change([line("1") { $0.quantity = 8 }]) { order in
            (order.changeNumber, order.changeReason, order.expectedImpact) = ("C-7", "more guests", "two days later")
        }
        let decision = try desk.receive(request)
        #expect(decision.entry?.outcome == .referred)
        #expect(decision.codes == [.changeNeedsPerson])
        #expect(decision.documents.map(\.stem).contains("review-task-\(number)-customer-service-change-1"))
        let shown = try #require(decision.tasks.first?.change)
        #expect([shown.number, shown.reason, shown.expectedImpact] == ["C-7", "more guests", "two days later"])
        let order = try desk.order(number)
        #expect(order.changeRequests.map(\.number) == ["C-7"])
        #expect(order.changeRequests.first?.request == request)
        #expect(order.order.lines.first?.quantity == 5)
        #expect(order.status == .changeRequested)
        #expect(order.progress == "change C-7 waits for a decision")
    }

    @Test("J06: while a change waits, the order is not confirmed, locked or sent, though its review passes")
    func held() throws {
        let (desk, number) = try deskInReview()
        try desk.receive(change([line("1") { $0.quantity = 8 }]))
        try desk.decision(.approve, on: number, as: "sales")
        #expect(try desk.order(number).confirmation == nil)
        #expect(desk.facts.reservations[number] == nil)
        let refused = try desk.decision(.reject, on: number, as: "customer-service", reason: "no more", change: "1")
        #expect(refused.confirmations.map(\.decision) == [.rejected, .accepted], "the order goes on as it was")
        #expect(try desk.order(number).lines.first?.line.quantity == 5)
        #expect(try desk.order(number).status == .dispatching)
    }

    // MARK: - The decision

    @Test("J05, J06: a change that is granted is checked, reviewed and confirmed anew, and the answer names the change")
    func granted() throws {
        let (desk, number) = try deskInReview()
        try desk.receive(change([line("1") { $0.quantity = 8 }]) { $0.changeNumber = "C-7" })
        let granted = try desk.decision(.approve, on: number, as: "customer-service", change: "C-7")
        #expect(granted.entry?.outcome == .accepted)
        #expect(granted.tasks.map(\.role) == ["sales"], "what sales said to the other content does not count")
        #expect(granted.noticeKinds(to: "sales") == [.orderChanged])
        let confirmed = try desk.decision(.approve, on: number, as: "sales")
        let answer = try #require(confirmed.confirmation)
        #expect(answer.changeNumber == "C-7")
        #expect(answer.lines.map(\.orderedQuantity) == [8, 3])
        #expect(confirmed.names(to: "acme") == ["confirmation-\(number)-change-1"])
        // The changed order as a new one, and the change itself again, are nothing new.
        let again = Samples.order(lines: [Samples.line("1", "P-1", 8), Samples.line("2", "P-1", 3)])
        #expect(try desk.receive(again).entry?.outcome == .repeated)
        let twice = try desk.receive(change([line("1") { $0.quantity = 8 }]) { $0.changeNumber = "C-7" })
        #expect(twice.entry?.outcome == .repeated && twice.codes == [.orderRepeated])
    }

    @Test("J06: a change that is refused is answered with the reason, again when it comes again")
    func refused() throws {
        let (desk, number) = try deskInReview()
        let request = change([line("1") { $0.quantity = 800 }])
        try desk.receive(request)
        let refused = try desk.decision(.reject, on: number, as: "customer-service", reason: "too many.", change: "1")
        let answer = try #require(refused.confirmation)
        #expect(answer.decision == .rejected && answer.changeNumber == "1")
        #expect(answer.reason == "We cannot make change 1: too many. The order stands as it was.")
        #expect(try desk.order(number).status == .inReview)
        let again = try desk.receive(request)
        #expect(again.entry?.outcome == .repeated)
        #expect(again.confirmation?.reason == answer.reason)
    }

    @Test("J06: goods that were locked for the order before a change are free for others")
    func freed() throws {
        let desk = try TestDesk()
        desk.facts.lots = [Samples.lot("P-1", 3)]
        desk.facts.customers = [Samples.customer { $0.shortageConsent = .ask }]
        let first = try desk.receive(Samples.order())
        try desk.decision(.approve, on: first.number, as: "order-management")
        #expect(try desk.order(first.number).isConsentOpen)
        try desk.receive(change([line("1") { $0.quantity = 2 }]))
        try desk.decision(.approve, on: first.number, as: "customer-service", change: "1")
        #expect(desk.facts.shortages[first.number] == nil)
        let order = try desk.order(first.number)
        #expect(order.confirmation?.lines.map(\.confirmedQuantity) == [2])
        #expect(desk.facts.reservations[first.number]?.map(\.quantity) == [2])
    }

    @Test("J11: a cancellation that is granted ends the order as cancelled, frees its goods and is answered")
    func cancelled() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order()).number
        #expect(try desk.order(number).status == .dispatching)
        let asked = try desk.receive(change(purpose: .cancellation) { $0.changeReason = "the site is closed" })
        #expect(asked.tasks.first?.change?.isCancellation == true)
        #expect(asked.noticeKinds(to: "warehouse") == [.changeRequested])
        let ended = try desk.decision(.approve, on: number, as: "customer-service", change: "1")
        let order = try desk.order(number)
        #expect(order.status == .cancelled && order.status.phase == .cancelled)
        #expect(order.cancellation?.reason == "the site is closed")
        #expect(desk.facts.reservations[number] == nil)
        #expect(ended.confirmation?.decision == .rejected && ended.confirmation?.changeNumber == nil)
        #expect(ended.names(to: "acme") == ["confirmation-\(number)-change-1"])
        #expect(ended.noticeKinds(to: "warehouse") == [.shipmentStopped])
        #expect(ended.notices.map(\.type) == [.shipmentCancelled])
        #expect(try desk.dispatch("\(number)-S1").codes == [.reportDiffers], "nothing of it may leave any more")
    }

    @Test("J06, J11: what was held for a request is not locked or confirmed when the request is granted")
    func grantedAfterReview() throws {
        for purpose in [OrderPurpose.change, .cancellation] {
            let (desk, number) = try deskInReview()
            try desk.receive(change([line("1") { $0.quantity = 8 }], purpose: purpose))
            try desk.decision(.approve, on: number, as: "sales")
            let granted = try desk.decision(.approve, on: number, as: "customer-service", change: "1")
            #expect(granted.confirmations.filter { $0.decision != .rejected }.isEmpty)
            #expect(desk.facts.reservations[number] == nil)
            #expect(try desk.order(number).status == (purpose == .change ? .inReview : .cancelled))
        }
    }

    @Test("J11: a cancellation in review ends it before anything was locked")
    func cancelledInReview() throws {
        let (desk, number) = try deskInReview()
        try desk.receive(change(purpose: .cancellation))
        let ended = try desk.decision(.approve, on: number, as: "customer-service", change: "1")
        #expect(ended.confirmation?.reason?.contains("cancelled") == true)
        #expect(try desk.order(number).status == .cancelled)
        #expect(try desk.decision(.approve, on: number, as: "sales").codes == [.roleNotAsked])
    }

    // MARK: - What cannot be granted

    @Test(
        "J06: once goods are made ready nothing is changed, once they have left nothing is cancelled; the answer says so"
    )
    func tooLate() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order()).number
        let task = try desk.receive(change([line("1") { $0.quantity = 8 }])).tasks.first
        #expect(task?.change?.obstacles == ["shipment \(number)-S1 is being made ready in the warehouse"])
        #expect(
            try desk.decision(.approve, on: number, as: "customer-service", change: "1").codes == [.changeNotPossible])
        try desk.decision(.reject, on: number, as: "customer-service", reason: "it is packed", change: "1")
        try desk.dispatch("\(number)-S1")
        try desk.receive(change(purpose: .cancellation))
        let late = try desk.decision(.approve, on: number, as: "customer-service", change: "2")
        #expect(late.code(.changeNotPossible)?.message.contains("has left") == true)
        #expect(try desk.order(number).status == .inTransit)
        let refused = try desk.decision(.reject, on: number, as: "customer-service", reason: "it left", change: "2")
        #expect(refused.confirmation?.changeNumber == "2")
        try desk.deliver("\(number)-S1")
        let closed = try desk.receive(change([line("1") { $0.quantity = 9 }]))
        #expect(closed.codes == [.changeNotPossible] && closed.entry?.outcome == .referred)
        #expect(closed.noticeKinds(to: "customer-service") == [.conflict])
    }

    @Test("J05: a line that is not there cannot be changed, one that is there cannot be added: the task says it")
    func impossible() throws {
        let (desk, number) = try deskInReview()
        let task = try desk.receive(change([line("9", .change) { $0.quantity = 1 }, line("1", .add)])).tasks.first
        #expect(task?.change?.differences.map(\.kind) == [.impossible, .impossible])
        #expect(task?.change?.obstacles.count == 2)
        #expect(
            try desk.decision(.approve, on: number, as: "customer-service", change: "1").codes == [.changeNotPossible])
    }

    @Test(
        "J06: a change with parts that could not be read is not taken; the customer hears it, and a person gets in touch"
    )
    func unreadable() throws {
        let (desk, number) = try deskInReview()
        let finding = Finding(.error, .valueNotANumber, "quantity is not a number")
        let decision = try desk.receive(change([line("1")]), findings: [finding])
        #expect(decision.codes == [.valueNotANumber, .changeNotPossible])
        #expect(try desk.order(number).changeRequests.isEmpty)
        #expect(decision.noticeKinds(to: "customer-service") == [.conflict])
    }

    @Test(
        "J06: only customer service decides about a change, by its number, once, with a name and for a refusal a reason"
    )
    func decisions() throws {
        let (desk, number) = try deskInReview()
        try desk.receive(change([line("1") { $0.quantity = 8 }]))
        #expect(try desk.decision(.approve, on: number, as: "sales", change: "1").codes == [.roleNotAsked])
        #expect(try desk.decision(.approve, on: number, as: "customer-service").codes == [.roleNotAsked])
        #expect(try desk.decision(.approve, on: number, as: "customer-service", change: "2").codes == [.roleNotAsked])
        let nameless = try desk.decision(.approve, on: number, as: "customer-service", person: " ", change: "1")
        #expect(nameless.codes == [.decisionIncomplete])
        #expect(
            try desk.decision(.reject, on: number, as: "customer-service", change: "1").codes == [.decisionIncomplete])
        let asking = try desk.decision(.ask, on: number, as: "customer-service", reason: "why?", change: "1")
        #expect(asking.codes == [.decisionIncomplete])
        try desk.decision(.approve, on: number, as: "customer-service", change: "1")
        let twice = try desk.decision(.reject, on: number, as: "customer-service", reason: "no", change: "1")
        #expect(twice.codes == [.decisionAlreadyGiven])
    }

    @Test("J05: of several changes the oldest is decided first, and the next is worked out against what came of it")
    func severalChanges() throws {
        let (desk, number) = try deskInReview()
        try desk.receive(change([line("1") { $0.quantity = 8 }]) { $0.changeNumber = "A" })
        let second = try desk.receive(change([line("1") { $0.quantity = 9 }]) { $0.changeNumber = "A" })
        #expect(second.tasks.isEmpty)
        #expect(try desk.order(number).changeRequests.map(\.number) == ["A", "2"])
        #expect(try desk.decision(.approve, on: number, as: "customer-service", change: "2").codes == [.roleNotAsked])
        let first = try desk.decision(.approve, on: number, as: "customer-service", change: "A")
        let next = try #require(first.tasks.first { $0.change != nil }?.change)
        #expect(next.differences.map(\.words) == ["line 1, quantity: 8 → 9 (content)"])
        try desk.decision(.approve, on: number, as: "customer-service", change: "2")
        let confirmed = try desk.decision(.approve, on: number, as: "sales")
        #expect(confirmed.confirmation?.changeNumber == "2")
        #expect(confirmed.confirmation?.lines.first?.orderedQuantity == 9)
    }

    // MARK: - What a change makes of an order

    @Test("J05: another product in a line brings its own name and specification; old amounts and totals count no more")
    func otherProduct() throws {
        let desk = try TestDesk(rules: [TestRule("look", when: "true") { $0.approve = [["sales"]] }])
        desk.facts.products.append(Samples.product("P-2") { $0.specification = "red" })
        desk.facts.prices.append(Samples.price("P-2", 12))
        let lines = [Samples.line { ($0.name, $0.specification, $0.lineAmount) = ("Widget", "blue, 10 mm", 50) }]
        let number = try desk.receive(Samples.order(lines: lines) { $0.statedTotal = 50 }).number
        try desk.receive(change([line("1") { ($0.sellerCode, $0.unitPrice) = ("P-2", 12) }]))
        try desk.decision(.approve, on: number, as: "customer-service", change: "1")
        let order = try desk.order(number)
        #expect(order.order.lines.map(\.name) == [nil])
        #expect(order.order.lines.map(\.lineAmount) == [nil])
        #expect(order.order.statedTotal == nil)
        #expect(order.validation?.lines.map(\.product) == ["P-2"])
        #expect(order.validation?.total == 60)
        #expect(order.status == .inReview, "nothing of it has to be asked")
    }

    @Test("J05: a quantity of 0 deletes a line; lines that the change does not mention stay")
    func quantityZero() throws {
        let (desk, number) = try deskInReview()
        try desk.receive(change([line("2") { $0.quantity = 0 }]))
        try desk.decision(.approve, on: number, as: "customer-service", change: "1")
        #expect(try desk.order(number).order.lines.map(\.id) == ["1"])
    }

    @Test("J06: rules can ask whether and why an order was changed")
    func rules() throws {
        let desk = try TestDesk(rules: [
            TestRule("look", when: "true") { $0.approve = [["sales"]] },
            TestRule("changed", when: "order.isChanged && order.changeReason == 'more guests'") {
                $0.approve = [["finance"]]
            },
        ])
        let number = try desk.receive(Samples.order()).number
        try desk.receive(change([line("1") { $0.quantity = 8 }]) { $0.changeReason = "more guests" })
        try desk.decision(.approve, on: number, as: "customer-service", change: "1")
        let plan = try #require(try desk.order(number).plan)
        #expect(Set(plan.steps.flatMap(\.roles)) == ["sales", "finance"])
    }

    @Test("J06: another reason or another wish is another change; the same one in another layout is the same")
    func fingerprint() throws {
        let (desk, _) = try deskInReview()
        let first = change([line("1") { $0.quantity = 8 }]) { $0.changeReason = "a" }
        #expect(try desk.receive(first).entry?.outcome == .referred)
        var moved = first
        moved.lines[0].place = Place(line: 9)
        #expect(try desk.receive(moved).entry?.outcome == .repeated)
        var other = first
        other.lines[0].change = .delete
        #expect(try desk.receive(other).entry?.outcome == .referred)
        other.changeReason = "b"
        #expect(try desk.receive(other).entry?.outcome == .referred)
        other.expectedImpact = "c"
        #expect(try desk.receive(other).entry?.outcome == .referred)
        other.purpose = .cancellation
        #expect(try desk.receive(other).entry?.outcome == .referred)
    }
}
