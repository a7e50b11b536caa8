// The customer hears that an order takes longer than its class allows, and until when (E06).

/// An order is not answered in the usual time; the concrete time is told (E06).
package struct DelayNotice: Hashable, Codable, Sendable {
    package var orderNumber: String
    package var customerReference: String
    package var issuedAt: Instant
    /// By when the customer has the answer.
    package var answerBy: CalendarDate
    /// In the customer's language.
    package var reason: String
    package var seller: Party
    package var buyer: Party

    package init(
        orderNumber: String, customerReference: String, issuedAt: Instant, answerBy: CalendarDate, reason: String,
        seller: Party, buyer: Party
    ) {
        self.orderNumber = orderNumber
        self.customerReference = customerReference
        self.issuedAt = issuedAt
        self.answerBy = answerBy
        self.reason = reason
        self.seller = seller
        self.buyer = buyer
    }
}
