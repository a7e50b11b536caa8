// Inboxes, outboxes and the archive on another file system than work/, where one rename cannot do it.

import OrderSpool
import Testing

@Suite(
    "On another file system",
    .enabled(if: otherFilesystem != nil, "/dev/shm and /tmp are the same file system here, or /dev/shm is read-only"))
struct OtherFilesystemTests {
    private func desk(
        _ movedOut: Set<String> = ["inbox acme/edi"], mayUseNoReplace: Bool = true, limits: SpoolLimits = SpoolLimits()
    ) throws -> TemporaryDesk {
        try TemporaryDesk(
            elsewhere: otherFilesystem, movedOut: movedOut, mayUseNoReplace: mayUseNoReplace, limits: limits)
    }

    /// What a crash leaves after the copy has its name and before the original is removed.
    private func crashBeforeRemoval(_ desk: TemporaryDesk, _ entry: InboxEntry) throws {
        try makeFolder(desk.beneath("work/claimed/0001@acme+edi"))
        try write(desk.beneath("work/claimed/0001@acme+edi/po.csv"), "order")
        let facts = entry.facts
        try write(
            desk.beneath("work/claimed/0001@acme+edi/.source"),
            "inode \(facts.inode)\nsize \(facts.sizeInBytes)\nmodified \(facts.modifiedNanoseconds)\nmarker no\n")
    }

    @Test("a file is copied into work, and gone from the inbox", arguments: [true, false])
    func claim(mayUseNoReplace: Bool) throws {
        let desk = try desk(mayUseNoReplace: mayUseNoReplace)
        try write(try desk.inbox("po.csv.done"), "")
        let claim = try desk.claimed("po.csv")
        #expect(names(in: try desk.path(of: "acme/edi")) == [".docket-folder"])
        #expect(names(in: desk.beneath("work/claimed/0001@acme+edi")) == ["po.csv", "po.csv.done"])
        #expect(claim.hadMarker)
        #expect(try desk.spool.read(claim, limit: 10) == .whole(Array("order".utf8)))
        try desk.spool.syncBatch()
        #expect(try desk.restart().claims.map(\.lasting) == [claim.lasting])
    }

