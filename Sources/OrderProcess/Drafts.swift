// Drafts: our own sales write a quotation down for a customer, or complete one that waits for a price (F01, F04).
//
// What it does: a file of the type request-for-quotation in the folder of sales is entered for the customer that it
// names as its buyer: by the name of the partner's folder, or by a number that we know of them. A draft under the
// number of a quotation that waits, ours or the customer's, names the prices that are missing; what it does not name
// stays as it was.
//
// Belongs to registration, which enters what this makes of a draft.

import OrderModel

extension RegistrationStage {
    static func receive(
        draft: PurchaseOrder, from role: String, intake: String, format: FileFormat, at desk: DeskView
    ) throws(FactsError) -> Outcome {
        if let finding = objection(to: draft, from: role, at: desk) {
            return .notEntered(refusal(of: draft, [finding]))
        }
        var order = draft
        let named = try OrderRecord(folding: desk.facts.journal(order: draft.customerReference))
        let partner: String
        if let named, named.isQuotation {
            // Our own number: the customer's takes its place, as it stands in the register.
            order.customerReference = named.registration.order.customerReference
            partner = named.partner
        } else if let found = try buyer(of: draft, at: desk) {
            partner = found
        } else {
            let value = draft.buyer.identifiers.first?.value
            let finding = Finding(
                .error, .customerUnknown, "the draft does not say which customer it is for", at: draft.place,
                value: value, hint: "give the name of the customer's folder, or a number of theirs, as the buyer")
            return .notEntered(refusal(of: draft, [finding]))
        }
        order.buyer.identifiers.removeAll { $0.value == partner }
        // Sales writes down what somebody said: no other channel fits better.
        let arrival = Arrival(partner: partner, channel: .phone, intake: intake, format: format, draftedBy: role)
        return try enter(order, arrival, at: desk)
    }

    /// Only sales drafts, and only quotations: whoever could enter orders here would order in a customer's name.
    private static func objection(to draft: PurchaseOrder, from role: String, at desk: DeskView) -> Finding? {
        guard role == desk.roles.sales, draft.isQuotation, !draft.purpose.asksForChange else {
            return Finding(
                .error, .draftNotAllowed,
                "\(role) cannot enter a \(draft.documentType.rawValue) for a customer", at: draft.place,
                value: draft.documentType.rawValue,
                hint: "\(desk.roles.sales) drafts quotations: the document type is "
                    + OrderDocumentType.requestForQuotation.rawValue)
        }
        guard draft.customerReference.meaningful != nil else {
            return Finding(
                .error, .orderNumberMissing, "the draft has no number", at: draft.place,
                hint: "give it the number of the customer's request, or one of your own")
        }
        return nil
    }

    private static func buyer(of draft: PurchaseOrder, at desk: DeskView) throws(FactsError) -> String? {
        for identifier in draft.buyer.identifiers {
            guard let value = identifier.value.meaningful else { continue }
            if desk.settings.partners[value] != nil { return value }
            if try desk.facts.customer(value) != nil { return value }
            let known = desk.settings.partners.values.filter { partner in
                partner.identifiers.contains { matches(identifier, $0) }
            }
            // A number that several partners go by names nobody.
            if known.count == 1, let partner = known.first { return partner.id }
        }
        return nil
    }
}

extension PurchaseOrder {
    /// The same request with what a draft of ours names: prices, and the terms of the offer.
    func completed(by draft: PurchaseOrder) -> PurchaseOrder {
        var order = self
        let named = draft.linesByNumber
        for (index, line) in lines.enumerated() {
            guard let answer = named[line.id] else { continue }
            order.lines[index].take(answer)
        }
        order.paymentMeans = draft.paymentMeans.meaningful ?? paymentMeans
        order.paymentTerms = draft.paymentTerms.meaningful ?? paymentTerms
        order.transportMode = draft.transportMode.meaningful ?? transportMode
        order.currency = currency.meaningful ?? draft.currency
        return order
    }
}

extension OrderLine {
    fileprivate mutating func take(_ answer: OrderLine) {
        if let price = answer.unitPrice {
            unitPrice = price
            priceBaseQuantity = answer.priceBaseQuantity
            // What was computed from another price is wrong now.
            lineAmount = answer.lineAmount
        }
        note = answer.note.meaningful ?? note
    }
}
