// How many notices a carrier wants in a span of time: `10/s`, `600/min`, `5000/h`.

/// So many exchanges may begin in each span.
package struct RateLimit: Hashable, Sendable {
    package enum Span: String, Hashable, Sendable, CaseIterable {
        case second = "s"
        case minute = "min"
        case hour = "h"

        var milliseconds: Int64 {
            switch self {
            case .second: 1000
            case .minute: 60_000
            case .hour: 3_600_000
            }
        }
    }

    package let count: Int
    package let span: Span

    /// Nil unless the text is a whole number from 1 to 100,000, a slash and `s`, `min` or `h`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
        guard parts.count == 2, !parts[0].isEmpty, parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int(parts[0]), DeliveryLimits.ratesPerSpan.contains(count),
            let span = Span(rawValue: parts[1])
        else { return nil }
        self.count = count
        self.span = span
    }

    /// How many may begin at once after a pause: what a second brings, or as many as may be under way, whichever is
    /// more.
    func burst(concurrency: Int) -> Int { max(concurrency, Int(clamping: Int64(count) * 1000 / span.milliseconds)) }
}

extension RateLimit: CustomStringConvertible {
    package var description: String { "\(count)/\(span.rawValue)" }
}
