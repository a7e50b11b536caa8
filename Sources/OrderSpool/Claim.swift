// A file that the desk has taken, and how taking, reading and putting back can end.

/// Asks to take one file.
package struct ClaimRequest: Sendable, Hashable {
    /// The id of the inbox folder.
    package var inbox: String
    /// The file as it was when it was found whole.
    package var entry: InboxEntry
    /// The intake id: unique for ever, 1 to 64 ASCII letters, digits, `.`, `_`, `-`.
    package var id: String

    package init(inbox: String, entry: InboxEntry, id: String) {
        self.inbox = inbox
        self.entry = entry
        self.id = id
    }
}

/// A file in `work/claimed/<id>@<folder>/`, under its own name, with the scans beside it. From here on the desk answers for it.
package struct Claim: Sendable, Hashable {
    package var id: String
    /// The id of the inbox folder that it came through.
    package var inbox: String
    package var name: FileName
    package var facts: FileFacts
    /// It came with a `.done` marker, which was taken along.
    package var hadMarker: Bool
    /// The scans that were taken with it and lie beside it.
    package var scans: [FileName]

    package init(
        id: String, inbox: String, name: FileName, facts: FileFacts, hadMarker: Bool, scans: [FileName] = []
    ) {
        self.id = id
        self.inbox = inbox
        self.name = name
        self.facts = facts
        self.hadMarker = hadMarker
        self.scans = scans
    }
}

package enum ClaimOutcome: Sendable, Equatable {
    case claimed(Claim)
    /// It went away meanwhile. Nothing to do.
    case vanished
    /// It is not the file that was found: other size, times or inode. Watch it anew.
    case changed
    /// It is no regular file any more.
    case unusable(FileKind)
    /// It is larger than the limit and on another file system, so it was left where it is. (On the same file system a
    /// large file is taken; `read` refuses it.)
    case tooLarge(sizeInBytes: Int64)
    case failed(SpoolError)
}

package enum ReadOutcome: Sendable, Equatable {
    case whole([UInt8])
    /// Somebody wrote into it since it was taken, or while it was read. Put it back and wait.
    case changedWhileReading
    /// Not read.
    case tooLarge(sizeInBytes: Int64)
    /// Nobody but the desk should have removed it.
    case missing
}

package enum PutBackOutcome: Sendable, Equatable {
    case putBack
    /// A new file of this name has come meanwhile. The claim stays where it is.
    case nameTaken
    /// It was put back earlier, or is gone.
    case missing
}

/// What the last run left behind.
package struct RecoveredWork: Sendable, Equatable {
    /// Files taken; the ledger knows whether they were entered. Ordered by id.
    package var claims: [Claim]
    /// Documents staged; those that no row of the ledger owns are swept.
    package var staged: [StagedFile]
    /// Claims that cannot be settled yet, because the inbox that they were copied from is not there. They are settled
    /// by the next scan of that inbox; the next `recover` then lists them.
    package var blocked: [BlockedClaim]

    package init(claims: [Claim] = [], staged: [StagedFile] = [], blocked: [BlockedClaim] = []) {
        self.claims = claims
        self.staged = staged
        self.blocked = blocked
    }
}

/// A claim whose inbox is away, and why.
package struct BlockedClaim: Sendable, Equatable {
    package var id: String
    package var inbox: String
    package var error: SpoolError

    /// There is a file, or there may be one. Otherwise only leftovers are there, of a file that has left `work/`.
    package var isWhole: Bool { if case .unexpected = error { false } else { true } }

    package init(id: String, inbox: String, error: SpoolError) {
        self.id = id
        self.inbox = inbox
        self.error = error
    }
}
