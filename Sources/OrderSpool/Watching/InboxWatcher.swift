// Waiting until something happens in an inbox. Events are only wake-ups: files that were there before, events lost in
// an overflow, and writers on other machines are not announced, so the scan on the timer stays.

import CLinux
import Glibc
import Synchronization

/// Waits for events of all inboxes. `wait` is called from one thread; the other calls from any.
package final class InboxWatcher: Sendable {
    private struct State {
        var map = WatchMap()
        var isStopped = false
    }

    /// -1 where the system has no more event queues for us; then every inbox is polled.
    private let queue: Int32
    private let counter: Int32
    private let whyNoQueue: Int32
    private let state = Mutex(State())

    /// - Throws: `SpoolError.system` if there is not even a descriptor to be woken by.
    package init() throws(SpoolError) {
        counter = clinux_event_counter()
        guard counter >= 0 else {
            queue = -1
            whyNoQueue = 0
            throw .system(.watch, path: .eventQueue, number: -counter)
        }
        let queue = clinux_watch_open()
        self.queue = max(-1, queue)
        whyNoQueue = queue < 0 ? -queue : 0
    }

    deinit {
        if queue >= 0 { clinux_close(queue) }
        if counter >= 0 { clinux_close(counter) }
    }

    /// Starts to watch an inbox, or starts anew after it went away.
    /// - Throws: `SpoolError.rootChanged` if it is not there, `SpoolError.system` if it cannot be opened.
    package func watch(_ inbox: SpoolFolder) throws(SpoolError) -> WatchState {
        let folder: OpenFolder
        let type: FilesystemType
        do {
            folder = try OpenFolder.open(inbox.base, SystemCalls()).open(inbox.below)
            type = try FilesystemType.of(folder.descriptor)
        } catch let failure where failure.number == ENOENT || failure.number == ENOTDIR {
            throw .rootChanged(folder: inbox.id, path: inbox.path, detail: .missing)
        } catch {
            throw error.during(.watch, inbox.path)
        }
        forget(inbox.id)
        guard type.announcesChanges else {
            return .pollingOnly(
                reason:
                    "\(inbox.path.printable) is on \(type.name), where files can arrive without this machine being told"
            )
        }
        guard queue >= 0 else { return .pollingOnly(reason: Self.reason(whyNoQueue, inbox)) }
        return state.withLock { state in
            let path = inbox.path.bytes.map { CChar(bitPattern: $0) } + [0]
            let watch = unsafe clinux_watch_add(queue, folder.descriptor.number, path)
            guard watch >= 0 else { return .pollingOnly(reason: Self.reason(-watch, inbox)) }
            state.map.add(watch, for: inbox.id)
            return .events
        }
    }

    /// Stops watching an inbox.
    package func forget(_ inbox: String) {
        state.withLock { unwatch(inbox, &$0) }
    }

    private func unwatch(_ inbox: String, _ state: inout State) {
        for watch in state.map.remove(inbox) { _ = clinux_watch_remove(queue, watch) }
    }

    /// Blocks until something happens, `wake` or `stop` is called, or the time is over.
    /// - Parameter timeoutMilliseconds: nil waits without end.
    package func wait(timeoutMilliseconds: Int?) throws(SpoolError) -> WatchReport {
        let clock = ContinuousClock()
        let end = timeoutMilliseconds.map { clock.now + .milliseconds($0) }
        var timeout = timeoutMilliseconds
        while true {
            let (ready, report) = try waitOnce(timeoutMilliseconds: timeout)
            // An upload under a hidden name is nobody's business until it gets its own.
            guard ready, report.isTimeout else { return report }
            guard let end else { continue }
            let left = clock.now.duration(to: end) / .milliseconds(1)
            guard left > 0 else { return report }
            timeout = Int(left.rounded(.up))
        }
    }

    /// - Returns: whether something woke it, and what.
    private func waitOnce(timeoutMilliseconds: Int?) throws(SpoolError) -> (Bool, WatchReport) {
        let timeout = timeoutMilliseconds.map { Int32(clamping: max(0, $0)) } ?? -1
        let isStopped = state.withLock { $0.isStopped }
        // poll passes over a negative descriptor, so without a queue only the counter wakes.
        let ready = clinux_wait_for_either(queue, counter, isStopped ? 0 : timeout)
        guard ready >= 0 else { throw .system(.watch, path: .eventQueue, number: -ready) }
        var report = WatchReport()
        if ready & 1 != 0 { report = try takeEvents() }
        if ready & 2 != 0 {
            _ = clinux_clear_counter(counter)
            report.wasWoken = true
        }
        report.isStopped = state.withLock { $0.isStopped }
        return (ready != 0, report)
    }

    /// Makes a wait that is under way, or the next one, return.
    package func wake() { _ = clinux_signal_counter(counter) }

    /// Makes this and every later wait return at once.
    package func stop() {
        state.withLock { $0.isStopped = true }
        wake()
    }

    private func takeEvents() throws(SpoolError) -> WatchReport {
        var outcome = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: FixedLimits.eventQueueBytes) { buffer, initialized in
            outcome = unsafe clinux_read(queue, buffer.baseAddress, buffer.count)
            initialized = max(0, outcome)
        }
        let number = Int32(clamping: -min(0, outcome))
        guard number == 0 || number == EAGAIN else {
            throw .system(.watch, path: .eventQueue, number: number)
        }
        let events = InotifyQueue.events(in: bytes)
        return state.withLock { state in
            let report = state.map.report(on: events)
            // A folder that was only moved is still watched by the kernel, under a number that must not come back.
            for inbox in report.gone { unwatch(inbox, &state) }
            return report
        }
    }

    private static func reason(_ number: Int32, _ inbox: SpoolFolder) -> String {
        let advice =
            switch number {
            case ENOSPC: "all watches of this user are in use; raise fs.inotify.max_user_watches"
            case EMFILE: "all event queues of this user are in use; raise fs.inotify.max_user_instances"
            default: ErrorText.meaning(of: number)
            }
        return "\(inbox.path.printable) cannot be watched: \(advice)"
    }
}

extension SpoolPath {
    /// Stands for the kernel's queue in errors that are about no folder.
    fileprivate static let eventQueue = SpoolPath(composed: Array("inotify".utf8))
}
