// Does the desk become slower with the orders it has behind it? The same file of orders is given to a desk with such a
// ledger and to a fresh one, one after the other.

import Foundation

struct BehindResult: Codable {
    /// Orders in the ledger before the work.
    var orders: Int
    var ledgerBytes: Int64
    var buildSeconds: Double
    var fresh: WorkResult
    var behind: WorkResult

    var ratio: Double { behind.rates.ordersPerSecond / fresh.rates.ordersPerSecond }
}

struct BehindRun {
    /// Orders in the ledger before the work, about: a whole number of seeds.
    let orders: Int
    /// Orders of the file.
    let work: Int
    let catalogue: Catalogue
    let program: String
    let place: Workplace
    let sharing: SyncSharing
    let progress: Progress

    /// How many orders the desk itself decides and brings to their end before they are multiplied.
    private static let seed = 1_000

    func measure() throws -> BehindResult {
        let clock = ContinuousClock()
        let start = clock.now
        let desk = MeasuredDesk(root: place.path(of: "behind"), program: program)
        let history = LedgerHistory(
            desk: desk, catalogue: catalogue, orders: min(orders, BehindRun.seed), place: place, progress: progress)
        let total = try history.build(times: max(1, orders / BehindRun.seed))
        let seconds = start.duration(to: clock.now).seconds
        let bytes = try FileManager.default.attributesOfItem(atPath: desk.ledger)[.size] as? Int64 ?? 0
        let fresh = try run("fresh ledger", "behind-fresh").measure()
        let behind = try run("\(Digits.grouped(total)) orders behind it", "behind-full").measure(on: desk)
        return BehindResult(orders: total, ledgerBytes: bytes, buildSeconds: seconds, fresh: fresh, behind: behind)
    }

    private func run(_ title: String, _ name: String) -> WorkRun {
        var file = Work.oneFile(orders: work, catalogue, name: name)
        file.title += ", \(title)"
        return WorkRun(
            work: file, catalogue: catalogue, program: program, place: place, sharing: sharing, progress: progress,
            bareLedgerHasPast: false)
    }
}
