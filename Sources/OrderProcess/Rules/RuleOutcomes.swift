// What all rules together ask for, for one order.

import OrderModel
import ReviewRules

/// The outcomes of all rules that apply, gathered. All of them count; of two approvals the stricter one wins.
struct RuleOutcomes {
    /// Every rule that applied, with the values that made it apply.
    private(set) var applied: [AppliedRule] = []
    private(set) var chains: [[ApprovalStep]] = []
    /// Approvals that rules give themselves (F03).
    private(set) var automatic: [Approval] = []
    private(set) var questions: [Question] = []
    private(set) var rejection: Rejection?
    private(set) var priority: (OrderPriority, reason: String)?
    private(set) var terms: [String] = []
    /// Surcharges and why, in the order of the rules; the longest of the longer lead times, in working days (F09).
    private(set) var surcharges: [(surcharge: Surcharge, reason: String)] = []
    private(set) var extraLeadDays = 0
    /// Roles that are told, and why: `notify` and `assign`.
    private(set) var reports: [(role: String, reason: String)] = []
    /// Why people are asked, in the order of the rules.
    private(set) var reasons: [String] = []
    /// Which rules ask a role.
    private(set) var rulesAsking: [String: [String]] = [:]
    private(set) var due: Instant?
    /// Who approves after all others.
    private(set) var final: [String] = []
    /// Who decides when the earliest due time has passed.
    private(set) var escalateTo: String?
    private(set) var statesTime: [String] = []
    private(set) var demandsEvidence: [String] = []
    /// Who takes care of the order, by the first rule that says so (E02, E03, E04).
    private(set) var assignment: (role: String, rule: String, reason: String)?

    /// `settled` are the questions that a person has settled already; they are not asked again.
    init(_ verdicts: [RuleVerdict], settled: Set<String>, settings: DeskSettings, now: Instant) {
        for verdict in verdicts {
            switch verdict.result {
            case .notMatched: continue
            case .matched(let values): add(verdict.rule, values, settled: settled, settings, now)
            case .failed(let error): addForCaution(verdict.rule, error, settings.roles.superior)
            }
        }
    }

    private mutating func add(
        _ rule: RuleDefinition, _ values: [ExplainedValue], settled: Set<String>, _ settings: DeskSettings,
        _ now: Instant
    ) {
        let outcome = rule.outcome
        applied.append(
            AppliedRule(
                rule: rule.id, requirement: rule.requirement.meaningful, reason: rule.reason,
                outcome: outcome.inWords,
                values: values.map { RuleValueShown(expression: $0.expression, value: $0.value) }))
        addApproval(rule, settings.calendar, now)
        if let question = outcome.askCustomer, !settled.contains(rule.id) {
            questions.append(Question(code: rule.id, text: question))
        }
        if let reason = outcome.reject, rejection == nil {
            rejection = Rejection(role: "rules", person: "rule \(rule.id)", reason: reason)
        }
        if let name = outcome.setPriority, let wanted = OrderPriority(name: name),
            priority.map({ wanted < $0.0 }) ?? true
        {
            priority = (wanted, rule.reason)
        }
        if let added = outcome.addTerms.meaningful { terms.append(added) }
        if let surcharge = outcome.surcharge { surcharges.append((surcharge, rule.reason)) }
        extraLeadDays = max(extraLeadDays, outcome.extendLeadTime?.count ?? 0)
        for role in outcome.notify { reports.append((role, rule.reason)) }
        if let role = outcome.assign, assignment == nil { assignment = (role, rule.id, rule.reason) }
    }

    private mutating func addApproval(_ rule: RuleDefinition, _ calendar: WorkingCalendar, _ now: Instant) {
        let outcome = rule.outcome
        if outcome.automatic {
            automatic += outcome.approve.flatMap(\.everybody).map { role in
                Approval(role: role, person: "rule \(rule.id)", reason: rule.reason, byRule: rule.id)
            }
        } else {
            ask(outcome.approve, rule.id, rule.reason)
        }
        if let role = outcome.hold { ask([ApprovalStep([role])], rule.id, rule.reason) }
        askLast(outcome.finalApproval, rule.id, rule.reason)
        statesTime += outcome.stateTime.filter { !statesTime.contains($0) }
        demandsEvidence += outcome.demandEvidence.filter { !demandsEvidence.contains($0) }
        let asksSomebody = !outcome.approve.isEmpty && !outcome.automatic
        if asksSomebody || outcome.hold != nil || !outcome.finalApproval.isEmpty,
            let end = outcome.within?.end(from: now, calendar)
        {
            hurry(to: end, outcome.escalate)
        }
    }

