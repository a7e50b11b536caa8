// A surcharge as a rule states it: "5 %" of the order, or an amount "50.00" (F09).

package import ExactDecimals

package enum Surcharge: Hashable, Sendable, Codable {
    /// Of the sum of the lines.
    case percent(ExactDecimal)
    /// In the order's currency: a rule with one says in its condition which currency that is.
    case amount(ExactDecimal)

    /// The largest surcharge that a rule can state, in percent.
    package static let largestPercent = ExactDecimal(100)
    /// The largest fixed surcharge that a rule can state.
    package static let largestAmount = ExactDecimal(1_000_000_000)
    /// The most decimals of either.
    package static let mostDecimals = 4
}

/// Why a text is no surcharge.
package struct SurchargeTextError: Error, Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package var description: String {
        "'\(text)' is not a surcharge; write a part of the order such as 5 % (at most \(Surcharge.largestPercent) %), or "
            + "an amount such as 50.00, with at most \(Surcharge.mostDecimals) decimals"
    }
}

extension Surcharge {
    /// Reads `5 %`, `2.5%`, `50.00`.
    package init(_ text: String) throws(SurchargeTextError) {
        let trimmed = text.split { $0 == " " || $0 == "\t" }.joined()
        let isPercent = trimmed.hasSuffix("%")
        guard let number = try? ExactDecimal(isPercent ? String(trimmed.dropLast()) : trimmed), number > .zero,
            number <= (isPercent ? Surcharge.largestPercent : Surcharge.largestAmount),
            number.scale <= Surcharge.mostDecimals
        else { throw SurchargeTextError(text: text) }
        self = isPercent ? .percent(number) : .amount(number)
    }
}

extension Surcharge: CustomStringConvertible {
    /// The text that `init` reads back.
    package var description: String {
        switch self {
        case .percent(let percent): "\(percent) %"
        case .amount(let amount): amount.formatted(minimumDecimals: 2)
        }
    }
}
