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

    package init() {}
}
