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
                (webhook_id, carrier, shipment, order_number, type, body, created_at, attempts, due_at, state, waits)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CASE WHEN EXISTS (
                SELECT 1 FROM delivery e WHERE e.carrier = $2 AND e.shipment = $3 AND e.state <> 'delivered')
                THEN 1 ELSE 0 END)
            """, notice.webhookID, notice.carrier, notice.shipment, notice.orderNumber, notice.type, notice.body,
            notice.createdAt, notice.attempts, notice.due, NoticeRow.State.pending.rawValue)
    }

    /// Leases at most `limit` notices of a carrier and gives them, the longest due first. Costs no more than it leases
    /// and finds leased, however many wait.
    ///
    /// A notice can be claimed when it is pending and due, nobody's lease on it lasts beyond `now`, its carrier is not
    /// switched off, and every earlier notice of the same carrier and shipment is delivered. A later notice waits for
    /// an earlier one also while that is exhausted or disabled, until a person has it sent again.
    package func claimNotices(
        carrier: String, now: Instant, lease: NoticeRow.Lease, limit: Int
    ) throws(LedgerError) -> [NoticeRow] {
        if try store.exists("SELECT 1 FROM disabled_carrier WHERE carrier = $1", carrier) { return [] }
        let claimable = try store.rows(
            """
            SELECT \(NoticeRow.columns) FROM delivery
            WHERE carrier = $1 AND state = 'pending' AND waits = 0 AND due_at <= $2
                AND (lease_until IS NULL OR lease_until <= $2)
            ORDER BY due_at, sequence LIMIT $3
            """, carrier, now, limit
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
        try store.run("UPDATE delivery SET lease_holder = NULL, lease_until = NULL WHERE lease_until IS NOT NULL")
    }

    /// Writes down what came of an attempt, with the exchange, and clears the lease. Settling the same twice changes
    /// nothing.
    package func settle(_ settlement: NoticeSettlement) throws(LedgerError) {
        guard let standing = try standing(of: settlement.webhookID) else {
            throw .unknownDelivery(id: settlement.webhookID)
        }
        // Also one that came too late to change anything was an exchange.
        try log(settlement, of: standing.sequence)
        guard standing.state != .delivered else { return }
        if settlement.outcome != .delivered {
            guard standing.state == .pending, standing.leaseHolder == settlement.leaseHolder else { return }
        }
        switch settlement.outcome {
        case .delivered:
            try end(standing, settlement, as: .delivered, deliveredAt: settlement.at)
            try letNextGo(after: standing)
        case .retry(let due): try end(standing, settlement, as: .pending, due: due)
        case .exhausted: try end(standing, settlement, as: .exhausted)
        case .disabled(let cause):
            try end(standing, settlement, as: .disabled)
            try disableCarrier(standing.carrier, cause: cause, at: settlement.at)
        case .released(let notBefore): try giveBack(standing, settlement, notBefore: notBefore)
        }
        if standing.wasTried, settlement.exchange != nil { try shortenLog(of: standing.sequence) }
    }

    /// What has to be known of a notice to settle it: its body, which is much of it, is left where it is.
    private struct Standing {
        var sequence: Int64
        var carrier, shipment: String
        var state: NoticeRow.State
        var leaseHolder: String?
        var due: Instant
        var wasTried: Bool
    }

    private func standing(of webhookID: String) throws(LedgerError) -> Standing? {
        try store.first(
            """
            SELECT sequence, carrier, shipment, state, lease_holder, due_at, last_attempt_at
            FROM delivery WHERE webhook_id = $1
            """, webhookID
        ) { columns throws(LedgerError) in
            Standing(
                sequence: try columns.integer(0), carrier: try columns.text(1), shipment: try columns.text(2),
                state: try columns.choice(3, NoticeRow.State.self), leaseHolder: try columns.textOrNil(4),
                due: try columns.instant(5), wasTried: try columns.integerOrNil(6) != nil)
        }
    }

    private func end(
        _ standing: Standing, _ settlement: NoticeSettlement, as state: NoticeRow.State, due: Instant? = nil,
        deliveredAt: Instant? = nil
    ) throws(LedgerError) {
        let excerpt = settlement.exchange?.answerExcerpt.prefix(LedgerLimits.keptExcerpt) ?? []
        try store.run(
            """
            UPDATE delivery SET state = $1, delivered_at = $2, due_at = $3, attempts = $4, last_attempt_at = $5,
                last_status = $6, note = COALESCE($7, note), answer_excerpt = $8, lease_holder = NULL,
                lease_until = NULL
            WHERE sequence = $9
            """, state.rawValue, deliveredAt, due ?? standing.due, settlement.attempts, settlement.at,
            settlement.exchange?.status, settlement.exchange?.sentence, Array(excerpt), standing.sequence)
    }

    private func giveBack(
        _ standing: Standing, _ settlement: NoticeSettlement, notBefore: Instant?
    ) throws(LedgerError) {
        try store.run(
            """
            UPDATE delivery SET due_at = $1, attempts = $2, note = COALESCE($3, note), lease_holder = NULL,
                lease_until = NULL
            WHERE sequence = $4
            """, max(standing.due, notBefore ?? standing.due), settlement.attempts, settlement.exchange?.sentence,
            standing.sequence)
    }

    /// The next notice of the shipment, if there is one, waits for this one no longer.
    private func letNextGo(after standing: Standing) throws(LedgerError) {
        try store.run(
            """
            UPDATE delivery SET waits = 0 WHERE carrier = $1 AND shipment = $2 AND waits = 1 AND NOT EXISTS (
                SELECT 1 FROM delivery e WHERE e.carrier = $1 AND e.shipment = $2 AND e.sequence < delivery.sequence
                    AND e.state <> 'delivered')
            """, standing.carrier, standing.shipment)
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
    /// The earliest instant after `now` at which time alone makes a notice of these carriers claimable. What waits for an
    /// earlier notice of its shipment, or for its carrier, does not count. Costs no more than is leased and there are
    /// carriers, however many notices wait.
    package func nextNoticeDue(carriers: [String], after now: Instant) throws(LedgerError) -> Instant? {
        let switchedOff = Set(try disabledCarriers().map(\.carrier))
        let counted = Set(carriers).subtracting(switchedOff)
        var earliest = try nextLeaseEnd(carriers: counted, after: now)
        for carrier in counted {
            let due = try store.first(
                """
                SELECT due_at FROM delivery
                WHERE carrier = $1 AND state = 'pending' AND waits = 0 AND due_at > $2 AND lease_until IS NULL
                ORDER BY due_at LIMIT 1
                """, carrier, now
            ) { columns throws(LedgerError) in try columns.instant(0) }
            if let due { earliest = min(earliest ?? due, due) }
        }
        return earliest
    }

    private func nextLeaseEnd(carriers: Set<String>, after now: Instant) throws(LedgerError) -> Instant? {
        let ends = try store.rows(
            """
            SELECT carrier, MIN(CASE WHEN lease_until > due_at THEN lease_until ELSE due_at END) FROM delivery
            WHERE lease_until IS NOT NULL AND (lease_until > $1 OR due_at > $1) GROUP BY carrier
            """, now
        ) { columns throws(LedgerError) in (try columns.text(0), try columns.instant(1)) }
        return ends.filter { carriers.contains($0.0) }.map(\.1).min()
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
