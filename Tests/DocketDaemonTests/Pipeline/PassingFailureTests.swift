// Failures that pass: a full disk, a share that is away. The desk says so, keeps everything, and goes on by itself.

import Glibc
import OrderLedger
import OrderModel
import OrderSpool
import TestKit
import Testing

@testable import DocketDaemon
@testable import OrderLedger

@Suite struct PassingFailureTests {
    private func started(on name: String = "orders") throws -> (PipelineDesk, Stretch) {
        let stretch = try DeskLife.stretch(name)
        let desk = try DeskLife.desk(on: stretch)
        try desk.start()
        return (desk, stretch)
    }

    private func check(_ desk: PipelineDesk, _ stretch: Stretch, _ what: String = "") throws {
        let state = try desk.state(since: stretch.mark)
        #expect(state.broken == [], "\(stretch.name), \(what)")
        #expect(state.difference(from: stretch.expected) == [], "\(stretch.name), \(what)")
    }

    private func drop(_ stretch: Stretch, on desk: PipelineDesk) throws {
        for drop in stretch.drops { try desk.drop(drop.content, drop.name, into: drop.inbox) }
    }

    @Test(
        "Any one call to the disk fails once, before or after it was done: nothing is lost or doubled",
        arguments: ["orders", "refused", "batch"])
    func everyCallOnce(_ name: String) throws {
        let stretch = try DeskLife.stretch(name)
        for (index, verb) in stretch.calls.enumerated() {
            for moment in StoppingSpool.Moment.allCases {
                // A claim that reports a failure has been undone; that is the spool's own promise.
                if verb == .claim, moment == .after { continue }
                let number = [ENOSPC, EIO, EMFILE, ESTALE][index % 4]
                try oneFailure(stretch, at: index + 1, verb, moment, number)
            }
        }
    }

    private func oneFailure(
        _ stretch: Stretch, at call: Int, _ verb: StoppingSpool.Verb, _ moment: StoppingSpool.Moment, _ number: Int32
    ) throws {
        let desk = try DeskLife.desk(on: stretch)
        let what = "\(moment) call \(call), \(verb), error \(number)"
        var hasGivenUp = false
        do {
            try desk.start(.fails(at: call, moment, number: number))
            try drop(stretch, on: desk)
            let report = try desk.runUntilQuiet()
            #expect(!report.troubles.isEmpty, "\(what) is told of")
        } catch is PipelineError {
            hasGivenUp = true
            try desk.end()
            try desk.start()
            if verb == .recover || verb == .sweepStaged { try drop(stretch, on: desk) }
        }
        // Only where nobody knows what is on the disk does the process have to begin anew.
        #expect(hasGivenUp == [.syncBatch, .recover, .sweepStaged].contains(verb), "\(what)")
        for _ in 0..<3 { try desk.runUntilQuiet() }
        try check(desk, stretch, what)
    }

    @Test("The disk is full while documents are written: the file waits in work/, nothing is half entered, no rubbish")
    func fullDisk() throws {
        let (desk, stretch) = try started()
        try desk.spool.plan = .refuses(.stage, number: ENOSPC)
        try drop(stretch, on: desk)
        for _ in 0..<3 {
            let report = try desk.turn()
            #expect(report.troubles.count == 1 && report.troubles[0].contains("the disk is full"))
            #expect(report.taken == 0 && report.published == 0)
            #expect(try desk.orders("PO-1").isEmpty)
            #expect(Disk.names(in: "\(desk.folder.path)/work/claimed").count == 1)
        }
        try desk.spool.plan = .nothing
        #expect(try desk.runUntilQuiet().troubles.isEmpty)
        try check(desk, stretch)
    }

    @Test("The disk fills up in the middle of a file: what was staged of it is removed at once")
    func diskFillsUp() throws {
        let stretch = try DeskLife.stretch("orders")
        let desk = try DeskLife.desk(on: stretch)
        let third = try #require(stretch.calls.firstIndex(of: .stage)) + 3
        try desk.start(.fails(at: third, .before, number: ENOSPC))
        try drop(stretch, on: desk)
        let report = try desk.turn()
        #expect(report.troubles.count == 1 && report.taken == 0)
        #expect(Disk.names(in: "\(desk.folder.path)/work/staged").isEmpty)
        try desk.runUntilQuiet()
        try check(desk, stretch)
    }

