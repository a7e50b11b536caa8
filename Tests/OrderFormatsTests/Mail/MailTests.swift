// Orders by e-mail: the attachments are the documents, the mail is their proof.

import OrderFormats
import OrderModel
import Testing

private let csv = "order,product,quantity\nPO-1,W-1,3\n"
private let json = #"{"document":"order","customerReference":"PO-2","lines":[{"product":"W-2","quantity":4}]}"#

private func read(_ bytes: [UInt8], profile: PartnerProfile? = nil, limits: FormatLimits = .standard) -> ReadFile {
    FileReader.read(bytes, sender: .partner(id: "acme", channel: .email), profile: profile, limits: limits)
}

@Suite("Mails")
struct MailTests {
    @Test("B06, C16: each order of an attachment has the mail as its evidence: id, text and digest")
    func evidence() throws {
        let bytes = mail(
            .multipart("mixed", "b1", [.text("Dear desk,\r\nplease send.\r\n"), .attached(csv, "po.csv")]))
        let file = read(bytes)
        #expect(file.format == .csv)
        #expect(file.findings.isEmpty)
        let order = try #require(file.orders.first)
        #expect(order.customerReference == "PO-1")
        let evidence = try #require(order.evidence.first)
        #expect(evidence.kind == .email)
        #expect(evidence.name == "7@acme.example")
        #expect(evidence.text?.contains("From: Purchasing <buyer@acme.example>\n") == true)
        #expect(evidence.text?.hasSuffix("\n\nDear desk,\nplease send.") == true)
        #expect(evidence.sha256?.count == 64)
        #expect(order.place?.path == "po.csv")
    }

    @Test("C16: the evidence stays the same when the order is written and read again, whatever the mail says")
    func evidenceSurvives() throws {
        let texts = ["", "Dear desk\u{7},\r\nplease\u{7F} send.\u{FFFF} \r\n\u{3000}"]
        for text in texts {
            let parts = [MailPart.text(text), .attached(csv, "po.csv")]
            let bytes = mail(.multipart("mixed", "b1", parts), subject: "Order\u{7F}", id: "<\u{3000}>")
            let order = try #require(read(bytes).orders.first)
            let again = FileReader.read(IncomingDocumentWriter.write(.order(order)), sender: acme, profile: nil)
            #expect(again.orders.first?.evidence == order.evidence)
        }
    }

    @Test("A mail that says nothing is evidence without a text")
    func silent() throws {
        let part = MailPart.multipart("mixed", "b1", [.attached(csv, "po.csv")])
        let order = try #require(read(Array("Message-ID: <7@a>\r\n\(part.written)".utf8)).orders.first)
        #expect(order.evidence.map(\.name) == ["7@a"])
        #expect(order.evidence.first?.text == nil)
    }

    @Test("Several attachments of several formats, one of them packed; findings say which attachment")
    func several() {
        let bad = "order,product,quantity\nPO-3,W-3,many\n"
        let bytes = mail(
            .multipart(
                "mixed", "b1",
                [
                    .text("Three orders."), .attached(csv, "a.csv"),
                    .attached(json, "b.json", type: "application/json"),
                    .attached(gzipped(csv.replacing("PO-1", with: "PO-4")), "c.csv.gz", type: "application/gzip"),
                    .attached(bad, "a.csv"),
                ]))
        let file = read(bytes)
        #expect(file.orders.map(\.customerReference) == ["PO-1", "PO-2", "PO-4"])
        #expect(file.refused.map(\.customerReference) == ["PO-3"])
        let finding = file.first(.valueNotANumber)
        #expect(finding?.place?.path == "a.csv (2)")
        #expect(finding?.place?.line == 2)
    }

    @Test("JSON pointers and names of attachments are one path")
    func paths() {
        let bad = #"{"document":"order","customerReference":"PO-2","lines":[{"quantity":"x"}]}"#
        let file = read(mail(.multipart("mixed", "b1", [.attached(bad, "b.json", type: "application/json")])))
        #expect(file.first(.valueNotANumber)?.place?.path == "b.json#/lines/0/quantity")
    }

    @Test("Quoted-printable, 8 bit and a single part without a multipart", arguments: ["quoted-printable", "8bit"])
    func encodings(_ encoding: String) {
        let isQuoted = encoding == "quoted-printable"
        let body =
            "order,product,quantity,line_note\r\nPO-1,W-1,3,\(isQuoted ? "caf=C3=A9 =\r\nau lait" : "café au lait")\r\n"
        let part = MailPart(
            headers: ["Content-Type: text/csv; charset=utf-8", "Content-Transfer-Encoding: \(encoding)"], body: body)
        #expect(read(mail(part)).orders.first?.lines.first?.note == "café au lait")
    }

