// What a desk has logged, for tests to look at.

import Logging
import Synchronization

final class RecordedLog: Sendable {
    private struct State {
        var lines: [String] = []
        var waiting: [(message: String, count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }
    private let state = Mutex(State())

    /// The messages with their metadata, such as `not-a-file inbox=acme/edi`.
    var lines: [String] { state.withLock(\.lines) }

    func lines(_ message: String) -> [String] { lines.filter { RecordedLog.is($0, message) } }

    /// Returns once this message has been logged so many times.
    func wait(for message: String, count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.lines.count(where: { RecordedLog.is($0, message) }) >= count { return true }
                state.waiting.append((message, count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private func keep(_ line: String) {
        let ready = state.withLock { state in
            state.lines.append(line)
            let lines = state.lines
            let ready = state.waiting.filter { waiting in
                lines.count { RecordedLog.is($0, waiting.message) } >= waiting.count
            }
            state.waiting.removeAll { waiting in
                lines.count { RecordedLog.is($0, waiting.message) } >= waiting.count
            }
            return ready.map(\.continuation)
        }
        for continuation in ready { continuation.resume() }
    }

    private static func `is`(_ line: String, _ message: String) -> Bool {
        line == message || line.hasPrefix(message + " ")
    }

    var logger: Logger { Logger(label: "desk") { _ in Handler(log: self) } }

    private struct Handler: LogHandler {
        let log: RecordedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        init(log: RecordedLog) { self.log = log }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let pairs = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
            log.keep("\(event.message)" + pairs.joined())
        }
    }
}
