// What warehouse and purchasing work by: allocation plan, dispatch instruction, replenishment request.

package import ExactDecimals

/// Which warehouse gives which quantity of which lot (K06).
package struct AllocationPlan: Hashable, Codable, Sendable {
    package var orderNumber: String
    package var at: Instant
    package var reservations: [Reservation]
    package var shortages: [Shortage]
    package init(orderNumber: String, at: Instant, reservations: [Reservation], shortages: [Shortage]) {
        self.orderNumber = orderNumber
        self.at = at
        self.reservations = reservations
        self.shortages = shortages
    }
}

/// The delivery notice to one warehouse: what to pick, how to label it, where it goes (K07, N02, O12).
package struct DispatchInstruction: Hashable, Codable, Sendable {
    package struct PickLine: Hashable, Codable, Sendable {
        package var lineID: String
        package var product: String
        package var name: String
        package var specification: String?
        package var lot: String
        /// In the product's own unit.
        package var quantity: ExactDecimal
        package var unit: String
        package init(
            lineID: String, product: String, name: String, specification: String?, lot: String,
            quantity: ExactDecimal, unit: String
        ) {
            self.lineID = lineID
            self.product = product
            self.name = name
            self.specification = specification
            self.lot = lot
            self.quantity = quantity
            self.unit = unit
        }
    }
    /// What a package label says (N02).
    package struct Label: Hashable, Codable, Sendable {
        package var orderNumber: String
        package var customerReference: String
        package var product: String
        package var name: String
        package var specification: String?
        package var quantity: ExactDecimal
        package var unit: String
        package var shipTo: String
        package init(
            orderNumber: String, customerReference: String, product: String, name: String, specification: String?,
            quantity: ExactDecimal, unit: String, shipTo: String
        ) {
            self.orderNumber = orderNumber
            self.customerReference = customerReference
            self.product = product
            self.name = name
            self.specification = specification
            self.quantity = quantity
            self.unit = unit
            self.shipTo = shipTo
        }
    }
    /// Such as `SO-2026-000017-S1`.
    package var shipment: String
    package var orderNumber: String
    package var customerReference: String
    package var warehouse: String
    package var issuedAt: Instant
    /// Who of sales signs for the goods to leave (O12).
    package var authorisedBy: String
    package var carrier: String?
    package var transportMode: String?
    package var shipBy: CalendarDate?
    package var pickLines: [PickLine]
    package var labels: [Label]
    package var deliverTo: PostalAddress
    package var contact: Contact
    package var howToAnswer: String

    package init(
        shipment: String, orderNumber: String, customerReference: String, warehouse: String, issuedAt: Instant,
        authorisedBy: String, carrier: String?, transportMode: String?, shipBy: CalendarDate?, pickLines: [PickLine],
        labels: [Label], deliverTo: PostalAddress, contact: Contact, howToAnswer: String
    ) {
        self.shipment = shipment
        self.orderNumber = orderNumber
        self.customerReference = customerReference
        self.warehouse = warehouse
        self.issuedAt = issuedAt
        self.authorisedBy = authorisedBy
        self.carrier = carrier
        self.transportMode = transportMode
        self.shipBy = shipBy
        self.pickLines = pickLines
        self.labels = labels
        self.deliverTo = deliverTo
        self.contact = contact
        self.howToAnswer = howToAnswer
    }
}

/// Goods that have to be bought or made (K10).
package struct ReplenishmentRequest: Hashable, Codable, Sendable {
    package struct Line: Hashable, Codable, Sendable {
        package var product: String
        package var name: String
        /// In the product's own unit.
        package var quantity: ExactDecimal
        package var unit: String
        package var neededBy: CalendarDate?
        package init(
            product: String, name: String, quantity: ExactDecimal, unit: String, neededBy: CalendarDate?
        ) {
            self.product = product
            self.name = name
            self.quantity = quantity
            self.unit = unit
            self.neededBy = neededBy
        }
    }
    package var orderNumber: String
    package var at: Instant
    package var lines: [Line]
    package init(orderNumber: String, at: Instant, lines: [Line]) {
        self.orderNumber = orderNumber
        self.at = at
        self.lines = lines
    }
}
