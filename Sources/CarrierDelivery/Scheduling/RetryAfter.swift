// The header by which a carrier says when it wants to hear from us again (RFC 9110, section 10.2.3): a number of
// seconds, or a date in one of the three forms that HTTP knows.

package import OrderModel

package enum RetryAfter {
    /// The instant that the header's value names. What lies in the past, or is negative, is now. Nil if it is neither
    /// a number nor a date.
    package static func read(_ text: String, now: Instant) -> Instant? {
        let text = text.trimmed
        if let seconds = seconds(text) { return now.later(by: .seconds(max(0, seconds))) }
        return httpDate(text, now: now).map { max($0, now) }
    }

    /// Numbers too large for any clock are held at a thousand years; the schedule believes a day at most anyway.
    private static func seconds(_ text: String) -> Int64? {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let longest: Int64 = 31_556_952_000
        let value = min(Int64(digits) ?? longest, longest)
        return isNegative ? 0 - value : value
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
    static func httpDate(_ text: String, now: Instant) -> Instant? {
        guard text.utf8.count <= 64 else { return nil }
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        switch words.count {
        case 6:
            guard words[5] == "GMT", let year = year(words[3], now: now) else { return nil }
            return instant(year: year, month: words[2], day: words[1], time: words[4])
        case 5:
            guard words[4].utf8.count == 4, let year = number(words[4]) else { return nil }
            return instant(year: year, month: words[1], day: words[2], time: words[3])
        default: return nil
        }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func instant(year: Int, month: String, day: String, time: String) -> Instant? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { number(String($0)) }
        guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            hour < 24, minute < 60, second <= 60, let month = months.firstIndex(of: month), let day = number(day),
            let date = CalendarDate(year: year, month: month + 1, day: day)
        else { return nil }
        return Instant(date: date, secondOfDay: hour * 3600 + minute * 60 + second)
    }

    /// Two digits mean the year that is at most 50 years ahead, as the RFC says.
    private static func year(_ text: String, now: Instant) -> Int? {
        guard let value = number(text) else { return nil }
        if text.utf8.count == 4 { return value }
        guard text.utf8.count == 2 else { return nil }
        let present = now.wallClock().date.components.year
        let candidate = present / 100 * 100 + value
        return candidate > present + 50 ? candidate - 100 : candidate
    }

    private static func number(_ text: String) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
