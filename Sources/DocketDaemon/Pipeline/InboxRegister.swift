// The inboxes of this desk: who speaks through which folder, and how its files are waited for.

package import OrderModel
package import OrderSpool

/// One inbox folder with everything that taking files from it needs to know.
package struct Inbox: Sendable {
    package var folder: SpoolFolder
    package var sender: Sender
    package var profile: PartnerProfile?
    package var neverTaken: NeverTaken
    package var quietNanoseconds: Int64
    package var incompleteNanoseconds: Int64
    package var requiresMarker: Bool
    /// How long a scan waits for its data file, and a data file for its scan.
    package var scanWaitNanoseconds: Int64
    package var dataWaitNanoseconds: Int64
}

/// All folders that the desk takes files from and puts documents into.
package struct InboxRegister: Sendable {
    package private(set) var inboxes: [Inbox] = []
    package private(set) var outboxes: [SpoolFolder] = []
    private var byFolder: [String: Int] = [:]
    private var outboxNames: Set<String> = []

    /// How long a file of our own departments or of a carrier has to stand still.
    private static let quietPeriodSeconds = 1
    private static let incompleteAfterSeconds = 600

    /// - Throws: `SpoolError.badIdentifier` if a partner, role or carrier cannot be the name of a folder.
    package init(
        layout: SpoolLayout, partners: [PartnerProfile], roles: [String], carriers: [String]
    ) throws(SpoolError) {
        for partner in partners {
            for channel in partner.channels {
                try add(.partner(id: partner.id, channel: channel), profile: partner, layout: layout)
            }
            outboxes.append(try layout.outboxFolder(partner.id))
        }
        for role in roles {
            try add(.desk(role: role), profile: nil, layout: layout)
            outboxes.append(try layout.outboxFolder(Recipient.desk(role: role).folder))
        }
        for carrier in carriers {
            try add(.carrier(id: carrier), profile: nil, layout: layout)
            outboxes.append(try layout.outboxFolder(Recipient.carrier(carrier).folder))
        }
        outboxNames = Set(outboxes.map(\.id))
    }

    /// Whether documents can be put into this folder beneath `outbox/`.
    func hasOutbox(_ folder: String) -> Bool { outboxNames.contains(folder) }
    package func inbox(_ folder: String) -> Inbox? { byFolder[folder].map { inboxes[$0] } }
    package var carrierInboxes: [SpoolFolder] {
        inboxes.filter { if case .carrier = $0.sender { true } else { false } }.map(\.folder)
    }
    package var folders: [SpoolFolder] { inboxes.map(\.folder) + outboxes }

    private mutating func add(_ sender: Sender, profile: PartnerProfile?, layout: SpoolLayout) throws(SpoolError) {
        var (channel, isMaildir): (OrderChannel?, Bool) = (nil, false)
        if case .partner(_, let named) = sender {
            (channel, isMaildir) = (named, profile?.maildirs.contains(named) ?? false)
        }
        let quiet = profile?.quietPeriodSeconds ?? InboxRegister.quietPeriodSeconds
        let incomplete = profile?.incompleteAfterSeconds ?? InboxRegister.incompleteAfterSeconds
        byFolder[sender.folder] = inboxes.count
        inboxes.append(
            Inbox(
                folder: try layout.inboxFolder(sender.folder, isMaildir: isMaildir), sender: sender, profile: profile,
                neverTaken: NeverTaken(patterns: (profile?.neverTaken ?? []).compactMap { ByteGlob($0) }),
                // Delivery renames into a Maildir: what is there is whole.
                quietNanoseconds: isMaildir ? 0 : InboxRegister.nanoseconds(quiet),
                incompleteNanoseconds: InboxRegister.nanoseconds(incomplete),
                requiresMarker: isMaildir ? false : profile?.requiresDoneMarker ?? false,
                scanWaitNanoseconds: InboxRegister.nanoseconds(profile?.bundleWaitSeconds ?? 0),
                // A fax server may write the scan a moment later; elsewhere a scan is the exception.
                dataWaitNanoseconds: channel == .fax ? InboxRegister.nanoseconds(quiet) : 0))
    }

    private static func nanoseconds(_ seconds: Int) -> Int64 {
        let (product, overflow) = Int64(max(0, seconds)).multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : product
    }
}
