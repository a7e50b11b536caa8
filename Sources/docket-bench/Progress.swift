// What is going on, for people who wait; on standard error, so that standard output has the figures alone.

import Foundation
import Glibc
import Synchronization

/// Text to a descriptor. What cannot be written because nobody reads it any more is dropped.
struct TextOut: Sendable {
    let descriptor: Int32
    static let standard = TextOut(descriptor: 1)
    static let error = TextOut(descriptor: 2)

    var isTerminal: Bool { isatty(descriptor) == 1 }

    func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}

/// One line per step, and beneath it, on a terminal, a line that moves; elsewhere a line every few seconds.
final class Progress: Sendable {
    private struct State {
        var lastMove = Date.distantPast
        var hasMovingLine = false
    }

    private let state = Mutex(State())
    private let out = TextOut.error
    private let interval: TimeInterval

    init() { interval = TextOut.error.isTerminal ? 0.2 : 5 }

    func say(_ line: String) {
        state.withLock { state in
            out.write((state.hasMovingLine ? "\r\u{1B}[K" : "") + line + "\n")
            state = State(lastMove: Date(), hasMovingLine: false)
        }
    }

    /// How far the step is; said at most a few times a second.
    func move(_ text: @autoclosure () -> String) {
        state.withLock { state in
            let now = Date()
            guard now.timeIntervalSince(state.lastMove) >= interval else { return }
            state.lastMove = now
            out.write(out.isTerminal ? "\r\u{1B}[K  \(text())" : "  \(text())\n")
            state.hasMovingLine = out.isTerminal
        }
    }
}
