// Copies of a ledger that is in use: one unchanging view of it, page by page, while its daemon goes on writing.

import Glibc
import GRDB

extension Ledger {
    /// Copies the ledger to a new file by SQLite's own backup, and sees that the copy is sound.
    ///
    /// Nothing is waited for and nobody has to wait: the view that is copied stands still from the moment on at which
    /// `first` begins, and the write-ahead log keeps what is written meanwhile. Takes as long as reading the ledger twice.
    /// - Parameters:
    ///   - path: must not be there. What is left of it after an error has to be removed by the caller.
    ///   - first: is handed the very view that is copied, before the first page is.
    ///   - progress: told how many pages are copied, of how many. What it throws ends the copying.
    /// - Returns: what `first` gave back.
    /// - Throws: a `LedgerError` about `path` where the copy cannot be written or is not sound; what `first` threw.
    package func copy<Result>(
        to path: String, first: (LedgerReading) throws -> Result = { _ in },
        progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) throws -> Result {
        try LedgerCopy.make(path)
        let result = try onView { reading, source in
            let result = try first(reading)
            try LedgerCopy.pages(of: source, to: path, progress: progress)
            return result
        }
        try LedgerCopy.settle(path)
        return result
    }
}

private enum LedgerCopy {
    /// 4 MiB at a time.
    static let pagesAtOnce: CInt = 1_000

    /// An empty file, where there is none.
    static func make(_ path: String) throws(LedgerError) {
        let created = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard created >= 0 else {
            throw unsafe .cannotOpen(path: path, detail: String(cString: strerror(errno)), code: 14)
        }
        close(created)
    }

    static func pages(
        of source: Database, to path: String, progress: (_ done: Int, _ total: Int) throws -> Void
    ) throws {
        do {
            let target = try DatabaseQueue(path: path)
            try withoutActuallyEscaping(progress) { progress in
                try target.inDatabase { database in
                    try source.backup(to: database, pagesPerStep: pagesAtOnce) { step in
                        try progress(step.completedPageCount, step.totalPageCount)
                    }
                }
            }
            try target.close()
        } catch let error as DatabaseError {
            throw Dialect.error(error, path: path)
        }
    }

    /// One file without companions, whatever the ledger's log is; and sound.
    static func settle(_ path: String) throws(LedgerError) {
        do {
            let copy = try DatabaseQueue(path: path)
            let faults = try copy.inDatabase { database in
                try database.execute(sql: "PRAGMA journal_mode = DELETE")
                return try Dialect.faults(Store(database: database, path: path))
            }
            try copy.close()
            guard faults.isEmpty else {
                throw LedgerError.damaged(path: path, detail: faults.joined(separator: "; "), code: nil)
            }
        } catch {
            throw Store.ledgerError(error, path: path)
        }
    }
}
