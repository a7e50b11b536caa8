// Bad input, as it really comes: none of it stops the desk, loses a file or is taken silently.

import Foundation
import Testing

/// A file that cannot be taken, and what its receipt has to say.
private struct BadFile {
    let name: String
    let bytes: [UInt8]
    /// The receipt names this code …
    let code: String
    /// … at this line, where the file has lines.
    var line: Int?

    init(_ name: String, _ bytes: [UInt8], _ code: String, line: Int? = nil) {
        (self.name, self.bytes, self.code, self.line) = (name, bytes, code, line)
    }

    init(_ name: String, _ text: String, _ code: String, line: Int? = nil) {
        self.init(name, Array(text.utf8), code, line: line)
    }

    static func all() throws -> [BadFile] { try unreadable() + brokenXML() + brokenJSON() + notEnterable() }

    private static func unreadable() throws -> [BadFile] {
        let noise = (0..<4096).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 7) }
        let whole = Shop.csv("BAD-CUT")
        let mixed =
            try Array("order,product,quantity,note\nBAD-MIX,N-100,5,尽快发货\n".utf8)
            + Charsets.gbk("BAD-MIX,N-110,5,请先打电话\n")
        return [
            BadFile("empty.csv", "", "file-empty"),
            BadFile("white.csv", "\n \n\n", "file-empty"),
            BadFile("noise.bin", noise, "binary-content"),
            BadFile("mixed-charset.csv", mixed, "charset-invalid"),
            BadFile("cut-in-quotes.csv", "order,product,quantity,note\nBAD-CUT,N-100,5,\"ring bef", "file-incomplete"),
            BadFile("cut-in-row.csv", String(whole.dropLast(12)), "file-incomplete"),
            BadFile("cut.json", String(Shop.json("BAD-CUT").dropLast(30)), "file-incomplete"),
            BadFile("cut.xml", String(Shop.ubl("BAD-CUT").dropLast(60)), "file-incomplete"),
        ]
    }

    private static func brokenXML() -> [BadFile] {
        let bomb =
            "<!DOCTYPE Order [<!ENTITY a \"aaaaaaaaaa\">"
            + (0..<12).map { level in
                "<!ENTITY \(name(level + 1)) \"\(String(repeating: "&\(name(level));", count: 10))\">"
            }.joined() + "]>"
        func name(_ level: Int) -> String { String(UnicodeScalar(UInt8(0x61 + level))) }
        return [
            BadFile("dtd.xml", Shop.ubl("BAD-DTD", prologue: "<!DOCTYPE Order>"), "xml-doctype-refused", line: 2),
            BadFile("entity-bomb.xml", Shop.ubl("BAD-BOMB", prologue: bomb), "xml-doctype-refused"),
            BadFile(
                "external-entity.xml",
                Shop.ubl(
                    "&passwords;", prologue: "<!DOCTYPE Order [<!ENTITY passwords SYSTEM \"file:///etc/passwd\">]>"),
                "xml-doctype-refused"),
            BadFile(
                "external-dtd.xml",
                Shop.ubl("BAD-EXT", prologue: "<!DOCTYPE Order SYSTEM \"http://127.0.0.1:9/order.dtd\">"),
                "xml-doctype-refused"),
        ]
    }

    private static func brokenJSON() -> [BadFile] {
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        let digits = String(repeating: "9", count: 400)
        return [
            BadFile("deep.json", Shop.json("BAD-DEEP").replacing("\"1\"", with: deep), "json-too-deep"),
            BadFile("deep-alone.json", String(repeating: "[", count: 10_000), "json-too-deep"),
            BadFile(
                "same-key.json",
                Shop.json("BAD-KEY").replacing(
                    "\"currency\": \"EUR\"", with: "\"currency\": \"EUR\", \"currency\": \"CNY\""),
                "json-duplicate-key", line: 1),
            BadFile(
                "long-number.json",
                Shop.json("BAD-LONG").replacing("\"quantity\": 100", with: "\"quantity\": \(digits)"),
                "json-number-too-long", line: 2),
        ]
    }

    private static func notEnterable() -> [BadFile] {
        [
            BadFile(
                "twelve-decimals.csv", Shop.csv("BAD-DEC", [Shop.Line(price: "0.250000000001")]),
                "value-too-many-decimals", line: 2),
            BadFile("no-number.csv", Shop.csv("BAD-NUM", [Shop.Line(quantity: "many")]), "value-not-a-number", line: 2),
            BadFile("somebody-else.json", Shop.json("BAD-WHO", buyer: Shop.globexNumber), "sender-mismatch"),
            BadFile("decision.csv", Shop.decision("SO-1", "approve"), "kind-not-allowed-here"),
        ]
    }
}

