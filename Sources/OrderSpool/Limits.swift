// What the spool puts up with at most, each with its reason.

/// The spool's limits. All can be set; the defaults suit a machine with 1 GB of memory and 1,024 open files.
package struct SpoolLimits: Sendable, Equatable {
    /// The largest file that is read into memory, in bytes. A larger one is refused unread. 256 MiB: about 500,000
    /// order lines of XML.
    package var fileBytes: Int64 = 256 << 20
    /// How much of a file is read, written or copied at a time, in bytes.
    package var chunkBytes = 1 << 20
    /// How many entries one scan of one folder hands over; the oldest come first, the rest come with the next scan.
    package var entriesPerScan = 1_000
    /// How many entries of one folder a scan looks at. More than that in one inbox is an accident, and the oldest of
    /// those that were looked at are as good as any.
    package var entriesLookedAt = 1_000_000
    /// From this many files and folders per batch on, one sync of the whole file system replaces theirs (local file
    /// systems only). Measured on ext4: 100 files 37 ms one by one, 5 ms together.
    package var syncsOneByOne = 16
    /// How many files and folders may wait open for the next sync.
    package var openForSync = 128
    /// How many files in quarantine one listing shows.
    package var quarantineListed = 10_000
    /// How many files of one inbox the quiet watch remembers.
    package var filesWatched = 100_000

    package init() {}
}

/// Limits that come from the file system or from our own naming and cannot be set.
enum FixedLimits {
    /// The longest name on every Linux file system, in bytes.
    static let nameBytes = 255
    /// The longest intake id, in bytes: it is part of file names.
    static let idBytes = 64
    /// The longest folder id in its escaped form, in bytes; id, folder and two separators must fit one name.
    static let escapedFolderBytes = 150
    /// The longest record (marker, pin, source record) that is read back, in bytes.
    static let recordBytes = 4_096
    /// How much room the reader of the event queue has, in bytes: 16 to 272 per event.
    static let eventQueueBytes = 64 << 10
}
