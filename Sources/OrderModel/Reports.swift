// What people and carriers answer, as files: the warehouse's report, tracking numbers, proof of delivery.

package import ExactDecimals

/// The warehouse's report that a dispatch instruction was carried out (O08, O09, O12).
package struct DispatchReport: Hashable, Codable, Sendable {
    package struct Line: Hashable, Codable, Sendable {
        package var lineID: String
        package var product: String
        package var lot: String
        /// In the product's own unit.
        package var quantity: ExactDecimal
        package init(lineID: String, product: String, lot: String = "", quantity: ExactDecimal) {
            self.lineID = lineID
            self.product = product
            self.lot = lot
            self.quantity = quantity
        }
    }
    /// The id on the dispatch instruction.
    package var shipment: String
    package var dispatchedOn: CalendarDate?
    /// The storekeeper who checked the goods against the delivery notice.
    package var confirmedBy: String?
    package var packages: Int?
    package var trackingNumber: String?
    package var lines: [Line]
    package init(
        shipment: String, dispatchedOn: CalendarDate? = nil, confirmedBy: String? = nil, packages: Int? = nil,
        trackingNumber: String? = nil, lines: [Line]
    ) {
        self.shipment = shipment
        self.dispatchedOn = dispatchedOn
        self.confirmedBy = confirmedBy
        self.packages = packages
        self.trackingNumber = trackingNumber
        self.lines = lines
    }
}

/// The carrier's answer to a notice, or a file with the same content: the tracking number (O10).
package struct CarrierReport: Hashable, Codable, Sendable {
    package var shipment: String
    package var trackingNumber: String?
    package var labelReference: String?
    /// Why the carrier will not take the shipment.
    package var refusal: String?
    /// The id of the webhook that was answered, where it was one.
    package var webhookID: String?
    package init(
        shipment: String, trackingNumber: String? = nil, labelReference: String? = nil, refusal: String? = nil,
        webhookID: String? = nil
    ) {
        self.shipment = shipment
        self.trackingNumber = trackingNumber
        self.labelReference = labelReference
        self.refusal = refusal
        self.webhookID = webhookID
    }
}

/// The signed delivery note, back from the carrier or our own driver (Q01 to Q03).
package struct DeliveryReport: Hashable, Codable, Sendable {
    package var shipment: String
    package var deliveredOn: CalendarDate?
    package var signedBy: String?
    package var remarks: String?
    package init(shipment: String, deliveredOn: CalendarDate? = nil, signedBy: String? = nil, remarks: String? = nil) {
        self.shipment = shipment
        self.deliveredOn = deliveredOn
        self.signedBy = signedBy
        self.remarks = remarks
    }
}

/// The customer's answer to a question of ours (B08, B13, K13).
package struct CustomerAnswer: Hashable, Codable, Sendable {
    package enum Answer: String, Codable, CaseIterable, Sendable {
        /// The record of the verbal order is right (B08).
        case confirmRecord = "confirm-record"
        /// Ship what is there, the rest later.
        case shipPart = "ship-part"
        /// Wait until everything is there.
        case wait
        /// We do not want the order any more, or not in this way.
        case cancel
    }
    /// Our number of the order, or the customer's own.
    package var order: String
    package var answer: Answer
    package var person: String?
    package var note: String?
    package init(order: String, answer: Answer, person: String? = nil, note: String? = nil) {
        self.order = order
        self.answer = answer
        self.person = person
        self.note = note
    }
}

/// Asks to send carriers' notices again now, whatever their schedule says: one, or all that were not delivered.
package struct DeliveryRetry: Hashable, Codable, Sendable {
    /// The id of the notice; nil: all undelivered ones.
    package var webhookID: String?
    /// Who asked for it.
    package var person: String?
    package init(webhookID: String? = nil, person: String? = nil) {
        self.webhookID = webhookID
        self.person = person
    }
}
