// Bad UBL input: nothing traps, nothing is fetched, everything is said with its place.

import Foundation
import OrderModel
import SeededNumbers
import TestKit
import Testing

@testable import OrderFormats

/// The text in another charset, as a file would hold it.
func encodeText(_ text: String, as charset: String) throws -> [UInt8] {
    if charset == "UTF-16LE" { return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } }
    if charset == "UTF-16BE" { return [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } }
    let converter = iconv_open(charset, "UTF-8")
    defer { iconv_close(converter) }
    var input = Array(text.utf8).map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 4)
    var left = input.count
    var room = output.count
    let converted = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target in
            var from = source.baseAddress
            var to = target.baseAddress
            return iconv(converter, &from, &left, &to, &room)
        }
    }
    try #require(converted == 0 && left == 0)
    return output.dropLast(room).map { UInt8(bitPattern: $0) }
}

@Suite("bad UBL input")
struct UBLBadInputTests {
    @Test("a document type declaration is refused where it stands")
    func documentType() throws {
        let file = readUBL("<?xml version=\"1.0\"?>\n <!DOCTYPE Order>\n" + ublOrderText().dropFirst(39))
        #expect(file.documents.isEmpty && file.refused.isEmpty && !file.isIncomplete)
        #expect(file.findings.map(\.code) == [.xmlDoctypeRefused])
        #expect(file.findings.first?.place == Place(line: 2, column: 2))
    }

    @Test("an entity bomb is refused before an entity is read")
    func entityBomb() {
        var bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE Order [\n<!ENTITY a0 \"ha\">\n"
        for level in 1...40 {
            bomb += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">\n"
        }
        bomb += "]>\n<Order \(ublNamespaces)><cbc:ID>&a40;</cbc:ID></Order>"
        let file = readUBL(bomb)
        #expect(file.findings.map(\.code) == [.xmlDoctypeRefused])
        #expect(file.findings.first?.place?.line == 2)
        #expect(file.documents.isEmpty)
    }

    @Test("an external entity is never fetched", arguments: ["SYSTEM", "PUBLIC \"x\""])
    func externalEntity(kind: String) throws {
        try withTemporaryFolder { folder in
            let secret = folder + "/secret.txt"
            try Data("the secret".utf8).write(to: URL(fileURLWithPath: secret))
            let file = readUBL(
                """
                <!DOCTYPE Order [<!ENTITY x \(kind) "file://\(secret)">]>
                <Order \(ublNamespaces)><cbc:ID>&x;</cbc:ID>\(ublSimpleLine)</Order>
                """)
            #expect(file.findings.map(\.code) == [.xmlDoctypeRefused])
            let inside = try JSONEncoder().encode(file)
            #expect(!String(decoding: inside, as: UTF8.self).contains("the secret"))
            // The same as the document type's own external subset.
            #expect(
                readUBL("<!DOCTYPE Order SYSTEM \"file://\(secret)\">" + ublOrderText().dropFirst(39)).findings.map(
                    \.code)
                    == [.xmlDoctypeRefused])
        }
    }

    @Test("an order that is cut off anywhere is incomplete, never taken")
    func truncatedOrder() throws {
        let whole = ublText(try ublFullOrder())
        let end = whole.count - 1
        for length in Array(stride(from: 1, to: end, by: 50)) + Array(end - 60..<end) {
            let file = UBLReader.read(Array(whole.prefix(length)))
            #expect(file.isIncomplete, "at \(length)")
            #expect(file.findings.map(\.code) == [.fileIncomplete], "at \(length)")
            #expect(file.documents.isEmpty && file.refused.isEmpty, "at \(length)")
        }
        #expect(UBLReader.read(Array(whole.prefix(end))).onlyOrder != nil)
    }

    @Test("the official example cut off anywhere is incomplete", .enabled(if: hasOfficialUBL, officialUBLMissing))
    func truncatedExample() throws {
        let whole = try fileBytes(officialUBL + "/example/UBL-Order-2.1-Example.xml")
        for length in stride(from: 50, to: whole.count - 10, by: 50) {
            let file = UBLReader.read(Array(whole.prefix(length)))
            #expect(file.isIncomplete && file.documents.isEmpty, "at \(length)")
        }
    }

    @Test("UTF-16 and GB18030 files that are cut off are incomplete, also in the middle of a character")
    func truncatedEncodings() throws {
        let text = ublOrderText(
            head: "<cbc:ID>PO-1</cbc:ID><cbc:Note>\(String(repeating: "订单", count: 300))</cbc:Note>")
        for (charset, declared) in [("UTF-16LE", "UTF-16"), ("GB18030", "GB18030"), ("UTF-8", "UTF-8")] {
            let bytes =
                charset == "UTF-8"
                ? Array(text.utf8)
                : try encodeText(text.replacing("encoding=\"UTF-8\"", with: "encoding=\"\(declared)\""), as: charset)
            #expect(UBLReader.read(bytes).onlyOrder != nil, "\(charset)")
            for length in stride(from: 40, to: bytes.count - 40, by: 37) {
                let file = UBLReader.read(Array(bytes.prefix(length)))
                #expect(file.isIncomplete && file.documents.isEmpty, "\(charset) at \(length)")
            }
        }
    }

