// What the review adds to an order beside its prices: surcharges, and working days (F09).

package import ExactDecimals

/// A surcharge on the order as a whole (UBL AllowanceCharge with the indicator true).
package struct OrderCharge: Hashable, Codable, Sendable {
    /// Why, in words that the customer reads.
    package var reason: String
    /// The part of the lines' sum that it is, in percent; nil: a fixed amount.
    package var percent: ExactDecimal?
    /// In the order's currency, without tax.
    package var amount: ExactDecimal

    package init(reason: String, percent: ExactDecimal? = nil, amount: ExactDecimal) {
        self.reason = reason
        self.percent = percent
        self.amount = amount
    }

    /// `small order: 5 % surcharge, 12.50 EUR`.
    package func words(currency: String?) -> String {
        let sum = "\(amount.formatted(minimumDecimals: 2)) \(currency ?? "")"
        guard let percent else { return "\(reason): surcharge \(sum)" }
        return "\(reason): \(percent) % surcharge, \(sum)"
    }
}

/// What an order is taken under, beside its prices.
package struct OrderConditions: Hashable, Codable, Sendable {
    package var charges: [OrderCharge]
    /// Working days that come on top of the usual time until dispatch.
    package var extraLeadDays: Int

    package init(charges: [OrderCharge] = [], extraLeadDays: Int = 0) {
        self.charges = charges
        self.extraLeadDays = extraLeadDays
    }
}
