// Outgoing documents of every kind, with every field filled.

import OrderFormats
import OrderModel

extension Documents {
    /// What a partner with this answer format gets. Control numbers count from 1 in each document.
    static func write(
        _ content: DocumentContent, format: FileFormat, language: String = "en", csv: CSVMapping = CSVMapping()
    ) throws -> WrittenDocument {
        var profile = PartnerProfile(id: "acme", name: "Acme", answerFormat: format)
        profile.language = language
        profile.csv = csv
        var number = 0
        let context = WritingContext(profile: profile, now: at) { _ in
            number += 1
            return number
        }
        return try DocumentWriter.write(document(content), context)
    }

    static let receipt = Receipt(
        intake: "2026-11-22-000041", fileName: "po-4711.csv", sha256: String(repeating: "ab", count: 32),
        receivedAt: at, outcome: .partlyTaken,
        entries: [
            Receipt.Entry(
                outcome: .registered, kind: .order, customerReference: "PO-4711", orderNumber: "SO-2026-000017",
                findings: [finding], summary: "1 order"),
            Receipt.Entry(outcome: .refused, kind: .order, customerReference: "=HYPERLINK(\"x\")"),
        ], findings: [finding], repeatOf: "2026-11-21-000007", seller: party, buyer: party)

    static let confirmation = OrderConfirmation(
        orderNumber: "SO-2026-000017", customerReference: "PO-4711", decision: .acceptedWithChange, issuedAt: at,
        issueDate: date, currency: "EUR", total: number("300"),
        lines: [
            OrderConfirmation.Line(
                lineID: "10", product: "W-100", name: "Hex bolt; M8", specification: "M8 × 40",
                orderedQuantity: number("120"), confirmedQuantity: number("100"), backorderedQuantity: number("20"),
                unit: "C62", unitPrice: number("2.5"), amount: number("300"), promisedDate: date, status: .changed,
                note: "rest follows")
        ], terms: ["surcharge 5 %"], reason: "short", transportMode: "road", deliverTo: address, seller: party,
        buyer: party)

    static let chargedConfirmation: OrderConfirmation = {
        var charged = confirmation
        charged.charges = [
            OrderCharge(reason: "small order", percent: number("5"), amount: number("15")),
            OrderCharge(reason: "packing", amount: number("7.5")),
        ]
        charged.paymentMeans = "bank transfer"
        charged.paymentTerms = "30 days net"
        return charged
    }()

    static let invoicePreparation = InvoicePreparation(
        orderNumber: confirmation.orderNumber, customerReference: confirmation.customerReference, changeNumber: "1",
        at: confirmation.issuedAt, customer: "acme", buyer: confirmation.buyer, deliverTo: confirmation.deliverTo,
        currency: "EUR",
        lines: [
            InvoicePreparation.Line(
                lineID: "10", product: "W-100", name: "Hex bolt", specification: "M8 × 40", quantity: number("120"),
                unit: "C62", unitPrice: number("2.5"), amount: number("300"))
        ],
        total: number("300"), charges: chargedConfirmation.charges ?? [], payable: number("322.5"),
        paymentMeans: "bank transfer", paymentTerms: "30 days net")

    static let quotation = Quotation(
        number: "QU-2026-000003", customerReference: "RFQ-17", requestDate: confirmation.orderDate, decision: .quoted,
        issuedAt: confirmation.issuedAt, issueDate: confirmation.issueDate,
        validUntil: confirmation.issueDate.adding(days: 30), currency: "EUR", total: number("300"),
        lines: [
            Quotation.Line(
                lineID: "10", product: "W-100", buyerCode: "A-1", gtin: "4012345678901", name: "Hex bolt; M8",
                specification: "M8 × 40", quantity: number("120"), unit: "C62", unitPrice: number("2.5"),
                amount: number("300"), deliveryDays: 5, requestedDate: confirmation.issueDate, note: "one \"lot\"")
        ],
        terms: ["ex works"], paymentMeans: "bank transfer", paymentTerms: "30 days net", transportMode: "road",
        deliverTo: confirmation.deliverTo, signedBy: "李娜", seller: confirmation.seller, buyer: confirmation.buyer)

    static let refusedQuotation = Quotation(
        number: "QU-2026-000004", customerReference: "RFQ-18", decision: .declined,
        reason: "We cannot make you an offer: no longer made", issuedAt: confirmation.issuedAt,
        issueDate: confirmation.issueDate, currency: nil, total: nil, lines: [], deliverTo: PostalAddress(),
        seller: confirmation.seller, buyer: confirmation.buyer)

    static let query = CustomerQuery(
        orderNumber: "SO-2026-000017", customerReference: "PO-4711", issuedAt: at, answerBy: at.adding(seconds: 86_400),
        questions: [
            Question(code: "address-incomplete", text: "Where to?", lineID: "10", place: Place(line: 3, field: "city"))
        ], possibleAnswers: [.shipPart, .wait], howToAnswer: "send the order again", seller: party, buyer: party)

    static let shippingNotice = ShippingNotice(
        shipment: "SO-2026-000017-S1", orderNumber: "SO-2026-000017", customerReference: "PO-4711", issuedAt: at,
        issueDate: date, dispatchedOn: date, carrier: "loopback", trackingNumber: "LB123456789", packages: 3,
        lines: [
            ShippingNotice.Line(
                lineID: "10", product: "W-100", name: "Hex bolt", quantity: number("100"),
                outstandingQuantity: number("20"), unit: "C62", lots: ["L1", "L2"])
        ], deliverTo: address, seller: party, buyer: party)

