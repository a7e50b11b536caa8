// What the desk remembers about files that wait in the inboxes, and the step that takes those which are whole.

import Logging
import OrderLedger
import OrderModel
package import OrderSpool

/// A quiet watch per inbox, and the deadlines of files whose structure breaks off.
struct InboxWatch {
    private struct Held {
        var size: Int64
        var modified: Int64
        var since: Int64
    }

    private var watches: [String: QuietWatch] = [:]
    private var held: [String: [FileName: Held]] = [:]
    /// When files whose other half is missing were first found.
    private var found: [String: [FileName: Int64]] = [:]
    /// Things in inboxes that are no files, so that each is reported once.
    private var reported: Set<String> = []

    mutating func note(_ hint: WatchHint, inbox: Inbox) {
        watch(inbox) { $0.note(hint.kind, of: hint.name) }
    }

    /// Whether the file is to be taken now: it is whole, or it waited for its rest long enough.
    mutating func verdict(
        on entry: InboxEntry, in inbox: Inbox, openForWriting: OpenForWriting, monotonic: Int64
    ) -> Verdict {
        let verdict = watch(inbox) { $0.observe(entry, openForWriting: openForWriting, now: monotonic) }
        if let deadline = incompleteDeadline(of: entry, in: inbox, monotonic: monotonic) {
            if monotonic >= deadline { return .takeAsItIs }
            if verdict != .whole { return .waitForTheRest(until: deadline) }
        }
        switch verdict {
        case .whole: return .take
        case .wait(let until): return .wait(until: until)
        }
    }

    enum Verdict: Equatable {
        case take
        /// Its structure breaks off and the rest did not come in time.
        case takeAsItIs
        case wait(until: Int64?)
        case waitForTheRest(until: Int64)
    }

    /// The file was read, its structure breaks off, and it goes back until more of it comes.
    mutating func hold(_ claim: Claim, monotonic: Int64) {
        let facts = claim.facts
        if let known = held[claim.inbox]?[claim.name], known.size == facts.sizeInBytes,
            known.modified == facts.modifiedNanoseconds
        {
            return
        }
        held[claim.inbox, default: [:]][claim.name] = Held(
            size: facts.sizeInBytes, modified: facts.modifiedNanoseconds, since: monotonic)
    }

    mutating func wasPutBack(_ entry: InboxEntry, in inbox: Inbox, isIncomplete: Bool, monotonic: Int64) {
        // A share may not keep the time that a file had: its waiting goes on all the same.
        if isIncomplete, let waiting = held[inbox.folder.id]?[entry.name], waiting.size == entry.facts.sizeInBytes {
            held[inbox.folder.id]?[entry.name] = Held(
                size: entry.facts.sizeInBytes, modified: entry.facts.modifiedNanoseconds, since: waiting.since)
        }
        watch(inbox) { $0.wasPutBack(entry, because: isIncomplete ? .incomplete : .changed, now: monotonic) }
    }

    /// The file was taken, or is gone. A file that is only being looked into keeps its deadline.
    mutating func forget(_ name: FileName, in inbox: String, keepingDeadline: Bool = false) {
        watches[inbox]?.forget(name)
        found[inbox]?[name] = nil
        if !keepingDeadline { held[inbox]?[name] = nil }
    }

    /// A scan of the whole inbox found only these.
    mutating func keepOnly(_ names: Set<FileName>, in inbox: String) {
        watches[inbox]?.keepOnly(names)
        held[inbox] = held[inbox]?.filter { names.contains($0.key) }
        found[inbox] = found[inbox]?.filter { names.contains($0.key) }
    }

    /// The time at which the file was first asked about.
    mutating func sinceFound(_ name: FileName, in inbox: String, monotonic: Int64) -> Int64 {
        if let since = found[inbox]?[name] { return since }
        found[inbox, default: [:]][name] = monotonic
        return monotonic
    }

    /// True the first time.
    mutating func isNew(_ unusable: UnusableEntry, in inbox: String) -> Bool {
        reported.insert("\(inbox)/\(unusable.name.printable)/\(unusable.facts.inode)").inserted
    }

