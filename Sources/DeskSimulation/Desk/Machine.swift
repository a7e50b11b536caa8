// The file systems of one run: which there are, of what kind, and which of them come and go.

import OrderSpool

final class Machine {
    private struct Share {
        let filesystem: Filesystem
        let path: String
        var isAway = false
    }

    let main: Filesystem
    private var shares: [Share] = []
    private var points: [Inode] = []
    private let comesAndGoes: Bool

    init(_ dice: inout Dice) {
        main = Machine.filesystem("main", 0, dice.hits(percent: 60) ? .journal : .loose, &dice)
        comesAndGoes = dice.hits(percent: 50)
        for (path, percent) in [
            ("/desk/inbox/acme", 35), ("/desk/outbox/acme", 30), ("/desk/archive", 20), ("/desk/quarantine", 15),
        ] where dice.hits(percent: percent) {
            let durability: Durability = dice.pick([.journal, .loose, .remote]) ?? .journal
            let number = UInt64(shares.count + 1)
            shares.append(Share(filesystem: Machine.filesystem("share\(path)", number, durability, &dice), path: path))
        }
    }

    private static func filesystem(
        _ name: String, _ number: UInt64, _ durability: Durability, _ dice: inout Dice
    ) -> Filesystem {
        let magic: UInt64 =
            switch durability {
            case .journal: 0xEF53
            case .loose: dice.hits(percent: 50) ? 0x9123_683E : 0x4D44
            case .remote: dice.hits(percent: 50) ? 0x6969 : 0x6573_5546
            }
        return Filesystem(
            name, number: number, durability: durability, magic: magic,
            hasNoReplace: dice.hits(percent: durability == .remote ? 30 : 85),
            hasHardLinks: dice.hits(percent: 80), reusesInodes: dice.hits(percent: 50))
    }

    func layOut(on disk: SimulatedDisk) throws {
        for path in ["/desk", "/desk/inbox", "/desk/outbox"] { _ = try make(path, on: disk) }
        for share in shares {
            let point = try make(share.path, on: disk)
            // What is seen there while the share is away: nothing, or folders that look like it.
            if disk.dice.hits(percent: 50), share.path.hasPrefix("/desk/inbox") {
                _ = try make(share.path + "/edi", on: disk)
            }
            points.append(point)
            disk.mount(share.filesystem, over: point)
        }
    }

    private func make(_ path: String, on disk: SimulatedDisk) throws -> Inode {
        let parts = path.split(separator: "/")
        let above = disk.find(parts.dropLast().map { "/" + $0 }.joined())
        guard let above, let name = parts.last.flatMap({ FileName(String($0)) }) else {
            throw SimulationError(description: "no folder above \(path)")
        }
        return try disk.make(.directory, name, in: above, mode: 0o2770)
    }

    /// - Returns: what happened, for the trace.
    func changeMounts(on disk: SimulatedDisk) -> String? {
        guard comesAndGoes, !shares.isEmpty, disk.dice.hits(percent: 15) else { return nil }
        let index = disk.dice.below(shares.count)
        shares[index].isAway.toggle()
        let filesystem = shares[index].filesystem
        if shares[index].isAway {
            disk.unmount(filesystem)
            return "\(shares[index].path) goes away"
        }
        comeBack(index, on: disk)
        return "\(shares[index].path) is back"
    }

    /// Device numbers are given anew with each mount.
    private func comeBack(_ index: Int, on disk: SimulatedDisk) {
        if disk.dice.hits(percent: 50) { shares[index].filesystem.device += 50 }
        disk.mount(shares[index].filesystem, over: points[index])
    }

    func mountAll(on disk: SimulatedDisk) {
        for index in shares.indices where shares[index].isAway {
            shares[index].isAway = false
            comeBack(index, on: disk)
        }
    }
}
