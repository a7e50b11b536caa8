// Taking files out of an inbox, and everything that can happen to a file at that moment.

import OrderSpool
import Testing

@Suite("Claiming")
struct ClaimTests {
    @Test("a claimed file lies in work under its own name, in a folder that says which intake and inbox it is")
    func claim() throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claimed("po-4711.csv", "order", id: "0001")
        #expect(claim.inbox == "acme/edi" && claim.name == FileName("po-4711.csv") && !claim.hadMarker)
        #expect(content(desk.beneath("work/claimed/0001@acme+edi/po-4711.csv")) == "order")
        #expect(visible(in: try desk.path(of: "acme/edi")).isEmpty)
        #expect(try desk.spool.read(claim, limit: 1_000) == .whole(Array("order".utf8)))
        try desk.spool.syncBatch()
    }

    @Test("a name of 255 bytes that are no UTF-8 goes the whole way")
    func anyBytes() throws {
        let desk = try TemporaryDesk()
        let name = [UInt8](repeating: 0xFE, count: 255)
        let path = try desk.path(of: "acme/edi") + [UInt8(ascii: "/")] + name
        try write(path, "order")
        let entry = try #require(try desk.spool.look(at: fileName(name), in: "acme/edi"))
        let claim = try desk.claim(entry)
        #expect(try desk.spool.read(claim, limit: 10) == .whole(Array("order".utf8)))
        #expect(try desk.spool.putBack(claim) == .putBack)
        #expect(content(path) == "order")
        let again = try desk.claim(try #require(try desk.spool.look(at: fileName(name), in: "acme/edi")), id: "0002")
        #expect(try desk.restart().claims.map(\.lasting) == [again.lasting])
        let day = try #require(ArchiveDay(year: 2026, month: 11, day: 22))
        let archived = try #require(try desk.spool.archive(again, on: day))
        #expect(content(archived.path.bytes) == "order")
    }

    @Test("many files are claimed together, each with its own outcome")
    func batch() throws {
        let desk = try TemporaryDesk()
        let entries = try (0..<40).map { try desk.arrives("\($0).csv") }
        try remove(try desk.inbox("7.csv"))
        let outcomes = desk.spool.claim(
            entries.enumerated().map { ClaimRequest(inbox: "acme/edi", entry: $1, id: "id-\($0)") })
        #expect(outcomes.count == 40)
        for (index, outcome) in outcomes.enumerated() {
            switch outcome {
            case .claimed(let claim): #expect(claim.id == "id-\(index)" && index != 7)
            case .vanished: #expect(index == 7)
            default: Issue.record("\(outcome)")
            }
        }
        try desk.spool.syncBatch()
        #expect(visible(in: desk.beneath("work/claimed")).count == 39)
    }

    @Test("a file that goes away between scan and claim is no error and leaves nothing behind")
    func vanished() throws {
        let desk = try TemporaryDesk()
        let entry = try desk.arrives("po.csv")
        try remove(try desk.inbox("po.csv"))
        #expect(desk.spool.claim(ClaimRequest(inbox: "acme/edi", entry: entry, id: "0001")) == .vanished)
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }

    @Test("a file that grew or was replaced since it was found is not taken", arguments: [true, false])
    func changed(grows: Bool) throws {
        let desk = try TemporaryDesk()
        let entry = try desk.arrives("po.csv")
        if grows {
            try write(try desk.inbox("po.csv"), "more", append: true)
        } else {
            try write(try desk.inbox("new"), "order")
            try rename(try desk.inbox("new"), to: try desk.inbox("po.csv"))
        }
        #expect(desk.spool.claim(ClaimRequest(inbox: "acme/edi", entry: entry, id: "0001")) == .changed)
        #expect(exists(try desk.inbox("po.csv")))
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }

    @Test("a file that was swapped for a link, a folder or a pipe is refused and left alone", arguments: [0, 1, 2])
    func swapped(kind: Int) throws {
        let desk = try TemporaryDesk()
        let entry = try desk.arrives("po.csv")
        let path = try desk.inbox("po.csv")
        try remove(path)
        switch kind {
        case 0: try makeLink(path, to: Array("/etc/passwd".utf8))
        case 1: try makeFolder(path)
        default: try makePipe(path)
        }
        let outcome = desk.spool.claim(ClaimRequest(inbox: "acme/edi", entry: entry, id: "0001"))
        #expect(outcome == .unusable([.symlink, .directory, .other][kind]))
        #expect(exists(path))
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }

    @Test("its marker is taken along and comes back with it")
    func marker() throws {
        let desk = try TemporaryDesk()
        try write(try desk.inbox("po.csv.done"), "")
        let claim = try desk.claimed("po.csv")
        #expect(claim.hadMarker)
        #expect(visible(in: try desk.path(of: "acme/edi")).isEmpty)
        #expect(try desk.spool.putBack(claim) == .putBack)
        #expect(visible(in: try desk.path(of: "acme/edi")) == ["po.csv", "po.csv.done"])
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }

    @Test("a name that is never taken is refused, whoever asks", arguments: [".hidden", "po.csv.done", "po.tmp"])
    func neverTaken(text: String) throws {
        let desk = try TemporaryDesk()
        try write(try desk.inbox(text), "x")
        let entry = try #require(try desk.spool.look(at: fileName(text), in: "acme/edi"))
        guard case .failed(.badIdentifier) = desk.spool.claim(ClaimRequest(inbox: "acme/edi", entry: entry, id: "1"))
        else {
            Issue.record("taken")
            return
        }
        #expect(exists(try desk.inbox(text)))
    }

    @Test("an id that was used before fails instead of mixing two files")
    func sameID() throws {
        let desk = try TemporaryDesk()
        _ = try desk.claimed("a.csv", id: "0001")
        let entry = try desk.arrives("b.csv")
        guard case .failed(let error) = desk.spool.claim(ClaimRequest(inbox: "acme/edi", entry: entry, id: "0001"))
        else {
            Issue.record("claimed twice under one id")
            return
        }
        #expect(error.number == 17)
        #expect(exists(try desk.inbox("b.csv")))
    }

    @Test("the same without RENAME_NOREPLACE")
    func withoutNoReplace() throws {
        let desk = try TemporaryDesk(mayUseNoReplace: false)
        try write(try desk.inbox("po.csv.done"), "")
        let claim = try desk.claimed("po.csv")
        #expect(try desk.spool.read(claim, limit: 10) == .whole(Array("order".utf8)))
        #expect(try desk.spool.putBack(claim) == .putBack)
        #expect(visible(in: try desk.path(of: "acme/edi")) == ["po.csv", "po.csv.done"])
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }
}

