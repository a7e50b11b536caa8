// Decides the past anew: every file that the ledger knows, from where it is kept, at the time and in the order in which it
// was decided, through the same code, into a new ledger.
//
// A turn of the past is what has one time. As the pipeline does, its files are decided first, then a part of a long file,
// then the timers that had run out; what was decided at one time is one transaction. (Two turns of one time are told apart
// by a timer between them.)

import Logging
import OrderFormats
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool

/// A file that the ledger knows and that could not be decided anew.
package struct ReplayFinding: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// It lies in none of the desk's folders.
        case missing
        /// Its bytes are not the ones that were taken.
        case changed
        /// It cannot be read, or there is no inbox of that name any more.
        case unreadable
    }
    package var kind: Kind
    package var intake: String
    package var path: String
    /// For people.
    package var sentence: String
}

final class Replayer {
    private let recorded: Ledger
    private let pipeline: DeskPipeline
    private let spool: ReplaySpool
    private let kept: KeptFiles
    private let desks: PastDesks
    private var deciding: Int?
    private var longFiles: [String: LongReplay] = [:]
    /// Their events are entered as they were recorded.
    private var asRecorded: Set<String> = []

    private(set) var findings: [ReplayFinding] = []
    /// Files that were decided anew, by where they lay.
    private(set) var decided: [KeptFile.Place: Int] = [:]
    /// Refused files that somebody has taken out of quarantine.
    private(set) var gone = 0
    /// Intakes whose documents cannot be compared.
    private(set) var excused: Set<String> = []
    /// When each file was decided, in order.
    private(set) var times: [Instant] = []

    /// A long file, decided as far as the past has got.
    private struct LongReplay {
        let file: LongFile
        let record: RecordedFile
        var lastAt: Instant
        /// Read, and not yet decided.
        var next: LongFilePart?
    }

    init(recorded: Ledger, pipeline: DeskPipeline, spool: ReplaySpool, kept: KeptFiles, desks: PastDesks) {
        self.recorded = recorded
        self.desks = desks
        self.pipeline = pipeline
        self.spool = spool
        self.kept = kept
    }

    /// Decides everything anew.
    /// - Parameters:
    ///   - end: when the recorded ledger was looked at.
    ///   - progress: told how many files are decided.
    func run(until end: Instant, progress: (Int) -> Void) throws {
        var history = History(of: recorded)
        var turn: [HistoryStep] = []
        while let step = history.next() {
            if let first = turn.first, let last = turn.last,
                first.at != step.at || turn.count >= pipeline.limits.filesPerTurn || (last.isTimer && !step.isTimer)
            {
                try decide(turn, at: first.at)
                turn = []
                progress(times.count)
            }
            turn.append(step)
        }
        if let failure = history.failure { throw failure }
        if let first = turn.first { try decide(turn, at: first.at) }
        try fireSilentTimers(until: end)
    }

    private func decide(_ turn: [HistoryStep], at now: Instant) throws {
        let past = desks.desk(at: now)
        if past.number != deciding { pipeline.decide(as: past.desk) }
        deciding = past.number
        let timers = try pipeline.ledger.read { try $0.dueTimers(now: now, limit: pipeline.limits.timersPerTurn) }
        try pipeline.ledger.write { transaction in
            pipeline.outgoing = []
            let desk = Deciding(
                decider: FileDecider(desk: pipeline.desk, transaction: transaction, now: now), transaction: transaction)
            for step in turn {
                switch step {
                case .file(let file, let run): try decide(file, run, desk)
                case .later(let run): try goOn(run, desk)
                }
            }
            for due in timers { try pipeline.fire(due, decider: desk.decider, transaction: transaction) }
            try pipeline.stageOutgoing(now: now, transaction: transaction)
        }
    }

    /// What a decision is made with.
    private struct Deciding {
        let decider: FileDecider
        let transaction: LedgerTransaction
        var now: Instant { decider.now }

        func at(_ instant: Instant) -> Deciding {
            Deciding(
                decider: FileDecider(desk: decider.desk, transaction: transaction, now: instant),
                transaction: transaction)
        }
    }

