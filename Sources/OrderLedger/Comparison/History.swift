// What the ledger says of the past: which file was decided when and in which order, with what came in between. `docket
// replay` decides everything anew along it.

package import OrderModel

/// One step of the past.
package enum HistoryStep: Hashable, Sendable {
    /// A file was decided, or the first part of a long one.
    case file(RecordedFile, JournalRun?)
    /// Events were recorded of which no file was the cause, or of a later part of a long file.
    case later(JournalRun)

    /// The time by which it was decided.
    package var at: Instant {
        switch self {
        case .file(let file, let run): run?.at ?? file.decidedAt
        case .later(let run): run.at
        }
    }
}

/// A file as it was recorded.
package struct RecordedFile: Hashable, Sendable {
    package var intake: Intake
    /// When it was decided, as far as anything that followed from it tells; else when it was received.
    package var decidedAt: Instant
    /// When the last that followed from it was written: of a long file the end.
    package var finishedAt: Instant
    /// Of a long file that was in hand: how many of its documents were decided.
    package var decidedDocuments: Int?
}

/// Rows of the journal that one decision has appended: one behind the other, of one time and one file.
package struct JournalRun: Hashable, Sendable {
    /// Nil: a timer had run out.
    package var intake: String?
    package var at: Instant
    /// Places in the journal.
    package var first: Int64
    package var last: Int64
    /// The orders of its rows.
    package var orders: [String]
    /// It is the last that its file has led to.
    package var isLastOfFile: Bool
}

/// Goes through the past of a ledger from its first file on, in pages, so that memory does not grow with it.
package struct History: IteratorProtocol {
    private let ledger: Ledger
    private var files: [(row: Int64, file: RecordedFile, firstEvent: Int64?)] = []
    private var lastRow: Int64 = 0
    private var runs: [JournalRun] = []
    private var lastPosition: Int64 = 0
    private var seen: Set<String> = []
    /// Why it broke off; asked for at the end.
    package private(set) var failure: (any Error)?

    package init(of ledger: Ledger) { self.ledger = ledger }

    package mutating func next() -> HistoryStep? {
        do {
            try fill()
        } catch {
            failure = error
            return nil
        }
        guard let head = files.first else { return runs.isEmpty ? nil : .later(runs.removeFirst()) }
        if let run = runs.first, goesBefore(run, head.file, head.firstEvent) { return .later(runs.removeFirst()) }
        files.removeFirst()
        seen.insert(head.file.intake.id)
        guard let run = runs.first, run.intake == head.file.intake.id else { return .file(head.file, nil) }
        return .file(head.file, runs.removeFirst())
    }

    /// Files without events have no place in the journal: they stand where their time is between what has.
    private func goesBefore(_ run: JournalRun, _ file: RecordedFile, _ firstEvent: Int64?) -> Bool {
        if let intake = run.intake, !seen.contains(intake) { return false }
        if let firstEvent { return run.first < firstEvent }
        return run.at < file.decidedAt
    }

    private mutating func fill() throws {
        if files.count < 2 {
            let more = try ledger.read { [lastRow] in try $0.recordedFiles(after: lastRow) }
            files += more
            lastRow = more.last?.row ?? lastRow
        }
        // The last run may go on in the next page.
        while runs.count < 2 {
            let rows = try ledger.read { [lastPosition] in try $0.journalRuns(after: lastPosition) }
            guard let end = rows.last?.last else { return }
            lastPosition = end
            for row in rows { add(row) }
        }
    }

    private mutating func add(_ run: JournalRun) {
        guard let before = runs.last, before.intake == run.intake, before.at == run.at else { return runs.append(run) }
        runs[runs.count - 1].last = run.last
        runs[runs.count - 1].orders += run.orders
        runs[runs.count - 1].isLastOfFile = run.isLastOfFile
    }
}

extension LedgerReading {
    /// How many files are recorded.
    package func fileCount() throws(LedgerError) -> Int {
        try store.rows("SELECT COUNT(*) FROM intake") { columns throws(LedgerError) in try columns.int(0) }.first ?? 0
    }

    /// Files in the order in which they were entered.
    fileprivate func recordedFiles(
        after row: Int64
    ) throws(LedgerError) -> [(row: Int64, file: RecordedFile, firstEvent: Int64?)] {
        try store.rows(
            """
            SELECT \(Intake.columns), \(Dialect.orderOfEntry),
                (SELECT MIN(position) FROM event WHERE intake = i.id),
                (SELECT MIN(created_at) FROM outgoing_file WHERE intake = i.id),
                (SELECT MAX(created_at) FROM outgoing_file WHERE intake = i.id),
                (SELECT counted_at FROM stock_count WHERE intake = i.id LIMIT 1),
                (SELECT decided FROM intake_progress WHERE intake = i.id)
            FROM intake i WHERE \(Dialect.orderOfEntry) > $1 ORDER BY \(Dialect.orderOfEntry) LIMIT $2
            """, row, LedgerLimits.rebuildChunk
        ) { columns throws(LedgerError) in
            let intake = try Intake(columns)
            let first = try columns.instantOrNil(14)
            let counted = try columns.instantOrNil(16)
            let answered = first ?? counted ?? intake.receivedAt
            let file = RecordedFile(
                intake: intake, decidedAt: answered, finishedAt: try columns.instantOrNil(15) ?? answered,
                decidedDocuments: try columns.integerOrNil(17).map { Int($0) })
            return (try columns.integer(12), file, try columns.integerOrNil(13))
        }
    }

    /// The rows of the journal behind a place in it, each as a run of its own.
    fileprivate func journalRuns(after position: Int64) throws(LedgerError) -> [JournalRun] {
        try store.rows(
            """
            SELECT position, event_count, intake, recorded_at, order_number,
                NOT EXISTS (SELECT 1 FROM event n WHERE n.intake = e.intake AND n.position > e.position)
            FROM event e WHERE position >= $1 ORDER BY position LIMIT $2
            """, position + 1, LedgerLimits.rebuildChunk
        ) { columns throws(LedgerError) in
            let first = try columns.integer(0)
            return JournalRun(
                intake: try columns.textOrNil(2), at: try columns.instant(3), first: first,
                last: first + (try columns.integer(1)) - 1, orders: [try columns.text(4)],
                isLastOfFile: try columns.integer(5) != 0)
        }
    }

    /// The events of a run as they were recorded, row by row.
    package func journalRows(
        _ run: JournalRun
    ) throws(LedgerError) -> [(order: String, events: [OrderEvent])] {
        try store.rows(
            """
            SELECT order_number, sequence, recorded_at, intake, body FROM event WHERE position >= $1 AND position <= $2
            ORDER BY position
            """, run.first, run.last
        ) { columns throws(LedgerError) in
            let entries = try JournalEntry.row(columns)
            return (try columns.text(0), entries.map(\.event))
        }
    }

    /// By which number the customer calls an order; nil if there is none.
    package func customerReference(of number: String) throws(LedgerError) -> String? {
        try store.first("SELECT customer_reference FROM orders WHERE number = $1", number) {
            columns throws(LedgerError) in try columns.text(0)
        }
    }
}
