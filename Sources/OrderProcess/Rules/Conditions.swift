// What rules add to an order beside its prices, worked out for its sum (F09).

import ExactDecimals
import OrderModel
import ReviewRules

extension RuleOutcomes {
    /// The conditions that all rules together ask for: every surcharge, and the longest of the longer lead times. Nil
    /// where a surcharge cannot be computed exactly, so that a person has to look.
    func conditions(on validation: Validation) -> OrderConditions? {
        var charges: [OrderCharge] = []
        for (surcharge, reason) in surcharges {
            guard let charge = RuleOutcomes.charge(surcharge, reason, on: validation) else { return nil }
            charges.append(charge)
        }
        return OrderConditions(charges: charges, extraLeadDays: extraLeadDays)
    }

    private static func charge(_ surcharge: Surcharge, _ reason: String, on validation: Validation) -> OrderCharge? {
        switch surcharge {
        case .amount(let amount): return OrderCharge(reason: reason, amount: amount)
        case .percent(let percent):
            let decimals = Currencies.decimals(of: validation.currency)
            guard let total = validation.total, let product = try? total * percent,
                let amount = try? product.divided(by: ExactDecimal(100), decimals: decimals)
            else { return nil }
            return OrderCharge(reason: reason, percent: percent, amount: amount)
        }
    }
}

extension OrderRecord {
    var charges: [OrderCharge] { conditions?.charges ?? [] }

    /// The lines' sum with all charges.
    var payable: ExactDecimal? { validation?.total.map { $0.plus(charges.map(\.amount).sum) } }
}

extension ReviewStage {
    /// What the customer takes the order under; a surcharge that nobody can compute is a matter for the superior.
    static func setConditions(
        of order: OrderRecord, _ validation: Validation, _ outcomes: inout RuleOutcomes, at desk: DeskView,
        in reaction: inout Reaction
    ) {
        guard let conditions = outcomes.conditions(on: validation) else {
            return outcomes.askForCaution(desk.roles.superior, "a surcharge cannot be computed exactly for this order")
        }
        guard conditions != order.conditions ?? OrderConditions() else { return }
        reaction.events.append(.conditionsSet(conditions))
    }
}
