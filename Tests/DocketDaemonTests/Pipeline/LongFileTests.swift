// Long files: entered part by part, and answered just as a short file with the same documents.

import Glibc
import OrderFormats
import OrderModel
import TestKit
import Testing

@testable import DocketDaemon
@testable import OrderLedger

@Suite struct LongFileTests {
    private static let orders = (1...7).map { ("L-\($0)", $0 % 3 == 2 ? "P-9" : "P-1", $0, "10.00") }
    private static let csv = PipelineDesk.csv(orders)

    private func desk(parts: Int?, partners: [PartnerProfile]? = nil) throws -> PipelineDesk {
        let desk = try PipelineDesk(partners: partners ?? [PipelineDesk.acme, PipelineDesk.globex])
        desk.limits.batchFrom = 2
        if let parts { (desk.limits.longFileBytes, desk.limits.documentsPerPart) = (100, parts) }
        try desk.start()
        // Its own reference data is not long.
        let limits = desk.limits
        desk.limits = PipelineLimits()
        try desk.restart()
        try desk.takeReferenceData()
        desk.limits = limits
        try desk.restart()
        return desk
    }

    /// What the partner finds, under names without the time of the intake.
    private func answers(_ desk: PipelineDesk, _ folder: String) throws -> [String: String] {
        var found: [String: String] = [:]
        for name in Disk.names(in: desk.outbox(folder)) where !name.hasPrefix(".") {
            let text = try #require(Disk.text(desk.outbox("\(folder)/\(name)")))
            for intake in try desk.read({ try $0.recentIntakes() }).map(\.id) where name.contains(intake) {
                found[name.replacing(intake, with: "INTAKE")] = text.replacing(intake, with: "INTAKE")
            }
        }
        return found
    }

    @Test("A long file is answered as a short one with the same orders", arguments: [1, 2, 3, 7, 100])
    func sameAnswers(_ parts: Int) throws {
        for format in [FileFormat.csv, .json, .x12] {
            var partner = PipelineDesk.acme
            partner.answerFormat = format
            var found: [[String: String]] = []
            for size in [nil, parts] {
                let desk = try desk(parts: size, partners: [partner, PipelineDesk.globex])
                try desk.drop(LongFileTests.csv, "long.csv", into: "acme/edi")
                #expect(try desk.runUntilQuiet().troubles.isEmpty)
                #expect(try desk.state().broken == [])
                #expect(try desk.intake("long.csv").outcome == .taken)
                found.append(try answers(desk, "acme"))
            }
            let isSame = found[0] == found[1]
            #expect(isSame, "answers in \(format): \(found[0].keys.sorted()) and \(found[1].keys.sorted())")
            #expect(found[1].keys.contains { $0.hasPrefix("receipt-long-") })
        }
    }

    @Test("A long list is taken in parts, other files between them; a row that is wrong costs only itself")
    func longList() throws {
        let desk = try desk(parts: nil)
        let rows = (1...60_000).map { $0 == 7_000 ? ",Nameless,C62" : "W-\($0),Product \($0),C62" }
        try desk.drop("product,name,unit\n\(rows.joined(separator: "\n"))\n", "list.csv", into: "desk/master-data")
        while try desk.read({ try $0.product(code: "W-4000") }) == nil { try desk.turn() }
        try desk.drop(PipelineDesk.csv(("O-1", "P-1", 1, "10.00")), "order.csv", into: "acme/edi")
        while try desk.orders("O-1").isEmpty { try desk.turn() }
        #expect(try desk.read { try $0.product(code: "W-59999") } == nil, "the list is not done yet")
        try desk.runUntilQuiet()
        #expect(try desk.read { try $0.product(code: "W-60000")?.name } == "Product 60000")
        let receipt = try desk.intake("list.csv").receipt
        #expect(receipt.outcome == .partlyTaken)
        #expect(receipt.entries.count { $0.outcome == .accepted } == 12)
        #expect(receipt.entries.filter { $0.outcome == .refused }.map { $0.findings.first?.place?.line } == [7_001])
    }

    @Test("Every order of a batch finds the documents that it shares with others")
    func explained() throws {
        let desk = try desk(parts: 2)
        try desk.drop(LongFileTests.csv, "long.csv", into: "acme/edi")
        try desk.runUntilQuiet()
        for reference in ["L-1", "L-4", "L-7"] {
            let number = try desk.order(reference)
            let kinds = try desk.read { try $0.outgoing(order: number).map(\.kind) }
            #expect(kinds.contains("confirmation") && kinds.contains("dispatch-instruction"), "\(reference): \(kinds)")
            let confirmations = try desk.read { try $0.outgoing(order: number) }.filter { $0.kind == "confirmation" }
            #expect(confirmations.count == 1)
        }
        // P-9 is not known: the order waits for an answer and is in no confirmation.
        let unknown = try desk.order("L-5")
        #expect(try desk.read { try !$0.outgoing(order: unknown).contains { $0.kind == "confirmation" } })
    }

