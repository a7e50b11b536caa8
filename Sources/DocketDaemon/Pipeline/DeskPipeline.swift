// The path of a file, one turn at a time: claim, read, decide, stage, commit, publish, archive.
//
// Everything here runs on one thread, the desk's lane. Time is handed in; the disk and the ledger are behind their own
// modules. Whatever instant the program dies at, `Recovery.swift` finds out from `work/` and the ledger how far it was.

package import Logging
package import OrderFormats
package import OrderLedger
package import OrderModel
package import OrderProcess
package import OrderSpool
import SideWork

/// Why the lane cannot go on. The program ends and is started anew, which begins with recovery.
package enum PipelineError: Error, CustomStringConvertible {
    case spool(SpoolError)
    case ledger(LedgerError)
    case other(String)

    package init(_ error: any Error) {
        switch error {
        case let error as PipelineError: self = error
        case let error as SpoolError: self = .spool(error)
        case let error as LedgerError: self = .ledger(error)
        default: self = .other("\(error)")
        }
    }

    package var description: String {
        switch self {
        case .spool(let error): error.sentence
        case .ledger(let error): error.description
        case .other(let sentence): sentence
        }
    }
}

/// What one turn came to, for the log, the tests and the decision when to look again.
package struct TurnReport: Sendable, Equatable {
    /// Files that were decided, by the outcome of their receipts.
    package var taken = 0
    package var refused = 0
    package var putBack = 0
    package var published = 0
    /// Notices to carriers are waiting to be sent.
    package var newDeliveries = false
    /// Something went wrong that may pass by itself: a full disk, an inbox that is away. Sentences for people.
    package var troubles: [String] = []
    /// The monotonic moment at which a waiting file may be whole; nil: no file is about to be.
    package var nextLook: Int64?
    /// The monotonic moment at which a file that breaks off has waited long enough.
    package var nextDeadline: Int64?
    /// Files that lie in the inboxes and are not whole yet.
    package var waiting = 0
    /// Files whose structure breaks off: they wait for their rest until the partner's deadline.
    package var incomplete = 0

    /// A long file has come a part further.
    package var isBusy = false

    package var didSomething: Bool { taken + refused + published > 0 || isBusy }

    /// What is short, and at what: said with the first file that met it and not with every other.
    private var shortages: Set<String> = []

    /// Notes a trouble, each once.
    mutating func say(_ trouble: String) {
        if !troubles.contains(trouble) { troubles.append(trouble) }
    }

    mutating func say(_ error: SpoolError) {
        if let shortage = error.shortage, !shortages.insert(shortage).inserted { return }
        say(error.sentence)
    }
}

