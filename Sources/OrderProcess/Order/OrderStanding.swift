// What can be read off an order: its status, who is asked now, what is expected when (P01, P02).

import ExactDecimals
package import OrderModel

extension OrderRecord {
    package var status: OrderStatus {
        if quotation != nil { return .quoted }
        if isCompleted { return isAccepted ? .accepted : .completed }
        if rejection != nil { return .rejected }
        if cancellation != nil { return .cancelled }
        if openChange != nil, !hasLeft { return .changeRequested }
        if !openQuestions.isEmpty { return .clarifying }
        guard reviewRoute != nil else { return plan == nil ? .received : .inReview }
        return fulfilmentStatus
    }

    private var fulfilmentStatus: OrderStatus {
        if shipments.contains(where: { $0.dispatch == nil }) { return .dispatching }
        if shipments.contains(where: { $0.delivery == nil }) { return .inTransit }
        if isShort { return .backordered }
        if !shipments.isEmpty { return .delivered }
        return isAllocated ? .allocated : .confirmed
    }

    /// The order's partner: the customer's id.
    package var partner: String { registration.partner }

    /// The price-free, address-free answer to "how is my order?": status and what it waits for.
    package var progress: String {
        switch status {
        case .inReview:
            "in review, step \(reviewStep.map { $0 + 1 } ?? 1) of \(plan?.steps.count ?? 1): "
                + "waits for \(waitsFor.joined(separator: ", "))"
        case .clarifying: "clarifying: \(openQuestions.count) question(s) open"
        case .backordered: "backordered: " + lacking.map { "\($0.product) \($0.quantity)" }.joined(separator: ", ")
        case .changeRequested: openChange.map(waiting) ?? status.name
        default: status.name
        }
    }

    private func waiting(for request: ChangeRequest) -> String {
        "\(request.isCancellation ? "cancellation" : "change") \(request.number) waits for a decision"
    }

    /// The order's own goods lack something that stock could not give.
    package var isShort: Bool { isAllocated && !isClosed && lines.contains { $0.lacking.isPositive } }

    /// What every line lacks, in the product's own unit; empty before the stock was looked at.
    package var lacking: [Shortage] {
        guard isAllocated, !isClosed else { return [] }
        return lines.filter { $0.lacking.isPositive }.map {
            Shortage(lineID: $0.line.lineID, product: $0.line.product, quantity: $0.lacking)
        }
    }

    /// Rejected, cancelled or completed; of a quotation: it went out.
    package var isClosed: Bool { isCompleted || rejection != nil || cancellation != nil || quotation != nil }

    /// It asks for prices and buys nothing: it ends with the quotation and never gets to stock (F01).
    package var isQuotation: Bool { registration.order.isQuotation }

    /// What people call it.
    var noun: String { isQuotation ? "Quotation" : "Order" }

    /// Where shipments of this order go.
    package var deliverTo: PostalAddress { validation?.deliverTo ?? order.deliverTo }
    package var contact: Contact { validation?.contact ?? order.contact }

    /// Days on which goods are expected to leave and to be with the customer (I05, P02); nil while nobody can say.
    package var expectedDispatch: CalendarDate? {
        if let last = shipments.compactMap(\.dispatch?.dispatchedOn).max(), !isShort { return last }
        guard let dates = confirmation?.lines.map(\.promisedDate), !dates.contains(nil) else { return nil }
        return dates.compactMap(\.self).max()
    }

    package var expectedDelivery: CalendarDate? {
        if let last = shipments.compactMap(\.delivery?.deliveredOn).max(), isCompleted { return last }
        // What the carriers say of goods on their way, where all of them are.
        let arrivals = shipments.map { $0.delivery?.deliveredOn ?? $0.expectedOn }
        if !isShort, !arrivals.isEmpty, !arrivals.contains(nil) { return arrivals.compactMap(\.self).max() }
        guard let dispatch = expectedDispatch else { return nil }
        let requested = order.lines.compactMap(\.requestedDeliveryDate).max() ?? order.requestedDeliveryDate
        return requested.map { max($0, dispatch) } ?? dispatch
    }

