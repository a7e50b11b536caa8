// Written UBL: valid by the official schemas, with the codes and values that the other side looks for.

import ExactDecimals
import OrderModel
import TestKit
import Testing

@testable import OrderFormats

/// Documents to write, normal and awkward.
struct UBLDocuments {
    let seller = Party(
        identifiers: [Identifier(scheme: "0088", value: "7300010000002")], name: "Docket Trading",
        address: PostalAddress(street: "Quay 1", city: "Ghent", postalCode: "9000", country: "BE"),
        contact: Contact(name: "Sales", phone: "+32 9 555 01 00", email: "sales@docket.example"))
    let buyer = Party(identifiers: [Identifier(value: "ACME")], name: "阿克米贸易有限公司")
    let address = PostalAddress(
        name: "三号仓库", street: "Harbour Road 5 <rear & left>", city: "宁波", postalCode: "315000", region: "Zhejiang",
        country: "CN")
    let noon = Instant(date: CalendarDate(daysSinceEpoch: 20_000), secondOfDay: 43_200)
    let date = CalendarDate(daysSinceEpoch: 20_000)
    let findings = [
        Finding(
            .warning, .deliveryDatePast, "the date has passed: 'x' < \u{1} & \u{FFFF}",
            at: Place(line: 3, column: 4, path: "/Order/cac:Delivery"), value: "2001-01-01", hint: "give a later date"),
        Finding(.error, .fileTooLarge, "太大了"),
    ]

    func receipt(_ entries: [Receipt.Entry], _ outcome: Receipt.Outcome = .taken, anonymous: Bool = false) -> Receipt {
        Receipt(
            intake: "20261122-0001", fileName: "po \\xFF 订单.xml", sha256: String(repeating: "0a", count: 32),
            receivedAt: noon, outcome: outcome, entries: entries, findings: outcome == .refused ? findings : [],
            repeatOf: outcome == .repeated ? "20261121-0009" : nil, seller: anonymous ? Party() : seller,
            buyer: anonymous ? Party() : buyer)
    }

    func entry(_ outcome: Receipt.Entry.Outcome, kind: IncomingDocument.Kind = .order) -> Receipt.Entry {
        Receipt.Entry(
            outcome: outcome, kind: kind, customerReference: "PO-1", orderNumber: "SO-2026-000017", findings: findings,
            summary: kind == .order ? nil : "25 products")
    }

    func confirmation(_ decision: OrderConfirmation.Decision, anonymous: Bool = false) throws -> OrderConfirmation {
        let accepted = OrderConfirmation.Line(
            lineID: "1", product: "BOLT-M8", buyerCode: "A-1", gtin: "4000001000005", name: "Bolt 螺栓",
            specification: "A2", orderedQuantity: ExactDecimal(12),
            confirmedQuantity: ExactDecimal(12), unit: "C62", unitPrice: exact("1.25"), amount: ExactDecimal(15),
            promisedDate: date, status: .accepted)
        let partial = OrderConfirmation.Line(
            lineID: "2", product: "NUT-M8", name: "Nut", orderedQuantity: ExactDecimal(10),
            confirmedQuantity: ExactDecimal(6), backorderedQuantity: ExactDecimal(4), unit: "C62",
            unitPrice: exact("0.333333"), amount: exact("2.00"), promisedDate: date, status: .changed,
            note: "四个以后发")
        let refused = OrderConfirmation.Line(
            lineID: "3", product: "", name: "", orderedQuantity: ExactDecimal(1), confirmedQuantity: .zero, unit: "",
            status: .refused)
        return OrderConfirmation(
            orderNumber: "SO-2026-000017", customerReference: "PO-1", decision: decision, issuedAt: noon,
            issueDate: date,
            currency: anonymous ? nil : "CNY", total: decision == .acceptedWithChange ? exact("17.00") : exact("15.00"),
            lines: decision == .acceptedWithChange ? [accepted, partial, refused] : [accepted],
            terms: anonymous ? [] : ["express surcharge 5 %"], reason: decision == .accepted ? nil : "short of stock",
            transportMode: anonymous ? nil : "3", deliverTo: anonymous ? PostalAddress() : address,
            seller: anonymous ? Party() : seller, buyer: anonymous ? Party() : buyer)
    }

    func query() -> CustomerQuery {
        CustomerQuery(
            orderNumber: "SO-2026-000017", customerReference: "PO-1", issuedAt: noon,
            answerBy: noon.adding(seconds: 86_400),
            questions: [
                Question(code: "price-missing", text: "Which price was agreed?", lineID: "2"),
                Question(code: "address-incomplete", text: "送到哪里?"),
                Question(code: "unit-unknown", text: "What is a 'Kiste'?", place: Place(line: 9, path: "/Order/x")),
            ], possibleAnswers: [.shipPart, .wait, .cancel], howToAnswer: "Drop a customer-answer file.",
            seller: seller,
            buyer: buyer)
    }