    @Test("A failing sync ends the turn with an error, and nothing is committed")
    func failingSync() throws {
        let (desk, stretch) = try started()
        try desk.spool.plan = .refuses(.syncBatch, number: EIO)
        try drop(stretch, on: desk)
        #expect(throws: PipelineError.self) { try desk.turn() }
        #expect(try desk.orders("PO-1").isEmpty && desk.intakes("po-1.csv").isEmpty)
        try desk.restart()
        try desk.runUntilQuiet()
        try check(desk, stretch)
    }

    @Test("A failing sync after publishing ends the turn too, and nothing is marked")
    func failingSyncAfterPublishing() throws {
        let stretch = try DeskLife.stretch("orders")
        let desk = try DeskLife.desk(on: stretch)
        let syncs = stretch.calls.enumerated().filter { $0.element == .syncBatch }.map(\.offset)
        try desk.start(.fails(at: syncs[1] + 1, .before, number: EIO))
        try drop(stretch, on: desk)
        #expect(throws: PipelineError.self) { try desk.turn() }
        #expect(try !desk.read { try $0.pendingOutgoing() }.isEmpty)
        try desk.restart()
        try desk.runUntilQuiet()
        try check(desk, stretch)
    }

    @Test("Documents cannot be published for a while: they are committed, wait, and appear once")
    func publishingFails() throws {
        let (desk, stretch) = try started()
        try desk.spool.plan = .refuses(.publish, number: EIO)
        try drop(stretch, on: desk)
        let report = try desk.runUntilQuiet()
        #expect(report.taken == 1 && report.published == 0 && !report.troubles.isEmpty)
        #expect(try desk.orders("PO-1").count == 1)
        try desk.spool.plan = .nothing
        try desk.runUntilQuiet()
        try check(desk, stretch)
    }

    @Test("The archive is away for a while: files wait in work/ and are archived later")
    func archiveAway() throws {
        let (desk, stretch) = try started()
        let (archive, away) = ("\(desk.folder.path)/archive", "\(desk.folder.path)/archive-away")
        try #require(rename(archive, away) == 0)
        try drop(stretch, on: desk)
        let report = try desk.runUntilQuiet()
        #expect(report.taken == 1 && report.troubles.contains { $0.contains("is not the one it was") })
        #expect(Disk.names(in: "\(desk.folder.path)/work/claimed").count == 1)
        try #require(rename(away, archive) == 0)
        #expect(try desk.runUntilQuiet().troubles.isEmpty)
        try check(desk, stretch)
    }

    @Test("A file that a start cannot make durable stays in work/ until it can, though its orders are entered")
    func blockedClaim() throws {
        let (desk, stretch) = try started()
        try desk.spool.plan = .refuses(.archive, number: EIO)
        try drop(stretch, on: desk)
        try desk.turn()
        try desk.kill()
        let error = SpoolError.nameTaken(.recover, path: desk.layout.work)
        try desk.start(onRecovery: { work in
            work.blocked += work.claims.map { BlockedClaim(id: $0.id, inbox: $0.inbox, error: error) }
            work.claims = []
        })
        try desk.turn()
        #expect(Disk.names(in: "\(desk.folder.path)/work/claimed").count == 1)
        try desk.spool.onRecovery = { _ in }
        try desk.runUntilQuiet()
        try check(desk, stretch)
    }

