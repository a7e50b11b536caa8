// Backups and what becomes of them, on real disks, while the restoring program dies at each of its steps in turn.

import Glibc
import OrderFormats
import OrderModel
import OrderSpool
import TestKit
import Testing

@testable import DocketDaemon
@testable import OrderLedger

@Suite struct RestoreTests {
    // MARK: Elsewhere

    @Test("A backup restored elsewhere is the desk that it was made of, and takes the next file")
    func elsewhere() async throws {
        let desk = try BackupDesk()
        try await desk.take("PO-1", "PO-2")
        let backup = try desk.backUp("backup")
        let other = try BackupDesk(empty: true)
        let outcome = try other.restore(backup)
        #expect(outcome.broughtConfiguration && outcome.replaced == nil && outcome.caughtUp.files.isEmpty)
        #expect(try other.references() == ["PO-1", "PO-2"])
        #expect(try desk.difference(from: other.ledgerPath) == [])
        try await other.run()
        try await other.take("PO-3")
        #expect(
            try other.orders().map { "\($0.number) \($0.customerReference)" } == [
                "SO-1 PO-1", "SO-2 PO-2", "SO-3 PO-3",
            ])
        #expect(other.documents("acme").count == 2, "nothing of PO-1 and PO-2 is published again")
    }

    @Test("What is on its way is in the backup: inputs that nobody decided, entered ones, documents not published")
    func onTheirWay() async throws {
        let desk = try BackupDesk()
        try await desk.take("PO-1")
        // Its outbox is away, so its documents wait; and its archive, so it stays in work/.
        try #require(rename(desk.path("outbox/acme"), desk.path("away-outbox")) == 0)
        try #require(rename(desk.path("archive"), desk.path("away-archive")) == 0)
        try? await desk.take("PO-2")
        // A claim that was never decided.
        let claim = desk.path("work/claimed/20261122-090000000-0007@acme+edi")
        try #require(mkdir(claim, 0o750) == 0)
        try Disk.write(BackupDesk.order("PO-3"), to: "\(claim)/po-3.json")
        let backup = try desk.backUp("backup")
        #expect(Disk.names(in: "\(backup)/work/claimed").count == 2)
        #expect(Disk.names(in: "\(backup)/work/staged").count == 2)

        let other = try BackupDesk(empty: true)
        let outcome = try other.restore(backup)
        #expect(outcome.inputs == 2 && outcome.documents == 2)
        try await other.run()
        #expect(try other.references() == ["PO-1", "PO-2", "PO-3"])
        let documents = other.documents("acme")
        #expect(documents.count { $0.hasPrefix("receipt-po-2-") } == 1)
        #expect(documents.count { $0.hasPrefix("receipt-po-3-") } == 1)
        #expect(documents.count { $0.hasPrefix("confirmation-") } == 2)
        #expect(Disk.names(in: other.path("work/claimed")).isEmpty)
        #expect(Disk.files(beneath: other.path("archive")).count { $0.hasSuffix(".json") } == 2)
    }

    @Test("A long file that is in hand when the backup is made goes on behind its last part, there and here")
    func longFile() async throws {
        let desk = try BackupDesk(answers: "csv")
        try await desk.run()
        let orders = (1...60).map { ("L-\($0)", "P-1", 1, "10.00") }
        try desk.drop(Array(PipelineDesk.csv(orders).utf8), "long.csv", into: "acme/edi")
        let few = { (limits: inout PipelineLimits) in (limits.longFileBytes, limits.documentsPerPart) = (400, 9) }
        try desk.someTurns(6, few)
        let entered = try desk.references().count
        #expect(entered > 8 && entered < 60, "\(entered)")
        let backup = try desk.backUp("backup")
        #expect(Disk.names(in: "\(backup)/work/staged").count == 1)

        func isWhole(_ desk: BackupDesk, _ place: String) throws {
            #expect(try desk.references() == orders.map(\.0).sorted(), "\(place)")
            let confirmations = desk.documents("acme").filter { $0.hasPrefix("confirmations-") }
            let text = try Disk.text(desk.path("outbox/acme/\(#require(confirmations.first))")) ?? ""
            for order in try desk.orders() {
                let lines = text.split(separator: "\n").filter { $0.contains("\(order.customerReference),") }
                #expect(lines.count == 1, "\(place): \(order.customerReference) \(lines)")
            }
            #expect(confirmations.count == 1, "\(place)")
            #expect(Disk.names(in: desk.path("work/claimed")).isEmpty)
        }
        let other = try BackupDesk(empty: true)
        let outcome = try other.restore(backup)
        #expect(outcome.inputs == 1 && outcome.documents == 1)
        try other.someTurns(20, few)
        try await other.run()
        try isWhole(other, "elsewhere")

        // Here it is finished before the desk goes back to the backup.
        try desk.someTurns(20, few)
        try await desk.take("PO-1")
        let lost = try desk.orders().map { "\($0.number) \($0.customerReference)" }
        let documents = desk.documents("acme")
        let back = try desk.restore(backup, replacing: true)
        #expect(back.caughtUp.files.map(\.name) == ["long.csv", "po-1.json"] && back.caughtUp.left == [])
        #expect(try desk.orders().map { "\($0.number) \($0.customerReference)" } == lost)
        try await desk.run()
        #expect(desk.documents("acme") == documents)
    }

    // MARK: In place

    @Test("Files that came after the backup get back the numbers that their customers know; nothing is published twice")
    func inPlace() async throws {
        let desk = try BackupDesk()
        try await desk.take("PO-1")
        let backup = try desk.backUp("backup")
        try await desk.take("PO-2")
        try await desk.take("PO-3", "PO-1")
        let orders = try desk.orders().map { "\($0.customerReference) \($0.number)" }
        let documents = desk.documents("acme")
        let lost = try desk.copyOfLedger()
        // The partner has fetched one of them.
        let fetched = try #require(documents.first { $0.hasPrefix("confirmation-") })
        Disk.remove(desk.path("outbox/acme/\(fetched)"))

        let outcome = try desk.restore(backup, replacing: true)
        #expect(outcome.caughtUp.files.count == 3 && outcome.caughtUp.conflicts == [] && outcome.caughtUp.left == [])
        #expect(try desk.orders().map { "\($0.customerReference) \($0.number)" } == orders)
        #expect(try desk.difference(from: lost) == [])
        try await desk.run()
        #expect(desk.documents("acme") == documents.filter { $0 != fetched })
        try await desk.take("PO-4")
        #expect(try desk.references() == ["PO-1", "PO-2", "PO-3", "PO-4"])
        let aside = try #require(outcome.replaced)
        #expect(Disk.exists(aside), "the ledger that was there is kept")
    }

    @Test("A ledger that was lost is computed from the archive alone, row by row")
    func fromArchive() async throws {
        let desk = try BackupDesk()
        try await desk.take("PO-1", "PO-2")
        try await desk.take("PO-3")
        let lost = try desk.copyOfLedger()
        for ending in ["", "-wal", "-shm"] { Disk.remove(desk.ledgerPath + ending) }
        let outcome = try desk.restore(nil)
        #expect(outcome.caughtUp.files.count == 7 && outcome.replaced == nil)
        #expect(try desk.difference(from: lost) == [])
        let documents = desk.documents("acme")
        try await desk.run()
        #expect(desk.documents("acme") == documents)
    }

    @Test("A document in an outbox that says something else than what follows now is named, and left as it is")
    func conflict() async throws {
        let desk = try BackupDesk()
        let backup = try desk.backUp("backup", running: true)
        try await desk.take("PO-1")
        let name = try #require(desk.documents("acme").first { $0.hasPrefix("confirmation-") })
        try Disk.write(Array("another one".utf8), to: desk.path("outbox/acme/\(name)"))
        let outcome = try desk.restore(backup, replacing: true)
        #expect(outcome.caughtUp.conflicts == [desk.path("outbox/acme/\(name)")])
        try await desk.run()
        #expect(Disk.text(desk.path("outbox/acme/\(name)")) == "another one")
    }

    @Test("Documents that were not published when the ledger was lost are published once, after the restore")
    func unpublished() async throws {
        let desk = try BackupDesk()
        try await desk.take("PO-1")
        let backup = try desk.backUp("backup")
        try #require(rename(desk.path("outbox/acme"), desk.path("away")) == 0)
        try? await desk.take("PO-2")
        try #require(rename(desk.path("away"), desk.path("outbox/acme")) == 0)
        let before = desk.documents("acme")
        let outcome = try desk.restore(backup, replacing: true)
        #expect(outcome.caughtUp.files.map(\.name) == ["po-2.json"] && outcome.caughtUp.unpublished == 2)
        try await desk.run()
        let new = desk.documents("acme").filter { !before.contains($0) }
        #expect(new.count == 2 && new.contains { $0.hasPrefix("receipt-po-2-") }, "\(new)")
    }

    @Test("A file that was entered and not archived when the ledger was lost is answered as it was, and once")
    func notArchived() async throws {
        let desk = try BackupDesk()
        try await desk.take("PO-1")
        let backup = try desk.backUp("backup")
        try #require(rename(desk.path("archive"), desk.path("away")) == 0)
        try? await desk.take("PO-2")
        try #require(rename(desk.path("away"), desk.path("archive")) == 0)
        let documents = desk.documents("acme")
        #expect(documents.contains { $0.hasPrefix("receipt-po-2-") })
        let lost = try desk.orders().map(\.number)
        #expect(Disk.names(in: desk.path("work/claimed")).count == 1)
        let outcome = try desk.restore(backup, replacing: true)
        #expect(outcome.caughtUp.files.map(\.name) == ["po-2.json"] && outcome.caughtUp.conflicts == [])
        try await desk.run()
        #expect(desk.documents("acme") == documents)
        #expect(try desk.orders().map(\.number) == lost)
        #expect(Disk.names(in: desk.path("work/claimed")).isEmpty)
        #expect(Disk.files(beneath: desk.path("archive")).contains { $0.hasSuffix("/po-2.json") })
    }

    // MARK: Refused

    @Test("A restore is refused while a daemon works with the desk, over a ledger, and of what is no whole backup")
    func refused() async throws {
        let desk = try BackupDesk()
        try await desk.take("PO-1")
        let backup = try desk.backUp("backup")
        #expect(throws: BackupError.self) { try desk.restore(backup) }
        let ledger = try Ledger.open(path: desk.ledgerPath, mode: .daemon)
        #expect(throws: LedgerError.self) { try desk.restore(backup, replacing: true) }
        try ledger.close()

        let other = try BackupDesk(empty: true)
        func restore() throws { try other.restore(backup) }
        let note = try #require(Disk.read("\(backup)/SHA256SUMS"))
        try Disk.write(note.dropLast(90), to: "\(backup)/SHA256SUMS")
        #expect(throws: BackupError.self) { try restore() }
        try Disk.write(note, to: "\(backup)/SHA256SUMS")
        var bytes = try #require(Disk.read("\(backup)/ledger.sqlite"))
        bytes[5_000] ^= 1
        try Disk.write(bytes, to: "\(backup)/ledger.sqlite")
        let error = #expect(throws: BackupError.self) { try restore() }
        #expect(error?.description.contains("ledger.sqlite is not what was written") == true)
        Disk.remove("\(backup)/ledger.sqlite")
        #expect(throws: BackupError.self) { try restore() }
        #expect(!Disk.exists(other.ledgerPath), "nothing was changed")
    }

    @Test("What an interrupted backup leaves is no backup, and in nobody's way")
    func interruptedBackup() async throws {
        let desk = try BackupDesk()
        try await desk.take("PO-1")
        let target = desk.path("backup")
        // As kill -9 leaves it.
        try #require(mkdir("\(target).unfinished", 0o700) == 0)
        try Disk.write([1, 2, 3], to: "\(target).unfinished/ledger.sqlite")
        #expect(throws: BackupError.self) { try BackupDesk(empty: true).restore("\(target).unfinished") }
        _ = try desk.backUp("backup")
        #expect(!Disk.exists("\(target).unfinished"))
        let other = try BackupDesk(empty: true)
        try other.restore(target)
        #expect(try other.references() == ["PO-1"])
        #expect(throws: BackupError.self, "a backup is never written over") { try desk.backUp("backup") }
    }

    // MARK: Deaths

    private struct Death: Error {}

    @Test("Whatever step a restore into an empty place dies at, no half desk starts, and the next restore is whole")
    func diesElsewhere() async throws {
        let desk = try BackupDesk()
        try await desk.take("PO-1")
        try #require(rename(desk.path("outbox/acme"), desk.path("away")) == 0)
        try? await desk.take("PO-2")
        let backup = try desk.backUp("backup")
        var deaths = 0
        for last in 0..<100 {
            let other = try BackupDesk(empty: true)
            guard try dies(other, backup, at: last) else { break }
            deaths += 1
            if Disk.exists(other.path("etc/docket.yaml")) {
                if Disk.exists(other.ledgerPath) {
                    #expect(try other.references() == ["PO-1", "PO-2"], "at step \(last)")
                } else if Disk.exists(other.ledgerPath + ".unfinished-restore") {
                    await #expect(throws: (any Error).self, "at step \(last)") { try await other.run() }
                }
            }
            try other.restore(backup)
            try await other.run()
            #expect(try other.references() == ["PO-1", "PO-2"], "at step \(last)")
            let documents = other.documents("acme")
            #expect(documents.count == 2, "the documents of PO-2 are published, at step \(last): \(documents)")
        }
        #expect(deaths > 8)
    }

    @Test(
        "Whatever step a restore in place dies at, the desk is the old one or the restored one",
        arguments: [true, false])
    func diesInPlace(isLeftOpen: Bool) async throws {
        let original = try BackupDesk()
        try await original.take("PO-1")
        let backup = try original.backUp("backup")
        try await original.take("PO-2")
        // One that the old ledger knows and the restored one cannot: its file is nowhere.
        try await original.take("PO-3")
        for path in Disk.files(beneath: original.path("archive")) where path.hasSuffix("po-3.json") {
            removeTree(original.path("archive/" + path.split(separator: "/").dropLast().joined(separator: "/")))
        }
        if isLeftOpen { try original.leaveOpen() }
        var deaths = 0
        for last in 0..<100 {
            let desk = try original.copy()
            guard try dies(desk, backup, replacing: true, at: last) else { break }
            deaths += 1
            let found = try desk.references()
            #expect(found == ["PO-1", "PO-2", "PO-3"] || found == ["PO-1", "PO-2"], "at step \(last): \(found)")
            try await desk.run()
            #expect(try desk.references() == found, "at step \(last)")
            let documents = desk.documents("acme")
            try desk.restore(backup, replacing: true)
            try await desk.run()
            #expect(try desk.references() == ["PO-1", "PO-2"], "at step \(last)")
            #expect(desk.documents("acme") == documents, "nothing is published twice, at step \(last)")
        }
        #expect(deaths > 4)
    }

    /// - Returns: whether it died before it was done.
    private func dies(
        _ desk: BackupDesk, _ backup: String, replacing: Bool = false, at last: Int
    ) throws -> Bool {
        var steps = 0
        do {
            try desk.restore(backup, replacing: replacing) { _ in
                if steps == last { throw Death() }
                steps += 1
            }
            return false
        } catch is Death {
            return true
        }
    }
}