    var heldCount: Int { held.values.reduce(0) { $0 + $1.count } }

    private func incompleteDeadline(of entry: InboxEntry, in inbox: Inbox, monotonic: Int64) -> Int64? {
        guard let known = held[inbox.folder.id]?[entry.name], known.size == entry.facts.sizeInBytes,
            known.modified == entry.facts.modifiedNanoseconds
        else { return nil }
        let (end, overflow) = known.since.addingReportingOverflow(inbox.incompleteNanoseconds)
        return overflow ? .max : end
    }

    private mutating func watch<Result>(_ inbox: Inbox, _ body: (inout QuietWatch) -> Result) -> Result {
        let fresh: QuietWatch = {
            var rule = WholenessRule()
            rule.quietNanoseconds = inbox.quietNanoseconds
            rule.needsMarker = inbox.requiresMarker
            rule.takesClosed = inbox.profile?.takesClosedFiles ?? true
            return QuietWatch(rule: rule)
        }()
        return body(&watches[inbox.folder.id, default: fresh])
    }
}

// MARK: - Claim

extension DeskPipeline {
    /// Hints from the watcher, for the next turn.
    package func note(_ hints: [WatchHint]) {
        for hint in hints {
            if let inbox = register.inbox(hint.inbox) { watch.note(hint, inbox: inbox) }
        }
    }

    /// Looks through the inboxes, each in its turn, and takes what is whole, up to the limit of one turn.
    func claimWholeFiles(now: Instant, monotonic: Int64, report: inout TurnReport) {
        var room = limits.filesPerTurn - claimed.count
        // An inbox that comes first with a million files must not keep the others waiting: each turn begins behind
        // the inbox at which the last one ran out of room, and gives each a share.
        // Never so small that what belongs together (products, prices, stock) is torn apart where there are many inboxes.
        let share = max(min(8, limits.filesPerTurn), limits.filesPerTurn / max(1, register.inboxes.count))
        var isCut = false
        for pass in [share, limits.filesPerTurn] where room > 0 {
            (report.waiting, report.incomplete) = (0, 0)
            for inbox in inboxesInTurn() where room > 0 {
                let taken = claim(from: inbox, atMost: min(pass, room), now: now, monotonic: monotonic, report: &report)
                room -= taken
                isCut = isCut || taken >= pass
                if room <= 0 { firstInbox = inboxBehind(inbox) }
            }
            guard isCut else { return }
        }
    }

    private func inboxBehind(_ inbox: Inbox) -> String? {
        let index = register.inboxes.firstIndex { $0.folder.id == inbox.folder.id } ?? 0
        return register.inboxes[(index + 1) % register.inboxes.count].folder.id
    }

    private func inboxesInTurn() -> [Inbox] {
        guard let firstInbox, let index = register.inboxes.firstIndex(where: { $0.folder.id == firstInbox }) else {
            return register.inboxes
        }
        return Array(register.inboxes[index...] + register.inboxes[..<index])
    }

    private func claim(
        from inbox: Inbox, atMost room: Int, now: Instant, monotonic: Int64, report: inout TurnReport
    ) -> Int {
        let scan: InboxScan
        do {
            try spool.bringBackFromCur(inbox.folder.id)
            scan = try spool.scan(inbox.folder.id, leaving: inbox.neverTaken)
        } catch {
            report.say(error)
            return 0
        }
        sayUnusable(scan, in: inbox)
        if !scan.isPartial { watch.keepOnly(Set(scan.entries.map(\.name)), in: inbox.folder.id) }
        // What cannot be taken uses no room: a few files that nobody may read must not keep those behind them waiting.
        var taken = 0
        var rest = (inbox.profile == nil ? scan.entries : ScanBundles.of(scan.entries))[...]
        while taken < room, !rest.isEmpty {
            let requests = wholeFiles(
                &rest, of: inbox, atMost: room - taken, now: now, monotonic: monotonic, report: &report)
            taken += take(requests, inbox: inbox, now: now, report: &report)
        }
        return taken
    }

