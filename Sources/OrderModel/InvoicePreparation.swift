// What finance needs to write the invoice of a confirmed order (F11).

package import ExactDecimals

/// Sent to finance when an order is confirmed, and again when a changed order is: the later one takes the place of the
/// earlier. All amounts are without tax.
package struct InvoicePreparation: Hashable, Codable, Sendable {
    package struct Line: Hashable, Codable, Sendable {
        package var lineID: String
        package var product: String
        package var name: String
        package var specification: String?
        /// As ordered, in `unit`: what is sent in parts is invoiced by the order all the same.
        package var quantity: ExactDecimal
        package var unit: String
        package var unitPrice: ExactDecimal?
        package var amount: ExactDecimal?
        package init(
            lineID: String, product: String, name: String, specification: String?, quantity: ExactDecimal,
            unit: String, unitPrice: ExactDecimal?, amount: ExactDecimal?
        ) {
            self.lineID = lineID
            self.product = product
            self.name = name
            self.specification = specification
            self.quantity = quantity
            self.unit = unit
            self.unitPrice = unitPrice
            self.amount = amount
        }
    }
    package var orderNumber: String
    package var customerReference: String
    /// The customer's change that the order as confirmed goes back to.
    package var changeNumber: String?
    package var at: Instant
    /// The customer's id, and how they are known to us: name, address, numbers with their registers, VAT among them.
    package var customer: String
    package var buyer: Party
    package var deliverTo: PostalAddress
    package var currency: String?
    package var lines: [Line]
    /// The sum of the lines.
    package var total: ExactDecimal?
    package var charges: [OrderCharge]
    /// `total` and all charges.
    package var payable: ExactDecimal?
    package var paymentMeans: String?
    package var paymentTerms: String?

    package init(
        orderNumber: String, customerReference: String, changeNumber: String?, at: Instant, customer: String,
        buyer: Party, deliverTo: PostalAddress, currency: String?, lines: [Line], total: ExactDecimal?,
        charges: [OrderCharge], payable: ExactDecimal?, paymentMeans: String?, paymentTerms: String?
    ) {
        self.orderNumber = orderNumber
        self.customerReference = customerReference
        self.changeNumber = changeNumber
        self.at = at
        self.customer = customer
        self.buyer = buyer
        self.deliverTo = deliverTo
        self.currency = currency
        self.lines = lines
        self.total = total
        self.charges = charges
        self.payable = payable
        self.paymentMeans = paymentMeans
        self.paymentTerms = paymentTerms
    }
}
