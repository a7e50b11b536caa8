// What events do to sales: confirmed lines are owed until they have left, and become the "last price" when they leave.

import ExactDecimals
import OrderModel

struct ProjectedSales {
    let store: Store
    let memo: Memo
    let journal: LedgerReading
    let rows: OrderRows

    /// The lines of a confirmation are open from now on, in place of those of an earlier one.
    func confirm(_ confirmation: OrderConfirmation, in entry: JournalEntry) throws(LedgerError) {
        try forget()
        guard confirmation.decision != .rejected else { return }
        let partner = try partner()
        let stockQuantities = try stockQuantities(of: rows.number, before: entry.sequence)
        let currency = confirmation.currency ?? ""
        for line in confirmation.lines where line.status != .refused {
            let open = OpenLine(
                partner: partner, currency: currency, product: line.product, unit: line.unit,
                unitPrice: line.unitPrice, amount: line.amount,
                stockQuantity: stockQuantities[line.lineID] ?? line.orderedQuantity)
            try rows.set(open, line.lineID)
            // A line that had left before it was confirmed anew stays done.
            try closeIfDispatched(line.lineID)
        }
        try OpenValue(store: store, memo: memo).add(rows, customer: partner, currency: currency)
    }

    /// Dispatched lines become sales; those that have left altogether are open no more.
    func dispatch(_ dispatch: Dispatch, position: Int64) throws(LedgerError) {
        var seen: Set<String> = []
        for (ordinal, line) in dispatch.report.lines.enumerated() where seen.insert(line.lineID).inserted {
            if let open = try rows.openLines()[line.lineID], let price = open.unitPrice {
                try store.run(
                    """
                    INSERT INTO sale (position, ordinal, customer, product, unit, currency, unit_price, sold_on)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                    """, position, ordinal, open.partner, open.product, open.unit, open.currency, price,
                    dispatch.dispatchedOn)
            }
            try closeIfDispatched(line.lineID)
        }
        memo.forgetOpenValues()
    }

    /// The order is owed no more.
    func forget() throws(LedgerError) {
        guard try !rows.openLines().isEmpty else { return }
        try rows.removeOpenLines()
        memo.forgetOpenValues()
    }

    private func closeIfDispatched(_ line: String) throws(LedgerError) {
        guard let wanted = try rows.openLines()[line]?.stockQuantity else { return }
        guard try rows.dispatched()[line] ?? .zero >= wanted else { return }
        try rows.set(nil, line)
    }

    private func partner() throws(LedgerError) -> String {
        if let partner = rows.partner { return partner }
        let partner = try store.first("SELECT partner FROM orders WHERE number = $1", rows.number) {
            columns throws(LedgerError) in try columns.text(0)
        }
        guard let partner else { throw .unknownOrder(number: rows.number) }
        return partner
    }

    /// How much of the stock's unit each line is, as the order was last validated.
    private func stockQuantities(
        of number: String, before sequence: Int
    ) throws(LedgerError) -> [String: ExactDecimal] {
        let event =
            try journal
            .latestEvent(of: number, kind: "validated", before: sequence)
        guard case .validated(let validation) = event else { return [:] }
        return Dictionary(validation.lines.map { ($0.lineID, $0.stockQuantity) }, uniquingKeysWith: { _, last in last })
    }
}
