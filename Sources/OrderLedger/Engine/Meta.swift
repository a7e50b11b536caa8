// What the ledger knows about itself: the version of its tables, and how it was closed.

/// Named values in the one table that all versions have.
struct Meta {
    static let table = "ledger_meta"
    let store: Store

    enum Name: String {
        case schemaVersion = "schema_version"
        case projectionVersion = "projection_version"
        /// `yes` between a tidy close and the next opening.
        case closedCleanly = "closed_cleanly"
    }

    func value(_ name: Name) throws(LedgerError) -> String? {
        try store.first("SELECT value FROM ledger_meta WHERE name = $1", name.rawValue) {
            columns throws(LedgerError) in try columns.text(0)
        }
    }

    func set(_ name: Name, _ value: String) throws(LedgerError) {
        try store.run(
            """
            INSERT INTO ledger_meta (name, value) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, name.rawValue, value)
    }

    /// The version of the tables; 0 for an empty database.
    func schemaVersion() throws(LedgerError) -> Int {
        let tables = try Dialect.tables(store)
        if tables.isEmpty { return 0 }
        guard tables.contains(Meta.table), let text = try value(.schemaVersion), let version = Int(text) else {
            throw .notALedger(path: store.path, detail: "it is a database of something else")
        }
        return version
    }

    /// Brings the tables from `found` to the newest version that `schema` knows. To be called inside a transaction.
    func migrate(from found: Int, to schema: Schema) throws(LedgerError) {
        if found == 0 {
            try store.script("CREATE TABLE ledger_meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)")
        }
        for migration in schema.migrations where migration.version > found {
            do {
                for statement in migration.statements { try store.script(statement) }
            } catch {
                switch error {
                case .failed, .constraint:
                    throw .migrationFailed(path: store.path, version: migration.version, detail: error.description)
                default: throw error
                }
            }
        }
        try set(.schemaVersion, "\(schema.version)")
    }
}
