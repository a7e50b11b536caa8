// A receipt advice held against what was sent: the acceptance record, line by line (Q04, Q05).

import ExactDecimals
import OrderModel

/// Works out what the customer's inspection says about each line that was sent.
struct Inspection {
    private let advice: ReceiptAdvice
    private let shipments: [ShipmentProgress]
    private let order: OrderRecord
    private let desk: DeskView
    private var lines: [Acceptance.Line] = []
    private var findings: [Finding] = []

    init(_ advice: ReceiptAdvice, of shipments: [ShipmentProgress], in order: OrderRecord, at desk: DeskView) {
        self.advice = advice
        self.shipments = shipments
        self.order = order
        self.desk = desk
    }

    /// Everything that is to be said about the advice; with an error among it, it cannot be taken. Takes time in
    /// proportion to the lines that were sent and those of the advice.
    mutating func judge() -> [Finding] {
        checkHead()
        let said = wordsByLine()
        for (id, sent) in sent {
            guard let progress = order.line(id) else { continue }
            lines.append(judge(progress.line, sent: sent, said[id] ?? []))
        }
        for line in advice.lines where lineID(of: line) == nil { takeUnsent(line) }
        return findings
    }

    /// The record, once it was judged.
    var acceptance: Acceptance {
        Acceptance(
            shipments: shipments.map(\.instruction.shipment), advice: advice,
            receivedOn: advice.receivedOn ?? desk.today,
            inspectedBy: advice.inspectedBy.meaningful?.shortened ?? desk.partnerName(order.partner), result: result,
            lines: lines)
    }

    private var result: ReceiptAdvice.Result {
        if let stated = advice.result, stated != .accepted { return stated }
        if !lines.isEmpty, lines.allSatisfy({ $0.result == .rejected }) { return .rejected }
        let isRight = lines.allSatisfy { $0.problems.isEmpty && $0.received != nil }
        return isRight && advice.result ?? .accepted == .accepted ? .accepted : .acceptedWithRemarks
    }

    /// What left in these shipments, by line, in the unit of the order.
    private var sent: [(id: String, quantity: ExactDecimal)] {
        let reported = shipments.compactMap(\.dispatch).flatMap(\.report.lines)
        let byLine = Dictionary(grouping: reported, by: \.lineID)
        return reported.map(\.lineID).uniqued().compactMap { id in
            guard let line = order.line(id)?.line, let parts = byLine[id] else { return nil }
            return (id, line.inOrderedUnit(parts.map(\.quantity).sum))
        }
    }
}

// MARK: - The head

extension Inspection {
    private mutating func checkHead() {
        if advice.lines.isEmpty, advice.result == nil {
            report(
                .error, .valueMissing, "the advice says neither what was received nor whether it is accepted",
                hint: "give the lines, or the result: accepted, accepted-with-remarks or rejected")
        }
        guard let date = advice.receivedOn else { return }
        let left = shipments.compactMap(\.dispatch?.dispatchedOn).min()
        // The customer's clock may be a day ahead of ours.
        if date > desk.today.adding(days: 1) || left.map({ date < $0 }) ?? false {
            report(
                .error, .valueOutOfRange,
                "the goods left on \(left?.description ?? "?") and cannot have come on \(date)",
                value: date.description, hint: "check the date of receipt")
        }
    }

    private mutating func report(
        _ severity: Finding.Severity, _ code: FindingCode, _ message: String, value: String? = nil, hint: String? = nil
    ) {
        findings.append(Finding(severity, code, message, value: value, hint: hint))
    }
}

// MARK: - Lines

extension Inspection {
    /// The words about each line of the order; one line may be spoken of several times, lot by lot.
    private func wordsByLine() -> [String: [ReceiptAdvice.Line]] {
        var words: [String: [ReceiptAdvice.Line]] = [:]
        for line in advice.lines {
            if let id = lineID(of: line) { words[id, default: []].append(line) }
        }
        return words
    }

    /// The line that was sent and is meant: by its number, else by the product where only one line has it.
    private func lineID(of line: ReceiptAdvice.Line) -> String? {
        let ids = Set(shipments.compactMap(\.dispatch).flatMap(\.report.lines).map(\.lineID))
        if let id = line.lineID.meaningful { return ids.contains(id) ? id : nil }
        let ordered = order.order.linesByNumber
        let found = order.lines.map(\.line).filter { sent in
            guard ids.contains(sent.lineID) else { return false }
            let wanted = ordered[sent.lineID]
            return [(line.product, sent.product), (line.buyerCode, wanted?.buyerCode), (line.gtin, wanted?.gtin)]
                .contains { given, known in given.meaningful != nil && given.meaningful == known.meaningful }
        }
        return found.count == 1 ? found[0].lineID : nil
    }

    private mutating func judge(
        _ line: ValidatedLine, sent: ExactDecimal, _ words: [ReceiptAdvice.Line]
    ) -> Acceptance.Line {
        var record = Acceptance.Line(
            lineID: line.lineID, product: line.product, name: line.name, specification: line.specification,
            unit: line.unit, sent: sent, received: nil, result: advice.result ?? .acceptedWithRemarks)
        guard !words.isEmpty || advice.lines.isEmpty else {
            report(
                .warning, .reportDiffers,
                "line \(line.lineID) (\(line.product)): \(sent) \(line.unit) were sent, and the advice does not mention it",
                hint: "tell us what you received of it")
            record.problems = [.quantity]
            return record
        }
        record.reason = reason(words)
        record.received = received(words, line, sent: sent)
        record.rejected = sum(words, line, \.rejected).plus(sum(words, line, \.damaged))
        settle(&record, words)
        return record
    }

