// One part of a long file inside its transaction: its documents are decided, what answers them grows, and with the last
// part everything is closed and the receipt is written.

import Digests
import Logging
import OrderFormats
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool
import SideWork

/// How a long file stands after a part, once that is committed.
struct LongFileStep {
    var progress: IntakeProgress
    var growing: [BatchKey: GrowingDocument]
    var outcome: Receipt.Outcome?
}

extension DeskPipeline {
    func decide(
        _ part: LongFilePart, decider: FileDecider, transaction: LedgerTransaction
    ) throws -> LongFileStep {
        let file = part.file
        var step = LongFileStep(progress: file.progress, growing: file.growing)
        if step.progress.parts == 0 {
            try transaction.recordIntake(intakeRow(for: file.head, receipt: provisionalReceipt(file)))
        }
        var entries: [Receipt.Entry] = []
        var answers: [BatchKey: [DocumentInHand]] = [:]
        var written: [DocumentsInWork] = []
        for item in part.items {
            let (entry, documents) = try decideItem(item, of: file, decider: decider, transaction: transaction)
            entries.append(entry)
            if let documents { written.append(documents) }
        }
        var others: [DocumentInHand] = []
        for var document in try written.flatMap({ try $0.value() }) {
            document.part = step.progress.parts
            if let key = document.batch, document.isForPartner, file.progress.documents >= limits.batchFrom {
                answers[key, default: []].append(document)
            } else {
                others.append(document)
            }
        }
        outgoing.append(DocumentsInWork { [others] in others })
        for (key, documents) in answers.sorted(by: { $0.key.name < $1.key.name }) {
            try grow(key, by: documents, in: &step, now: decider.now, transaction: transaction)
        }
        step.progress.decided += part.items.count
        step.progress.refused += entries.count { $0.outcome == .refused }
        step.progress.repeated += entries.count { $0.outcome == .repeated }
        if part.isLast {
            try close(file, lastEntries: entries, &step, decider: decider, transaction: transaction)
        } else {
            try transaction.addReceiptPart(step.progress.parts, of: file.intake, entries: entries)
            step.progress.parts += 1
            try transaction.record(step.progress)
        }
        return step
    }

    /// Until the last part is decided nobody is told anything; a start needs the row.
    private func provisionalReceipt(_ file: LongFile) -> Receipt {
        Receipts.receipt(for: file.head, entries: [], seller: desk.settings.seller, buyer: Party())
    }

    // MARK: One document

    /// A document on which the desk itself fails is refused, and the others of its file go on.
    private func decideItem(
        _ item: ReadItem, of file: LongFile, decider: FileDecider, transaction: LedgerTransaction
    ) throws -> (Receipt.Entry, DocumentsInWork?) {
        switch item {
        case .refused(let refused): return (FileDecider.entry(for: refused), nil)
        case .document(let read):
            do {
                return try transaction.savepoint {
                    let (entry, documents) = try decider.decide(read, of: file.head)
                    let written = try write(
                        documents, intake: file.intake, now: decider.now, transaction: transaction)
                    return (entry, written)
                }
            } catch {
                try rethrow(ifItConcernsAll: error)
                log.error(
                    "document-failed", metadata: ["intake": "\(file.intake)", "error": "\(error)"])
                return (failedEntry(read, file), nil)
            }
        }
    }

    private func failedEntry(_ read: ReadDocument, _ file: LongFile) -> Receipt.Entry {
        var reference: String?
        if case .order(let order) = read.document { reference = order.customerReference }
        let finding = Finding(
            .error, .notProcessed, "the desk could not process this document; nothing of it was entered",
            hint: "the administrator finds the cause in the log under intake \(file.intake)")
        return Receipt.Entry(
            outcome: .refused, kind: read.document.kind, customerReference: reference,
            findings: read.findings + [finding])
    }

    // MARK: Growing documents

    private func grow(
        _ key: BatchKey, by documents: [DocumentInHand], in step: inout LongFileStep, now: Instant,
        transaction: LedgerTransaction
    ) throws {
        var document =
            try step.growing[key]
            ?? begin(
                "\(DeskPipeline.plural(key.kind))-\(key.intake).\(key.fileExtension)", key, now: now,
                transaction: transaction)
        var bytes: [UInt8] = []
        for (index, each) in documents.enumerated() {
            DocumentBatch.append(each.written, isFirst: document.length == 0 && index == 0, to: &bytes)
        }
        try extend(&document, with: bytes, transaction: transaction)
        try transaction.addBatch(outgoing: document.id, orders: documents.compactMap(\.orderNumber))
        step.growing[key] = document
    }

    private func begin(
        _ fileName: String, _ key: BatchKey, now: Instant, transaction: LedgerTransaction
    ) throws -> GrowingDocument {
        let staged = StagedFile(id: stagedName(key.intake), outbox: key.recipientFolder)
        let id = try transaction.addGrowing(
            OutgoingFile(
                intake: key.intake, orderNumber: nil, kind: key.kind, recipientFolder: key.recipientFolder,
                fileName: fileName, sha256: "", size: 0, stagedName: staged.id, createdAt: now))
        return GrowingDocument(id: id, staged: staged, length: 0)
    }

