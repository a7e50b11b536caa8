// What a restored ledger has missed: files that lie in the archive or in quarantine and that it does not know, because they
// came after the backup. They are decided anew, under their old ids, at the time and in the order that their ids tell, so
// that orders get the numbers that their customers were told.
//
// Their documents were published before they were archived; they are entered as published, and only those that still wait
// in work/ are written again. A document in an outbox that says something else is reported. Files that are still in work/
// are decided too, but whether they ever were is not known: their documents are published unless they are there.

import Glibc
import Logging
import OrderFormats
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool

/// What came of it.
package struct CaughtUp: Sendable {
    package struct File: Hashable, Sendable {
        package var intake: String
        package var sender: String
        package var name: String
        package var outcome: String
        package var orders: [String]
    }
    package var files: [File] = []
    /// Documents that lie in an outbox under the name of one that says something else now.
    package var conflicts: [String] = []
    /// Files that could not be decided, with the reason.
    package var left: [String] = []
    /// Documents that had not been published, and will be.
    package var unpublished = 0
}

final class CatchUp {
    private let configuration: Configuration
    private let ledger: Ledger
    private let pipeline: DeskPipeline
    private let spool: ReplaySpool
    private let kept: KeptFiles
    private let layout: SpoolLayout
    private let backupStaged: String?
    private let desks: PastDesks
    /// Intakes whose files are not archived yet: whether they were ever decided is not known.
    private var inWork: Set<String> = []
    /// What waits in work/ to be published, by intake and outbox.
    private var waiting: Set<StagedFile> = []
    private var result = CaughtUp()

    /// - Parameters:
    ///   - ledger: the restored one, not yet in its place.
    ///   - folder: for what has to be kept for a while.
    ///   - staged: the folder of the backup with the documents that were on their way; nil: there is none.
    init(_ configuration: Configuration, ledger: Ledger, folder: String, staged: String?) throws {
        self.configuration = configuration
        backupStaged = staged
        self.ledger = ledger
        layout = try configuration.spoolLayout()
        spool = ReplaySpool(folder: folder, workPath: layout.work)
        kept = KeptFiles(layout: layout)
        desks = try PastDesks(configuration)
        let desk = try Replay.Desk(configuration)
        pipeline = DeskPipeline(
            spool: spool, ledger: ledger, register: desk.register, desk: desk.desk, limits: desk.limits,
            formatLimits: desk.formatLimits, letters: desk.letters,
            log: Logger(label: "restore") { _ in SwiftLogNoOpLogHandler() })
    }

    /// - Parameter progress: told how many files are decided, of how many.
    func run(progress: (Int, Int) -> Void) throws -> CaughtUp {
        let all = try kept.all()
        let claims = try kept.claims()
        inWork = Set(claims.map(\.label.id))
        let unknown = try ledger.read { ledger in
            try (all + claims).filter { try ledger.intake($0.label.id) == nil }.sorted { $0.label.id < $1.label.id }
        }
        let beside = try configuration.inboxRegister().outboxes.map { layout.stagedFolder(beside: $0) }
        for place in [layout.stagedFolder] + beside {
            for name in try FileTree.names(in: place.bytes) {
                guard let label = FileName(bytes: name).flatMap(IntakeLabel.parse) else { continue }
                waiting.insert(StagedFile(id: CatchUp.owner(label.id), outbox: label.folder))
            }
        }
        pipeline.run = "restored"
        for progress in try ledger.read({ try $0.filesInProgress() }) {
            // One that is still in work/ the desk goes on with when it starts.
            guard let folder = all.first(where: { $0.label.id == progress.intake }) else { continue }
            try finish(progress, folder)
        }
        var rest = unknown[...]
        while let first = rest.first {
            // What was taken in one turn has one time.
            let time = CatchUp.time(of: first.label.id)
            let turn = rest.prefix { CatchUp.time(of: $0.label.id) == time }.prefix(pipeline.limits.filesPerTurn)
            rest = rest.dropFirst(turn.count)
            try decide(Array(turn), at: time)
            progress(unknown.count - rest.count, unknown.count)
        }
        return result
    }

    /// `20261122-093001123-0042` of `20261122-093001123-0042-lq2x-7`.
    private static func owner(_ staged: String) -> String {
        staged.split(separator: "-").dropLast(2).joined(separator: "-")
    }

    /// The time that an id begins with.
    static func time(of id: String) -> Instant { Instant(stamp: id) ?? Instant(milliseconds: 0) }
}

// MARK: - A turn

