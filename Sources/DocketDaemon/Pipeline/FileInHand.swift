// A claimed file that was read, on its way to the decision.

import Digests
import OrderFormats
import OrderModel
import OrderSpool

/// A claimed file with everything that was found out about it before the ledger is asked.
struct FileInHand {
    let claim: Claim
    let sender: Sender
    let receivedAt: Instant
    /// When it came into its inbox, by the file system's clock: for comparing with other files only.
    let arrival: Int64
    let sha256: String
    let size: Int64
    let content: ReadFile

    var intake: String { claim.id }
    var printableName: String { claim.name.printable }

    /// The desk's own files come first, because orders are judged by what they say; then orders that may not wait (A10);
    /// inside a class files go in the order of their arrival (A11).
    private var rank: Int {
        switch sender {
        case .desk, .carrier: 0
        case .partner: isUrgent ? 1 : 2
        }
    }

    private var isUrgent: Bool {
        content.documents.contains {
            if case .order(let order) = $0.document { order.urgency == .urgent } else { false }
        }
    }

    /// A file that could not be read at all, with the reason.
    static func unreadable(_ file: ClaimedFile, sender: Sender, size: Int64, finding: Finding) -> FileInHand {
        FileInHand(
            claim: file.claim, sender: sender, receivedAt: file.receivedAt, arrival: file.arrival, sha256: "",
            size: size, content: ReadFile(findings: [finding]))
    }

    /// The same file with nothing taken out of it.
    func emptied(because finding: Finding) -> FileInHand {
        FileInHand(
            claim: claim, sender: sender, receivedAt: receivedAt, arrival: arrival, sha256: "", size: size,
            content: ReadFile(findings: [finding]))
    }

    /// The end of the file is missing, and it did not come in time: nothing of it is taken.
    func withoutItsEnd() -> FileInHand {
        FileInHand(
            claim: claim, sender: sender, receivedAt: receivedAt, arrival: arrival, sha256: sha256, size: size,
            content: content.withoutItsEnd())
    }

    /// Whether this file is decided before the other one.
    func goes(before other: FileInHand) -> Bool {
        (rank, arrival, intake) < (other.rank, other.arrival, other.intake)
    }
}

extension ReadFile {
    /// What is said where the rest of a file did not come in time: nothing that was read of it counts.
    func withoutItsEnd() -> ReadFile {
        var file = self
        file.documents = []
        file.refused = []
        file.findings.insert(
            Finding(
                .error, .fileIncomplete, "the end of the file is missing, and it did not come in time",
                hint: "send the whole file again"), at: 0)
        return file
    }
}

extension Sender {
    /// Who the answer goes to.
    var recipient: Recipient {
        switch self {
        case .partner(let id, _): .partner(id)
        case .desk(let role): .desk(role: role)
        case .carrier(let id): .carrier(id)
        }
    }

    /// The same bytes from the same sender are a repeat, whichever of his folders they come through.
    var senderID: String {
        switch self {
        case .partner(let id, _): id
        case .desk(let role): "desk/\(role)"
        case .carrier(let id): "carriers/\(id)"
        }
    }

    var partner: String? {
        if case .partner(let id, _) = self { id } else { nil }
    }

    /// The sender whose folder this is; nil if no folder is called that.
    init?(folder: String) {
        let parts = folder.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        switch parts[0] {
        case "desk": self = .desk(role: parts[1])
        case "carriers": self = .carrier(id: parts[1])
        default:
            guard let channel = OrderChannel(rawValue: parts[1]) else { return nil }
            self = .partner(id: parts[0], channel: channel)
        }
    }
}
