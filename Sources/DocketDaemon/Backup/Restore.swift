// `docket restore`: a backup becomes a desk again. Whatever dies and when, the desk is the old one or the restored one, and
// the same command again does the rest.
//
//   checked         every file of the backup
//   configuration   put where there is none; one that is there stays
//   locked          no daemon works with the desk, and none can start
//   prepared        the backup's ledger beside its place, with what it has missed (CatchUp)
//   work            inputs and documents that were on their way, each by a rename
//   put in place    the old ledger gets a second name, then one rename puts the new one in its place
//
// Documents: in a desk whose work/ is there, what is not in it any more was published. Only where work/ is gone too, the
// backup's documents are put back, and may be published a second time if they were published since.

import Glibc
import OrderLedger
package import OrderModel
import OrderSpool

package enum Restore {
    package struct Outcome: Sendable {
        package var ledger: String
        /// When the backup was made; nil: there was none.
        package var madeAt: String?
        package var orders = 0
        /// The name of the ledger that was there.
        package var replaced: String?
        package var broughtConfiguration = false
        package var inputs = 0
        package var documents = 0
        package var caughtUp = CaughtUp()
    }

    package enum Stage: String, Sendable {
        case checking = "checking the backup, bytes"
        case ledger = "copying the ledger, bytes"
        case work = "bringing back work/"
        case catchingUp = "deciding what came later, files"
    }

    /// - Parameters:
    ///   - backup: nil: none; the ledger begins empty and catches up with the whole archive.
    ///   - replacing: a ledger that is there is moved aside.
    ///   - step: called before each step that changes something on the disk, with its name; what it throws is thrown. For
    ///     tests, which die there.
    /// - Throws: `BackupError`, `LedgerError`, `DeskError`, `SpoolError`: what hinders it.
    package static func run(
        _ backup: String?, into location: ConfigurationLocation, replacing: Bool, now: Instant,
        progress: (Stage, Int64, Int64) -> Void, step: (String) throws -> Void = { _ in }
    ) throws -> Outcome {
        let contents = try backup.map { try BackupContents(at: $0) { progress(.checking, $0, $1) } }
        let broughtConfiguration = try contents.map { try bringConfiguration($0, to: location, step) } ?? false
        let configuration = try load(location)
        let path = configuration.folders.ledger
        _ = try DeskLayout.make([DeskLayout.Folder(path: DeskLayout.parent(of: path))])
        let lock = try LedgerLock(path: path)
        defer { lock.release() }
        let hasLedger = isThere(path)
        let unfinished = UnfinishedRestore(ledger: path)
        guard !hasLedger || replacing || unfinished.foundWork != nil else {
            throw BackupError(
                "there is a ledger already: \(path). With --replace it gets another name and the restored one takes its place"
            )
        }
        var restore = Running(
            contents: contents, configuration: configuration, layout: try configuration.spoolLayout(),
            outcome: Outcome(ledger: path, madeAt: contents?.note["made-at"]))
        restore.outcome.broughtConfiguration = broughtConfiguration
        restore.outcome.orders = contents?.note["orders"].flatMap { Int($0) } ?? 0
        let foundWork = unfinished.foundWork ?? isThere(restore.layout.claimedFolder.printable)
        if !hasLedger || !foundWork {
            try step("note")
            try unfinished.write(foundWork: foundWork)
        }
        try restore.prepare(progress, step)
        try restore.bringWork(foundWork: foundWork, progress, step)
        try restore.catchUp(progress, step)
        try restore.putInPlace(hasLedger: hasLedger, now: now, step)
        try step("done")
        try unfinished.remove()
        return restore.outcome
    }

    private static func isThere(_ path: String) -> Bool { FileTree.kind(Array(path.utf8)) != nil }

    private static func load(_ location: ConfigurationLocation) throws(BackupError) -> Configuration {
        let loaded = Configuration.load(from: location)
        guard let configuration = loaded.configuration else {
            let problems = loaded.errors.map(\.description).joined(separator: "\n")
            throw BackupError("the configuration in \(location.configuration) cannot be used:\n\(problems)")
        }
        return configuration
    }

    /// - Returns: whether there was none.
    private static func bringConfiguration(
        _ contents: BackupContents, to location: ConfigurationLocation, _ step: (String) throws -> Void
    ) throws -> Bool {
        guard !isThere(location.deskFile) else { return false }
        guard !isThere(location.configuration) || rmdir(location.configuration) == 0 else {
            throw BackupError(
                "\(location.configuration) is there, and no docket.yaml in it; put your configuration there, or move that folder "
                    + "away to have the backup's")
        }
        let temporary = location.configuration + ".restoring"
        FileTree.remove(temporary)
        _ = try DeskLayout.make([DeskLayout.Folder(path: temporary, mode: 0o755)])
        for file in contents.files(in: BackupName.configuration) {
            try step("configuration file")
            try bring(contents.place(of: file, in: BackupName.configuration), to: file, in: temporary)
        }
        try FileTree.syncAll(beneath: temporary)
        try step("configuration")
        guard rename(temporary, location.configuration) == 0 else {
            throw BackupError("cannot put in place", location.configuration, errno)
        }
        try FileTree.sync(DeskLayout.parent(of: location.configuration))
        return true
    }

    /// Copies a file of the configuration, with its owner and its mode, and makes the folders that it is in.
    private static func bring(_ source: [UInt8], to path: [UInt8], in folder: String) throws(BackupError) {
        var target = Array(folder.utf8)
        let parts = path.split(separator: UInt8(ascii: "/"))
        for part in parts.dropLast() {
            target += [UInt8(ascii: "/")] + part
            try FileTree.makeFolder(target, mode: 0o755)
        }
        let place = Array(folder.utf8) + [UInt8(ascii: "/")] + path
        guard try FileTree.copy(source, to: place, mode: nil, owner: .source) != nil else {
            throw BackupError("\(PrintableBytes.text(of: source)) went away while it was read")
        }
    }
}

