// Which way rules send an order: everything that they ask for, as a value that can be compared.

package import OrderModel
package import ReviewRules

/// What all rules together ask for, for one order.
package struct ReviewPath: Hashable, Sendable {
    /// The rules that apply, in their order.
    package var rules: [String] = []
    /// Who says yes, step by step: `operations`, `engineering and quality`, `2 of sales, finance, warehouse`.
    package var steps: [String] = []
    /// Roles for which a rule gives the approval itself.
    package var automatic: [String] = []
    package var due: Instant?
    package var escalateTo: String?
    package var questions: [String] = []
    package var rejection: String?
    /// The priority that a rule sets.
    package var priority: String?
    package var terms: [String] = []
    package var surcharges: [String] = []
    /// By how many working days the goods leave later (F09).
    package var extraLeadDays = 0
    package var assign: String?
    package var notify: [String] = []

    package init() {}

    /// `fast path`, or what is asked for in words.
    package var words: String {
        if let rejection { return "rejected: \(rejection)" }
        var words: [String] = []
        if !questions.isEmpty { words.append("the customer is asked: \(questions.joined(separator: "; "))") }
        words.append(steps.isEmpty ? "nobody is asked" : steps.joined(separator: ", then "))
        if let escalateTo { words.append("after the time \(escalateTo)") }
        if let priority { words.append("priority \(priority)") }
        if !terms.isEmpty { words.append("terms: \(terms.joined(separator: "; "))") }
        if !surcharges.isEmpty { words.append("surcharge: \(surcharges.joined(separator: " and "))") }
        if extraLeadDays > 0 { words.append("\(extraLeadDays) working days later") }
        if let assign { words.append("taken care of by \(assign)") }
        return words.joined(separator: "; ")
    }

    /// Something else would have happened: who is told does not count, nor do the names of the rules.
    package func leadsElsewhere(than other: ReviewPath) -> Bool {
        var (left, right) = (self, other)
        for path in [\ReviewPath.rules, \ReviewPath.notify, \ReviewPath.automatic] {
            left[keyPath: path] = []
            right[keyPath: path] = []
        }
        return left != right
    }
}

extension ReviewPath {
    init(_ outcomes: RuleOutcomes) {
        rules = outcomes.applied.map(\.rule)
        steps = ApprovalPlan.merge(of: outcomes.chains, final: outcomes.final).steps.map(\.description)
        automatic = outcomes.automatic.map(\.role).uniqued()
        (due, escalateTo) = (outcomes.due, outcomes.escalateTo)
        questions = outcomes.questions.map(\.text)
        rejection = outcomes.rejection?.reason
        priority = outcomes.priority?.0.name
        terms = outcomes.terms
        surcharges = outcomes.surcharges.map(\.surcharge.description)
        extraLeadDays = outcomes.extraLeadDays
        assign = outcomes.assignment?.role
        notify = outcomes.reports.map(\.role).uniqued()
    }
}

/// An order as rules see it, made up: for cases that are written beside the rules.
package struct ReviewForecast: Sendable {
    package let path: ReviewPath
    /// Every rule that applied, with the values that made it apply.
    package let applied: [AppliedRule]

    /// What the rules of `settings` ask for, at `now`.
    /// - Parameters:
    ///   - bindings: the values of the variables, as `RuleVariables.types` declares them.
    ///   - kind: decides who is asked where no rule asks anybody (G16, F02).
    package init(
        _ bindings: [String: RuleValue], kind: ReviewedKind, settings: DeskSettings, now: Instant
    ) {
        var outcomes = RuleOutcomes(settings.rules.evaluate(bindings), settled: [], settings: settings, now: now)
        ReviewStage.askForCaution(kind, &outcomes, settings.roles)
        path = ReviewPath(outcomes)
        applied = outcomes.applied
    }
}
