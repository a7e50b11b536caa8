// How a run ends: everything works again, the desk comes to rest, and what a last power cut leaves is checked.

import DocketDaemon
import OrderModel

extension Simulation {
    /// The desk is given time until nothing is left to do.
    func comeToRest() throws {
        try makePeace()
        var (starts, quietTurns) = (0, 0)
        var last: TurnReport?
        for _ in 0..<120 where quietTurns < 3 {
            if process == nil {
                starts += 1
                guard starts < 5 else { return result.fail(.stuck, "the desk cannot go on: \(startFailure ?? "")") }
                start()
                process?.calls.diesAtCall = .max
            }
            // Nothing but time may be missing: for half of a bundle, the rest of a file, the carrier's next try.
            guard let report = try turnInPeace(after: last?.didSomething ?? true ? 3 : 700) else { continue }
            let isWaiting = report.nextLook != nil || report.nextDeadline != nil
            quietTurns = report.didSomething || isWaiting ? 0 : quietTurns + 1
            last = report
        }
        if quietTurns < 3 { result.fail(.stuck, "the desk does not come to rest") }
        for trouble in last?.troubles ?? [] { result.fail(.stuck, "in the end: \(trouble)") }
    }

    /// Faults end, roots are back, uploads come to their end.
    private func makePeace() throws {
        trace("— everything works again")
        faults.areOn = false
        carrier.isReliable = true
        machine.mountAll(on: disk)
        partners.finish()
        now = latest.adding(seconds: 2 * 86_400)
        if let process, disk.dice.hits(percent: 50) { try end(process, isPowerCut: false) }
        process?.calls.diesAtCall = .max
        process?.gate.plan(.nothing)
    }

    /// - Returns: nil if the desk does not run, or ended.
    private func turnInPeace(after seconds: Int64) throws -> TurnReport? {
        guard let process else { return nil }
        monotonic += seconds * 1_000_000_000
        now = now.adding(seconds: seconds)
        do {
            let report = try turn(process)
            try carrier.work(process, world: world, now: now, disk: disk)
            return report
        } catch {
            trace("the process ends: \(error)")
            startFailure = "\(error)"
            try end(process, isPowerCut: false)
            return nil
        }
    }

    func check() throws {
        var checks = Checks(simulation: self)
        checks.checkBeforeStart()
        // A share that was away when the desk swept is swept by the next start.
        if let process { try stop(process) }
        start()
        guard let process else { return result.fail(.stuck, "the desk does not start in the end") }
        process.calls.diesAtCall = .max
        _ = try turn(process)
        checks.checkBeforePowerCut()
        // What was done and said must be on the disk.
        process.calls.die()
        cutPower()
        result.violations += carrier.violations
        try checks.run(on: process.ledger)
        result.violations += checks.violations
        let calls = SimulatedCalls(disk: disk, faults: faults, gate: CommitGate(), harm: [])
        for difference in try world.replay(process.ledger, calls: calls, pace: pace, now: now) {
            result.fail(.unproved, difference)
        }
        result.orders = checks.orders
        result.batches = publications.batches
        result.calls += process.calls.count
    }
}
