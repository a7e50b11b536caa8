// Acceptance: the customer inspects what came and says what is right and what is not.
//
// What it does: takes the customer's receipt advice, or the signed acceptance note that customer service keys in for
// them, about one shipment or all that has left of an order. It is held against what was sent, line by line: quantity,
// specification and quality problems go to customer service with the lines concerned (Q04), and the acceptance record
// with order number, product, specification, quantity and result is kept (Q05). Whoever says what they received has
// received it: a shipment for which nobody has signed yet counts as delivered (Q02). What comes twice, too early, or
// about something that was never sent is not entered; a person looks at it where the customer may be right.
//
// Reacts to: goodsAccepted.

import ExactDecimals
import OrderModel

enum AcceptanceStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        guard case .goodsAccepted(let acceptance) = event else { return .nothing }
        var reaction = Reaction()
        for shipment in acceptance.shipments where order.shipment(shipment)?.delivery == nil {
            let report = DeliveryReport(
                shipment: shipment, deliveredOn: acceptance.receivedOn, signedBy: acceptance.inspectedBy,
                remarks: "by the customer's receipt advice \(acceptance.advice.number ?? "")".meaningful)
            reaction.events.append(.delivered(report))
        }
        tell(of: acceptance, order, at: desk, in: &reaction)
        return reaction
    }
}

// MARK: - The advice comes in

extension AcceptanceStage {
    static func take(
        _ advice: ReceiptAdvice, _ order: OrderRecord, from sender: Sender, at desk: DeskView
    ) -> Reaction {
        if case .desk(let role) = sender, role != desk.roles.customerService {
            let finding = Finding(
                .error, .roleNotAsked, "\(role) does not speak for the customer", value: role,
                hint: "the acceptance note has to lie in inbox/desk/\(desk.roles.customerService)/")
            return .refused(.receiptAdvice, order: order.number, [finding])
        }
        if order.acceptances.contains(where: { $0.advice == advice }) { return repeated(advice, order) }
        let shipments = shipments(of: advice, order)
        if let finding = objection(to: advice, shipments, order) { return refer(advice, finding, order, at: desk) }
        var inspection = Inspection(advice, of: shipments, in: order, at: desk)
        let findings = inspection.judge()
        guard !findings.hasErrors else { return .refused(.receiptAdvice, order: order.number, findings) }
        let acceptance = inspection.acceptance
        let names = acceptance.shipments.joined(separator: ", ")
        var reaction = Reaction.accepted(
            .receiptAdvice, of: order, "\(names): \(acceptance.result.rawValue)", findings: findings)
        reaction.events = [.goodsAccepted(acceptance)]
        return reaction
    }

    /// The shipment that is named, or all that have left and that nothing was said about yet.
    private static func shipments(of advice: ReceiptAdvice, _ order: OrderRecord) -> [ShipmentProgress] {
        if let name = advice.shipment.meaningful { return order.shipment(name).map { [$0] } ?? [] }
        return order.shipments.filter { $0.dispatch != nil && $0.acceptance == nil }
    }

    private static func objection(
        to advice: ReceiptAdvice, _ shipments: [ShipmentProgress], _ order: OrderRecord
    ) -> Finding? {
        let name = advice.shipment.meaningful.map { "shipment \($0)" } ?? "order \(order.number)"
        let isAnswered = shipments.isEmpty ? !order.acceptances.isEmpty : shipments.contains { $0.acceptance != nil }
        if isAnswered {
            return Finding(
                .warning, .shipmentAlreadyReported, "you have told us already what you received of \(name)",
                value: advice.number, hint: "customer service looks at what is different now")
        }
        guard shipments.isEmpty || shipments.contains(where: { $0.dispatch == nil }) else { return nil }
        return Finding(
            .warning, .reportDiffers, "nothing of \(name) has left yet, as far as we know", value: advice.number,
            hint: "customer service looks into it")
    }

    private static func repeated(_ advice: ReceiptAdvice, _ order: OrderRecord) -> Reaction {
        let finding = Finding(
            .note, .shipmentAlreadyReported, "the same receipt advice came before", value: advice.number,
            hint: "nothing to do")
        return Reaction(
            entry: Receipt.Entry(
                outcome: .repeated, kind: .receiptAdvice, customerReference: order.order.customerReference,
                orderNumber: order.number, findings: [finding]))
    }

