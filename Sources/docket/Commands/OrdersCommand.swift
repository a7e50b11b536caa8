// `docket orders`: which orders there are, how one stands, and why it stands there.

import ArgumentParser
import DocketDaemon
import ExactDecimals
import OrderLedger
import OrderModel
import OrderProcess

struct Orders: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Orders: list, show, explain.", subcommands: [List.self, Show.self, Explain.self],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Orders, the newest first.")
        @Option(help: ArgumentHelp("Only this partner's.", valueName: "id")) var partner: String?
        @Option(help: ArgumentHelp("Only those whose number or customer reference has this in it.", valueName: "text"))
        var text: String?
        @Option(help: ArgumentHelp("Only those with this status.", valueName: "status")) var status: OrderStatus?
        @Option(help: "At most so many.") var limit = 100
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let records = try desk.ledger().read(records)
            if output.json { return try JSONOutput.print(records.map(OrderView.init)) }
            var table = Table("ORDER", "PARTNER", "REFERENCE", "STATUS", "PRIORITY", "TOTAL", "RECEIVED", "DISPATCH BY")
            for record in records {
                table.add(
                    record.number, record.partner, record.order.customerReference, record.status.name,
                    record.priority.name, OrderView.total(record), Ages.short(record.registeredAt),
                    record.expectedDispatch?.description ?? "")
            }
            Terminal.output.write(table.isEmpty ? "There are no such orders.\n" : table.text())
            if records.count == limit { Terminal.output.line("There may be more: --limit shows more than \(limit).") }
        }

        /// The status follows from an order's events, so with one the orders are gone through page by page until there
        /// are enough.
        private func records(_ ledger: LedgerReading) throws -> [OrderRecord] {
            var records: [OrderRecord] = []
            var filter = OrderFilter(partner: partner, text: text, limit: status == nil ? limit : max(limit, 500))
            while records.count < limit {
                let rows = try ledger.orders(filter)
                let journals = try ledger.journals(of: rows.map(\.number))
                records += rows.compactMap { OrderRecord(folding: journals[$0.number] ?? []) }
                    .filter { status == nil || $0.status == status }
                guard rows.count == filter.limit else { break }
                filter.offset += rows.count
            }
            return Array(records.prefix(max(0, limit)))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One order with its lines, shipments and open questions.")
        @Argument(help: "The order's number, or the customer's reference.") var order: String
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let record = try Orders.record(order, try desk.ledger())
            if output.json { return try JSONOutput.print(OrderView(record)) }
            Terminal.output.write(OrderPage(record).text())
        }
    }

    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Why an order stands where it stands: files, rules with values, people, documents, carriers.")
        @Argument(help: "The order's number, or the customer's reference.") var order: String
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let explanation = try Explanation(of: order, in: try desk.ledger())
            if output.json { return try JSONOutput.print(explanation) }
            Terminal.output.write(explanation.text())
        }
    }

    /// The order with this number, or with this customer reference if that is clear.
    static func record(_ text: String, _ ledger: Ledger) throws -> OrderRecord {
        let number = try number(text, ledger)
        guard let record = OrderRecord(folding: try ledger.read { try $0.journalEntries(of: number) }) else {
            throw ExitStatus.notFound
        }
        return record
    }

    static func number(_ text: String, _ ledger: Ledger) throws -> String {
        let found = try ledger.read { ledger in
            if try ledger.order(text) != nil { return [text] }
            return try ledger.orderNumbers(customerReference: text)
        }
        guard let number = found.first else {
            Terminal.error.line("There is no order '\(text)'. 'docket orders list' shows the orders.")
            throw ExitStatus.notFound
        }
        guard found.count == 1 else {
            Terminal.error.line("'\(text)' is the reference of several orders: \(found.joined(separator: ", ")).")
            throw ExitStatus.problems
        }
        return number
    }
}

extension OrderStatus: ExpressibleByArgument {}

/// An order as JSON shows it.
struct OrderView: Encodable {
    struct Line: Encodable {
        var line, product, name, quantity, unit: String
        var unitPrice, amount: String?
        var reserved, lacking, dispatched, delivered, stockUnit: String
    }
    struct Shipment: Encodable {
        var shipment, warehouse: String
        var carrier, trackingNumber, dispatchedOn, deliveredOn, signedBy, refusal: String?
    }
    var number, partner, reference, status, phase, priority, channel, receivedAt: String
    var currency, total, expectedDispatch, expectedDelivery, reviewRoute, rejection: String?
    var waitsFor: [String]
    var questions: [String]
    var lines: [Line]
    var shipments: [Shipment]

