// A file or a folder of the simulated disk: what programs see of it, and what a power cut would leave.

import OrderSpool

final class Inode {
    let number: UInt64
    let filesystem: Filesystem
    let kind: FileKind
    var mode: UInt32
    let born: Int64
    var links = 0
    var changed: Int64

    // MARK: A file

    var content: [UInt8] = []
    var modified: Int64
    /// What is on the disk itself.
    var durableContent: [UInt8] = []
    var durableModified: Int64
    /// `content` differs from what is on the disk, and the system knows it.
    var isDirty = false
    /// Bytes that a failed sync has given up: the system calls them clean, so no later sync writes them.
    private var lost: Range<Int>?
    /// Of such bytes nobody has been told yet.
    var hasUntoldLoss = false
    /// How many have it open for writing, the desk's own descriptors left out.
    var partnersWriting = 0
    var openCount = 0
    /// Something was added to it after it was made.
    var hasGrown = false
    /// The outbox that it is, for whoever watches what appears there.
    var outbox: String?

    // MARK: A folder

    var entries: [FileName: Inode] = [:]
    var durableEntries: [FileName: Inode] = [:]

    init(number: UInt64, in filesystem: Filesystem, kind: FileKind, mode: UInt32, at moment: Int64) {
        self.number = number
        self.filesystem = filesystem
        self.kind = kind
        self.mode = mode
        born = moment
        changed = moment
        modified = moment
        durableModified = moment
    }

    var names: [FileName] { entries.keys.sorted() }

    func append(_ bytes: some Sequence<UInt8>, at moment: Int64) {
        content += bytes
        touch(moment)
    }

    func truncate(to length: Int64, at moment: Int64) {
        let wanted = Int(clamping: length)
        content = Array(content.prefix(wanted)) + [UInt8](repeating: 0, count: max(0, wanted - content.count))
        lost = lost?.clamped(to: 0..<wanted)
        touch(moment)
    }

    func touch(_ moment: Int64) {
        modified = moment
        changed = moment
        isDirty = true
    }

    /// What fsync does for a file.
    func makeContentDurable() {
        guard isDirty else { return }
        durableContent = contentOnDisk
        durableModified = modified
        isDirty = false
    }

    /// What the system does when it cannot write.
    /// - Parameter isTold: to whoever asked for this very file; otherwise the next one who asks hears of it.
    func loseDirtyContent(isTold: Bool) {
        guard isDirty else { return }
        hasUntoldLoss = !isTold
        lost = min(unchangedCount, lost?.lowerBound ?? .max)..<content.count
        isDirty = false
    }

    /// The content as far as the system still means to write it.
    private var contentOnDisk: [UInt8] {
        guard let lost else { return content }
        var written = content
        for index in lost.clamped(to: written.indices) { written[index] = 0 }
        return written
    }

    /// How much of the beginning is on the disk as it is in memory.
    private var unchangedCount: Int { zip(content, durableContent).prefix { $0 == $1 }.count }

    /// The power goes: what was written and not synced is kept, lost, or broken off.
    func settleContent(_ dice: inout Dice) {
        if isDirty {
            let written = contentOnDisk
            let kept = dice.number(unchangedCount...content.count)
            switch dice.below(4) {
            case 0: break
            case 1: durableContent = written
            case 2: durableContent = Array(written.prefix(kept))
            default: durableContent = written.prefix(kept) + [UInt8](repeating: 0, count: content.count - kept)
            }
            durableModified = modified
        }
        content = durableContent
        modified = durableModified
        isDirty = false
        lost = nil
        hasUntoldLoss = false
    }

    var details: FileDetails {
        FileDetails(
            facts: FileFacts(
                kind: kind, sizeInBytes: Int64(content.count), modifiedNanoseconds: modified,
                changedNanoseconds: changed, inode: number, device: filesystem.device, hardLinks: UInt64(links)),
            mode: mode, user: 1000, group: 1000, bornNanoseconds: born, mount: filesystem.mount)
    }
}
