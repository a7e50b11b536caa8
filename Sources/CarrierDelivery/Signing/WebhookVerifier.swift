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
        case .noKnownSignature: "webhook-signature has no signature of version v1"
        case .signatureWrong: "no signature fits; the key, the body or the id is not the one that was signed"
        }
    }
}

/// Checks webhooks by Standard Webhooks 1.0.
package struct WebhookVerifier: Sendable {
    private let secrets: [WebhookSecret]
    private let toleranceSeconds: Int64

    package init(secrets: [WebhookSecret], tolerance: Duration = DeliveryLimits.timestampTolerance) {
        self.secrets = secrets
        toleranceSeconds = tolerance.wholeMilliseconds / 1000
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
        let claimed = signature.split(separator: " ").compactMap { entry -> [UInt8]? in
            guard entry.hasPrefix(WebhookSigner.scheme) else { return nil }
            return try? Base64.decode(String(entry.dropFirst(WebhookSigner.scheme.count)))
        }
        guard !claimed.isEmpty else { throw .signatureRefused(.noKnownSignature) }
        var fits = false
        for secret in secrets {
            guard let code = try? WebhookSigner.code(id: id, timestamp: timestamp, body: body, secret: secret) else {
                continue
            }
            // All pairs are compared, whichever fits: how long it takes tells nothing.
            for candidate in claimed where ConstantTime.areEqual(candidate, code) { fits = true }
        }
        guard fits else { throw .signatureRefused(.signatureWrong) }
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
