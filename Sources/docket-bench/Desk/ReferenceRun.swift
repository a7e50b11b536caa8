// A long list of products comes while the desk is at work: how long it takes, and how long orders wait meanwhile.

import Foundation

struct ReferenceResult: Codable {
    var products: Int
    /// From the drop of the list to its receipt.
    var seconds: Double
    var drops: Int
    /// Of orders that were dropped meanwhile, one after the other.
    var orders: Latencies
    var peakBytes: Int64
}

struct ReferenceRun {
    let products: Int
    let catalogue: Catalogue
    let program: String
    let place: Workplace
    let progress: Progress

    private static let patienceSeconds = 3_600.0

    func measure() throws -> ReferenceResult {
        progress.say("Reference data: a desk is laid out")
        let desk = MeasuredDesk(root: place.path(of: "reference"), program: program)
        try desk.layOut(with: catalogue)
        let inbox = "\(desk.root)/inbox/desk/master-data"
        try write(to: "\(inbox)/.list.tmp")
        let receipts = try FolderEvents(.movedIn, folders: ["\(desk.root)/outbox/desk/master-data"])
        let orders = try DroppedOrders(prefix: "BENCHR-", catalogue, at: desk)
        let daemon = try desk.startDaemon()
        try daemon.waitUntilReady()
        progress.say("Reference data: \(Digits.grouped(products)) products in one file, and orders meanwhile")
        let clock = ContinuousClock()
        let start = clock.now
        try FileManager.default.moveItem(atPath: "\(inbox)/.list.tmp", toPath: "\(inbox)/list.csv")
        var waits: [Double] = []
        var seconds: Double?
        while seconds == nil {
            waits.append(try orders.drop(waits.count, daemon))
            let passed = start.duration(to: clock.now).seconds
            progress.move("\(waits.count) orders confirmed after \(Int(passed)) s")
            if receipts.names(waiting: 0).contains(where: { $0.hasPrefix("receipt-list-") }) { seconds = passed }
            guard passed < ReferenceRun.patienceSeconds else {
                throw BenchError("The list got no receipt within \(Int(passed)) s; see \(desk.root).")
            }
        }
        let figures = try daemon.figures()
        _ = try daemon.stop()
        try check(desk)
        return ReferenceResult(
            products: products, seconds: seconds ?? 0, drops: waits.count, orders: Latencies(waits),
            peakBytes: figures.peakBytes)
    }

    private func write(to path: String) throws {
        var text = "product,name,unit,standard\n"
        for number in 0..<products {
            text += "R-\(Digits.padded(number, 7)),Listed product \(number),C62,yes\n"
        }
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    private func check(_ desk: MeasuredDesk) throws {
        let heights = try LedgerRows.heights(of: desk.ledger)
        let listed = (heights["product"] ?? 0) - Int64(catalogue.products)
        guard listed == products else {
            throw BenchError("The desk knows \(listed) of \(products) products; see \(desk.root).")
        }
    }
}
