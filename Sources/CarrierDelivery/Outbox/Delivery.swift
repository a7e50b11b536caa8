// A notice on its way to a carrier, as the outbox keeps it.

package import OrderModel

/// What a notice tells, as the carrier reads it in the body's `type`.
package struct NoticeType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }

    /// A shipment is ready to be carried; the answer may give it a tracking number.
    package static let shipmentRequested = NoticeType(rawValue: "shipment.requested")
    /// The shipment has left the warehouse.
    package static let shipmentDispatched = NoticeType(rawValue: "shipment.dispatched")
}

/// The states of a delivery. Who changes them: `claim` and `settle` of the outbox, and a person who has it retried.
package enum DeliveryState: String, Hashable, Sendable, CaseIterable {
    /// To be sent when it is due, or under a lease and being sent.
    case pending
    /// The carrier answered 2xx.
    case delivered
    /// The schedule is used up; a person has to look at it.
    case exhausted
    /// Its carrier's endpoint is switched off; it is kept until that is switched on again.
    case disabled
}

/// The right to send a delivery until an instant. When it has passed, anyone may claim the delivery.
package struct DeliveryLease: Hashable, Sendable {
    /// Who holds it: another one for each claim of each run, so that a late settlement is recognized.
    package let holder: String
    package let until: Instant

    package init(holder: String, until: Instant) {
        self.holder = holder
        self.until = until
    }
}

/// One notice for one carrier.
package struct Delivery: Hashable, Sendable {
    /// The `webhook-id`: given when the notice is entered and the same at each attempt, so that the carrier can tell a
    /// repeat. Printable ASCII without spaces and dots.
    package let id: String
    /// The order in which notices were entered; of one shipment, the lower one is sent first.
    package let sequence: Int64
    package let carrier: String
    /// What the order of notices is kept for: the shipment's number.
    package let shipment: String
    package let type: NoticeType
    /// The body as it is signed and sent, JSON, the same bytes at each attempt.
    package let body: [UInt8]
    /// Attempts made so far.
    package var attempts: Int
    package var due: Instant
    package var state: DeliveryState
    package var lease: DeliveryLease?
    /// What came of the last attempt, in a sentence.
    package var note: String?

    package init(
        id: String, sequence: Int64, carrier: String, shipment: String, type: NoticeType, body: [UInt8],
        attempts: Int = 0, due: Instant, state: DeliveryState = .pending, lease: DeliveryLease? = nil,
        note: String? = nil
    ) {
        self.id = id
        self.sequence = sequence
        self.carrier = carrier
        self.shipment = shipment
        self.type = type
        self.body = body
        self.attempts = attempts
        self.due = due
        self.state = state
        self.lease = lease
        self.note = note
    }
}
