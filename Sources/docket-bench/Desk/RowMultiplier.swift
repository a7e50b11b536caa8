// Copies the rows of some orders under other numbers, in every table of a ledger, whatever tables it has.
//
// What makes a row another order's: in every text where they occur, the number, the customer's reference and the intake
// are replaced by ones of the copy, of the year before. Positions and numbered rows move on by the same distance in
// every table, so that rows still point to each other. Days of sales are spread over two years. Indexes are SQLite's.

import Foundation
import GRDB

struct RowMultiplier {
    let ledger: String
    /// The highest row of each table before the orders came.
    let above: [String: Int64]
    /// The customers' references begin so.
    let prefix: String
    let place: Workplace
    let progress: Progress

    private static let copiesPerCommit = 20
    /// Columns that point to a numbered row of another table.
    private static let rowReferences: Set<String> = ["outgoing_file", "delivery"]

    /// - Parameter times: how many of each order there are in the end, with the first.
    func run(times: Int) throws {
        try checkSpace(times: times)
        // Nothing has to survive a crash here, so this is as fast as SQLite can.
        try LedgerRows.write(ledger, pragmas: ["synchronous = OFF", "cache_size = -262144"]) { database in
            let words = try replacements(database)
            let span = try (LedgerRows.heights(database).values.max() ?? 0) + 1
            let statements = try LedgerRows.heights(database).compactMap { table, height in
                let first = above[table] ?? 0
                return height <= first
                    ? nil : try statement(table, rows: first + 1...height, words: words, span: span, database)
            }
            var copy = 1
            while copy < times {
                try database.inTransaction(.immediate) {
                    let end = min(times, copy + RowMultiplier.copiesPerCommit)
                    while copy < end {
                        for statement in statements { try statement.execute(arguments: ["copy": copy]) }
                        copy += 1
                        progress.move("\(copy) of \(times) times")
                    }
                    return .commit
                }
            }
        }
    }

    private func checkSpace(times: Int) throws {
        let size = try FileManager.default.attributesOfItem(atPath: ledger)[.size] as? Int64 ?? 0
        let free = try FileManager.default.attributesOfFileSystem(forPath: place.path)[.systemFreeSize] as? Int64 ?? 0
        let needed = size * Int64(times) * 11 / 10
        guard needed < free else {
            throw BenchError(
                "A ledger of that many orders needs about \(needed >> 30) GiB, and \(free >> 30) GiB are free. "
                    + "Take fewer with --behind, or another disk with --folder.")
        }
    }

    /// A word of the orders, and the SQL of what a copy has in its place.
    private struct Replacement {
        var word: String
        var copy: String
    }

    private func replacements(_ database: Database) throws -> [Replacement] {
        guard let number = try String.fetchOne(database, sql: "SELECT number FROM orders LIMIT 1") else {
            throw BenchError("The ledger \(ledger) has no orders to multiply.")
        }
        // SO-2026-000123 becomes SO-2025-17000123 in the seventeenth copy.
        let parts = number.split(separator: "-")
        guard parts.count == 3, let year = Int(parts[1]) else { throw BenchError("\(number) is no number of ours.") }
        let intakes = try String.fetchAll(
            database, sql: "SELECT id FROM intake WHERE rowid > ?", arguments: [above["intake"] ?? 0])
        return [
            Replacement(word: "\(parts[0])-\(year)-", copy: "'\(parts[0])-\(year - 1)-' || :copy"),
            Replacement(word: prefix, copy: "'\(prefix.dropLast())' || :copy || '-'"),
        ] + intakes.map { Replacement(word: $0, copy: "'\($0)x' || :copy") }
    }

    private func statement(
        _ table: String, rows: ClosedRange<Int64>, words: [Replacement], span: Int64, _ database: Database
    ) throws -> Statement {
        var values: [String] = []
        for column in try database.columns(in: table) {
            let name = "\"\(column.name)\""
            let type = column.type.uppercased()
            let isRowID = type == "INTEGER" && column.primaryKeyIndex == 1
            if isRowID || column.name.hasSuffix("position") || RowMultiplier.rowReferences.contains(column.name) {
                values.append("\(name) + \(span) * :copy")
            } else if column.name == "sold_on" {
                values.append("date(\(name), '-' || (:copy % 730) || ' days')")
            } else if type == "TEXT" {
                values.append(try replaced(name, table, rows, words, database))
            } else {
                values.append(name)
            }
        }
        // In a table whose rows name no order the copies would collide; then nothing in it asks for :copy, and GRDB
        // refuses the argument: better an error than a ledger that is not what it says.
        return try database.makeStatement(
            sql: """
                INSERT INTO "\(table)" SELECT \(values.joined(separator: ", ")) FROM "\(table)"
                WHERE rowid BETWEEN \(rows.lowerBound) AND \(rows.upperBound)
                """)
    }

    /// Only what occurs in the column is looked for in every copy.
    private func replaced(
        _ column: String, _ table: String, _ rows: ClosedRange<Int64>, _ words: [Replacement], _ database: Database
    ) throws -> String {
        try words.reduce(column) { text, word in
            let occurs = try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM "\(table)" WHERE rowid BETWEEN ? AND ? AND instr(\(column), ?) > 0)
                    """, arguments: [rows.lowerBound, rows.upperBound, word.word])
            return occurs == true ? "replace(\(text), '\(word.word)', \(word.copy))" : text
        }
    }
}
