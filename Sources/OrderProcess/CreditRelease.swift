// Credit at release: goods do not leave for a customer whose credit has got worse since the order was reviewed (G05).
//
// What it does: the review's rules decide about credit as it was then (G02). Before a warehouse is told to send goods it
// is looked at again; what was known at the review, and is answered for by it, holds nothing back. What is new goes to
// finance, who releases the goods or ends the order.

import ExactDecimals
import OrderModel

enum CreditRelease {
    /// Nil: nothing stands against the release.
    /// - Parameter isNew: the order is confirmed in this very turn, so that the books do not count it yet.
    static func hold(_ order: OrderRecord, isNew: Bool, at desk: DeskView) throws(FactsError) -> Reaction? {
        // What the rules have just looked at has not changed since.
        guard order.rulesAppliedAt != desk.now, !order.waitingReservations.isEmpty, let validation = order.validation,
            let customer = try desk.facts.customer(order.partner)
        else { return nil }
        let now = try CustomerCase(customer, releasing: validation, isNew: isNew, at: desk).problems
        let worse = now.filter { !order.knownCreditProblems.contains($0) }
        guard !worse.isEmpty else { return nil }
        var reaction = Reaction(events: [.creditHeld(worse)])
        reaction.tell(
            [desk.roles.finance], .creditHold, about: order, at: desk,
            "The goods of order \(order.number) are held back: \(worse.map(\.words).joined(separator: "; ")). "
                + "It was otherwise when the order was reviewed.",
            details: [
                DeskNotice.Detail(
                    "how to answer",
                    "a review-decision file for \(order.number) in inbox/desk/\(desk.roles.finance)/: approve releases "
                        + "the goods, reject ends the order, which the customer is told with your reason")
            ])
        return reaction
    }

    static func decide(_ decision: ReviewDecision, _ order: OrderRecord, role: String, at desk: DeskView) -> Reaction {
        let (person, reason) = (decision.decider, decision.remark)
        var reaction = Reaction.accepted(
            .decision, of: order, "\(decision.verdict.rawValue) by \(role) (\(person)) for the goods of \(order.number)"
        )
        switch decision.verdict {
        case .approve: reaction.events = [.creditReleased(role: role, person: person, reason: reason)]
        case .reject: reaction.events = [.cancelled(by: "\(role) (\(person))", reason: reason ?? "no reason given")]
        default:
            let finding = Finding(
                .error, .roleNotAsked, "the goods of order \(order.number) are released or not",
                value: decision.verdict.rawValue, hint: "approve or reject")
            return .refused(.decision, order: order.number, [finding])
        }
        return reaction
    }
}

extension CustomerCase {
    /// What is wrong with the customer's credit.
    var problems: [CreditProblem] {
        var problems: [CreditProblem] = []
        if customer.creditStanding == .bad { problems.append(.badStanding) }
        if let limit = customer.creditLimit, exposure > limit { problems.append(.limitExceeded) }
        if customer.overdueAmount.isPositive { problems.append(.overdue) }
        return problems
    }

    /// The customer when the goods of an order are to leave: once it is in the books, it counts among the open ones.
    convenience init(
        _ customer: Customer, releasing validation: Validation, isNew: Bool, at desk: DeskView
    ) throws(FactsError) {
        if isNew {
            try self.init(customer, ordering: validation, at: desk)
            return
        }
        let currency = customer.creditCurrency ?? validation.currency ?? ""
        let open = try desk.facts.openOrderValue(customer: customer.id, currency: currency)
        self.init(
            customer: customer, exposure: [customer.openAmount, open].sum,
            isComparable: validation.currency == currency && validation.total != nil)
    }
}
