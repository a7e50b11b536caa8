// Orders written as X12 read back as the same orders, but for what is said not to be carried.

import ExactDecimals
import OrderModel
import Testing

@testable import OrderFormats

@Suite("X12: orders written")
struct X12OrderWriterTests {
    private func write(_ orders: [PurchaseOrder], _ profile: PartnerProfile? = nil) throws -> WrittenOrders {
        let context = WritingContext(profile: profile, now: Documents.at) { _ in 1 }
        let written = try OrderWriter.write(orders, as: .x12, context)
        try SplitInterchange(written.bytes).check()
        return written
    }

    private func readBack(_ written: WrittenOrders) -> [PurchaseOrder] {
        let file = FileReader.read(written.bytes, sender: acme, profile: nil)
        #expect(file.allFindings.isEmpty, "\(file.allFindings)")
        return file.orders.map(withoutPlaces)
    }

    private func withoutPlaces(_ order: PurchaseOrder) -> PurchaseOrder {
        var order = order
        order.place = nil
        for index in order.lines.indices { order.lines[index].place = nil }
        return order
    }

    private func fields(_ written: WrittenOrders) -> Set<String> {
        #expect(written.findings.allSatisfy { $0.code == .fieldNotCarried })
        return Set(written.findings.compactMap { $0.place?.field })
    }

    /// An order with every field that X12 carries.
    private var full: PurchaseOrder {
        var order = Documents.order
        order.purpose = .original
        order.buyer.address?.name = nil
        order.evidence[0].text = nil
        order.note = "ring before delivery\n\n" + String(repeating: "a long sentence ", count: 60) + "end"
        order.statedTotal = Documents.number("300.12")
        order.quotation = "QU-2026-000003"
        return order
    }

    @Test("Every field that X12 has a place for comes back")
    func roundTrip() throws {
        let written = try write([full])
        #expect(written.findings.isEmpty, "\(written.findings)")
        #expect(readBack(written) == [full])
    }

    @Test("C01: changes and cancellations are 860s, with what becomes of each line")
    func changes() throws {
        var change = full
        change.purpose = .change
        change.changeNumber = "3"
        change.changeReason = "less is needed"
        change.expectedImpact = "a later delivery"
        change.lines[0].change = .delete
        var cancellation = full
        cancellation.purpose = .cancellation
        cancellation.customerReference = "PO-2"
        cancellation.lines = []
        cancellation.changeNumber = "a number of more than eight characters"
        let written = try write([full, change, cancellation])
        #expect(written.findings.isEmpty, "\(written.findings)")
        #expect(readBack(written) == [full, change, cancellation])
        let split = try SplitInterchange(written.bytes)
        #expect(split["ST"].map { $0[1] } == ["850", "860", "860"])
        #expect(split["GS"].map { $0[1] } == ["PO", "PC"])
    }

    @Test("Prices per 10, 12, 100, 1,000 have a code; others are computed down where that is exact")
    func prices() throws {
        for base in ["1", "10", "12", "100", "1000", "10000"] {
            var order = full
            order.lines[0].priceBaseQuantity = Documents.number(base)
            #expect(readBack(try write([order])) == [order], "\(base)")
        }
        var order = full
        order.lines[0].unitPrice = Documents.number("10")
        order.lines[0].priceBaseQuantity = Documents.number("4")
        let written = try write([order])
        #expect(fields(written) == ["unitPrice", "priceBaseQuantity"])
        #expect(readBack(written)[0].lines[0].unitPrice == Documents.number("2.5"))
        order.lines[0].priceBaseQuantity = Documents.number("3")
        #expect(readBack(try write([order]))[0].lines[0].unitPrice == nil)
    }

    @Test("What does not fit is said, field by field")
    func notCarried() throws {
        var order = full
        order.issueDate = nil
        order.buyer.identifiers.append(Identifier(scheme: "VAT", value: "DE1"))
        order.deliverTo.city = String(repeating: "x", count: 31)
        order.deliverTo.street = String(repeating: "street ", count: 30)
        order.evidence[0].text = "the mail itself"
        order.changeNumber = "1"
        order.lines[0].unit = "Karton"
        order.lines[0].sellerCode = "M8*40"
        order.lines[0].gtin = "12"
        order.lines[0].quantity = Documents.number("1234567890123456")
        let written = try write([order])
        #expect(
            fields(written) == [
                "issueDate", "buyer.identifiers", "deliverTo.city", "deliverTo.street", "evidence.text", "changeNumber",
                "unit",
                "sellerCode", "gtin", "quantity",
            ])
        #expect(readBack(written).first?.lines.first?.sellerCode == "M8?40")
        order.customerReference = "a number of more than 22 characters"
        #expect(throws: FormatError.self) { try write([order]) }
    }

    @Test("Addresses: a region of two letters or more, a long street, no name at all")
    func addresses() throws {
        for region in ["HH", "Hamburg", nil] {
            var order = full
            order.deliverTo.region = region
            order.deliverTo.name = nil
            order.deliverTo.street = "c/o Acme Logistics Partners International, Hafenstrasse 112, Gebaeude 7, Tor 3"
            #expect(readBack(try write([order])) == [order])
        }
    }

    @Test("An order that was read from X12, converted and read again is the same order")
    func convert() throws {
        let first = read(X12Sample.file([X12Sample.full])).orders.map(withoutPlaces)
        let written = try write(first)
        #expect(fields(written).isEmpty, "\(written.findings)")
        #expect(readBack(written) == first)
    }
}
