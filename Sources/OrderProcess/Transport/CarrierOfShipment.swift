// The carrier of a shipment that the warehouse is about to be told of (O01 to O05, O07, O15).

import OrderModel

extension DispatchStage {
    /// Nil where the desk has no tariffs: then the partner's or the desk's carrier takes everything, and nothing is chosen.
    static func chooseCarrier(
        for shipment: String, from warehouse: String, _ picks: [DispatchInstruction.PickLine], of order: OrderRecord,
        at desk: DeskView
    ) throws(FactsError) -> CarrierChoice? {
        let rules = desk.settings.transport.rules
        guard !rules.services.isEmpty else { return nil }
        let goods = try ShipmentCase(shipment, from: warehouse, picks, of: order, at: desk)
        return CarrierSelection(rules: rules, calendar: desk.settings.calendar).choose(
            for: goods, agreed: desk.settings.partners[order.partner]?.carrier, usual: desk.settings.carrier)
    }
}

extension DeskView {
    func usualCarrier(of order: OrderRecord) -> String? {
        settings.partners[order.partner]?.carrier ?? settings.carrier
    }

    /// The last day on which goods can leave so that the chosen carrier is in time; nil where no day has to be kept.
    func lastDispatch(_ choice: CarrierChoice) -> CalendarDate? {
        guard !choice.isLate, let deliverBy = choice.deliverBy,
            let arrival = choice.chosen?.arrivesOn
        else { return nil }
        let calendar = settings.calendar
        let days = calendar.workingDays(from: earliestDispatch, to: arrival)
        var day = deliverBy
        while day > earliestDispatch,
            !calendar.isWorkingDay(day) || calendar.day(afterWorkingDays: days, from: day) > deliverBy
        {
            day = day.adding(days: -1)
        }
        return max(day, earliestDispatch)
    }
}
