// The spool on real disks: which folders are in use, and what every verb needs of them. The verbs themselves are in
// the files beside this one, one per step of a file's path.

import Glibc

/// `Spool` on the file systems of this machine. Used from one thread at a time; several processes may each have one
/// (the command line beside the daemon), because every step is one atomic rename.
package final class DiskSpool: Spool {
    package let layout: SpoolLayout
    package let limits: SpoolLimits
    let calls: any FileCalls
    let mover: FileMover
    let syncList: SyncList

    /// `work/claimed`, `work/staged` and `work/folders` (the pins), held open.
    let claimed: OpenFolder
    let staged: OpenFolder
    let pins: OpenFolder

    struct FolderKey: Hashable {
        var direction: SpoolFolder.Direction
        var id: String
    }
    var folders: [FolderKey: SpoolFolder] = [:]
    /// The identity that each folder had when its marker was last seen to be right.
    var identities: [FolderKey: FolderIdentity] = [:]
    /// Claims that were copied out of an inbox whose original may still be there, by inbox.
    var unsettled: [String: Set<IntakeLabel>] = [:]
    /// Intakes whose claims this process made durable, or found so.
    var ownClaims: Set<String> = []
    /// Staged documents that no `syncBatch` has made durable yet.
    var stagedUnsynced: Set<StagedFile> = []
    /// Staged documents that a sync failed for. They are never published.
    var stagedDamaged: Set<StagedFile> = []
    /// What a sync in the middle of the batch failed with.
    private var syncFailure: SpoolError?
    /// Counts the temporary names of this process.
    var temporaries = 0

    /// Opens the desk's own folders, making those that are missing.
    /// - Throws: `SpoolError.system` if one of them cannot be made or opened.
    package convenience init(
        layout: SpoolLayout, limits: SpoolLimits = SpoolLimits(), calls: any FileCalls = SystemCalls()
    ) throws(SpoolError) {
        try self.init(layout: layout, limits: limits, mayUseNoReplace: true, calls: calls)
    }

    /// - Parameter mayUseNoReplace: false behaves as on a file system without `RENAME_NOREPLACE`, for tests.
    package init(
        layout: SpoolLayout, limits: SpoolLimits, mayUseNoReplace: Bool, calls: any FileCalls = SystemCalls()
    ) throws(SpoolError) {
        self.calls = calls
        self.layout = layout
        var limits = limits
        limits.openForSync = min(limits.openForSync, OpenFiles.forSync)
        self.limits = limits
        mover = FileMover(mayUseNoReplace: mayUseNoReplace, chunkBytes: limits.chunkBytes)
        syncList = SyncList(limits: limits)
        let own = layout.folderMode
        let work = try Self.makeAll(layout.work, mode: own, calls)
        claimed = try Self.make(OwnName.claimed, in: work, mode: own)
        staged = try Self.make(OwnName.staged, in: work, mode: own)
        pins = try Self.make(OwnName.pins, in: work, mode: own)
        for path in [layout.inbox, layout.outbox] { _ = try Self.makeAll(path, mode: layout.passageFolderMode, calls) }
        // Archive and quarantine are opened too, but may be on shares that are away: then the rest of the desk goes on.
        _ = use([])
    }

    package var workPath: SpoolPath { layout.work }

    package func freeBytes() throws(SpoolError) -> Int64 {
        try attempt(.look, layout.work) { () throws(Failure) in
            try claimed.calls.filesystem(of: claimed.descriptor).freeBytes
        }
    }

    package func syncBatch() throws(SpoolError) {
        flushNoted()
        guard let failure = syncFailure else { return }
        syncFailure = nil
        throw failure
    }

    private func flushNoted() {
        let staged = stagedUnsynced
        stagedUnsynced = []
        do {
            try syncList.flush()
        } catch {
            stagedDamaged.formUnion(staged)
            syncFailure = syncFailure ?? error
        }
    }

    // MARK: What all verbs use

    /// Notes a file or folder for the next `syncBatch`. With too many open, what was noted so far is synced now; a
    /// failure of that is told by `syncBatch`, because it is about the whole batch.
    func note(_ descriptor: Descriptor, path: SpoolPath) throws(SpoolError) {
        try syncList.add(descriptor, path: path)
        if syncList.isFull { flushNoted() }
    }

    func note(_ folder: OpenFolder) throws(SpoolError) { try note(folder.descriptor, path: folder.path) }

    /// Runs `body`, whose failures become errors about `operation` and `path`.
    func attempt<Value>(
        _ operation: SpoolOperation, _ path: SpoolPath, _ body: () throws(Failure) -> Value
    ) throws(SpoolError) -> Value {
        do {
            return try body()
        } catch {
            throw error.during(operation, path)
        }
    }

    /// A name that no other process uses at this moment. It begins with a dot, so nothing takes it.
    func temporaryName(_ purpose: String) -> FileName {
        temporaries += 1
        return FileName(composed: Array(".docket-\(purpose)-\(calls.processID)-\(temporaries).tmp".utf8))
    }

    /// Opens a folder, making it and what is missing above it. Durable on return.
    static func makeAll(
        _ path: SpoolPath, mode: UInt32, _ calls: any FileCalls
    ) throws(SpoolError) -> OpenFolder {
        do {
            return try OpenFolder.open(path, calls)
        } catch let failure where failure.number == ENOENT {
            // Made below.
        } catch {
            throw error.during(.prepare, path)
        }
        guard let (above, name) = path.split() else { throw Failure(number: ENOENT).during(.prepare, path) }
        return try make(name, in: makeAll(above, mode: mode, calls), mode: mode)
    }

    static func make(_ name: FileName, in folder: OpenFolder, mode: UInt32) throws(SpoolError) -> OpenFolder {
        do {
            var isNew = false
            let made = try folder.openOrMake(name, mode: mode) { isNew = true }
            if isNew { try folder.calls.sync(folder.descriptor) }
            return made
        } catch {
            throw error.during(.prepare, folder.path.appending(name))
        }
    }
}

