// What survives: all of a transaction or nothing of it, however the program ends.

import Glibc
import OrderModel
import TestKit
import Testing

@testable import OrderLedger

@Suite struct CrashTests {
    @Test("A copy of the files taken in the middle of a transaction opens with everything before it, nothing of it")
    func copyInTheMiddle() throws {
        try withTemporaryFolder { (folder: String) in
            let ledger = try Ledger.open(path: folder + "/ledger.sqlite", mode: .daemon)
            try ledger.write { transaction throws in
                try transaction.count(lot("P1", 10))
                try transaction.register("SO-1")
            }
            let copied = folder + "/copy.sqlite"
            try ledger.write { transaction throws in
                try transaction.register("SO-2")
                try transaction.append(.reserved([reservation("P1", 4)]), "SO-1")
                _ = try transaction.addOutgoing(.sample("receipt-2.json"))
                // Forces pages of the unfinished transaction out into the log.
                try transaction.store.script("PRAGMA cache_spill = 1; PRAGMA cache_size = 1")
                for index in 3...400 { try transaction.register("SO-\(index)") }
                copy(folder + "/ledger.sqlite", to: copied)
                copy(folder + "/ledger.sqlite-wal", to: copied + "-wal")
            }
            let survivor = try Ledger.open(path: copied, mode: .daemon)
            #expect(survivor.wasLeftOpen)
            try survivor.read { reading throws in
                #expect(try reading.orders().map(\.number) == ["SO-1"])
                #expect(try reading.stock(product: "P1").map(\.available) == [number("10")])
                #expect(try reading.pendingOutgoing().isEmpty)
            }
            try survivor.close()
            #expect(try ledger.count("orders") == 400)
            try ledger.close()
        }
    }

    @Test("A log that breaks off in its last commit opens with the commits before it")
    func tornLog() throws {
        try withTemporaryFolder { (folder: String) in
            let ledger = try Ledger.open(path: folder + "/ledger.sqlite", mode: .daemon)
            try ledger.write { try $0.register("SO-1") }
            copy(folder + "/ledger.sqlite-wal", to: folder + "/before")
            try ledger.write { try $0.register("SO-2") }
            let copied = folder + "/copy.sqlite"
            copy(folder + "/ledger.sqlite", to: copied)
            copy(folder + "/ledger.sqlite-wal", to: copied + "-wal")
            let whole = size(copied + "-wal")
            let kept = size(folder + "/before")
            #expect(whole > kept)
            truncate(copied + "-wal", (whole + kept) / 2)
            let survivor = try Ledger.open(path: copied, mode: .daemon)
            #expect(try survivor.read { try $0.orders().map(\.number) } == ["SO-1"])
            try survivor.close()
            try ledger.close()
        }
    }

    @Test("kill -9 in the middle of a transaction: the lock is free, the commits are there, the rest is not")
    func killed() async throws {
        let path = "/tmp/docket-ledger-killed-\(getpid()).sqlite"
        let files = [path, path + "-wal", path + "-shm", path + ".lock"]
        for file in files { unlink(file) }
        defer { for file in files { unlink(file) } }
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let ledger = try Ledger.open(path: path, mode: .daemon)
            try ledger.write { try $0.register("SO-1") }
            try ledger.write { transaction throws in
                try transaction.register("SO-2")
                kill(getpid(), SIGKILL)
            }
        }
        let survivor = try Ledger.open(path: path, mode: .daemon)
        #expect(survivor.wasLeftOpen)
        try survivor.read { reading throws in
            #expect(try reading.orders().map(\.number) == ["SO-1"])
            #expect(try reading.nextNumber(series: "intake-20261122") == 2)
        }
        try survivor.close()
    }

    private func copy(_ source: String, to target: String) {
        let input = open(source, O_RDONLY)
        let output = open(target, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        defer {
            close(input)
            close(output)
        }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(input, &buffer, buffer.count)
            guard count > 0 else { return }
            _ = Glibc.write(output, buffer, count)
        }
    }

    private func size(_ path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts.st_size : 0
    }
}
