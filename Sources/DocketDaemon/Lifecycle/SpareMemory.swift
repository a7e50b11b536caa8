// What a busy desk holds to be quick, an idle one gives back: it is one service among others on its machine.

import CLinux
import OrderLedger

/// When memory is given back: once after each stretch of work, when that has been over for a moment.
struct SpareMemory {
    /// In nanoseconds.
    private static let moment: Int64 = 1_000_000_000
    private var lastWork: Int64?

    mutating func didWork(at monotonic: Int64) { lastWork = monotonic }

    /// To be called when there is nothing to do.
    /// - Returns: when to call again at the latest, on the clock that never jumps; nil when nothing is left to give.
    mutating func release(of ledger: Ledger, at monotonic: Int64) -> Int64? {
        guard let lastWork else { return nil }
        let due = lastWork + SpareMemory.moment
        guard monotonic >= due else { return due }
        ledger.releaseMemory()
        clinux_trim_memory()
        self.lastWork = nil
        return nil
    }
}
