// What letters say besides their templates, in one language: dates, numbers, units, outcomes.

import ExactDecimals
import OrderModel

/// The words of one language. `Words/` has one file for each language that we have.
struct LetterWords: Sendable {
    /// Of the html element, BCP 47.
    let language: String
    let date: @Sendable (CalendarDate) -> String
    /// Date, hour and minute of a clock, and its offset from UTC such as `UTC+08:00`.
    let time: @Sendable (_ date: String, _ clock: String, _ zone: String) -> String
    /// From the earliest to the latest of several dates.
    let span: @Sendable (_ first: String, _ last: String) -> String
    /// Where in a file something stands: line, column, field. All parts are optional.
    let place: @Sendable (_ line: Int?, _ column: Int?, _ field: String?) -> String?
    /// The page of a code has a title in English; nil where we have none in this language.
    let title: @Sendable (FindingCode) -> String?
    /// What the sender can do about a finding.
    let remedy: @Sendable (Finding) -> String?
    let units: [String: String]
    let severities: [Finding.Severity: String]
    let kinds: [IncomingDocument.Kind: String]
    let outcomes: [Receipt.Entry.Outcome: String]
    let statuses: [OrderConfirmation.Line.Status: String]
    let answers: [CustomerAnswer.Answer: String]
    /// Where a date is not known yet.
    let open: String
    /// The clock's offset from UTC in seconds.
    var offsetSeconds = 0

    /// The words for a partner's language, by its BCP 47 tag: what is not Chinese is English.
    static func of(_ language: String, offsetSeconds: Int = 0) -> LetterWords {
        let primary = language.split(whereSeparator: { $0 == "-" || $0 == "_" }).first?.lowercased()
        var words = primary == "zh" ? chinese : english
        words.offsetSeconds = offsetSeconds
        return words
    }
}

extension LetterWords {
    func day(_ date: CalendarDate?) -> String? { date.map(self.date) }

    /// By the desk's own clock, with its offset.
    func moment(_ instant: Instant?) -> String? {
        guard let instant else { return nil }
        let (date, second) = instant.wallClock(offsetSeconds: offsetSeconds)
        let clock = LetterWords.twoDigits(second / 3600) + ":" + LetterWords.twoDigits(second / 60 % 60)
        return time(self.date(date), clock, zone)
    }

    private var zone: String {
        guard offsetSeconds != 0 else { return "UTC" }
        let minutes = abs(offsetSeconds) / 60
        return "UTC" + (offsetSeconds < 0 ? "-" : "+") + LetterWords.twoDigits(minutes / 60) + ":"
            + LetterWords.twoDigits(minutes % 60)
    }

    private static func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }

    /// With a comma at each thousand, as English and Chinese have it.
    func number(_ number: ExactDecimal?) -> String? { number.map { LetterWords.grouped($0.description) } }

    /// With at least the decimals that the currency has.
    func amount(_ amount: ExactDecimal?, _ currency: String?) -> String? {
        guard let amount else { return nil }
        return LetterWords.grouped(amount.formatted(minimumDecimals: Currencies.decimals(of: currency)))
    }

    private static func grouped(_ text: String) -> String {
        let isNegative = text.hasPrefix("-")
        let digits = text.drop { $0 == "-" }
        let whole = digits.prefix { $0 != "." }
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { grouped += "," }
            grouped.append(digit)
        }
        return (isNegative ? "-" : "") + grouped + digits.dropFirst(whole.count)
    }

    /// A quantity with the word for its unit, or the unit's code where we have no word.
    func quantity(_ quantity: ExactDecimal?, _ unit: String) -> String? {
        number(quantity).map { "\($0) \(units[unit] ?? unit)" }
    }

    func place(_ place: Place?) -> String? {
        guard let place else { return nil }
        return self.place(place.line, place.column, place.field ?? place.path)
    }
}
