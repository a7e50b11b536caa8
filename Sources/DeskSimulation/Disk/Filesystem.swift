// One file system of the simulated machine: its kind, its inodes, and the changes of names that are not on the disk yet.

import OrderSpool

/// How a file system treats what nobody synced.
enum Durability: String {
    /// Changes of names reach the disk in their order, and a sync takes all earlier ones along (a journal, as in ext4).
    case journal
    /// Each reaches the disk by itself, as far as one does not rest on another: all that POSIX promises.
    case loose
    /// Another machine keeps the names, at once; what was written and not synced is still ours to lose (NFS, SMB).
    case remote
}

/// One step of the names: entries that change together or not at all.
struct NameChange {
    struct Entry {
        let folder: Inode
        let name: FileName
        let target: Inode?
    }

    let id: Int
    let entries: [Entry]
    /// The file or folder that it is about.
    let subject: Inode

    /// A folder is removed after what was in it has left.
    private var isRemoval: Bool { entries.allSatisfy { $0.target == nil } }

    func restsOn(_ earlier: NameChange) -> Bool {
        subject === earlier.subject
            || (isRemoval && earlier.entries.contains { $0.folder === subject })
            || entries.contains { mine in
                mine.folder === earlier.subject
                    || earlier.entries.contains { $0.folder === mine.folder && $0.name == mine.name }
            }
    }

    func apply() { for entry in entries { entry.folder.durableEntries[entry.name] = entry.target } }
}

final class Filesystem {
    let name: String
    let durability: Durability
    /// As statfs(2) says.
    let magic: UInt64
    let hasNoReplace: Bool
    let hasHardLinks: Bool
    let reusesInodes: Bool
    var device: UInt64
    let mount: UInt64
    let lastingID: UInt64
    private(set) var inodes: [Inode] = []
    private var freed: [UInt64] = []
    private var nextInode: UInt64 = 2
    private static let mostPending = 96
    var pending: [NameChange] = []
    private(set) var root: Inode?

    init(
        _ name: String, number: UInt64, durability: Durability, magic: UInt64, hasNoReplace: Bool, hasHardLinks: Bool,
        reusesInodes: Bool
    ) {
        self.name = name
        self.durability = durability
        self.magic = magic
        self.hasNoReplace = hasNoReplace
        self.hasHardLinks = hasHardLinks
        self.reusesInodes = reusesInodes
        device = 100 + number
        mount = number
        lastingID = 7000 + number
        root = make(.directory, mode: 0o2770, at: 1)
        root?.links = 1
    }

    func make(_ kind: FileKind, mode: UInt32, at moment: Int64) -> Inode {
        let number: UInt64
        if reusesInodes, let free = freed.popLast() {
            number = free
        } else {
            number = nextInode
            nextInode += 1
        }
        let inode = Inode(number: number, in: self, kind: kind, mode: mode, at: moment)
        inodes.append(inode)
        return inode
    }

    /// The inode's number may be given again once nothing knows it any more.
    func letGoIfUnused(_ inode: Inode) {
        guard inode.links == 0, inode.openCount == 0, inode.partnersWriting == 0 else { return }
        guard let index = inodes.lastIndex(where: { $0 === inode }) else { return }
        // What is still to be undone by a power cut keeps it.
        guard !pending.contains(where: { $0.subject === inode }) else { return }
        inodes.remove(at: index)
        freed.append(inode.number)
    }

    func note(_ change: NameChange) {
        guard durability != .remote else { return change.apply() }
        pending.append(change)
        // The system writes back by itself what is old.
        guard pending.count > Filesystem.mostPending else { return }
        for change in pending.prefix(Filesystem.mostPending / 2) { change.apply() }
        pending.removeFirst(Filesystem.mostPending / 2)
    }

    /// What fsync of a folder does.
    func makeNamesDurable(in folder: Inode) {
        switch durability {
        case .remote: break
        case .journal: makeAllNamesDurable()
        case .loose: makeDurable { change in change.entries.contains { $0.folder === folder } }
        }
    }

    /// What fsync of a file does beyond its bytes.
    func makeNamesDurable(with file: Inode) {
        if durability == .journal { makeAllNamesDurable() }
    }

    func makeAllNamesDurable() {
        for change in pending { change.apply() }
        pending = []
    }

    private func makeDurable(where isMeant: (NameChange) -> Bool) {
        var isKept = [Bool](repeating: false, count: pending.count)
        for index in pending.indices.reversed() {
            let isNeeded = pending.indices.contains { later in
                later > index && isKept[later] && pending[later].restsOn(pending[index])
            }
            isKept[index] = isNeeded || isMeant(pending[index])
        }
        for index in pending.indices where isKept[index] { pending[index].apply() }
        pending = pending.indices.filter { !isKept[$0] }.map { pending[$0] }
    }

    /// The power goes: what was not synced is kept, lost, or broken off, as chance has it.
    /// - Returns: the changes of names that were lost.
    func cutPower(_ dice: inout Dice) -> Set<Int> {
        var lost: [NameChange] = []
        let prefix = dice.number(0...pending.count)
        for (index, change) in pending.enumerated() {
            let isKept =
                durability == .journal
                ? index < prefix : dice.hits(percent: 50) && !lost.contains { change.restsOn($0) }
            if isKept { change.apply() } else { lost.append(change) }
        }
        pending = []
        for inode in inodes {
            inode.entries = inode.durableEntries
            inode.openCount = 0
            inode.partnersWriting = 0
            inode.settleContent(&dice)
        }
        countLinks()
        return Set(lost.map(\.id))
    }

    private func countLinks() {
        for inode in inodes { inode.links = inode === root ? 1 : 0 }
        for inode in inodes { for name in inode.names { inode.entries[name]?.links += 1 } }
        let gone = inodes.filter { $0.links == 0 }
        inodes.removeAll { $0.links == 0 }
        freed += gone.map(\.number)
    }
}
