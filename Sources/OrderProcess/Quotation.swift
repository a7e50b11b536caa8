// Quotation: a customer asks for our prices, and gets them on our own form, once operations has signed it.
//
// What it does: a request for quotation, or a draft of our sales, goes the way of an order up to the end of its review:
// the same checks, the same price list (F06), the same price ladder (F03–F05). Operations always has to sign (F02), also
// where no rule asks it to, and an approval that a rule gives is no signature. A product that has no price on file and
// for which none was proposed cannot be quoted: sales is asked for a price and answers with a draft (F04). The approved
// quotation goes out item by item, valid for as long as the desk is set to (F01); it is reported to the general manager
// (F10). Nothing is locked in stock, bought or sent for it. A request that comes again is given the same answer again.
//
// Reacts to: registered, clarificationAsked, reviewPassed, quoted, rejected, cancelled, repeated.

import ExactDecimals
import OrderModel

enum QuotationStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        guard order.isQuotation else { return .nothing }
        switch event {
        case .registered: return announce(order, at: desk)
        case .clarificationAsked(let clarification): return askForPrices(clarification, order, at: desk)
        case .reviewPassed: return Reaction(events: [.quoted(try quotation(of: order, at: desk))])
        case .quoted(let quotation): return issue(quotation, order, at: desk)
        case .rejected, .cancelled: return decline(order, at: desk)
        case .repeated(let intake):
            guard let answer = order.quotation ?? refusal(of: order, at: desk) else { return .nothing }
            var document = document(answer, order)
            document.stem = order.repeatStem(document.stem, intake)
            return Reaction(documents: [document])
        default: return .nothing
        }
    }

    private static func document(_ quotation: Quotation, _ order: OrderRecord) -> OutgoingDocument {
        OutgoingDocument(
            recipient: .partner(order.partner), stem: Stem.named("quotation", order.number), orderNumber: order.number,
            content: .quotation(quotation))
    }
}

// MARK: - What comes in (F01, F04)

extension QuotationStage {
    private static func announce(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction()
        let origin = order.registration.draftedBy.map { "drafted by \($0)" } ?? "asked for by the customer"
        reaction.tell(
            [desk.roles.sales], .quotationRequested, about: order, at: desk,
            "Quotation \(order.number) was registered, \(origin).")
        return reaction
    }

    /// Sales names the prices that nobody has.
    private static func askForPrices(
        _ clarification: Clarification, _ order: OrderRecord, at desk: DeskView
    ) -> Reaction {
        let missing = clarification.questions.filter { $0.code == FindingCode.priceMissing.rawValue }
        guard !missing.isEmpty else { return .nothing }
        var reaction = Reaction()
        reaction.tell(
            [desk.roles.sales], .priceNeeded, about: order, at: desk,
            "Quotation \(order.number) waits for prices: nothing is on file for a product, and none was proposed.",
            details: missing.map { DeskNotice.Detail("line \($0.lineID ?? "?")", $0.text) } + [
                DeskNotice.Detail(
                    "how to answer",
                    "Put an order file into inbox/desk/\(desk.roles.sales)/ with the document type "
                        + "request-for-quotation and the order number \(order.number), and in it for each of these "
                        + "lines its number and its price. What the file does not name stays as it was.")
            ])
        return reaction
    }
}

// MARK: - The signature (F02)

extension ReviewStage {
    /// A quotation never goes out unless operations has signed it; whatever rules say.
    static func askForSignature(_ outcomes: inout RuleOutcomes, _ operations: String) {
        guard outcomes.rulesAsking[operations] == nil else { return outcomes.require(operations) }
        outcomes.askForCaution(operations, "a quotation goes to the customer only with the signature of operations")
    }
}

// MARK: - The quotation (F01)

