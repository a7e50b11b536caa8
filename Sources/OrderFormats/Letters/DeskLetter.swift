// What our own departments have to answer, as a page for people: the order, the reasons, and how to answer. Programs read
// the JSON of the same name beside it.

import ExactDecimals
import OrderModel

enum DeskLetter {
    /// HTML; nil for a document that nobody has to answer.
    static func write(_ document: OutgoingDocument, _ context: WritingContext) -> [UInt8]? {
        let words = LetterWords.of("en", offsetSeconds: context.offsetSeconds)
        let letter: Letter
        switch document.content {
        case .reviewTask(let task): letter = page(of: task, words)
        case .notice(let notice) where notice.kind.wantsAnswer: letter = page(of: notice, words)
        default: return nil
        }
        return HTMLLetter.write(letter, style: context.letters.style)
    }

    // MARK: - Review tasks

    private static func page(of task: ReviewTask, _ words: LetterWords) -> Letter {
        var blocks: [Letter.Block] = [
            .heading(level: 1, "\(title(task)) \(task.orderNumber)"), .facts(heading(task, words)),
            .heading(level: 2, "Why you are asked"), .list(task.reasons.map { [$0] }),
        ]
        if let change = task.change { blocks += changeBlocks(change) }
        if !task.lines.isEmpty { blocks += [.heading(level: 2, "What is ordered"), .table(lines(task))] }
        if !task.findings.isEmpty {
            blocks += [
                .heading(level: 2, "What was found"),
                .list(task.findings.map { [$0.message] + [$0.hint].compactMap(\.self) }),
            ]
        }
        if !task.rules.isEmpty { blocks += [.heading(level: 2, "The rules"), .list(task.rules.map(rule))] }
        if !task.decided.isEmpty {
            blocks += [.heading(level: 2, "Who has agreed"), .facts(task.decided.map(decided))]
        }
        blocks += [.heading(level: 2, "How to answer"), .paragraph([task.howToAnswer])]
        return Letter(language: "en", recipient: [task.role], date: "", blocks: blocks)
    }

    private static func title(_ task: ReviewTask) -> String {
        task.change.map { $0.isCancellation ? "Cancellation of" : "Change of" } ?? "Review of"
    }

    private static func heading(_ task: ReviewTask, _ words: LetterWords) -> [[String]] {
        let facts: [(String, String?)] = [
            ("Asked", task.role + (task.inPlaceOf.map { ", in place of \($0)" } ?? "")),
            ("Step", "\(task.step) of \(task.steps)"), ("Decision due", words.moment(task.due)),
            ("Customer", task.customer), ("Customer's number", task.customerReference),
            ("Priority", task.priority.name),
            ("Total", task.total.map { "\($0.formatted(minimumDecimals: 2)) \(task.currency ?? "")" }),
            ("Asked for", task.requestedDeliveryDate.map { words.date($0) }), ("Deliver to", task.deliverTo),
            ("Payment", [task.paymentMeans, task.paymentTerms].compactMap(\.self).joined(separator: ", ")),
        ]
        return facts.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : [name, $0] } }
    }

    private static func lines(_ task: ReviewTask) -> Letter.Table {
        func price(_ value: ExactDecimal?) -> String { value?.formatted(minimumDecimals: 2) ?? "" }
        return Letter.Table(
            headings: ["Line", "Product", "Name", "Quantity", "Price", "List", "Last sale", "Amount"],
            isRight: [false, false, false, true, true, true, true, true],
            rows: task.lines.map { line in
                [
                    line.lineID, line.product, line.name, "\(line.quantity) \(line.unit)", price(line.unitPrice),
                    price(line.listPrice), price(line.lastPrice), price(line.amount),
                ]
            })
    }

    private static func rule(_ rule: AppliedRule) -> [String] {
        ["\(rule.rule): \(rule.reason)", rule.outcome] + rule.values.map { "\($0.expression) = \($0.value)" }
    }

    private static func decided(_ approval: Approval) -> [String] {
        let days = approval.workingDays.map { ", needs \($0) working days" } ?? ""
        return [approval.role, approval.person + days + (approval.reason.map { ": \($0)" } ?? "")]
    }

    private static func changeBlocks(_ change: ReviewTask.Change) -> [Letter.Block] {
        let reasons = [change.reason, change.expectedImpact].compactMap(\.self)
        return [.heading(level: 2, "What the customer wants")]
            + (reasons.isEmpty ? [] : [.paragraph(reasons)])
            + [.list(change.differences.map { [$0.words] })]
            + (change.obstacles.isEmpty
                ? [] : [.heading(level: 2, "What stands against it"), .list(change.obstacles.map { [$0] })])
    }

    // MARK: - Notices

    private static func page(of notice: DeskNotice, _ words: LetterWords) -> Letter {
        var blocks: [Letter.Block] = [
            .heading(level: 1, notice.title), .paragraph([notice.text]),
            .facts(notice.details.map { [$0.name, $0.value] }),
        ]
        if !notice.findings.isEmpty { blocks.append(.list(notice.findings.map { [$0.message] })) }
        return Letter(language: "en", date: words.moment(notice.at) ?? "", blocks: blocks)
    }
}

extension DeskNotice.Kind {
    /// Somebody has to answer it.
    fileprivate var wantsAnswer: Bool {
        switch self {
        case .clarification, .inquiry, .assignmentSheet, .creditHold, .progressRequest, .urgentOrderRequest,
            .specialShippingRequest:
            true
        default: false
        }
    }
}

extension DeskNotice {
    /// `Credit hold SO-2026-000017`
    fileprivate var title: String {
        let words = kind.rawValue.split(separator: "-").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst() + (orderNumber.map { " \($0)" } ?? "")
    }
}
