// All projections anew, from the first event to the last.

import OrderModel

struct Rebuild {
    let store: Store

    /// To be called inside a transaction.
    func run() throws(LedgerError) {
        for table in Projection.tables { try store.run("DELETE FROM \(table)") }
        let memo = Memo()
        let projection = Projection(
            store: store, memo: memo, journal: LedgerReading(store: store, memo: memo), isRebuilding: true)
        var last: Int64 = 0
        while true {
            let chunk = try store.rows(
                """
                SELECT order_number, sequence, recorded_at, intake, body, position FROM event WHERE position > $1
                ORDER BY position LIMIT $2
                """, last, LedgerLimits.rebuildChunk
            ) { columns throws(LedgerError) in (try JournalEntry.row(columns), try columns.integer(5)) }
            guard let end = chunk.last else { return }
            for (entries, position) in chunk { try projection.apply(entries, position: position) }
            last = end.1
        }
    }
}
