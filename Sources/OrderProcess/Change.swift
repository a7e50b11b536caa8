// Change: the customer wants another order, or none; it is written down what exactly, and a person decides.
//
// What it does: enters every change and cancellation in the register of its order, with the customer's reason and the
// impact that they expect, and with what would be different, line by line: service content, term, fee, customer data
// (J05, J06). Customer service gets a task and grants or refuses; until then nothing of the order is locked, confirmed
// or sent. A change that is granted takes the place of the order, which is checked, reviewed and confirmed anew, and
// the confirmation answers the change. A cancellation that is granted ends the order (J11). What is refused is answered
// with the reason, and the order goes on as it was. Once goods are being made ready nothing can be changed any more,
// once they have left nothing can be cancelled: then a request can only be refused.
//
// Reacts to: changeRequested, changeDecided, changed, repeated.

import OrderModel

enum ChangeStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        switch event {
        case .changeRequested(let request):
            // One after the other: a request that came later is worked out when the earlier one is decided.
            return request.number == order.openChange?.number ? ask(about: request, order, at: desk) : .nothing
        case .changeDecided(let decision):
            guard !decision.isGranted, let request = order.request(decision.number) else { return .nothing }
            var reaction = Reaction(documents: [refusal(of: request, decision, order, at: desk)])
            if let next = order.openChange { reaction.documents.append(task(for: next, order, at: desk)) }
            return reaction
        case .changed: return tell(of: order, at: desk)
        case .repeated(let intake): return repeatRefusal(to: order, intake: intake, at: desk)
        default: return .nothing
        }
    }
}

// MARK: - A request comes in (J05, J06)

extension ChangeStage {
    /// Enters a change or a cancellation of an order that is known.
    static func receive(
        _ request: PurchaseOrder, _ hash: String, _ arrival: RegistrationStage.Arrival, of order: OrderRecord,
        at desk: DeskView
    ) -> Reaction {
        if let earlier = order.changeRequests.first(where: { $0.contentHash == hash }) {
            return repeated(earlier, order, intake: arrival.intake, at: desk)
        }
        if let objection = objection(to: request, order, at: desk) {
            return hand(over: request, objection, order, intake: arrival.intake, at: desk)
        }
        let change = ChangeRequest(
            number: number(for: request, order), ordinal: order.changeRequests.count + 1, request: request,
            channel: arrival.channel, intake: arrival.intake, contentHash: hash,
            differences: OrderChange(request, of: order.order).differences, findings: desk.readFindings)
        let finding = Finding(
            .warning, .changeNeedsPerson,
            "\(change.title) of order \(order.order.customerReference) waits for our decision", at: request.place,
            value: request.purpose.rawValue, hint: "nothing has changed yet; our answer follows")
        return Reaction(events: [.changeRequested(change)], entry: entry(.referred, order, finding))
    }

    /// The customer's own number of the change; where they give none, or one that they gave before, we count.
    private static func number(for request: PurchaseOrder, _ order: OrderRecord) -> String {
        let taken = Set(order.changeRequests.map(\.number))
        if let own = request.changeNumber.meaningful, !taken.contains(own) { return own }
        var ordinal = order.changeRequests.count + 1
        while taken.contains(String(ordinal)) { ordinal += 1 }
        return String(ordinal)
    }

    /// Why a request cannot even wait for a decision.
    private static func objection(to request: PurchaseOrder, _ order: OrderRecord, at desk: DeskView) -> Finding? {
        if order.isClosed {
            return Finding(
                .error, .changeNotPossible,
                "order \(order.number) is \(order.status.name): nothing of it can be changed any more",
                at: request.place, value: request.purpose.rawValue,
                hint: "customer service will get in touch about what you want")
        }
        guard request.purpose == .change, desk.readFindings.hasErrors else { return nil }
        return Finding(
            .error, .changeNotPossible, "a part of the change could not be read, so nothing of it was taken",
            at: request.place, hint: "mend what is wrong and send the change again")
    }

