// Holding a ledger's place while something else is put there.

import GRDB

/// As long as this is held no daemon works with the ledger, and none can start.
package final class LedgerLock: Sendable {
    private let lock: DaemonLock

    /// - Throws: `lockedByAnotherDaemon` while a daemon works with the ledger at `path`, or another command holds it.
    package init(path: String) throws(LedgerError) { lock = try DaemonLock(ledgerPath: path) }

    package func release() { lock.release() }
}

extension Ledger {
    /// Moves everything that stands in the log of the ledger at `path` into its one file, so that this file is the whole
    /// ledger. To be called under its lock.
    /// - Throws: `LedgerError` if the ledger cannot be read.
    package static func gather(path: String) throws(LedgerError) {
        let queue = try Opening.connect(path: path, mode: .scratch)
        do {
            try queue.inDatabase { try Dialect.checkpoint(Store(database: $0, path: path)) }
            try queue.close()
        } catch {
            throw Store.ledgerError(error, path: path)
        }
    }
}
