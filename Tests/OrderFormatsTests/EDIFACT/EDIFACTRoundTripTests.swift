// Orders written as ORDERS and ORDCHG read back as they were, but for what was said to have no place.

import ExactDecimals
import OrderFormats
import OrderModel
import Testing

@Suite("EDIFACT: orders are written and read back")
struct EDIFACTRoundTripTests {
    private func roundTrip(
        _ orders: [PurchaseOrder], profile: PartnerProfile? = nil
    ) throws -> (read: [PurchaseOrder], lost: [String], bytes: [UInt8]) {
        let context = WritingContext(profile: profile, now: Documents.at) { _ in 1 }
        let written = try OrderWriter.write(orders, as: .edifact, context)
        #expect(written.findings.allSatisfy { $0.code == .fieldNotCarried })
        let file = FileReader.read(written.bytes, sender: acme, profile: nil)
        #expect(file.allFindings.isEmpty)
        return (file.orders.map(withoutPlaces), written.findings.compactMap { $0.place?.field }, written.bytes)
    }

    static let plain: PurchaseOrder = {
        var order = Documents.order
        order.documentType = .purchaseOrder
        order.form = .electronic
        order.orderClass = .sales
        order.purpose = .original
        order.attestation = nil
        order.evidence = []
        order.verbalRecord = nil
        // The buyer's address has the buyer's name.
        order.buyer.address?.name = nil
        order.quotation = "QU-2026-000003"
        return order
    }()

    @Test("an order with every field that EDIFACT has comes back the same")
    func plain() throws {
        let result = try roundTrip([Self.plain])
        #expect(result.lost == [])
        #expect(result.read == [withoutPlaces(Self.plain)])
    }

    @Test("a change and a cancellation come back as ORDCHG")
    func change() throws {
        var change = Self.plain
        change.urgency = .normal
        change.purpose = .change
        change.changeNumber = "CHG-1"
        change.changeReason = "too many\nwere ordered"
        change.expectedImpact = "less stock"
        change.lines[0].change = .delete
        var cancellation = change
        cancellation.purpose = .cancellation
        let result = try roundTrip([change, cancellation])
        #expect(result.lost == [])
        #expect(result.read == [change, cancellation].map(withoutPlaces))
        #expect(String(decoding: result.bytes, as: UTF8.self).contains("ORDCHG:D:96A:UN:EAN005"))
    }

    @Test("what has no place in EDIFACT is said, field by field")
    func lost() throws {
        let result = try roundTrip([Documents.order])
        for field in ["form", "orderClass", "attestation", "evidence", "verbalRecord"] {
            #expect(result.lost.contains(field))
        }
        #expect(result.read.count == 1)
    }

    @Test("long texts are cut and come together again, with spaces and without, in Chinese and English")
    func longTexts() throws {
        var order = Self.plain
        order.note =
            String(repeating: "Ring before delivery, please. ", count: 60) + "\n"
            + String(repeating: "请先打电话", count: 200)
        order.lines[0].name = String(repeating: "Bolt M8, ", count: 40) + "end"
        order.lines[0].specification = String(repeating: "x", count: 1_000)
        order.deliverTo.street = "Hafenstrasse 12, Building 7, third floor on the left"
        order.deliverTo.name = String(repeating: "Acme ", count: 20) + "north"
        order.note = order.note?.replacing(" \n", with: "\n")
        let result = try roundTrip([order])
        #expect(result.lost == [])
        #expect(result.read == [withoutPlaces(order)])
    }

    @Test("delimiters in texts are released")
    func delimiters() throws {
        var order = Self.plain
        order.note = "a+b:c'd?e *f~g"
        order.customerReference = "PO'47+11:?"
        let result = try roundTrip([order])
        #expect(result.lost == [])
        #expect(result.read == [withoutPlaces(order)])
    }

    @Test("Chinese in Latin 1 is lost visibly, and said")
    func alphabet() throws {
        let profile = edifactProfile()
        let result = try roundTrip([Self.plain], profile: profile)
        #expect(result.lost.contains("contact"))
        #expect(result.lost.contains("name"))
    }

    @Test("D.01B carries the same")
    func laterDirectory() throws {
        let profile = edifactProfile {
            $0.directory = "D.01B"
            $0.syntax = "UNOY"
        }
        let result = try roundTrip([Self.plain], profile: profile)
        #expect(result.lost == [])
        #expect(result.read == [withoutPlaces(Self.plain)])
    }
}
