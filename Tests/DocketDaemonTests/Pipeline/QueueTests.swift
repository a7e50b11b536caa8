// Which file comes first, and what happens to those that come twice.

import ExactDecimals
import OrderLedger
import OrderModel
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct QueueTests {
    private func started(
        stock: [StockLot] = PipelineDesk.stock, limits: PipelineLimits = PipelineLimits()
    ) throws -> PipelineDesk {
        let desk = try PipelineDesk()
        try desk.start()
        try desk.takeReferenceData(stock: stock)
        desk.limits = limits
        try desk.restart()
        return desk
    }

    private func order(_ reference: String, _ quantity: Int, isUrgent: Bool = false) -> IncomingDocument {
        .order(
            Samples.order(reference, lines: [Samples.line("1", "P-1", quantity)]) { order in
                order.urgency = isUrgent ? .urgent : .normal
            })
    }

    @Test("K01, K02: goods of an order that is cancelled go to the orders that wait for them")
    func freedGoods() throws {
        let desk = try started(stock: [Samples.lot("P-1", 10)])
        try desk.drop(order("G-1", 12), "g-1.json", into: "globex/edi")
        try desk.runUntilQuiet()
        try desk.approve("G-1")
        #expect(try desk.reserved("G-1") == 10)
        try desk.drop(order("A-1", 5), "a-1.json", into: "acme/edi")
        try desk.runUntilQuiet()
        try desk.approve("A-1")
        #expect(try desk.reserved("A-1") == 0)
        // Globex was asked whether to take a part, and does not want it.
        let answer = CustomerAnswer(order: "G-1", answer: .cancel, person: "Jo Buyer")
        try desk.drop(.customerAnswer(answer), "no.json", into: "globex/edi")
        try desk.runUntilQuiet()
        #expect(try desk.reserved("G-1") == 0)
        #expect(try desk.reserved("A-1") == 5)
    }

    @Test("files that cannot be taken keep no file behind them waiting")
    func untakable() throws {
        var limits = PipelineLimits()
        limits.filesPerTurn = 4
        let desk = try started(limits: limits)
        let bad = (1...9).map { "a-\($0).json" }
        for name in bad { try desk.drop(order("BAD", 1), name, into: "acme/edi") }
        try desk.drop(order("GOOD", 1), "z.json", into: "acme/edi")
        try desk.spool.untakable = Set(bad)
        let report = try desk.turn()
        #expect(report.taken == 1)
        #expect(!report.troubles.isEmpty)
        try desk.spool.untakable = []
        #expect(try desk.turn().taken + desk.turn().taken + desk.turn().taken == 9)
    }

    // MARK: First come, first served

    @Test("A10, K01, K02: of two files in one turn that want the same goods, the urgent order is served first")
    func urgentFirst() throws {
        let desk = try started(stock: [Samples.lot("P-1", 10)])
        try desk.drop(order("A-1", 8), "a-1.json", into: "acme/edi")
        try desk.drop(order("G-1", 8, isUrgent: true), "g-1.json", into: "globex/edi")
        let report = try desk.turn()
        #expect(report.taken == 2)
        #expect(try desk.reserved("G-1") == 8)
        // For the other one there is not enough, so somebody has to look at it; then it gets the rest (G17).
        try desk.approve("A-1")
        #expect(try desk.reserved("A-1") == 2)
        #expect(try desk.order("G-1") < desk.order("A-1"))
    }

    @Test("A11, K02: of two orders of one class that want the same goods, the one that came first is served first")
    func earlierFirst() throws {
        let desk = try started(stock: [Samples.lot("P-1", 10)])
        // The later file has the earlier name, and lies in the inbox that is looked through first.
        try desk.drop(order("G-1", 8), "z.json", into: "globex/edi")
        try desk.drop(order("A-1", 8), "a.json", into: "acme/edi")
        let path = "\(desk.inbox("acme/edi"))/a.json"
        // File systems count time in steps: written again until it is later in the file system's own clock too.
        while try changed(path) <= changed("\(desk.inbox("globex/edi"))/z.json") {
            try desk.drop(order("A-1", 8), "a.json", into: "acme/edi")
        }
        #expect(try desk.turn().taken == 2)
        #expect(try desk.reserved("G-1") == 8)
        try desk.approve("A-1")
        #expect(try desk.reserved("A-1") == 2)
    }

    private func changed(_ path: String) throws -> Int64 {
        try #require(Disk.changedNanoseconds(path))
    }

    @Test("K01: what is locked in all turns together is never more than there is")
    func neverTwice() throws {
        var limits = PipelineLimits()
        limits.filesPerTurn = 3
        let desk = try started(stock: [Samples.lot("P-1", 50)], limits: limits)
        for index in 1...12 {
            let inbox = index % 2 == 0 ? "acme/edi" : "globex/edi"
            try desk.drop(order("N-\(index)", 7), "n-\(index).json", into: inbox)
        }
        try desk.runUntilQuiet()
        for index in 1...12 where try desk.reserved("N-\(index)").isZero { try desk.approve("N-\(index)") }
        let stock = try desk.read { try $0.stockTable(product: "P-1") }
        #expect(stock.map(\.reserved) == [50])
        #expect(try desk.state().broken == [])
    }

    // MARK: Fairness

    @Test("One inbox with many files does not keep another's one file waiting", arguments: [1, 2, 5])
    func fairness(_ filesPerTurn: Int) throws {
        var limits = PipelineLimits()
        limits.filesPerTurn = filesPerTurn
        let desk = try started(limits: limits)
        for index in 10..<40 { try desk.drop(order("A-\(index)", 1), "a-\(index).json", into: "acme/edi") }
        try desk.drop(order("G-1", 1), "g-1.json", into: "globex/edi")
        try desk.drop(order("E-1", 1), "e-1.json", into: "acme/email")
        var turns = 0
        while try desk.orders("G-1").isEmpty || desk.orders("E-1").isEmpty {
            turns += 1
            try #require(turns <= 4, "the others still wait")
            #expect(try desk.turn().taken == filesPerTurn)
        }
        try desk.runUntilQuiet()
        #expect(try desk.orders("A-39").count == 1)
    }

    @Test("A turn reads no more bytes than its limit, one file at least, and the rest comes in the next")
    func bytesPerTurn() throws {
        var limits = PipelineLimits()
        limits.bytesPerTurn = 1
        let desk = try started(limits: limits)
        for index in 1...3 { try desk.drop(order("A-\(index)", 1), "a-\(index).json", into: "acme/edi") }
        for _ in 1...3 { #expect(try desk.turn().taken == 1) }
        #expect(try desk.state().broken == [])
    }

    // MARK: Duplicates

    @Test("The same bytes again, through another folder of the partner's: the same answer, no second order")
    func sameBytes() throws {
        let desk = try started()
        let content = PipelineDesk.csv(("PO-1", "P-1", 5, "10.00"), ("PO-2", "P-1", 3, "10.00"))
        try desk.drop(content, "po.csv", into: "acme/edi")
        try desk.runUntilQuiet()
        let numbers = try [desk.order("PO-1"), desk.order("PO-2")]
        try desk.drop(content, "again.csv", into: "acme/email")
        try desk.runUntilQuiet()
        let intake = try desk.intake("again.csv")
        #expect(intake.outcome == .repeated && intake.disposition == .archive)
        #expect(intake.receipt.repeatOf == (try desk.intake("po.csv").id))
        #expect(intake.receipt.entries.map(\.orderNumber) == numbers)
        #expect(intake.receipt.entries.allSatisfy { $0.outcome == .repeated })
        #expect(try desk.order("PO-1") == numbers[0])
        #expect(try desk.reserved("PO-1") == 5)
    }

    @Test("The same bytes twice in one turn are one order and its repeat")
    func sameBytesAtOnce() throws {
        let desk = try started()
        let content = PipelineDesk.csv(("PO-1", "P-1", 5, "10.00"))
        try desk.drop(content, "po.csv", into: "acme/edi")
        try desk.drop(content, "po copy.csv", into: "acme/edi")
        #expect(try desk.turn().taken == 2)
        _ = try desk.order("PO-1")
        let outcomes = try [desk.intake("po.csv"), desk.intake("po copy.csv")].map(\.outcome)
        #expect(outcomes.contains(.taken) && outcomes.contains(.repeated))
    }

    @Test("The same order in another layout is the same order")
    func otherLayout() throws {
        let desk = try started()
        try desk.drop(order("PO-1", 5), "po.json", into: "acme/edi")
        try desk.runUntilQuiet()
        try desk.drop(DeskLife.oneLine(order("PO-1", 5)), "po-dense.json", into: "acme/edi")
        try desk.runUntilQuiet()
        let number = try desk.order("PO-1")
        let intake = try desk.intake("po-dense.json")
        #expect(intake.receipt.entries.map(\.outcome) == [.repeated])
        #expect(intake.receipt.entries.map(\.orderNumber) == [number])
        #expect(try desk.reserved("PO-1") == 5)
    }

    @Test("The same number with other content is entered nowhere and given to a person")
    func otherContent() throws {
        let desk = try started()
        try desk.drop(order("PO-1", 5), "po.json", into: "acme/edi")
        try desk.runUntilQuiet()
        try desk.drop(order("PO-1", 6), "po-other.json", into: "acme/edi")
        try desk.runUntilQuiet()
        _ = try desk.order("PO-1")
        #expect(try desk.intake("po-other.json").receipt.entries.map(\.outcome) == [.referred])
        #expect(try desk.reserved("PO-1") == 5)
        #expect(try desk.state().broken == [])
    }

    @Test("Another partner's order with the same bytes is his own order")
    func otherPartner() throws {
        let desk = try started()
        try desk.drop(order("PO-1", 5), "po.json", into: "acme/edi")
        try desk.drop(order("PO-1", 5), "po.json", into: "globex/edi")
        try desk.runUntilQuiet()
        #expect(try desk.orders("PO-1").count == 2)
    }

    @Test("A file that was refused may come again and is then judged anew")
    func refusedAgain() throws {
        let desk = try PipelineDesk()
        try desk.start()
        try desk.drop("{\"document\": \"poem\"}", "a.json", into: "acme/edi")
        try desk.runUntilQuiet()
        try desk.drop("{\"document\": \"poem\"}", "b.json", into: "acme/edi")
        try desk.runUntilQuiet()
        #expect(try desk.intake("a.json").outcome == .refused && desk.intake("b.json").outcome == .refused)
        #expect(try desk.state().broken == [])
    }
}
