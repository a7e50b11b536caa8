// Bugs that can be planted into the desk, to see that the simulator finds them.

/// What is left out or done wrong. Only the simulator's own wrappers do it; the desk has no such switches.
package enum PlantedBug: String, CaseIterable, Sendable {
    /// fsync of a file does nothing.
    case skipsFileSync = "skips-file-sync"
    /// fsync of a folder does nothing.
    case skipsFolderSync = "skips-folder-sync"
    /// What a commit rests on is never synced.
    case skipsBatchSync = "skips-batch-sync"
    /// It is synced after the commit, not before.
    case syncsAfterCommit = "syncs-after-commit"
    /// A sync that failed counts as done.
    case ignoresFailedSync = "ignores-failed-sync"
    /// The documents of a transaction are published before it is committed.
    case publishesBeforeCommit = "publishes-before-commit"
    /// RENAME_NOREPLACE replaces all the same.
    case renamesOverOthers = "renames-over-others"
    /// A document is copied to its final name instead of renamed.
    case copiesIntoPlace = "copies-into-place"
    /// A document whose staged file is gone is written and published once more.
    case publishesAgain = "publishes-again"
    /// Claims that an earlier process left are forgotten.
    case forgetsClaims = "forgets-claims"
    /// What is added to a document that grows with a long file is never synced.
    case skipsGrowthSync = "skips-growth-sync"
}
