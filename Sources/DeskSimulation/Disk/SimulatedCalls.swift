// The spool's system calls on the simulated disk, with everything that can go wrong at each: it fails, a partner comes
// in between, the process dies before it.

import Glibc
import OrderSpool

/// What a call is, for faults and for the trace.
enum Call: String, CaseIterable {
    case openFolder, openFile, create, details, list, filesystem, read, write, setFacts, makeFolder, remove, rename,
        link
    case sync, syncWhole
}

/// One process's calls. A process that died does nothing any more, whatever its code still tries.
final class SimulatedCalls: FileCalls {
    let disk: SimulatedDisk
    private let faults: Faults
    private let harm: Set<PlantedBug>
    private var open: [Int32: Inode] = [:]
    private var next: Int32 = 3
    private(set) var count = 0
    private let gate: CommitGate
    var isDead: Bool { gate.isDead }
    /// The process dies before this call.
    var diesAtCall = Int.max
    /// Partners act here, between two calls.
    var onCall: () -> Void = {}
    var trace: (() -> String) -> Void = { _ in }

    init(disk: SimulatedDisk, faults: Faults, gate: CommitGate, harm: Set<PlantedBug>) {
        self.gate = gate
        self.disk = disk
        self.faults = faults
        self.harm = harm
    }

    var effectiveUser: UInt32 { 1000 }
    var processID: Int32 { 42 }
    func randomBits() -> UInt64 { disk.dice.next() }

    func die() {
        gate.die()
        for inode in open.values.sorted(by: { $0.number < $1.number }) { release(inode) }
        open = [:]
    }

    func close(_ number: Int32) {
        positions[number] = nil
        if let inode = open.removeValue(forKey: number) { release(inode) }
    }

    private func release(_ inode: Inode) {
        inode.openCount -= 1
        inode.filesystem.letGoIfUnused(inode)
    }

    /// Every call begins here.
    private func begin(_ call: Call, _ inode: Inode?, _ name: FileName? = nil) throws(Failure) {
        guard !isDead else { throw Failure(number: EIO) }
        count += 1
        if count >= diesAtCall {
            trace { "the process dies before call \(count), \(call.rawValue) \(name?.printable ?? "")" }
            return try end()
        }
        onCall()
        if let number = faults.number(for: call, inode?.filesystem, &disk.dice) {
            trace { "\(call.rawValue) \(name?.printable ?? "") fails with \(String(cString: strerror(number)))" }
            throw Failure(number: number)
        }
    }

    private func end() throws(Failure) {
        die()
        throw Failure(number: EIO)
    }

    private func inode(_ descriptor: Descriptor) throws(Failure) -> Inode {
        guard let inode = open[descriptor.number] else { throw Failure(number: isDead ? EIO : EBADF) }
        return inode
    }

    private func opened(_ inode: Inode) -> Descriptor {
        next += 1
        open[next] = inode
        inode.openCount += 1
        return Descriptor(next, of: self)
    }

    // MARK: Opening

    func openFolder(_ path: SpoolPath) throws(Failure) -> Descriptor {
        try begin(.openFolder, nil)
        guard let found = disk.find(path.printable) else { throw Failure(number: ENOENT) }
        guard found.kind == .directory else { throw Failure(number: ENOTDIR) }
        return opened(found)
    }

    func openFolder(_ relative: [FileName], beneath folder: Descriptor) throws(Failure) -> Descriptor {
        var here = try inode(folder)
        try begin(.openFolder, here, relative.last)
        for name in relative { here = try disk.step(name, in: here) }
        guard here.kind == .directory else { throw Failure(number: ENOTDIR) }
        return opened(here)
    }

    func openForReading(_ name: FileName, in folder: Descriptor) throws(Failure) -> Descriptor {
        let folder = try inode(folder)
        try begin(.openFile, folder, name)
        let found = try disk.step(name, in: folder)
        if found.kind == .symlink { throw Failure(number: ELOOP) }
        return opened(found)
    }

    func create(_ name: FileName, in folder: Descriptor, mode: UInt32) throws(Failure) -> Descriptor {
        let folder = try inode(folder)
        try begin(.create, folder, name)
        trace { "create \(disk.path(of: folder))/\(name.printable)" }
        return opened(try disk.make(.regular, name, in: folder, mode: mode))
    }

