// The desk's calendar: its zone, its holidays, and the days of a weekend that are worked all the same (调休).

import OrderModel

enum CalendarReading {
    static func read(_ mapping: YAMLMapping) -> WorkingCalendar {
        let offset = mapping.value("time-zone", .timeZone, else: 0)
        let holidays = mapping.value("holidays", .list(of: days), else: []).flatMap(\.self)
        let makeUpDays = mapping.value("make-up-days", .list(of: days), else: []).flatMap(\.self)
        let calendar = WorkingCalendar(
            offsetSeconds: offset, holidays: Set(holidays), makeUpWorkingDays: Set(makeUpDays))
        if let entry = mapping.entry("make-up-days") { check(entry.value, holidays: calendar.holidays) }
        return calendar
    }

    /// `2026-10-01`, or `2026-10-01..2026-10-07` with both ends.
    private static var days: YAMLType<[CalendarDate]> {
        let expected = "a date such as 2026-10-01, or a span such as 2026-10-01..2026-10-07"
        return YAMLType(expected) { node in
            guard let span = YAMLType<[CalendarDate]>.scalar(expected, span).read(node) else { return nil }
            guard span.count <= ConfigurationLimits.holidaySpan else {
                node.error("the span is longer than \(ConfigurationLimits.holidaySpan) days")
                return nil
            }
            return span
        }
    }

    /// One day more than is allowed is as long as it gets.
    private static func span(_ text: String) -> [CalendarDate]? {
        if let day = CalendarDate(text) { return [day] }
        let ends = text.split(separator: "..", omittingEmptySubsequences: false).map { CalendarDate(trimmed($0)) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last else { return nil }
        let count = min(last.daysSinceEpoch - first.daysSinceEpoch, ConfigurationLimits.holidaySpan)
        return (0...count).map { first.adding(days: $0) }
    }

    private static func trimmed(_ text: Substring) -> String {
        text.split(separator: " ").joined(separator: " ")
    }

    private static func check(_ list: YAMLNode, holidays: Set<CalendarDate>) {
        for entry in list.elements ?? [list] {
            for day in entry.text.flatMap(span) ?? [] {
                if holidays.contains(day) {
                    entry.error("\(day) is a holiday and a make-up day", hint: "take it out of one of the two lists")
                } else if day.weekday <= 5 {
                    entry.warning("\(day) is not on a weekend, so it is a working day anyway")
                }
            }
        }
    }
}
