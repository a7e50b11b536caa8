// What other rules would have done to past orders, for people and for programs.

import DocketDaemon
import ExactDecimals
import OrderModel
import OrderProcess

enum RuleSimulationPage {
    static func text(_ report: RuleSimulationReport, since: Instant) -> String {
        let terminal = Terminal.output
        var text = ""
        for review in report.differing {
            text += terminal.bold(review.orderNumber) + "  \(review.customer) \(review.customerReference)"
            text += review.total.map { "  \($0.formatted(minimumDecimals: 2)) \(review.currency ?? "")" } ?? ""
            text += "  reviewed \(Ages.short(review.at))\n"
            text += "  was        \(review.before.words)\n  would be   \(review.after.words)\n"
            text += review.newlyApplied.map { rule($0, "because of") }.joined()
            text += review.noLongerApplied.map { rule($0, "without   ") }.joined()
            text += "\n"
        }
        for finding in report.findings.prefix(10) { text += "note: \(finding.sentence)\n" }
        return text + summary(report, since)
    }

    private static func rule(_ rule: AppliedRule, _ word: String) -> String {
        "  \(word) \(rule.rule) → \(rule.outcome)\n"
            + rule.values.map { "      \($0.expression) = \($0.value)\n" }.joined()
            + (rule.failure.map { "      could not be judged: \($0)\n" } ?? "")
    }

    private static func summary(_ report: RuleSimulationReport, _ since: Instant) -> String {
        let count = report.reviews.count
        let orders = "\(count) order\(count == 1 ? "" : "s") reviewed since \(Ages.short(since))"
        guard !report.differing.isEmpty else {
            return count == 0 ? "No \(orders.dropFirst(2)).\n" : "\(orders): none would have gone another way.\n"
        }
        return "\(orders): \(report.differing.count) would have gone another way.\n"
    }
}

struct RuleSimulationView: Encodable {
    struct Path: Encodable {
        var words: String
        var rules, steps, automatic, questions, terms, notify: [String]
        var due, escalateTo, rejection, priority, assign: String?

        init(_ path: ReviewPath) {
            (words, rules, steps, automatic) = (path.words, path.rules, path.steps, path.automatic)
            (questions, terms, notify) = (path.questions, path.terms, path.notify)
            (due, escalateTo) = (path.due?.description, path.escalateTo)
            (rejection, priority, assign) = (path.rejection, path.priority, path.assign)
        }
    }
    struct Rule: Encodable {
        var rule, outcome: String
        var values: [String]
        init(_ rule: AppliedRule) {
            (self.rule, outcome) = (rule.rule, rule.outcome)
            values = rule.values.map { "\($0.expression) = \($0.value)" }
        }
    }
    struct Order: Encodable {
        var order, customer, reference, reviewedAt: String
        var total, currency: String?
        var before, after: Path
        var because, without: [Rule]
    }
    var since: String
    var reviewed: Int
    var differing: [Order]
    var findings: [String]

    init(_ report: RuleSimulationReport, since: Instant) {
        self.since = since.description
        reviewed = report.reviews.count
        differing = report.differing.map { review in
            Order(
                order: review.orderNumber, customer: review.customer, reference: review.customerReference,
                reviewedAt: review.at.description, total: review.total?.description, currency: review.currency,
                before: Path(review.before), after: Path(review.after), because: review.newlyApplied.map(Rule.init),
                without: review.noLongerApplied.map(Rule.init))
        }
        findings = report.findings.map(\.sentence)
    }
}