    /// A person gets in touch; nothing is entered.
    private static func hand(
        over request: PurchaseOrder, _ finding: Finding, _ order: OrderRecord, intake: String, at desk: DeskView
    ) -> Reaction {
        var reaction = Reaction(
            events: [.conflictingCopy(intake: intake, findings: [finding])], entry: entry(.referred, order, finding))
        let differences = OrderChange(request, of: order.order).differences
        reaction.tell(
            [desk.roles.customerService], .conflict, about: order, at: desk,
            "The customer sent a \(request.purpose.rawValue): \(finding.message). Please get in touch with them.",
            details: wishes(request) + details(differences), findings: [finding] + desk.readFindings)
        return reaction
    }

    private static func repeated(
        _ request: ChangeRequest, _ order: OrderRecord, intake: String, at desk: DeskView
    ) -> Reaction {
        let decision = order.decision(about: request)
        let state = decision.map { $0.isGranted ? "was granted" : "was refused" } ?? "waits for our decision"
        let finding = Finding(
            .note, .orderRepeated,
            "\(request.title) of order \(order.order.customerReference) came before and \(state)",
            value: request.number)
        return Reaction(events: [.repeated(intake: intake)], entry: entry(.repeated, order, finding))
    }

    /// Whoever asks again is told again that the last thing they wanted is refused.
    private static func repeatRefusal(to order: OrderRecord, intake: String, at desk: DeskView) -> Reaction {
        guard let decision = order.changeDecisions.last, !decision.isGranted, !order.isClosed,
            let request = order.request(decision.number)
        else { return .nothing }
        var document = refusal(of: request, decision, order, at: desk)
        document.stem = order.repeatStem(document.stem, intake)
        return Reaction(documents: [document])
    }

    private static func entry(
        _ outcome: Receipt.Entry.Outcome, _ order: OrderRecord, _ finding: Finding
    ) -> Receipt.Entry {
        Receipt.Entry(
            outcome: outcome, kind: .order, customerReference: order.order.customerReference,
            orderNumber: order.number, findings: [finding])
    }
}

// MARK: - The decision (J06, J11)

extension ChangeStage {
    static func decide(
        _ decision: ReviewDecision, about number: String, _ order: OrderRecord, role: String, at desk: DeskView
    ) -> Reaction {
        guard let request = order.request(number) else {
            let finding = Finding(
                .error, .roleNotAsked, "order \(order.number) has no change '\(number)'", value: number,
                hint: order.openChange.map { "\($0.title) waits for a decision" } ?? "no change waits for a decision")
            return .refused(.decision, order: order.number, [finding])
        }
        if let finding = objection(to: decision, about: request, order, role: role, at: desk) {
            return .refused(.decision, order: order.number, [finding])
        }
        let word = ChangeDecision(
            number: request.number, isGranted: decision.verdict == .approve, role: role,
            person: decision.decider, reason: decision.remark,
            at: desk.now)
        var reaction = Reaction.accepted(
            .decision, of: order,
            "\(decision.verdict.rawValue) by \(role) (\(word.person)) for \(request.title) of \(order.number)")
        reaction.events = [.changeDecided(word)]
        guard word.isGranted else { return reaction }
        if request.isCancellation {
            let reason = request.reason ?? "cancelled by the customer"
            reaction.events.append(.cancelled(by: desk.partnerName(order.partner), reason: reason))
        } else {
            let changed = OrderChange(request.request, of: order.order).order
            let hash = OrderFingerprint.hash(of: changed.withoutChange, by: desk.settings)
            reaction.events.append(.changed(changed, contentHash: hash))
        }
        return reaction
    }

