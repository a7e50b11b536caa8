// Ledgers in fresh folders, and the events and records that the tests fill them with.

import ExactDecimals
import GRDB
import OrderModel
import TestKit

@testable import OrderLedger

/// A ledger in a folder of its own, closed and removed afterwards.
func withLedger<Result>(_ body: (Ledger) throws -> Result) throws -> Result {
    try withTemporaryFolder { (folder: String) in
        let ledger = try Ledger.open(path: folder + "/ledger.sqlite", mode: .daemon)
        let result = try body(ledger)
        try ledger.close()
        return result
    }
}

/// 2026-11-22T09:00:00Z and `minutes` later.
func at(_ minutes: Int = 0) -> Instant {
    Instant(milliseconds: 1_795_338_000_000).adding(seconds: Int64(minutes) * 60)
}

func day(_ text: String) throws -> CalendarDate {
    guard let date = CalendarDate(text) else { throw BuilderError(text) }
    return date
}

func number(_ text: String) throws -> ExactDecimal { try ExactDecimal(text) }

struct BuilderError: Error {
    let text: String
    init(_ text: String) { self.text = text }
}

extension Ledger {
    /// Everything in the named tables, as text, for comparing.
    func dump(_ tables: [String]) throws -> [String: [String]] {
        try read { reading throws in
            var dumped: [String: [String]] = [:]
            for table in tables {
                let rows = try Row.fetchAll(reading.store.database, sql: "SELECT * FROM \(table)")
                dumped[table] = rows.map { row in row.map { "\($0.0)=\($0.1)" }.joined(separator: "|") }.sorted()
            }
            return dumped
        }
    }

    func count(_ table: String) throws -> Int {
        try read { reading in try Int.fetchOne(reading.store.database, sql: "SELECT COUNT(*) FROM \(table)") ?? -1 }
    }
}

extension LedgerTransaction {
    /// A registered order of acme's, with the intake that brought it.
    func register(
        _ order: String, partner: String = "acme", reference: String? = nil, hash: String = "h",
        priority: OrderPriority? = nil, isQuotation: Bool = false, at instant: Instant = at()
    ) throws {
        let id = try nextIntakeID(now: instant)
        try recordIntake(.sample(id, partner: partner, at: instant))
        var content = PurchaseOrder(customerReference: reference ?? "PO-\(order)")
        if isQuotation { content.documentType = .requestForQuotation }
        let registration = Registration(
            partner: partner, channel: .edi, order: content,
            contentHash: hash, intake: id, format: .json)
        try append(.registered(registration), order: order, at: instant, intake: id)
        if let priority {
            try append(.prioritised(priority, reason: "test"), order: order, at: instant, intake: id)
        }
    }

    func append(_ event: OrderEvent, _ order: String, at instant: Instant = at(1)) throws {
        try append(event, order: order, at: instant, intake: nil)
    }

    func count(_ lots: StockLot..., at instant: Instant = at()) throws {
        _ = try importStock(StockSnapshot(lots: lots), at: instant, intake: nil)
    }
}

extension Intake {
    static func sample(
        _ id: String, partner: String = "acme", sha256: String = "00ff", outcome: Receipt.Outcome = .taken,
        at instant: Instant = at()
    ) -> Intake {
        let receipt = Receipt(
            intake: id, fileName: "po.json", sha256: sha256, receivedAt: instant, outcome: outcome,
            entries: [Receipt.Entry(outcome: .registered, kind: .order, customerReference: "PO-1")],
            findings: [Finding(.warning, .lineAmountDiffers, "a line differs", at: Place(line: 3, column: 7))],
            seller: Party(name: "Desk"), buyer: Party(name: "Acme 公司"))
        return Intake(
            id: id, sender: .partner(id: partner, channel: .edi), fileName: [0x70, 0xff, 0x6f],
            printableName: "p\\xFFo",
            size: 1234, sha256: sha256, receivedAt: instant, format: .json, outcome: outcome, receipt: receipt,
            disposition: outcome == .refused ? .quarantine : .archive)
    }
}

