// The receiver's side of a signature: for `loopback-carrier`, for tests, and for carriers' files that come by HTTP.

import Digests

/// Why a received webhook is not believed.
package enum WebhookRefusal: Hashable, Sendable {
    case headerMissing(name: String)
    case timestampMalformed
    /// The timestamp is further from the receiver's clock than the tolerance.
    case timestampTooOld(seconds: Int64)
    case timestampInFuture(seconds: Int64)
    /// There is no signature of a scheme that is known here.
    case noKnownSignature
    /// None of the signatures fits any of the keys.
    case signatureWrong
}

extension WebhookRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .headerMissing(let name): "the header \(name) is missing"
        case .timestampMalformed: "webhook-timestamp is not a number of seconds"
        case .timestampTooOld(let seconds): "the webhook was signed \(seconds) seconds ago, which is too long"
        case .timestampInFuture(let seconds):
            "the webhook was signed \(seconds) seconds in the future; compare the clocks of sender and receiver"
        case .noKnownSignature:
            "webhook-signature has no signature of a version that the keys at hand can check (v1 with whsec_, v1a with "
                + "whpk_)"
        case .signatureWrong: "no signature fits; the key, the body or the id is not the one that was signed"
        }
    }
}

/// Checks webhooks by Standard Webhooks 1.0.
package struct WebhookVerifier: Sendable {
    private let keys: [WebhookVerificationKey]
    private let toleranceSeconds: Int64

    package init(keys: [WebhookVerificationKey], tolerance: Duration = DeliveryLimits.timestampTolerance) {
        self.keys = keys
        toleranceSeconds = tolerance.wholeMilliseconds / 1000
    }

    /// With the keys that sign.
    package init(secrets: [WebhookSecret], tolerance: Duration = DeliveryLimits.timestampTolerance) {
        self.init(keys: secrets.map(\.verificationKey), tolerance: tolerance)
    }

    /// Passes if one of the signatures fits one of the keys and the timestamp is near `now`.
    ///
    /// - Parameters:
    ///   - id, timestamp, signature: the three headers as they came; nil where one is missing.
    ///   - now: the receiver's clock, in whole seconds since 1970.
    /// - Throws: `signatureRefused`.
    package func verify(
        id: String?, timestamp: String?, signature: String?, body: [UInt8], now: Int64
    ) throws(CarrierDeliveryError) {
        guard let id, !id.isEmpty else { throw .missing(WebhookHeaders.idName) }
        guard let timestamp, !timestamp.isEmpty else { throw .missing(WebhookHeaders.timestampName) }
        guard let signature, !signature.isEmpty else { throw .missing(WebhookHeaders.signatureName) }
        try check(timestamp: timestamp, now: now)
        let claimed = WebhookVerifier.signatures(in: signature)
        guard keys.contains(where: { key in claimed.contains { $0.scheme == key.scheme } }) else {
            throw .signatureRefused(.noKnownSignature)
        }
        let message = WebhookSigner.message(id: id, timestamp: timestamp, body: body)
        var fits = false
        for key in keys {
            // All pairs are compared, whichever fits: how long it takes tells nothing.
            for candidate in claimed where candidate.scheme == key.scheme && key.fits(candidate.bytes, message: message)
            {
                fits = true
            }
        }
        guard fits else { throw .signatureRefused(.signatureWrong) }
    }

    /// The signatures of known versions; others are passed over, so that new ones can be sent beside them.
    private static func signatures(in header: String) -> [(scheme: WebhookScheme, bytes: [UInt8])] {
        header.split(separator: " ").prefix(DeliveryLimits.signaturesPerWebhook).compactMap { entry in
            let parts = entry.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let scheme = WebhookScheme(rawValue: String(parts[0])),
                let bytes = try? Base64.decode(String(parts[1]))
            else { return nil }
            return (scheme, bytes)
        }
    }

    private func check(timestamp: String, now: Int64) throws(CarrierDeliveryError) {
        let isNumber = timestamp.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isNumber, let seconds = Int64(timestamp) else { throw .signatureRefused(.timestampMalformed) }
        let (age, overflow) = now.subtractingReportingOverflow(seconds)
        guard !overflow else { throw .signatureRefused(.timestampMalformed) }
        if age > toleranceSeconds { throw .signatureRefused(.timestampTooOld(seconds: age)) }
        if age < 0 - toleranceSeconds { throw .signatureRefused(.timestampInFuture(seconds: 0 - age)) }
    }
}

extension CarrierDeliveryError {
    fileprivate static func missing(_ name: String) -> CarrierDeliveryError {
        .signatureRefused(.headerMissing(name: name))
    }
}
