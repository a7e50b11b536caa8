// Keeping to a carrier's rate: each exchange takes a token, and time brings new ones.

package import OrderModel

/// A bucket that holds at most a burst of tokens and fills at the carrier's rate. A pure value, exact: it counts in
/// parts of a token, of which each millisecond brings a whole number.
package struct TokenBucket: Hashable, Sendable {
    private let limit: RateLimit
    private let capacity: Int64
    /// Tokens that a lane waits for when it has none, so that a fast rate does not wake the desk a thousand times a
    /// second: what a tenth of a second brings.
    private let wanted: Int64
    private var parts: Int64
    private var filledAt: Instant?

    /// Full at first.
    package init(limit: RateLimit, concurrency: Int) {
        let burst = Int64(limit.burst(concurrency: concurrency))
        self.limit = limit
        capacity = burst * limit.span.milliseconds
        parts = capacity
        let tenth = Int64(limit.count) * 100 / limit.span.milliseconds
        wanted = min(max(1, tenth), burst) * limit.span.milliseconds
    }

    /// Whole tokens that are there.
    package var available: Int { Int(clamping: parts / limit.span.milliseconds) }

    /// Time has come this far. A clock that was set back brings nothing, and counts on from there.
    package mutating func fill(until now: Instant) {
        defer { filledAt = now }
        guard let filledAt, filledAt < now else { return }
        let elapsed = now.span(since: filledAt).wholeMilliseconds
        let (brought, overflow) = elapsed.multipliedReportingOverflow(by: Int64(limit.count))
        parts = overflow ? capacity : min(capacity, parts.addingReportingOverflow(brought).partialValue)
        if parts < 0 { parts = capacity }
    }

    /// Takes a token, if there is one.
    package mutating func take() -> Bool {
        guard available > 0 else { return false }
        parts -= limit.span.milliseconds
        return true
    }

    /// When there will be tokens again; nil while there is one.
    package func opens(after now: Instant) -> Instant? {
        guard available == 0 else { return nil }
        let count = Int64(limit.count)
        return now.later(by: .milliseconds((wanted - parts + count - 1) / count))
    }
}
