// A point in time, in UTC, as the journal keeps it. Nothing here reads a clock: time is handed in.

/// Milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Comparable, Codable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    /// The instant `seconds` later (earlier if negative), held at the ends of the range instead of overflowing.
    package func adding(seconds: Int64) -> Instant {
        let (span, tooLong) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, overflow) = milliseconds.addingReportingOverflow(span)
        if tooLong || overflow { return Instant(milliseconds: seconds < 0 ? .min : .max) }
        return Instant(milliseconds: sum)
    }

    /// The date and time of day that a clock `offsetSeconds` east of UTC shows.
    package func wallClock(offsetSeconds: Int = 0) -> (date: CalendarDate, secondOfDay: Int) {
        let seconds = Instant.floorDivide(milliseconds, 1000).addingReportingOverflow(Int64(offsetSeconds)).partialValue
        let day = Instant.floorDivide(seconds, 86_400)
        return (CalendarDate(daysSinceEpoch: Int(clamping: day)), Int(seconds - day * 86_400))
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    /// RFC 3339 in UTC with milliseconds only where there are any: `2026-11-22T09:30:00Z`.
    package var description: String {
        let (date, second) = wallClock()
        let time = "\(pad(second / 3600)):\(pad(second / 60 % 60)):\(pad(second % 60))"
        let rest = Int(((milliseconds % 1000) + 1000) % 1000)
        return "\(date)T\(time)" + (rest == 0 ? "" : "." + pad(rest, width: 3)) + "Z"
    }

    /// The instant at which a clock `offsetSeconds` east of UTC shows this date and second of the day.
    package init(date: CalendarDate, secondOfDay: Int = 0, offsetSeconds: Int = 0) {
        milliseconds = (Int64(date.daysSinceEpoch) * 86_400 + Int64(secondOfDay) - Int64(offsetSeconds)) * 1000
    }

    /// Reads RFC 3339: `2026-11-22T09:30:00Z`, `2026-11-22T17:30:00.5+08:00`. Nil if it is not that.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            let date = CalendarDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = twoDigits(bytes, 11), let minute = twoDigits(bytes, 14), let second = twoDigits(bytes, 17),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        var index = 19
        var fraction: Int64 = 0
        if bytes[index] == UInt8(ascii: ".") {
            index += 1
            var weight: Int64 = 100
            let start = index
            while index < bytes.count, let digit = decimalDigit(bytes[index]) {
                fraction += Int64(digit) * weight
                weight /= 10
                index += 1
            }
            guard index > start else { return nil }
        }
        guard let offset = Instant.offset(bytes, at: index) else { return nil }
        let midnight = Instant(date: date, secondOfDay: hour * 3600 + minute * 60 + second, offsetSeconds: offset)
        milliseconds = midnight.milliseconds + fraction
    }

    private static func offset(_ bytes: [UInt8], at index: Int) -> Int? {
        guard index < bytes.count else { return nil }
        if bytes[index] == UInt8(ascii: "Z") || bytes[index] == UInt8(ascii: "z") {
            return index + 1 == bytes.count ? 0 : nil
        }
        guard bytes.count == index + 6, bytes[index + 3] == UInt8(ascii: ":"),
            let hours = twoDigits(bytes, index + 1), let minutes = twoDigits(bytes, index + 4),
            hours < 24, minutes < 60
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        switch bytes[index] {
        case UInt8(ascii: "+"): return seconds
        case UInt8(ascii: "-"): return -seconds
        default: return nil
        }
    }
}

extension Instant: CustomStringConvertible {}

func pad(_ number: Int, width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

func decimalDigit(_ byte: UInt8) -> Int? {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte - UInt8(ascii: "0")) : nil
}

func twoDigits(_ bytes: [UInt8], _ index: Int) -> Int? {
    guard index >= 0, index + 1 < bytes.count, let tens = decimalDigit(bytes[index]),
        let ones = decimalDigit(bytes[index + 1])
    else { return nil }
    return tens * 10 + ones
}
