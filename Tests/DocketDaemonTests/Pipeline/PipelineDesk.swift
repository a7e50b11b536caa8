// A small desk on a real disk with a real ledger, whose clock and whose disk's failures belong to the test.

import ExactDecimals
import Glibc
import Logging
import OrderFormats
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool
import ReviewRules
import TestKit
import Testing

@testable import DocketDaemon

/// One partner `acme` who is answered in CSV, another `globex` who is answered in JSON, the carrier `loopback`.
final class PipelineDesk {
    let folder: DeskFolder
    let layout: SpoolLayout
    let log = RecordedLog()
    var settings: DeskSettings
    var partners: [PartnerProfile]
    var limits = PipelineLimits()
    var spoolLimits = SpoolLimits()
    /// Monday morning.
    var now = moment("2026-11-23T09:00:00Z")
    var monotonic: Int64 = 1_000_000_000
    private var life: Life?

    /// The process: what is gone when it dies.
    private struct Life {
        let spool: StoppingSpool
        let ledger: Ledger
        let pipeline: DeskPipeline
    }

    init(
        partners: [PartnerProfile] = [PipelineDesk.acme, PipelineDesk.globex],
        change: (inout DeskSettings) -> Void = { _ in }
    ) throws {
        folder = try DeskFolder()
        layout = SpoolLayout(root: try #require(SpoolPath(folder.path)))
        self.partners = partners
        var rule = RuleOutcome(approve: [["operations"]], reason: "a price is below the list")
        rule.within = Deadline(2, .workingDays)
        let (rules, errors) = RuleSet.compile(
            [
                RuleDefinition(
                    id: "price-below-list", requirement: "F05",
                    when: "order.lines.exists(l, has(l.listPrice) && l.unitPrice < l.listPrice)",
                    place: SourcePlace(file: "rules/test.yaml", line: 1, column: 1), outcome: rule)
            ], variables: RuleVariables.types)
        settings = DeskSettings(
            seller: Party(name: "Docket Trading"),
            partners: Dictionary(uniqueKeysWithValues: partners.map { ($0.id, $0) }),
            rules: try #require(rules, "\(errors)"), roles: PipelineDesk.roles, warehouses: ["main"],
            carrier: "loopback",
            amountTolerance: exact("0.01"), digest: Configuration.sha256)
        change(&settings)
    }

    /// Few, because each start looks at the folders of all.
    private static let roles = DeskRoles(
        production: "warehouse", logistics: "warehouse", superior: "operations",
        all: ["customer-service", "sales", "warehouse", "purchasing", "finance", "operations", "master-data"])
    static let acme = PartnerProfile(
        id: "acme", name: "Acme Ltd", answerFormat: .csv, channels: [.edi, .email], carrier: "loopback")
    static let globex = PartnerProfile(id: "globex", name: "Globex", channels: [.edi])

    var ledgerPath: String { "\(folder.path)/ledger.sqlite" }

    func register() throws -> InboxRegister {
        try InboxRegister(layout: layout, partners: partners, roles: settings.roles.all, carriers: ["loopback"])
    }
}

// MARK: - The process

extension PipelineDesk {
    var spool: StoppingSpool { get throws { try #require(life, "the desk is started").spool } }
    var ledger: Ledger { get throws { try #require(life, "the desk is started").ledger } }
    var pipeline: DeskPipeline { get throws { try #require(life, "the desk is started").pipeline } }

    /// Starts the process on what is on the disk. If the disk is to fail, `plan` counts from here.
    @discardableResult
    func start(
        _ plan: StoppingSpool.Plan = .nothing, onRecovery: @escaping (inout RecoveredWork) -> Void = { _ in }
    ) throws -> TurnReport {
        let spool = StoppingSpool(try DiskSpool(layout: layout, limits: spoolLimits))
        spool.plan = plan
        spool.onRecovery = onRecovery
        spool.onDeath = { [unowned self] in self.keepLedgerAsItIs() }
        let ledger = try Ledger.open(path: ledgerPath, mode: .daemon)
        let pipeline = DeskPipeline(
            spool: spool, ledger: ledger, register: try register(), desk: OrderDesk(settings: settings),
            limits: limits, log: log.logger)
        life = Life(spool: spool, ledger: ledger, pipeline: pipeline)
        return try pipeline.start(now: now)
    }

    /// Ends the process. If the disk died before, the ledger too is as it was at that moment.
    func end() throws {
        guard let ended = life else { return }
        life = nil
        try ended.ledger.close()
        if ended.spool.isDead { try takeKeptLedger() }
    }

    /// The process dies now, between two turns.
    func kill() throws {
        keepLedgerAsItIs()
        life.map { $0.spool.plan = .dies(at: 0, .before) }
        try life?.ledger.close()
        life = nil
        try takeKeptLedger()
    }

    func restart() throws {
        try end()
        try start()
    }

    private static let ledgerFiles = ["", "-wal"]

    /// What a dead process leaves of the ledger: its files, with no more said to them.
    private func keepLedgerAsItIs() {
        for ending in PipelineDesk.ledgerFiles {
            Disk.remove("\(folder.path)/kept\(ending)")
            guard let bytes = Disk.read(ledgerPath + ending) else { continue }
            do {
                try Disk.write(bytes, to: "\(folder.path)/kept\(ending)")
            } catch {
                Issue.record("the ledger was not kept: \(error)")
            }
        }
    }

    private func takeKeptLedger() throws {
        for ending in ["", "-wal", "-shm"] { Disk.remove(ledgerPath + ending) }
        for ending in PipelineDesk.ledgerFiles where Disk.exists("\(folder.path)/kept\(ending)") {
            try #require(rename("\(folder.path)/kept\(ending)", ledgerPath + ending) == 0)
        }
    }
}

// MARK: - Turns

extension PipelineDesk {
    /// One turn, three seconds after the last one by the clock that never jumps: longer than any quiet period here.
    @discardableResult
    func turn(passing seconds: Int64 = 3) throws -> TurnReport {
        monotonic += seconds * 1_000_000_000
        return try pipeline.turn(now: now, monotonic: monotonic)
    }

    /// Turns until nothing happens any more, or the disk is dead.
    /// - Returns: all reports as one.
    @discardableResult
    func runUntilQuiet() throws -> TurnReport {
        var all = TurnReport()
        for _ in 0..<60 {
            let report = try turn()
            all.taken += report.taken
            all.refused += report.refused
            all.putBack += report.putBack
            all.published += report.published
            all.troubles += report.troubles
            all.incomplete = report.incomplete
            all.waiting = report.waiting
            let isWaiting = try report.nextLook != nil || !pipeline.claimed.isEmpty
            if try spool.isDead || (!report.didSomething && (!isWaiting || !report.troubles.isEmpty)) { return all }
        }
        Issue.record("the desk does not come to rest")
        return all
    }
}

// MARK: - Partners and colleagues

extension PipelineDesk {
    func inbox(_ folder: String) -> String { "\(self.folder.path)/inbox/\(folder)" }
    func outbox(_ folder: String) -> String { "\(self.folder.path)/outbox/\(folder)" }

    /// A file arrives in an inbox, whole.
    func drop(_ content: some Sequence<UInt8>, _ name: String, into inbox: String) throws {
        try Disk.write(content, to: "\(self.inbox(inbox))/\(name)")
    }

    func drop(_ text: String, _ name: String, into inbox: String) throws {
        try drop(Array(text.utf8), name, into: inbox)
    }

    func drop(_ document: IncomingDocument, _ name: String, into inbox: String) throws {
        try drop(IncomingDocumentWriter.write(document), name, into: inbox)
    }

    /// Products, customers and prices, and stock of `P-1` and `P-2`, taken by a desk that is started.
    func takeReferenceData(stock: [StockLot] = PipelineDesk.stock) throws {
        for (name, document) in PipelineDesk.referenceData(stock: stock) {
            try drop(document, name, into: "desk/master-data")
        }
        let report = try runUntilQuiet()
        #expect(report.taken == 4 && report.troubles.isEmpty, "\(report)")
    }

    static let stock = [Samples.lot("P-1", 100), Samples.lot("P-2", 20)]

    static func referenceData(stock: [StockLot]) -> [(String, IncomingDocument)] {
        [
            ("products.json", .products([Samples.product("P-1"), Samples.product("P-2")])),
            (
                "customers.json",
                .customers([
                    Samples.customer("acme") { $0.shortageConsent = .part }, Samples.customer("globex"),
                ])
            ),
            ("prices.json", .prices([Samples.price("P-1"), Samples.price("P-2")])),
            ("stock.json", .stock(StockSnapshot(lots: stock))),
        ]
    }

    /// A CSV file with orders of one line each.
    static func csv(_ orders: (reference: String, product: String, quantity: Int, price: String)...) -> String {
        csv(orders.map { $0 })
    }

    static func csv(_ orders: [(reference: String, product: String, quantity: Int, price: String)]) -> String {
        var lines = [
            "order,currency,contact_name,contact_phone,ship_to_name,ship_to_street,ship_to_postal_code,ship_to_city,"
                + "ship_to_country,line,product,quantity,unit,price"
        ]
        for order in orders {
            lines.append(
                "\(order.reference),CNY,Ann Buyer,+86 10 5550 100,Acme Works,1 Example Road,10000,Sampleton,CN,1,"
                    + "\(order.product),\(order.quantity),EA,\(order.price)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

// MARK: - What the desk knows

extension PipelineDesk {
    func read<Value>(_ body: (LedgerReading) throws -> Value) throws -> Value { try ledger.read(body) }

    /// The numbers of the orders with this reference of the customer's.
    func orders(_ reference: String) throws -> [String] {
        try read { try $0.orders(OrderFilter(limit: 10_000)) }.filter { $0.customerReference == reference }
            .map(\.number)
    }

    func order(_ reference: String) throws -> String {
        let found = try orders(reference)
        #expect(found.count == 1, "\(reference) is entered once: \(found)")
        return try #require(found.first)
    }

    func reserved(_ reference: String) throws -> ExactDecimal {
        let number = try order(reference)
        return try read { try $0.reservations(of: number) }.reduce(.zero) { try $0 + $1.1.quantity }
    }

    /// Whoever is asked about an order says yes.
    func approve(_ reference: String) throws {
        for (inbox, name, decision) in try approvals(reference) {
            try drop(.decision(decision), name, into: inbox)
            try runUntilQuiet()
        }
    }

    /// The decisions that an order waits for: where they are to be put, and under which name.
    func approvals(_ reference: String) throws -> [(inbox: String, name: String, ReviewDecision)] {
        let number = try order(reference)
        let journal = try read { try $0.journal(order: number) }
        let plan = journal.reduce(nil as ReviewPlan?) { plan, entry in
            if case .reviewOpened(let opened) = entry.event { opened } else { plan }
        }
        return try #require(plan, "\(reference) is in review").steps.flatMap(\.roles).map { role in
            let decision = ReviewDecision(orderNumber: number, verdict: .approve, person: "Kim")
            return ("desk/\(role)", "approve-\(reference)-\(role).json", decision)
        }
    }

    /// What the receipts of a file with this name say of it, in the order of their coming.
    func intakes(_ name: String) throws -> [Intake] {
        try read { try $0.recentIntakes(limit: 10_000) }.reversed().filter { $0.printableName == name }
    }

    func intake(_ name: String) throws -> Intake {
        let found = try intakes(name)
        #expect(found.count == 1, "\(name) is taken once")
        return try #require(found.first)
    }
}
