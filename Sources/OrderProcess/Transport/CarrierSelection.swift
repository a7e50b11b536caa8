// Which carrier gets a shipment: of those that take it in a mode that comes into question, the cheapest that keeps the
// promised day (O01 to O05, O15). A pure function, and everything that it weighed is in its result.

import ExactDecimals
import OrderModel
import ReviewRules

struct CarrierSelection: Sendable {
    let rules: TransportRules
    let calendar: WorkingCalendar

    init(rules: TransportRules, calendar: WorkingCalendar) {
        self.rules = rules
        self.calendar = calendar
    }

    /// - Parameters:
    ///   - agreed: the carrier that the customer and we have agreed on; it gets everything of theirs.
    ///   - usual: the desk's carrier, for what nobody takes by their rules.
    func choose(for shipment: ShipmentCase, agreed: String? = nil, usual: String? = nil) -> CarrierChoice {
        var choice = CarrierChoice(
            shipment: shipment.shipment, carrier: agreed, reason: "agreed with the customer",
            deliverBy: shipment.deliverBy, weight: shipment.weight, volume: shipment.volume)
        if agreed != nil { return choice }
        let preference = preference(for: shipment)
        choice.rule = preference.rule
        choice.remarks = preference.remarks
        choice.offers = offers(for: shipment, in: preference.modes)
        if !choice.offers.contains(where: { $0.objection == nil }), preference.modes != nil, !preference.isAgreed {
            // Better another mode than none.
            choice.offers = offers(for: shipment, in: nil)
        }
        guard let best = choice.offers.filter({ $0.objection == nil }).min(by: order(for: shipment)) else {
            choice.carrier = usual
            choice.reason =
                usual == nil
                ? "no carrier takes it by its rules" : "no carrier takes it by its rules; the desk's usual one"
            return choice
        }
        choice.carrier = best.mode == .own ? nil : best.carrier
        choice.mode = best.mode
        choice.isLate = best.punctuality(shipment.deliverBy) == .late
        choice.reason = reason(for: best, among: choice, shipment)
        return choice
    }
}

extension CarrierSelection {
    private struct Preference {
        /// Nil: all of them.
        var modes: [TransportMode]?
        /// The order itself names the mode: no other one may be taken (O11).
        var isAgreed = false
        var rule: AppliedRule?
        var remarks: [String] = []
    }

    private func preference(for shipment: ShipmentCase) -> Preference {
        if let mode = shipment.transportMode.flatMap(TransportMode.init(words:)) {
            return Preference(modes: [mode], isAgreed: true)
        }
        let verdicts = rules.preferences?.evaluate(ShipmentVariables.bindings(shipment)) ?? []
        var remarks: [String] = []
        for verdict in verdicts {
            if case .failed(let error) = verdict.result {
                remarks.append("rule \(verdict.rule.id) could not be judged: \(error.sentence)")
            }
            guard case .matched(let values) = verdict.result else { continue }
            let modes = rules.modes[verdict.rule.id] ?? []
            let applied = AppliedRule(
                rule: verdict.rule.id, requirement: verdict.rule.requirement.meaningful,
                reason: verdict.rule.outcome.reason,
                outcome: "use: " + modes.map(\.rawValue).joined(separator: " or "),
                values: values.map { RuleValueShown(expression: $0.expression, value: $0.value) })
            return Preference(modes: modes, rule: applied, remarks: remarks)
        }
        return Preference(remarks: remarks)
    }

    private func offers(for shipment: ShipmentCase, in modes: [TransportMode]?) -> [CarrierChoice.Offer] {
        rules.services.map { service in
            if let modes, !modes.contains(service.mode) {
                return CarrierChoice.Offer(
                    carrier: service.carrier, mode: service.mode,
                    objection: "goes by \(service.mode.rawValue), not by "
                        + modes.map(\.rawValue).joined(separator: " or "))
            }
            return service.offer(for: shipment, calendar: calendar)
        }
    }

    /// Those that keep the day come first, then those that name no time, then those that come too late. Of each the
    /// cheapest, of the late ones the fastest. Where no day was asked for, an urgent order goes the fastest way.
    private func order(
        for shipment: ShipmentCase
    ) -> (CarrierChoice.Offer, CarrierChoice.Offer) -> Bool {
        { left, right in
            let punctuality = (left.punctuality(shipment.deliverBy), right.punctuality(shipment.deliverBy))
            if punctuality.0 != punctuality.1 { return punctuality.0 < punctuality.1 }
            let isHurried = punctuality.0 == .late || (shipment.deliverBy == nil && shipment.isUrgent)
            let speeds = (left.arrivesOn, right.arrivesOn)
            let costs = (left.cost, right.cost)
            if isHurried, speeds.0 != speeds.1 { return CarrierSelection.isLess(speeds.0, speeds.1) }
            if costs.0 != costs.1 { return CarrierSelection.isLess(costs.0, costs.1) }
            if speeds.0 != speeds.1 { return CarrierSelection.isLess(speeds.0, speeds.1) }
            return left.carrier < right.carrier
        }
    }

    /// What nobody knows comes last.
    private static func isLess<Value: Comparable>(_ left: Value?, _ right: Value?) -> Bool {
        guard let left else { return false }
        return right.map { left < $0 } ?? true
    }

    private func reason(
        for best: CarrierChoice.Offer, among choice: CarrierChoice, _ shipment: ShipmentCase
    ) -> String {
        let possible = choice.offers.filter { $0.objection == nil }
        guard let day = shipment.deliverBy else {
            if possible.count == 1 { return "the only one that takes it" }
            return shipment.isUrgent ? "the fastest of \(possible.count)" : "the cheapest of \(possible.count)"
        }
        if choice.isLate { return "none arrives by \(day); the fastest of \(possible.count)" }
        let equals = possible.count { $0.punctuality(day) == best.punctuality(day) }
        if best.punctuality(day) == .unknown { return "the cheapest of \(equals) that take it; none names a time" }
        return equals == 1 ? "the only one that arrives by \(day)" : "the cheapest of \(equals) that arrive by \(day)"
    }
}

extension CarrierChoice.Offer {
    enum Punctuality: Int, Comparable {
        case kept, unknown, late
        static func < (left: Punctuality, right: Punctuality) -> Bool { left.rawValue < right.rawValue }
    }

    /// Whether it arrives by `day`.
    fileprivate func punctuality(_ day: CalendarDate?) -> Punctuality {
        guard let day, let arrivesOn else { return .unknown }
        return arrivesOn <= day ? .kept : .late
    }
}
