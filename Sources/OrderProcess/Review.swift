// Review: the rules say who has to look at an order; people say yes or no; only then does it go on.
//
// What it does: all rules are evaluated on the validated order, with price list, last price, stock and credit as they
// are at that moment (F06, F07, F08, G02, G03, G04, K16), and each one that applies is recorded with the values that
// made it apply. Rules ask for approval one step after the other (F03–F05, G01), hold the order for a role (G05), ask
// the customer (B13, C16, G07), reject, set the priority (E01), add terms, tell people (B15, B16, D04). The stricter
// approval wins (requirements 2.3). A standard order that is in stock and of which nobody wants anything takes the fast
// path (G16); without stock, or for something special, somebody always has to look (A04, G17). Tasks go out to the
// roles of one step, their decisions come in (G18, ReviewDecisions.swift), and after the last one the order passes (G06).
// What the customer wants otherwise than our product data have it is put on a form of its own, for all who review (D03).
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
        case .reviewOpened:
            var reaction = askNextStep(of: order, at: desk)
            requestSpecialShipping(order, at: desk, in: &reaction)
            return reaction
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
        let verdicts = desk.settings.rules.evaluate { RuleVariables.value(of: $0, for: reviewed) }
        desk.settings.trial?.review(reviewed, verdicts, at: desk)
        var outcomes = RuleOutcomes(
            verdicts, settled: order.settledCodes, settings: desk.settings, now: desk.now)
        var reaction = Reaction(events: [.rulesApplied(outcomes.applied)])
        let credit = reviewed.customer.problems
        if Set(credit) != order.knownCreditProblems { reaction.events.append(.creditAssessed(credit)) }
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
        askForCaution(reviewed.kind, &outcomes, desk.roles)
        let plan = outcomes.plan
        let asked = plan?.steps.flatMap(\.everybody) ?? []
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
        if let (role, rule, reason) = outcomes.assignment, order.owner?.to != role {
            let assignment = Assignment(to: role, by: "rules", person: "rule \(rule)", reason: reason)
            reaction.events.append(.assigned(assignment))
        }
        for (role, reason) in outcomes.reports {
            let report = OrderRecord.Report(role: role, about: reason)
            guard !order.reports.contains(report) else { continue }
            reaction.events.append(.reported(role: role, about: reason))
            reaction.tell([role], .specialCase, about: order, at: desk, "Order \(order.number): \(reason).")
        }
    }

    /// Only a standard order in stock goes through without anybody (G16). Where no rule asks anyone about another one,
    /// the superior is asked, unless a rule has given the superior's approval.
    static func askForCaution(_ kind: ReviewedKind, _ outcomes: inout RuleOutcomes, _ roles: DeskRoles) {
        if kind.isQuotation { return askForSignature(&outcomes, roles.operations) }
        let superior = roles.superior
        guard outcomes.asksNobody, !(kind.isStandard && kind.inStock),
            !outcomes.automatic.contains(where: { $0.role == superior })
        else { return }
        let reason = kind.isStandard ? "the goods are not in stock" : "the order is a special one"
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
            let step = plan.steps.first(where: { $0.everybody.contains(approval.role) }), order.isComplete(step)
        else { return .nothing }
        return askNextStep(of: order, at: desk)
    }

    /// Tasks for the roles of the next step, or the end of the review.
    private static func askNextStep(of order: OrderRecord, at desk: DeskView) -> Reaction {
        guard order.isInReview else { return .nothing }
        guard let step = order.reviewStep else { return Reaction(events: [.reviewPassed(.reviewed)]) }
        return Reaction(documents: order.askedRoles.map { task(for: $0, step: step, of: order, at: desk) })
    }

    /// - Parameter other: the role in whose place `role` decides.
    static func task(for role: String, inPlaceOf other: String, of order: OrderRecord, at desk: DeskView)
        -> OutgoingDocument
    {
        var document = task(for: role, step: order.reviewStep ?? 0, of: order, at: desk)
        if case .reviewTask(var task) = document.content {
            task.inPlaceOf = other
            document.content = .reviewTask(task)
        }
        document.stem += "-for-\(Stem.safe(other))"
        return document
    }

    private static func task(
        for role: String, step: Int, of order: OrderRecord, at desk: DeskView
    ) -> OutgoingDocument {
        var task = ReviewTask(
            orderNumber: order.number, role: role, step: step + 1, steps: order.plan?.steps.count ?? 1,
            due: order.plan?.due, customer: desk.partnerName(order.partner),
            customerReference: order.order.customerReference, priority: order.priority,
            reasons: order.plan?.reasons ?? [], rules: order.appliedRules, currency: order.validation?.currency,
            total: order.validation?.total, lines: order.validation?.lines ?? [],
            findings: order.validation?.findings ?? [],
            howToAnswer: howToAnswer(role, order))
        task.decided = order.approvals
        task.paymentMeans = order.order.paymentMeans.meaningful
        task.paymentTerms = order.order.paymentTerms.meaningful
        task.deliverTo = order.deliverTo.line.meaningful
        task.requestedDeliveryDate = order.order.requestedDeliveryDate
        // A second review of the same order has tasks of its own.
        let stem = Stem.named("review-task", order.number) + "-" + Stem.safe(role)
        let round = order.reviewRounds > 1 ? "-\(order.reviewRounds)" : ""
        return OutgoingDocument(
            recipient: .desk(role: role), stem: stem + round, orderNumber: order.number, content: .reviewTask(task))
    }

    private static func howToAnswer(_ role: String, _ order: OrderRecord) -> String {
        var sentences = [
            "Put a review-decision file into inbox/desk/\(role)/ with order \(order.number), the verdict "
                + "approve, reject or ask (the customer), your name as person and, for reject and ask, the reason.",
            "send-back asks the colleague named as 'to' first; delegate lets the role named as 'to' decide.",
        ]
        if order.plan?.statesTime?.contains(role) ?? false {
            sentences.append("An approval says as workingDays how many working days you need, 0 for none.")
        }
        if order.plan?.demandsEvidence?.contains(role) ?? false {
            sentences.append("An approval names the document that proves it, as evidence.")
        }
        return sentences.joined(separator: " ")
    }

    /// The form for what the customer wants otherwise than our product data have it: to all who review the order (D03).
    private static func requestSpecialShipping(_ order: OrderRecord, at desk: DeskView, in reaction: inout Reaction) {
        let differing = order.validation?.findings.filter { $0.code == .specificationDiffers } ?? []
        let packing = order.order.lines.filter { $0.packing.meaningful != nil }
        guard !differing.isEmpty || order.validation?.isSpecial == true && !packing.isEmpty else { return }
        let wishes =
            differing.map { DeskNotice.Detail($0.place?.line.map { "line \($0) of the file" } ?? "wish", $0.message) }
            + packing.map { DeskNotice.Detail("packing of line \($0.id)", $0.packing ?? "") }
        reaction.tell(
            order.plan?.steps.flatMap(\.everybody) ?? [], .specialShippingRequest, about: order, at: desk,
            "The customer wants order \(order.number) otherwise than our product data have it. Nothing is made or sent "
                + "before all who review it have agreed.",
            details: wishes)
    }
}
