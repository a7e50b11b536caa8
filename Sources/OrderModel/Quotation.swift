// The quotation: our own form, on which alone prices are offered to a customer (F01).

package import ExactDecimals

/// The answer to a request for quotation, item by item, after operations has signed it (F01, F02; UBL Quotation). It
/// binds us until `validUntil`; nothing is locked in stock for it.
package struct Quotation: Hashable, Codable, Sendable {
    package enum Decision: String, Codable, CaseIterable, Sendable {
        /// We offer the goods at these prices.
        case quoted
        /// We make no offer; `reason` says why.
        case declined
    }

    package struct Line: Hashable, Codable, Sendable {
        /// The line's number in the request.
        package var lineID: String
        package var product: String
        package var buyerCode: String?
        package var gtin: String?
        package var name: String
        package var specification: String?
        /// In `unit`.
        package var quantity: ExactDecimal
        package var unit: String
        /// Per `unit`, without tax.
        package var unitPrice: ExactDecimal?
        /// `quantity` × `unitPrice`.
        package var amount: ExactDecimal?
        /// Working days from the order to the dispatch of the goods, as stock stands now; nil: nobody can say.
        package var deliveryDays: Int?
        /// When the customer would like to have the goods.
        package var requestedDate: CalendarDate?
        package var note: String?

        package init(
            lineID: String, product: String, buyerCode: String? = nil, gtin: String? = nil, name: String,
            specification: String? = nil, quantity: ExactDecimal, unit: String, unitPrice: ExactDecimal?,
            amount: ExactDecimal?, deliveryDays: Int? = nil, requestedDate: CalendarDate? = nil, note: String? = nil
        ) {
            self.lineID = lineID
            self.product = product
            self.buyerCode = buyerCode
            self.gtin = gtin
            self.name = name
            self.specification = specification
            self.quantity = quantity
            self.unit = unit
            self.unitPrice = unitPrice
            self.amount = amount
            self.deliveryDays = deliveryDays
            self.requestedDate = requestedDate
            self.note = note
        }
    }

    /// Our number of the quotation, which the customer's order names.
    package var number: String
    /// The customer's own number of the request.
    package var customerReference: String
    /// When the request was issued.
    package var requestDate: CalendarDate?
    package var decision: Decision
    /// Why there is no offer.
    package var reason: String?
    package var issuedAt: Instant
    package var issueDate: CalendarDate
    /// The last day on which it binds us; nil: no day is named.
    package var validUntil: CalendarDate?
    /// ISO 4217.
    package var currency: String?
    /// The sum of the lines, without tax and charges.
    package var total: ExactDecimal?
    package var lines: [Line]
    /// Surcharges on the offer as a whole (F09); nil: none.
    package var charges: [OrderCharge]?
    /// Terms that the review added.
    package var terms: [String]
    package var paymentMeans: String?
    package var paymentTerms: String?
    package var transportMode: String?
    package var deliverTo: PostalAddress
    /// The person who has signed it for operations (F02).
    package var signedBy: String?
    package var seller: Party
    package var buyer: Party

    package init(
        number: String, customerReference: String, requestDate: CalendarDate? = nil, decision: Decision,
        reason: String? = nil, issuedAt: Instant, issueDate: CalendarDate, validUntil: CalendarDate? = nil,
        currency: String?, total: ExactDecimal?, lines: [Line], charges: [OrderCharge] = [],
        terms: [String] = [], paymentMeans: String? = nil,
        paymentTerms: String? = nil, transportMode: String? = nil, deliverTo: PostalAddress, signedBy: String? = nil,
        seller: Party, buyer: Party
    ) {
        self.number = number
        self.customerReference = customerReference
        self.requestDate = requestDate
        self.decision = decision
        self.reason = reason
        self.issuedAt = issuedAt
        self.issueDate = issueDate
        self.validUntil = validUntil
        self.currency = currency
        self.total = total
        self.lines = lines
        self.charges = charges.isEmpty ? nil : charges
        self.terms = terms
        self.paymentMeans = paymentMeans
        self.paymentTerms = paymentTerms
        self.transportMode = transportMode
        self.deliverTo = deliverTo
        self.signedBy = signedBy
        self.seller = seller
        self.buyer = buyer
    }

    /// It still binds us on this day.
    package func isValid(on date: CalendarDate) -> Bool {
        decision == .quoted && validUntil.map { date <= $0 } ?? true
    }

    /// The lines' sum with all charges; nil where it is not known.
    package var payable: ExactDecimal? {
        guard let charges else { return total }
        return charges.reduce(total) { sum, charge in sum.flatMap { try? $0 + charge.amount } }
    }
}
