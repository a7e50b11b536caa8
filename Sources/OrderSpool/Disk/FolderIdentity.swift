// Knowing a folder again. Its identity is pinned when it is taken into use; when the mount goes away or something else
// is put in its place, nothing is taken from it or put into it (design: "Pin the identity of each inbox root").

import Glibc

/// What tells one folder from another while the program runs.
struct FolderIdentity: Equatable {
    var device: UInt64
    var inode: UInt64
    var born: Int64

    init(_ details: FileDetails) {
        device = details.facts.device
        inode = details.facts.inode
        born = details.bornNanoseconds
    }
}

/// What is remembered of a folder in `work/folders/` over restarts. Device numbers change then, so it is known by the
/// token in its marker file, or, should a partner have deleted that, by its inode on a file system with a lasting id.
private struct Pin {
    var token: String
    var filesystem: UInt64
    var inode: UInt64
    var born: Int64

    init(token: String, filesystem: UInt64, identity: FolderIdentity) {
        self.token = token
        self.filesystem = filesystem
        inode = identity.inode
        born = identity.born
    }

    init?(_ record: Record) {
        guard let token = record["token"], let filesystem: UInt64 = record.number("filesystem"),
            let inode: UInt64 = record.number("inode"), let born: Int64 = record.number("born")
        else { return nil }
        self.token = token
        self.filesystem = filesystem
        self.inode = inode
        self.born = born
    }

    var record: Record {
        var record = Record()
        record["token"] = token
        record["filesystem"] = String(filesystem)
        record["inode"] = String(inode)
        record["born"] = String(born)
        return record
    }

    func isSameInode(as other: Pin) -> Bool {
        filesystem != 0 && filesystem == other.filesystem && inode == other.inode && born == other.born
    }
}

extension DiskSpool {
    package func use(_ folders: [SpoolFolder]) -> [SpoolError] {
        let own = [
            SpoolFolder(direction: .own, id: OwnName.archive, base: layout.archive, mode: layout.folderMode),
            SpoolFolder(direction: .own, id: OwnName.quarantine, base: layout.quarantine, mode: layout.folderMode),
        ]
        let folders = own + folders
        let before = self.folders
        self.folders = [:]
        for folder in folders { self.folders[FolderKey(direction: folder.direction, id: folder.id)] = folder }
        // A folder that lies elsewhere now is known by its pin, not by what was seen of the other one.
        identities = identities.filter { self.folders[$0.key] != nil && self.folders[$0.key] == before[$0.key] }
        var problems: [SpoolError] = []
        for folder in folders {
            do {
                _ = try open(folder.direction, folder.id, for: .prepare)
            } catch {
                problems.append(error)
            }
        }
        return problems
    }

    package func accept(_ direction: SpoolFolder.Direction, _ folder: String) throws(SpoolError) {
        let key = FolderKey(direction: direction, id: folder)
        guard let folder = folders[key] else { throw .unknownFolder(folder) }
        let open = try openWithoutCheck(folder, for: .prepare, mayMake: true)
        try pin(open, as: folder, key, accepting: true)
    }

    /// Opens a folder in use and sees that it is the one it was. A folder that was away and is back is known by its
    /// marker and taken into use again.
    func open(
        _ direction: SpoolFolder.Direction, _ id: String, for operation: SpoolOperation
    ) throws(SpoolError) -> OpenFolder {
        let key = FolderKey(direction: direction, id: id)
        guard let folder = folders[key] else { throw .unknownFolder(id) }
        let isKnown = identities[key] != nil ? true : try pinRecord(key) != nil
        let open = try openWithoutCheck(folder, for: operation, mayMake: !isKnown)
        let identity = try attempt(operation, open.path) { () throws(Failure) in FolderIdentity(try open.details()) }
        if identities[key] != identity { try pin(open, as: folder, key, accepting: false) }
        return open
    }

