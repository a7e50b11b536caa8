// What customers have ordered, had confirmed, and not yet been sent: added up from open lines when somebody asks.

import ExactDecimals
import OrderModel

struct OpenValue {
    let store: Store
    let memo: Memo

    private struct Line {
        var order: String
        var line: String
        var amount: ExactDecimal
        var wanted: ExactDecimal
        var left: ExactDecimal
    }

    func of(_ customer: String, _ currency: String) throws(LedgerError) -> ExactDecimal {
        let key = Memo.ValueKey(customer: customer, currency: currency)
        if let known = memo.openValues[key] { return known }
        let value = try sum(
            """
            SELECT l.order_number, l.line_id, l.amount, l.stock_quantity, d.quantity
            FROM open_line l LEFT JOIN dispatched_line d ON d.order_number = l.order_number AND d.line_id = l.line_id
            WHERE l.partner = $1 AND l.currency = $2 ORDER BY l.order_number, l.line_id
            """, customer, currency)
        memo.remember(value, for: key)
        return value
    }

    /// Adds an order's open lines to a sum that is remembered.
    func add(_ rows: OrderRows, customer: String, currency: String) throws(LedgerError) {
        let key = Memo.ValueKey(customer: customer, currency: currency)
        guard var value = memo.openValues[key] else { return }
        let dispatched = try rows.dispatched()
        for (id, line) in try rows.openLines() {
            let line = Line(
                order: rows.number, line: id, amount: line.amount ?? .zero, wanted: line.stockQuantity,
                left: dispatched[id] ?? .zero)
            value = try Sums.add(value, rest(of: line))
        }
        memo.remember(value, for: key)
    }

    /// Of a line that has left in part, the part that has not: amount × rest ÷ whole, to 6 decimals, half to even.
    private func sum(_ sql: String, _ first: String, _ second: String) throws(LedgerError) -> ExactDecimal {
        var lines: [Line] = []
        let rows = try store.rows(sql, first, second) { columns throws(LedgerError) in
            Line(
                order: try columns.text(0), line: try columns.text(1), amount: try columns.decimalOrNil(2) ?? .zero,
                wanted: try columns.decimal(3), left: try columns.decimalOrNil(4) ?? .zero)
        }
        for row in rows {
            if let last = lines.last, last.order == row.order, last.line == row.line {
                lines[lines.count - 1].left = try Sums.add(last.left, row.left)
            } else {
                lines.append(row)
            }
        }
        var value = ExactDecimal.zero
        for line in lines { value = try Sums.add(value, rest(of: line)) }
        return value
    }

    private func rest(of line: Line) throws(LedgerError) -> ExactDecimal {
        guard line.left.isPositive, line.wanted.isPositive else { return line.amount }
        let rest = try Sums.subtract(line.left, from: line.wanted)
        guard rest.isPositive else { return .zero }
        do {
            return try (line.amount * rest).divided(by: line.wanted, decimals: 6)
        } catch {
            // Too many digits for the exact share: the whole amount is the cautious answer to a credit check.
            return line.amount
        }
    }
}
