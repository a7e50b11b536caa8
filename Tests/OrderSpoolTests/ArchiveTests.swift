// Archive, quarantine and drop: where files go in the end, and how they come back.

import OrderSpool
import Testing

@Suite("Archiving")
struct ArchiveTests {
    private func day() throws -> ArchiveDay { try #require(ArchiveDay(year: 2026, month: 3, day: 9)) }

    @Test("a claimed file goes into the folder of its day, in a folder that says which intake and inbox it was")
    func archive() throws {
        let desk = try TemporaryDesk()
        try write(try desk.inbox("po 1.csv.done"), "")
        let claim = try desk.claimed("po 1.csv")
        let archived = try #require(try desk.spool.archive(claim, on: try day()))
        try desk.spool.syncBatch()
        #expect(archived.path.bytes == desk.beneath("archive/2026/03/09/0001@acme+edi/po 1.csv"))
        #expect(content(archived.path.bytes) == "order")
        #expect(archived.facts.hasSameContent(as: claim.facts) && !archived.wasThereAlready)
        #expect(names(in: desk.beneath("archive/2026/03/09/0001@acme+edi")) == ["po 1.csv", "po 1.csv.done"])
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
        #expect(visible(in: try desk.path(of: "acme/edi")).isEmpty)
    }

    @Test("reports of a quarantine that was broken off do not go into the archive")
    func noReports() throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claimed("po.csv")
        try write(desk.beneath("work/claimed/0001@acme+edi/po.csv.report.txt"), "half")
        _ = try #require(try desk.spool.archive(claim, on: try day()))
        #expect(names(in: desk.beneath("archive/2026/03/09/0001@acme+edi")) == ["po.csv"])
    }

    @Test("saying it again changes nothing; a file that is nowhere is told")
    func again() throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claimed("po.csv")
        _ = try desk.spool.archive(claim, on: try day())
        #expect(try desk.spool.archive(claim, on: try day())?.wasThereAlready == true)
        removeTree(desk.beneath("archive/2026/03/09/0001@acme+edi"))
        #expect(try desk.spool.archive(claim, on: try day()) == nil)
    }

    @Test("writing into a file after it was read shows in the archive")
    func writtenAfterwards() throws {
        let desk = try TemporaryDesk()
        let writer = try OpenWriter(try desk.inbox("po.csv"))
        writer.write("order")
        let claim = try desk.claim(try desk.found("po.csv"))
        writer.write("more")
        let archived = try #require(try desk.spool.archive(claim, on: try day()))
        #expect(!archived.facts.hasSameContent(as: claim.facts))
    }

    @Test(
        "there are no days outside the calendar", arguments: [(2026, 13, 1), (2026, 0, 1), (2026, 1, 32), (-1, 1, 1)])
    func badDays(year: Int, month: Int, day: Int) {
        #expect(ArchiveDay(year: year, month: month, day: day) == nil)
    }
}

@Suite("Quarantine")
struct QuarantineTests {
    private let report = QuarantineReport(text: Array("line 3: no quantity".utf8), json: Array("{}".utf8))