    /// The earliest time counts, and who decides after it.
    private mutating func hurry(to end: Instant, _ role: String?) {
        if let known = due, known <= end {
            if known == end { escalateTo = escalateTo ?? role }
            return
        }
        due = end
        escalateTo = role
    }

    private mutating func askLast(_ roles: [String], _ rule: String, _ reason: String) {
        guard !roles.isEmpty else { return }
        final += roles.filter { !final.contains($0) }
        noteAsking(roles, rule, reason)
    }

    /// A rule that cannot judge the order counts as matched, and the superior has to look at it.
    private mutating func addForCaution(_ rule: RuleDefinition, _ error: RuleError, _ superior: String) {
        let reason = "the rule \(rule.id) could not judge the order: \(error.sentence)"
        applied.append(
            AppliedRule(
                rule: rule.id, requirement: rule.requirement.meaningful, reason: rule.reason,
                outcome: "approve: \(superior), as the rule failed", values: [],
                failure: error.description))
        ask([ApprovalStep([superior])], rule.id, reason)
        if !rule.outcome.automatic { ask(rule.outcome.approve, rule.id, rule.reason) }
    }

    private mutating func ask(_ steps: [ApprovalStep], _ rule: String, _ reason: String) {
        guard !steps.isEmpty else { return }
        chains.append(steps)
        noteAsking(steps.flatMap(\.everybody), rule, reason)
    }

    private mutating func noteAsking(_ roles: [String], _ rule: String, _ reason: String) {
        if !reasons.contains(reason) { reasons.append(reason) }
        for role in roles where !(rulesAsking[role] ?? []).contains(rule) {
            rulesAsking[role, default: []].append(rule)
        }
    }

    /// Somebody has to look although no rule says so.
    mutating func askForCaution(_ role: String, _ reason: String) {
        chains.append([ApprovalStep([role])])
        reasons.append(reason)
    }

    /// The role has to say yes itself, whatever steps rules have put it into.
    mutating func require(_ role: String) { chains.append([ApprovalStep([role])]) }

    /// The plan that satisfies all chains; nil where nobody is asked.
    var plan: ReviewPlan? {
        let merged = ApprovalPlan.merge(of: chains, final: final)
        guard !merged.steps.isEmpty else { return nil }
        let steps = merged.steps.map { step in
            ReviewPlan.Step(
                roles: step.roles,
                choices: step.choices.map { ReviewPlan.Choice(needed: $0.needed, roles: $0.roles) },
                rules: step.everybody.flatMap { rulesAsking[$0] ?? [] }.uniqued())
        }
        var plan = ReviewPlan(steps: steps, reasons: reasons, due: due)
        plan.escalateTo = escalateTo
        // Nobody has to give what only others are asked for.
        let asked = merged.roles
        plan.statesTime = statesTime.filter(asked.contains).nilIfEmpty
        plan.demandsEvidence = demandsEvidence.filter(asked.contains).nilIfEmpty
        return plan
    }

    /// Nobody is asked to approve.
    var asksNobody: Bool { chains.isEmpty && final.isEmpty }
}

extension RuleDefinition {
    /// Why the rule asks, in words; its id where no reason is given.
    fileprivate var reason: String { outcome.reason.meaningful ?? id }
}

extension RuleOutcome {
    /// `approve: operations, then sales-director; within 2 working days`
    package var inWords: String {
        var words: [String] = []
        if !approve.isEmpty {
            let steps = approve.map(\.description).joined(separator: ", then ")
            words.append((automatic ? "approved by the rule for: " : "approve: ") + steps)
        }
        if let hold { words.append("hold for: \(hold)") }
        if !finalApproval.isEmpty { words.append("in the end: \(finalApproval.joined(separator: ", then "))") }
        if let within { words.append("within \(within)" + (escalate.map { ", then \($0) decides" } ?? "")) }
        if !stateTime.isEmpty { words.append("states the time it needs: \(stateTime.joined(separator: ", "))") }
        if !demandEvidence.isEmpty { words.append("with evidence: \(demandEvidence.joined(separator: ", "))") }
        if let askCustomer { words.append("ask the customer: \(askCustomer)") }
        if let reject { words.append("reject: \(reject)") }
        if let setPriority { words.append("priority: \(setPriority)") }
        if let addTerms { words.append("terms: \(addTerms)") }
        if let surcharge { words.append("surcharge: \(surcharge)") }
        if let extendLeadTime { words.append("lead time longer by \(extendLeadTime)") }
        if let assign { words.append("assign to: \(assign)") }
        if !notify.isEmpty { words.append("tell: \(notify.joined(separator: ", "))") }
        return words.isEmpty ? "nothing" : words.joined(separator: "; ")
    }
}

extension Array {
    fileprivate var nilIfEmpty: [Element]? { isEmpty ? nil : self }
}
