// 850 and 860 as orders.

import OrderModel
import Testing

@testable import OrderFormats

@Suite("X12: orders")
struct X12ReadingTests {
    @Test("B02: the smallest 850 is an order")
    func smallest() throws {
        let file = read(X12Sample.file([X12Sample.small()]))
        #expect(file.format == .x12)
        #expect(file.allFindings.isEmpty)
        #expect(file.isIncomplete == false)
        let order = try #require(file.orders.first)
        #expect(order.customerReference == "PO-4711")
        #expect(order.issueDate == CalendarDate("2026-11-20"))
        #expect(order.purpose == .original)
        #expect(order.lines.count == 1)
        #expect(order.lines[0].sellerCode == "N-100")
        #expect(order.lines[0].quantity == decimal("120"))
        #expect(order.lines[0].unit == "C62")
        #expect(order.lines[0].unitPrice == decimal("2.5"))
        #expect(order.lines[0].priceBaseQuantity == nil)
        #expect(order.lines[0].place?.path == "ST[0001]/PO1[1]")
        #expect(file.outcomes == [.accepted])
    }

    @Test("C02–C08: what an 850 can say lands in the fields of the order")
    func full() throws {
        let file = read(X12Sample.file([X12Sample.full]))
        #expect(file.allFindings.isEmpty, "\(file.allFindings)")
        let order = try #require(file.orders.first)
        #expect(order.urgency == .urgent)
        #expect(order.currency == "EUR")
        #expect(order.contact == Contact(name: "H. Meyer", phone: "+49 40 5550100", email: "orders@acme.example"))
        #expect(order.buyer.identifiers == [Identifier(scheme: "GLN", value: "4000001000005")])
        #expect(order.buyer.name == "Acme Trading GmbH")
        #expect(order.buyer.contact?.name == "K. Buyer")
        #expect(
            order.deliverTo
                == PostalAddress(
                    name: "Acme warehouse north", street: "Hafenstr. 12, Tor 3", city: "Hamburg", postalCode: "20457",
                    country: "DE"))
        #expect(order.requestedDeliveryDate == CalendarDate("2026-12-04"))
        #expect(order.paymentTerms == "discount 2% within 10 days; net 30 days")
        #expect(order.transportMode == "road, Ground, UPSN")
        #expect(
            order.note
                == "Delivery terms: DAP, freight collect, Hamburg\nring before deliveryat the gate\nCancel after: 2026-12-15"
        )
        #expect(order.statedTotal == decimal("125.14"))
        let first = order.lines[0]
        #expect(first.id == "10")
        #expect(first.buyerCode == "HB-8")
        #expect(first.gtin == "400000100012")
        #expect(first.priceBaseQuantity == decimal("100"))
        #expect(first.name == "Hex bolt M8")
        #expect(first.specification == "galvanised")
        #expect(first.requestedDeliveryDate == CalendarDate("2026-12-11"))
        #expect(first.note == "only from one lot")
        let second = order.lines[1]
        #expect(second.quantity == decimal("3.5"))
        #expect(second.unit == "LBR")
        #expect(second.unitPrice == decimal("0.04"))
        #expect(second.buyerCode == "WA-8")
        #expect(second.packing == "in sacks")
    }

    @Test("Purposes: original, cancellation, change, copy; anything else is refused")
    func purposes() {
        for (code, purpose) in [
            ("00", OrderPurpose.original), ("01", .cancellation), ("04", .change), ("05", .change), ("06", .copy),
            ("07", .copy),
        ] {
            let file = read(X12Sample.file([X12Sample.set(["BEG*\(code)*SA*PO-1**20261120", X12Sample.line])]))
            #expect(file.orders.first?.purpose == purpose, "\(code)")
        }
        let unknown = read(X12Sample.file([X12Sample.set(["BEG*28*SA*PO-1**20261120", X12Sample.line])]))
        #expect(unknown.documents.isEmpty)
        #expect(unknown.codes == [.ediCodeUnknown])
        #expect(unknown.setErrors.map(\.code) == ["7"])
        #expect(unknown.refused.first?.customerReference == "PO-1")
    }

    @Test("J05, J06: an 860 is a change with its number, its reason, and what becomes of each line")
    func change() throws {
        let set = X12Sample.set(
            [
                "BCH*04*SA*PO-4711**2*20261120", "N9*ZZ*CHANGE REASON", "MSG*the site is not ready",
                "POC*1*QD*80*40*EA*2.5**VN*N-100", "POC*2*AI*5**EA*3**VN*N-110", "POC*3*DI*1**EA***VN*N-120",
                "POC*4*NC*1**EA***VN*N-130", "CTT*4",
            ], type: "860")
        let file = read(X12Sample.file([set], group: "PC"))
        #expect(file.allFindings.isEmpty, "\(file.allFindings)")
        let order = try #require(file.orders.first)
        #expect(order.purpose == .change)
        #expect(order.changeNumber == "2")
        #expect(order.changeReason == "the site is not ready")
        #expect(order.lines.map(\.change) == [.change, .add, .delete, .unchanged])
        #expect(order.lines[0].quantity == decimal("80"))
        #expect(order.lines[0].unitPrice == decimal("2.5"))
        #expect(order.lines[0].sellerCode == "N-100")
    }

    @Test("A change with errors goes to a person all the same; a change without a number is refused")
    func lenientChange() {
        let bad = X12Sample.set(["BCH*04*SA*PO-1***20261120", "POC*1*CA*many**EA***VN*N-100"], type: "860")
        let file = read(X12Sample.file([bad], group: "PC"))
        #expect(file.orders.first?.customerReference == "PO-1")
        #expect(file.codes == [.valueNotANumber])
        #expect(file.allFindings.hasErrors == false)
        #expect(file.outcomes == [.acceptedWithErrors])
        let nameless = X12Sample.set(["BCH*04*SA****20261120", "POC*1*CA*1**EA***VN*N-100"], type: "860")
        let refused = read(X12Sample.file([nameless], group: "PC"))
        #expect(refused.documents.isEmpty)
        #expect(refused.codes == [.orderNumberMissing])
        #expect(refused.outcomes == [.rejected])
    }

    @Test("Product numbers of every kind: the seller's, the buyer's, GTINs")
    func products() throws {
        func line(_ pairs: String) throws -> OrderLine {
            let file = read(X12Sample.file([X12Sample.set([X12Sample.beginning, "PO1*1*1*EA*1**\(pairs)"])]))
            return try #require(file.orders.first?.lines.first)
        }
        #expect(try line("VP*A").sellerCode == "A")
        #expect(try line("MG*A").sellerCode == "A")
        #expect(try line("MG*A*VN*B").sellerCode == "B")
        #expect(try line("PI*A").buyerCode == "A")
        #expect(try line("SK*A*IN*B").buyerCode == "B")
        #expect(try line("UI*0-12345-67890-5").gtin == "012345678905")
        #expect(try line("UK*10012345678902").gtin == "10012345678902")
        #expect(try line("EN*4000001000104*BO*red*IZ*XL").specification == "colour red; size XL")
        #expect(try line("VN*A*PD*Bolt").name == "Bolt")
        // LIN names the product where PO1 does not.
        let file = read(X12Sample.file([X12Sample.set([X12Sample.beginning, "PO1*1*1*EA*1", "LIN*1*VN*Z"])]))
        #expect(file.orders.first?.lines.first?.sellerCode == "Z")
    }

    @Test("C06: the basis of a price: per each, hundred, thousand, dozen; per another unit it is not taken")
    func priceBasis() throws {
        func line(_ basis: String, unit: String = "EA") -> (OrderLine?, [FindingCode]) {
            let file = read(
                X12Sample.file([X12Sample.set([X12Sample.beginning, "PO1*1*10*\(unit)*25*\(basis)*VN*A"])]))
            return (file.orders.first?.lines.first, file.codes)
        }
        for (code, base) in [("PE", "1"), ("HP", "100"), ("TP", "1000"), ("PD", "12"), ("TE", "1"), ("QS", "1000")] {
            let (found, codes) = line(code)
            #expect(found?.priceBaseQuantity == decimal(base), "\(code)")
            #expect(found?.unitPrice == decimal("25"))
            #expect(codes.isEmpty)
        }
        #expect(line("PP", unit: "LB").0?.unitPrice == decimal("25"))
        let pound = line("PP")
        #expect(pound.0?.unitPrice == nil)
        #expect(pound.1 == [.ediCodeUnknown])
        #expect(line("SR").0?.unitPrice == nil)
        #expect(line("QQ").1 == [.ediCodeUnknown])
        // CTP has the price where PO104 has none.
        let ctp = read(X12Sample.file([X12Sample.set([X12Sample.beginning, "PO1*1*10*EA***VN*A", "CTP*WS*CON*4.5"])]))
        #expect(ctp.orders.first?.lines.first?.unitPrice == decimal("4.5"))
    }

    @Test("Units are translated both ways; the partner's own come first; unknown ones are said")
    func units() {
        func unit(_ code: String, _ profile: PartnerProfile? = nil) -> (String?, [FindingCode]) {
            let file = read(
                X12Sample.file([X12Sample.set([X12Sample.beginning, "PO1*1*1*\(code)*1**VN*A"])]), profile: profile)
            return (file.orders.first?.lines.first?.unit, file.codes)
        }
        #expect(unit("EA").0 == "C62")
        #expect(unit("CA").0 == "CS")
        #expect(unit("CT").0 == "CT")
        #expect(unit("KG").0 == "KGM")
        #expect(unit("Q9").0 == "Q9")
        #expect(unit("Q9").1 == [.ediCodeUnknown])
        #expect(unit("CA", X12Sample.profile { $0.units = ["CT": "CA"] }).0 == "CT")
        var words = X12Sample.profile()
        words.unitWords = ["Q9": "PF"]
        #expect(unit("Q9", words).0 == "PF")
        #expect(unit("Q9", words).1.isEmpty)
    }

    @Test("Dates of six digits, a period, a currency that the profile knows")
    func dates() throws {
        let file = read(
            X12Sample.file([
                X12Sample.set(["BEG*00*SA*PO-1**991231", "DTM*002****RD8*20261204-20261210", X12Sample.line])
            ]), profile: X12Sample.profile { $0.currency = "USD" })
        let order = try #require(file.orders.first)
        #expect(order.issueDate == CalendarDate("1999-12-31"))
        #expect(order.requestedDeliveryDate == CalendarDate("2026-12-04"))
        #expect(order.currency == "USD")
    }

    @Test("The three ways to write a text: MSG, NTE, N9")
    func texts() {
        let file = read(
            X12Sample.file([
                X12Sample.set([
                    X12Sample.beginning, "NTE*GEN*first", "MSG*second", "N9*L1*X*third", "N9*L1*Y", "MSG*fourth",
                    "MSG*fifth",
                    X12Sample.line, "MSG*of the line",
                ])
            ]))
        #expect(file.orders.first?.note == "first\nsecond\nthird\nfourth\nfifth")
        #expect(file.orders.first?.lines.first?.note == "of the line")
    }

    @Test("N2 numbers have two decimals and no point; allowances are kept as notes")
    func impliedDecimals() {
        let file = read(
            X12Sample.file([
                X12Sample.set([
                    X12Sample.beginning, "SAC*A*D240***1250********02**Promotion", "ITD*****20261210***500",
                    X12Sample.line,
                ])
            ]))
        #expect(file.orders.first?.note == "Allowance: Promotion, 12.5")
        #expect(file.codes == [.ediSegmentUnexpected])
    }

    @Test("5010 with its repetition separator; other delimiters; ISA in lower and upper halves of ASCII")
    func delimiters() {
        let text = X12Sample.file(
            [X12Sample.small()], isa: X12Sample.isa(version: "00501", repeats: "^"), version: "005010")
        #expect(read(text).orders.count == 1)
        let other = X12Sample.file([X12Sample.small()])
            .replacing("*", with: "|").replacing(">", with: ":").replacing("~", with: "\n")
        #expect(read(other).orders.count == 1)
        #expect(read(other).allFindings.isEmpty, "\(read(other).allFindings)")
        let control = X12Sample.file([X12Sample.small()]).replacing("*", with: "\u{1D}").replacing("~", with: "\u{1C}")
        #expect(read(control).orders.count == 1, "\(read(control).allFindings)")
    }
}
