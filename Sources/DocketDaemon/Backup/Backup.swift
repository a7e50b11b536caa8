// `docket backup`: one consistent copy of what a desk knows, while it runs.
//
// The order makes it consistent. A view of the ledger is pinned first. What its rows need is then copied: inputs that are
// entered and not archived yet, documents that are staged and not published yet; what has moved on since is followed to
// where it went. The pages of the pinned view are copied last.
//
//   an input that has moved on          is in the archive or in quarantine now, and copied from there
//   a document that has gone            was published since: a restored desk takes it for published, and is right
//   a document that grows with a file   may be longer by now; a restored desk cuts it where its ledger ends
//   a claim that no row knows           is copied as well: a restored desk decides it

import Glibc
import OrderLedger
package import OrderModel
import OrderSpool

package enum Backup {
    /// What was made.
    package struct Outcome: Sendable {
        package var path: String
        package var files = 0
        package var bytes: Int64 = 0
        package var orders = 0
        /// Inputs on their way, and documents that are not published yet.
        package var inputs = 0
        package var documents = 0
        package var configurationFiles = 0
    }

    package enum Stage: String, Sendable {
        case work = "copying work/, bytes"
        case ledger = "copying the ledger, pages"
        case configuration = "copying the configuration, bytes"
        case checking = "checking the copy"
    }

    /// How often it is begun anew where a document went away under it.
    private static let attempts = 5

    /// A document that is needed has gone; the next view of the ledger does not need it any more.
    private struct Moved: Error {}

    /// - Parameters:
    ///   - target: the folder of the backup; must not be there.
    ///   - version: of the program.
    ///   - progress: what is being done, how much of it is done, and of how much (0: not known).
    /// - Throws: `BackupError`, `LedgerError`: there is no backup then, and nothing of it is left under its name.
    package static func make(
        of configuration: Configuration, to target: String, version: String, now: Instant,
        progress: (Stage, Int64, Int64) -> Void
    ) throws -> Outcome {
        try check(target, configuration)
        let ledger = try Ledger.open(path: configuration.folders.ledger, mode: .reader)
        defer { try? ledger.close() }
        for _ in 1..<attempts {
            do {
                return try attempt(configuration, ledger, target, version: version, now: now, progress)
            } catch is Moved {
                continue
            }
        }
        do {
            return try attempt(configuration, ledger, target, version: version, now: now, progress)
        } catch is Moved {
            throw BackupError("documents went away while they were copied, \(attempts) times; try again")
        }
    }

    /// A backup in a folder of the desk's would be taken for something else.
    private static func check(_ target: String, _ configuration: Configuration) throws(BackupError) {
        let folders = configuration.folders
        for folder in [
            folders.inbox, folders.outbox, folders.archive, folders.quarantine, folders.work,
            configuration.location.configuration,
        ] where target == folder || target.hasPrefix(folder + "/") {
            throw BackupError("\(target) is in the desk's own folder \(folder); name one outside, best on another disk")
        }
    }

    private static func attempt(
        _ configuration: Configuration, _ ledger: Ledger, _ target: String, version: String, now: Instant,
        _ progress: (Stage, Int64, Int64) -> Void
    ) throws -> Outcome {
        let folder = try BackupFolder(target)
        var outcome = Outcome(path: target)
        let copy = String(decoding: try folder.place(of: Array(BackupName.ledger.utf8)), as: UTF8.self)
        let status = try ledger.copy(to: copy) { reading in
            try copyWork(reading, configuration, into: folder, &outcome) { progress(.work, $0, 0) }
            return try reading.status(since: now, now: now)
        } progress: {
            progress(.ledger, Int64($0), Int64($1))
        }
        progress(.checking, 0, 0)
        try folder.add(BackupName.ledger)
        outcome.orders = status.orders
        let etc = Array(configuration.location.configuration.utf8)
        for file in try FileTree.files(beneath: etc, links: true) {
            let path = Array(BackupName.configuration.utf8) + [UInt8(ascii: "/")] + file
            let source = etc + [UInt8(ascii: "/")] + file
            if try folder.copy(source, to: path, progress: { progress(.configuration, $0, 0) }) {
                outcome.configurationFiles += 1
            }
        }
        try folder.finish(note: [
            ("docket-backup", "1"), ("version", version), ("made-at", now.description),
            ("desk", configuration.location.data), ("orders", "\(status.orders)"),
            ("newest-file", status.newestIntake?.description ?? "none"),
        ])
        (outcome.files, outcome.bytes) = (folder.files, folder.bytes)
        return outcome
    }

    // MARK: work/

    private static func copyWork(
        _ reading: LedgerReading, _ configuration: Configuration, into folder: BackupFolder, _ outcome: inout Outcome,
        _ progress: (Int64) -> Void
    ) throws {
        let layout = try configuration.spoolLayout()
        let kept = KeptFiles(layout: layout)
        // Those that are entered, by where they may lie by now.
        var labels: [IntakeLabel: (day: ArchiveDay?, owner: String)] = [:]
        var needed = try reading.intakesAwaitingDisposition(limit: .max)
        needed += try reading.filesInProgress().compactMap { try reading.intake($0.intake) }
        for intake in needed {
            let label = try IntakeLabel(id: intake.id, folder: intake.sender.folder)
            let (year, month, day) = intake.receivedAt.wallClock().date.components
            labels[label] = (ArchiveDay(year: year, month: month, day: day), intake.sender.senderID)
        }
        for name in try FileTree.names(in: layout.claimedFolder.bytes) {
            guard let label = FileName(bytes: name).flatMap(IntakeLabel.parse), labels[label] == nil else { continue }
            labels[label] = (ArchiveDay(intake: label.id), Sender(folder: label.folder)?.senderID ?? label.folder)
        }
        for (label, place) in labels.sorted(by: { $0.key.id < $1.key.id }) {
            let folders = kept.folders(of: label, day: place.day, owner: place.owner)
            if try copyClaim(label, from: folders, into: folder, progress) { outcome.inputs += 1 }
        }
        let register = try configuration.inboxRegister()
        for document in try reading.pendingOutgoing(limit: .max) + reading.growingOutgoing() {
            if try copyDocument(document, layout, register, into: folder, progress) { outcome.documents += 1 }
        }
    }

    /// - Returns: false if it lies nowhere any more: it was put back into its inbox.
    private static func copyClaim(
        _ label: IntakeLabel, from folders: [SpoolPath], into folder: BackupFolder, _ progress: (Int64) -> Void
    ) throws(BackupError) -> Bool {
        var names: [[UInt8]] = []
        for place in folders where names.isEmpty {
            // Hidden names are steps that were not finished, but for scans whose data file is there.
            names = try FileTree.names(in: place.bytes).filter {
                $0.first != UInt8(ascii: ".") || $0.starts(with: Array(".beside-".utf8))
            }
        }
        var found = false
        for name in names {
            let target =
                Array(BackupName.claimed.utf8) + [UInt8(ascii: "/")] + label.name.bytes + [UInt8(ascii: "/")] + name
            // Its folder moves as a whole, so each file of it lies in the one or the other.
            for place in folders
            where try folder.copy(place.bytes + [UInt8(ascii: "/")] + name, to: target, progress: progress) {
                found = true
                break
            }
        }
        return found
    }

    /// - Returns: false if it was published since.
    private static func copyDocument(
        _ document: OutgoingFile, _ layout: SpoolLayout, _ register: InboxRegister, into folder: BackupFolder,
        _ progress: (Int64) -> Void
    ) throws -> Bool {
        let label = try IntakeLabel(id: document.stagedName, folder: document.recipientFolder)
        let outbox = register.outboxes.first { $0.id == document.recipientFolder }
        let target = Array(BackupName.staged.utf8) + [UInt8(ascii: "/")] + label.name.bytes
        var places = [layout.stagedFolder.appending(label.name)]
        if let outbox { places.append(layout.stagedFolder(beside: outbox).appending(label.name)) }
        if document.state == .growing, let outbox, let name = FileName(document.fileName) {
            // Finished and published meanwhile: its beginning is the same.
            places.append(outbox.path.appending(name))
        }
        for place in places where try folder.copy(place.bytes, to: target, progress: progress) { return true }
        if document.state == .growing { throw Moved() }
        return false
    }
}
