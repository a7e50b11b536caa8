// Dates of EDIFACT (DTM): the formats that orders use, by data element 2379.

import OrderModel

enum EDIFACTDates {
    static func date(_ text: Span<UInt8>, format: EDITag) -> CalendarDate? {
        switch format {
        case "102", "203", "204", "205", "303", "304": return day(text, 0)
        case "101", "201", "202": return day(shortYear: text, 0)
        case "718": return day(text, text.count == 17 ? 9 : 8)
        case "711": return day(text, 8)
        case "616": return text.count == 6 ? endOfWeek(text) : nil
        case "610": return endOfMonth(text)
        case "2": return twoDigitYear(text, day: 0, month: 2)
        case "3": return twoDigitYear(text, day: 2, month: 0)
        default:
            // Without a format the width has to say it.
            return format.code == 0 ? (text.count == 6 ? day(shortYear: text, 0) : day(text, 0)) : nil
        }
    }

    private static func number(_ text: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
        guard start >= 0, start + count <= text.count else { return nil }
        var value = 0
        for index in start..<start + count {
            guard (0x30...0x39).contains(text[index]) else { return nil }
            value = value * 10 + Int(text[index] - 0x30)
        }
        return value
    }

    private static func day(_ text: Span<UInt8>, _ start: Int) -> CalendarDate? {
        guard let year = number(text, start, 4), let month = number(text, start + 4, 2),
            let day = number(text, start + 6, 2)
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    private static func day(shortYear text: Span<UInt8>, _ start: Int) -> CalendarDate? {
        guard let year = number(text, start, 2), let month = number(text, start + 2, 2),
            let day = number(text, start + 4, 2)
        else { return nil }
        return CalendarDate(year: 2000 + year, month: month, day: day)
    }

    private static func twoDigitYear(_ text: Span<UInt8>, day: Int, month: Int) -> CalendarDate? {
        guard text.count == 6, let day = number(text, day, 2), let month = number(text, month, 2),
            let year = number(text, 4, 2)
        else { return nil }
        return CalendarDate(year: 2000 + year, month: month, day: day)
    }

    /// The Sunday of an ISO week: the goods are wanted at its end at the latest.
    private static func endOfWeek(_ text: Span<UInt8>) -> CalendarDate? {
        guard let year = number(text, 0, 4), let week = number(text, 4, 2), (1...53).contains(week),
            let fourth = CalendarDate(year: year, month: 1, day: 4)
        else { return nil }
        return fourth.adding(days: (week - 1) * 7 + 7 - fourth.weekday)
    }

    private static func endOfMonth(_ text: Span<UInt8>) -> CalendarDate? {
        guard text.count == 6, let year = number(text, 0, 4), let month = number(text, 4, 2), (1...12).contains(month)
        else { return nil }
        return CalendarDate(year: year, month: month, day: CalendarDate.daysInMonth(year, month))
    }

    /// CCYYMMDD, as format 102 has it.
    static func write(_ date: CalendarDate) -> String {
        date.description.utf8.reduce(into: "") { text, byte in
            if byte != UInt8(ascii: "-") { text.unicodeScalars.append(Unicode.Scalar(byte)) }
        }
    }
}
