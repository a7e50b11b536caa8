// Documents that have something bad in every text.

import ExactDecimals
import OrderModel

enum HostileDocuments {
    static let text =
        "<script>alert('1')</script>\"&<img src=x>\u{0}\u{1B}[31m\u{7}\u{202E}abc\u{2066}\u{200F}\u{61C}\r\n# x\n| y |\u{85}"
        + "\u{2028}{{orderNumber}}\t" + String(repeating: "長", count: 200) + String(repeating: "w", count: 200)

    static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static let address = PostalAddress(
        name: text, street: text, city: text, postalCode: text, region: text, country: text)
    private static let party = Party(
        identifiers: [Identifier(scheme: text, value: text)], name: text, address: address,
        contact: Contact(name: text, phone: text, email: text))
    private static let findings = [
        Finding(
            .error, .valueNotANumber, text, at: Place(line: 1, column: 2, path: text, field: text), value: text,
            hint: text),
        Finding(.note, .jsonUnknownField, text, at: Place(path: text)),
    ]

    static let all: [DocumentContent] = [
        .receipt(
            Receipt(
                intake: text, fileName: text, sha256: text, receivedAt: Documents.at, outcome: .partlyTaken,
                entries: [
                    Receipt.Entry(
                        outcome: .registered, kind: .order, customerReference: text, orderNumber: text,
                        findings: findings, summary: text),
                    Receipt.Entry(outcome: .refused, kind: .order, customerReference: text, findings: findings),
                ], findings: findings, repeatOf: text, format: .csv, charset: text, seller: party, buyer: party)),
        .confirmation(
            OrderConfirmation(
                orderNumber: text, customerReference: text, decision: .acceptedWithChange, issuedAt: Documents.at,
                issueDate: Documents.date, currency: text, total: decimal("1"),
                lines: [
                    OrderConfirmation.Line(
                        lineID: text, product: text, buyerCode: text, gtin: text, name: text, specification: text,
                        orderedQuantity: .one, confirmedQuantity: .one, backorderedQuantity: .one, unit: text,
                        unitPrice: .one, amount: .one, promisedDate: nil, status: .changed, note: text)
                ], terms: [text], reason: text, transportMode: text, deliverTo: address, seller: party, buyer: party)),
        .query(
            CustomerQuery(
                orderNumber: text, customerReference: text, issuedAt: Documents.at, answerBy: Documents.at,
                questions: [Question(code: text, text: text, lineID: text, place: Place(field: text))],
                possibleAnswers: [.wait], howToAnswer: text, seller: party, buyer: party)),
        .shippingNotice(
            ShippingNotice(
                shipment: text, orderNumber: text, customerReference: text, issuedAt: Documents.at,
                issueDate: Documents.date, dispatchedOn: Documents.date, carrier: text, trackingNumber: text,
                packages: 1,
                lines: [
                    ShippingNotice.Line(
                        lineID: text, product: text, buyerCode: text, gtin: text, name: text, quantity: .one,
                        outstandingQuantity: .one, unit: text, lots: [text, text])
                ], deliverTo: address, seller: party, buyer: party)),
    ]
}
