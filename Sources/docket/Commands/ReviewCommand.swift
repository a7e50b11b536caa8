// `docket review`: what waits for a decision, and giving one. A decision is a file; this command writes it.

import ArgumentParser
import Digests
import DocketDaemon
import OrderFormats
import OrderLedger
import OrderModel
import OrderProcess

struct Review: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Decisions that orders wait for.",
        subcommands: [
            List.self, Show.self, Approve.self, Reject.self, Ask.self, SendBack.self, Answer.self, Delegate.self,
            Assign.self,
        ], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What waits, for whom, since when, due when.")
        @Option(help: ArgumentHelp("Only what waits for this role.", valueName: "role")) var role: String?
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let now = SystemClock.now()
            let roles = try desk.configuration().roles
            let rows = try desk.ledger().read { ledger in
                try ledger.openMatters().compactMap { matter -> Waiting? in
                    guard let record = OrderRecord(folding: try ledger.journalEntries(of: matter.orderNumber)) else {
                        return nil
                    }
                    return Waiting(record, matter, roles: roles, now: now)
                }
            }.filter { row in role.map { row.isFor($0) } ?? true }
            if output.json { return try JSONOutput.print(rows) }
            var table = Table("ORDER", "CUSTOMER", "REFERENCE", "WAITS FOR", "SINCE", "DUE", "TOTAL", "WHY")
            for row in rows {
                table.add(
                    row.order, row.customer, row.reference, row.waitsFor, row.sinceShort, row.dueShort, row.total,
                    row.reasons.joined(separator: "; "), isLate: row.isLate)
            }
            Terminal.output.write(table.isEmpty ? "Nothing waits for a decision.\n" : table.text())
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One order's review: who is asked, who has said what, until when, and why.")
        @Argument(help: "The order's number, or the customer's reference.") var order: String
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let roles = try desk.configuration().roles
            let record = try Orders.record(order, try desk.ledger())
            let page = ReviewPage(record, roles: roles, now: SystemClock.now())
            if output.json { return try JSONOutput.print(page) }
            Terminal.output.write(page.text())
        }
    }

    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say yes to an order.")
        @OptionGroup var decision: DecisionOptions
        @Option(help: "Why, for the record.") var reason: String?
        @Option(help: ArgumentHelp("How many working days your department needs.", valueName: "count"))
        var workingDays: Int?
        @Option(help: "On which terms the order is taken; they stand in the confirmation.") var terms: String?
        @Option(help: ArgumentHelp("A document that proves it; its SHA-256 is noted.", valueName: "file"))
        var evidence: String?

        func run() throws {
            let proof = try evidence.map { [try Review.evidence($0)] } ?? []
            try decision.drop(.approve, reason: reason) { given in
                given.workingDays = workingDays
                given.terms = terms
                given.evidence = proof
            }
        }
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

    struct SendBack: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "send-back", abstract: "Ask a colleague something before you decide.")
        @OptionGroup var decision: DecisionOptions
        @Option(help: ArgumentHelp("The role that is asked.", valueName: "role")) var to: String
        @Option(help: "The question.") var reason: String

        func run() throws { try decision.drop(.sendBack, reason: reason) { $0.to = to } }
    }

    struct Answer: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Answer what a colleague has asked.")
        @OptionGroup var decision: DecisionOptions
        @Option(help: "The answer.") var reason: String

        func run() throws { try decision.drop(.answer, reason: reason) }
    }

    struct Delegate: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let another role decide in place of yours.")
        @OptionGroup var decision: DecisionOptions
        @Option(help: ArgumentHelp("The role that decides.", valueName: "role")) var to: String
        @Option(help: "Why.") var reason: String

        func run() throws { try decision.drop(.delegate, reason: reason) { $0.to = to } }
    }

    struct Assign: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say who takes care of an order; the superior has to agree.")
        @OptionGroup var decision: DecisionOptions
        @Option(help: ArgumentHelp("The role that takes care of it.", valueName: "role")) var to: String
        @Option(help: "Why.") var reason: String?

        func run() throws { try decision.drop(.assign, reason: reason) { $0.to = to } }
    }

    /// A file by its name and its SHA-256.
    fileprivate static func evidence(_ path: String) throws -> Evidence {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return Evidence(kind: .other, name: name, sha256: try SHA256Digest.of(try WholeFile.read(path)).hexadecimal)
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
    func drop(
        _ verdict: ReviewDecision.Verdict, reason: String?, _ complete: (inout ReviewDecision) -> Void = { _ in }
    ) throws {
        let number = try Orders.number(order, try desk.ledger())
        var decision = ReviewDecision(
            orderNumber: number, verdict: verdict, person: person, reason: reason, change: change)
        complete(&decision)
        let name = "decision-\(number)-\(`as`)-\(SystemClock.now().milliseconds).json"
        let path = try desk.drop(IncomingDocumentWriter.write(.decision(decision)), into: "desk/\(`as`)", as: name)
        try output.say(
            ["file": path, "order": number, "role": `as`, "verdict": verdict.rawValue], "Decided: \(path)",
            "The desk's receipt comes into outbox/desk/\(`as`)/.")
    }
}
