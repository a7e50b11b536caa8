// Two ledgers side by side: what the one says and the other does not.

import GRDB

/// A row in which two ledgers differ.
package struct LedgerDifference: Hashable, Sendable {
    package struct Change: Hashable, Sendable {
        package var column: String
        /// Nil: no value.
        package var recorded: String?
        package var computed: String?
    }
    package enum Kind: String, Hashable, Sendable {
        /// Recorded, and computed with other values.
        case other
        /// Recorded, and does not follow.
        case onlyRecorded = "only-recorded"
        /// Follows, and is not recorded.
        case onlyComputed = "only-computed"
    }
    package var table: String
    /// The row's key, `SO-2026-000001 / 1`.
    package var row: String
    package var kind: Kind
    /// With kind `other`.
    package var changes: [Change]
}

/// What came of comparing one table.
package struct TableComparison: Hashable, Sendable {
    package var table: String
    package var rows: Int
    package var differing: Int
    /// The first of them.
    package var differences: [LedgerDifference]
}

package enum LedgerComparison {
    /// Compares all that follows from files, table by table. Takes time in proportion to the rows.
    /// - Parameters:
    ///   - recorded: the ledger that was kept; no daemon may be working with the file itself.
    ///   - computed: the one that it should be equal to.
    ///   - excused: files whose records and documents are not compared.
    ///   - limit: how many differences of a table are given; all are counted.
    /// - Throws: `LedgerError` if one of them cannot be read.
    package static func compare(
        _ recorded: String, with computed: String, excusing excused: [String] = [], limit: Int,
        progress: (String) -> Void = { _ in }
    ) throws(LedgerError) -> [TableComparison] {
        let queue = try Opening.connect(path: recorded, mode: .reader)
        do {
            try queue.inDatabase { database in
                try database.execute(sql: "ATTACH DATABASE ? AS computed", arguments: [computed])
                try database.execute(sql: "CREATE TEMP TABLE excused (intake TEXT NOT NULL PRIMARY KEY)")
                for intake in excused {
                    try database.execute(sql: "INSERT INTO temp.excused (intake) VALUES (?)", arguments: [intake])
                }
            }
            let comparisons = try ComparedTable.all.map { table in
                progress(table.name)
                return try queue.inDatabase { database in
                    try compare(table, Store(database: database, path: recorded), limit: limit)
                }
            }
            try queue.close()
            return comparisons
        } catch {
            throw Store.ledgerError(error, path: recorded)
        }
    }

    private static func compare(
        _ table: ComparedTable, _ store: Store, limit: Int
    ) throws(LedgerError) -> TableComparison {
        var result = TableComparison(table: table.name, rows: 0, differing: 0, differences: [])
        let recorded = table.source.replacing("{db}", with: "main")
        let computed = table.source.replacing("{db}", with: "computed")
        result.rows =
            try store.rows("SELECT COUNT(*) FROM \(recorded)") { columns throws(LedgerError) in try columns.int(0) }
            .first ?? 0
        let join = table.keys.map { "l.\($0) = r.\($0)" }.joined(separator: " AND ")
        let first = table.keys.first ?? ""
        let unequal = table.columns.map { "l.\($0) IS NOT r.\($0)" }
        let both = (table.keys + table.columns).map { "l.\($0), r.\($0)" }.joined(separator: ", ")
        try collect(
            """
            SELECT \(both) FROM \(recorded) l LEFT JOIN \(computed) r ON \(join)
            WHERE \((["r.\(first) IS NULL"] + unequal).joined(separator: " OR "))
            """, table, isComputedOnly: false, store, limit, &result)
        try collect(
            "SELECT \(both) FROM \(computed) r LEFT JOIN \(recorded) l ON \(join) WHERE l.\(first) IS NULL", table,
            isComputedOnly: true, store, limit, &result)
        return result
    }

    private static func collect(
        _ sql: String, _ table: ComparedTable, isComputedOnly: Bool, _ store: Store, _ limit: Int,
        _ result: inout TableComparison
    ) throws(LedgerError) {
        var (count, found) = (0, result.differences)
        _ = try store.rows(sql) { columns throws(LedgerError) in
            count += 1
            guard found.count < limit else { return }
            found.append(difference(columns, table, isComputedOnly: isComputedOnly))
        }
        result.differing += count
        result.differences = found
    }

    private static func difference(
        _ columns: Columns, _ table: ComparedTable, isComputedOnly: Bool
    ) -> LedgerDifference {
        let row = table.keys.indices.map { columns.shown(2 * $0 + (isComputedOnly ? 1 : 0)) ?? "" }
            .filter { !$0.isEmpty }.joined(separator: " / ")
        guard !isComputedOnly else {
            return LedgerDifference(table: table.name, row: row, kind: .onlyComputed, changes: [])
        }
        guard columns.shown(1) != nil else {
            return LedgerDifference(table: table.name, row: row, kind: .onlyRecorded, changes: [])
        }
        let changes = table.columns.enumerated().compactMap { index, column -> LedgerDifference.Change? in
            let place = 2 * (table.keys.count + index)
            let (recorded, computed) = (columns.shown(place), columns.shown(place + 1))
            guard recorded != computed else { return nil }
            return LedgerDifference.Change(column: column, recorded: recorded, computed: computed)
        }
        return LedgerDifference(table: table.name, row: row, kind: .other, changes: changes)
    }
}
