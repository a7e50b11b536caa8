// A part of a transaction that can be taken back by itself: one bad file must not cost the others of its batch.

import GRDB

extension LedgerTransaction {
    /// Runs `body`; if it throws, everything that it recorded is taken back and the transaction goes on without it.
    /// - Throws: the error of `body`, with the ledger's own error in place of a `FactsError` that stood for it.
    package func savepoint<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            var result: Result?
            try store.database.inSavepoint {
                result = try body()
                return .commit
            }
            guard let result else { throw LedgerError.closed(path: store.path) }
            return result
        } catch {
            // What was remembered while `body` ran may never have happened.
            memo.forget()
            throw cause(of: error)
        }
    }
}
