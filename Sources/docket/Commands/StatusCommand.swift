// `docket status`: one screen that says whether the desk works, what waits, and what to do.

import ArgumentParser
import DocketDaemon
import Glibc
import OrderLedger
import OrderModel
import OrderSpool

struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Is the desk working, what waits where, what to do.")
    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: OutputOptions

    struct View: Encodable {
        struct Waiting: Encodable {
            var inbox: String
            var files: Int
        }
        var isRunning: Bool
        var pid: Int32?
        var filesToday: [String: Int]
        var orders, ordersToday: Int
        /// Files that were taken and are not decided yet; more than a few for long mean trouble.
        var inWork: Int
        var waitingForDecision, waitingForGoods, unpublishedDocuments, undeliveredNotices, quarantined: Int
        var oldestDecision: String?
        var inboxes: [Waiting]
        var troubles: [String]
    }

    func run() throws {
        let configuration = try desk.configuration()
        let view = try view(of: configuration)
        if output.json { return try JSONOutput.print(view) }
        Terminal.output.write(text(view))
    }

    private func view(of configuration: Configuration) throws -> View {
        let now = SystemClock.now()
        let midnight = Instant(
            date: configuration.calendar.date(at: now), offsetSeconds: configuration.calendar.offsetSeconds)
        let status = try ledgerStatus(configuration.folders.ledger, since: midnight, now: now)
        let spool = try DiskSpool(layout: configuration.spoolLayout())
        let register = try configuration.inboxRegister()
        // What is wrong with an inbox, looking through it says.
        var troubles = spool.use(register.outboxes).map(\.sentence)
        _ = spool.use(register.inboxes.map(\.folder))
        var inboxes: [View.Waiting] = []
        for inbox in register.inboxes {
            do {
                let files = try spool.scan(inbox.folder.id, leaving: inbox.neverTaken).entries.count
                if files > 0 { inboxes.append(View.Waiting(inbox: inbox.folder.id, files: files)) }
            } catch {
                troubles.append(error.sentence)
            }
        }
        let running = Ledger.daemon(of: configuration.folders.ledger)
        if running != nil {
            let said = TroubleNote(ledgerPath: configuration.folders.ledger).read()
            troubles += said.filter { !troubles.contains($0) }
        }
        let undelivered = [NoticeRow.State.pending, .exhausted, .disabled].reduce(0) {
            $0 + (status.notices[$1]?.count ?? 0)
        }
        return View(
            isRunning: running != nil, pid: running,
            filesToday: Dictionary(uniqueKeysWithValues: status.intakes.map { ($0.key.rawValue, $0.value) }),
            orders: status.orders, ordersToday: status.ordersSince,
            inWork: entries(in: configuration.folders.work + "/claimed"),
            waitingForDecision: status.openMatters.values.reduce(0) { $0 + $1.count },
            waitingForGoods: status.shortages.count, unpublishedDocuments: status.pendingOutgoing.count,
            undeliveredNotices: undelivered, quarantined: (try? spool.quarantined(owner: nil).count) ?? 0,
            oldestDecision: status.openMatters.values.compactMap(\.oldest).min()?.description, inboxes: inboxes,
            troubles: troubles
                + configuration.stoppedPartners.sorted().map {
                    "partner \($0) is stopped by an error in its file; see 'docket config check'"
                })
    }

    /// How many entries a folder has; none where it is not there.
    private func entries(in folder: String) -> Int {
        guard let open = opendir(folder) else { return 0 }
        defer { closedir(open) }
        var count = 0
        while let entry = readdir(open) { count += entry.pointee.d_name.0 == Int8(UInt8(ascii: ".")) ? 0 : 1 }
        return count
    }

    /// Nothing at all where the desk has never run.
    private func ledgerStatus(_ path: String, since midnight: Instant, now: Instant) throws -> LedgerStatus {
        guard fileExists(path) else { return LedgerStatus() }
        return try Ledger.open(path: path, mode: .reader).read { try $0.status(since: midnight, now: now) }
    }

    private func text(_ view: View) -> String {
        let terminal = Terminal.output
        var text =
            view.isRunning
            ? "The desk is running (process \(view.pid.map(String.init) ?? "?")).\n"
            : terminal.red("The desk is not running.") + " Start it with 'docket run'.\n"
        for trouble in view.troubles { text += terminal.red("Trouble: ") + trouble + "\n" }
        let files = view.filesToday.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        text += "\n  files today       \(files.isEmpty ? "none" : files)\n"
        text += "  orders            \(view.orders), \(view.ordersToday) of them today\n"
        let waiting = view.inboxes.map { "\($0.files) in \($0.inbox)" }.joined(separator: ", ")
        text += "  in the inboxes    \(waiting.isEmpty ? "none" : waiting)\n"
        text += row("taken, undecided", view.inWork, "see the daemon's log")
        text += row("for a decision", view.waitingForDecision, "docket review list", since: view.oldestDecision)
        text += row("for goods", view.waitingForGoods, "docket orders list --status backordered")
        text += row("quarantined", view.quarantined, "docket quarantine list")
        text += row("carriers untold", view.undeliveredNotices, "docket deliveries list --open")
        text += row("not published", view.unpublishedDocuments, "see the daemon's log")
        return text
    }

    private func row(_ name: String, _ count: Int, _ command: String, since: String? = nil) -> String {
        let padding = String(repeating: " ", count: max(1, 18 - name.count))
        guard count > 0 else { return "  \(name)\(padding)none\n" }
        return
            "  \(name)\(padding)\(count)\(since.map { ", the oldest since \($0.prefix(16))" } ?? "")   (\(command))\n"
    }
}
