// What a carrier's answer said about the shipment.

package import OrderModel

/// Finds the text at a JSON pointer (RFC 6901) in a JSON document: a string as it is, a number as it is written. Nil
/// if there is nothing there, or the document is not whole. Handed in, so that there is one JSON reader in Docket.
package typealias AnswerExtractor = @Sendable (_ body: [UInt8], _ pointer: String) -> String?

/// The fields of a 2xx answer, as the carrier's mapping names them.
package struct CarrierAnswer: Hashable, Sendable {
    /// The `webhook-id` that was answered: the key under which the answer is entered once.
    package let webhookID: String
    package let carrier: String
    package let shipment: String
    package let type: NoticeType
    package let status: Int
    package let receivedAt: Instant
    package let trackingNumber: String?
    package let labelReference: String?
    package let refusal: String?
    /// What was found and could not be taken up, in sentences.
    package let notes: [String]

    /// Whether there is nothing to be entered.
    package var isEmpty: Bool { trackingNumber == nil && labelReference == nil && refusal == nil }
}

extension CarrierAnswer {
    /// Reads the fields out of a good exchange.
    init(
        to delivery: Delivery, exchange: DeliveryExchange, mapping: AnswerMapping, at now: Instant,
        extract: AnswerExtractor
    ) {
        var notes: [String] = []
        func find(_ name: String, _ pointer: String?) -> String? {
            guard let pointer, let text = extract(exchange.answer, pointer)?.trimmed, !text.isEmpty else { return nil }
            return text
        }
        func reference(_ name: String, _ pointer: String?) -> String? {
            guard let text = find(name, pointer) else { return nil }
            guard text.count <= DeliveryLimits.answerReference, !text.unicodeScalars.contains(where: isControl) else {
                notes.append(
                    "the \(name) in the answer is longer than \(DeliveryLimits.answerReference) characters, or has "
                        + "control characters in it")
                return nil
            }
            return text
        }
        webhookID = delivery.id
        carrier = delivery.carrier
        shipment = delivery.shipment
        type = delivery.type
        status = exchange.status ?? 0
        receivedAt = now
        trackingNumber = reference("tracking number", mapping.trackingNumber)
        labelReference = reference("label reference", mapping.labelReference)
        refusal = find("refusal", mapping.refusal).map { text in
            let scalars = text.unicodeScalars.prefix(DeliveryLimits.answerRefusal).map { isControl($0) ? " " : $0 }
            return String(String.UnicodeScalarView(scalars))
        }
        self.notes = notes
    }
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .control }
