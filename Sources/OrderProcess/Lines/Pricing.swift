// The price on file for a line: list, promotion or agreement (F06, F07, F08), and the price of the last sale (F05).

import ExactDecimals
import OrderModel

/// The price that a line is compared with.
struct PriceOnFile: Hashable {
    /// Per unit.
    var price: ExactDecimal
    /// The promotion or agreement that it comes from; nil for the list itself.
    var promotion: String?
}

enum Pricing {
    /// What price is looked for.
    struct Wanted {
        var product: String
        var customer: String
        var unit: String
        var currency: String
        /// In `unit`.
        var quantity: ExactDecimal
        var date: CalendarDate
    }

    /// The best price that the customer is entitled to: the list's, or a promotion's or agreement's that applies to the
    /// customer, the quantity and the date. Inside each of them the newest prices count, and of these the highest
    /// quantity break that the order reaches. Nil: no price on file (F04).
    static func onFile(_ wanted: Wanted, among entries: [PriceListEntry]) -> PriceOnFile? {
        var best: [Source: PriceListEntry] = [:]
        for entry in entries where applies(entry, to: wanted) {
            let source = Source(customer: entry.customer, promotion: entry.promotion)
            if let known = best[source], !takesThePlace(entry, of: known) { continue }
            best[source] = entry
        }
        let offers = best.values.compactMap { entry -> PriceOnFile? in
            guard let price = perUnit(entry.price, of: entry.baseQuantity) else { return nil }
            return PriceOnFile(price: price, promotion: entry.promotion)
        }
        return offers.min { left, right in
            if left.price != right.price { return left.price < right.price }
            return (left.promotion ?? "") < (right.promotion ?? "")
        }
    }

    /// The entries with their prices per `unit`: a list that only knows the price of a piece has a price for the carton
    /// of twelve too. An entry that is made for the unit itself takes the place of one that would have to be converted.
    static func entries(_ entries: [PriceListEntry], in unit: String, of product: Product) -> [PriceListEntry] {
        let own = entries.filter { $0.unit == unit }
        let sources = Set(own.map { Source(customer: $0.customer, promotion: $0.promotion) })
        let converted = entries.filter {
            $0.unit != unit && !sources.contains(Source(customer: $0.customer, promotion: $0.promotion))
        }
        return own + converted.compactMap { entry in Pricing.converted(entry, to: unit, of: product) }
    }

    private static func converted(_ entry: PriceListEntry, to unit: String, of product: Product) -> PriceListEntry? {
        func content(_ unit: String) -> ExactDecimal? { unit == product.unit ? .one : product.packUnits[unit] }
        guard let from = content(entry.unit), let to = content(unit), from.isPositive, to.isPositive,
            let price = try? (entry.price * to).divided(by: from, decimals: Limits.priceDecimals)
        else { return nil }
        var result = entry
        result.unit = unit
        result.price = price
        result.minimumQuantity = entry.minimumQuantity.flatMap { minimum in
            try? (minimum * from).divided(by: to, decimals: Limits.priceDecimals)
        }
        return result
    }

    /// The price of one unit where a price is given for several.
    static func perUnit(_ price: ExactDecimal, of baseQuantity: ExactDecimal) -> ExactDecimal? {
        if baseQuantity == .one { return price }
        guard baseQuantity.isPositive else { return nil }
        return try? price.divided(by: baseQuantity, decimals: Limits.priceDecimals)
    }

    /// A sale before this day is no "last price" any more (requirements 2.4): so many months back, and the last day of
    /// a shorter month.
    static func lastSaleSince(_ today: CalendarDate, months: Int) -> CalendarDate {
        let (year, month, day) = today.components
        let count = year * 12 + month - 1 - max(0, min(months, 1200))
        guard count >= 12 else { return CalendarDate(daysSinceEpoch: .min) }
        let target = (year: count / 12, month: count % 12 + 1)
        let last = CalendarDate.daysInMonth(target.year, target.month)
        return CalendarDate(year: target.year, month: target.month, day: min(day, last)) ?? today
    }

    /// Why a price on file does not apply, though the customer orders at it (F08).
    enum Obstacle: Hashable {
        case ended(CalendarDate)
        case notBegun(CalendarDate)
        /// In the unit of the order.
        case quantity(from: ExactDecimal)
    }

    /// The price that the customer seems to mean: of their own or everybody's, not above `price`, but its conditions are
    /// not met. Of several the one nearest to `price`. Agreements of other customers are none of their business, and are
    /// not looked at. Nil where nothing explains the price.
    static func missed(
        _ wanted: Wanted, at price: ExactDecimal, among entries: [PriceListEntry]
    ) -> (entry: PriceListEntry, price: ExactDecimal, obstacle: Obstacle)? {
        let candidates = entries.compactMap { entry -> (PriceListEntry, ExactDecimal, Obstacle)? in
            guard isFor(entry, wanted), let obstacle = obstacle(to: entry, wanted),
                let offered = perUnit(entry.price, of: entry.baseQuantity), offered <= price
            else { return nil }
            return (entry, offered, obstacle)
        }
        return candidates.max { $0.1 < $1.1 }
    }

    /// Prices that take each other's place: one list, one promotion, one agreement.
    private struct Source: Hashable {
        var customer: String?
        var promotion: String?
    }

    private static func applies(_ entry: PriceListEntry, to wanted: Wanted) -> Bool {
        isFor(entry, wanted) && obstacle(to: entry, wanted) == nil
    }

    private static func isFor(_ entry: PriceListEntry, _ wanted: Wanted) -> Bool {
        entry.product == wanted.product && entry.unit == wanted.unit && entry.currency == wanted.currency
            && (entry.customer == nil || entry.customer == wanted.customer)
    }

    private static func obstacle(to entry: PriceListEntry, _ wanted: Wanted) -> Obstacle? {
        if let end = entry.validTo, end < wanted.date { return .ended(end) }
        if let start = entry.validFrom, wanted.date < start { return .notBegun(start) }
        if let least = entry.minimumQuantity, wanted.quantity < least { return .quantity(from: least) }
        return nil
    }

    private static func takesThePlace(_ entry: PriceListEntry, of other: PriceListEntry) -> Bool {
        let left = entry.validFrom ?? CalendarDate(daysSinceEpoch: .min)
        let right = other.validFrom ?? CalendarDate(daysSinceEpoch: .min)
        if left != right { return left > right }
        return entry.minimumQuantity ?? .zero >= other.minimumQuantity ?? .zero
    }
}