    /// The customer may well be right: customer service gets what they wrote.
    private static func refer(
        _ advice: ReceiptAdvice, _ finding: Finding, _ order: OrderRecord, at desk: DeskView
    ) -> Reaction {
        var reaction = Reaction(
            entry: Receipt.Entry(
                outcome: .referred, kind: .receiptAdvice, customerReference: order.order.customerReference,
                orderNumber: order.number, findings: [finding]))
        reaction.events = [.reported(role: desk.roles.customerService, about: "a receipt advice that was not entered")]
        reaction.tell(
            [desk.roles.customerService], .discrepancy, about: order, at: desk,
            "The customer's receipt advice was not entered: \(finding.message). Please look into it with them.",
            details: advice.particulars, findings: [finding])
        return reaction
    }
}

// MARK: - Customer service (Q04, Q05)

extension AcceptanceStage {
    private static func tell(
        of acceptance: Acceptance, _ order: OrderRecord, at desk: DeskView, in reaction: inout Reaction
    ) {
        let names = acceptance.shipments.joined(separator: ", ")
        let head = [
            DeskNotice.Detail("shipment", names),
            DeskNotice.Detail("received on", acceptance.receivedOn.description),
            DeskNotice.Detail("inspected by", acceptance.inspectedBy),
            DeskNotice.Detail("result", acceptance.result.rawValue),
        ]
        let remarks = acceptance.advice.remarks.meaningful.map { [DeskNotice.Detail("remarks", $0.shortened)] } ?? []
        let isRight = acceptance.faultyLines.isEmpty && acceptance.result != .rejected
        let lines = acceptance.faultyLines.isEmpty ? acceptance.lines : acceptance.faultyLines
        reaction.tell(
            isRight ? [desk.roles.customerService, desk.roles.sales] : [desk.roles.customerService],
            isRight ? .goodsAccepted : .acceptanceProblem, about: order, at: desk,
            isRight
                ? "The customer has accepted \(names)."
                : "The customer's inspection of \(names) found problems. Please see to them and tell the customer.",
            details: head + remarks
                + lines.prefix(Limits.findingsPerNotice).map { DeskNotice.Detail("line \($0.lineID)", $0.words) })
    }
}

extension Acceptance.Line {
    /// `N-100 Hex bolt M8, galvanised: 100 C62 sent, 98 received, 2 rejected; quantity, quality: bent`.
    fileprivate var words: String {
        var text = ["\(product) \(name)", specification].compactMap(\.self).joined(separator: ", ")
        text += ": \(sent) \(unit) sent, " + (received.map { "\($0) received" } ?? "not mentioned")
        if rejected.isPositive { text += ", \(rejected) rejected" }
        text += "; " + (problems.isEmpty ? result.rawValue : problems.map(\.rawValue).joined(separator: ", "))
        return text + (reason.map { ": \($0)" } ?? "")
    }
}

extension ReceiptAdvice {
    /// What the customer wrote, for a person.
    fileprivate var particulars: [DeskNotice.Detail] {
        let head: [(String, String?)] = [
            ("advice", number), ("shipment", shipment), ("received on", receivedOn?.description),
            ("inspected by", inspectedBy), ("result", result?.rawValue), ("remarks", remarks),
        ]
        let lines = lines.prefix(Limits.findingsPerNotice).enumerated().map { index, line in
            let amounts: [(String, ExactDecimal?)] = [
                ("received", line.received), ("short", line.short), ("rejected", line.rejected),
                ("damaged", line.damaged), ("excess", line.excess),
            ]
            let words = amounts.compactMap { name, amount in amount.map { "\(name) \($0)" } } + [line.reason ?? ""]
            return (
                "line \(line.lineID ?? String(index + 1))",
                ([line.product ?? line.buyerCode ?? line.gtin ?? line.name ?? ""] + words).filter { !$0.isEmpty }
                    .joined(separator: ", ")
            )
        }
        return (head + lines).compactMap { name, value in
            value.meaningful.map { DeskNotice.Detail(name, $0.shortened) }
        }
    }
}
