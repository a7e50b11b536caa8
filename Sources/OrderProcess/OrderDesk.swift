// The desk: hands an input to the stage that it is for, and lets every stage react until nothing follows any more.

package import OrderModel

/// The whole business as one function: an input and what is known, to all that follows.
package struct OrderDesk: Sendable {
    package let settings: DeskSettings

    package init(settings: DeskSettings) { self.settings = settings }

    /// All that follows from one input. Touches nothing: `facts` are asked (and give running numbers), everything else
    /// is in the decision, which takes effect as a whole or not at all. The same input, facts and time give the same
    /// decision. Takes time in proportion to the order's journal and its lines.
    package func decide(
        _ input: DeskInput, facts: some DeskFacts, now: Instant
    ) throws(FactsError) -> Decision {
        let desk = DeskView(
            settings: settings, facts: facts, now: now, intake: input.intake, readFindings: input.readFindings)
        switch try open(input, at: desk) {
        case .new(let number, let registration):
            var turn = Turn(registering: registration, as: number, at: desk)
            return try turn.run(stages: OrderDesk.stages)
        case .known(let order, let reaction):
            var turn = Turn(order, reaction, at: desk)
            return try turn.run(stages: OrderDesk.stages)
        case .notEntered(let reaction):
            return Decision(documents: reaction.documents, entry: reaction.entry?.adding(desk.readFindings))
        }
    }

    /// The life of an order from top to bottom.
    static var stages: [any Stage.Type] {
        [
            RegistrationStage.self, AssignmentStage.self, HandlingStage.self, ChangeStage.self, ValidationStage.self,
            ClarificationStage.self, ReviewStage.self, ReminderStage.self, UrgentOrderStage.self, QuotationStage.self,
            AllocationStage.self, ConfirmationStage.self, DispatchStage.self, TransportStage.self,
            DeliveryStage.self, AcceptanceStage.self, StatusReportStage.self,
        ]
    }
}

// MARK: - Which order an input is about

extension OrderDesk {
    private func open(_ input: DeskInput, at desk: DeskView) throws(FactsError) -> RegistrationStage.Outcome {
        switch input {
        case .document(let read, let sender, let intake, let format):
            return try open(read.document, from: sender, intake: intake, format: format, at: desk)
        case .repeatedOrder(let number, let intake):
            guard let order = try record(number, at: desk) else { return .notEntered(.nothing) }
            return .known(order, RegistrationStage.repeated(order, intake: intake))
        case .stockArrived(let number, _):
            guard let order = try record(number, at: desk) else { return .notEntered(.nothing) }
            return .known(order, try AllocationStage.stockArrived(for: order, at: desk.before(order)))
        case .timer(let timer):
            guard let order = try record(timer.orderNumber, at: desk) else { return .notEntered(.nothing) }
            return .known(order, ring(timer, order, at: desk.before(order)))
        }
    }

    private func ring(_ timer: DeskTimer, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        switch timer.kind {
        case .shippingNotice: DispatchStage.waitedLongEnough(for: timer.shipment, order)
        case .review: ReminderStage.ringForReview(order, at: desk)
        case .clarification: ReminderStage.ringForAnswer(order, at: desk)
        case .handling: HandlingStage.ring(order, at: desk)
        case .progress: UrgentOrderStage.ring(order, at: desk)
        case .transport: TransportStage.ring(timer.shipment, order, at: desk)
        case .customerProgress: StatusReportStage.ring(order, at: desk)
        }
    }

