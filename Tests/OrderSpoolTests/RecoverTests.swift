// What a restart finds and makes of it. Each test builds on the disk what a crash at one point leaves behind
// (the crash rows of design.md, "Stage, commit, publish").

import OrderSpool
import Testing

@Suite("After a crash")
struct RecoverTests {
    @Test("before the claim: the file is in the inbox, nothing special")
    func beforeClaim() throws {
        let desk = try TemporaryDesk()
        try desk.arrives("po.csv")
        #expect(try desk.restart() == RecoveredWork())
        #expect(try desk.found("po.csv").name == fileName("po.csv"))
    }

    @Test("while claiming: an empty claim's folder is removed")
    func emptyClaim() throws {
        let desk = try TemporaryDesk()
        try desk.arrives("po.csv")
        try makeFolder(desk.beneath("work/claimed/0001@acme+edi"))
        #expect(try desk.restart() == RecoveredWork())
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
        #expect(try desk.claim(try desk.found("po.csv"), id: "0001").id == "0001")
    }

    @Test("while claiming, the marker taken and the file not: the marker goes back")
    func markerOnly() throws {
        let desk = try TemporaryDesk()
        try desk.arrives("po.csv")
        try makeFolder(desk.beneath("work/claimed/0001@acme+edi"))
        try write(desk.beneath("work/claimed/0001@acme+edi/po.csv.done"), "")
        #expect(try desk.restart() == RecoveredWork())
        #expect(try desk.found("po.csv").hasMarker)
    }

    @Test("after the claim: what a record that could not be written has left there goes")
    func halfRecord() throws {
        let desk = try TemporaryDesk()
        _ = try desk.claimed("po.csv", "one", id: "0001")
        try write(desk.beneath("work/claimed/0001@acme+edi/.returning.new"), "ino")
        #expect(try desk.restart().claims.map(\.id) == ["0001"])
        #expect(names(in: desk.beneath("work/claimed/0001@acme+edi")) == ["po.csv"])
    }

    @Test("after the claim, before the commit: everything about the claim is read off work/")
    func afterClaim() throws {
        let desk = try TemporaryDesk()
        try write(try desk.inbox("訂單.csv.done"), "")
        let first = try desk.claimed("訂單.csv", "one", id: "0001")
        try write(desk.beneath("inbox/desk/finance/decision.json"), "two")
        let second = try desk.claim(
            try desk.found("decision.json", in: "desk/finance"), id: "0002", in: "desk/finance")
        let work = try desk.restart()
        #expect(work.claims.map(\.lasting) == [first.lasting, second.lasting])
        #expect(work.claims.map(\.hadMarker) == [true, false])
        #expect(try desk.spool.read(work.claims[0], limit: 10) == .whole(Array("one".utf8)))
    }

    @Test("reports that were written before the crash do not hide the file")
    func reportsWritten() throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claimed("po.csv")
        for kind in ["txt", "json"] {
            try write(desk.beneath("work/claimed/0001@acme+edi/po.csv.report.\(kind)"), "half")
        }
        #expect(try desk.restart().claims.map(\.lasting) == [claim.lasting])
        let report = QuarantineReport(text: Array("text".utf8), json: Array("{}".utf8))
        let file = try #require(try desk.spool.quarantine(claim, owner: "acme", report: report))
        #expect(file.reportPath.map { content($0.bytes) } == "text")
    }

    @Test("after the commit, before publishing: the staged file is there and is published")
    func staged() throws {
        let desk = try TemporaryDesk()
        let staged = try desk.spool.stage(Array("receipt".utf8), id: "doc-1", for: "acme")
        try desk.spool.syncBatch()
        #expect(try desk.restart().staged == [staged])
        #expect(try desk.spool.publish(staged, as: fileName("receipt.json")) == .published)
        #expect(content(try desk.outbox("receipt.json")) == "receipt")
    }

    @Test("after publishing, before it is marked: it counts as published, even if the partner took it away")
    func published() throws {
        let desk = try TemporaryDesk()
        let staged = try desk.spool.stage(Array("receipt".utf8), id: "doc-1", for: "acme")
        try desk.spool.syncBatch()
        #expect(try desk.spool.publish(staged, as: fileName("receipt.json")) == .published)
        try desk.restart()
        #expect(try desk.spool.publish(staged, as: fileName("receipt.json")) == .stagedFileGone)
        try remove(try desk.outbox("receipt.json"))
        #expect(try desk.spool.publish(staged, as: fileName("receipt.json")) == .stagedFileGone)
        #expect(visible(in: try desk.path(of: "acme", .outbox)).isEmpty)
    }

    @Test("after the commit, before archiving: the claim is archived; archived already: nothing is left to do")
    func archive() throws {
        let desk = try TemporaryDesk()
        let day = try #require(ArchiveDay(year: 2026, month: 11, day: 22))
        let claim = try desk.claimed("po.csv")
        #expect(try desk.restart().claims.map(\.lasting) == [claim.lasting])
        _ = try #require(try desk.spool.archive(claim, on: day))
        #expect(try desk.restart() == RecoveredWork())
        #expect(try desk.spool.archive(claim, on: day)?.wasThereAlready == true)
    }

    @Test("while putting back by link and removal: the file is back, and only once")
    func halfPutBack() throws {
        let desk = try TemporaryDesk(mayUseNoReplace: false)
        let claim = try desk.claimed("po.csv")
        let folder = "work/claimed/0001@acme+edi"
        try makeLink(try desk.inbox("po.csv"), to: desk.beneath("\(folder)/po.csv"), hard: true)
        try write(desk.beneath("\(folder)/.returning"), "inode \(claim.facts.inode)\nby link\n")
        #expect(try desk.restart() == RecoveredWork())
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
        #expect(try desk.found("po.csv").facts.hardLinks == 1)
    }

    @Test("before the link of such a putting back: the file is a claim as before")
    func notYetPutBack() throws {
        let desk = try TemporaryDesk(mayUseNoReplace: false)
        let claim = try desk.claimed("po.csv")
        try write(desk.beneath("work/claimed/0001@acme+edi/.returning"), "inode \(claim.facts.inode)\nby link\n")
        #expect(try desk.restart().claims.map(\.lasting) == [claim.lasting])
        #expect(names(in: desk.beneath("work/claimed/0001@acme+edi")) == ["po.csv"])
    }

    @Test("what is in work/ and not ours is left alone; a claim's folder with two files is reported, not guessed at")
    func strangers() throws {
        let desk = try TemporaryDesk()
        try write(desk.beneath("work/claimed/notes.txt"), "x")
        try makeFolder(desk.beneath("work/claimed/0001@acme+edi"))
        try write(desk.beneath("work/claimed/0001@acme+edi/a.csv"), "a")
        try write(desk.beneath("work/claimed/0001@acme+edi/b.csv"), "b")
        let work = try desk.restart()
        #expect(work.claims.isEmpty)
        #expect(work.blocked.map(\.id) == ["0001"])
        #expect(visible(in: desk.beneath("work/claimed")) == ["0001@acme+edi", "notes.txt"])
        // The inbox goes on.
        try desk.arrives("po.csv")
    }
}
