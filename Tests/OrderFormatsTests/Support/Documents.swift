// Documents of every kind, with every field filled: what is written of them must read back the same.

import ExactDecimals
import OrderFormats
import OrderModel

enum Documents {
    static let at = Instant(milliseconds: 1_795_339_800_000)
    static let date = CalendarDate(daysSinceEpoch: 20_779)

    static func number(_ text: String) -> ExactDecimal { decimal(text) ?? .zero }

    static let address = PostalAddress(
        name: "Acme warehouse north", street: "Hafenstr. 12", city: "Hamburg", postalCode: "20457", region: "HH",
        country: "DE")
    static let contact = Contact(name: "李娜", phone: "+49 30 1234567", email: "li.na@acme.example")
    static let party = Party(
        identifiers: [Identifier(scheme: "GLN", value: "4012345000009")], name: "Acme Trading GmbH", address: address,
        contact: contact)

    static let order: PurchaseOrder = {
        var order = PurchaseOrder(customerReference: "PO-4711")
        order.documentType = .salesContract
        order.form = .paper
        order.orderClass = .afterSales
        order.urgency = .urgent
        order.purpose = .change
        order.issueDate = date
        order.currency = "EUR"
        order.buyer = party
        order.contact = contact
        order.deliverTo = address
        order.requestedDeliveryDate = date.adding(days: 14)
        order.paymentMeans = "bank transfer"
        order.paymentTerms = "30 days net"
        order.transportMode = "road"
        order.attestation = Attestation(kind: .stamp, by: "Acme Trading GmbH", date: date)
        order.evidence = [
            Evidence(
                kind: .email, name: "mail.eml", text: "Dear \"all\",\n\tplease send 螺栓 \\ 100 %",
                sha256: String(repeating: "0f", count: 32))
        ]
        order.verbalRecord = VerbalRecord(recordedBy: "Zhang Wei", confirmedByCustomer: "H. Meyer")
        order.note = "ring before delivery"
        order.statedTotal = number("300.123456")
        order.lines = [
            OrderLine(
                id: "10", sellerCode: "W-100", buyerCode: "A-1", gtin: "4012345678901", name: "Hex bolt M8 螺栓",
                specification: "M8 × 40", quantity: number("120"), unit: "C62", unitPrice: number("2.50"),
                priceBaseQuantity: number("100"), lineAmount: number("3"), requestedDeliveryDate: date,
                packing: "cartons", note: "one lot")
        ]
        return order
    }()

