// The two moments around a commit, for those who play what can happen there: a disk that is full, a process that dies.

/// Called by `Ledger.write`. What they throw, `write` throws.
package struct CommitHooks: Sendable {
    /// After the body, inside the transaction: if this throws, nothing of it takes effect.
    package var before: @Sendable () throws -> Void
    /// After the commit: all of it has taken effect, whatever this throws.
    package var after: @Sendable () throws -> Void

    package init(before: @escaping @Sendable () throws -> Void, after: @escaping @Sendable () throws -> Void) {
        self.before = before
        self.after = after
    }
}
