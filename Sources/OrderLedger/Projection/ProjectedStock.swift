// What events do to stock: quantities are locked, given to a shipment, and leave with it (K01, K07, O08).

import ExactDecimals
import OrderModel

struct ProjectedStock {
    let store: Store
    let memo: Memo
    let isRebuilding: Bool

    /// Where a locked quantity lies, and for which line and shipment; no shipment yet is the empty text.
    private struct Slot {
        var order: String
        var shipment: String
        var line: String
        var product: String
        var warehouse: String
        var lot: String
    }

    // MARK: Reservations

    /// Locks quantities for the lines of an order. Two orders cannot lock the same goods: more than is available is
    /// refused, and with it the whole transaction.
    func reserve(_ reservations: [Reservation], order: String) throws(LedgerError) {
        for reservation in reservations {
            guard reservation.quantity.isPositive else {
                throw .notPositive(
                    what: "a reservation of \(reservation.product)", value: reservation.quantity.description)
            }
            if !isRebuilding { try StockView(store: store, memo: memo).take(reservation) }
            let slot = Slot(
                order: order, shipment: "", line: reservation.lineID, product: reservation.product,
                warehouse: reservation.warehouse, lot: reservation.lot)
            try set(try Sums.add(quantity(of: slot) ?? .zero, reservation.quantity), slot)
        }
    }

    /// The pick lines of a shipment take their quantities out of what is locked for the order. A pick line without a
    /// reservation locks its goods now: they are being picked.
    func assign(_ instruction: DispatchInstruction, order: String) throws(LedgerError) {
        for line in instruction.pickLines {
            var slot = Slot(
                order: order, shipment: "", line: line.lineID, product: line.product,
                warehouse: instruction.warehouse, lot: line.lot)
            let locked = try quantity(of: slot) ?? .zero
            try set(locked > line.quantity ? try Sums.subtract(line.quantity, from: locked) : .zero, slot)
            slot.shipment = instruction.shipment
            try set(try Sums.add(quantity(of: slot) ?? .zero, line.quantity), slot)
            // What was locked before is locked still; only what was not changes the sum.
            if locked < line.quantity { memo.forgetStock(of: [line.product]) }
        }
    }

    /// Nothing is locked for the order any more, and it waits for nothing.
    func release(order: String) throws(LedgerError) {
        try forgetReserved(order: order)
        try store.run("DELETE FROM reservation WHERE order_number = $1", order)
        try store.run("DELETE FROM shortage WHERE order_number = $1", order)
    }

    // MARK: Shortages

    /// What the order lacks now, in place of what it lacked before.
    func replaceShortages(_ shortages: [Shortage], order: String, at instant: Instant) throws(LedgerError) {
        let since =
            try store.first("SELECT MIN(since) FROM shortage WHERE order_number = $1", order) {
                columns throws(LedgerError) in try columns.instantOrNil(0)
            } ?? nil
        try store.run("DELETE FROM shortage WHERE order_number = $1", order)
        for shortage in shortages where shortage.quantity.isPositive {
            let before = try store.first(
                "SELECT quantity FROM shortage WHERE order_number = $1 AND line_id = $2 AND product = $3", order,
                shortage.lineID, shortage.product
            ) { columns throws(LedgerError) in try columns.decimal(0) }
            try store.run(
                """
                INSERT INTO shortage (order_number, line_id, product, quantity, since) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (order_number, line_id, product) DO UPDATE SET quantity = excluded.quantity
                """, order, shortage.lineID, shortage.product, try Sums.add(before ?? .zero, shortage.quantity),
                since ?? instant)
        }
    }

    // MARK: Dispatch

    /// The goods that the warehouse reports are gone, and what was locked for the shipment is locked no more. Where the
    /// report differs from the instruction, the report is what happened.
    func dispatch(_ dispatch: Dispatch, order: String, position: Int64) throws(LedgerError) {
        for (ordinal, line) in dispatch.report.lines.enumerated() {
            try store.run(
                """
                INSERT INTO dispatched_line
                    (position, ordinal, order_number, shipment, line_id, product, warehouse, lot, quantity)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """, position, ordinal, order, dispatch.shipment, line.lineID, line.product, dispatch.warehouse,
                line.lot, line.quantity)
        }
        try forgetReserved(order: order, shipment: dispatch.shipment)
        memo.forgetStock(of: dispatch.report.lines.map(\.product))
        try store.run(
            "DELETE FROM reservation WHERE order_number = $1 AND shipment = $2", order, dispatch.shipment)
    }

    // MARK: Slots

    /// Forgets the stock of all products that something is locked of, for the order or for one shipment of it.
    private func forgetReserved(order: String, shipment: String? = nil) throws(LedgerError) {
        let products = try store.rows(
            "SELECT DISTINCT product, shipment FROM reservation WHERE order_number = $1", order
        ) { columns throws(LedgerError) in (product: try columns.text(0), shipment: try columns.text(1)) }
        memo.forgetStock(of: products.filter { shipment == nil || $0.shipment == shipment }.map(\.product))
    }

    private func quantity(of slot: Slot) throws(LedgerError) -> ExactDecimal? {
        try store.first(
            """
            SELECT quantity FROM reservation
            WHERE order_number = $1 AND shipment = $2 AND line_id = $3 AND product = $4 AND warehouse = $5 AND lot = $6
            """, slot.order, slot.shipment, slot.line, slot.product, slot.warehouse, slot.lot
        ) { columns throws(LedgerError) in try columns.decimal(0) }
    }

    private func set(_ quantity: ExactDecimal, _ slot: Slot) throws(LedgerError) {
        if quantity.isPositive {
            try store.run(
                """
                INSERT INTO reservation (order_number, shipment, line_id, product, warehouse, lot, quantity)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (order_number, shipment, line_id, product, warehouse, lot)
                DO UPDATE SET quantity = excluded.quantity
                """, slot.order, slot.shipment, slot.line, slot.product, slot.warehouse, slot.lot, quantity)
        } else {
            try store.run(
                """
                DELETE FROM reservation
                WHERE order_number = $1 AND shipment = $2 AND line_id = $3 AND product = $4 AND warehouse = $5
                    AND lot = $6
                """, slot.order, slot.shipment, slot.line, slot.product, slot.warehouse, slot.lot)
        }
    }
}