    @Test("what stands behind the end is malformed; a comment that was only begun there is incomplete")
    func behindTheEnd() {
        #expect(readUBL(ublOrderText() + "junk").findings.map(\.code) == [.xmlSyntax])
        #expect(!readUBL(ublOrderText() + "j").isIncomplete)
        #expect(readUBL(ublOrderText() + "j").findings.map(\.code) == [.xmlSyntax])
        #expect(readUBL(ublOrderText() + ublOrderText().dropFirst(39)).findings.map(\.code) == [.xmlSyntax])
        #expect(readUBL(ublOrderText() + "<!-- to be contin").isIncomplete)
        #expect(readUBL(ublOrderText() + "<!-- done -->\n").onlyOrder != nil)
    }

    @Test("elements 10,000 deep are refused at the limit")
    func deep() {
        let deep = String(repeating: "<cac:A>", count: 10_000) + String(repeating: "</cac:A>", count: 10_000)
        let file = readUBL(ublOrderText(head: "<cbc:ID>PO-1</cbc:ID>" + deep))
        #expect(file.findings.map(\.code).contains(.xmlTooDeep))
        #expect(file.documents.isEmpty && !file.isIncomplete)
    }

    @Test("a start tag without end, however long, does not hold the reader up")
    func longTag() {
        let attributes = (0..<60_000).map { " a\($0)='1'" }.joined()
        let file = readUBL("<Order \(ublNamespaces)\(attributes)>")
        #expect(file.findings.map(\.code) == [.xmlSyntax])
    }

    @Test(
        "another root is refused with what is understood",
        arguments: [
            "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"><a/></Invoice>",
            "<Order><ID>1</ID></Order>", "<html/>",
            "<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-1\"/>",
        ])
    func otherRoot(text: String) throws {
        let file = readUBL(text)
        let finding = try #require(file.findings.first)
        #expect(finding.code == .xmlRootUnknown)
        #expect(finding.message.contains("Order, OrderChange, OrderCancellation"))
        #expect(file.documents.isEmpty && !file.isIncomplete)
    }

    @Test(
        "a document that is malformed in the middle is not incomplete",
        arguments: [
            ("<cbc:ID>1</cbc:Id>", FindingCode.xmlSyntax, "<cbc:ID> is still open"),
            ("<cbc:ID>Bolts & nuts</cbc:ID>", .xmlSyntax, "&"),
            ("<cbc:ID>&nbsp;</cbc:ID>", .xmlSyntax, "&nbsp;"),
            ("<cbc:ID a=1>1</cbc:ID>", .xmlSyntax, "quotes"),
            ("<cbc:ID a='1' a='2'>1</cbc:ID>", .xmlSyntax, "twice"),
            ("<x:ID>1</x:ID>", .xmlSyntax, "prefix 'x'"),
            ("<cbc:ID>\u{1}</cbc:ID>", .xmlSyntax, "does not allow"),
            ("<?xml version='1.0'?>", .xmlSyntax, "inside the document"),
        ])
    func malformed(head: String, code: FindingCode, words: String) throws {
        let file = readUBL(ublOrderText(head: head))
        #expect(!file.isIncomplete)
        #expect(file.documents.isEmpty && file.refused.isEmpty)
        let finding = try #require(file.findings.first)
        #expect(finding.code == code)
        #expect(finding.message.contains(words), "\(finding.message)")
        #expect(finding.place?.line == 3)
    }

    @Test("bytes that are not in the declared encoding, and encodings that nobody knows, are said")
    func wrongEncoding() {
        let parts = ublOrderText(head: "<cbc:ID>PO-|</cbc:ID>").split(separator: "|").map { Array($0.utf8) }
        let file = UBLReader.read(parts[0] + [0xB6, 0xA9, 0xB5, 0xA5] + parts[1])
        #expect(file.findings.map(\.code) == [.charsetInvalid])
        #expect(file.findings.first?.place?.line == 3)
        let odd = readUBL(ublOrderText().replacing("UTF-8", with: "KLINGON-8"))
        #expect(odd.findings.map(\.code) == [.charsetInvalid])
        #expect(odd.findings.first?.message.contains("KLINGON-8") == true)
    }

    @Test("nothing but noise is not XML; nothing at all is an empty file")
    func noise() {
        #expect(readUBL("PO-1;2026-11-20;BOLT\n").findings.map(\.code) == [.xmlSyntax])
        #expect(UBLReader.read([UInt8](repeating: 0, count: 5000)).documents.isEmpty)
        #expect(UBLReader.read([]).findings.map(\.code) == [.fileEmpty])
        #expect(readUBL("   \n").isIncomplete)
    }

