// UBL ReceiptAdvice: what customers say about what came.

import ExactDecimals
import OrderModel
import TestKit
import Testing

@testable import OrderFormats

@Suite("UBL receipt advices")
struct UBLReceiptAdviceTests {
    private func advice(head: String, lines: String = "") -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <ra:ReceiptAdvice xmlns:ra="\(UBL.namespace(of: "ReceiptAdvice"))"
          xmlns:cac="\(UBL.aggregates)" xmlns:cbc="\(UBL.basics)">
          \(head)
          \(lines)
        </ra:ReceiptAdvice>

        """
    }

    private let full = """
        <cbc:UBLVersionID>2.1</cbc:UBLVersionID>
        <cbc:ID>RA-1</cbc:ID>
        <cbc:IssueDate>2026-11-26</cbc:IssueDate>
        <cbc:Note>one carton was wet</cbc:Note>
        <cac:OrderReference><cbc:ID>PO-4711</cbc:ID></cac:OrderReference>
        <cac:DespatchDocumentReference><cbc:ID>SO-1-S1</cbc:ID></cac:DespatchDocumentReference>
        <cac:DeliveryCustomerParty>
          <cac:DeliveryContact><cbc:Name>H. Meyer</cbc:Name></cac:DeliveryContact>
        </cac:DeliveryCustomerParty>
        <cac:DespatchSupplierParty/>
        """

    private let line = """
        <cac:ReceiptLine>
          <cbc:ID>1</cbc:ID>
          <cbc:ReceivedQuantity unitCode="C62">498</cbc:ReceivedQuantity>
          <cbc:ShortQuantity unitCode="C62">2</cbc:ShortQuantity>
          <cbc:RejectedQuantity unitCode="C62">5</cbc:RejectedQuantity>
          <cbc:RejectReasonCode>quality</cbc:RejectReasonCode>
          <cbc:RejectReason>螺纹生锈</cbc:RejectReason>
          <cbc:OversupplyQuantity unitCode="C62">0</cbc:OversupplyQuantity>
          <cbc:ReceivedDate>2026-11-25</cbc:ReceivedDate>
          <cac:OrderLineReference><cbc:LineID>10</cbc:LineID></cac:OrderLineReference>
          <cac:Item>
            <cbc:Description>M8 × 40</cbc:Description>
            <cbc:Name>Hex bolt M8</cbc:Name>
            <cac:BuyersItemIdentification><cbc:ID>HB-8</cbc:ID></cac:BuyersItemIdentification>
            <cac:SellersItemIdentification><cbc:ID>N-100</cbc:ID></cac:SellersItemIdentification>
            <cac:StandardItemIdentification><cbc:ID>4000001000104</cbc:ID></cac:StandardItemIdentification>
          </cac:Item>
        </cac:ReceiptLine>
        """

    @Test("Q04, Q05: every field of a ReceiptAdvice is read")
    func everyField() {
        let file = readUBL(advice(head: full, lines: line))
        let expected = ReceiptAdvice(
            number: "RA-1", shipment: "SO-1-S1", order: "PO-4711", receivedOn: CalendarDate("2026-11-25"),
            inspectedBy: "H. Meyer", remarks: "one carton was wet",
            lines: [
                ReceiptAdvice.Line(
                    lineID: "10", product: "N-100", buyerCode: "HB-8", gtin: "4000001000104", name: "Hex bolt M8",
                    specification: "M8 × 40", received: 498, unit: "C62", short: 2, rejected: 5, excess: 0,
                    reasonCode: "quality", reason: "螺纹生锈")
            ])
        #expect(file.documents.map(\.document) == [.receiptAdvice(expected)])
        #expect(file.allFindings.isEmpty, "\(file.allFindings)")
    }

    @Test("Q05: advices and orders in one file are documents each of its own")
    func wrapped() {
        let document = advice(head: full, lines: line).split(separator: "\n").dropFirst().joined(separator: "\n")
        let order = ublOrderText().split(separator: "\n").dropFirst().joined(separator: "\n")
        let file = readUBL(ublWrapped([document, order, document]))
        #expect(file.documents.map(\.document.kind) == [.receiptAdvice, .order, .receiptAdvice])
    }

    @Test("Q04: what cannot be taken is named with its place, and the advice is refused")
    func badInput() {
        let nameless = readUBL(advice(head: "<cbc:ID>RA-1</cbc:ID>", lines: line))
        #expect(nameless.codes == [.valueMissing])
        #expect(nameless.refused.map(\.kind) == [.receiptAdvice])
        #expect(readUBL(advice(head: full)).codes == [.linesMissing])
        let few = line.replacing("498", with: "few")
        let file = readUBL(advice(head: full, lines: line + few))
        #expect(file.codes == [.valueNotANumber] && file.documents.isEmpty)
        #expect(
            file.allFindings.first?.place?.path == "/ra:ReceiptAdvice/cac:ReceiptLine[2]/cbc:ReceivedQuantity",
            "\(file.allFindings)")
        let units = line.replacing("<cbc:ShortQuantity unitCode=\"C62\">", with: "<cbc:ShortQuantity unitCode=\"CT\">")
        #expect(readUBL(advice(head: full, lines: units)).codes == [.valueNotInList])
    }

    @Test("elements that are no part of it are named, others of UBL are passed over; a cut file waits for its rest")
    func others() {
        let odd = full + "<cbc:IssueTime>12:00:00</cbc:IssueTime><cac:ReceiptLin/>"
        #expect(readUBL(advice(head: odd, lines: line)).codes == [.xmlElementUnknown])
        let whole = Array(advice(head: full, lines: line).utf8)
        #expect(UBLReader.read(Array(whole.dropLast(40))).isIncomplete)
    }

    @Test("Q04: the lines of an advice are limited as those of an order")
    func tooMany() {
        var limits = FormatLimits.standard
        limits.linesPerOrder = 3
        let file = readUBL(advice(head: full, lines: String(repeating: line, count: 4)), limits: limits)
        #expect(file.codes == [.tooManyLines] && file.documents.isEmpty)
    }
}