    @Test("The same long file again is a repeat: no order is entered twice, the receipt names the first intake")
    func repeated() throws {
        let desk = try desk(parts: 3)
        try desk.drop(LongFileTests.csv, "long.csv", into: "acme/edi")
        try desk.runUntilQuiet()
        let first = try desk.intake("long.csv")
        try desk.drop(LongFileTests.csv, "again.csv", into: "acme/email")
        try desk.runUntilQuiet()
        let again = try desk.intake("again.csv")
        #expect(again.outcome == .repeated && again.receipt.repeatOf == first.id)
        for number in 1...7 { #expect(try desk.orders("L-\(number)").count == 1) }
    }

    @Test("A long file whose end is missing waits for it, and is quarantined when it does not come")
    func incomplete() throws {
        let desk = try desk(parts: 2)
        let documents = (1...4).map {
            String(decoding: IncomingDocumentWriter.write(.order(Samples.order("I-\($0)"))), as: UTF8.self)
        }
        let whole = "[\(documents.joined(separator: ","))]"
        try desk.drop(String(whole.dropLast(30)), "long.json", into: "globex/edi")
        #expect(try desk.runUntilQuiet().incomplete == 1)
        #expect(try desk.orders("I-1").isEmpty, "nothing of it is entered")
        #expect(Disk.names(in: desk.inbox("globex/edi")).contains("long.json"))
        try desk.turn(passing: 700)
        try desk.runUntilQuiet()
        let intake = try desk.intake("long.json")
        #expect(intake.outcome == .refused && intake.receipt.findings.map(\.code).contains(.fileIncomplete))
        #expect(try desk.orders("I-1").isEmpty)
    }

    @Test("A long file whose putting back fails half-way is back, and is taken when its rest has come")
    func putBackHalfWay() throws {
        let document = { String(decoding: IncomingDocumentWriter.write(.order(Samples.order($0))), as: UTF8.self) }
        let whole = "[\(document("H-1")),\(document("H-2"))]"
        let first = try desk(parts: 2)
        try first.drop(String(whole.dropLast(30)), "long.json", into: "globex/edi")
        try first.turn()
        let call = try #require(try first.spool.calls.firstIndex(of: .putBack))

        let desk = try desk(parts: 2)
        try desk.spool.plan = .fails(at: call + 1, .after, number: EIO)
        try desk.drop(String(whole.dropLast(30)), "long.json", into: "globex/edi")
        #expect(try desk.turn().troubles.count == 1)
        #expect(Disk.names(in: desk.inbox("globex/edi")).contains("long.json"))
        #expect(try desk.runUntilQuiet().troubles.isEmpty)
        try desk.drop(whole, "long.json", into: "globex/edi")
        try desk.runUntilQuiet()
        #expect(try desk.intake("long.json").outcome == .taken)
        #expect(try desk.state().broken == [])
    }

    @Test("A long file that is entered in part never goes back to its inbox, though its answers cannot be copied")
    func failingCopies() throws {
        let desk = try desk(parts: 2)
        try desk.drop(LongFileTests.csv, "long.csv", into: "acme/edi")
        while try desk.read({ try $0.growingOutgoing() }).isEmpty { try desk.turn() }
        try desk.kill()
        try desk.start()
        try desk.spool.plan = .refuses(.extend, number: EIO)
        for _ in 0..<3 {
            #expect(try desk.turn().putBack == 0)
            #expect(Disk.names(in: "\(desk.folder.path)/work/claimed").count == 1)
        }
        try desk.spool.plan = .nothing
        try desk.runUntilQuiet()
        #expect(try desk.intakes("long.csv").count == 1)
        #expect(try desk.intake("long.csv").outcome == .taken)
        #expect(try desk.state().broken == [])
    }

    @Test("Of the answers that a restart copies to go on with them, nothing is left when they are published")
    func restartLeavesNothing() throws {
        let desk = try desk(parts: 2)
        try desk.drop(LongFileTests.csv, "long.csv", into: "acme/edi")
        while try desk.read({ try $0.growingOutgoing() }).isEmpty { try desk.turn() }
        try desk.kill()
        try desk.start()
        try desk.runUntilQuiet()
        #expect(try desk.intake("long.csv").outcome == .taken)
        #expect(try desk.state().broken == [])
    }

    @Test("A document on which the desk fails is refused with a finding, and the others of its file are entered")
    func failingDocument() throws {
        let desk = try desk(parts: 2)
        try desk.drop(PipelineDesk.csv(("L-2", "P-1", 8, "10.00")), "before.csv", into: "acme/edi")
        try desk.runUntilQuiet()
        let number = try desk.order("L-2")
        try desk.ledger.write { try $0.damage(number) }
        try desk.restart()
        try desk.drop(LongFileTests.csv, "long.csv", into: "acme/edi")
        try desk.runUntilQuiet()
        let intake = try desk.intake("long.csv")
        #expect(intake.outcome == .partlyTaken)
        #expect(intake.receipt.entries.map(\.findings).joined().contains { $0.code == .notProcessed })
        #expect(try desk.orders("L-7").count == 1)
        #expect(desk.log.lines("document-failed").count == 1)
    }
}

extension LedgerTransaction {
    /// Makes an order's journal unreadable.
    fileprivate func damage(_ number: String) throws {
        try store.script("UPDATE event SET body = '{}' WHERE order_number = '\(number)'")
    }
}
