// Mode one: files keep coming while the daemon is killed at random moments and started again.

import Foundation
import SeededNumbers

struct RandomKills {
    let place: Workplace
    let kills: Int
    let seed: UInt64

    /// Files that may wait in the inboxes; a desk that is killed all the time falls behind.
    private static let backlog = 60
    /// Seconds without any move after which nothing more is expected.
    private static let patience = 60.0

    func run() throws -> Tally {
        Progress.say("random: \(kills) kills, seed \(seed); a desk is laid out in \(place.folder)/random")
        let desk = try place.desk("random")
        var random = SeededRandom(seed: seed)
        var drops = Drops(seed: random.next())
        var tally = Tally(mode: "kill -9 at random moments")
        let collector = Collector(desk: desk, seed: random.next())
        collector.start()
        while tally.kills < kills {
            try desk.start()
            try feed(desk, &drops, &random)
            if !desk.kill() { tally.wrong.append("the daemon ended by itself before kill \(tally.kills + 1)") }
            tally.kills += 1
            if tally.kills % 50 == 0 { say(tally, drops, collector) }
        }
        try finish(desk, drops, collector, &tally)
        collector.stop()
        try Verdict(desk: desk, published: collector.published, drops: drops).judge(&tally)
        return tally
    }

    /// Drops files until the moment of the next kill: often in the middle of the start, mostly while it works, now and
    /// then late enough that it catches up.
    private func feed(_ desk: TorturedDesk, _ drops: inout Drops, _ random: inout SeededRandom) throws {
        let span: ClosedRange<Double> =
            switch random.number(0...19) {
            case ..<5: 0...0.08
            case ..<17: 0.05...0.5
            default: 0.5...2
            }
        let end = Date().addingTimeInterval(random.seconds(span))
        while Date() < end {
            if desk.files(beneath: desk.inbox).count < RandomKills.backlog {
                for _ in 0..<random.number(1...4) { try desk.drop(drops.next(mayBreakOff: true)) }
            }
            let pause = random.seconds(0...0.06)
            usleep(UInt32(max(0, min(pause, end.timeIntervalSinceNow)) * 1_000_000))
        }
    }

    /// Lets the desk finish, then ends it the tidy way.
    private func finish(_ desk: TorturedDesk, _ drops: Drops, _ collector: Collector, _ tally: inout Tally) throws {
        Progress.say("random: the desk may finish now")
        try desk.start()
        var lastMove = (date: Date(), documents: 0)
        while Date().timeIntervalSince(lastMove.date) < RandomKills.patience, desk.isRunning {
            let published = collector.published
            let isAnswered = published.receipts.count >= drops.all.count
            let isConfirmed = published.confirmations.values.reduce(0, +) >= drops.confirmationsDue.reduce(0, +)
            if isAnswered, isConfirmed, desk.files(beneath: "\(desk.root)/work/claimed").isEmpty { break }
            if published.documents != lastMove.documents { lastMove = (Date(), published.documents) }
            usleep(50_000)
        }
        usleep(300_000)
        let status = desk.stop()
        if status != 0 { tally.wrong.append("the last daemon ended with \(status) instead of 0") }
    }

    private func say(_ tally: Tally, _ drops: Drops, _ collector: Collector) {
        let published = collector.published
        Progress.say(
            "  \(tally.kills) of \(kills) kills, \(drops.all.count) files dropped, \(drops.orders) orders, "
                + "\(published.documents) documents taken out")
    }
}