    @Test("Of a file that was copied into quarantine only its reports are left in work/: they go, and it is kept once")
    func leftReports() throws {
        let stretch = try DeskLife.stretch("refused")
        let desk = try DeskLife.desk(on: stretch)
        let call = try #require(stretch.calls.firstIndex(of: .quarantine)) + 1
        try desk.start(.fails(at: call, .after, number: EIO))
        try drop(stretch, on: desk)
        try desk.turn()
        try desk.kill()
        let quarantine = "\(desk.folder.path)/quarantine/acme"
        let label = try #require(Disk.names(in: quarantine).first { !$0.hasPrefix(".") })
        let (kept, claim) = ("\(quarantine)/\(label)", "\(desk.folder.path)/work/claimed/\(label)")
        let name = stretch.drops[0].name
        try #require(mkdir(claim, 0o700) == 0)
        for ending in [".report.txt", ".report.json"] {
            try Disk.write(try #require(Disk.read("\(kept)/\(name)\(ending)")), to: "\(claim)/\(name)\(ending)")
        }
        try desk.start()
        try desk.runUntilQuiet()
        try check(desk, stretch)
    }

    @Test("An inbox is away: that is told, the others are served, and it is served when it is back")
    func inboxAway() throws {
        let (desk, stretch) = try started()
        let (inbox, away) = (desk.inbox("acme/edi"), desk.inbox("acme/away"))
        try drop(stretch, on: desk)
        try #require(rename(inbox, away) == 0)
        try desk.drop(.order(Samples.order("G-1")), "g-1.json", into: "globex/edi")
        let report = try desk.runUntilQuiet()
        #expect(report.taken == 1)
        #expect(report.troubles.contains { $0.contains("acme/edi") })
        #expect(try desk.orders("PO-1").isEmpty && desk.orders("G-1").count == 1)
        // Another folder in its place is not mistaken for it.
        try #require(mkdir(inbox, 0o770) == 0)
        try desk.drop(PipelineDesk.csv(("PO-9", "P-1", 1, "10.00")), "po-9.csv", into: "acme/edi")
        #expect(try !desk.runUntilQuiet().troubles.isEmpty)
        #expect(try desk.orders("PO-9").isEmpty)
        Disk.remove(inbox)
        try #require(rename(away, inbox) == 0)
        #expect(try desk.runUntilQuiet().troubles.isEmpty)
        #expect(try desk.orders("PO-1").count == 1)
    }

    @Test("One partner's outbox is away with hundreds of documents: the others get theirs, and it gets its own later")
    func outboxAway() throws {
        let (desk, _) = try started()
        desk.limits.documentsPerTurn = 10
        desk.limits.batchFrom = .max
        try desk.restart()
        let (outbox, away) = (desk.outbox("acme"), desk.outbox("acme-away"))
        try #require(rename(outbox, away) == 0)
        let orders = (1...20).map { ("M-\($0)", "P-1", 1, "10.00") }
        try desk.drop(PipelineDesk.csv(orders), "many.csv", into: "acme/edi")
        try desk.runUntilQuiet()
        try desk.drop(.order(Samples.order("G-1")), "g-1.json", into: "globex/edi")
        let report = try desk.runUntilQuiet()
        #expect(report.troubles.contains { $0.contains("acme") })
        let answers = Disk.names(in: desk.outbox("globex")).filter { !$0.hasPrefix(".") }
        #expect(answers.contains { $0.hasPrefix("receipt-g-1-") } && answers.contains { $0.hasPrefix("confirmation-") })
        let waiting = try desk.read { try $0.pendingOutgoing() }
        #expect(!waiting.isEmpty && waiting.allSatisfy { $0.recipientFolder == "acme" })
        try #require(rename(away, outbox) == 0)
        try desk.runUntilQuiet()
        #expect(Disk.names(in: outbox).count { $0.hasPrefix("confirmation-") } == 20)
        #expect(try desk.read { try $0.pendingOutgoing() }.isEmpty)
    }

    @Test(
        "The ledger's disk is full: the turn changes nothing, no file is blamed, and the desk goes on when there is room"
    )
    func ledgerFull() throws {
        let (desk, stretch) = try started()
        try desk.ledger.write { try $0.store.script("PRAGMA max_page_count = 1") }
        // Enough to need new pages.
        let orders = (1...60).map { ("M-\($0)", "P-1", 1, "10.00") }
        try desk.drop(PipelineDesk.csv(orders), "many.csv", into: "acme/edi")
        try drop(stretch, on: desk)
        let report = try desk.runUntilQuiet()
        #expect(report.troubles.contains { $0.contains("full") })
        #expect(try desk.orders("PO-1").isEmpty && desk.orders("M-1").isEmpty)
        #expect(Disk.names(in: "\(desk.folder.path)/work/staged").isEmpty)
        try desk.ledger.write { try $0.store.script("PRAGMA max_page_count = 1000000") }
        #expect(try desk.runUntilQuiet().taken == 2)
        #expect(try desk.orders("M-60").count == 1 && desk.orders("PO-1").count == 1)
    }

    @Test(
        "A file of the partner's has the name of a document: nothing is overwritten, and it follows when there is room")
    func nameTaken() throws {
        let (desk, stretch) = try started()
        let number = "SO-2026-000001"
        let path = desk.outbox("acme/confirmation-\(number).csv")
        try Disk.write(Array("theirs".utf8), to: path)
        try drop(stretch, on: desk)
        let report = try desk.runUntilQuiet()
        #expect(try desk.order("PO-1") == number)
        #expect(report.troubles.contains { $0.contains("confirmation-\(number).csv") && $0.contains("not ours") })
        #expect(Disk.text(path) == "theirs")
        Disk.remove(path)
        try desk.runUntilQuiet()
        try check(desk, stretch)
    }
}
