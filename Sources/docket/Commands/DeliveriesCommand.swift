// `docket deliveries`: what carriers are told, what has arrived, what is still being tried.

import ArgumentParser
import DocketDaemon
import OrderFormats
import OrderLedger
import OrderModel

struct Deliveries: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Notices to carriers.", subcommands: [List.self, Show.self, Retry.self],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Notices, with how often and when they were tried.")
        @Flag(help: "Only those that have not arrived.") var open = false
        @Option(help: ArgumentHelp("Only this carrier's.", valueName: "id")) var carrier: String?
        @Option(help: ArgumentHelp("Only those in this state; may be given several times.", valueName: "state"))
        var state: [NoticeRow.State] = []
        @Option(help: ArgumentHelp("Only this order's.", valueName: "number")) var order: String?
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            var states = state.isEmpty ? Set(NoticeRow.State.allCases) : Set(state)
            if open { states.remove(.delivered) }
            let ledger = try desk.ledger()
            let number = try order.map { try Orders.number($0, ledger) }
            let notices = try ledger.read {
                try $0.notices(NoticeFilter(states: states, carrier: carrier, orderNumber: number))
            }
            if output.json { return try JSONOutput.print(notices.map(NoticeView.init)) }
            var table = Table("ID", "CARRIER", "TELLS", "SHIPMENT", "STATE", "TRIES", "NEXT", "LAST")
            for notice in notices {
                let next = notice.state == .pending ? Ages.short(notice.due) : ""
                table.add(
                    notice.webhookID, notice.carrier, notice.type, notice.shipment, notice.state.rawValue,
                    String(notice.attempts), next, notice.note ?? "")
            }
            Terminal.output.write(table.isEmpty ? "There are no such notices.\n" : table.text())
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One notice: what it says, and each exchange with the carrier about it.")
        @Argument(help: "The notice's id.") var id: String
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let found = try desk.ledger().read { ledger in
                try ledger.notice(webhookID: id).map { ($0, try ledger.attempts(webhookID: id)) }
            }
            guard let (notice, attempts) = found else { throw Deliveries.unknown(id) }
            let page = DeliveryPage(notice, attempts)
            if output.json { return try JSONOutput.print(page) }
            Terminal.output.write(page.text())
        }
    }

    private static func unknown(_ id: String) -> ExitCode {
        Terminal.error.line("There is no notice '\(id)'. 'docket deliveries list' shows them.")
        return ExitStatus.notFound
    }

    struct Retry: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have notices sent again now.",
            discussion: "Drops a file into the desk's inbox; the running desk does the rest.")
        @Argument(help: "The notice's id; without it, all that have not arrived.") var id: String?
        @Option(help: ArgumentHelp("Who asks for it.", valueName: "name")) var person: String
        @Option(help: ArgumentHelp("The role you speak for.", valueName: "role")) var `as`: String = "customer-service"
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let ledger = try desk.ledger()
            if let id, try ledger.read({ try $0.notice(webhookID: id) }) == nil { throw Deliveries.unknown(id) }
            let bytes = IncomingDocumentWriter.write(.deliveryRetry(DeliveryRetry(webhookID: id, person: person)))
            let name = "delivery-retry-\(SystemClock.now().milliseconds).json"
            let path = try desk.drop(bytes, into: "desk/\(`as`)", as: name)
            try output.say(["file": path, "notice": id ?? "all"], "Asked for: \(path)")
        }
    }
}

extension NoticeRow.State: ExpressibleByArgument {}

/// A notice as JSON shows it.
struct NoticeView: Encodable {
    var id, carrier, type, shipment, order, state, createdAt: String
    var attempts: Int
    var due, deliveredAt, note: String?
    var lastStatus: Int?

    init(_ notice: NoticeRow) {
        id = notice.webhookID
        carrier = notice.carrier
        type = notice.type
        shipment = notice.shipment
        order = notice.orderNumber
        state = notice.state.rawValue
        createdAt = notice.createdAt.description
        attempts = notice.attempts
        due = notice.state == .pending ? notice.due.description : nil
        deliveredAt = notice.deliveredAt?.description
        note = notice.note
        lastStatus = notice.lastStatus
    }
}