    /// A timer that found nothing to do any more has left no trace but that it is gone.
    private func fireSilentTimers(until end: Instant) throws {
        let waiting = Set(try recorded.read { try $0.dueTimers(now: end, limit: .max) })
        let due = try pipeline.ledger.read { try $0.dueTimers(now: end, limit: .max) }.filter { !waiting.contains($0) }
        guard !due.isEmpty else { return }
        try pipeline.ledger.write { transaction in
            pipeline.outgoing = []
            let decider = FileDecider(desk: pipeline.desk, transaction: transaction, now: end)
            for timer in due { try pipeline.fire(timer, decider: decider, transaction: transaction) }
            try pipeline.stageOutgoing(now: end, transaction: transaction)
        }
    }
}

// MARK: - One file

extension Replayer {
    private func decide(_ file: RecordedFile, _ run: JournalRun?, _ desk: Deciding) throws {
        let intake = file.intake
        times.append(desk.now)
        if intake.receipt.entries.contains(where: { $0.kind == .deliveryRetry }) { excused.insert(intake.id) }
        let found: KeptFile?
        do {
            found = try find(intake)
        } catch {
            return try set(.unreadable, file, run, path: archivePath(of: intake), error.sentence, desk)
        }
        guard let found else {
            let path = archivePath(of: intake)
            // Of a refused file nothing was entered, and whoever has mended its cause may take it away.
            let kind: ReplayFinding.Kind? = intake.disposition == .quarantine && run == nil ? nil : .missing
            return try set(
                kind, file, run, path: path, "\(intake.printableName) is not in the archive: \(path) is missing", desk)
        }
        spool.files[intake.id] = found
        defer { if longFiles[intake.id] == nil { spool.files[intake.id] = nil } }
        let claim = Claim(
            id: intake.id, inbox: intake.sender.folder, name: found.name, facts: found.facts, hadMarker: false,
            scans: found.scans)
        var claimed = ClaimedFile(claim: claim, receivedAt: intake.receivedAt, isOverdue: true)
        // The desk itself had failed on it, which says nothing about the file.
        if intake.receipt.findings.contains(where: { $0.code == .notProcessed }) {
            claimed.failures = pipeline.limits.triesPerFile
        }
        guard let inbox = pipeline.register.inbox(claim.inbox) else {
            return try set(
                .unreadable, file, run, path: found.path.printable,
                "\(intake.printableName) came through inbox/\(claim.inbox), which its configuration does not have",
                desk)
        }
        if pipeline.isLong(claim), claimed.failures == 0 {
            try decideLong(claimed, file, run, found, profile: inbox.profile, desk)
        } else {
            try decideShort(claimed, file, run, found, desk)
        }
    }

    private func find(_ intake: Intake) throws(SpoolError) -> KeptFile? {
        guard let name = FileName(bytes: intake.fileName) else { return nil }
        return try kept.find(
            intake.id, from: intake.sender.folder, name: name, day: day(of: intake), owner: intake.sender.senderID)
    }

    private func day(of intake: Intake) -> ArchiveDay? {
        let (year, month, day) = intake.receivedAt.wallClock().date.components
        return ArchiveDay(year: year, month: month, day: day)
    }

    private func archivePath(of intake: Intake) -> String {
        guard let name = FileName(bytes: intake.fileName) else { return intake.printableName }
        return kept.archivePath(intake.id, from: intake.sender.folder, name: name, day: day(of: intake)).printable
    }

    private func decideShort(
        _ claimed: ClaimedFile, _ file: RecordedFile, _ run: JournalRun?, _ found: KeptFile, _ desk: Deciding
    ) throws {
        var report = TurnReport()
        guard case .inHand(let hand) = pipeline.read(claimed, monotonic: 0, report: &report) else {
            let why = report.troubles.first ?? "\(found.path.printable) cannot be read"
            return try set(.unreadable, file, run, path: found.path.printable, why, desk)
        }
        guard isWhatWasTaken(hand.sha256, file) else { return try setChanged(file, run, found, hand.sha256, desk) }
        try decideWhole(hand, claimed, found, desk)
    }

