// `docket inboxes`: the folders that files are taken from, what waits there, and taking a replaced folder into use.

import ArgumentParser
import DocketDaemon
import OrderSpool

struct Inboxes: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The folders that files are taken from.", subcommands: [List.self, Accept.self],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Every inbox, what waits in it, and what is wrong with it.")
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        struct Row: Encodable {
            var inbox, path: String
            var files: Int
            var trouble: String?
        }

        func run() throws {
            let configuration = try desk.configuration()
            let register = try configuration.inboxRegister()
            let spool = try DiskSpool(layout: configuration.spoolLayout())
            _ = spool.use(register.inboxes.map(\.folder))
            let rows = try register.inboxes.map { inbox in
                do {
                    let scan = try spool.scan(inbox.folder.id, leaving: inbox.neverTaken)
                    let odd = scan.unusable.first?.sentence
                    return Row(
                        inbox: inbox.folder.id, path: inbox.folder.path.printable, files: scan.entries.count,
                        trouble: odd)
                } catch let error as SpoolError {
                    return Row(
                        inbox: inbox.folder.id, path: inbox.folder.path.printable, files: 0, trouble: error.sentence)
                }
            }
            if output.json { return try JSONOutput.print(rows) }
            var table = Table("INBOX", "FILES", "TROUBLE")
            for row in rows { table.add(row.inbox, String(row.files), row.trouble ?? "") }
            Terminal.output.write(table.text())
        }
    }

    struct Accept: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take the folder into use that stands now in the place of another.",
            discussion: """
                The desk takes nothing from an inbox that was replaced, because a mount that went away leaves an empty folder \
                in its place, and puts nothing into an outbox that was replaced. Use this when the change was meant.
                """)
        @Argument(
            help: ArgumentHelp(
                "The inbox, such as acme/web, or an outbox, such as outbox/acme.", valueName: "folder"))
        var name: String
        @OptionGroup var desk: DeskOptions

        func run() throws {
            let configuration = try desk.configuration()
            let register = try configuration.inboxRegister()
            let isOutbox = name.hasPrefix("outbox/")
            let id = name.hasPrefix("inbox/") || isOutbox ? String(name.drop { $0 != "/" }.dropFirst()) : name
            let known = isOutbox ? register.outboxes.first { $0.id == id } : register.inbox(id)?.folder
            guard let known else {
                let kind = isOutbox ? "outbox" : "inbox"
                Terminal.error.line("This desk has no \(kind) '\(id)'. 'docket inboxes' lists the inboxes.")
                throw ExitStatus.notFound
            }
            let spool = try DiskSpool(layout: configuration.spoolLayout())
            _ = spool.use([known])
            try spool.accept(isOutbox ? .outbox : .inbox, id)
            Terminal.output.line(
                "\(isOutbox ? "outbox" : "inbox")/\(id) is in use. A running desk takes it with its next look or 'docket run' anew."
            )
        }
    }
}