    /// What came: as stated, or as sent less what is short and more what is too much.
    private mutating func received(
        _ words: [ReceiptAdvice.Line], _ line: ValidatedLine, sent: ExactDecimal
    ) -> ExactDecimal {
        guard words.contains(where: { $0.received != nil }) else {
            return sent.less(sum(words, line, \.short)).plus(sum(words, line, \.excess))
        }
        return sum(words, line, \.received)
    }

    private mutating func settle(_ record: inout Acceptance.Line, _ words: [ReceiptAdvice.Line]) {
        let stated = words.compactMap(\.result).max { $0.severity < $1.severity } ?? advice.result
        let received = record.received ?? .zero
        if stated == .rejected, record.rejected.isZero { record.rejected = received }
        if received != record.sent {
            report(
                .warning, .reportDiffers,
                "line \(record.lineID) (\(record.product)): \(record.sent) \(record.unit) were sent, \(received) received",
                value: received.description, hint: "customer service gets in touch about the difference")
            record.problems.append(.quantity)
        }
        if record.rejected > received {
            report(
                .warning, .reportDiffers,
                "line \(record.lineID) (\(record.product)): more is rejected or damaged than was received",
                value: record.rejected.description, hint: "count rejected goods among those that were received")
        }
        let isFaulty = record.rejected.isPositive || stated == .acceptedWithRemarks && record.reason != nil
        if isFaulty, let problem = Acceptance.Problem(reason: record.reason), !record.problems.contains(problem) {
            record.problems.append(problem)
        }
        let isRejected = record.rejected.isPositive && record.rejected >= received
        record.result = isRejected ? .rejected : record.problems.isEmpty ? .accepted : .acceptedWithRemarks
    }

    private func reason(_ words: [ReceiptAdvice.Line]) -> String? {
        words.flatMap { [$0.reasonCode, $0.reason] }.compactMap(\.meaningful).uniqued().joined(separator: ", ")
            .meaningful?.shortened
    }

    /// The sum of one quantity over all words about a line, in the unit of the order.
    private mutating func sum(
        _ words: [ReceiptAdvice.Line], _ line: ValidatedLine, _ field: KeyPath<ReceiptAdvice.Line, ExactDecimal?>
    ) -> ExactDecimal {
        var sum = ExactDecimal.zero
        for word in words {
            guard let quantity = word[keyPath: field] else { continue }
            guard !quantity.isNegative, quantity <= Limits.largestQuantity else {
                report(
                    .error, .valueOutOfRange,
                    "line \(line.lineID): a quantity of \(quantity) cannot have been received",
                    value: quantity.description, hint: "give quantities as they were counted")
                continue
            }
            guard let counted = inUnit(of: line, quantity, word.unit) else { continue }
            sum = sum.plus(counted)
        }
        return sum
    }

    private mutating func inUnit(
        of line: ValidatedLine, _ quantity: ExactDecimal, _ unit: String?
    ) -> ExactDecimal? {
        guard let word = unit.meaningful else { return quantity }
        let unit = desk.settings.partners[order.partner]?.unitWords[word] ?? word
        if unit == line.unit { return quantity }
        if unit == line.stockUnit { return line.inOrderedUnit(quantity) }
        report(
            .error, .unitNotSold, "line \(line.lineID) was sent in \(line.unit), and the advice counts in \(word)",
            value: word, hint: "count in the unit of the shipping notice")
        return nil
    }

    /// Goods that came and were not sent: the wrong ones, or somebody else's.
    private mutating func takeUnsent(_ line: ReceiptAdvice.Line) {
        let product = [line.product, line.buyerCode, line.gtin, line.name].lazy.compactMap(\.meaningful).first ?? "?"
        let id = line.lineID.meaningful ?? "?"
        report(
            .warning, .reportDiffers, "line \(id) (\(product)) was not sent, or is not the only one of its product",
            value: product, hint: "name the line as it stands on the shipping notice")
        lines.append(
            Acceptance.Line(
                lineID: id, product: product, name: line.name ?? "", specification: line.specification,
                unit: line.unit ?? "", sent: .zero, received: line.received ?? .zero,
                rejected: line.rejected ?? .zero, problems: [.specification], reason: reason([line]),
                result: line.result ?? .acceptedWithRemarks))
    }
}

extension ReceiptAdvice.Result {
    fileprivate var severity: Int {
        switch self {
        case .accepted: 0
        case .acceptedWithRemarks: 1
        case .rejected: 2
        }
    }
}

extension Acceptance.Problem {
    /// What kind of fault the customer's words name; quality where they name no other.
    fileprivate init?(reason: String?) {
        let text = reason?.lowercased() ?? ""
        func names(_ words: [String]) -> Bool { words.contains { text.contains($0) } }
        if names(["quantity", "missing", "short", "数量", "數量", "短缺", "缺少"]) {
            self = .quantity
        } else if names(["specification", "spec", "wrong", "other product", "规格", "規格", "型号", "型號", "错发"]) {
            self = .specification
        } else {
            self = .quality
        }
    }
}
