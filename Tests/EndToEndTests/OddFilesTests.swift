// Odd things in an inbox: a file too large to read, a folder, a link, a name that is not text.

import Foundation
import Glibc
import Testing

@Suite("Odd files", .timeLimit(.minutes(5))) struct OddFilesTests {
    @Test("A file of 2 GiB is refused by its size, without being read")
    func tooLarge() async throws {
        try await withDesk { desk in
            try await desk.running { daemon in
                let inbox = desk.inbox("acme/web")
                try RawFiles.makeSparse("\(inbox)/.huge.part", size: 2 << 30)
                rename("\(inbox)/.huge.part", "\(inbox)/huge.csv")
                let receipt = try await daemon.receipt(for: "huge.csv", in: "acme")
                #expect(receipt.outcome == "refused")
                #expect(receipt.remark("file-too-large")?.value == "2147483648")
                #expect(
                    receipt.remark("file-too-large")?.hint?.contains("file-size") == true, "the limit's name is told")
                #expect(try await desk.quarantined().map(\.file) == ["huge.csv"])
                let memory = try #require(daemon.peakMemory)
                #expect(memory < 200 << 10, "the daemon needed \(memory) KiB")
            }
        }
    }

    @Test("How large a file may be is in the configuration")
    func ownLimit() async throws {
        try await withDesk { desk in
            let file = "\(desk.etc)/docket.yaml"
            let text = try #require(RawFiles.text(file))
            try RawFiles.write(text.replacing("limits:\n", with: "limits:\n  file-size: 2 KiB\n"), to: file)
        } _: { desk in
            try Shop.stockUp(desk)
            let long = Shop.csv("LONG", Array(repeating: Shop.Line(), count: 200))
            try desk.drop(long, into: "acme/web", as: "long.csv")
            try desk.drop(Shop.csv("SHORT"), into: "acme/web", as: "short.csv")
            #expect(try await desk.takesWhatIsThere().code == 0)
            #expect(try desk.receipts(for: "long.csv", in: "acme").map(\.codes) == [["file-too-large"]])
            #expect(try desk.receipts(for: "short.csv", in: "acme").map(\.outcome) == ["taken"])
        }
    }

    @Test("A folder and a symbolic link in an inbox are left alone and said once each")
    func foldersAndLinks() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let inbox = desk.inbox("acme/web")
                try RawFiles.write(Shop.csv("BEHIND-LINK"), to: "\(desk.root)/elsewhere.csv")
                symlink("\(desk.root)/elsewhere.csv", "\(inbox)/link.csv")
                mkdir("\(inbox)/folder.csv", 0o755)
                try RawFiles.write(Shop.csv("IN-FOLDER"), to: "\(inbox)/folder.csv/order.csv")
                for count in 1...3 {
                    _ = try await daemon.order(Shop.csv("BESIDE-\(count)"), as: "beside-\(count).csv")
                }
                #expect(try await desk.orders().count == 3, "nothing was taken through the link or out of the folder")
                let said = desk.log.split(separator: "\n").filter { $0.contains("not-a-file") }
                #expect(said.count == 2, "\(said)")
                #expect(said.contains { $0.contains("link.csv") } && said.contains { $0.contains("folder.csv") })
                #expect(
                    RawFiles.names(in: inbox).map { String(decoding: $0, as: UTF8.self) } == ["folder.csv", "link.csv"])
                #expect(RawFiles.exists("\(inbox)/folder.csv/order.csv"))
            }
        }
    }

    /// 255 bytes, the longest name that there is, and no UTF-8.
    private static func name(_ first: UInt8) -> [UInt8] {
        [first, 0xFE] + [UInt8](repeating: 0x78, count: 249) + Array(".csv".utf8)
    }

    @Test("A file name of 255 bytes that is not UTF-8 is taken as a good order, and kept byte for byte")
    func oddNameOfGoodFile() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            let name = OddFilesTests.name(0xFF)
            try RawFiles.drop(Array(Shop.csv("ODD-NAME").utf8), into: desk.inbox("acme/web"), as: name)
            #expect(try await desk.takesWhatIsThere().code == 0)
            let orders = try await desk.orders()
            #expect(orders.map(\.reference) == ["ODD-NAME"])
            let receipts = desk.documents(in: "acme").filter { $0.hasPrefix("receipt-") }
            #expect(receipts.count == 1)
            let receipt = try desk.paper(ReceiptPaper.self, "acme", try #require(receipts.first))
            #expect(receipt.fileName.hasPrefix("\\xFF\\xFE"), "\(receipt.fileName)")
            #expect(archived(desk).contains(name))
        }
    }

    @Test("The same name on a bad file: quarantine shows it, and gives it back under its own name")
    func oddNameOfBadFile() async throws {
        try await withDesk { desk in
            let name = OddFilesTests.name(0xFD)
            try RawFiles.drop(Array("order,product\n".utf8), into: desk.inbox("acme/web"), as: name)
            #expect(try await desk.takesWhatIsThere().code == 0)
            let quarantined = try await desk.quarantined()
            #expect(quarantined.count == 1)
            let file = try #require(quarantined.first)
            #expect(file.file.hasPrefix("\\xFD\\xFE"), "\(file.file)")
            let retried = try await desk.docket("quarantine", "retry", file.intake)
            #expect(retried.code == 0, "\(retried.error)")
            #expect(RawFiles.names(in: desk.inbox("acme/web")) == [name])
        }
    }

    /// Names of all files in the archive.
    private func archived(_ desk: Desk) -> [[UInt8]] {
        var names: [[UInt8]] = []
        var folders = ["\(desk.root)/archive"]
        while let folder = folders.popLast() {
            for name in RawFiles.names(in: folder) {
                guard let text = String(validating: name, as: UTF8.self) else {
                    names.append(name)
                    continue
                }
                var facts = stat()
                if stat("\(folder)/\(text)", &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR {
                    folders.append("\(folder)/\(text)")
                } else {
                    names.append(name)
                }
            }
        }
        return names
    }
}
