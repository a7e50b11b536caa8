// Where everything lies, and who may look into it.

/// A folder that the spool takes files from or puts documents into.
package struct SpoolFolder: Sendable, Hashable {
    package enum Direction: String, Sendable, Hashable, CaseIterable {
        case inbox
        case outbox
        /// The desk's own `archive` and `quarantine`, which may be on another file system too. The spool uses them by
        /// itself; they can be named in `accept`.
        case own
    }

    package let direction: Direction
    /// What it is called: `acme/edi`, `desk/finance`, `carriers/loopback` in the inbox, `acme`, `desk/finance` in the
    /// outbox. Unique per direction.
    package let id: String
    /// The part of the path that the configuration vouches for; symlinks in it are followed.
    package let base: SpoolPath
    /// The part beneath it, where partners may write: no symlink is followed there, and nothing leads out of `base`.
    package let below: [FileName]
    /// The mode it is made with if it is missing. An existing folder keeps its own.
    package var mode: UInt32
    /// It is the `new/` of a Maildir, which lies above it.
    package var isMaildir = false

    package init(direction: Direction, id: String, base: SpoolPath, below: [FileName] = [], mode: UInt32 = 0o2770) {
        self.direction = direction
        self.id = id
        self.base = base
        self.below = below
        self.mode = mode
    }

    package var path: SpoolPath { base.appending(below) }
}

/// The desk's folders. Every path can be set by itself; an inbox or outbox may be on another file system.
package struct SpoolLayout: Sendable, Equatable {
    package var inbox: SpoolPath
    package var outbox: SpoolPath
    package var archive: SpoolPath
    package var quarantine: SpoolPath
    package var work: SpoolPath
    /// Folders that only the desk's user and group look into.
    package var folderMode: UInt32 = 0o750
    /// Folders on the way to partners' folders: anybody may pass, only the desk may list.
    package var passageFolderMode: UInt32 = 0o751
    /// Folders of partners: their group may write, and what is made in them gets that group.
    package var sharedFolderMode: UInt32 = 0o2770
    /// Documents, whatever the umask says.
    package var documentMode: UInt32 = 0o640

    /// The usual folders beneath one root, such as `/var/lib/docket`.
    package init(root: SpoolPath) {
        func beneath(_ name: String) -> SpoolPath { FileName(name).map { root.appending($0) } ?? root }
        inbox = beneath("inbox")
        outbox = beneath("outbox")
        archive = beneath("archive")
        quarantine = beneath("quarantine")
        work = beneath("work")
    }

    /// The inbox folder called `id`, at `inbox/<id>`, or at `path` if it lies elsewhere.
    /// - Parameter isMaildir: it is a Maildir, and files are taken from its `new/`.
    /// - Throws: `SpoolError.badIdentifier` if the id cannot be a path beneath the inbox.
    package func inboxFolder(
        _ id: String, at path: SpoolPath? = nil, isMaildir: Bool = false
    ) throws(SpoolError) -> SpoolFolder {
        let whole = try folder(.inbox, id, beneath: inbox, at: path)
        guard isMaildir else { return whole }
        var new = SpoolFolder(
            direction: .inbox, id: id, base: whole.base, below: whole.below + [DiskSpool.maildirNew], mode: whole.mode)
        new.isMaildir = true
        return new
    }

    /// The outbox folder called `id`, at `outbox/<id>`, or at `path` if it lies elsewhere.
    /// - Throws: `SpoolError.badIdentifier` if the id cannot be a path beneath the outbox.
    package func outboxFolder(_ id: String, at path: SpoolPath? = nil) throws(SpoolError) -> SpoolFolder {
        try folder(.outbox, id, beneath: outbox, at: path)
    }

    private func folder(
        _ direction: SpoolFolder.Direction, _ id: String, beneath base: SpoolPath, at path: SpoolPath?
    ) throws(SpoolError) -> SpoolFolder {
        // The id must also fit the names of claims and pins.
        _ = try IntakeLabel.escaped(folder: id)
        if let path { return SpoolFolder(direction: direction, id: id, base: path, mode: sharedFolderMode) }
        let below = id.utf8.split(separator: UInt8(ascii: "/")).compactMap { FileName(bytes: Array($0)) }
        return SpoolFolder(direction: direction, id: id, base: base, below: below, mode: sharedFolderMode)
    }
}
