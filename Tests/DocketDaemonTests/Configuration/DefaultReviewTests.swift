// The default rules at work: which way orders take through the review of a new desk.

import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct DefaultReviewTests {
    /// A desk with the rules and the clocks that `docket init` writes, on facts in memory.
    private final class DefaultDesk {
        let facts = FactsInMemory.sample()
        var now = moment("2026-11-23T09:00:00Z")
        private let settings: DeskSettings
        private var intakes = 0

        init() throws {
            var desk = ConfigurationTestDesk()
            for file in DeskTemplates.rules {
                let name = file.path.split(separator: "/").last.map { String($0.dropLast(5)) } ?? ""
                desk.rules[name] = String(decoding: file.content, as: UTF8.self)
            }
            let configuration = try #require(desk.load().configuration)
            var settings = configuration.deskSettings(digest: { "\($0.count)-\($0.reduce(0) { $0 &* 31 &+ Int($1) })" })
            settings.partners = ["acme": PartnerProfile(id: "acme", name: "Acme Ltd")]
            self.settings = settings
        }

        @discardableResult
        func take(_ document: IncomingDocument, from sender: Sender) throws -> Decision {
            intakes += 1
            let intake = "20261123-\(intakes)"
            let input = DeskInput.document(ReadDocument(document), from: sender, intake: intake, format: .json)
            let decision = try OrderDesk(settings: settings).decide(input, facts: facts, now: now)
            for event in decision.events { facts.record(event.event, of: event.orderNumber, at: now, intake: intake) }
            return decision
        }

        /// By a channel on which the default rules ask for no further proof.
        func receive(_ order: PurchaseOrder) throws -> (number: String, decision: Decision) {
            let decision = try take(.order(order), from: .partner(id: "acme", channel: .web))
            return (try #require(decision.entry?.orderNumber), decision)
        }

        @discardableResult
        func decide(
            _ number: String, as role: String, _ complete: (inout ReviewDecision) -> Void = { _ in }
        ) throws -> Decision {
            var decision = ReviewDecision(orderNumber: number, verdict: .approve, person: "Kim of \(role)")
            complete(&decision)
            return try take(.decision(decision), from: .desk(role: role))
        }

        func order(_ number: String) throws -> OrderRecord {
            try #require(OrderRecord(folding: facts.journal(order: number)))
        }
    }

    private func special(_ reference: String = "PO-1", _ change: (inout PurchaseOrder) -> Void = { _ in })
        -> PurchaseOrder
    {
        Samples.order(reference, lines: [Samples.line { $0.specification = "red, 12 mm" }], change)
    }

    @Test("A04, G16: a standard order in stock needs no contract review")
    func fastPath() throws {
        let desk = try DefaultDesk()
        let (number, decision) = try desk.receive(Samples.order())
        #expect(try desk.order(number).reviewRoute == .fastPath)
        #expect(decision.entry?.outcome == .registered)
    }

    @Test("G17, G01: a standard order without stock goes to sales, finance, warehouse and order management")
    func chain() throws {
        let desk = try DefaultDesk()
        desk.facts.lots = []
        let (number, _) = try desk.receive(Samples.order())
        #expect(
            try desk.order(number).plan?.steps.map(\.roles) == [
                ["sales"], ["finance"], ["warehouse"], ["order-management"],
            ])
    }

    @Test("G08, G09, G10, G11: what is special is reviewed by engineering, quality, production and finance at once")
    func sideBySide() throws {
        let desk = try DefaultDesk()
        let (number, _) = try desk.receive(special())
        try desk.decide(number, as: "sales")
        #expect(try desk.order(number).askedRoles == ["engineering", "quality", "production", "finance"])
    }

    @Test(
        "D03: what the customer wants otherwise is on a form for all who review it, and nothing is made before they agree"
    )
    func specialShipping() throws {
        let desk = try DefaultDesk()
        let (number, decision) = try desk.receive(special())
        for role in ["sales", "engineering", "quality", "production", "finance", "general-manager"] {
            let kinds = decision.documents.filter { $0.recipient == .desk(role: role) }.compactMap { document in
                if case .notice(let notice) = document.content { notice.kind } else { nil }
            }
            #expect(kinds.contains(.specialShippingRequest), "\(role)")
        }
        try desk.decide(number, as: "sales")
        #expect(desk.facts.reservations.isEmpty)
        #expect(try desk.order(number).confirmation == nil)
    }

    @Test("G12, G15: the general manager has the last word, and the departments' days make the promised date")
    func contract() throws {
        let desk = try DefaultDesk()
        let (number, _) = try desk.receive(special())
        try desk.decide(number, as: "sales")
        for (role, days) in [("engineering", 3), ("quality", 2), ("production", 5)] {
            let bare = try desk.decide(number, as: role)
            #expect(bare.entry?.findings.map(\.code) == [.decisionIncomplete])
            try desk.decide(number, as: role) { $0.workingDays = days }
        }
        let finance = try desk.decide(number, as: "finance")
        #expect(try desk.order(number).confirmation == nil)
        #expect(finance.documents.contains { $0.stem == "review-task-\(number)-general-manager" })
        try desk.decide(number, as: "general-manager")
        // 3 + 2 + 5 working days and one for the dispatch.
        #expect(try desk.order(number).confirmation?.lines.map(\.promisedDate) == [CalendarDate("2026-12-08")])
    }

    @Test("G13: a contract is signed after the review, and the signed contract is the sales director's evidence")
    func signature() throws {
        let desk = try DefaultDesk()
        let (number, _) = try desk.receive(special { $0.documentType = .salesContract })
        #expect(try desk.order(number).plan?.steps.suffix(2).map(\.roles) == [["general-manager"], ["sales-director"]])
        for role in ["sales", "engineering", "quality", "production", "finance", "general-manager"] {
            try desk.decide(number, as: role) { $0.workingDays = 1 }
        }
        #expect(try desk.decide(number, as: "sales-director").entry?.findings.map(\.code) == [.decisionIncomplete])
        try desk.decide(number, as: "sales-director") {
            $0.evidence = [Evidence(kind: .other, name: "signed.pdf", sha256: "ab")]
        }
        #expect(try desk.order(number).confirmation != nil)
    }

    @Test("F05: below the last sale goes to the general manager, also where it is above the list")
    func belowLastSale() throws {
        let desk = try DefaultDesk()
        desk.facts.pastSales = [
            PastSale(
                customer: "acme", product: "P-1", unit: "EA", currency: "CNY", price: 12,
                soldOn: day("2026-10-01"))
        ]
        let (number, _) = try desk.receive(Samples.order(lines: [Samples.line { $0.unitPrice = 11 }]))
        #expect(
            try desk.order(number).plan?.steps.map(\.roles) == [
                ["operations"], ["sales-director"], ["general-manager"],
            ])
    }

    @Test("H03, H04, A08: an urgent order waits for the head of orders, for one hour")
    func urgent() throws {
        let desk = try DefaultDesk()
        let (number, decision) = try desk.receive(Samples.order { $0.urgency = .urgent })
        let plan = try #require(try desk.order(number).plan)
        #expect(plan.steps.map(\.roles) == [["order-management"]])
        #expect(plan.due == moment("2026-11-23T10:00:00Z"))
        #expect(plan.escalateTo == "general-manager")
        #expect(decision.timers.contains { $0.timer.kind == .review })
    }
}
