// A data file and its scan are taken, put back and kept together, and after a crash at any point they are together again
// or were never taken (docs/states.md, "A bundle").

import OrderSpool
import Testing

@Suite("Scans beside data files")
struct ScanBundleTests {
    /// A data file with two scans, found by a scan of the inbox.
    private func bundle(_ desk: TemporaryDesk, marker: Bool = false) throws -> InboxEntry {
        for (name, content) in [("fax-77.tif", "page"), ("fax-77.PDF", "pages")] {
            try write(try desk.inbox(name), content)
        }
        if marker { try write(try desk.inbox("fax-77.csv.done"), "") }
        var entry = try desk.arrives("fax-77.csv")
        entry.scans = [try desk.found("fax-77.PDF"), try desk.found("fax-77.tif")]
        return entry
    }

    private func inbox(_ desk: TemporaryDesk) throws -> [String] { visible(in: try desk.path(of: "acme/edi")) }

    private let whole = ["fax-77.PDF", "fax-77.csv", "fax-77.tif"]
    private let folder = "work/claimed/0001@acme+edi"

    @Test("C15: names alone say which scan belongs to which data file")
    func belongs() throws {
        let scan = try fileName("fax-77.TIF")
        for data in ["fax-77.csv", "fax-77.json.gz", "fax-77"] {
            #expect(scan.isScan(of: try fileName(data)), "\(data)")
        }
        for data in ["fax-7.csv", "Fax-77.csv", "fax-77.x.csv", "fax-77.pdf", ".csv"] {
            #expect(!scan.isScan(of: try fileName(data)), "\(data)")
        }
        #expect(!(try fileName("fax-77.csv").isScan(of: fileName("fax-77.csv"))))
        let long = String(repeating: "x", count: 247)
        #expect(!(try fileName("\(long).tif").isScan(of: fileName("\(long).csv"))))
    }

    @Test("C15: they are claimed together, read, and archived together", arguments: [true, false])
    func archived(mayUseNoReplace: Bool) throws {
        let desk = try TemporaryDesk(mayUseNoReplace: mayUseNoReplace)
        let claim = try desk.claim(try bundle(desk, marker: true))
        #expect(claim.scans.map(\.printable) == ["fax-77.PDF", "fax-77.tif"])
        #expect(try inbox(desk).isEmpty)
        let scan = try #require(claim.scans.last)
        #expect(try desk.spool.read(scan, of: claim, limit: 10) == .whole(Array("page".utf8)))
        #expect(try desk.spool.read(scan, of: claim, limit: 1) == .tooLarge(sizeInBytes: 4))
        try desk.spool.syncBatch()
        #expect(try desk.restart().claims.map(\.lasting) == [claim.lasting])
        let day = try #require(ArchiveDay(year: 2026, month: 11, day: 23))
        let archived = try #require(try desk.spool.archive(claim, on: day))
        #expect(archived.path.printable.hasSuffix("0001@acme+edi/fax-77.csv"))
        #expect(names(in: desk.beneath("archive/2026/11/23/0001@acme+edi")) == (whole + ["fax-77.csv.done"]).sorted())
        #expect(try desk.spool.archive(claim, on: day)?.wasThereAlready == true)
    }

    @Test("They are put back together", arguments: [true, false])
    func putBack(mayUseNoReplace: Bool) throws {
        let desk = try TemporaryDesk(mayUseNoReplace: mayUseNoReplace)
        let claim = try desk.claim(try bundle(desk))
        #expect(try desk.spool.putBack(claim) == .putBack)
        #expect(try inbox(desk) == whole)
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }

