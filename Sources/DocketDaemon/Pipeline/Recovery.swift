// What a start finds when the last run died: the crash table of docs/reliability.md, row by row.
//
// | It died …                               | Found                                    | What is done                  |
// |-----------------------------------------|------------------------------------------|-------------------------------|
// | before the claim                        | file in the inbox                        | nothing special               |
// | after the claim, before the commit      | claim in work/, no intake row            | decided now; staged files that no row owns are swept |
// | in the middle of a long file            | claim in work/, intake row with progress | decided on from there         |
// | after the commit, before publishing     | row pending, staged file there           | published                     |
// | after publishing, before it is marked   | row pending, staged file gone            | marked as published           |
// | after the commit, before archiving      | intake row, claim in work/               | archived or put in quarantine |
// | while a carrier is told                 | notice under a lease                     | told again, under the same id |

import Logging
import OrderLedger
package import OrderModel
import OrderSpool

extension DeskPipeline {
    /// Takes the folders into use and brings `work/` and the ledger together. Call once, before the first turn.
    package func start(now: Instant) throws(PipelineError) -> TurnReport {
        var report = TurnReport()
        run = String(now.milliseconds, radix: 36)
        report.troubles += spool.use(register.folders).map(\.sentence)
        let work: RecoveredWork
        do {
            work = try spool.recover()
        } catch {
            throw .spool(error)
        }
        report.troubles += work.blocked.map(\.error.sentence)
        note(work.blocked)
        if let clock = ClockTrouble.sentence(newestIntake: try ledgerRead { try $0.newestIntake() }, now: now) {
            log.warning("clock", metadata: ["what": "\(clock)"])
        }
        try ledgerWrite { try $0.endLeases() }
        try sweepStaged()
        try publishPending(report: &report)
        try adopt(work.claims, now: now)
        try dispose(of: ledgerRead { try $0.intakesAwaitingDisposition(limit: .max) }, report: &report)
        let found = claimed
        claimed = []
        try flushMarks(now: now, report: &report)
        claimed = found
        if !found.isEmpty || report.published > 0 {
            log.notice("recovered", metadata: ["claims": "\(found.count)", "published": "\(report.published)"])
        }
        return report
    }

    /// Staged files that no row owns belong to a decision that was never made. (What was copied for the long file in hand
    /// gets its row with the next part.)
    func sweepStaged() throws(PipelineError) {
        let owned = try ledgerRead { try $0.pendingOutgoing(limit: .max) + $0.growingOutgoing() }.map { file in
            StagedFile(id: file.stagedName, outbox: file.recipientFolder)
        }
        let inHand = longFile?.growing.values.map(\.staged) ?? []
        do {
            let swept = try spool.sweepStaged(except: Set(owned).union(inHand))
            if !swept.isEmpty { log.notice("staged-swept", metadata: ["files": "\(swept.count)"]) }
        } catch {
            throw .spool(error)
        }
    }

    /// Claims that nobody holds: copied from an inbox which was away at the start, and settled once it is back; or left
    /// by a claim that failed half-way.
    func settleBlockedClaims(now: Instant, report: inout TurnReport) throws(PipelineError) {
        guard hasBlockedClaims else { return }
        do {
            let work = try spool.recover()
            note(work.blocked)
            report.troubles += work.blocked.map(\.error.sentence)
            try adopt(work.claims, now: now)
        } catch let error as SpoolError {
            // The next turn looks again.
            report.say(error)
        } catch {
            throw PipelineError(error)
        }
    }

    private func note(_ blocked: [BlockedClaim]) {
        hasBlockedClaims = !blocked.isEmpty
        blockedClaims = Set(blocked.filter(\.isWhole).map(\.id))
    }

    /// Claims without an intake row were never decided: they are now.
    private func adopt(_ claims: [Claim], now: Instant) throws(PipelineError) {
        let held = Set(claimed.map(\.claim.id))
        for claim in claims where !held.contains(claim.id) {
            let isEntered = try ledgerRead { try $0.intake(claim.id) != nil && $0.progress(of: claim.id) == nil }
            if !isEntered { claimed.append(ClaimedFile(claim: claim, receivedAt: now)) }
        }
    }
}
