// Signing a notice, so that the carrier knows that it is ours and unchanged. Standard Webhooks 1.0: the signed text
// is the id, the timestamp of the attempt and the body, with dots between.

import Digests

/// A version of signatures: what stands before the comma.
enum WebhookScheme: String, Sendable, CaseIterable {
    /// HMAC-SHA256, with a key that both sides know.
    case v1
    /// Ed25519, with a pair of keys.
    case v1a

    var prefix: String { rawValue + "," }
}

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
        let message = message(id: id, timestamp: String(timestamp), body: body)
        do {
            switch secret.material {
            case .shared(let key):
                return WebhookScheme.v1.prefix + Base64.encode(try HMACSHA256.code(key: key, message: message))
            case .ed25519(let seed, _):
                return WebhookScheme.v1a.prefix + Base64.encode(try Ed25519.sign(message, seed: seed))
            }
        } catch {
            throw .notSendable(problem: error.description)
        }
    }

    /// What is signed.
    static func message(id: String, timestamp: String, body: [UInt8]) -> [UInt8] {
        var message = Array("\(id).\(timestamp).".utf8)
        message.reserveCapacity(message.count + body.count)
        message.append(contentsOf: body)
        return message
    }
}
