// Long files on their way to the decision: one at a time, beside the short ones, which do not wait for it.

import Logging
import OrderFormats
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool

extension DeskPipeline {
    func isLong(_ claim: Claim) -> Bool {
        // Scans become evidence of the few orders that were keyed in from them.
        claim.facts.sizeInBytes > limits.longFileBytes && claim.facts.sizeInBytes <= limits.fileBytes
            && claim.scans.isEmpty
    }

    /// The next part of the long file in hand; nil if there is none, or it is still being looked through. A file that
    /// turns out to be of no use is handed over to `files`, to be answered as a whole.
    func nextPart(
        monotonic: Int64, files: inout [FileInHand], report: inout TurnReport
    ) throws(PipelineError) -> LongFilePart? {
        guard let file = try longFileInHand(monotonic: monotonic, report: &report) else { return nil }
        report.isBusy = true
        do {
            guard file.documents == nil else {
                return try file.next(atMost: limits.documentsPerPart, entries: limits.entriesPerPart)
            }
            try file.look(atMost: limits.surveyedPerTurn)
            if let documents = file.documents {
                try didLookThrough(file, documents, monotonic: monotonic, files: &files, report: &report)
            }
            return nil
        } catch let error as PipelineError {
            throw error
        } catch {
            letGoOfLongFile()
            report.isBusy = false
            try cannotRead(file.claimed, file.source, because: error, monotonic: monotonic, report: &report)
            return nil
        }
    }

    private func longFileInHand(
        monotonic: Int64, report: inout TurnReport
    ) throws(PipelineError) -> LongFile? {
        if let longFile { return longFile }
        for claimed in claimed where isLong(claimed.claim) {
            // One on which the desk fails is answered as a whole; see `readClaimed`.
            guard claimed.failures < limits.triesPerFile, let sender = Sender(folder: claimed.claim.inbox),
                let inbox = register.inbox(claimed.claim.inbox)
            else { continue }
            let source = ClaimSource(claimed.claim, spool: spool)
            do {
                longFile = try LongFile(
                    claimed, from: source, sender: sender, profile: inbox.profile, limits: formatLimits)
                return longFile
            } catch {
                try cannotRead(claimed, source, because: error, monotonic: monotonic, report: &report)
            }
        }
        return nil
    }

    /// The disk or the ledger says why, and the next turn tries again; or the file is not any more what was claimed. It may
    /// even be back in its inbox, where putting it back had failed half-way. What is entered in part never goes back: it
    /// would come again as another file.
    private func cannotRead(
        _ claimed: ClaimedFile, _ source: ClaimSource, because error: any Error, monotonic: Int64,
        report: inout TurnReport
    ) throws(PipelineError) {
        guard error is InputError, source.failure == nil else { return report.say(PipelineError(error).description) }
        if try ledgerRead({ try $0.progress(of: claimed.claim.id) }) != nil {
            self.claimed.removeAll { $0.claim.id == claimed.claim.id }
            // Found again as it is now.
            hasBlockedClaims = true
            return
        }
        giveBack(claimed, isIncomplete: false, monotonic: monotonic, report: &report)
    }

    /// No long file is in hand any more.
    func letGoOfLongFile() {
        if let longFile, longFile.hasCopies { hasLeftovers = true }
        longFile = nil
    }

    private func didLookThrough(
        _ file: LongFile, _ documents: Int, monotonic: Int64, files: inout [FileInHand],
        report: inout TurnReport
    ) throws {
        let account = file.head.content
        if account.isIncomplete, !file.claimed.isOverdue {
            longFile = nil
            watch.hold(file.claimed.claim, monotonic: monotonic)
            report.incomplete += 1
            giveBack(file.claimed, isIncomplete: true, monotonic: monotonic, report: &report)
            return
        }
        if let useless = file.answeredAsAWhole {
            longFile = nil
            files.append(useless)
            return
        }
        let (progress, earlier) = try ledgerRead { ledger in
            (
                try ledger.progress(of: file.intake),
                file.head.sha256.isEmpty
                    ? nil : try ledger.takenIntake(from: file.sender, sha256: file.head.sha256)
            )
        }
        file.repeatOf = earlier?.id
        try file.begin(after: progress)
        try resume(file)
        log.notice(
            "long-file",
            metadata: [
                "intake": "\(file.intake)", "file": "\(file.claimed.claim.name.printable)",
                "documents": "\(documents)", "decided": "\(file.progress.decided)",
            ])
    }

    private func giveBack(_ file: ClaimedFile, isIncomplete: Bool, monotonic: Int64, report: inout TurnReport) {
        claimed.removeAll { $0.claim.id == file.claim.id }
        if case .keep(let kept) = putBack(file, isIncomplete: isIncomplete, monotonic: monotonic, report: &report) {
            claimed.append(kept)
        }
    }

    /// What was staged before a restart is copied under a new name up to where it is committed: after a failed sync the
    /// pages behind a file may be lost though they look written.
    func resume(_ file: LongFile) throws {
        file.growing = [:]
        for row in try ledgerRead({ try $0.growingOutgoing(intake: file.intake) }) {
            let old = StagedFile(id: row.stagedName, outbox: row.recipientFolder)
            let new = StagedFile(id: stagedName(file.intake), outbox: row.recipientFolder)
            file.hasCopies = true
            var copied: Int64 = 0
            while copied < row.size {
                let wanted = Int(min(1 << 20, row.size - copied))
                guard let piece = try spool.readPiece(of: old, at: copied, count: wanted), piece.count == wanted else {
                    throw SpoolError.unexpected(
                        .stage, path: spool.workPath, what: "\(row.fileName) is shorter than what was made durable")
                }
                try spool.extend(new, after: copied, with: piece)
                copied += Int64(piece.count)
            }
            let key = BatchKey(
                recipientFolder: row.recipientFolder, kind: row.kind,
                fileExtension: row.fileName.split(separator: ".").last.map(String.init) ?? "",
                intake: file.intake)
            file.growing[key] = GrowingDocument(id: row.id, staged: new, length: row.size)
        }
    }
}
