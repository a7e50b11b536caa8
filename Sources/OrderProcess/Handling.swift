// Handling: how long the desk may take for an order of each class, and what the customer hears when it takes longer.
//
// What it does: from its receipt an order has the time of its class, two working days where nothing else is set (A12,
// E05). When that is over and the order is not answered, whoever takes care of it and the superior are told (E11), and
// the customer hears by when the answer comes (E06). The time does not count against us while the customer is asked.
//
// Reacts to: registered, clarified, corrected.

import OrderModel
import ReviewRules

enum HandlingStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        switch event {
        case .registered: schedule(order, at: desk)
        // Now it is our turn again.
        case .clarified, .corrected: order.isAnswered ? .nothing : schedule(order, at: desk)
        default: .nothing
        }
    }

    private static func schedule(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction()
        reaction.wake(.handling, order, at: end(order, at: desk))
        return reaction
    }

    /// When the time of the order's class is over, if it begins now.
    private static func end(_ order: OrderRecord, at desk: DeskView) -> Instant {
        desk.settings.clocks.handling(of: order.order.orderClass).end(from: desk.now, desk.settings.calendar)
    }

    /// The time is over.
    static func ring(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        guard !order.isAnswered, order.delays.count < Limits.remindersWhenLate else { return .nothing }
        // The customer has to answer first; the clock starts again when they have.
        if order.openQuestions.contains(where: { !$0.isForDesk }) || order.isConsentOpen { return .nothing }
        let span = end(order, at: desk)
        let until = order.plan?.due.map { $0 > desk.now ? $0 : span } ?? span
        var reaction = Reaction(events: [.delayAnnounced(until: until, reason: order.progress)])
        reaction.documents.append(notice(order, until: until, at: desk))
        reaction.tell(
            [order.owner(at: desk.roles), desk.roles.superior], .overdue, about: order, at: desk,
            "Order \(order.number) is not answered in the time of its class: it is \(order.progress). "
                + "The customer was told that the answer comes by \(desk.settings.calendar.date(at: until)).")
        reaction.wake(.handling, order, at: until)
        return reaction
    }

    private static func notice(_ order: OrderRecord, until: Instant, at desk: DeskView) -> OutgoingDocument {
        let texts = Texts(desk.language(of: order.partner))
        let date = desk.settings.calendar.date(at: until)
        let notice = DelayNotice(
            orderNumber: order.number, customerReference: order.order.customerReference, issuedAt: desk.now,
            answerBy: date,
            reason: texts.say(
                order.isInReview ? .delayedByReview : .delayedByHandling, ["date": date.description]),
            seller: desk.settings.seller, buyer: order.buyer(at: desk))
        return OutgoingDocument(
            recipient: .partner(order.partner),
            stem: Stem.numbered("delay-notice", order.number, order.delays.count + 1), orderNumber: order.number,
            content: .delayNotice(notice))
    }
}

extension OrderRecord {
    /// The customer has the desk's word: yes, no, or the end.
    package var isAnswered: Bool { confirmation != nil || isClosed }
}

extension Reaction {
    /// Sets a clock of the order, in place of the one of the same kind.
    mutating func wake(_ kind: DeskTimer.Kind, _ order: OrderRecord, at due: Instant) {
        timers.append(ScheduledTimer(timer: DeskTimer(kind: kind, orderNumber: order.number), due: due))
    }
}
