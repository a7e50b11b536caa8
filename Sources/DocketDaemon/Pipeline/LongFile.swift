// A file that is too long for one turn: it is looked through first, then decided part by part, each part in a transaction
// of its own together with how far it is. Whatever dies, the next start goes on behind the last part.

import OrderFormats
import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool

/// A long file in hand.
final class LongFile {
    let claimed: ClaimedFile
    let sender: Sender
    let profile: PartnerProfile?
    private let limits: FormatLimits
    private let source: ClaimSource
    private var reader: FileReader
    /// Known once the file was looked through.
    private(set) var survey: Survey?
    /// How far it is, as the last commit has it.
    var progress: IntakeProgress
    /// Documents that grow with it.
    var growing: [BatchKey: GrowingDocument] = [:]
    /// The same bytes came before, with this intake.
    var repeatOf: String?

    /// What a look through the whole file has found.
    struct Survey {
        var sha256: String
        /// Taken and refused together.
        var documents: Int
        /// Everything but the documents.
        var account: ReadFile
    }

    private var seen = 0

    init(_ claimed: ClaimedFile, sender: Sender, profile: PartnerProfile?, limits: FormatLimits, spool: any Spool)
        throws(InputError)
    {
        self.claimed = claimed
        self.sender = sender
        self.profile = profile
        self.limits = limits
        source = ClaimSource(claimed.claim, spool: spool)
        reader = try FileReader(source, sender: sender, profile: profile, limits: limits)
        progress = IntakeProgress(intake: claimed.claim.id, documents: 0)
    }

    /// Whether reading failed because the file is not any more what was claimed.
    var hasChanged: Bool { source.failure == nil }

    /// Looks at up to `count` documents more.
    func look(atMost count: Int) throws(InputError) {
        for _ in 0..<count {
            guard try reader.next() != nil else {
                survey = Survey(sha256: try source.digest(), documents: seen, account: reader.account)
                return
            }
            seen += 1
        }
    }

    /// Begins to decide, behind what is decided already.
    func begin(after progress: IntakeProgress?) throws(InputError) {
        try source.rewind()
        reader = try FileReader(source, sender: sender, profile: profile, limits: limits)
        let documents = survey?.documents ?? 0
        self.progress = IntakeProgress(intake: claimed.claim.id, documents: documents)
        // Read otherwise than before, as by a changed profile: from the start; what is entered is known by its number.
        guard let progress, progress.documents == documents else {
            self.progress.parts = progress?.parts ?? 0
            return
        }
        for _ in 0..<progress.decided { _ = try reader.next() }
        self.progress = progress
    }

    func next(atMost count: Int) throws(InputError) -> LongFilePart {
        var items: [ReadItem] = []
        while items.count < count, let item = try reader.next() { items.append(item) }
        return LongFilePart(file: self, items: items, isLast: progress.decided + items.count >= progress.documents)
    }

    /// The file without its documents, for what is decided about it as a whole.
    var head: FileInHand {
        var content = survey?.account ?? ReadFile()
        content.documents = []
        content.refused = []
        return FileInHand(
            claim: claimed.claim, sender: sender, receivedAt: claimed.receivedAt, arrival: claimed.arrival,
            sha256: survey?.sha256 ?? "", size: claimed.claim.facts.sizeInBytes, content: content)
    }
}

/// The documents of one turn.
struct LongFilePart {
    let file: LongFile
    let items: [ReadItem]
    let isLast: Bool
}

/// A document that answers a long file, as far as it is committed.
struct GrowingDocument {
    /// In the ledger.
    var id: Int64
    var staged: StagedFile
    var length: Int64
}