@Suite("Reading a claimed file")
struct ReadTests {
    @Test("a file that is written to after it was taken is not read as whole")
    func appended() throws {
        let desk = try TemporaryDesk()
        let writer = try OpenWriter(try desk.inbox("po.csv"))
        writer.write("first")
        let claim = try desk.claim(try desk.found("po.csv"))
        writer.write("second")
        #expect(try desk.spool.read(claim, limit: 1_000) == .changedWhileReading)
        #expect(try desk.spool.putBack(claim) == .putBack)
        writer.write("third")
        #expect(content(try desk.inbox("po.csv")) == "firstsecondthird")
    }

    @Test("a file of 2 GiB is refused without being read")
    func tooLarge() throws {
        let desk = try TemporaryDesk()
        try writeSparse(try desk.inbox("huge.csv"), size: 2 << 30)
        let claim = try desk.claim(try desk.found("huge.csv"))
        #expect(try desk.spool.read(claim, limit: SpoolLimits().fileBytes) == .tooLarge(sizeInBytes: 2 << 30))
    }

    @Test("a file of just the limit is read, one byte more is not; also in many chunks")
    func limit() throws {
        var limits = SpoolLimits()
        limits.chunkBytes = 7
        let desk = try TemporaryDesk(limits: limits)
        let bytes = (0..<100).map { UInt8($0) }
        try write(try desk.inbox("po.bin"), bytes)
        let claim = try desk.claim(try desk.found("po.bin"))
        #expect(try desk.spool.read(claim, limit: 100) == .whole(bytes))
        #expect(try desk.spool.read(claim, limit: 99) == .tooLarge(sizeInBytes: 100))
    }

    @Test("an empty file is empty")
    func empty() throws {
        let desk = try TemporaryDesk()
        #expect(try desk.spool.read(try desk.claimed("po.csv", ""), limit: 10) == .whole([]))
    }

    @Test("a claim that is gone is missing")
    func missing() throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claimed("po.csv")
        try remove(desk.beneath("work/claimed/0001@acme+edi/po.csv"))
        #expect(try desk.spool.read(claim, limit: 10) == .missing)
    }
}

@Suite("Putting back")
struct PutBackTests {
    @Test("a new file of the same name is never overwritten", arguments: [true, false])
    func nameTaken(mayUseNoReplace: Bool) throws {
        let desk = try TemporaryDesk(mayUseNoReplace: mayUseNoReplace)
        let claim = try desk.claimed("po.csv", "old")
        try write(try desk.inbox("po.csv"), "new")
        #expect(try desk.spool.putBack(claim) == .nameTaken)
        #expect(content(try desk.inbox("po.csv")) == "new")
        #expect(try desk.spool.read(claim, limit: 10) == .whole(Array("old".utf8)))
        #expect(try desk.restart().claims.map(\.id) == ["0001"])
    }

    @Test("saying it again changes nothing")
    func again() throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claimed("po.csv")
        #expect(try desk.spool.putBack(claim) == .putBack)
        #expect(try desk.spool.putBack(claim) == .missing)
        try desk.spool.syncBatch()
        #expect(content(try desk.inbox("po.csv")) == "order")
    }
}