    static let incoming: [IncomingDocument] = [
        .order(order),
        .decision(ReviewDecision(orderNumber: "SO-1", verdict: .reject, person: "Wang Fang", reason: "limit")),
        .decision(ReviewDecision(orderNumber: "SO-1", verdict: .approve, person: "Wang Fang", change: "C-7")),
        .decision(
            ReviewDecision(
                orderNumber: "SO-1", verdict: .approve, person: "王芳", workingDays: 5, terms: "预付 30%",
                evidence: [Evidence(kind: .other, name: "contract-4711.pdf", sha256: "9f86d081")])),
        .decision(
            ReviewDecision(orderNumber: "SO-1", verdict: .sendBack, person: "Wang Fang", reason: "why?", to: "sales")),
        .progressReport(
            ProgressReport(
                orderNumber: "SO-1", role: "", person: "Wang Fang", text: "half of it is made",
                expectedOn: CalendarDate("2026-11-26"))),
        .customerAnswer(CustomerAnswer(order: "PO-4711", answer: .shipPart, person: "H. Meyer", note: "soon")),
        .dispatchReport(
            DispatchReport(
                shipment: "SO-1-S1", dispatchedOn: date, confirmedBy: "Chen Jie", packages: 3, trackingNumber: "LB1",
                lines: [
                    DispatchReport.Line(lineID: "10", product: "W-100", lot: "L1", quantity: number("0.000001")),
                    DispatchReport.Line(lineID: "10", product: "W-100", quantity: number("119")),
                ])),
        .carrierReport(
            CarrierReport(
                shipment: "SO-1-S1", trackingNumber: "LB1", labelReference: "LBL", refusal: "no", webhookID: "msg_1")),
        .deliveryReport(
            DeliveryReport(shipment: "SO-1-S1", deliveredOn: date, signedBy: "H. Meyer", remarks: "one dented")),
        .transportStatus(
            TransportStatus(
                shipment: "SO-1-S1", trackingNumber: "LB1", step: .exception, date: date, time: "14:30",
                location: "汉堡", expectedOn: date.adding(days: 1), expectedTime: "14:00-16:00", reason: "snow",
                code: "SD", signedBy: "H. Meyer", remarks: "one dented")),
        .transportStatus(TransportStatus(shipment: "", trackingNumber: "LB1", step: .pickedUp)),
        .deliveryFailure(
            DeliveryFailure(
                shipment: "SO-1-S1", webhookID: "msg_1", type: "shipment.requested", cause: .exhausted, attempts: 10,
                reason: "the carrier answered 503")),
        .receiptAdvice(
            ReceiptAdvice(
                number: "RA-1", shipment: "SO-1-S1", order: "PO-4711", receivedOn: date, inspectedBy: "H. Meyer",
                result: .acceptedWithRemarks, remarks: "one carton wet",
                lines: [
                    ReceiptAdvice.Line(
                        lineID: "10", product: "W-100", buyerCode: "A-1", gtin: "4012345678901", name: "螺栓",
                        specification: "M8 × 40", received: number("118"), unit: "C62", short: number("2"),
                        rejected: number("5"), damaged: number("0.5"), excess: number("0"), reasonCode: "quality",
                        reason: "threads are rusty", result: .acceptedWithRemarks),
                    ReceiptAdvice.Line(product: "W-200", result: .rejected),
                ])),
        .receiptAdvice(ReceiptAdvice(order: "PO-4711", result: .accepted)),
        .deliveryRetry(DeliveryRetry(webhookID: "msg_1", person: "Wang Fang")),
        .products([
            Product(
                code: "W-100", name: "螺栓", specification: "M8", unit: "C62",
                packUnits: ["CT": number("12"), "PAL": number("480.5")], gtin: "4012345678901",
                customerCodes: ["acme": "A-1", "globex": "77"], isStandard: false, leadTimeDays: 14)
        ]),
        .customers([
            Customer(
                id: "acme", name: "Acme", identifiers: [Identifier(scheme: "GLN", value: "4012345000009")],
                contact: contact, address: address, isKeyCustomer: true, shortageConsent: .part, creditStanding: .bad,
                creditLimit: number("50000"), creditCurrency: "EUR", openAmount: number("1200.5"),
                overdueAmount: number("7"), salesContact: "Liu Yang"
            ).promising
        ]),
        .prices([
            PriceListEntry(
                product: "W-100", customer: "acme", unit: "C62", currency: "EUR", price: number("2.5"),
                baseQuantity: number("100"), validFrom: date, validTo: date.adding(days: 30),
                minimumQuantity: number("10"), promotion: "autumn")
        ]),
        .sales([
            PastSale(
                customer: "acme", product: "W-100", unit: "C62", currency: "EUR", price: number("2.4"), soldOn: date)
        ]),
        .stock(
            StockSnapshot(lots: [
                StockLot(
                    warehouse: "north", product: "W-100", lot: "L1", quantity: number("4800"), receivedOn: date,
                    expiresOn: date.adding(days: 365)),
                StockLot(warehouse: "south", product: "W-100", quantity: .zero),
            ])),
    ]

    static let finding = Finding(
        .error, .valueNotANumber, "quantity is not a number",
        at: Place(line: 3, column: 7, path: "/lines/0/quantity", field: "quantity"), value: "abc", hint: "write digits")
}

extension Customer {
    /// The same, promising, with agreed terms of payment.
    fileprivate var promising: Customer {
        var customer = self
        customer.hasPotential = true
        customer.paymentMeans = "bank transfer"
        customer.paymentTerms = "30 days net"
        return customer
    }
}
