// Handing over files: whole or not at all, once or again, through whichever folder.

import Foundation
import Glibc
import Testing

@Suite("Intake", .timeLimit(.minutes(5))) struct IntakeTests {
    @Test("Nobody reads half a file: while it is being written it is left alone, and taken once it is closed")
    func beingWritten() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let bytes = Array(Shop.csv("SLOW", Array(repeating: Shop.Line(), count: 3)).utf8)
                let file = try SlowWriter("\(desk.inbox("acme/web"))/slow.csv")
                // The first half ends with a line: by itself it would be a good order with fewer lines.
                let half = try #require(bytes.dropLast().lastIndex(of: UInt8(ascii: "\n"))) + 1
                try file.write(bytes[..<half])
                for count in 1...3 { _ = try await daemon.order(Shop.csv("QUICK-\(count)"), as: "quick-\(count).csv") }
                #expect(try desk.receipts(for: "slow.csv", in: "acme").isEmpty)
                try file.write(bytes[half...])
                file.close()
                let receipt = try await daemon.receipt(for: "slow.csv", in: "acme")
                #expect(receipt.outcome == "taken")
                let name = try await daemon.document("confirmation-\(receipt.orderNumber ?? "")", in: "acme")
                #expect(try desk.paper(ConfirmationPaper.self, "acme", name).lines.count == 3)
            }
        }
    }

    @Test("A file that breaks off waits for its rest, and is taken when the rest comes in time")
    func restComes() async throws {
        try await withDesk { desk in
            let partner = "\(desk.etc)/partners/acme.yaml"
            let text = try #require(RawFiles.text(partner))
            try RawFiles.write(text.replacing("incomplete-after: 1 s", with: "incomplete-after: 1 hour"), to: partner)
        } _: { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let json = Array(Shop.json("REST").utf8)
                try RawFiles.write(Array(json.dropLast(40)), to: "\(desk.inbox("acme/web"))/rest.json")
                _ = try await daemon.order(Shop.csv("MEANWHILE"), as: "meanwhile.csv")
                #expect(try desk.receipts(for: "rest.json", in: "acme").isEmpty)
                try RawFiles.write(json, to: "\(desk.inbox("acme/web"))/rest.json")
                #expect(try await daemon.receipt(for: "rest.json", in: "acme").outcome == "taken")
                #expect(try desk.receipts(for: "rest.json", in: "acme").count == 1)
            }
        }
    }

    @Test("Names that are never taken stay where they are")
    func neverTaken() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            let names = [".hidden.csv", "po.csv.tmp", "po.csv.part", "po.csv.filepart", "po.csv~"]
            for name in names {
                try RawFiles.write(Shop.csv("NEVER"), to: "\(desk.inbox("acme/web"))/\(name)")
            }
            #expect(try await desk.takesWhatIsThere().code == 0)
            #expect(try await desk.orders().isEmpty)
            for name in names { #expect(RawFiles.exists("\(desk.inbox("acme/web"))/\(name)"), "\(name)") }
        }
    }

    @Test("Every drop is answered: 300 orders in one file and 100 files at once each get theirs")
    func manyAtOnce() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            let rows = (1...300).map { "BULK-\($0),EUR,1,N-100,1,C62,0.25\n" }.joined()
            try desk.drop("order,currency,line,product,quantity,unit,price\n" + rows, into: "acme/web", as: "bulk.csv")
            for count in 1...100 { try desk.drop(Shop.csv("S-\(count)"), into: "acme/shop", as: "s-\(count).csv") }
            #expect(try await desk.takesWhatIsThere().code == 0)
            let bulk = try #require(try desk.receipts(for: "bulk.csv", in: "acme").first)
            #expect(bulk.outcome == "taken" && bulk.entries.count == 300)
            #expect(Set(bulk.entries.compactMap(\.orderNumber)).count == 300, "each order has a number of its own")
            let documents = desk.documents(in: "acme")
            #expect(documents.count { $0.hasPrefix("receipt-s-") } == 100)
            #expect(documents.count { $0.hasPrefix("confirmation-") } == 100)
            let batches = documents.filter { $0.hasPrefix("confirmations-") }
            #expect(batches.count == 1, "a batch is answered by a batch")
            let batch = try #require(RawFiles.text("\(desk.outbox("acme"))/\(batches.first ?? "")"))
            for count in 1...300 {
                #expect(batch.ranges(of: "BULK-\(count)\"").count == 1, "BULK-\(count) is in it once")
            }
            #expect(RawFiles.names(in: desk.inbox("acme/shop")).isEmpty)
        }
    }
}

/// A file that somebody writes slowly.
private final class SlowWriter {
    private var descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileTrouble("cannot write \(path)") }
    }

    func write(_ bytes: ArraySlice<UInt8>) throws {
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard count == bytes.count else { throw FileTrouble("cannot write on") }
    }

    func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    deinit { close() }
}
