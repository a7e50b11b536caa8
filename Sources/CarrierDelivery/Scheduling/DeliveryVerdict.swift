// What an exchange means: one pure function from what happened to what is to be done.

package import OrderModel

/// The meaning of an exchange for its delivery and its endpoint.
package enum DeliveryVerdict: Hashable, Sendable {
    /// 2xx, and nothing else.
    case delivered
    case retry(Retry)
    case disable(DisablingCause, reason: String)
    /// Nothing is known of it, and nothing is counted.
    case notTried(reason: String)

    package struct Retry: Hashable, Sendable {
        package let pace: DeliverySchedule.Pace
        /// The carrier's `Retry-After`, read.
        package let retryAfter: Instant?
        /// Whether the endpoint as a whole asks for a pause until then (429 and 503).
        package let holdsEndpoint: Bool
        /// What the failure says of the endpoint.
        package let blame: Blame
        package let reason: String

        package init(
            pace: DeliverySchedule.Pace, retryAfter: Instant? = nil, holdsEndpoint: Bool = false, blame: Blame,
            reason: String
        ) {
            self.pace = pace
            self.retryAfter = retryAfter
            self.holdsEndpoint = holdsEndpoint
            self.blame = blame
            self.reason = reason
        }
    }

    package enum Blame: Hashable, Sendable {
        /// The endpoint is down or in trouble: counts for the circuit breaker.
        case endpoint
        /// The endpoint is well and refuses this notice.
        case notice
        /// It is our own doing.
        case us
    }
}

extension DeliveryVerdict {
    /// Judges an exchange.
    ///
    /// - Parameters:
    ///   - readsAnswer: whether something is looked for in this carrier's answers; then a 2xx whose body is too large
    ///     to be read is no success.
    package static func judge(_ exchange: DeliveryExchange, readsAnswer: Bool, now: Instant) -> DeliveryVerdict {
        // A refusal counts as soon as its status is there, whatever becomes of its body.
        if let status = exchange.status, !(200...299).contains(status), exchange.failure?.kind != .abandoned {
            return refused(status: status, exchange: exchange, now: now)
        }
        guard let failure = exchange.failure else {
            return exchange.status == nil ? retry(.endpoint, "there was no answer") : .delivered
        }
        return failed(failure, exchange: exchange, readsAnswer: readsAnswer)
    }

    private static func refused(status: Int, exchange: DeliveryExchange, now: Instant) -> DeliveryVerdict {
        let retryAfter = exchange.retryAfter.flatMap { RetryAfter.read($0, now: now) }
        switch status {
        case 410:
            return .disable(.gone, reason: "the carrier answered 410: it does not want to hear from us any more")
        case 300...399:
            let target = exchange.location.map { " to \($0)" } ?? ""
            let reason =
                "the carrier answered \(status), a redirect\(target); redirects are not followed, so enter "
                + "the final address as the carrier's url"
            return .retry(Retry(pace: .slow, retryAfter: retryAfter, blame: .notice, reason: reason))
        case 408, 425, 429, 500...599:
            let holds = retryAfter != nil && (status == 429 || status == 503)
            let reason = "the carrier answered \(status)"
            return .retry(
                Retry(
                    pace: .listed, retryAfter: retryAfter, holdsEndpoint: holds, blame: .endpoint, reason: reason))
        case 400...499:
            let reason = "the carrier answered \(status): it does not accept the notice as it is"
            return .retry(Retry(pace: .slow, retryAfter: retryAfter, blame: .notice, reason: reason))
        default:
            return retry(.endpoint, "the carrier answered \(status), which is no answer to a notice")
        }
    }

    private static func failed(
        _ failure: ExchangeFailure, exchange: DeliveryExchange, readsAnswer: Bool
    ) -> DeliveryVerdict {
        switch failure.kind {
        case .addressRefused, .misconfigured:
            return .disable(.misconfigured, reason: failure.sentence)
        case .notSendable:
            return .retry(Retry(pace: .slow, blame: .us, reason: failure.sentence))
        case .answerNotKept:
            return retry(.us, failure.sentence)
        case .abandoned:
            return .notTried(reason: failure.sentence)
        case .answerTooLarge:
            // The carrier took the notice. If nothing is looked for in the answer, its length is no matter of ours.
            if exchange.status != nil, !readsAnswer { return .delivered }
            return .retry(Retry(pace: .slow, blame: .notice, reason: failure.sentence))
        case .streamBroken:
            // libcurl 7.88 ends some answers without a body, a 204 for one, with this error. The header has come, and
            // with it the carrier's word that it has the notice.
            return exchange.status == nil ? retry(.endpoint, failure.sentence) : .delivered
        case .nameNotFound, .notConnected, .tlsRefused, .timedOut, .connectionLost, .answerBroken:
            return retry(.endpoint, failure.sentence)
        }
    }

    private static func retry(_ blame: Blame, _ reason: String) -> DeliveryVerdict {
        .retry(Retry(pace: .listed, blame: blame, reason: reason))
    }
}