@Suite("Bad input", .timeLimit(.minutes(5))) struct BadInputTests {
    @Test(
        "What cannot be read or entered is answered with code and place and lies in quarantine; others go on"
    )
    func badFiles() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let files = try BadFile.all()
                for file in files { try desk.drop(file.bytes, into: "acme/web", as: file.name) }
                let number = try await daemon.order(Shop.csv("GOOD-1"), as: "good-1.csv")
                for file in files { try await check(file, daemon) }
                #expect(try await desk.orders().map(\.number) == [number], "only the good order is entered")
                let quarantined = try await desk.quarantined()
                #expect(quarantined.map(\.file).sorted() == files.map(\.name).sorted())
                for file in quarantined {
                    let expected = files.first { $0.name == file.file }
                    #expect(file.reason.hasPrefix(expected?.code ?? "?"), "\(file.file): \(file.reason)")
                    let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
                    let names = RawFiles.names(in: "/\(folder)").map { String(decoding: $0, as: UTF8.self) }
                    #expect(names.contains { $0.contains(".report.") }, "\(file.file) has no report beside it")
                    #expect(RawFiles.read(file.path) == expected?.bytes, "\(file.file) is kept as it was")
                }
                try await goesOn(daemon)
            }
        }
    }

    private func check(_ file: BadFile, _ daemon: Daemon) async throws {
        let receipt = try await daemon.receipt(for: file.name, in: "acme")
        #expect(receipt.outcome == "refused", "\(file.name)")
        let remark = receipt.remark(file.code)
        #expect(remark != nil, "\(file.name) is answered with \(receipt.codes)")
        #expect(remark?.hint != nil, "\(file.name): nothing says what to do")
        if let line = file.line { #expect(remark?.place?.line == line, "\(file.name)") }
        let said = receipt.remarks.map { "\($0.message) \($0.value ?? "")" }.joined()
        #expect(!said.contains("root:"), "\(file.name) made the desk tell what stands in a file of its machine")
    }

    @Test("An order with something wrong in it is registered and asked about, at its line")
    func questionableOrders() async throws {
        let cases: [(name: String, line: Shop.Line, code: String)] = [
            ("unknown-product", Shop.Line(product: "N-999"), "product-unknown"),
            ("unknown-unit", Shop.Line(unit: "dozens"), "unit-unknown"),
            ("unit-not-sold", Shop.Line(unit: "KGM"), "unit-not-sold"),
            ("negative-quantity", Shop.Line(quantity: "-5"), "quantity-not-positive"),
            ("zero-quantity", Shop.Line(quantity: "0"), "quantity-not-positive"),
        ]
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                for (name, line, _) in cases {
                    try desk.drop(Shop.csv("ASK-\(name)", [Shop.Line(), line]), into: "acme/web", as: "\(name).csv")
                }
                let past = Shop.csv("ASK-past").replacing("quantity,", with: "quantity,delivery_date,")
                    .replacing(",100,", with: ",100,2020-02-29,")
                try desk.drop(past, into: "acme/web", as: "past.csv")
                for (name, code, line) in cases.map({ ($0.name, $0.code, 3) }) + [("past", "delivery-date-past", 2)] {
                    try await isAsked(name, code, line: line, daemon)
                }
                #expect(try await desk.quarantined().isEmpty, "what is entered is not in quarantine")
                try await goesOn(daemon)
            }
        }
    }

    private func isAsked(_ name: String, _ code: String, line: Int, _ daemon: Daemon) async throws {
        let desk = daemon.desk
        let receipt = try await daemon.receipt(for: "\(name).csv", in: "acme")
        #expect(receipt.outcome == "taken", "\(name)")
        #expect(receipt.entries.map(\.outcome) == ["questioned"], "\(name)")
        #expect(receipt.remark(code)?.place?.line == line, "\(name): \(receipt.remarks)")
        let number = try #require(receipt.orderNumber)
        let query = try await daemon.document("query-\(number)-", in: "acme")
        let text = try #require(RawFiles.text("\(desk.outbox("acme"))/\(query)"))
        #expect(text.contains(code), "\(name): \(text)")
        #expect(try await desk.order(number).status == "clarifying")
        #expect(!desk.documents(in: "acme").contains { $0.hasPrefix("confirmation-\(number)") })
    }

    @Test("Files in GBK and in UTF-16 are read as what they are")
    func charsets() async throws {
        let chinese = "订单号,币种,行号,产品编号,品名,数量,单位,单价,备注\n国标-1,EUR,1,N-100,六角螺栓,100,C62,0.25,请尽快发货\n"
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                try desk.drop(Charsets.gbk(chinese), into: "acme/email", as: "gbk.csv")
                try desk.drop(
                    Charsets.utf16(Shop.csv("UTF16-Ü").replacing(",", with: "\t")), into: "acme/email", as: "utf16.txt")
                for (name, reference) in [("gbk.csv", "国标-1"), ("utf16.txt", "UTF16-Ü")] {
                    let receipt = try await daemon.receipt(for: name, in: "acme")
                    #expect(receipt.outcome == "taken", "\(receipt)")
                    #expect(receipt.entries.map(\.customerReference) == [reference])
                    let number = try #require(receipt.orderNumber)
                    let name = try await daemon.document("confirmation-\(number)", in: "acme")
                    let confirmation = try desk.paper(ConfirmationPaper.self, "acme", name)
                    #expect(confirmation.customerReference == reference)
                    #expect(confirmation.decision == "accepted")
                }
            }
        }
    }

    @Test("An order with 5,000 lines is taken and confirmed, every line of it")
    func manyLines() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let kinds = [Shop.Line(), Shop.Line(product: "N-110", price: "0.04")]
                let lines = (0..<5_000).map { kinds[$0 % 2] }
                let number = try await daemon.order(Shop.csv("MANY", lines), as: "many.csv")
                let name = try await daemon.document("confirmation-\(number)", in: "acme")
                let confirmation = try desk.paper(ConfirmationPaper.self, "acme", name)
                #expect(confirmation.decision == "accepted")
                #expect(confirmation.lines.map(\.lineID) == (1...5_000).map(String.init))
                try await goesOn(daemon)
            }
        }
    }

    private func goesOn(_ daemon: Daemon) async throws {
        let number = try await daemon.order(Shop.csv("AFTERWARDS"), as: "afterwards.csv")
        _ = try await daemon.document("confirmation-\(number)", in: "acme")
        #expect(daemon.isAlive)
    }
}
