// Orders written as CSV: our own reader reads the same orders.

import ExactDecimals
import OrderFormats
import OrderModel
import SeededNumbers
import Testing

@Suite("Orders written as CSV")
struct CSVWritingTests {
    private func write(_ orders: [PurchaseOrder], csv: CSVMapping = CSVMapping()) throws -> WrittenOrders {
        let context = WritingContext(profile: acmeProfile(csv: csv), now: Documents.at) { _ in 1 }
        return try OrderWriter.write(orders, as: .csv, context)
    }

    /// Where something stands in a file is no part of what it says.
    private func withoutPlaces(_ order: PurchaseOrder) -> PurchaseOrder {
        var order = order
        order.place = nil
        for index in order.lines.indices { order.lines[index].place = nil }
        return order
    }

    private func readBack(_ written: WrittenOrders, csv: CSVMapping = CSVMapping()) -> ReadFile {
        FileReader.read(written.bytes, sender: acme, profile: acmeProfile(csv: csv))
    }

    @Test("Every field comes back but those that are reported")
    func allFields() throws {
        var order = Documents.order
        order.quotation = "QU-2026-000003"
        order.changeNumber = "2"
        order.changeReason = "earlier"
        order.expectedImpact = "one week"
        order.lines[0].change = .change
        let written = try write([order])
        #expect(
            written.findings.map { $0.place?.field } == ["buyer.address", "buyer.contact", "evidence.text"])
        #expect(written.findings.allSatisfy { $0.code == .fieldNotCarried })
        let file = readBack(written)
        #expect(file.allFindings.isEmpty)
        var expected = order
        expected.buyer.address = nil
        expected.buyer.contact = nil
        expected.evidence[0].text = nil
        #expect(file.orders.map(withoutPlaces) == [withoutPlaces(expected)])
    }

    @Test(
        "In every dialect, with the partner's own column names and its closing row",
        arguments: [
            CSVMapping(), CSVMapping(delimiter: "|"), CSVMapping(delimiter: "\t", dateFormat: "YYYYMMDD"),
            CSVMapping(
                columns: ["order": "Bestellung", "quantity": "Menge", "price": "Preis"], usesDecimalComma: true,
                dateFormat: "DD.MM.YYYY", trailer: CSVTrailer(word: "ENDE", countColumn: 3)),
        ])
    func randomOrders(_ csv: CSVMapping) throws {
        var generator = SeededRandom(seed: 7)
        for _ in 0..<40 {
            let orders = (1...4).map { CSVWritingTests.randomOrder($0, &generator) }
            let written = try write(orders, csv: csv)
            #expect(written.findings.isEmpty)
            let file = readBack(written, csv: csv)
            #expect(file.allFindings.isEmpty)
            #expect(file.orders.map(withoutPlaces) == orders)
        }
    }

    private static let texts = [
        "plain", "=SUM(A1)", "+49 30 1234567", "-x", "@home", "'quoted", "'=1", "''+1", "10\" pipe", "a,b;c|d",
        "two\nlines",
        "CR\r\nLF", "六角螺栓", "-5", "#5", "=\"0\"", "tab\tinside", "Müller", "\"", "=",
    ]

    private static func randomOrder(_ number: Int, _ generator: inout SeededRandom) -> PurchaseOrder {
        func text() -> String? {
            Bool.random(using: &generator) ? texts.randomElement(using: &generator) : nil
        }
        func code() -> String? {
            Bool.random(using: &generator)
                ? ["W-1", "=W", "0012", "-7", "'x", "编号"].randomElement(using: &generator) : nil
        }
        func amount() -> ExactDecimal? {
            guard Bool.random(using: &generator) else { return nil }
            let scale = Int.random(in: 0...6, using: &generator)
            return try? ExactDecimal(
                significand: Int128(Int.random(in: -99_999...9_999_999, using: &generator)), scale: scale)
        }
        func date() -> CalendarDate? {
            Bool.random(using: &generator)
                ? CalendarDate(daysSinceEpoch: Int.random(in: 0...40_000, using: &generator)) : nil
        }
        var order = PurchaseOrder(customerReference: "=PO \(number)")
        order.documentType = OrderDocumentType.allCases.randomElement(using: &generator) ?? .purchaseOrder
        order.form = OrderForm.allCases.randomElement(using: &generator) ?? .paper
        order.orderClass = OrderClass.allCases.randomElement(using: &generator) ?? .sales
        order.urgency = OrderUrgency.allCases.randomElement(using: &generator) ?? .urgent
        order.purpose = OrderPurpose.allCases.randomElement(using: &generator) ?? .copy
        order.issueDate = date()
        order.currency = Bool.random(using: &generator) ? "EUR" : nil
        order.buyer.identifiers =
            code().map { [Identifier(scheme: Bool.random(using: &generator) ? "GLN" : nil, value: $0)] } ?? []
        order.buyer.name = text()
        order.contact = Contact(name: text(), phone: text(), email: text())
        order.deliverTo = PostalAddress(
            name: text(), street: text(), city: text(), postalCode: text(), region: text(), country: "DE")
        order.requestedDeliveryDate = date()
        order.paymentMeans = text()
        order.paymentTerms = text()
        order.transportMode = text()
        if let by = text() {
            let kind = Attestation.Kind.allCases.randomElement(using: &generator) ?? .stamp
            order.attestation = Attestation(kind: kind, by: by, date: date())
        }
        if let name = text() {
            let digest = Bool.random(using: &generator) ? String(repeating: "0f", count: 32) : nil
            order.evidence = [Evidence(kind: .email, name: name, sha256: digest)]
        }
        let recorder = text()
        let confirmer = text()
        if recorder != nil || confirmer != nil {
            order.verbalRecord = VerbalRecord(recordedBy: recorder, confirmedByCustomer: confirmer)
        }
        order.note = text()
        order.changeNumber = code()
        order.changeReason = text()
        order.expectedImpact = text()
        order.statedTotal = amount()
        for line in 0..<Int.random(in: 0...3, using: &generator) {
            var item = OrderLine(id: String(line * 10 + 1))
            item.sellerCode = code()
            item.buyerCode = code()
            item.gtin = Bool.random(using: &generator) ? "4012345678901" : nil
            item.name = text()
            item.specification = text()
            item.quantity = amount()
            item.unit = code()
            item.unitPrice = amount()
            item.priceBaseQuantity = amount()
            item.lineAmount = amount()
            item.requestedDeliveryDate = date()
            item.packing = text()
            item.note = text()
            item.change = Bool.random(using: &generator) ? LineChange.allCases.randomElement(using: &generator) : nil
            order.lines.append(item)
        }
        return order
    }

    @Test("What CSV has no place for is said: further numbers of the buyer, other proofs, a second order of a number")
    func notCarried() throws {
        var order = PurchaseOrder(customerReference: "PO-1")
        order.buyer.identifiers = [Identifier(value: "a:b"), Identifier(value: "2")]
        order.evidence = [Evidence(kind: .scan, name: "scan.tif")]
        order.attestation = Attestation(kind: .stamp)
        let written = try write([order, order])
        #expect(
            written.findings.map { $0.place?.field } == [
                "buyer.identifiers", "attestation", "evidence", "customerReference",
            ])
        #expect(readBack(written).orders.count == 1)
    }
}