    @Test("Where the data file cannot go back, the claim stays as it was")
    func nameTaken() throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claim(try bundle(desk))
        try write(try desk.inbox("fax-77.csv"), "a new one")
        #expect(try desk.spool.putBack(claim) == .nameTaken)
        #expect(names(in: desk.beneath(folder)) == whole)
        #expect(try desk.restart().claims.map(\.lasting) == [claim.lasting])
    }

    @Test("Where a scan cannot go back under its name, it goes back under another, and nothing is overwritten")
    func scanNameTaken() throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claim(try bundle(desk))
        try write(try desk.inbox("fax-77.tif"), "a new scan")
        #expect(try desk.spool.putBack(claim) == .putBack)
        #expect(content(try desk.inbox("fax-77.tif")) == "a new scan")
        #expect(content(try desk.inbox("fax-77.0001.tif")) == "page")
        #expect(try inbox(desk).count == 4)
    }

    @Test("A scan that went away or changed since it was found: nothing is taken", arguments: [true, false])
    func changed(isGone: Bool) throws {
        let desk = try TemporaryDesk()
        let entry = try bundle(desk, marker: true)
        if isGone {
            try remove(try desk.inbox("fax-77.tif"))
        } else {
            try write(try desk.inbox("fax-77.tif"), "another page")
        }
        #expect(desk.spool.claim(ClaimRequest(inbox: "acme/edi", entry: entry, id: "0001")) == .changed)
        #expect(try inbox(desk).count == (isGone ? 3 : 4))
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }

    @Test("A refused bundle lies in quarantine together and is retried together")
    func quarantine() throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claim(try bundle(desk))
        let report = QuarantineReport(text: Array("text".utf8), json: Array("{}".utf8))
        let file = try #require(try desk.spool.quarantine(claim, owner: "acme", report: report))
        #expect(file.name.printable == "fax-77.csv")
        #expect(try desk.spool.quarantined(owner: nil) == [file])
        #expect(names(in: desk.beneath("quarantine/acme/0001@acme+edi")).count == 5)
        try write(try desk.inbox("fax-77.csv"), "in the way")
        #expect(try desk.spool.retry(file) == .nameTaken)
        #expect(names(in: desk.beneath("quarantine/acme/0001@acme+edi")).count == 5)
        try remove(try desk.inbox("fax-77.csv"))
        #expect(try desk.spool.retry(file) == .movedBack)
        #expect(try inbox(desk) == whole)
        #expect(names(in: desk.beneath("quarantine/acme")).isEmpty)
    }

    @Test("A scan that is taken alone is a file like any other")
    func alone() throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claimed("fax-77.tif", "page")
        #expect(claim.scans.isEmpty)
        #expect(try desk.restart().claims.map(\.lasting) == [claim.lasting])
        let report = QuarantineReport(text: Array("text".utf8), json: Array("{}".utf8))
        #expect(try desk.spool.quarantine(claim, owner: "acme", report: report)?.name.printable == "fax-77.tif")
    }
}

@Suite("Scans beside data files, after a crash")
struct ScanBundleCrashTests {
    private let folder = "work/claimed/0001@acme+edi"

    private func desk(claimed: [String], inbox: [String]) throws -> TemporaryDesk {
        let desk = try TemporaryDesk()
        for name in inbox { try write(try desk.inbox(name), name.hasSuffix("csv") ? "order" : "page") }
        try makeFolder(desk.beneath(folder))
        for name in claimed { try write(desk.beneath("\(folder)/\(name)"), name.hasSuffix("csv") ? "order" : "page") }
        return desk
    }

    private func inbox(_ desk: TemporaryDesk) throws -> [String] { visible(in: try desk.path(of: "acme/edi")) }

    @Test("Some scans taken, the data file not: it had not happened, the scans go back")
    func scansOnly() throws {
        let desk = try desk(claimed: [".beside-fax-77.tif"], inbox: ["fax-77.csv", "fax-77.pdf"])
        #expect(try desk.restart() == RecoveredWork())
        #expect(try inbox(desk) == ["fax-77.csv", "fax-77.pdf", "fax-77.tif"])
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }

    @Test("The marker and the scans taken, the data file not: all go back")
    func markerAndScans() throws {
        let desk = try desk(claimed: ["fax-77.csv.done", ".beside-fax-77.tif"], inbox: ["fax-77.csv"])
        #expect(try desk.restart() == RecoveredWork())
        #expect(try inbox(desk) == ["fax-77.csv", "fax-77.csv.done", "fax-77.tif"])
    }

    @Test("The data file taken, the scans still hidden: it had happened, and is a bundle", arguments: [0, 1, 2])
    func hidden(_ shown: Int) throws {
        let scans = ["fax-77.pdf", "fax-77.tif"].enumerated().map { $0 < shown ? $1 : ".beside-\($1)" }
        let desk = try desk(claimed: ["fax-77.csv"] + scans, inbox: [])
        let claim = try #require(try desk.restart().claims.first)
        #expect(claim.name.printable == "fax-77.csv")
        #expect(claim.scans.map(\.printable) == ["fax-77.pdf", "fax-77.tif"])
        #expect(names(in: desk.beneath(folder)) == ["fax-77.csv", "fax-77.pdf", "fax-77.tif"])
    }

    @Test("While putting back, the data file gone and a scan not: the scan follows")
    func puttingBack() throws {
        let desk = try desk(claimed: [".beside-fax-77.tif"], inbox: ["fax-77.csv"])
        #expect(try desk.restart() == RecoveredWork())
        #expect(try inbox(desk) == ["fax-77.csv", "fax-77.tif"])
    }

    @Test("While putting back by a link, the scan in both places: it is there once")
    func bothPlaces() throws {
        let desk = try desk(claimed: [], inbox: ["fax-77.csv", "fax-77.tif"])
        try makeLink(desk.beneath("\(folder)/.beside-fax-77.tif"), to: try desk.inbox("fax-77.tif"), hard: true)
        #expect(try desk.restart() == RecoveredWork())
        #expect(try inbox(desk) == ["fax-77.csv", "fax-77.tif"])
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }

