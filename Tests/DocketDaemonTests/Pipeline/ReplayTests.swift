// The past of a desk decided anew from its archive: the same ledger, row by row; and what is found where it is not.

import ExactDecimals
import Glibc
import Logging
import OrderFormats
import OrderModel
import OrderProcess
import OrderSpool
import TestKit
import Testing

@testable import DocketDaemon
@testable import OrderLedger

@Suite struct ReplayTests {
    @Test("A desk's past decided anew from its archive is its ledger, row by row")
    func same() throws {
        let desk = try busyDesk()
        let outcome = try desk.replay()
        #expect(outcome.differences == [])
        #expect(outcome.replayer.findings == [])
        #expect(outcome.tables.first { $0.table == "event" }.map(\.rows) ?? 0 >= 10)
        #expect(outcome.replayer.decided[.archive] ?? 0 > 10 && outcome.replayer.decided[.quarantine] == 2)
    }

    @Test("It is so after a death between any two turns, too, and with files that are not archived yet")
    func afterDeaths() throws {
        let desk = try PipelineDesk()
        try desk.start()
        try desk.takeReferenceData()
        for count in 1...4 {
            desk.now = desk.now.adding(seconds: 61)
            try desk.drop(PipelineDesk.csv(("D-\(count)", "P-1", count, "10.00")), "d-\(count).csv", into: "acme/edi")
            try desk.turn()
            if count < 4 { try desk.turn() }
            #expect(try desk.replay().differences == [])
            try desk.kill()
            try desk.start()
        }
        try desk.runUntilQuiet()
        #expect(try desk.replay().differences == [])
    }

    @Test("A long file is decided anew in its parts, with what was decided between them", arguments: [false, true])
    func longFile(isInHand: Bool) throws {
        let desk = try PipelineDesk()
        desk.limits.batchFrom = 2
        try desk.start()
        try desk.takeReferenceData()
        (desk.limits.longFileBytes, desk.limits.documentsPerPart) = (400, 2)
        try desk.restart()
        let orders = (1...11).map { ("L-\($0)", $0 % 3 == 2 ? "P-9" : "P-1", $0, $0 == 5 ? "9.00" : "10.00") }
        try desk.drop(PipelineDesk.csv(orders), "long.csv", into: "acme/edi")
        for count in 1...4 {
            desk.now = desk.now.adding(seconds: 1)
            try desk.drop(
                IncomingDocumentWriter.write(.stock(StockSnapshot(lots: [Samples.lot("P-1", 100 + count)]))),
                "stock-\(count).json", into: "desk/master-data")
            try desk.turn()
        }
        if !isInHand { try desk.runUntilQuiet() }
        #expect(try desk.read { try $0.filesInProgress() }.isEmpty == !isInHand)
        let outcome = try desk.replay()
        #expect(outcome.differences == [] && outcome.replayer.findings == [])
    }

    @Test("A timer fires at the time at which it did, also one that found nothing to do")
    func timers() throws {
        let desk = try PipelineDesk()
        try desk.start()
        try desk.takeReferenceData()
        for reference in ["T-1", "T-2"] {
            try desk.drop(PipelineDesk.csv((reference, "P-1", 5, "10.00")), "\(reference).csv", into: "acme/edi")
            try desk.runUntilQuiet()
            try desk.dispatch(reference)
        }
        // The tracking number of the second comes in time.
        let shipment = try DeskLife.shipment(of: "T-2", desk).shipment
        try desk.drop(
            .carrierReport(CarrierReport(shipment: shipment, trackingNumber: "TRACK-2")), "tracked.json",
            into: "carriers/loopback")
        try desk.runUntilQuiet()
        #expect(try desk.read { try $0.nextTimerDue() } != nil)
        desk.now = desk.now.adding(seconds: 7200)
        try desk.runUntilQuiet()
        #expect(try desk.read { try $0.nextTimerDue() } ?? desk.now > desk.now.adding(seconds: 3600))
        desk.now = desk.now.adding(seconds: 60)
        try desk.drop(PipelineDesk.csv(("T-3", "P-1", 1, "10.00")), "t-3.csv", into: "acme/edi")
        try desk.runUntilQuiet()
        #expect(try desk.replay().differences == [])
    }

    // MARK: What is found

    @Test("A file of the archive that was tampered with is named, and nothing else differs")
    func tampered() throws {
        let desk = try busyDesk()
        let path = try desk.archived("b-2.csv")
        var bytes = try #require(Disk.read(path))
        bytes[bytes.count - 4] ^= 1
        try Disk.write(bytes, to: path)
        let outcome = try desk.replay()
        #expect(outcome.replayer.findings.map(\.kind) == [.changed])
        #expect(outcome.replayer.findings.first?.path == path)
        #expect(outcome.differences.allSatisfy { $0.hasPrefix("delivery") }, "\(outcome.differences)")
    }

    @Test("A file that is missing in the archive is named; a refused one that was taken out of quarantine is none")
    func missing() throws {
        let desk = try busyDesk()
        let path = try desk.archived("b-3.csv")
        Disk.remove(path)
        let outcome = try desk.replay()
        #expect(outcome.replayer.findings.map(\.kind) == [.missing])
        #expect(outcome.replayer.findings.first?.path == path)
        #expect(outcome.differences.allSatisfy { $0.hasPrefix("delivery") }, "\(outcome.differences)")

        let other = try busyDesk()
        Disk.remove(try other.archived("broken.csv", beneath: "quarantine"))
        let second = try other.replay()
        #expect(second.replayer.gone == 1 && second.replayer.findings.isEmpty && second.differences == [])
    }

