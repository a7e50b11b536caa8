// How long someone has time: "2 working days", "1 hour".

/// A span of time as a rule states it. Only the desk's calendar knows when a working day ends, so it stays in words.
package struct Deadline: Hashable, Sendable {
    package enum Unit: String, Hashable, Sendable, CaseIterable {
        case minutes
        case hours
        /// Calendar days.
        case days
        /// Days on which the desk works, by its calendar.
        case workingDays = "working days"
        case weeks
    }

    package let count: Int
    package let unit: Unit

    package init(_ count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }

    /// The longest span that a rule can state, in whichever unit.
    package static let maximumCount = 10_000
}

/// Why a text is not a deadline.
package struct DeadlineTextError: Error, Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package var description: String {
        "'\(text)' is not a deadline; write a whole number from 1 to \(Deadline.maximumCount) and minutes, hours, "
            + "days, working days or weeks, such as \"2 working days\" or \"30 minutes\""
    }
}

extension Deadline {
    /// Reads `2 working days`, `1 hour`, `30 minutes`, `3 days`, `1 week`; case and extra spaces do not matter.
    package init(_ text: String) throws(DeadlineTextError) {
        let words = text.lowercased().replacing("working-day", with: "working day").split { $0 == " " || $0 == "\t" }
        guard let first = words.first, first.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(first),
            (1...Deadline.maximumCount).contains(count)
        else { throw DeadlineTextError(text: text) }
        switch words.dropFirst().joined(separator: " ") {
        case "minute", "minutes", "min": self.init(count, .minutes)
        case "hour", "hours", "h": self.init(count, .hours)
        case "day", "days", "calendar day", "calendar days": self.init(count, .days)
        case "working day", "working days", "workday", "workdays": self.init(count, .workingDays)
        case "week", "weeks": self.init(count, .weeks)
        default: throw DeadlineTextError(text: text)
        }
    }
}

extension Deadline: CustomStringConvertible {
    /// The text that `init` reads back.
    package var description: String {
        let plural = unit.rawValue
        return "\(count) \(count == 1 ? String(plural.dropLast()) : plural)"
    }
}

extension Deadline: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do {
            try self.init(text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
