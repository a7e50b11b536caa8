// Many UBL documents in one file: wrappers and envelopes, one bad document among good ones, pieces of any size.

import ExactDecimals
import OrderModel
import Testing

@testable import OrderFormats

@Suite("many UBL documents in one file")
struct UBLBatchTests {
    private func orders(_ numbers: [String]) -> [String] {
        numbers.map { ublOrderText(head: "<cbc:ID>\($0)</cbc:ID>") }
    }

    @Test("orders in our own wrapper, or in any other, are read one after the other", arguments: ["Orders", "Batch"])
    func wrapper(root: String) {
        let file = readUBL(ublWrapped(orders(["A", "B", "C"]), root: root))
        #expect(file.allFindings.isEmpty)
        #expect(file.orders.map(\.customerReference) == ["A", "B", "C"])
        #expect(file.orders.last?.place?.path == "/\(root)/Order[3]")
        #expect(file.orders.last?.lines.first?.place?.path == "/\(root)/Order[3]/cac:OrderLine[1]")
    }

    @Test("a '<' in an attribute's value is a mistake whatever follows, in pieces too: no rest is waited for")
    func lessThanInAttribute() throws {
        let bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Order xmlns=\"urn:a>K. Schulz</".utf8)
        let whole = FileReader.read(bytes, sender: acme, profile: nil)
        #expect(whole.findings.map(\.code) == [.xmlSyntax])
        #expect(!whole.isIncomplete)
        #expect(try readInPieces(bytes, piece: 1, most: 7) == whole)
    }

    @Test("the envelope of UN/CEFACT is looked into, its header is not")
    func envelope() {
        let space = "xmlns:sh=\"http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader\""
        let header =
            "<sh:StandardBusinessDocumentHeader><sh:HeaderVersion>1.0</sh:HeaderVersion></sh:StandardBusinessDocumentHeader>"
        let order = String(ublOrderText().drop { $0 != "\n" })
        let envelope = "<sh:StandardBusinessDocument \(space)>\(header)\(order)</sh:StandardBusinessDocument>"
        let file = readUBL(envelope)
        #expect(file.allFindings.isEmpty)
        #expect(file.orders.map(\.customerReference) == ["PO-1"])
        #expect(readUBL("<All>\(envelope)\(envelope)</All>").orders.count == 2)
        #expect(
            readUBL("<sh:StandardBusinessDocument \(space)>\(header)</sh:StandardBusinessDocument>").findings.map(
                \.code) == [.xmlRootUnknown])
    }

    @Test("B13: one bad order among good ones is refused alone, as is a document of another kind")
    func badOne() {
        let bad = ublOrderText(
            head: "<cbc:ID>BAD</cbc:ID>", lines: ublLineText(id: "1", inside: "<cbc:Quantity>x</cbc:Quantity>"))
        let invoice = "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"><a><b/></a></Invoice>"
        let good = orders(["A", "B"])
        let file = readUBL(ublWrapped([good[0], bad, invoice, good[1]]))
        #expect(file.findings.isEmpty)
        #expect(file.orders.map(\.customerReference) == ["A", "B"])
        #expect(file.refused.map(\.customerReference) == ["BAD", nil])
        #expect(file.refused.flatMap(\.findings).map(\.code) == [.valueNotANumber, .xmlRootUnknown])
        #expect(file.refused.last?.findings.first?.place?.path == "/Orders/Invoice[1]")
    }

    @Test("changes, cancellations and orders may stand in one file; state does not leak from one into the next")
    func mixed() throws {
        let full = String(decoding: ublText(try ublFullOrder()), as: UTF8.self)
        let file = readUBL(ublWrapped([full, ublChangeText(lines: ublChangeLine("2")), ublOrderText()]))
        #expect(file.orders.map(\.purpose) == [.original, .change, .original])
        #expect(file.orders.first?.withoutPlaces == (try ublFullOrder()))
        #expect(file.orders.last?.withoutPlaces == readUBL(ublOrderText()).onlyOrder?.withoutPlaces)
    }

    @Test("what stands beside the orders is passed over and named once; a root without orders is refused")
    func strangers() {
        let file = readUBL(ublWrapped(["<Header><Total>1</Total></Header>"] + orders(["A"]) + ["<Note/>", "<Note/>"]))
        #expect(file.orders.count == 1)
        #expect(file.findings.map(\.code) == [.xmlElementUnknown, .xmlElementUnknown])
        #expect(file.findings.map(\.severity) == [.warning, .warning])
        for empty in [ublWrapped([]), ublWrapped(["<Header/>"]), ublWrapped((0..<50).map { "<a\($0)/>" })] {
            #expect(readUBL(empty).findings.map(\.code) == [.xmlRootUnknown])
        }
    }

    @Test("orders before a mistake in the XML are taken, and the mistake is said with its place")
    func malformed() {
        let file = readUBL(ublWrapped(orders(["A", "B"]) + ["<Order>&</Order>"] + orders(["C"])))
        #expect(file.orders.map(\.customerReference) == ["A", "B"])
        #expect(file.findings.contains { $0.code == .xmlRootUnknown || $0.code == .xmlSyntax })
        let broken = readUBL(ublWrapped(orders(["A"]) + [ublOrderText(head: "<cbc:ID>B</cbc:Id>")]))
        #expect(broken.orders.map(\.customerReference) == ["A"])
        #expect(broken.findings.map(\.code) == [.xmlSyntax])
        #expect(broken.findings.first?.place?.path == "/Orders/Order[2]/cbc:ID")
    }

    @Test("a batch that breaks off is incomplete")
    func incomplete() {
        let whole = Array(ublWrapped(orders(["A", "B"])).utf8)
        for length in stride(from: 60, to: whole.count - 2, by: 41) {
            #expect(UBLReader.read(Array(whole.prefix(length))).isIncomplete, "at \(length)")
        }
    }

    @Test("more documents than the limit end the reading")
    func limit() {
        var limits = FormatLimits()
        limits.documentsPerFile = 2
        let file = readUBL(ublWrapped(orders(["A", "B", "C"])), limits: limits)
        #expect(file.findings.map(\.code) == [.tooManyDocuments])
        let read = FileReader.read(
            Array(ublWrapped(orders(["A", "B", "C"])).utf8), sender: acme, profile: nil, limits: limits)
        #expect(read.documents.isEmpty && read.codes == [.tooManyDocuments])
    }

    @Test("a part of a document that does not fit into the memory it may take is refused")
    func partLimit() {
        var limits = FormatLimits()
        limits.bytesPerPart = 5_000
        let lines = String(repeating: "<cbc:Note>a rather long note about nothing</cbc:Note>", count: 500)
        let file = readUBL(ublOrderText(lines: ublLineText(id: "1", inside: lines)), limits: limits)
        #expect(file.findings.map(\.code) == [.fileTooLarge])
        let names = (0..<70_000).map { "<a\($0)/>" }.joined()
        #expect(readUBL(ublOrderText(lines: names)).findings.map(\.code).contains(.fileTooLarge))
    }

    @Test("pieces of any size give the same, in any encoding", arguments: [1, 7, 64, 1000])
    func pieces(size: Int) throws {
        let full = String(decoding: ublText(try ublFullOrder()), as: UTF8.self)
        let bad = ublOrderText(
            head: "<cbc:ID>BAD</cbc:ID>", lines: ublLineText(id: "1", inside: "<cbc:Quantity>x</cbc:Quantity>"))
        let text = ublWrapped([full, bad, ublOrderText()])
        for (charset, declared) in [("UTF-8", "UTF-8"), ("UTF-16LE", "UTF-16"), ("GB18030", "GB18030")] {
            let bytes =
                charset == "UTF-8"
                ? Array(text.utf8)
                : try encodeText(text.replacing("encoding=\"UTF-8\"", with: "encoding=\"\(declared)\""), as: charset)
            #expect(UBLReader.read(bytes, pieceSize: size) == UBLReader.read(bytes), "\(charset)")
            let broken = Array(bytes.prefix(bytes.count - 60))
            #expect(UBLReader.read(broken, pieceSize: size).isIncomplete, "\(charset)")
        }
        var dice = UBLDice(seed: UInt64(size))
        let small = Array(ublWrapped([ublOrderText(), ublOrderText()]).utf8)
        for _ in 0..<200 {
            let bytes = dice.mutated(small)
            let whole = UBLReader.read(bytes)
            let inPieces = UBLReader.read(bytes, pieceSize: size)
            #expect(whole.orders.map(\.withoutPlaces) == inPieces.orders.map(\.withoutPlaces))
            #expect(whole.findings.hasErrors == inPieces.findings.hasErrors)
        }
    }

    @Test("thousands of mutated batches never stop the reader, and each ends in an answer", arguments: 1...3)
    func mutations(seed: UInt64) throws {
        let full = String(decoding: ublText(try ublFullOrder()), as: UTF8.self)
        let whole = Array(ublWrapped([ublOrderText(), full, ublChangeText(lines: ublChangeLine("3"))]).utf8)
        var dice = UBLDice(seed: seed)
        for round in 0..<800 {
            let file = UBLReader.read(dice.mutated(whole))
            let isAnswered = !file.documents.isEmpty || !file.refused.isEmpty || file.findings.hasErrors
            #expect(isAnswered, "seed \(seed), round \(round)")
        }
    }
}
