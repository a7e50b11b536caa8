// Who watches the outboxes: what appears there under a name that a partner sees, when, and how often.

import OrderSpool

final class Publications {
    struct Appearance {
        let change: Int
        let content: [UInt8]
        /// A power cut took the name away again, so it may appear once more.
        var wasLost = false
    }

    private(set) var byPath: [String: [Appearance]] = [:]
    /// Files in which many confirmations stand together.
    var batches: Int { byPath.keys.count { $0.contains("/confirmations-") } }
    private let trace: (() -> String) -> Void

    init(trace: @escaping (() -> String) -> Void) { self.trace = trace }

    func note(_ name: FileName, _ folder: Inode, _ inode: Inode, _ change: Int) {
        guard let outbox = folder.outbox, !name.isHidden else { return }
        let path = "\(outbox)/\(name.printable)"
        trace { "*** \(path) appears" }
        byPath[path, default: []].append(Appearance(change: change, content: inode.content))
    }

    func forgive(_ lost: Set<Int>) {
        for path in byPath.keys.sorted() {
            for index in byPath[path, default: []].indices where lost.contains(byPath[path]?[index].change ?? 0) {
                byPath[path]?[index].wasLost = true
            }
        }
    }

    /// After a power cut: what partners see now must be what had appeared, whole.
    func torn(on disk: SimulatedDisk) -> [Violation] {
        var violations: [Violation] = []
        for filesystem in disk.filesystems {
            for folder in filesystem.inodes {
                guard let outbox = folder.outbox else { continue }
                for name in folder.names where !name.isHidden {
                    let path = "\(outbox)/\(name.printable)"
                    let appeared = byPath[path, default: []]
                    if appeared.isEmpty {
                        violations.append(
                            Violation(kind: .invented, sentence: "\(path) is there, and nobody published it"))
                    } else if !appeared.contains(where: { $0.content == folder.entries[name]?.content }) {
                        violations.append(Violation(kind: .torn, sentence: "\(path) is torn after a power cut"))
                    }
                }
            }
        }
        return violations
    }
}
