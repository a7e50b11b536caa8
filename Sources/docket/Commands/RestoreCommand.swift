// `docket restore`: a backup becomes a desk again.

import ArgumentParser
import DocketDaemon
import OrderLedger

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring a backup back.",
        discussion: """
            Checks every file of the backup, then puts the ledger and what was on its way in work/ into the desk. Files that came \
            after the backup and lie in the desk's archive are decided anew, under their old ids, so that nothing has to be \
            dropped again. A configuration that is there stays; where there is none, the backup's is put there.

            With --from-archive no backup is needed: the ledger is computed from the archive alone. Carriers are then told of \
            everything once more, under the same ids.

            The daemon must not run. When this command is broken off, at any moment, the desk is the old one or the restored \
            one; the same command again does the rest.
            """)
    @Argument(help: ArgumentHelp("The folder that 'docket backup' made.", valueName: "backup"))
    var backup: String?
    @Flag(help: "Without a backup: compute the ledger from all that the archive and quarantine hold.")
    var fromArchive = false
    @Flag(help: "Put it in the place of a ledger that is there; that one is kept under another name.")
    var replace = false
    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if fromArchive == (backup != nil) { throw ValidationError("Name a backup, or --from-archive.") }
    }

    func run() throws { try sayingTrouble { try restore() } }

    private func restore() throws {
        let progress = StageProgress()
        let outcome: Restore.Outcome
        do {
            outcome = try Restore.run(
                backup.map { ConfigurationLocation.join(absolute("."), $0) }, into: desk.location, replacing: replace,
                now: SystemClock.now()
            ) { progress.advanced($0.rawValue, to: Int($1), of: Int($2)) }
        } catch {
            progress.clear()
            throw CommandTrouble(ExitStatus.cannotWrite, "nothing was restored: \(error)")
        }
        progress.clear()
        if output.json { try JSONOutput.print(RestoreView(outcome)) } else { Terminal.output.write(text(outcome)) }
    }

    /// A ledger that was lost may have missed thousands.
    private static let filesShown = 50

    private func text(_ outcome: Restore.Outcome) -> String {
        var text =
            outcome.madeAt.map { "Restored \(outcome.ledger), with \(outcome.orders) orders as of \($0).\n" }
            ?? "Computed \(outcome.ledger) from the archive.\n"
        if let replaced = outcome.replaced { text += "The ledger that was there is \(replaced) now.\n" }
        if outcome.broughtConfiguration {
            text += "The configuration is the backup's: \(desk.location.configuration)\n"
        }
        if outcome.inputs + outcome.documents > 0 {
            text += "Brought back into work/: \(outcome.inputs) inputs, \(outcome.documents) documents.\n"
        }
        let caughtUp = outcome.caughtUp
        if !caughtUp.files.isEmpty {
            text +=
                "\nFiles of archive/, quarantine/ and work/ that this ledger did not know and that were decided anew: "
                + "\(caughtUp.files.count)\n"
            var table = Table("INTAKE", "FROM", "FILE", "OUTCOME", "ORDERS")
            for file in caughtUp.files.prefix(RestoreCommand.filesShown) {
                let more = file.orders.count > 5 ? ", … \(file.orders.count) in all" : ""
                let orders = file.orders.prefix(5).joined(separator: ", ") + more
                table.add(file.intake, file.sender, file.name, file.outcome, orders)
            }
            text += table.text()
            let rest = caughtUp.files.count - RestoreCommand.filesShown
            if rest > 0 { text += "… \(rest) more (--json has all)\n" }
            text += "Documents of archived files count as published; carriers are told again under the same ids.\n"
        }
        if caughtUp.unpublished > 0 {
            text += "\(caughtUp.unpublished) documents that were not published will be.\n"
        }
        for path in caughtUp.conflicts {
            text += Terminal.output.red("Differs: ")
            text +=
                "\(path) says something else than what follows now; compare it with 'docket orders show', and tell its "
            text += "recipient.\n"
        }
        for sentence in caughtUp.left { text += Terminal.output.red("Not decided: ") + sentence + "\n" }
        return text + "\nStart the desk: docket run\n"
    }
}

/// The outcome for programs.
struct RestoreView: Encodable {
    struct File: Encodable {
        var intake, sender, name, outcome: String
        var orders: [String]
    }
    var ledger: String
    var madeAt, replaced: String?
    var orders, inputs, documents, unpublished: Int
    var broughtConfiguration: Bool
    var decidedAnew: [File]
    var conflicts, left: [String]

    init(_ outcome: Restore.Outcome) {
        (ledger, madeAt, replaced) = (outcome.ledger, outcome.madeAt, outcome.replaced)
        (orders, inputs, documents) = (outcome.orders, outcome.inputs, outcome.documents)
        (unpublished, broughtConfiguration) = (outcome.caughtUp.unpublished, outcome.broughtConfiguration)
        decidedAnew = outcome.caughtUp.files.map {
            File(intake: $0.intake, sender: $0.sender, name: $0.name, outcome: $0.outcome, orders: $0.orders)
        }
        (conflicts, left) = (outcome.caughtUp.conflicts, outcome.caughtUp.left)
    }
}
