// A desk for tests: files go in, decisions take effect in memory, and after each of them the promises are checked.

import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

/// Runs the business on facts in memory.
final class TestDesk {
    let facts: FactsInMemory
    var settings: DeskSettings
    /// Monday morning.
    var now = moment("2026-11-23T09:00:00Z")
    private(set) var documents: [OutgoingDocument] = []
    private(set) var notices: [CarrierNotice] = []
    private(set) var timers: [ScheduledTimer] = []
    /// The clocks that run, as the ledger would keep them.
    private(set) var clocks: [DeskTimer: Instant] = [:]
    private var intakes = 0

    init(
        _ facts: FactsInMemory = .sample(), rules: [TestRule] = [], change: (inout DeskSettings) -> Void = { _ in }
    ) throws {
        self.facts = facts
        let (compiled, errors) = RuleSet.compile(rules.map(\.definition), variables: RuleVariables.types)
        settings = DeskSettings(
            seller: Party(name: "Docket Trading"), partners: ["acme": TestDesk.acme, "globex": TestDesk.globex],
            rules: try #require(compiled, "\(errors)"), warehouses: ["main", "north"],
            clarificationWithin: Deadline(3, .workingDays), amountTolerance: exact("0.01"), digest: digest)
        change(&settings)
    }

    static let acme = PartnerProfile(
        id: "acme", name: "Acme Ltd", identifiers: [Identifier(scheme: "0088", value: "4000001000005")],
        unitWords: ["pieces": "EA"], carrier: "loopback")
    static let globex = PartnerProfile(id: "globex", name: "Globex", language: "zh-CN")
}

// MARK: - What comes in

extension TestDesk {
    @discardableResult
    func receive(
        _ order: PurchaseOrder, from partner: String = "acme", by channel: OrderChannel = .edi,
        findings: [Finding] = []
    ) throws -> Decision {
        try take(.order(order), from: .partner(id: partner, channel: channel), findings: findings)
    }

    @discardableResult
    func take(_ document: IncomingDocument, from sender: Sender, findings: [Finding] = []) throws -> Decision {
        try decide(
            .document(ReadDocument(document, findings: findings), from: sender, intake: nextIntake(), format: .json))
    }

    @discardableResult
    func decision(
        _ verdict: ReviewDecision.Verdict, on number: String, as role: String, person: String = "Kim",
        reason: String? = nil, change: String? = nil, _ complete: (inout ReviewDecision) -> Void = { _ in }
    ) throws -> Decision {
        var decision = ReviewDecision(
            orderNumber: number, verdict: verdict, person: person, reason: reason, change: change)
        complete(&decision)
        return try take(.decision(decision), from: .desk(role: role))
    }

    @discardableResult
    func answer(_ answer: CustomerAnswer.Answer, to number: String, from partner: String = "acme") throws -> Decision {
        try take(
            .customerAnswer(CustomerAnswer(order: number, answer: answer, person: "Ann Buyer")),
            from: .partner(id: partner, channel: .email))
    }

    /// The warehouse reports the shipment exactly as instructed, unless `change` says otherwise.
    @discardableResult
    func dispatch(
        _ shipment: String, as role: String = "warehouse", change: (inout DispatchReport) -> Void = { _ in }
    ) throws -> Decision {
        let instruction = try #require(self.instruction(shipment))
        var report = DispatchReport(
            shipment: shipment, confirmedBy: "Bo Keeper", packages: 2,
            lines: instruction.pickLines.map {
                DispatchReport.Line(lineID: $0.lineID, product: $0.product, lot: $0.lot, quantity: $0.quantity)
            })
        change(&report)
        return try take(.dispatchReport(report), from: .desk(role: role))
    }

    @discardableResult
    func track(_ shipment: String, _ trackingNumber: String?, refusal: String? = nil) throws -> Decision {
        try take(
            .carrierReport(CarrierReport(shipment: shipment, trackingNumber: trackingNumber, refusal: refusal)),
            from: .carrier(id: "loopback"))
    }

    @discardableResult
    func deliver(_ shipment: String, signedBy: String? = "Ann Buyer") throws -> Decision {
        try take(
            .deliveryReport(DeliveryReport(shipment: shipment, signedBy: signedBy)), from: .carrier(id: "loopback"))
    }

    /// A new count of a warehouse, after which waiting orders are served in their sequence, as the daemon does it.
    @discardableResult
    func stockArrives(_ lots: [StockLot]) throws -> [Decision] {
        facts.lots.removeAll { old in lots.contains { $0.warehouse == old.warehouse && $0.product == old.product } }
        facts.lots += lots
        let waiting = facts.ordersWaiting(products: Set(lots.map(\.product)))
        return try waiting.map { try decide(.stockArrived(orderNumber: $0, intake: nextIntake())) }
    }

    /// Time goes by; every clock that is due rings once, in its turn. Gives back what followed.
    @discardableResult
    func wait(until end: StaticString) throws -> [Decision] {
        var decisions: [Decision] = []
        let end = moment(end)
        while let (timer, due) = clocks.min(by: { ($0.value, $0.key.kind.rawValue) < ($1.value, $1.key.kind.rawValue) }
        ),
            due <= end
        {
            clocks[timer] = nil
            now = max(now, due)
            decisions.append(try decide(.timer(timer)))
        }
        now = end
        return decisions
    }

    private func nextIntake() -> String {
        intakes += 1
        return "20261123-\(intakes)"
    }
}

// MARK: - Deciding

