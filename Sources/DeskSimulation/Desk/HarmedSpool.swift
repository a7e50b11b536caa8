// The real spool with a bug planted between it and the pipeline: verbs in the wrong order, left out, or not heard.

import OrderSpool

/// Hands every verb on to `DiskSpool`, but for the harm that is asked for.
final class HarmedSpool: Spool {
    /// What a desk that writes everything down in memory and outlives its processes would know.
    final class Memory {
        var documents: [StagedFile: [UInt8]] = [:]
    }

    private let spool: DiskSpool
    private let harm: Set<PlantedBug>
    private let memory: Memory
    private let late: LateCommit
    private var owesSync = false

    init(_ spool: DiskSpool, harm: Set<PlantedBug>, memory: Memory, late: LateCommit) {
        self.spool = spool
        self.harm = harm
        self.memory = memory
        self.late = late
    }

    func recover() throws(SpoolError) -> RecoveredWork {
        var work = try spool.recover()
        if harm.contains(.forgetsClaims) { work.claims = [] }
        return work
    }

    func syncBatch() throws(SpoolError) {
        if harm.contains(.skipsBatchSync) { return }
        if harm.contains(.syncsAfterCommit) {
            let owed = owesSync
            owesSync = true
            guard owed else { return }
        }
        if harm.contains(.ignoresFailedSync) {
            _ = try? spool.syncBatch()
            return
        }
        try spool.syncBatch()
        late.didSync()
    }

    func stage(_ document: [UInt8], id: String, for outbox: String) throws(SpoolError) -> StagedFile {
        let staged = try spool.stage(document, id: id, for: outbox)
        late.didStage()
        if harm.contains(.publishesAgain) { memory.documents[staged] = document }
        return staged
    }

    func publish(_ staged: StagedFile, as name: FileName) throws(SpoolError) -> PublishOutcome {
        let outcome = try spool.publish(staged, as: name)
        if outcome == .published { late.didPublish() }
        guard harm.contains(.publishesAgain), outcome == .stagedFileGone, let document = memory.documents[staged] else {
            return outcome
        }
        return try spool.publish(try spool.stage(document, id: staged.id, for: staged.outbox), as: name)
    }

    func extend(_ staged: StagedFile, after length: Int64, with bytes: [UInt8]) throws(SpoolError) {
        late.didStage()
        try spool.extend(staged, after: length, with: bytes)
    }

    func archive(_ claim: Claim, on day: ArchiveDay) throws(SpoolError) -> ArchivedFile? {
        late.settle()
        return try spool.archive(claim, on: day)
    }

    func quarantine(
        _ claim: Claim, owner: String, report: QuarantineReport
    ) throws(SpoolError) -> QuarantinedFile? {
        late.settle()
        return try spool.quarantine(claim, owner: owner, report: report)
    }

    // MARK: Unharmed

    func use(_ folders: [SpoolFolder]) -> [SpoolError] { spool.use(folders) }
    func accept(_ direction: SpoolFolder.Direction, _ folder: String) throws(SpoolError) {
        try spool.accept(direction, folder)
    }
    var workPath: SpoolPath { spool.workPath }
    func readPiece(of claim: Claim, at offset: Int64, count: Int) throws(SpoolError) -> [UInt8]? {
        try spool.readPiece(of: claim, at: offset, count: count)
    }
    func readPiece(of staged: StagedFile, at offset: Int64, count: Int) throws(SpoolError) -> [UInt8]? {
        try spool.readPiece(of: staged, at: offset, count: count)
    }
    func freeBytes() throws(SpoolError) -> Int64 { try spool.freeBytes() }
    func scan(_ inbox: String, leaving: NeverTaken) throws(SpoolError) -> InboxScan {
        try spool.scan(inbox, leaving: leaving)
    }
    func bringBackFromCur(_ inbox: String) throws(SpoolError) { try spool.bringBackFromCur(inbox) }
    func look(at name: FileName, in inbox: String) throws(SpoolError) -> InboxEntry? {
        try spool.look(at: name, in: inbox)
    }
    func openForWriting(_ entry: InboxEntry, in inbox: String) throws(SpoolError) -> OpenForWriting {
        try spool.openForWriting(entry, in: inbox)
    }
    func claim(_ requests: [ClaimRequest]) -> [ClaimOutcome] { spool.claim(requests) }
    func read(_ claim: Claim, limit: Int64) throws(SpoolError) -> ReadOutcome {
        try spool.read(claim, limit: limit)
    }
    func read(_ scan: FileName, of claim: Claim, limit: Int64) throws(SpoolError) -> ReadOutcome {
        try spool.read(scan, of: claim, limit: limit)
    }
    func putBack(_ claim: Claim) throws(SpoolError) -> PutBackOutcome { try spool.putBack(claim) }
    func sweepStaged(except owned: Set<StagedFile>) throws(SpoolError) -> [StagedFile] {
        try spool.sweepStaged(except: owned)
    }
    func quarantined(owner: String?) throws(SpoolError) -> [QuarantinedFile] {
        try spool.quarantined(owner: owner)
    }
    func retry(_ file: QuarantinedFile) throws(SpoolError) -> RetryOutcome { try spool.retry(file) }
    func drop(_ bytes: [UInt8], into inbox: String, as name: FileName) throws(SpoolError) -> SpoolPath {
        try spool.drop(bytes, into: inbox, as: name)
    }
}
