// `docket quotations`: the record of quotations (F10): what was offered to whom, at which total, until when.

import ArgumentParser
import DocketDaemon
import ExactDecimals
import OrderLedger
import OrderModel
import OrderProcess

struct Quotations: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Quotations: list, show, explain.", subcommands: [List.self, Show.self, Orders.Explain.self],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Quotations, the newest first.")
        @Option(help: ArgumentHelp("Only this partner's.", valueName: "id")) var partner: String?
        @Option(help: ArgumentHelp("Only those whose number or customer reference has this in it.", valueName: "text"))
        var text: String?
        @Option(help: "At most so many.") var limit = 100
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let limit = max(0, limit)
            let filter = OrderFilter(kind: .quotation, partner: partner, text: text, limit: limit)
            let records = try desk.ledger().read { ledger in
                try ledger.orders(filter).compactMap {
                    OrderRecord(folding: try ledger.journalEntries(of: $0.number))
                }
            }
            if output.json { return try JSONOutput.print(records.map(QuotationView.init)) }
            var table = Table(
                "QUOTATION", "PARTNER", "REQUEST", "STATUS", "TOTAL", "RECEIVED", "VALID UNTIL", "SIGNED BY")
            for record in records {
                table.add(
                    record.number, record.partner, record.order.customerReference, record.status.name,
                    OrderView.total(record), Ages.short(record.registeredAt),
                    record.quotation?.validUntil?.description ?? "", record.quotation?.signedBy ?? "")
            }
            Terminal.output.write(table.isEmpty ? "There are no such quotations.\n" : table.text())
            if records.count == limit { Terminal.output.line("There may be more: --limit shows more than \(limit).") }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "One quotation with its lines and open questions.")
        @Argument(help: "Our number of the quotation, or the customer's reference.") var quotation: String
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let record = try Orders.record(quotation, try desk.ledger())
            if output.json { return try JSONOutput.print(QuotationView(record)) }
            Terminal.output.write(OrderPage(record).text())
        }
    }
}

/// A quotation as JSON shows it.
struct QuotationView: Encodable {
    struct Line: Encodable {
        var line, product, name, quantity, unit: String
        var unitPrice, amount: String?
        var deliveryDays: Int?
    }
    var number, partner, reference, status, receivedAt: String
    var draftedBy, currency, total, issuedOn, validUntil, signedBy, reason: String?
    var waitsFor, questions: [String]
    var lines: [Line]

    init(_ record: OrderRecord) {
        number = record.number
        partner = record.partner
        reference = record.order.customerReference
        status = record.status.rawValue
        receivedAt = record.registeredAt.description
        draftedBy = record.registration.draftedBy
        currency = record.validation?.currency
        total = record.validation?.total?.description
        issuedOn = record.quotation?.issueDate.description
        validUntil = record.quotation?.validUntil?.description
        signedBy = record.quotation?.signedBy
        reason = record.rejection?.reason ?? record.cancellation?.reason
        waitsFor = record.askedRoles
        questions = record.openQuestions.map(\.text)
        let days = Dictionary(
            (record.quotation?.lines ?? []).map { ($0.lineID, $0.deliveryDays) },
            uniquingKeysWith: { first, _ in first })
        lines = record.lines.map(\.line).map { line in
            Line(
                line: line.lineID, product: line.product, name: line.name, quantity: line.quantity.description,
                unit: line.unit, unitPrice: line.unitPrice?.description, amount: line.amount?.description,
                deliveryDays: days[line.lineID] ?? nil)
        }
    }
}
