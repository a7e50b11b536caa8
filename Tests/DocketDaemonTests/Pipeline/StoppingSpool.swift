// A disk that fails where a test wants it to: at a numbered call, before doing what it was asked or after it, for once
// or for ever. For ever is the death of the process, seen from the disk.

import Glibc
import OrderSpool

final class StoppingSpool: Spool {
    /// What else happens to a file that was put back.
    var onPutBack: (Claim) -> Void = { _ in }

    /// The calls that change something, and so can be the last one.
    enum Verb: String, CaseIterable {
        case claim, putBack, recover, stage, extend, syncBatch, publish, sweepStaged, archive, quarantine, retry, drop
    }

    enum Moment: String, CaseIterable {
        /// Nothing was done.
        case before
        /// It was done, and nobody was told.
        case after
    }

    /// What is going to go wrong.
    enum Plan {
        case nothing
        /// The process dies at this call; nothing works any more.
        case dies(at: Int, Moment)
        /// This call fails with this error number, and everything works again.
        case fails(at: Int, Moment, number: Int32)
        /// Calls of this kind fail as long as the plan stands.
        case refuses(Verb, number: Int32)
    }

    let disk: DiskSpool
    var plan: Plan = .nothing
    /// Every changing call so far.
    private(set) var calls: [Verb] = []
    private(set) var isDead = false
    /// At the moment of death, before anything else can happen.
    var onDeath: () -> Void = {}
    /// Files that nobody lets us take, by name.
    var untakable: Set<String> = []
    /// What is made of what a start finds.
    var onRecovery: (inout RecoveredWork) -> Void = { _ in }
    /// Between the reading of a file and what follows from it.
    var afterReading: (Claim) -> Void = { _ in }

    init(_ disk: DiskSpool) { self.disk = disk }

    // MARK: Failing

    private func change<Value>(
        _ verb: Verb, _ body: () throws(SpoolError) -> Value
    ) throws(SpoolError) -> Value {
        try stayAlive(verb)
        calls.append(verb)
        switch plan {
        case .dies(calls.count, .before):
            die()
            throw failure(verb, EIO)
        case .dies(calls.count, .after):
            let result = Result { () throws(SpoolError) in try body() }
            die()
            _ = try result.get()
            throw failure(verb, EIO)
        case .fails(calls.count, .before, let number):
            throw failure(verb, number)
        case .fails(calls.count, .after, let number):
            _ = try body()
            throw failure(verb, number)
        case .refuses(verb, let number):
            throw failure(verb, number)
        default:
            return try body()
        }
    }

    private func look<Value>(_ body: () throws(SpoolError) -> Value) throws(SpoolError) -> Value {
        try stayAlive(.claim)
        return try body()
    }

    private func stayAlive(_ verb: Verb) throws(SpoolError) {
        if isDead { throw failure(verb, EIO) }
    }

    private func die() {
        isDead = true
        onDeath()
    }

    private func failure(_ verb: Verb, _ number: Int32) -> SpoolError {
        let operation: SpoolOperation =
            switch verb {
            case .claim: .claim
            case .putBack: .putBack
            case .recover: .recover
            case .stage, .extend: .stage
            case .syncBatch: .sync
            case .publish: .publish
            case .sweepStaged: .sweep
            case .archive: .archive
            case .quarantine: .quarantine
            case .retry: .retry
            case .drop: .drop
            }
        return .system(operation, path: disk.layout.work, number: number)
    }

    // MARK: Verbs

    func use(_ folders: [SpoolFolder]) -> [SpoolError] { isDead ? [] : disk.use(folders) }

    func accept(_ direction: SpoolFolder.Direction, _ folder: String) throws(SpoolError) {
        try look { () throws(SpoolError) in try disk.accept(direction, folder) }
    }

    var workPath: SpoolPath { disk.workPath }

    func freeBytes() throws(SpoolError) -> Int64 { try look { () throws(SpoolError) in try disk.freeBytes() } }

    func scan(_ inbox: String, leaving: NeverTaken) throws(SpoolError) -> InboxScan {
        try look { () throws(SpoolError) in try disk.scan(inbox, leaving: leaving) }
    }

    func bringBackFromCur(_ inbox: String) throws(SpoolError) {
        try look { () throws(SpoolError) in try disk.bringBackFromCur(inbox) }
    }

