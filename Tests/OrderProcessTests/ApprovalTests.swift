// How roles say yes: any of several, the last word, in place of others, with evidence, and never about their own work.

import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

struct ApprovalTests {
    private func rule(_ change: (inout RuleOutcome) -> Void) -> TestRule { TestRule("look", when: "true", change) }

    private func opened(_ change: (inout RuleOutcome) -> Void) throws -> (desk: TestDesk, number: String) {
        let desk = try TestDesk(rules: [rule(change)])
        return (desk, try desk.receive(Samples.order()).number)
    }

    // MARK: Any of several

    @Test("G01: two of three roles are enough; the third is not needed any more")
    func anyOfN() throws {
        let (desk, number) = try opened {
            $0.approve = [
                ApprovalStep([], choices: [ApprovalChoice(needed: 2, of: ["sales", "finance", "operations"])])
            ]
        }
        #expect(try desk.order(number).askedRoles == ["sales", "finance", "operations"])
        #expect(desk.documents.count { if case .reviewTask = $0.content { true } else { false } } == 3)
        try desk.decision(.approve, on: number, as: "operations")
        #expect(try desk.order(number).askedRoles == ["sales", "finance"])
        #expect(try desk.decision(.approve, on: number, as: "sales").confirmation != nil)
        #expect(try desk.decision(.approve, on: number, as: "finance").codes == [.roleNotAsked])
    }

    @Test("G06, G12: a final role is asked after all others, once, whatever other rules say")
    func finalRole() throws {
        let early = TestRule("early", when: "true") { $0.approve = [["general-manager"], ["sales"]] }
        let desk = try TestDesk(rules: [early, rule { $0.finalApproval = ["general-manager"] }])
        let number = try desk.receive(Samples.order()).number
        #expect(try desk.order(number).plan?.steps.map(\.roles) == [["sales"], ["general-manager"]])
    }

    @Test("G06: nothing is locked, confirmed or sent before the last approval")
    func gate() throws {
        let (desk, number) = try opened { $0.approve = [["sales"], ["finance"]] }
        try desk.decision(.approve, on: number, as: "sales")
        #expect(try desk.order(number).confirmation == nil)
        #expect(desk.facts.reservations.isEmpty && desk.notices.isEmpty)
        #expect(try desk.decision(.approve, on: number, as: "finance").confirmation != nil)
    }

    // MARK: In place of others

    @Test("A role lets another one decide; that one's yes counts for it, and is on record as such")
    func delegate() throws {
        let (desk, number) = try opened { $0.approve = [["operations"], ["finance"]] }
        let given = try desk.decision(.delegate, on: number, as: "operations", reason: "on leave") { $0.to = "sales" }
        #expect(given.tasks.map(\.role) == ["sales"] && given.tasks.first?.inPlaceOf == "operations")
        #expect(try desk.order(number).progress.contains("sales (for operations)"))
        #expect(try desk.decision(.approve, on: number, as: "sales", person: "Bo").tasks.map(\.role) == ["finance"])
        let approval = try #require(try desk.order(number).approvals.first)
        #expect(approval.role == "operations" && approval.delegate == "sales" && approval.person == "Bo")
        #expect(try desk.decision(.approve, on: number, as: "operations").codes == [.decisionAlreadyGiven])
    }

    @Test("A13: nobody gets a second word by delegation, and what was given is not passed on")
    func delegateLimits() throws {
        let (desk, number) = try opened { $0.approve = [["operations"], ["finance"]] }
        func give(_ role: String, to: String) throws -> [FindingCode] {
            try desk.decision(.delegate, on: number, as: role, reason: "on leave") { $0.to = to }.codes
        }
        #expect(try give("operations", to: "finance") == [.roleNotAsked])
        #expect(try give("operations", to: "operations") == [.decisionIncomplete])
        #expect(try give("operations", to: "nobody") == [.decisionIncomplete])
        #expect(try give("operations", to: "sales") == [])
        #expect(try give("operations", to: "sales") == [.decisionAlreadyGiven])
        #expect(try give("sales", to: "warehouse") == [.roleNotAsked])
        #expect(try desk.decision(.delegate, on: number, as: "operations", reason: "x").codes == [.decisionIncomplete])
    }

