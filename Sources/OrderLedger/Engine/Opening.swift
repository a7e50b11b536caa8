// From a path to a connection that keeps the promises, or to a sentence that says why not.

import Glibc
import GRDB

enum Opening {
    static func connect(path: String, mode: Ledger.Mode) throws(LedgerError) -> DatabaseQueue {
        if mode == .reader, unsafe access(path, F_OK) != 0 { throw .missing(path: path) }
        var configuration = Configuration()
        configuration.label = "docket.ledger"
        configuration.readonly = mode == .reader
        configuration.busyMode = .timeout(LedgerLimits.busySeconds)
        configuration.foreignKeysEnabled = true
        do {
            return try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw Store.ledgerError(error, path: path)
        }
    }

    /// Checks what the file is before anything in it is changed, then sets the connection up.
    /// - Returns: whether the last daemon left the ledger without closing it.
    static func setUp(
        _ queue: DatabaseQueue, path: String, mode: Ledger.Mode, schema: Schema
    ) throws(LedgerError) -> Bool {
        do {
            return try queue.inDatabase { database in
                let store = Store(database: database, path: path)
                let found = try Meta(store: store).schemaVersion()
                if found > schema.version {
                    throw LedgerError.newerSchema(path: path, found: found, known: schema.version)
                }
                switch mode {
                case .reader:
                    if found == 0 { throw LedgerError.missing(path: path) }
                    if found < schema.version {
                        throw LedgerError.olderSchema(path: path, found: found, known: schema.version)
                    }
                    try Dialect.prepareReader(store)
                    return false
                case .daemon, .scratch:
                    return try setUpWriter(store, found: found, schema: schema, isDurable: mode == .daemon)
                }
            }
        } catch {
            throw Store.ledgerError(error, path: path)
        }
    }

    private static func setUpWriter(
        _ store: Store, found: Int, schema: Schema, isDurable: Bool
    ) throws -> Bool {
        let meta = Meta(store: store)
        try Dialect.prepareWriter(store, isDurable: isDurable)
        let wasLeftOpen = try found > 0 && meta.value(.closedCleanly) != "yes"
        if wasLeftOpen {
            let faults = try Dialect.faults(store)
            guard faults.isEmpty else {
                throw LedgerError.damaged(path: store.path, detail: faults.joined(separator: "; "), code: nil)
            }
        }
        try store.database.inTransaction(Dialect.writing) {
            if found < schema.version { try meta.migrate(from: found, to: schema) }
            if try meta.value(.projectionVersion) != Projection.version {
                try Rebuild(store: store).run()
                try meta.set(.projectionVersion, Projection.version)
            }
            try meta.set(.closedCleanly, "no")
            return .commit
        }
        return wasLeftOpen
    }
}