    @Test("a name of 255 bytes that are no UTF-8 is copied and put back")
    func anyBytes() throws {
        let desk = try desk()
        let name = [UInt8](repeating: 0xFE, count: 255)
        let path = try desk.path(of: "acme/edi") + [UInt8(ascii: "/")] + name
        try write(path, "order")
        let claim = try desk.claim(try #require(try desk.spool.look(at: fileName(name), in: "acme/edi")))
        #expect(!exists(path))
        #expect(try desk.spool.putBack(claim) == .putBack)
        #expect(content(path) == "order")
    }

    @Test("a copy without its name is thrown away after a crash; the file is still in the inbox")
    func crashWhileCopying() throws {
        let desk = try desk()
        try desk.arrives("po.csv")
        try makeFolder(desk.beneath("work/claimed/0001@acme+edi"))
        try write(desk.beneath("work/claimed/0001@acme+edi/.copying"), "ord")
        #expect(try desk.restart() == RecoveredWork())
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
        #expect(try desk.found("po.csv").facts.sizeInBytes == 5)
    }

    @Test("after a crash between copy and removal the original is removed, not entered twice")
    func crashBetween() throws {
        let desk = try desk()
        try crashBeforeRemoval(desk, try desk.arrives("po.csv"))
        let work = try desk.restart()
        #expect(work.claims.map(\.id) == ["0001"])
        #expect(try desk.spool.scan("acme/edi", leaving: NeverTaken()).entries.isEmpty)
        #expect(names(in: desk.beneath("work/claimed/0001@acme+edi")) == ["po.csv"])
    }

    @Test("after a crash in the middle of the removal too")
    func crashWhileRemoving() throws {
        let desk = try desk()
        try crashBeforeRemoval(desk, try desk.arrives("po.csv"))
        try rename(try desk.inbox("po.csv"), to: try desk.inbox(".docket-taken-0001"))
        #expect(try desk.restart().claims.map(\.id) == ["0001"])
        #expect(names(in: try desk.path(of: "acme/edi")) == [".docket-folder"])
    }

    @Test("a new file under the old name is not removed in place of the original")
    func newFileMeanwhile() throws {
        let desk = try desk()
        try crashBeforeRemoval(desk, try desk.arrives("po.csv"))
        try write(try desk.inbox("new"), "another order")
        try rename(try desk.inbox("new"), to: try desk.inbox("po.csv"))
        #expect(try desk.restart().claims.map(\.id) == ["0001"])
        #expect(content(try desk.inbox("po.csv")) == "another order")
    }

    @Test("an original that was written to after it was copied is not taken; the copy goes")
    func changedMeanwhile() throws {
        let desk = try desk()
        try crashBeforeRemoval(desk, try desk.arrives("po.csv"))
        try write(try desk.inbox("po.csv"), "and more", append: true)
        #expect(try desk.restart() == RecoveredWork())
        #expect(content(try desk.inbox("po.csv")) == "orderand more")
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }

    @Test("while the inbox is away its half-done claims wait, and nothing is taken twice when it is back")
    func away() throws {
        let desk = try desk()
        try crashBeforeRemoval(desk, try desk.arrives("po.csv"))
        let path = try desk.path(of: "acme/edi")
        try rename(path, to: path + Array(".away".utf8))
        let work = try desk.restart()
        #expect(work.claims.isEmpty && work.blocked.map(\.id) == ["0001"])
        #expect(throws: SpoolError.self) { try desk.spool.scan("acme/edi", leaving: NeverTaken()) }
        try rename(path + Array(".away".utf8), to: path)
        #expect(try desk.spool.scan("acme/edi", leaving: NeverTaken()).entries.isEmpty)
        #expect(try desk.spool.recover().claims.map(\.id) == ["0001"])
    }

    @Test("a file above the limit is not copied")
    func tooLarge() throws {
        var limits = SpoolLimits()
        limits.fileBytes = 1_000
        let desk = try desk(limits: limits)
        try writeSparse(try desk.inbox("huge.csv"), size: 2 << 30)
        let request = ClaimRequest(inbox: "acme/edi", entry: try desk.found("huge.csv"), id: "0001")
        #expect(desk.spool.claim(request) == .tooLarge(sizeInBytes: 2 << 30))
        #expect(exists(try desk.inbox("huge.csv")))
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }

    @Test("a file is put back by copying, never over another")
    func putBack() throws {
        let desk = try desk()
        let claim = try desk.claimed("po.csv")
        try write(try desk.inbox("po.csv"), "new")
        #expect(try desk.spool.putBack(claim) == .nameTaken)
        try remove(try desk.inbox("po.csv"))
        #expect(try desk.spool.putBack(claim) == .putBack)
        let entry = try desk.found("po.csv")
        #expect(entry.facts.modifiedNanoseconds == claim.facts.modifiedNanoseconds)
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }

    @Test("a crash while putting back leaves the file in one place only", arguments: [true, false])
    func crashWhilePuttingBack(wasRenamed: Bool) throws {
        let desk = try desk()
        let claim = try desk.claimed("po.csv")
        try write(try desk.inbox(".docket-back-0001"), "order")
        let back = try #require(try desk.spool.look(at: fileName(".docket-back-0001"), in: "acme/edi"))
        try write(desk.beneath("work/claimed/0001@acme+edi/.returning"), "inode \(back.facts.inode)\nby copy\n")
        if wasRenamed { try rename(try desk.inbox(".docket-back-0001"), to: try desk.inbox("po.csv")) }
        let work = try desk.restart()
        #expect(work.claims.map(\.lasting) == (wasRenamed ? [] : [claim.lasting]))
        #expect(visible(in: try desk.path(of: "acme/edi")) == (wasRenamed ? ["po.csv"] : []))
        #expect(!exists(try desk.inbox(".docket-back-0001")))
        #expect(names(in: desk.beneath("work/claimed")).isEmpty == wasRenamed)
    }

    @Test("documents are staged hidden in an outbox on another file system, and published by one rename")
    func publish() throws {
        let desk = try desk(["outbox acme"])
        let staged = try desk.spool.stage(Array("receipt".utf8), id: "doc-1", for: "acme")
        let stray = try desk.spool.stage([1], id: "doc-2", for: "acme")
        try desk.spool.syncBatch()
        #expect(visible(in: try desk.path(of: "acme", .outbox)).isEmpty)
        #expect(names(in: try desk.outbox(".docket-staged")) == ["doc-1@acme", "doc-2@acme"])
        #expect(mode(of: try desk.outbox(".docket-staged")) & 0o777 == 0o700)
        #expect(try desk.restart().staged == [staged, stray])
        #expect(try desk.spool.sweepStaged(except: [staged]) == [stray])
        #expect(try desk.spool.publish(staged, as: fileName("receipt.json")) == .published)
        #expect(content(try desk.outbox("receipt.json")) == "receipt")
        #expect(try desk.spool.publish(staged, as: fileName("receipt.json")) == .stagedFileGone)
    }

    @Test("a document for an outbox that is away waits in work, and is published when it is back")
    func stagedWhileAway() throws {
        let desk = try desk(["outbox acme"])
        let path = try desk.path(of: "acme", .outbox)
        try rename(path, to: path + Array(".away".utf8))
        let staged = try desk.spool.stage(Array("receipt".utf8), id: "doc-1", for: "acme")
        try desk.spool.syncBatch()
        #expect(try desk.restart().staged == [staged])
        #expect(throws: SpoolError.self) { try desk.spool.publish(staged, as: fileName("receipt.json")) }
        try rename(path + Array(".away".utf8), to: path)
        #expect(try desk.spool.publish(staged, as: fileName("receipt.json")) == .published)
        #expect(content(try desk.outbox("receipt.json")) == "receipt")
        #expect(visible(in: desk.beneath("work/staged")).isEmpty)
    }

    @Test("a document that was staged before its outbox moved to another file system is published there")
    func outboxMoved() throws {
        let desk = try desk(["outbox acme"])
        let staged = StagedFile(id: "doc-1", outbox: "acme")
        try write(desk.beneath("work/staged/doc-1@acme"), "receipt")
        #expect(try desk.spool.publish(staged, as: fileName("receipt.json")) == .published)
        #expect(content(try desk.outbox("receipt.json")) == "receipt")
        #expect(names(in: desk.beneath("work/staged")).isEmpty)
        #expect(try desk.spool.publish(staged, as: fileName("receipt.json")) == .stagedFileGone)
    }

    @Test("an outbox that is away is an error: its staged documents do not count as published")
    func outboxAway() throws {
        let desk = try desk(["outbox acme"])
        let staged = try desk.spool.stage([1], id: "doc-1", for: "acme")
        try desk.spool.syncBatch()
        let path = try desk.path(of: "acme", .outbox)
        try rename(path, to: path + Array(".away".utf8))
        let error = #expect(throws: SpoolError.self) { try desk.spool.publish(staged, as: fileName("a.json")) }
        #expect(error?.isPassing == true)
        try makeFolder(path)
        #expect(throws: SpoolError.self) { try desk.spool.publish(staged, as: fileName("a.json")) }
        removeTree(path)
        try rename(path + Array(".away".utf8), to: path)
        #expect(try desk.spool.publish(staged, as: fileName("a.json")) == .published)
    }

    @Test("an archive that is away holds nothing up but archiving")
    func archiveAway() throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claimed("po.csv")
        let day = try #require(ArchiveDay(year: 2026, month: 11, day: 22))
        let archive = desk.beneath("archive")
        try rename(archive, to: desk.beneath("archive.away"))
        try desk.restart()
        #expect(throws: SpoolError.self) { try desk.spool.archive(claim, on: day) }
        #expect(!exists(archive))
        try desk.arrives("other.csv")
        try rename(desk.beneath("archive.away"), to: archive)
        #expect(try desk.spool.archive(claim, on: day)?.wasThereAlready == false)
    }

