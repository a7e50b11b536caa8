// One unchanging view of the ledger, and the transaction that is a view which may also write.

package import OrderModel
package import SideWork

/// What can be asked of the ledger. Only valid inside the closure that it was handed to.
///
/// Its verbs stand beside what they are about: `Journal/`, `Intake/`, `Reference/`, `Outgoing/`, `Listing/`. It answers
/// the business's questions too (`DeskFacts`), so that an order can be tried out without being entered.
package class LedgerReading {
    let store: Store
    let memo: Memo
    /// The ledger's own error behind a `FactsError`, which only carries a sentence.
    private var failure: LedgerError?

    init(store: Store, memo: Memo) {
        self.store = store
        self.memo = memo
    }

    /// Answers a question of the business and remembers why it could not.
    func answer<Value>(_ body: () throws(LedgerError) -> Value) throws(FactsError) -> Value {
        do {
            return try body()
        } catch {
            failure = error
            throw FactsError(error.description)
        }
    }

    /// What a transaction has appended is in the table when this returns. To be called before the table is asked.
    func writeJournal() throws(LedgerError) {}

    /// The error to report for one that came out of the closure.
    func cause(of error: any Error) -> any Error {
        if error is FactsError, let failure { return failure }
        return error
    }

    /// The next number of a series, without taking it. A transaction takes it.
    package func nextNumber(series: String) throws(FactsError) -> Int {
        try answer { () throws(LedgerError) in
            try store.first("SELECT last_number FROM number_series WHERE series = $1", series) {
                columns throws(LedgerError) in try columns.int(0)
            }.map { $0 + 1 } ?? 1
        }
    }
}

/// One transaction: what it records counts at once for its own questions, and for everybody once it is committed.
package final class LedgerTransaction: LedgerReading {
    /// The places in the journal of the first and the last event that were appended.
    var positions: ClosedRange<Int64>?
    var unwritten = UnwrittenEvents()
    var isInSavepoint = false
    /// Turns events into text meanwhile.
    package let side: SideThread?

    init(store: Store, memo: Memo, side: SideThread?) {
        self.side = side
        super.init(store: store, memo: memo)
    }

    override func writeJournal() throws(LedgerError) {
        try unwritten.write(to: store, memo: memo)
        if !isInSavepoint { unwritten.forgetWritten() }
    }

    /// 1, 2, 3 … without a gap in each series (C01): a transaction that is taken back gives its numbers back.
    package override func nextNumber(series: String) throws(FactsError) -> Int {
        try answer { () throws(LedgerError) in try takeNumbers(series: series, count: 1) }
    }

    /// Takes `count` numbers and gives the first of them.
    func takeNumbers(series: String, count: Int) throws(LedgerError) -> Int {
        let last = try store.first(
            """
            INSERT INTO number_series (series, last_number) VALUES ($1, $2)
            ON CONFLICT (series) DO UPDATE SET last_number = number_series.last_number + $2
            RETURNING last_number
            """, series, count
        ) { columns throws(LedgerError) in try columns.int(0) }
        guard let last else { throw .unreadable(what: "the number series \(series)", detail: "no number was given") }
        return last - count + 1
    }
}
