// A ledger that is damaged, gone, or whose sync fails: the desk ends with a sentence, files wait, and a restart with a
// sound ledger goes on.

import Foundation
import Glibc
import TestKit
import Testing

@Suite("Broken ledgers", .timeLimit(.minutes(5)))
struct BrokenLedgerTests {
    @Test("a ledger that is damaged after a crash is found out at the start; nothing is taken until it is restored")
    func damaged() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.takesWhatIsThere()
            try await desk.runningUntilKilled { daemon in
                _ = try await daemon.order(Shop.csv("LAST"), as: "last.csv")
            }
            let files = ["\(desk.root)/ledger.sqlite", "\(desk.root)/ledger.sqlite-wal"]
            let backup = try files.map { try #require(RawFiles.read($0)) }
            try damage(files[0])
            unlink(files[1])
            try desk.drop(Shop.csv("WAITS"), into: "acme/web", as: "waits.csv")
            let ran = try await desk.takesWhatIsThere()
            #expect(ran.code == 1 && ran.error.contains("is damaged"), "\(ran.error)")
            let status = try await desk.docket("status")
            #expect(status.code == 1 && status.output.contains("restore the latest backup"), "\(status.output)")
            #expect(status.output.contains("1 in acme/web"), "\(status.output)")
            #expect(RawFiles.exists("\(desk.inbox("acme/web"))/waits.csv"))
            unlink("\(desk.root)/ledger.sqlite-shm")
            for (file, bytes) in zip(files, backup) { try RawFiles.write(bytes, to: file) }
            #expect(try await desk.takesWhatIsThere().code == 0)
            #expect(try desk.receipts(for: "waits.csv", in: "acme").count == 1)
        }
    }

    /// Writes over every page but the first.
    private func damage(_ path: String) throws {
        var bytes = try #require(RawFiles.read(path))
        for index in bytes.indices.dropFirst(4096) where index % 4096 < 512 { bytes[index] = 0xff }
        try RawFiles.write(bytes, to: path)
    }

    @Test("a ledger that is gone is not begun anew by itself: the desk would number its orders from one again")
    func gone() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.takesWhatIsThere()
            let ledger = "\(desk.root)/ledger.sqlite"
            #expect(rename(ledger, "\(ledger).away") == 0)
            try desk.drop(Shop.csv("WAITS"), into: "acme/web", as: "waits.csv")
            for isEmpty in [false, true] {
                if isEmpty { try RawFiles.write("", to: ledger) }
                let ran = try await desk.takesWhatIsThere()
                #expect(ran.code == 1 && ran.error.contains("there is no ledger \(ledger)"), "\(ran.error)")
            }
            #expect(RawFiles.exists("\(desk.inbox("acme/web"))/waits.csv"))
            #expect(rename("\(ledger).away", ledger) == 0)
            #expect(try await desk.takesWhatIsThere().code == 0)
            #expect(try desk.receipts(for: "waits.csv", in: "acme").count == 1)
        }
    }

    @Test(
        "a sync of the ledger fails: the desk ends at once and leaves the file as it is; the next start checks it",
        .enabled(if: Wrappers.mayAttach, "strace is not installed, or this user may not attach it to the daemon"))
    func failedSync() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            let trace = "\(desk.root)/strace.txt"
            try await desk.runningUntilKilled { daemon in
                try await daemon.isStockedUp()
                let strace = try await daemon.isAttached(failing: "fdatasync", "EIO", when: "1+", into: trace)
                defer { strace.terminate() }
                try desk.drop(Shop.csv("SYNC-1"), into: "acme/web", as: "sync.csv")
                _ = try await waited(for: "the end of the daemon") { daemon.isAlive ? nil : true }
            }
            #expect(desk.log.contains("critical desk-failed"), "\(desk.log)")
            let syncs = (RawFiles.text(trace) ?? "").components(separatedBy: "INJECTED").count - 1
            #expect(syncs == 1, "a sync that failed is never tried again:\n\(RawFiles.text(trace) ?? "")")
            let status = try await desk.status()
            #expect(status.contains("It ended because: reading or writing the ledger"), "\(status)")
            #expect(status.contains("taken, undecided  1"), "\(status)")
            let next = try await desk.takesWhatIsThere()
            #expect(next.code == 0 && next.error.contains("ledger-left-open"), "\(next.error)")
            #expect(try desk.receipts(for: "sync.csv", in: "acme").count == 1)
            #expect(desk.documents(in: "acme").count == 2, "a receipt and a confirmation")
        }
    }

    @Test(
        "a sync of a document fails: it is written anew under another name and published once",
        .enabled(if: Wrappers.strace != nil, "strace is not installed; it has calls fail here"))
    func failedDocumentSync() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.takesWhatIsThere()
            for count in 1...8 { try desk.drop(Shop.csv("DOC-\(count)"), into: "acme/web", as: "doc-\(count).csv") }
            let trace = "\(desk.root)/strace.txt"
            // So many files share one sync of the whole file system.
            let ran = try await desk.takesWhatIsThere(
                under: Wrappers.failing("syncfs", "EIO", when: "1", into: trace))
            #expect(ran.code == 1 && ran.error.contains("Cannot make files durable"), "\(ran.error)")
            #expect(desk.documents(in: "acme").isEmpty)
            let next = try await desk.takesWhatIsThere()
            #expect(next.code == 0 && next.error.contains("staged-swept"), "\(next.error)")
            for count in 1...8 { #expect(try desk.receipts(for: "doc-\(count).csv", in: "acme").count == 1) }
            #expect(try await desk.orders().count == 8)
        }
    }
}
