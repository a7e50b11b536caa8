// Where in a carrier's JSON answer the things stand that we take up.

/// JSON pointers (RFC 6901) into the body of a 2xx answer. What has no pointer is not looked for.
package struct AnswerMapping: Hashable, Sendable {
    package let trackingNumber: String?
    package let labelReference: String?
    /// Where the carrier says why it will not carry the shipment.
    package let refusal: String?

    /// No answer is read.
    package static let none = AnswerMapping()

    package init(trackingNumber: String? = nil, labelReference: String? = nil, refusal: String? = nil) {
        self.trackingNumber = trackingNumber
        self.labelReference = labelReference
        self.refusal = refusal
    }

    /// Whether anything is looked for at all.
    package var readsAnything: Bool { trackingNumber != nil || labelReference != nil || refusal != nil }

    /// A sentence on the first pointer that is not one; nil if all are well.
    var problem: String? {
        let pointers = [("trackingNumber", trackingNumber), ("labelReference", labelReference), ("refusal", refusal)]
        for case (let name, let pointer?) in pointers where !AnswerMapping.isPointer(pointer) {
            return "\(name) must be a JSON pointer such as /shipment/trackingNumber, not \(pointer)"
        }
        return nil
    }

    private static func isPointer(_ text: String) -> Bool {
        guard text.isEmpty || text.hasPrefix("/"), text.utf8.count <= DeliveryLimits.answerHeaderValue else {
            return false
        }
        let bytes = Array(text.utf8)
        return bytes.indices.allSatisfy { index in
            guard bytes[index] == UInt8(ascii: "~") else { return true }
            return index + 1 < bytes.count && [UInt8(ascii: "0"), UInt8(ascii: "1")].contains(bytes[index + 1])
        }
    }
}
