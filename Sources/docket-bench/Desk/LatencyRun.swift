// From the drop of one order to its confirmation under its final name, at a desk that has nothing else to do; in turn
// with the bare chain of the same calls, so that noise meets both.

import Foundation

/// Seconds, of all that were measured.
struct Latencies: Codable {
    var p50: Double
    var p95: Double
    var max: Double

    init(_ seconds: [Double]) {
        let sorted = seconds.sorted()
        func at(_ share: Double) -> Double {
            sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
        }
        (p50, p95, max) = (at(0.5), at(0.95), sorted.last ?? 0)
    }
}

struct LatencyResult: Codable {
    var drops: Int
    var desk: Latencies
    var bareChain: Latencies
    /// What one drop of the chain writes.
    var documentsPerDrop: Int
    var rowsPerDrop: Int

    /// The desk's median by the chain's.
    var timesBareChain: Double { desk.p50 / bareChain.p50 }
}

struct LatencyRun {
    let drops: Int
    let catalogue: Catalogue
    let program: String
    let place: Workplace
    let progress: Progress

    private static let prefix = "BENCHL-"
    private static let warmUps = 10
    /// Long enough for the desk to finish with everything that follows the confirmation, and to fall asleep.
    private static let pauseMicroseconds: UInt32 = 60_000

    func measure() throws -> LatencyResult {
        progress.say("Latency: a desk is laid out and gets its reference data")
        let desk = MeasuredDesk(root: place.path(of: "latency"), program: program)
        try desk.layOut(with: catalogue)
        let chain = try BareChain(loadOfOneDrop(at: desk), place: place)
        let daemon = try desk.startDaemon()
        try daemon.waitUntilReady()
        progress.say("Latency: \(drops) drops at an idle desk, and the bare chain in turn")
        let orders = try DroppedOrders(prefix: LatencyRun.prefix, catalogue, at: desk)
        var (seen, bare): ([Double], [Double]) = ([], [])
        for number in 0..<drops + LatencyRun.warmUps {
            usleep(LatencyRun.pauseMicroseconds)
            let chained = try chain.run()
            let seconds = try orders.drop(number, daemon)
            // The first ones fill caches.
            if number >= LatencyRun.warmUps {
                seen.append(seconds)
                bare.append(chained)
            }
            progress.move("\(number + 1) of \(drops + LatencyRun.warmUps) drops")
        }
        _ = try daemon.stop()
        return LatencyResult(
            drops: drops, desk: Latencies(seen), bareChain: Latencies(bare),
            documentsPerDrop: chain.load.documents.count, rowsPerDrop: chain.load.rows)
    }

    /// What one order leads to, seen at a run of its own before.
    private func loadOfOneDrop(at desk: MeasuredDesk) throws -> BareChain.Load {
        let before = try desk.files(beneath: "outbox")
        let heights = try LedgerRows.heights(of: desk.ledger)
        let text = DroppedOrders.text(999_999, prefix: LatencyRun.prefix, catalogue)
        try desk.drop(text, into: "\(DroppedOrders.customer.rawValue)/shop", as: "first.csv")
        _ = try desk.run { _, _ in }
        var sizes: [Int] = []
        try desk.forEachFile(beneath: "outbox") { path, size in if !before.contains(path) { sizes.append(size) } }
        let rows = try LedgerRows.heights(of: desk.ledger).reduce(0) { $0 + $1.value - (heights[$1.key] ?? 0) }
        return BareChain.Load(input: text.utf8.count, documents: sizes, rows: Int(rows))
    }
}
