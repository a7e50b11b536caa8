// Signing a notice, so that the carrier knows that it is ours and unchanged. Standard Webhooks 1.0: the signed text
// is the id, the timestamp of the attempt and the body, with dots between; scheme `v1` is HMAC-SHA256.

import Digests

/// Signs with every key it has, so that a receiver that knows only the old one, or only the new one, is content.
package struct WebhookSigner: Sendable {
    private let secrets: [WebhookSecret]

    /// - Throws: `notSendable` if there is no key.
    package init(secrets: [WebhookSecret]) throws(CarrierDeliveryError) {
        guard !secrets.isEmpty else { throw .notSendable(problem: "there is no key to sign with") }
        self.secrets = secrets
    }

    /// The headers for one attempt.
    ///
    /// - Parameters:
    ///   - id: the notice's id: printable ASCII, no space, no dot (the dot separates the parts that are signed).
    ///   - timestamp: the attempt's time in whole seconds since 1970.
    package func sign(id: String, timestamp: Int64, body: [UInt8]) throws(CarrierDeliveryError) -> WebhookHeaders {
        try WebhookSigner.check(id: id)
        let signatures = try secrets.map { secret throws(CarrierDeliveryError) in
            try WebhookSigner.signature(id: id, timestamp: timestamp, body: body, secret: secret)
        }
        return WebhookHeaders(id: id, timestamp: timestamp, signature: signatures.joined(separator: " "))
    }

    static let scheme = "v1,"

    private static func check(id: String) throws(CarrierDeliveryError) {
        guard !id.isEmpty, id.utf8.count <= DeliveryLimits.webhookID else {
            throw .notSendable(problem: "its webhook id must have 1 to \(DeliveryLimits.webhookID) bytes")
        }
        guard id.isVisibleASCII, !id.utf8.contains(UInt8(ascii: ".")) else {
            throw .notSendable(problem: "its webhook id may hold only printable ASCII without spaces and dots")
        }
    }

    private static func signature(
        id: String, timestamp: Int64, body: [UInt8], secret: WebhookSecret
    ) throws(CarrierDeliveryError) -> String {
        do {
            let code = try code(id: id, timestamp: String(timestamp), body: body, secret: secret)
            return scheme + Base64.encode(code)
        } catch {
            throw .notSendable(problem: error.description)
        }
    }

    static func code(
        id: String, timestamp: String, body: [UInt8], secret: WebhookSecret
    ) throws(DigestError) -> [UInt8] {
        var message = Array("\(id).\(timestamp).".utf8)
        message.reserveCapacity(message.count + body.count)
        message.append(contentsOf: body)
        return try HMACSHA256.code(key: secret.key, message: message)
    }
}
