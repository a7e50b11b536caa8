// Confirmation: the binding answer to the customer, once the review has passed and stock has been looked at; and the
// refusal, where somebody said no.
//
// What it does: confirms number, lines, quantities, specification, prices, mode of delivery, terms and the expected day
// of dispatch (I01, I02, I04, I05): as ordered, or with changes where goods follow later, a date cannot be met, a price
// was added from the list or the review added terms. Changes of quantity are confirmed only where the customer has
// agreed, now or beforehand (requirements 2.7). It states surcharges and longer lead times (F09) and reminds the customer
// how to pay; finance gets what the invoice needs (F11). The answer to a changed order names the change (J06). The confirmed order is handed over to sales and warehouse, after a
// review to customer service too (G18, I07), and is the basis of everything that follows (C11, C17). A date that cannot
// be met is reported to sales (D05). An order that comes again is given the same answer again.
//
// Reacts to: reserved, shortageFound, consentGiven, changeDecided, confirmed, rejected, cancelled, repeated.

import ExactDecimals
import OrderModel

enum ConfirmationStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        guard !order.isQuotation else { return .nothing }
        switch event {
        case .reserved, .shortageFound, .consentGiven: return try confirm(order, at: desk)
        case .changeDecided(let decision) where !decision.isGranted: return try confirm(order, at: desk)
        case .confirmed(let confirmation): return try handOver(confirmation, order, at: desk)
        case .rejected, .cancelled: return refuse(order, at: desk)
        case .repeated(let intake):
            guard let answer = refusal(of: order, at: desk) ?? order.confirmation else { return .nothing }
            var document = document(answer, order)
            document.stem = order.repeatStem(document.stem, intake)
            return Reaction(documents: [document])
        default: return .nothing
        }
    }

    private static func confirm(_ order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        guard isReady(order) else { return .nothing }
        return Reaction(events: [.confirmed(try confirmation(of: order, at: desk))])
    }

    /// It is known of every line what is there, and where something lacks, what the customer wants.
    private static func isReady(_ order: OrderRecord) -> Bool {
        order.reviewRoute != nil && order.isAllocated && order.confirmation == nil && !order.isClosed
            && !order.isConsentOpen && (!order.isShort || order.consent != nil) && order.openChange == nil
    }

    private static func document(_ confirmation: OrderConfirmation, _ order: OrderRecord) -> OutgoingDocument {
        // The answer to a change is a document of its own beside the one before it, and so is the end of an order that
        // was confirmed.
        let isEnd = confirmation.decision == .rejected && order.confirmation != nil
        let suffix = order.grantedChange.map { "-change-\($0.ordinal)" } ?? (isEnd ? "-ended" : "")
        return OutgoingDocument(
            recipient: .partner(order.partner), stem: Stem.named("confirmation", order.number) + suffix,
            orderNumber: order.number, content: .confirmation(confirmation))
    }
}

// MARK: - The confirmation (I01, I02, I04, I05)

extension ConfirmationStage {
    private static func confirmation(of order: OrderRecord, at desk: DeskView) throws(FactsError) -> OrderConfirmation {
        let promises = try Promises(order, at: desk)
        let texts = Texts(desk.language(of: order.partner))
        let ordered = order.order.linesByNumber
        let lines = order.lines.map { progress in
            confirmedLine(progress, ordered: ordered[progress.line.lineID], of: order, promises, texts)
        }
        var reasons = lines.flatMap(\.changes).uniqued()
        if !order.terms.isEmpty { reasons.append(texts.say(.changedTerms)) }
        if !order.charges.isEmpty { reasons.append(texts.say(.changedCharges)) }
        if let days = order.conditions?.extraLeadDays, days > 0 {
            reasons.append(texts.say(.changedLeadTime, ["days": String(days)]))
        }
        let payment = try Payment(of: order, at: desk)
        return OrderConfirmation(
            orderNumber: order.number, customerReference: order.order.customerReference,
            orderDate: order.order.issueDate, changeNumber: order.grantedChange?.number,
            decision: reasons.isEmpty ? .accepted : .acceptedWithChange, issuedAt: desk.now, issueDate: desk.today,
            currency: order.validation?.currency, total: order.validation?.total, charges: order.charges,
            paymentMeans: payment.means, paymentTerms: payment.terms, lines: lines.map(\.line),
            terms: order.terms, reason: reasons.isEmpty ? nil : reasons.joined(separator: " "),
            transportMode: order.order.transportMode, deliverTo: order.deliverTo, seller: desk.settings.seller,
            buyer: order.buyer(at: desk))
    }

