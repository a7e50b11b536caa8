// Review: the rules say who has to look at an order; people say yes or no; only then does it go on.
//
// What it does: all rules are evaluated on the validated order, with price list, last price, stock and credit as they
// are at that moment (F06, F07, F08, G02, G03, G04, K16), and each one that applies is recorded with the values that
// made it apply. Rules ask for approval one step after the other (F03–F05, G01), hold the order for a role (G05), ask
// the customer (B13, C16, G07), reject, set the priority (E01), add terms, tell people (B15, B16, D04). The stricter
// approval wins (requirements 2.3). A standard order that is in stock and of which nobody wants anything takes the fast
// path (G16); without stock, or for something special, somebody always has to look (A04, G17). Tasks go out to the
// roles of one step, their decisions come in (G18), and after the last one the order passes (G06).
//
// Reacts to: validated, reviewOpened, approved.

import OrderModel
import ReviewRules

enum ReviewStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        switch event {
        case .validated(let validation):
            guard !validation.findings.hasErrors, order.reviewRoute == nil, !order.isClosed else { return .nothing }
            return try review(order, validation, at: desk)
        case .reviewOpened: return askNextStep(of: order, at: desk)
        case .approved(let approval):
            guard approval.byRule == nil else { return informApprover(approval, of: order, at: desk) }
            return goOn(after: approval, of: order, at: desk)
        default: return .nothing
        }
    }
}

// MARK: - What the rules say

extension ReviewStage {
    private static func review(
        _ order: OrderRecord, _ validation: Validation, at desk: DeskView
    ) throws(FactsError) -> Reaction {
        let reviewed = try ReviewCase(order, validation, at: desk)
        let verdicts = desk.settings.rules.evaluate(RuleVariables.bindings(reviewed))
        var outcomes = RuleOutcomes(verdicts, settled: order.settledCodes, at: desk)
        var reaction = Reaction(events: [.rulesApplied(outcomes.applied)])
        takeNote(of: outcomes, order, at: desk, in: &reaction)
        if let rejection = outcomes.rejection {
            reaction.events.append(.rejected(rejection))
            return reaction
        }
        if !outcomes.questions.isEmpty {
            let due = desk.due(within: desk.settings.clarificationWithin)
            reaction.events.append(.clarificationAsked(Clarification(questions: outcomes.questions, due: due)))
            return reaction
        }
        setConditions(of: order, validation, &outcomes, at: desk, in: &reaction)
        askForCaution(reviewed, &outcomes, at: desk)
        let plan = outcomes.plan
        let asked = plan?.steps.flatMap(\.roles) ?? []
        // An approval that a rule gives is not worth anything where another rule asks the same role.
        let given = outcomes.automatic.filter { approval in
            !asked.contains(approval.role) && !order.approvals.contains(approval)
        }
        reaction.events += given.map(OrderEvent.approved)
        if let plan {
            reaction.events.append(.reviewOpened(plan))
        } else {
            let isFast = reviewed.isStandard && reviewed.inStock
            reaction.events.append(.reviewPassed(isFast ? .fastPath : .reviewed))
        }
        return reaction
    }

    /// What rules want besides approvals: priority, terms, reports to people.
    private static func takeNote(
        of outcomes: RuleOutcomes, _ order: OrderRecord, at desk: DeskView, in reaction: inout Reaction
    ) {
        // A rule makes an order more urgent than it came; only `normal` takes away what customer and order gave it.
        if let (priority, reason) = outcomes.priority, priority != order.priority,
            priority < order.priority || priority == .normal
        {
            reaction.events.append(.prioritised(priority, reason: reason))
        }
        let terms = outcomes.terms.filter { !order.terms.contains($0) }
        if !terms.isEmpty { reaction.events.append(.termsAdded(terms)) }
        for (role, reason) in outcomes.reports {
            let report = OrderRecord.Report(role: role, about: reason)
            guard !order.reports.contains(report) else { continue }
            reaction.events.append(.reported(role: role, about: reason))
            reaction.tell([role], .specialCase, about: order, at: desk, "Order \(order.number): \(reason).")
        }
    }

    /// Only a standard order in stock goes through without anybody (G16). Where no rule asks anyone about another one,
    /// the superior is asked, unless a rule has given the superior's approval.
    private static func askForCaution(_ reviewed: ReviewCase, _ outcomes: inout RuleOutcomes, at desk: DeskView) {
        if reviewed.order.isQuotation { return askForSignature(&outcomes, at: desk) }
        let superior = desk.roles.superior
        guard outcomes.chains.isEmpty, !(reviewed.isStandard && reviewed.inStock),
            !outcomes.automatic.contains(where: { $0.role == superior })
        else { return }
        let reason = reviewed.isStandard ? "the goods are not in stock" : "the order is a special one"
        outcomes.askForCaution(superior, reason + ", and no rule says who reviews it")
    }

    private static func informApprover(_ approval: Approval, of order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction()
        reaction.tell(
            [approval.role], .approvedByRule, about: order, at: desk,
            "Order \(order.number) was approved for \(approval.role) by the \(approval.person): "
                + "\(approval.reason ?? "no reason given").")
        return reaction
    }
}

