// When a notice that was not delivered is tried again. A pure value: no clock, no chance but a seed that is handed in.

package import OrderModel

/// The delays before the first attempt, the second, and so on. When they are used up the notice is exhausted.
package struct DeliverySchedule: Hashable, Sendable {
    /// The delay before each attempt, counted from the failure of the one before it.
    package let delays: [Duration]
    /// How much later than planned an attempt may be, in percent of the delay: so that notices that failed together
    /// do not all come back together. Never earlier, so that a delay is a promise.
    package let jitterPercent: Int

    /// At once, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h: about three days.
    package static let standard = DeliverySchedule(
        uncheckedDelays: [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400].map { .seconds($0) },
        jitterPercent: 10)

    /// - Throws: `badEndpoint` for field `schedule`; `carrier` is named in it.
    package init(delays: [Duration], jitterPercent: Int = 10, carrier: String) throws(CarrierDeliveryError) {
        func bad(_ problem: String) -> CarrierDeliveryError {
            .badEndpoint(carrier: carrier, field: .schedule, problem: problem)
        }
        guard (1...DeliveryLimits.scheduleEntries).contains(delays.count) else {
            throw bad("it must have 1 to \(DeliveryLimits.scheduleEntries) delays")
        }
        guard delays.allSatisfy({ (Duration.zero...DeliveryLimits.scheduleDelay).contains($0) }) else {
            throw bad("each delay must be 0 to \(DeliveryLimits.scheduleDelay.inWords)")
        }
        guard (0...100).contains(jitterPercent) else { throw bad("jitter must be 0 to 100 percent") }
        self.init(uncheckedDelays: delays, jitterPercent: jitterPercent)
    }

    private init(uncheckedDelays delays: [Duration], jitterPercent: Int) {
        self.delays = delays
        self.jitterPercent = jitterPercent
    }

    /// Which part of the list a failure leads to.
    package enum Pace: Hashable, Sendable {
        /// The carrier is down or busy: the list as it stands.
        case listed
        /// The carrier says that the notice is wrong: someone has to change something first, so the short delays
        /// are skipped.
        case slow
    }

    package enum Next: Hashable, Sendable {
        case due(Instant)
        case exhausted
    }

    /// When the first attempt is due for a notice that is ready at `now`.
    package func first(at now: Instant, jitterSeed: UInt64) -> Instant {
        now.later(by: jittered(delays.first ?? .zero, seed: jitterSeed))
    }

    /// What follows a failed attempt.
    ///
    /// - Parameters:
    ///   - attempts: how many attempts have been made, the failed one included.
    ///   - retryAfter: the carrier's wish; it can make the wait longer, up to a day, but never shorter than the list.
    package func next(
        afterAttempts attempts: Int, pace: Pace, retryAfter: Instant?, now: Instant, jitterSeed: UInt64
    ) -> Next {
        guard attempts >= 0, attempts < delays.count else { return .exhausted }
        let step = pace == .listed ? attempts : min(max(attempts, slowStart + attempts - 1), delays.count - 1)
        let wished = retryAfter.map { min($0.span(since: now), DeliveryLimits.retryAfter) } ?? .zero
        return .due(now.later(by: jittered(max(delays[step], wished), seed: jitterSeed)))
    }

    /// Where the slow part begins: at the first delay of half an hour or more, or at the end if there is none.
    private var slowStart: Int { delays.firstIndex { $0 >= DeliveryLimits.slowDelay } ?? delays.count - 1 }

    private func jittered(_ span: Duration, seed: UInt64) -> Duration {
        guard span > .zero, jitterPercent > 0 else { return span }
        let milliseconds = span.wholeMilliseconds
        let share = Int64(clamping: seed % 1001) * Int64(jitterPercent)
        let (extra, overflow) = milliseconds.multipliedReportingOverflow(by: share)
        return overflow ? span : .milliseconds(milliseconds) + .milliseconds(extra / 100_000)
    }

    /// A seed that differs from notice to notice and from attempt to attempt, and is the same in each run.
    package static func jitterSeed(id: String, attempts: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash ^= UInt64(truncatingIfNeeded: attempts)
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }
}
