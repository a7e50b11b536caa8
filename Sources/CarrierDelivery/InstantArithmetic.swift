// Spans of time between instants. An instant counts milliseconds; a span finer than that is rounded down.

package import OrderModel

extension Instant {
    /// The instant that lies `span` later; held at the ends of the range.
    package func later(by span: Duration) -> Instant {
        let (sum, overflow) = milliseconds.addingReportingOverflow(span.wholeMilliseconds)
        if overflow { return Instant(milliseconds: span < .zero ? .min : .max) }
        return Instant(milliseconds: sum)
    }

    /// The span from `earlier` to this instant; negative if `earlier` is in fact later.
    package func span(since earlier: Instant) -> Duration {
        let (difference, overflow) = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        if overflow { return .milliseconds(self < earlier ? Int64.min : .max) }
        return .milliseconds(difference)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, as a webhook's timestamp counts them.
    package var unixSeconds: Int64 {
        let quotient = milliseconds / 1000
        return milliseconds % 1000 < 0 ? quotient - 1 : quotient
    }
}

extension Duration {
    /// The span in milliseconds, rounded towards zero and held at the ends of the range.
    package var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (milliseconds, tooLong) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, overflow) = milliseconds.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        if tooLong || overflow { return seconds < 0 ? .min : .max }
        return sum
    }

    /// As people write it: `300 ms`, `5 s`, `2.5 s`, `30 min`, `2 h`.
    package var inWords: String {
        let milliseconds = wholeMilliseconds
        if milliseconds.magnitude < 1000 { return "\(milliseconds) ms" }
        if milliseconds % 3_600_000 == 0 { return "\(milliseconds / 3_600_000) h" }
        if milliseconds % 60_000 == 0 { return "\(milliseconds / 60_000) min" }
        if milliseconds % 1000 == 0 { return "\(milliseconds / 1000) s" }
        return "\(milliseconds / 1000).\(milliseconds.magnitude % 1000 / 100) s"
    }
}