func lot(
    _ product: String, _ quantity: Int, lot: String = "L1", warehouse: String = "main", expires: CalendarDate? = nil
) -> StockLot {
    StockLot(
        warehouse: warehouse, product: product, lot: lot, quantity: ExactDecimal(quantity), expiresOn: expires)
}

func reservation(
    _ product: String, _ quantity: Int, line: String = "1", lot: String = "L1", warehouse: String = "main"
) -> Reservation {
    Reservation(
        lineID: line, product: product, warehouse: warehouse, lot: lot, quantity: ExactDecimal(quantity))
}

func instruction(
    _ shipment: String, order: String, _ lines: [Reservation], warehouse: String = "main"
) -> DispatchInstruction {
    DispatchInstruction(
        shipment: shipment, orderNumber: order, customerReference: "PO", warehouse: warehouse, issuedAt: at(),
        authorisedBy: "sales", carrier: "loopback", transportMode: nil, shipBy: nil,
        pickLines: lines.map {
            DispatchInstruction.PickLine(
                lineID: $0.lineID, product: $0.product, name: $0.product, specification: nil, lot: $0.lot,
                quantity: $0.quantity, unit: "EA")
        },
        labels: [], deliverTo: PostalAddress(), contact: Contact(), howToAnswer: "")
}

func dispatch(
    _ shipment: String, _ lines: [Reservation], on date: CalendarDate, warehouse: String = "main"
) -> Dispatch {
    Dispatch(
        shipment: shipment, warehouse: warehouse,
        report: DispatchReport(
            shipment: shipment, dispatchedOn: date, confirmedBy: "Li",
            lines: lines.map {
                DispatchReport.Line(lineID: $0.lineID, product: $0.product, lot: $0.lot, quantity: $0.quantity)
            }),
        dispatchedOn: date)
}

/// A confirmation of lines of one product each, in cartons of ten where `perUnit` says so.
func confirmation(
    _ order: String, _ lines: [(line: String, product: String, quantity: Int, price: String)], currency: String = "EUR"
) throws -> OrderConfirmation {
    let confirmed = try lines.map { line in
        let price = try number(line.price)
        return OrderConfirmation.Line(
            lineID: line.line, product: line.product, name: line.product,
            orderedQuantity: ExactDecimal(line.quantity), confirmedQuantity: ExactDecimal(line.quantity), unit: "EA",
            unitPrice: price, amount: try price * ExactDecimal(line.quantity), status: .accepted)
    }
    return OrderConfirmation(
        orderNumber: order, customerReference: "PO", decision: .accepted, issuedAt: at(),
        issueDate: try day("2026-11-22"),
        currency: currency, total: nil, lines: confirmed, deliverTo: PostalAddress(), seller: Party(), buyer: Party())
}

func notice(_ id: String, shipment: String = "S1", carrier: String = "loopback", due: Instant = at()) -> NoticeRow {
    NoticeRow(
        webhookID: id, carrier: carrier, shipment: shipment, orderNumber: "SO-1", type: "shipment.requested",
        body: Array("{}".utf8), createdAt: at(), due: due)
}

extension OutgoingFile {
    static func sample(_ name: String, intake: String? = nil, order: String? = nil) -> OutgoingFile {
        OutgoingFile(
            intake: intake, orderNumber: order, kind: "receipt", recipientFolder: "acme", fileName: name, sha256: "ab",
            size: 12, stagedName: "staged-\(name)", createdAt: at())
    }
}

extension Ledger {
    /// Somebody else's connection to the same file.
    static func foreignConnection(_ path: String) throws -> ForeignConnection {
        ForeignConnection(queue: try DatabaseQueue(path: path))
    }
}

/// Another program that has the ledger open.
struct ForeignConnection {
    let queue: DatabaseQueue
    func run(_ sql: String) throws { try queue.write { try $0.execute(sql: sql) } }
}

extension Quotation {
    static func sample(_ number: String) -> Quotation {
        Quotation(
            number: number, customerReference: "A", decision: .quoted, issuedAt: at(4),
            issueDate: CalendarDate(daysSinceEpoch: 20_779), currency: "EUR", total: 10, lines: [],
            deliverTo: PostalAddress(), seller: Party(), buyer: Party())
    }
}