    private static func confirmedLine(
        _ progress: LineProgress, ordered: OrderLine?, of order: OrderRecord, _ promises: Promises, _ texts: Texts
    ) -> (line: OrderConfirmation.Line, changes: [String]) {
        let line = progress.line
        let confirmed = line.inOrderedUnit(progress.reserved)
        let rest = line.quantity.less(confirmed)
        var changes: [String] = []
        var notes: [String] = []
        if rest.isPositive {
            changes.append(texts.say(.changedQuantity))
            notes.append(backorderNote(rest, line, promises, texts))
            if order.consent == .wait { notes.append(texts.say(.waitsForAll)) }
        }
        let promised = promises.dispatch(of: progress)
        if let promised, let requested = line.requestedDeliveryDate, promised > requested {
            changes.append(texts.say(.changedDate))
            notes.append(
                texts.say(.dateLater, ["requested": requested.description, "date": promised.description]))
        }
        if ordered?.unitPrice == nil {
            changes.append(texts.say(.changedPrice))
            notes.append(texts.say(.priceFromList))
        }
        let separator = texts.language == .chinese ? "" : " "
        let answer = OrderConfirmation.Line(
            lineID: line.lineID, product: line.product, buyerCode: ordered?.buyerCode,
            gtin: ordered?.gtin, name: line.name, specification: line.specification, orderedQuantity: line.quantity,
            confirmedQuantity: confirmed, backorderedQuantity: rest, unit: line.unit,
            unitPrice: line.unitPrice, amount: line.amount, promisedDate: promised,
            requestedDate: line.requestedDeliveryDate, orderedPrice: ordered?.unitPrice,
            status: changes.isEmpty ? .accepted : .changed,
            note: notes.isEmpty ? nil : notes.joined(separator: separator))
        return (answer, changes)
    }

    private static func backorderNote(
        _ rest: ExactDecimal, _ line: ValidatedLine, _ promises: Promises, _ texts: Texts
    ) -> String {
        var values = ["quantity": rest.description, "unit": line.unit]
        guard let date = promises.replenished[line.product] else { return texts.say(.backordered, values) }
        values["date"] = date.description
        return texts.say(.backorderedUntil, values)
    }
}

// MARK: - Handing over (D05, G18, I07)

extension ConfirmationStage {
    private static func handOver(
        _ confirmation: OrderConfirmation, _ order: OrderRecord, at desk: DeskView
    ) throws(FactsError) -> Reaction {
        var reaction = try Reaction(documents: [document(confirmation, order), invoice(confirmation, order, at: desk)])
        var roles = [desk.roles.sales, desk.roles.warehouse]
        if order.reviewRoute == .reviewed { roles.append(desk.roles.customerService) }
        reaction.tell(
            roles, .orderConfirmed, about: order, at: desk,
            "Order \(order.number) was confirmed to the customer: \(confirmation.decision.rawValue).",
            details: confirmation.lines.map { line in
                DeskNotice.Detail("line \(line.lineID)", summary(line))
            })
        let late = confirmation.lines.filter { line in
            guard let requested = order.line(line.lineID)?.line.requestedDeliveryDate, let promised = line.promisedDate
            else { return false }
            return promised > requested
        }
        if !late.isEmpty {
            reaction.tell(
                [desk.roles.sales], .clarification, about: order, at: desk,
                "The date that the customer asks for in order \(order.number) cannot be met. "
                    + "Please agree on the new date with the customer.",
                details: late.map { line in
                    let requested = order.line(line.lineID)?.line.requestedDeliveryDate?.description ?? ""
                    let promised = line.promisedDate?.description ?? ""
                    return DeskNotice.Detail("line \(line.lineID)", "asked for \(requested), leaves \(promised)")
                })
        }
        return reaction
    }

    private static func summary(_ line: OrderConfirmation.Line) -> String {
        var text = "\(line.product) \(line.name): \(line.orderedQuantity) \(line.unit)"
        if line.backorderedQuantity.isPositive { text += ", \(line.backorderedQuantity) of it later" }
        if let date = line.promisedDate { text += ", leaves \(date)" }
        return text
    }
}

