// What is on hand, what of it is locked: always added up from counts, dispatches and reservations, never kept (K01).

import ExactDecimals
import OrderModel

struct StockView {
    let store: Store
    let memo: Memo

    private struct Spot: Hashable {
        var warehouse: String
        var lot: String
    }

    /// The lots of a product, by warehouse and lot. What was dispatched since the warehouse was counted is taken off;
    /// a lot of which more left than was counted has nothing on hand.
    func lots(of product: String) throws(LedgerError) -> [LotOnHand] {
        if let known = memo.stock[product] { return known }
        let gone = try quantities(
            """
            SELECT d.warehouse, d.lot, d.quantity FROM dispatched_line d JOIN stock_count c ON c.warehouse = d.warehouse
            WHERE d.product = $1 AND d.position > c.after_position
            """, product)
        let reserved = try quantities("SELECT warehouse, lot, quantity FROM reservation WHERE product = $1", product)
        let counted = try store.rows(
            """
            SELECT warehouse, product, lot, quantity, received_on, expires_on FROM stock_lot WHERE product = $1
            ORDER BY warehouse, lot
            """, product
        ) { columns throws(LedgerError) in try StockLot(columns) }
        var lots: [LotOnHand] = []
        for var lot in counted {
            let spot = Spot(warehouse: lot.warehouse, lot: lot.lot)
            lot.quantity = max(.zero, try Sums.subtract(gone[spot] ?? .zero, from: lot.quantity))
            lots.append(LotOnHand(lot: lot, reserved: reserved[spot] ?? .zero))
        }
        memo.remember(lots, product: product)
        return lots
    }

    /// Counts a reservation in, if there is enough.
    func take(_ reservation: Reservation) throws(LedgerError) {
        var lots = try lots(of: reservation.product)
        let index = lots.firstIndex {
            $0.lot.warehouse == reservation.warehouse && $0.lot.lot == reservation.lot
        }
        let available = index.map { lots[$0].available } ?? .zero
        guard let index, available >= reservation.quantity else {
            throw .overReserved(
                product: reservation.product, warehouse: reservation.warehouse, lot: reservation.lot,
                wanted: reservation.quantity.description, available: available.description)
        }
        lots[index].reserved = try Sums.add(lots[index].reserved, reservation.quantity)
        memo.remember(lots, product: reservation.product)
    }

    private func quantities(_ sql: String, _ product: String) throws(LedgerError) -> [Spot: ExactDecimal] {
        var sums: [Spot: ExactDecimal] = [:]
        let rows = try store.rows(sql, product) { columns throws(LedgerError) in
            (Spot(warehouse: try columns.text(0), lot: try columns.text(1)), try columns.decimal(2))
        }
        for (spot, quantity) in rows { sums[spot] = try Sums.add(sums[spot] ?? .zero, quantity) }
        return sums
    }
}

extension StockLot {
    /// From `warehouse, product, lot, quantity, received_on, expires_on`.
    init(_ columns: Columns) throws(LedgerError) {
        self.init(
            warehouse: try columns.text(0), product: try columns.text(1), lot: try columns.text(2),
            quantity: try columns.decimal(3), receivedOn: try columns.dateOrNil(4),
            expiresOn: try columns.dateOrNil(5))
    }
}

/// Exact sums, with an error of ours where there is no exact answer.
enum Sums {
    static func add(_ left: ExactDecimal, _ right: ExactDecimal) throws(LedgerError) -> ExactDecimal {
        do { return try left + right } catch { throw .sumTooLarge(what: "\(left) + \(right)") }
    }

    static func subtract(_ right: ExactDecimal, from left: ExactDecimal) throws(LedgerError) -> ExactDecimal {
        do { return try left - right } catch { throw .sumTooLarge(what: "\(left) - \(right)") }
    }
}
