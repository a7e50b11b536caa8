// Files that were taken, read where they lie now: in the archive, in quarantine, or still in work/. Nothing is changed, so
// this may be done beside a running desk.

import Glibc

/// Finds and reads what the desk has kept of its past.
package final class KeptFiles {
    private let layout: SpoolLayout
    private let calls: any FileCalls

    package init(layout: SpoolLayout, calls: any FileCalls = SystemCalls()) {
        self.layout = layout
        self.calls = calls
    }

    /// The file of an intake; nil if it lies in none of the places.
    /// - Parameters:
    ///   - folder: the inbox that it came through.
    ///   - day: of the intake.
    ///   - owner: whose folder beneath quarantine it would lie in.
    package func find(
        _ id: String, from folder: String, name: FileName, day: ArchiveDay?, owner: String
    ) throws(SpoolError) -> KeptFile? {
        let label = try IntakeLabel(id: id, folder: folder)
        let places = parents(day: day, owner: owner)
        // Most lie at the end of their way. A file may move on while it is looked for.
        for (place, path) in places.dropFirst() + places {
            if let file = try file(name, label, in: place, path) { return file }
        }
        return nil
    }

    /// Where a file of the archive would be looked for first, for messages.
    package func archivePath(_ id: String, from folder: String, name: FileName, day: ArchiveDay?) -> SpoolPath {
        let parent = layout.archive.appending(day?.folders ?? [])
        guard let label = try? IntakeLabel(id: id, folder: folder) else { return parent }
        return parent.appending(label.name).appending(name)
    }

    private func file(
        _ name: FileName, _ label: IntakeLabel, in place: KeptFile.Place, _ parent: SpoolPath
    ) throws(SpoolError) -> KeptFile? {
        let path = parent.appending(label.name)
        do {
            let folder = try OpenFolder.open(path, calls)
            guard let details = try folder.detailsIfThere(of: name), details.facts.kind == .regular else { return nil }
            let scans = try folder.names().filter { $0.isScan(of: name) }
            return KeptFile(place: place, folder: folder, name: name, facts: details.facts, scans: scans)
        } catch let failure where failure.number == ENOENT || failure.number == ENOTDIR {
            return nil
        } catch {
            throw error.during(.read, path)
        }
    }
}

/// A file that was taken, with the scans beside it. Its folder is held open.
package final class KeptFile {
    package enum Place: String, Sendable, CaseIterable {
        case archive, quarantine
        /// On its way to one of them.
        case work
    }
    package let place: Place
    package let name: FileName
    package let facts: FileFacts
    package let scans: [FileName]
    private let folder: OpenFolder

    init(place: Place, folder: OpenFolder, name: FileName, facts: FileFacts, scans: [FileName]) {
        self.place = place
        self.folder = folder
        self.name = name
        self.facts = facts
        self.scans = scans
    }

    package var path: SpoolPath { folder.path.appending(name) }

    /// Up to `count` bytes of the file, or of a scan beside it, from `offset` on, fewer only at its end; nil if it is gone
    /// or no regular file.
    package func piece(of scan: FileName? = nil, at offset: Int64, count: Int) throws(SpoolError) -> [UInt8]? {
        let name = scan ?? name
        do {
            guard let details = try folder.detailsIfThere(of: name), details.facts.kind == .regular else { return nil }
            let file = try folder.calls.openForReading(name, in: folder.descriptor)
            return try file.calls.read(file, at: offset, upTo: count)
        } catch {
            throw error.during(.read, folder.path.appending(name))
        }
    }

    /// The whole file, or a scan beside it, of at most `limit` bytes.
    package func read(_ scan: FileName? = nil, limit: Int64) throws(SpoolError) -> ReadOutcome {
        let name = scan ?? name
        let path = folder.path.appending(name)
        do {
            guard let details = try folder.detailsIfThere(of: name), details.facts.kind == .regular else {
                return .missing
            }
            let size = details.facts.sizeInBytes
            guard size <= limit, let count = Int(exactly: size) else { return .tooLarge(sizeInBytes: size) }
            let file = try folder.calls.openForReading(name, in: folder.descriptor)
            let bytes = try file.calls.read(file, at: 0, upTo: count + 1)
            return bytes.count == count ? .whole(bytes) : .changedWhileReading
        } catch {
            throw error.during(.read, path)
        }
    }
}

// MARK: - All that is kept

