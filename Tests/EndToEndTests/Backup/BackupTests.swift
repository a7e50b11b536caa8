// Backup while the desk works, restore elsewhere and in place, with the real program; and kill -9 in between.

import Foundation
import Glibc
import Subprocess
import SystemPackage
import TestKit
import Testing

@Suite("Backup and restore", .timeLimit(.minutes(5))) struct BackupTests {
    @Test("backups of a desk at work are whole: restored elsewhere, each order is there once, and the desk goes on")
    func underLoad() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            let backups = try await desk.running { daemon in
                try await daemon.isStockedUp()
                async let dropping: Void = drops(60, into: desk)
                var backups: [(path: String, answered: Set<String>)] = []
                for count in 1...3 {
                    _ = try await daemon.waited(for: "a few more receipts") {
                        try answered(desk).count >= count * 12 ? true : nil
                    }
                    let before = try answered(desk)
                    let path = "\(desk.root)/../backup-\(count)"
                    let made = try await desk.docket("backup", path, "--json")
                    #expect(made.code == 0 && made.isJSON, "\(made.error)")
                    backups.append((path, before))
                }
                try await dropping
                _ = try await daemon.waited(for: "all receipts") { try answered(desk).count == 60 ? true : nil }
                return backups
            }
            for (index, backup) in backups.enumerated() {
                try await isWhole(backup.path, answered: backup.answered, as: "\(desk.root)-\(index)")
            }
        }
    }

    private func drops(_ count: Int, into desk: Desk) async throws {
        for number in 1...count {
            try desk.drop(Shop.csv("LOAD-\(number)"), into: "acme/web", as: "load-\(number).csv")
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// References whose receipts can be seen.
    private func answered(_ desk: Desk) throws -> Set<String> {
        Set(
            try desk.documents(in: "acme").filter { $0.hasPrefix("receipt-load-") }.flatMap {
                try desk.paper(ReceiptPaper.self, "acme", $0).entries.compactMap(\.customerReference)
            })
    }

    private func isWhole(_ backup: String, answered: Set<String>, as root: String) async throws {
        let restored = try await run(.docket, ["restore", backup, "--root", root])
        #expect(restored.code == 0, "\(restored.error)")
        let desk = Desk(root: root)
        let ran = try await desk.takesWhatIsThere()
        #expect(ran.code == 0, "\(ran.error)")
        let references = try await desk.orders().map(\.reference)
        #expect(Set(references).count == references.count, "no order is there twice")
        #expect(answered.subtracting(references).isEmpty, "whoever had an answer is in the backup")
        try desk.drop(Shop.csv("LATER"), into: "acme/web", as: "later.csv")
        try await desk.takesWhatIsThere()
        #expect(try desk.receipts(for: "later.csv", in: "acme").map(\.outcome) == ["taken"])
        #expect(try await desk.orders().count == references.count + 1)
        #expect(RawFiles.names(in: "\(root)/work/claimed").isEmpty)
    }

    @Test(
        "an older backup restored in place: what came later is decided anew under its old numbers, nothing goes out twice"
    )
    func inPlace() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            let backup = "\(desk.root)/../backup"
            try await desk.running { daemon in
                _ = try await daemon.order(Shop.csv("FIRST"), as: "first.csv")
                #expect(try await desk.docket("backup", backup).code == 0)
                let refused = try await desk.docket("restore", backup, "--replace")
                #expect(refused.code == 73 && refused.error.contains("another daemon"), "\(refused.error)")
                _ = try await daemon.order(Shop.csv("SECOND"), as: "second.csv")
                _ = try await daemon.order(Shop.belowList("THIRD"), as: "third.csv")
            }
            let orders = try await desk.docket("orders", "list", "--json").output
            let documents = desk.documents(in: "acme")
            let refused = try await desk.docket("restore", backup)
            #expect(refused.code == 73 && refused.error.contains("--replace"), "\(refused.error)")
            let restored = try await desk.docket("restore", backup, "--replace")
            #expect(restored.code == 0 && restored.output.contains("second.csv"), "\(restored.error)\(restored.output)")
            #expect(try await desk.docket("orders", "list", "--json").output == orders)
            try desk.drop(Shop.csv("LATER"), into: "acme/web", as: "later.csv")
            #expect(try await desk.takesWhatIsThere().code == 0)
            let new = desk.documents(in: "acme").filter { !documents.contains($0) }
            #expect(new.count == 2 && documents.allSatisfy(desk.documents(in: "acme").contains), "\(new)")
            #expect(try await desk.docket("replay").code == 0)
        }
    }

    @Test(
        "kill -9 at any moment of a backup leaves a whole one or none; of a restore a whole desk, or one that says so")
    func killed() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            for count in 1...20 { try desk.drop(Shop.csv("K-\(count)"), into: "acme/web", as: "k-\(count).csv") }
            try await desk.takesWhatIsThere()
            let orders = try await desk.orders().count
            var whole = 0
            for pause in stride(from: 0, through: 60, by: 6) {
                let backup = "\(desk.root)/../backup-\(pause)"
                try await kill(after: pause, ["backup", backup, "--root", desk.root])
                if RawFiles.exists(backup) {
                    whole += 1
                } else {
                    let made = try await desk.docket("backup", backup)
                    #expect(made.code == 0, "\(made.error)")
                }
                let root = "\(desk.root)-\(pause)"
                try await kill(after: pause, ["restore", backup, "--root", root])
                let other = Desk(root: root)
                if RawFiles.exists("\(root)/ledger.sqlite") {
                    #expect(try await other.orders().count == orders)
                } else if RawFiles.exists("\(root)/ledger.sqlite.unfinished-restore") {
                    let ran = try await other.takesWhatIsThere()
                    #expect(ran.code == 1 && ran.error.contains("restore of this desk was broken off"), "\(ran.error)")
                }
                let again = try await other.docket("restore", backup, "--replace")
                #expect(again.code == 0, "\(again.error)")
                #expect(try await other.takesWhatIsThere().code == 0)
                #expect(try await other.orders().count == orders)
            }
            #expect(RawFiles.names(in: "\(desk.root)/..").allSatisfy { !$0.ends(with: ".unfinished") }, "\(whole)")
        }
    }

    /// Runs docket and kills it after so many milliseconds, if it is not done by then.
    private func kill(after milliseconds: Int, _ arguments: [String]) async throws {
        let process = Process()
        process.executableURL = URL(filePath: Program.docket.path.string)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try await Task.sleep(for: .milliseconds(milliseconds))
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    @Test(
        "a full disk: the backup says so, and nothing is left under its name",
        .enabled(if: Wrappers.strace != nil, "strace is not installed; it has calls fail here"))
    func fullDisk() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.takesWhatIsThere()
            let backup = "\(desk.root)/../backup"
            for call in ["pwrite64", "write"] {
                let words = Wrappers.failing(call, "ENOSPC", when: "3+", into: "\(desk.root)/strace.txt")
                let made = try await run(
                    FilePath(words[0]),
                    Array(words.dropFirst()) + [Program.docket.path.string, "backup", backup, "--root", desk.root])
                #expect(made.code == 73 || call == "write", "\(call): \(made.output)\(made.error)")
                #expect(!RawFiles.exists(backup) && !RawFiles.exists("\(backup).unfinished"), "\(call)")
            }
            #expect(try await desk.docket("backup", backup).code == 0)
        }
    }

    @Test("a lost ledger is computed from the archive, and the desk goes on with the next number")
    func fromArchive() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            for count in 1...5 { try desk.drop(Shop.csv("A-\(count)"), into: "acme/web", as: "a-\(count).csv") }
            try await desk.takesWhatIsThere()
            let orders = try await desk.docket("orders", "list", "--json").output
            unlink("\(desk.root)/ledger.sqlite")
            #expect(try await desk.takesWhatIsThere().code == 1)
            let restored = try await desk.docket("restore", "--from-archive")
            #expect(restored.code == 0, "\(restored.error)")
            #expect(try await desk.docket("orders", "list", "--json").output == orders)
            #expect(try await desk.docket("replay").code == 0)
            try desk.drop(Shop.csv("A-6"), into: "acme/web", as: "a-6.csv")
            try await desk.takesWhatIsThere()
            #expect(try await desk.orders().map(\.number).max()?.hasSuffix("6") == true)
        }
    }
}

extension [UInt8] {
    fileprivate func ends(with text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
