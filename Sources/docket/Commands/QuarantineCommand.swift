// `docket quarantine`: files that were not taken, why, and how to give them to the desk again.

import ArgumentParser
import DocketDaemon
import OrderLedger
import OrderModel
import OrderSpool

struct Quarantine: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Files that could not be taken.", subcommands: [List.self, Retry.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What lies in quarantine, and why.")
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        struct Row: Encodable {
            var intake: String
            var owner: String
            var inbox: String
            var file: String
            var path: String
            var reason: String
        }

        func run() throws {
            let ledger = try desk.ledger()
            let files = try Quarantine.spool(desk).quarantined(owner: nil)
            let rows = try files.map { file in
                let receipt = try ledger.read { try $0.intake(file.id)?.receipt }
                let findings = (receipt?.findings ?? []) + (receipt?.entries.flatMap(\.findings) ?? [])
                let reason = findings.first { $0.severity == .error } ?? findings.first
                return Row(
                    intake: file.id, owner: file.owner, inbox: file.inbox, file: file.name.printable,
                    path: file.path.printable, reason: reason.map { "\($0.code.rawValue): \($0.message)" } ?? "")
            }
            if output.json { return try JSONOutput.print(rows) }
            var table = Table("INTAKE", "INBOX", "FILE", "WHY")
            for row in rows { table.add(row.intake, row.inbox, row.file, row.reason) }
            Terminal.output.write(table.isEmpty ? "Nothing lies in quarantine.\n" : table.text())
        }
    }

    struct Retry: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a file to the desk again, after its cause was mended.",
            discussion: "The file goes back into its inbox under its own name; the desk takes it as a new file.")
        @Argument(help: "The intake, as 'docket quarantine list' shows it.") var intake: String
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let spool = try Quarantine.spool(desk)
            guard let file = try spool.quarantined(owner: nil).first(where: { $0.id == intake }) else {
                Terminal.error.line("Nothing lies in quarantine under intake \(intake).")
                throw ExitStatus.notFound
            }
            switch try spool.retry(file) {
            case .movedBack:
                try output.say(
                    ["intake": intake, "file": file.name.printable, "inbox": file.inbox],
                    "\(file.name.printable) is back in inbox/\(file.inbox).")
            case .nameTaken:
                Terminal.error.line(
                    "There is a file called \(file.name.printable) in inbox/\(file.inbox). Move one of them, then try again."
                )
                throw ExitStatus.problems
            case .missing:
                Terminal.error.line("\(file.name.printable) is gone.")
                throw ExitStatus.notFound
            }
        }
    }

    fileprivate static func spool(_ desk: DeskOptions) throws -> DiskSpool {
        let configuration = try desk.configuration()
        let spool = try DiskSpool(layout: configuration.spoolLayout())
        _ = spool.use(try configuration.inboxRegister().inboxes.map(\.folder))
        return spool
    }
}
