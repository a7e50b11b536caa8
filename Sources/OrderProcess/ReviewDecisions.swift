// What roles decide in a review: yes, no, a question to the customer or to a colleague, or that somebody else decides.
//
// What it does: a decision counts only for a role that is asked, or that decides in place of one (A16), names a person
// (G01), and may not be of the person who entered the order (A13). An approval says how long the department needs where
// the rules want to know (G15), carries the evidence that they demand (G13), and may add terms (G14). A question to a
// colleague stops nobody else; the answer comes back as a new task (D04, G07).

import OrderModel

extension ReviewDecision {
    /// Who decided, as documents and the journal have it.
    var decider: String { person.meaningful ?? person }
    /// Why, as long as a document repeats it.
    var remark: String? { reason.meaningful?.shortened }
}

/// What every decision has to say, whatever it is about.
enum DecisionCheck {
    static func incomplete(_ decision: ReviewDecision, _ order: OrderRecord) -> Finding? {
        guard decision.person.meaningful != nil else {
            return Finding(
                .error, .decisionIncomplete, "the decision about \(order.number) does not say who decided",
                hint: "give the name of the person: a role alone cannot be asked why")
        }
        if decision.verdict.needsReason, decision.reason.meaningful == nil {
            return Finding(
                .error, .decisionIncomplete,
                "the decision about \(order.number) is \(decision.verdict.rawValue) and gives no reason",
                hint: reasonHint(decision.verdict))
        }
        if decision.verdict.needsRecipient, decision.to.meaningful == nil {
            return Finding(
                .error, .decisionIncomplete,
                "the decision about \(order.number) is \(decision.verdict.rawValue) and does not say to whom",
                hint: "name the role as 'to'")
        }
        return nil
    }

    private static func reasonHint(_ verdict: ReviewDecision.Verdict) -> String {
        switch verdict {
        case .ask: "give the question to the customer as the reason"
        case .sendBack: "give the question to the colleague as the reason"
        case .answer: "give the answer as the reason"
        case .delegate: "say why somebody else decides"
        default: "give the reason"
        }
    }

    /// The role exists and is another one.
    static func recipientTrouble(_ decision: ReviewDecision, from role: String, at desk: DeskView) -> Finding? {
        let to = decision.to.meaningful ?? ""
        guard desk.roles.all.contains(to), to != role else {
            return Finding(
                .error, .decisionIncomplete,
                to == role ? "a role gives nothing to itself" : "there is no role '\(to)'", value: to,
                hint: "the desk's roles: \(desk.roles.all.filter { $0 != role }.joined(separator: ", "))")
        }
        return nil
    }
}

extension ReviewStage {
    /// What a role has decided. A decision that does not fit changes nothing and is answered with the reason.
    static func decide(_ decision: ReviewDecision, _ order: OrderRecord, role: String, at desk: DeskView) -> Reaction {
        let roles = order.decides(role)
        if let finding = objection(to: decision, order, role: role, deciding: roles, at: desk) {
            return .refused(.decision, order: order.number, [finding])
        }
        let person = decision.decider
        let reason = decision.remark
        let given = roles == [role] ? role : "\(role) in place of \(roles.joined(separator: ", "))"
        var reaction = Reaction.accepted(
            .decision, of: order, "\(decision.verdict.rawValue) by \(given) (\(person)) for \(order.number)")
        reaction.events = events(of: decision, order, role: role, deciding: roles, person, reason, at: desk)
        if decision.verdict == .delegate, let to = decision.to.meaningful {
            reaction.documents += roles.map { task(for: to, inPlaceOf: $0, of: order, at: desk) }
        }
        if decision.verdict == .sendBack, let to = decision.to.meaningful {
            reaction.tell(
                [to], .inquiry, about: order, at: desk,
                "\(role) (\(person)) asks before deciding about order \(order.number): \(reason ?? "")",
                details: [
                    DeskNotice.Detail(
                        "how to answer",
                        "a review-decision file for \(order.number) in inbox/desk/\(to)/ with the verdict answer, "
                            + "your name as person and the answer as the reason")
                ])
        }
        return reaction
    }

    private static func events(
        of decision: ReviewDecision, _ order: OrderRecord, role: String, deciding roles: [String], _ person: String,
        _ reason: String?, at desk: DeskView
    ) -> [OrderEvent] {
        switch decision.verdict {
        case .approve:
            let terms = decision.terms.meaningful.map(\.shortened).map { [$0] } ?? []
            let added = terms.filter { !order.terms.contains($0) }
            return (added.isEmpty ? [] : [.termsAdded(added)])
                + roles.enumerated().map { index, asked in
                    // The time that a department needs counts once, for however many it speaks.
                    .approved(
                        Approval(
                            role: asked, person: person, reason: reason, delegate: asked == role ? nil : role,
                            workingDays: index == 0 ? decision.workingDays : nil, evidence: decision.evidence))
                }
        case .reject:
            return [.rejected(Rejection(role: role, person: person, reason: reason ?? "no reason given"))]
        case .ask:
            let texts = Texts(desk.language(of: order.partner))
            let question = Question(
                code: "asked-by-\(role)", text: texts.say(.reviewAsks, ["question": reason ?? ""]))
            let due = desk.due(within: desk.settings.clarificationWithin)
            return [.clarificationAsked(Clarification(questions: [question], due: due))]
        case .sendBack:
            return roles.prefix(1).map { asked in
                .sentBack(Inquiry(role: asked, person: person, to: decision.to ?? "", question: reason ?? ""))
            }
        case .delegate:
            return [
                .delegated(Delegation(roles: roles, to: decision.to ?? "", person: person, reason: reason ?? ""))
            ]
        case .answer, .assign: return []
        }
    }

