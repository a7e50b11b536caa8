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
