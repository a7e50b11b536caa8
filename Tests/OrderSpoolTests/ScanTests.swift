// What a look through an inbox reports, and what it leaves alone.

import OrderSpool
import Testing

@Suite("Scanning an inbox")
struct ScanTests {
    @Test("files are found with their facts, the oldest arrival first")
    func oldestFirst() throws {
        let desk = try TemporaryDesk()
        for name in ["c.csv", "a.csv", "b.csv"] {
            try write(try desk.inbox(name), name)
            // Renaming stamps the arrival; the wait for the next tick of the file system's clock is bounded by it.
            try untilTimeMoves(try desk.inbox(name))
        }
        let scan = try desk.spool.scan("acme/edi", leaving: NeverTaken())
        #expect(scan.entries.map(\.name.printable) == ["c.csv", "a.csv", "b.csv"])
        #expect(!scan.isPartial && scan.unusable.isEmpty)
        let first = try #require(scan.entries.first)
        #expect(first.facts.sizeInBytes == 5 && first.facts.kind == .regular && first.facts.hardLinks == 1)
    }

    /// Writes until a file made now gets a later time than `path`.
    private func untilTimeMoves(_ path: [UInt8]) throws {
        let desk = try TemporaryFolder()
        let probe = Array("\(desk.path)/probe".utf8)
        repeat { try write(probe, "x") } while try !isLater(probe, than: path)
    }

    @Test("names that are never taken are not reported, nor the profile's")
    func leaving() throws {
        let desk = try TemporaryDesk()
        for name in [".hidden", "a.tmp", "b.part", "c.filepart", "d~", "e.csv.done", "f.bak", "g.csv"] {
            try write(try desk.inbox(name), "x")
        }
        let pattern = try #require(ByteGlob("*.bak"))
        let scan = try desk.spool.scan("acme/edi", leaving: NeverTaken(patterns: [pattern]))
        #expect(scan.entries.map(\.name.printable) == ["g.csv"])
    }

    @Test("folders, links and pipes are reported as unusable and left as they are")
    func unusable() throws {
        let desk = try TemporaryDesk()
        try makeFolder(try desk.inbox("folder"))
        try makeLink(try desk.inbox("link"), to: Array("/etc/passwd".utf8))
        try makePipe(try desk.inbox("pipe"))
        try write(try desk.inbox("po.csv"), "x")
        let scan = try desk.spool.scan("acme/edi", leaving: NeverTaken())
        #expect(scan.entries.map(\.name.printable) == ["po.csv"])
        #expect(scan.unusable.map(\.facts.kind) == [.directory, .symlink, .other])
        #expect(scan.unusable.allSatisfy { $0.sentence.contains("“\($0.name.printable)” is ") })
        #expect(visible(in: try desk.path(of: "acme/edi")) == ["folder", "link", "pipe", "po.csv"])
    }

    @Test("a marker is seen with its file and is no file itself")
    func markers() throws {
        let desk = try TemporaryDesk()
        try write(try desk.inbox("po.csv"), "x")
        try write(try desk.inbox("po.csv.done"), "")
        try write(try desk.inbox("other.csv"), "x")
        let scan = try desk.spool.scan("acme/edi", leaving: NeverTaken())
        #expect(Set(scan.entries.filter(\.hasMarker).map(\.name.printable)) == ["po.csv"])
        #expect(scan.entries.count == 2)
        #expect(try desk.spool.look(at: fileName("po.csv"), in: "acme/edi")?.hasMarker == true)
        #expect(try desk.spool.look(at: fileName("other.csv"), in: "acme/edi")?.hasMarker == false)
    }

    @Test("a name of 255 bytes that are no UTF-8 is found")
    func anyBytes() throws {
        let desk = try TemporaryDesk()
        let name = [UInt8](repeating: 0xFE, count: 255)
        try write(try desk.path(of: "acme/edi") + [UInt8(ascii: "/")] + name, "x")
        #expect(try desk.spool.scan("acme/edi", leaving: NeverTaken()).entries.map(\.name.bytes) == [name])
    }

    @Test("a scan is bounded, takes the oldest and says that there is more")
    func bounded() throws {
        var limits = SpoolLimits()
        limits.entriesPerScan = 3
        let desk = try TemporaryDesk(limits: limits)
        for number in 10..<30 { try write(try desk.inbox("\(number).csv"), "x") }
        let scan = try desk.spool.scan("acme/edi", leaving: NeverTaken())
        #expect(scan.entries.count == 3 && scan.isPartial)
        // Files of one tick of the clock come by name, so the first three are the first three written.
        #expect(scan.entries.map(\.name.printable) == ["10.csv", "11.csv", "12.csv"])
    }

    @Test("a single file is looked at, and what is no file is not")
    func look() throws {
        let desk = try TemporaryDesk()
        try desk.arrives("po.csv")
        try makeFolder(try desk.inbox("folder"))
        #expect(try desk.spool.look(at: fileName("po.csv"), in: "acme/edi")?.facts.sizeInBytes == 5)
        #expect(try desk.spool.look(at: fileName("folder"), in: "acme/edi") == nil)
        #expect(try desk.spool.look(at: fileName("gone"), in: "acme/edi") == nil)
    }

    @Test("an unknown folder is an error that says what to do")
    func unknownFolder() throws {
        let desk = try TemporaryDesk()
        let error = #expect(throws: SpoolError.self) { try desk.spool.scan("globex/edi", leaving: NeverTaken()) }
        #expect(error == .unknownFolder("globex/edi"))
        #expect(error?.sentence.contains("globex/edi") == true)
    }

    @Test(
        "a file that somebody writes into is told from one that is closed",
        .enabled(if: leasesWork, "the file system of /tmp gives no leases"))
    func openForWriting() throws {
        let desk = try TemporaryDesk()
        let entry = try desk.arrives("po.csv")
        #expect(try desk.spool.openForWriting(entry, in: "acme/edi") == .nobody)
        var writer: OpenWriter? = try OpenWriter(try desk.inbox("po.csv"))
        #expect(try desk.spool.openForWriting(entry, in: "acme/edi") == .somebody)
        writer?.write("more")
        writer = nil
        #expect(try desk.spool.openForWriting(entry, in: "acme/edi") == .nobody)
        try remove(try desk.inbox("po.csv"))
        #expect(try desk.spool.openForWriting(entry, in: "acme/edi") == .unknown)
    }
}
