// The crash table of design.md, row by row: what is found at the restart, and what the restart makes of it.

import OrderLedger
import OrderModel
import OrderSpool
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct CrashRowTests {
    /// A desk that died at a call of the stretch "orders": one file with two orders.
    private func desk(
        deadAt verb: StoppingSpool.Verb, _ moment: StoppingSpool.Moment, last: Bool = false
    ) throws -> (PipelineDesk, Stretch) {
        let stretch = try DeskLife.stretch("orders")
        let index = last ? stretch.calls.lastIndex(of: verb) : stretch.calls.firstIndex(of: verb)
        let desk = try DeskLife.desk(on: stretch)
        try desk.start(.dies(at: try #require(index) + 1, moment))
        for drop in stretch.drops { try desk.drop(drop.content, drop.name, into: drop.inbox) }
        do {
            try desk.runUntilQuiet()
        } catch is PipelineError {
            // A dying process may say so.
        }
        #expect(try desk.spool.isDead)
        try desk.end()
        return (desk, stretch)
    }

    /// The first start after the death, its first turns, and the comparison with a run in which nothing failed.
    private func recover(_ desk: PipelineDesk, _ stretch: Stretch, takenAway: Set<String> = []) throws {
        try desk.runUntilQuiet()
        let state = try desk.state(since: stretch.mark, takenAway: takenAway)
        #expect(state.broken == [])
        let difference = state.difference(from: stretch.expected)
        let missed = difference.filter { $0.hasPrefix("lost: content ") }
        #expect(difference.count == missed.count, "\(difference)")
        #expect(missed.count == takenAway.count)
    }

    private func claims(_ desk: PipelineDesk) -> [String] { Disk.names(in: "\(desk.folder.path)/work/claimed") }
    private func staged(_ desk: PipelineDesk) -> [String] { Disk.names(in: "\(desk.folder.path)/work/staged") }
    private func documents(_ desk: PipelineDesk) -> [String] {
        Disk.files(beneath: "\(desk.folder.path)/outbox").filter { !$0.hasSuffix(".docket-folder") }
    }

    @Test("Before the claim: the file is in the inbox, and is taken")
    func beforeTheClaim() throws {
        let (desk, stretch) = try desk(deadAt: .claim, .before)
        #expect(Disk.exists(desk.inbox("acme/edi/po-1.csv")))
        #expect(claims(desk).isEmpty)
        try desk.start()
        try recover(desk, stretch)
    }

    @Test("After the claim, before the commit: the file is in work/ with no intake row, and is decided then")
    func afterTheClaim() throws {
        let (desk, stretch) = try desk(deadAt: .claim, .after)
        #expect(!Disk.exists(desk.inbox("acme/edi/po-1.csv")))
        #expect(claims(desk).count == 1)
        try desk.start()
        #expect(try desk.intakes("po-1.csv").isEmpty)
        #expect(try desk.pipeline.claimed.map(\.claim.name.printable) == ["po-1.csv"])
        try recover(desk, stretch)
    }

    @Test("After staging, before the commit: staged documents that no row owns are swept, and written anew")
    func afterStaging() throws {
        let (desk, stretch) = try desk(deadAt: .stage, .after, last: true)
        let left = staged(desk)
        #expect(left.count > 1)
        try desk.start()
        #expect(staged(desk).isEmpty)
        #expect(desk.log.lines("staged-swept") == ["staged-swept files=\(left.count)"])
        try recover(desk, stretch)
    }

    @Test("At the sync in front of the commit: nothing of the file is in the ledger", arguments: [false, true])
    func atTheSync(_ isDone: Bool) throws {
        let (desk, stretch) = try desk(deadAt: .syncBatch, isDone ? .after : .before)
        try desk.start()
        #expect(try desk.intakes("po-1.csv").isEmpty)
        #expect(try desk.orders("PO-1").isEmpty)
        try recover(desk, stretch)
    }

    @Test("After the commit, before publishing: the rows are pending, the staged documents are published at the start")
    func afterTheCommit() throws {
        let (desk, stretch) = try desk(deadAt: .publish, .before)
        #expect(documents(desk).isEmpty)
        let left = staged(desk)
        #expect(left.count > 1)
        let report = try desk.start()
        #expect(report.published == left.count)
        #expect(documents(desk).count == left.count)
        #expect(try desk.read { try $0.pendingOutgoing() }.isEmpty)
        try recover(desk, stretch)
    }

    @Test("After publishing, before it is marked: what is there already is marked and not published again")
    func afterPublishing() throws {
        let (desk, stretch) = try desk(deadAt: .publish, .after, last: true)
        let visible = documents(desk)
        #expect(visible.count > 1 && staged(desk).isEmpty)
        try desk.start()
        #expect(documents(desk) == visible)
        #expect(try desk.read { try $0.pendingOutgoing() }.isEmpty)
        try recover(desk, stretch)
    }

    @Test("After publishing, before it is marked: a document that its partner has taken away does not come again")
    func takenAway() throws {
        let (desk, stretch) = try desk(deadAt: .publish, .after, last: true)
        let taken = documents(desk)
        for path in taken { Disk.remove(desk.outbox(path)) }
        try desk.start()
        try recover(desk, stretch, takenAway: Set(taken))
        #expect(documents(desk).isEmpty)
    }

    @Test("After any number of documents were published and fetched, the others come and those do not come again")
    func takenAwayOneByOne() throws {
        let stretch = try DeskLife.stretch("orders")
        for (index, verb) in stretch.calls.enumerated() where verb == .publish {
            let desk = try DeskLife.desk(on: stretch)
            try desk.start(.dies(at: index + 1, .after))
            for drop in stretch.drops { try desk.drop(drop.content, drop.name, into: drop.inbox) }
            do {
                try desk.runUntilQuiet()
            } catch is PipelineError {
                // A dying process may say so.
            }
            try desk.end()
            let taken = documents(desk)
            for path in taken { Disk.remove(desk.outbox(path)) }
            try desk.start()
            try recover(desk, stretch, takenAway: Set(taken))
        }
    }

    @Test("After the commit, before archiving: the file is in work/ with its intake row, and is archived at the start")
    func beforeArchiving() throws {
        let (desk, stretch) = try desk(deadAt: .archive, .before)
        #expect(claims(desk).count == 1)
        try desk.start()
        #expect(claims(desk).isEmpty)
        #expect(try desk.pipeline.claimed.isEmpty)
        #expect(try Disk.exists(#require(desk.intake("po-1.csv").finalPath)))
        try recover(desk, stretch)
    }

    @Test("After archiving, before it is marked: the file is found in the archive of the day it came on")
    func afterArchiving() throws {
        let (desk, stretch) = try desk(deadAt: .archive, .after)
        #expect(claims(desk).isEmpty)
        // The restart may be on another day.
        desk.now = desk.now.adding(seconds: 86_400)
        try desk.start()
        let path = try #require(try desk.intake("po-1.csv").finalPath)
        #expect(path.contains("/archive/2026/11/23/") && Disk.exists(path))
        try recover(desk, stretch)
    }

    @Test("The process dies between two turns: nothing that was answered changes")
    func betweenTurns() throws {
        let stretch = try DeskLife.stretch("orders")
        let desk = try DeskLife.desk(on: stretch)
        try desk.start()
        for drop in stretch.drops { try desk.drop(drop.content, drop.name, into: drop.inbox) }
        try desk.turn()
        try desk.kill()
        try desk.start()
        #expect(try desk.ledger.wasLeftOpen)
        try recover(desk, stretch)
    }
}
