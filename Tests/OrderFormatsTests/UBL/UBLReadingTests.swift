// Reading UBL orders: the official example, every field, and what may be missing.

import ExactDecimals
import OrderModel
import TestKit
import Testing

@testable import OrderFormats

@Suite("UBL orders are read")
struct UBLReadingTests {
    @Test(
        "B02: the official example order is read with all its fields", .enabled(if: hasOfficialUBL, officialUBLMissing))
    func officialExample() throws {
        let file = UBLReader.read(try fileBytes(officialUBL + "/example/UBL-Order-2.1-Example.xml"))
        // The GTINs of the example are made up, and their check digits show it.
        #expect(file.allFindings.map(\.code) == [.valueOutOfRange, .valueOutOfRange])
        #expect(file.allFindings.map(\.value) == ["1234567890123", "123452340123"])
        #expect(file.format == .ubl)
        #expect(file.charset == "UTF-8")
        let order = try #require(file.onlyOrder)
        #expect(order.customerReference == "34")
        #expect(order.issueDate == CalendarDate("2010-01-20"))
        #expect(order.currency == "SEK")
        #expect(order.purpose == .original)
        #expect(
            order.note == """
                Information text for the whole order
                Delivery terms: FOT, CAD, STO
                Charge: 100 SEK Transport documents
                Allowance: 100 SEK Total order value discount
                """)
        #expect(order.buyer.name == "Johnssons byggvaror")
        #expect(
            order.buyer.identifiers.map(\.value) == [
                "7300072311115", "7300070011115", "PartyID123", "5532331183", "SE1234567801",
            ])
        #expect(order.buyer.identifiers.map(\.scheme) == ["GLN", "GLN", nil, "SE:ORGNR", "VAT"])
        #expect(order.contact == Contact(name: "Pelle Svensson", phone: "123456", email: "pelle@johnsson.se"))
        #expect(order.deliverTo.name == "Swedish trucking")
        #expect(order.deliverTo.street == "Rådhusgatan 5, 2nd floor, Purchasing department")
        #expect(order.deliverTo.city == "Stockholm")
        #expect(order.deliverTo.country == "SE")
        #expect(order.requestedDeliveryDate == CalendarDate("2010-02-25"))
        #expect(order.evidence.map(\.name) == ["http://www.suppliersite.eu/sheet001.html", "Doc2"])
        #expect(order.statedTotal == ExactDecimal(6225))
        #expect(order.place == Place(line: 2, column: 1, path: "/Order"))
        try checkOfficialLines(order)
    }

    private func checkOfficialLines(_ order: PurchaseOrder) throws {
        try #require(order.lines.count == 2)
        let paint = order.lines[0]
        #expect(paint.id == "1")
        #expect(paint.sellerCode == "SItemNo001")
        #expect(paint.gtin == "1234567890123")
        #expect(paint.name == "Falu Rödfärg")
        #expect(paint.specification == "Red paint; Paint type: Acrylic; Solvant: Water")
        #expect(paint.quantity == ExactDecimal(120))
        #expect(paint.unit == "LTR")
        #expect(paint.unitPrice == ExactDecimal(50))
        #expect(paint.priceBaseQuantity == .one)
        #expect(paint.lineAmount == ExactDecimal(6000))
        #expect(paint.requestedDeliveryDate == CalendarDate("2010-02-25"))
        #expect(paint.note == "Freetext note on line 1")
        #expect(paint.place == Place(line: 247, column: 3, path: "/Order/cac:OrderLine[1]"))
        #expect(order.lines[1].place?.path == "/Order/cac:OrderLine[2]")
        #expect(order.lines[1].unit == "C62")
    }

    @Test("C03, C06: an order with every field comes back as it was written")
    func roundTrip() throws {
        let order = try ublFullOrder()
        let file = UBLReader.read(ublText(order))
        #expect(file.allFindings.isEmpty)
        #expect(file.onlyOrder?.withoutPlaces == order)
    }

    @Test("B13: an order without date, currency, price, address and contact is read, so that they can be asked for")
    func sparseOrder() throws {
        let file = readUBL(ublOrderText())
        #expect(file.allFindings.isEmpty)
        let order = try #require(file.onlyOrder)
        #expect(order.customerReference == "PO-1")
        #expect(order.currency == nil)
        #expect(order.deliverTo.isEmpty)
        #expect(order.lines.count == 1)
        #expect(order.lines.first?.quantity == ExactDecimal(12))
        #expect(order.lines.first?.unitPrice == nil)
    }

    @Test("C15: a stamp on a fax order is read, from its signature or from a document reference")
    func attestation() throws {
        let signed = readUBL(
            ublOrderText(
                head: """
                    <cbc:ID>PO-1</cbc:ID>
                    <cac:Signature><cbc:ID>1</cbc:ID><cbc:ValidationDate>2026-11-20</cbc:ValidationDate>
                    <cac:SignatoryParty><cac:PartyName><cbc:Name>A. Buyer</cbc:Name></cac:PartyName></cac:SignatoryParty>
                    </cac:Signature>
                    """))
        #expect(
            signed.onlyOrder?.attestation
                == Attestation(kind: .signature, by: "A. Buyer", date: CalendarDate("2026-11-20")))
        let stamped = readUBL(
            ublOrderText(
                head: """
                    <cbc:ID>PO-1</cbc:ID><cac:AdditionalDocumentReference><cbc:ID>seal.png</cbc:ID>
                    <cbc:DocumentType>公章</cbc:DocumentType></cac:AdditionalDocumentReference>
                    """))
        #expect(stamped.onlyOrder?.attestation?.kind == .stamp)
        #expect(stamped.onlyOrder?.evidence.map(\.name) == ["seal.png"])
    }

    @Test(
        "C16: the customer's e-mail is known by its type, its MIME type or its name",
        arguments: [
            "<cbc:ID>a</cbc:ID><cbc:DocumentType>E-Mail</cbc:DocumentType>",
            "<cbc:ID>a</cbc:ID><cbc:DocumentType>客户邮件</cbc:DocumentType>",
            "<cbc:ID>order.EML</cbc:ID>",
            """
            <cbc:ID>a</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="message/rfc822">
            aGVs bG8=</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>
            """,
        ])
    func emailEvidence(reference: String) throws {
        let head =
            "<cbc:ID>PO-1</cbc:ID><cac:AdditionalDocumentReference>\(reference)</cac:AdditionalDocumentReference>"
        let evidence = try #require(readUBL(ublOrderText(head: head)).onlyOrder?.evidence.first)
        #expect(evidence.kind == .email)
        if reference.contains("rfc822") { #expect(evidence.text == "hello") }
    }

    @Test("prefixes are free, and other namespaces are passed over")
    func prefixes() throws {
        let file = readUBL(
            """
            <u:Order xmlns:u="\(UBL.namespace(of: "Order"))" xmlns:a="\(UBL.aggregates)" xmlns="\(UBL.basics)"
                xmlns:ext="\(UBL.extensions)">
              <ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><ID>not this</ID></ext:ExtensionContent>
              </ext:UBLExtension></ext:UBLExtensions>
              <ID>PO-1</ID><x:Strange xmlns:x="urn:strange"><ID>nor this</ID></x:Strange>
              <a:OrderLine><a:LineItem><ID>7</ID><x:Odd xmlns:x="urn:strange"/></a:LineItem></a:OrderLine>
            </u:Order>
            """)
        let order = try #require(file.onlyOrder)
        #expect(order.customerReference == "PO-1")
        #expect(order.lines.map(\.id) == ["7"])
        #expect(order.lines.first?.place?.path == "/u:Order/a:OrderLine[1]")
        #expect(file.allFindings.map(\.code) == [.xmlElementUnknown])
        #expect(file.documents.first?.findings.first?.severity == .warning)
    }

    @Test("a misspelt element is named with the one that was probably meant")
    func misspelling() throws {
        let file = readUBL(ublOrderText(head: "<cbc:ID>1</cbc:ID><cbc:IssuDate>2026-01-01</cbc:IssuDate>"))
        #expect(file.finding(.xmlElementUnknown)?.hint?.contains("IssueDate") == true)
        #expect(file.finding(.xmlElementUnknown)?.place?.path == "/Order/cbc:IssuDate")
        #expect(file.onlyOrder != nil)
    }

    @Test("the currency of the prices counts where the head names none; two currencies are refused")
    func currencies() {
        func priced(_ id: String, _ currency: String) -> String {
            ublLineText(
                id: id,
                inside: """
                    <cbc:Quantity>1</cbc:Quantity><cac:Price><cbc:PriceAmount currencyID="\(currency)">1</cbc:PriceAmount></cac:Price>
                    """)
        }
        #expect(readUBL(ublOrderText(lines: priced("1", "EUR"))).onlyOrder?.currency == "EUR")
        let mixed = readUBL(ublOrderText(lines: priced("1", "EUR") + priced("2", "USD")))
        #expect(mixed.refused.count == 1)
        #expect(
            mixed.finding(.valueNotInList)?.place?.path
                == "/Order/cac:OrderLine[2]/cac:LineItem/cac:Price/cbc:PriceAmount")
    }

    @Test("a price for another unit than the quantity's is not taken, and said")
    func priceUnit() {
        let file = readUBL(
            ublOrderText(
                lines: ublLineText(
                    id: "1",
                    inside: """
                        <cbc:Quantity unitCode="C62">1</cbc:Quantity><cac:Price>
                        <cbc:PriceAmount currencyID="EUR">5</cbc:PriceAmount>
                        <cbc:BaseQuantity unitCode="KGM">1</cbc:BaseQuantity></cac:Price>
                        """)))
        #expect(file.onlyOrder?.lines.first?.unitPrice == nil)
        #expect(file.finding(.valueNotInList)?.severity == .warning)
    }

    @Test("an order for two addresses is refused; one address on the lines is the order's")
    func addresses() {
        func line(_ id: String, _ city: String) -> String {
            ublLineText(
                id: id,
                inside: """
                    <cbc:Quantity>1</cbc:Quantity><cac:Delivery><cac:DeliveryAddress><cbc:CityName>\(city)</cbc:CityName>
                    </cac:DeliveryAddress></cac:Delivery>
                    """)
        }
        let same = readUBL(ublOrderText(lines: line("1", "Ghent") + line("2", "Ghent")))
        #expect(same.onlyOrder?.deliverTo.city == "Ghent")
        #expect(readUBL(ublOrderText(lines: line("1", "Ghent") + line("2", "Bruges"))).refused.count == 1)
    }

    @Test(
        "an order whose type code says change, cancellation or copy has that purpose",
        arguments: [
            ("230", OrderPurpose.change), ("Cancellation", .cancellation), ("31", .copy), ("220", .original),
            ("105", .original),
        ])
    func typeCodes(code: String, purpose: OrderPurpose) {
        let head = "<cbc:ID>PO-1</cbc:ID><cbc:OrderTypeCode>\(code)</cbc:OrderTypeCode>"
        #expect(readUBL(ublOrderText(head: head)).onlyOrder?.purpose == purpose)
    }

    @Test("J05, J06: an OrderChange says what to do with each line, and why, under the number of its order")
    func orderChange() throws {
        let file = readUBL(ublChangeText(lines: ["1", "2", "3", "4", "42", "74"].map { ublChangeLine($0) }.joined()))
        let order = try #require(file.onlyOrder)
        #expect(file.allFindings.isEmpty)
        #expect(order.purpose == .change)
        #expect(order.customerReference == "PO-1")
        #expect(order.changeNumber == "2")
        #expect(order.changeReason == "too many ordered\n订多了")
        #expect(order.note == nil)
        #expect(order.lines.map(\.change) == [.add, .delete, .change, .unchanged, .unchanged, .change])
        #expect(order.lines.map(\.note) == [nil, nil, nil, nil, "Already delivered", "Reopened"])
    }

    @Test("J05: a change with an unknown line status says so; the change's own number stands in where none is given")
    func sparseChange() throws {
        let file = readUBL(
            ublChangeText(
                head: "<cbc:ID>CH-1</cbc:ID><cbc:IssueDate>tomorrow</cbc:IssueDate>", lines: ublChangeLine("9")))
        let order = try #require(file.onlyOrder)
        #expect(order.changeNumber == "CH-1")
        #expect(order.lines.map(\.change) == [nil])
        #expect(file.finding(.valueNotADate)?.severity == .warning)
        #expect(file.finding(.valueNotInList)?.value == "9")
    }

    @Test("J05: a change in whose lines something cannot be read is refused: nothing is changed by half")
    func unsoundChange() throws {
        let file = readUBL(ublChangeText(lines: ublChangeLine("3", quantity: "1O")))
        #expect(file.documents.isEmpty)
        #expect(file.refused.first?.customerReference == "PO-1")
        #expect(file.finding(.valueNotANumber)?.severity == .error)
    }

    @Test("an OrderCancellation becomes one document for each order that it names")
    func orderCancellation() {
        let file = readUBL(
            """
            <OrderCancellation xmlns="\(UBL.namespace(of: "OrderCancellation"))" xmlns:cac="\(UBL.aggregates)"
                xmlns:cbc="\(UBL.basics)"><cbc:ID>X</cbc:ID><cbc:CancellationNote>不要了</cbc:CancellationNote>
              <cac:OrderReference><cbc:ID>PO-1</cbc:ID></cac:OrderReference>
              <cac:OrderReference><cbc:ID>PO-2</cbc:ID></cac:OrderReference></OrderCancellation>
            """)
        let orders = file.documents.compactMap { if case .order(let order) = $0.document { order } else { nil } }
        #expect(orders.map(\.customerReference) == ["PO-1", "PO-2"])
        #expect(orders.allSatisfy { $0.purpose == .cancellation && $0.changeReason == "不要了" })
    }

    @Test(
        "C06: UTF-16 and GB18030 are read by what the document declares",
        arguments: ["UTF-16LE", "UTF-16BE", "GB18030"])
    func encodings(charset: String) throws {
        var order = try ublFullOrder()
        order.evidence = []
        let text = String(decoding: ublText(order), as: UTF8.self)
        let declared = charset.hasPrefix("UTF-16") ? "UTF-16" : charset
        let bytes = try encodeText(
            text.replacing("encoding=\"UTF-8\"", with: "encoding=\"\(declared)\""), as: charset)
        let file = UBLReader.read(bytes)
        #expect(file.allFindings.isEmpty)
        #expect(file.charset == charset)
        #expect(file.onlyOrder?.withoutPlaces == order)
    }

    @Test("places are those of the text, also behind Chinese text on one line and in tags over several lines")
    func places() throws {
        let file = readUBL(
            """
            <Order \(ublNamespaces)><cbc:ID>订单一</cbc:ID><cbc:IssueDate a="北京">32.13.</cbc:IssueDate>
            <cbc:Note>好</cbc:Note> <cac:OrderLine
               ><cac:LineItem
              ><cbc:ID>1</cbc:ID><cbc:Quantity
              unitCode="C62">twelve</cbc:Quantity></cac:LineItem></cac:OrderLine></Order>
            """)
        #expect(file.refused.first?.customerReference == "订单一")
        let date = try #require(file.finding(.valueNotADate))
        let start = "<Order \(ublNamespaces)><cbc:ID>订单一</cbc:ID>".unicodeScalars.count
        #expect(date.place == Place(line: 1, column: start + 1, path: "/Order/cbc:IssueDate", field: "IssueDate"))
        let quantity = try #require(file.finding(.valueNotANumber))
        #expect(
            quantity.place
                == Place(
                    line: 4, column: 22, path: "/Order/cac:OrderLine[1]/cac:LineItem/cbc:Quantity", field: "Quantity"))
        #expect(quantity.value == "twelve")
    }

    @Test("text over the borders of the reader's chunks arrives whole")
    func chunks() throws {
        let line = "行号与说明 > \"and\" 'so' <!-- a --> on &amp; on "
        let note = String(repeating: line, count: 200)
        for padding in 65_000..<65_012 {
            let pad = "<!--" + String(repeating: "x", count: padding - 600) + "-->"
            let file = readUBL(
                ublOrderText(
                    head: "\(pad)<cbc:ID>PO-1</cbc:ID><cbc:Note a='x > y'>\(note)</cbc:Note><cbc:Note>行</cbc:Note>"))
            let expected = String(repeating: "行号与说明 > \"and\" 'so'  on & on ", count: 200).dropLast()
            #expect(file.onlyOrder?.note == expected + "\n行")
        }
    }

    @Test(
        "F01: a request for quotation of UBL, valid by the official schema, asks for prices",
        .enabled(if: hasOfficialUBL, officialUBLMissing))
    func F01_requestForQuotation_isRead() throws {
        let text = """
            <RequestForQuotation xmlns="\(UBL.namespace(of: "RequestForQuotation"))" xmlns:cac="\(UBL.aggregates)" \
            xmlns:cbc="\(UBL.basics)">
              <cbc:ID>RFQ-1</cbc:ID><cbc:IssueDate>2026-11-20</cbc:IssueDate><cbc:IssueTime>09:00:00</cbc:IssueTime>
              <cbc:SubmissionDueDate>2026-11-30</cbc:SubmissionDueDate><cbc:Note>for next year</cbc:Note>
              <cbc:PricingCurrencyCode>EUR</cbc:PricingCurrencyCode>
              <cac:SellerSupplierParty><cac:Party><cac:PartyName><cbc:Name>We</cbc:Name></cac:PartyName></cac:Party>
              </cac:SellerSupplierParty>
              <cac:BuyerCustomerParty><cac:Party><cac:PartyName><cbc:Name>Acme</cbc:Name></cac:PartyName>
                <cac:Contact><cbc:ElectronicMail>a@acme.example</cbc:ElectronicMail></cac:Contact></cac:Party>
              </cac:BuyerCustomerParty>
              <cac:RequestForQuotationLine><cbc:ID>1</cbc:ID><cac:LineItem><cbc:ID>1</cbc:ID>
                <cbc:Quantity unitCode="C62">500</cbc:Quantity>
                <cac:Item><cac:SellersItemIdentification><cbc:ID>W-100</cbc:ID></cac:SellersItemIdentification></cac:Item>
              </cac:LineItem></cac:RequestForQuotationLine>
            </RequestForQuotation>
            """
        let bytes = Array(text.utf8)
        #expect(try officialSchema("RequestForQuotation").validate(bytes) == [])
        let file = UBLReader.read(bytes)
        guard case .order(let order)? = file.documents.first?.document else {
            Issue.record("\(file)")
            return
        }
        #expect(order.isQuotation && order.customerReference == "RFQ-1" && order.currency == "EUR")
        #expect(order.purpose == .original && order.note == "for next year" && order.contact.email == "a@acme.example")
        #expect(order.lines.map(\.sellerCode) == ["W-100"] && order.lines.first?.quantity == ExactDecimal(500))
        #expect(order.lines.first?.unitPrice == nil)
        #expect(file.documents.first?.findings == [] && file.findings == [])
    }
}