    func open(_ name: FileName, in folder: Descriptor, toExtendAfter length: Int64) throws(Failure) -> Descriptor {
        let folder = try inode(folder)
        try begin(.openFile, folder, name)
        let found = try disk.step(name, in: folder)
        guard found.kind == .regular else { throw Failure(number: ELOOP) }
        found.truncate(to: length, at: disk.tick())
        found.hasGrown = true
        return opened(found)
    }

    // MARK: Facts

    func details(of name: FileName?, in folder: Descriptor) throws(Failure) -> FileDetails {
        let inode = try inode(folder)
        try begin(.details, inode, name)
        guard let name else { return inode.details }
        return try disk.step(name, in: inode).details
    }

    func forEachName(in folder: Descriptor, visit: (FileName) throws(Failure) -> Bool) throws(Failure) {
        let inode = try inode(folder)
        try begin(.list, inode)
        for name in inode.names { guard try visit(name) else { return } }
    }

    func filesystem(of folder: Descriptor) throws(Failure) -> (type: UInt64, freeBytes: Int64, id: UInt64) {
        let inode = try inode(folder)
        try begin(.filesystem, inode)
        return (inode.filesystem.magic, 1 << 40, inode.filesystem.lastingID)
    }

    func isOpenForWritingElsewhere(_ file: Descriptor) -> Bool? {
        guard let inode = open[file.number] else { return nil }
        return inode.partnersWriting > 0
    }

    func hasLostWrites(_ file: Descriptor) -> Bool {
        guard !isDead, let inode = open[file.number] else { return false }
        defer { inode.hasUntoldLoss = false }
        return inode.hasUntoldLoss
    }

    // MARK: Bytes

    func read(_ file: Descriptor, upTo count: Int, into bytes: inout [UInt8]) throws(Failure) -> Int {
        let inode = try inode(file)
        try begin(.read, inode)
        // The spool reads a file from its beginning to its end.
        let start = positions[file.number] ?? 0
        let chunk = inode.content.dropFirst(start).prefix(count)
        bytes += chunk
        positions[file.number] = start + chunk.count
        return chunk.count
    }

    func read(_ file: Descriptor, at offset: Int64, upTo count: Int) throws(Failure) -> [UInt8] {
        let inode = try inode(file)
        try begin(.read, inode)
        return Array(inode.content.dropFirst(Int(clamping: offset)).prefix(count))
    }

    private var positions: [Int32: Int] = [:]

    func write(_ bytes: [UInt8], to file: Descriptor, chunk: Int) throws(Failure) {
        let inode = try inode(file)
        let half = bytes.count / 2
        do {
            try begin(.write, inode)
        } catch {
            // A write that fails may have written a part, and so may one that the process dies at.
            if faults.mayBreakOff { inode.append(bytes.prefix(half), at: disk.tick()) }
            throw error
        }
        inode.append(bytes, at: disk.tick())
    }

    func setMode(_ mode: UInt32, of file: Descriptor) throws(Failure) {
        let inode = try inode(file)
        try begin(.setFacts, inode)
        inode.mode = mode
    }

    func setOwner(user: UInt32, group: UInt32, of file: Descriptor) throws(Failure) {
        try begin(.setFacts, try inode(file))
    }

    func setModified(_ nanoseconds: Int64, of file: Descriptor) throws(Failure) {
        let inode = try inode(file)
        try begin(.setFacts, inode)
        inode.modified = nanoseconds
        inode.isDirty = true
    }

    // MARK: Names

    func makeFolder(_ name: FileName, in folder: Descriptor, mode: UInt32) throws(Failure) {
        let folder = try inode(folder)
        try begin(.makeFolder, folder, name)
        _ = try disk.make(.directory, name, in: folder, mode: mode)
    }

    func removeFile(_ name: FileName, in folder: Descriptor) throws(Failure) {
        let folder = try inode(folder)
        try begin(.remove, folder, name)
        try disk.remove(name, in: folder, .regular)
        trace { "remove \(disk.path(of: folder))/\(name.printable)" }
    }