    @Test("File names in RFC 2231, RFC 2047 and raw GB18030")
    func fileNames() {
        let bad = "order,product,quantity\nPO-3,W-3,many\n"
        let names: [[UInt8]] = [
            Array("filename*=gb18030''%B6%A9%B5%A5.csv".utf8), Array("filename=\"=?GB18030?B?tqm1pQ==?=.csv\"".utf8),
            Array("filename=\"".utf8) + encoded("订单", "GB18030") + Array(".csv\"".utf8),
            Array("filename*0*=utf-8''%E8%AE%A2;\r\n filename*1*=%E5%8D%95.csv".utf8),
        ]
        for name in names {
            var bytes = mail(MailPart(headers: [], body: ""))
            bytes.removeLast(2)
            bytes += Array("Content-Type: text/csv\r\nContent-Disposition: attachment; ".utf8) + name
            bytes += Array("\r\n\r\n\(bad)".utf8)
            #expect(read(bytes).first(.valueNotANumber)?.place?.path == "订单.csv")
        }
    }

    @Test("A part that names its charset is read in it; the partner's own setting goes before")
    func charsets() {
        let text = encoded("order,product,quantity,line_note\nPO-1,W-1,3,請盡快發貨\n", "BIG5")
        let part = MailPart(
            headers: ["Content-Type: text/csv; charset=big5", "Content-Transfer-Encoding: base64"], body: base64(text))
        #expect(read(mail(part)).orders.first?.lines.first?.note == "請盡快發貨")
        let gbk = MailPart(
            headers: ["Content-Type: text/csv; charset=us-ascii", "Content-Transfer-Encoding: base64"],
            body: base64(encoded("order,product,quantity,line_note\nPO-1,W-1,3,请尽快发货\n", "GBK")))
        #expect(read(mail(gbk)).orders.first?.lines.first?.note == "请尽快发货")
        #expect(read(mail(gbk), profile: acmeProfile(charset: "GBK")).orders.first?.lines.first?.note == "请尽快发货")
    }

    @Test("HTML only: the evidence is what it shows, with entities, tables and without styles")
    func html() {
        let page =
            "<html><head><style>p{color:red}</style></head><body><p>订单 &amp; Gr&uuml;&szlig;e&#33;<br>two"
            + "<!-- no --></p><table><tr><td>a<td>b</tr></table><script>if (a<b) x()</script></body></html>"
        let bytes = mail(
            .multipart("mixed", "b1", [.multipart("alternative", "b2", [.html(page)]), .attached(csv, "po.csv")]))
        let text = read(bytes).orders.first?.evidence.first?.text ?? ""
        #expect(text.hasSuffix("\n\n订单 & Grüße!\ntwo\n\n\ta\tb"))
    }

    @Test("Of alternatives the plain text is kept")
    func alternatives() {
        let body = MailPart.multipart("alternative", "b2", [.text("plain"), .html("<p>rich</p>")])
        let text = read(mail(.multipart("mixed", "b1", [body, .attached(csv, "po.csv")]))).orders.first?.evidence.first?
            .text
        #expect(text?.contains("plain") == true)
        #expect(text?.contains("rich") == false)
    }

    @Test("A forwarded mail: its attachments are read, as message/rfc822 and as an attached file")
    func forwarded() {
        let inner = mail(
            .multipart("mixed", "i1", [.text("inner"), .attached(csv, "po.csv")]), id: "<inner@acme.example>")
        let part = MailPart(
            headers: ["Content-Type: message/rfc822", "Content-Disposition: attachment"],
            body: String(decoding: inner, as: UTF8.self))
        let file = read(mail(.multipart("mixed", "b1", [.text("see below"), part])))
        #expect(file.orders.map(\.customerReference) == ["PO-1"])
        let attached = MailPart.attached(inner, "inner.eml", type: "application/octet-stream")
        let nested = read(mail(.multipart("mixed", "b1", [attached])))
        #expect(nested.orders.first?.evidence.map(\.name) == ["inner@acme.example", "7@acme.example"])
        #expect(nested.orders.first?.place?.path == "inner.eml#po.csv")
    }

    @Test("C15: a scan that is attached is kept as evidence, with its digest; logos and signatures are nothing")
    func scans() {
        let logo = MailPart(
            headers: ["Content-Type: image/png", "Content-ID: <logo>", "Content-Transfer-Encoding: base64"],
            body: base64([0x89, 0x50]))
        let bytes = mail(
            .multipart(
                "mixed", "b1",
                [
                    .attached(csv, "po.csv"),
                    .attached([0x25, 0x50, 0x44, 0x46], "signed.pdf", type: "application/pdf"),
                    logo, .attached("BEGIN:VCARD", "me.vcf", type: "text/x-vcard"),
                ]))
        let file = read(bytes)
        #expect(file.codes.isEmpty)
        #expect(file.orders.first?.evidence.map(\.kind) == [.email, .scan])
        #expect(file.orders.first?.evidence.last?.name == "signed.pdf")
        #expect(file.orders.first?.evidence.last?.sha256?.count == 64)
    }

