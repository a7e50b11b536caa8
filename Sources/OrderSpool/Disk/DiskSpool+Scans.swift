// A data file and the scans beside it are taken, put back and kept together: a bundle.
//
// The rename of the data file is the instant at which a bundle is taken, and the one at which it is given back. Its scans
// are in the claim's folder under hidden names before it and until it has gone, so a folder tells how far it was:
//
//   hidden scans alone            the claim had not happened, or was undone: they go back
//   a data file, hidden scans     the claim has happened: they get their own names
//   a data file, scans            a bundle
//   one scan                      a claim of that scan: it came alone

import Glibc

extension DiskSpool {
    /// A scan that belongs to a request, held open from the look on.
    struct PreparedScan {
        var entry: InboxEntry
        var file: Descriptor
    }

    /// Opens the scans of a request.
    /// - Returns: nil if one of them is not what was found.
    func prepareScans(_ request: ClaimRequest, in inbox: OpenFolder) throws(Failure) -> [PreparedScan]? {
        var scans: [PreparedScan] = []
        for entry in request.entry.scans {
            let file: Descriptor
            do {
                file = try inbox.calls.openForReading(entry.name, in: inbox.descriptor)
            } catch let failure where [ENOENT, ELOOP, ENXIO, ENODEV].contains(failure.number) {
                return nil
            }
            guard entry.name.isScan(of: request.entry.name),
                try file.calls.details(of: nil, in: file).facts.hasSameContent(as: entry.facts)
            else { return nil }
            scans.append(PreparedScan(entry: entry, file: file))
        }
        return scans
    }

    /// Moves the scans into the claim's folder, hidden.
    /// - Returns: false if one went away or is another file by now; what was moved is given back with the claim.
    func takeScans(_ claim: PreparedClaim) throws(Failure) -> Bool {
        for scan in claim.scans {
            let hidden = OwnName.hidden(scan.entry.name)
            let moved: Void? = try OpenFolder.nilIfMissing { () throws(Failure) in
                try mover.move(
                    scan.entry.name, in: claim.inbox, to: hidden, in: claim.folder, fallback: .renameIntoOwnFolder)
            }
            guard moved != nil else { return false }
            let facts = try claim.folder.details(of: hidden).facts
            guard facts.inode == scan.entry.facts.inode, facts.hasSameContent(as: scan.entry.facts) else {
                return false
            }
        }
        return true
    }

    /// Gives hidden scans their own names: their data file is in the folder for good.
    func showScans(in folder: OpenFolder) throws(Failure) {
        for (hidden, name) in try OwnName.scans(in: folder, marked: OwnName.hiddenMark) {
            try folder.calls.rename(hidden, in: folder.descriptor, to: name, in: folder.descriptor)
        }
    }

    /// The other way: their data file is about to go.
    func hideScans(of data: FileName, in folder: OpenFolder) throws(Failure) {
        for name in try folder.names() where name.isScan(of: data) {
            try folder.calls.rename(name, in: folder.descriptor, to: OwnName.hidden(name), in: folder.descriptor)
        }
    }

    /// The scans in the folder of a claim.
    func scans(of data: FileName, in folder: OpenFolder) throws(Failure) -> [FileName] {
        try folder.names().filter { $0.isScan(of: data) }
    }

    /// Puts hidden scans back into the inbox, never over another file. Where one has the name by now, the scan goes
    /// back under a name of its own, so that it is answered too.
    func returnScans(id: String, from folder: OpenFolder, to inbox: OpenFolder) throws(Failure) {
        for (hidden, name) in try OwnName.scans(in: folder, marked: OwnName.hiddenMark) {
            if let there = try inbox.detailsIfThere(of: name)?.facts {
                let ours = try folder.details(of: hidden).facts
                if there.isCopy(of: ours) {
                    // It was back already when the program died.
                    try folder.remove(hidden)
                    continue
                }
                try giveBackScan(hidden, id: id, from: folder, to: inbox, as: OwnName.renamed(name, id))
            } else {
                try giveBackScan(hidden, id: id, from: folder, to: inbox, as: name)
            }
        }
    }

    private func giveBackScan(
        _ hidden: FileName, id: String, from folder: OpenFolder, to inbox: OpenFolder, as name: FileName
    ) throws(Failure) {
        do {
            try mover.move(hidden, in: folder, to: name, in: inbox, fallback: .linkThenRemove)
        } catch let failure where failure.number == EXDEV {
            let back = OwnName.back(id)
            try inbox.remove(back)
            guard try mover.copy(hidden, in: folder, to: back, in: inbox, mode: layout.documentMode | 0o020) != nil
            else { throw Failure(number: EAGAIN) }
            try mover.move(back, in: inbox, to: name, in: inbox, fallback: .linkThenRemove)
            try inbox.calls.sync(inbox.descriptor)
            try folder.remove(hidden)
        }
    }