extension QuotationStage {
    private static func quotation(of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Quotation {
        let asked = order.order.linesByNumber
        let payment = try Payment(of: order, at: desk)
        let extra = order.conditions?.extraLeadDays ?? 0
        var stock = FreeStock(warehouses: desk.settings.warehouses, leavingOn: desk.earliestDispatch)
        var lines: [Quotation.Line] = []
        for line in order.lines.map(\.line) {
            let found = try stock.take(line, wanting: line.stockQuantity, from: desk.facts)
            let isInStock = line.stockQuantity.less(found.map(\.quantity).sum).isZero
            let days = isInStock ? desk.settings.dispatchDays : try replenishmentDays(line.product, at: desk)
            lines.append(quoted(line, asked: asked[line.lineID], days: days.map { $0 + extra }))
        }
        return Quotation(
            number: order.number, customerReference: order.order.customerReference,
            requestDate: order.order.issueDate, decision: .quoted, issuedAt: desk.now, issueDate: desk.today,
            validUntil: desk.settings.quotationDays.map { desk.today.adding(days: $0) },
            currency: order.validation?.currency, total: order.validation?.total, lines: lines, charges: order.charges,
            terms: order.terms, paymentMeans: payment.means, paymentTerms: payment.terms,
            transportMode: order.order.transportMode, deliverTo: order.deliverTo,
            signedBy: order.approvals.last { $0.role == desk.roles.operations && $0.byRule == nil }?.person,
            seller: desk.settings.seller, buyer: order.buyer(at: desk))
    }

    /// Working days until goods can leave that have to be bought or made first; nil: nobody can say.
    private static func replenishmentDays(_ product: String, at desk: DeskView) throws(FactsError) -> Int? {
        let leadTime = try desk.facts.product(code: product)?.leadTimeDays ?? desk.settings.replenishmentDays
        return leadTime.map { max($0, desk.settings.dispatchDays) }
    }

    private static func quoted(_ line: ValidatedLine, asked: OrderLine?, days: Int?) -> Quotation.Line {
        Quotation.Line(
            lineID: line.lineID, product: line.product, buyerCode: asked?.buyerCode, gtin: asked?.gtin,
            name: line.name, specification: line.specification, quantity: line.quantity, unit: line.unit,
            unitPrice: line.unitPrice, amount: line.amount, deliveryDays: days,
            requestedDate: line.requestedDeliveryDate, note: asked?.note.meaningful)
    }

    /// The customer gets the quotation, sales a copy of what was offered, the general manager the report (F10).
    private static func issue(_ quotation: Quotation, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction(documents: [document(quotation, order)])
        let signatures = order.approvals.map { approval in
            let by = approval.byRule.map { "the rule \($0)" } ?? approval.person
            return DeskNotice.Detail("approved for \(approval.role)", by)
        }
        let validity = DeskNotice.Detail("valid until", quotation.validUntil?.description ?? "no day is named")
        reaction.tell(
            [desk.roles.generalManager, desk.roles.sales], .quotationIssued, about: order, at: desk,
            "Quotation \(order.number) went to the customer.",
            details: [validity] + signatures + quotation.lines.map { DeskNotice.Detail("line \($0.lineID)", $0.words) })
        return reaction
    }
}

// MARK: - No offer

extension QuotationStage {
    private static func decline(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        guard let refusal = refusal(of: order, at: desk) else { return .nothing }
        var reaction = Reaction(documents: [document(refusal, order)])
        reaction.tell(
            [desk.roles.sales, desk.roles.customerService], .quotationDeclined, about: order, at: desk,
            "Quotation \(order.number) is \(order.status.name).",
            details: [
                DeskNotice.Detail(
                    "by", order.rejection.map { "\($0.person), \($0.role)" } ?? order.cancellation?.by ?? ""),
                DeskNotice.Detail("reason", order.rejection?.reason ?? order.cancellation?.reason ?? ""),
            ])
        return reaction
    }

    /// The answer to a request that was rejected or withdrawn, the same at any time.
    private static func refusal(of order: OrderRecord, at desk: DeskView) -> Quotation? {
        guard let closedAt = order.closedAt, let reason = order.rejection?.reason ?? order.cancellation?.reason else {
            return nil
        }
        let texts = Texts(desk.language(of: order.partner))
        let sentence: TextName = order.rejection == nil ? .requestWithdrawn : .notQuoted
        return Quotation(
            number: order.number, customerReference: order.order.customerReference,
            requestDate: order.order.issueDate, decision: .declined, reason: texts.say(sentence, ["reason": reason]),
            issuedAt: closedAt, issueDate: desk.settings.calendar.date(at: closedAt),
            currency: order.order.currency.meaningful, total: nil, lines: [], deliverTo: order.deliverTo,
            seller: desk.settings.seller, buyer: order.buyer(at: desk))
    }
}

extension Quotation.Line {
    /// `P-1 Widget: 10 EA at 9.50, makes 95.00`.
    fileprivate var words: String {
        var text = "\(product) \(name): \(quantity) \(unit)"
        if let unitPrice { text += " at \(unitPrice.formatted(minimumDecimals: 2))" }
        if let amount { text += ", makes \(amount.formatted(minimumDecimals: 2))" }
        return text
    }
}
