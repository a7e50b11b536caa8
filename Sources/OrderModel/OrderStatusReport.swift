// How a customer's order stands, told to the customer. X12 870, EDIFACT OSTRPT.

/// The order as a whole and each of its shipments (P01, P02, P05 to P07, P10, P12).
package struct OrderStatusReport: Hashable, Codable, Sendable {
    /// Why it is written now.
    package enum Occasion: String, Codable, CaseIterable, Sendable {
        /// The customer hears regularly how the order stands (P05).
        case progress
        /// The carrier has the tracking number only now, or another one (P12).
        case tracking
        /// The goods arrive soon; be ready to receive them (P06).
        case arriving
        /// They come later than was said, or something is in the way (O13, P07).
        case delayed
        /// All is delivered and signed for (P10).
        case completed
    }
    package struct Shipment: Hashable, Codable, Sendable {
        package enum Standing: String, Codable, CaseIterable, Sendable {
            /// The warehouse makes it ready.
            case beingPicked = "being-picked"
            case dispatched
            case inTransit = "in-transit"
            case arriving
            case exception
            case delivered
            case returned
        }
        package var shipment: String
        package var standing: Standing
        package var carrier: String?
        package var trackingNumber: String?
        package var dispatchedOn: CalendarDate?
        /// Where it was last seen.
        package var location: String?
        package var expectedOn: CalendarDate?
        /// Hours of that day, such as `14:00-16:00`.
        package var expectedTime: String?
        package var deliveredOn: CalendarDate?
        package var signedBy: String?

        package init(
            shipment: String, standing: Standing, carrier: String? = nil, trackingNumber: String? = nil,
            dispatchedOn: CalendarDate? = nil, location: String? = nil, expectedOn: CalendarDate? = nil,
            expectedTime: String? = nil, deliveredOn: CalendarDate? = nil, signedBy: String? = nil
        ) {
            self.shipment = shipment
            self.standing = standing
            self.carrier = carrier
            self.trackingNumber = trackingNumber
            self.dispatchedOn = dispatchedOn
            self.location = location
            self.expectedOn = expectedOn
            self.expectedTime = expectedTime
            self.deliveredOn = deliveredOn
            self.signedBy = signedBy
        }
    }
    package var occasion: Occasion
    package var orderNumber: String
    package var customerReference: String
    package var issuedAt: Instant
    /// The shipment that it is about; nil where it is about the order.
    package var about: String?
    /// How the order stands, in the customer's language (P02).
    package var status: String
    /// When all of it is expected to be with the customer (P02).
    package var expectedDelivery: CalendarDate?
    /// Why it takes longer, in the words of whoever knows (P07).
    package var reason: String?
    /// What we propose, or ask the customer to do, in the customer's language (O13, P06).
    package var proposal: String?
    package var shipments: [Shipment]
    package var seller: Party
    package var buyer: Party

    package init(
        occasion: Occasion, orderNumber: String, customerReference: String, issuedAt: Instant, about: String? = nil,
        status: String, expectedDelivery: CalendarDate? = nil, reason: String? = nil, proposal: String? = nil,
        shipments: [Shipment], seller: Party, buyer: Party
    ) {
        self.occasion = occasion
        self.orderNumber = orderNumber
        self.customerReference = customerReference
        self.issuedAt = issuedAt
        self.about = about
        self.status = status
        self.expectedDelivery = expectedDelivery
        self.reason = reason
        self.proposal = proposal
        self.shipments = shipments
        self.seller = seller
        self.buyer = buyer
    }
}
