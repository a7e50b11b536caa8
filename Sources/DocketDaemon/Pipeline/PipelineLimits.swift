// How much the desk takes in hand at once, so that a peak never exhausts memory.

package struct PipelineLimits: Sendable {
    /// The most files of one turn; they share their syncs and their transaction.
    package var filesPerTurn = 256
    /// The most bytes of files read for one turn.
    package var bytesPerTurn: Int64 = 64 << 20
    /// The largest file that is read at all.
    package var fileBytes: Int64 = 256 << 20
    /// How often every inbox is looked through, whether or not a wake-up came.
    package var scanIntervalNanoseconds: Int64 = 5_000_000_000
    /// How often a claimed file whose decision failed is tried before it goes into quarantine.
    package var triesPerFile = 3
    package var timersPerTurn = 256
    /// After how many seconds a timer on which the desk failed is tried again.
    package var failedTimerSeconds: Int64 = 3600
    /// How many documents one turn publishes.
    package var documentsPerTurn = 5_000
    /// From so many documents of a kind for one recipient on, out of one file that came in, they share one file.
    package var batchFrom = 20

    /// A file of more bytes is entered in parts, each in a turn of its own.
    package var longFileBytes: Int64 = 128 << 10
    /// The documents of one part.
    package var documentsPerPart = 500
    /// The entries of one part, in lists such as products and prices.
    package var entriesPerPart = 5_000
    /// How many documents of a long file, and entries in them, one turn looks at before the first is decided.
    package var surveyedPerTurn = 5_000
    /// The most entries of a receipt that the ledger keeps with its intake.
    package var keptEntries = 1_000

    package init() {}
}