package final class DeskPipeline {
    let spool: any Spool
    let ledger: Ledger
    let log: Logger
    var limits: PipelineLimits
    var register: InboxRegister
    var desk: OrderDesk
    var formatLimits: FormatLimits
    /// Templates of letters for people.
    var letters: LetterTemplates

    /// Claimed, not yet decided: files of this turn, and those that a failed turn or the last run left.
    var claimed: [ClaimedFile] = []
    /// Published and disposed of, but not yet marked so in the ledger.
    var marks = Marks()
    var watch: InboxWatch
    var intakeIDs = IntakeIDs()
    /// There may be claims in `work/` that nobody has: files that were taken from an inbox which is away now, so that
    /// it is not known whether they still lie there too, and files whose taking failed half-way.
    var hasBlockedClaims = false
    /// Those of them that the last look found. They are not on the disk for certain, so not even what is entered of them
    /// is archived yet.
    var blockedClaims: Set<String> = []
    /// The inbox at which the last turn ran out of room.
    var firstInbox: String?
    /// Staged documents may lie there that are nobody's: of a turn that failed, of a long file that a restart found.
    var hasLeftovers = false
    /// A file that is entered part by part.
    var longFile: LongFile?
    /// Written in this turn, not yet staged.
    var outgoing: [DocumentsInWork] = []
    /// Writes documents and events down while the desk goes on.
    let side = SideThread(name: "docket.side")
    /// Tells the staged documents of this run from those of an earlier one, which may have had the same file in hand.
    var run = "0"
    var stagedCount = 0
    /// How many turns take a single file, because a turn of many could not be staged: so the cause is found.
    private var carefulTurns = 0

    package init(
        spool: any Spool, ledger: Ledger, register: InboxRegister, desk: OrderDesk, limits: PipelineLimits,
        formatLimits: FormatLimits = .standard, letters: LetterTemplates = .builtIn, log: Logger
    ) {
        self.spool = spool
        self.ledger = ledger
        self.register = register
        self.desk = desk
        self.limits = limits
        self.formatLimits = formatLimits
        self.letters = letters
        self.log = log
        watch = InboxWatch()
    }

    /// Goes on with another configuration, between two turns.
    package func replace(
        register: InboxRegister, desk: OrderDesk, limits: PipelineLimits, letters: LetterTemplates
    ) {
        self.register = register
        self.desk = desk
        self.limits = limits
        self.letters = letters
        _ = spool.use(register.folders)
    }

    /// One turn: takes what is whole now, decides it, answers.
    ///
    /// - Parameters:
    ///   - now: the time of the calendar, for receipts and deadlines.
    ///   - monotonic: nanoseconds of the clock that never jumps, for quiet periods.
    package func turn(now: Instant, monotonic: Int64) throws(PipelineError) -> TurnReport {
        var report = TurnReport()
        try settleBlockedClaims(now: now, report: &report)
        claimWholeFiles(now: now, monotonic: monotonic, report: &report)
        var files = readClaimed(monotonic: monotonic, now: now, report: &report)
        let part = try nextPart(monotonic: monotonic, files: &files, report: &report)
        let timers = try ledgerRead { try $0.dueTimers(now: now, limit: limits.timersPerTurn) }
        if !files.isEmpty || !timers.isEmpty || part != nil {
            try decideAndCommit(files, part, timers: timers, now: now, report: &report)
        }
        try publishPending(report: &report)
        try dispose(
            of: ledgerRead { try $0.intakesAwaitingDisposition(limit: limits.documentsPerTurn) }, report: &report)
        try flushMarks(now: now, report: &report)
        try removeLeftovers(report: &report)
        if !report.troubles.isEmpty { try releaseFiles() }
        return report
    }
}

extension DeskPipeline {
    /// What waits for the next sync is held open. Where a turn came to nothing, there may be no next sync until there
    /// are descriptors again, so they are not kept for better times.
    private func releaseFiles() throws(PipelineError) {
        do {
            try spool.syncBatch()
        } catch {
            throw .spool(error)
        }
    }
}

/// A claimed file that waits for its decision.
struct ClaimedFile {
    var claim: Claim
    var receivedAt: Instant
    /// When it came into its inbox, by the file system's clock; files that the last run had taken come first.
    var arrival = Int64.min
    /// How often its decision has failed.
    var failures = 0
    /// It had its time to become whole: what is missing will not come any more.
    var isOverdue = false
}

// MARK: - Read

extension DeskPipeline {
    private var filesAtOnce: Int { carefulTurns > 0 ? 1 : limits.filesPerTurn }

    /// Reads what was claimed, up to the limit of one turn. What moved while it was read goes back and waits.
    private func readClaimed(monotonic: Int64, now: Instant, report: inout TurnReport) -> [FileInHand] {
        var files: [FileInHand] = []
        var bytes: Int64 = 0
        var kept: [ClaimedFile] = []
        for claimed in claimed {
            guard files.count < filesAtOnce, bytes < limits.bytesPerTurn else {
                kept.append(claimed)
                continue
            }
            if isLong(claimed.claim), claimed.failures < limits.triesPerFile, register.inbox(claimed.claim.inbox) != nil
            {
                kept.append(claimed)
                continue
            }
            switch read(claimed, monotonic: monotonic, report: &report) {
            case .inHand(let file):
                files.append(file)
                bytes += file.size
                kept.append(claimed)
            case .keep(let claimed): kept.append(claimed)
            case .gone: break
            }
        }
        claimed = kept
        return files.sorted { $0.goes(before: $1) }
    }

    enum ReadStep {
        case inHand(FileInHand)
        /// It could not be read now; the next turn tries again.
        case keep(ClaimedFile)
        /// It is back in its inbox, or it is gone.
        case gone
    }