    static let delayNotice = DelayNotice(
        orderNumber: "SO-2026-000017", customerReference: "PO-4711", issuedAt: at, answerBy: date,
        reason: "Your order takes longer than usual.", seller: party, buyer: party)

    static let creditNotice = DeskNotice(
        kind: .creditHold, orderNumber: "SO-2026-000017", at: at, text: "The goods are held back.",
        details: [DeskNotice.Detail("how to answer", "a review-decision file")], findings: [finding])

    static let reviewTask: ReviewTask = {
        var task = bareReviewTask
        task.inPlaceOf = "operations"
        task.decided = [
            Approval(
                role: "engineering", person: "Li Na", reason: "it can be made", delegate: "quality", workingDays: 5,
                evidence: [Evidence(kind: .other, name: "test-plan.pdf", sha256: "9f86d081")])
        ]
        task.paymentMeans = "bank transfer"
        task.paymentTerms = "30 days"
        task.deliverTo = address.line
        task.requestedDeliveryDate = date
        return task
    }()

    private static let bareReviewTask = ReviewTask(
        orderNumber: "SO-2026-000017", role: "finance", step: 1, steps: 2, due: at, customer: "Acme",
        customerReference: "PO-4711", priority: .important, reasons: ["price below list"],
        rules: [
            AppliedRule(
                rule: "price-below-list", requirement: "F05", reason: "below list", outcome: "approve: finance",
                values: [RuleValueShown(expression: "l.unitPrice", value: "2.5")], failure: "none")
        ], currency: "EUR", total: number("300"),
        lines: [
            ValidatedLine(
                lineID: "10", product: "W-100", name: "Hex bolt", specification: "M8", quantity: number("10"),
                unit: "CT", stockQuantity: number("120"), stockUnit: "C62", unitPrice: number("30"),
                listPrice: number("31"), promotion: "autumn", lastPrice: number("30.5"), amount: number("300"),
                requestedDeliveryDate: date, isStandard: true)
        ], findings: [finding], howToAnswer: "drop a review-decision file")

    /// A change that customer service has to decide about.
    static let changeTask: ReviewTask = {
        var task = reviewTask
        task.change = ReviewTask.Change(
            number: "C-7", isCancellation: false, reason: "more guests", expectedImpact: "two days later",
            differences: [
                OrderDifference(.changed, .content, line: "10", "quantity", from: "10", to: "12"),
                OrderDifference(.added, .content, line: "20", "line", to: "W-200: 4 C62"),
                OrderDifference(.changed, .term, "delivery date", to: "2026-12-24"),
            ], obstacles: ["shipment SO-2026-000017-S1 has left"])
        return task
    }()

    /// The answer to a change.
    static let changeConfirmation: OrderConfirmation = {
        var answer = confirmation
        answer.changeNumber = "C-7"
        return answer
    }()

    static let allocationPlan = AllocationPlan(
        orderNumber: "SO-2026-000017", at: at,
        reservations: [
            Reservation(lineID: "10", product: "W-100", warehouse: "north", lot: "L1", quantity: number("100"))
        ], shortages: [Shortage(lineID: "10", product: "W-100", quantity: number("20"))])

    static let pickLine = DispatchInstruction.PickLine(
        lineID: "10", product: "W-100", name: "Hex bolt", specification: "M8", lot: "L1", quantity: number("100"),
        unit: "C62")

    static let dispatchInstruction = DispatchInstruction(
        shipment: "SO-2026-000017-S1", orderNumber: "SO-2026-000017", customerReference: "PO-4711",
        warehouse: "north", issuedAt: at, authorisedBy: "Liu Yang", carrier: "loopback", transportMode: "road",
        shipBy: date, pickLines: [pickLine],
        labels: [
            DispatchInstruction.Label(
                orderNumber: "SO-2026-000017", customerReference: "PO-4711", product: "W-100", name: "Hex bolt",
                specification: "M8", quantity: number("100"), unit: "C62", shipTo: address.line)
        ], deliverTo: address, contact: contact, howToAnswer: "drop a dispatch-report file")

    static let carrierNotice = CarrierNotice(
        carrier: "loopback", type: .shipmentRequested, at: at, orderNumber: "SO-2026-000017",
        shipment: "SO-2026-000017-S1", warehouse: "north", deliverTo: address, contact: contact, packages: 3,
        trackingNumber: "LB1", lines: [pickLine])

    static let outgoing: [DocumentContent] = [
        .receipt(receipt), .confirmation(confirmation), .quotation(quotation), .quotation(refusedQuotation),
        .query(query), .shippingNotice(shippingNotice), .delayNotice(delayNotice), .notice(creditNotice),
        .confirmation(chargedConfirmation), .invoicePreparation(invoicePreparation),
        .reviewTask(reviewTask), .reviewTask(changeTask), .confirmation(changeConfirmation),
        .allocationPlan(allocationPlan), .dispatchInstruction(dispatchInstruction),
        .replenishmentRequest(
            ReplenishmentRequest(
                orderNumber: "SO-2026-000017", at: at,
                lines: [
                    ReplenishmentRequest.Line(
                        product: "W-100", name: "Hex bolt", quantity: number("20"), unit: "C62", neededBy: date)
                ])),
        .notice(
            DeskNotice(
                kind: .shortage, orderNumber: "SO-2026-000017", at: at, text: "short",
                details: [.init("product", "W-100")],
                findings: [finding])),
    ]

    static func document(_ content: DocumentContent) -> OutgoingDocument {
        OutgoingDocument(
            recipient: .partner("acme"), stem: "\(content.name)-1", orderNumber: "SO-2026-000017", content: content)
    }
}
