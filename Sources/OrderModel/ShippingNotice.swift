// The shipping notice (despatch advice): the goods are on their way.

package import ExactDecimals

/// The goods are on their way (O10; UBL DespatchAdvice).
package struct ShippingNotice: Hashable, Codable, Sendable {
    package struct Line: Hashable, Codable, Sendable {
        package var lineID: String
        package var product: String
        /// The customer's own code and the GTIN, as they stood in the order.
        package var buyerCode: String?
        package var gtin: String?
        package var name: String
        /// In the unit of the order.
        package var quantity: ExactDecimal
        /// What of the line has not left yet (UBL OutstandingQuantity).
        package var outstandingQuantity: ExactDecimal
        package var unit: String
        package var lots: [String]
        package init(
            lineID: String, product: String, buyerCode: String? = nil, gtin: String? = nil, name: String,
            quantity: ExactDecimal, outstandingQuantity: ExactDecimal, unit: String, lots: [String]
        ) {
            self.lineID = lineID
            self.product = product
            self.buyerCode = buyerCode
            self.gtin = gtin
            self.name = name
            self.quantity = quantity
            self.outstandingQuantity = outstandingQuantity
            self.unit = unit
            self.lots = lots
        }
    }
    package var shipment: String
    package var orderNumber: String
    package var customerReference: String
    /// When the customer's order was issued.
    package var orderDate: CalendarDate?
    package var issuedAt: Instant
    package var issueDate: CalendarDate
    package var dispatchedOn: CalendarDate
    package var carrier: String?
    package var trackingNumber: String?
    package var packages: Int?
    package var lines: [Line]
    package var deliverTo: PostalAddress
    package var seller: Party
    package var buyer: Party

    package init(
        shipment: String, orderNumber: String, customerReference: String, orderDate: CalendarDate? = nil,
        issuedAt: Instant, issueDate: CalendarDate, dispatchedOn: CalendarDate, carrier: String?,
        trackingNumber: String?, packages: Int?, lines: [Line],
        deliverTo: PostalAddress, seller: Party, buyer: Party
    ) {
        self.shipment = shipment
        self.orderNumber = orderNumber
        self.customerReference = customerReference
        self.orderDate = orderDate
        self.issuedAt = issuedAt
        self.issueDate = issueDate
        self.dispatchedOn = dispatchedOn
        self.carrier = carrier
        self.trackingNumber = trackingNumber
        self.packages = packages
        self.lines = lines
        self.deliverTo = deliverTo
        self.seller = seller
        self.buyer = buyer
    }
}
