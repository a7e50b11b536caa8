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
        /// Why the last run ended, where it did not end as asked.
        var endedBecause: String?
        /// The ledger can be read: without it, what is counted from it is 0.
        var isLedgerReadable: Bool
        var filesToday: [String: Int]
        var orders, ordersToday, quotations: Int
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
        if output.json { try JSONOutput.print(view) } else { Terminal.output.write(text(view)) }
        if !view.isLedgerReadable { throw ExitStatus.problems }
    }

    private func view(of configuration: Configuration) throws -> View {
        let running = Ledger.daemon(of: configuration.folders.ledger)
        let said = TroubleNote(ledgerPath: configuration.folders.ledger).read()
        var troubles = running == nil ? [] : said
        let (status, isLedgerReadable) = ledgerStatus(of: configuration, troubles: &troubles)
        troubles += DiskTroubles.of(configuration)
        let (inboxes, quarantined) = try look(at: configuration, troubles: &troubles)
        let undelivered = [NoticeRow.State.pending, .exhausted, .disabled].reduce(0) {
            $0 + (status.notices[$1]?.count ?? 0)
        }
        return View(
            isRunning: running != nil, pid: running, endedBecause: running == nil ? said.first : nil,
            isLedgerReadable: isLedgerReadable,
            filesToday: Dictionary(uniqueKeysWithValues: status.intakes.map { ($0.key.rawValue, $0.value) }),
            orders: status.orders, ordersToday: status.ordersSince,
            quotations: status.quotations,
            inWork: entries(in: configuration.folders.work + "/claimed"),
            waitingForDecision: status.openMatters.values.reduce(0) { $0 + $1.count },
            waitingForGoods: status.shortages.count, unpublishedDocuments: status.pendingOutgoing.count,
            undeliveredNotices: undelivered, quarantined: quarantined,
            oldestDecision: status.openMatters.values.compactMap(\.oldest).min()?.description, inboxes: inboxes,
            troubles: troubles
                + configuration.stoppedPartners.sorted().map {
                    "partner \($0) is stopped by an error in its file; see 'docket config check'"
                })
    }

    /// What waits in the inboxes and how much lies in quarantine, as far as the disk lets us look.
    private func look(
        at configuration: Configuration, troubles: inout [String]
    ) throws -> (inboxes: [View.Waiting], quarantined: Int) {
        let spool: DiskSpool
        do {
            spool = try DiskSpool(layout: configuration.spoolLayout())
        } catch let error as SpoolError {
            Status.add(error, to: &troubles)
            return ([], 0)
        }
        let register = try configuration.inboxRegister()
        // What is wrong with an inbox, looking through it says.
        for error in spool.use(register.outboxes) { Status.add(error, to: &troubles) }
        _ = spool.use(register.inboxes.map(\.folder))
        var inboxes: [View.Waiting] = []
        for inbox in register.inboxes {
            do {
                let files = try spool.scan(inbox.folder.id, leaving: inbox.neverTaken).entries.count
                if files > 0 { inboxes.append(View.Waiting(inbox: inbox.folder.id, files: files)) }
            } catch {
                Status.add(error, to: &troubles)
            }
        }
        return (inboxes, (try? spool.quarantined(owner: nil).count) ?? 0)
    }

    /// Adds a trouble, unless the running desk has said already that something is wrong with this folder.
    private static func add(_ error: SpoolError, to troubles: inout [String]) {
        if let path = error.path?.printable, troubles.contains(where: { $0.contains(" \(path) ") }) { return }
        if !troubles.contains(error.sentence) { troubles.append(error.sentence) }
    }

    /// How many entries a folder has; none where it is not there.
    private func entries(in folder: String) -> Int {
        guard let open = opendir(folder) else { return 0 }
        defer { closedir(open) }
        var count = 0
        while let entry = readdir(open) { count += entry.pointee.d_name.0 == Int8(UInt8(ascii: ".")) ? 0 : 1 }
        return count
    }

    /// Nothing at all where the desk has never run, or the ledger cannot be read.
    private func ledgerStatus(
        of configuration: Configuration, troubles: inout [String]
    ) -> (status: LedgerStatus, isReadable: Bool) {
        let path = configuration.folders.ledger
        guard fileExists(path) else { return (LedgerStatus(), true) }
        let now = SystemClock.now()
        let midnight = Instant(
            date: configuration.calendar.date(at: now), offsetSeconds: configuration.calendar.offsetSeconds)
        do {
            let ledger = try Ledger.open(path: path, mode: .reader)
            let status = try ledger.read { try $0.status(since: midnight, now: now) }
            if let clock = ClockTrouble.sentence(newestIntake: status.newestIntake, now: now) { troubles.append(clock) }
            return (status, true)
        } catch {
            troubles.append("\(error)")
            return (LedgerStatus(), false)
        }
    }

    private func text(_ view: View) -> String {
        let terminal = Terminal.output
        var text =
            view.isRunning
            ? "The desk is running (process \(view.pid.map(String.init) ?? "?")).\n"
            : terminal.red("The desk is not running.") + " Start it with 'docket run'.\n"
        if let reason = view.endedBecause { text += terminal.red("It ended because: ") + reason + "\n" }
        for trouble in view.troubles { text += terminal.red("Trouble: ") + trouble + "\n" }
        guard view.isLedgerReadable else { return text + "\n" + inboxLine(view) + "  The rest stands in the ledger.\n" }
        let files = view.filesToday.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        text += "\n  files today       \(files.isEmpty ? "none" : files)\n"
        text += "  orders            \(view.orders), \(view.ordersToday) of them today\n"
        if view.quotations > 0 { text += "  quotations        \(view.quotations)\n" }
        text += inboxLine(view)
        text += row("taken, undecided", view.inWork, "see the daemon's log")
        text += row("for a decision", view.waitingForDecision, "docket review list", since: view.oldestDecision)
        text += row("for goods", view.waitingForGoods, "docket orders list --status backordered")
        text += row("quarantined", view.quarantined, "docket quarantine list")
        text += row("carriers untold", view.undeliveredNotices, "docket deliveries list --open")
        text += row("not published", view.unpublishedDocuments, "see the daemon's log")
        return text
    }

    private func inboxLine(_ view: View) -> String {
        let waiting = view.inboxes.map { "\($0.files) in \($0.inbox)" }.joined(separator: ", ")
        return "  in the inboxes    \(waiting.isEmpty ? "none" : waiting)\n"
    }

    private func row(_ name: String, _ count: Int, _ command: String, since: String? = nil) -> String {
        let padding = String(repeating: " ", count: max(1, 18 - name.count))
        guard count > 0 else { return "  \(name)\(padding)none\n" }
        return
            "  \(name)\(padding)\(count)\(since.map { ", the oldest since \($0.prefix(16))" } ?? "")   (\(command))\n"
    }
}