    private func open(
        _ document: IncomingDocument, from sender: Sender, intake: String, format: FileFormat, at desk: DeskView
    ) throws(FactsError) -> RegistrationStage.Outcome {
        switch (document, sender) {
        case (.order(let order), .partner(let partner, let channel)):
            let arrival = RegistrationStage.Arrival(
                partner: partner, channel: channel, intake: intake, format: format)
            return try RegistrationStage.receive(order, arrival, at: desk)
        case (.order(let order), .desk(let role)):
            return try RegistrationStage.receive(draft: order, from: role, intake: intake, format: format, at: desk)
        case (.customerAnswer(let answer), .partner(let partner, _)):
            guard let order = try find(answer.order, of: partner, at: desk) else {
                return .notEntered(.refused(.customerAnswer, order: nil, [unknownOrder(answer.order)]))
            }
            return .known(order, ClarificationStage.answer(answer, order, intake: intake, at: desk.before(order)))
        case (.decision(let decision), .desk(let role)):
            guard let order = try record(decision.orderNumber, at: desk) else {
                return .notEntered(.refused(.decision, order: nil, [unknownOrder(decision.orderNumber)]))
            }
            return .known(order, decide(decision, order, role: role, at: desk.before(order)))
        case (.progressReport(let report), .desk(let role)):
            guard let order = try record(report.orderNumber, at: desk) else {
                return .notEntered(.refused(.progressReport, order: nil, [unknownOrder(report.orderNumber)]))
            }
            return .known(order, UrgentOrderStage.take(report, order, role: role, at: desk.before(order)))
        case (.dispatchReport(let report), .desk(let role)):
            return try about(report.shipment, document.kind, sender, desk) { order, desk in
                DispatchStage.take(report, order, role: role, at: desk)
            }
        case (.carrierReport(let report), .desk), (.carrierReport(let report), .carrier):
            return try about(report.shipment, document.kind, sender, desk) { order, _ in
                DispatchStage.take(report, order, from: sender.speaker)
            }
        case (.transportStatus(let status), .desk), (.transportStatus(let status), .carrier):
            return try take(status, sender, at: desk)
        case (.deliveryFailure(let failure), .carrier):
            return try about(failure.shipment, document.kind, sender, desk) { order, _ in
                TransportStage.take(failure, order)
            }
        case (.deliveryReport(let report), .desk), (.deliveryReport(let report), .carrier):
            return try about(report.shipment, document.kind, sender, desk) { order, desk in
                if case .desk(let role) = sender, role != desk.roles.warehouse {
                    return DispatchStage.refuseRole(role, .deliveryReport, order, at: desk)
                }
                return DeliveryStage.take(report, order, at: desk)
            }
        case (.receiptAdvice(let advice), .partner), (.receiptAdvice(let advice), .desk):
            return try receive(advice, sender, at: desk)
        default:
            let finding = Finding(
                .error, .kindNotAllowedHere, "\(document.kind.rawValue) is not taken from \(sender.folder)")
            return .notEntered(.refused(document.kind, order: nil, [finding]))
        }
    }

    /// Customer service decides about changes and settles open questions, finance releases goods; every role decides in
    /// its own review.
    private func decide(
        _ decision: ReviewDecision, _ order: OrderRecord, role: String, at desk: DeskView
    ) -> Reaction {
        if let change = decision.change.meaningful {
            return ChangeStage.decide(decision, about: change, order, role: role, at: desk)
        }
        if let finding = DecisionCheck.incomplete(decision, order) {
            return .refused(.decision, order: order.number, [finding])
        }
        switch decision.verdict {
        case .assign: return AssignmentStage.take(decision, order, role: role, at: desk)
        case .answer: return ReviewStage.answer(decision, order, role: role, at: desk)
        default: break
        }
        if role == desk.roles.finance, !order.creditHold.isEmpty {
            return CreditRelease.decide(decision, order, role: role, at: desk)
        }
        if role == desk.roles.customerService, !order.openQuestions.isEmpty, !order.isClosed {
            return ClarificationStage.settle(decision, order, role: role, at: desk)
        }
        return ReviewStage.decide(decision, order, role: role, at: desk)
    }

    /// A report about a shipment: a carrier hears of, and speaks about, its own shipments only.
    private func about(
        _ shipment: String, _ kind: IncomingDocument.Kind, _ sender: Sender, _ desk: DeskView,
        _ take: (OrderRecord, DeskView) -> Reaction
    ) throws(FactsError) -> RegistrationStage.Outcome {
        guard let number = try desk.facts.orderNumber(shipment: shipment), let order = try record(number, at: desk),
            let known = order.shipment(shipment), sender.maySpeak(of: known)
        else { return .notEntered(.refused(kind, order: nil, [DispatchStage.unknown(shipment)])) }
        return .known(order, take(order, desk.before(order)))
    }

