// Mails that mean harm: each ends in a finding, soon, and takes no more memory than it has bytes.

import OrderFormats
import OrderModel
import SeededNumbers
import Testing

private func read(_ bytes: [UInt8], limits: FormatLimits = .standard) -> ReadFile {
    FileReader.read(bytes, sender: .partner(id: "acme", channel: .email), profile: nil, limits: limits)
}

@Suite("Hostile mails")
struct HostileMailTests {
    @Test("Parts nested too deeply, and too many parts")
    func structure() {
        var part = MailPart.text("x")
        for level in 0..<40 { part = .multipart("mixed", "b\(level)", [part]) }
        #expect(read(mail(part)).first(.mailUnreadable)?.message.contains("32 levels") == true)
        for level in 40..<200 { part = .multipart("mixed", "b\(level)", [part]) }
        #expect(read(mail(part)).codes == [.mailUnreadable])
        let parts = [MailPart](repeating: .text("x"), count: 1_001)
        #expect(
            read(mail(.multipart("mixed", "b1", parts))).first(.mailUnreadable)?.message.contains("1000 parts") == true)
    }

    @Test("Header bombs: megabytes of addresses or parameters are not parsed")
    func headers() {
        let addresses = String(repeating: "a@b.example,\r\n ", count: 100_000) + "a@b.example"
        let many = mail(MailPart(headers: ["Cc: \(addresses)"], body: "x"))
        #expect(read(many).codes == [.mailUnreadable])
        let parameters = String(repeating: ";\r\n a=b", count: 300_000)
        #expect(
            read(mail(MailPart(headers: ["Content-Type: text/plain\(parameters)"], body: "x"))).codes == [
                .mailUnreadable
            ])
    }

    @Test("A mail above its limit, and mails in mails beyond the limit")
    func limits() {
        var limits = FormatLimits()
        limits.mailBytes = 100
        #expect(read(mail(.text("x")), limits: limits).codes == [.fileTooLarge])
        var bytes = mail(.attached("order,product,quantity\nPO-1,W-1,3\n", "po.csv"))
        for _ in 0..<4 {
            bytes = mail(.multipart("mixed", "b", [.attached(bytes, "m.eml", type: "application/x-mail")]))
        }
        #expect(read(bytes).codes == [.containerTooDeep])
    }

    @Test("Odd boundaries: none, empty, one inside the other, headers without an end")
    func boundaries() {
        for type in [
            "multipart/mixed", "multipart/mixed; boundary=\"\"", "multipart/mixed; boundary=x; boundary=y", "/",
        ] {
            let file = read(mail(MailPart(headers: ["Content-Type: \(type)"], body: "--x\r\n\r\n--x--\r\n")))
            #expect(file.isIncomplete || file.allFindings.hasErrors, "\(type)")
        }
        #expect(read(Array("From: a@b.example\nTo: c@d.example\n".utf8)).isIncomplete)
    }

    @Test("Damaged at random, a mail ends in orders or findings")
    func noise() {
        let csv = "order,product,quantity\nPO-1,W-1,3\n"
        let whole = mail(
            .multipart(
                "mixed", "b1",
                [.multipart("alternative", "b2", [.text("t"), .html("<p>&#x;")]), .attached(csv, "a.csv")]))
        var generator = SeededRandom(seed: 16)
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
            }
            let file = read(bytes)
            #expect(!file.documents.isEmpty || !file.refused.isEmpty || file.isIncomplete || file.allFindings.hasErrors)
        }
    }
}
