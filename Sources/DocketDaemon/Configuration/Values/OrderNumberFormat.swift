// The pattern of our order numbers, checked before the first order gets one.

package enum OrderNumberFormat {
    /// Why a pattern cannot be used, in words; nil if it can.
    ///
    /// A number becomes part of file names, so that only letters, digits and `-_.` stand between the parts in braces.
    package static func problem(_ format: String) -> String? {
        var counters = 0
        var rest = Substring(format)
        while let next = rest.first {
            if next == "{" {
                guard let end = rest.firstIndex(of: "}") else {
                    return "a '{' in the order number format is not closed"
                }
                let part = rest[rest.index(after: rest.startIndex)..<end]
                rest = rest[rest.index(after: end)...]
                if ["yyyy", "mm", "dd"].contains(part) { continue }
                guard part == "n" || part.hasPrefix("n:") else {
                    return "'{\(part)}' means nothing in an order number; there are {yyyy}, {mm}, {dd}, {n} and {n:6}"
                }
                let digits = part == "n" ? 1 : Int(part.dropFirst(2)) ?? 0
                guard ConfigurationLimits.counterDigits.contains(digits) else {
                    return "the digits of the counter must be 1 to \(ConfigurationLimits.counterDigits.upperBound), "
                        + "as in {n:6}"
                }
                counters += 1
            } else {
                guard next.isASCII, next.isLetter || next.isNumber || "-_.".contains(next) else {
                    return "'\(next)' cannot stand in an order number; letters, digits, '-', '_' and '.' can"
                }
                rest = rest.dropFirst()
            }
        }
        guard counters == 1 else { return "an order number needs the counter {n} exactly once" }
        guard format.first == "{" || format.first?.isLetter == true || format.first?.isNumber == true else {
            return "an order number begins with a letter or a digit"
        }
        return nil
    }
}
