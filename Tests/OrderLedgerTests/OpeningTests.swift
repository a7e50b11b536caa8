// Opening and closing: what is refused, what is checked, what is brought up to date.

import GRDB
import Glibc
import OrderModel
import TestKit
import Testing

@testable import OrderLedger

@Suite struct OpeningTests {
    /// The version of `Schema.withOneMore`.
    private let next = Schema.current.version + 1

    @Test("A new ledger is created, and is durable: write-ahead log, a sync at each commit, foreign keys")
    func created() throws {
        try withLedger { ledger throws in
            #expect(ledger.wasLeftOpen == false)
            try ledger.read { reading throws in
                #expect(try Dialect.value(of: "journal_mode", reading.store) == "wal")
                #expect(try Dialect.value(of: "synchronous", reading.store) == "2")
                #expect(try Dialect.value(of: "foreign_keys", reading.store) == "1")
                #expect(try Dialect.value(of: "busy_timeout", reading.store) == "5000")
                #expect(try Dialect.value(of: "wal_autocheckpoint", reading.store) == "4000")
            }
        }
    }

    @Test("What was committed is there after closing and opening, and everything is in the one file")
    func reopened() throws {
        try withTemporaryFolder { (folder: String) in
            let path = folder + "/ledger.sqlite"
            let first = try Ledger.open(path: path, mode: .daemon)
            try first.write { try $0.register("SO-1") }
            try first.close()
            #expect(access(path + "-wal", F_OK) != 0)
            let second = try Ledger.open(path: path, mode: .daemon)
            #expect(second.wasLeftOpen == false)
            #expect(try second.read { try $0.order("SO-1")?.partner } == "acme")
            try second.close()
            try second.close()
            #expect(throws: LedgerError.closed(path: path)) { try second.read { _ in } }
        }
    }

