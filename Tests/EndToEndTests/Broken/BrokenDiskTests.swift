// Disks that are full, read-only or gone: what the administrator sees, that files stay where they are, and that the work
// goes on by itself when the cause is gone.

import Foundation
import Glibc
import TestKit
import Testing

@Suite(
    "Broken disks", .timeLimit(.minutes(5)), .enabled(if: Mounts.arePossible, Comment(rawValue: Mounts.whyNot)))
struct BrokenDiskTests {
    @Test("the disk is full: status says so, what was taken stays in work/, and all is answered once there is room")
    func full() async throws {
        try await withSmallDisk(bytes: 8 << 20) { disk in
            try await withDesk(in: disk) { desk in
                try Shop.stockUp(desk)
                for count in 1...3 { try RawFiles.write(Shop.csv("FULL-\(count)"), to: "\(disk)/full-\(count).csv") }
                try await desk.running { daemon in
                    try await daemon.isStockedUp()
                    let ballast = try fill(disk)
                    for count in 1...3 {
                        let name = "full-\(count).csv"
                        #expect(rename("\(disk)/\(name)", "\(desk.inbox("acme/web"))/\(name)") == 0)
                    }
                    try await daemon.isSaid("the disk is full")
                    let status = try await desk.status()
                    #expect(status.contains("The file system of \(desk.root) is full"), "\(status)")
                    #expect(status.contains("taken, undecided  3"), "\(status)")
                    #expect(desk.documents(in: "acme").isEmpty)
                    #expect(unlink(ballast) == 0)
                    for count in 1...3 { _ = try await daemon.receipt(for: "full-\(count).csv", in: "acme") }
                    try await daemon.isSound()
                    #expect(try await desk.orders().count == 3)
                }
            }
        }
    }

    /// Takes all the room there is; gives the name of the file that has it.
    private func fill(_ disk: String) throws -> String {
        let path = "\(disk)/ballast"
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw DeskTrouble("cannot make \(path)") }
        defer { close(file) }
        let page = [UInt8](repeating: 1, count: 4096)
        while write(file, page, page.count) == page.count {}
        return path
    }

    @Test("an inbox becomes read-only: its files stay there, and are taken when it can be written to again")
    func readOnlyInbox() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            let inbox = desk.inbox("acme/web")
            try makeFolders(inbox)
            try Mounts.small(at: inbox, bytes: 1 << 20)
            defer { umount2(inbox, Int32(MNT_DETACH)) }
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                try await stopped(daemon) {
                    try desk.drop(Shop.csv("RO-1"), into: "acme/web", as: "ro.csv")
                    try Mounts.make(readOnly: true, inbox)
                }
                try await daemon.isSaid("the file system is mounted read-only")
                #expect(RawFiles.exists("\(inbox)/ro.csv"))
                _ = try await daemon.dropsElsewhere(Shop.csv("RO-2"), as: "elsewhere.csv")
                try Mounts.make(readOnly: false, inbox)
                #expect(try await daemon.receipt(for: "ro.csv", in: "acme").outcome == "taken")
                try await daemon.isSound()
            }
        }
    }

    @Test("the whole desk is read-only: it does not start and says why, in the log and in docket status")
    func readOnlyDesk() async throws {
        try await withSmallDisk(bytes: 8 << 20) { disk in
            try await withDesk(in: disk) { desk in
                try await desk.takesWhatIsThere()
                try desk.drop(Shop.csv("RO-3"), into: "acme/web", as: "waits.csv")
                try Mounts.make(readOnly: true, disk)
                let ran = try await desk.takesWhatIsThere()
                #expect(ran.code == 1 && ran.error.contains("Read-only file system"), "\(ran.error)")
                let status = try await desk.status()
                #expect(status.contains("The desk is not running"), "\(status)")
                #expect(status.contains("The file system of \(desk.root) is mounted read-only"), "\(status)")
                #expect(status.contains("1 in acme/web"), "\(status)")
                try Mounts.make(readOnly: false, disk)
                #expect(try await desk.takesWhatIsThere().code == 0)
                #expect(try desk.receipts(for: "waits.csv", in: "acme").count == 1)
            }
        }
    }

    @Test("an inbox is unmounted: what lies beneath it is not taken, and the share is taken from again when it is back")
    func unmounted() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            let (inbox, share) = (desk.inbox("acme/web"), "\(desk.root)/share")
            try makeFolders(inbox)
            try makeFolders(share)
            try Mounts.bind(share, at: inbox)
            defer { umount2(inbox, Int32(MNT_DETACH)) }
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                _ = try await daemon.dropsElsewhere(Shop.csv("SHARE-1"), as: "before.csv", in: "web")
                try Mounts.remove(inbox)
                try desk.drop(Shop.csv("BENEATH-1"), into: "acme/web", as: "beneath.csv")
                try await daemon.isSaid("The folder acme/web at \(inbox) is not the one it was")
                #expect(try await desk.status().components(separatedBy: "Trouble: ").count == 2, "said once")
                _ = try await daemon.dropsElsewhere(Shop.csv("SHARE-2"), as: "elsewhere.csv")
                #expect(RawFiles.exists("\(inbox)/beneath.csv"))
                try Mounts.bind(share, at: inbox)
                try desk.drop(Shop.csv("SHARE-3"), into: "acme/web", as: "after.csv")
                #expect(try await daemon.receipt(for: "after.csv", in: "acme").outcome == "taken")
                try await daemon.isSound()
            }
        }
    }

    private func makeFolders(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// Runs `body` while the daemon stands still, so that nothing of it is seen in between.
    private func stopped(_ daemon: Daemon, _ body: () throws -> Void) async throws {
        kill(daemon.process, SIGSTOP)
        defer { kill(daemon.process, SIGCONT) }
        try body()
    }
}

extension Daemon {
    /// The other inboxes go on: drops an order into one of them and waits for its receipt.
    func dropsElsewhere(_ text: String, as name: String, in channel: String = "shop") async throws -> ReceiptPaper {
        try desk.drop(text, into: "acme/\(channel)", as: name)
        return try await receipt(for: name, in: "acme")
    }
}
