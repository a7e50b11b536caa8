// A part of a transaction that can be taken back by itself: one bad file must not cost the others of its batch.

import GRDB

extension LedgerTransaction {
    /// Runs `body`; if it throws, everything that it recorded is taken back and the transaction goes on without it.
    /// - Throws: the error of `body`, with the ledger's own error in place of a `FactsError` that stood for it.
    package func savepoint<Result>(_ body: () throws -> Result) throws -> Result {
        if unwritten.areMany && !isInSavepoint { try writeJournal() }
        let (mark, wasInSavepoint) = (unwritten.mark, isInSavepoint)
        try store.run("SAVEPOINT part")
        isInSavepoint = true
        defer { isInSavepoint = wasInSavepoint }
        do {
            let result = try body()
            try store.run("RELEASE SAVEPOINT part")
            return result
        } catch {
            try takeBack()
            unwritten.comeBack(to: mark)
            // What was remembered while `body` ran may never have happened.
            memo.forget()
            throw cause(of: error)
        }
    }

    /// After some errors (a full disk) the engine has taken back the whole transaction by itself.
    private func takeBack() throws(LedgerError) {
        guard store.database.isInsideTransaction else { return }
        try store.run("ROLLBACK TO SAVEPOINT part")
        try store.run("RELEASE SAVEPOINT part")
    }
}
