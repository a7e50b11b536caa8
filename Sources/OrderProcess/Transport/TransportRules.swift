// The desk's rules of transport: which modes come into question for which goods, and what each carrier takes, costs
// and needs (O01 to O05).

import ExactDecimals
package import OrderModel
package import ReviewRules

/// Rules and tariffs, checked when the configuration is loaded. Without any tariff nothing is chosen: each partner's or
/// the desk's carrier takes everything.
package struct TransportRules: Sendable {
    /// The first that holds says which modes come into question.
    package var preferences: RuleSet?
    /// By the id of the rule.
    package var modes: [String: [TransportMode]]
    /// By the carriers' ids.
    package var services: [CarrierService]

    package init(preferences: RuleSet? = nil, modes: [String: [TransportMode]] = [:], services: [CarrierService] = []) {
        self.preferences = preferences
        self.modes = modes
        self.services = services.sorted { $0.carrier < $1.carrier }
    }

    package func service(of carrier: String) -> CarrierService? { services.first { $0.carrier == carrier } }

    package mutating func add(_ service: CarrierService) {
        services = (services.filter { $0.carrier != service.carrier } + [service]).sorted { $0.carrier < $1.carrier }
    }
}

/// What a carrier offers us, by contract (O05, O06).
package struct CarrierService: Sendable {
    package let carrier: String
    package let mode: TransportMode
    /// The contract that all this is by; nil where none is named.
    package let contract: TransportContract?
    /// One rule, whose condition says which shipments the carrier takes; nil: all.
    package let takes: RuleSet?
    /// What it costs; nil: unknown, and dearer than anything known.
    package let cost: RuleExpression?
    /// Working days from our door to the customer's; nil: no time is named.
    package let days: RuleExpression?

    package init(
        carrier: String, mode: TransportMode, contract: TransportContract? = nil, takes: RuleSet? = nil,
        cost: RuleExpression? = nil,
        days: RuleExpression? = nil
    ) {
        self.carrier = carrier
        self.mode = mode
        self.contract = contract
        self.takes = takes
        self.cost = cost
        self.days = days
    }
}

/// The contract with a carrier (O06).
package struct TransportContract: Hashable, Sendable {
    package var number: String
    /// The last day on which it holds; nil: until somebody ends it.
    package var until: CalendarDate?

    package init(number: String, until: CalendarDate? = nil) {
        self.number = number
        self.until = until
    }
}

extension CarrierService {
    /// What this carrier could do for the shipment. Whatever cannot be worked out is an objection: a carrier that may
    /// be too dear or too late is not chosen by guess.
    func offer(for shipment: ShipmentCase, calendar: WorkingCalendar) -> CarrierChoice.Offer {
        let bindings = ShipmentVariables.bindings(shipment)
        var offer = CarrierChoice.Offer(carrier: carrier, mode: mode)
        if let contract, let end = contract.until, end < shipment.leavesOn {
            offer.objection = "its contract \(contract.number) ends on \(end)"
            return offer
        }
        if let verdict = takes?.evaluate(bindings).first {
            switch verdict.result {
            case .matched(let values):
                offer.values = values.map { RuleValueShown(expression: $0.expression, value: $0.value) }
            case .notMatched: offer.objection = "does not take it: \(verdict.rule.when.onOneLine)"
            case .failed(let error): offer.objection = "cannot be asked whether it takes it: \(error.sentence)"
            }
        }
        guard offer.objection == nil else { return offer }
        do throws(RuleExpressionError) {
            if let cost { offer.cost = CarrierService.amount(try cost.evaluate(bindings)) }
            if let days, let count = CarrierService.workingDays(try days.evaluate(bindings)) {
                offer.arrivesOn = calendar.day(afterWorkingDays: count, from: shipment.leavesOn)
            }
        } catch {
            offer.objection = "has no price or no time for it: \(error.sentence)"
            return offer
        }
        if cost != nil, offer.cost == nil { offer.objection = "its cost is no amount" }
        if days != nil, offer.arrivesOn == nil { offer.objection = "its days are no number of working days" }
        return offer
    }

    private static func amount(_ value: RuleValue) -> ExactDecimal? {
        let amount: ExactDecimal? =
            switch value {
            case .decimal(let amount): amount
            case .int(let whole): ExactDecimal(whole)
            default: nil
            }
        return amount.flatMap { $0 < .zero ? nil : $0 }
    }

    private static func workingDays(_ value: RuleValue) -> Int? {
        let days: Int? =
            switch value {
            case .int(let days): Int(exactly: days)
            case .decimal(let days): Int(days.description)
            default: nil
            }
        return days.flatMap { (0...Limits.longestTransportDays).contains($0) ? $0 : nil }
    }
}

extension String {
    /// A condition may be written over several lines.
    fileprivate var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

extension WorkingCalendar {
    /// The day `count` working days after `start`; with none, `start` itself.
    func day(afterWorkingDays count: Int, from start: CalendarDate) -> CalendarDate {
        date(at: adding(workingDays: count, to: Instant(date: start, secondOfDay: 0, offsetSeconds: offsetSeconds)))
    }

    /// How many working days lie between the two, the last one counted; at most those of the longest transport.
    func workingDays(from start: CalendarDate, to end: CalendarDate) -> Int {
        var count = 0
        var date = start
        while date < end, count < Limits.longestTransportDays {
            date = date.adding(days: 1)
            if isWorkingDay(date) { count += 1 }
        }
        return count
    }
}
