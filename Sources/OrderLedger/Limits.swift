// Sizes, counts and times that the ledger keeps to.

package enum LedgerLimits {
    /// How long a statement waits for another program that holds the database, such as a backup, in seconds.
    package static let busySeconds = 5.0
    /// How often a starting daemon looks again whether the lock is free, and the pause before each look in
    /// microseconds: a command that asks who holds it must not turn a daemon away.
    static let lockLooks = 5
    static let lockPause: UInt32 = 20_000
    /// After how many pages in the write-ahead log the writer moves them into the database: 4,000 pages are 16 MiB.
    package static let checkpointPages = 4_000
    /// How much of the database the writer keeps in memory while it works, in KiB. With less, the indexes of a ledger with a
    /// long past are read again and again.
    static let cacheKibibytes = 16_384
    /// The largest text or byte string that one column takes. SQLite's own limit is 10^9 bytes.
    package static let valueBytes = 512 << 20
    /// How many faults a check of the whole file names.
    package static let faultsNamed = 5
    /// How many events a rebuild reads at a time.
    package static let rebuildChunk = 500
    /// How many findings one import of reference data hands back; the rest is counted.
    package static let findingsPerImport = 100
    /// How many rows a listing gives unless it is asked for another number.
    package static let listedRows = 200
    /// How many products, customers and price lists are remembered decoded.
    static let rememberedReferences = 50_000
    /// How many products' stock, and customers' open values, are remembered.
    static let rememberedSums = 50_000
    /// How many bytes of journal text are remembered decoded: 16 MiB are some 5,000 small orders.
    static let rememberedJournalBytes = 16 << 20
    /// How many rows of the journal may wait for their text before the transaction goes on.
    static let unwrittenRows = 256
    /// How many intake ids can be taken at once.
    static let intakeIDsAtOnce = 10_000
    /// Exchanges that are kept of one notice: the last ones.
    package static let keptAttempts = 50
    /// Bytes that are kept of what an exchange says: the beginning of the answer, and the sentence on what came of it.
    package static let keptExcerpt = 1_024
    static let keptSentence = 1_024
    /// How many exchanges that are too old are removed in one transaction.
    package static let prunedAttempts = 500
}
