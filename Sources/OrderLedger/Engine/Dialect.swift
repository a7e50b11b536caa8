// All that is peculiar to SQLite. Everything else in this module is SQL that PostgreSQL takes as well.
//
// The common ground: parameters are `$1`, `$2` … in the order of their first appearance (SQLite binds by appearance,
// PostgreSQL by number), `INSERT … ON CONFLICT … DO UPDATE`, `RETURNING`, partial indexes, deferred foreign keys.
// Amounts are text (an exact decimal has up to 38 digits), instants are milliseconds in BIGINT, dates are text.

import GRDB
import GRDBSQLite

enum Dialect {
    // MARK: Values

    /// Copies a value into a statement.
    /// - Parameter place: from 1.
    static func bind(_ value: StoredValue, to statement: Statement, at place: Int) -> ResultCode {
        guard let place = CInt(exactly: place) else { return .SQLITE_RANGE }
        let handle = unsafe statement.sqliteStatement
        // The engine makes a copy of its own where it is told that the bytes may go at once.
        let goesAtOnce = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .integer(let number): return ResultCode(rawValue: unsafe sqlite3_bind_int64(handle, place, number))
        case .text(var text):
            return ResultCode(
                rawValue: text.withUTF8 { utf8 in
                    unsafe utf8.withMemoryRebound(to: CChar.self) { bytes in
                        unsafe sqlite3_bind_text64(
                            handle, place, bytes.baseAddress, UInt64(bytes.count), goesAtOnce, UInt8(SQLITE_UTF8))
                    }
                })
        case .bytes(let bytes):
            // Without an address it would be NULL.
            guard !bytes.isEmpty else { return ResultCode(rawValue: unsafe sqlite3_bind_zeroblob(handle, place, 0)) }
            return ResultCode(
                rawValue: unsafe bytes.withUnsafeBytes { bytes in
                    unsafe sqlite3_bind_blob64(
                        handle, place, bytes.baseAddress, UInt64(bytes.count), goesAtOnce)
                })
        }
    }

    // MARK: Column types

    static let bytes = "BLOB"
    /// A key that grows with each row and is never given twice, as long as no row is deleted.
    static let growingKey = "INTEGER PRIMARY KEY"
    /// A number by which the rows of a table are in the order in which they were inserted, as long as none is deleted.
    /// SQLite keeps it by itself; copies that it makes of a database keep it too, other than what VACUUM makes.
    static let orderOfEntry = "rowid"

    /// The numbers of a statement's parameters in the order of their first appearance.
    static func parameters(of sql: String) -> [Int] {
        var numbers: [Int] = []
        for part in sql.utf8.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false).dropFirst() {
            let digits = part.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
            if let number = Int(String(decoding: digits, as: UTF8.self)), !numbers.contains(number) {
                numbers.append(number)
            }
        }
        return numbers
    }

    // MARK: Sessions

    /// The writer's transactions take the write lock at once, so that nothing read in them can be outdated.
    static let writing = Database.TransactionKind.immediate
    static let reading = Database.TransactionKind.deferred

    /// Sets up the writer: write-ahead log, a sync at each commit. GRDB's own set-up of WAL would lower `synchronous`
    /// to NORMAL, with which a power cut loses the last commits; so it is not used, and what SQLite answers is checked.
    static func prepareWriter(_ store: Store, isDurable: Bool) throws(LedgerError) {
        try demand("journal_mode", "WAL", answer: "wal", store)
        try demand("synchronous", isDurable ? "FULL" : "OFF", answer: isDurable ? "2" : "0", store)
        // Savepoints keep what they would undo in memory: a full /var/tmp is none of the ledger's business.
        try demand("temp_store", "2", store)
        try demand("foreign_keys", "ON", answer: "1", store)
        try demand("wal_autocheckpoint", "\(LedgerLimits.checkpointPages)", store)
        try demand("cache_size", "\(-LedgerLimits.cacheKibibytes)", store)
    }

    /// Readers leave the moving of pages to the writer.
    static func prepareReader(_ store: Store) throws(LedgerError) {
        try demand("wal_autocheckpoint", "0", store)
        try demand("query_only", "ON", answer: "1", store)
    }

    private static func demand(
        _ setting: String, _ value: String, answer: String? = nil, _ store: Store
    ) throws(LedgerError) {
        let wanted = answer ?? value
        try store.script("PRAGMA \(setting) = \(value)")
        let found = try self.value(of: setting, store)
        guard found.lowercased() == wanted else {
            throw .settingRefused(path: store.path, setting: setting, wanted: wanted, found: found)
        }
    }

    /// The value of a setting as text.
    static func value(of setting: String, _ store: Store) throws(LedgerError) -> String {
        try store.first("PRAGMA \(setting)") { columns throws(LedgerError) in try columns.anything(0) } ?? ""
    }

    /// A number that is another one whenever somebody else has changed the database.
    static func changeCounter(_ store: Store) throws(LedgerError) -> Int64 {
        try store.first("PRAGMA data_version") { columns throws(LedgerError) in try columns.integer(0) } ?? 0
    }

    // MARK: The file

    /// Names of the tables that are there.
    static func tables(_ store: Store) throws(LedgerError) -> Set<String> {
        let names = try store.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        ) { columns throws(LedgerError) in try columns.text(0) }
        return Set(names)
    }

    /// What is wrong with the file's structure; empty if it is sound. Reads the whole file.
    static func faults(_ store: Store) throws(LedgerError) -> [String] {
        let answers = try store.rows("PRAGMA quick_check(\(LedgerLimits.faultsNamed))") {
            columns throws(LedgerError) in try columns.text(0)
        }
        return answers == ["ok"] ? [] : answers
    }

    /// Moves everything from the write-ahead log into the database.
    static func checkpoint(_ store: Store) throws(LedgerError) {
        try store.translating(nil) { _ = try store.database.checkpoint(.truncate) }
    }

    // MARK: Errors

    static func error(_ error: DatabaseError, path: String) -> LedgerError {
        let code = error.extendedResultCode.rawValue
        let detail = error.message ?? "no further detail"
        switch error.resultCode {
        case .SQLITE_CORRUPT: return .damaged(path: path, detail: detail, code: code)
        case .SQLITE_NOTADB: return .notALedger(path: path, detail: "it is no SQLite database")
        case .SQLITE_FULL: return .diskFull(path: path, code: code)
        case .SQLITE_READONLY, .SQLITE_PERM: return .readOnly(path: path, code: code)
        case .SQLITE_CANTOPEN, .SQLITE_AUTH: return .cannotOpen(path: path, detail: detail, code: code)
        case .SQLITE_IOERR: return .inputOutput(path: path, detail: detail, code: code)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy(path: path, code: code)
        case .SQLITE_CONSTRAINT: return .constraint(detail: detail, statement: error.sql, code: code)
        default: return .failed(path: path, detail: detail, statement: error.sql, code: code)
        }
    }
}
