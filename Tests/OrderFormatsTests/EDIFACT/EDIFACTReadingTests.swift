// Orders out of EDIFACT: what the segments mean.

import ExactDecimals
import OrderFormats
import OrderModel
import Testing

@Suite("EDIFACT: orders are read")
struct EDIFACTReadingTests {
    @Test("B02: an EANCOM order gives head, parties, dates and lines")
    func wholeOrder() throws {
        let file = read(EDIFACTMessages.order(), profile: edifactProfile())
        #expect(file.format == .edifact)
        #expect(file.allFindings.isEmpty)
        let order = try #require(file.orders.first)
        #expect(order.customerReference == "PO-4711")
        #expect(order.purpose == .original)
        #expect(order.issueDate?.description == "2026-11-20")
        #expect(order.requestedDeliveryDate?.description == "2026-12-04")
        #expect(order.currency == "EUR")
        #expect(order.buyer.identifiers == [Identifier(scheme: "GLN", value: "4000001000005")])
        #expect(order.buyer.name == "Acme Trading GmbH")
        #expect(order.contact == Contact(name: "H. Meyer", phone: "+49 40 5550100", email: "orders@acme.example"))
        #expect(order.deliverTo.line == "Acme warehouse north, Kai 3, 20457 Hamburg, DE")
        #expect(order.note == "Ring before delivery\nContract: C-77")
        #expect(order.statedTotal == decimal("290"))
        #expect(order.lines.count == 2)
        let line = order.lines[0]
        #expect(line.id == "1")
        #expect(line.gtin == "4000001000104")
        #expect(line.sellerCode == "N-100")
        #expect(line.buyerCode == "HB-8")
        #expect(line.name == "Hex bolt M8")
        #expect(line.quantity == decimal("1200"))
        #expect(line.unit == "C62")
        #expect(line.unitPrice == decimal("22.5"))
        #expect(line.priceBaseQuantity == decimal("100"))
        #expect(line.lineAmount == decimal("270"))
        #expect(line.requestedDeliveryDate?.description == "2026-12-11")
        #expect(order.lines[1].unit == nil)
        #expect(order.place?.path == "UNH[1]")
        #expect(line.place?.path == "UNH[1]/LIN[1]")
        #expect(line.place?.line == 16)
    }

    @Test("B02: the interchange is written down for the acknowledgement")
    func interchangeAccount() throws {
        let file = read(EDIFACTMessages.order(), profile: edifactProfile())
        let interchange = try #require(file.interchanges.first)
        #expect(interchange.sender == Identifier(scheme: "14", value: "4000001000005"))
        #expect(interchange.receiver.value == "4000009000009")
        #expect(interchange.controlReference == "17")
        #expect(interchange.errors.isEmpty)
        let message = try #require(interchange.groups.first?.messages.first)
        #expect(message.type == "ORDERS")
        #expect(message.version == "D:96A:UN:EAN008")
        #expect(message.outcome == .accepted)
    }

    @Test("J05: a change names the order in RFF ON, itself in BGM, and what to do with each line")
    func change() throws {
        let file = read(EDIFACTMessages.change, profile: edifactProfile())
        #expect(file.allFindings.isEmpty)
        let order = try #require(file.orders.first)
        #expect(order.purpose == .change)
        #expect(order.customerReference == "PO-4711")
        #expect(order.changeNumber == "CHG-5")
        #expect(order.changeReason == "Less is needed")
        #expect(order.issueDate?.description == "2026-11-25")
        #expect(order.lines.map(\.id) == ["10", "20"])
        #expect(order.lines.map(\.change) == [.delete, .change])
    }

    @Test(
        "J05: BGM 1225 says what is meant",
        arguments: [
            ("9", OrderPurpose.original), ("1", .cancellation), ("4", .change), ("5", .change), ("7", .copy),
            ("31", .copy), ("", .original),
        ])
    func purposes(code: String, purpose: OrderPurpose) throws {
        let head = ["BGM+220+PO-1+\(code)"] + EDIFACTMessages.head.dropFirst()
        let file = read(EDIFACTMessages.order(head: Array(head)))
        #expect(try #require(file.orders.first).purpose == purpose)
    }

