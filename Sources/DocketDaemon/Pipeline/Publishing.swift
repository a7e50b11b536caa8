// After the commit: documents appear in their outboxes, files move on to the archive or into quarantine.
//
// Each step can be said again: whatever died in between, the ledger still lists it as pending and the disk tells
// whether it was done.

import Logging
import OrderFormats
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool

/// What was done on the disk and is not yet marked in the ledger. Written with the next transaction, or by itself when
/// nothing else follows; lost with the process it costs only a look at the next start.
struct Marks {
    var published: [Int64] = []
    var disposed: [(intake: String, path: String)] = []

    var isEmpty: Bool { published.isEmpty && disposed.isEmpty }

    func write(into transaction: LedgerTransaction, now: Instant) throws {
        if !published.isEmpty { try transaction.markPublished(published, at: now) }
        for (intake, path) in disposed { try transaction.markDisposed(intake, path: path, at: now) }
    }
}

extension DeskPipeline {
    /// Publishes every document that is committed and not yet visible.
    func publishPending(report: inout TurnReport) throws(PipelineError) {
        let known = Set(marks.published)
        var published: [Int64] = []
        var limit = limits.documentsPerTurn + known.count
        while true {
            let pending = try ledgerRead { try $0.pendingOutgoing(limit: limit) }
            published = publish(pending.filter { !known.contains($0.id) }, report: &report)
            // Documents for an outbox that is away may be so many that no other comes into sight.
            guard published.isEmpty, pending.count >= limit else { break }
            limit *= 2
        }
        guard !published.isEmpty else { return }
        do {
            try spool.syncBatch()
        } catch {
            throw .spool(error)
        }
        marks.published += published
        report.published += published.count
    }

    /// - Returns: the ids of those that are visible now, or were before.
    private func publish(_ pending: [OutgoingFile], report: inout TurnReport) -> [Int64] {
        var published: [Int64] = []
        var away: Set<String> = []
        for file in pending where !away.contains(file.recipientFolder) {
            guard let final = FileName(file.fileName) else { continue }
            do {
                switch try spool.publish(StagedFile(id: file.stagedName, outbox: file.recipientFolder), as: final) {
                case .published, .stagedFileGone:
                    published.append(file.id)
                case .nameTaken:
                    report.say(
                        "“\(file.fileName)” cannot be published in outbox/\(file.recipientFolder): a file of that name is already "
                            + "there, and it is not ours. Move it away; the document follows by itself.")
                }
            } catch {
                report.say(error)
                if error.isPassing { away.insert(file.recipientFolder) }
            }
        }
        return published
    }

    /// Moves decided files out of `work/`: taken ones into the archive, refused ones into quarantine with a report.
    func dispose(of intakes: [Intake], report: inout TurnReport) throws(PipelineError) {
        let known = Set(marks.disposed.map(\.intake))
        var disposed: [(intake: String, path: String)] = []
        for intake in intakes where !known.contains(intake.id) && !blockedClaims.contains(intake.id) {
            do {
                let path = try path(afterDisposing: intake)
                if path == nil {
                    log.error("input-missing", metadata: ["intake": "\(intake.id)", "file": "\(intake.printableName)"])
                }
                disposed.append((intake.id, path ?? ""))
            } catch {
                report.say(error)
            }
        }
        guard !disposed.isEmpty else { return }
        do {
            try spool.syncBatch()
        } catch {
            throw .spool(error)
        }
        marks.disposed += disposed
    }

    private func path(afterDisposing intake: Intake) throws(SpoolError) -> String? {
        guard let name = FileName(bytes: intake.fileName) else { return nil }
        let claim = Claim(id: intake.id, inbox: intake.sender.folder, name: name, facts: .notLookedAt, hadMarker: false)
        switch intake.disposition {
        case .archive:
            let (year, month, day) = intake.receivedAt.wallClock().date.components
            guard let archiveDay = ArchiveDay(year: year, month: month, day: day) else { return nil }
            return try spool.archive(claim, on: archiveDay)?.path.printable
        case .quarantine:
            let report = QuarantineReport(
                text: Array(Receipts.quarantineText(intake.receipt).utf8), json: json(intake.receipt))
            return try spool.quarantine(claim, owner: intake.sender.senderID, report: report)?.path.printable
        }
    }

    /// The receipt for programs; the report for people stands beside it, so an empty one loses nothing.
    private func json(_ receipt: Receipt) -> [UInt8] {
        let document = OutgoingDocument(
            recipient: .desk(role: desk.settings.roles.customerService), stem: "quarantine-\(receipt.intake)",
            orderNumber: nil, content: .receipt(receipt))
        return DocumentWriter.json(document, language: "en").bytes
    }

    /// Marks what was done, in a transaction of its own, when no other is about to follow.
    func flushMarks(now: Instant, report: inout TurnReport) throws(PipelineError) {
        // Files that wait for better times may wait long; the others are about to be decided.
        guard !marks.isEmpty, claimed.isEmpty || !report.troubles.isEmpty else { return }
        do {
            try ledgerWrite { try marks.write(into: $0, now: now) }
        } catch .ledger(let error) where error.isShortage {
            report.say(error.description)
            return
        }
        marks = Marks()
    }

    func ledgerRead<Result>(_ body: (LedgerReading) throws -> Result) throws(PipelineError) -> Result {
        do {
            return try ledger.read(body)
        } catch {
            throw PipelineError(error)
        }
    }

    func ledgerWrite<Result>(_ body: (LedgerTransaction) throws -> Result) throws(PipelineError) -> Result {
        do {
            return try ledger.write(body)
        } catch {
            throw PipelineError(error)
        }
    }
}

extension FileFacts {
    /// Stands for facts that nobody asks for: archive and quarantine find a claim by its id, folder and name.
    fileprivate static var notLookedAt: FileFacts {
        FileFacts(
            kind: .regular, sizeInBytes: 0, modifiedNanoseconds: 0, changedNanoseconds: 0, inode: 0, device: 0,
            hardLinks: 1)
    }
}
