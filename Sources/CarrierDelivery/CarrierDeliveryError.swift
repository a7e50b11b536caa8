// What can go wrong on the way to a carrier before or beside the exchange itself. An exchange that fails is no error
// but an outcome: see ExchangeFailure.

/// Why the delivery to carriers cannot do what it was asked to. No case ever carries a secret.
package enum CarrierDeliveryError: Error, Hashable, Sendable {
    /// A carrier's settings cannot be used; `field` says which one.
    case badEndpoint(carrier: String, field: EndpointField, problem: String)
    /// A secret file cannot be used.
    case secretUnusable(file: String, problem: String)
    /// A secret that was handed in as text cannot be used.
    case secretMalformed(problem: String)
    /// A notice cannot be signed or sent as it is.
    case notSendable(problem: String)
    /// A received webhook is not what it claims to be.
    case signatureRefused(WebhookRefusal)
    /// libcurl or a thread could not be set up.
    case transportFailed(problem: String)
    /// The outbox could not be read or written. Thrown by implementations of `DeliveryStore`.
    case storeFailed(problem: String)
}

/// A setting of a carrier, named as in its file, so that an error can be shown at its line.
package enum EndpointField: String, Hashable, Sendable, CaseIterable {
    case carrier, url, secretFiles, timeout, connectTimeout, allowAddresses, headers, answer, schedule, concurrency
    case caFile, clientCertificate, pinnedKeys, proxy
}

extension CarrierDeliveryError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badEndpoint(let carrier, let field, let problem): "carrier \(carrier), \(field.rawValue): \(problem)"
        case .secretUnusable(let file, let problem): "the secret file \(file) cannot be used: \(problem)"
        case .secretMalformed(let problem): "the webhook secret cannot be used: \(problem)"
        case .notSendable(let problem): "the notice cannot be sent: \(problem)"
        case .signatureRefused(let refusal): refusal.description
        case .transportFailed(let problem): "the connection to carriers cannot be set up: \(problem)"
        case .storeFailed(let problem): "the outgoing notices cannot be read or written: \(problem)"
        }
    }
}
