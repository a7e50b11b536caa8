// What waiting for the inboxes brings: hints about files, and whether to look through everything again.

/// Something that happened to a file in an inbox. A hint: the scan decides.
package struct WatchHint: Sendable, Hashable {
    package var inbox: String
    package var name: FileName
    package var kind: QuietWatch.Hint

    package init(inbox: String, name: FileName, kind: QuietWatch.Hint) {
        self.inbox = inbox
        self.name = name
        self.kind = kind
    }
}

package struct WatchReport: Sendable, Equatable {
    /// Each once, in the order of their first coming.
    package var hints: [WatchHint] = []
    /// Events were lost: look through all inboxes.
    package var mustRescan = false
    /// Inboxes that went away (unmounted, moved, deleted). They are not watched any more: `watch` them again when a
    /// scan finds them back.
    package var gone: Set<String> = []
    /// `wake` was called.
    package var wasWoken = false
    /// `stop` was called: this and every later wait returns at once.
    package var isStopped = false

    package init() {}

    /// Nothing happened before the time was over.
    package var isTimeout: Bool { self == WatchReport() }
}

/// Whether an inbox tells us when files arrive.
package enum WatchState: Sendable, Equatable {
    case events
    /// It has to be looked through on the timer; the reason is for people.
    case pollingOnly(reason: String)
}