    init(_ record: OrderRecord) {
        number = record.number
        partner = record.partner
        reference = record.order.customerReference
        status = record.status.rawValue
        phase = record.status.phase.rawValue
        priority = record.priority.name
        channel = record.registration.channel.rawValue
        receivedAt = record.registeredAt.description
        currency = record.validation?.currency
        total = record.validation?.total?.description
        expectedDispatch = record.expectedDispatch?.description
        expectedDelivery = record.expectedDelivery?.description
        reviewRoute = record.reviewRoute?.rawValue
        rejection = record.rejection?.reason
        waitsFor = record.askedRoles
        questions = record.openQuestions.map(\.text)
        lines = record.lines.map { progress in
            let line = progress.line
            return Line(
                line: line.lineID, product: line.product, name: line.name, quantity: line.quantity.description,
                unit: line.unit, unitPrice: line.unitPrice?.description, amount: line.amount?.description,
                reserved: progress.reserved.description, lacking: progress.lacking.description,
                dispatched: progress.dispatched.description, delivered: progress.delivered.description,
                stockUnit: line.stockUnit)
        }
        shipments = record.shipments.map { progress in
            Shipment(
                shipment: progress.instruction.shipment, warehouse: progress.instruction.warehouse,
                carrier: progress.instruction.carrier, trackingNumber: progress.trackingNumber,
                dispatchedOn: progress.dispatch?.dispatchedOn.description,
                deliveredOn: progress.delivery?.deliveredOn?.description, signedBy: progress.delivery?.signedBy,
                refusal: progress.refusal)
        }
    }

    static func total(_ record: OrderRecord) -> String {
        guard let total = record.validation?.total else { return "" }
        return "\(total.formatted(minimumDecimals: 2)) \(record.validation?.currency ?? "")"
    }
}

/// An order as a person reads it.
struct OrderPage {
    private let record: OrderRecord

    init(_ record: OrderRecord) { self.record = record }

    func text() -> String {
        var text = Terminal.output.bold(record.number) + "  \(record.status.name)\n\n"
        for (name, value) in facts where !value.isEmpty {
            text += "  \(name)\(String(repeating: " ", count: max(1, 18 - name.count)))\(value)\n"
        }
        text += "\n" + lines
        if !record.shipments.isEmpty { text += "\n" + shipments }
        for question in record.openQuestions { text += "\nAsked: \(question.text)\n" }
        return text
    }

    private var facts: [(String, String)] {
        [
            ("customer", record.partner), ("reference", record.order.customerReference),
            ("received", "\(Ages.short(record.registeredAt)) by \(record.registration.channel.rawValue)"),
            ("priority", record.priority.name), ("total", OrderView.total(record)),
            ("progress", record.progress), ("waits for", record.askedRoles.joined(separator: ", ")),
            ("dispatch by", record.expectedDispatch?.description ?? ""),
            ("deliver to", record.deliverTo.line), ("rejected", record.rejection?.reason ?? ""),
            ("terms", record.terms.joined(separator: "; ")),
        ]
    }

    private var lines: String {
        var table = Table("LINE", "PRODUCT", "NAME", "ORDERED", "PRICE", "RESERVED", "LACKING", "SENT")
        for progress in record.lines {
            let line = progress.line
            table.add(
                line.lineID, line.product, line.name, "\(line.quantity) \(line.unit)",
                line.unitPrice?.formatted(minimumDecimals: 2) ?? "", progress.reserved.description,
                progress.lacking.description, progress.dispatched.description)
        }
        return table.isEmpty ? "" : table.text()
    }

    private var shipments: String {
        var table = Table("SHIPMENT", "WAREHOUSE", "CARRIER", "TRACKING", "LEFT", "ARRIVED", "SIGNED BY")
        for progress in record.shipments {
            table.add(
                progress.instruction.shipment, progress.instruction.warehouse, progress.instruction.carrier ?? "",
                progress.trackingNumber ?? "", progress.dispatch?.dispatchedOn.description ?? "",
                progress.delivery?.deliveredOn?.description ?? "", progress.delivery?.signedBy ?? "")
        }
        return table.text()
    }
}
