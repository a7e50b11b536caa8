// Orders out of CSV files.

import ExactDecimals
import OrderFormats
import OrderModel
import Testing

@Suite("Orders in CSV")
struct CSVOrderTests {
    @Test("B01 C02: one row per line, grouped by order number, rows of an order need not stand together")
    func grouping() {
        let file = read(
            """
            order,product,name,quantity,unit,price,ship_to_street,ship_to_city
            PO-1,W-100,Bolt,120,C62,2.50,Hafenstr. 12,Hamburg
            PO-2,W-200,Nut,5,C62,0.10,Kai 1,Bremen
            PO-1,W-300,Washer,7,C62,0.01,,

            """)
        #expect(file.orders.map(\.customerReference) == ["PO-1", "PO-2"])
        #expect(file.orders.first?.lines.map(\.sellerCode) == ["W-100", "W-300"])
        #expect(file.orders.first?.lines.map(\.id) == ["1", "2"])
        #expect(file.orders.first?.lines.first?.unitPrice == decimal("2.5"))
        #expect(file.orders.first?.lines.map { $0.place?.line } == [2, 4])
        #expect(file.orders.first?.deliverTo.city == "Hamburg")
        #expect(file.allFindings.isEmpty)
        #expect(file.format == .csv)
    }

    @Test("A01 A02 A06 C03 C04 C06 C07 C08: every field of the register is read from its column")
    func allColumns() throws {
        let table = CSVTable.orders
        let header = table.columns.map(\.name).joined(separator: ",")
        let row = table.columns.map { "\"\($0.example)\"" }.joined(separator: ",")
        let file = read(header + "\n" + row + "\n")
        #expect(file.allFindings.isEmpty)
        let order = try #require(file.orders.first)
        #expect(order.customerReference == "PO-4711")
        #expect(order.documentType == .purchaseOrder)
        #expect(order.form == .electronic)
        #expect(order.orderClass == .sales)
        #expect(order.urgency == .urgent)
        #expect(order.issueDate == CalendarDate("2026-11-20"))
        #expect(order.buyer.identifiers == [Identifier(scheme: "GLN", value: "4012345000009")])
        #expect(order.buyer.name == "Acme Trading GmbH")
        #expect(order.contact == Contact(name: "Li Na", phone: "+49 30 1234567", email: "li.na@acme.example"))
        #expect(order.deliverTo.isComplete)
        #expect(order.requestedDeliveryDate == CalendarDate("2026-12-04"))
        #expect(order.paymentMeans == "bank transfer")
        #expect(order.statedTotal == decimal("250"))
        let line = try #require(order.lines.first)
        #expect(line.id == "10")
        #expect(line.buyerCode == "A-1")
        #expect(line.gtin == "4012345678901")
        #expect(line.specification == "M8 × 40, galvanised")
        #expect(line.priceBaseQuantity == decimal("100"))
        #expect(line.lineAmount == decimal("300"))
        #expect(line.requestedDeliveryDate == CalendarDate("2026-12-11"))
        #expect(line.packing == "cartons of 12")
    }