    func read(_ file: ClaimedFile, monotonic: Int64, report: inout TurnReport) -> ReadStep {
        let claim = file.claim
        guard let sender = Sender(folder: claim.inbox), register.inbox(claim.inbox) != nil else {
            report.say(
                "“\(claim.name.printable)” was taken from inbox/\(claim.inbox), which is not among the desk's inboxes now; it "
                    + "waits in work/ until the configuration names that inbox again.")
            return .keep(file)
        }
        do {
            switch try spool.read(claim, limit: limits.fileBytes) {
            case .whole(let bytes):
                guard let scans = try evidence(of: claim) else {
                    return putBack(file, isIncomplete: false, monotonic: monotonic, report: &report)
                }
                return whole(
                    file, bytes: bytes, scans: scans, sender: sender, monotonic: monotonic, report: &report)
            case .changedWhileReading:
                return putBack(file, isIncomplete: false, monotonic: monotonic, report: &report)
            case .tooLarge(let size):
                let finding = Finding(
                    .error, .fileTooLarge, "the file has \(size) bytes; the desk takes at most \(limits.fileBytes)",
                    value: String(size),
                    hint:
                        "split it into several files, or ask the administrator for a higher limit (limits.file-size)")
                return .inHand(
                    .unreadable(file, sender: sender, size: 0, finding: finding))
            case .missing:
                log.error("claim-missing", metadata: ["intake": "\(claim.id)", "file": "\(claim.name.printable)"])
                return .gone
            }
        } catch {
            report.say(error)
            return .keep(file)
        }
    }

    private func whole(
        _ file: ClaimedFile, bytes: [UInt8], scans: [Evidence], sender: Sender, monotonic: Int64,
        report: inout TurnReport
    ) -> ReadStep {
        let profile = register.inbox(file.claim.inbox)?.profile
        var content = FileReader.read(bytes, sender: sender, profile: profile, limits: formatLimits)
        if content.isIncomplete, !file.isOverdue {
            watch.hold(file.claim, monotonic: monotonic)
            report.incomplete += 1
            return putBack(file, isIncomplete: true, monotonic: monotonic, report: &report)
        }
        if content.isIncomplete { content = content.withoutItsEnd() }
        content.attach(scans)
        if file.claim.name.isScan, content.documents.isEmpty, content.refused.isEmpty {
            content.findings = [ScanAlone.finding(file.claim.name, sender)]
        }
        return .inHand(
            FileInHand(
                claim: file.claim, sender: sender, receivedAt: file.receivedAt, arrival: file.arrival,
                sha256: desk.settings.digest(bytes), size: Int64(bytes.count), content: content))
    }

    func putBack(
        _ file: ClaimedFile, isIncomplete: Bool, monotonic: Int64, report: inout TurnReport
    ) -> ReadStep {
        do {
            switch try spool.putBack(file.claim) {
            case .putBack, .missing:
                report.putBack += 1
                if let inbox = register.inbox(file.claim.inbox),
                    let entry = try spool.look(at: file.claim.name, in: file.claim.inbox)
                {
                    watch.wasPutBack(entry, in: inbox, isIncomplete: isIncomplete, monotonic: monotonic)
                }
                return .gone
            case .nameTaken:
                // A new file of this name came meanwhile: this one is as whole as it will ever be.
                var file = file
                file.isOverdue = true
                return .keep(file)
            }
        } catch {
            report.say(error)
            return .keep(file)
        }
    }
}

// MARK: - Decide, stage, commit

extension DeskPipeline {
    /// What one transaction has decided.
    private struct Decided {
        var outcomes: [(FileInHand, Receipt)] = []
        var step: LongFileStep?
    }

    private func decideAndCommit(
        _ files: [FileInHand], _ part: LongFilePart?, timers: [LedgerTimer], now: Instant, report: inout TurnReport
    ) throws(PipelineError) {
        let decided: Decided
        do {
            decided = try decideOnce(files, part, timers: timers, now: now)
        } catch {
            report.isBusy = false
            return try giveUp(files, part, because: error, report: &report)
        }
        marks = Marks()
        carefulTurns = max(0, carefulTurns - 1)
        count(decided.outcomes, report: &report)
        if let part, let step = decided.step { didCommit(step, of: part.file, report: &report) }
    }

    private func decideOnce(
        _ files: [FileInHand], _ part: LongFilePart?, timers: [LedgerTimer], now: Instant
    ) throws -> Decided {
        do {
            return try decide(files, part, timers: timers, beside: side, now: now)
        } catch  where DeskPipeline.isOfADecision(error) {
            // What fails on the second thread fails the whole turn. With each thing written before the next is decided,
            // only the one file or document is set aside that it is about.
            hasLeftovers = true
            return try decide(files, part, timers: timers, beside: nil, now: now)
        }
    }

