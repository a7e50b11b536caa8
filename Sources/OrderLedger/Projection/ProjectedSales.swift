// What events do to sales: confirmed lines are owed until they have left, and become the "last price" when they leave.

import ExactDecimals
import OrderModel

struct ProjectedSales {
    let store: Store
    let memo: Memo

    /// The lines of a confirmation are open from now on, in place of those of an earlier one.
    func confirm(_ confirmation: OrderConfirmation, in entry: JournalEntry) throws(LedgerError) {
        let number = entry.orderNumber
        try forget(order: number)
        guard confirmation.decision != .rejected else { return }
        let partner = try partner(of: number)
        let stockQuantities = try stockQuantities(of: number, before: entry.sequence)
        let currency = confirmation.currency ?? ""
        for line in confirmation.lines where line.status != .refused {
            try store.run(
                """
                INSERT INTO open_line
                    (order_number, line_id, partner, currency, product, unit, unit_price, amount, stock_quantity)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """, number, line.lineID, partner, currency, line.product, line.unit, line.unitPrice, line.amount,
                stockQuantities[line.lineID] ?? line.orderedQuantity)
            // A line that had left before it was confirmed anew stays done.
            try closeIfDispatched(line.lineID, of: number)
        }
        try OpenValue(store: store, memo: memo).add(order: number, customer: partner, currency: currency)
    }

    /// Dispatched lines become sales; those that have left altogether are open no more.
    func dispatch(_ dispatch: Dispatch, order number: String, position: Int64) throws(LedgerError) {
        var seen: Set<String> = []
        for (ordinal, line) in dispatch.report.lines.enumerated() where seen.insert(line.lineID).inserted {
            try store.run(
                """
                INSERT INTO sale (position, ordinal, customer, product, unit, currency, unit_price, sold_on)
                SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), partner, product, unit, currency, unit_price, $3
                FROM open_line WHERE order_number = $4 AND line_id = $5 AND unit_price IS NOT NULL
                """, position, ordinal, dispatch.dispatchedOn, number, line.lineID)
            try closeIfDispatched(line.lineID, of: number)
        }
        memo.forgetOpenValues()
    }

    /// The order is owed no more.
    func forget(order number: String) throws(LedgerError) {
        if try store.run("DELETE FROM open_line WHERE order_number = $1", number) > 0 { memo.forgetOpenValues() }
    }

    private func closeIfDispatched(_ line: String, of number: String) throws(LedgerError) {
        let wanted = try store.first(
            "SELECT stock_quantity FROM open_line WHERE order_number = $1 AND line_id = $2", number, line
        ) { columns throws(LedgerError) in try columns.decimal(0) }
        guard let wanted else { return }
        let left = try store.rows(
            "SELECT quantity FROM dispatched_line WHERE order_number = $1 AND line_id = $2", number, line
        ) { columns throws(LedgerError) in try columns.decimal(0) }
        guard try total(left) >= wanted else { return }
        try store.run("DELETE FROM open_line WHERE order_number = $1 AND line_id = $2", number, line)
    }

    private func total(_ quantities: [ExactDecimal]) throws(LedgerError) -> ExactDecimal {
        var sum = ExactDecimal.zero
        for quantity in quantities { sum = try Sums.add(sum, quantity) }
        return sum
    }

    private func partner(of number: String) throws(LedgerError) -> String {
        let partner = try store.first("SELECT partner FROM orders WHERE number = $1", number) {
            columns throws(LedgerError) in try columns.text(0)
        }
        guard let partner else { throw .unknownOrder(number: number) }
        return partner
    }

    /// How much of the stock's unit each line is, as the order was last validated.
    private func stockQuantities(
        of number: String, before sequence: Int
    ) throws(LedgerError) -> [String: ExactDecimal] {
        let event = try LedgerReading(store: store, memo: memo)
            .latestEvent(of: number, kind: "validated", before: sequence)
        guard case .validated(let validation) = event else { return [:] }
        return Dictionary(validation.lines.map { ($0.lineID, $0.stockQuantity) }, uniquingKeysWith: { _, last in last })
    }
}
