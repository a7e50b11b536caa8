// The head of a UBL order: buyer, delivery, payment, evidence, total.

import ExactDecimals
import OrderModel

extension UBLOrderReader {
    mutating func takeBuyer(_ child: XMLElement, _ values: UBLValues) {
        let party = child.first(.party)
        order.buyer = values.party(party)
        facts.note(buyer: party, at: values.address)
        takeAccount(child, .customerAssignedAccountID, values)
        takeAccount(child, .supplierAssignedAccountID, values)
        // Whom to call: the buyer's own contact, then the party's, then the one at the place of delivery.
        let own = values.contact(child.first(.buyerContact))
        let general = order.buyer.contact ?? Contact()
        let delivery = values.contact(child.first(.deliveryContact))
        if own.isReachable {
            order.contact = own
        } else if general.isReachable {
            order.contact = general
        } else if delivery.isReachable {
            order.contact = delivery
        } else {
            order.contact = [own, general, delivery].first { $0 != Contact() } ?? Contact()
        }
    }

    private mutating func takeAccount(_ child: XMLElement, _ name: UBLName, _ values: UBLValues) {
        guard let account = child.first(name),
            let identifier = values.schemedIdentifier(account, defaultScheme: name.local)
        else { return }
        order.buyer.identifiers.append(identifier)
    }

    mutating func takeDelivery(_ child: XMLElement, _ values: UBLValues) {
        let address = values.deliveryAddress(child)
        if order.deliverTo.isEmpty {
            order.deliverTo = address
        } else if !address.isEmpty, address != order.deliverTo {
            reportSecondAddress(address, child, values)
        }
        order.requestedDeliveryDate = order.requestedDeliveryDate ?? values.requestedDate(child)
        let stage = child.first(.shipment)?.all(.shipmentStage).first
        order.transportMode = order.transportMode ?? values.identifier(stage?.first(.transportModeCode))
    }

    /// An order goes to one place. Goods that would silently go to the wrong one are worse than a question.
    func reportSecondAddress(_ address: PostalAddress, _ element: XMLElement, _ values: UBLValues) {
        values.report(
            .error, .xmlElementUnknown, "the order names more than one delivery address", at: element,
            value: address.line, hint: "send one order for each address")
    }

