// Dates as partners write them: by the partner's format, or in a form that can mean only one day.

import OrderModel

/// A way to write dates, such as `DD.MM.YYYY`.
struct DateStyle: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case year, month, day
        case mark(UInt8)
    }
    let name: String
    let parts: [Part]

    static let iso = DateStyle(name: "YYYY-MM-DD", parts: [.year, .mark(0x2D), .month, .mark(0x2D), .day])

    /// Reads a format of `YYYY`, `MM`, `DD` and single marks between them. Nil if it does not name each part once.
    init?(_ format: String) {
        var parts: [Part] = []
        var rest = Substring(format)
        while let first = rest.utf8.first {
            if rest.hasPrefix("YYYY") {
                parts.append(.year)
                rest = rest.dropFirst(4)
            } else if rest.hasPrefix("MM") {
                parts.append(.month)
                rest = rest.dropFirst(2)
            } else if rest.hasPrefix("DD") {
                parts.append(.day)
                rest = rest.dropFirst(2)
            } else {
                guard [0x2D, 0x2E, 0x2F, 0x20].contains(first) else { return nil }
                parts.append(.mark(first))
                rest = rest.dropFirst()
            }
        }
        guard parts.filter({ $0 == .year }).count == 1, parts.filter({ $0 == .month }).count == 1,
            parts.filter({ $0 == .day }).count == 1
        else { return nil }
        self.init(name: format, parts: parts)
    }

    private init(name: String, parts: [Part]) {
        self.name = name
        self.parts = parts
    }

    var hasMarks: Bool { parts.contains { if case .mark = $0 { true } else { false } } }
}

enum DateText {
    /// Reads a date in `style`, or one that begins with the year (`2026-11-05`, `2026/11/5`, `2026年11月5日`), which means
    /// the same day everywhere. A time of midnight behind it, as spreadsheets add, is passed over.
    static func date(_ text: Span<UInt8>, style: DateStyle) throws(ValueProblem) -> CalendarDate {
        let bytes = withoutMidnight((0..<text.count).map { text[$0] })
        if let date = read(bytes, style) ?? yearFirst(bytes) { return date }
        if let day = spreadsheetDay(bytes) {
            throw ValueProblem(
                .valueNotADate, "looks like a spreadsheet's day number (of \(day)), not like a date",
                hint: "format the column as a date (\(style.name)) and save again")
        }
        throw ValueProblem(.valueNotADate, "is not a date", hint: "write it as \(style.name)")
    }

    /// Reads `2026-11-05`, the form that nearly all dates have, without a copy. Nil for all others.
    static func plainISO(_ text: Span<UInt8>, _ range: Range<Int>) -> CalendarDate? {
        guard range.count == 10 else { return nil }
        let start = range.lowerBound
        guard text[start + 4] == UInt8(ascii: "-"), text[start + 7] == UInt8(ascii: "-") else { return nil }
        var digits = 0
        for offset in 0..<10 where offset != 4 && offset != 7 {
            let digit = text[start + offset] &- 0x30
            guard digit < 10 else { return nil }
            digits = digits * 10 + Int(digit)
        }
        return CalendarDate(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
    }

    /// A spreadsheet counts days from 1899-12-30: 45321 is 2024-01-30. Five digits are a day from 1927 to 2173.
    private static func spreadsheetDay(_ bytes: [UInt8]) -> CalendarDate? {
        guard bytes.count == 5, let number = Int(String(decoding: bytes, as: UTF8.self)), number >= 10_000 else {
            return nil
        }
        return CalendarDate(daysSinceEpoch: number - 25_569)
    }

    /// Reads `YYYY-MM-DD`, exactly, as JSON has it.
    static func isoDate(_ text: String) throws(ValueProblem) -> CalendarDate {
        guard let date = CalendarDate(text) else {
            throw ValueProblem(.valueNotADate, "is not a date", hint: "write it as YYYY-MM-DD, such as 2026-11-22")
        }
        return date
    }

    /// The date as a partner's CSV has it.
    static func write(_ date: CalendarDate, style: DateStyle) -> String {
        let (year, month, day) = date.components
        var text = ""
        for part in style.parts {
            switch part {
            case .year: text += padded(year, 4)
            case .month: text += padded(month, 2)
            case .day: text += padded(day, 2)
            case .mark(let byte): text.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return text
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    private static func read(_ bytes: [UInt8], _ style: DateStyle) -> CalendarDate? {
        var index = 0
        var year = 0
        var month = 0
        var day = 0
        for part in style.parts {
            switch part {
            case .year:
                guard let value = number(bytes, &index, digits: 4...4) else { return nil }
                year = value
            case .month, .day:
                // Without marks between them the parts can only be told apart by their full width.
                guard let value = number(bytes, &index, digits: style.hasMarks ? 1...2 : 2...2) else { return nil }
                if part == .month { month = value } else { day = value }
            case .mark(let mark):
                guard index < bytes.count, bytes[index] == mark else { return nil }
                index += 1
            }
        }
        return index == bytes.count ? CalendarDate(year: year, month: month, day: day) : nil
    }

    private static func yearFirst(_ bytes: [UInt8]) -> CalendarDate? {
        var index = 0
        guard let year = number(bytes, &index, digits: 4...4), let first = mark(bytes, &index),
            let month = number(bytes, &index, digits: 1...2), let second = mark(bytes, &index),
            let day = number(bytes, &index, digits: 1...2)
        else { return nil }
        switch (first, second) {
        case ("年", "月"):
            guard index == bytes.count || mark(bytes, &index) == "日" else { return nil }
        case ("-", "-"), ("/", "/"), (".", "."): break
        default: return nil
        }
        return index == bytes.count ? CalendarDate(year: year, month: month, day: day) : nil
    }

    private static func mark(_ bytes: [UInt8], _ index: inout Int) -> String? {
        for candidate in ["-", "/", ".", "年", "月", "日"] where bytes[index...].starts(with: candidate.utf8) {
            index += candidate.utf8.count
            return candidate
        }
        return nil
    }

    private static func number(_ bytes: [UInt8], _ index: inout Int, digits: ClosedRange<Int>) -> Int? {
        var value = 0
        var count = 0
        while index < bytes.count, count < digits.upperBound, (0x30...0x39).contains(bytes[index]) {
            value = value * 10 + Int(bytes[index] - 0x30)
            count += 1
            index += 1
        }
        return digits.contains(count) ? value : nil
    }

    private static func withoutMidnight(_ bytes: [UInt8]) -> [UInt8] {
        for tail in [" 00:00:00", "T00:00:00", " 00:00", " 0:00:00", " 0:00"] where bytes.count > tail.utf8.count {
            if bytes.suffix(tail.utf8.count).elementsEqual(tail.utf8) { return Array(bytes.dropLast(tail.utf8.count)) }
        }
        return bytes
    }
}
