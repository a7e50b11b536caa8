// When the desk takes a file, and what it leaves alone: through the whole pipeline, on real files.

import Glibc
import OrderLedger
import OrderModel
import OrderSpool
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct WholenessTests {
    private func started(
        _ change: (inout PartnerProfile) -> Void = { _ in }
    ) throws -> PipelineDesk {
        var acme = PipelineDesk.acme
        change(&acme)
        let desk = try PipelineDesk(partners: [acme, PipelineDesk.globex])
        try desk.start()
        try desk.takeReferenceData()
        return desk
    }

    private let orders = PipelineDesk.csv(("PO-1", "P-1", 5, "10.00"), ("PO-2", "P-1", 3, "10.00"))
    private let json = String(decoding: DeskLife.oneLine(.order(Samples.order("J-1"))), as: UTF8.self)

    private func names(_ desk: PipelineDesk, in inbox: String) -> [String] {
        Disk.names(in: desk.inbox(inbox)).filter { $0 != ".docket-folder" }
    }

    @Test("A file that is being written is left alone until it is closed, and then taken with all that is in it")
    func growing() throws {
        let desk = try started()
        let file = open("\(desk.inbox("acme/edi"))/po.csv", O_WRONLY | O_CREAT | O_CLOEXEC, 0o660)
        try #require(file >= 0)
        let bytes = Array(orders.utf8)
        let step = bytes.count / 4 + 1
        for start in stride(from: 0, to: bytes.count, by: step) {
            let part = Array(bytes[start..<min(start + step, bytes.count)])
            #expect(write(file, part, part.count) == part.count)
            let report = try desk.turn(passing: 1)
            #expect(report.taken + report.refused == 0 && report.waiting == 1)
        }
        close(file)
        #expect(try desk.runUntilQuiet().taken == 1)
        #expect(try desk.orders("PO-1").count == 1 && desk.orders("PO-2").count == 1)
        #expect(try desk.intake("po.csv").outcome == .taken)
    }

    @Test("A file whose structure breaks off goes back and waits for its rest, then it is taken once")
    func breaksOff() throws {
        let desk = try started()
        let cut = json.utf8.count / 2
        try desk.drop(json.utf8.prefix(cut), "po.json", into: "acme/edi")
        var report = try desk.turn()
        #expect(report.putBack == 1 && report.taken == 0 && report.incomplete == 1)
        for _ in 0..<3 {
            report = try desk.turn()
            #expect(report.putBack == 0 && report.taken == 0 && report.incomplete == 1)
            #expect(report.nextDeadline != nil)
            #expect(names(desk, in: "acme/edi") == ["po.json"])
        }
        #expect(try desk.intakes("po.json").isEmpty)
        try Disk.write(json.utf8.dropFirst(cut), to: "\(desk.inbox("acme/edi"))/po.json", appending: true)
        #expect(try desk.runUntilQuiet().taken == 1)
        #expect(try desk.orders("J-1").count == 1)
        #expect(try desk.intake("po.json").outcome == .taken)
    }

    @Test("What breaks off and gets no rest in time goes into quarantine as incomplete, with a receipt and a report")
    func neverComplete() throws {
        let desk = try started { $0.incompleteAfterSeconds = 60 }
        try desk.drop(json.utf8.prefix(json.utf8.count / 2), "po.json", into: "acme/edi")
        try desk.turn()
        try desk.turn(passing: 58)
        #expect(try desk.intakes("po.json").isEmpty)
        let report = try desk.turn(passing: 5)
        #expect(report.refused == 1)
        let intake = try desk.intake("po.json")
        #expect(intake.outcome == .refused && intake.disposition == .quarantine)
        #expect(intake.receipt.findings.first?.code == .fileIncomplete)
        let path = try #require(intake.finalPath)
        #expect(Disk.text(path + ".report.txt")?.contains("file-incomplete") == true)
        let receipt = Disk.names(in: desk.outbox("acme")).filter { $0.hasPrefix("receipt-po-") }
        #expect(receipt.count == 1)
        #expect(try desk.state().broken == [])
    }

    @Test("The deadline of an incomplete file starts again with each piece of its rest")
    func piecesInTime() throws {
        let desk = try started { $0.incompleteAfterSeconds = 60 }
        let path = "\(desk.inbox("acme/edi"))/po.json"
        let bytes = Array(json.utf8)
        let step = bytes.count / 4 + 1
        for start in stride(from: 0, to: bytes.count, by: step) {
            try Disk.write(bytes[start..<min(start + step, bytes.count)], to: path, appending: true)
            try desk.turn()
            try desk.turn(passing: 50)
        }
        try desk.runUntilQuiet()
        #expect(try desk.intake("po.json").outcome == .taken)
    }

    @Test("A new file of the same name comes while an incomplete one is looked into: both are answered, none is lost")
    func sameNameMeanwhile() throws {
        let desk = try started()
        let path = "\(desk.inbox("acme/edi"))/po.json"
        try desk.drop(json.utf8.prefix(json.utf8.count / 2), "po.json", into: "acme/edi")
        let whole = Array(json.utf8)
        try desk.spool.afterReading = { [spool = try desk.spool] claim in
            guard claim.name.printable == "po.json" else { return }
            spool.afterReading = { _ in }
            do {
                try Disk.write(whole, to: path)
            } catch {
                Issue.record("\(error)")
            }
        }
        try desk.runUntilQuiet()
        try desk.runUntilQuiet()
        #expect(try desk.intakes("po.json").map(\.outcome).sorted { $0.rawValue < $1.rawValue } == [.refused, .taken])
        #expect(try desk.orders("J-1").count == 1)
        #expect(try desk.state().broken == [])
    }

    @Test("A partner who marks files: nothing is taken without FILE.done, and the marker goes with the file")
    func doneMarker() throws {
        let desk = try started { $0.requiresDoneMarker = true }
        try desk.drop(orders, "po.csv", into: "acme/edi")
        for _ in 0..<3 { #expect(try desk.turn(passing: 1000).taken == 0) }
        try desk.drop("", "po.csv.done", into: "acme/edi")
        #expect(try desk.runUntilQuiet().taken == 1)
        #expect(names(desk, in: "acme/edi").isEmpty)
        let path = try #require(try desk.intake("po.csv").finalPath)
        #expect(Disk.exists(path + ".done"))
        #expect(try desk.state().broken == [])
    }

    @Test("Hidden and temporary names are never taken, nor those that the partner's profile adds")
    func neverTaken() throws {
        let desk = try started { $0.neverTaken = ["*.bak"] }
        let left = [".po.csv", "po.csv.tmp", "po.csv.part", "po.csv.filepart", "po.csv~", "po.bak"]
        for name in left { try desk.drop(orders, name, into: "acme/edi") }
        try desk.drop(orders, "po.csv", into: "acme/edi")
        #expect(try desk.runUntilQuiet().taken == 1)
        try desk.turn(passing: 10_000)
        #expect(names(desk, in: "acme/edi") == left.sorted())
        #expect(try desk.read { try $0.recentIntakes(senderFolder: "acme/edi") }.count == 1)
    }

    @Test("A folder, a symbolic link and a pipe in an inbox are told of once and left alone")
    func notFiles() throws {
        let desk = try started()
        let inbox = desk.inbox("acme/edi")
        let secret = "\(desk.folder.path)/secret.csv"
        try Disk.write(Array(orders.utf8), to: secret)
        try #require(mkdir("\(inbox)/folder", 0o770) == 0)
        try Disk.write(Array(orders.utf8), to: "\(inbox)/folder/inside.csv")
        try #require(symlink(secret, "\(inbox)/link.csv") == 0)
        try #require(mkfifo("\(inbox)/pipe.csv", 0o660) == 0)
        for _ in 0..<4 { #expect(try desk.turn(passing: 1000) == TurnReport()) }
        #expect(desk.log.lines("not-a-file").count == 3)
        #expect(names(desk, in: "acme/edi") == ["folder", "link.csv", "pipe.csv"])
        #expect(Disk.exists("\(inbox)/folder/inside.csv") && Disk.exists(secret))
    }

    @Test("An empty file waits its quiet period and is refused with a receipt")
    func emptyFile() throws {
        let desk = try started()
        try desk.drop("", "po.csv", into: "acme/edi")
        #expect(try desk.turn(passing: 1).waiting == 1)
        #expect(try desk.turn(passing: 1).waiting == 1)
        #expect(try desk.runUntilQuiet().refused == 1)
        #expect(try desk.intake("po.csv").receipt.findings.map(\.code) == [.fileEmpty])
        #expect(try desk.state().broken == [])
    }

    @Test("A file above the limit is refused unread, with a receipt that names the limit")
    func tooLarge() throws {
        let desk = try started()
        desk.limits.fileBytes = 10_000
        try desk.restart()
        let path = "\(desk.inbox("acme/edi"))/huge.csv"
        try Disk.write(Array("order\n".utf8), to: path)
        try #require(truncate(path, 2 << 30) == 0)
        try desk.drop(orders, "po.csv", into: "acme/edi")
        let report = try desk.runUntilQuiet()
        #expect(report.refused == 1 && report.taken == 1)
        let finding = try #require(try desk.intake("huge.csv").receipt.findings.first)
        #expect(finding.code == .fileTooLarge && finding.message.contains("10000"))
        #expect(try desk.intake("huge.csv").disposition == .quarantine)
    }

    @Test("A name of 255 bytes that is no text takes the same path as every other")
    func anyName() throws {
        let desk = try started()
        let name = [UInt8](repeating: 0xff, count: 251) + Array(".csv".utf8)
        let path = (Array("\(desk.inbox("acme/edi"))/".utf8) + name + [0]).map { CChar(bitPattern: $0) }
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o660)
        try #require(file >= 0)
        let bytes = Array(orders.utf8)
        #expect(write(file, bytes, bytes.count) == bytes.count)
        close(file)
        #expect(try desk.runUntilQuiet().taken == 1)
        #expect(try desk.orders("PO-1").count == 1)
        let intake = try #require(try desk.read { try $0.recentIntakes(senderFolder: "acme/edi") }.first)
        #expect(intake.fileName == name)
        // Refused, such a file is kept with its report as well.
        let again = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o660)
        #expect(write(again, [0x7b], 1) == 1)
        close(again)
        try desk.turn()
        try desk.turn(passing: 1000)
        let kept = Disk.files(beneath: "\(desk.folder.path)/quarantine/acme")
        #expect(kept.count { $0.hasSuffix(".report.txt") } == 1)
    }
}
