// How long ago, and until when, in words that fit into a table.

import OrderModel

enum Ages {
    /// `4 min`, `3 h`, `2 d` between two instants; `now` below a minute.
    static func between(_ start: Instant, _ end: Instant) -> String {
        let (span, overflow) = end.milliseconds.subtractingReportingOverflow(start.milliseconds)
        let minutes = overflow ? 0 : max(0, span) / 60_000
        switch minutes {
        case 0: return "now"
        case 1..<120: return "\(minutes) min"
        case 120..<2880: return "\(minutes / 60) h"
        default: return "\(minutes / 1440) d"
        }
    }

    /// `2026-11-22 09:30`, in UTC.
    static func short(_ instant: Instant) -> String { short(instant.description) }

    /// The same of an instant that is a text already.
    static func short(_ instant: String) -> String { String(instant.prefix(16)).replacing("T", with: " ") }
}