    func notice(anonymous: Bool = false) -> ShippingNotice {
        ShippingNotice(
            shipment: "SH-17-1", orderNumber: "SO-2026-000017", customerReference: "PO-1", issuedAt: noon,
            issueDate: date,
            dispatchedOn: date, carrier: anonymous ? nil : "Globex 物流", trackingNumber: anonymous ? nil : "TRK-0042",
            packages: anonymous ? nil : 3,
            lines: [
                ShippingNotice.Line(
                    lineID: "1", product: "BOLT-M8", name: "Bolt", quantity: ExactDecimal(8),
                    outstandingQuantity: ExactDecimal(4), unit: "C62", lots: anonymous ? [] : ["L-1", "批号2"])
            ], deliverTo: anonymous ? PostalAddress() : address, seller: anonymous ? Party() : seller,
            buyer: anonymous ? Party() : buyer)
    }
}

@Suite("written UBL")
struct UBLWritingTests {
    let documents = UBLDocuments()

    private func write(_ content: DocumentContent) throws -> String {
        String(decoding: try UBLWriter.write(content), as: UTF8.self)
    }

    private func expectValid(_ contents: [DocumentContent], _ document: String) throws {
        let schema = try officialSchema(document)
        for content in contents {
            let bytes = try UBLWriter.write(content)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains("<\(document) "), "\(text)")
            #expect(schema.validate(bytes) == [], "\(text)")
            #expect(!text.contains("/>") && !text.contains("></"), "UBL has no empty elements")
        }
    }

    @Test(
        "F09: a surcharge is an AllowanceCharge, with its part, its base, and the total to pay; F11: with the payment",
        .enabled(if: hasOfficialUBL, officialUBLMissing))
    func F09_surcharge_isAllowanceCharge() throws {
        var charged = try documents.confirmation(.accepted)
        charged.charges = [
            OrderCharge(reason: "small order", percent: ExactDecimal(5), amount: exact("0.75")),
            OrderCharge(reason: "packing", amount: exact("2.00")),
        ]
        charged.paymentMeans = "cheque"
        charged.paymentTerms = "30 days net"
        try expectValid([.confirmation(charged)], "OrderResponse")
        let text = try write(.confirmation(charged))
        for part in [
            "<cbc:ChargeIndicator>true<", "<cbc:AllowanceChargeReason>small order<",
            "<cbc:MultiplierFactorNumeric>0.05<", ">0.75</cbc:Amount>", ">15</cbc:BaseAmount>",
            ">2.75</cbc:ChargeTotalAmount>", ">17.75</cbc:PayableAmount>", "<cbc:InstructionNote>cheque<",
            "<cbc:Note>30 days net<",
        ] { #expect(text.contains(part), "\(part) in \(text)") }
        charged.paymentMeans = "30"
        #expect(try write(.confirmation(charged)).contains("<cbc:PaymentMeansCode>30<"))
    }

    @Test(
        "F01: our quotation is valid by the official schema, and names its number, its price and its last day",
        .enabled(if: hasOfficialUBL, officialUBLMissing))
    func F01_quotation_isValid() throws {
        let bare = Quotation(
            number: "QU-2026-000005", customerReference: "RFQ-19", decision: .quoted, issuedAt: documents.noon,
            issueDate: documents.date, currency: "CNY", total: exact("1.25"),
            lines: [
                Quotation.Line(
                    lineID: "1", product: "BOLT-M8", name: "Bolt 螺栓", quantity: ExactDecimal(1), unit: "C62",
                    unitPrice: exact("1.25"), amount: exact("1.25"))
            ], deliverTo: PostalAddress(), seller: Party(), buyer: Party())
        try expectValid([.quotation(Documents.quotation), .quotation(bare)], "Quotation")
        try expectValid([.quotation(Documents.refusedQuotation)], "ApplicationResponse")
        let text = try write(.quotation(Documents.quotation))
        for part in [
            "<cbc:ID>QU-2026-000003</cbc:ID>", ">2.5</cbc:PriceAmount>", "<cbc:EndDate>", "<cbc:ID>RFQ-17</cbc:ID>",
            "<cbc:SpecialTerms>Payment: 30 days net</cbc:SpecialTerms>",
        ] { #expect(text.contains(part), "\(part) in \(text)") }
        #expect(try write(.quotation(Documents.refusedQuotation)).contains(">RE<"))
    }

    @Test("I01: every order response is valid by the official schema", .enabled(if: hasOfficialUBL, officialUBLMissing))
    func orderResponses() throws {
        let entries: [Receipt.Entry.Outcome] = [.registered, .questioned, .repeated]
        var contents = entries.map { DocumentContent.receipt(documents.receipt([documents.entry($0)])) }
        contents.append(.receipt(documents.receipt([documents.entry(.repeated)], .repeated, anonymous: true)))
        let nameless = Receipt.Entry(outcome: .registered, kind: .order)
        contents.append(.receipt(documents.receipt([nameless], anonymous: true)))
        for decision in [OrderConfirmation.Decision.accepted, .acceptedWithChange, .rejected] {
            contents.append(.confirmation(try documents.confirmation(decision)))
            contents.append(.confirmation(try documents.confirmation(decision, anonymous: true)))
        }
        var byTruck = try documents.confirmation(.accepted)
        byTruck.transportMode = "truck, 卡车"
        contents.append(.confirmation(byTruck))
        try expectValid(contents, "OrderResponse")
    }

    @Test(
        "B11: every application response is valid by the official schema",
        .enabled(if: hasOfficialUBL, officialUBLMissing))
    func applicationResponses() throws {
        let all: [Receipt.Entry.Outcome] = [.registered, .questioned, .repeated, .referred, .refused, .accepted]
        try expectValid(
            [
                .receipt(documents.receipt(all.map { documents.entry($0) }, .partlyTaken)),
                .receipt(documents.receipt([documents.entry(.refused)], .refused)),
                .receipt(documents.receipt([documents.entry(.accepted, kind: .products)])),
                .receipt(documents.receipt([], .refused, anonymous: true)),
                .receipt(documents.receipt([], .repeated)), .query(documents.query()),
            ], "ApplicationResponse")
    }

    @Test(
        "O10: every shipping notice is valid by the official schema", .enabled(if: hasOfficialUBL, officialUBLMissing))
    func despatchAdvices() throws {
        try expectValid(
            [.shippingNotice(documents.notice()), .shippingNotice(documents.notice(anonymous: true))], "DespatchAdvice")
    }

    @Test("I01: the receipt of an order is an AB with both numbers and the findings, and no lines")
    func receipt() throws {
        let text = try write(.receipt(documents.receipt([documents.entry(.registered)])))
        #expect(text.contains("<cbc:OrderResponseCode listID=\"UNCL4343\">AB</cbc:OrderResponseCode>"))
        #expect(text.contains("<cbc:ID>PO-1</cbc:ID>\n    <cbc:SalesOrderID>SO-2026-000017</cbc:SalesOrderID>"))
        #expect(text.contains("[delivery-date-past] at line 3, column 4, /Order/cac:Delivery"))
        #expect(text.contains("&lt; \u{FFFD} &amp; \u{FFFD}"))
        #expect(!text.contains("OrderLine>"))
    }

    @Test(
        "J05: the answer to a change refers to it, as UBL 2.3; every other answer is valid as 2.1 and as 2.3",
        .enabled(if: hasOfficialUBL23, officialUBL23Missing))
    func answerToChange() throws {
        let schema = try officialSchema("OrderResponse", "2.3")
        for decision in [OrderConfirmation.Decision.accepted, .acceptedWithChange, .rejected] {
            var confirmation = try documents.confirmation(decision)
            #expect(schema.validate(try UBLWriter.write(.confirmation(confirmation))) == [])
            confirmation.changeNumber = "2"
            confirmation.orderDate = documents.date
            let bytes = try UBLWriter.write(.confirmation(confirmation))
            #expect(schema.validate(bytes) == [])
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains("<cbc:UBLVersionID>2.3</cbc:UBLVersionID>"))
            #expect(text.contains("<cac:OrderChangeDocumentReference>\n    <cbc:ID>2</cbc:ID>"))
            #expect(text.contains("<cbc:IssueDate>2024-10-04</cbc:IssueDate>\n  </cac:OrderReference>"))
        }
        let receipt = try UBLWriter.write(.receipt(documents.receipt([documents.entry(.registered)])))
        #expect(schema.validate(receipt) == [])
    }

    @Test("I02: a line carries the customer's own number and the GTIN back")
    func itemNumbers() throws {
        let text = try write(.confirmation(try documents.confirmation(.accepted)))
        #expect(text.contains("<cac:BuyersItemIdentification>\n          <cbc:ID>A-1</cbc:ID>"))
        #expect(text.contains("<cbc:ID schemeID=\"0160\">4000001000005</cbc:ID>"))
    }

    @Test("what we write is held to the rules for what we read: a total that is not that of the lines does not go out")
    func outputCheck() throws {
        var wrong = try documents.confirmation(.accepted)
        wrong.total = exact("15.01")
        let error = #expect(throws: FormatError.self) { try UBLWriter.write(.confirmation(wrong)) }
        #expect(error?.description.contains("15.01") == true)
        let lacking = UBLWriter.document("OrderResponse") { $0.element("cbc:ID", "1") }
        #expect(throws: FormatError.self) { try UBLOutputCheck.check(lacking, name: "confirmation") }
        #expect(throws: FormatError.self) { try UBLOutputCheck.check(Array("<Order>".utf8), name: "order") }
    }

    @Test("I02, I05: a confirmation has the numbers, the lines and the day on which the goods leave")
    func confirmation() throws {
        let text = try write(.confirmation(try documents.confirmation(.acceptedWithChange)))
        for expected in [
            ">CA<", "<cbc:Note>short of stock</cbc:Note>", "<cbc:Note>express surcharge 5 %</cbc:Note>",
            "<cbc:LineStatusCode listID=\"UNCL1229\">5</cbc:LineStatusCode>", ">3</cbc:LineStatusCode>",
            ">7</cbc:LineStatusCode>", "<cbc:Quantity unitCode=\"C62\">6</cbc:Quantity>",
            "<cbc:MaximumBackorderQuantity unitCode=\"C62\">4</cbc:MaximumBackorderQuantity>",
            "<cbc:PriceAmount currencyID=\"CNY\">0.333333</cbc:PriceAmount>",
            "<cac:PromisedDeliveryPeriod>", "<cbc:StartDate>2024-10-04</cbc:StartDate>",
            "<cbc:EstimatedDespatchDate>2024-10-04</cbc:EstimatedDespatchDate>",
        ] { #expect(text.contains(expected), "\(expected)") }
        #expect(try write(.confirmation(try documents.confirmation(.accepted))).contains(">AP<"))
        let rejected = try write(.confirmation(try documents.confirmation(.rejected)))
        #expect(
            rejected.contains(">RE<") && rejected.contains("short of stock") && !rejected.contains("<cac:OrderLine>"))
    }

    @Test("B13: a query asks each question with its line, and says how and until when to answer")
    func query() throws {
        let text = try write(.query(documents.query()))
        for expected in [
            ">UQ<", "<cbc:LineID>2</cbc:LineID>", "Which price was agreed?", "[address-incomplete] 送到哪里?",
            "Drop a customer-answer file.", "ship-part, wait, cancel", "Please answer by 2024-10-05T12:00:00Z",
        ] { #expect(text.contains(expected), "\(expected)") }
    }

    @Test("O10: the tracking number, the carrier, the lots and what is outstanding stand in the shipping notice")
    func shippingNotice() throws {
        let text = try write(.shippingNotice(documents.notice()))
        for expected in [
            "<cbc:TrackingID>TRK-0042</cbc:TrackingID>", "<cbc:Name>Globex 物流</cbc:Name>",
            "<cbc:LotNumberID>批号2</cbc:LotNumberID>",
            "<cbc:OutstandingQuantity unitCode=\"C62\">4</cbc:OutstandingQuantity>",
            "<cbc:ActualDespatchDate>2024-10-04</cbc:ActualDespatchDate>",
        ] { #expect(text.contains(expected), "\(expected)") }
    }

    @Test("documents of our own departments, and a notice without lines, are refused with the reason")
    func notWritable() {
        let plan = AllocationPlan(orderNumber: "SO-1", at: documents.noon, reservations: [], shortages: [])
        #expect(throws: FormatError.notWritableAs(document: "allocation-plan", format: .ubl)) {
            try UBLWriter.write(.allocationPlan(plan))
        }
        var empty = documents.notice()
        empty.lines = []
        #expect(throws: FormatError.self) { try UBLWriter.write(.shippingNotice(empty)) }
    }

    @Test("text comes back from our own documents as it went in")
    func escaping() throws {
        let awkward = " <a href=\"x\">&amp;\t]]> \r\n 中文 🙂 'q' "
        var writer = XMLWriter()
        writer.group("Order", ("xmlns", UBL.namespace(of: "Order")), ("xmlns:cbc", UBL.basics)) {
            $0.element("cbc:Note", awkward, ("name", awkward))
        }
        final class Listener: XMLDocumentHandler {
            var attribute: String?
            var text: String?
            func meet(_ element: XMLStart) -> XMLReader.Step { .read }
            func wants(_ name: XMLName, line: Int, column: Int, at address: XMLAddress) -> Bool { true }
            func take(_ child: XMLElement, at address: XMLAddress) {
                attribute = child.attribute(UBLName.nameAttribute.rawValue)
                text = child.text
            }
            func endDocument() {}
            func isRepeating(_ code: UInt16) -> Bool { false }
        }
        let listener = Listener()
        let reader = XMLReader(UBL.vocabulary, limits: .standard, handler: listener)
        reader.push(writer.document[...])
        reader.finish()
        #expect(reader.findings.isEmpty)
        #expect(listener.attribute == awkward)
        #expect(listener.text.map { TextChecks.trimmed($0) } == TextChecks.trimmed(awkward))
    }
}