    @Test("a price with 12 decimals refuses the order; nothing is rounded")
    func manyDecimals() throws {
        func priced(_ price: String) -> String {
            ublOrderText(
                lines: ublLineText(
                    id: "1",
                    inside: "<cac:Price><cbc:PriceAmount currencyID=\"EUR\">\(price)</cbc:PriceAmount></cac:Price>"))
        }
        let file = readUBL(priced("1.123456789012"))
        let refused = try #require(file.refused.first)
        #expect(refused.customerReference == "PO-1")
        #expect(refused.findings.map(\.code) == [.valueTooManyDecimals])
        #expect(refused.findings.first?.value == "1.123456789012")
        #expect(readUBL(priced("1.1234567890123456789012")).finding(.valueTooManyDecimals) != nil)
        #expect(readUBL(priced(String(repeating: "9", count: 400))).finding(.valueOutOfRange) != nil)
        #expect(readUBL(priced("1,50")).finding(.valueNotANumber) != nil)
        #expect(readUBL(priced("1.5000000000")).onlyOrder?.lines.first?.unitPrice == (exact("1.5")))
    }

    @Test("an order without number, without lines, or with a line number twice is refused")
    func missingParts() throws {
        let noNumber = readUBL(ublOrderText(head: ""))
        #expect(noNumber.refused.first?.findings.map(\.code) == [.orderNumberMissing])
        let noLines = readUBL(ublOrderText(lines: ""))
        #expect(noLines.refused.first?.customerReference == "PO-1")
        #expect(noLines.refused.first?.findings.map(\.code) == [.linesMissing])
        let twice = readUBL(ublOrderText(lines: ublLineText(id: "1") + ublLineText(id: "1")))
        #expect(twice.refused.first?.findings.map(\.code) == [.lineNumberDuplicate])
        #expect(twice.finding(.lineNumberDuplicate)?.place?.path == "/Order/cac:OrderLine[2]")
        #expect(readUBL(ublOrderText(lines: "<cac:OrderLine/>")).refused.first?.findings.map(\.code) == [.valueMissing])
    }

    @Test("limits hold: lines, text, element count, findings")
    func limits() {
        var limits = FormatLimits()
        limits.linesPerOrder = 3
        limits.textLength = 10
        limits.findingsPerFile = 2
        let lines = (1...5).map { ublLineText(id: "\($0)", inside: "<cbc:Quantity>x</cbc:Quantity>") }.joined()
        let file = readUBL(
            ublOrderText(head: "<cbc:ID>1</cbc:ID><cbc:Note>12345678901</cbc:Note>", lines: lines), limits: limits)
        #expect(file.refused.first?.findings.map(\.code) == [.valueTooLong, .valueNotANumber])
        #expect(file.finding(.tooManyFindings) != nil)
        #expect(readUBL(ublOrderText(lines: lines), limits: limits).refused.count == 1)
        limits.findingsPerFile = 100
        #expect(readUBL(ublOrderText(lines: lines), limits: limits).finding(.tooManyLines) != nil)
        limits.valuesPerDocument = 6
        #expect(readUBL(ublOrderText(lines: lines), limits: limits).findings.map(\.code).contains(.fileTooLarge))
    }

    @Test("an order with 5,000 lines is read")
    func manyLines() {
        let file = readUBL(ublOrderText(lines: (1...5000).map { ublLineText(id: "\($0)") }.joined(separator: "\n")))
        #expect(file.onlyOrder?.lines.count == 5000)
        #expect(file.onlyOrder?.lines.last?.place?.path == "/Order/cac:OrderLine[5000]")
    }

    @Test("thousands of mutated orders never stop the reader, and each ends in an answer", arguments: 1...4)
    func mutations(seed: UInt64) throws {
        let whole = ublText(try ublFullOrder())
        var dice = UBLDice(seed: seed)
        for round in 0..<800 {
            let file = UBLReader.read(dice.mutated(whole))
            let isAnswered = !file.documents.isEmpty || !file.refused.isEmpty || file.findings.hasErrors
            #expect(isAnswered, "seed \(seed), round \(round)")
            if file.isIncomplete { #expect(file.documents.isEmpty && file.findings.hasErrors) }
            if file.findings.hasErrors { #expect(file.documents.isEmpty) }
        }
    }
}

/// Random damage to UBL, and random orders.
struct UBLDice {
    private var random: SeededRandom
    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func roll(_ sides: Int) -> Int { random.roll(sides) }

    /// The bytes with one to four changes: bytes flipped, removed, doubled, or pieces of markup put in.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        let pieces = [
            "<", ">", "</", "<!--", "]]>", "<![CDATA[", "&#x0;", "&amp;", "\"", "<!DOCTYPE x", "<?", "xmlns:a='b' ",
            "\u{FFFD}",
        ]
        var bytes = bytes
        for _ in 0...roll(4) where !bytes.isEmpty {
            let at = roll(bytes.count)
            switch roll(5) {
            case 0: bytes[at] ^= UInt8(1 << roll(8))
            case 1: bytes.removeSubrange(at..<min(at + 1 + roll(40), bytes.count))
            case 2: bytes.insert(contentsOf: bytes[at..<min(at + 1 + roll(200), bytes.count)], at: at)
            case 3: bytes.insert(contentsOf: Array(pieces[roll(pieces.count)].utf8), at: at)
            default: bytes[at] = UInt8(roll(256))
            }
        }
        return bytes
    }
}