    @Test(
        "A row that somebody has changed in the ledger is named with what follows from the archive",
        arguments: [
            ("UPDATE reservation SET quantity = '4' WHERE product = 'P-1'", "reservation", "quantity"),
            ("UPDATE orders SET priority = 9", "orders", "priority"),
            ("UPDATE event SET body = replace(body, 'Ann Buyer', 'Bob Buyer')", "event", "body"),
            ("DELETE FROM open_matter", "open_matter", ""),
            ("UPDATE outgoing_file SET sha256 = 'x' WHERE kind = 'confirmation'", "outgoing_file", "sha256"),
        ])
    func changedRow(_ sql: String, _ table: String, _ column: String) throws {
        let desk = try busyDesk()
        _ = try desk.ledger.write { try $0.store.run(sql) }
        let outcome = try desk.replay()
        let found = outcome.tables.filter { $0.differing > 0 }
        #expect(found.map(\.table) == [table])
        let difference = try #require(found.first?.differences.first)
        #expect(column.isEmpty ? difference.kind == .onlyComputed : difference.changes.map(\.column) == [column])
    }

    /// Orders that are taken, reviewed, short of goods, repeated and refused; a shipment; a second count.
    private func busyDesk() throws -> PipelineDesk {
        let desk = try PipelineDesk()
        try desk.start()
        try desk.takeReferenceData()
        func drop(_ orders: [(String, String, Int, String)], _ name: String, into inbox: String = "acme/edi") throws {
            desk.now = desk.now.adding(seconds: 61)
            try desk.drop(PipelineDesk.csv(orders), name, into: inbox)
            try desk.runUntilQuiet()
        }
        try drop([("B-1", "P-1", 5, "10.00")], "b-1.csv")
        try drop([("B-2", "P-1", 7, "9.00"), ("B-22", "P-1", 1, "10.00")], "b-2.csv")
        try drop([("B-3", "P-2", 50, "10.00")], "b-3.csv")
        try drop([("G-1", "P-1", 2, "10.00")], "g-1.csv", into: "globex/edi")
        try drop([("B-1", "P-1", 5, "10.00")], "b-1-again.csv")
        try drop([("B-1", "P-1", 6, "10.00")], "b-1-other.csv")
        try drop([("B-9", "P-9", 6, "10.00")], "unknown-product.csv")
        try desk.drop("order,currency\n\"broken", "broken.csv", into: "acme/edi")
        try desk.drop(PipelineDesk.csv(("X-1", "P-1", 1, "1.00")), "wrong-folder.csv", into: "desk/finance")
        // Broken off, and its time is over.
        try desk.runUntilQuiet()
        for _ in 0..<3 { try desk.turn(passing: 700) }
        try desk.runUntilQuiet()
        try desk.approve("B-2")
        try desk.dispatch("B-1")
        desk.now = desk.now.adding(seconds: 600)
        try desk.drop(
            .stock(StockSnapshot(lots: [Samples.lot("P-1", 100), Samples.lot("P-2", 70)])), "recount.json",
            into: "desk/master-data")
        try desk.runUntilQuiet()
        #expect(try desk.read { try $0.intakesAwaitingDisposition() }.isEmpty)
        return desk
    }
}

// MARK: - A replay without a program around it

struct ReplayOutcome {
    var replayer: Replayer
    var tables: [TableComparison]
    /// One line per difference.
    var differences: [String] {
        tables.flatMap(\.differences).map { difference in
            let changes = difference.changes.map { "\($0.column): \($0.recorded ?? "-") | \($0.computed ?? "-")" }
            return "\(difference.table) \(difference.row) \(difference.kind) \(changes.joined(separator: ", "))"
        }
    }
}

extension PipelineDesk {
    func replay() throws -> ReplayOutcome {
        let place = try DeskFolder()
        let copy = "\(place.path)/recorded.sqlite"
        try ledger.copy(to: copy)
        let recorded = try Ledger.open(path: copy, mode: .reader)
        let computed = try Ledger.open(path: "\(place.path)/computed.sqlite", mode: .scratch)
        let spool = ReplaySpool(folder: place.path, workPath: layout.work)
        let pipeline = DeskPipeline(
            spool: spool, ledger: computed, register: try register(), desk: OrderDesk(settings: settings),
            limits: limits, log: log.logger)
        let past = Replay.Desk(register: try register(), desk: OrderDesk(settings: settings), limits: limits)
        let replayer = Replayer(
            recorded: recorded, pipeline: pipeline, spool: spool, kept: KeptFiles(layout: layout),
            desks: PastDesks(past))
        try replayer.run(until: now) { _ in }
        try computed.close()
        try recorded.close()
        let tables = try LedgerComparison.compare(
            copy, with: "\(place.path)/computed.sqlite", excusing: replayer.excused.sorted(), limit: 5)
        return ReplayOutcome(replayer: replayer, tables: tables)
    }

    /// The path of a file in the archive.
    func archived(_ name: String, beneath place: String = "archive") throws -> String {
        let found = Disk.files(beneath: "\(folder.path)/\(place)").filter { $0.hasSuffix("/\(name)") }
        return "\(folder.path)/\(place)/\(try #require(found.first, "\(name) is kept"))"
    }

    /// The warehouse reports the order's shipment as it was instructed.
    func dispatch(_ reference: String) throws {
        let report = try DeskLife.dispatch(of: reference, self)
        try drop(.dispatchReport(report), "\(reference)-left.json", into: "desk/warehouse")
        try runUntilQuiet()
    }
}
