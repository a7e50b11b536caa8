// What a look through an inbox brings.

/// A regular file in an inbox.
package struct InboxEntry: Sendable, Hashable {
    package var name: FileName
    package var facts: FileFacts
    /// Its `.done` marker is there.
    package var hasMarker: Bool
    /// The scans beside a data file that are to be taken with it; a scan of an inbox leaves that to the desk.
    package var scans: [InboxEntry]

    package init(name: FileName, facts: FileFacts, hasMarker: Bool = false, scans: [InboxEntry] = []) {
        self.name = name
        self.facts = facts
        self.hasMarker = hasMarker
        self.scans = scans
    }
}

/// Something in an inbox that is no file: a folder, a symlink, a pipe, a device. It is never followed, opened, moved or
/// deleted; the desk says once that it is there.
package struct UnusableEntry: Sendable, Hashable {
    package var name: FileName
    package var facts: FileFacts

    package init(name: FileName, facts: FileFacts) {
        self.name = name
        self.facts = facts
    }

    /// For people.
    package var sentence: String {
        let what =
            switch facts.kind {
            case .directory: "a folder. Put the files themselves into the inbox"
            case .symlink: "a symbolic link, which is never followed. Put the file itself into the inbox"
            case .regular, .other: "not a regular file (a pipe, a socket or a device)"
            }
        return "“\(name.printable)” is \(what)."
    }
}

/// What one scan of one inbox found.
package struct InboxScan: Sendable, Equatable {
    /// Files that may be taken once they are whole, oldest arrival first (by the time of their last change, then name).
    package var entries: [InboxEntry]
    /// As far as the limit allows, by name.
    package var unusable: [UnusableEntry]
    /// There are more than the limit let through.
    package var isPartial: Bool

    package init(entries: [InboxEntry], unusable: [UnusableEntry], isPartial: Bool) {
        self.entries = entries
        self.unusable = unusable
        self.isPartial = isPartial
    }
}
