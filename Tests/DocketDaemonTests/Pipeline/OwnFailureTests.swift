// The desk's own failures on one file, one order or one partner: they are set aside and hold up nobody else.

import OrderFormats
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool
import TestKit
import Testing

@testable import DocketDaemon
@testable import OrderLedger

@Suite struct OwnFailureTests {
    /// A desk with an order in review, `PO-2`, and one that is to be dispatched, `PO-1`.
    private func started() throws -> PipelineDesk {
        let desk = try PipelineDesk()
        try desk.start()
        try desk.takeReferenceData()
        try desk.drop(
            PipelineDesk.csv(("PO-1", "P-1", 5, "10.00"), ("PO-2", "P-1", 3, "9.00")), "po.csv", into: "acme/edi")
        try desk.runUntilQuiet()
        return desk
    }

    /// Makes an order's journal unreadable, as a damaged row or one of a newer version would be.
    private func damage(_ reference: String, _ desk: PipelineDesk) throws -> String {
        let number = try desk.order(reference)
        try desk.ledger.write { transaction in
            try transaction.store.script("UPDATE event SET body = '{}' WHERE order_number = '\(number)'")
        }
        try desk.restart()
        return number
    }

    private func checkOthersGoOn(_ desk: PipelineDesk, _ name: String, _ report: TurnReport) throws {
        let intake = try desk.intake(name)
        #expect(intake.outcome == .refused && intake.disposition == .quarantine)
        #expect(intake.receipt.findings.map(\.code) == [.notProcessed])
        #expect(try Disk.exists(#require(intake.finalPath) + ".report.txt"))
        #expect(report.troubles.isEmpty && report.refused == 1)
        #expect(try desk.orders("G-1").count == 1)
        #expect(Disk.names(in: "\(desk.folder.path)/work/staged").isEmpty)
        #expect(Disk.names(in: "\(desk.folder.path)/work/claimed").isEmpty)
        #expect(desk.log.lines("file-failed").count == 1)
    }

    @Test("A file on which the desk fails is set aside with a receipt, and the others of its turn are entered")
    func poisonedFile() throws {
        let desk = try started()
        let number = try damage("PO-2", desk)
        try desk.drop(
            .decision(ReviewDecision(orderNumber: number, verdict: .approve, person: "Kim")), "approve.json",
            into: "desk/operations")
        try desk.drop(.order(Samples.order("G-1")), "g-1.json", into: "globex/edi")
        let report = try desk.turn()
        #expect(report.taken == 1)
        try checkOthersGoOn(desk, "approve.json", report)
        let receipts = Disk.names(in: desk.outbox("desk/operations")).filter { $0.hasPrefix("receipt-approve-") }
        #expect(receipts.count == 1)
        #expect(
            Disk.text(desk.outbox("desk/operations/") + (receipts.first ?? ""))?.contains("not-processed") == true)
    }

    @Test("What the failed decision had staged before is removed in the same turn")
    func halfDecided() throws {
        let desk = try started()
        // Two documents in one file: the first is decided and its answers are staged, on the second the desk fails.
        let number = try damage("PO-2", desk)
        let sound = try desk.order("PO-1")
        try desk.drop(
            "order,verdict,person\n\(sound),approve,Kim\n\(number),approve,Kim\n", "approve.csv",
            into: "desk/operations")
        try desk.drop(.order(Samples.order("G-1")), "g-1.json", into: "globex/edi")
        let report = try desk.turn()
        try checkOthersGoOn(desk, "approve.csv", report)
        let intake = try desk.intake("approve.csv").id
        #expect(try desk.read { try $0.orders(intake: intake) }.isEmpty)
    }

    @Test("A timer on which the desk fails is put off, and files are taken all the same")
    func poisonedTimer() throws {
        let desk = try started()
        let number = try damage("PO-2", desk)
        let shipment = try DeskLife.shipment(of: "PO-1", desk)
        try desk.ledger.write { transaction in
            try transaction.schedule(
                kind: DeskTimer.Kind.shippingNotice.rawValue, order: number, shipment: shipment.shipment, due: desk.now)
        }
        try desk.drop(.order(Samples.order("G-1")), "g-1.json", into: "globex/edi")
        let report = try desk.turn()
        #expect(report.taken == 1 && report.troubles.isEmpty)
        #expect(desk.log.lines("timer-failed").count == 1)
        try desk.turn()
        #expect(desk.log.lines("timer-failed").count == 1)
        #expect(try desk.read { try $0.nextTimerDue() }.map { $0 > desk.now } == true)
    }

    @Test("A partner whose configuration is missing holds up nobody: what would be written to him is set aside")
    func missingPartner() throws {
        let desk = try started()
        var report = try DeskLife.dispatch(of: "PO-1", desk)
        report.trackingNumber = "LB-1"
        desk.partners = [PipelineDesk.globex]
        desk.settings.partners["acme"] = nil
        try desk.restart()
        try desk.drop(.dispatchReport(report), "left.json", into: "desk/warehouse")
        try desk.drop(.order(Samples.order("G-1")), "g-1.json", into: "globex/edi")
        let turn = try desk.runUntilQuiet()
        #expect(turn.troubles.isEmpty)
        #expect(try desk.orders("G-1").count == 1)
        // The shipping notice to acme cannot be written anywhere; the report is kept to be given again.
        let refused = try desk.intake("left.json")
        #expect(refused.receipt.findings.map(\.code) == [.notProcessed])
        desk.partners.append(PipelineDesk.acme)
        desk.settings.partners["acme"] = PipelineDesk.acme
        try desk.restart()
        let kept = try #require(try desk.spool.quarantined(owner: nil).first { $0.id == refused.id })
        #expect(try desk.spool.retry(kept) == .movedBack)
        try desk.runUntilQuiet()
        #expect(try desk.intakes("left.json").map(\.outcome) == [.refused, .taken])
        #expect(Disk.names(in: desk.outbox("acme")).contains { $0.hasPrefix("shipping-notice-") })
    }

    @Test("A file that was taken from a partner who is not configured now waits for him, and the others are served")
    func claimOfMissingPartner() throws {
        let desk = try started()
        try desk.end()
        try desk.start()
        // It dies right after it has taken the file.
        try desk.spool.plan = .dies(at: desk.spool.calls.count + 1, .after)
        try desk.drop(PipelineDesk.csv(("PO-7", "P-1", 1, "10.00")), "po-7.csv", into: "acme/edi")
        _ = try? desk.turn()
        try desk.end()
        desk.partners = [PipelineDesk.globex]
        desk.settings.partners["acme"] = nil
        try desk.start()
        try desk.drop(.order(Samples.order("G-1")), "g-1.json", into: "globex/edi")
        let report = try desk.runUntilQuiet()
        #expect(report.taken == 1 && report.troubles.contains { $0.contains("po-7.csv") && $0.contains("waits") })
        #expect(try desk.read { try $0.pendingOutgoing() }.isEmpty, "what was published is marked")
        desk.settings.partners["acme"] = PipelineDesk.acme
        desk.partners.append(PipelineDesk.acme)
        try desk.pipeline.replace(
            register: desk.register(), desk: OrderDesk(settings: desk.settings), limits: desk.limits,
            letters: .builtIn)
        #expect(try desk.runUntilQuiet().taken == 1)
        _ = try desk.order("PO-7")
        #expect(try desk.state().broken == [])
    }
}