    @Test("A reader sees the last commit beside a running daemon, and cannot write")
    func readerBesideDaemon() throws {
        try withLedger { ledger throws in
            let reader = try Ledger.open(path: ledger.path, mode: .reader)
            #expect(try reader.read { try $0.orders() }.isEmpty)
            try ledger.write { try $0.register("SO-1") }
            #expect(try reader.read { try $0.orders().map(\.number) } == ["SO-1"])
            try ledger.write { try $0.append(.prioritised(.urgent, reason: "x"), "SO-1") }
            #expect(try reader.read { try $0.journalEntries(of: "SO-1") }.count == 2)
            #expect(throws: LedgerError.openedForReading(path: ledger.path)) { try reader.write { _ in } }
            #expect(throws: LedgerError.openedForReading(path: ledger.path)) { try reader.rebuildProjections() }
            #expect(throws: LedgerError.self) {
                try reader.read { try $0.store.run("DELETE FROM event") }
            }
            try reader.close()
        }
    }

    @Test("A reader opens a ledger whose daemon was closed")
    func readerWithoutDaemon() throws {
        try withTemporaryFolder { (folder: String) in
            let path = folder + "/ledger.sqlite"
            #expect(throws: LedgerError.missing(path: path)) { try Ledger.open(path: path, mode: .reader) }
            try Ledger.open(path: path, mode: .daemon).close()
            let reader = try Ledger.open(path: path, mode: .reader)
            #expect(try reader.read { try $0.orders() }.isEmpty)
            try reader.close()
        }
    }

    @Test("A second daemon on the same ledger is refused with the first one's process id, until that has closed")
    func secondDaemon() throws {
        try withLedger { ledger throws in
            let refused = LedgerError.lockedByAnotherDaemon(path: ledger.path, pid: getpid())
            #expect(throws: refused) { try Ledger.open(path: ledger.path, mode: .daemon) }
            #expect(refused.description.contains("process \(getpid())"))
            #expect(Ledger.daemon(of: ledger.path) == getpid())
            try ledger.close()
            #expect(Ledger.daemon(of: ledger.path) == nil)
            try Ledger.open(path: ledger.path, mode: .daemon).close()
        }
    }

    @Test("An opening that fails gives the lock back")
    func lockAfterFailure() throws {
        try withTemporaryFolder { (folder: String) in
            let path = folder + "/ledger.sqlite"
            write("this is certainly not a database, it is a letter to the editor, and a rather long one", to: path)
            for _ in 1...2 {
                #expect(throws: LedgerError.notALedger(path: path, detail: "it is no SQLite database")) {
                    try Ledger.open(path: path, mode: .daemon)
                }
            }
        }
    }

    @Test("A database of something else is not touched")
    func anotherDatabase() throws {
        try withTemporaryFolder { (folder: String) in
            let path = folder + "/ledger.sqlite"
            let other = try DatabaseQueue(path: path)
            try other.write { try $0.execute(sql: "CREATE TABLE recipe (name TEXT)") }
            try other.close()
            #expect(throws: LedgerError.notALedger(path: path, detail: "it is a database of something else")) {
                try Ledger.open(path: path, mode: .daemon)
            }
            #expect(access(path + "-wal", F_OK) != 0)
        }
    }

    @Test("A ledger in a folder that is not there cannot be opened, and the message says so")
    func missingFolder() throws {
        try withTemporaryFolder { (folder: String) in
            let path = folder + "/nowhere/ledger.sqlite"
            #expect(throws: LedgerError.lockFailed(path: path + ".lock", errorNumber: ENOENT)) {
                try Ledger.open(path: path, mode: .daemon)
            }
        }
    }

    @Test("A ledger of a newer version is refused and left as it is")
    func newerSchema() throws {
        try withTemporaryFolder { (folder: String) in
            let path = folder + "/ledger.sqlite"
            try Ledger(path: path, mode: .daemon, schema: .withOneMore).close()
            let newer = LedgerError.newerSchema(path: path, found: next, known: next - 1)
            #expect(throws: newer) { try Ledger.open(path: path, mode: .daemon) }
            #expect(throws: newer) { try Ledger.open(path: path, mode: .reader) }
        }
    }

    @Test(
        "A ledger of an older version is brought up to date by the daemon, with all that is in it; a reader waits for it"
    )
    func olderSchema() throws {
        try withTemporaryFolder { (folder: String) in
            let path = folder + "/ledger.sqlite"
            let older = try Ledger.open(path: path, mode: .daemon)
            try older.write { try $0.register("SO-1") }
            try older.close()
            #expect(throws: LedgerError.olderSchema(path: path, found: next - 1, known: next)) {
                try Ledger(path: path, mode: .reader, schema: .withOneMore)
            }
            let newer = try Ledger(path: path, mode: .daemon, schema: .withOneMore)
            #expect(try newer.read { try $0.order("SO-1")?.number } == "SO-1")
            #expect(try newer.count("holiday") == 0)
            try newer.close()
        }
    }

    @Test("A migration that fails changes nothing")
    func failingMigration() throws {
        try withTemporaryFolder { (folder: String) in
            let path = folder + "/ledger.sqlite"
            try Ledger.open(path: path, mode: .daemon).close()
            var broken = Schema.withOneMore
            broken.migrations[next - 1].statements.append("CREATE TABLE event (twice TEXT)")
            let error = #expect(throws: LedgerError.self) { try Ledger(path: path, mode: .daemon, schema: broken) }
            guard case .migrationFailed(path, version: next, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            let ledger = try Ledger.open(path: path, mode: .daemon)
            #expect(throws: LedgerError.self) { try ledger.count("holiday") }
            try ledger.close()
        }
    }

    @Test("Projections of an earlier kind are computed anew when the ledger is opened")
    func olderProjections() throws {
        try withTemporaryFolder { (folder: String) in
            let path = folder + "/ledger.sqlite"
            let first = try Ledger.open(path: path, mode: .daemon)
            try first.write { transaction throws in
                try transaction.register("SO-1")
                try transaction.store.run("UPDATE orders SET partner = 'somebody'")
                try Meta(store: transaction.store).set(.projectionVersion, "0")
            }
            try first.close()
            let second = try Ledger.open(path: path, mode: .daemon)
            #expect(try second.read { try $0.order("SO-1")?.partner } == "acme")
            try second.close()
        }
    }

    @Test("A damaged ledger that was not closed is recognised when it is opened")
    func damagedAfterCrash() throws {
        try withTemporaryFolder { (folder: String) in
            let path = folder + "/ledger.sqlite"
            let ledger = try Ledger.open(path: path, mode: .daemon)
            try ledger.write { transaction throws in
                for index in 1...300 { try transaction.register("SO-\(index)") }
            }
            try ledger.close()
            overwriteMiddle(of: path)
            // After a tidy close nothing is checked: opening stays quick.
            try Ledger.open(path: path, mode: .daemon).close()
            // The mark of the tidy close goes, as it does when a daemon is killed.
            try Ledger.foreignConnection(path).run("UPDATE ledger_meta SET value = 'no' WHERE name = 'closed_cleanly'")
            let error = #expect(throws: LedgerError.self) { try Ledger.open(path: path, mode: .daemon) }
            guard case .damaged(path, _, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("A full disk fails the transaction with a sentence, and the ledger goes on when there is room")
    func diskFull() throws {
        try withLedger { ledger throws in
            try ledger.write { try $0.store.script("PRAGMA max_page_count = 60") }
            let error = #expect(throws: LedgerError.self) {
                try ledger.write { transaction throws in
                    for index in 1...2000 { try transaction.register("SO-\(index)") }
                }
            }
            #expect(error?.extendedCode == 13)
            #expect(error?.isPassing == true)
            #expect(error?.description.contains("is full") == true)
            try ledger.write { try $0.store.script("PRAGMA max_page_count = 100000") }
            try ledger.write { try $0.register("SO-1") }
            #expect(try ledger.count("orders") == 1)
        }
    }

    private func overwriteMiddle(of path: String) {
        let file = open(path, O_RDWR)
        defer { close(file) }
        let noise = [UInt8](repeating: 0xA5, count: 4096)
        _ = pwrite(file, noise, noise.count, 4096 * 100)
    }

    private func write(_ text: String, to path: String) {
        let file = open(path, O_RDWR | O_CREAT, 0o644)
        defer { close(file) }
        _ = Glibc.write(file, text, text.utf8.count)
    }
}

extension Schema {
    /// The present schema and a version of the future.
    static let withOneMore = Schema(
        migrations: Schema.current.migrations + [
            Migration(
                version: current.version + 1, statements: ["CREATE TABLE holiday (day TEXT NOT NULL PRIMARY KEY)"])
        ])
}