    @Test("A mail without data: what to do, and what was attached")
    func nothing() {
        let words = read(mail(.text("Please send us 12 of the usual.")))
        #expect(words.codes == [.mailNothingToRead])
        let scan = MailPart.attached([0x25, 0x50, 0x44, 0x46], "order.pdf", type: "application/pdf")
        let file = read(mail(.multipart("mixed", "b1", [.text("see attachment"), scan])))
        #expect(file.codes == [.mailNothingToRead])
        #expect(file.first(.mailNothingToRead)?.message.hasSuffix("attached are order.pdf") == true)
    }

    @Test("A text that is an order itself is taken; one that is meant for programs and damaged says why")
    func body() {
        let order = read(mail(.text(csv.replacing("\n", with: "\r\n"))))
        #expect(order.orders.map(\.customerReference) == ["PO-1"])
        #expect(order.orders.first?.evidence.first?.kind == .email)
        #expect(read(mail(.text(json))).orders.map(\.customerReference) == ["PO-2"])
        #expect(read(mail(.text("{\"document\":\"order\",,}"))).codes.contains(.jsonSyntax))
    }

    @Test("S/MIME, OpenPGP, winmail.dat and fragments: clear findings, and the rest is read")
    func unreadable() {
        let parts: [(MailPart, String)] = [
            (.attached([1, 2], "smime.p7m", type: "application/pkcs7-mime"), "encrypted"),
            (.attached([1, 2], "winmail.dat", type: "application/ms-tnef"), "winmail.dat"),
            (.attached([1, 2], "order.csv.pgp", type: "application/octet-stream"), "encrypted"),
            (.multipart("encrypted", "e1", [.text("Version: 1"), .text("x")]), "encrypted"),
        ]
        for (part, words) in parts {
            let file = read(mail(.multipart("mixed", "b1", [part, .attached(csv, "po.csv")])))
            #expect(file.first(.mailPartUnreadable)?.message.contains(words) == true)
            #expect(file.first(.mailPartUnreadable)?.severity == .error)
            #expect(file.orders.count == 1)
        }
        #expect(read(mail(.text("-----BEGIN PGP MESSAGE-----\r\n\r\nxx"))).codes == [.mailPartUnreadable])
        let xlsx = MailPart.attached([0x50, 0x4B, 0x03, 0x04, 1], "po.xlsx", type: "application/octet-stream")
        #expect(read(mail(.multipart("mixed", "b1", [xlsx]))).first(.binaryContent)?.place?.path == "po.xlsx")
    }

    @Test("A mail that breaks off waits for its rest, wherever it breaks off")
    func truncated() {
        let whole = mail(.multipart("mixed", "b1", [.text("hello"), .attached(csv, "po.csv")]))
        #expect(!read(whole).isIncomplete)
        // From where it is seen to be a mail, to before the line that closes it.
        for count in stride(from: 200, to: whole.count - 3, by: 7) {
            let file = read(Array(whole[..<count]))
            #expect(file.isIncomplete, "after \(count) bytes")
            #expect(file.documents.isEmpty)
        }
    }

    @Test("An attachment that breaks off in a whole mail will never be whole: refused, others are taken")
    func attachmentBreaksOff() {
        let half = "order,product,quantity\nPO-3,\"W-1,3\n"
        let file = read(mail(.multipart("mixed", "b1", [.attached(csv, "a.csv"), .attached(half, "b.csv")])))
        #expect(!file.isIncomplete)
        #expect(file.orders.map(\.customerReference) == ["PO-1"])
        #expect(file.allFindings.contains { $0.severity == .error && $0.place?.path == "b.csv" })
    }

    @Test("What is no mail is not taken for one")
    func noMail() {
        #expect(read(Array(csv.utf8)).orders.first?.evidence.isEmpty == true)
        #expect(read(Array("From:,To:\na,b\n".utf8)).format == .csv)
        #expect(read(Array("Subject: Hello\n\nSubject: x".utf8)).format == .csv)
    }

    @Test("The line that delivery puts in front, and a byte order mark, do no harm")
    func envelope() {
        let bytes = mail(.multipart("mixed", "b1", [.attached(csv, "po.csv")]))
        #expect(read(Array("From buyer@acme.example Mon Nov 23 09:00:00 2026\r\n".utf8) + bytes).orders.count == 1)
        #expect(read([0xEF, 0xBB, 0xBF] + bytes).orders.count == 1)
    }

    @Test("Findings are shown with the line of the attachment")
    func display() {
        let bad = "order,product,quantity\nPO-3,W-3,many\n"
        let bytes = mail(.multipart("mixed", "b1", [.attached(csv, "a.csv"), .attached(bad, "b.csv")]))
        let file = read(bytes)
        let printer = FindingPrinter(
            fileName: "po.eml", source: FileReader.sourceForDisplay(bytes, profile: nil),
            attachments: FileReader.attachmentsForDisplay(bytes, profile: nil))
        let text = printer.text(file.allFindings)
        #expect(text.hasPrefix("po.eml(b.csv):2:10: error[value-not-a-number]"))
        #expect(text.contains("2 | PO-3,W-3,many"))
        #expect(!text.contains("= at:"))
    }
}