// MARK: - Steps

extension ReviewStage {
    private static func goOn(after approval: Approval, of order: OrderRecord, at desk: DeskView) -> Reaction {
        guard order.isInReview, let plan = order.plan,
            let step = plan.steps.first(where: { $0.roles.contains(approval.role) }),
            step.roles.allSatisfy(order.hasApproved)
        else { return .nothing }
        return askNextStep(of: order, at: desk)
    }

    /// Tasks for the roles of the next step, or the end of the review.
    private static func askNextStep(of order: OrderRecord, at desk: DeskView) -> Reaction {
        guard order.isInReview else { return .nothing }
        guard let step = order.reviewStep else { return Reaction(events: [.reviewPassed(.reviewed)]) }
        return Reaction(documents: order.askedRoles.map { task(for: $0, step: step, of: order, at: desk) })
    }

    private static func task(
        for role: String, step: Int, of order: OrderRecord, at desk: DeskView
    ) -> OutgoingDocument {
        let task = ReviewTask(
            orderNumber: order.number, role: role, step: step + 1, steps: order.plan?.steps.count ?? 1,
            due: order.plan?.due, customer: desk.partnerName(order.partner),
            customerReference: order.order.customerReference, priority: order.priority,
            reasons: order.plan?.reasons ?? [], rules: order.appliedRules, currency: order.validation?.currency,
            total: order.validation?.total, lines: order.validation?.lines ?? [],
            findings: order.validation?.findings ?? [],
            howToAnswer: "Put a review-decision file into inbox/desk/\(role)/ with order \(order.number), the verdict "
                + "approve, reject or ask, your name as person and, for reject and ask, the reason.")
        // A second review of the same order has tasks of its own.
        let stem = Stem.named("review-task", order.number) + "-" + Stem.safe(role)
        let round = order.reviewRounds > 1 ? "-\(order.reviewRounds)" : ""
        return OutgoingDocument(
            recipient: .desk(role: role), stem: stem + round, orderNumber: order.number, content: .reviewTask(task))
    }
}

// MARK: - Decisions

extension ReviewStage {
    /// What a role has decided. A decision that does not fit changes nothing and is answered with the reason.
    static func decide(_ decision: ReviewDecision, _ order: OrderRecord, role: String, at desk: DeskView) -> Reaction {
        if let finding = objection(to: decision, order, role: role) {
            return .refused(.decision, order: order.number, [finding])
        }
        let person = decision.person.meaningful ?? decision.person
        let reason = decision.reason.meaningful.map { String($0.prefix(Limits.longestRemark)) }
        var reaction = Reaction.accepted(
            .decision, of: order, "\(decision.verdict.rawValue) by \(role) (\(person)) for \(order.number)")
        switch decision.verdict {
        case .approve: reaction.events = [.approved(Approval(role: role, person: person, reason: reason))]
        case .reject:
            reaction.events = [.rejected(Rejection(role: role, person: person, reason: reason ?? "no reason given"))]
        case .ask:
            let texts = Texts(desk.language(of: order.partner))
            let question = Question(
                code: "asked-by-\(role)", text: texts.say(.reviewAsks, ["question": reason ?? ""]))
            let due = desk.due(within: desk.settings.clarificationWithin)
            reaction.events = [.clarificationAsked(Clarification(questions: [question], due: due))]
        }
        return reaction
    }

    private static func objection(to decision: ReviewDecision, _ order: OrderRecord, role: String) -> Finding? {
        if hasDecided(role, order) {
            return Finding(
                .error, .decisionAlreadyGiven, "\(role) has decided about order \(order.number) already",
                value: decision.verdict.rawValue,
                hint: "the first decision counts; the order is \(order.progress)")
        }
        guard order.isInReview, order.openQuestions.isEmpty, order.askedRoles.contains(role) else {
            let asked = order.openQuestions.isEmpty ? order.askedRoles.joined(separator: ", ") : ""
            return Finding(
                .error, .roleNotAsked,
                "\(role) is not asked about order \(order.number), which is \(order.progress)",
                value: role, hint: asked.isEmpty ? "nothing has to be decided now" : "\(asked) decide about it now")
        }
        guard decision.person.meaningful != nil else {
            return Finding(
                .error, .decisionIncomplete, "the decision about \(order.number) does not say who decided",
                hint: "give the name of the person: a role alone cannot be asked why")
        }
        guard decision.verdict == .approve || decision.reason.meaningful != nil else {
            return Finding(
                .error, .decisionIncomplete,
                "the decision about \(order.number) is \(decision.verdict.rawValue) and gives no reason",
                hint: decision.verdict == .ask ? "give the question to the customer as the reason" : "give the reason")
        }
        return nil
    }

    private static func hasDecided(_ role: String, _ order: OrderRecord) -> Bool {
        order.approvals.contains { $0.role == role && $0.byRule == nil } || order.rejection?.role == role
    }
}
