// A ledger with a past. The desk itself decides one file of orders and takes the reports that they were dispatched and
// delivered; then SQLite copies every row of these orders under other numbers, as often as is wanted.

import Foundation
import GRDB

struct LedgerHistory {
    let desk: MeasuredDesk
    let catalogue: Catalogue
    /// How many orders the desk decides itself.
    let orders: Int
    let place: Workplace
    let progress: Progress

    private static let prefix = "BENCHH-"

    /// - Returns: how many orders the ledger has then.
    func build(times: Int) throws -> Int {
        progress.say("Behind: a desk is laid out and decides \(orders) orders")
        try desk.layOut(with: catalogue)
        let heights = try LedgerRows.heights(of: desk.ledger)
        try desk.drop(Work.oneFile(orders: orders, catalogue, name: "seed", prefix: LedgerHistory.prefix).file(0))
        try takeAll()
        try report("dispatched", dispatchReports, into: "desk/warehouse")
        try report("delivered", deliveryReports, into: "desk/warehouse")
        let total = orders * times
        progress.say("Behind: their rows are copied until there are \(Digits.grouped(total)) orders")
        let multiplier = RowMultiplier(
            ledger: desk.ledger, above: heights, prefix: LedgerHistory.prefix, place: place, progress: progress)
        try multiplier.run(times: times)
        let counted = try count("SELECT COUNT(*) FROM orders")
        guard counted == total, try count("SELECT COUNT(DISTINCT customer_reference) FROM orders") == total else {
            throw BenchError("The ledger has \(counted) orders instead of \(total); look at \(desk.ledger).")
        }
        return total
    }

    private func takeAll() throws {
        _ = try desk.run { [progress] seconds, _ in progress.move("\(Int(seconds)) s") }
    }

    private func count(_ sql: String) throws -> Int {
        try LedgerRows.read(desk.ledger) { try Int.fetchOne($0, sql: sql) ?? 0 }
    }

    // MARK: Reports

    private func report(_ what: String, _ text: (Database) throws -> String, into folder: String) throws {
        progress.say("Behind: they are reported \(what)")
        let text = try LedgerRows.read(desk.ledger, text)
        try desk.drop(text, into: folder, as: "\(what).csv")
        try takeAll()
        let column = what == "dispatched" ? "dispatched_on" : "delivered_on"
        let done = try count("SELECT COUNT(*) FROM shipment WHERE \(column) IS NOT NULL")
        guard done >= orders else {
            throw BenchError("\(done) of \(orders) shipments are \(what); see \(desk.root)/outbox/\(folder).")
        }
    }

    private func dispatchReports(_ database: Database) throws -> String {
        let rows = try String.fetchAll(
            database,
            sql: """
                SELECT shipment || ',' || date('now') || ',Wu Min,1,' || line_id || ',' || product || ',' || lot || ',' || quantity
                FROM reservation ORDER BY shipment, line_id
                """)
        return (["shipment,dispatched_on,confirmed_by,packages,line,product,lot,quantity"] + rows).joined(
            separator: "\n") + "\n"
    }

    private func deliveryReports(_ database: Database) throws -> String {
        let rows = try String.fetchAll(
            database, sql: "SELECT shipment || ',' || date('now') || ',K. Schulz,' FROM shipment ORDER BY shipment")
        return (["shipment,delivered_on,signed_by,remarks"] + rows).joined(separator: "\n") + "\n"
    }
}
