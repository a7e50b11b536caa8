// The desk's durable memory: one SQLite file. Everything that must survive goes through here, a transaction at a time.

import GRDB
package import SideWork
import Synchronization

/// The ledger of a desk, opened.
///
/// The daemon opens it once for writing and calls it from one thread of its own: each call blocks until the disk has
/// answered. Commands open it for reading beside a running daemon; they see the state of the last commit.
package final class Ledger: Sendable {
    package enum Mode: Hashable, Sendable {
        /// Reads and writes, creates what is missing, brings older tables up to date. One at a time.
        case daemon
        /// Reads only.
        case reader
        /// Writes as a daemon does, for one program alone and without a sync: for a ledger that can be computed anew.
        case scratch
    }

    package let path: String
    package let mode: Mode
    /// The previous daemon did not close the ledger (a crash, a power cut); the file was checked and found sound.
    package let wasLeftOpen: Bool
    private let queue: DatabaseQueue
    private let lock: DaemonLock?
    private let hooks: CommitHooks?
    private let memo = Memo()
    private let isClosed = Mutex(false)

    /// Opens the ledger at `path`, which must lie on a local file system.
    ///
    /// After a crash the whole file is checked first, which takes as long as reading it.
    /// - Throws: what stands in the way, with what to do about it.
    package static func open(
        path: String, mode: Mode, hooks: CommitHooks? = nil
    ) throws(LedgerError) -> Ledger {
        try Ledger(path: path, mode: mode, schema: .current, hooks: hooks)
    }

    /// The process id of the daemon that works with the ledger at `path` now; nil if none does, 0 if it did not say.
    package static func daemon(of path: String) -> Int32? { DaemonLock.holder(ledgerPath: path) }

    init(path: String, mode: Mode, schema: Schema, hooks: CommitHooks? = nil) throws(LedgerError) {
        self.hooks = hooks
        self.path = path
        self.mode = mode
        lock = mode == .daemon ? try DaemonLock(ledgerPath: path) : nil
        queue = try Opening.connect(path: path, mode: mode)
        wasLeftOpen = try Opening.setUp(queue, path: path, mode: mode, schema: schema)
    }

    /// Runs `body` in one transaction: all of it takes effect, durably, when this returns, or none of it.
    ///
    /// - Parameter side: a thread that may do what needs no ledger meanwhile.
    /// - Throws: the error of `body`, after everything was taken back; a `LedgerError` if the ledger itself failed, also
    ///   where `body` got to see it as a `FactsError`.
    /// - Note: not to be called from within `body`, nor from within the body of `read`.
    package func write<Result>(
        beside side: SideThread? = nil, _ body: (LedgerTransaction) throws -> Result
    ) throws -> Result {
        guard mode != .reader else { throw LedgerError.openedForReading(path: path) }
        return try onConnection { store in
            do {
                let result = try inTransaction(store, Dialect.writing) {
                    memo.checkIn(changeCounter: try Dialect.changeCounter(store))
                    let transaction = LedgerTransaction(store: store, memo: memo, side: side)
                    do {
                        let result = try body(transaction)
                        try transaction.writeJournal()
                        try hooks?.before()
                        return result
                    } catch {
                        throw transaction.cause(of: error)
                    }
                }
                try hooks?.after()
                return result
            } catch {
                memo.forget()
                throw error
            }
        }
    }

    /// Runs `body` on one unchanging view of the ledger.
    ///
    /// - Throws: as `write`.
    package func read<Result>(_ body: (LedgerReading) throws -> Result) throws -> Result {
        try onView { reading, _ in try body(reading) }
    }

    /// Marks the ledger as tidily closed, moves everything into the one file, and gives up the lock. Closing twice is
    /// no error.
    package func close() throws(LedgerError) {
        if isClosed.withLock(\.self) { return }
        do {
            if mode != .reader {
                try onConnection { store in
                    try Meta(store: store).set(.closedCleanly, "yes")
                    try Dialect.checkpoint(store)
                }
            }
            isClosed.withLock { $0 = true }
            try queue.close()
        } catch {
            throw Store.ledgerError(error, path: path)
        }
        lock?.release()
    }

    /// Gives up what is held to be quick: decoded rows, pages of the file. For times when nothing is to be done.
    package func releaseMemory() {
        try? onConnection { _ in memo.forget() }
        queue.releaseMemory()
    }

    /// Leaves everything as it is until the process ends, for after a failed write or sync: closing would move pages
    /// that may never have reached the disk, sync again what the system has dropped by then, and call the file sound.
    /// The next start finds the ledger left open and checks it.
    package func abandon() {
        isClosed.withLock { $0 = true }
        // SQLite moves the pages whenever the last connection is closed, so this one stays open.
        _ = unsafe Unmanaged.passRetained(queue)
    }

    /// Computes all projections anew from the journal, in one transaction. Takes as long as reading the journal.
    package func rebuildProjections() throws(LedgerError) {
        guard mode != .reader else { throw .openedForReading(path: path) }
        do {
            try onConnection { store in
                defer { memo.forget() }
                try inTransaction(store, Dialect.writing) { try Rebuild(store: store).run() }
            }
        } catch {
            throw Store.ledgerError(error, path: path)
        }
    }

    /// Runs `body` on one unchanging view of the ledger and the connection that has it.
    func onView<Result>(_ body: (LedgerReading, Database) throws -> Result) throws -> Result {
        try onConnection { store in
            try inTransaction(store, Dialect.reading) {
                memo.checkIn(changeCounter: try Dialect.changeCounter(store))
                let reading = LedgerReading(store: store, memo: memo)
                do {
                    return try body(reading, store.database)
                } catch {
                    throw reading.cause(of: error)
                }
            }
        }
    }

    private func onConnection<Result>(_ body: (Store) throws -> Result) throws -> Result {
        do {
            return try queue.inDatabase { database in
                if isClosed.withLock(\.self) { throw LedgerError.closed(path: path) }
                return try body(Store(database: database, path: path))
            }
        } catch let error as DatabaseError {
            throw Dialect.error(error, path: path)
        }
    }

    private func inTransaction<Result>(
        _ store: Store, _ kind: Database.TransactionKind, _ body: () throws -> Result
    ) throws -> Result {
        var result: Result?
        try store.database.inTransaction(kind) {
            result = try body()
            return .commit
        }
        guard let result else { throw LedgerError.closed(path: path) }
        return result
    }
}
