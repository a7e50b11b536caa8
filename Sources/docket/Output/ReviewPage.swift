// One order's review as `docket review show` prints it: every step with who has said what, what is waited for, and why.

import OrderModel
import OrderProcess

struct ReviewPage: Encodable {
    struct Step: Encodable {
        var step: Int
        var role: String
        /// `approved`, `asked`, `later`, or `not needed` where enough others of a choice have agreed.
        var state: String
        var person, reason, evidence: String?
        var workingDays: Int?
        /// The role that decides, or has decided, in its place.
        var inPlace: String?
    }

    var order, status, customer, reference, total, owner: String
    var since, due: String?
    var isLate: Bool
    var steps: [Step]
    var reasons, rules, questions, inquiries, answers, terms: [String]
    private let standing: String

    private enum CodingKeys: CodingKey {
        case order, status, customer, reference, total, owner, since, due, isLate, steps, reasons, rules, questions
        case inquiries, answers, terms
    }

    init(_ record: OrderRecord, roles: DeskRoles, now: Instant) {
        order = record.number
        status = record.status.rawValue
        standing = record.progress
        customer = record.partner
        reference = record.order.customerReference
        total = OrderView.total(record)
        owner = record.owner(at: roles)
        since = record.reviewOpenedAt?.description
        let end = record.openQuestions.isEmpty ? record.plan?.due : record.answerDue
        due = end?.description
        isLate = (record.isInReview || !record.openQuestions.isEmpty) && (end.map { $0 < now } ?? false)
        steps = (record.plan?.steps ?? []).enumerated().flatMap { index, step in
            step.everybody.map { ReviewPage.step(index, $0, in: step, record) }
        }
        reasons = record.plan?.reasons ?? []
        rules = record.appliedRules.map { rule in
            "\(rule.rule): \(rule.outcome)"
                + rule.values.map { "\n      \($0.expression) = \($0.value)" }.joined()
        }
        questions = record.openQuestions.map(\.text)
        inquiries = record.inquiries.map { "\($0.role) (\($0.person)) asks \($0.to): \($0.question)" }
        answers = record.inquiryAnswers.map { "\($0.role) (\($0.person)): \($0.text)" }
        terms = record.terms
    }

    private static func step(
        _ index: Int, _ role: String, in step: ReviewPlan.Step, _ record: OrderRecord
    ) -> Step {
        let approval = record.approvals.last { $0.role == role }
        var state = "later"
        if approval != nil {
            state = "approved"
        } else if record.askedRoles.contains(role) {
            state = "asked"
        } else if record.isComplete(step) {
            state = "not needed"
        }
        let proof = approval?.evidence?.map { proof in
            proof.sha256.map { "\(proof.name) (SHA-256 \($0))" } ?? proof.name
        }
        return Step(
            step: index + 1, role: role, state: state, person: approval?.person, reason: approval?.reason,
            evidence: proof?.joined(separator: ", "), workingDays: approval?.workingDays,
            inPlace: approval?.delegate ?? record.delegates(of: role).last)
    }

    func text() -> String {
        let terminal = Terminal.output
        var text = "\(terminal.bold(order))  \(standing)\n\n"
        let late = isLate ? terminal.red("  late") : ""
        let facts = [
            ("customer", customer), ("reference", reference), ("total", total), ("owner", owner),
            ("since", since.map { Ages.short($0) } ?? ""), ("due", due.map { Ages.short($0) + late } ?? ""),
            ("terms", terms.joined(separator: "; ")),
        ]
        for (name, value) in facts where !value.isEmpty {
            text += "  \(name)\(String(repeating: " ", count: max(1, 12 - name.count)))\(value)\n"
        }
        if steps.isEmpty { return text + "\nNobody was asked.\n" + lists(terminal) }
        var table = Table("STEP", "ROLE", "STATE", "WHO", "NEEDS", "EVIDENCE", "REASON")
        for step in steps {
            let who = [step.person, step.inPlace.map { "(\($0) in its place)" }].compactMap(\.self)
            table.add(
                "\(step.step)", step.role, step.state, who.joined(separator: " "),
                step.workingDays.map { "\($0) working days" } ?? "", step.evidence ?? "", step.reason ?? "",
                isLate: isLate && step.state == "asked")
        }
        return text + "\n" + table.text() + lists(terminal)
    }

    private func lists(_ terminal: Terminal) -> String {
        let parts = [
            ("Why", reasons), ("Rules", rules), ("Questions to the customer", questions),
            ("Questions to colleagues", inquiries), ("Answers", answers),
        ]
        return parts.filter { !$0.1.isEmpty }.map { title, items in
            "\n\(terminal.bold(title))\n" + items.map { "  \($0)\n" }.joined()
        }.joined()
    }
}
