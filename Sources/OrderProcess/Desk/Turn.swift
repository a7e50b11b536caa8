// One turn of the desk: events are taken one by one, each is folded into the order, and the stages react to it.

import OrderModel

/// Gathers a decision about one order, from its first event until nothing follows any more.
struct Turn {
    private var order: OrderRecord
    private var desk: DeskView
    private var decision = Decision()
    /// What has happened and was not reacted to yet, in the order in which it happened.
    private var pending: [OrderEvent] = []
    private var stems: Set<String> = []

    /// The turn in which an order is entered in the register.
    init(registering registration: Registration, as number: String, at desk: DeskView) {
        order = OrderRecord(number: number, registration: registration, at: desk.now)
        self.desk = desk
        pending = [.registered(registration)]
    }

    /// The turn of an order that is known, with the reaction of the stage that took the input.
    init(_ order: OrderRecord, _ reaction: Reaction, at desk: DeskView) {
        self.order = order
        self.desk = desk.before(order)
        take(reaction)
    }

    mutating func run(stages: [any Stage.Type]) throws(FactsError) -> Decision {
        var next = 0
        while next < pending.count {
            let event = pending[next]
            next += 1
            // The goods of a changed order are free again, which the ledger hears only when the turn is over.
            if case .changed = event { desk.facts = FactsAfterRelease(of: order, desk.facts) }
            if case .registered = event {} else { order.fold(event, at: desk.now) }
            decision.events.append(NumberedEvent(orderNumber: order.number, event: event))
            desk.sequence = order.journalLength
            for stage in stages { take(try stage.react(to: event, of: order, at: desk)) }
        }
        dropIdleClocks()
        leaveTrace()
        finishEntry()
        return decision
    }

    private mutating func take(_ reaction: Reaction) {
        pending += reaction.events
        decision.notices += reaction.notices
        decision.timers += reaction.timers
        if let entry = reaction.entry { decision.entry = entry }
        for var document in reaction.documents {
            document.stem = unused(document.stem, for: document.recipient)
            decision.documents.append(document)
        }
    }

    /// Two documents of one kind that follow from the same event are told apart by a further number.
    private mutating func unused(_ stem: String, for recipient: Recipient) -> String {
        var candidate = stem
        var count = 1
        while !stems.insert(recipient.folder + "/" + candidate).inserted {
            count += 1
            candidate = "\(stem).\(count)"
        }
        return candidate
    }

    /// Whatever is written about an order leaves a trace in its journal: so the history is whole (P11), and the numbers
    /// of later documents, which follow the journal, are new ones.
    private mutating func leaveTrace() {
        guard decision.events.isEmpty, let document = decision.documents.first else { return }
        let event = OrderEvent.reported(role: document.recipient.folder, about: document.content.name)
        decision.events.append(NumberedEvent(orderNumber: order.number, event: event))
    }

    /// Most orders are answered in the turn in which they come: no clock has to run for them.
    private mutating func dropIdleClocks() {
        decision.timers.removeAll { scheduled in
            switch scheduled.timer.kind {
            case .handling: order.isAnswered
            case .review: !order.isInReview
            case .clarification: order.openQuestions.isEmpty
            case .progress, .customerProgress: order.isClosed
            case .transport:
                order.cancellation != nil || order.shipment(scheduled.timer.shipment)?.isOpen != true
            case .shippingNotice: false
            }
        }
    }

    /// What the receipt says of an order depends on where it stands when all is done.
    private mutating func finishEntry() {
        guard var entry = decision.entry else { return }
        let isCustomerAsked = order.openQuestions.contains { !$0.isForDesk }
        switch (entry.kind, entry.outcome) {
        case (.order, .registered):
            entry.findings = order.validation?.findings ?? desk.readFindings
            if isCustomerAsked { entry.outcome = .questioned }
        case (.decision, .accepted), (.customerAnswer, .accepted):
            if !order.openQuestions.isEmpty {
                entry.summary =
                    (entry.summary ?? "") + "; questions of the order are open: "
                    + order.openQuestions.map(\.code).uniqued().joined(separator: ", ")
            }
            entry = entry.adding(desk.readFindings)
        default: entry = entry.adding(desk.readFindings)
        }
        decision.entry = entry
    }
}

extension Receipt.Entry {
    /// The entry with what the reader has found before what the business says.
    func adding(_ read: [Finding]) -> Receipt.Entry {
        var entry = self
        entry.findings = read + findings
        return entry
    }
}