    private func decide(
        _ files: [FileInHand], _ part: LongFilePart?, timers: [LedgerTimer], beside side: SideThread?, now: Instant
    ) throws -> Decided {
        var failure: SpoolError?
        do {
            return try ledger.write(beside: side) { transaction in
                var decided = Decided()
                outgoing = []
                let decider = FileDecider(desk: desk, transaction: transaction, now: now)
                for file in files {
                    decided.outcomes.append((file, try decideOne(file, decider: decider, transaction: transaction)))
                }
                decided.step = try part.map { try decide($0, decider: decider, transaction: transaction) }
                for due in timers { try fire(due, decider: decider, transaction: transaction) }
                try stageOutgoing(now: now, transaction: transaction)
                try marks.write(into: transaction, now: now)
                // What the transaction promises must be on the disk before the transaction is.
                do {
                    try spool.syncBatch()
                } catch let error as SpoolError {
                    failure = error
                    throw error
                }
                return decided
            }
        } catch {
            throw failure ?? error
        }
    }

    /// Every file gets its receipt; only an answer of a carrier's that the desk itself wrote down needs none, unless
    /// something is wrong with it.
    func receiptDocuments(_ receipt: Receipt, for file: FileInHand) -> [OutgoingDocument] {
        let isClean = receipt.outcome == .taken || receipt.outcome == .repeated
        if isClean, CarrierAnswers.isOwn(file.claim.name, from: file.sender) { return [] }
        return [
            OutgoingDocument(
                recipient: file.sender.recipient, stem: Receipts.stem(for: file), orderNumber: nil,
                content: .receipt(receipt))
        ]
    }

    func intakeRow(for file: FileInHand, receipt: Receipt) -> Intake {
        Intake(
            id: file.intake, sender: file.sender, fileName: file.claim.name.bytes, printableName: file.printableName,
            size: file.size, sha256: file.sha256, receivedAt: file.receivedAt, format: file.content.format,
            outcome: receipt.outcome, receipt: receipt,
            disposition: receipt.outcome == .refused ? .quarantine : .archive)
    }

    /// The turn failed as a whole; nothing was committed. The files stay claimed and are tried again.
    private func giveUp(
        _ files: [FileInHand], _ part: LongFilePart?, because error: any Error, report: inout TurnReport
    ) throws(PipelineError) {
        hasLeftovers = true
        // Its reader is ahead of what is committed: it is opened anew.
        letGoOfLongFile()
        switch error {
        case let error as SpoolError where error.concernsAll:
            // After a failed sync the system may have dropped what it could not write: begin anew from the disk.
            if case .system(let operation, _, _) = error, operation == .sync { throw .spool(error) }
            report.say(error)
        case let error as LedgerError where error.isShortage:
            report.say(error.description)
        case let error as LedgerError where error.concernsAll:
            throw .ledger(error)
        default:
            report.say(PipelineError(error).description)
            let tried = Set(files.map(\.intake) + (part.map { [$0.file.claimed.claim.id] } ?? []))
            for index in claimed.indices where tried.contains(claimed[index].claim.id) { claimed[index].failures += 1 }
            // Which of them it was is not known: one by one it will be.
            if tried.count > 1 { carefulTurns = claimed.count }
        }
    }

    private func count(_ outcomes: [(FileInHand, Receipt)], report: inout TurnReport) {
        let decided = Set(outcomes.map(\.0.intake))
        claimed.removeAll { decided.contains($0.claim.id) }
        for (file, receipt) in outcomes {
            if receipt.outcome == .refused { report.refused += 1 } else { report.taken += 1 }
            log.info(
                "file-\(receipt.outcome.rawValue)",
                metadata: [
                    "intake": "\(file.intake)", "sender": "\(file.sender.folder)", "file": "\(file.printableName)",
                    "orders": "\(DeskPipeline.shown(receipt.entries.compactMap(\.orderNumber)))",
                ])
        }
        report.newDeliveries = !outcomes.isEmpty || report.isBusy
    }

    /// A file of many orders is one line of the log all the same.
    private static func shown(_ numbers: [String]) -> String {
        let first = numbers.prefix(10).joined(separator: ",")
        return numbers.count > 10 ? "\(first),… \(numbers.count) in all" : first
    }
}