    @Test("B05 C15: a fax order bears who signed it, or whose stamp it has, and counts as paper (A02)")
    func fax() throws {
        let fax = Sender.partner(id: "acme", channel: .fax)
        let signed = read("order,product,quantity,signed_by,signed_on\nPO-1,W-1,1,H. Meyer,2026-11-20\n", from: fax)
        #expect(
            signed.orders.first?.attestation
                == Attestation(kind: .signature, by: "H. Meyer", date: CalendarDate("2026-11-20")))
        #expect(signed.orders.first?.form == .paper)
        let stamped = read("order,product,quantity,stamped_by\nPO-1,W-1,1,Acme\n", from: fax)
        #expect(stamped.orders.first?.attestation == Attestation(kind: .stamp, by: "Acme"))
        let neither = read("order,product,quantity,signed_on\nPO-1,W-1,1,2026-11-20\n", from: fax)
        #expect(neither.orders.first?.attestation == nil)
        #expect(neither.codes == [.valueMissing])
    }

    @Test("B06 C16: an e-mail order names the mail that proves it")
    func email() {
        let digest = String(repeating: "AB", count: 32)
        let file = read(
            "order,product,quantity,email_evidence,email_evidence_sha256\nPO-1,W-1,1,mail.eml,\(digest)\n",
            from: .partner(id: "acme", channel: .email))
        #expect(
            file.orders.first?.evidence == [Evidence(kind: .email, name: "mail.eml", sha256: digest.lowercased())])
    }

    @Test("B07: a telephone order carries its record: who wrote it down, who confirmed it")
    func phone() {
        let file = read(
            "order,product,quantity,recorded_by,confirmed_by\nPO-1,W-1,1,Zhang Wei,\n",
            from: .partner(id: "acme", channel: .phone))
        #expect(file.orders.first?.verbalRecord == VerbalRecord(recordedBy: "Zhang Wei"))
        #expect(file.orders.first?.form == .paper)
    }

    @Test("Chinese headers and words are understood")
    func chinese() throws {
        let file = read(
            """
            订单号,订单日期,订单类别,紧急程度,客户名称,联系人,联系电话,收货地址,城市,产品编号,产品名称,规格,数量,单位,单价,币种,备注
            采购-001,2026年11月5日,售后服务,加急,顶点公司,李娜,13800000000,海港路12号,上海,W-100,六角螺栓,M8×40,120,C62,2.50,cny,请先电话联系

            """)
        #expect(file.allFindings.isEmpty)
        let order = try #require(file.orders.first)
        #expect(order.customerReference == "采购-001")
        #expect(order.issueDate == CalendarDate("2026-11-05"))
        #expect(order.orderClass == .afterSales)
        #expect(order.urgency == .urgent)
        #expect(order.buyer.name == "顶点公司")
        #expect(order.currency == "CNY")
        #expect(order.lines.first?.name == "六角螺栓")
        #expect(order.lines.first?.specification == "M8×40")
    }

    @Test("Rows of one order that contradict each other refuse that order and not the others")
    func contradiction() throws {
        let file = read(
            """
            order,currency,order_total,product,quantity
            PO-1,EUR,100,W-1,1
            PO-1,USD,100.00,W-2,1
            PO-2,EUR,,W-1,1

            """)
        #expect(file.orders.map(\.customerReference) == ["PO-2"])
        #expect(file.refused.map(\.customerReference) == ["PO-1"])
        #expect(file.refused.first?.kind == .order)
        let finding = try #require(file.first(.csvOrderFieldsDiffer))
        #expect(finding.place == Place(line: 3, column: 6, field: "currency"))
        #expect(finding.value == "USD")
        #expect(file.codes == [.csvOrderFieldsDiffer])
    }

    @Test("A bad value refuses its order with line, column and header name; all findings come at once")
    func badValues() throws {
        let file = read(
            """
            Bestellung;Artikel;Menge;Preis;Termin
            PO-1;W-1;zehn;1,5;2026-02-30
            PO-2;W-1;10;0,25;04.12.2026

            """,
            profile: acmeProfile(
                csv: CSVMapping(
                    columns: [
                        "order": "Bestellung", "product": "Artikel", "quantity": "Menge", "price": "Preis",
                        "delivery_date": "Termin",
                    ], usesDecimalComma: true, dateFormat: "DD.MM.YYYY")))
        #expect(file.orders.map(\.customerReference) == ["PO-2"])
        #expect(file.orders.first?.requestedDeliveryDate == CalendarDate("2026-12-04"))
        #expect(file.orders.first?.lines.first?.unitPrice == decimal("0.25"))
        #expect(Set(file.codes) == [.valueNotANumber, .valueNotADate])
        #expect(file.first(.valueNotANumber)?.place == Place(line: 2, column: 10, field: "Menge"))
        #expect(file.first(.valueNotANumber)?.value == "zehn")
        #expect(file.first(.valueNotADate)?.place == Place(line: 2, column: 19, field: "Termin"))
    }

    @Test("A row without an order number is refused by itself")
    func missingNumber() {
        let file = read("order,product,quantity\n,W-1,1\nPO-1,W-1,1\n,W-2,1\n")
        #expect(file.orders.map(\.customerReference) == ["PO-1"])
        #expect(file.refused.count == 1)
        #expect(file.refused.first?.customerReference == nil)
        #expect(file.codes == [.orderNumberMissing, .orderNumberMissing])
        #expect(file.allFindings.map { $0.place?.line } == [2, 4])
    }

    @Test("A number that a spreadsheet has cut short is recognised in codes and in quantities")
    func scientific() {
        let file = read("order,product,gtin,quantity\n1.23457E+12,W-1,,1\nPO-2,W-1,4.01235E+12,1\nPO-3,W-1,,1.5E+03\n")
        #expect(file.orders.isEmpty)
        #expect(file.refused.count == 3)
        #expect(file.allFindings.allSatisfy { $0.hint?.contains("spreadsheet") == true })
    }

    @Test("A GTIN that lost its leading zeros is a warning, and the order is taken")
    func gtin() {
        let file = read("order,gtin,quantity\nPO-1,12345678901,1\n")
        #expect(file.orders.count == 1)
        #expect(file.codes == [.valueOutOfRange])
        #expect(file.allFindings.worst == .warning)
    }

    @Test("The partner's words for units become codes, in every format")
    func units() {
        let profile = acmeProfile(units: ["Karton": "CT", "箱": "CT"])
        let csv = read(
            "order,product,quantity,unit\nPO-1,W-1,1,karton\nPO-1,W-1,1,箱\nPO-1,W-1,1,KGM\n", profile: profile)
        #expect(csv.orders.first?.lines.map(\.unit) == ["CT", "CT", "KGM"])
        let json = read(
            #"{"document":"order","customerReference":"PO-1","lines":[{"quantity":1,"unit":"KARTON"}]}"#,
            profile: profile)
        #expect(json.orders.first?.lines.map(\.unit) == ["CT"])
    }

    @Test("Constants of the profile fill columns that the partner never sends")
    func constants() {
        let profile = acmeProfile(csv: CSVMapping(constants: ["currency": "EUR", "unit": "C62", "price_base": "100"]))
        let file = read("order,product,quantity\nPO-1,W-1,1\n", profile: profile)
        #expect(file.orders.first?.currency == "EUR")
        #expect(file.orders.first?.lines.first?.unit == "C62")
        #expect(file.orders.first?.lines.first?.priceBaseQuantity == decimal("100"))
    }

    @Test("An order of 5,000 lines is read; one with more lines than the limit is refused, once")
    func manyLines() {
        let rows = (1...5000).map { "PO-1,W-\($0),1\n" }.joined()
        #expect(read("order,product,quantity\n" + rows).orders.first?.lines.count == 5000)
        var limits = FormatLimits()
        limits.linesPerOrder = 4999
        let file = read("order,product,quantity\nPO-2,W-1,1\n" + rows, limits: limits)
        #expect(file.orders.map(\.customerReference) == ["PO-2"])
        #expect(file.codes == [.tooManyLines])
    }

    @Test("More documents than the limit: nothing is taken, and the finding says so")
    func manyDocuments() {
        var limits = FormatLimits()
        limits.documentsPerFile = 3
        let file = read("order,product,quantity\n" + (1...4).map { "PO-\($0),W,1\n" }.joined(), limits: limits)
        #expect(file.documents.isEmpty)
        #expect(file.codes == [.tooManyDocuments])
    }

    @Test("More findings than the limit: the rest is counted, and no order is refused without a reason")
    func manyFindings() {
        var limits = FormatLimits()
        limits.findingsPerFile = 10
        let file = read("order,product,quantity\n" + (1...50).map { "PO-\($0),W,x\n" }.joined(), limits: limits)
        #expect(file.refused.count == 50)
        #expect(file.refused.allSatisfy { $0.findings.hasErrors })
        #expect(file.first(.tooManyFindings)?.message.contains("40") == true)
    }
}
