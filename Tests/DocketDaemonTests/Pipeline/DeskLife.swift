// A life of a desk in stretches: a few files each, with what was there before and what must be there afterwards. The
// crash tests play every stretch again and again, broken off at another place each time.

import ExactDecimals
import OrderFormats
import OrderLedger
import OrderModel
import TestKit
import Testing

@testable import DocketDaemon

/// Files that are dropped together, and all that must come of them.
struct Stretch: Sendable {
    var name: String
    var drops: [Drop]
    var now: Instant
    /// The ledger before.
    var ledger: [UInt8]
    var mark: LedgerMark
    /// After a run in which nothing fails.
    var expected: DeskState
    /// The disk's changing calls in that run.
    var calls: [StoppingSpool.Verb]

    var limits: PipelineLimits { DeskLife.limits(name) }

    struct Drop: Sendable {
        var inbox: String
        var name: String
        var content: [UInt8]

        init(_ inbox: String, _ name: String, _ content: [UInt8]) {
            self.inbox = inbox
            self.name = name
            self.content = content
        }

        init(_ inbox: String, _ name: String, _ document: IncomingDocument) {
            self.init(inbox, name, IncomingDocumentWriter.write(document))
        }
    }
}

enum DeskLife {
    static let names = [
        "orders", "refused", "repeat", "same order", "short", "shortage", "batch", "bundle", "stock", "decision",
        "dispatch",
        "carrier", "delivery", "long csv", "long json",
    ]

    /// Long files are entered in parts of two documents.
    static func limits(_ name: String) -> PipelineLimits {
        var limits = PipelineLimits()
        guard name.hasPrefix("long") else { return limits }
        (limits.longFileBytes, limits.documentsPerPart, limits.surveyedPerTurn, limits.batchFrom) = (100, 2, 3, 2)
        return limits
    }

    static func stretch(_ name: String) throws -> Stretch {
        try #require(try all.get().first { $0.name == name })
    }

    private static let all = Result { try play() }

    /// A desk that knows its products, customers, prices and stock.
    static func desk(on stretch: Stretch) throws -> PipelineDesk {
        let desk = try PipelineDesk()
        desk.now = stretch.now
        desk.limits = stretch.limits
        try Disk.write(stretch.ledger, to: desk.ledgerPath)
        return desk
    }

    private static let firstOrders = Array(
        PipelineDesk.csv(("PO-1", "P-1", 5, "10.00"), ("PO-2", "P-1", 3, "9.00")).utf8)

    /// What is dropped in a stretch, in the order of the names: file systems count time in steps, and files of one step
    /// are taken in that order. Later files answer what the desk wrote before.
    private static func drops(_ name: String, _ desk: PipelineDesk) throws -> [Stretch.Drop] {
        switch name {
        case "orders": return [Stretch.Drop("acme/edi", "po-1.csv", firstOrders)]
        case "refused": return [Stretch.Drop("acme/edi", "broken.json", Array("{\"document\": \"poem\"}".utf8))]
        case "repeat": return [Stretch.Drop("acme/email", "po-1-again.csv", firstOrders)]
        case "same order":
            let order = Samples.order("PO-6", lines: [Samples.line("1", "P-1", 2)])
            return [
                Stretch.Drop("globex/edi", "po-6.json", .order(order)),
                Stretch.Drop("globex/edi", "po-6.other-layout.json", oneLine(.order(order))),
            ]
        case "short":
            return [Stretch.Drop("acme/edi", "po-3.csv", csv("PO-3", "P-2", 50))]
        case "shortage":
            return try desk.approvals("PO-3").map { Stretch.Drop($0.inbox, $0.name, .decision($0.2)) }
        case "batch":
            return [
                Stretch.Drop("acme/edi", "po-4.csv", csv("PO-4", "P-1", 7)),
                Stretch.Drop("acme/edi", "po-5-empty.csv", Array("order,product\n".utf8)),
                Stretch.Drop("acme/edi", "po-5.csv", csv("PO-5", "P-1", 8)),
            ]
        case "bundle":
            return [
                Stretch.Drop("acme/email", "fax-7.csv", csv("PO-7", "P-1", 2)),
                Stretch.Drop("acme/email", "fax-7.tif", [0x49, 0x49, 0x2A, 0x00, 7]),
            ]
        case "stock":
            let lots = [Samples.lot("P-1", 100), Samples.lot("P-2", 100)]
            return [Stretch.Drop("desk/master-data", "count.json", .stock(StockSnapshot(lots: lots)))]
        case "decision":
            let decision = ReviewDecision(orderNumber: try desk.order("PO-2"), verdict: .approve, person: "Kim")
            return [Stretch.Drop("desk/operations", "approve.json", .decision(decision))]
        case "dispatch":
            return [Stretch.Drop("desk/warehouse", "left.json", .dispatchReport(try dispatch(of: "PO-1", desk)))]
        case "carrier":
            let report = CarrierReport(shipment: try shipment(of: "PO-1", desk).shipment, trackingNumber: "LB-77")
            return [Stretch.Drop("carriers/loopback", "tracking.json", .carrierReport(report))]
        case "delivery":
            let report = DeliveryReport(shipment: try shipment(of: "PO-1", desk).shipment, signedBy: "Ann Buyer")
            return [Stretch.Drop("carriers/loopback", "signed.json", .deliveryReport(report))]
        case "long csv":
            let orders = (1...5).map { ($0 == 3 ? "" : "LC-\($0)", "P-1", $0, "10.00") }
            return [
                Stretch.Drop("acme/edi", "long.csv", Array(PipelineDesk.csv(orders).utf8)),
                Stretch.Drop("globex/edi", "beside.json", .order(Samples.order("BESIDE-1"))),
            ]
        case "long json":
            let orders = (1...5).map { number in
                String(
                    decoding: IncomingDocumentWriter.write(
                        .order(Samples.order("LJ-\(number)", lines: [Samples.line("1", "P-1", 1)]))), as: UTF8.self)
            }
            return [Stretch.Drop("globex/edi", "long.json", Array("[\(orders.joined(separator: ","))]".utf8))]
        default: return []
        }
    }

