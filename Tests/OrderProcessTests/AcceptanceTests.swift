// Acceptance: what the customer received, what is wrong with it, and the record of it.

import ExactDecimals
import OrderModel
import OrderProcess
import TestKit
import Testing

struct AcceptanceTests {
    /// An order whose goods have left, delivered or not.
    private func deskWithShipment(delivered: Bool = true) throws -> (TestDesk, shipment: String, number: String) {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order(lines: [Samples.line("1"), Samples.line("2", "P-1", 3)])).number
        try desk.dispatch("\(number)-S1")
        if delivered { try desk.deliver("\(number)-S1") }
        return (desk, "\(number)-S1", number)
    }

    private let acme = Sender.partner(id: "acme", channel: .edi)

    private func line(_ id: String, _ received: ExactDecimal?, _ more: (inout ReceiptAdvice.Line) -> Void = { _ in })
        -> ReceiptAdvice.Line
    {
        var line = ReceiptAdvice.Line(lineID: id, received: received)
        more(&line)
        return line
    }

    @Test("Q05: the acceptance record holds order, product, specification, quantity and result; the order is accepted")
    func record() throws {
        let (desk, shipment, number) = try deskWithShipment()
        #expect(try desk.order(number).status == .completed)
        let advice = ReceiptAdvice(
            number: "RA-1", shipment: shipment, receivedOn: day("2026-11-23"), inspectedBy: "Ann Buyer",
            lines: [line("1", 5), line("2", 3)])
        let decision = try desk.take(.receiptAdvice(advice), from: acme)
        #expect(decision.entry?.outcome == .accepted && decision.number == number)
        #expect(decision.noticeKinds(to: "customer-service") == [.goodsAccepted])
        let order = try desk.order(number)
        #expect(order.status == .accepted && order.status.isFinal)
        let kept = try #require(order.acceptances.first)
        #expect(kept.inspectedBy == "Ann Buyer" && kept.result == .accepted && kept.advice == advice)
        let first = try #require(kept.lines.first)
        #expect(first.product == "P-1" && first.specification == "blue, 10 mm")
        #expect(first.sent == 5 && first.received == 5 && first.result == .accepted)
        #expect(kept.faultyLines.isEmpty)
    }

    @Test("Q04: quantity, specification and quality problems go to customer service with the lines concerned")
    func problems() throws {
        let (desk, shipment, number) = try deskWithShipment()
        let advice = ReceiptAdvice(
            shipment: shipment,
            lines: [
                line("1", 4) { ($0.rejected, $0.reason) = (1, "threads are rusty") },
                line("2", 3) { ($0.rejected, $0.reasonCode) = (3, "specification") },
            ])
        let decision = try desk.take(.receiptAdvice(advice), from: acme)
        #expect(decision.entry?.outcome == .accepted)
        #expect(decision.codes == [.reportDiffers])
        #expect(decision.noticeKinds(to: "customer-service") == [.acceptanceProblem])
        #expect(decision.noticeKinds(to: "sales").isEmpty)
        let order = try desk.order(number)
        let lines = try #require(order.acceptances.first?.lines)
        #expect(lines.map(\.problems) == [[.quantity, .quality], [.specification]])
        #expect(lines.map(\.result) == [.acceptedWithRemarks, .rejected])
        #expect(order.acceptances.first?.result == .acceptedWithRemarks)
        let notice = try #require(decision.documents.compactMap(\.notice).first { $0.kind == .acceptanceProblem })
        let details = notice.details.map { "\($0.name): \($0.value)" }
        #expect(
            details.contains(
                "line 1: P-1 Widget P-1, blue, 10 mm: 5 EA sent, 4 received, 1 rejected; quantity, quality: threads are rusty"
            ),
            "\(details)")
    }

    @Test("Q04: short, damaged and too many goods are counted against what was sent, in the unit that is named")
    func quantities() throws {
        let desk = try TestDesk()
        let number = try desk.receive(
            Samples.order(lines: [Samples.line("1", "P-1", 2) { ($0.unit, $0.unitPrice) = ("CT", 120) }])
        ).number
        try desk.decision(.approve, on: number, as: "order-management")
        try desk.dispatch("\(number)-S1")
        let advice = ReceiptAdvice(
            order: "PO-1",
            lines: [
                ReceiptAdvice.Line(product: "P-1", received: 12, unit: "EA"),
                ReceiptAdvice.Line(product: "P-1", received: 1, unit: "CT", damaged: exact("0.5")),
            ])
        try desk.take(.receiptAdvice(advice), from: acme)
        let kept = try #require(try desk.order(number).acceptances.first?.lines.first)
        #expect(kept.sent == 2 && kept.received == 2 && kept.rejected == exact("0.5") && kept.problems == [.quality])
    }

    @Test("Q04: more than was sent, lines that were never sent and lines that are not mentioned are said to both sides")
    func oddLines() throws {
        let (desk, shipment, number) = try deskWithShipment()
        let advice = ReceiptAdvice(
            shipment: shipment, lines: [line("1", 7), ReceiptAdvice.Line(product: "P-9", received: 2)])
        let decision = try desk.take(.receiptAdvice(advice), from: acme)
        #expect(decision.codes == [.reportDiffers, .reportDiffers, .reportDiffers])
        let lines = try #require(try desk.order(number).acceptances.first?.lines)
        #expect(lines.map(\.received) == [7, nil, 2])
        #expect(lines.map(\.problems) == [[.quantity], [.quantity], [.specification]])
    }

    @Test("Q05: accepted without lines means all as sent; rejected without lines means nothing of it")
    func wholeShipment() throws {
        let (desk, shipment, number) = try deskWithShipment()
        #expect(try desk.take(.receiptAdvice(ReceiptAdvice(shipment: shipment)), from: acme).codes == [.valueMissing])
        let advice = ReceiptAdvice(shipment: shipment, result: .rejected, remarks: "wet")
        let decision = try desk.take(.receiptAdvice(advice), from: acme)
        #expect(decision.noticeKinds(to: "customer-service") == [.acceptanceProblem])
        let order = try desk.order(number)
        #expect(order.acceptances.first?.lines.map(\.rejected) == [5, 3])
        #expect(order.status == .completed, "rejected goods are not accepted")
    }

    @Test("Q02, Q05: who says what they received has received it; the carrier's signature may come later")
    func deliversToo() throws {
        let (desk, shipment, number) = try deskWithShipment(delivered: false)
        let advice = ReceiptAdvice(shipment: shipment, inspectedBy: "Ann Buyer", result: .accepted)
        let decision = try desk.take(.receiptAdvice(advice), from: acme)
        #expect(decision.noticeKinds(to: "customer-service") == [.goodsAccepted, .delivered])
        let order = try desk.order(number)
        #expect(order.status == .accepted)
        #expect(order.shipments.first?.delivery?.signedBy == "Ann Buyer")
        let late = try desk.deliver(shipment)
        #expect(late.entry?.outcome == .accepted && late.codes == [.shipmentAlreadyReported])
        #expect(try desk.order(number).lines.first?.delivered == 5, "delivered once")
    }

    @Test("Q05: customer service keys in the signed acceptance note; no other role speaks for the customer")
    func keyedIn() throws {
        let (desk, shipment, number) = try deskWithShipment()
        let advice = IncomingDocument.receiptAdvice(ReceiptAdvice(shipment: shipment, result: .accepted))
        #expect(try desk.take(advice, from: .desk(role: "warehouse")).codes == [.roleNotAsked])
        #expect(try desk.take(advice, from: .desk(role: "customer-service")).entry?.outcome == .accepted)
        #expect(try desk.order(number).acceptances.first?.inspectedBy == "Acme Ltd")
    }

    @Test("Q05: the same advice again is a repeat; another one about the same shipment goes to a person")
    func twice() throws {
        let (desk, shipment, number) = try deskWithShipment()
        let advice = ReceiptAdvice(number: "RA-1", shipment: shipment, result: .accepted)
        try desk.take(.receiptAdvice(advice), from: acme)
        #expect(try desk.take(.receiptAdvice(advice), from: acme).entry?.outcome == .repeated)
        let other = ReceiptAdvice(number: "RA-2", order: "PO-1", lines: [line("1", 4)])
        let decision = try desk.take(.receiptAdvice(other), from: acme)
        #expect(decision.entry?.outcome == .referred && decision.codes == [.shipmentAlreadyReported])
        #expect(decision.noticeKinds(to: "customer-service") == [.discrepancy])
        #expect(try desk.order(number).acceptances.count == 1)
    }

    @Test("Q04: unknown shipments, other customers' shipments, and goods that have not left are not accepted")
    func objections() throws {
        let (desk, shipment, _) = try deskWithShipment()
        desk.facts.customers.append(Samples.customer("globex") { $0.identifiers = [] })
        let advice = IncomingDocument.receiptAdvice(ReceiptAdvice(shipment: shipment, result: .accepted))
        let globex = Sender.partner(id: "globex", channel: .edi)
        #expect(try desk.take(advice, from: globex).codes == [.shipmentUnknown])
        let unknown = ReceiptAdvice(order: "PO-9", result: .accepted)
        #expect(try desk.take(.receiptAdvice(unknown), from: acme).codes == [.orderUnknown])
        let waiting = try desk.receive(Samples.order("PO-2")).number
        let early = try desk.take(
            .receiptAdvice(ReceiptAdvice(shipment: "\(waiting)-S1", result: .accepted)), from: acme)
        #expect(early.entry?.outcome == .referred && early.codes == [.reportDiffers])
        #expect(early.noticeKinds(to: "customer-service") == [.discrepancy])
    }

    @Test("Q04: dates and quantities that cannot be are refused, each with its place to look")
    func values() throws {
        let (desk, shipment, number) = try deskWithShipment()
        let bad = ReceiptAdvice(
            shipment: shipment, receivedOn: day("2026-11-01"),
            lines: [line("1", -1), line("2", 3) { $0.unit = "KGM" }])
        #expect(
            try desk.take(.receiptAdvice(bad), from: acme).codes.filter { $0 != .reportDiffers } == [
                .valueOutOfRange, .valueOutOfRange, .unitNotSold,
            ])
        #expect(try desk.order(number).acceptances.isEmpty)
    }

    @Test("Q05: an order of several shipments is accepted with the last of them")
    func severalShipments() throws {
        let desk = try TestDesk()
        desk.facts.lots = [Samples.lot("P-1", 3), Samples.lot("P-1", 3, in: "north")]
        let number = try desk.receive(Samples.order()).number
        for shipment in ["\(number)-S1", "\(number)-S2"] {
            #expect(try desk.order(number).status != .accepted)
            try desk.dispatch(shipment)
            try desk.take(.receiptAdvice(ReceiptAdvice(shipment: shipment, result: .accepted)), from: acme)
        }
        #expect(try desk.order(number).status == .accepted)
        #expect(try desk.order(number).acceptances.count == 2)
    }
}

extension OutgoingDocument {
    fileprivate var notice: DeskNotice? { if case .notice(let notice) = content { notice } else { nil } }
}
