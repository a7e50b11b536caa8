// Documents of a turn on their way to the disk: written one by one beside the decision that they follow from, then staged
// together, where many of a kind for one recipient share one file.

import OrderFormats
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool
import SideWork

/// A document that is written and not yet staged.
struct DocumentInHand {
    var written: WrittenDocument
    var recipientFolder: String
    var stem: String
    var kind: String
    var orderNumber: String?
    /// The file that it follows from; nil for timers.
    var intake: String?
    /// A partner gets it: of a long file, all of its kind share one file.
    var isForPartner: Bool
    /// With which others it may share a file; nil: with none.
    var batch: BatchKey?
    /// What a shared file is named after: the intake, and for long files the part.
    var batchName: String { part.map { "\(intake ?? "")-\($0)" } ?? intake ?? "" }
    /// Of a long file: the part that it follows from.
    var part: Int?
}

/// Documents of one key share a file. All of them follow from one file that came in: who sends single orders gets single
/// answers, however busy the desk is.
struct BatchKey: Hashable {
    var recipientFolder: String
    var kind: String
    /// Of notices: what they are about.
    var topic: String?
    var fileExtension: String
    /// The file that came in.
    var intake: String
}

// MARK: - Write

/// What documents are written from. It goes to a second thread.
private struct WritingOrder: Sendable {
    var document: OutgoingDocument
    var profile: PartnerProfile?
    var intake: String?
    var now: Instant
    var offsetSeconds: Int
    var letters: LetterTemplates

    /// - Parameter nextNumber: for formats that number what is sent.
    func write(nextNumber: @escaping (String) throws -> Int) throws -> [DocumentInHand] {
        let context = WritingContext(
            profile: profile, now: now, offsetSeconds: offsetSeconds, letters: letters, nextNumber: nextNumber)
        return try DocumentWriter.files(document, context).map { written in
            DocumentInHand(
                written: written, recipientFolder: document.recipient.folder, stem: document.stem,
                kind: document.content.name, orderNumber: document.orderNumber, intake: intake,
                isForPartner: document.content.isForPartners, batch: batchKey(written))
        }
    }

    private func batchKey(_ written: WrittenDocument) -> BatchKey? {
        if case .receipt = document.content { return nil }
        guard let intake, document.orderNumber != nil, written.batchForm != nil else { return nil }
        // A conflict must not be looked for among a hundred registrations.
        let topic: String? = if case .notice(let notice) = document.content { notice.kind.rawValue } else { nil }
        return BatchKey(
            recipientFolder: document.recipient.folder, kind: document.content.name, topic: topic,
            fileExtension: written.fileExtension, intake: intake)
    }
}

/// Documents that are being written, or will be when they are asked for.
typealias DocumentsInWork = SideTask<[DocumentInHand]>

extension DeskPipeline {
    /// Writes documents in their recipients' formats, on the second thread where nothing stands against it: an error is
    /// then thrown where they are asked for.
    func write(
        _ documents: [OutgoingDocument], intake: String?, now: Instant, transaction: LedgerTransaction
    ) throws -> DocumentsInWork {
        var orders: [WritingOrder] = []
        orders.reserveCapacity(documents.count)
        for document in documents {
            let folder = document.recipient.folder
            // Known before it is staged: only the file that leads there is set aside.
            guard register.hasOutbox(folder) else { throw SpoolError.unknownFolder(folder) }
            orders.append(
                WritingOrder(
                    document: document, profile: recipientProfile(document.recipient), intake: intake, now: now,
                    offsetSeconds: desk.settings.calendar.offsetSeconds, letters: letters))
        }
        guard let side = transaction.side, !orders.contains(where: { $0.profile?.answerFormat.isEDI == true }) else {
            let written = try orders.flatMap { try $0.write { try transaction.nextNumber(series: $0) } }
            return DocumentsInWork { written }
        }
        return side.begin { [orders] in
            try orders.flatMap { try $0.write { series in throw NumberOutOfReach(series: series) } }
        }
    }

    func writingContext(
        for recipient: Recipient, now: Instant, transaction: LedgerTransaction
    ) -> WritingContext {
        WritingContext(
            profile: recipientProfile(recipient), now: now, offsetSeconds: desk.settings.calendar.offsetSeconds,
            letters: letters, nextNumber: { try transaction.nextNumber(series: $0) })
    }

    private func recipientProfile(_ recipient: Recipient) -> PartnerProfile? {
        if case .partner(let id) = recipient { desk.settings.partners[id] } else { nil }
    }
}

/// Numbers belong to the transaction, which the second thread does not have.
private struct NumberOutOfReach: Error { var series: String }

// MARK: - Stage

extension DeskPipeline {
    /// Puts what the turn has written onto the disk, each file with the row that owns it.
    func stageOutgoing(now: Instant, transaction: LedgerTransaction) throws {
        let documents = try outgoing.flatMap { try $0.value() }
        outgoing = []
        var batches: [BatchKey: [DocumentInHand]] = [:]
        for document in documents {
            if let key = document.batch { batches[key, default: []].append(document) }
        }
        for document in documents {
            guard let key = document.batch, let batch = batches[key], batch.count >= limits.batchFrom else {
                try stage(
                    document.written.bytes, as: "\(document.stem).\(document.written.fileExtension)", like: document,
                    order: document.orderNumber, now: now, transaction: transaction)
                continue
            }
            guard batch.first?.stem == document.stem else { continue }
            try stage(batch, like: document, now: now, transaction: transaction)
        }
    }

    private func stage(
        _ batch: [DocumentInHand], like first: DocumentInHand, now: Instant, transaction: LedgerTransaction
    ) throws {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(batch.reduce(16) { $0 + $1.written.bytes.count + 2 })
        for (index, document) in batch.enumerated() {
            DocumentBatch.append(document.written, isFirst: index == 0, to: &bytes)
        }
        DocumentBatch.close(fileExtension: first.written.fileExtension, in: &bytes)
        let topic = first.batch?.topic.map { $0 + "-" } ?? ""
        let name = "\(DeskPipeline.plural(first.kind))-\(topic)\(first.batchName)"
        let id = try stage(
            bytes, as: "\(name).\(first.written.fileExtension)", like: first, order: nil, now: now,
            transaction: transaction)
        try transaction.addBatch(outgoing: id, orders: batch.compactMap(\.orderNumber))
    }

    /// `confirmations`, `queries`: how a file of several documents begins.
    static func plural(_ kind: String) -> String { kind.hasSuffix("y") ? kind.dropLast() + "ies" : kind + "s" }

    /// Under which a document waits to be published: never given twice.
    func stagedName(_ owner: String) -> String {
        stagedCount += 1
        return "\(owner)-\(run)-\(stagedCount)"
    }

    @discardableResult
    private func stage(
        _ bytes: [UInt8], as fileName: String, like document: DocumentInHand, order: String?, now: Instant,
        transaction: LedgerTransaction
    ) throws -> Int64 {
        let owner = document.intake ?? "timer-\(now.milliseconds)"
        let staged = try spool.stage(bytes, id: stagedName(owner), for: document.recipientFolder)
        return try transaction.addOutgoing(
            OutgoingFile(
                intake: document.intake, orderNumber: order, kind: document.kind,
                recipientFolder: document.recipientFolder,
                fileName: fileName, sha256: desk.settings.digest(bytes), size: Int64(bytes.count),
                stagedName: staged.id, createdAt: now))
    }
}