    package func read(_ scan: FileName, of claim: Claim, limit: Int64) throws(SpoolError) -> ReadOutcome {
        let label = try IntakeLabel(id: claim.id, folder: claim.inbox)
        return try attempt(.read, claimed.path.appending(label.name).appending(scan)) { () throws(Failure) in
            guard scan.isScan(of: claim.name), let folder = try claimed.openIfThere(label.name),
                let facts = try folder.detailsIfThere(of: scan)?.facts
            else { return .missing }
            return try read(scan, in: folder, expecting: facts, limit: limit)
        }
    }
}

// MARK: - From another file system

extension DiskSpool {
    /// Copies the scans into the claim's folder under names that say that the originals are still in the inbox. Without
    /// their data file beside them they are nothing, and thrown away.
    /// - Returns: false if one moved under the copying.
    func copyScans(_ claim: PreparedClaim) throws(Failure) -> Bool {
        for scan in claim.scans {
            let facts = try mover.copy(
                scan.entry.name, in: claim.inbox, to: OwnName.copied(scan.entry.name), in: claim.folder,
                mode: layout.documentMode)
            guard let facts, facts.hasSameContent(as: scan.entry.facts) else { return false }
        }
        return true
    }

    func dropCopiedScans(in folder: OpenFolder) throws(Failure) {
        for (copied, _) in try OwnName.scans(in: folder, marked: OwnName.copiedMark) { try folder.remove(copied) }
    }

    /// Removes the originals of copied scans, whose data file has been taken, and gives the copies their own names. As
    /// with data files, an original is moved to a name of ours before it is looked at and removed.
    func settleScans(_ label: IntakeLabel, in folder: OpenFolder, inbox: OpenFolder) throws(Failure) {
        let taken = OwnName.taken(label.id)
        for (copied, name) in try OwnName.scans(in: folder, marked: OwnName.copiedMark) {
            let copy = try folder.details(of: copied).facts
            if try inbox.detailsIfThere(of: taken) == nil, let original = try inbox.detailsIfThere(of: name)?.facts,
                original.isCopy(of: copy)
            {
                try mover.move(name, in: inbox, to: taken, in: inbox, fallback: .lookThenRename)
            }
            if let moved = try inbox.detailsIfThere(of: taken)?.facts {
                if moved.isCopy(of: copy) {
                    try inbox.remove(taken)
                } else {
                    try mover.move(taken, in: inbox, to: name, in: inbox, fallback: .linkThenRemove)
                }
                try inbox.calls.sync(inbox.descriptor)
            }
            try folder.calls.rename(copied, in: folder.descriptor, to: name, in: folder.descriptor)
        }
    }
}

extension OwnName {
    /// In a claim's folder: a scan whose data file is not there yet, or not any more.
    static let hiddenMark = ".beside-"
    /// In a claim's folder: a copy of a scan whose original is still in the inbox.
    static let copiedMark = ".copied-"
    static let scanMarkBytes = 8

    static func hidden(_ scan: FileName) -> FileName { FileName(composed: Array(hiddenMark.utf8) + scan.bytes) }
    static func copied(_ scan: FileName) -> FileName { FileName(composed: Array(copiedMark.utf8) + scan.bytes) }

    /// The marked scans of a folder with their own names, in the order of these.
    static func scans(in folder: OpenFolder, marked mark: String) throws(Failure) -> [(
        marked: FileName, name: FileName
    )] {
        try folder.names().compactMap { marked in
            guard marked.bytes.starts(with: Array(mark.utf8)) else { return nil }
            return FileName(bytes: Array(marked.bytes.dropFirst(scanMarkBytes))).map { (marked, $0) }
        }
    }

    /// `fax-77.20261122-093001123-0042.tif`: no data file has this stem.
    static func renamed(_ scan: FileName, _ id: String) -> FileName {
        let ending = scan.bytes[(scan.bytes.lastIndex(of: UInt8(ascii: ".")) ?? scan.bytes.endIndex)...]
        let room = FixedLimits.nameBytes - id.utf8.count - ending.count - 1
        return FileName(composed: Array(scan.stem.bytes.prefix(room)) + Array(".\(id)".utf8) + ending)
    }
}

extension FileFacts {
    /// The same file, or one of the same size and time.
    fileprivate func isCopy(of other: FileFacts) -> Bool {
        (inode == other.inode && device == other.device)
            || (sizeInBytes == other.sizeInBytes && modifiedNanoseconds == other.modifiedNanoseconds)
    }
}
