// Review: rules ask, people decide, and only then does an order go on.

import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

struct ReviewTests {
    private let chain = TestRule("chain", when: "order.total > decimal('40')") {
        $0.approve = [["sales"], ["finance", "warehouse"], ["order-management"]]
        $0.within = Deadline(2, .workingDays)
    }

    @Test("G16: a standard order in stock of which nobody wants anything is confirmed and dispatched without review")
    func fastPath() throws {
        let desk = try TestDesk()
        let decision = try desk.receive(Samples.order())
        #expect(desk.events(decision.number).contains(.reviewPassed(.fastPath)))
        #expect(decision.tasks.isEmpty)
        #expect(decision.confirmation != nil && decision.instructions.count == 1)
    }

    @Test("G17, K16: without stock somebody looks, even where no rule says who")
    func noStock() throws {
        let desk = try TestDesk()
        desk.facts.lots = []
        let decision = try desk.receive(Samples.order())
        #expect(decision.tasks.map(\.role) == ["order-management"])
        #expect(try desk.order(decision.number).status == .inReview)
    }

    @Test(
        "G01, G03, G06: sales, then finance and warehouse side by side, then the head of orders; after the last one it goes on"
    )
    func chainOfSteps() throws {
        let desk = try TestDesk(rules: [chain])
        let opened = try desk.receive(Samples.order())
        let number = opened.number
        #expect(opened.tasks.map(\.role) == ["sales"])
        #expect(opened.tasks.first?.due == moment("2026-11-25T09:00:00Z"))
        #expect(opened.tasks.first.map { [$0.step, $0.steps] } == [1, 3])
        #expect(opened.confirmation == nil && desk.facts.reservations.isEmpty)
        #expect(try desk.decision(.approve, on: number, as: "sales").tasks.map(\.role) == ["finance", "warehouse"])
        let first = try desk.decision(.approve, on: number, as: "warehouse")
        #expect(first.tasks.isEmpty)
        #expect(try desk.order(number).askedRoles == ["finance"])
        #expect(try desk.decision(.approve, on: number, as: "finance").tasks.map(\.role) == ["order-management"])
        #expect(try desk.order(number).confirmation == nil)
        let last = try desk.decision(.approve, on: number, as: "order-management")
        #expect(last.confirmation?.decision == .accepted)
        #expect(desk.events(number).contains(.reviewPassed(.reviewed)))
    }

    @Test("G18: after a review customer service hears of the result; on the fast path it does not need to")
    func feedback() throws {
        let desk = try TestDesk(rules: [
            TestRule("look", when: "order.total > decimal('40')") { $0.approve = [["sales"]] }
        ])
        let number = try desk.receive(Samples.order()).number
        let decided = try desk.decision(.approve, on: number, as: "sales")
        #expect(decided.notice(.orderConfirmed, to: "customer-service") != nil)
        let fast = try desk.receive(Samples.order("PO-2", lines: [Samples.line("1", "P-1", 1)]))
        #expect(fast.notice(.orderConfirmed, to: "customer-service") == nil)
    }

