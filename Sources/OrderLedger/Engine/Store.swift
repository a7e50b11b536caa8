// The few verbs through which all SQL of this module runs: a second engine would have to offer these and no more.

import ExactDecimals
import GRDB
import OrderModel

/// A session with the database, inside a transaction or between two.
struct Store {
    let database: Database
    /// For error messages.
    let path: String

    /// Runs a statement that gives no rows. Statements are prepared once.
    /// - Returns: how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: (any Storable)?...) throws(LedgerError) -> Int {
        try translating(sql) {
            let statement = try prepared(sql, values)
            try statement.execute()
            return database.changesCount
        }
    }

    /// All rows of a query.
    func rows<Value>(
        _ sql: String, _ values: (any Storable)?..., read: (Columns) throws(LedgerError) -> Value
    ) throws(LedgerError) -> [Value] {
        try rows(sql, values: values, read: read)
    }

    func rows<Value>(
        _ sql: String, values: [(any Storable)?], read: (Columns) throws(LedgerError) -> Value
    ) throws(LedgerError) -> [Value] {
        try translating(sql) {
            let statement = try prepared(sql, values)
            let cursor = try Row.fetchCursor(statement)
            var result: [Value] = []
            // Always to the end: a statement that changes something and gives rows is only then done.
            while let row = try cursor.next() { result.append(try read(Columns(row: row, sql: sql))) }
            return result
        }
    }

    /// The first row of a query, nil if there is none. For queries that give few rows.
    func first<Value>(
        _ sql: String, _ values: (any Storable)?..., read: (Columns) throws(LedgerError) -> Value
    ) throws(LedgerError) -> Value? {
        try rows(sql, values: values, read: read).first
    }

    /// Whether a query gives any row. For queries that give few rows.
    func exists(_ sql: String, _ values: (any Storable)?...) throws(LedgerError) -> Bool {
        let found = try rows(sql, values: values) { _ throws(LedgerError) in true }
        return !found.isEmpty
    }

    /// Runs statements without parameters, one after the other, without keeping them prepared.
    func script(_ sql: String) throws(LedgerError) {
        try translating(sql) { try database.execute(sql: sql) }
    }

    private func prepared(_ sql: String, _ values: [(any Storable)?]) throws -> Statement {
        assert(
            Dialect.parameters(of: sql) == Array(1..<values.count + 1), "parameters out of order or number in: \(sql)")
        let statement = try database.cachedStatement(sql: sql)
        // Resets it; what GRDB is told are no values, because its own list of them takes longer than the statement.
        statement.setUncheckedArguments(StatementArguments())
        for (index, value) in values.enumerated() {
            guard let value = value?.stored else { continue }
            if let size = value.size, size > LedgerLimits.valueBytes { throw LedgerError.tooLarge(bytes: size) }
            let code = Dialect.bind(value, to: statement, at: index + 1)
            guard code == .SQLITE_OK else { throw DatabaseError(resultCode: code, sql: sql) }
        }
        return statement
    }

    /// Runs `body`, with the engine's errors as ours.
    @discardableResult
    func translating<Value>(_ sql: String?, _ body: () throws -> Value) throws(LedgerError) -> Value {
        do {
            return try body()
        } catch {
            throw Store.ledgerError(error, path: path)
        }
    }

    static func ledgerError(_ error: any Error, path: String) -> LedgerError {
        if let error = error as? LedgerError { return error }
        if let error = error as? DatabaseError { return Dialect.error(error, path: path) }
        return .failed(path: path, detail: "\(error)", statement: nil, code: 1)
    }
}

/// A value as a column holds it.
enum StoredValue {
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    /// In bytes, of what can be of any size.
    var size: Int? {
        switch self {
        case .integer: nil
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        }
    }
}

/// Something that a column can hold.
protocol Storable {
    var stored: StoredValue { get }
}

extension String: Storable {
    var stored: StoredValue { .text(self) }
}

extension Int: Storable {
    var stored: StoredValue { .integer(Int64(self)) }
}

extension Int64: Storable {
    var stored: StoredValue { .integer(self) }
}

extension Array: Storable where Element == UInt8 {
    var stored: StoredValue { .bytes(self) }
}

extension Instant: Storable {
    var stored: StoredValue { .integer(milliseconds) }
}

extension CalendarDate: Storable {
    var stored: StoredValue { .text(description) }
}

extension ExactDecimal: Storable {
    var stored: StoredValue { .text(description) }
}
