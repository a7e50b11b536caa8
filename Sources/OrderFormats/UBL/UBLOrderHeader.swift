// The head of a UBL order: buyer, delivery, payment, evidence, total.

import ExactDecimals
import OrderModel

extension UBLOrderReader {
    func takeBuyer(_ child: XMLElement, _ values: UBLValues) {
        order.buyer = values.party(child.aggregate("Party"))
        for name in ["CustomerAssignedAccountID", "SupplierAssignedAccountID"] {
            if let identifier = values.schemedIdentifier(child.basic(name), defaultScheme: name) {
                order.buyer.identifiers.append(identifier)
            }
        }
        // Whom to call: the buyer's own contact, then the party's, then the one at the place of delivery.
        let contacts =
            [values.contact(child.aggregate("BuyerContact")), order.buyer.contact ?? Contact()]
            + [values.contact(child.aggregate("DeliveryContact"))]
        order.contact = contacts.first(where: \.isReachable) ?? contacts.first { $0 != Contact() } ?? Contact()
    }

    func takeDelivery(_ child: XMLElement, _ values: UBLValues) {
        let address = values.deliveryAddress(child)
        if order.deliverTo.isEmpty {
            order.deliverTo = address
        } else if !address.isEmpty, address != order.deliverTo {
            reportSecondAddress(address, child, values)
        }
        order.requestedDeliveryDate = order.requestedDeliveryDate ?? values.requestedDate(child)
        let stage = child.aggregate("Shipment")?.aggregates("ShipmentStage").first
        order.transportMode = order.transportMode ?? values.identifier(stage?.basic("TransportModeCode"))
    }

    /// An order goes to one place. Goods that would silently go to the wrong one are worse than a question.
    func reportSecondAddress(_ address: PostalAddress, _ element: XMLElement, _ values: UBLValues) {
        values.report(
            .error, .xmlElementUnknown, "the order names more than one delivery address", at: element,
            value: address.line, hint: "send one order for each address")
    }

    /// A line's own address stands for the whole order if the head has none.
    func settleDelivery() {
        guard let lineAddress else { return }
        if order.deliverTo.isEmpty {
            order.deliverTo = lineAddress
        } else if order.deliverTo != lineAddress {
            // The lines stood before the head's delivery in the file, so this could not be seen there.
            sink.report(
                .error, .xmlElementUnknown, "the order names more than one delivery address", at: order.place,
                value: lineAddress.line, hint: "send one order for each address")
        }
    }

    func takeDeliveryTerms(_ child: XMLElement, _ values: UBLValues) {
        let location = child.aggregate("DeliveryLocation")
        let parts =
            [values.identifier(child.basic("ID"))] + child.basics("SpecialTerms").map { values.text($0) }
            + [values.text(location?.basic("Name")) ?? values.identifier(location?.basic("ID"))]
        let terms = parts.compactMap(\.self).joined(separator: ", ")
        if !terms.isEmpty { notes.append("Delivery terms: \(terms)") }
    }

    /// The code of UN/EDIFACT 4461, or the name that stands with it.
    func takePaymentMeans(_ child: XMLElement, _ values: UBLValues) {
        let code = child.basic("PaymentMeansCode")
        let name = code.flatMap { values.attribute("name", of: $0) }
        guard let means = values.identifier(code) ?? name else { return }
        order.paymentMeans = [order.paymentMeans, means].compactMap(\.self).joined(separator: ", ")
    }

    func takePaymentTerms(_ child: XMLElement, _ values: UBLValues) {
        var parts = child.basics("Note").compactMap { values.text($0) }
        if let due = values.date(child.basic("PaymentDueDate")) { parts.append("due \(due)") }
        if let percent = values.decimal(child.basic("SettlementDiscountPercent")) {
            parts.append("discount \(percent)%")
        }
        if let duration = child.aggregate("SettlementPeriod")?.basic("DurationMeasure"),
            let length = values.decimal(duration)
        {
            let unit = values.attribute("unitCode", of: duration)
            parts.append("within \(length)" + (unit.map { " \($0)" } ?? ""))
        }
        guard !parts.isEmpty else { return }
        order.paymentTerms = ([order.paymentTerms].compactMap(\.self) + parts).joined(separator: "; ")
    }

    func takeDocumentReference(_ child: XMLElement, _ values: UBLValues) {
        if let attestation = values.attestation(reference: child), order.attestation == nil {
            order.attestation = attestation
        }
        if let evidence = values.evidence(child) { order.evidence.append(evidence) }
    }

    // MARK: - Money

    /// An amount; its currency must be the order's.
    func amount(_ element: XMLElement?, _ values: UBLValues) -> ExactDecimal? {
        guard let element, let amount = values.decimal(element) else { return nil }
        if let currency = values.attribute("currencyID", of: element)?.uppercased() {
            amountCurrencies.note(currency, at: values.place(of: element))
        }
        return amount
    }

    /// The order's currency is that of its amounts where the head names none; two currencies in one order are refused.
    func settleCurrency() {
        if order.currency == nil { order.currency = amountCurrencies.first }
        guard let currency = order.currency else { return }
        for (other, place) in amountCurrencies.places where other != currency {
            sink.report(
                .error, .valueNotInList, "an amount is in \(other), but the order is in \(currency)", at: place,
                value: other, hint: "write all amounts of an order in one currency")
        }
    }
}

/// The currencies that amounts are in, each with the first place where it stands.
struct AmountCurrencies {
    private(set) var places: [(currency: String, place: Place)] = []

    mutating func note(_ currency: String, at place: @autoclosure () -> Place) {
        if !places.contains(where: { $0.currency == currency }), places.count < 10 {
            places.append((currency, place()))
        }
    }

    var first: String? { places.first?.currency }
}