    func removeFolder(_ name: FileName, in folder: Descriptor) throws(Failure) {
        let folder = try inode(folder)
        try begin(.remove, folder, name)
        try disk.remove(name, in: folder, .directory)
    }

    func rename(
        _ name: FileName, in folder: Descriptor, to newName: FileName, in newFolder: Descriptor
    ) throws(Failure) {
        try rename(name, folder, newName, newFolder, replacing: true)
    }

    func renameWithoutReplacing(
        _ name: FileName, in folder: Descriptor, to newName: FileName, in newFolder: Descriptor
    ) throws(Failure) {
        let filesystem = try inode(newFolder).filesystem
        guard !filesystem.hasNoReplace else {
            return try rename(
                name, folder, newName, newFolder, replacing: harm.contains(.renamesOverOthers))
        }
        try begin(.rename, try inode(folder), name)
        throw Failure(number: EINVAL)
    }

    private func rename(
        _ name: FileName, _ folder: Descriptor, _ newName: FileName, _ newFolder: Descriptor, replacing: Bool
    ) throws(Failure) {
        let (folder, newFolder) = (try inode(folder), try inode(newFolder))
        try begin(.rename, folder, name)
        if harm.contains(.copiesIntoPlace), folder !== newFolder, try copy(name, folder, newName, newFolder) { return }
        try disk.rename(name, in: folder, to: newName, in: newFolder, replacing: replacing)
        trace {
            "rename \(disk.path(of: folder))/\(name.printable) to \(disk.path(of: newFolder))/\(newName.printable)"
        }
    }

    /// The planted bug: the name appears first, then its bytes.
    private func copy(
        _ name: FileName, _ folder: Inode, _ newName: FileName, _ newFolder: Inode
    ) throws(Failure) -> Bool {
        guard disk.path(of: newFolder).hasPrefix("/desk/outbox/"), let source = folder.entries[name] else {
            return false
        }
        let target = try disk.make(.regular, newName, in: newFolder, mode: 0o640)
        try begin(.write, target)
        target.append(source.content, at: disk.tick())
        target.makeContentDurable()
        try disk.remove(name, in: folder, .regular)
        return true
    }

    func link(
        _ name: FileName, in folder: Descriptor, to newName: FileName, in newFolder: Descriptor
    ) throws(Failure) {
        let (folder, newFolder) = (try inode(folder), try inode(newFolder))
        try begin(.link, folder, name)
        try disk.link(name, in: folder, to: newName, in: newFolder)
        trace { "link \(disk.path(of: folder))/\(name.printable) to \(disk.path(of: newFolder))/\(newName.printable)" }
    }

    // MARK: Durability

    func sync(_ file: Descriptor) throws(Failure) {
        let inode = try inode(file)
        if inode.kind == .directory ? harm.contains(.skipsFolderSync) : isNeverSynced(inode) { return }
        do {
            try begin(.sync, inode)
        } catch {
            // The system tells of a write error once, and calls the lost pages clean.
            if !isDead { inode.loseDirtyContent(isTold: true) }
            throw error
        }
        if inode.hasUntoldLoss {
            inode.hasUntoldLoss = false
            throw Failure(number: EIO)
        }
        trace { "sync \(disk.path(of: inode))" }
        if inode.kind == .directory {
            inode.filesystem.makeNamesDurable(in: inode)
        } else {
            inode.makeContentDurable()
            inode.filesystem.makeNamesDurable(with: inode)
        }
    }

    private func isNeverSynced(_ file: Inode) -> Bool {
        harm.contains(.skipsFileSync) || (harm.contains(.skipsGrowthSync) && file.hasGrown)
    }

    func syncFilesystem(of file: Descriptor) throws(Failure) {
        let filesystem = try inode(file).filesystem
        if harm.contains(.skipsFileSync) || harm.contains(.skipsFolderSync) { return }
        do {
            try begin(.syncWhole, try inode(file))
        } catch {
            if !isDead {
                for inode in filesystem.inodes where disk.dice.hits(percent: 50) {
                    inode.loseDirtyContent(isTold: false)
                }
            }
            throw error
        }
        trace { "sync all of \(filesystem.name)" }
        for inode in filesystem.inodes where !isNeverSynced(inode) { inode.makeContentDurable() }
        filesystem.makeAllNamesDurable()
    }
}
