// What a carrier is told about a shipment.

package import ExactDecimals

/// What a carrier is told (N02, O09 to O11).
package struct CarrierNotice: Hashable, Codable, Sendable {
    package enum EventType: String, Codable, CaseIterable, Sendable {
        case shipmentRequested = "shipment.requested"
        /// The shipment will not leave: the order was cancelled.
        case shipmentCancelled = "shipment.cancelled"
        case shipmentDispatched = "shipment.dispatched"
    }
    package var carrier: String
    package var type: EventType
    package var at: Instant
    package var orderNumber: String
    package var shipment: String
    package var warehouse: String
    package var deliverTo: PostalAddress
    package var contact: Contact
    /// The mode that was agreed with the customer; the carrier ships by it (O11).
    package var transportMode: String?
    package var packages: Int?
    /// Gross weight of all lines in kilograms; nil where a product's weight is not known (O01).
    package var weight: ExactDecimal?
    /// The day on which the customer was promised to have the goods (O05).
    package var deliverBy: CalendarDate?
    package var trackingNumber: String?
    package var lines: [DispatchInstruction.PickLine]

    package init(
        carrier: String, type: EventType, at: Instant, orderNumber: String, shipment: String, warehouse: String,
        deliverTo: PostalAddress, contact: Contact, transportMode: String? = nil, packages: Int? = nil,
        weight: ExactDecimal? = nil, deliverBy: CalendarDate? = nil, trackingNumber: String? = nil,
        lines: [DispatchInstruction.PickLine]
    ) {
        self.carrier = carrier
        self.type = type
        self.at = at
        self.orderNumber = orderNumber
        self.shipment = shipment
        self.warehouse = warehouse
        self.deliverTo = deliverTo
        self.contact = contact
        self.transportMode = transportMode
        self.packages = packages
        self.weight = weight
        self.deliverBy = deliverBy
        self.trackingNumber = trackingNumber
        self.lines = lines
    }
}