    private func extend(
        _ document: inout GrowingDocument, with bytes: [UInt8], transaction: LedgerTransaction
    ) throws {
        try spool.extend(document.staged, after: document.length, with: bytes)
        document.length += Int64(bytes.count)
        try transaction.grow(document.id, to: document.length, stagedName: document.staged.id)
    }

    private func finish(_ document: GrowingDocument, transaction: LedgerTransaction) throws {
        var hasher = try? SHA256Hasher()
        var offset: Int64 = 0
        while offset < document.length {
            guard let piece = try spool.readPiece(of: document.staged, at: offset, count: 1 << 20), !piece.isEmpty
            else {
                throw SpoolError.unexpected(
                    .stage, path: spool.workPath, what: "a staged document is shorter than written")
            }
            try? hasher?.update(piece)
            offset += Int64(piece.count)
        }
        var digest = ""
        if let hasher = hasher.take() { digest = (try? hasher.finish())?.hexadecimal ?? "" }
        try transaction.finishGrowing(document.id, sha256: digest)
    }

    // MARK: The end

    private func close(
        _ file: LongFile, lastEntries: [Receipt.Entry], _ step: inout LongFileStep, decider: FileDecider,
        transaction: LedgerTransaction
    ) throws {
        for (key, document) in step.growing.sorted(by: { $0.key.name < $1.key.name }) {
            var document = document
            var bytes: [UInt8] = []
            DocumentBatch.close(fileExtension: key.fileExtension, in: &bytes)
            try extend(&document, with: bytes, transaction: transaction)
            try finish(document, transaction: transaction)
        }
        step.growing = [:]
        var receipt = try decider.receipt(for: file.head, entries: [])
        receipt.outcome = outcome(step.progress, receipt.findings)
        if let earlier = file.repeatOf, step.progress.repeated == step.progress.decided {
            (receipt.outcome, receipt.repeatOf) = (.repeated, earlier)
        }
        let parts = ReceiptParts(count: step.progress.parts, last: lastEntries)
        try writeReceipt(receipt, parts, file, now: decider.now, transaction: transaction)
        if step.progress.decided <= limits.keptEntries {
            receipt.entries = try entries(parts, file, transaction)
        }
        try transaction.recordIntake(intakeRow(for: file.head, receipt: receipt))
        try transaction.endProgress(of: file.intake)
        step.outcome = receipt.outcome
    }

    private func outcome(_ progress: IntakeProgress, _ findings: [Finding]) -> Receipt.Outcome {
        if progress.refused == progress.decided { return .refused }
        return progress.refused > 0 || findings.hasErrors ? .partlyTaken : .taken
    }

    /// The entries of all parts; those of the last one are not in the ledger.
    private struct ReceiptParts {
        var count: Int
        var last: [Receipt.Entry]
    }

    private func entries(
        _ parts: ReceiptParts, _ file: LongFile, _ ledger: LedgerReading
    ) throws -> [Receipt.Entry] {
        try (0..<parts.count).flatMap { try ledger.receiptPart($0, of: file.intake) } + parts.last
    }

    private func writeReceipt(
        _ receipt: Receipt, _ parts: ReceiptParts, _ file: LongFile, now: Instant, transaction: LedgerTransaction
    ) throws {
        guard let document = receiptDocuments(receipt, for: file.head).first else { return }
        let intake = file.intake
        guard LongReceipt.isPossible(for: file.profile) else {
            var whole = document
            var receipt = receipt
            receipt.entries = try entries(parts, file, transaction)
            whole.content = .receipt(receipt)
            outgoing.append(try write([whole], intake: intake, now: now, transaction: transaction))
            return
        }
        let context = writingContext(for: document.recipient, now: now, transaction: transaction)
        var key = BatchKey(
            recipientFolder: document.recipient.folder, kind: document.content.name, fileExtension: "", intake: intake)
        var growing: GrowingDocument?
        for index in 0...parts.count {
            var part = document
            var content = receipt
            content.entries = index == parts.count ? parts.last : try transaction.receiptPart(index, of: intake)
            part.content = .receipt(content)
            let written = try LongReceipt.part(
                part, isFirst: index == 0, isLast: index == parts.count, context)
            key.fileExtension = written.fileExtension
            var next =
                try growing
                ?? begin("\(document.stem).\(key.fileExtension)", key, now: now, transaction: transaction)
            try extend(&next, with: written.bytes, transaction: transaction)
            growing = next
        }
        if let growing { try finish(growing, transaction: transaction) }
    }

    /// The part is committed.
    func didCommit(_ step: LongFileStep, of file: LongFile, report: inout TurnReport) {
        file.progress = step.progress
        file.growing = step.growing
        guard let outcome = step.outcome else { return }
        letGoOfLongFile()
        claimed.removeAll { $0.claim.id == file.intake }
        if outcome == .refused { report.refused += 1 } else { report.taken += 1 }
        log.info(
            "file-\(outcome.rawValue)",
            metadata: [
                "intake": "\(file.intake)", "sender": "\(file.sender.folder)",
                "file": "\(file.claimed.claim.name.printable)", "documents": "\(step.progress.decided)",
            ])
    }
}

extension BatchKey {
    /// For an order that is the same in every run.
    var name: String { "\(recipientFolder)/\(kind).\(fileExtension)" }
}
