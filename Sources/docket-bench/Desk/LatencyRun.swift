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

    private static let warmUps = 10
    /// Long enough for the desk to finish with everything that follows the confirmation, and to fall asleep.
    private static let pauseMicroseconds: UInt32 = 60_000
    private static let patienceSeconds = 30.0
    private static let customer = Customer.acme

    func measure() throws -> LatencyResult {
        progress.say("Latency: a desk is laid out and gets its reference data")
        let desk = MeasuredDesk(root: place.path(of: "latency"), program: program)
        try desk.layOut(with: catalogue)
        let chain = try BareChain(loadOfOneDrop(at: desk), place: place)
        let daemon = try desk.startDaemon()
        try daemon.waitUntilReady()
        progress.say("Latency: \(drops) drops at an idle desk, and the bare chain in turn")
        let outbox = "\(desk.root)/outbox/\(LatencyRun.customer.rawValue)"
        let events = try FolderEvents(.movedIn, folders: [outbox])
        let inbox = try Folder("\(desk.root)/inbox/\(LatencyRun.customer.rawValue)/shop")
        var (seen, bare): ([Double], [Double]) = ([], [])
        for number in 0..<drops + LatencyRun.warmUps {
            usleep(LatencyRun.pauseMicroseconds)
            let chained = try chain.run()
            _ = events.names(waiting: 0)
            let seconds = try drop(number, into: inbox, outbox: outbox, events: events, daemon: daemon)
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

    private func reference(_ number: Int) -> String { References(prefix: "BENCHL-").name(number) }

    private func text(_ number: Int) -> String {
        Catalogue.orderHead + catalogue.orderRows(reference: reference(number), number: number)
    }

    /// What one order leads to, seen at a run of its own before.
    private func loadOfOneDrop(at desk: MeasuredDesk) throws -> BareChain.Load {
        let before = try desk.files(beneath: "outbox")
        let heights = try LedgerRows.heights(of: desk.ledger)
        let text = text(999_999)
        try desk.drop(text, into: "\(LatencyRun.customer.rawValue)/shop", as: "first.csv")
        _ = try desk.run { _, _ in }
        var sizes: [Int] = []
        try desk.forEachFile(beneath: "outbox") { path, size in if !before.contains(path) { sizes.append(size) } }
        let rows = try LedgerRows.heights(of: desk.ledger).reduce(0) { $0 + $1.value - (heights[$1.key] ?? 0) }
        return BareChain.Load(input: text.utf8.count, documents: sizes, rows: Int(rows))
    }

    private func drop(
        _ number: Int, into inbox: Folder, outbox: String, events: FolderEvents, daemon: Daemon
    ) throws -> Double {
        let bytes = Array(text(number).utf8)[...]
        let clock = ContinuousClock()
        let start = clock.now
        _ = try inbox.create(".order-\(number).tmp", bytes)
        try inbox.rename(".order-\(number).tmp", to: inbox, as: "order-\(number).csv")
        while start.duration(to: clock.now).seconds < LatencyRun.patienceSeconds {
            for name in events.names(waiting: 1_000) where name.hasPrefix("confirmation-") {
                let seconds = start.duration(to: clock.now).seconds
                try check("\(outbox)/\(name)", confirms: number)
                return seconds
            }
            try daemon.checkIsAlive()
        }
        throw BenchError("No confirmation came for drop \(number) within \(Int(LatencyRun.patienceSeconds)) s.")
    }

    private func check(_ path: String, confirms number: Int) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        guard text.contains(reference(number)) else {
            throw BenchError("\(path) came for drop \(number), but does not name \(reference(number)).")
        }
    }
}
