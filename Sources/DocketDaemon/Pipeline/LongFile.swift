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
    let source: ClaimSource
    private var reader: FileReader
    /// How many documents are in it, taken and refused together; nil until the file was looked through.
    private(set) var documents: Int?
    /// The file without its documents, for what is decided about it as a whole: its digest and its account are known
    /// once it was looked through.
    private(set) var head: FileInHand
    /// How far it is, as the last commit has it.
    var progress: IntakeProgress
    /// Documents that grow with it.
    var growing: [BatchKey: GrowingDocument] = [:]
    /// What a restart found of them was copied: one of each pair will be nobody's.
    var hasCopies = false
    /// The same bytes came before, with this intake.
    var repeatOf: String?

    private var seen = 0

    var intake: String { claimed.claim.id }

    init(
        _ claimed: ClaimedFile, from source: ClaimSource, sender: Sender, profile: PartnerProfile?, limits: FormatLimits
    ) throws(InputError) {
        self.claimed = claimed
        self.sender = sender
        self.profile = profile
        self.limits = limits
        self.source = source
        reader = try FileReader(source, sender: sender, profile: profile, limits: limits)
        progress = IntakeProgress(intake: claimed.claim.id, documents: 0)
        head = FileInHand(claimed, sender: sender, sha256: "", content: ReadFile())
    }

    /// Looks at documents with up to `count` entries more.
    func look(atMost count: Int) throws(InputError) {
        var looked = 0
        while looked < count {
            let item = try reader.next()
            looked += item?.entryCount ?? 0
            guard item != nil else {
                head = FileInHand(claimed, sender: sender, sha256: try source.digest(), content: reader.account)
                documents = seen
                return
            }
            seen += 1
        }
    }

    /// The file, where it was looked through and nothing of it can be taken: it is answered as a whole then.
    var answeredAsAWhole: FileInHand? {
        let account = head.content
        guard
            account.isIncomplete || documents == 0
                || account.findings.contains(where: { FileReader.takesNothing.contains($0.code) })
        else { return nil }
        return account.isIncomplete ? head.withoutItsEnd() : head
    }

    /// Begins to decide, behind what is decided already.
    func begin(after progress: IntakeProgress?) throws(InputError) {
        try source.rewind()
        reader = try FileReader(source, sender: sender, profile: profile, limits: limits)
        self.progress = IntakeProgress(intake: intake, documents: seen)
        // Read otherwise than before, as by a changed profile: from the start; what is entered is known by its number.
        guard let progress, progress.documents == seen else {
            self.progress.parts = progress?.parts ?? 0
            return
        }
        for _ in 0..<progress.decided { _ = try reader.next() }
        self.progress = progress
    }

    /// - Parameters:
    ///   - count: of documents.
    ///   - entries: in lists, of which at least one document is taken.
    func next(atMost count: Int, entries: Int) throws(InputError) -> LongFilePart {
        var items: [ReadItem] = []
        var left = entries
        while items.count < count, left > 0, let item = try reader.next() {
            items.append(item)
            left -= item.entryCount
        }
        return LongFilePart(file: self, items: items, isLast: progress.decided + items.count >= progress.documents)
    }
}

extension ReadItem {
    fileprivate var entryCount: Int {
        switch self {
        case .document(let read): read.document.entryCount
        case .refused: 1
        }
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

extension FileInHand {
    /// A file of which only the account is at hand.
    fileprivate init(_ file: ClaimedFile, sender: Sender, sha256: String, content: ReadFile) {
        self.init(
            claim: file.claim, sender: sender, receivedAt: file.receivedAt, arrival: file.arrival, sha256: sha256,
            size: file.claim.facts.sizeInBytes, content: content)
    }
}
