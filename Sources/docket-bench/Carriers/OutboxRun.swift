// The whole way: a running desk delivers what lies in its outbox on the disk, from the claim to the settlement.

import Foundation
import OrderLedger
import OrderModel

/// Rates of the endpoints that answer.
struct OutboxResult: Codable {
    var notices: Int
    var alone: [Double]
    var besideHanging: [Double]

    /// The median of what is left of the rate in each round.
    var ratio: Double { Median.of(zip(besideHanging, alone).map { $0 / $1 }) }

    var rows: [[String]] {
        [
            ["Out of the outbox, \(Digits.grouped(notices)) notices to 50 endpoints", "per second", "of alone"],
            ["alone", Digits.grouped(Median.of(alone)), ""],
            ["beside one that hangs", Digits.grouped(Median.of(besideHanging)), Digits.percent(ratio)],
        ]
    }
}

/// A desk that starts with many undelivered notices.
struct BacklogResult: Codable {
    struct Start: Codable {
        var notices: Int
        /// From the start of the process until the first notice arrived.
        var firstPostSeconds: Double
        var perSecond: Double
        /// Resident when the first notice had arrived, at most, and at rest after the last one.
        var atStartBytes: Int64
        var peakBytes: Int64
        var afterBytes: Int64
        /// Notices that were overtaken by one that was due later than all that their endpoint may have under way, or by a
        /// later one of their shipment.
        var outOfOrder: Int
    }

    var few: Start
    var many: Start

    var firstPostSeconds: Double { many.firstPostSeconds }
    var memoryRatio: Double { Double(many.peakBytes) / Double(few.peakBytes) }
    var outOfOrder: Int { few.outOfOrder + many.outOfOrder }

    var rows: [[String]] {
        [
            [
                "Undelivered at the start", "first post", "per second", "memory at start", "at most", "after",
                "out of order",
            ]
        ]
            + [few, many].map { start in
                [
                    Digits.grouped(start.notices), Digits.seconds(start.firstPostSeconds) + " s",
                    Digits.grouped(start.perSecond), Digits.mebibytes(start.atStartBytes),
                    Digits.mebibytes(start.peakBytes), Digits.mebibytes(start.afterBytes), "\(start.outOfOrder)",
                ]
            }
    }
}

struct OutboxRun {
    let program: String
    let place: Workplace
    let progress: Progress

    static let endpoints = 50
    private static let patienceSeconds = 600.0
    /// Enough to keep the hanging endpoint busy, however often its exchanges end and its breaker opens.
    private static let hangingNotices = 500

    // MARK: Beside an endpoint that hangs

    /// Each round has a desk of its own for either, one after the other.
    func measure(notices: Int, rounds: Int) throws -> OutboxResult {
        var result = OutboxResult(notices: notices, alone: [], besideHanging: [])
        for round in 1...rounds {
            progress.say("Outbox, round \(round) of \(rounds): alone")
            result.alone.append(try rate(notices, name: "alone-\(round)", isHanging: false))
            progress.say("Outbox, round \(round) of \(rounds): beside an endpoint that hangs")
            result.besideHanging.append(try rate(notices, name: "hanging-\(round)", isHanging: true))
        }
        return result
    }

    private func rate(_ notices: Int, name: String, isHanging: Bool) throws -> Double {
        let server = try BenchServer(name, in: place)
        let desk = CarrierDesk(root: place.path(of: name), program: program)
        try desk.layOut(on: server, isHanging: isHanging)
        try desk.enter(BenchNotice.all(notices) + (isHanging ? BenchNotice.hanging(OutboxRun.hangingNotices) : []))
        try place.settle()
        let daemon = try desk.start()
        // The hanging one keeps at most as many under way as it may.
        let arrivals = try wait(for: notices, at: server, daemon) { BenchNotice.isHealthy($0) }
        if isHanging {
            daemon.kill()
        } else {
            _ = try daemon.stop()
            try desk.checkAllDelivered(notices)
        }
        return try OutboxRun.perSecond(arrivals)
    }

    private static func perSecond(_ arrivals: [BenchServer.Arrival]) throws -> Double {
        guard let first = arrivals.first, let last = arrivals.last, last.at > first.at else {
            throw BenchError("Nothing arrived.")
        }
        return Double(arrivals.count) / (last.at - first.at)
    }

    /// Until so many arrived; those that did.
    private func wait(
        for count: Int, at server: BenchServer, _ daemon: Daemon, where counts: (String) -> Bool = { _ in true }
    ) throws -> [BenchServer.Arrival] {
        while daemon.start.duration(to: .now).seconds < OutboxRun.patienceSeconds {
            try daemon.checkIsAlive()
            let seen = server.arrivalCount()
            progress.move("\(seen) arrivals")
            if seen >= count {
                let arrivals = try server.allArrivals().filter { counts($0.id) }
                if arrivals.count >= count { return arrivals }
            }
            usleep(20_000)
        }
        throw BenchError("Only \(server.arrivalCount()) of \(count) notices arrived.")
    }

    // MARK: A backlog

    func measureBacklog(notices: Int) throws -> BacklogResult {
        let few = try start(with: notices / 10)
        return BacklogResult(few: few, many: try start(with: notices))
    }

    private func start(with notices: Int) throws -> BacklogResult.Start {
        progress.say("A backlog of \(Digits.grouped(notices)) notices")
        let name = "backlog-\(notices)"
        let server = try BenchServer(name, in: place)
        let desk = CarrierDesk(root: place.path(of: name), program: program)
        try desk.layOut(on: server, isHanging: false)
        let all = BenchNotice.all(notices)
        try desk.enter(all)
        try place.settle()
        let began = BenchServer.now()
        let daemon = try desk.start()
        _ = try wait(for: 1, at: server, daemon)
        let atStart = try daemon.figures()
        let arrivals = try wait(for: notices, at: server, daemon)
        sleep(3)
        let after = try daemon.figures()
        _ = try daemon.stop()
        try desk.checkAllDelivered(notices)
        return BacklogResult.Start(
            notices: notices, firstPostSeconds: (arrivals.first?.at ?? began) - began,
            perSecond: try OutboxRun.perSecond(arrivals), atStartBytes: atStart.residentBytes,
            peakBytes: after.peakBytes, afterBytes: after.residentBytes,
            outOfOrder: BenchNotice.outOfOrder(arrivals.map(\.id)))
    }
}
