// Spans of time as configuration files write them: `500 ms`, `30 s`, `5 minutes`, `1.5 hours`.

enum TimeSpan {
    private static let units: [(names: [String], milliseconds: Int64)] = [
        (["ms", "millisecond", "milliseconds"], 1),
        (["s", "sec", "second", "seconds"], 1_000),
        (["m", "min", "minute", "minutes"], 60_000),
        (["h", "hour", "hours"], 3_600_000),
        (["d", "day", "days"], 86_400_000),
    ]

    /// Nil if the text is not a number, whole or with one decimal, and a unit. Zero needs no unit.
    static func read(_ text: String) -> Duration? {
        guard let (tenths, unit) = NumberWithUnit.read(text) else { return nil }
        if tenths == 0, unit.isEmpty { return .zero }
        guard let size = units.first(where: { $0.names.contains(unit.lowercased()) }) else { return nil }
        let (product, overflow) = tenths.multipliedReportingOverflow(by: size.milliseconds)
        return overflow || product % 10 != 0 ? nil : .milliseconds(product / 10)
    }

    /// The span in the largest unit that it fills with whole numbers; `read` reads it back. Parts of milliseconds are
    /// dropped.
    static func text(_ span: Duration) -> String {
        let (seconds, attoseconds) = span.components
        guard attoseconds == 0 else {
            let (thousands, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
            return "\(overflow ? .max : thousands + attoseconds / 1_000_000_000_000_000) ms"
        }
        let units: [(size: Int64, name: String)] = [(86_400, "day"), (3_600, "hour"), (60, "minute")]
        guard seconds != 0, let (size, name) = units.first(where: { seconds % $0.size == 0 }) else {
            return "\(seconds) s"
        }
        let count = seconds / size
        return "\(count) \(name)\(count == 1 ? "" : "s")"
    }
}

/// A number, whole or with one decimal, and a word behind it.
enum NumberWithUnit {
    static func read(_ text: String) -> (tenths: Int64, unit: String)? {
        let trimmed = text.drop { $0 == " " }
        let digits = trimmed.prefix { ("0"..."9").contains($0) }
        var rest = trimmed.dropFirst(digits.count)
        var tenth: Int64 = 0
        if rest.first == "." {
            guard let decimal = rest.dropFirst().first, let value = Int64(String(decimal)) else { return nil }
            tenth = value
            rest = rest.dropFirst(2)
        }
        guard let whole = Int64(digits) else { return nil }
        let (product, tooLarge) = whole.multipliedReportingOverflow(by: 10)
        let (tenths, overflow) = product.addingReportingOverflow(tenth)
        if tooLarge || overflow { return nil }
        return (tenths, rest.split(separator: " ").joined(separator: " "))
    }
}
