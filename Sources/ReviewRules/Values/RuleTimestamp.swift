// Instants of the rule language, read and written as RFC 3339.

/// An instant in UTC with nanoseconds, from the year 1 to the year 9999.
package struct RuleTimestamp: Hashable, Sendable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z, negative before.
    package let seconds: Int64
    /// 0 to 999,999,999, counted forward from `seconds`.
    package let nanoseconds: Int32

    static let earliest: Int64 = -62_135_596_800
    static let latest: Int64 = 253_402_300_799

    /// Nil outside the years 1 to 9999. Nanoseconds beyond one second are carried over.
    package init?(seconds: Int64, nanoseconds: Int64 = 0) {
        let carry = CivilTime.floorDivide(nanoseconds, 1_000_000_000)
        let (whole, overflow) = seconds.addingReportingOverflow(carry)
        guard !overflow, (RuleTimestamp.earliest...RuleTimestamp.latest).contains(whole) else { return nil }
        self.seconds = whole
        self.nanoseconds = Int32(nanoseconds - carry * 1_000_000_000)
    }

    package static func < (left: RuleTimestamp, right: RuleTimestamp) -> Bool {
        left.seconds != right.seconds ? left.seconds < right.seconds : left.nanoseconds < right.nanoseconds
    }

    func adding(_ duration: RuleDuration) -> RuleTimestamp? {
        let (whole, rest) = duration.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return RuleTimestamp(seconds: seconds + whole, nanoseconds: Int64(nanoseconds) + rest)
    }

    func subtracting(_ duration: RuleDuration) -> RuleTimestamp? {
        let (whole, rest) = duration.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return RuleTimestamp(seconds: seconds - whole, nanoseconds: Int64(nanoseconds) - rest)
    }

    /// The time between two instants; nil where it is longer than a duration can be (about 292 years).
    func since(_ other: RuleTimestamp) -> RuleDuration? {
        let whole = Int128(seconds - other.seconds) * 1_000_000_000
        return Int64(exactly: whole + Int128(nanoseconds - other.nanoseconds)).map(RuleDuration.init(nanoseconds:))
    }
}

extension RuleTimestamp: CustomStringConvertible {
    /// RFC 3339 in UTC with as many decimals of a second as are needed: `2026-11-22T08:00:00Z`.
    package var description: String {
        let civil = CivilTime(secondsSince1970: seconds)
        let date = "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
        let time = "\(padded(civil.hour, 2)):\(padded(civil.minute, 2)):\(padded(civil.second, 2))"
        return "\(date)T\(time)\(fraction(nanoseconds: Int(nanoseconds)))Z"
    }
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// A fraction of a second as `.5`, without trailing zeros; empty for none.
func fraction(nanoseconds: Int) -> String {
    if nanoseconds == 0 { return "" }
    var digits = Substring(padded(nanoseconds, 9))
    while digits.hasSuffix("0") { digits.removeLast() }
    return "." + digits
}

extension RuleTimestamp {
    /// Why a text is not a timestamp.
    enum TextError: Error {
        case form
        case range
    }

    /// Reads RFC 3339: `2026-11-22T08:00:00Z`, `1972-01-01T10:00:20.021-05:00`. Up to 9 decimals of a second.
    init(_ text: String) throws(TextError) {
        var reader = DigitReader(text)
        let year = try reader.number(upTo: 5)
        try reader.expect("-")
        let month = try reader.number(2)
        try reader.expect("-")
        let day = try reader.number(2)
        guard reader.take("T") || reader.take("t") else { throw .form }
        let hour = try reader.number(2)
        try reader.expect(":")
        let minute = try reader.number(2)
        try reader.expect(":")
        let second = try reader.number(2)
        let nanoseconds = reader.take(".") ? try reader.fraction() : 0
        let offset = try reader.offset()
        guard reader.isAtEnd else { throw .form }
        guard (1...9999).contains(year.value), year.digits == 4 else { throw year.digits >= 4 ? .range : .form }
        guard (1...12).contains(month), (1...CivilTime.daysInMonth(month, of: year.value)).contains(day), hour < 24,
            minute < 60, second < 60
        else { throw .range }
        let civil = CivilTime(
            year: year.value, month: month, day: day, hour: hour, minute: minute, second: second)
        guard let timestamp = RuleTimestamp(seconds: civil.secondsSince1970 - Int64(offset), nanoseconds: nanoseconds)
        else { throw .range }
        self = timestamp
    }
}

/// Reads the digits and signs of a timestamp from left to right.
private struct DigitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
        position += 1
        return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws(RuleTimestamp.TextError) {
        guard take(character) else { throw .form }
    }

    private mutating func digit() -> Int? {
        guard position < bytes.count, (0x30...0x39).contains(bytes[position]) else { return nil }
        position += 1
        return Int(bytes[position - 1]) - 0x30
    }

    mutating func number(_ count: Int) throws(RuleTimestamp.TextError) -> Int {
        var value = 0
        for _ in 0..<count {
            guard let digit = digit() else { throw .form }
            value = value * 10 + digit
        }
        return value
    }

    mutating func number(upTo count: Int) throws(RuleTimestamp.TextError) -> (value: Int, digits: Int) {
        var value = 0
        var digits = 0
        while digits < count, let digit = digit() {
            value = value * 10 + digit
            digits += 1
        }
        guard digits > 0 else { throw .form }
        return (value, digits)
    }

    mutating func fraction() throws(RuleTimestamp.TextError) -> Int64 {
        var value: Int64 = 0
        var digits = 0
        while digits < 9, let digit = digit() {
            value = value * 10 + Int64(digit)
            digits += 1
        }
        guard digits > 0 else { throw .form }
        for _ in digits..<9 { value *= 10 }
        return value
    }

    /// Seconds east of UTC.
    mutating func offset() throws(RuleTimestamp.TextError) -> Int {
        if take("Z") || take("z") { return 0 }
        let isWest = take("-")
        if !isWest { try expect("+") }
        let hours = try number(2)
        try expect(":")
        let minutes = try number(2)
        guard hours < 24, minutes < 60 else { throw .range }
        return (hours * 60 + minutes) * (isWest ? -60 : 60)
    }
}