    @Test("a file goes into quarantine with its reports beside it, in one step")
    func quarantine() throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claimed("po.csv")
        let file = try #require(try desk.spool.quarantine(claim, owner: "acme", report: report))
        try desk.spool.syncBatch()
        #expect(
            names(in: desk.beneath("quarantine/acme/0001@acme+edi"))
                == ["po.csv", "po.csv.report.json", "po.csv.report.txt"])
        #expect(file.owner == "acme" && file.id == "0001" && file.inbox == "acme/edi" && file.name == claim.name)
        #expect(file.reportPath.map { content($0.bytes) } == "line 3: no quantity")
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
    }

    @Test("saying it again changes nothing; a file that is nowhere is told")
    func again() throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claimed("po.csv")
        let file = try desk.spool.quarantine(claim, owner: "acme", report: report)
        #expect(try desk.spool.quarantine(claim, owner: "acme", report: report) == file)
        removeTree(desk.beneath("quarantine/acme/0001@acme+edi"))
        #expect(try desk.spool.quarantine(claim, owner: "acme", report: report) == nil)
    }

    @Test(
        "names too long for a report's name, and names that look like reports, keep apart",
        arguments: [
            String(repeating: "x", count: 255), String(repeating: "x", count: 244),
            String(repeating: "x", count: 244) + ".report.txt", "po.csv.report.txt", "report.txt",
        ])
    func longNames(text: String) throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claimed(text)
        let file = try #require(try desk.spool.quarantine(claim, owner: "acme", report: report))
        #expect(file.name == claim.name && content(file.path.bytes) == "order")
        #expect(try desk.spool.quarantined(owner: nil) == [file])
    }

    @Test("everything in quarantine is listed by owner, departments too")
    func list() throws {
        let desk = try TemporaryDesk()
        let first = try #require(
            try desk.spool.quarantine(try desk.claimed("a.csv", id: "0001"), owner: "acme", report: report))
        let entry = try desk.arrives("b.json", in: "desk/finance")
        let claim = try desk.claim(entry, id: "0002", in: "desk/finance")
        let second = try #require(try desk.spool.quarantine(claim, owner: "desk/finance", report: report))
        #expect(try desk.spool.quarantined(owner: nil) == [first, second])
        #expect(try desk.spool.quarantined(owner: "acme") == [first])
        #expect(try desk.spool.quarantined(owner: "desk/finance") == [second])
    }

    @Test("a retried file is back in its inbox under its own name, with its marker, and the reports are gone")
    func retry() throws {
        let desk = try TemporaryDesk()
        try write(try desk.inbox("po.csv.done"), "")
        let file = try #require(
            try desk.spool.quarantine(try desk.claimed("po.csv"), owner: "acme", report: report))
        #expect(try desk.spool.retry(file) == .movedBack)
        #expect(visible(in: try desk.path(of: "acme/edi")) == ["po.csv", "po.csv.done"])
        #expect(names(in: desk.beneath("quarantine/acme")).isEmpty)
        #expect(try desk.spool.retry(file) == .missing)
        #expect(try desk.claim(try desk.found("po.csv"), id: "0002").hadMarker)
    }

    @Test("a retry does not overwrite a new file of that name")
    func retryNameTaken() throws {
        let desk = try TemporaryDesk()
        let file = try #require(
            try desk.spool.quarantine(try desk.claimed("po.csv"), owner: "acme", report: report))
        try write(try desk.inbox("po.csv"), "new")
        #expect(try desk.spool.retry(file) == .nameTaken)
        #expect(content(try desk.inbox("po.csv")) == "new")
        #expect(try desk.spool.quarantined(owner: "acme") == [file])
    }

    @Test("what a crash in a retry leaves is not listed as a file, and the next retry finishes it")
    func halfRetry() throws {
        let desk = try TemporaryDesk()
        let file = try #require(
            try desk.spool.quarantine(try desk.claimed("po.csv"), owner: "acme", report: report))
        try rename(file.path.bytes, to: try desk.inbox("po.csv"))
        #expect(try desk.spool.quarantined(owner: nil) == [])
        #expect(try desk.spool.retry(file) == .missing)
        #expect(names(in: desk.beneath("quarantine/acme")).isEmpty)
        #expect(content(try desk.inbox("po.csv")) == "order")
    }

    @Test("an owner that would lead elsewhere is refused")
    func badOwner() throws {
        let desk = try TemporaryDesk()
        let claim = try desk.claimed("po.csv")
        #expect(throws: SpoolError.self) { try desk.spool.quarantine(claim, owner: "../inbox/acme", report: report) }
    }
}

@Suite("Dropping")
struct DropTests {
    @Test("a dropped file appears whole in the inbox and nothing else is left")
    func drop() throws {
        let desk = try TemporaryDesk()
        let path = try desk.spool.drop(Array("decision".utf8), into: "desk/finance", as: fileName("d-1.json"))
        #expect(content(path.bytes) == "decision")
        #expect(mode(of: path.bytes) == 0o640)
        #expect(names(in: try desk.path(of: "desk/finance")) == [".docket-folder", "d-1.json"])
    }

    @Test("a name that is taken is an error and nothing is overwritten", arguments: [true, false])
    func nameTaken(mayUseNoReplace: Bool) throws {
        let desk = try TemporaryDesk(mayUseNoReplace: mayUseNoReplace)
        _ = try desk.spool.drop([1], into: "desk/finance", as: fileName("d-1.json"))
        let error = #expect(throws: SpoolError.self) {
            try desk.spool.drop([2], into: "desk/finance", as: fileName("d-1.json"))
        }
        guard case .nameTaken = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(names(in: try desk.path(of: "desk/finance")) == [".docket-folder", "d-1.json"])
    }

    @Test("a name that no scan would take is refused", arguments: [".hidden", "a.tmp", "b.done"])
    func uselessName(text: String) throws {
        let desk = try TemporaryDesk()
        #expect(throws: SpoolError.self) { try desk.spool.drop([1], into: "desk/finance", as: fileName(text)) }
    }
}
