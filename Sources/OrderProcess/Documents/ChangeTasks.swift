// What our own departments read about a change that a customer asks for (J05, J06).

import OrderModel

extension ChangeStage {
    static func ask(about request: ChangeRequest, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction(documents: [task(for: request, order, at: desk)])
        let waiting = order.shipments.filter { $0.dispatch == nil }.map(\.instruction.shipment)
        guard !waiting.isEmpty else { return reaction }
        reaction.tell(
            [desk.roles.warehouse], .changeRequested, about: order, at: desk,
            "The customer wants to \(request.isCancellation ? "cancel" : "change") the order. Please ask customer service "
                + "before \(waiting.joined(separator: ", ")) leaves.",
            details: wishes(request.request))
        return reaction
    }

    static func task(for request: ChangeRequest, _ order: OrderRecord, at desk: DeskView) -> OutgoingDocument {
        let role = desk.roles.customerService
        let change = OrderChange(request.request, of: order.order)
        let obstacles = obstacles(to: request, change, order)
        let task = ReviewTask(
            orderNumber: order.number, role: role, step: 1, steps: 1, due: nil,
            customer: desk.partnerName(order.partner), customerReference: order.order.customerReference,
            priority: order.priority,
            reasons: ["the customer asks for a \(request.request.purpose.rawValue); the order is \(order.standing)"],
            rules: [], currency: order.validation?.currency, total: order.validation?.total,
            lines: order.validation?.lines ?? [], findings: request.findings,
            change: ReviewTask.Change(
                number: request.number, isCancellation: request.isCancellation,
                reason: request.reason, expectedImpact: request.request.expectedImpact.meaningful,
                differences: change.differences, obstacles: obstacles),
            howToAnswer: howToAnswer(request, order, role: role, isPossible: obstacles.isEmpty))
        return OutgoingDocument(
            recipient: .desk(role: role),
            stem: Stem.named("review-task", order.number) + "-\(Stem.safe(role))-change-\(request.ordinal)",
            orderNumber: order.number, content: .reviewTask(task))
    }

    private static func howToAnswer(
        _ request: ChangeRequest, _ order: OrderRecord, role: String, isPossible: Bool
    ) -> String {
        let verdicts = isPossible ? "the verdict approve or reject" : "the verdict reject (it cannot be granted)"
        let effect = request.isCancellation ? "ends the order" : "has the changed order checked and confirmed anew"
        return
            "Put a review-decision file into inbox/desk/\(role)/ with order \(order.number), change \(request.number), "
            + "\(verdicts), your name as person and, for reject, the reason, which the customer reads."
            + (isPossible ? " Approving \(effect)." : "")
    }

    /// Why a request cannot be granted as the order stands now.
    static func obstacles(
        to request: ChangeRequest, _ change: OrderChange, _ order: OrderRecord
    ) -> [String] {
        if order.isClosed { return ["the order is \(order.status.name)"] }
        let late = order.shipments.filter { $0.dispatch != nil || !request.isCancellation }.map { shipment in
            "shipment \(shipment.instruction.shipment) "
                + (shipment.dispatch == nil ? "is being made ready in the warehouse" : "has left")
        }
        return late + change.differences.filter { $0.kind == .impossible }.map(\.words)
    }

    /// Why, and what the customer expects of it (J06).
    static func wishes(_ request: PurchaseOrder) -> [DeskNotice.Detail] {
        [
            ("reason", request.changeReason ?? request.note), ("expected impact", request.expectedImpact),
        ].compactMap { name, value in value.meaningful.map { DeskNotice.Detail(name, $0.shortened) } }
    }

    static func details(_ differences: [OrderDifference]) -> [DeskNotice.Detail] {
        differences.prefix(Limits.findingsPerNotice).map { DeskNotice.Detail($0.subject.rawValue, $0.words) }
    }
}

extension ChangeRequest {
    /// `change 2`, `cancellation 1`.
    var title: String { "\(isCancellation ? "cancellation" : "change") \(number)" }

    var reason: String? { (request.changeReason.meaningful ?? request.note.meaningful)?.shortened }
}

extension OrderRecord {
    /// Where the order stands apart from the request.
    fileprivate var standing: String {
        if let shipment = shipments.last { return shipment.dispatch == nil ? "in the warehouse" : "on its way" }
        if confirmation != nil { return "confirmed" }
        return openQuestions.isEmpty ? (plan == nil ? "registered" : "in review") : "waiting for the customer's answer"
    }
}
