// Clarification: whatever is incomplete, contradictory or in doubt goes back to the customer before the order goes on.
//
// What it does: whoever asks (validation, a rule, a reviewer, allocation), the question goes out as one query with the
// ways to answer it, and customer service is told so that it can call (B12, B13, B18, D07, D12, G07, I06, K13). It
// takes the answers: the record of a verbal order is confirmed (B08), a shortage is decided (K13), the order is
// withdrawn; or customer service has settled it by telephone and says who and why. A corrected order comes in through
// registration. Whoever asks again is given the open query again.
//
// Reacts to: clarificationAsked, repeated.

import OrderModel

enum ClarificationStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        switch event {
        case .clarificationAsked(let clarification): return ask(clarification, order, at: desk)
        case .repeated(let intake):
            guard !order.openQuestions.isEmpty else { return .nothing }
            var reaction = Reaction()
            if let query = query(order, at: desk, repeatedFor: intake) { reaction.documents.append(query) }
            return reaction
        default: return .nothing
        }
    }

    private static func ask(_ clarification: Clarification, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction()
        if let query = query(order, at: desk, repeatedFor: nil) { reaction.documents.append(query) }
        let internalCount = clarification.questions.filter(\.isForDesk).count
        let text =
            internalCount == clarification.questions.count
            ? "Order \(order.number) waits for us: the customer is not asked."
            : "The customer is asked about order \(order.number). Call them where that is faster."
        reaction.tell(
            [desk.roles.customerService], .clarification, about: order, at: desk, text,
            details: clarification.questions.map { question in
                DeskNotice.Detail(question.isForDesk ? "for us: \(question.code)" : question.code, question.text)
            } + [DeskNotice.Detail("how to settle it", howToSettle(order))],
            findings: order.validation?.findings.filter { $0.severity == .error } ?? [])
        return reaction
    }

    private static func howToSettle(_ order: OrderRecord) -> String {
        let approve =
            order.isConsentOpen
            ? "verdict approve if the customer agrees to a part shipment"
            : "verdict approve if it was settled with the customer"
        return "a review-decision file for \(order.number) with person and reason: \(approve), "
            + "ask to put another question, reject to turn the order down"
    }
}

// MARK: - The query

extension ClarificationStage {
    /// The query with all open questions to the customer; nil where only our own departments are asked.
    static func query(
        _ order: OrderRecord, at desk: DeskView, repeatedFor intake: String?, reminder: Int? = nil
    ) -> OutgoingDocument? {
        let questions = order.openQuestions.filter { !$0.isForDesk }
        guard !questions.isEmpty else { return nil }
        let answers = possibleAnswers(order)
        let query = CustomerQuery(
            orderNumber: order.number, customerReference: order.order.customerReference, issuedAt: desk.now,
            answerBy: order.answerDue, questions: questions, possibleAnswers: answers,
            howToAnswer: howToAnswer(order, answers, isReminder: reminder != nil, at: desk),
            seller: desk.settings.seller,
            buyer: order.buyer(at: desk))
        var stem = Stem.numbered("query", order.number, order.queryCount)
        if let intake { stem = order.repeatStem(stem, intake) }
        if let reminder { stem += "-reminder-\(reminder)" }
        return OutgoingDocument(
            recipient: .partner(order.partner), stem: stem, orderNumber: order.number, content: .query(query))
    }

    private static func possibleAnswers(_ order: OrderRecord) -> [CustomerAnswer.Answer] {
        if order.isConsentOpen { return [.shipPart, .wait, .cancel] }
        let codes = Set(order.openQuestions.filter { !$0.isForDesk }.map(\.code))
        return codes.contains(FindingCode.recordUnconfirmed.rawValue) ? [.confirmRecord, .cancel] : [.cancel]
    }

    private static func howToAnswer(
        _ order: OrderRecord, _ answers: [CustomerAnswer.Answer], isReminder: Bool, at desk: DeskView
    ) -> String {
        let texts = Texts(desk.language(of: order.partner))
        var sentences: [String] = isReminder ? [texts.say(.reminder)] : []
        if !order.isConsentOpen {
            sentences.append(texts.say(.answerWithOrder, ["reference": order.order.customerReference]))
        }
        let names = answers.map(\.rawValue).joined(separator: ", ")
        sentences.append(texts.say(.answerWithFile, ["number": order.number, "answers": names]))
        if let due = order.answerDue {
            let date = desk.settings.calendar.date(at: due)
            sentences.append(texts.say(.answerBy, ["date": date.description]))
        }
        return sentences.joined(separator: texts.language == .chinese ? "" : " ")
    }
}

// MARK: - The customer's answer (B08, B13, K13)

