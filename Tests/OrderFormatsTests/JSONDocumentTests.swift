// Documents out of JSON.

import ExactDecimals
import OrderFormats
import OrderModel
import Testing

@Suite("Documents in JSON")
struct JSONDocumentTests {
    private func sender(_ kind: IncomingDocument.Kind) -> Sender {
        [acme, desk].first { kind.isAllowed(from: $0) } ?? .carrier(id: "loopback")
    }

    @Test(
        "A01 A02 A06 B05 B06 B07 C02 C03 C04 C06 C07 C08 C15 C16: every document reads back as it was written",
        arguments: Documents.incoming)
    func roundTrip(_ document: IncomingDocument) throws {
        let bytes = IncomingDocumentWriter.write(document)
        let file = FileReader.read(bytes, sender: sender(document.kind), profile: nil)
        #expect(file.allFindings.isEmpty)
        #expect(file.format == .json)
        var read = try #require(file.documents.first?.document)
        if case .order(var order) = read {
            #expect(order.place == Place(line: 1, column: 1, path: ""))
            #expect(order.lines.first?.place?.path == "/lines/0")
            order.place = nil
            order.lines[0].place = nil
            read = .order(order)
        }
        #expect(read == document)
    }

    @Test("B01: an array of documents, and JSON Lines, each with its own outcome")
    func several() {
        let good = #"{"document":"order","customerReference":"PO-1","lines":[{"sellerCode":"W-1","quantity":"2.50"}]}"#
        let bad = #"{"document":"order","customerReference":"PO-2","lines":[{"sellerCode":"W-1","quantity":"two"}]}"#
        let array = read("[\(good),\n \(bad)]")
        #expect(array.orders.map(\.customerReference) == ["PO-1"])
        #expect(array.refused.map(\.customerReference) == ["PO-2"])
        #expect(array.first(.valueNotANumber)?.place == Place(line: 2, column: 89, path: "/1/lines/0/quantity"))
        let lines = read("\(good)\n\(bad)\n\n\(good)\n")
        #expect(lines.orders.count == 2)
        #expect(lines.refused.count == 1)
        #expect(lines.first(.valueNotANumber)?.place?.line == 2)
        #expect(read("[]").codes == [.kindUnknown])
    }

    @Test("In JSON Lines a broken line is refused by itself")
    func brokenLine() {
        let good = #"{"document":"order","customerReference":"PO-1"}"#
        let file = read("\(good)\n{\"document\":\"order\",}\n\(good)\n")
        #expect(file.orders.count == 2)
        #expect(file.refused.count == 1)
        #expect(file.codes == [.jsonSyntax])
        #expect(!file.isIncomplete)
        let cut = read("\(good)\n{\"document\":\"ord")
        #expect(cut.isIncomplete)
        #expect(cut.orders.count == 1)
        #expect(read("\(good) \(good)").codes == [.jsonSyntax])
    }

    @Test("Broken lines count as documents: a file of nothing else comes to an end at the limit")
    func brokenLines() {
        var limits = FormatLimits()
        limits.documentsPerFile = 100
        let file = read(String(repeating: "{\n", count: 1000), limits: limits)
        #expect(file.refused.count <= 100)
        #expect(file.first(.tooManyDocuments) != nil)
    }

    @Test("A truncated document or array is incomplete")
    func truncated() {
        let text = #"[{"document":"order","customerReference":"PO-1"}]"#
        for length in 1..<text.utf8.count {
            let file = FileReader.read(Array(text.utf8.prefix(length)), sender: acme, profile: nil)
            #expect(file.isIncomplete, "cut after \(length) bytes")
            #expect(file.codes == [.jsonSyntax])
        }
    }

    @Test("Unknown fields are warnings with a suggestion, once per document")
    func unknownFields() {
        let lines = (1...5).map { _ in #"{"sellerCode":"W-1","quantitty":1,"quantity":1}"# }.joined(separator: ",")
        let file = read(#"{"document":"order","customerReference":"PO-1","colour":"red","lines":[\#(lines)]}"#)
        #expect(file.orders.count == 1)
        #expect(file.allFindings.map(\.value) == ["colour", "quantitty"])
        #expect(file.allFindings.last?.hint == "did you mean 'quantity'?")
        #expect(file.allFindings.last?.place?.path == "/lines/0/quantitty")
    }

    @Test("What the document is has to be said, and in a word that is known")
    func kinds() {
        #expect(read(#"{"customerReference":"PO-1"}"#).codes == [.kindUnknown])
        #expect(read(#"{"document":"ordre"}"#).first(.kindUnknown)?.hint == "did you mean 'order'?")
        #expect(read(#"["order"]"#).codes == [.jsonWrongType])
        #expect(read(#"{"document":7}"#).codes == [.kindUnknown])
    }

    @Test("Numbers may be strings, codes may be integers; other types are named")
    func types() {
        let file = read(
            #"{"document":"order","customerReference":4711,"statedTotal":"12.50","lines":[{"id":10,"quantity":1e1,"unitPrice":0.5}]}"#
        )
        #expect(file.orders.first?.customerReference == "4711")
        #expect(file.orders.first?.statedTotal == decimal("12.5"))
        #expect(file.orders.first?.lines.first?.id == "10")
        #expect(file.orders.first?.lines.first?.quantity == decimal("10"))
        let wrong = read(
            #"{"document":"order","customerReference":"PO-1","contact":"me","lines":{"id":1},"issueDate":20261120}"#)
        #expect(wrong.codes == [.jsonWrongType, .jsonWrongType, .jsonWrongType])
        #expect(wrong.refused.map(\.customerReference) == ["PO-1"])
    }

    @Test("Only the order number is demanded of an order; what is missing otherwise is asked about later (B13)")
    func demanded() {
        #expect(read(#"{"document":"order","customerReference":"PO-1"}"#).orders.first?.lines.isEmpty == true)
        let file = read(#"{"document":"order","customerReference":" "}"#)
        #expect(file.orders.isEmpty)
        #expect(file.codes == [.orderNumberMissing])
        #expect(read(#"{"document":"order"}"#).codes == [.orderNumberMissing])
    }

    @Test("Control characters in texts are refused, since neither XML nor a terminal can show them")
    func controlCharacters() {
        let file = read(#"{"document":"order","customerReference":"PO\u00001","note":"a\u001bb"}"#)
        #expect(file.codes == [.valueOutOfRange, .valueOutOfRange])
        #expect(read(#"{"document":"order","customerReference":"PO\n1"}"#).codes == [.valueOutOfRange])
    }

    @Test("A bad entry of a list is refused by itself; a stock count is refused whole")
    func lists() {
        let products = read(
            #"{"document":"products","products":[{"code":"W-1","name":"Bolt","unit":"C62"},{"code":"W-2"}]}"#,
            from: desk)
        #expect(products.documents.count == 1)
        #expect(products.refused.count == 1)
        #expect(products.refused.first?.kind == .products)
        let stock = read(
            #"{"document":"stock","lots":[{"warehouse":"n","product":"W-1","quantity":1},{"warehouse":"n","product":"W-2","quantity":-1}]}"#,
            from: desk)
        #expect(stock.documents.isEmpty)
        #expect(stock.refused.count == 1)
    }
}
