// The number of the order trade: exact, bounded, and never rounded behind anybody's back.

/// Why an exact operation has no exact answer.
package enum ArithmeticError: Error, Equatable, Sendable {
    /// The result has more digits than an `ExactDecimal` holds (38 significant digits).
    case overflow
    /// The exact result needs more than `ExactDecimal.maximumScale` decimals.
    case inexact
    case divisionByZero
}

/// An exact decimal number: `significand` × 10^−`scale`, with up to 38 significant digits and up to 18 decimals.
///
/// Kept in lowest terms (no trailing zeros behind the point), so that equal numbers are equal values: `1.50 == 1.5`,
/// with the same hash. Arithmetic either gives the exact result or throws; only `rounded` and `divided` round, and the
/// caller says to how many decimals.
package struct ExactDecimal: Hashable, Sendable {
    /// The most decimals that a number can have.
    package static let maximumScale = 18

    /// All digits of the number as an integer.
    package let significand: Int128
    /// How many of the digits stand behind the decimal point, 0 to `maximumScale`.
    package let scale: Int

    package static let zero = ExactDecimal(0)
    package static let one = ExactDecimal(1)

    package init(_ integer: some BinaryInteger) {
        significand = Int128(clamping: integer)
        scale = 0
    }

    /// `significand` × 10^−`scale`, in lowest terms. Throws `inexact` where more than 18 decimals would be needed.
    package init(significand: Int128, scale: Int) throws(ArithmeticError) {
        self = try ExactDecimal.reduced(significand, scale)
    }

    private init(lowestTerms significand: Int128, _ scale: Int) {
        self.significand = significand
        self.scale = scale
    }

    /// A number of at most 18 digits, in lowest terms. `scale` is 0 to 18.
    package init(word: Int64, scale: Int) {
        var word = word
        var scale = scale
        while scale > 0, word % 10 == 0 {
            word /= 10
            scale -= 1
        }
        significand = Int128(word)
        self.scale = scale
    }

    package var isNegative: Bool { significand < 0 }
    package var isZero: Bool { significand == 0 }
    package var isPositive: Bool { significand > 0 }
    package var isInteger: Bool { scale == 0 }

    /// How many decimals the number needs, 0 for an integer.
    package var decimals: Int { scale }
}

// MARK: - Lowest terms

extension ExactDecimal {
    static let powers: [Int128] = {
        var powers: [Int128] = [1]
        while powers.count <= 38 {
            let (next, overflow) = powers[powers.count - 1].multipliedReportingOverflow(by: 10)
            if overflow { break }
            powers.append(next)
        }
        return powers
    }()

    /// 10^`exponent`, for 0 to 38.
    static func power(_ exponent: Int) throws(ArithmeticError) -> Int128 {
        guard exponent >= 0, exponent < powers.count else { throw .overflow }
        return powers[exponent]
    }

    private static func reduced(_ significand: Int128, _ scale: Int) throws(ArithmeticError) -> ExactDecimal {
        if significand == 0 { return ExactDecimal(lowestTerms: 0, 0) }
        if scale < 0 {
            let (product, overflow) = significand.multipliedReportingOverflow(by: try power(-scale))
            if overflow { throw .overflow }
            return ExactDecimal(lowestTerms: product, 0)
        }
        var digits = significand
        var scale = scale
        if let small = Int64(exactly: significand) {
            // Dividing a machine word is many times cheaper than dividing 128 bits, and nearly every price is small.
            var word = small
            while scale > 0, word % 10 == 0 {
                word /= 10
                scale -= 1
            }
            digits = Int128(word)
        } else {
            while scale > 0, digits % 10 == 0 {
                digits /= 10
                scale -= 1
            }
        }
        guard scale <= maximumScale else { throw .inexact }
        return ExactDecimal(lowestTerms: digits, scale)
    }

