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
    private enum Key: Sendable {
        case shared(HMACSHA256Key)
        /// As a secret, which shows itself nowhere.
        case asItIs(WebhookSecret)
    }

    private let keys: [Key]

    /// - Throws: `notSendable` if there is no key.
    package init(secrets: [WebhookSecret]) throws(CarrierDeliveryError) {
        guard !secrets.isEmpty else { throw .notSendable(problem: "there is no key to sign with") }
        do {
            keys = try secrets.map { secret throws(DigestError) in
                switch secret.material {
                case .shared(let key): .shared(try HMACSHA256Key(key))
                case .ed25519: .asItIs(secret)
                }
            }
        } catch {
            throw .notSendable(problem: error.description)
        }
    }

    /// The headers for one attempt.
    ///
    /// - Parameters:
    ///   - id: the notice's id: printable ASCII, no space, no dot (the dot separates the parts that are signed).
    ///   - timestamp: the attempt's time in whole seconds since 1970.
    package func sign(id: String, timestamp: Int64, body: [UInt8]) throws(CarrierDeliveryError) -> WebhookHeaders {
        try WebhookSigner.check(id: id)
        let head = WebhookSigner.head(id: id, timestamp: String(timestamp))
        let signatures = try keys.map { key throws(CarrierDeliveryError) in
            try WebhookSigner.signature(head: head, body: body, key: key)
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
        head: [UInt8], body: [UInt8], key: Key
    ) throws(CarrierDeliveryError) -> String {
        do {
            switch key {
            case .shared(let key): return WebhookScheme.v1.prefix + Base64.encode(try key.code(head, body))
            case .asItIs(let secret): return try signature(head + body, secret: secret)
            }
        } catch {
            throw .notSendable(problem: error.description)
        }
    }

    private static func signature(_ message: [UInt8], secret: WebhookSecret) throws(DigestError) -> String {
        switch secret.material {
        case .shared(let key):
            WebhookScheme.v1.prefix + Base64.encode(try HMACSHA256.code(key: key, message: message))
        case .ed25519(let seed, _):
            WebhookScheme.v1a.prefix + Base64.encode(try Ed25519.sign(message, seed: seed))
        }
    }

    /// What is signed.
    static func message(id: String, timestamp: String, body: [UInt8]) -> [UInt8] {
        head(id: id, timestamp: timestamp) + body
    }

    private static func head(id: String, timestamp: String) -> [UInt8] { Array("\(id).\(timestamp).".utf8) }
}
