// Stock as the command line shows it (K16, K18).

package import ExactDecimals
package import OrderModel

/// A lot with what is there and what is locked. In the product's own unit.
package struct StockRow: Hashable, Sendable {
    package var warehouse: String
    package var product: String
    package var lot: String
    /// As counted last.
    package var counted: ExactDecimal
    /// Counted less what was dispatched since: below zero if more left than was counted.
    package var onHand: ExactDecimal
    package var reserved: ExactDecimal
    /// What can be promised to somebody else.
    package var available: ExactDecimal
    package var receivedOn: CalendarDate?
    package var expiresOn: CalendarDate?
    package var countedAt: Instant?
}

extension LedgerReading {
    /// All lots that were counted, dispatched since or reserved, by product, warehouse and lot. Reads all stock of what
    /// is asked for.
    /// - Parameters:
    ///   - product: nil for all
    ///   - warehouse: nil for all
    package func stockTable(
        product: String? = nil, warehouse: String? = nil, limit: Int = LedgerLimits.listedRows
    ) throws(LedgerError) -> [StockRow] {
        var rows: [[String]: StockRow] = [:]
        try collect(
            """
            SELECT l.product, l.warehouse, l.lot, l.quantity, l.received_on, l.expires_on, c.counted_at
            FROM stock_lot l LEFT JOIN stock_count c ON c.warehouse = l.warehouse
            WHERE ($1 = '' OR l.product = $1) AND ($2 = '' OR l.warehouse = $2)
            """, product, warehouse, into: &rows
        ) { (row, columns) throws(LedgerError) in
            row.counted = try columns.decimal(3)
            row.onHand = try Sums.add(row.onHand, row.counted)
            row.receivedOn = try columns.dateOrNil(4)
            row.expiresOn = try columns.dateOrNil(5)
            row.countedAt = try columns.instantOrNil(6)
        }
        try collect(
            """
            SELECT d.product, d.warehouse, d.lot, d.quantity
            FROM dispatched_line d JOIN stock_count c ON c.warehouse = d.warehouse
            WHERE ($1 = '' OR d.product = $1) AND ($2 = '' OR d.warehouse = $2) AND d.position > c.after_position
            """, product, warehouse, into: &rows
        ) { (row, columns) throws(LedgerError) in
            row.onHand = try Sums.subtract(columns.decimal(3), from: row.onHand)
        }
        try collect(
            """
            SELECT product, warehouse, lot, quantity FROM reservation
            WHERE ($1 = '' OR product = $1) AND ($2 = '' OR warehouse = $2)
            """, product, warehouse, into: &rows
        ) { (row, columns) throws(LedgerError) in
            row.reserved = try Sums.add(row.reserved, columns.decimal(3))
        }
        let sorted = rows.sorted { $0.key.lexicographicallyPrecedes($1.key) }.prefix(max(0, limit))
        var result: [StockRow] = []
        for (_, var row) in sorted {
            row.available = max(.zero, try Sums.subtract(row.reserved, from: max(.zero, row.onHand)))
            result.append(row)
        }
        return result
    }

    private func collect(
        _ sql: String, _ product: String?, _ warehouse: String?, into rows: inout [[String]: StockRow],
        _ add: (inout StockRow, Columns) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        var collected = rows
        _ = try store.rows(sql, product ?? "", warehouse ?? "") { columns throws(LedgerError) in
            let key = [try columns.text(0), try columns.text(1), try columns.text(2)]
            var row =
                collected[key]
                ?? StockRow(
                    warehouse: key[1], product: key[0], lot: key[2], counted: .zero, onHand: .zero, reserved: .zero,
                    available: .zero)
            try add(&row, columns)
            collected[key] = row
        }
        rows = collected
    }
}
