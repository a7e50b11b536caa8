// The journal: what happened to each order, in order, and nothing is ever changed in it.

package import OrderModel

extension LedgerTransaction {
    /// Appends an event to the journal of its order, and to every projection. The first event of an order is its
    /// registration, and there is only one.
    /// - Parameter intake: the id of the file that caused it, which must be recorded before the transaction ends
    ///   (`recordIntake`); nil for timers.
    /// - Throws: `unknownOrder`, `orderExists`; `overReserved` where more would be locked than there is (K01).
    @discardableResult
    package func append(
        _ event: OrderEvent, order number: String, at instant: Instant, intake: String?
    ) throws(LedgerError) -> JournalEntry {
        let body = try LedgerJSON.encode(event)
        let place = try store.first(
            """
            INSERT INTO event (order_number, sequence, recorded_at, intake, kind, body)
            VALUES ($1, (SELECT COALESCE(MAX(sequence), 0) + 1 FROM event WHERE order_number = $1), $2, $3, $4, $5)
            RETURNING position, sequence
            """, number, instant, intake, event.kind, body
        ) { columns throws(LedgerError) in (position: try columns.integer(0), sequence: try columns.int(1)) }
        guard let place else { throw .unreadable(what: "the journal of \(number)", detail: "no place was given") }
        if case .registered = event {
            guard place.sequence == 1 else { throw .orderExists(number: number) }
        } else {
            guard place.sequence > 1 else { throw .unknownOrder(number: number) }
        }
        let entry = JournalEntry(
            orderNumber: number, sequence: place.sequence, at: instant, intake: intake, event: event)
        try Projection(store: store, memo: memo, isRebuilding: false).apply(entry, position: place.position)
        memo.extend(with: entry, bytes: body.utf8.count)
        return entry
    }
}

extension LedgerReading {
    /// The journal of an order, oldest first; empty if there is no such order.
    package func journalEntries(of number: String) throws(LedgerError) -> [JournalEntry] {
        if let known = memo.journals[number] { return known }
        var bytes = 0
        let entries = try store.rows(
            """
            SELECT order_number, sequence, recorded_at, intake, body FROM event WHERE order_number = $1
            ORDER BY sequence
            """, number
        ) { columns throws(LedgerError) in
            bytes += try columns.text(4).utf8.count
            return try JournalEntry(columns)
        }
        if !entries.isEmpty { memo.remember(entries, order: number, bytes: bytes) }
        return entries
    }

    /// The latest event of a kind in an order's journal, among those before `sequence`.
    func latestEvent(
        of number: String, kind: String, before sequence: Int
    ) throws(LedgerError) -> OrderEvent? {
        if let known = memo.journals[number] {
            return known.last { $0.sequence < sequence && $0.event.kind == kind }?.event
        }
        return try store.first(
            """
            SELECT body FROM event WHERE order_number = $1 AND kind = $2 AND sequence < $3
            ORDER BY sequence DESC LIMIT 1
            """, number, kind, sequence
        ) { columns throws(LedgerError) in try columns.json(0, OrderEvent.self) }
    }
}

extension JournalEntry {
    /// From `order_number, sequence, recorded_at, intake, body`.
    init(_ columns: Columns) throws(LedgerError) {
        self.init(
            orderNumber: try columns.text(0), sequence: try columns.int(1), at: try columns.instant(2),
            intake: try columns.textOrNil(3), event: try columns.json(4, OrderEvent.self))
    }
}
