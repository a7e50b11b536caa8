// The verbs of the spool. `DiskSpool` does them on real disks; a simulated disk can take its place.

/// Takes partners' files and puts documents into their folders. Every call blocks; all calls come from one thread.
///
/// One batch, in order: `claim` → `read` → (decide) → `stage` → `syncBatch` → (commit) → `publish`, `archive` or
/// `quarantine` → `syncBatch` → (mark as published and archived). Nothing may be committed or marked before the
/// `syncBatch` in front of it has returned without an error.
package protocol Spool: AnyObject {
    /// Takes these folders into use (and no others): makes those that are missing, and pins the identity of each.
    /// - Returns: the folders that cannot be used now and why; calls about them throw until they can, which every call
    ///   tries anew.
    func use(_ folders: [SpoolFolder]) -> [SpoolError]

    /// Accepts the folder that now stands in the place of the one that was pinned.
    func accept(_ direction: SpoolFolder.Direction, _ folder: String) throws(SpoolError)

    /// `work/`, for messages.
    var workPath: SpoolPath { get }

    /// Bytes that are free for us on the file system of `work/`.
    func freeBytes() throws(SpoolError) -> Int64

    /// What lies in an inbox and may be taken, oldest arrival first. The cost grows with the files in the folder.
    /// - Throws: `SpoolError.rootChanged` if the folder is not the one it was.
    func scan(_ inbox: String, leaving: NeverTaken) throws(SpoolError) -> InboxScan

    /// Moves what a mail program has put aside in the `cur/` of a Maildir back to where a scan finds it. Does nothing for
    /// an inbox that is no Maildir.
    func bringBackFromCur(_ inbox: String) throws(SpoolError)

    /// One file of an inbox again; nil if there is no regular file of that name.
    func look(at name: FileName, in inbox: String) throws(SpoolError) -> InboxEntry?

    /// Whether anybody has the file open for writing, as far as can be told.
    func openForWriting(_ entry: InboxEntry, in inbox: String) throws(SpoolError) -> OpenForWriting

    /// Takes files into `work/`, each with its scans: all of them or none. One outcome per request, in order.
    func claim(_ requests: [ClaimRequest]) -> [ClaimOutcome]

    /// Reads a claimed file of at most `limit` bytes, and sees whether it stood still.
    func read(_ claim: Claim, limit: Int64) throws(SpoolError) -> ReadOutcome

    /// Up to `count` bytes of a claimed file from `offset` on, fewer only at its end; nil if it is gone, or is not any more
    /// the file that was claimed.
    func readPiece(of claim: Claim, at offset: Int64, count: Int) throws(SpoolError) -> [UInt8]?

    /// Reads a scan that was taken with a file.
    func read(_ scan: FileName, of claim: Claim, limit: Int64) throws(SpoolError) -> ReadOutcome

    /// Puts a claimed file (and its marker and scans) back into its inbox, under its own name.
    func putBack(_ claim: Claim) throws(SpoolError) -> PutBackOutcome

    /// What the last run left in `work/`; half-done steps are finished or undone first. Call `use` before.
    func recover() throws(SpoolError) -> RecoveredWork

    /// Writes a document where one rename can publish it. An outbox that is away is no hindrance.
    /// - Parameter id: unique for ever, 1 to 64 ASCII letters, digits, `.`, `_`, `-`.
    func stage(_ document: [UInt8], id: String, for outbox: String) throws(SpoolError) -> StagedFile

    /// Makes a staged document longer: `bytes` stand behind its first `length` bytes, and nothing behind them. Begins it
    /// where `length` is 0. It waits in `work/`, wherever its outbox is.
    /// - Throws: `SpoolError.unexpected` if less than `length` bytes of it are there.
    func extend(_ staged: StagedFile, after length: Int64, with bytes: [UInt8]) throws(SpoolError)

    /// Up to `count` bytes of a document that was staged by `extend`, from `offset` on; nil if it is not there.
    func readPiece(of staged: StagedFile, at offset: Int64, count: Int) throws(SpoolError) -> [UInt8]?

    /// Makes durable what was done since the last call: claimed and staged files, and every folder that changed.
    /// - Throws: the first failure. Nothing of the batch counts as durable then: do not commit it. If it is about
    ///   `work/`, stop; the system may have thrown away what it could not write.
    func syncBatch() throws(SpoolError)

    /// Makes a staged document appear in its outbox under its final name, whole and once.
    func publish(_ staged: StagedFile, as name: FileName) throws(SpoolError) -> PublishOutcome

    /// Removes the staged documents that are not in `owned`. Outboxes that are away now are left for the next call.
    /// - Returns: what was removed.
    func sweepStaged(except owned: Set<StagedFile>) throws(SpoolError) -> [StagedFile]

    /// Moves a claimed file into the archive. Saying it again changes nothing.
    /// - Parameter day: the day of the intake, so that a repetition after midnight finds it.
    /// - Returns: nil if it is neither in `work/` nor in the archive.
    func archive(_ claim: Claim, on day: ArchiveDay) throws(SpoolError) -> ArchivedFile?

    /// Moves a claimed file into `quarantine/<owner>/` with its report. Saying it again changes nothing.
    /// - Returns: nil if it is neither in `work/` nor in quarantine.
    func quarantine(
        _ claim: Claim, owner: String, report: QuarantineReport
    ) throws(SpoolError) -> QuarantinedFile?

    /// What is in quarantine, by owner and id; nil for the owner: everything.
    func quarantined(owner: String?) throws(SpoolError) -> [QuarantinedFile]

    /// Moves a quarantined file back into its inbox under its own name, and removes its reports. Durable on return.
    func retry(_ file: QuarantinedFile) throws(SpoolError) -> RetryOutcome

    /// Puts a file into an inbox, whole and at once. Durable on return.
    /// - Throws: `SpoolError.nameTaken` if the inbox has a file of that name; `badIdentifier` if such a name is never
    ///   taken out of an inbox.
    func drop(_ bytes: [UInt8], into inbox: String, as name: FileName) throws(SpoolError) -> SpoolPath
}

extension Spool {
    /// Takes one file. Many at once cost less.
    package func claim(_ request: ClaimRequest) -> ClaimOutcome { claim([request]).first ?? .vanished }
}

/// Whether somebody has a file open for writing.
package enum OpenForWriting: Sendable, Equatable {
    case somebody
    case nobody
    /// The file system or our rights do not let us tell (network file systems; files of other users without CAP_LEASE).
    case unknown
}
