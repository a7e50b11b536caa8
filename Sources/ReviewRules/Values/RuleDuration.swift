// Spans of time of the rule language.

/// An exact span of time in nanoseconds, up to about 292 years either way.
package struct RuleDuration: Hashable, Sendable, Comparable {
    package let nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Nil beyond about 292 years.
    package init?(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflow { return nil }
        nanoseconds = product
    }

    package static func < (left: RuleDuration, right: RuleDuration) -> Bool { left.nanoseconds < right.nanoseconds }
}

extension RuleDuration: CustomStringConvertible {
    /// Seconds with as many decimals as are needed: `90s`, `90.5s`, `-0.001s`.
    package var description: String {
        let (seconds, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        return "\(nanoseconds < 0 ? "-" : "")\(seconds)\(fraction(nanoseconds: Int(rest)))s"
    }
}

extension RuleDuration {
    /// Why a text is not a duration.
    enum TextError: Error {
        case form
        case range
    }

    /// Reads `90s`, `1h30m`, `1.5h`, `-250ms`: numbers with units h, m, s, ms, us or ns, one after the other.
    init(_ text: String) throws(TextError) {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
        if bytes.elementsEqual("0".utf8) {
            nanoseconds = 0
            return
        }
        guard !bytes.isEmpty else { throw .form }
        var total: Int128 = 0
        while !bytes.isEmpty {
            let part = try RuleDuration.takePart(&bytes)
            total += isNegative ? -part : part
            guard total.magnitude <= Int128(Int64.max).magnitude + 1 else { throw .range }
        }
        guard let exact = Int64(exactly: total) else { throw .range }
        nanoseconds = exact
    }

    /// Takes one number with its unit, in nanoseconds; decimals beyond a nanosecond are dropped.
    private static func takePart(_ bytes: inout ArraySlice<UInt8>) throws(TextError) -> Int128 {
        let whole = bytes.prefix { (0x30...0x39).contains($0) }
        bytes = bytes.dropFirst(whole.count)
        var decimals = ArraySlice<UInt8>()
        if bytes.first == UInt8(ascii: ".") {
            decimals = bytes.dropFirst().prefix { (0x30...0x39).contains($0) }
            bytes = bytes.dropFirst(decimals.count + 1)
        }
        guard !whole.isEmpty || !decimals.isEmpty else { throw .form }
        guard whole.count <= 22 else { throw .range }
        let unit = try takeUnit(&bytes)
        var value: Int128 = 0
        for digit in whole { value = value * 10 + Int128(digit - 0x30) }
        value *= unit
        var share = unit
        for digit in decimals.prefix(15) {
            // Units are 1, 10³, 10⁶, 10⁹ times 1, 60 or 3600: what is cut here is below a nanosecond.
            value += share * Int128(digit - 0x30) / 10
            share /= 10
        }
        return value
    }

    private static func takeUnit(_ bytes: inout ArraySlice<UInt8>) throws(TextError) -> Int128 {
        let units: [(String, Int128)] = [
            ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
            ("m", 60_000_000_000), ("h", 3_600_000_000_000),
        ]
        for (name, nanoseconds) in units where bytes.starts(with: name.utf8) {
            bytes = bytes.dropFirst(name.utf8.count)
            return nanoseconds
        }
        throw .form
    }
}
