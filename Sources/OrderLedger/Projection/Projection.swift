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
    /// History is not judged again: stock has been counted anew since.
    let isRebuilding: Bool

    func apply(_ entry: JournalEntry, position: Int64) throws(LedgerError) {
        let number = entry.orderNumber
        let matters = OpenMatters(store: store)
        let shipments = Shipments(store: store)
        switch entry.event {
        case .registered(let registration):
            try addOrder(entry, registration, position: position)
        case .corrected(_, let contentHash, _):
            try store.run("UPDATE orders SET content_hash = $1 WHERE number = $2", contentHash, number)
            try matters.close([.clarification, .review], of: number)
        case .prioritised(let priority, _):
            try store.run("UPDATE orders SET priority = $1 WHERE number = $2", priority.rawValue, number)
        case .changeRequested:
            try matters.open(.change, of: number, since: entry.at, due: nil)
        case .changeDecided:
            try closeChange(entry)
        case .changed(_, let contentHash):
            try store.run("UPDATE orders SET content_hash = $1 WHERE number = $2", contentHash, number)
            try matters.close([.clarification, .review, .consent], of: number)
            try releaseGoods(number)
        case .clarificationAsked(let clarification):
            try matters.open(.clarification, of: number, since: entry.at, due: clarification.due)
        case .clarified:
            try matters.close([.clarification], of: number)
        case .reviewOpened(let plan):
            try matters.open(.review, of: number, since: entry.at, due: plan.due)
        case .reviewPassed:
            try matters.close([.clarification, .review], of: number)
        case .confirmed(let confirmation):
            try matters.close([.clarification, .review], of: number)
            try ProjectedSales(store: store, memo: memo).confirm(confirmation, in: entry)
        case .rejected, .cancelled:
            try endOrder(number)
        case .reserved(let reservations):
            try ProjectedStock(store: store, memo: memo, isRebuilding: isRebuilding)
                .reserve(reservations, order: number)
        case .shortageFound(let shortages):
            try ProjectedStock(store: store, memo: memo, isRebuilding: isRebuilding)
                .replaceShortages(shortages, order: number, at: entry.at)
        case .consentAsked:
            try matters.open(.consent, of: number, since: entry.at, due: nil)
        case .consentGiven:
            try matters.close([.consent], of: number)
        case .dispatchInstructed(let instruction):
            try shipments.open(instruction, order: number, at: entry.at)
            try ProjectedStock(store: store, memo: memo, isRebuilding: isRebuilding).assign(instruction, order: number)
        case .tracked(let shipment, let trackingNumber, _):
            try shipments.set("tracking_number", trackingNumber, of: shipment)
        case .carrierRefused(let shipment, let reason):
            try shipments.set("refusal", reason, of: shipment)
        case .dispatched(let dispatch):
            try shipments.set("dispatched_on", dispatch.dispatchedOn, of: dispatch.shipment)
            try ProjectedStock(store: store, memo: memo, isRebuilding: isRebuilding)
                .dispatch(dispatch, order: number, position: position)
            try ProjectedSales(store: store, memo: memo).dispatch(dispatch, order: number, position: position)
        case .shippingNoticeIssued(let shipment):
            try shipments.set("notice_issued_at", entry.at, of: shipment)
        case .delivered(let report):
            try shipments.deliver(report, at: entry.at)
        case .repeated, .conflictingCopy, .validated, .rulesApplied, .termsAdded, .approved, .completed, .reported,
            .goodsAccepted:
            break
        }
    }

    private func addOrder(
        _ entry: JournalEntry, _ registration: Registration, position: Int64
    ) throws(LedgerError) {
        try store.run(
            """
            INSERT INTO orders (number, partner, customer_reference, content_hash, registered_at, priority, position)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """, entry.orderNumber, registration.partner, registration.order.customerReference,
            registration.contentHash, entry.at, OrderPriority.normal.rawValue, position)
    }

    /// Nothing is locked for the order, waits for it, or is owed any more.
    private func endOrder(_ number: String) throws(LedgerError) {
        try OpenMatters(store: store).close(OpenMatter.Kind.allCases, of: number)
        try releaseGoods(number)
    }

    /// Of several requests each is decided by itself: with the last one nothing waits any more.
    private func closeChange(_ entry: JournalEntry) throws(LedgerError) {
        let before = try LedgerReading(store: store, memo: memo).journalEntries(of: entry.orderNumber)
        var open = 0
        for earlier in before where earlier.sequence <= entry.sequence {
            switch earlier.event {
            case .changeRequested: open += 1
            case .changeDecided where earlier.sequence < entry.sequence: open -= 1
            default: break
            }
        }
        if open <= 1 { try OpenMatters(store: store).close([.change], of: entry.orderNumber) }
    }

    private func releaseGoods(_ number: String) throws(LedgerError) {
        try ProjectedStock(store: store, memo: memo, isRebuilding: isRebuilding).release(order: number)
        try ProjectedSales(store: store, memo: memo).forget(order: number)
    }
}
