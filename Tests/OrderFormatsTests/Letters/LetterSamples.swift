// Documents as a customer gets them in letters, in both languages: the examples of docs/formats/letters.

import ExactDecimals
import OrderFormats
import OrderModel

enum LetterSamples {
    static let seller = Party(
        name: "Northwind Fasteners Ltd",
        address: PostalAddress(street: "12 Harbour Road", city: "Hull", postalCode: "HU1 2AB", country: "GB"),
        contact: Contact(name: "Customer service", phone: "+44 1482 555010", email: "orders@northwind.example"))
    static let acme = Party(
        name: "Acme Trading GmbH",
        address: PostalAddress(street: "Hafenstr. 12", city: "Hamburg", postalCode: "20457", country: "DE"))
    static let sellerInChina = Party(
        name: "示范紧固件有限公司",
        address: PostalAddress(street: "示范路 12 号", city: "宁波", postalCode: "315000", region: "浙江", country: "CN"),
        contact: Contact(name: "客服部", phone: "+86 574 5550 0100", email: "orders@shifan.example"))
    static let shili = Party(
        name: "示例商贸有限公司",
        address: PostalAddress(street: "样例大道 88 号", city: "广州", postalCode: "510000", region: "广东", country: "CN"))

    struct Sample {
        var name: String
        var language: String
        var content: DocumentContent
    }

    static let all: [Sample] =
        english.map { Sample(name: $0.name, language: "en", content: $0) }
        + chinese.map { Sample(name: $0.name, language: "zh", content: $0) }

    /// The letter, by the desk's clock of the language's country.
    static func write(_ sample: Sample, _ format: FileFormat) throws -> WrittenDocument {
        var profile = PartnerProfile(id: "acme", name: "Acme", answerFormat: format)
        profile.language = sample.language
        let context = WritingContext(
            profile: profile, now: Documents.at, offsetSeconds: sample.language == "zh" ? 28_800 : 0,
            nextNumber: { _ in 1 })
        return try DocumentWriter.write(Documents.document(sample.content), context)
    }

    // MARK: - English

    private static func number(_ text: String) -> ExactDecimal { Documents.number(text) }
    private static let date = CalendarDate(daysSinceEpoch: 20_780)

    static let english: [DocumentContent] = [
        .receipt(
            Receipt(
                intake: "20261122-091633128-0001", fileName: "orders-0412.csv",
                sha256: String(repeating: "ab", count: 32), receivedAt: Documents.at, outcome: .partlyTaken,
                entries: [
                    Receipt.Entry(
                        outcome: .registered, kind: .order, customerReference: "PO-4711",
                        orderNumber: "SO-2026-000017"),
                    Receipt.Entry(
                        outcome: .questioned, kind: .order, customerReference: "PO-4713",
                        orderNumber: "SO-2026-000018"),
                    Receipt.Entry(
                        outcome: .refused, kind: .order, customerReference: "PO-4712",
                        findings: [
                            Finding(
                                .error, .valueNotANumber, "quantity is not a number",
                                at: Place(line: 3, column: 18, field: "quantity"), value: "ten",
                                hint: "write digits only, such as 1234.50")
                        ]),
                ],
                findings: [
                    Finding(
                        .note, .csvColumnUnknown, "the column 'colour' is not known and was not read",
                        at: Place(line: 1, column: 40), value: "colour")
                ], format: .csv, charset: "windows-1252", seller: seller, buyer: acme)),
        .confirmation(confirmation(note: "400 pcs follow later, expected to leave on 2026-12-07.", english: true)),
        .quotation(quotation(english: true)),
        .query(
            CustomerQuery(
                orderNumber: "SO-2026-000018", customerReference: "PO-4713", issuedAt: Documents.at,
                answerBy: Documents.at.adding(seconds: 259_200),
                questions: [
                    Question(
                        code: "shortage-consent",
                        text:
                            "Line 1: of 500 pcs of N-100 we have 100 in stock; 400 are missing. The rest can leave on "
                            + "2026-12-07. Shall we ship what is there (ship-part), wait until all is there (wait), or "
                            + "cancel the order (cancel)?", lineID: "1", place: Place(line: 4, column: 1))
                ], possibleAnswers: [.shipPart, .wait, .cancel],
                howToAnswer:
                    "A customer-answer file answers this: order SO-2026-000018, answer one of ship-part, wait, "
                    + "cancel.", seller: seller, buyer: acme)),
        .shippingNotice(notice(english: true)),
    ]

    private static func confirmation(note: String, english: Bool) -> OrderConfirmation {
        OrderConfirmation(
            orderNumber: "SO-2026-000017", customerReference: english ? "PO-4711" : "DD-88",
            orderDate: CalendarDate(daysSinceEpoch: 20_775), decision: .acceptedWithChange, issuedAt: Documents.at,
            issueDate: date, currency: english ? "EUR" : "CNY", total: number("1351.5"),
            charges: [
                OrderCharge(
                    reason: english ? "Delivery within 48 hours" : "48 小时内交货", percent: number("5"),
                    amount: number("67.58"))
            ], paymentMeans: english ? "bank transfer" : "银行转账", paymentTerms: english ? "30 days net" : "30 天内付清",
            lines: [
                OrderConfirmation.Line(
                    lineID: "1", product: "N-100", buyerCode: "HB-8", name: english ? "Hex bolt" : "六角螺栓",
                    specification: english ? "M8 × 40, zinc plated" : "M8 × 40，镀锌", orderedQuantity: number("5000"),
                    confirmedQuantity: number("4600"), backorderedQuantity: number("400"), unit: "C62",
                    unitPrice: number("0.25"), amount: number("1250"), promisedDate: date, status: .changed, note: note),
                OrderConfirmation.Line(
                    lineID: "2", product: "N-230", name: english ? "Washer set" : "垫圈套装",
                    orderedQuantity: number("35"), confirmedQuantity: number("35"), unit: "SET",
                    unitPrice: number("2.9"), amount: number("101.5"), promisedDate: date.adding(days: 2),
                    status: .accepted),
            ],
            terms: [english ? "Pallets are exchanged" : "托盘交换使用"],
            reason: english
                ? "Part of the goods follows later. Terms were added. A surcharge was added."
                : "部分货物稍后发出。增加了附加条款。增加了附加费用。",
            transportMode: english ? "road" : "公路",
            deliverTo: (english ? acme : shili).address ?? PostalAddress(), seller: english ? seller : sellerInChina,
            buyer: english ? acme : shili)
    }

