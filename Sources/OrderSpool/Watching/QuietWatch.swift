// When is a file whole? A value that is fed with what was seen of the files of one inbox and says so; it has no clock
// and touches no disk. (design.md, "Watch and claim": "Whole means …")

/// How a partner's files are recognised as whole.
package struct WholenessRule: Sendable, Hashable {
    /// How long a file must stand still, by our own monotonic clock since we first saw it so.
    package var quietNanoseconds: Int64 = 2_000_000_000
    /// The same for a file that somebody still has open for writing: an upload that stalls, or a program that forgets
    /// to close.
    package var quietWhileOpenNanoseconds: Int64 = 600_000_000_000
    /// Only the `.done` marker counts.
    package var needsMarker = false
    /// A file that was renamed into the inbox is whole.
    package var takesMovedIn = true
    /// A file with content that nobody has open for writing is whole. Off for partners who write in several goes, or
    /// through a file server on this machine that opens the file anew for every write.
    package var takesClosed = true

    package init() {}
}

/// Watches the files of one inbox until each is whole. Times are nanoseconds of one monotonic clock.
package struct QuietWatch: Sendable {
    package enum Hint: Sendable, Hashable {
        case closedAfterWriting
        case movedIn
    }

    package enum Verdict: Sendable, Equatable {
        case whole
        /// Look again at that time, or when something happens to the file; nil: only then.
        case wait(until: Int64?)
    }

    /// Why a file was put back into its inbox.
    package enum PutBackReason: Sendable, Hashable {
        /// Its structure breaks off: it waits until it changes, however long it stands still.
        case incomplete
        /// It was written to while it was read: it waits until it stands still.
        case changed
    }

    private struct Watched {
        var facts: FileFacts
        /// Since when it has stood still, as far as we have seen.
        var since: Int64
        var wasMovedIn: Bool
        var putBack: PutBackReason?
        var verdict: Verdict
    }

    package var rule: WholenessRule
    private let limit: Int
    private var files: [FileName: Watched] = [:]
    /// Hints that came since a file was last observed.
    private var hints: [FileName: Set<Hint>] = [:]

    /// - Parameter limit: how many files are remembered; of more, those beyond are not found whole by standing still.
    package init(rule: WholenessRule, limit: Int = SpoolLimits().filesWatched) {
        self.rule = rule
        self.limit = limit
    }

    /// Notes what an event said, for the next observation.
    package mutating func note(_ hint: Hint, of name: FileName) {
        guard hints[name] != nil || hints.count < limit else { return }
        hints[name, default: []].insert(hint)
    }

    /// Says whether the file is whole, from how it is now and how it was before.
    package mutating func observe(_ entry: InboxEntry, openForWriting: OpenForWriting, now: Int64) -> Verdict {
        let news = hints.removeValue(forKey: entry.name) ?? []
        guard var watched = watched(entry, news, now: now) else { return .wait(until: nil) }
        watched.verdict = verdict(on: watched, entry, openForWriting, now: now)
        files[entry.name] = watched
        return watched.verdict
    }

    /// The file was taken and put back. Its moving back in says nothing about it.
    package mutating func wasPutBack(_ entry: InboxEntry, because reason: PutBackReason, now: Int64) {
        hints[entry.name] = nil
        files[entry.name] = Watched(
            facts: entry.facts, since: now, wasMovedIn: false, putBack: reason, verdict: .wait(until: nil))
    }

    /// The file was taken for good, or is gone.
    package mutating func forget(_ name: FileName) {
        files[name] = nil
        hints[name] = nil
    }

    /// Forgets every file that a complete scan did not find.
    package mutating func keepOnly(_ names: Set<FileName>) {
        files = files.filter { names.contains($0.key) }
        hints = hints.filter { names.contains($0.key) }
    }

    /// The earliest time at which a file that waits could be whole.
    package var nextDeadline: Int64? {
        files.values.compactMap { if case .wait(let until) = $0.verdict { until } else { nil } }.min()
    }

    package var count: Int { files.count }

    // MARK: -

    /// What is known of the file, brought up to date; nil if it is one too many.
    private func watched(_ entry: InboxEntry, _ news: Set<Hint>, now: Int64) -> Watched? {
        guard var known = files[entry.name] else {
            guard files.count < limit else { return nil }
            return Watched(
                facts: entry.facts, since: now, wasMovedIn: news.contains(.movedIn), putBack: nil,
                verdict: .wait(until: nil))
        }
        // A file that was put back from another file system has a new inode and its old size and time.
        let stoodStill =
            known.putBack == nil ? known.facts.hasSameContent(as: entry.facts) : known.facts.looksLike(entry.facts)
        if !stoodStill {
            known.since = now
            known.putBack = nil
            known.wasMovedIn = news.contains(.movedIn)
        } else if news.contains(.closedAfterWriting) {
            // Somebody wrote, though size and time do not show it (a coarse clock).
            known.since = now
            known.putBack = nil
            known.wasMovedIn = false
        } else if known.putBack == nil, news.contains(.movedIn) {
            known.wasMovedIn = true
        }
        known.facts = entry.facts
        return known
    }

    private func verdict(
        on file: Watched, _ entry: InboxEntry, _ openForWriting: OpenForWriting, now: Int64
    ) -> Verdict {
        if file.putBack == .incomplete { return .wait(until: nil) }
        if rule.needsMarker { return entry.hasMarker ? .whole : .wait(until: nil) }
        if file.putBack == nil {
            if entry.hasMarker { return .whole }
            if rule.takesMovedIn, file.wasMovedIn, openForWriting != .somebody { return .whole }
            // An empty file is often only the first step of an upload, closed or not.
            if rule.takesClosed, openForWriting == .nobody, entry.facts.sizeInBytes > 0 { return .whole }
        }
        let quiet = openForWriting == .somebody ? rule.quietWhileOpenNanoseconds : rule.quietNanoseconds
        let (end, isTooLarge) = file.since.addingReportingOverflow(quiet)
        if isTooLarge { return .wait(until: nil) }
        return now >= end ? .whole : .wait(until: end)
    }
}

extension FileFacts {
    /// The same size and time, whatever the inode.
    fileprivate func looksLike(_ other: FileFacts) -> Bool {
        sizeInBytes == other.sizeInBytes && modifiedNanoseconds == other.modifiedNanoseconds
    }
}