    // MARK: Questions to colleagues

    @Test("D04, G07: a role asks a colleague first; the answer comes back, and the role decides")
    func sendBack() throws {
        let (desk, number) = try opened { $0.approve = [["operations"]] }
        let asked = try desk.decision(.sendBack, on: number, as: "operations", reason: "is the price agreed?") {
            $0.to = "sales"
        }
        #expect(asked.noticeKinds(to: "sales") == [.inquiry])
        #expect(try desk.order(number).progress.contains("sales (asked by operations)"))
        #expect(try desk.decision(.answer, on: number, as: "finance", reason: "yes").codes == [.answerNotAsked])
        let answered = try desk.decision(.answer, on: number, as: "sales", reason: "yes, by telephone")
        #expect(answered.notice(.inquiryAnswered, to: "operations")?.text.contains("yes, by telephone") == true)
        #expect(try desk.order(number).inquiries.isEmpty)
        #expect(try desk.decision(.approve, on: number, as: "operations").confirmation != nil)
    }

    // MARK: What an approval says

    @Test("A decision names its person, and gives the reason that its verdict needs")
    func complete() throws {
        let (desk, number) = try opened { $0.approve = [["operations"]] }
        #expect(try desk.decision(.approve, on: number, as: "operations", person: " ").codes == [.decisionIncomplete])
        for verdict in [ReviewDecision.Verdict.reject, .ask, .sendBack, .answer, .delegate] {
            let codes = try desk.decision(verdict, on: number, as: "operations") { $0.to = "sales" }.codes
            #expect(codes == [.decisionIncomplete], "\(verdict)")
        }
        #expect(try desk.order(number).isInReview)
    }

    @Test("G13: a signed contract is evidence of the approval; without it the approval does not count")
    func evidence() throws {
        let (desk, number) = try opened {
            $0.approve = [["sales-director"]]
            $0.demandEvidence = ["sales-director"]
        }
        let bare = try desk.decision(.approve, on: number, as: "sales-director")
        #expect(bare.codes == [.decisionIncomplete] && bare.confirmation == nil)
        let proof = Evidence(kind: .other, name: "contract-1.pdf", sha256: "ab12")
        let signed = try desk.decision(.approve, on: number, as: "sales-director") { $0.evidence = [proof] }
        #expect(signed.confirmation != nil)
        #expect(try desk.order(number).approvals.first?.evidence == [proof])
    }

    @Test("G15, I05: the working days that departments say they need add up to the promised date")
    func leadTimes() throws {
        let (desk, number) = try opened {
            $0.approve = [["engineering", "quality", "production"]]
            $0.stateTime = ["engineering", "production"]
        }
        #expect(try desk.decision(.approve, on: number, as: "engineering").codes == [.decisionIncomplete])
        try desk.decision(.approve, on: number, as: "engineering") { $0.workingDays = 3 }
        try desk.decision(.approve, on: number, as: "quality")
        let last = try desk.decision(.approve, on: number, as: "production") { $0.workingDays = 5 }
        // Monday the 23rd, 3 + 5 working days, and one for the dispatch: Friday of the week after.
        #expect(last.confirmation?.lines.map(\.promisedDate) == [CalendarDate("2026-12-04")])
        #expect(try desk.order(number).statedWorkingDays == 8)
    }

    @Test("G14: the terms on which the review takes the order stand in the confirmation")
    func terms() throws {
        let (desk, number) = try opened { $0.approve = [["general-manager"]] }
        let taken = try desk.decision(.approve, on: number, as: "general-manager") { $0.terms = "prepayment of 30 %" }
        #expect(taken.confirmation?.terms == ["prepayment of 30 %"])
        #expect(taken.confirmation?.decision == .acceptedWithChange)
    }

