// Rows of the journal that are decided and not yet written: a second thread turns their events into text meanwhile.

import OrderModel
import SideWork

/// A row of the journal whose text is still being made.
struct UnwrittenRow {
    var position: Int64
    var orderNumber: String
    var sequence: Int
    var count: Int
    var at: Instant
    var intake: String?
    var kind: String
    var body: SideTask<String>
}

/// The rows that a transaction has appended last.
///
/// They are written before anything asks the table and before the transaction ends. What was written inside a savepoint
/// is kept until that is over, because it may be taken back with it.
struct UnwrittenEvents {
    private var rows: [UnwrittenRow] = []
    /// So many of them are in the table.
    private var writtenCount = 0
    /// The position of the next row; nil until somebody has asked the table.
    var nextPosition: Int64?

    /// How things stand, to come back to it when a savepoint is taken back.
    struct Mark {
        fileprivate var count: Int
        fileprivate var writtenCount: Int
        fileprivate var nextPosition: Int64?
    }
    var mark: Mark { Mark(count: rows.count, writtenCount: writtenCount, nextPosition: nextPosition) }

    mutating func comeBack(to mark: Mark) {
        rows.removeLast(max(0, rows.count - mark.count))
        writtenCount = min(writtenCount, mark.writtenCount)
        nextPosition = mark.nextPosition
    }

    var areMany: Bool { rows.count >= LedgerLimits.unwrittenRows }

    mutating func append(_ row: UnwrittenRow) {
        rows.append(row)
        nextPosition = row.position + Int64(row.count)
    }

    /// The sequence after the last row of an order, nil if there is none here.
    func nextSequence(of number: String) -> Int? {
        rows.last { $0.orderNumber == number }.map { $0.sequence + $0.count }
    }

    /// Writes what is not in the table yet.
    mutating func write(to store: Store, memo: Memo) throws(LedgerError) {
        while writtenCount < rows.count {
            let row = rows[writtenCount]
            let body: String
            do {
                body = try row.body.value()
            } catch {
                throw Store.ledgerError(error, path: store.path)
            }
            try store.run(
                """
                INSERT INTO event (position, order_number, sequence, event_count, recorded_at, intake, kind, body)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                """, row.position, row.orderNumber, row.sequence, row.count, row.at, row.intake, row.kind, body)
            memo.weigh(journalOf: row.orderNumber, bytes: body.utf8.count)
            writtenCount += 1
        }
    }

    /// To be called outside of savepoints: what is written stays so.
    mutating func forgetWritten() {
        rows.removeFirst(writtenCount)
        writtenCount = 0
    }
}
