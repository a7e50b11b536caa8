// Gzip files: whole, in several members, broken off, damaged, and bombs.

import OrderFormats
import OrderModel
import SeededNumbers
import Testing

private let csv = "order,product,quantity\nPO-1,W-1,3\n"

private func read(_ bytes: [UInt8], limits: FormatLimits = .standard) -> ReadFile {
    FileReader.read(bytes, sender: acme, profile: nil, limits: limits)
}

@Suite("Gzip files")
struct GzipTests {
    @Test(
        "Every format is read out of a gzip file as it is read plain",
        arguments: [
            csv,
            #"{"document":"order","customerReference":"PO-1","lines":[{"product":"W-1","quantity":3}]}"#,
            "<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"><ID>1</ID></Order>",
            "order,product,quantity\nPO-1,\"W-1,3\n", "",
        ])
    func everyFormat(_ text: String) {
        var plain = read(Array(text.utf8))
        plain.findings = plain.findings.filter { $0.code != .fileTooLarge }
        #expect(read(gzipped(text)) == plain)
    }

    @Test("A content of more than 16 MiB is unpacked as it is read, in two members with padding")
    func long() throws {
        let order = Array(
            #"{"document":"order","customerReference":"PO-1","lines":[{"product":"W-1","quantity":3}]}"#.utf8)
        let rest = Array(",".utf8) + order + Array("]".utf8)
        let blanks = [UInt8](repeating: 0x20, count: 17 << 20)
        let packed = gzipped(Array("[".utf8) + order + blanks) + gzipped(rest) + [UInt8](repeating: 0, count: 512)
        var limits = FormatLimits()
        limits.unpackedRatio = 2000
        let file = read(packed, limits: limits)
        #expect(file.orders.count == 2)
        #expect(file.charset == "UTF-8")
    }

    @Test("Members one after the other are one content, wherever the pieces end")
    func members() {
        let parts = ["order,product,", "quantity\nPO-1,W", "-1,3\n", ""].map { gzipped($0) }
        #expect(read(parts.flatMap(\.self)).orders.map(\.customerReference) == ["PO-1"])
    }

    @Test("A file that breaks off waits for its rest, at whatever byte")
    func truncated() {
        let packed = gzipped(csv)
        for count in 2..<packed.count {
            let file = read(Array(packed[..<count]))
            #expect(file.isIncomplete, "after \(count) bytes")
            #expect(file.documents.isEmpty)
            #expect(file.codes == [.fileIncomplete])
        }
    }

    @Test("Another check sum, length or data: nothing of the file is taken")
    func damaged() {
        let packed = gzipped(csv)
        for back in [1, 5, 8, 12] {
            var bytes = packed
            bytes[bytes.count - back] ^= 0x55
            let file = read(bytes)
            #expect(file.documents.isEmpty)
            #expect(file.codes == [.gzipDamaged] || file.codes == [.fileIncomplete], "\(back) bytes before the end")
        }
        var sum = packed
        sum[sum.count - 8] ^= 1
        #expect(read(sum).first(.gzipDamaged)?.message == "the gzip file is damaged: incorrect data check")
        #expect(read(gzipped(csv) + gzipped(csv).dropLast(9) + [0, 0, 0, 0, 0, 0, 0, 0, 0]).documents.isEmpty)
        #expect(read([0x1F, 0x8B] + Array("no gzip at all".utf8)).codes == [.gzipDamaged])
    }

    @Test("What stands behind the end is ignored with a warning; zeros are padding")
    func trailing() {
        let noisy = read(gzipped(csv) + Array("-- end of transfer --".utf8))
        #expect(noisy.orders.count == 1)
        #expect(noisy.first(.gzipTrailingData)?.severity == .warning)
        #expect(noisy.first(.gzipTrailingData)?.message.hasPrefix("21 bytes") == true)
        #expect(read(gzipped(csv) + [0x1F]).first(.gzipTrailingData)?.message.hasPrefix("1 bytes") == true)
        let padded = read(gzipped(csv) + [UInt8](repeating: 0, count: 100))
        #expect(padded.orders.count == 1)
        #expect(padded.codes.isEmpty)
    }

    @Test("More than the limit, or a bomb, is refused and not unpacked further")
    func bombs() {
        var limits = FormatLimits()
        limits.bytes = 1000
        let long = read(gzipped([UInt8](repeating: 0x41, count: 1001)), limits: limits)
        #expect(long.codes == [.fileTooLarge])
        #expect(long.documents.isEmpty)
        let bomb = read(gzipped([UInt8](repeating: 0x20, count: 17 << 20)))
        #expect(bomb.codes == [.fileTooLarge])
        #expect(bomb.first(.fileTooLarge)?.message.contains("250 times") == true)
    }

    @Test("Gzip in gzip is unpacked up to the limit")
    func nested() {
        var bytes = Array(csv.utf8)
        for _ in 0..<4 { bytes = gzipped(bytes) }
        #expect(read(bytes).orders.count == 1)
        #expect(read(gzipped(bytes)).codes == [.containerTooDeep])
    }

    @Test("Whatever bytes follow the first two, reading ends with a finding")
    func noise() {
        var generator = SeededRandom(seed: 36)
        for _ in 0..<300 {
            var bytes = gzipped(csv)
            for _ in 0..<3 {
                let index = Int.random(in: 2..<bytes.count, using: &generator)
                bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
            }
            let file = read(bytes)
            #expect(!file.documents.isEmpty || file.allFindings.hasErrors)
        }
    }

    @Test("Lines are shown from what was packed")
    func display() {
        #expect(FileReader.sourceForDisplay(gzipped(csv), profile: nil).line(2) == "PO-1,W-1,3")
        #expect(FileReader.sourceForDisplay([0x1F, 0x8B, 1], profile: nil).line(1) == "")
    }

    @Test("A tar archive is named")
    func tar() {
        var bytes = Array("order.csv".utf8) + [UInt8](repeating: 0, count: 248)
        bytes += Array("ustar".utf8) + [UInt8](repeating: 0, count: 250)
        #expect(read(gzipped(bytes)).first(.binaryContent)?.message.contains("tar archive") == true)
    }
}
