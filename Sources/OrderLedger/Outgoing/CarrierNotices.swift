// Notices to carriers, as rows: what is to be sent, to whom, how often it was tried.

package import OrderModel

/// A notice to a carrier on its way (N02, O09 to O11).
package struct NoticeRow: Hashable, Sendable {
    package enum State: String, Hashable, Codable, CaseIterable, Sendable {
        /// To be sent when it is due, or being sent under a lease.
        case pending
        case delivered
        /// Tried as often as the schedule says; a person has to look at it.
        case exhausted
        /// Its carrier is switched off.
        case disabled
    }

    /// The right to send, until an instant. After that anybody may claim the notice.
    package struct Lease: Hashable, Sendable {
        /// Another one for each claim, so that a late settlement is recognised.
        package var holder: String
        package var until: Instant
        package init(holder: String, until: Instant) {
            self.holder = holder
            self.until = until
        }
    }

    /// The same at each attempt.
    package var webhookID: String
    /// The order of entry; of one shipment the lower is sent first. 0 before it is entered.
    package var sequence: Int64
    package var carrier: String
    package var shipment: String
    package var orderNumber: String
    /// Such as `shipment.requested`.
    package var type: String
    /// JSON, the same bytes at each attempt.
    package var body: [UInt8]
    package var createdAt: Instant
    /// Attempts that were settled.
    package var attempts: Int
    package var due: Instant
    package var state: State
    package var lease: Lease?
    package var lastAttemptAt: Instant?
    /// The HTTP status of the last answer.
    package var lastStatus: Int?
    /// What came of the last attempt, in a sentence.
    package var note: String?
    package var deliveredAt: Instant?
    /// The beginning of the last answer's body.
    package var answerExcerpt: [UInt8]

    package init(
        webhookID: String, sequence: Int64 = 0, carrier: String, shipment: String, orderNumber: String, type: String,
        body: [UInt8], createdAt: Instant, attempts: Int = 0, due: Instant, state: State = .pending,
        lease: Lease? = nil, lastAttemptAt: Instant? = nil, lastStatus: Int? = nil, note: String? = nil,
        deliveredAt: Instant? = nil, answerExcerpt: [UInt8] = []
    ) {
        self.webhookID = webhookID
        self.sequence = sequence
        self.carrier = carrier
        self.shipment = shipment
        self.orderNumber = orderNumber
        self.type = type
        self.body = body
        self.createdAt = createdAt
        self.attempts = attempts
        self.due = due
        self.state = state
        self.lease = lease
        self.lastAttemptAt = lastAttemptAt
        self.lastStatus = lastStatus
        self.note = note
        self.deliveredAt = deliveredAt
        self.answerExcerpt = answerExcerpt
    }

    static let columns = """
        webhook_id, sequence, carrier, shipment, order_number, type, body, created_at, attempts, due_at, state,
        lease_holder, lease_until, last_attempt_at, last_status, note, delivered_at, answer_excerpt
        """

    init(_ columns: Columns) throws(LedgerError) {
        var lease: Lease?
        if let holder = try columns.textOrNil(11), let until = try columns.instantOrNil(12) {
            lease = Lease(holder: holder, until: until)
        }
        self.init(
            webhookID: try columns.text(0), sequence: try columns.integer(1), carrier: try columns.text(2),
            shipment: try columns.text(3), orderNumber: try columns.text(4), type: try columns.text(5),
            body: try columns.bytes(6), createdAt: try columns.instant(7), attempts: try columns.int(8),
            due: try columns.instant(9), state: try columns.choice(10, State.self), lease: lease,
            lastAttemptAt: try columns.instantOrNil(13), lastStatus: try columns.integerOrNil(14).map { Int($0) },
            note: try columns.textOrNil(15), deliveredAt: try columns.instantOrNil(16),
            answerExcerpt: try columns.bytes(17))
    }
}

/// What came of one attempt.
package struct NoticeSettlement: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// The carrier has it. Takes effect whoever holds the lease.
        case delivered
        case retry(due: Instant)
        case exhausted
        /// The carrier's endpoint is switched off, and with it all its notices, until `enableCarrier`.
        case disabled(cause: String)
        /// Not tried after all: the lease is given back, and it is not due before the given instant.
        case released(notBefore: Instant?)
    }
    package var webhookID: String
    /// The lease of the claim. With an outcome other than `delivered`, a lease that is not the notice's own any more
    /// changes nothing.
    package var leaseHolder: String?
    package var outcome: Outcome
    /// Attempts made, this one included.
    package var attempts: Int
    package var at: Instant
    /// Nil where nothing was exchanged.
    package var exchange: NoticeExchange?

    package init(
        webhookID: String, leaseHolder: String?, outcome: Outcome, attempts: Int, at: Instant,
        exchange: NoticeExchange? = nil
    ) {
        self.webhookID = webhookID
        self.leaseHolder = leaseHolder
        self.outcome = outcome
        self.attempts = attempts
        self.at = at
        self.exchange = exchange
    }
}

/// A carrier that nothing is sent to until somebody switches it on again.
package struct DisabledCarrierRow: Hashable, Sendable {
    package var carrier: String
    /// The word of whoever switched it off, such as `gone`.
    package var cause: String
    package var since: Instant
    package init(carrier: String, cause: String, since: Instant) {
        self.carrier = carrier
        self.cause = cause
        self.since = since
    }
}

/// Which notices to list; nil means all.
package struct NoticeFilter: Hashable, Sendable {
    package var states: Set<NoticeRow.State>?
    package var carrier: String?
    package var shipment: String?
    package var orderNumber: String?
    package var limit: Int
    package init(
        states: Set<NoticeRow.State>? = nil, carrier: String? = nil, shipment: String? = nil,
        orderNumber: String? = nil, limit: Int = LedgerLimits.listedRows
    ) {
        self.states = states
        self.carrier = carrier
        self.shipment = shipment
        self.orderNumber = orderNumber
        self.limit = limit
    }
}