    @Test("A13: whoever entered a verbal order cannot approve it, however the name is written")
    func ownWork() throws {
        let desk = try TestDesk(rules: [rule { $0.approve = [["sales"]] }])
        let order = Samples.order {
            $0.verbalRecord = VerbalRecord(recordedBy: "Li  Na", confirmedByCustomer: "Ann Buyer")
        }
        let number = try desk.receive(order, by: .phone).number
        #expect(try desk.decision(.approve, on: number, as: "sales", person: "li na").codes == [.decisionOfOwnWork])
        #expect(try desk.order(number).isInReview)
        #expect(try desk.decision(.approve, on: number, as: "sales", person: "Kim").confirmation != nil)
    }

    @Test("A16: only a role that is asked changes how an order goes on, and a closed order is changed by nobody")
    func noUnauthorisedChange() throws {
        let (desk, number) = try opened { $0.approve = [["operations"]] }
        for role in ["sales", "warehouse", "master-data"] {
            for verdict in [ReviewDecision.Verdict.approve, .reject, .delegate] {
                let decision = try desk.decision(verdict, on: number, as: role, reason: "x") { $0.to = "finance" }
                #expect(decision.codes == [.roleNotAsked], "\(role) \(verdict)")
            }
        }
        try desk.decision(.reject, on: number, as: "operations", reason: "no")
        let late = try desk.decision(.assign, on: number, as: "order-management") { $0.to = "sales" }
        #expect(late.codes == [.decisionAlreadyGiven])
    }

    @Test("A14: trade that the law forbids is refused by a rule, with its reason")
    func lawful() throws {
        let desk = try TestDesk(rules: [
            TestRule("embargo", when: "has(order.country) && order.country in ['XX']") {
                $0.reject = "we may not deliver to XX"
            }
        ])
        let decision = try desk.receive(Samples.order { $0.deliverTo.country = "XX" })
        #expect(decision.confirmation?.decision == .rejected)
        #expect(decision.confirmation?.reason?.contains("we may not deliver to XX") == true)
    }

    @Test("A15: each kind of order has its own flow")
    func flows() throws {
        let desk = try TestDesk(rules: [
            TestRule("contracts", when: "order.documentType == 'sales-contract'") { $0.approve = [["sales-director"]] },
            TestRule("sheets", when: "order.documentType == 'order-sheet'") {
                $0.approve = [["sales"], ["warehouse"]]
            },
        ])
        func steps(_ type: OrderDocumentType, _ reference: String) throws -> [[String]]? {
            let number = try desk.receive(Samples.order(reference) { $0.documentType = type }).number
            return try desk.order(number).plan?.steps.map(\.roles)
        }
        #expect(try steps(.salesContract, "A") == [["sales-director"]])
        #expect(try steps(.orderSheet, "B") == [["sales"], ["warehouse"]])
        #expect(try steps(.purchaseOrder, "C") == nil)
    }

    // MARK: Who takes care

    @Test("E02: customer service takes care of an order unless somebody else is named")
    func owner() throws {
        let desk = try TestDesk()
        let order = try desk.order(try desk.receive(Samples.order()).number)
        #expect(order.owner(at: desk.settings.roles) == "customer-service")
    }

    @Test("E03, E04, E09: rules name who takes care, by urgency, product and stock; the first that matches counts")
    func assignedByRule() throws {
        let desk = try TestDesk(rules: [
            TestRule("urgent", when: "order.urgent") { $0.assign = "sales-director" },
            TestRule("short", when: "!order.inStock") { $0.assign = "purchasing" },
            TestRule("widgets", when: "order.lines.exists(l, l.product == 'P-1')") { $0.assign = "operations" },
        ])
        func owner(_ reference: String, _ quantity: Int, urgent: Bool = false) throws -> String {
            let order = Samples.order(reference, lines: [Samples.line("1", "P-1", quantity)]) {
                $0.urgency = urgent ? .urgent : .normal
            }
            let decision = try desk.receive(order)
            let owner = try desk.order(decision.number).owner(at: desk.settings.roles)
            #expect(decision.noticeKinds(to: owner).contains(.assigned))
            return owner
        }
        #expect(try owner("A", 1) == "operations")
        #expect(try owner("B", 1_000_000) == "purchasing")
        #expect(try owner("C", 1, urgent: true) == "sales-director")
    }

