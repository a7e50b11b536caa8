// The carriers' outbox: claim under a lease in one short transaction, send outside, settle in another. A crash in
// between leaves a lease that runs out.

package import OrderModel

extension LedgerTransaction {
    /// Enters a notice; to be done in the transaction that changes what it tells of. It is pending, whatever its
    /// `state`, `sequence` and `lease` say.
    /// - Throws: `constraint` if there is a notice with this webhook id.
    package func addNotice(_ notice: NoticeRow) throws(LedgerError) {
        try store.run(
            """
            INSERT INTO delivery
                (webhook_id, carrier, shipment, order_number, type, body, created_at, attempts, due_at, state)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, notice.webhookID, notice.carrier, notice.shipment, notice.orderNumber, notice.type, notice.body,
            notice.createdAt, notice.attempts, notice.due, NoticeRow.State.pending.rawValue)
    }

    /// Leases at most `limit` notices of a carrier, or of all carriers, and gives them, the longest due first.
    ///
    /// A notice can be claimed when it is pending and due, nobody's lease on it lasts beyond `now`, its carrier is not
    /// switched off, and every earlier notice of the same carrier and shipment is delivered. A later notice waits for
    /// an earlier one also while that is exhausted or disabled, until a person has it sent again.
    package func claimNotices(
        carrier: String? = nil, now: Instant, lease: NoticeRow.Lease, limit: Int
    ) throws(LedgerError) -> [NoticeRow] {
        let claimable = try store.rows(
            """
            SELECT \(NoticeRow.columns) FROM delivery d
            WHERE d.state = 'pending' AND d.due_at <= $1 AND (d.lease_until IS NULL OR d.lease_until <= $1)
                AND ($2 = '' OR d.carrier = $2) AND \(CarrierOutbox.nothingEarlier)
            ORDER BY d.due_at, d.sequence LIMIT $3
            """, now, carrier ?? "", limit
        ) { columns throws(LedgerError) in try NoticeRow(columns) }
        var claimed: [NoticeRow] = []
        for var notice in claimable {
            try store.run(
                "UPDATE delivery SET lease_holder = $1, lease_until = $2 WHERE sequence = $3", lease.holder,
                lease.until, notice.sequence)
            notice.lease = lease
            claimed.append(notice)
        }
        return claimed
    }

    /// Ends all leases: for a daemon that starts, since whoever held them is gone with the last one. What was under way
    /// is sent again at once, under its own id.
    package func endLeases() throws(LedgerError) {
        try store.run("UPDATE delivery SET lease_holder = NULL, lease_until = NULL WHERE lease_holder IS NOT NULL")
    }

    /// Writes down what came of an attempt and clears the lease. Settling the same twice changes nothing.
    package func settle(_ settlement: NoticeSettlement) throws(LedgerError) {
        let found = try store.first(
            "SELECT \(NoticeRow.columns) FROM delivery WHERE webhook_id = $1", settlement.webhookID
        ) { columns throws(LedgerError) in try NoticeRow(columns) }
        guard var notice = found else { throw .unknownDelivery(id: settlement.webhookID) }
        guard notice.state != .delivered else { return }
        if settlement.outcome != .delivered {
            guard notice.state == .pending, notice.lease?.holder == settlement.leaseHolder else { return }
        }
        switch settlement.outcome {
        case .delivered:
            notice.state = .delivered
            notice.deliveredAt = settlement.at
        case .retry(let due): notice.due = due
        case .exhausted: notice.state = .exhausted
        case .disabled(let cause):
            notice.state = .disabled
            try disableCarrier(notice.carrier, cause: cause, at: settlement.at)
        case .released(let notBefore): notice.due = max(notice.due, notBefore ?? notice.due)
        }
        notice.attempts = settlement.attempts
        if case .released = settlement.outcome {
        } else {
            notice.lastAttemptAt = settlement.at
            notice.lastStatus = settlement.status
            notice.answerExcerpt = settlement.answerExcerpt
        }
        notice.note = settlement.note ?? notice.note
        try store.run(
            """
            UPDATE delivery SET state = $1, delivered_at = $2, due_at = $3, attempts = $4, last_attempt_at = $5,
                last_status = $6, note = $7, answer_excerpt = $8, lease_holder = NULL, lease_until = NULL
            WHERE sequence = $9
            """, notice.state.rawValue, notice.deliveredAt, notice.due, notice.attempts, notice.lastAttemptAt,
            notice.lastStatus, notice.note, notice.answerExcerpt, notice.sequence)
    }

    /// Has notices sent again at once, with their attempts counted anew: one that waits, is exhausted or disabled, or
    /// all of those. What is delivered stays so.
    /// - Returns: how many.
    /// - Throws: `unknownDelivery` for an id that is not there.
    @discardableResult
    package func retryNotices(webhookID: String? = nil, now: Instant) throws(LedgerError) -> Int {
        if let webhookID, try !store.exists("SELECT 1 FROM delivery WHERE webhook_id = $1", webhookID) {
            throw .unknownDelivery(id: webhookID)
        }
        return try store.run(
            """
            UPDATE delivery SET state = 'pending', due_at = $1, attempts = 0
            WHERE state <> 'delivered' AND (lease_until IS NULL OR lease_until <= $1)
                AND ($2 = '' OR webhook_id = $2)
            """, now, webhookID ?? "")
    }

    /// Sends nothing to a carrier until `enableCarrier`. Its notices keep their state.
    package func disableCarrier(_ carrier: String, cause: String, at instant: Instant) throws(LedgerError) {
        try store.run(
            """
            INSERT INTO disabled_carrier (carrier, cause, since) VALUES ($1, $2, $3)
            ON CONFLICT (carrier) DO UPDATE SET cause = excluded.cause
            """, carrier, cause, instant)
    }

    /// Switches a carrier on again: its disabled notices are pending and due now.
    package func enableCarrier(_ carrier: String, now: Instant) throws(LedgerError) {
        try store.run("DELETE FROM disabled_carrier WHERE carrier = $1", carrier)
        try store.run(
            "UPDATE delivery SET state = 'pending', due_at = $1 WHERE carrier = $2 AND state = 'disabled'", now,
            carrier)
    }
}

extension LedgerReading {
    /// The earliest instant after `now` at which time alone makes a notice claimable, of these carriers (empty: all).
    /// What waits for an earlier notice of its shipment, or for its carrier, does not count.
    package func nextNoticeDue(carriers: [String] = [], after now: Instant) throws(LedgerError) -> Instant? {
        var earliest: Instant?
        for carrier in carriers.isEmpty ? [""] : carriers {
            let due = try store.first(
                """
                SELECT MIN(CASE WHEN d.lease_until > d.due_at THEN d.lease_until ELSE d.due_at END) FROM delivery d
                WHERE d.state = 'pending' AND (d.due_at > $1 OR d.lease_until > $1) AND ($2 = '' OR d.carrier = $2)
                    AND \(CarrierOutbox.nothingEarlier)
                """, now, carrier
            ) { columns throws(LedgerError) in try columns.instantOrNil(0) }
            if let due = due ?? nil { earliest = min(earliest ?? due, due) }
        }
        return earliest
    }

    /// Notices in the order in which they were entered.
    package func notices(_ filter: NoticeFilter = NoticeFilter()) throws(LedgerError) -> [NoticeRow] {
        let states = NoticeRow.State.allCases.map { filter.states?.contains($0) ?? true ? $0.rawValue : "" }
        return try store.rows(
            """
            SELECT \(NoticeRow.columns) FROM delivery
            WHERE state IN ($1, $2, $3, $4) AND ($5 = '' OR carrier = $5) AND ($6 = '' OR shipment = $6)
                AND ($7 = '' OR order_number = $7)
            ORDER BY sequence LIMIT $8
            """, states[0], states[1], states[2], states[3], filter.carrier ?? "", filter.shipment ?? "",
            filter.orderNumber ?? "", filter.limit
        ) { columns throws(LedgerError) in try NoticeRow(columns) }
    }

    package func notice(webhookID: String) throws(LedgerError) -> NoticeRow? {
        try store.first("SELECT \(NoticeRow.columns) FROM delivery WHERE webhook_id = $1", webhookID) {
            columns throws(LedgerError) in try NoticeRow(columns)
        }
    }

    package func disabledCarriers() throws(LedgerError) -> [DisabledCarrierRow] {
        try store.rows("SELECT carrier, cause, since FROM disabled_carrier ORDER BY carrier") {
            columns throws(LedgerError) in
            DisabledCarrierRow(
                carrier: try columns.text(0), cause: try columns.text(1), since: try columns.instant(2))
        }
    }
}

enum CarrierOutbox {
    /// Nothing of the same shipment stands before the notice `d`, and its carrier takes notices.
    static let nothingEarlier = """
        NOT EXISTS (SELECT 1 FROM delivery e WHERE e.carrier = d.carrier AND e.shipment = d.shipment
            AND e.sequence < d.sequence AND e.state <> 'delivered')
        AND NOT EXISTS (SELECT 1 FROM disabled_carrier c WHERE c.carrier = d.carrier)
        """
}
