// Orders written as UBL: valid by the official schemas, and the same orders again when they are read.

import ExactDecimals
import OrderModel
import TestKit
import Testing

@testable import OrderFormats

@Suite("orders are written as UBL")
struct UBLOrderWritingTests {
    private let today = CalendarDate(daysSinceEpoch: 20_779)

    private func written(_ orders: [PurchaseOrder]) throws -> WrittenOrders {
        try UBLOrderWriter.write(orders, on: today)
    }

    /// The order as it must come back: without the fields that are reported.
    private func carried(_ order: PurchaseOrder, _ findings: [Finding]) -> PurchaseOrder {
        let lost = Set(findings.compactMap(\.place?.field))
        var order = order.withoutPlaces
        if lost.contains("form") { order.form = .electronic }
        if lost.contains("orderClass") { order.orderClass = .sales }
        if lost.contains("urgency") { order.urgency = .normal }
        if lost.contains("documentType") { order.documentType = .purchaseOrder }
        if lost.contains("verbalRecord") { order.verbalRecord = nil }
        if lost.contains("expectedImpact") { order.expectedImpact = nil }
        if lost.contains("evidence") { order.evidence = [] }
        if lost.contains("note") { order.note = nil }
        if lost.contains("quotation") { order.quotation = nil }
        if lost.contains("buyer.address.name") { order.buyer.address?.name = nil }
        return order
    }

    @Test("an order of which UBL carries everything comes back the same, without a finding")
    func fullOrder() throws {
        var order = try ublFullOrder()
        order.lines[0].packing = "cartons of 25"
        order.quotation = "QU-2026-000003"
        let result = try written([order])
        #expect(result.findings.isEmpty)
        let file = UBLReader.read(result.bytes)
        #expect(file.allFindings.isEmpty)
        #expect(file.onlyOrder?.withoutPlaces == order)
    }

    @Test("an order with every field comes back but for the fields that are reported", arguments: OrderPurpose.allCases)
    func everyField(purpose: OrderPurpose) throws {
        var order = Documents.order
        order.purpose = purpose
        order.quotation = "QU-2026-000003"
        order.changeNumber = purpose == .change || purpose == .cancellation ? "7" : nil
        order.changeReason = purpose == .change || purpose == .cancellation ? "too many" : nil
        let result = try written([order])
        #expect(!result.findings.isEmpty && result.findings.allSatisfy { $0.code == .fieldNotCarried })
        let read = try #require(UBLReader.read(result.bytes).onlyOrder?.withoutPlaces)
        guard purpose != .cancellation else {
            #expect(read.customerReference == order.customerReference && read.changeReason == "too many")
            #expect(read.changeNumber == "7")
            #expect(read.buyer.identifiers == order.buyer.identifiers && read.lines.isEmpty)
            return
        }
        #expect(read == carried(order, result.findings))
    }

    @Test(
        "what is written is valid by the official schemas", .enabled(if: hasOfficialUBL, officialUBLMissing),
        arguments: OrderPurpose.allCases)
    func valid(purpose: OrderPurpose) throws {
        let name = purpose == .change ? "OrderChange" : purpose == .cancellation ? "OrderCancellation" : "Order"
        let schema = try officialSchema(name)
        var orders = [Documents.order, try ublFullOrder()]
        var least = PurchaseOrder(customerReference: "PO-1")
        least.lines = [OrderLine(id: "1")]
        orders.append(least)
        for var order in orders {
            order.purpose = purpose
            #expect(schema.validate(try written([order]).bytes) == [])
        }
    }

    @Test("several orders stand in one wrapper; orders that UBL has no form for are refused with the reason")
    func several() throws {
        let order = try ublFullOrder()
        var change = order
        change.purpose = .change
        change.evidence = []
        let result = try written([order, change, order])
        #expect(UBLReader.read(result.bytes).orders.map(\.purpose) == [.original, .change, .original])
        var empty = PurchaseOrder(customerReference: "PO-1")
        #expect(throws: FormatError.self) { try written([empty]) }
        empty = PurchaseOrder(customerReference: "")
        #expect(throws: FormatError.self) { try written([empty]) }
    }

