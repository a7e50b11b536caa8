// The confirmation: the binding answer to an order, after review.

package import ExactDecimals

/// The binding answer to an order, after review (I01 to I05; UBL OrderResponse `AP` `CA` `RE`).
package struct OrderConfirmation: Hashable, Codable, Sendable {
    package enum Decision: String, Codable, Sendable {
        case accepted
        case acceptedWithChange = "accepted-with-change"
        case rejected
    }
    package struct Line: Hashable, Codable, Sendable {
        package enum Status: String, Codable, Sendable {
            case accepted, changed, refused
        }
        package var lineID: String
        package var product: String
        /// The customer's own code and the GTIN, as they stood in the order.
        package var buyerCode: String?
        package var gtin: String?
        package var name: String
        package var specification: String?
        /// As ordered, in `unit`.
        package var orderedQuantity: ExactDecimal
        /// What will be sent from stock by `promisedDate`, in `unit`.
        package var confirmedQuantity: ExactDecimal
        /// What follows later, in `unit` (UBL MaximumBackorderQuantity).
        package var backorderedQuantity: ExactDecimal
        package var unit: String
        package var unitPrice: ExactDecimal?
        package var amount: ExactDecimal?
        /// When the goods are expected to leave (I05); nil while nobody can say.
        package var promisedDate: CalendarDate?
        /// The date and the price that the customer asked for; nil where the order names none.
        package var requestedDate: CalendarDate?
        package var orderedPrice: ExactDecimal?
        package var status: Status
        package var note: String?

        package init(
            lineID: String, product: String, buyerCode: String? = nil, gtin: String? = nil, name: String,
            specification: String? = nil, orderedQuantity: ExactDecimal, confirmedQuantity: ExactDecimal,
            backorderedQuantity: ExactDecimal = .zero, unit: String, unitPrice: ExactDecimal? = nil,
            amount: ExactDecimal? = nil,
            promisedDate: CalendarDate? = nil, requestedDate: CalendarDate? = nil, orderedPrice: ExactDecimal? = nil,
            status: Status, note: String? = nil
        ) {
            self.lineID = lineID
            self.product = product
            self.buyerCode = buyerCode
            self.gtin = gtin
            self.name = name
            self.specification = specification
            self.orderedQuantity = orderedQuantity
            self.confirmedQuantity = confirmedQuantity
            self.backorderedQuantity = backorderedQuantity
            self.unit = unit
            self.unitPrice = unitPrice
            self.amount = amount
            self.promisedDate = promisedDate
            self.requestedDate = requestedDate
            self.orderedPrice = orderedPrice
            self.status = status
            self.note = note
        }
    }
    package var orderNumber: String
    package var customerReference: String
    /// When the customer's order was issued.
    package var orderDate: CalendarDate?
    /// The number of the customer's change that this answers (UBL OrderChangeDocumentReference, X12 865, ORDRSP to an
    /// ORDCHG). With the decision `rejected` the change, or the cancellation, is refused and the order stands as it
    /// was; without a number the order itself is.
    package var changeNumber: String?
    package var decision: Decision
    package var issuedAt: Instant
    package var issueDate: CalendarDate
    package var currency: String?
    /// The sum of the lines.
    package var total: ExactDecimal?
    /// Surcharges on the order as a whole; nil: none (F09).
    package var charges: [OrderCharge]?
    /// How and when the customer pays (F11).
    package var paymentMeans: String?
    package var paymentTerms: String?
    package var lines: [Line]
    /// Surcharges, longer lead times, and other terms that the review added.
    package var terms: [String]
    /// Why it was rejected or changed.
    package var reason: String?
    package var transportMode: String?
    package var deliverTo: PostalAddress
    package var seller: Party
    package var buyer: Party

    package init(
        orderNumber: String, customerReference: String, orderDate: CalendarDate? = nil, changeNumber: String? = nil,
        decision: Decision, issuedAt: Instant, issueDate: CalendarDate, currency: String?, total: ExactDecimal?,
        charges: [OrderCharge] = [], paymentMeans: String? = nil, paymentTerms: String? = nil, lines: [Line],
        terms: [String] = [],
        reason: String? = nil, transportMode: String? = nil, deliverTo: PostalAddress, seller: Party, buyer: Party
    ) {
        self.orderNumber = orderNumber
        self.customerReference = customerReference
        self.orderDate = orderDate
        self.changeNumber = changeNumber
        self.decision = decision
        self.issuedAt = issuedAt
        self.issueDate = issueDate
        self.currency = currency
        self.total = total
        self.charges = charges.isEmpty ? nil : charges
        self.paymentMeans = paymentMeans
        self.paymentTerms = paymentTerms
        self.lines = lines
        self.terms = terms
        self.reason = reason
        self.transportMode = transportMode
        self.deliverTo = deliverTo
        self.seller = seller
        self.buyer = buyer
    }
}

extension OrderConfirmation {
    /// The lines' sum with all charges; nil where it is not known.
    package var payable: ExactDecimal? {
        guard let charges else { return total }
        return charges.reduce(total) { sum, charge in sum.flatMap { try? $0 + charge.amount } }
    }

    /// Terms, charges and payment in sentences, for formats that have no place of their own for them.
    package var termsInWords: [String] {
        let payment = [paymentMeans, paymentTerms].compactMap(\.self).joined(separator: ", ")
        return terms + (charges ?? []).map { $0.words(currency: currency) }
            + (payment.isEmpty || decision == .rejected ? [] : ["Payment: \(payment)"])
    }
}
