// What a carrier reports of a shipment between the hand-over and the signature.

/// One step of a shipment on its way (P03, P04, P06, Q03). X12 214 (AT7), EDIFACT IFTSTA (STS).
package struct TransportStatus: Hashable, Codable, Sendable {
    package enum Step: String, Codable, CaseIterable, Sendable {
        /// The carrier has the goods.
        case pickedUp = "picked-up"
        case inTransit = "in-transit"
        /// They will be with the customer soon, on the expected day (P06).
        case arriving
        /// Something is in the way; `reason` says what (P04).
        case exception
        /// Handed over. Without `signedBy` the proof of delivery is still missing (Q01).
        case delivered
        /// On the way back to us.
        case returned
    }
    /// Our number of the shipment; empty where the carrier names only its own tracking number.
    package var shipment: String
    package var trackingNumber: String?
    package var step: Step
    /// When it happened: the day, and the time as it is on the clocks there (`HH:MM`), where it was given.
    package var date: CalendarDate?
    package var time: String?
    /// Where the goods are, in the carrier's words.
    package var location: String?
    /// When they are expected at the customer's, and in which hours (`14:00-16:00`).
    package var expectedOn: CalendarDate?
    package var expectedTime: String?
    /// What is in the way, in the carrier's words.
    package var reason: String?
    /// The carrier's own code of the step, such as AT701 or the 9011 of an STS.
    package var code: String?
    package var signedBy: String?
    package var remarks: String?

    package init(
        shipment: String, trackingNumber: String? = nil, step: Step, date: CalendarDate? = nil, time: String? = nil,
        location: String? = nil, expectedOn: CalendarDate? = nil, expectedTime: String? = nil, reason: String? = nil,
        code: String? = nil, signedBy: String? = nil, remarks: String? = nil
    ) {
        self.shipment = shipment
        self.trackingNumber = trackingNumber
        self.step = step
        self.date = date
        self.time = time
        self.location = location
        self.expectedOn = expectedOn
        self.expectedTime = expectedTime
        self.reason = reason
        self.code = code
        self.signedBy = signedBy
        self.remarks = remarks
    }
}

/// A notice could not be delivered to a carrier, and nothing more is tried by itself. The desk's own delivery drops it
/// into the carrier's inbox, so that it takes the path of everything else.
package struct DeliveryFailure: Hashable, Codable, Sendable {
    package enum Cause: String, Codable, CaseIterable, Sendable {
        /// The schedule is used up.
        case exhausted
        /// The carrier answered 410: it does not want to hear from us any more.
        case gone
        /// Our own settings of the carrier lead nowhere.
        case misconfigured
    }
    package var shipment: String
    package var webhookID: String
    /// What the notice tells, such as `shipment.requested`.
    package var type: String
    package var cause: Cause
    package var attempts: Int
    /// What came of the last attempt, in a sentence.
    package var reason: String
    package init(
        shipment: String, webhookID: String, type: String, cause: Cause, attempts: Int, reason: String
    ) {
        self.shipment = shipment
        self.webhookID = webhookID
        self.type = type
        self.cause = cause
        self.attempts = attempts
        self.reason = reason
    }
}

/// Goods that should have been there, or of which nothing was heard (P04, P07, P09).
package struct TransportDelay: Hashable, Codable, Sendable {
    package enum Matter: String, Codable, CaseIterable, Sendable {
        /// The day on which the goods should have left is over, and the warehouse has reported nothing (O13).
        case notDispatched = "not-dispatched"
        /// The expected day is over and nobody has signed.
        case late
        /// No word of the carrier for longer than the desk waits.
        case silent
    }
    package var shipment: String
    package var matter: Matter
    /// The day on which they should have left, or were expected.
    package var expectedOn: CalendarDate?
    package init(shipment: String, matter: Matter, expectedOn: CalendarDate? = nil) {
        self.shipment = shipment
        self.matter = matter
        self.expectedOn = expectedOn
    }
}
