// A key that checks signatures: the receiver's side.

import Digests

/// `whsec_…`, which also signs, or `whpk_…`, which only checks. Blind like a secret, since it may be one.
package struct WebhookVerificationKey: Sendable {
    enum Material: Sendable {
        case shared(key: [UInt8])
        case ed25519(publicKey: [UInt8])
    }

    let material: Material

    init(_ material: Material) { self.material = material }

    /// Reads `whsec_…`, `whpk_…`, or `whsk_…`, of which the public half is used. The error never quotes the text.
    package init(_ text: String) throws(CarrierDeliveryError) {
        if let encoded = text.removing(prefix: WebhookKeyPrefix.verifying) {
            let key = try WebhookKeyPrefix.decode(encoded, behind: WebhookKeyPrefix.verifying)
            guard key.count == Ed25519.publicKeyBytes else {
                throw .secretMalformed(
                    problem: "the public key has \(key.count) bytes; it must have \(Ed25519.publicKeyBytes)")
            }
            material = .ed25519(publicKey: key)
        } else if text.hasPrefix(WebhookKeyPrefix.shared) || text.hasPrefix(WebhookKeyPrefix.signing) {
            material = try WebhookSecret(text).verificationKey.material
        } else {
            throw .secretMalformed(
                problem: "it begins neither with \(WebhookKeyPrefix.shared) nor with \(WebhookKeyPrefix.verifying)")
        }
    }

    /// `whpk_…`, to be given away; nil for a key that is secret.
    package var publicText: String? {
        guard case .ed25519(let publicKey) = material else { return nil }
        return WebhookKeyPrefix.verifying + Base64.encode(publicKey)
    }

    /// The version of the signatures that the key can check.
    var scheme: WebhookScheme {
        switch material {
        case .shared: .v1
        case .ed25519: .v1a
        }
    }

    /// Whether the signature is one of the message. Takes as long for a near miss as for a match.
    func fits(_ signature: [UInt8], message: [UInt8]) -> Bool {
        switch material {
        case .shared(let key):
            guard let code = try? HMACSHA256.code(key: key, message: message) else { return false }
            return ConstantTime.areEqual(signature, code)
        case .ed25519(let publicKey):
            return (try? Ed25519.isValid(signature: signature, of: message, publicKey: publicKey)) ?? false
        }
    }
}

extension WebhookVerificationKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "a webhook key" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
