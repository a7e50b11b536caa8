// What the file system says of a file: enough to know it again and to see whether it moved.

/// What stands under a name.
package enum FileKind: String, Sendable, Equatable {
    case regular
    case directory
    case symlink
    /// A pipe, a socket, a device.
    case other
}

/// Facts of one file at one moment. Times are nanoseconds since 1970 by the file system's clock: good for comparing
/// with each other, never with ours.
package struct FileFacts: Sendable, Hashable {
    package var kind: FileKind
    package var sizeInBytes: Int64
    package var modifiedNanoseconds: Int64
    /// When anything about the file changed last, its name included.
    package var changedNanoseconds: Int64
    package var inode: UInt64
    package var device: UInt64
    package var hardLinks: UInt64

    package init(
        kind: FileKind, sizeInBytes: Int64, modifiedNanoseconds: Int64, changedNanoseconds: Int64, inode: UInt64,
        device: UInt64, hardLinks: UInt64
    ) {
        self.kind = kind
        self.sizeInBytes = sizeInBytes
        self.modifiedNanoseconds = modifiedNanoseconds
        self.changedNanoseconds = changedNanoseconds
        self.inode = inode
        self.device = device
        self.hardLinks = hardLinks
    }

    /// The same file with the same content, as far as can be told without reading it. The time of the last change is
    /// left out: renaming moves it.
    package func hasSameContent(as other: FileFacts) -> Bool {
        inode == other.inode && device == other.device && kind == other.kind && sizeInBytes == other.sizeInBytes
            && modifiedNanoseconds == other.modifiedNanoseconds
    }
}

/// Facts that only this module needs: whose file it is and how it was reached.
package struct FileDetails {
    package var facts: FileFacts
    package var mode: UInt32
    package var user: UInt32
    package var group: UInt32
    package var bornNanoseconds: Int64
    package var mount: UInt64

    package init(
        facts: FileFacts, mode: UInt32, user: UInt32, group: UInt32, bornNanoseconds: Int64, mount: UInt64
    ) {
        self.facts = facts
        self.mode = mode
        self.user = user
        self.group = group
        self.bornNanoseconds = bornNanoseconds
        self.mount = mount
    }

    /// Files in folders of the same place can be renamed into each other: same file system and same mount (renaming
    /// between two mounts of one file system is refused, and systemd makes such mounts for `ReadWritePaths=`).
    func isSamePlace(as other: FileDetails) -> Bool { facts.device == other.facts.device && mount == other.mount }

    var givesItsGroup: Bool { mode & 0o2000 != 0 }
}
