// How long exchanges with carriers are kept: the delivery log loses what is too old, a little at a time.

import OrderLedger
import OrderModel
import Synchronization

/// Removes what is too old from the delivery log, in transactions so short that nobody waits for them.
final class DeliveryLogKeeper: Sendable {
    private let ledger: Ledger
    private let keep: Mutex<Duration>

    init(ledger: Ledger, keep: Duration) {
        self.ledger = ledger
        self.keep = Mutex(keep)
    }

    /// After the configuration was read again.
    func use(keep span: Duration) { keep.withLock { $0 = span } }

    /// One step. True if there is more to be removed.
    func tidy(now: Instant) throws -> Bool {
        let (seconds, limit) = (keep.withLock { $0.components.seconds }, LedgerLimits.prunedAttempts)
        let before = now.adding(seconds: -seconds)
        return try ledger.write { try $0.pruneAttempts(before: before, limit: limit) } == limit
    }
}