    private static func objection(
        to decision: ReviewDecision, about request: ChangeRequest, _ order: OrderRecord, role: String,
        at desk: DeskView
    ) -> Finding? {
        if let given = order.decision(about: request) {
            return Finding(
                .error, .decisionAlreadyGiven, "\(given.person) has decided about \(request.title) already",
                value: decision.verdict.rawValue, hint: "the first decision counts")
        }
        guard role == desk.roles.customerService, order.openChange == request else {
            let next = order.openChange.map { "\($0.title) is decided first, by \(desk.roles.customerService)" }
            return Finding(
                .error, .roleNotAsked, "\(role) is not asked about \(request.title) of order \(order.number) now",
                value: role, hint: next ?? "the order is \(order.status.name): nothing has to be decided")
        }
        guard decision.person.meaningful != nil else {
            return Finding(
                .error, .decisionIncomplete, "the decision about \(request.title) does not say who decided",
                hint: "give the name of the person: a role alone cannot be asked why")
        }
        switch decision.verdict {
        case .ask, .sendBack, .answer, .delegate, .assign:
            return Finding(
                .error, .decisionIncomplete,
                "a change is granted or refused, and the verdict is \(decision.verdict.rawValue)",
                value: decision.verdict.rawValue, hint: "ring the customer; then approve, or reject with the reason")
        case .reject where decision.reason.meaningful == nil:
            return Finding(
                .error, .decisionIncomplete, "\(request.title) is refused, and no reason is given",
                hint: "give the reason; the customer reads it")
        case .reject: return nil
        case .approve:
            let change = OrderChange(request.request, of: order.order)
            let obstacles = obstacles(to: request, change, order)
            guard !obstacles.isEmpty else { return nil }
            return Finding(
                .error, .changeNotPossible,
                "\(request.title) cannot be granted: \(obstacles.joined(separator: "; "))", value: request.number,
                hint: "agree with the customer, and reject it with the reason")
        }
    }

    /// The customer hears that the order stands as it was, and why.
    private static func refusal(
        of request: ChangeRequest, _ decision: ChangeDecision, _ order: OrderRecord, at desk: DeskView
    ) -> OutgoingDocument {
        let texts = Texts(desk.language(of: order.partner))
        let answer = OrderConfirmation(
            orderNumber: order.number, customerReference: order.order.customerReference,
            orderDate: order.order.issueDate, changeNumber: request.number, decision: .rejected,
            issuedAt: decision.at, issueDate: desk.settings.calendar.date(at: decision.at),
            currency: order.order.currency.meaningful, total: nil, lines: [],
            reason: texts.say(
                request.isCancellation ? .cancellationRefused : .changeRefused,
                ["number": request.number, "reason": decision.reason ?? ""]),
            transportMode: order.order.transportMode, deliverTo: order.deliverTo, seller: desk.settings.seller,
            buyer: order.buyer(at: desk))
        return OutgoingDocument(
            recipient: .partner(order.partner),
            stem: Stem.named("confirmation", order.number) + "-change-\(request.ordinal)", orderNumber: order.number,
            content: .confirmation(answer))
    }

    /// Sales and warehouse hear that the order is another one now, and the next request has its turn.
    private static func tell(of order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction()
        let request = order.grantedChange
        reaction.tell(
            [desk.roles.sales, desk.roles.warehouse], .orderChanged, about: order, at: desk,
            "Order \(order.number) was changed as the customer asked. It is checked and reviewed anew; goods that were "
                + "locked for it are free.",
            details: request.map { wishes($0.request) + details($0.differences) } ?? [])
        if let next = order.openChange { reaction.documents.append(task(for: next, order, at: desk)) }
        return reaction
    }
}

extension OrderRecord {
    fileprivate func request(_ number: String) -> ChangeRequest? { changeRequests.first { $0.number == number } }
}

extension PurchaseOrder {
    /// As the customer would send it as a new order.
    fileprivate var withoutChange: PurchaseOrder {
        var order = self
        (order.changeNumber, order.changeReason, order.expectedImpact) = (nil, nil, nil)
        return order
    }
}
