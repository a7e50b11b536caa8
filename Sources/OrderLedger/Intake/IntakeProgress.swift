// Long files: entered part by part, each in a transaction of its own. What is written here is how far a file is, so that a
// start goes on in the middle of it.

package import OrderModel

/// How much of a file is entered.
package struct IntakeProgress: Hashable, Sendable {
    package var intake: String
    /// Documents that are decided, from the first one on; those that could not be read count.
    package var decided = 0
    /// Documents in the file.
    package var documents: Int
    /// Of those that are decided: not taken, and known from before.
    package var refused = 0
    package var repeated = 0
    /// Parts of the receipt that are written down.
    package var parts = 0

    package init(intake: String, documents: Int) {
        self.intake = intake
        self.documents = documents
    }
}

extension LedgerTransaction {
    /// Writes down how far a file is. Its intake must be recorded before.
    package func record(_ progress: IntakeProgress) throws(LedgerError) {
        try store.run(
            """
            INSERT INTO intake_progress (intake, decided, documents, refused, repeated, parts)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (intake) DO UPDATE SET
                decided = excluded.decided, documents = excluded.documents, refused = excluded.refused,
                repeated = excluded.repeated, parts = excluded.parts
            """, progress.intake, progress.decided, progress.documents, progress.refused, progress.repeated,
            progress.parts)
    }

    /// Keeps what the receipt will say of a part of the file. Parts are numbered from 0.
    package func addReceiptPart(
        _ part: Int, of intake: String, entries: [Receipt.Entry]
    ) throws(LedgerError) {
        try store.run(
            "INSERT INTO receipt_part (intake, part, entries) VALUES ($1, $2, $3)", intake, part,
            try LedgerJSON.encode(entries))
    }

    /// The file is entered as a whole: its receipt is written, and nothing more has to be known.
    package func endProgress(of intake: String) throws(LedgerError) {
        try store.run("DELETE FROM intake_progress WHERE intake = $1", intake)
        try store.run("DELETE FROM receipt_part WHERE intake = $1", intake)
    }
}

extension LedgerReading {
    /// How far a file is; nil if it is entered as a whole, or not at all.
    package func progress(of intake: String) throws(LedgerError) -> IntakeProgress? {
        try progress("WHERE intake = $1", intake).first
    }

    /// Every file that is entered in part.
    package func filesInProgress() throws(LedgerError) -> [IntakeProgress] {
        try progress("WHERE intake <> $1 ORDER BY intake", "")
    }

    /// What the receipt says of a part of the file.
    package func receiptPart(_ part: Int, of intake: String) throws(LedgerError) -> [Receipt.Entry] {
        try store.first("SELECT entries FROM receipt_part WHERE intake = $1 AND part = $2", intake, part) {
            columns throws(LedgerError) in try columns.json(0, [Receipt.Entry].self)
        } ?? []
    }

    private func progress(_ clause: StaticString, _ intake: String) throws(LedgerError) -> [IntakeProgress] {
        try store.rows(
            "SELECT intake, documents, decided, refused, repeated, parts FROM intake_progress \(clause)", intake
        ) { columns throws(LedgerError) in
            var progress = IntakeProgress(intake: try columns.text(0), documents: try columns.int(1))
            progress.decided = try columns.int(2)
            progress.refused = try columns.int(3)
            progress.repeated = try columns.int(4)
            progress.parts = try columns.int(5)
            return progress
        }
    }
}
