// After the commit: documents appear in their outboxes, files move on to the archive or into quarantine.
//
// Each step can be said again: whatever died in between, the ledger still lists it as pending and the disk tells
// whether it was done.

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
        let pending = try ledgerRead { try $0.pendingOutgoing() }
        let known = Set(marks.published)
        var published: [Int64] = []
        for file in pending where !known.contains(file.id) {
            guard let final = FileName(file.fileName) else { continue }
            do {
                switch try spool.publish(StagedFile(id: file.stagedName, outbox: file.recipientFolder), as: final) {
                case .published, .stagedFileGone:
                    published.append(file.id)
                case .nameTaken:
                    report.troubles.append(
                        "“\(file.fileName)” cannot be published in outbox/\(file.recipientFolder): a file of that name is already "
                            + "there, and it is not ours. Move it away; the document follows by itself.")
                }
            } catch {
                report.troubles.append(error.sentence)
            }
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

    /// Moves decided files out of `work/`: taken ones into the archive, refused ones into quarantine with a report.
    func dispose(of intakes: [Intake], report: inout TurnReport) throws(PipelineError) {
        let known = Set(marks.disposed.map(\.intake))
        var disposed: [(intake: String, path: String)] = []
        for intake in intakes where !known.contains(intake.id) {
            do {
                disposed.append((intake.id, try path(afterDisposing: intake) ?? ""))
            } catch {
                report.troubles.append(error.sentence)
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
        return (try? DocumentWriter.write(document, format: .json, language: "en").bytes) ?? []
    }

    /// Marks what was done, in a transaction of its own, when no other is about to follow.
    func flushMarks(now: Instant, report: inout TurnReport) throws(PipelineError) {
        guard !marks.isEmpty, claimed.isEmpty else { return }
        do {
            try ledgerWrite { try marks.write(into: $0, now: now) }
        } catch .ledger(let error) where error.isShortage {
            report.troubles.append(error.description)
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