    private func openWithoutCheck(
        _ folder: SpoolFolder, for operation: SpoolOperation, mayMake: Bool
    ) throws(SpoolError) -> OpenFolder {
        do {
            return try OpenFolder.open(folder.base, calls).open(folder.below)
        } catch let failure where failure.number == ENOENT && mayMake {
            return try make(folder)
        } catch let failure where failure.number == ENOENT || failure.number == ENOTDIR {
            throw .rootChanged(folder: folder.id, path: folder.path, detail: .missing)
        } catch let failure where failure.number == ESTALE {
            throw .rootChanged(folder: folder.id, path: folder.path, detail: .stale)
        } catch {
            throw error.during(operation, folder.path)
        }
    }

    /// Makes a folder that was never in use. The folders above it beneath `base` are ours; `base` itself must be there
    /// if the folder lies elsewhere, because a missing mount point must not be mistaken for a new folder.
    private func make(_ folder: SpoolFolder) throws(SpoolError) -> OpenFolder {
        if folder.direction == .own { return try Self.makeAll(folder.base, mode: folder.mode, calls) }
        guard !folder.below.isEmpty else {
            guard let (above, name) = folder.base.split() else {
                throw Failure(number: ENOENT).during(.prepare, folder.base)
            }
            let parent = try attempt(.prepare, above) { () throws(Failure) in try OpenFolder.open(above, calls) }
            return try Self.make(name, in: parent, mode: folder.mode)
        }
        var here = try attempt(.prepare, folder.base) { () throws(Failure) in try OpenFolder.open(folder.base, calls) }
        for (index, name) in folder.below.enumerated() {
            let isLast = index == folder.below.count - 1
            here = try Self.make(name, in: here, mode: isLast ? folder.mode : layout.passageFolderMode)
        }
        return here
    }

    /// A Maildir's `new/` is another folder than the inbox that was there before it.
    private func pinName(_ key: FolderKey) throws(SpoolError) -> FileName {
        let isMaildir = folders[key]?.isMaildir ?? false
        return try IntakeLabel(id: key.direction.rawValue, folder: isMaildir ? "\(key.id)/new" : key.id).name
    }

    private func pinRecord(_ key: FolderKey) throws(SpoolError) -> Pin? {
        let name = try pinName(key)
        return try attempt(.prepare, pins.path.appending(name)) { () throws(Failure) in
            try pins.record(name).flatMap { Pin(Record(parsing: $0)) }
        }
    }

    /// Sees that `open` is the folder that was pinned, or pins it if none was or the change is accepted.
    private func pin(
        _ open: OpenFolder, as folder: SpoolFolder, _ key: FolderKey, accepting: Bool
    ) throws(SpoolError) {
        let known = try pinRecord(key)
        let (marker, details, filesystem) = try attempt(.prepare, open.path) { () throws(Failure) in
            let marker = try open.record(OwnName.folderMarker).flatMap { Record(parsing: $0)["token"] }
            return (marker, try open.details(), try open.calls.filesystem(of: open.descriptor).id)
        }
        let identity = FolderIdentity(details)
        let token = (accepting ? marker : known?.token ?? marker) ?? newToken()
        let seen = Pin(token: token, filesystem: filesystem, identity: identity)
        if let known, !accepting, marker != known.token, !known.isSameInode(as: seen) {
            let detail: SpoolError.RootChange = identities[key] == nil ? .unmarked : .replaced
            throw .rootChanged(folder: folder.id, path: folder.path, detail: detail)
        }
        if marker != token { try writeMarker(token, into: open) }
        if known.map({ $0.token == token && $0.isSameInode(as: seen) }) != true {
            let name = try pinName(key)
            try attempt(.prepare, pins.path.appending(name)) { () throws(Failure) in
                try pins.writeRecord(seen.record.bytes, as: name, mode: layout.documentMode)
            }
        }
        identities[key] = identity
    }

    private func writeMarker(_ token: String, into folder: OpenFolder) throws(SpoolError) {
        var record = Record()
        record["token"] = token
        record["about"] = "By this file the desk knows that the right folder is mounted here. Please leave it."
        try attempt(.prepare, folder.path.appending(OwnName.folderMarker)) { () throws(Failure) in
            try folder.writeRecord(record.bytes, as: OwnName.folderMarker, mode: layout.documentMode)
        }
    }

    private func newToken() -> String {
        String(calls.randomBits(), radix: 16) + String(calls.randomBits(), radix: 16)
    }
}
