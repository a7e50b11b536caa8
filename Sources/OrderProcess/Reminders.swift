// Reminders: whoever is waited for hears it before the time is over, and when it is over somebody else decides.
//
// What it does: when three quarters of the time for a review are over, the roles that have not decided are reminded
// (E11). When all of it is over they are told so, and the next role decides in their place: the one that the rule names,
// else the next of the desk's ladder, else the superior (B15, B16, H03); later the next one after that. A customer who
// was asked something is reminded likewise; when their time is over, customer service and whoever takes care of the
// order are told (B13). Each clock is in the ledger, survives a restart, and rings once.
//
// Reacts to: reviewOpened, clarificationAsked.

import OrderModel

enum ReminderStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        switch event {
        case .reviewOpened(let plan): schedule(.review, Clock(since: desk.now, due: plan.due), order)
        case .clarificationAsked(let asked): schedule(.clarification, Clock(since: desk.now, due: asked.due), order)
        default: .nothing
        }
    }

    private static func schedule(_ kind: DeskTimer.Kind, _ clock: Clock?, _ order: OrderRecord) -> Reaction {
        var reaction = Reaction()
        if let clock { reaction.wake(kind, order, at: clock.early) }
        return reaction
    }
}

/// The time that somebody has for an answer.
private struct Clock {
    let since: Instant
    let due: Instant

    init?(since: Instant?, due: Instant?) {
        guard let since, let due, since < due else { return nil }
        self.since = since
        self.due = due
    }

    private var span: Int64 { due.milliseconds - since.milliseconds }
    /// When three quarters of it are over.
    var early: Instant { Instant(milliseconds: since.milliseconds + span / 4 * 3) }
    /// The next reminder after the time is over: after as long again, but daily at least and not every minute.
    func next(after now: Instant) -> Instant {
        now.adding(seconds: max(Limits.reminderPause, min(span / 1000, 86_400)))
    }
}

// MARK: - Reviews (E11, H03)

extension ReminderStage {
    static func ringForReview(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        let asked = order.askedRoles
        guard !asked.isEmpty, order.openQuestions.isEmpty,
            let clock = Clock(since: order.reviewOpenedAt, due: order.plan?.due),
            order.reminders[.review, default: 0] <= Limits.remindersWhenLate
        else { return .nothing }
        return desk.now < clock.due
            ? remind(asked, order, clock, at: desk) : escalate(asked, order, clock, at: desk)
    }

    private static func remind(
        _ asked: [String], _ order: OrderRecord, _ clock: Clock, at desk: DeskView
    ) -> Reaction {
        // An early ring: a review that was opened anew has a later time.
        guard desk.now >= clock.early else {
            return schedule(.review, clock, order)
        }
        var reaction = Reaction(events: [.reminded(Reminder(.review, isLate: false))])
        reaction.tell(
            addressees(asked, order), .reminder, about: order, at: desk,
            "Order \(order.number) waits for your decision, until \(desk.wallClock(clock.due)).",
            details: [DeskNotice.Detail("why", order.plan?.reasons.joined(separator: "; ") ?? "")])
        reaction.wake(.review, order, at: clock.due)
        return reaction
    }

    private static func escalate(
        _ asked: [String], _ order: OrderRecord, _ clock: Clock, at desk: DeskView
    ) -> Reaction {
        var reaction = Reaction(events: [.reminded(Reminder(.review, isLate: true))])
        let next = nextRole(asked, order, at: desk)
        let instead = next.map { ", and \($0) decides in your place if you do not" } ?? ""
        reaction.tell(
            addressees(asked, order), .overdue, about: order, at: desk,
            "The time for your decision about order \(order.number) was over at \(desk.wallClock(clock.due))\(instead)."
        )
        if let next {
            let reason = "the time was over at \(desk.wallClock(clock.due))"
            reaction.events.append(.delegated(Delegation(roles: asked, to: next, person: nil, reason: reason)))
            reaction.documents += asked.map { ReviewStage.task(for: next, inPlaceOf: $0, of: order, at: desk) }
        }
        reaction.wake(.review, order, at: clock.next(after: desk.now))
        return reaction
    }

    /// Whoever has to act: a colleague who was asked, a delegate, or the role itself.
    private static func addressees(_ asked: [String], _ order: OrderRecord) -> [String] {
        asked.flatMap { role -> [String] in
            if let inquiry = order.inquiries.last(where: { $0.role == role }) { return [role, inquiry.to] }
            return [role] + order.delegates(of: role).suffix(1)
        }.uniqued()
    }

    /// Who decides in place of `asked` now: one step further up than the last time. Nil: there is nobody above.
    private static func nextRole(_ asked: [String], _ order: OrderRecord, at desk: DeskView) -> String? {
        let deciding = order.delegations.filter { !Set($0.roles).isDisjoint(with: asked) }
        let above = deciding.filter(\.isEscalation).map(\.to)
        let first = order.plan?.escalateTo ?? asked.lazy.compactMap { desk.settings.clocks.ladder[$0] }.first
        let next =
            above.last.map { desk.settings.clocks.ladder[$0] ?? desk.roles.superior } ?? first ?? desk.roles.superior
        return deciding.contains { $0.to == next } || asked == [next] ? nil : next
    }
}

// MARK: - Questions to the customer (B13)

extension ReminderStage {
    static func ringForAnswer(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        let rung = order.reminders[.clarification, default: 0]
        guard !order.openQuestions.isEmpty, let clock = Clock(since: order.askedAt, due: order.answerDue),
            rung <= Limits.remindersWhenLate
        else { return .nothing }
        guard desk.now >= clock.early else { return schedule(.clarification, clock, order) }
        let isLate = desk.now >= clock.due
        var reaction = Reaction(events: [.reminded(Reminder(.clarification, isLate: isLate))])
        let query = ClarificationStage.query(order, at: desk, repeatedFor: nil, reminder: rung + 1)
        if let query { reaction.documents.append(query) }
        if isLate {
            reaction.tell(
                [desk.roles.customerService, order.owner(at: desk.roles)], .overdue, about: order, at: desk,
                "Order \(order.number) waits for an answer that was due at \(desk.wallClock(clock.due)).",
                details: order.openQuestions.map { DeskNotice.Detail($0.code, $0.text) })
        }
        reaction.wake(.clarification, order, at: isLate ? clock.next(after: desk.now) : clock.due)
        return reaction
    }
}

extension DeskView {
    /// `2026-11-24 10:30` on the desk's own clock.
    func wallClock(_ instant: Instant) -> String {
        let (date, second) = instant.wallClock(offsetSeconds: settings.calendar.offsetSeconds)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date) \(two(second / 3600)):\(two(second / 60 % 60))"
    }
}