    func look(at name: FileName, in inbox: String) throws(SpoolError) -> InboxEntry? {
        try look { () throws(SpoolError) in try disk.look(at: name, in: inbox) }
    }

    func openForWriting(_ entry: InboxEntry, in inbox: String) throws(SpoolError) -> OpenForWriting {
        try look { () throws(SpoolError) in try disk.openForWriting(entry, in: inbox) }
    }

    func claim(_ requests: [ClaimRequest]) -> [ClaimOutcome] {
        guard !requests.isEmpty else { return [] }
        do {
            return try change(.claim) {
                requests.map { request in
                    guard untakable.contains(request.entry.name.printable) else { return disk.claim(request) }
                    return .failed(failure(.claim, EACCES))
                }
            }
        } catch {
            return requests.map { _ in .failed(error) }
        }
    }

    func read(_ claim: Claim, limit: Int64) throws(SpoolError) -> ReadOutcome {
        let outcome = try look { () throws(SpoolError) in try disk.read(claim, limit: limit) }
        afterReading(claim)
        return outcome
    }

    func readPiece(of claim: Claim, at offset: Int64, count: Int) throws(SpoolError) -> [UInt8]? {
        try look { () throws(SpoolError) in try disk.readPiece(of: claim, at: offset, count: count) }
    }

    func readPiece(of staged: StagedFile, at offset: Int64, count: Int) throws(SpoolError) -> [UInt8]? {
        try look { () throws(SpoolError) in try disk.readPiece(of: staged, at: offset, count: count) }
    }

    func read(_ scan: FileName, of claim: Claim, limit: Int64) throws(SpoolError) -> ReadOutcome {
        try look { () throws(SpoolError) in try disk.read(scan, of: claim, limit: limit) }
    }

    func putBack(_ claim: Claim) throws(SpoolError) -> PutBackOutcome {
        let outcome = try change(.putBack) { () throws(SpoolError) in try disk.putBack(claim) }
        onPutBack(claim)
        return outcome
    }

    func recover() throws(SpoolError) -> RecoveredWork {
        var work = try change(.recover) { () throws(SpoolError) in try disk.recover() }
        onRecovery(&work)
        return work
    }

    func stage(_ document: [UInt8], id: String, for outbox: String) throws(SpoolError) -> StagedFile {
        try change(.stage) { () throws(SpoolError) in try disk.stage(document, id: id, for: outbox) }
    }

    func extend(_ staged: StagedFile, after length: Int64, with bytes: [UInt8]) throws(SpoolError) {
        try change(.extend) { () throws(SpoolError) in try disk.extend(staged, after: length, with: bytes) }
    }

    func syncBatch() throws(SpoolError) {
        try change(.syncBatch) { () throws(SpoolError) in try disk.syncBatch() }
    }

    func publish(_ staged: StagedFile, as name: FileName) throws(SpoolError) -> PublishOutcome {
        try change(.publish) { () throws(SpoolError) in try disk.publish(staged, as: name) }
    }

    func sweepStaged(except owned: Set<StagedFile>) throws(SpoolError) -> [StagedFile] {
        try change(.sweepStaged) { () throws(SpoolError) in try disk.sweepStaged(except: owned) }
    }

    func archive(_ claim: Claim, on day: ArchiveDay) throws(SpoolError) -> ArchivedFile? {
        try change(.archive) { () throws(SpoolError) in try disk.archive(claim, on: day) }
    }

    func quarantine(
        _ claim: Claim, owner: String, report: QuarantineReport
    ) throws(SpoolError) -> QuarantinedFile? {
        try change(.quarantine) { () throws(SpoolError) in
            try disk.quarantine(claim, owner: owner, report: report)
        }
    }

    func quarantined(owner: String?) throws(SpoolError) -> [QuarantinedFile] {
        try look { () throws(SpoolError) in try disk.quarantined(owner: owner) }
    }

    func retry(_ file: QuarantinedFile) throws(SpoolError) -> RetryOutcome {
        try change(.retry) { () throws(SpoolError) in try disk.retry(file) }
    }

    func drop(_ bytes: [UInt8], into inbox: String, as name: FileName) throws(SpoolError) -> SpoolPath {
        try change(.drop) { () throws(SpoolError) in try disk.drop(bytes, into: inbox, as: name) }
    }
}