    @Test("archive and quarantine may be elsewhere too, also after a crash between copy and removal")
    func archiveElsewhere() throws {
        let outside = try TemporaryFolder(in: try #require(otherFilesystem))
        let inside = try TemporaryFolder()
        var layout = SpoolLayout(root: try #require(SpoolPath(inside.path)))
        layout.archive = try #require(SpoolPath("\(outside.path)/archive"))
        layout.quarantine = try #require(SpoolPath("\(outside.path)/quarantine"))
        let spool = try DiskSpool(layout: layout)
        let folder = try layout.inboxFolder("acme/edi")
        #expect(spool.use([folder]) == [])
        let day = try #require(ArchiveDay(year: 2026, month: 11, day: 22))
        let report = QuarantineReport(text: [1], json: [2])
        for (index, name) in ["a.csv", "b.csv"].enumerated() {
            try write(folder.path.bytes + Array("/\(name)".utf8), name)
            let entry = try #require(try spool.look(at: fileName(name), in: "acme/edi"))
            guard
                case .claimed(let claim) = spool.claim(ClaimRequest(inbox: "acme/edi", entry: entry, id: "id\(index)"))
            else {
                Issue.record("not claimed")
                return
            }
            let work = Array("\(inside.path)/work/claimed/id\(index)@acme+edi".utf8)
            let original = work + Array("/\(name)".utf8)
            if index == 0 {
                let archived = try #require(try spool.archive(claim, on: day))
                #expect(content(archived.path.bytes) == name && !exists(work))
                #expect(archived.facts.modifiedNanoseconds == claim.facts.modifiedNanoseconds)
                #expect(
                    try spool.archive(claim, on: day)
                        == ArchivedFile(
                            path: archived.path, facts: archived.facts, wasThereAlready: true))
            } else {
                let file = try #require(try spool.quarantine(claim, owner: "acme", report: report))
                #expect(content(file.path.bytes) == name && !exists(work))
                #expect(names(in: Array("\(outside.path)/quarantine/acme".utf8)) == ["id1@acme+edi"])
                // The copy is there, the original not yet removed.
                try makeFolder(work)
                try write(original, name)
                try giveTime(of: file.path.bytes, to: original)
                #expect(try spool.quarantine(claim, owner: "acme", report: report) == file)
                #expect(!exists(work))
                #expect(try spool.retry(file) == .movedBack)
                #expect(content(folder.path.bytes + Array("/\(name)".utf8)) == name)
            }
        }
    }
}
