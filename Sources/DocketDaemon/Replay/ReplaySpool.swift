// The disk that a replay decides on: files come from where the desk keeps them, documents are written and go nowhere.

import Glibc
import OrderSpool

/// Only the verbs of a decision do anything. The desk whose past is replayed is never written to.
final class ReplaySpool: Spool {
    /// Files by their intakes, as they are put in hand.
    var files: [String: KeptFile] = [:]
    /// Documents that grow with a long file are read again for their digest, so they are kept in files of ours.
    private let folder: String
    private var growing: [StagedFile: Int32] = [:]
    /// Is handed what is staged.
    var onStage: ((StagedFile, [UInt8]) -> Void)?
    let workPath: SpoolPath

    /// - Parameter folder: for what has to be kept for a while; there, and nobody else's.
    init(folder: String, workPath: SpoolPath) {
        self.folder = folder
        self.workPath = workPath
    }

    deinit { forgetGrowing() }

    /// The documents that have grown are finished.
    func forgetGrowing() {
        for descriptor in growing.values { close(descriptor) }
        growing = [:]
    }

    // MARK: Reading

    func read(_ claim: Claim, limit: Int64) throws(SpoolError) -> ReadOutcome {
        try files[claim.id]?.read(limit: limit) ?? .missing
    }

    func read(_ scan: FileName, of claim: Claim, limit: Int64) throws(SpoolError) -> ReadOutcome {
        try files[claim.id]?.read(scan, limit: limit) ?? .missing
    }

    func readPiece(of claim: Claim, at offset: Int64, count: Int) throws(SpoolError) -> [UInt8]? {
        try files[claim.id]?.piece(at: offset, count: count)
    }

    // MARK: Documents

    func stage(_ document: [UInt8], id: String, for outbox: String) -> StagedFile {
        let staged = StagedFile(id: id, outbox: outbox)
        onStage?(staged, document)
        return staged
    }

    func extend(_ staged: StagedFile, after length: Int64, with bytes: [UInt8]) throws(SpoolError) {
        let file = try descriptor(of: staged)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                pwrite(file, $0.baseAddress, $0.count, off_t(length) + off_t(written))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .system(.stage, path: workPath, number: errno) }
            written += count
        }
    }

    func readPiece(of staged: StagedFile, at offset: Int64, count: Int) throws(SpoolError) -> [UInt8]? {
        guard let file = growing[staged] else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = pread(file, &bytes, count, off_t(offset))
        guard got >= 0 else { throw .system(.stage, path: workPath, number: errno) }
        return Array(bytes.prefix(got))
    }

    /// Takes the beginning of a document that has grown elsewhere.
    func begin(_ staged: StagedFile, with bytes: ArraySlice<UInt8>) throws(SpoolError) {
        try extend(staged, after: 0, with: Array(bytes))
    }

    /// A file without a name: it goes with its descriptor.
    private func descriptor(of staged: StagedFile) throws(SpoolError) -> Int32 {
        if let known = growing[staged] { return known }
        var template = Array("\(folder)/growing.XXXXXX".utf8CString)
        let file = mkstemp(&template)
        guard file >= 0 else { throw .system(.stage, path: workPath, number: errno) }
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        unlink(&template)
        growing[staged] = file
        return file
    }

    func syncBatch() {}

    // MARK: What no decision needs

    private var nothing: SpoolError {
        .unexpected(.prepare, path: workPath, what: "a replay was asked to change the desk")
    }

    func use(_ folders: [SpoolFolder]) -> [SpoolError] { [] }
    func accept(_ direction: SpoolFolder.Direction, _ folder: String) throws(SpoolError) { throw nothing }
    func freeBytes() throws(SpoolError) -> Int64 { .max }
    func scan(_ inbox: String, leaving: NeverTaken) throws(SpoolError) -> InboxScan { throw nothing }
    func bringBackFromCur(_ inbox: String) {}
    func look(at name: FileName, in inbox: String) throws(SpoolError) -> InboxEntry? { nil }
    func openForWriting(_ entry: InboxEntry, in inbox: String) throws(SpoolError) -> OpenForWriting { .unknown }
    func claim(_ requests: [ClaimRequest]) -> [ClaimOutcome] { requests.map { _ in .vanished } }
    /// It is as whole as it will ever be.
    func putBack(_ claim: Claim) throws(SpoolError) -> PutBackOutcome { .nameTaken }
    func recover() throws(SpoolError) -> RecoveredWork { RecoveredWork() }
    func publish(_ staged: StagedFile, as name: FileName) throws(SpoolError) -> PublishOutcome { throw nothing }
    func sweepStaged(except owned: Set<StagedFile>) throws(SpoolError) -> [StagedFile] { throw nothing }
    func archive(_ claim: Claim, on day: ArchiveDay) throws(SpoolError) -> ArchivedFile? { throw nothing }
    func quarantine(
        _ claim: Claim, owner: String, report: QuarantineReport
    ) throws(SpoolError) -> QuarantinedFile? { throw nothing }
    func quarantined(owner: String?) throws(SpoolError) -> [QuarantinedFile] { throw nothing }
    func retry(_ file: QuarantinedFile) throws(SpoolError) -> RetryOutcome { throw nothing }
    func drop(_ bytes: [UInt8], into inbox: String, as name: FileName) throws(SpoolError) -> SpoolPath {
        throw nothing
    }
}