extension CatchUp {
    private func decide(_ folders: [KeptFolder], at now: Instant) throws {
        try fireTimers(before: now)
        pipeline.decide(as: desks.desk(at: now).desk)
        var hands: [FileInHand] = []
        var long: [(claimed: ClaimedFile, inbox: Inbox)] = []
        var paths: [String: String] = [:]
        for folder in folders {
            let label = folder.label
            let isInWork = folder.place == .work
            guard let found = try kept.file(in: folder) else {
                // What is half-way there the desk finishes or undoes when it starts.
                if isInWork { continue }
                result.left.append("\(folder.path.printable): which of the files in it was taken cannot be told")
                continue
            }
            if !isInWork { paths[label.id] = found.path.printable }
            guard let inbox = pipeline.register.inbox(label.folder) else {
                result.left.append("\(found.path.printable): the configuration has no inbox \(label.folder)")
                continue
            }
            spool.files[label.id] = found
            let claim = Claim(
                id: label.id, inbox: label.folder, name: found.name, facts: found.facts, hadMarker: false,
                scans: found.scans)
            let claimed = ClaimedFile(
                claim: claim, receivedAt: now, arrival: found.facts.modifiedNanoseconds, isOverdue: !isInWork)
            if pipeline.isLong(claim) {
                // Part by part, as a desk does.
                if isInWork { continue }
                long.append((claimed, inbox))
            } else {
                var report = TurnReport()
                if case .inHand(let hand) = pipeline.read(claimed, monotonic: 0, report: &report) {
                    hands.append(hand)
                } else if !isInWork {
                    result.left.append(report.troubles.first ?? "\(found.path.printable) cannot be read")
                }
            }
        }
        hands.sort { $0.goes(before: $1) }
        try commit(hands, long, paths, at: now)
        for folder in folders { spool.files[folder.label.id] = nil }
    }

    private func commit(
        _ hands: [FileInHand], _ long: [(claimed: ClaimedFile, inbox: Inbox)], _ paths: [String: String],
        at now: Instant
    ) throws {
        var receipts: [(intake: String, sender: Sender, name: String, receipt: Receipt)] = []
        try write(at: now) { decider, transaction in
            for hand in hands {
                let receipt = try pipeline.decideOne(hand, decider: decider, transaction: transaction)
                receipts.append((hand.intake, hand.sender, hand.printableName, receipt))
            }
            for (claimed, inbox) in long {
                let receipt = try decideLong(claimed, inbox, decider, transaction)
                let name = claimed.claim.name.printable
                receipts.append((claimed.claim.id, inbox.sender, name, receipt))
            }
            for entry in receipts {
                guard let path = paths[entry.intake] else { continue }
                try transaction.markDisposed(entry.intake, path: path, at: now)
            }
        }
        for (intake, sender, name, receipt) in receipts {
            result.files.append(
                CaughtUp.File(
                    intake: intake, sender: sender.folder, name: name, outcome: receipt.outcome.rawValue,
                    orders: receipt.entries.compactMap(\.orderNumber)))
        }
    }

    private func decideLong(
        _ claimed: ClaimedFile, _ inbox: Inbox, _ decider: FileDecider, _ transaction: LedgerTransaction
    ) throws -> Receipt {
        let file = try LongFile(
            claimed, from: ClaimSource(claimed.claim, spool: spool), sender: inbox.sender, profile: inbox.profile,
            limits: pipeline.formatLimits)
        while file.documents == nil { try file.look(atMost: pipeline.limits.surveyedPerTurn) }
        if let whole = file.answeredAsAWhole {
            return try pipeline.decideOne(whole, decider: decider, transaction: transaction)
        }
        file.repeatOf = try transaction.takenIntake(from: inbox.sender, sha256: file.head.sha256)?.id
        try file.begin(after: nil)
        return try decideParts(of: file, decider, transaction)
    }

    private func decideParts(
        of file: LongFile, _ decider: FileDecider, _ transaction: LedgerTransaction
    ) throws -> Receipt {
        while true {
            let limits = pipeline.limits
            let part = try file.next(atMost: limits.documentsPerPart, entries: limits.entriesPerPart)
            let step = try pipeline.decide(part, decider: decider, transaction: transaction)
            (file.progress, file.growing) = (step.progress, step.growing)
            if step.outcome != nil { break }
        }
        guard let intake = try transaction.intake(file.intake) else {
            throw LedgerError.unknownIntake(id: file.intake)
        }
        return intake.receipt
    }

