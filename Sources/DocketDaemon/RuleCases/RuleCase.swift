// Cases that are written beside the rules: an order, and what the rules have to say about it.

import ExactDecimals
package import OrderModel
package import OrderProcess
package import ReviewRules

/// One case of `etc/rules/tests/*.yaml`.
package struct RuleCase: Sendable {
    package var name: String
    /// `etc/rules/tests/prices.yaml:12`
    package var place: String
    /// The variables of the rules.
    package var bindings: [String: RuleValue]
    package var kind: ReviewedKind
    package var now: Instant
    package var expected: Expected

    /// Only what is said is compared.
    package struct Expected: Hashable, Sendable {
        /// The ids of all rules that apply, in any order.
        package var rules: [String]?
        /// Who says yes, step by step.
        package var approve: [String]?
        package var automatic: [String]?
        package var within: Deadline?
        package var escalate: String?
        package var priority: String?
        package var reject: String?
        package var terms: [String]?
        package var assign: String?
        package var notify: [String]?
        package var questions: Int?
        /// Nobody is asked.
        package var fastPath: Bool?
    }

    /// One thing that is other than expected.
    package struct Difference: Hashable, Sendable, Encodable {
        package var what: String
        package var expected: String
        package var found: String
    }

    package struct Outcome: Sendable {
        package var differences: [Difference]
        package var forecast: ReviewForecast
        package var isGood: Bool { differences.isEmpty }
    }

    /// What the rules of `settings` say about it.
    package func run(_ settings: DeskSettings) -> Outcome {
        let forecast = ReviewForecast(bindings, kind: kind, settings: settings, now: now)
        return Outcome(differences: differences(forecast.path, settings), forecast: forecast)
    }

    private func differences(_ path: ReviewPath, _ settings: DeskSettings) -> [Difference] {
        var found: [Difference] = []
        func compare(_ what: String, _ expected: String?, _ actual: String) {
            guard let expected, expected != actual else { return }
            found.append(Difference(what: what, expected: expected, found: actual))
        }
        func list(_ names: [String], _ separator: String = ", ") -> String {
            names.isEmpty ? "none" : names.joined(separator: separator)
        }
        compare("rules", expected.rules.map { list($0.sorted()) }, list(path.rules.sorted()))
        compare("approve", expected.approve.map { list($0, ", then ") }, list(path.steps, ", then "))
        compare("automatic", expected.automatic.map { list($0.sorted()) }, list(path.automatic.sorted()))
        compare(
            "within", expected.within.map { "\(end(of: $0, settings.calendar))" }, path.due.map { "\($0)" } ?? "no time"
        )
        compare("escalate", expected.escalate, path.escalateTo ?? "nobody")
        compare("priority", expected.priority, path.priority ?? "none set")
        compare("reject", expected.reject, path.rejection ?? "not rejected")
        compare("terms", expected.terms.map { list($0) }, list(path.terms))
        compare("assign", expected.assign, path.assign ?? "nobody")
        compare("notify", expected.notify.map { list($0.sorted()) }, list(path.notify.sorted()))
        compare("questions", expected.questions.map { "\($0)" }, "\(path.questions.count)")
        let isFast = path.steps.isEmpty && path.rejection == nil && path.questions.isEmpty
        compare("fast-path", expected.fastPath.map { "\($0)" }, "\(isFast)")
        return found
    }

    private func end(of deadline: Deadline, _ calendar: WorkingCalendar) -> Instant {
        deadline.end(from: now, calendar)
    }
}
