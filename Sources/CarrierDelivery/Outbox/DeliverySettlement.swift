// What came of a claimed delivery, to be written down in one short transaction.

package import OrderModel

/// Why an endpoint is switched off.
package enum DisablingCause: String, Hashable, Sendable {
    /// It answered 410: it does not want to hear from us any more. A person switches it on again.
    case gone
    /// Our own settings lead nowhere: an address that must not be connected to, a file of authorities that cannot be
    /// read. Tried again when the settings are read again.
    case misconfigured
}

/// The last exchange, in the size in which it is kept with the delivery.
package struct ExchangeSummary: Hashable, Sendable {
    package let status: Int?
    /// Nil if the exchange itself went well, whatever the status.
    package let failure: ExchangeFailure.Kind?
    /// What happened, in a sentence.
    package let sentence: String
    package let duration: Duration
    /// The beginning of the answer's body.
    package let answerExcerpt: [UInt8]
    /// The address that the request went to, if it went to one.
    package let address: String?

    package init(
        status: Int?, failure: ExchangeFailure.Kind?, sentence: String, duration: Duration, answerExcerpt: [UInt8],
        address: String? = nil
    ) {
        self.status = status
        self.failure = failure
        self.sentence = sentence
        self.duration = duration
        self.answerExcerpt = answerExcerpt
        self.address = address
    }
}

/// The end of one claim.
package struct DeliverySettlement: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// To `delivered`. Applies whoever holds the lease: the carrier has it.
        case delivered
        /// Stays `pending`, due again then.
        case retry(due: Instant)
        /// To `exhausted`.
        case exhausted
        /// To `disabled`, and in the same transaction the carrier is switched off: nothing of it is claimed until
        /// `enable`.
        case disabled(DisablingCause)
        /// Not tried after all: stays `pending`, the lease is given back, and it is not due before the given instant.
        case released(notBefore: Instant?)
    }

    package let id: String
    package let carrier: String
    /// The lease under which it was claimed. Unless the outcome is `delivered`, a settlement whose lease is no
    /// longer the delivery's own changes nothing.
    package let lease: DeliveryLease?
    package let outcome: Outcome
    /// Attempts made, this one included; to be written down with every outcome.
    package let attempts: Int
    package let at: Instant
    /// Nil where nothing was exchanged.
    package let exchange: ExchangeSummary?

    package init(
        id: String, carrier: String, lease: DeliveryLease?, outcome: Outcome, attempts: Int, at: Instant,
        exchange: ExchangeSummary?
    ) {
        self.id = id
        self.carrier = carrier
        self.lease = lease
        self.outcome = outcome
        self.attempts = attempts
        self.at = at
        self.exchange = exchange
    }
}