    private func decideWhole(
        _ hand: FileInHand, _ claimed: ClaimedFile, _ found: KeptFile, _ desk: Deciding
    ) throws {
        pipeline.claimed = [claimed]
        defer { pipeline.claimed = [] }
        _ = try pipeline.decideOne(hand, decider: desk.decider, transaction: desk.transaction)
        decided[found.place, default: 0] += 1
    }

    /// Without a digest, as of a file that was too large, there is nothing to compare.
    private func isWhatWasTaken(_ sha256: String, _ file: RecordedFile) -> Bool {
        sha256.isEmpty || file.intake.sha256.isEmpty || sha256 == file.intake.sha256
    }

    private func setChanged(
        _ file: RecordedFile, _ run: JournalRun?, _ found: KeptFile, _ sha256: String, _ desk: Deciding
    ) throws {
        let path = found.path.printable
        try set(
            .changed, file, run, path: path,
            "\(path) is not the file that was taken: its SHA-256 is \(sha256), and \(file.intake.sha256) was taken",
            desk)
    }

    /// Notes what is wrong with a file, and enters what was recorded of it, so that the files behind it are decided on
    /// what they were decided on.
    private func set(
        _ kind: ReplayFinding.Kind?, _ file: RecordedFile, _ run: JournalRun?, path: String, _ sentence: String,
        _ desk: Deciding
    ) throws {
        let intake = file.intake
        if let kind {
            findings.append(ReplayFinding(kind: kind, intake: intake.id, path: path, sentence: sentence))
        } else {
            gone += 1
        }
        asRecorded.insert(intake.id)
        excused.insert(intake.id)
        try desk.transaction.recordIntake(intake)
        if let run { try enter(run, desk) }
        try writeReceipt(of: file, desk)
    }

    /// For the numbers that it takes.
    private func writeReceipt(of file: RecordedFile, _ desk: Deciding) throws {
        guard let name = FileName(bytes: file.intake.fileName) else { return }
        let claim = Claim(
            id: file.intake.id, inbox: file.intake.sender.folder, name: name, facts: .unknown, hadMarker: false)
        let claimed = ClaimedFile(claim: claim, receivedAt: file.intake.receivedAt)
        let hand = FileInHand.unreadable(
            claimed, sender: file.intake.sender, size: file.intake.size,
            finding: Finding(.error, .notProcessed, "as recorded"))
        pipeline.outgoing.append(
            try desk.transaction.savepoint {
                try pipeline.write(
                    pipeline.receiptDocuments(file.intake.receipt, for: hand), intake: file.intake.id, now: desk.now,
                    transaction: desk.transaction)
            })
    }

    /// Enters events as they were recorded, and takes the numbers that they have taken.
    private func enter(_ run: JournalRun, _ desk: Deciding) throws {
        let settings = pipeline.desk.settings
        for (order, events) in try recorded.read({ try $0.journalRows(run) }) {
            if case .registered(let registration) = events.first {
                let series = try OrderNumberFormat(settings.numberFormat(of: registration.order))
                    .series(on: settings.calendar.date(at: run.at))
                _ = try desk.transaction.nextNumber(series: series)
            }
            do {
                try desk.transaction.savepoint {
                    try desk.transaction.append(events, order: order, at: run.at, intake: run.intake)
                }
            } catch {
                // Where it does not fit what was computed, the comparison says so.
                try pipeline.rethrow(ifItConcernsAll: error)
            }
        }
    }
}

// MARK: - Long files

extension Replayer {
    private func decideLong(
        _ claimed: ClaimedFile, _ file: RecordedFile, _ run: JournalRun?, _ found: KeptFile, profile: PartnerProfile?,
        _ desk: Deciding
    ) throws {
        let long: LongFile
        do {
            long = try LongFile(
                claimed, from: ClaimSource(claimed.claim, spool: spool), sender: file.intake.sender, profile: profile,
                limits: pipeline.formatLimits)
            while long.documents == nil { try long.look(atMost: pipeline.limits.surveyedPerTurn) }
        } catch {
            return try set(
                .unreadable, file, run, path: found.path.printable, "\(found.path.printable): \(error)", desk)
        }
        guard isWhatWasTaken(long.head.sha256, file) else {
            return try setChanged(file, run, found, long.head.sha256, desk)
        }
        if let whole = long.answeredAsAWhole { return try decideWhole(whole, claimed, found, desk) }
        long.repeatOf = try desk.transaction.takenIntake(from: file.intake.sender, sha256: long.head.sha256)?.id
        try long.begin(after: nil)
        decided[found.place, default: 0] += 1
        longFiles[file.intake.id] = LongReplay(file: long, record: file, lastAt: desk.now)
        if let run {
            try goOn(run, desk)
        } else {
            try finish(file.intake.id, desk)
        }
    }