    /// The next files that are to be taken, the oldest first; leaves in `entries` what was not looked at.
    private func wholeFiles(
        _ entries: inout ArraySlice<InboxEntry>, of inbox: Inbox, atMost count: Int, now: Instant, monotonic: Int64,
        report: inout TurnReport
    ) -> [(request: ClaimRequest, isOverdue: Bool)] {
        var requests: [(request: ClaimRequest, isOverdue: Bool)] = []
        while requests.count < count, let entry = entries.popFirst() {
            let verdict = verdict(on: entry, in: inbox, monotonic: monotonic)
            switch verdict {
            case .take, .takeAsItIs:
                guard let id = nextIntakeID(now) else { break }
                requests.append((ClaimRequest(inbox: inbox.folder.id, entry: entry, id: id), verdict == .takeAsItIs))
            case .wait(let until):
                report.waiting += 1
                if let until { report.nextLook = min(report.nextLook ?? until, until) }
            case .waitForTheRest(let until):
                report.incomplete += 1
                report.nextDeadline = min(report.nextDeadline ?? until, until)
            }
        }
        return requests
    }

    /// A bundle is whole when each of its files is.
    private func verdict(on entry: InboxEntry, in inbox: Inbox, monotonic: Int64) -> InboxWatch.Verdict {
        let verdict = verdictOnFile(entry, in: inbox, monotonic: monotonic)
        guard verdict == .take || verdict == .takeAsItIs else { return verdict }
        for scan in entry.scans {
            let verdict = verdictOnFile(scan, in: inbox, monotonic: monotonic)
            guard verdict == .take || verdict == .takeAsItIs else { return verdict }
        }
        let other = watch.waitForOther(entry, in: inbox, monotonic: monotonic)
        return other.map { .wait(until: $0) } ?? verdict
    }

    private func verdictOnFile(_ entry: InboxEntry, in inbox: Inbox, monotonic: Int64) -> InboxWatch.Verdict {
        do {
            let open = try spool.openForWriting(entry, in: inbox.folder.id)
            return watch.verdict(on: entry, in: inbox, openForWriting: open, monotonic: monotonic)
        } catch {
            // A look that failed says nothing: somebody may be writing. The next scan looks again.
            return .wait(until: monotonic.addingReportingOverflow(limits.scanIntervalNanoseconds).partialValue)
        }
    }

    private func nextIntakeID(_ now: Instant) -> String? {
        try? intakeIDs.next(at: now) { id in
            try claimed.contains { $0.claim.id == id } || ledgerRead { try $0.intake(id) != nil }
        }
    }

    private func take(
        _ requests: [(request: ClaimRequest, isOverdue: Bool)], inbox: Inbox, now: Instant, report: inout TurnReport
    ) -> Int {
        guard !requests.isEmpty else { return 0 }
        var count = 0
        for ((request, isOverdue), outcome) in zip(requests, spool.claim(requests.map(\.request))) {
            switch outcome {
            case .claimed(let claim):
                claimed.append(
                    ClaimedFile(
                        claim: claim, receivedAt: now, arrival: request.entry.facts.changedNanoseconds,
                        isOverdue: isOverdue))
                watch.forget(request.entry.name, in: inbox.folder.id, keepingDeadline: true)
                for scan in request.entry.scans { watch.forget(scan.name, in: inbox.folder.id) }
                count += 1
            case .vanished: watch.forget(request.entry.name, in: inbox.folder.id)
            case .changed: report.waiting += 1
            case .unusable: break
            case .tooLarge(let size):
                report.say(
                    "“\(request.entry.name.printable)” in inbox/\(inbox.folder.id) has \(size) bytes, more than the desk "
                        + "takes; it stays where it is.")
            case .failed(let error):
                report.say(error)
                // It may have been taken already, and could not go back: then it lies in work/ and nobody has it.
                hasBlockedClaims = true
            }
        }
        return count
    }

    private func sayUnusable(_ scan: InboxScan, in inbox: Inbox) {
        for unusable in scan.unusable where watch.isNew(unusable, in: inbox.folder.id) {
            log.warning(
                "not-a-file", metadata: ["inbox": "\(inbox.folder.id)", "what": "\(unusable.sentence)"])
        }
    }
}
