// The rows of one order in the tables that its events change again and again: read once, changed in memory, and written once.
// A new order that is confirmed, reserved and instructed at once would otherwise write most of its rows three times.

import ExactDecimals
import OrderModel

/// Where a locked quantity lies, and for which line and shipment; no shipment yet is the empty text.
struct ReservationSlot: Hashable, Comparable {
    var shipment = ""
    var line: String
    var product: String
    var warehouse: String
    var lot: String

    static func < (left: ReservationSlot, right: ReservationSlot) -> Bool {
        (left.shipment, left.line, left.product, left.warehouse, left.lot)
            < (right.shipment, right.line, right.product, right.warehouse, right.lot)
    }
}

/// A confirmed line that has not left altogether.
struct OpenLine: Hashable {
    var partner: String
    var currency: String
    var product: String
    var unit: String
    var unitPrice: ExactDecimal?
    var amount: ExactDecimal?
    /// In the unit in which the stock is kept.
    var stockQuantity: ExactDecimal
}

/// When a matter was opened, and when it is due.
struct MatterTimes: Hashable {
    var since: Instant
    var due: Instant?
}

final class OrderRows {
    let number: String
    private let store: Store
    /// The ledger had nothing of this order: there is nothing to read.
    private let isNew: Bool
    /// Tables that are not kept here may have rows of the order.
    var mayHaveShortages: Bool
    var partner: String?
    private var known = Known()

    /// What was read, and what has become of it since.
    private struct Known {
        var matters: Changing<OpenMatter.Kind, MatterTimes>?
        var reservations: Changing<ReservationSlot, ExactDecimal>?
        var openLines: Changing<String, OpenLine>?
        var dispatched: [String: ExactDecimal]?
    }

    init(number: String, store: Store, isNew: Bool) {
        self.number = number
        self.store = store
        self.isNew = isNew
        mayHaveShortages = !isNew
    }

    // MARK: The rows

    func matters() throws(LedgerError) -> [OpenMatter.Kind: MatterTimes] { try changingMatters().now }
    func set(_ times: MatterTimes?, _ kind: OpenMatter.Kind) throws(LedgerError) {
        var matters = try changingMatters()
        known.matters = nil
        matters.now[kind] = times
        known.matters = matters
    }

    func reservations() throws(LedgerError) -> [ReservationSlot: ExactDecimal] { try changingReservations().now }
    /// Nothing is locked in a slot whose quantity is not positive.
    func set(_ quantity: ExactDecimal, _ slot: ReservationSlot) throws(LedgerError) {
        var reservations = try changingReservations()
        known.reservations = nil
        reservations.now[slot] = quantity.isPositive ? quantity : nil
        known.reservations = reservations
    }
    func keepReservations(_ isKept: (ReservationSlot) -> Bool) throws(LedgerError) {
        var reservations = try changingReservations()
        reservations.now = reservations.now.filter { isKept($0.key) }
        known.reservations = reservations
    }

    func openLines() throws(LedgerError) -> [String: OpenLine] { try changingOpenLines().now }
    func set(_ line: OpenLine?, _ id: String) throws(LedgerError) {
        var lines = try changingOpenLines()
        known.openLines = nil
        lines.now[id] = line
        known.openLines = lines
    }
    func removeOpenLines() throws(LedgerError) {
        var lines = try changingOpenLines()
        lines.now = [:]
        known.openLines = lines
    }

    /// How much of each line has left, in the stock's unit.
    func dispatched() throws(LedgerError) -> [String: ExactDecimal] {
        if let dispatched = known.dispatched { return dispatched }
        var sums: [String: ExactDecimal] = [:]
        if !isNew {
            let rows = try store.rows("SELECT line_id, quantity FROM dispatched_line WHERE order_number = $1", number) {
                columns throws(LedgerError) in (try columns.text(0), try columns.decimal(1))
            }
            for (line, quantity) in rows { sums[line] = try Sums.add(sums[line] ?? .zero, quantity) }
        }
        known.dispatched = sums
        return sums
    }
    /// A row of `dispatched_line` was written.
    func didDispatch(_ quantity: ExactDecimal, of line: String) throws(LedgerError) {
        guard let before = known.dispatched else { return }
        known.dispatched?[line] = try Sums.add(before[line] ?? .zero, quantity)
    }

    // MARK: Reading

    private func changingMatters() throws(LedgerError) -> Changing<OpenMatter.Kind, MatterTimes> {
        if let matters = known.matters { return matters }
        let matters = Changing(
            try isNew
                ? []
                : store.rows("SELECT kind, since, due_at FROM open_matter WHERE order_number = $1", number) {
                    columns throws(LedgerError) in
                    (
                        try columns.choice(0, OpenMatter.Kind.self),
                        MatterTimes(since: try columns.instant(1), due: try columns.instantOrNil(2))
                    )
                })
        known.matters = matters
        return matters
    }

