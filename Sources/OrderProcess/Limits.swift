// Every limit of the business, with its name and its default.

package import ExactDecimals

/// Bounds that keep every sum and product of an order exact, and every document of a readable size.
package enum Limits {
    /// The largest quantity of a line, in the ordered unit and in the product's own.
    package static let largestQuantity = ExactDecimal(1_000_000_000_000)
    /// The largest price of one base quantity, and the largest amount of a line.
    package static let largestAmount = ExactDecimal(1_000_000_000_000_000)
    /// Decimals to which a price per unit is divided out where the base quantity does not divide it exactly.
    package static let priceDecimals = 12
    /// Decimals of a quantity that is converted back from the product's own unit into the ordered one.
    package static let quantityDecimals = 6
    /// Questions that one query puts to the customer; the others follow when these are answered.
    package static let questionsPerQuery = 50
    /// Findings that a notice to a department lists.
    package static let findingsPerNotice = 50
    /// The longest word of a person (a reason, a remark) that a document repeats, in characters.
    package static let longestRemark = 2000
    /// The longest tracking number of a carrier, in characters.
    package static let longestTrackingNumber = 100
    /// How often somebody is reminded of one thing after its time is over; then it is only shown as late.
    package static let remindersWhenLate = 10
    /// The shortest time between two reminders, in seconds.
    package static let reminderPause: Int64 = 900
    /// How often the owners of an urgent order are asked how it stands (H05): five weeks of two hours.
    package static let progressRequests = 420
    /// The most working days ahead that a date of dispatch is promised for.
    package static let longestPromiseDays = 1500
    /// The most working days that a carrier's time for a shipment may be.
    package static let longestTransportDays = 365
}