/// The folder of an intake in the archive or in quarantine.
package struct KeptFolder: Sendable {
    package let label: IntakeLabel
    package let place: KeptFile.Place
    package let path: SpoolPath
}

extension KeptFiles {
    /// Every intake whose file lies in the archive or in quarantine, by id. Takes time with the number of them.
    package func all() throws(SpoolError) -> [KeptFolder] {
        var found: [KeptFolder] = []
        // yyyy/mm/dd, and at most four folders of an owner.
        try collect(layout.archive, place: .archive, depth: 3, into: &found)
        try collect(layout.quarantine, place: .quarantine, depth: 4, into: &found)
        return found.sorted { $0.label.id < $1.label.id }
    }

    /// The claims in work/ that are whole, by id.
    package func claims() throws(SpoolError) -> [KeptFolder] {
        var found: [KeptFolder] = []
        try collect(layout.claimedFolder, place: .work, depth: 0, into: &found)
        return found.filter { folder in
            // Hidden names are steps that were not finished.
            guard let names = try? OpenFolder.open(folder.path, calls).names() else { return false }
            return names.allSatisfy { !$0.isHidden }
        }.sorted { $0.label.id < $1.label.id }
    }

    private func collect(
        _ path: SpoolPath, place: KeptFile.Place, depth: Int, into found: inout [KeptFolder]
    ) throws(SpoolError) {
        let names: [FileName]
        do {
            names = try OpenFolder.open(path, calls).names()
        } catch let failure where failure.number == ENOENT || failure.number == ENOTDIR {
            return
        } catch {
            throw error.during(.list, path)
        }
        for name in names where !name.isHidden {
            if let label = IntakeLabel.parse(name) {
                found.append(KeptFolder(label: label, place: place, path: path.appending(name)))
            } else if depth > 0 {
                try collect(path.appending(name), place: place, depth: depth - 1, into: &found)
            }
        }
    }

    /// The file in the folder of an intake; nil if there is none, or it cannot be told which.
    package func file(in folder: KeptFolder) throws(SpoolError) -> KeptFile? {
        do {
            let open = try OpenFolder.open(folder.path, calls)
            let names = try open.names()
            guard let name = ReportName.original(among: names), let details = try open.detailsIfThere(of: name),
                details.facts.kind == .regular
            else { return nil }
            return KeptFile(
                place: folder.place, folder: open, name: name, facts: details.facts,
                scans: names.filter { $0.isScan(of: name) })
        } catch {
            throw error.during(.read, folder.path)
        }
    }

    /// Whether a folder of the intake is in one of the places.
    package func has(_ label: IntakeLabel, day: ArchiveDay?, owner: String) -> Bool {
        folders(of: label, day: day, owner: owner).contains { path in (try? OpenFolder.open(path, calls)) != nil }
    }

    /// The folders in which the file of an intake can lie, in the order in which it goes through them.
    package func folders(of label: IntakeLabel, day: ArchiveDay?, owner: String) -> [SpoolPath] {
        parents(day: day, owner: owner).map { $0.path.appending(label.name) }
    }

    /// The places of an intake's folder, in the order in which it goes through them.
    private func parents(day: ArchiveDay?, owner: String) -> [(place: KeptFile.Place, path: SpoolPath)] {
        let owners = owner.utf8.split(separator: UInt8(ascii: "/")).compactMap { FileName(bytes: Array($0)) }
        var parents = [(KeptFile.Place.work, layout.claimedFolder)]
        if let day { parents.append((.archive, layout.archive.appending(day.folders))) }
        parents.append((.quarantine, layout.quarantine.appending(owners)))
        return parents
    }
}

extension SpoolLayout {
    package var claimedFolder: SpoolPath { work.appending(OwnName.claimed) }
    package var stagedFolder: SpoolPath { work.appending(OwnName.staged) }
    /// Where documents for an outbox on another file system wait.
    package func stagedFolder(beside outbox: SpoolFolder) -> SpoolPath { outbox.path.appending(OwnName.stagedBeside) }
}

extension ArchiveDay {
    /// The day that an intake's id begins with, `20261122-…`; nil if it begins otherwise.
    package init?(intake id: String) {
        let digits = id.utf8.prefix(8)
        guard digits.count == 8, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        let text = String(id.prefix(8))
        guard let year = Int(text.prefix(4)), let month = Int(text.dropFirst(4).prefix(2)),
            let day = Int(text.suffix(2))
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}
