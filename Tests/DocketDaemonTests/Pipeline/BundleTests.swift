// A scan and a data file through the whole pipeline: together, one after the other, and alone (B05, C15). And mails (C16).

import OrderLedger
import OrderModel
import OrderProcess
import OrderSpool
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct BundleTests {
    private func started(_ change: (inout PartnerProfile) -> Void = { _ in }) throws -> PipelineDesk {
        var acme = PipelineDesk.acme
        acme.channels = [.edi, .email, .fax]
        change(&acme)
        let desk = try PipelineDesk(partners: [acme, PipelineDesk.globex])
        try desk.start()
        try desk.takeReferenceData()
        return desk
    }

    private let order = PipelineDesk.csv(("PO-1", "P-1", 5, "10.00"))
    private let page: [UInt8] = [0x49, 0x49, 0x2A, 0x00, 1, 2, 3]

    private func evidence(_ desk: PipelineDesk, _ reference: String) throws -> [Evidence] {
        let number = try desk.order(reference)
        let record = try #require(try desk.read { OrderRecord(folding: try $0.journalEntries(of: number)) })
        return record.order.evidence
    }

    private func archived(_ desk: PipelineDesk, _ name: String) throws -> [String] {
        let path = try #require(try desk.intake(name).finalPath)
        return Disk.names(in: String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
    }

    @Test("C15: the order has its scan as evidence, and both are archived together", arguments: [true, false])
    func together(scanFirst: Bool) throws {
        let desk = try started()
        let drops = [
            { try desk.drop(self.page, "fax-77.tif", into: "acme/fax") },
            { try desk.drop(self.order, "fax-77.csv", into: "acme/fax") },
        ]
        for (index, drop) in (scanFirst ? drops : drops.reversed()).enumerated() {
            try drop()
            // The data file waits for its quiet period, the scan for its data file.
            if index == 0 { #expect(try desk.turn(passing: 1).taken == 0) }
        }
        #expect(try desk.runUntilQuiet().taken == 1)
        let evidence = try evidence(desk, "PO-1")
        #expect(evidence.map(\.kind) == [.scan])
        #expect(evidence.first?.name == "fax-77.tif")
        #expect(evidence.first?.sha256 == Configuration.sha256(page))
        #expect(try archived(desk, "fax-77.csv") == ["fax-77.csv", "fax-77.tif"])
        #expect(try desk.intakes("fax-77.tif").isEmpty)
    }

    @Test("B05: a data file without a scan is taken as before, once the quiet period is over")
    func dataAlone() throws {
        let desk = try started()
        try desk.drop(order, "fax-77.csv", into: "acme/fax")
        let first = try desk.turn()
        #expect(first.taken == 0 && first.nextLook != nil)
        #expect(try desk.turn().taken == 1)
        #expect(try evidence(desk, "PO-1").isEmpty)
    }

    @Test("A data file in another channel does not wait for a scan, and takes it along where it is there")
    func otherChannel() throws {
        let desk = try started()
        try desk.drop(order, "po.csv", into: "acme/edi")
        #expect(try desk.turn().taken == 1)
        try desk.drop(page, "mail.pdf", into: "acme/email")
        try desk.drop(PipelineDesk.csv(("PO-2", "P-1", 1, "10.00")), "mail.csv", into: "acme/email")
        #expect(try desk.turn().taken == 1)
        #expect(try evidence(desk, "PO-2").map(\.name) == ["mail.pdf"])
    }

    @Test("C15: a scan alone waits, then is answered, put into quarantine, and a person is asked to key it in")
    func scanAlone() throws {
        let desk = try started { $0.bundleWaitSeconds = 20 }
        try desk.drop(page, "fax-77.tif", into: "acme/fax")
        for _ in 0..<6 { #expect(try desk.turn().refused == 0) }
        #expect(try desk.turn(passing: 20).refused == 1)
        let intake = try desk.intake("fax-77.tif")
        #expect(intake.outcome == .refused)
        #expect(intake.receipt.findings.map(\.code) == [.scanWithoutData])
        #expect(intake.receipt.findings.first?.hint?.contains("fax-77.csv") == true)
        try desk.runUntilQuiet()
        let files = Disk.files(beneath: "\(desk.folder.path)/outbox")
        #expect(files.contains { $0.hasPrefix("acme/receipt-fax-77-") })
        #expect(files.contains { $0.hasPrefix("desk/customer-service/notice-clarification-") })
        #expect(Disk.exists(try #require(try desk.intake("fax-77.tif").finalPath)))

        // Customer service keys it in and gives the scan back.
        let file = try #require(try desk.spool.quarantined(owner: "acme").first)
        #expect(try desk.spool.retry(file) == .movedBack)
        try desk.drop(order, "fax-77.csv", into: "acme/fax")
        #expect(try desk.runUntilQuiet().taken == 1)
        #expect(try evidence(desk, "PO-1").map(\.name) == ["fax-77.tif"])
    }

    @Test("A bundle whose data file breaks off goes back as a whole, and is taken with its scan when the rest has come")
    func incomplete() throws {
        let desk = try started()
        let json = DeskLife.oneLine(.order(Samples.order("J-1")))
        try desk.drop(page, "j.tif", into: "acme/edi")
        try desk.drop(json.prefix(100), "j.json", into: "acme/edi")
        #expect(try desk.turn().putBack == 1)
        #expect(Disk.names(in: desk.inbox("acme/edi")).filter { $0.hasPrefix("j.") } == ["j.json", "j.tif"])
        try desk.drop(json, "j.json", into: "acme/edi")
        #expect(try desk.runUntilQuiet().taken == 1)
        #expect(try evidence(desk, "J-1").map(\.name).contains("j.tif"))
        #expect(try archived(desk, "j.json") == ["j.json", "j.tif"])
    }

    @Test(
        "C16: an order out of a mail has the mail as evidence, by the digest of the archived file; a second mail of it is the same order"
    )
    func mail() throws {
        let desk = try started { $0.maildirs = [.email] }
        let csv = order.replacing("\n", with: "\r\n")
        func mail(_ id: String) -> [UInt8] {
            Array(
                ("From: buyer@acme.example\r\nTo: orders@desk.example\r\nSubject: Order\r\nMessage-ID: <\(id)@acme.example>\r\n"
                    + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nPlease.\r\n--b\r\n"
                    + "Content-Type: text/csv; name=po.csv\r\n\r\n\(csv)\r\n--b--\r\n").utf8)
        }
        try desk.drop(mail("1"), "1.P1.host", into: "acme/email/new")
        #expect(try desk.turn().taken == 1)
        let evidence = try evidence(desk, "PO-1")
        #expect(evidence.map(\.kind) == [.email])
        #expect(evidence.first?.name == "1@acme.example")
        let intake = try desk.intake("1.P1.host")
        #expect(evidence.first?.sha256 == intake.sha256)
        #expect(Disk.read(try #require(intake.finalPath)) == mail("1"))
        try desk.drop(mail("2"), "2.P1.host", into: "acme/email/new")
        try desk.runUntilQuiet()
        #expect(try desk.intake("2.P1.host").receipt.entries.map(\.outcome) == [.repeated])
        #expect(try desk.orders("PO-1").count == 1)
    }

    @Test("B02: a gzip file is taken, and archived as it came")
    func gzip() throws {
        let desk = try started()
        let packed = BundleTests.gzipped(Array(order.utf8))
        try desk.drop(packed, "po.csv.gz", into: "acme/edi")
        #expect(try desk.turn().taken == 1)
        #expect(try desk.orders("PO-1").count == 1)
        let intake = try desk.intake("po.csv.gz")
        #expect(intake.sha256 == Configuration.sha256(packed))
        #expect(Disk.read(try #require(intake.finalPath)) == packed)
    }

    @Test("A gzip file that breaks off may still grow, and is taken when the rest has come")
    func gzipCutOff() throws {
        let desk = try started()
        let packed = BundleTests.gzipped(Array(order.utf8))
        try desk.drop(Array(packed.dropLast(9)), "po.csv.gz", into: "acme/edi")
        #expect(try desk.turn().incomplete == 1)
        try desk.drop(packed, "po.csv.gz", into: "acme/edi")
        #expect(try desk.runUntilQuiet().taken == 1)
        #expect(Disk.read(try #require(try desk.intake("po.csv.gz").finalPath)) == packed)
    }

    /// RFC 1952, with one block that is not compressed.
    private static func gzipped(_ bytes: [UInt8]) -> [UInt8] {
        func low(_ number: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        }
        let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        let block = [1] + low(bytes.count, 2) + low(~bytes.count, 2) + bytes
        return head + block + low(Int(crc32(bytes)), 4) + low(bytes.count, 4)
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
    }
}