/// The names that the spool itself gives to what it makes. Names in partners' folders begin with a dot, so that nothing
/// takes them for files.
enum OwnName {
    static let claimed = FileName(composed: Array("claimed".utf8))
    static let staged = FileName(composed: Array("staged".utf8))
    static let archive = "archive"
    static let quarantine = "quarantine"
    static let pins = FileName(composed: Array("folders".utf8))

    /// In every inbox and outbox: tells that the right folder is mounted.
    static let folderMarker = FileName(composed: Array(".docket-folder".utf8))
    /// In an outbox on another file system: documents that are not published yet.
    static let stagedBeside = FileName(composed: Array(".docket-staged".utf8))
    /// In a claim's folder: a copy that is being made.
    static let copying = FileName(composed: Array(".copying".utf8))
    /// In a claim's folder: which file of another file system it was copied from, until that one is removed.
    static let source = FileName(composed: Array(".source".utf8))
    /// In a claim's folder: it is being put back, and how to tell whether that was done.
    static let returning = FileName(composed: Array(".returning".utf8))
    /// What `OpenFolder.writeRecord` may leave of the two above.
    static let halfRecords = ["source.new", "returning.new"].map { FileName(composed: Array(".\($0)".utf8)) }

    /// In an inbox on another file system: a file whose copy is being finished.
    static func taken(_ id: String) -> FileName { FileName(composed: Array(".docket-taken-\(id)".utf8)) }
    /// In an inbox on another file system: a copy that is being put back.
    static func back(_ id: String) -> FileName { FileName(composed: Array(".docket-back-\(id)".utf8)) }
    /// In archive and quarantine on another file system: a copy that is being made.
    static func copy(_ id: String) -> FileName { FileName(composed: Array(".docket-copy-\(id)".utf8)) }
}

extension SpoolPath {
    /// The folder above and the last name; nil for the root and for paths that end in `.` or `..`.
    func split() -> (above: SpoolPath, name: FileName)? {
        let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
        guard let name = FileName(bytes: Array(bytes[(slash.map { $0 + 1 } ?? 0)...])) else { return nil }
        let above: [UInt8] =
            switch slash {
            case nil: [UInt8(ascii: ".")]
            case 0: [UInt8(ascii: "/")]
            case .some(let index): Array(bytes[..<index])
            }
        return SpoolPath(bytes: above).map { ($0, name) }
    }
}
