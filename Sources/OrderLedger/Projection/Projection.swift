// From events to tables that can be asked: the one place where an event changes anything beside the journal.

import OrderModel

/// Keeps the projections in step with the journal. The same events in the same order always give the same rows.
struct Projection {
    /// To be changed whenever the same events would give other rows: ledgers are then rebuilt when they are opened.
    static let version = "1"
    /// Every table that events fill, and nothing else does.
    static let tables = [
        "orders", "open_matter", "reservation", "shortage", "open_line", "dispatched_line", "sale", "shipment",
    ]

    let store: Store
    let memo: Memo
    let journal: LedgerReading
    /// History is not judged again: stock has been counted anew since.
    let isRebuilding: Bool

    /// Carries what was decided about an order at once into the tables.
    /// - Parameter position: of the first entry in the journal; the others follow it.
    func apply(_ entries: [JournalEntry], position: Int64) throws(LedgerError) {
        guard let first = entries.first else { return }
        let rows = OrderRows(number: first.orderNumber, store: store, isNew: first.sequence == 1)
        for (index, entry) in entries.enumerated() { try apply(entry, position: position + Int64(index), rows) }
        try rows.save()
    }

    private func apply(_ entry: JournalEntry, position: Int64, _ rows: OrderRows) throws(LedgerError) {
        let number = entry.orderNumber
        let matters = OpenMatters(rows: rows)
        let shipments = Shipments(store: store)
        switch entry.event {
        case .registered(let registration):
            rows.partner = registration.partner
            try addOrder(entry, registration, position: position)
        case .corrected(_, let contentHash, _):
            try store.run("UPDATE orders SET content_hash = $1 WHERE number = $2", contentHash, number)
            try matters.close([.clarification, .review])
        case .prioritised(let priority, _):
            try store.run("UPDATE orders SET priority = $1 WHERE number = $2", priority.rawValue, number)
        case .changeRequested:
            try matters.open(.change, since: entry.at, due: nil)
        case .changeDecided:
            try closeChange(entry, matters)
        case .changed(_, let contentHash):
            try store.run("UPDATE orders SET content_hash = $1 WHERE number = $2", contentHash, number)
            try matters.close([.clarification, .review, .consent, .release])
            try releaseGoods(rows)
        case .clarificationAsked(let clarification):
            try matters.open(.clarification, since: entry.at, due: clarification.due)
        case .clarified:
            try matters.close([.clarification])
        case .reviewOpened(let plan):
            try matters.open(.review, since: entry.at, due: plan.due)
        case .reviewPassed:
            try matters.close([.clarification, .review])
        case .confirmed(let confirmation):
            try matters.close([.clarification, .review])
            try sales(rows).confirm(confirmation, in: entry)
        case .rejected, .cancelled, .quoted:
            try endOrder(rows)
        case .reserved(let reservations):
            try stock(rows).reserve(reservations)
        case .shortageFound(let shortages):
            try stock(rows).replaceShortages(shortages, at: entry.at)
        case .consentAsked:
            try matters.open(.consent, since: entry.at, due: nil)
        case .consentGiven:
            try matters.close([.consent])
        case .dispatchInstructed(let instruction):
            try shipments.open(instruction, order: number, at: entry.at)
            try stock(rows).assign(instruction)
        case .tracked(let shipment, let trackingNumber, _):
            try shipments.set("tracking_number", trackingNumber, of: shipment)
        case .carrierRefused(let shipment, let reason):
            try shipments.set("refusal", reason, of: shipment)
        case .dispatched(let dispatch):
            try shipments.set("dispatched_on", dispatch.dispatchedOn, of: dispatch.shipment)
            try stock(rows).dispatch(dispatch, position: position)
            try sales(rows).dispatch(dispatch, position: position)
        case .shippingNoticeIssued(let shipment):
            try shipments.set("notice_issued_at", entry.at, of: shipment)
        case .delivered(let report):
            try shipments.deliver(report, at: entry.at)
        case .creditHeld:
            try matters.open(.release, since: entry.at, due: nil)
        case .creditReleased:
            try matters.close([.release])
        case .assignmentProposed:
            try matters.open(.assignment, since: entry.at, due: nil)
        case .assigned:
            try matters.close([.assignment])
        case .repeated, .conflictingCopy, .validated, .rulesApplied, .termsAdded, .conditionsSet, .approved, .completed,
            .reported,
            .goodsAccepted, .creditAssessed, .delegated, .sentBack, .answered, .reminded, .delayAnnounced,
            .progressRequested, .progressReported, .carrierChosen, .transported, .transportOverdue,
            .noticeUndelivered, .statusReported:
            break
        }
    }

    private func addOrder(
        _ entry: JournalEntry, _ registration: Registration, position: Int64
    ) throws(LedgerError) {
        try store.run(
            """
            INSERT INTO orders
                (number, partner, customer_reference, content_hash, registered_at, priority, position, kind)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """, entry.orderNumber, registration.partner, registration.order.customerReference,
            registration.contentHash, entry.at, OrderPriority.normal.rawValue, position,
            (registration.order.isQuotation ? OrderFilter.Kind.quotation : .order).rawValue)
    }

    /// Nothing is locked for the order, waits for it, or is owed any more.
    private func endOrder(_ rows: OrderRows) throws(LedgerError) {
        try OpenMatters(rows: rows).close(OpenMatter.Kind.allCases)
        try releaseGoods(rows)
    }

    /// Of several requests each is decided by itself: with the last one nothing waits any more.
    private func closeChange(_ entry: JournalEntry, _ matters: OpenMatters) throws(LedgerError) {
        let before = try journal.journalEntries(of: entry.orderNumber)
        var open = 0
        for earlier in before where earlier.sequence <= entry.sequence {
            switch earlier.event {
            case .changeRequested: open += 1
            case .changeDecided where earlier.sequence < entry.sequence: open -= 1
            default: break
            }
        }
        if open <= 1 { try matters.close([.change]) }
    }

    private func releaseGoods(_ rows: OrderRows) throws(LedgerError) {
        try stock(rows).release()
        try sales(rows).forget()
    }

    private func stock(_ rows: OrderRows) -> ProjectedStock {
        ProjectedStock(store: store, memo: memo, rows: rows, isRebuilding: isRebuilding)
    }

    private func sales(_ rows: OrderRows) -> ProjectedSales {
        ProjectedSales(store: store, memo: memo, journal: journal, rows: rows)
    }
}
