// When goods are expected to leave (I05, P02).

import ExactDecimals
import OrderModel

/// The days of dispatch that can be promised for an order.
struct Promises {
    /// Goods that are locked in stock.
    let fromStock: CalendarDate
    /// Goods that have to be bought or made first, by product; none where nobody can say.
    let replenished: [String: CalendarDate]
    private let waitsForAll: Bool
    private let lastOfAll: CalendarDate?

    /// The working days that the review put on top (F09) count for both.
    ///
    /// Counted in working days from today: the desk's days for goods in stock; for others the product's lead time, or
    /// the desk's own.
    init(_ order: OrderRecord, at desk: DeskView) throws(FactsError) {
        let extra = order.conditions?.extraLeadDays ?? 0
        var replenished: [String: CalendarDate] = [:]
        for shortage in order.lacking where replenished[shortage.product] == nil {
            let leadTime = try desk.facts.product(code: shortage.product)?.leadTimeDays
            guard let days = leadTime ?? desk.settings.replenishmentDays else { continue }
            replenished[shortage.product] = desk.day(
                afterWorkingDays: max(days, desk.settings.dispatchDays) + extra)
        }
        // What the departments need for a special order comes on top, whatever lies in stock (G15).
        let made = desk.day(afterWorkingDays: desk.settings.dispatchDays + extra + order.statedWorkingDays)
        fromStock = made
        self.replenished = replenished.mapValues { max($0, made) }
        waitsForAll = order.isShort && order.consent == .wait
        let dates = order.lacking.map { replenished[$0.product] }
        lastOfAll = dates.contains(nil) ? nil : dates.compactMap(\.self).max()
    }

    /// When the goods of a line leave: what is there of it, or where nothing is there, all of it. A later date that the
    /// customer asks for is kept. Nil: nobody can say.
    func dispatch(of line: LineProgress) -> CalendarDate? {
        guard let earliest = earliest(line) else { return nil }
        return line.line.requestedDeliveryDate.map { max($0, earliest) } ?? earliest
    }

    private func earliest(_ line: LineProgress) -> CalendarDate? {
        if waitsForAll { return lastOfAll.map { max($0, fromStock) } }
        return line.reserved.isPositive ? fromStock : replenished[line.line.product]
    }
}