extension TestDesk {
    @discardableResult
    func decide(_ input: DeskInput) throws -> Decision {
        let decision = try OrderDesk(settings: settings).decide(input, facts: facts, now: now)
        let intake: String? =
            switch input {
            case .document(_, _, let intake, _), .repeatedOrder(_, let intake), .stockArrived(_, let intake): intake
            case .timer: nil
            }
        for event in decision.events {
            facts.record(event.event, of: event.orderNumber, at: now, intake: intake)
        }
        documents += decision.documents
        notices += decision.notices
        timers += decision.timers
        for scheduled in decision.timers { clocks[scheduled.timer] = scheduled.due }
        checkPromises()
        return decision
    }

    /// What has to hold after every decision, whatever came in.
    private func checkPromises() {
        let names = documents.map { "\($0.recipient.folder)/\($0.stem)" }
        #expect(Set(names).count == names.count, "a document's name was used twice")
        for name in documents.map(\.stem) {
            #expect(!name.isEmpty && name.utf8.allSatisfy(isNameByte), "\(name)")
        }
        for lot in facts.lots {
            #expect(facts.reserved(of: lot) <= lot.quantity, "more of \(lot.product) is locked than there is")
        }
        for number in facts.numbers {
            guard let order = OrderRecord(folding: facts.journal(order: number)) else { continue }
            #expect(order.lacking == facts.shortages[number] ?? [], "what lacks is known to the ledger as to the order")
            let answers = facts.journal(order: number).filter { if case .confirmed = $0.event { true } else { false } }
            let changes = facts.journal(order: number).filter { if case .changed = $0.event { true } else { false } }
            #expect(answers.count <= 1 + changes.count, "an order is confirmed once, and once after each change")
            for line in order.lines {
                #expect(line.reserved <= line.line.stockQuantity)
                #expect(line.instructed <= line.reserved)
                #expect(line.dispatched <= line.instructed)
                #expect(line.delivered <= line.dispatched)
            }
        }
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }
}

// MARK: - Looking at it

extension TestDesk {
    func order(_ number: String) throws -> OrderRecord {
        try #require(OrderRecord(folding: facts.journal(order: number)))
    }

    /// All that was written so far, as if one decision had given it.
    private var written: Decision { Decision(documents: documents) }
    func noticeKinds(to role: String) -> [DeskNotice.Kind] { written.noticeKinds(to: role) }
    func notice(_ kind: DeskNotice.Kind, to role: String) -> DeskNotice? { written.notice(kind, to: role) }

    func events(_ number: String) -> [OrderEvent] { facts.journal(order: number).map(\.event) }

    func instruction(_ shipment: String) -> DispatchInstruction? {
        for document in documents {
            if case .dispatchInstruction(let instruction) = document.content, instruction.shipment == shipment {
                return instruction
            }
        }
        return nil
    }
}

extension Decision {
    /// The names of the documents to a recipient, `desk/sales` or `acme`.
    func names(to folder: String) -> [String] { documents.filter { $0.recipient.folder == folder }.map(\.stem) }

    func noticeKinds(to role: String) -> [DeskNotice.Kind] {
        documents.compactMap { document in
            guard case .notice(let notice) = document.content, document.recipient == .desk(role: role) else {
                return nil
            }
            return notice.kind
        }
    }

    func notice(_ kind: DeskNotice.Kind, to role: String) -> DeskNotice? {
        for document in documents where document.recipient == .desk(role: role) {
            if case .notice(let notice) = document.content, notice.kind == kind { return notice }
        }
        return nil
    }

    var confirmations: [OrderConfirmation] {
        documents.compactMap { if case .confirmation(let confirmation) = $0.content { confirmation } else { nil } }
    }

    var confirmation: OrderConfirmation? {
        for case .confirmation(let confirmation) in documents.map(\.content) { return confirmation }
        return nil
    }

    var query: CustomerQuery? {
        for case .query(let query) in documents.map(\.content) { return query }
        return nil
    }

    var shippingNotice: ShippingNotice? {
        for case .shippingNotice(let notice) in documents.map(\.content) { return notice }
        return nil
    }

    var statusReport: OrderStatusReport? {
        for case .orderStatusReport(let report) in documents.map(\.content) { return report }
        return nil
    }

    var allocationPlan: AllocationPlan? {
        for case .allocationPlan(let plan) in documents.map(\.content) { return plan }
        return nil
    }

    var replenishment: ReplenishmentRequest? {
        for case .replenishmentRequest(let request) in documents.map(\.content) { return request }
        return nil
    }

    var instructions: [DispatchInstruction] {
        documents.compactMap { if case .dispatchInstruction(let instruction) = $0.content { instruction } else { nil } }
    }

    var tasks: [ReviewTask] {
        documents.compactMap { if case .reviewTask(let task) = $0.content { task } else { nil } }
    }

    var number: String { entry?.orderNumber ?? "" }
    var codes: [FindingCode] { entry?.findings.map(\.code) ?? [] }

    func code(_ code: FindingCode) -> Finding? { entry?.findings.first { $0.code == code } }
}

/// A rule in a test.
struct TestRule {
    var id: String
    var when: String
    var outcome = RuleOutcome()

    init(_ id: String, when: String, _ change: (inout RuleOutcome) -> Void) {
        self.id = id
        self.when = when
        outcome.reason = "because of \(id)"
        change(&outcome)
    }

    var definition: RuleDefinition {
        RuleDefinition(
            id: id, requirement: "F05", when: when, place: SourcePlace(file: "rules/test.yaml", line: 1, column: 1),
            outcome: outcome)
    }
}

/// FNV-1a: enough of a digest to tell the contents of a test apart.
@Sendable func digest(_ bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return String(hash, radix: 16)
}
