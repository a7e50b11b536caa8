// Assignment: every order has somebody who takes care of it (E02).
//
// What it does: customer service takes care of an order unless a rule names another role, by what is ordered, by how
// urgent it is, by stock or transport (E03, E04, E09), or people do. The superior's word counts at once; anybody else's
// is a proposal, an assignment sheet that the superior agrees to (E08). The role is told, with the whole order.
//
// Reacts to: assigned, assignmentProposed.

import OrderModel

enum AssignmentStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        switch event {
        case .assigned(let assignment): return tell(assignment, order, at: desk)
        case .assignmentProposed(let assignment): return propose(assignment, order, at: desk)
        default: return .nothing
        }
    }

    static func take(_ decision: ReviewDecision, _ order: OrderRecord, role: String, at desk: DeskView) -> Reaction {
        let to = decision.to.meaningful ?? ""
        guard desk.roles.all.contains(to) else {
            let finding = Finding(
                .error, .decisionIncomplete, "there is no role '\(to)' that could take care of the order", value: to,
                hint: "the desk's roles: \(desk.roles.all.joined(separator: ", "))")
            return .refused(.decision, order: order.number, [finding])
        }
        guard !order.isClosed else {
            let finding = Finding(
                .error, .decisionAlreadyGiven, "order \(order.number) is \(order.status.name)", value: to,
                hint: "nobody has to take care of it any more")
            return .refused(.decision, order: order.number, [finding])
        }
        let assignment = Assignment(to: to, by: role, person: decision.decider, reason: decision.remark)
        let isFinal = role == desk.roles.superior
        var reaction = Reaction.accepted(
            .decision, of: order,
            "\(to) takes care of \(order.number), by \(role) (\(assignment.person))"
                + (isFinal ? "" : "; the superior has to agree"))
        reaction.events = [isFinal ? .assigned(assignment) : .assignmentProposed(assignment)]
        return reaction
    }

    private static func tell(_ assignment: Assignment, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction()
        let why = assignment.reason.map { ": \($0)" } ?? ""
        reaction.tell(
            [assignment.to], .assigned, about: order, at: desk,
            "You take care of order \(order.number), as \(assignment.by) (\(assignment.person)) says\(why).",
            details: order.order.lineDetails)
        return reaction
    }

    private static func propose(_ assignment: Assignment, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction()
        let superior = desk.roles.superior
        reaction.tell(
            [superior], .assignmentSheet, about: order, at: desk,
            "\(assignment.by) (\(assignment.person)) proposes that \(assignment.to) takes care of order \(order.number)"
                + (assignment.reason.map { ": \($0)" } ?? "."),
            details: order.order.lineDetails + [
                DeskNotice.Detail(
                    "how to answer",
                    "a review-decision file for \(order.number) in inbox/desk/\(superior)/ with the verdict assign, "
                        + "to: \(assignment.to) or another role, and your name as person")
            ])
        return reaction
    }
}

extension OrderRecord {
    /// The role that takes care of the order (E02).
    package func owner(at roles: DeskRoles) -> String { owner?.to ?? roles.customerService }
}