/// A restore under the ledger's lock.
private struct Running {
    /// Nil: there is no backup.
    let contents: BackupContents?
    let configuration: Configuration
    let layout: SpoolLayout
    var outcome: Restore.Outcome

    private var path: String { configuration.folders.ledger }
    /// The new ledger until it is in its place.
    private var prepared: String { path + ".restoring" }
    private var temporary: String { path + ".restoring-files" }

    typealias Progress = (Restore.Stage, Int64, Int64) -> Void
    typealias Step = (String) throws -> Void

    /// The backup's ledger beside its place, on the same file system.
    func prepare(_ progress: Progress, _ step: Step) throws {
        for ending in ["", "-wal", "-shm", "-journal"] { unlink(prepared + ending) }
        FileTree.remove(temporary)
        try step("ledger copy")
        guard let contents else {
            // An empty file first: it belongs to whom it should.
            try FileTree.write([], to: prepared, mode: 0o640)
            return try Ledger.open(path: prepared, mode: .scratch).close()
        }
        let source = Array("\(contents.path)/\(BackupName.ledger)".utf8)
        let total = contents.note["bytes"].flatMap { Int64($0) } ?? 0
        let copied = try FileTree.copy(source, to: Array(prepared.utf8), mode: 0o640) {
            progress(.ledger, $0, total)
        }
        guard copied != nil else { throw BackupError("\(contents.path)/\(BackupName.ledger) went away") }
    }

    // MARK: work/

    mutating func bringWork(foundWork: Bool, _ progress: Progress, _ step: Step) throws {
        progress(.work, 0, 0)
        let ledger = try Ledger.open(path: prepared, mode: .scratch)
        let growing = Set(
            try ledger.read { try $0.growingOutgoing() }.map {
                StagedFile(id: $0.stagedName, outbox: $0.recipientFolder)
            })
        try ledger.close()
        // The spool makes its folders, with the modes that they have.
        _ = try DiskSpool(layout: layout)
        guard let contents else { return }
        try bringClaims(contents, step)
        for file in contents.files(in: BackupName.staged) {
            guard let label = FileName(bytes: file).flatMap(IntakeLabel.parse) else { continue }
            let staged = StagedFile(id: label.id, outbox: label.folder)
            guard !foundWork || growing.contains(staged) else { continue }
            let target = layout.stagedFolder.bytes + [UInt8(ascii: "/")] + file
            guard FileTree.kind(target) == nil else { continue }
            try step("document")
            try bring(contents.place(of: file, in: BackupName.staged), to: target)
            outcome.documents += 1
        }
        try FileTree.sync(layout.stagedFolder.printable)
    }