    /// Where goods are: by our number of the shipment, or by the carrier's own tracking number (P03).
    private func take(
        _ status: TransportStatus, _ sender: Sender, at desk: DeskView
    ) throws(FactsError) -> RegistrationStage.Outcome {
        var status = status
        let tracking = status.trackingNumber.meaningful
        if let tracking, try desk.facts.orderNumber(shipment: status.shipment) == nil {
            let candidates = try desk.facts.shipments(trackingNumber: tracking)
            var own: [String] = []
            for candidate in candidates where try isSpokenOf(candidate, by: sender, at: desk) { own.append(candidate) }
            guard let found = own.only else {
                let finding =
                    status.shipment.meaningful.map(DispatchStage.unknown)
                    ?? TransportStage.unknown(trackingNumber: tracking)
                return .notEntered(.refused(.transportStatus, order: nil, [finding]))
            }
            status.shipment = found
        }
        return try about(status.shipment, .transportStatus, sender, desk) { order, desk in
            if case .desk(let role) = sender, ![desk.roles.warehouse, desk.roles.logistics].contains(role) {
                return DispatchStage.refuseRole(role, .transportStatus, order, at: desk)
            }
            return TransportStage.take(status, order, at: desk)
        }
    }

    private func isSpokenOf(_ shipment: String, by sender: Sender, at desk: DeskView) throws(FactsError) -> Bool {
        guard let number = try desk.facts.orderNumber(shipment: shipment) else { return false }
        return try record(number, at: desk)?.shipment(shipment).map(sender.maySpeak) ?? false
    }

    /// What a customer received: of their own orders only. A colleague speaks for any customer.
    private func receive(
        _ advice: ReceiptAdvice, _ sender: Sender, at desk: DeskView
    ) throws(FactsError) -> RegistrationStage.Outcome {
        let found = try shipped(advice, by: sender, at: desk)
        guard let order = found else {
            let finding =
                advice.shipment.meaningful.map(DispatchStage.unknown) ?? unknownOrder(advice.order.meaningful ?? "")
            return .notEntered(.refused(.receiptAdvice, order: nil, [finding]))
        }
        return .known(order, AcceptanceStage.take(advice, order, from: sender, at: desk.before(order)))
    }

    private func shipped(
        _ advice: ReceiptAdvice, by sender: Sender, at desk: DeskView
    ) throws(FactsError) -> OrderRecord? {
        var found: OrderRecord?
        if let shipment = advice.shipment.meaningful {
            guard let number = try desk.facts.orderNumber(shipment: shipment) else { return nil }
            found = try record(number, at: desk)
        } else if let name = advice.order.meaningful {
            if case .partner(let partner, _) = sender { return try find(name, of: partner, at: desk) }
            found = try record(name, at: desk)
        }
        if case .partner(let partner, _) = sender, found?.partner != partner { return nil }
        return found
    }

    private func record(_ number: String, at desk: DeskView) throws(FactsError) -> OrderRecord? {
        guard let number = number.meaningful else { return nil }
        return OrderRecord(folding: try desk.facts.journal(order: number))
    }

    /// By our number, or by the customer's own; never an order of somebody else's.
    private func find(_ name: String, of partner: String, at desk: DeskView) throws(FactsError) -> OrderRecord? {
        if let order = try record(name, at: desk), order.partner == partner { return order }
        guard let reference = name.meaningful,
            let known = try desk.facts.orders(customerReference: reference, partner: partner).last
        else { return nil }
        return try record(known.number, at: desk)
    }

    private func unknownOrder(_ number: String) -> Finding {
        Finding(
            .error, .orderUnknown, "there is no order '\(number)'", value: number,
            hint: "give the order's number as it stands on our documents")
    }
}

extension Sender {
    /// A shipment is a carrier's own where it was given to that carrier; the desk may speak of all.
    fileprivate func maySpeak(of shipment: ShipmentProgress) -> Bool {
        guard case .carrier(let id) = self else { return true }
        return shipment.instruction.carrier == id
    }

    fileprivate var speaker: String {
        switch self {
        case .partner(let id, _): id
        case .desk(let role): role
        case .carrier(let id): "carrier \(id)"
        }
    }
}

extension DeskInput {
    fileprivate var intake: String? {
        switch self {
        case .document(_, _, let intake, _), .repeatedOrder(_, let intake), .stockArrived(_, let intake): intake
        case .timer: nil
        }
    }

    fileprivate var readFindings: [Finding] {
        if case .document(let read, _, _, _) = self { return read.findings }
        return []
    }
}
