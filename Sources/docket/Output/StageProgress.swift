// How far a command of several stages is, for a person at a terminal: one line that is written over, after two seconds of
// silence.

final class StageProgress {
    private let isWanted = Terminal.error.isTerminal
    private let start = ContinuousClock.now
    private var last = ContinuousClock.now
    private var isShown = false

    /// - Parameter total: 0 where it is not known.
    func advanced(_ stage: String, to done: Int, of total: Int) {
        let now = ContinuousClock.now
        guard isWanted, now - start > .seconds(2), now - last > .milliseconds(200) else { return }
        last = now
        isShown = true
        Terminal.error.write("\r\u{1B}[K\(stage)" + (total > 0 ? ": \(done) of \(total)" : ""))
    }

    /// Takes the line away, before something else is printed.
    func clear() {
        guard isShown else { return }
        isShown = false
        Terminal.error.write("\r\u{1B}[K")
    }
}
