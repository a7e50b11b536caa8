// The simulated machine's file systems and what is done in them by name, whoever does it: the desk, its partners, the
// person who mounts a share.

import Glibc
import OrderSpool

/// All file systems, with mounts and the clock that stamps files.
final class SimulatedDisk {
    var dice: Dice
    private(set) var filesystems: [Filesystem] = []
    private let root: Inode
    /// Which root stands over which folder.
    private(set) var mounts: [(over: Inode, filesystem: Filesystem)] = []
    private var clock: Int64 = 1_000_000_000
    private(set) var changes = 0
    /// Told of every name that appears, with the number of the change.
    var onAppearance: (FileName, Inode, Inode, Int) -> Void = { _, _, _, _ in }

    init(dice: Dice, first: Filesystem) {
        self.dice = dice
        filesystems = [first]
        root = first.root ?? first.make(.directory, mode: 0o755, at: 1)
    }

    /// A clock that ticks with every change.
    func tick() -> Int64 {
        clock += 1_000
        return clock
    }

    // MARK: Mounts

    func mount(_ filesystem: Filesystem, over folder: Inode) {
        if !filesystems.contains(where: { $0 === filesystem }) { filesystems.append(filesystem) }
        mounts.append((folder, filesystem))
    }

    func unmount(_ filesystem: Filesystem) { mounts.removeAll { $0.filesystem === filesystem } }

    private func standing(over folder: Inode) -> Inode {
        mounts.last { $0.over === folder }?.filesystem.root ?? folder
    }

    // MARK: Looking

    func find(_ path: String) -> Inode? {
        var here = standing(over: root)
        for part in path.utf8.split(separator: UInt8(ascii: "/")) {
            guard let name = FileName(bytes: Array(part)), let next = here.entries[name] else { return nil }
            here = standing(over: next)
        }
        return here
    }

    /// For the trace and the checks; the cost grows with the number of folders.
    func path(of inode: Inode) -> String {
        func search(_ folder: Inode, _ path: String) -> String? {
            for name in folder.names {
                guard let entry = folder.entries[name] else { continue }
                let next = standing(over: entry)
                let nextPath = "\(path)/\(name.printable)"
                if next === inode { return nextPath }
                if next.kind == .directory, let found = search(next, nextPath) { return found }
            }
            return nil
        }
        return search(standing(over: root), "") ?? "inode \(inode.number) of \(inode.filesystem.name)"
    }

    /// The files beneath a folder, as paths from it.
    func files(beneath path: String) -> [(path: String, inode: Inode)] {
        guard let root = find(path) else { return [] }
        var found: [(path: String, inode: Inode)] = []
        func collect(_ folder: Inode, _ path: String) {
            for name in folder.names {
                guard let entry = folder.entries[name] else { continue }
                let next = standing(over: entry)
                let nextPath = path + name.printable
                if next.kind == .directory { collect(next, nextPath + "/") } else { found.append((nextPath, next)) }
            }
        }
        collect(root, "")
        return found
    }

    func step(_ name: FileName, in folder: Inode) throws(Failure) -> Inode {
        guard folder.kind == .directory else { throw Failure(number: ENOTDIR) }
        guard let next = folder.entries[name] else { throw Failure(number: ENOENT) }
        return standing(over: next)
    }

    // MARK: Changing

    func make(_ kind: FileKind, _ name: FileName, in folder: Inode, mode: UInt32) throws(Failure) -> Inode {
        guard folder.links > 0 else { throw Failure(number: ENOENT) }
        guard folder.entries[name] == nil else { throw Failure(number: EEXIST) }
        let inherited: UInt32 = kind == .directory ? folder.mode & 0o2000 : 0
        let inode = folder.filesystem.make(kind, mode: mode | inherited, at: tick())
        change(inode, [.init(folder: folder, name: name, target: inode)])
        return inode
    }

    func remove(_ name: FileName, in folder: Inode, _ kind: FileKind) throws(Failure) {
        guard let inode = folder.entries[name] else { throw Failure(number: ENOENT) }
        guard (inode.kind == .directory) == (kind == .directory) else {
            throw Failure(number: kind == .directory ? ENOTDIR : EISDIR)
        }
        guard inode.entries.isEmpty else { throw Failure(number: ENOTEMPTY) }
        change(inode, [.init(folder: folder, name: name, target: nil)])
        inode.filesystem.letGoIfUnused(inode)
    }

    func rename(
        _ name: FileName, in folder: Inode, to newName: FileName, in newFolder: Inode, replacing: Bool
    ) throws(Failure) {
        guard let inode = folder.entries[name] else { throw Failure(number: ENOENT) }
        guard folder.filesystem === newFolder.filesystem else { throw Failure(number: EXDEV) }
        guard newFolder.links > 0 else { throw Failure(number: ENOENT) }
        let replaced = newFolder.entries[newName]
        if let replaced {
            guard replacing else { throw Failure(number: EEXIST) }
            if replaced === inode { return }
            guard replaced.entries.isEmpty else { throw Failure(number: ENOTEMPTY) }
        }
        inode.changed = tick()
        change(
            inode,
            [.init(folder: newFolder, name: newName, target: inode), .init(folder: folder, name: name, target: nil)])
        if let replaced { replaced.filesystem.letGoIfUnused(replaced) }
    }

    func link(_ name: FileName, in folder: Inode, to newName: FileName, in newFolder: Inode) throws(Failure) {
        guard let inode = folder.entries[name] else { throw Failure(number: ENOENT) }
        guard folder.filesystem === newFolder.filesystem else { throw Failure(number: EXDEV) }
        guard folder.filesystem.hasHardLinks else { throw Failure(number: EPERM) }
        guard newFolder.entries[newName] == nil else { throw Failure(number: EEXIST) }
        inode.changed = tick()
        change(inode, [.init(folder: newFolder, name: newName, target: inode)])
    }

    private func change(_ subject: Inode, _ entries: [NameChange.Entry]) {
        changes += 1
        for entry in entries {
            entry.folder.entries[entry.name]?.links -= 1
            entry.folder.entries[entry.name] = entry.target
            entry.target?.links += 1
            entry.folder.changed = tick()
            entry.folder.modified = entry.folder.changed
        }
        subject.filesystem.note(NameChange(id: changes, entries: entries, subject: subject))
        for entry in entries {
            if let target = entry.target { onAppearance(entry.name, entry.folder, target, changes) }
        }
    }

    /// - Returns: the changes of names that were lost.
    func cutPower() -> Set<Int> { filesystems.reduce(into: []) { $0.formUnion($1.cutPower(&dice)) } }
}
