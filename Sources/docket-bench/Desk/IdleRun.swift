// What a desk uses that has nothing to do, and what it still holds once it has had something to do.

import Foundation

struct IdleResult: Codable {
    var seconds: Double
    /// Of one core.
    var processorShare: Double
    var residentBytes: Int64
    /// Resident a moment after some orders, when there is nothing to do again.
    var residentAfterWorkBytes: Int64
    var orders: Int
}

struct IdleRun {
    let seconds: Int
    let catalogue: Catalogue
    let program: String
    let place: Workplace
    let progress: Progress

    /// After the start there is something to do for a moment.
    private static let settleSeconds: UInt32 = 2
    private static let orders = 500
    private static let patienceSeconds = 300.0

    func measure() throws -> IdleResult {
        progress.say("Idle: a desk is laid out and gets its reference data")
        let desk = MeasuredDesk(root: place.path(of: "idle"), program: program)
        try desk.layOut(with: catalogue)
        let daemon = try desk.startDaemon()
        try daemon.waitUntilReady()
        sleep(IdleRun.settleSeconds)
        progress.say("Idle: \(seconds) s of nothing to do")
        let clock = ContinuousClock()
        let start = clock.now
        let before = try daemon.figures()
        while start.duration(to: clock.now).seconds < Double(seconds) {
            progress.move("\(Int(start.duration(to: clock.now).seconds)) of \(seconds) s")
            usleep(200_000)
        }
        let after = try daemon.figures()
        let span = start.duration(to: clock.now).seconds
        try work(at: desk, daemon)
        sleep(IdleRun.settleSeconds)
        let afterWork = try daemon.figures()
        _ = try daemon.stop()
        return IdleResult(
            seconds: span, processorShare: (after.processorSeconds - before.processorSeconds) / span,
            residentBytes: after.residentBytes, residentAfterWorkBytes: afterWork.residentBytes,
            orders: IdleRun.orders)
    }

    /// One file of orders, until its receipt is there.
    private func work(at desk: MeasuredDesk, _ daemon: Daemon) throws {
        progress.say("Idle: one file of \(IdleRun.orders) orders, and nothing again")
        let events = try FolderEvents(.movedIn, folders: ["\(desk.root)/outbox/\(Customer.acme.rawValue)"])
        try desk.drop(Work.oneFile(orders: IdleRun.orders, catalogue).file(0))
        let clock = ContinuousClock()
        let start = clock.now
        while start.duration(to: clock.now).seconds < IdleRun.patienceSeconds {
            if events.names(waiting: 1_000).contains(where: { $0.hasPrefix("receipt-") }) { return }
            try daemon.checkIsAlive()
        }
        throw BenchError("A file of \(IdleRun.orders) orders got no receipt within \(Int(IdleRun.patienceSeconds)) s.")
    }
}