    private static func quotation(english: Bool) -> Quotation {
        Quotation(
            number: "QU-2026-000003", customerReference: english ? "RFQ-17" : "XJ-17",
            requestDate: CalendarDate(daysSinceEpoch: 20_775), decision: .quoted, issuedAt: Documents.at,
            issueDate: date, validUntil: date.adding(days: 30), currency: english ? "EUR" : "CNY",
            total: number("1101.5"),
            lines: [
                Quotation.Line(
                    lineID: "1", product: "N-100", buyerCode: "HB-8", name: english ? "Hex bolt" : "六角螺栓",
                    specification: english ? "M8 × 40, zinc plated" : "M8 × 40，镀锌", quantity: number("4000"),
                    unit: "C62", unitPrice: number("0.25"), amount: number("1000"), deliveryDays: 2),
                Quotation.Line(
                    lineID: "2", product: "N-230", name: english ? "Washer set" : "垫圈套装", quantity: number("35"),
                    unit: "SET", unitPrice: number("2.9"), amount: number("101.5"),
                    note: english ? "Made to order" : "按订单生产"),
            ], paymentMeans: english ? "bank transfer" : "银行转账", paymentTerms: english ? "30 days net" : "30 天内付清",
            transportMode: english ? "road" : "公路",
            deliverTo: (english ? acme : shili).address ?? PostalAddress(), signedBy: english ? "Zhao Lei" : "赵磊",
            seller: english ? seller : sellerInChina, buyer: english ? acme : shili)
    }

    private static func notice(english: Bool) -> ShippingNotice {
        ShippingNotice(
            shipment: "SO-2026-000017-S1", orderNumber: "SO-2026-000017",
            customerReference: english ? "PO-4711" : "DD-88", issuedAt: Documents.at, issueDate: date,
            dispatchedOn: date, carrier: "express", trackingNumber: "EX123456789", packages: 3,
            lines: [
                ShippingNotice.Line(
                    lineID: "1", product: "N-100", buyerCode: "HB-8", name: english ? "Hex bolt" : "六角螺栓",
                    quantity: number("4600"), outstandingQuantity: number("400"), unit: "C62", lots: ["L1", "L2"]),
                ShippingNotice.Line(
                    lineID: "2", product: "N-230", name: english ? "Washer set" : "垫圈套装", quantity: number("35"),
                    outstandingQuantity: .zero, unit: "SET", lots: []),
            ], deliverTo: (english ? acme : shili).address ?? PostalAddress(),
            seller: english ? seller : sellerInChina, buyer: english ? acme : shili)
    }

    // MARK: - Chinese

    static let chinese: [DocumentContent] = [
        .receipt(
            Receipt(
                intake: "20261122-171633128-0001", fileName: "订单-88.csv", sha256: String(repeating: "ab", count: 32),
                receivedAt: Documents.at, outcome: .partlyTaken,
                entries: [
                    Receipt.Entry(
                        outcome: .registered, kind: .order, customerReference: "DD-88", orderNumber: "SO-2026-000017"),
                    Receipt.Entry(
                        outcome: .refused, kind: .order, customerReference: "DD-89",
                        findings: [
                            Finding(
                                .error, .valueNotANumber, "数量 is not a number",
                                at: Place(line: 3, column: 11, field: "数量"), value: "十",
                                hint: "write digits only, such as 1234.50")
                        ]),
                ], findings: [], format: .csv, charset: "GB18030", seller: sellerInChina, buyer: shili)),
        .confirmation(confirmation(note: "400 件稍后发货，预计发货日期 2026-12-07。", english: false)),
        .quotation(quotation(english: false)),
        .query(
            CustomerQuery(
                orderNumber: "SO-2026-000018", customerReference: "DD-90", issuedAt: Documents.at,
                answerBy: Documents.at.adding(seconds: 259_200),
                questions: [
                    Question(
                        code: "shortage-consent",
                        text: "第1行：N-100 订购 500 件，现货 100，缺 400。其余预计于 2026-12-07 发货。"
                            + "是先发现货（ship-part）、等齐后一起发（wait），还是取消订单（cancel）？",
                        lineID: "1", place: Place(line: 4, column: 1))
                ], possibleAnswers: [.shipPart, .wait, .cancel],
                howToAnswer: "可以用答复文件（customer-answer）回复：order 填写 SO-2026-000018，answer 填写以下之一：ship-part、wait、cancel。",
                seller: sellerInChina, buyer: shili)),
        .shippingNotice(notice(english: false)),
    ]
}
