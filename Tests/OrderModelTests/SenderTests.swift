// Who may say what: the folder decides.

import ExactDecimals
import OrderModel
import Testing

@Suite("Senders and kinds of documents") struct SenderTests {
    @Test("a partner can order, answer and say what was received, and nothing else")
    func partner() {
        let sender = Sender.partner(id: "acme", channel: .web)
        let allowed = IncomingDocument.Kind.allCases.filter { $0.isAllowed(from: sender) }
        #expect(allowed == [.order, .customerAnswer, .receiptAdvice])
    }

    @Test("a carrier can report, and nothing else")
    func carrier() {
        let allowed = IncomingDocument.Kind.allCases.filter { $0.isAllowed(from: .carrier(id: "loopback")) }
        #expect(allowed == [.carrierReport, .deliveryReport, .transportStatus, .deliveryFailure])
    }

    @Test("F01: the desk can hand in drafts of quotations, which look like orders; the business refuses all others")
    func desk() {
        #expect(IncomingDocument.Kind.order.isAllowed(from: .desk(role: "sales")))
        #expect(!IncomingDocument.Kind.order.isAllowed(from: .carrier(id: "loopback")))
        #expect(IncomingDocument.Kind.decision.isAllowed(from: .desk(role: "sales")))
    }

    @Test("a folder name tells the sender")
    func folders() {
        #expect(Sender.partner(id: "acme", channel: .fax).folder == "acme/fax")
        #expect(Sender.desk(role: "finance").folder == "desk/finance")
        #expect(Sender.carrier(id: "loopback").folder == "carriers/loopback")
    }

    @Test("K01: what is reserved beyond the count never becomes a negative quantity to promise")
    func available() {
        let lot = StockLot(warehouse: "main", product: "P", quantity: ExactDecimal(3))
        #expect(LotOnHand(lot: lot, reserved: ExactDecimal(5)).available == .zero)
        #expect(LotOnHand(lot: lot, reserved: ExactDecimal(1)).available == ExactDecimal(2))
    }

    @Test("a finding shortens the value that it shows")
    func longValue() {
        let finding = Finding(.error, .valueTooLong, "too long", value: String(repeating: "长", count: 500))
        #expect(finding.value?.count == Finding.longestValue + 1)
    }
}