    /// What the journal has next that no file begins with: a timer, which its turn fires, or the next part of a file.
    private func goOn(_ run: JournalRun, _ desk: Deciding) throws {
        guard let intake = run.intake else { return }
        if asRecorded.contains(intake) { return try enter(run, desk) }
        let names = try recorded.read { ledger in
            Set(run.orders + (try run.orders.compactMap { try ledger.customerReference(of: $0) }))
        }
        // A part of which nothing was entered has no place in the journal; parts that were decided at one time have one.
        var hasBegun = false
        while let part = try nextPart(of: intake), let long = longFiles[intake] {
            let isIt = part.isAbout(names) ?? !hasBegun
            if hasBegun, !isIt { break }
            try decide(part, of: intake, desk, at: isIt ? run.at : long.lastAt)
            hasBegun = hasBegun || isIt
        }
        if run.isLastOfFile { try finish(intake, desk) }
    }

    /// Decides what is left of a file as far as it was decided.
    private func finish(_ intake: String, _ desk: Deciding) throws {
        while let part = try nextPart(of: intake), let long = longFiles[intake] {
            try decide(part, of: intake, desk, at: long.record.finishedAt)
        }
    }

    /// The part that is to be decided next; nil where the file itself was not further.
    private func nextPart(of intake: String) throws -> LongFilePart? {
        guard let long = longFiles[intake] else { return nil }
        if let next = long.next { return next }
        var most = pipeline.limits.documentsPerPart
        if let end = long.record.decidedDocuments { most = min(most, end - long.file.progress.decided) }
        guard most > 0 else { return nil }
        let part = try long.file.next(atMost: most, entries: pipeline.limits.entriesPerPart)
        longFiles[intake]?.next = part
        return part
    }

    private func decide(_ part: LongFilePart, of intake: String, _ desk: Deciding, at instant: Instant) throws {
        longFiles[intake]?.next = nil
        if instant != desk.now { try pipeline.stageOutgoing(now: desk.now, transaction: desk.transaction) }
        let desk = desk.at(instant)
        let step = try pipeline.decide(part, decider: desk.decider, transaction: desk.transaction)
        try pipeline.stageOutgoing(now: instant, transaction: desk.transaction)
        part.file.progress = step.progress
        part.file.growing = step.growing
        longFiles[intake]?.lastAt = instant
        guard step.outcome != nil else { return }
        longFiles[intake] = nil
        spool.files[intake] = nil
        if longFiles.isEmpty { spool.forgetGrowing() }
    }
}

extension LongFilePart {
    /// Whether any of these orders, by our number or the customer's, is one of this part's; nil where that cannot be told.
    fileprivate func isAbout(_ orders: Set<String>) -> Bool? {
        var answer: Bool? = false
        for item in items {
            guard case .document(let read) = item else { continue }
            switch read.document {
            case .order(let order): if orders.contains(order.customerReference) { return true }
            case .decision(let decision): if orders.contains(decision.orderNumber) { return true }
            case .customerAnswer(let known): if orders.contains(known.order) { return true }
            default: answer = nil
            }
        }
        return answer
    }
}

extension HistoryStep {
    fileprivate var isTimer: Bool {
        if case .later(let run) = self { run.intake == nil } else { false }
    }
}

extension FileFacts {
    fileprivate static var unknown: FileFacts {
        FileFacts(
            kind: .regular, sizeInBytes: 0, modifiedNanoseconds: 0, changedNanoseconds: 0, inode: 0, device: 0,
            hardLinks: 1)
    }
}
