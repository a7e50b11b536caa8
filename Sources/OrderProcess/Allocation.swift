// Allocation: goods in stock are locked for the order, so that no other can take them; what lacks is bought, and the
// customer says whether to send what is there or to wait.
//
// What it does: after the review it looks at the stock of every line (K16, K18) and locks it (K01), in the sequence in
// which orders get here: by priority, then first come, first served (A10, A11, K02); from the preferred warehouse that
// can serve the whole line (K03), the nearest expiry first (K04), then first in, first out (K05). The allocation plan
// goes to the warehouse (K06). A shortage goes to purchasing and to customer service (K10); the customer's standing
// agreement or their answer decides about a part shipment (K13). When stock comes in, waiting orders take what they
// lack (K02).
//
// Reacts to: reviewPassed, changeDecided, shortageFound.

import ExactDecimals
import OrderModel

enum AllocationStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        switch event {
        case .reviewPassed: return try allocate(order, at: desk)
        case .changeDecided(let decision) where !decision.isGranted: return try allocate(order, at: desk)
        case .shortageFound(let shortages):
            // What lacks is asked for once; later finds only say what still does.
            guard order.confirmation == nil, order.consent == nil, !order.isConsentAsked else { return .nothing }
            return try settleShortage(shortages, of: order, at: desk)
        default: return .nothing
        }
    }

    /// What may be changed yet is not locked; once the request is refused, the order goes on where it stood.
    private static func allocate(_ order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        guard !order.isQuotation, order.reviewRoute != nil, !order.isAllocated, !order.isClosed,
            order.openChange == nil
        else {
            return .nothing
        }
        let (reservations, shortages) = try lock(order.lines, at: desk)
        var reaction = Reaction()
        if !reservations.isEmpty { reaction.events.append(.reserved(reservations)) }
        if !shortages.isEmpty { reaction.events.append(.shortageFound(shortages)) }
        reaction.documents.append(plan(reservations, shortages, of: order, at: desk))
        return reaction
    }

    /// Locks what the lines lack as far as stock goes, and says what still lacks.
    private static func lock(
        _ lines: [LineProgress], at desk: DeskView
    ) throws(FactsError) -> (reservations: [Reservation], shortages: [Shortage]) {
        var stock = FreeStock(warehouses: desk.settings.warehouses, leavingOn: desk.earliestDispatch)
        var reservations: [Reservation] = []
        var shortages: [Shortage] = []
        for progress in lines where progress.lacking.isPositive {
            let found = try stock.take(progress.line, wanting: progress.lacking, from: desk.facts)
            let missing = progress.lacking.less(found.map(\.quantity).sum)
            reservations += found
            if missing.isPositive {
                shortages.append(
                    Shortage(lineID: progress.line.lineID, product: progress.line.product, quantity: missing))
            }
        }
        return (reservations, shortages)
    }

    private static func plan(
        _ reservations: [Reservation], _ shortages: [Shortage], of order: OrderRecord, at desk: DeskView
    ) -> OutgoingDocument {
        let plan = AllocationPlan(
            orderNumber: order.number, at: desk.now, reservations: reservations, shortages: shortages)
        return OutgoingDocument(
            recipient: .desk(role: desk.roles.warehouse),
            stem: Stem.numbered("allocation-plan", order.number, desk.sequence), orderNumber: order.number,
            content: .allocationPlan(plan))
    }
}

// MARK: - Stock comes in (K02)

extension AllocationStage {
    /// A waiting order takes what it lacks, as far as the stock goes that came in.
    static func stockArrived(for order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        guard order.isShort else { return .nothing }
        let (reservations, shortages) = try lock(order.lines, at: desk)
        guard !reservations.isEmpty else { return .nothing }
        // What still lacks comes before what was locked, so that whoever reacts to the lock finds the order as it is.
        var reaction = Reaction(events: [.shortageFound(shortages), .reserved(reservations)])
        if shortages.isEmpty, order.isConsentOpen {
            // Nobody has to agree to anything any more.
            reaction.events.append(.consentGiven(.part, person: "not needed: all goods have come in"))
        }
        reaction.documents.append(plan(reservations, shortages, of: order, at: desk))
        return reaction
    }
}

// MARK: - Shortage (K10, K13)

extension AllocationStage {
    private static func settleShortage(
        _ shortages: [Shortage], of order: OrderRecord, at desk: DeskView
    ) throws(FactsError) -> Reaction {
        var reaction = Reaction()
        reaction.documents.append(try replenishment(shortages, of: order, at: desk))
        reaction.tell(
            [desk.roles.customerService], .shortage, about: order, at: desk,
            "Goods are short for order \(order.number); purchasing was asked to replenish them.",
            details: shortages.map { DeskNotice.Detail("line \($0.lineID)", "\($0.product): \($0.quantity) missing") })
        let agreed = try desk.facts.customer(order.partner)?.shortageConsent ?? .ask
        if agreed == .ask {
            let questions = try consentQuestions(order, at: desk)
            let due = desk.due(within: desk.settings.clarificationWithin)
            reaction.events = [
                .consentAsked, .clarificationAsked(Clarification(questions: questions, due: due)),
            ]
        } else {
            reaction.events = [.consentGiven(agreed, person: "standing agreement")]
        }
        return reaction
    }

    private static func replenishment(
        _ shortages: [Shortage], of order: OrderRecord, at desk: DeskView
    ) throws(FactsError) -> OutgoingDocument {
        let lines = shortages.map { shortage in
            let line = order.line(shortage.lineID)?.line
            return ReplenishmentRequest.Line(
                product: shortage.product, name: line?.name ?? shortage.product, quantity: shortage.quantity,
                unit: line?.stockUnit ?? "", neededBy: line?.requestedDeliveryDate)
        }
        let request = ReplenishmentRequest(orderNumber: order.number, at: desk.now, lines: lines)
        return OutgoingDocument(
            recipient: .desk(role: desk.roles.purchasing),
            stem: Stem.numbered("replenishment", order.number, desk.sequence), orderNumber: order.number,
            content: .replenishmentRequest(request))
    }

    /// One question for each line that lacks something, with what is there and when the rest may come.
    private static func consentQuestions(_ order: OrderRecord, at desk: DeskView) throws(FactsError) -> [Question] {
        let texts = Texts(desk.language(of: order.partner))
        let promises = try Promises(order, at: desk)
        return order.lines.filter(\.lacking.isPositive).prefix(Limits.questionsPerQuery).map { progress in
            let line = progress.line
            let available = line.inOrderedUnit(progress.reserved)
            let part = texts.say(
                .shortagePart,
                [
                    "line": line.lineID, "quantity": line.quantity.description, "unit": line.unit,
                    "product": "\(line.product) \(line.name)", "available": available.description,
                    "missing": line.quantity.less(available).description,
                ])
            let rest =
                promises.replenished[line.product].map { texts.say(.shortageComing, ["date": $0.description]) }
                ?? texts.say(.shortageComingUnknown)
            return Question(code: "shortage-consent", text: part + rest, lineID: line.lineID)
        }
    }
}