extension ClarificationStage {
    static func answer(_ answer: CustomerAnswer, _ order: OrderRecord, intake: String, at desk: DeskView) -> Reaction {
        let person = answer.person.meaningful ?? desk.partnerName(order.partner)
        guard !order.openQuestions.isEmpty, possibleAnswers(order).contains(answer.answer) else {
            return unexpected(answer, order, at: desk)
        }
        let taken = "the answer \(answer.answer.rawValue) to order \(order.number)"
        var reaction = Reaction.accepted(.customerAnswer, of: order, taken)
        switch answer.answer {
        case .confirmRecord:
            var confirmed = order.order
            var record = confirmed.verbalRecord ?? VerbalRecord()
            record.confirmedByCustomer = person
            confirmed.verbalRecord = record
            // The content stays the one that was registered: the same order again is still the same order.
            let event = OrderEvent.corrected(confirmed, contentHash: order.registration.contentHash, intake: intake)
            reaction.events = [event]
        case .shipPart: reaction.events = [.consentGiven(.part, person: person)]
        case .wait: reaction.events = [.consentGiven(.wait, person: person)]
        case .cancel:
            reaction.events = [.cancelled(by: person, reason: remark(answer.note) ?? "cancelled by the customer")]
        }
        return reaction
    }

    /// Nothing was asked that this could be the answer to. A wish to cancel is a matter for a person all the same.
    private static func unexpected(_ answer: CustomerAnswer, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        let open = order.openQuestions.isEmpty ? [] : possibleAnswers(order)
        let finding = Finding(
            .error, .answerNotAsked,
            "order \(order.number) is not waiting for the answer \(answer.answer.rawValue): it is \(order.status.name)",
            value: answer.answer.rawValue,
            hint: open.isEmpty
                ? "customer service will get in touch where something has to be done"
                : "it waits for one of: " + open.map(\.rawValue).joined(separator: ", "))
        guard answer.answer == .cancel, !order.isClosed else {
            return .refused(.customerAnswer, order: order.number, [finding])
        }
        var reaction = Reaction(
            entry: Receipt.Entry(
                outcome: .referred, kind: .customerAnswer, customerReference: order.order.customerReference,
                orderNumber: order.number, findings: [finding]))
        reaction.events = [.reported(role: desk.roles.customerService, about: "the customer wants to cancel")]
        reaction.tell(
            [desk.roles.customerService], .conflict, about: order, at: desk,
            "The customer wants to cancel order \(order.number), which is \(order.progress). Nothing was changed.",
            details: remark(answer.note).map { [DeskNotice.Detail("note", $0)] } ?? [])
        return reaction
    }

    private static func remark(_ text: String?) -> String? {
        text.meaningful.map { String($0.prefix(Limits.longestRemark)) }
    }
}

// MARK: - What customer service has settled by telephone (B13, D07)

extension ClarificationStage {
    /// A decision of customer service about an order whose questions are open.
    static func settle(_ decision: ReviewDecision, _ order: OrderRecord, role: String, at desk: DeskView) -> Reaction {
        guard let person = decision.person.meaningful, let reason = remark(decision.reason) else {
            let finding = Finding(
                .error, .decisionIncomplete, "who settled the questions of \(order.number), and how, has to be said",
                hint: "give the person and, as the reason, what was agreed with the customer")
            return .refused(.decision, order: order.number, [finding])
        }
        var reaction = Reaction.accepted(
            .decision, of: order, "\(decision.verdict.rawValue) by \(role) (\(person)) for \(order.number)")
        switch decision.verdict {
        case .approve where order.isConsentOpen: reaction.events = [.consentGiven(.part, person: person)]
        case .approve: reaction.events = [.clarified(person: person, note: reason)]
        case .reject: reaction.events = [.rejected(Rejection(role: role, person: person, reason: reason))]
        case .ask:
            let question = Question(code: "asked-by-\(role)", text: reason)
            let due = desk.due(within: desk.settings.clarificationWithin)
            reaction.events = [
                .clarificationAsked(Clarification(questions: order.openQuestions + [question], due: due))
            ]
        case .sendBack, .answer, .delegate, .assign:
            let finding = Finding(
                .error, .roleNotAsked, "\(decision.verdict.rawValue) does not settle the questions of \(order.number)",
                value: decision.verdict.rawValue, hint: "approve, ask or reject")
            return .refused(.decision, order: order.number, [finding])
        }
        return reaction
    }
}

extension OrderRecord {
    /// The customer as documents to them name them: as in the order, completed from the partner's profile.
    func buyer(at desk: DeskView) -> Party {
        var party = order.buyer
        let profile = desk.settings.partners[partner]
        if party.identifiers.isEmpty { party.identifiers = profile?.identifiers ?? [] }
        if party.name.meaningful == nil { party.name = desk.partnerName(partner) }
        if party.contact == nil, contact != Contact() { party.contact = contact }
        return party
    }

    /// The stem of a document that is given again because the order came again.
    func repeatStem(_ stem: String, _ intake: String) -> String {
        let count = repeats[intake] ?? 1
        return Stem.safe(stem + "-repeat-" + intake) + (count > 1 ? "-\(count)" : "")
    }
}