    @Test("The name of a scan was given to another one meanwhile: both are there")
    func newScan() throws {
        let desk = try desk(claimed: [".beside-fax-77.tif"], inbox: ["fax-77.csv"])
        try write(try desk.inbox("fax-77.tif"), "another page")
        #expect(try desk.restart() == RecoveredWork())
        #expect(try inbox(desk) == ["fax-77.0001.tif", "fax-77.csv", "fax-77.tif"])
    }
}

@Suite(
    "Scans on another file system",
    .enabled(if: otherFilesystem != nil, "/dev/shm and /tmp are the same file system here, or /dev/shm is read-only"))
struct ScanBundleElsewhereTests {
    private let folder = "work/claimed/0001@acme+edi"

    private func desk() throws -> TemporaryDesk {
        try TemporaryDesk(elsewhere: otherFilesystem, movedOut: ["inbox acme/edi"])
    }

    private func bundle(_ desk: TemporaryDesk) throws -> InboxEntry {
        try write(try desk.inbox("fax-77.tif"), "page")
        try write(try desk.inbox("fax-77.pdf"), "pages")
        var entry = try desk.arrives("fax-77.csv")
        entry.scans = [try desk.found("fax-77.pdf"), try desk.found("fax-77.tif")]
        return entry
    }

    private func inbox(_ desk: TemporaryDesk) throws -> [String] { visible(in: try desk.path(of: "acme/edi")) }

    private let whole = ["fax-77.csv", "fax-77.pdf", "fax-77.tif"]

    @Test("A bundle is copied into work, is gone from the inbox, and can be put back")
    func claim() throws {
        let desk = try desk()
        let claim = try desk.claim(try bundle(desk))
        #expect(names(in: try desk.path(of: "acme/edi")) == [".docket-folder"])
        #expect(names(in: desk.beneath(folder)) == whole)
        try desk.spool.syncBatch()
        #expect(try desk.restart().claims.map(\.lasting) == [claim.lasting])
        #expect(try desk.spool.putBack(claim) == .putBack)
        #expect(try inbox(desk) == whole)
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }

    @Test("It dies while the scans are copied: the copies go, the originals stay")
    func copying() throws {
        let desk = try desk()
        _ = try bundle(desk)
        try makeFolder(desk.beneath(folder))
        try write(desk.beneath("\(folder)/.copied-fax-77.pdf"), "pages")
        try write(desk.beneath("\(folder)/.copied-fax-77.tif"), "pa")
        #expect(try desk.restart() == RecoveredWork())
        #expect(try inbox(desk) == whole)
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }

    @Test("It dies before the originals of the scans are removed, or in the midst of it", arguments: [0, 1, 2])
    func removing(_ step: Int) throws {
        let desk = try desk()
        _ = try bundle(desk)
        try makeFolder(desk.beneath(folder))
        for (name, content) in [
            ("fax-77.csv", "order"), (".copied-fax-77.pdf", "pages"), (".copied-fax-77.tif", "page"),
        ] {
            try write(desk.beneath("\(folder)/\(name)"), content)
            let original = name.hasPrefix(".") ? String(name.dropFirst(8)) : name
            try giveTime(of: try desk.inbox(original), to: desk.beneath("\(folder)/\(name)"))
        }
        try remove(try desk.inbox("fax-77.csv"))
        if step == 1 { try rename(try desk.inbox("fax-77.pdf"), to: try desk.inbox(".docket-taken-0001")) }
        if step == 2 { try remove(try desk.inbox("fax-77.pdf")) }
        let claim = try #require(try desk.restart().claims.first)
        #expect(claim.scans.map(\.printable) == ["fax-77.pdf", "fax-77.tif"])
        #expect(names(in: try desk.path(of: "acme/edi")) == [".docket-folder"])
        #expect(names(in: desk.beneath(folder)) == whole)
    }

    @Test("A new scan that has the name meanwhile is left where it is")
    func newScan() throws {
        let desk = try desk()
        try write(try desk.inbox("fax-77.tif"), "another page")
        try makeFolder(desk.beneath(folder))
        try write(desk.beneath("\(folder)/fax-77.csv"), "order")
        try write(desk.beneath("\(folder)/.copied-fax-77.tif"), "page")
        let claim = try #require(try desk.restart().claims.first)
        #expect(claim.scans.count == 1)
        #expect(content(try desk.inbox("fax-77.tif")) == "another page")
        #expect(content(desk.beneath("\(folder)/fax-77.tif")) == "page")
    }

    @Test("An archive elsewhere: the bundle is there as a whole, and nothing is left in work")
    func archive() throws {
        let desk = try TemporaryDesk(elsewhere: otherFilesystem, movedOut: ["inbox acme/edi"])
        let claim = try desk.claim(try bundle(desk))
        let day = try #require(ArchiveDay(year: 2026, month: 11, day: 23))
        _ = try #require(try desk.spool.archive(claim, on: day))
        #expect(names(in: desk.beneath("archive/2026/11/23/0001@acme+edi")) == whole)
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }
}