    /// The answer to a colleague's question; whoever asked gets a new task with it.
    static func answer(_ decision: ReviewDecision, _ order: OrderRecord, role: String, at desk: DeskView) -> Reaction {
        let open = order.inquiries.filter { $0.to == role }
        guard order.isInReview, !open.isEmpty else {
            let finding = Finding(
                .error, .answerNotAsked, "nobody has asked \(role) anything about order \(order.number)",
                value: role, hint: "the order is \(order.progress)")
            return .refused(.decision, order: order.number, [finding])
        }
        let person = decision.decider
        let text = decision.remark ?? ""
        var reaction = Reaction.accepted(.decision, of: order, "the answer of \(role) (\(person)) for \(order.number)")
        reaction.events = [.answered(InquiryAnswer(role: role, person: person, text: text))]
        reaction.tell(
            open.map(\.role), .inquiryAnswered, about: order, at: desk,
            "\(role) (\(person)) answers about order \(order.number): \(text)",
            details: open.map { DeskNotice.Detail("question", $0.question) }
                + [DeskNotice.Detail("how to go on", "decide about the order as its review task says")])
        return reaction
    }
}

// MARK: - What does not count

extension ReviewStage {
    private static func objection(
        to decision: ReviewDecision, _ order: OrderRecord, role: String, deciding roles: [String], at desk: DeskView
    ) -> Finding? {
        if roles.isEmpty, hasDecided(role, order) {
            return Finding(
                .error, .decisionAlreadyGiven, "\(role) has decided about order \(order.number) already",
                value: decision.verdict.rawValue,
                hint: "the first decision counts; the order is \(order.progress)")
        }
        guard order.isInReview, order.openQuestions.isEmpty, !roles.isEmpty else {
            let asked = order.openQuestions.isEmpty ? order.askedRoles.joined(separator: ", ") : ""
            return Finding(
                .error, .roleNotAsked,
                "\(role) is not asked about order \(order.number), which is \(order.progress)",
                value: role, hint: asked.isEmpty ? "nothing has to be decided now" : "\(asked) decide about it now")
        }
        switch decision.verdict {
        case .approve: return approvalObjection(to: decision, order, deciding: roles)
        case .sendBack: return DecisionCheck.recipientTrouble(decision, from: role, at: desk)
        case .delegate:
            if let trouble = DecisionCheck.recipientTrouble(decision, from: role, at: desk) { return trouble }
            return delegationObjection(to: decision, order, role: role, deciding: roles)
        default: return nil
        }
    }

    /// An approval by whoever entered the order is none (A13), nor is one that lacks what the rules demand of it.
    private static func approvalObjection(
        to decision: ReviewDecision, _ order: OrderRecord, deciding roles: [String]
    ) -> Finding? {
        if order.enteredBy.contains(where: { samePerson($0, decision.person) }) {
            return Finding(
                .error, .decisionOfOwnWork,
                "\(decision.person) has entered order \(order.number) and cannot approve it", value: decision.person,
                hint: "a colleague has to decide")
        }
        if let days = decision.workingDays, !(0...Limits.longestPromiseDays).contains(days) {
            return Finding(
                .error, .decisionIncomplete, "\(days) is no number of working days that a department can need",
                value: "\(days)", hint: "give a number from 0 to \(Limits.longestPromiseDays)")
        }
        if decision.workingDays == nil, roles.contains(where: { order.plan?.statesTime?.contains($0) ?? false }) {
            return Finding(
                .error, .decisionIncomplete,
                "the approval of order \(order.number) does not say how many working days are needed",
                hint: "give workingDays, 0 where nothing has to be done")
        }
        if decision.evidence.isEmpty, roles.contains(where: { order.plan?.demandsEvidence?.contains($0) ?? false }) {
            return Finding(
                .error, .decisionIncomplete, "the approval of order \(order.number) needs evidence",
                hint: "name the document, such as the signed contract, and give its SHA-256")
        }
        return nil
    }

    /// Whoever has a word of their own in the review does not get a second one, and what was given is not passed on.
    private static func delegationObjection(
        to decision: ReviewDecision, _ order: OrderRecord, role: String, deciding roles: [String]
    ) -> Finding? {
        let to = decision.to ?? ""
        guard roles.contains(role) else {
            return Finding(
                .error, .roleNotAsked,
                "\(role) decides in place of \(roles.joined(separator: ", ")) and cannot pass it on",
                value: to, hint: "decide, or leave it to \(roles.joined(separator: ", "))")
        }
        guard !order.delegates(of: role).contains(to) else {
            return Finding(
                .error, .decisionAlreadyGiven, "\(to) decides in place of \(role) already", value: to,
                hint: "the task is in outbox/desk/\(to)/")
        }
        guard !(order.plan?.steps.contains { $0.everybody.contains(to) } ?? false) else {
            return Finding(
                .error, .roleNotAsked, "\(to) is asked about order \(order.number) too, and has one word only",
                value: to, hint: "give it to a role that is not asked")
        }
        return nil
    }

    private static func hasDecided(_ role: String, _ order: OrderRecord) -> Bool {
        order.approvals.contains { ($0.role == role || $0.delegate == role) && $0.byRule == nil }
            || order.rejection?.role == role
    }

    /// The same name, however it is spaced and written.
    private static func samePerson(_ left: String, _ right: String) -> Bool {
        func plain(_ name: String) -> String {
            name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        return plain(left) == plain(right)
    }
}