    /// A long file that was in hand when the backup was made, and has been archived since.
    private func finish(_ progress: IntakeProgress, _ folder: KeptFolder) throws {
        let now = CatchUp.time(of: progress.intake)
        pipeline.decide(as: desks.desk(at: now).desk)
        guard let found = try kept.file(in: folder), let inbox = pipeline.register.inbox(folder.label.folder),
            let intake = try ledger.read({ try $0.intake(progress.intake) })
        else {
            result.left.append(
                "\(folder.path.printable): it was in hand when the backup was made, and cannot be gone on with")
            return
        }
        spool.files[progress.intake] = found
        let claim = Claim(
            id: progress.intake, inbox: folder.label.folder, name: found.name, facts: found.facts, hadMarker: false)
        let file = try LongFile(
            ClaimedFile(claim: claim, receivedAt: intake.receivedAt, isOverdue: true),
            from: ClaimSource(claim, spool: spool), sender: inbox.sender, profile: inbox.profile,
            limits: pipeline.formatLimits)
        while file.documents == nil { try file.look(atMost: pipeline.limits.surveyedPerTurn) }
        let earlier = try ledger.read { try $0.takenIntake(from: inbox.sender, sha256: file.head.sha256) }
        file.repeatOf = earlier?.id
        try file.begin(after: progress)
        for document in try ledger.read({ try $0.growingOutgoing(intake: progress.intake) }) {
            try spool.begin(
                StagedFile(id: document.stagedName, outbox: document.recipientFolder), with: try beginning(of: document)
            )
        }
        try pipeline.resume(file)
        var receipt: Receipt?
        try write(at: now) { decider, transaction in
            receipt = try decideParts(of: file, decider, transaction)
            try transaction.markDisposed(progress.intake, path: found.path.printable, at: now)
        }
        spool.files[progress.intake] = nil
        guard let receipt else { return }
        result.files.append(
            CaughtUp.File(
                intake: progress.intake, sender: folder.label.folder, name: found.name.printable,
                outcome: receipt.outcome.rawValue, orders: receipt.entries.compactMap(\.orderNumber)))
    }

    /// What is committed of a growing document: it lies in the backup, still in work/, or has been published since.
    private func beginning(of document: OutgoingFile) throws -> ArraySlice<UInt8> {
        let label = try IntakeLabel(id: document.stagedName, folder: document.recipientFolder).name.printable
        let places = [
            backupStaged.map { "\($0)/\(label)" }, "\(layout.stagedFolder.printable)/\(label)",
            "\(configuration.folders.outbox)/\(document.recipientFolder)/\(document.fileName)",
        ]
        for place in places.compactMap({ $0 }) {
            if let bytes = FileTree.read(place, limit: .max), Int64(bytes.count) >= document.size {
                return bytes.prefix(Int(document.size))
            }
        }
        throw BackupError(
            "the beginning of \(document.fileName) is neither in the backup nor in work/; use another backup")
    }

    /// The desk that is gone has fired them when they were due, as it was running.
    private func fireTimers(before now: Instant) throws {
        while let due = try ledger.read({ try $0.nextTimerDue() }), due <= now {
            pipeline.decide(as: desks.desk(at: due).desk)
            let timers = try ledger.read { try $0.dueTimers(now: due, limit: pipeline.limits.timersPerTurn) }
            try write(at: due) { decider, transaction in
                for timer in timers { try pipeline.fire(timer, decider: decider, transaction: transaction) }
            }
        }
    }

    private func write(at now: Instant, _ body: (FileDecider, LedgerTransaction) throws -> Void) throws {
        defer { spool.forgetGrowing() }
        try ledger.write { transaction in
            pipeline.outgoing = []
            let before = Set(try transaction.pendingOutgoing(limit: .max).map(\.id))
            try body(FileDecider(desk: pipeline.desk, transaction: transaction, now: now), transaction)
            var bytes: [String: [UInt8]] = [:]
            spool.onStage = { bytes[$0.id] = $1 }
            defer { spool.onStage = nil }
            try pipeline.stageOutgoing(now: now, transaction: transaction)
            let written = try transaction.pendingOutgoing(limit: .max).filter { !before.contains($0.id) }
            try transaction.markPublished(try written.filter { try settle($0, bytes) }.map(\.id), at: now)
        }
    }

    /// A document that has grown with a long file.
    private func grown(_ document: OutgoingFile) throws -> [UInt8]? {
        let staged = StagedFile(id: document.stagedName, outbox: document.recipientFolder)
        return try spool.readPiece(of: staged, at: 0, count: Int(document.size))
    }

    /// - Returns: whether the document counts as published.
    private func settle(_ document: OutgoingFile, _ bytes: [String: [UInt8]]) throws -> Bool {
        let path = "\(configuration.folders.outbox)/\(document.recipientFolder)/\(document.fileName)"
        if let there = FileTree.read(path) {
            if Configuration.sha256(there) != document.sha256 { result.conflicts.append(path) }
            return true
        }
        let waits = document.intake.map { StagedFile(id: $0, outbox: document.recipientFolder) }
        guard let waits, waiting.contains(waits) || inWork.contains(waits.id), let bytes = bytes[document.stagedName]
        else { return true }
        let label = try IntakeLabel(id: document.stagedName, folder: document.recipientFolder)
        let target = layout.stagedFolder.appending(label.name)
        // Of an earlier attempt.
        unlink(FileTree.terminated(target.bytes))
        try FileTree.write(bytes, to: target.text ?? target.printable, mode: layout.documentMode)
        result.unpublished += 1
        return false
    }
}