    /// Inputs that were on their way; not those that have arrived since.
    private mutating func bringClaims(_ contents: BackupContents, _ step: Step) throws {
        let kept = KeptFiles(layout: layout)
        let files = contents.files(in: BackupName.claimed)
        let folders = Set(files.compactMap { $0.split(separator: UInt8(ascii: "/")).first.map { Array($0) } })
        for folder in folders.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            guard let label = FileName(bytes: folder).flatMap(IntakeLabel.parse) else { continue }
            let owner = Sender(folder: label.folder)?.senderID ?? label.folder
            let day = ArchiveDay(intake: label.id)
            let target = layout.claimedFolder.bytes + [UInt8(ascii: "/")] + folder
            guard FileTree.kind(target) == nil, !kept.has(label, day: day, owner: owner) else { continue }
            try step("input")
            // No name of a claim begins with a dot: what is not whole is not seen.
            let temporary = layout.claimedFolder.bytes + Array("/.restoring-".utf8) + folder
            FileTree.remove(temporary)
            try FileTree.makeFolder(temporary, mode: 0o750)
            for file in files where file.starts(with: folder + [UInt8(ascii: "/")]) {
                let name = file.dropFirst(folder.count)
                _ = try FileTree.copy(
                    contents.place(of: file, in: BackupName.claimed), to: temporary + name, mode: layout.documentMode)
            }
            try FileTree.sync(PrintableBytes.text(of: temporary))
            try step("input in place")
            guard rename(FileTree.terminated(temporary), FileTree.terminated(target)) == 0 else {
                throw BackupError("cannot put in place", PrintableBytes.text(of: target), errno)
            }
            outcome.inputs += 1
        }
        try FileTree.sync(layout.claimedFolder.printable)
    }

    private func bring(_ source: [UInt8], to target: [UInt8]) throws(BackupError) {
        let temporary = target + Array(".restoring".utf8)
        unlink(FileTree.terminated(temporary))
        guard try FileTree.copy(source, to: temporary, mode: layout.documentMode) != nil,
            rename(FileTree.terminated(temporary), FileTree.terminated(target)) == 0
        else { throw BackupError("cannot put in place", PrintableBytes.text(of: target), errno) }
    }

    // MARK: The ledger

    mutating func catchUp(_ progress: Progress, _ step: Step) throws {
        try step("catch up")
        guard mkdir(temporary, 0o700) == 0 else { throw BackupError("cannot make the folder", temporary, errno) }
        defer { FileTree.remove(temporary) }
        let ledger = try Ledger.open(path: prepared, mode: .scratch)
        do {
            let catching = try CatchUp(
                configuration, ledger: ledger, folder: temporary,
                staged: contents.map { "\($0.path)/\(BackupName.staged)" })
            outcome.caughtUp = try catching.run { progress(.catchingUp, Int64($0), Int64($1)) }
            try ledger.close()
        } catch {
            try? ledger.close()
            throw error
        }
        try FileTree.sync(layout.stagedFolder.printable)
        try FileTree.sync(prepared)
    }

    /// The old ledger is whole under its own name until the rename, and under another one from before it.
    mutating func putInPlace(hasLedger: Bool, now: Instant, _ step: Step) throws {
        if hasLedger {
            try step("gather")
            try setAside(now: now, step)
        }
        try step("rename")
        guard rename(prepared, path) == 0 else { throw BackupError("cannot put in place", path, errno) }
        try FileTree.sync(DeskLayout.parent(of: path))
        unlink(path + "-shm")
        for ending in ["-wal", "-shm"] { unlink(prepared + ending) }
    }

    private mutating func setAside(now: Instant, _ step: Step) throws {
        let aside = asideName(now)
        do {
            // What stands in the log of the old ledger must not be taken for the new one's.
            try Ledger.gather(path: path)
        } catch let error where error.isShortage {
            throw error
        } catch {
            // It cannot be read any more: log and all are kept, for whoever may want to look.
        }
        try step("second name")
        if let log = FileTree.size(path + "-wal"), log > 0 {
            guard rename(path + "-wal", aside + "-wal") == 0 else {
                throw BackupError("cannot move aside", path + "-wal", errno)
            }
        } else {
            unlink(path + "-wal")
        }
        if link(path, aside) != 0 {
            // A file system without links.
            guard try FileTree.copy(Array(path.utf8), to: Array(aside.utf8), mode: nil) != nil else {
                throw BackupError("cannot move aside", path, errno)
            }
        }
        try FileTree.sync(DeskLayout.parent(of: path))
        outcome.replaced = aside
    }

    /// `ledger.sqlite.replaced-20261122-093001`, with a number behind it where that is taken.
    private func asideName(_ now: Instant) -> String {
        let stamp = now.description.prefix(19).filter { $0 != "-" && $0 != ":" }.replacing("T", with: "-")
        let name = "\(path).replaced-\(stamp)"
        var candidate = name
        var count = 1
        while FileTree.kind(Array(candidate.utf8)) != nil {
            count += 1
            candidate = "\(name)-\(count)"
        }
        return candidate
    }
}
