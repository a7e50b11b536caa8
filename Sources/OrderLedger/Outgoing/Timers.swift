// Moments that somebody has to be reminded of, kept over a restart.

package import OrderModel

/// A timer. There is one of a kind for an order and shipment.
package struct LedgerTimer: Hashable, Sendable {
    /// The business's own word, such as `shipping-notice`.
    package var kind: String
    package var orderNumber: String
    package var shipment: String
    package var due: Instant

    package init(kind: String, orderNumber: String, shipment: String, due: Instant) {
        self.kind = kind
        self.orderNumber = orderNumber
        self.shipment = shipment
        self.due = due
    }
}

extension LedgerTransaction {
    /// Sets a timer, in place of the one with the same kind, order and shipment.
    package func schedule(
        kind: String, order number: String, shipment: String, due: Instant
    ) throws(LedgerError) {
        try store.run(
            """
            INSERT INTO timer (kind, order_number, shipment, due_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (kind, order_number, shipment) DO UPDATE SET due_at = excluded.due_at
            """, kind, number, shipment, due)
    }

    /// Removing one that is not there is no error.
    package func removeTimer(kind: String, order number: String, shipment: String) throws(LedgerError) {
        try store.run(
            "DELETE FROM timer WHERE kind = $1 AND order_number = $2 AND shipment = $3", kind, number, shipment)
    }
}

extension LedgerReading {
    /// Timers that are due at `now`, the longest due first. They stay until they are removed.
    package func dueTimers(
        now: Instant, limit: Int = LedgerLimits.listedRows
    ) throws(LedgerError) -> [LedgerTimer] {
        try store.rows(
            """
            SELECT kind, order_number, shipment, due_at FROM timer WHERE due_at <= $1
            ORDER BY due_at, kind, order_number, shipment LIMIT $2
            """, now, limit
        ) { columns throws(LedgerError) in
            LedgerTimer(
                kind: try columns.text(0), orderNumber: try columns.text(1), shipment: try columns.text(2),
                due: try columns.instant(3))
        }
    }

    /// When the next timer is due; nil if there is none.
    package func nextTimerDue() throws(LedgerError) -> Instant? {
        try store.first("SELECT MIN(due_at) FROM timer") {
            columns throws(LedgerError) in try columns.instantOrNil(0)
        } ?? nil
    }
}
