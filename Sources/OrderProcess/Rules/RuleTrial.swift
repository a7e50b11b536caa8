// Other rules on trial: at every review they are asked too, and change nothing.

package import ExactDecimals
package import OrderModel
package import ReviewRules

/// Rules that are tried beside those that decide, on the same facts at the same moment.
package struct RuleTrial: Sendable {
    package let rules: RuleSet
    /// Told of every review, in the order in which they happen.
    private let observe: @Sendable (Review) -> Void

    package init(_ rules: RuleSet, observe: @escaping @Sendable (Review) -> Void) {
        self.rules = rules
        self.observe = observe
    }

    /// One review under both sets of rules.
    package struct Review: Sendable {
        package var orderNumber: String
        package var at: Instant
        package var customer: String
        package var customerReference: String
        package var currency: String?
        package var total: ExactDecimal?
        package var before: ReviewPath
        package var after: ReviewPath
        /// Rules on trial that apply and whose like did not, and the other way round, with their values.
        package var newlyApplied: [AppliedRule]
        package var noLongerApplied: [AppliedRule]
    }

    func review(_ reviewed: ReviewCase, _ decided: [RuleVerdict], at desk: DeskView) {
        let order = reviewed.order
        func outcomes(_ verdicts: [RuleVerdict]) -> RuleOutcomes {
            var outcomes = RuleOutcomes(
                verdicts, settled: order.settledCodes, settings: desk.settings, now: desk.now)
            ReviewStage.askForCaution(reviewed.kind, &outcomes, desk.roles)
            return outcomes
        }
        let before = outcomes(decided)
        let after = outcomes(rules.evaluate { RuleVariables.value(of: $0, for: reviewed) })
        observe(
            Review(
                orderNumber: order.number, at: desk.now, customer: order.partner,
                customerReference: order.order.customerReference, currency: reviewed.validation.currency,
                total: reviewed.validation.total, before: ReviewPath(before), after: ReviewPath(after),
                newlyApplied: after.applied.without(before.applied),
                noLongerApplied: before.applied.without(after.applied)))
    }
}

extension [AppliedRule] {
    /// Those whose rule, with this outcome, is not among `others`.
    fileprivate func without(_ others: [AppliedRule]) -> [AppliedRule] {
        let known = Set(others.map { [$0.rule, $0.outcome] })
        return filter { !known.contains([$0.rule, $0.outcome]) }
    }
}
