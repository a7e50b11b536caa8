// Modes two and three: at every call by which one run changes the disk, in turn, the desk is killed, or the call fails.
// Each time new files of the same kinds lie in the inboxes, so that one run is like the other.

import Foundation

struct CallTorture {
    let place: Workplace
    let strace: Strace
    /// At most so many calls, spread evenly; nil: every one.
    let limit: Int?
    let seed: UInt64

    /// How long a run may take at which a call fails for good.
    private static let patience = 20.0

    func kill() throws -> Tally {
        try torture("kill -9 at a call", folder: "calls") { $0 }
    }

    func fail() throws -> Tally {
        try torture("a call fails", folder: "errors") { calls in calls.flatMap(CallTorture.faults) }
    }

    /// With which errors a call may fail.
    private static func faults(of target: Strace.Target) -> [Strace.Target] {
        let errors: [Strace.Fault] =
            switch target.call {
            case "fsync", "fdatasync", "syncfs": [.once("EIO"), .fromHereOn("EIO"), .once("ENOSPC")]
            case "renameat2", "linkat", "mkdirat": [.once("EIO"), .fromHereOn("ENOSPC")]
            case "write", "pwrite64", "openat", "ftruncate": [.once("ENOSPC"), .fromHereOn("ENOSPC"), .once("EIO")]
            case "unlinkat", "unlink", "rmdir", "renameat", "rename": [.once("EIO")]
            default: []
            }
        return errors.map { Strace.Target(call: target.call, number: target.number, fault: $0) }
    }

    private func torture(
        _ title: String, folder: String, _ choose: ([Strace.Target]) -> [Strace.Target]
    ) throws -> Tally {
        let desk = try place.desk(folder)
        var drops = Drops(seed: seed)
        let collector = Collector(desk: desk, seed: seed)
        var tally = Tally(mode: title)
        try dropAll(desk, &drops)
        // What the first run does once in a desk's life is not what every run does.
        guard try desk.runOnce() == 0 else { throw TortureError("The first run did not end well; see \(desk.log).") }
        try dropAll(desk, &drops)
        let (calls, others) = try strace.watch(desk)
        let targets = spread(choose(calls))
        Progress.say(
            "\(title): \(calls.count) calls of a run change the disk (and \(others) on other threads); "
                + "\(targets.count) runs in \(desk.root)")
        for (index, target) in targets.enumerated() {
            try step(target, desk, &drops, collector, &tally)
            if (index + 1) % 50 == 0 { Progress.say("  \(index + 1) of \(targets.count) runs") }
        }
        collector.look(takingAll: true)
        if tally.missed * 4 > tally.kills {
            tally.wrong.append("\(tally.missed) of \(tally.kills) runs did not come to their call: this proves little")
        }
        try Verdict(desk: desk, published: collector.published, drops: drops).judge(&tally)
        return tally
    }

    private func dropAll(_ desk: TorturedDesk, _ drops: inout Drops) throws {
        for drop in drops.oneOfEach() { try desk.drop(drop) }
    }

    private func spread(_ targets: [Strace.Target]) -> [Strace.Target] {
        guard let limit, targets.count > limit else { return targets }
        return (0..<limit).map { targets[$0 * targets.count / limit] }
    }

    private func step(
        _ target: Strace.Target, _ desk: TorturedDesk, _ drops: inout Drops, _ collector: Collector,
        _ tally: inout Tally
    ) throws {
        let first = drops.all.count
        try dropAll(desk, &drops)
        let status = try strace.run(desk, at: target, atMost: CallTorture.patience)
        tally.kills += 1
        let isReached = target.fault == .kill ? status == -SIGKILL : strace.didInject(desk)
        if !isReached { tally.missed += 1 }
        if target.fault != .kill, status > 0 { tally.ended += 1 }
        // The partners take out what is there; then the desk comes back, and nothing fails any more.
        collector.look(takingAll: false)
        let after = try desk.runOnce()
        if after != 0 { tally.wrong.append("after \(describe(target)) the next run ended with \(after)") }
        collector.look(takingAll: true)
        var few = Tally(mode: "")
        Verdict(desk: desk, published: collector.published, drops: drops).judge(only: Array(drops.all[first...]), &few)
        if !few.isGood {
            Progress.say(
                "  after \(describe(target)): \((few.lost + few.doubled + few.torn + few.unanswered).first ?? "")")
        }
    }

    private func describe(_ target: Strace.Target) -> String {
        let what =
            switch target.fault {
            case .kill: "a kill at"
            case .once(let error): "\(error) at"
            case .fromHereOn(let error): "\(error) from"
            }
        return "\(what) \(target.call) \(target.number)"
    }
}
