// How fast SQLite by itself writes rows such as the ledger's: the same journal mode, a sync at each commit, prepared
// statements, and no program around it.

import Foundation
import GRDB

enum LedgerRows {
    /// A database set up as the ledger is: write-ahead log, a sync at each commit, checkpoints every 4,000 pages.
    fileprivate static func open(_ path: String, pragmas: [String] = []) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            for pragma in ["journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 4000"] + pragmas {
                _ = try Row.fetchAll(database, sql: "PRAGMA \(pragma)")
            }
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Writes `commits` transactions of `rows` rows each into a table like the journal of orders; gives the seconds.
    static func write(commits: Int, rows: Int, place: Workplace, progress: (Int) -> Void) throws -> Double {
        let journal = try Journal(path: place.makeFreshFolder("bare-rows") + "/bare.sqlite")
        let clock = ContinuousClock()
        let start = clock.now
        for commit in 0..<commits {
            try journal.commit(rows: rows)
            progress((commit + 1) * rows)
        }
        return start.duration(to: clock.now).seconds
    }

    /// A table like the journal of orders, with its indexes.
    final class Journal {
        private let queue: DatabaseQueue
        private let body = String(repeating: "{\"field\":\"a value of usual length\"},", count: 16)
        private var row = 0

        init(path: String) throws {
            queue = try LedgerRows.open(path)
            try queue.inDatabase { database in
                try database.execute(
                    sql: """
                        CREATE TABLE event (
                            position INTEGER PRIMARY KEY, order_number TEXT NOT NULL, sequence BIGINT NOT NULL,
                            recorded_at BIGINT NOT NULL, intake TEXT, kind TEXT NOT NULL, body TEXT NOT NULL,
                            UNIQUE (order_number, sequence));
                        CREATE INDEX event_by_intake ON event (intake) WHERE intake IS NOT NULL;
                        """)
            }
        }

        /// One transaction.
        func commit(rows: Int) throws {
            try queue.inDatabase { database in
                let insert = try database.cachedStatement(
                    sql: """
                        INSERT INTO event (order_number, sequence, recorded_at, intake, kind, body)
                        VALUES (?, ?, ?, ?, 'confirmed', ?)
                        """)
                try database.inTransaction(.immediate) {
                    for _ in 0..<rows {
                        let number = "SO-2026-\(Digits.padded(row / 4, 6))"
                        try insert.execute(arguments: [
                            number, row % 4, 1_795_000_000_000 + row, "intake-\(row / 4)", body,
                        ])
                        row += 1
                    }
                    return .commit
                }
            }
        }
    }

    // MARK: The rows of a real ledger

    /// The highest row of each table, to tell later what was added.
    static func heights(of ledger: String) throws -> [String: Int64] {
        try read(ledger) { try heights($0) }
    }

    static func heights(_ database: Database) throws -> [String: Int64] {
        var heights: [String: Int64] = [:]
        for table in try tables(database, schema: "main") {
            heights[table] = try height(of: table, in: "main", database)
        }
        return heights
    }

    static func read<Result>(_ ledger: String, _ body: (Database) throws -> Result) throws -> Result {
        let queue = try open(ledger)
        defer { try? queue.close() }
        return try queue.inDatabase(body)
    }

    static func write(_ ledger: String, pragmas: [String], _ body: (Database) throws -> Void) throws {
        let queue = try open(ledger, pragmas: pragmas)
        try queue.inDatabase(body)
        try queue.close()
    }

    /// Writes every row that the ledger has above `earlier` into a new database with the same tables and indexes, in
    /// `commits` transactions; gives how many rows and in how many seconds. SQLite copies them itself, so this is a
    /// bound that no program which has to compute its rows can reach.
    /// - Parameter withEarlier: the rows that were there before are written first, unmeasured.
    static func rewrite(
        ledger: String, above earlier: [String: Int64], withEarlier: Bool, commits: Int, place: Workplace,
        progress: (Int) -> Void
    ) throws -> (rows: Int, seconds: Double) {
        let queue = try open(place.makeFreshFolder("bare-ledger") + "/bare.sqlite")
        let result = try queue.inDatabase { database in
            try database.execute(sql: "ATTACH DATABASE ? AS ledger", arguments: [ledger])
            let tables = try copySchema(database)
            var copies: [TableCopy] = []
            for table in tables {
                let copy = try TableCopy(table, above: earlier[table] ?? 0, database)
                if withEarlier { try copy.writeEarlier() }
                copies.append(copy)
            }
            let clock = ContinuousClock()
            let start = clock.now
            var rows = 0
            for commit in 0..<commits {
                try database.inTransaction(.immediate) {
                    for copy in copies { rows += try copy.write(share: commit, of: commits) }
                    return .commit
                }
                progress(rows)
            }
            return (rows, start.duration(to: clock.now).seconds)
        }
        try queue.close()
        return result
    }

    private static func tables(_ database: Database, schema: String) throws -> [String] {
        try String.fetchAll(
            database,
            sql: """
                SELECT name FROM \(schema).sqlite_master
                WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name
                """)
    }

    private static func copySchema(_ database: Database) throws -> [String] {
        let statements = try String.fetchAll(
            database,
            sql: """
                SELECT sql FROM ledger.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
                ORDER BY type DESC
                """)
        // Tables come before indexes, and each statement names no database, so that it means the new one.
        for statement in statements { try database.execute(sql: statement) }
        return try tables(database, schema: "ledger")
    }

    fileprivate static func height(of table: String, in schema: String, _ database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "SELECT MAX(rowid) FROM \(schema).\"\(table)\"") ?? 0
    }
}

/// Copies the rows of one table, a share at a time.
private struct TableCopy {
    private let database: Database
    private let insert: Statement
    private let first: Int64
    private let last: Int64

    init(_ table: String, above first: Int64, _ database: Database) throws {
        self.database = database
        self.first = first
        last = max(first, try LedgerRows.height(of: table, in: "ledger", database))
        insert = try database.makeStatement(
            sql: "INSERT INTO main.\"\(table)\" SELECT * FROM ledger.\"\(table)\" WHERE rowid > ? AND rowid <= ?")
    }

    func writeEarlier() throws { _ = try write(above: 0, upTo: first) }

    /// - Returns: how many rows.
    func write(share: Int, of shares: Int) throws -> Int {
        let span = last - first
        let from = first + span * Int64(share) / Int64(shares)
        let to = first + span * Int64(share + 1) / Int64(shares)
        return to > from ? try write(above: from, upTo: to) : 0
    }

    private func write(above: Int64, upTo: Int64) throws -> Int {
        try insert.execute(arguments: [above, upTo])
        return database.changesCount
    }
}