    @Test("C04: a rush order is urgent")
    func rush() throws {
        let head = ["BGM+224+PO-1+9"] + EDIFACTMessages.head.dropFirst()
        #expect(try #require(read(EDIFACTMessages.order(head: Array(head))).orders.first).urgency == .urgent)
    }

    @Test("UNA may say other characters, a decimal comma among them")
    func otherCharacters() throws {
        let standard = EDIFACTMessages.order()
        var other = standard.replacing("UNA:+.? '", with: "").replacing("22.5", with: "22,5")
        for (from, to) in [("'", "~"), ("+", "|"), (":", "^"), ("?|", "!+")] { other = other.replacing(from, with: to) }
        let file = read("UNA^|,! ~" + other, profile: edifactProfile())
        #expect(file.allFindings.isEmpty)
        let order = try #require(file.orders.first)
        #expect(order.contact.phone == "+49 40 5550100")
        #expect(order.lines[0].unitPrice == decimal("22.5"))
    }

    @Test("without UNA the standard's characters count; a comma is a decimal mark as well")
    func withoutServiceString() throws {
        let text = EDIFACTMessages.order(una: "").replacing("22.5", with: "22,5")
        let file = read(text, profile: edifactProfile())
        #expect(file.allFindings.isEmpty)
        #expect(file.orders.first?.lines[0].unitPrice == decimal("22.5"))
    }

    @Test("wrapped lines, blanks, a byte order mark and one long line read the same")
    func layouts() throws {
        let usual = EDIFACTMessages.order()
        let expected = try #require(read(usual).orders.first)
        var bytes = Array(usual.replacing("\n", with: "").utf8)
        var wrapped: [UInt8] = [0xEF, 0xBB, 0xBF, 0x0D, 0x0A, 0x20]
        while !bytes.isEmpty {
            wrapped += bytes.prefix(37) + [0x0D, 0x0A]
            bytes.removeFirst(min(37, bytes.count))
        }
        let file = FileReader.read(wrapped, sender: acme, profile: edifactProfile())
        let order = try #require(file.orders.first)
        #expect(withoutPlaces(order) == withoutPlaces(expected))
    }

    @Test("release characters give back delimiters, and themselves")
    func released() throws {
        let head = EDIFACTMessages.head.map { $0.hasPrefix("FTX") ? "FTX+AAI+++a?+b?:c?'d??" : $0 }
        #expect(read(EDIFACTMessages.order(head: head)).orders.first?.note?.hasPrefix("a+b:c'd?\n") == true)
    }

    @Test("texts that were cut at the width of a component come together again")
    func cutTexts() throws {
        let long = String(repeating: "0123456789", count: 7)
        let head = EDIFACTMessages.head.map { $0.hasPrefix("FTX") ? "FTX+AAI+++\(long):abc:next" : $0 }
        #expect(read(EDIFACTMessages.order(head: head)).orders.first?.note?.hasPrefix("\(long)abc next\n") == true)
    }

    @Test("UNOC is Latin 1, UNOY is UTF-8, and Chinese under UNOA is Chinese")
    func charsets() throws {
        let text = EDIFACTMessages.order().replacing("Ring before", with: "Größe Ä vor")
        let latin = FileReader.read(encoded(text, "ISO-8859-1"), sender: acme, profile: edifactProfile())
        #expect(latin.charset == "ISO-8859-1")
        #expect(latin.orders.first?.note?.hasPrefix("Größe Ä vor delivery") == true)
        let utf8 = read(text.replacing("UNOC", with: "UNOY"), profile: edifactProfile())
        #expect(utf8.orders.first?.note?.hasPrefix("Größe Ä") == true)
        let chinese = EDIFACTMessages.order().replacing("Ring before delivery", with: "请在送货之前打电话给我们的仓库管理员")
            .replacing("UNOC", with: "UNOA")
        let gb = FileReader.read(encoded(chinese, "GB18030"), sender: acme, profile: edifactProfile())
        #expect(gb.orders.first?.note?.hasPrefix("请在送货之前") == true)
    }

