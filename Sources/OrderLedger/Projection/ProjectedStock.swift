// What events do to stock: quantities are locked, given to a shipment, and leave with it (K01, K07, O08).

import ExactDecimals
import OrderModel

struct ProjectedStock {
    let store: Store
    let memo: Memo
    let rows: OrderRows
    let isRebuilding: Bool

    // MARK: Reservations

    /// Locks quantities for the lines of an order. Two orders cannot lock the same goods: more than is available is
    /// refused, and with it the whole transaction.
    func reserve(_ reservations: [Reservation]) throws(LedgerError) {
        for reservation in reservations {
            guard reservation.quantity.isPositive else {
                throw .notPositive(
                    what: "a reservation of \(reservation.product)", value: reservation.quantity.description)
            }
            if !isRebuilding { try take(reservation) }
            let slot = ReservationSlot(
                line: reservation.lineID, product: reservation.product, warehouse: reservation.warehouse,
                lot: reservation.lot)
            let locked = try rows.reservations()[slot] ?? .zero
            try rows.set(try Sums.add(locked, reservation.quantity), slot)
        }
    }

    private func take(_ reservation: Reservation) throws(LedgerError) {
        // What is not remembered is added up from the tables.
        if memo.stock[reservation.product] == nil { try rows.saveReservations() }
        try StockView(store: store, memo: memo).take(reservation)
    }

    /// The pick lines of a shipment take their quantities out of what is locked for the order. A pick line without a
    /// reservation locks its goods now: they are being picked.
    func assign(_ instruction: DispatchInstruction) throws(LedgerError) {
        for line in instruction.pickLines {
            var slot = ReservationSlot(
                line: line.lineID, product: line.product, warehouse: instruction.warehouse, lot: line.lot)
            let locked = try rows.reservations()[slot] ?? .zero
            try rows.set(locked > line.quantity ? try Sums.subtract(line.quantity, from: locked) : .zero, slot)
            slot.shipment = instruction.shipment
            let picked = try rows.reservations()[slot] ?? .zero
            try rows.set(try Sums.add(picked, line.quantity), slot)
            // What was locked before is locked still; only what was not changes the sum.
            if locked < line.quantity { memo.forgetStock(of: [line.product]) }
        }
    }

    /// Nothing is locked for the order any more, and it waits for nothing.
    func release() throws(LedgerError) {
        memo.forgetStock(of: try rows.reservations().keys.map(\.product))
        try rows.keepReservations { _ in false }
        guard rows.mayHaveShortages else { return }
        try store.run("DELETE FROM shortage WHERE order_number = $1", rows.number)
    }

    // MARK: Shortages

    /// What the order lacks now, in place of what it lacked before.
    func replaceShortages(_ shortages: [Shortage], at instant: Instant) throws(LedgerError) {
        let order = rows.number
        rows.mayHaveShortages = true
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
    func dispatch(_ dispatch: Dispatch, position: Int64) throws(LedgerError) {
        for (ordinal, line) in dispatch.report.lines.enumerated() {
            try store.run(
                """
                INSERT INTO dispatched_line
                    (position, ordinal, order_number, shipment, line_id, product, warehouse, lot, quantity)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """, position, ordinal, rows.number, dispatch.shipment, line.lineID, line.product, dispatch.warehouse,
                line.lot, line.quantity)
            try rows.didDispatch(line.quantity, of: line.lineID)
        }
        let locked = try rows.reservations().keys.filter { $0.shipment == dispatch.shipment }
        memo.forgetStock(of: locked.map(\.product))
        memo.forgetStock(of: dispatch.report.lines.map(\.product))
        try rows.keepReservations { $0.shipment != dispatch.shipment }
    }
}