// MARK: - The invoice (F11)

extension ConfirmationStage {
    /// Prices are fixed now: what finance needs to write the invoice.
    private static func invoice(
        _ confirmation: OrderConfirmation, _ order: OrderRecord, at desk: DeskView
    ) throws(FactsError) -> OutgoingDocument {
        let lines = confirmation.lines.map { line in
            InvoicePreparation.Line(
                lineID: line.lineID, product: line.product, name: line.name, specification: line.specification,
                quantity: line.orderedQuantity, unit: line.unit, unitPrice: line.unitPrice, amount: line.amount)
        }
        let preparation = InvoicePreparation(
            orderNumber: order.number, customerReference: confirmation.customerReference,
            changeNumber: confirmation.changeNumber, at: desk.now, customer: order.partner,
            buyer: try invoiced(confirmation.buyer, order, at: desk),
            deliverTo: confirmation.deliverTo, currency: confirmation.currency, lines: lines,
            total: confirmation.total, charges: confirmation.charges ?? [], payable: confirmation.payable,
            paymentMeans: confirmation.paymentMeans, paymentTerms: confirmation.paymentTerms)
        let suffix = order.grantedChange.map { "-change-\($0.ordinal)" } ?? ""
        return OutgoingDocument(
            recipient: .desk(role: desk.roles.finance), stem: Stem.named("invoice-preparation", order.number) + suffix,
            orderNumber: order.number, content: .invoicePreparation(preparation))
    }
}

extension ConfirmationStage {
    /// The customer as the order names them, with all numbers and the address that our own data have: an invoice needs
    /// the VAT number, which orders seldom give.
    private static func invoiced(
        _ buyer: Party, _ order: OrderRecord, at desk: DeskView
    ) throws(FactsError) -> Party {
        guard let customer = try desk.facts.customer(order.partner) else { return buyer }
        var party = buyer
        party.identifiers += customer.identifiers.filter { known in
            !buyer.identifiers.contains { RegistrationStage.matches($0, known) }
        }
        if party.address == nil, !customer.address.isEmpty { party.address = customer.address }
        return party
    }
}

/// How the customer pays: as the order says, or as was agreed with the customer.
struct Payment {
    var means: String?
    var terms: String?

    init(of order: OrderRecord, at desk: DeskView) throws(FactsError) {
        let customer = try desk.facts.customer(order.partner)
        means = order.order.paymentMeans.meaningful ?? customer?.paymentMeans.meaningful
        terms = order.order.paymentTerms.meaningful ?? customer?.paymentTerms.meaningful
    }
}

// MARK: - Refusals

extension ConfirmationStage {
    private static func refuse(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        guard let refusal = refusal(of: order, at: desk) else { return .nothing }
        var reaction = Reaction(documents: [document(refusal, order)])
        let by = order.rejection.map { "\($0.person), \($0.role)" } ?? order.cancellation?.by ?? ""
        reaction.tell(
            [desk.roles.customerService, desk.roles.sales], .orderRejected, about: order, at: desk,
            "Order \(order.number) is \(order.status.name).",
            details: [
                DeskNotice.Detail("by", by),
                DeskNotice.Detail("reason", order.rejection?.reason ?? order.cancellation?.reason ?? ""),
            ])
        return reaction
    }

    /// The answer to an order that was rejected or cancelled, the same at any time.
    private static func refusal(of order: OrderRecord, at desk: DeskView) -> OrderConfirmation? {
        guard let closedAt = order.closedAt else { return nil }
        let texts = Texts(desk.language(of: order.partner))
        let reason: String
        if let rejection = order.rejection {
            reason = texts.say(.rejected, ["reason": rejection.reason])
        } else if let cancellation = order.cancellation {
            reason = texts.say(.cancelled, ["reason": cancellation.reason])
        } else {
            return nil
        }
        return OrderConfirmation(
            orderNumber: order.number, customerReference: order.order.customerReference,
            orderDate: order.order.issueDate, decision: .rejected, issuedAt: closedAt,
            issueDate: desk.settings.calendar.date(at: closedAt),
            currency: order.order.currency.meaningful, total: nil, lines: [], reason: reason,
            transportMode: order.order.transportMode, deliverTo: order.deliverTo, seller: desk.settings.seller,
            buyer: order.buyer(at: desk))
    }
}