    @Test("several interchanges, groups and messages in one file each count")
    func several() throws {
        let body = EDIFACTMessages.head + EDIFACTMessages.lines + EDIFACTMessages.summary
        let second = body.map { $0.replacing("PO-4711", with: "PO-4712") }
        let text =
            EDIFACTMessages.interchange([body, second]) + "\n"
            + EDIFACTMessages.interchange(
                [body.map { $0.replacing("PO-4711", with: "PO-4713") }], reference: "18", una: "")
        let file = read(text, profile: edifactProfile())
        #expect(file.orders.map(\.customerReference) == ["PO-4711", "PO-4712", "PO-4713"])
        #expect(file.interchanges.map(\.controlReference) == ["17", "18"])
        #expect(file.allFindings.isEmpty)
    }

    @Test("groups are read, and counted in UNZ")
    func groups() throws {
        let text = EDIFACTMessages.order()
            .replacing("UNH+1+", with: "UNG+ORDERS+A+B+261120:0930+5+UN+D:96A'\nUNH+1+")
            .replacing("UNZ+1+17", with: "UNE+1+5'\nUNZ+1+17")
        let file = read(text, profile: edifactProfile())
        #expect(file.allFindings.isEmpty)
        #expect(file.interchanges.first?.groups.map(\.controlReference) == ["5"])
        #expect(file.orders.count == 1)
    }

    @Test(
        "dates come in several formats",
        arguments: [
            ("20261204:102", "2026-12-04"), ("202612041200:203", "2026-12-04"), ("261204:101", "2026-12-04"),
            ("2026120120261204:718", "2026-12-04"), ("20261201-20261204:718", "2026-12-04"),
            ("202649:616", "2026-12-06"), ("202612:610", "2026-12-31"), ("20261204", "2026-12-04"),
        ])
    func dates(text: String, date: String) throws {
        let head = EDIFACTMessages.head.map { $0.hasPrefix("DTM+2:") ? "DTM+2:\(text)" : $0 }
        #expect(read(EDIFACTMessages.order(head: head)).orders.first?.requestedDeliveryDate?.description == date)
    }

    @Test("D.01B has the same meaning in longer components")
    func laterDirectory() throws {
        let file = read(EDIFACTMessages.order(type: "ORDERS:D:01B:UN:EAN010").replacing(":EN'", with: ":SRV'"))
        #expect(file.allFindings.isEmpty)
        #expect(file.orders.first?.lines.map(\.gtin) == ["4000001000104", "4000001000111"])
    }

    @Test("the partner's own unit codes are translated")
    func units() throws {
        let profile = edifactProfile { $0.units = ["CT": "KAR"] }
        let lines = EDIFACTMessages.lines.map { $0.replacing("PCE", with: "KAR") }
        #expect(read(EDIFACTMessages.order(lines: lines), profile: profile).orders.first?.lines[0].unit == "CT")
    }

    @Test("D06: a place of delivery known by its number only is told, not lost")
    func placeByNumber() throws {
        let head = EDIFACTMessages.head.map { $0.hasPrefix("NAD+DP") ? "NAD+DP+4000001000029::9" : $0 }
        #expect(read(EDIFACTMessages.order(head: head)).orders.first?.deliverTo.name == "GLN 4000001000029")
        let own = EDIFACTMessages.head.map { $0.hasPrefix("NAD+DP") ? "NAD+DP+4000001000005::9" : $0 }
        #expect(read(EDIFACTMessages.order(head: own)).orders.first?.deliverTo.isEmpty == true)
    }

    @Test("payment terms, transport and delivery terms become words")
    func terms() throws {
        let head =
            EDIFACTMessages.head + [
                "PAT+1++5:3:D:30", "TDT+20++30+++:::Fast Freight", "TOD+6++FCA", "LOC+1+:::Hamburg",
            ]
        let order = try #require(read(EDIFACTMessages.order(head: head)).orders.first)
        #expect(order.paymentTerms == "30 days after the invoice date")
        #expect(order.transportMode == "30")
        #expect(order.note?.contains("Delivery terms: FCA") == true)
    }
}

func withoutPlaces(_ order: PurchaseOrder) -> PurchaseOrder {
    var order = order
    order.place = nil
    for index in order.lines.indices { order.lines[index].place = nil }
    return order
}