    /// A line's own address stands for the whole order if the head has none.
    mutating func settleDelivery() {
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

    mutating func takeDeliveryTerms(_ child: XMLElement, _ values: UBLValues) {
        let location = child.first(.deliveryLocation)
        let parts =
            [values.identifier(child.first(.id))] + child.all(.specialTerms).map { values.text($0) }
            + [values.text(location?.first(.name)) ?? values.identifier(location?.first(.id))]
        let terms = parts.compactMap(\.self).joined(separator: ", ")
        if !terms.isEmpty { notes.append("Delivery terms: \(terms)") }
    }

    /// The code of UN/EDIFACT 4461, or the name that stands with it.
    mutating func takePaymentMeans(_ child: XMLElement, _ values: UBLValues) {
        let code = child.first(.paymentMeansCode)
        let name = code.flatMap { values.attribute(.nameAttribute, of: $0) }
        guard let means = values.identifier(code) ?? name else { return }
        order.paymentMeans = [order.paymentMeans, means].compactMap(\.self).joined(separator: ", ")
    }

    mutating func takePaymentTerms(_ child: XMLElement, _ values: UBLValues) {
        var parts = child.all(.note).compactMap { values.text($0) }
        if let due = values.date(child.first(.paymentDueDate)) { parts.append("due \(due)") }
        if let percent = values.decimal(child.first(.settlementDiscountPercent)) {
            parts.append("discount \(percent)%")
        }
        if let duration = child.first(.settlementPeriod)?.first(.durationMeasure),
            let length = values.decimal(duration)
        {
            let unit = values.attribute(.unitCodeAttribute, of: duration)
            parts.append("within \(length)" + (unit.map { " \($0)" } ?? ""))
        }
        guard !parts.isEmpty else { return }
        order.paymentTerms = ([order.paymentTerms].compactMap(\.self) + parts).joined(separator: "; ")
    }

    mutating func takeDocumentReference(_ child: XMLElement, _ values: UBLValues) {
        if let attestation = values.attestation(reference: child), order.attestation == nil {
            order.attestation = attestation
        }
        if let evidence = values.evidence(child) { order.evidence.append(evidence) }
    }

    // MARK: - Money

    /// An amount; its currency must be the order's.
    mutating func amount(_ element: XMLElement?, _ values: UBLValues) -> ExactDecimal? {
        guard let element, let amount = values.decimal(element) else { return nil }
        if let range = element.attributeRange(UBLName.currencyIDAttribute.rawValue),
            !amountCurrencies.isLast(element.part, range),
            let currency = values.code(values.attribute(.currencyIDAttribute, of: element)),
            currency != order.currency
        {
            amountCurrencies.note(currency, at: values.place(of: element))
        }
        if amount.decimals > 2, element.ublName != .priceAmount {
            facts.noteFine(amount, at: values.place(of: element))
        }
        return amount
    }

    mutating func takeTotal(_ child: XMLElement, _ values: UBLValues) {
        order.statedTotal = amount(child.first(.lineExtensionAmount), values)
        guard facts.isClaimed else { return }
        facts.total = TotalFacts(
            lines: order.statedTotal,
            allowances: amount(child.first(.allowanceTotalAmount), values),
            charges: amount(child.first(.chargeTotalAmount), values),
            withoutTax: amount(child.first(.taxExclusiveAmount), values),
            withTax: amount(child.first(.taxInclusiveAmount), values),
            prepaid: amount(child.first(.prepaidAmount), values),
            rounding: amount(child.first(.payableRoundingAmount), values),
            payable: amount(child.first(.payableAmount), values), address: values.address, line: child.line)
    }

    /// A discount or a charge on the whole order. It is not calculated with, but nobody shall overlook it.
    mutating func takeAllowance(_ child: XMLElement, _ values: UBLValues) {
        var sums = facts.allowances
        guard let text = allowance(child, into: &sums, values) else { return }
        facts.allowances = sums
        notes.append(text)
    }

    /// Adds it up, and says it in words; nil where there is no amount.
    mutating func allowance(_ element: XMLElement, into sums: inout AllowanceFacts, _ values: UBLValues) -> String? {
        guard let amount = amount(element.first(.amount), values) else { return nil }
        let isCharge = values.flag(element.first(.chargeIndicator))
        sums.add(amount, isCharge: isCharge)
        checkAllowance(element, amount, values)
        if amount.isNegative { facts.noteNegative(amount, at: values.place(of: element)) }
        let reason = values.text(element.all(.allowanceChargeReason), separator: ", ")
        let currency = values.attribute(.currencyIDAttribute, of: element.first(.amount) ?? element)
        return (isCharge ? "Charge: " : "Allowance: ")
            + [amount.description, currency, reason].compactMap(\.self).joined(separator: " ")
    }

    /// The order's currency is that of its amounts where the head names none; two currencies in one order are refused.
    mutating func settleCurrency() {
        facts.hasCurrency = order.currency != nil
        if order.currency == nil { order.currency = amountCurrencies.first }
        guard let currency = order.currency else { return }
        for (other, place) in amountCurrencies.places where other != currency {
            sink.report(
                Finding(
                    .error, .valueNotInList, "an amount is in \(other), but the order is in \(currency)", at: place,
                    value: other, hint: "write all amounts of an order in one currency", rule: facts.rule("R003")))
        }
    }
}

/// The currencies that amounts are in, each with the first place where it stands.
struct AmountCurrencies {
    private(set) var places: [(currency: String, place: Place)] = []
    /// As it stood at the last amount: nearly always it is the same again.
    private var last: [UInt8] = []

    mutating func note(_ currency: String, at place: @autoclosure () -> Place) {
        if !places.contains(where: { $0.currency == currency }), places.count < 10 {
            places.append((currency, place()))
        }
    }

    /// The bytes at `range` are those of the last amount; if not, they are now.
    mutating func isLast(_ part: XMLPart, _ range: Range<Int>) -> Bool {
        if last.elementsEqual(part.bytes[range]) { return true }
        last = Array(part.bytes[range])
        return false
    }

    var first: String? { places.first?.currency }
}
