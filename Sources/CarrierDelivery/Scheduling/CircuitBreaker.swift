// A carrier that does not answer is left alone for a while, so that neither it nor we waste work, and is then asked
// by one notice at a time whether it is back.

package import OrderModel

/// Counts failures in a row; opens; lets one probe through; closes on a success. A pure value.
package struct CircuitBreaker: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case closed
        /// No exchange is begun before this instant.
        case open(until: Instant)
        /// One exchange is under way that decides.
        case probing
    }

    package private(set) var state = State.closed
    private var failuresInARow = 0
    private var spell = DeliveryLimits.firstOpenSpell

    package init() {}

    /// How many exchanges may be under way at `now`, of `limit` in normal times.
    package func capacity(at now: Instant, limit: Int) -> Int {
        switch state {
        case .closed: limit
        case .open(let until): now >= until ? 1 : 0
        case .probing: 1
        }
    }

    /// An exchange begins: if the breaker was open, it is the probe.
    package mutating func started() {
        if case .open = state { state = .probing }
    }

    /// The carrier answered: it is there, whatever it thinks of the notice. True if that closes the breaker.
    package mutating func succeeded() -> Bool {
        let wasOpen = state != .closed
        state = .closed
        failuresInARow = 0
        spell = DeliveryLimits.firstOpenSpell
        return wasOpen
    }

    /// The carrier did not answer, or said that it is in trouble. Returns until when the breaker is open, if this
    /// failure opens it.
    package mutating func failed(at now: Instant) -> Instant? {
        failuresInARow += 1
        switch state {
        case .closed:
            guard failuresInARow >= DeliveryLimits.failuresToOpen else { return nil }
        case .open:
            // An exchange that began before the breaker opened; it says nothing new.
            return nil
        case .probing:
            spell = min(spell * 2, DeliveryLimits.longestOpenSpell)
        }
        let until = now.later(by: spell)
        state = .open(until: until)
        return until
    }

    /// The exchange ended without saying anything about the carrier: the next one may probe at once.
    package mutating func ungraded(at now: Instant) {
        if state == .probing { state = .open(until: now) }
    }
}
