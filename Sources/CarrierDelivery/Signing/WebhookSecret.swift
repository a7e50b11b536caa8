// A key that signs: read from a file, kept in memory, shown to nobody.

import Digests

/// A webhook key of Standard Webhooks 1.0: `whsec_` and base64 of 24 to 64 bytes, which the carrier knows too, or
/// `whsk_` and base64 of an Ed25519 private key, of which the carrier knows only the public half.
///
/// Its description, its debug description and its mirror are blind, so that it cannot slip into a log.
package struct WebhookSecret: Sendable {
    enum Material: Sendable {
        case shared(key: [UInt8])
        case ed25519(seed: [UInt8], publicKey: [UInt8])
    }

    let material: Material

    private init(_ material: Material) { self.material = material }

    /// Reads `whsec_…` or `whsk_…`. The error says what is wrong and never quotes the text.
    package init(_ text: String) throws(CarrierDeliveryError) {
        if let encoded = text.removing(prefix: WebhookKeyPrefix.shared) {
            material = .shared(key: try WebhookSecret.sharedKey(encoded))
        } else if let encoded = text.removing(prefix: WebhookKeyPrefix.signing) {
            material = try WebhookSecret.ed25519(encoded)
        } else if text.hasPrefix(WebhookKeyPrefix.verifying) {
            throw .secretMalformed(
                problem: "\(WebhookKeyPrefix.verifying) begins a public key, which cannot sign; the private one begins "
                    + "with \(WebhookKeyPrefix.signing)")
        } else {
            throw .secretMalformed(
                problem: "it begins neither with \(WebhookKeyPrefix.shared) nor with \(WebhookKeyPrefix.signing)")
        }
    }

    /// A new key that both sides will know.
    package static func makeShared() throws(CarrierDeliveryError) -> WebhookSecret {
        WebhookSecret(.shared(key: try randomBytes()))
    }

    /// A new pair of keys.
    package static func makeEd25519() throws(CarrierDeliveryError) -> WebhookSecret {
        WebhookSecret(try pair(seed: try randomBytes()))
    }

    /// The key itself, as a secret file holds it. Only for whoever has just made it.
    package var revealed: String {
        switch material {
        case .shared(let key): WebhookKeyPrefix.shared + Base64.encode(key)
        case .ed25519(let seed, _): WebhookKeyPrefix.signing + Base64.encode(seed)
        }
    }

    /// What the receiver checks with.
    package var verificationKey: WebhookVerificationKey {
        switch material {
        case .shared(let key): WebhookVerificationKey(.shared(key: key))
        case .ed25519(_, let publicKey): WebhookVerificationKey(.ed25519(publicKey: publicKey))
        }
    }

    static func sharedKey(_ encoded: String) throws(CarrierDeliveryError) -> [UInt8] {
        let key = try WebhookKeyPrefix.decode(encoded, behind: WebhookKeyPrefix.shared)
        guard DeliveryLimits.keyBytes.contains(key.count) else {
            let bounds = "\(DeliveryLimits.keyBytes.lowerBound) to \(DeliveryLimits.keyBytes.upperBound)"
            throw .secretMalformed(problem: "the key has \(key.count) bytes; it must have \(bounds)")
        }
        return key
    }

    /// 32 bytes are the seed; 64 are the seed and behind it the public key, as NaCl and some of the reference
    /// libraries write it.
    private static func ed25519(_ encoded: String) throws(CarrierDeliveryError) -> Material {
        let bytes = try WebhookKeyPrefix.decode(encoded, behind: WebhookKeyPrefix.signing)
        let both = Ed25519.seedBytes + Ed25519.publicKeyBytes
        guard bytes.count == Ed25519.seedBytes || bytes.count == both else {
            let wanted = "\(Ed25519.seedBytes), or \(both) with the public key behind it"
            throw .secretMalformed(problem: "the private key has \(bytes.count) bytes; it must have \(wanted)")
        }
        let made = try pair(seed: Array(bytes.prefix(Ed25519.seedBytes)))
        if case .ed25519(_, let publicKey) = made, bytes.count == both {
            guard bytes.suffix(Ed25519.publicKeyBytes).elementsEqual(publicKey) else {
                throw .secretMalformed(problem: "the public key in it does not belong to the private one")
            }
        }
        return made
    }

    private static func pair(seed: [UInt8]) throws(CarrierDeliveryError) -> Material {
        do {
            return .ed25519(seed: seed, publicKey: try Ed25519.publicKey(ofSeed: seed))
        } catch {
            throw .secretMalformed(problem: error.description)
        }
    }

    private static func randomBytes() throws(CarrierDeliveryError) -> [UInt8] {
        do {
            return try RandomBytes.make(count: DeliveryLimits.newKeyBytes)
        } catch {
            throw .secretMalformed(problem: error.description)
        }
    }
}

extension WebhookSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "a webhook secret" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// How keys are written (Standard Webhooks 1.0, "Webhook signatures").
enum WebhookKeyPrefix {
    static let shared = "whsec_"
    static let signing = "whsk_"
    static let verifying = "whpk_"

    static func decode(_ encoded: String, behind prefix: String) throws(CarrierDeliveryError) -> [UInt8] {
        do {
            return try Base64.decode(encoded)
        } catch {
            throw .secretMalformed(problem: "what follows \(prefix) is not base64")
        }
    }
}

extension String {
    /// What follows the prefix; nil if the text does not begin with it.
    func removing(prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
