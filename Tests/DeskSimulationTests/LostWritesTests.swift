// What the real spool does on a disk that gives up bytes which nobody had asked it to sync.

import OrderSpool
import Testing

@testable import DeskSimulation

@Suite("A disk that loses what it could not write")
struct LostWritesTests {
    /// A spool on a simulated disk, with one inbox in use.
    private struct SimulatedSpool {
        let disk: SimulatedDisk
        let spool: DiskSpool
        let inbox: Inode

        init() throws {
            let main = Filesystem(
                "main", number: 0, durability: .journal, magic: 0xEF53, hasNoReplace: true, hasHardLinks: true,
                reusesInodes: false)
            disk = SimulatedDisk(dice: Dice(seed: 1), first: main)
            let faults = Faults(perMillion: 0, spellsPerMillion: 0)
            let calls = SimulatedCalls(disk: disk, faults: faults, gate: CommitGate(), harm: [])
            let root = try #require(SpoolPath("/desk"))
            let layout = SpoolLayout(root: root)
            spool = try DiskSpool(layout: layout, calls: calls)
            let names = try ["acme", "edi"].map { try #require(FileName($0)) }
            let folder = SpoolFolder(direction: .inbox, id: "acme/edi", base: layout.inbox, below: names)
            #expect(spool.use([folder]).isEmpty)
            inbox = try #require(disk.find("/desk/inbox/acme/edi"))
        }

        func drop(_ text: String, as name: String) throws -> Inode {
            let name = try #require(FileName(name))
            let file = try disk.make(.regular, name, in: inbox, mode: 0o660)
            file.append(Array(text.utf8), at: disk.tick())
            return file
        }

        func claim() throws -> Claim {
            let entry = try #require(try spool.scan("acme/edi", leaving: NeverTaken()).entries.first)
            let outcome = spool.claim(ClaimRequest(inbox: "acme/edi", entry: entry, id: "0001"))
            guard case .claimed(let claim) = outcome else {
                throw SimulationError(description: "not claimed: \(outcome)")
            }
            return claim
        }
    }

    @Test("A file whose bytes were given up in its inbox is written anew when it is taken, and outlives a power cut")
    func givenUpBefore() throws {
        let desk = try SimulatedSpool()
        let file = try desk.drop("order", as: "po-1.json")
        file.loseDirtyContent(isTold: false)
        let claim = try desk.claim()
        try desk.spool.syncBatch()
        _ = desk.disk.cutPower()
        #expect(try desk.spool.read(claim, limit: 100) == .whole(Array("order".utf8)))
    }

    @Test("A sync that failed is not mended by a second one")
    func failedSync() throws {
        let desk = try SimulatedSpool()
        let file = try desk.drop("order", as: "po-1.json")
        file.loseDirtyContent(isTold: true)
        file.append(Array(" more".utf8), at: desk.disk.tick())
        file.makeContentDurable()
        #expect(String(decoding: file.content, as: UTF8.self) == "order more")
        _ = desk.disk.cutPower()
        #expect(String(decoding: file.content, as: UTF8.self) == "\0\0\0\0\0 more")
    }

    @Test("What was synced outlives a power cut; what was added since may break off")
    func syncedStays() throws {
        for seed in 1...40 as ClosedRange<UInt64> {
            let desk = try SimulatedSpool()
            desk.disk.dice = Dice(seed: seed)
            let file = try desk.drop("synced", as: "po-1.json")
            file.makeContentDurable()
            file.append(Array(" and not".utf8), at: desk.disk.tick())
            _ = desk.disk.cutPower()
            #expect(file.content.starts(with: Array("synced".utf8)))
        }
    }

    @Test("A folder whose removal is on the disk has not taken along what had left it")
    func removedFolder() throws {
        for seed in 1...40 as ClosedRange<UInt64> {
            let loose = Filesystem(
                "loose", number: 0, durability: .loose, magic: 0x4D44, hasNoReplace: true, hasHardLinks: true,
                reusesInodes: false)
            let disk = SimulatedDisk(dice: Dice(seed: seed), first: loose)
            let root = try #require(disk.find("/"))
            let (box, file) = (try #require(FileName("box")), try #require(FileName("order")))
            let folder = try disk.make(.directory, box, in: root, mode: 0o770)
            _ = try disk.make(.regular, file, in: folder, mode: 0o660)
            loose.makeAllNamesDurable()
            let inbox = try disk.make(.directory, try #require(FileName("inbox")), in: root, mode: 0o770)
            try disk.rename(file, in: folder, to: file, in: inbox, replacing: false)
            try disk.remove(box, in: root, .directory)
            loose.makeNamesDurable(in: root)
            _ = disk.cutPower()
            #expect(disk.find("/inbox/order") != nil)
        }
    }
}
