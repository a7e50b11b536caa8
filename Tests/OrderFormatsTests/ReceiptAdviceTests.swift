// Receipt advices in CSV and JSON: what customers say about what came, and what cannot be taken of it.

import ExactDecimals
import OrderFormats
import OrderModel
import TestKit
import Testing

@Suite("Receipt advices")
struct ReceiptAdviceTests {
    @Test("Q04, Q05: rows of one shipment are one advice, in English and in Chinese")
    func csv() {
        let english = read(
            """
            shipment,advice_number,received_on,inspected_by,result,line,product,received,unit,rejected,reason_code,reason
            SO-1-S1,RA-1,2026-11-25,H. Meyer,accepted-with-remarks,1,N-100,498,C62,2,quality,"threads, rusty"
            SO-1-S1,,,,,2,N-110,1000,C62,,,

            """)
        let advice = ReceiptAdvice(
            number: "RA-1", shipment: "SO-1-S1", receivedOn: CalendarDate("2026-11-25"), inspectedBy: "H. Meyer",
            result: .acceptedWithRemarks,
            lines: [
                ReceiptAdvice.Line(
                    lineID: "1", product: "N-100", received: 498, unit: "C62", rejected: 2, reasonCode: "quality",
                    reason: "threads, rusty"),
                ReceiptAdvice.Line(lineID: "2", product: "N-110", received: 1000, unit: "C62"),
            ])
        #expect(english.documents.map(\.document) == [.receiptAdvice(advice)])
        #expect(english.allFindings.isEmpty)
        let chinese = read("发货单号,验收人,验收结果,行号,实收数量,不合格数量,不合格原因\nSO-1-S1,王芳,让步接收,1,498,2,螺纹生锈\n")
        guard case .receiptAdvice(let read) = chinese.documents.first?.document else {
            Issue.record("\(chinese)")
            return
        }
        #expect(read.inspectedBy == "王芳" && read.result == .acceptedWithRemarks)
        #expect(read.lines.map(\.rejected) == [2] && read.lines.map(\.reason) == ["螺纹生锈"])
    }

    @Test("Q05: a row without a line speaks of the whole shipment")
    func wholeShipment() {
        let file = read("shipment,result,received\nSO-1-S1,accepted,\nSO-2-S1,rejected,\n")
        let expected: [IncomingDocument] = [
            .receiptAdvice(ReceiptAdvice(shipment: "SO-1-S1", result: .accepted)),
            .receiptAdvice(ReceiptAdvice(shipment: "SO-2-S1", result: .rejected)),
        ]
        #expect(file.documents.map(\.document) == expected)
    }

    @Test(
        "Q04: what cannot be read is named, and the advice is refused",
        arguments: [
            ("{\"document\": \"receipt-advice\", \"result\": \"accepted\"}", FindingCode.valueMissing),
            ("{\"document\": \"receipt-advice\", \"shipment\": \"S\", \"result\": \"fine\"}", .valueNotInList),
            ("{\"document\": \"receipt-advice\", \"shipment\": \"S\", \"lines\": 3}", .jsonWrongType),
            (
                "{\"document\": \"receipt-advice\", \"shipment\": \"S\", \"lines\": [{\"received\": \"few\"}]}",
                .valueNotANumber
            ),
            ("shipment,received\nSO-1-S1,few\n", .valueNotANumber), ("shipment,received\n,5\n", .valueMissing),
        ])
    func badInput(_ text: String, _ code: FindingCode) {
        let file = read(text)
        #expect(file.documents.isEmpty)
        #expect(file.codes.contains(code), "\(file.codes)")
    }

    @Test("Q05: partners send it, and desk roles for them; carriers do not")
    func senders() {
        let text = "{\"document\": \"receipt-advice\", \"shipment\": \"S\", \"result\": \"accepted\"}"
        #expect(read(text, from: .desk(role: "customer-service")).documents.count == 1)
        #expect(read(text, from: .carrier(id: "loopback")).codes == [.kindNotAllowedHere])
    }
}
