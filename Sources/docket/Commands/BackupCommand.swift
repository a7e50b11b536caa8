// `docket backup`: a consistent copy of what the desk knows, beside a running daemon.

import ArgumentParser
import DocketDaemon
import OrderLedger

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy what the desk knows, while it runs.",
        discussion: """
            Copies the ledger, what is on its way in work/, and the configuration into a new folder, with the SHA-256 of every \
            file (SHA256SUMS, as sha256sum writes it). The folder has its name only when all of it is on the disk and checked; \
            until then it is called DIR.unfinished. 'docket restore' brings it back.

            Not in it: the archive, quarantine and outboxes, which only grow (copy them with 'rsync -a'), and what waits in the \
            inboxes, which is still the senders'. The configuration's secrets are in it: keep it as safe as the desk.
            """)
    @Argument(help: ArgumentHelp("The folder of the backup, which must not be there yet.", valueName: "dir"))
    var target: String
    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: OutputOptions

    struct View: Encodable {
        var path: String
        var files: Int
        var bytes: Int64
        var orders, inputs, documents, configurationFiles: Int
    }

    func run() throws { try sayingTrouble { try backUp() } }

    private func backUp() throws {
        let configuration = try desk.configuration()
        let progress = StageProgress()
        let made: Backup.Outcome
        do {
            made = try Backup.make(
                of: configuration, to: ConfigurationLocation.join(absolute("."), target),
                version: Docket.configuration.version, now: SystemClock.now()
            ) { progress.advanced($0.rawValue, to: Int($1), of: Int($2)) }
        } catch {
            progress.clear()
            throw CommandTrouble(ExitStatus.cannotWrite, "there is no backup: \(error)")
        }
        progress.clear()
        guard !output.json else {
            return try JSONOutput.print(
                View(
                    path: made.path, files: made.files, bytes: made.bytes, orders: made.orders, inputs: made.inputs,
                    documents: made.documents, configurationFiles: made.configurationFiles))
        }
        Terminal.output.line("\(made.path): \(made.files) files, \(Sizes.short(made.bytes)), checked.")
        Terminal.output.line(
            "  the ledger with \(made.orders) orders; \(made.inputs) inputs and \(made.documents) documents on their way; "
                + "\(made.configurationFiles) files of configuration")
        Terminal.output.line("  not in it: archive, quarantine, outboxes, inboxes")
    }
}

enum Sizes {
    /// `12.3 MB`, as disks are sold.
    static func short(_ bytes: Int64) -> String {
        for (unit, size) in [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)] as [(String, Int64)]
        where bytes >= size {
            return "\(bytes / size).\(bytes % size * 10 / size) \(unit)"
        }
        return "\(bytes) bytes"
    }
}
