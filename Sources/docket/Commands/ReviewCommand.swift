// `docket review`: what waits for a decision, and giving one. A decision is a file; this command writes it.

import ArgumentParser
import DocketDaemon
import OrderFormats
import OrderLedger
import OrderModel
import OrderProcess

struct Review: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Decisions that orders wait for.",
        subcommands: [List.self, Approve.self, Reject.self, Ask.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What waits, for whom, since when, due when.")
        @Option(help: ArgumentHelp("Only what waits for this role.", valueName: "role")) var role: String?
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        struct Row: Encodable {
            var order, customer, reference, waitsFor, since: String
            var due: String?
            var total: String
            var reasons: [String]
            var isLate: Bool
        }

        func run() throws {
            let now = SystemClock.now()
            let deciding = try desk.configuration().roles.customerService
            let rows = try desk.ledger().read { ledger in
                try ledger.openMatters().compactMap { matter -> Row? in
                    guard let record = OrderRecord(folding: try ledger.journalEntries(of: matter.orderNumber)) else {
                        return nil
                    }
                    return Review.row(record, matter, decidesChanges: deciding, now: now)
                }
            }.filter { role == nil || $0.waitsFor.contains(role ?? "") }
            if output.json { return try JSONOutput.print(rows) }
            var table = Table("ORDER", "CUSTOMER", "REFERENCE", "WAITS FOR", "SINCE", "DUE", "TOTAL", "WHY")
            for row in rows {
                let due = row.due.map { String($0.prefix(16)).replacing("T", with: " ") } ?? ""
                table.add(
                    row.order, row.customer, row.reference, row.waitsFor,
                    String(row.since.prefix(16)).replacing("T", with: " "),
                    row.isLate ? due + " late" : due, row.total, row.reasons.joined(separator: "; "))
            }
            Terminal.output.write(table.isEmpty ? "Nothing waits for a decision.\n" : table.text())
        }
    }

    fileprivate static func row(
        _ record: OrderRecord, _ matter: OpenMatter, decidesChanges role: String, now: Instant
    ) -> List.Row {
        let isWithCustomer = !record.openQuestions.isEmpty
        var waitsFor = isWithCustomer ? "the customer" : record.askedRoles.joined(separator: ", ")
        var reasons = isWithCustomer ? record.openQuestions.map(\.text) : record.plan?.reasons ?? []
        if matter.kind == .change, let request = record.openChange {
            waitsFor = role
            reasons = ["\(request.request.purpose.rawValue) \(request.number)"] + request.reasons
        }
        return List.Row(
            order: record.number, customer: record.partner, reference: record.order.customerReference,
            waitsFor: waitsFor, since: matter.since.description, due: matter.due?.description,
            total: OrderView.total(record), reasons: reasons, isLate: matter.due.map { $0 < now } ?? false)
    }

    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say yes to an order.")
        @OptionGroup var decision: DecisionOptions
        @Option(help: "Why, for the record.") var reason: String?

        func run() throws { try decision.drop(.approve, reason: reason) }
    }

    struct Reject: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say no to an order; the customer is told why.")
        @OptionGroup var decision: DecisionOptions
        @Option(help: "Why. The customer reads it.") var reason: String

        func run() throws { try decision.drop(.reject, reason: reason) }
    }

    struct Ask: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Ask the customer something first.")
        @OptionGroup var decision: DecisionOptions
        @Option(help: "The question. The customer reads it.") var reason: String

        func run() throws { try decision.drop(.ask, reason: reason) }
    }
}

extension ChangeRequest {
    /// What is asked and why, for a list.
    fileprivate var reasons: [String] {
        [request.changeReason ?? request.note].compactMap(\.self) + differences.map(\.words)
    }
}

struct DecisionOptions: ParsableArguments {
    @Argument(help: "The order's number, or the customer's reference.") var order: String
    @Option(help: ArgumentHelp("The role you decide for, such as operations.", valueName: "role")) var `as`: String
    @Option(help: ArgumentHelp("Your name; a decision names a person.", valueName: "name")) var person: String
    @Option(help: ArgumentHelp("The change or cancellation that you decide about.", valueName: "number"))
    var change: String?
    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: OutputOptions

    /// Writes the decision file into the role's inbox. Who may write there may decide; the desk checks the rest and
    /// answers with a receipt.
    func drop(_ verdict: ReviewDecision.Verdict, reason: String?) throws {
        let number = try Orders.number(order, try desk.ledger())
        let decision = ReviewDecision(
            orderNumber: number, verdict: verdict, person: person, reason: reason, change: change)
        let name = "decision-\(number)-\(`as`)-\(SystemClock.now().milliseconds).json"
        let path = try desk.drop(IncomingDocumentWriter.write(.decision(decision)), into: "desk/\(`as`)", as: name)
        try output.say(
            ["file": path, "order": number, "role": `as`, "verdict": verdict.rawValue], "Decided: \(path)",
            "The desk's receipt comes into outbox/desk/\(`as`)/.")
    }
}
