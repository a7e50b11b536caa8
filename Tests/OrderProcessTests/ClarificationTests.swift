// Clarification: questions go to the customer, answers come back from them or through customer service.

import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

struct ClarificationTests {
    /// A telephone order whose record the customer has not confirmed yet.
    private func verbalOrder(recordedBy: String? = "Mei") -> PurchaseOrder {
        Samples.order { $0.verbalRecord = VerbalRecord(recordedBy: recordedBy) }
    }

    @Test("B07, B08, B18: a verbal order waits until the customer has confirmed its record, and then goes on")
    func verbal() throws {
        let desk = try TestDesk()
        let asked = try desk.receive(verbalOrder(), by: .phone)
        #expect(asked.codes.contains(.recordUnconfirmed))
        #expect(asked.query?.possibleAnswers == [.confirmRecord, .cancel])
        let confirmed = try desk.answer(.confirmRecord, to: asked.number)
        #expect(confirmed.entry?.outcome == .accepted)
        #expect(confirmed.confirmation?.decision == .accepted)
        #expect(try desk.order(asked.number).order.verbalRecord?.confirmedByCustomer == "Ann Buyer")
        // The order as it was told is still the same order.
        #expect(try desk.receive(verbalOrder(), by: .phone).entry?.outcome == .repeated)
    }

    @Test("B08: a verbal order that both sides have confirmed goes through; one without a record form is asked about")
    func bothSides() throws {
        let desk = try TestDesk()
        let both = Samples.order { $0.verbalRecord = VerbalRecord(recordedBy: "Mei", confirmedByCustomer: "Ann") }
        #expect(try desk.receive(both, by: .phone).confirmation != nil)
        #expect(try desk.receive(Samples.order("PO-2"), by: .phone).codes.contains(.recordUnconfirmed))
    }

    @Test("B07: a record that does not say who wrote it down is a matter for customer service, not for the customer")
    func unwritten() throws {
        let desk = try TestDesk()
        let order = Samples.order { $0.verbalRecord = VerbalRecord(confirmedByCustomer: "Ann Buyer") }
        let decision = try desk.receive(order, by: .phone)
        #expect(decision.query == nil)
        #expect(try desk.order(decision.number).status == .clarifying)
        let settled = try desk.decision(.approve, on: decision.number, as: "customer-service", reason: "Mei wrote it")
        #expect(settled.confirmation != nil)
    }

    @Test("an answer may name the order by the customer's own number")
    func byReference() throws {
        let desk = try TestDesk()
        try desk.receive(verbalOrder(), by: .phone)
        #expect(try desk.answer(.confirmRecord, to: "PO-1").entry?.outcome == .accepted)
    }

    @Test("B14: nobody can answer for somebody else's order")
    func foreignAnswer() throws {
        let desk = try TestDesk()
        let number = try desk.receive(verbalOrder(), by: .phone).number
        #expect(try desk.answer(.confirmRecord, to: number, from: "globex").codes == [.orderUnknown])
        #expect(try desk.order(number).status == .clarifying)
    }

    @Test("the customer withdraws an order instead of answering")
    func withdrawn() throws {
        let desk = try TestDesk()
        let number = try desk.receive(verbalOrder(), by: .phone).number
        let decision = try desk.answer(.cancel, to: number)
        #expect(try desk.order(number).status == .cancelled)
        #expect(decision.confirmation?.decision == .rejected)
        #expect(decision.noticeKinds(to: "customer-service") == [.orderRejected])
    }

    @Test("an answer to which there was no question is refused; a wish to cancel is told to a person")
    func unasked() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order()).number
        let part = try desk.answer(.shipPart, to: number)
        #expect(part.entry?.outcome == .refused && part.codes == [.answerNotAsked])
        let cancel = try desk.answer(.cancel, to: number)
        #expect(cancel.entry?.outcome == .referred)
        #expect(cancel.noticeKinds(to: "customer-service") == [.conflict])
        #expect(try desk.order(number).status == .dispatching)
        try desk.answer(.cancel, to: number)
    }

    @Test("B13, D07: customer service settles doubts by telephone, with person and reason, and the order goes on")
    func byTelephone() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order { $0.statedTotal = 49 }).number
        let nameless = try desk.decision(.approve, on: number, as: "customer-service", person: " ", reason: "fine")
        #expect(nameless.codes == [.decisionIncomplete])
        let groundless = try desk.decision(.approve, on: number, as: "customer-service")
        #expect(groundless.codes == [.decisionIncomplete])
        let settled = try desk.decision(.approve, on: number, as: "customer-service", reason: "the lines are right")
        #expect(settled.entry?.outcome == .accepted)
        #expect(settled.confirmation?.total == 50)
        #expect(desk.events(number).contains(.clarified(person: "Kim", note: "the lines are right")))
    }

    @Test("B13: what needs a corrected order is not settled by word; it is asked again")
    func notByWord() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order(lines: [Samples.line("1", "P-9")])).number
        let decision = try desk.decision(.approve, on: number, as: "customer-service", reason: "they mean the blue one")
        #expect(decision.names(to: "acme") == ["query-\(number)-2"])
        #expect(decision.entry?.summary?.contains("product-unknown") == true)
        // Once the product is in the catalogue, the same word is enough.
        desk.facts.products.append(Samples.product("P-9"))
        desk.facts.prices.append(Samples.price("P-9"))
        desk.facts.lots.append(Samples.lot("P-9", 10))
        let again = try desk.decision(.approve, on: number, as: "customer-service", reason: "it is in the catalogue")
        #expect(again.confirmation?.decision == .accepted)
    }

    @Test("D12: customer service puts another question, or turns the order down")
    func furtherQuestion() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order { $0.statedTotal = 49 }).number
        let asked = try desk.decision(.ask, on: number, as: "customer-service", reason: "Do you want samples too?")
        #expect(asked.query?.questions.map(\.code) == ["total-differs", "asked-by-customer-service"])
        let rejected = try desk.decision(.reject, on: number, as: "customer-service", reason: "they have no money")
        #expect(rejected.confirmation?.decision == .rejected)
        #expect(try desk.order(number).status == .rejected)
    }

    @Test(
        "C16: an electronic order without the customer's e-mail is asked about by the rule, and settled by it or by word"
    )
    func emailEvidence() throws {
        let rule = TestRule("email", when: "order.channel == 'edi' && !order.hasEmailEvidence") {
            $0.askCustomer = "Please attach your e-mail."
        }
        let desk = try TestDesk(rules: [rule])
        let asked = try desk.receive(Samples.order())
        #expect(asked.entry?.outcome == .questioned)
        #expect(asked.query?.questions == [Question(code: "email", text: "Please attach your e-mail.")])
        let complete = Samples.order { $0.evidence = [Evidence(kind: .email, name: "order.eml")] }
        #expect(try desk.receive(complete).confirmation != nil)
        let second = try desk.receive(Samples.order("PO-2"))
        let settled = try desk.decision(
            .approve, on: second.number, as: "customer-service", reason: "I have the e-mail")
        #expect(settled.confirmation != nil)
    }
}