    private func changingReservations() throws(LedgerError) -> Changing<ReservationSlot, ExactDecimal> {
        if let reservations = known.reservations { return reservations }
        let reservations = Changing(
            try isNew
                ? []
                : store.rows(
                    """
                    SELECT shipment, line_id, product, warehouse, lot, quantity FROM reservation
                    WHERE order_number = $1
                    """, number
                ) { columns throws(LedgerError) in
                    (
                        ReservationSlot(
                            shipment: try columns.text(0), line: try columns.text(1), product: try columns.text(2),
                            warehouse: try columns.text(3), lot: try columns.text(4)), try columns.decimal(5)
                    )
                })
        known.reservations = reservations
        return reservations
    }

    private func changingOpenLines() throws(LedgerError) -> Changing<String, OpenLine> {
        if let lines = known.openLines { return lines }
        let lines = Changing(
            try isNew
                ? []
                : store.rows(
                    """
                    SELECT line_id, partner, currency, product, unit, unit_price, amount, stock_quantity FROM open_line
                    WHERE order_number = $1
                    """, number
                ) { columns throws(LedgerError) in
                    (
                        try columns.text(0),
                        OpenLine(
                            partner: try columns.text(1), currency: try columns.text(2), product: try columns.text(3),
                            unit: try columns.text(4), unitPrice: try columns.decimalOrNil(5),
                            amount: try columns.decimalOrNil(6), stockQuantity: try columns.decimal(7))
                    )
                })
        known.openLines = lines
        return lines
    }

    // MARK: Writing

    /// Writes what is different now. To be called before anything else looks into these tables.
    func save() throws(LedgerError) {
        try saveMatters()
        try saveReservations()
        try saveOpenLines()
    }

    private func saveMatters() throws(LedgerError) {
        guard let matters = known.matters, matters.isChanged else { return }
        for kind in matters.removed {
            try store.run("DELETE FROM open_matter WHERE order_number = $1 AND kind = $2", number, kind.rawValue)
        }
        for (kind, times) in matters.put {
            try store.run(
                """
                INSERT INTO open_matter (order_number, kind, since, due_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (order_number, kind) DO UPDATE SET since = excluded.since, due_at = excluded.due_at
                """, number, kind.rawValue, times.since, times.due)
        }
        known.matters?.wasSaved()
    }

    func saveReservations() throws(LedgerError) {
        guard let reservations = known.reservations, reservations.isChanged else { return }
        for slot in reservations.removed {
            try store.run(
                """
                DELETE FROM reservation
                WHERE order_number = $1 AND shipment = $2 AND line_id = $3 AND product = $4 AND warehouse = $5
                    AND lot = $6
                """, number, slot.shipment, slot.line, slot.product, slot.warehouse, slot.lot)
        }
        for (slot, quantity) in reservations.put {
            try store.run(
                """
                INSERT INTO reservation (order_number, shipment, line_id, product, warehouse, lot, quantity)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (order_number, shipment, line_id, product, warehouse, lot)
                DO UPDATE SET quantity = excluded.quantity
                """, number, slot.shipment, slot.line, slot.product, slot.warehouse, slot.lot, quantity)
        }
        known.reservations?.wasSaved()
    }

    private func saveOpenLines() throws(LedgerError) {
        guard let lines = known.openLines, lines.isChanged else { return }
        for id in lines.removed {
            try store.run("DELETE FROM open_line WHERE order_number = $1 AND line_id = $2", number, id)
        }
        for (id, line) in lines.put {
            try store.run(
                """
                INSERT INTO open_line
                    (order_number, line_id, partner, currency, product, unit, unit_price, amount, stock_quantity)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                ON CONFLICT (order_number, line_id) DO UPDATE SET
                    partner = excluded.partner, currency = excluded.currency, product = excluded.product,
                    unit = excluded.unit, unit_price = excluded.unit_price, amount = excluded.amount,
                    stock_quantity = excluded.stock_quantity
                """, number, id, line.partner, line.currency, line.product, line.unit, line.unitPrice, line.amount,
                line.stockQuantity)
        }
        known.openLines?.wasSaved()
    }
}

/// Rows by their key, as they are in the table and as they are to be.
private struct Changing<Key: Hashable & Comparable, Row: Equatable> {
    private var before: [Key: Row]
    var now: [Key: Row]

    init(_ rows: [(Key, Row)]) {
        before = Dictionary(rows, uniquingKeysWith: { _, last in last })
        now = before
    }

    var isChanged: Bool { before != now }
    var removed: [Key] { before.keys.filter { now[$0] == nil }.sorted() }
    var put: [(Key, Row)] { now.filter { before[$0.key] != $0.value }.sorted { $0.key < $1.key } }

    mutating func wasSaved() { before = now }
}