    @Test("E08: an assignment sheet is agreed to by the superior; then the team is told")
    func assignmentSheet() throws {
        let (desk, number) = try opened { $0.approve = [["operations"]] }
        let proposed = try desk.decision(.assign, on: number, as: "customer-service", reason: "they know the plant") {
            $0.to = "engineering"
        }
        #expect(proposed.noticeKinds(to: "order-management") == [.assignmentSheet])
        #expect(try desk.order(number).owner(at: desk.settings.roles) == "customer-service")
        let agreed = try desk.decision(.assign, on: number, as: "order-management") { $0.to = "engineering" }
        #expect(agreed.noticeKinds(to: "engineering") == [.assigned])
        #expect(try desk.order(number).owner(at: desk.settings.roles) == "engineering")
        #expect(try desk.decision(.assign, on: number, as: "sales") { $0.to = "nobody" }.codes == [.decisionIncomplete])
    }

    // MARK: Credit at release

    @Test("G02, G05: credit that has got worse since the review holds the goods back until finance releases them")
    func creditAtRelease() throws {
        let desk = try TestDesk(rules: [rule { $0.approve = [["sales"]] }])
        desk.facts.customers = [Samples.customer()]
        let number = try desk.receive(Samples.order()).number
        desk.facts.customers = [Samples.customer { $0.overdueAmount = 5 }]
        desk.now = moment("2026-11-24T09:00:00Z")
        let passed = try desk.decision(.approve, on: number, as: "sales")
        #expect(passed.confirmation != nil && passed.instructions.isEmpty)
        #expect(passed.noticeKinds(to: "finance") == [.creditHold])
        #expect(try desk.order(number).creditHold == [.overdue])
        #expect(try desk.decision(.approve, on: number, as: "warehouse").codes == [.roleNotAsked])
        let released = try desk.decision(.approve, on: number, as: "finance", reason: "paid this morning")
        #expect(released.instructions.count == 1)
        #expect(try desk.order(number).status == .dispatching)
    }

    @Test("G02: an order that would lead above the limit by now holds its goods back, this order counted once")
    func limitAtRelease() throws {
        let desk = try TestDesk(rules: [rule { $0.approve = [["sales"]] }])
        desk.facts.customers = [Samples.customer { $0.creditLimit = 100 }]
        let first = try desk.receive(Samples.order()).number
        let second = try desk.receive(Samples.order("PO-2")).number
        let third = try desk.receive(Samples.order("PO-3")).number
        desk.now = moment("2026-11-24T09:00:00Z")
        // Each is of 50: two of them are the limit, the third is above it.
        #expect(try desk.decision(.approve, on: first, as: "sales").instructions.count == 1)
        #expect(try desk.decision(.approve, on: second, as: "sales").instructions.count == 1)
        #expect(try desk.decision(.approve, on: third, as: "sales").instructions.isEmpty)
        #expect(try desk.order(third).creditHold == [.limitExceeded])
    }

    @Test("G05: what was known at the review does not hold the goods; finance may also end the order")
    func creditKnown() throws {
        let desk = try TestDesk(rules: [rule { $0.approve = [["finance"]] }])
        desk.facts.customers = [Samples.customer { $0.creditStanding = .bad }]
        let number = try desk.receive(Samples.order()).number
        #expect(try desk.decision(.approve, on: number, as: "finance").instructions.count == 1)

        let second = try desk.receive(Samples.order("PO-2")).number
        desk.facts.customers = [Samples.customer { ($0.creditStanding, $0.overdueAmount) = (.bad, 1) }]
        desk.now = moment("2026-11-24T09:00:00Z")
        #expect(try desk.decision(.approve, on: second, as: "finance").instructions.isEmpty)
        let ended = try desk.decision(.reject, on: second, as: "finance", reason: "they do not pay")
        #expect(ended.confirmation?.decision == .rejected)
        #expect(try desk.order(second).status == .cancelled && (desk.facts.reservations[second] ?? []).isEmpty)
    }
}
