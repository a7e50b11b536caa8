// Kinds of file systems, as far as they differ for us: whether changes made on other machines are announced, and
// whether a sync of the whole reaches the disk.

/// The type of a file system, by the magic number of statfs(2).
package struct FilesystemType: Sendable, Hashable {
    package let magic: UInt64

    package init(magic: UInt64) { self.magic = magic }

    static func of(_ folder: Descriptor) throws(Failure) -> FilesystemType {
        FilesystemType(magic: try folder.calls.filesystem(of: folder).type)
    }

    /// Local file systems, whose every change passes through this kernel.
    private static let local: [UInt64: String] = [
        0xEF53: "ext4", 0x5846_5342: "XFS", 0x9123_683E: "Btrfs", 0x0102_1994: "tmpfs", 0xF2F5_2010: "F2FS",
        0x2FC1_2FC1: "ZFS", 0xCA45_1A4E: "bcachefs", 0x8584_58F6: "ramfs", 0x3153_464A: "JFS", 0x5265_4973: "ReiserFS",
        0x4D44: "FAT", 0x2011_BAB0: "exFAT", 0x7366_746E: "NTFS", 0x794C_7630: "overlay",
    ]
    /// File systems that others change too, without this kernel hearing of it.
    private static let remote: [UInt64: String] = [
        0x6969: "NFS", 0xFF53_4D42: "SMB (CIFS)", 0xFE53_4D42: "SMB", 0x517B: "SMB", 0x6573_5546: "FUSE",
        0x0102_1997: "9P", 0x00C3_6400: "Ceph", 0x0BD0_0BD0: "Lustre", 0x5346_414F: "AFS", 0x7461_636F: "OCFS2",
        0x0116_1970: "GFS2", 0x564C: "NCP", 0x7375_7245: "Coda", 0x4750_4653: "GPFS", 0x786F_4256: "VirtualBox share",
        0xBACB_ACBC: "VMware share",
    ]

    /// For people.
    package var name: String {
        Self.local[magic] ?? Self.remote[magic] ?? "file system of type 0x" + String(magic, radix: 16, uppercase: true)
    }

    /// Whether every file that arrives is announced by the kernel. Unknown types do not count.
    package var announcesChanges: Bool { Self.local[magic] != nil }

    /// Overlays, FAT and unknown types are synced file by file.
    var canBeSyncedWhole: Bool {
        [0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994, 0xF2F5_2010].contains(magic)
    }
}
