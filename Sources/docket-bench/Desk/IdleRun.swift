// What a desk uses that has nothing to do.

import Foundation

struct IdleResult: Codable {
    var seconds: Double
    /// Of one core.
    var processorShare: Double
    var residentBytes: Int64
    var peakBytes: Int64
}

struct IdleRun {
    let seconds: Int
    let catalogue: Catalogue
    let program: String
    let place: Workplace
    let progress: Progress

    /// After the start there is something to do for a moment.
    private static let settleSeconds: UInt32 = 2

    func measure() throws -> IdleResult {
        progress.say("Idle: a desk is laid out and gets its reference data")
        let desk = MeasuredDesk(root: place.path(of: "idle"), program: program)
        try desk.layOut()
        try desk.load(catalogue)
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
        _ = try daemon.stop()
        return IdleResult(
            seconds: span, processorShare: (after.processorSeconds - before.processorSeconds) / span,
            residentBytes: after.residentBytes, peakBytes: after.peakBytes)
    }
}