    private static func csv(_ reference: String, _ product: String, _ quantity: Int) -> [UInt8] {
        Array(PipelineDesk.csv((reference, product, quantity, "10.00")).utf8)
    }

    /// The same document without a line break: other bytes, same content.
    static func oneLine(_ document: IncomingDocument) -> [UInt8] {
        String(decoding: IncomingDocumentWriter.write(document), as: UTF8.self)
            .split(separator: "\n").map { String($0.drop { $0 == " " }) }.joined(separator: " ").utf8.map(\.self)
    }

    static func shipment(of reference: String, _ desk: PipelineDesk) throws -> DispatchInstruction {
        let number = try desk.order(reference)
        let journal = try desk.read { try $0.journal(order: number) }
        let found = journal.compactMap { entry in
            if case .dispatchInstructed(let instruction) = entry.event { instruction } else { nil }
        }
        return try #require(found.first, "\(reference) is to be dispatched")
    }

    static func dispatch(of reference: String, _ desk: PipelineDesk) throws -> DispatchReport {
        let instruction = try shipment(of: reference, desk)
        return DispatchReport(
            shipment: instruction.shipment, confirmedBy: "Bo Keeper", packages: 1,
            lines: instruction.pickLines.map {
                DispatchReport.Line(lineID: $0.lineID, product: $0.product, lot: $0.lot, quantity: $0.quantity)
            })
    }

    // MARK: The run in which nothing fails

    private static func play() throws -> [Stretch] {
        let first = try PipelineDesk()
        try first.start()
        try first.takeReferenceData()
        try first.end()
        var ledger = try #require(Disk.read(first.ledgerPath))
        var stretches: [Stretch] = []
        for (index, name) in names.enumerated() {
            let desk = try PipelineDesk()
            desk.now = first.now.adding(seconds: Int64(index + 1) * 3600)
            desk.limits = limits(name)
            try Disk.write(ledger, to: desk.ledgerPath)
            try desk.start()
            let mark = try LedgerMark(desk.ledger)
            let drops = try drops(name, desk)
            for drop in drops { try desk.drop(drop.content, drop.name, into: drop.inbox) }
            let report = try desk.runUntilQuiet()
            #expect(report.troubles.isEmpty, "\(name): \(report.troubles)")
            let calls = try desk.spool.calls
            let expected = try desk.state(since: mark)
            #expect(expected.broken.isEmpty, "\(name): \(expected.broken)")
            stretches.append(
                Stretch(
                    name: name, drops: drops, now: desk.now, ledger: ledger, mark: mark, expected: expected,
                    calls: calls))
            try desk.end()
            ledger = try #require(Disk.read(desk.ledgerPath))
        }
        return stretches
    }
}