    @Test("G07: a task shows lines, findings, rules with values, and how to answer")
    func task() throws {
        let desk = try TestDesk(rules: [chain])
        let task = try #require(try desk.receive(Samples.order()).tasks.first)
        #expect(task.lines.map(\.lineID) == ["1"])
        #expect(task.rules.first?.values == [RuleValueShown(expression: "order.total", value: "50.00")])
        #expect(
            task.rules.first?.outcome
                == "approve: sales, then finance and warehouse, then order-management; within 2 working days")
        #expect(task.reasons == ["because of chain"])
        #expect(task.howToAnswer.contains("inbox/desk/sales/"))
    }

    @Test("a decision of a role that is not asked, given twice, or incomplete changes nothing and is answered")
    func badDecisions() throws {
        let desk = try TestDesk(rules: [chain])
        let number = try desk.receive(Samples.order()).number
        #expect(try desk.decision(.approve, on: number, as: "finance").codes == [.roleNotAsked])
        #expect(try desk.decision(.approve, on: number, as: "sales", person: "").codes == [.decisionIncomplete])
        #expect(try desk.decision(.reject, on: number, as: "sales").codes == [.decisionIncomplete])
        #expect(try desk.decision(.ask, on: number, as: "sales", reason: " ").codes == [.decisionIncomplete])
        #expect(try desk.decision(.approve, on: "SO-0", as: "sales").codes == [.orderUnknown])
        try desk.decision(.approve, on: number, as: "sales")
        #expect(try desk.decision(.reject, on: number, as: "sales", reason: "no").codes == [.decisionAlreadyGiven])
        #expect(try desk.order(number).approvals.map(\.role) == ["sales"])
        #expect(try desk.order(number).status == .inReview)
    }

    @Test("a rejected order is answered to the customer with the reason, and told to customer service and sales")
    func rejected() throws {
        let desk = try TestDesk(rules: [chain])
        let number = try desk.receive(Samples.order()).number
        let decision = try desk.decision(.reject, on: number, as: "sales", reason: "we do not make it any more")
        #expect(decision.confirmation?.decision == .rejected)
        #expect(decision.confirmation?.reason == "We cannot accept the order: we do not make it any more")
        #expect(decision.noticeKinds(to: "customer-service") == [.orderRejected])
        #expect(decision.noticeKinds(to: "sales") == [.orderRejected])
        #expect(try desk.order(number).status == .rejected)
        #expect(try desk.decision(.approve, on: number, as: "sales").codes == [.decisionAlreadyGiven])
    }

    @Test("G07, B13: a reviewer's question goes to the customer; after the answer the same role is asked again")
    func question() throws {
        let desk = try TestDesk(rules: [chain])
        let number = try desk.receive(Samples.order()).number
        try desk.decision(.approve, on: number, as: "sales")
        let asked = try desk.decision(.ask, on: number, as: "finance", reason: "How will you pay?")
        #expect(asked.query?.questions.map(\.text) == ["Our review asks: How will you pay?"])
        #expect(try desk.order(number).status == .clarifying)
        #expect(try desk.decision(.approve, on: number, as: "finance").codes == [.roleNotAsked])
        let settled = try desk.decision(.approve, on: number, as: "customer-service", reason: "by bank transfer")
        #expect(settled.names(to: "desk/finance") == ["review-task-\(number)-finance-2"])
        #expect(try desk.order(number).askedRoles == ["finance", "warehouse"])
        // A corrected order is looked at by everybody again: they said yes to another content.
        try desk.decision(.ask, on: number, as: "finance", reason: "How many?")
        let corrected = try desk.receive(Samples.order(lines: [Samples.line("1", "P-1", 6)]))
        #expect(corrected.tasks.map(\.role) == ["sales"])
    }

    @Test("G02, G05: bad credit, or more open than the limit, holds the order for the role that the rule names")
    func credit() throws {
        let bad = TestRule("credit", when: "customer.creditStanding == 'bad'") { $0.hold = "finance" }
        let limit = TestRule(
            "limit", when: "has(customer.creditLimit) && customer.exposure > customer.creditLimit"
        ) {
            $0.approve = [["finance"], ["general-manager"]]
        }
        let desk = try TestDesk(rules: [bad, limit])
        desk.facts.customers = [
            Samples.customer { ($0.creditStanding, $0.creditLimit, $0.openAmount) = (.bad, 1000, 900) }
        ]
        let first = try desk.receive(Samples.order())
        #expect(try desk.order(first.number).plan?.steps.map(\.roles) == [["finance"]])
        try desk.decision(.approve, on: first.number, as: "finance", reason: "they have paid")
        // What is confirmed and has not left counts: 900 + 50 + 60 is more than the limit.
        let second = try desk.receive(Samples.order("PO-2", lines: [Samples.line("1", "P-1", 6)]))
        #expect(try desk.order(second.number).plan?.steps.map(\.roles) == [["finance"], ["general-manager"]])
        #expect(try desk.order(second.number).plan?.steps.map(\.rules) == [["credit", "limit"], ["limit"]])
    }

    @Test("G04: warehouse is asked where a line is short, with the quantity that lacks")
    func stockReview() throws {
        let rule = TestRule("stock", when: "order.lines.exists(l, l.shortage > decimal('0'))") {
            $0.approve = [["warehouse"]]
        }
        let desk = try TestDesk(rules: [rule])
        desk.facts.lots = [Samples.lot("P-1", 8)]
        let lines = [Samples.line("1", "P-1", 5), Samples.line("2", "P-1", 5)]
        let task = try #require(try desk.receive(Samples.order(lines: lines)).tasks.first)
        #expect(task.role == "warehouse")
        #expect(task.rules.first?.values.contains(RuleValueShown(expression: "l.shortage", value: "2")) == true)
    }

    @Test("D04, E01, B15, B16: a rule sets the priority, adds terms, tells people and names who takes care")
    func otherOutcomes() throws {
        let rule = TestRule("terms", when: "order.total < decimal('100')") {
            $0.setPriority = "important"
            $0.addTerms = "small order: 10 % surcharge"
            $0.notify = ["sales"]
            $0.assign = "operations"
        }
        let desk = try TestDesk(rules: [rule])
        let decision = try desk.receive(Samples.order())
        let order = try desk.order(decision.number)
        #expect(order.priority == .important)
        #expect(order.terms == ["small order: 10 % surcharge"])
        #expect(decision.noticeKinds(to: "order-management") == [.importantOrder])
        #expect(decision.noticeKinds(to: "sales") == [.specialCase, .orderConfirmed])
        #expect(decision.noticeKinds(to: "operations") == [.assigned])
        #expect(order.owner(at: desk.settings.roles) == "operations")
        #expect(decision.confirmation?.decision == .acceptedWithChange)
        #expect(decision.confirmation?.terms == order.terms)
    }

    @Test("E01: a rule makes an order more urgent, never less; only the priority normal takes urgency away")
    func priorities() throws {
        func priority(_ name: String, of urgency: OrderUrgency) throws -> OrderPriority {
            let desk = try TestDesk(rules: [TestRule("priority", when: "true") { $0.setPriority = name }])
            return try desk.order(try desk.receive(Samples.order { $0.urgency = urgency }).number).priority
        }
        #expect(try priority("important", of: .normal) == .important)
        #expect(try priority("important", of: .urgent) == .urgent)
        #expect(try priority("normal", of: .urgent) == .normal)
    }

    @Test("a rule rejects an order outright")
    func rejectedByRule() throws {
        let desk = try TestDesk(rules: [
            TestRule("embargo", when: "order.country == 'XX'") { $0.reject = "no trade with XX" }
        ])
        let order = Samples.order { $0.deliverTo.country = "XX" }
        let decision = try desk.receive(order)
        #expect(decision.confirmation?.reason == "We cannot accept the order: no trade with XX")
        #expect(try desk.receive(Samples.order("PO-2")).confirmation?.decision == .accepted)
    }

    @Test("a rule that cannot judge an order counts as matched: the superior has to look, and sees why")
    func failingRule() throws {
        let rule = TestRule("broken", when: "order.lines[7].unitPrice > decimal('1')") { $0.approve = [["finance"]] }
        let desk = try TestDesk(rules: [rule])
        let decision = try desk.receive(Samples.order())
        #expect(
            Set(try desk.order(decision.number).plan?.steps.flatMap(\.roles) ?? []) == ["order-management", "finance"])
        #expect(try desk.order(decision.number).appliedRules.first?.failure?.contains("rules/test.yaml") == true)
    }

    @Test("every variable that rules can name has a type and a meaning, and a value for an order")
    func variables() throws {
        let names = RuleVariables.documentation.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(RuleVariables.documentation.allSatisfy { !$0.meaning.isEmpty })
        let required = RuleVariables.documentation.filter { !$0.isOptional }
        let conditions = required.map { entry in
            entry.name.hasPrefix("order.lines[].")
                ? "order.lines.all(l, l.\(entry.name.dropFirst("order.lines[].".count)) == l.\(entry.name.dropFirst("order.lines[].".count)))"
                : "\(entry.name) == \(entry.name)"
        }
        let rules = conditions.filter { !$0.hasPrefix("order.lines ==") }.enumerated().map { index, condition in
            TestRule("r\(index)", when: condition) { $0.addTerms = "seen" }
        }
        let desk = try TestDesk(rules: rules)
        let number = try desk.receive(Samples.order()).number
        #expect(try desk.order(number).appliedRules.filter { $0.failure != nil }.isEmpty)
        #expect(try desk.order(number).appliedRules.count == rules.count)
    }
}