    package func shipment(_ id: String) -> ShipmentProgress? { shipments.first { $0.instruction.shipment == id } }
}

// MARK: - Review

extension OrderRecord {
    /// A review is under way.
    package var isInReview: Bool { plan != nil && reviewRoute == nil && !isClosed }

    package func hasApproved(_ role: String) -> Bool { approvals.contains { $0.role == role } }

    /// The step whose roles are asked now, from 0; nil when all have said yes or nobody is asked.
    package var reviewStep: Int? {
        guard isInReview else { return nil }
        return plan?.steps.firstIndex { !isComplete($0) }
    }

    package func isComplete(_ step: ReviewPlan.Step) -> Bool {
        step.roles.allSatisfy(hasApproved) && (step.choices ?? []).allSatisfy(isMet)
    }

    private func isMet(_ choice: ReviewPlan.Choice) -> Bool {
        choice.roles.count(where: hasApproved) >= choice.needed
    }

    /// The roles whose decision is waited for; of a choice all that have not decided.
    package var askedRoles: [String] {
        guard let index = reviewStep, let step = plan?.steps[index] else { return [] }
        let chosen = (step.choices ?? []).filter { !isMet($0) }.flatMap(\.roles)
        return (step.roles + chosen).filter { !hasApproved($0) }.uniqued()
    }

    /// For which of the asked roles `role` can speak: for itself, and for those whose decision was given to it.
    package func decides(_ role: String) -> [String] {
        askedRoles.filter { asked in asked == role || delegates(of: asked).contains(role) }
    }

    /// The roles that decide in place of this one, the latest last.
    package func delegates(of role: String) -> [String] {
        delegations.filter { $0.roles.contains(role) }.map(\.to)
    }

    /// Who has to do something now, in words: `operations`, `sales (asked by operations)`,
    /// `general-manager (for operations)`.
    package var waitsFor: [String] {
        askedRoles.map { role in
            if let inquiry = inquiries.last(where: { $0.role == role }) { return "\(inquiry.to) (asked by \(role))" }
            return delegates(of: role).last.map { "\($0) (for \(role))" } ?? role
        }
    }

    /// Working days that the departments have said they need, all together (G15).
    package var statedWorkingDays: Int {
        approvals.compactMap(\.workingDays).reduce(0) { min($0 + max($1, 0), Limits.longestPromiseDays) }
    }

    /// Whoever entered the order: may not approve it (A13).
    package var enteredBy: [String] { [order.verbalRecord?.recordedBy].compactMap(\.meaningful) }

    /// The question on the table is how a shortage is to be handled.
    package var isConsentOpen: Bool { isConsentAsked && !isClosed }
}

// MARK: - Changes (J05, J06, J11)

extension OrderRecord {
    /// The request that has to be decided now: of several, the oldest. Until then nothing of the order is locked,
    /// confirmed or sent. A rejected or cancelled order has none: its end is the answer.
    package var openChange: ChangeRequest? {
        guard rejection == nil, cancellation == nil else { return nil }
        return changeRequests.first { request in decision(about: request) == nil }
    }

    package func decision(about request: ChangeRequest) -> ChangeDecision? {
        changeDecisions.first { $0.number == request.number }
    }

    /// The request to which the order as it is now goes back; its answer is the order's.
    package var grantedChange: ChangeRequest? {
        changeRequests.last { decision(about: $0)?.isGranted ?? false }
    }

    /// Goods of the order have left.
    package var hasLeft: Bool { shipments.contains { $0.dispatch != nil } }
}

// MARK: - Acceptance (Q04, Q05)

extension OrderRecord {
    /// The customer has accepted all that was sent.
    package var isAccepted: Bool {
        !shipments.isEmpty && shipments.allSatisfy { $0.acceptance.map { $0.result != .rejected } ?? false }
    }
}
