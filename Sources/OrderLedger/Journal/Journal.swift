// The journal: what happened to each order, in order, and nothing is ever changed in it.

package import OrderModel
import SideWork

extension LedgerTransaction {
    /// Appends an event to the journal of its order, and to every projection.
    package func append(
        _ event: OrderEvent, order number: String, at instant: Instant, intake: String?
    ) throws(LedgerError) {
        try append([event], order: number, at: instant, intake: intake)
    }

    /// Appends what was decided about an order at once, as one row of the journal, and carries it into every projection.
    /// The first event of an order is its registration, and there is only one.
    /// - Parameter intake: the id of the file that caused it, which must be recorded before the transaction ends
    ///   (`recordIntake`); nil for timers.
    /// - Throws: `unknownOrder`, `orderExists`; `overReserved` where more would be locked than there is (K01).
    package func append(
        _ events: [OrderEvent], order number: String, at instant: Instant, intake: String?
    ) throws(LedgerError) {
        guard let first = events.first else { return }
        if unwritten.areMany && !isInSavepoint { try writeJournal() }
        let position = try nextPosition()
        let sequence = try nextSequence(of: number)
        if case .registered = first {
            guard sequence == 1 else { throw .orderExists(number: number) }
        } else {
            guard sequence > 1 else { throw .unknownOrder(number: number) }
        }
        unwritten.append(
            UnwrittenRow(
                position: position, orderNumber: number, sequence: sequence, count: events.count, at: instant,
                intake: intake, kind: first.kind, body: text(of: events)))
        positions = (positions?.lowerBound ?? position)...(position + Int64(events.count) - 1)
        let entries = events.enumerated().map { index, event in
            JournalEntry(orderNumber: number, sequence: sequence + index, at: instant, intake: intake, event: event)
        }
        // The projection of an event may look at those before it.
        memo.extend(with: entries)
        try Projection(store: store, memo: memo, journal: self, isRebuilding: false).apply(entries, position: position)
    }

    private func text(of events: [OrderEvent]) -> SideTask<String> {
        let work: @Sendable () throws -> String = { try LedgerJSON.encode(events) }
        return side.map { $0.begin(work) } ?? SideTask(work)
    }

    private func nextPosition() throws(LedgerError) -> Int64 {
        if let next = unwritten.nextPosition { return next }
        return try store.first("SELECT position + event_count FROM event ORDER BY position DESC LIMIT 1") {
            columns throws(LedgerError) in try columns.integer(0)
        } ?? 1
    }

    private func nextSequence(of number: String) throws(LedgerError) -> Int {
        if let next = unwritten.nextSequence(of: number) { return next }
        return try store.first(
            """
            SELECT sequence + event_count FROM event WHERE order_number = $1 ORDER BY sequence DESC LIMIT 1
            """, number
        ) { columns throws(LedgerError) in try columns.int(0) } ?? 1
    }
}

extension LedgerReading {
    /// The journal of an order, oldest first; empty if there is no such order.
    package func journalEntries(of number: String) throws(LedgerError) -> [JournalEntry] {
        if let known = memo.journals[number] { return known }
        try writeJournal()
        var bytes = 0
        let entries = try store.rows(
            """
            SELECT order_number, sequence, recorded_at, intake, body FROM event WHERE order_number = $1
            ORDER BY sequence
            """, number
        ) { columns throws(LedgerError) in
            bytes += try columns.text(4).utf8.count
            return try JournalEntry.row(columns)
        }.flatMap(\.self)
        if !entries.isEmpty { memo.remember(entries, order: number, bytes: bytes) }
        return entries
    }

    /// The latest event of a kind in an order's journal, among those before `sequence`.
    func latestEvent(
        of number: String, kind: String, before sequence: Int
    ) throws(LedgerError) -> OrderEvent? {
        try journalEntries(of: number).last { $0.sequence < sequence && $0.event.kind == kind }?.event
    }
}

extension JournalEntry {
    /// The events of a row, from `order_number, sequence, recorded_at, intake, body`.
    static func row(_ columns: Columns) throws(LedgerError) -> [JournalEntry] {
        let (number, sequence) = (try columns.text(0), try columns.int(1))
        let (at, intake) = (try columns.instant(2), try columns.textOrNil(3))
        var entries: [JournalEntry] = []
        for event in try events(columns, 4) {
            entries.append(
                JournalEntry(
                    orderNumber: number, sequence: sequence + entries.count, at: at, intake: intake, event: event))
        }
        return entries
    }

    /// An array; in rows of the first version of the ledger a single event.
    private static func events(_ columns: Columns, _ index: Int) throws(LedgerError) -> [OrderEvent] {
        try columns.text(index).utf8.first == UInt8(ascii: "[")
            ? columns.json(index, [OrderEvent].self) : [columns.json(index, OrderEvent.self)]
    }
}