    /// The digits of this number written with `target` decimals, `target` not less than `scale`.
    private func aligned(to target: Int) throws(ArithmeticError) -> Int128 {
        if target == scale { return significand }
        let (product, overflow) = significand.multipliedReportingOverflow(by: try ExactDecimal.power(target - scale))
        if overflow { throw .overflow }
        return product
    }
}

// MARK: - Arithmetic

extension ExactDecimal {
    package static func + (left: ExactDecimal, right: ExactDecimal) throws(ArithmeticError) -> ExactDecimal {
        let scale = max(left.scale, right.scale)
        let (sum, overflow) = try left.aligned(to: scale).addingReportingOverflow(right.aligned(to: scale))
        if overflow { throw .overflow }
        return try reduced(sum, scale)
    }

    package static func - (left: ExactDecimal, right: ExactDecimal) throws(ArithmeticError) -> ExactDecimal {
        try left + right.negated()
    }

    package static func * (left: ExactDecimal, right: ExactDecimal) throws(ArithmeticError) -> ExactDecimal {
        let (product, overflow) = left.significand.multipliedReportingOverflow(by: right.significand)
        if overflow { throw .overflow }
        return try reduced(product, left.scale + right.scale)
    }

    package func negated() throws(ArithmeticError) -> ExactDecimal {
        guard significand != Int128.min else { throw .overflow }
        return ExactDecimal(lowestTerms: -significand, scale)
    }

    /// The quotient with `decimals` decimals (0 to 18), the half rounded to the even digit.
    package func divided(by divisor: ExactDecimal, decimals: Int) throws(ArithmeticError) -> ExactDecimal {
        guard !divisor.isZero else { throw .divisionByZero }
        // quotient × 10^decimals = (significand × 10^(decimals + divisor.scale − scale)) ÷ divisor.significand
        let shift = decimals + divisor.scale - scale
        var numerator = significand
        var denominator = divisor.significand
        let (scaled, overflow) =
            shift >= 0
            ? numerator.multipliedReportingOverflow(by: try ExactDecimal.power(shift))
            : denominator.multipliedReportingOverflow(by: try ExactDecimal.power(-shift))
        if overflow { throw .overflow }
        if shift >= 0 { numerator = scaled } else { denominator = scaled }
        return try ExactDecimal.reduced(try halfEven(numerator, denominator), decimals)
    }

    /// The number with at most `decimals` decimals, the half rounded to the even digit.
    package func rounded(decimals: Int) throws(ArithmeticError) -> ExactDecimal {
        if scale <= decimals { return self }
        return try ExactDecimal.reduced(try halfEven(significand, try ExactDecimal.power(scale - decimals)), decimals)
    }

    private func halfEven(_ numerator: Int128, _ denominator: Int128) throws(ArithmeticError) -> Int128 {
        let (quotient, overflow) = numerator.dividedReportingOverflow(by: denominator)
        if overflow { throw .overflow }
        let remainder = numerator % denominator
        if remainder == 0 { return quotient }
        let distance = remainder.magnitude
        let rest = denominator.magnitude - distance
        guard distance > rest || (distance == rest && quotient % 2 != 0) else { return quotient }
        let awayFromZero: Int128 = (numerator < 0) == (denominator < 0) ? 1 : -1
        let (result, carried) = quotient.addingReportingOverflow(awayFromZero)
        if carried { throw .overflow }
        return result
    }
}

extension ExactDecimal: Comparable {
    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.scale == right.scale { return left.significand < right.significand }
        // Whole parts first, then the decimals widened to 18 places: neither step can overflow.
        let (leftWhole, leftRest) = left.parts
        let (rightWhole, rightRest) = right.parts
        return leftWhole != rightWhole ? leftWhole < rightWhole : leftRest < rightRest
    }

    private var parts: (whole: Int128, rest: Int128) {
        let unit = ExactDecimal.powers[scale]
        let (whole, rest) = significand.quotientAndRemainder(dividingBy: unit)
        return (whole, rest * ExactDecimal.powers[ExactDecimal.maximumScale - scale])
    }
}