    @Test("random orders come back the same, but for what is reported", arguments: 1...5)
    func random(seed: UInt64) throws {
        var dice = UBLDice(seed: seed)
        for round in 0..<60 {
            let order = dice.order()
            let result = try written([order])
            let file = UBLReader.read(result.bytes)
            let read = try #require(file.onlyOrder?.withoutPlaces, "seed \(seed), round \(round)")
            if result.findings.isEmpty { #expect(read == order, "seed \(seed), round \(round)") }
            #expect(read.lines.map(\.quantity) == order.lines.map(\.quantity))
            // What was read once is written and read again without any loss.
            let again = try written([read])
            #expect(again.findings.isEmpty, "seed \(seed), round \(round): \(again.findings.map(\.message))")
            #expect(UBLReader.read(again.bytes).onlyOrder?.withoutPlaces == read, "seed \(seed), round \(round)")
        }
    }
}

extension UBLDice {
    private mutating func maybe<T>(_ value: T) -> T? { roll(3) == 0 ? nil : value }
    private mutating func number() -> ExactDecimal {
        (try? ExactDecimal(significand: Int128(roll(1_000_000)), scale: roll(7))) ?? .one
    }
    private mutating func word() -> String {
        ["W-100", "螺栓 M8", "a <b> & \"c\"", "two\nlines", "x"][roll(5)] + String(roll(100))
    }
    private mutating func code() -> String { "C-\(roll(1000))" }
    private mutating func day() -> CalendarDate { CalendarDate(daysSinceEpoch: 20_000 + roll(900)) }
    private mutating func contact() -> Contact {
        Contact(name: maybe(word()), phone: maybe(code()), email: maybe(code()))
    }
    private mutating func address() -> PostalAddress {
        PostalAddress(
            street: maybe(word()), city: maybe(word()), postalCode: maybe(code()), region: maybe(word()),
            country: maybe(["DE", "CN", "FR"][roll(3)]))
    }

    /// An order with some of the fields that there are.
    mutating func order() -> PurchaseOrder {
        var order = PurchaseOrder(customerReference: code())
        order.issueDate = maybe(day())
        order.currency = maybe("EUR")
        order.urgency = roll(3) == 0 ? .urgent : .normal
        order.purpose = roll(4) == 0 ? .copy : .original
        let contact = contact()
        let address = address()
        order.buyer = Party(
            identifiers: roll(2) == 0 ? [] : [Identifier(scheme: maybe("GLN"), value: code())], name: maybe(word()),
            address: address.isEmpty ? nil : address, contact: contact == Contact() ? nil : contact)
        order.contact = roll(2) == 0 ? contact : self.contact()
        order.deliverTo = self.address()
        order.deliverTo.name = maybe(word())
        order.requestedDeliveryDate = maybe(day())
        order.paymentMeans = maybe(code())
        order.paymentTerms = maybe(word())
        order.transportMode = maybe(code())
        order.note = maybe(word())
        order.statedTotal = maybe(number())
        if roll(3) == 0 { order.evidence = [Evidence(kind: .email, name: code(), text: maybe(word()))] }
        for index in 0...roll(4) {
            order.lines.append(
                OrderLine(
                    id: String(index + 1), sellerCode: maybe(code()), buyerCode: maybe(code()), name: maybe(word()),
                    specification: maybe(word()), quantity: maybe(number()), unit: maybe("C62"),
                    unitPrice: maybe(number()), priceBaseQuantity: maybe(ExactDecimal(100)),
                    lineAmount: maybe(number()),
                    requestedDeliveryDate: maybe(day()), packing: maybe(word()), note: maybe(word())))
        }
        return order
    }
}
