// `docket rules simulate`: which past orders other rules would have sent another way.
//
// The past is decided anew, as `docket replay` does it: at each review the facts are those of that moment, whatever prices,
// stock and credit are today. The rules on trial are asked there too, and change nothing.

import OrderLedger
package import OrderModel
package import OrderProcess
import OrderSpool
package import ReviewRules
import Synchronization

/// What came of a simulation.
package struct RuleSimulationReport: Sendable {
    /// The last review of each order since the time that was asked for, in the order of the reviews.
    package var reviews: [RuleTrial.Review] = []
    /// Files that are missing in the archive or were changed: what they held is taken as it was recorded.
    package var findings: [ReplayFinding] = []

    package var differing: [RuleTrial.Review] { reviews.filter { $0.after.leadsElsewhere(than: $0.before) } }
}

package enum RuleSimulation {
    /// Changes nothing of the desk.
    /// - Parameters:
    ///   - rules: the rules on trial.
    ///   - since: earlier reviews do not count.
    ///   - folder: for two ledgers that are thrown away.
    package static func run(
        _ configuration: Configuration, trying rules: RuleSet, since: Instant, in folder: String, now: Instant,
        progress: (Replay.Stage, Int, Int) -> Void
    ) throws -> RuleSimulationReport {
        let seen = Mutex<[RuleTrial.Review]>([])
        let trial = RuleTrial(rules) { review in
            if review.at >= since { seen.withLock { $0.append(review) } }
        }
        let live = try Ledger.open(path: configuration.folders.ledger, mode: .reader)
        defer { try? live.close() }
        let layout = try configuration.spoolLayout()
        let replayer = try Replay.decideAnew(
            live, try PastDesks(configuration).trying(trial), kept: KeptFiles(layout: layout), workPath: layout.work,
            in: folder, now: now, progress: progress)
        return RuleSimulationReport(reviews: last(of: seen.withLock { $0 }), findings: replayer.findings)
    }

    /// An order that was reviewed more than once went the way of its last review. A review that had to be decided again
    /// because its transaction was given up is the same one.
    private static func last(of reviews: [RuleTrial.Review]) -> [RuleTrial.Review] {
        var positions: [String: Int] = [:]
        for (index, review) in reviews.enumerated() { positions[review.orderNumber] = index }
        return reviews.enumerated().filter { positions[$0.element.orderNumber] == $0.offset }.map(\.element)
    }
}
