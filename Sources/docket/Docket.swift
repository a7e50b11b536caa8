// The program `docket`: its subcommands, each a file in `Commands/`.

import ArgumentParser

@main
struct Docket: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docket",
        abstract: "An order desk that runs on folders.",
        discussion: """
            Trading partners drop order files; Docket takes each exactly once, checks it, routes it through review rules, \
            and writes receipts, confirmations and shipping notices back.

            A desk of your own: 'docket init DIR', then 'docket run --root DIR', then drop a file into DIR/inbox/acme/web/.
            """,
        version: "0.1.0",
        subcommands: [
            Init.self, Run.self, Check.self, Convert.self, Status.self, Orders.self, Quotations.self, Review.self,
            Inboxes.self,
            Quarantine.self,
            Deliveries.self,
            BackupCommand.self, RestoreCommand.self, ReplayCommand.self, ConfigCommand.self, Rules.self,
        ])
}
