// Incoming documents in our own JSON: for the command line and the daemon, which drop files as everybody does, and for
// showing what was read, whatever format it came in.

package import OrderModel

package enum IncomingDocumentWriter {
    /// A JSON file that reads back as the same document.
    package static func write(_ document: IncomingDocument) -> [UInt8] { output(document).pretty }

    /// One document, or an array of them.
    package static func write(_ documents: [IncomingDocument]) -> [UInt8] {
        documents.count == 1 ? write(documents[0]) : JSONOutput.array(documents.map(output)).pretty
    }

    static func output(_ document: IncomingDocument) -> JSONOutput {
        switch document {
        case .order(let order): IncomingOrderJSON.output(order)
        case .decision(let decision):
            .fields([
                "document": .text("review-decision"), "orderNumber": .text(decision.orderNumber),
                "verdict": .of(decision.verdict), "person": .text(decision.person), "reason": .of(decision.reason),
                "change": .of(decision.change), "to": .of(decision.to),
                "workingDays": decision.workingDays.map { .integer($0) }, "terms": .of(decision.terms),
                "evidenceName": .of(decision.evidence.first?.name),
                "evidenceSHA256": .of(decision.evidence.first?.sha256),
            ])
        case .progressReport(let report):
            .fields([
                "document": .text("progress-report"), "orderNumber": .text(report.orderNumber),
                "person": .text(report.person), "text": .text(report.text), "expectedOn": .of(report.expectedOn),
            ])
        case .customerAnswer(let answer):
            .fields([
                "document": .text("customer-answer"), "order": .text(answer.order), "answer": .of(answer.answer),
                "person": .of(answer.person), "note": .of(answer.note),
            ])
        case .deliveryRetry(let retry):
            .fields([
                "document": .text("delivery-retry"), "webhookID": .of(retry.webhookID), "person": .of(retry.person),
            ])
        case .dispatchReport, .carrierReport, .deliveryReport, .transportStatus, .deliveryFailure: report(document)
        case .receiptAdvice(let advice): ReceiptAdviceJSON.output(advice)
        case .products, .customers, .prices, .sales, .stock: IncomingReferenceJSON.output(document)
        }
    }

    private static func report(_ document: IncomingDocument) -> JSONOutput {
        switch document {
        case .dispatchReport(let report):
            .fields([
                "document": .text("dispatch-report"), "shipment": .text(report.shipment),
                "dispatchedOn": .of(report.dispatchedOn), "confirmedBy": .of(report.confirmedBy),
                "packages": .of(report.packages), "trackingNumber": .of(report.trackingNumber),
                "lines": .array(report.lines.map(dispatchLine)),
            ])
        case .carrierReport(let report):
            .fields([
                "document": .text("carrier-report"), "shipment": .text(report.shipment),
                "trackingNumber": .of(report.trackingNumber), "labelReference": .of(report.labelReference),
                "refusal": .of(report.refusal), "webhookID": .of(report.webhookID),
            ])
        case .deliveryReport(let report):
            .fields([
                "document": .text("delivery-report"), "shipment": .text(report.shipment),
                "deliveredOn": .of(report.deliveredOn), "signedBy": .of(report.signedBy),
                "remarks": .of(report.remarks),
            ])
        case .transportStatus(let status):
            .fields([
                "document": .text("transport-status"),
                "shipment": status.shipment.isEmpty ? nil : .text(status.shipment),
                "trackingNumber": .of(status.trackingNumber), "status": .of(status.step), "date": .of(status.date),
                "time": .of(status.time), "location": .of(status.location), "expectedOn": .of(status.expectedOn),
                "expectedTime": .of(status.expectedTime), "reason": .of(status.reason), "code": .of(status.code),
                "signedBy": .of(status.signedBy), "remarks": .of(status.remarks),
            ])
        case .deliveryFailure(let failure):
            .fields([
                "document": .text("delivery-failure"), "shipment": .text(failure.shipment),
                "webhookID": .text(failure.webhookID), "type": .text(failure.type), "cause": .of(failure.cause),
                "attempts": .integer(failure.attempts), "reason": .text(failure.reason),
            ])
        default: .fields([:])
        }
    }

    private static func dispatchLine(_ line: DispatchReport.Line) -> JSONOutput {
        .fields([
            "lineID": .text(line.lineID), "product": .text(line.product),
            "lot": line.lot.isEmpty ? nil : .text(line.lot), "quantity": .number(line.quantity),
        ])
    }
}

/// An order in our own JSON.
enum IncomingOrderJSON {
    static func output(_ order: PurchaseOrder) -> JSONOutput {
        .fields([
            "document": .text("order"), "customerReference": .text(order.customerReference),
            "documentType": .of(order.documentType), "form": .of(order.form), "orderClass": .of(order.orderClass),
            "urgency": .of(order.urgency), "purpose": .of(order.purpose),
            "quotation": .of(order.quotation), "changeNumber": .of(order.changeNumber),
            "changeReason": .of(order.changeReason),
            "expectedImpact": .of(order.expectedImpact), "issueDate": .of(order.issueDate),
            "currency": .of(order.currency), "buyer": JSONParts.party(order.buyer),
            "contact": JSONParts.contact(order.contact), "deliverTo": JSONParts.address(order.deliverTo),
            "requestedDeliveryDate": .of(order.requestedDeliveryDate), "paymentMeans": .of(order.paymentMeans),
            "paymentTerms": .of(order.paymentTerms), "transportMode": .of(order.transportMode),
            "attestation": order.attestation.map(attestation), "evidence": .list(order.evidence, evidence),
            "verbalRecord": order.verbalRecord.map(verbalRecord), "note": .of(order.note),
            "statedTotal": .of(order.statedTotal), "lines": .array(order.lines.map(line)),
        ])
    }

    private static func line(_ line: OrderLine) -> JSONOutput {
        .fields([
            "id": .text(line.id), "change": .of(line.change), "sellerCode": .of(line.sellerCode),
            "buyerCode": .of(line.buyerCode),
            "gtin": .of(line.gtin), "name": .of(line.name), "specification": .of(line.specification),
            "quantity": .of(line.quantity), "unit": .of(line.unit), "unitPrice": .of(line.unitPrice),
            "priceBaseQuantity": .of(line.priceBaseQuantity), "lineAmount": .of(line.lineAmount),
            "requestedDeliveryDate": .of(line.requestedDeliveryDate), "packing": .of(line.packing),
            "note": .of(line.note),
        ])
    }

    private static func attestation(_ attestation: Attestation) -> JSONOutput {
        .fields(["kind": .of(attestation.kind), "by": .of(attestation.by), "date": .of(attestation.date)])
    }

    private static func evidence(_ evidence: Evidence) -> JSONOutput {
        .fields([
            "kind": .of(evidence.kind), "name": .text(evidence.name), "text": .of(evidence.text),
            "sha256": .of(evidence.sha256),
        ])
    }

    private static func verbalRecord(_ record: VerbalRecord) -> JSONOutput {
        .fields(["recordedBy": .of(record.recordedBy), "confirmedByCustomer": .of(record.confirmedByCustomer)])
    }
}

/// Reference data in our own JSON.
enum IncomingReferenceJSON {
    static func output(_ document: IncomingDocument) -> JSONOutput {
        switch document {
        case .products(let products): list("products", "products", products.map(product))
        case .customers(let customers): list("customers", "customers", customers.map(customer))
        case .prices(let prices): list("prices", "prices", prices.map(price))
        case .sales(let sales): list("sales", "sales", sales.map(sale))
        case .stock(let snapshot): list("stock", "lots", snapshot.lots.map(lot))
        default: .fields([:])
        }
    }

    private static func list(_ document: String, _ field: String, _ entries: [JSONOutput]) -> JSONOutput {
        .object([
            JSONOutput.Member(name: "document", value: .text(document)),
            JSONOutput.Member(name: field, value: .array(entries)),
        ])
    }

    private static func product(_ product: Product) -> JSONOutput {
        .fields([
            "code": .text(product.code), "name": .text(product.name), "specification": .of(product.specification),
            "unit": .text(product.unit), "packUnits": .map(product.packUnits, JSONOutput.number),
            "gtin": .of(product.gtin), "customerCodes": .map(product.customerCodes, JSONOutput.text),
            "isStandard": .bool(product.isStandard), "leadTimeDays": .of(product.leadTimeDays),
            "weight": .of(product.weight), "volume": .of(product.volume),
        ])
    }

    private static func customer(_ customer: Customer) -> JSONOutput {
        .fields([
            "id": .text(customer.id), "name": .text(customer.name),
            "identifiers": .list(customer.identifiers, JSONParts.identifier),
            "contact": JSONParts.contact(customer.contact), "address": JSONParts.address(customer.address),
            "isKeyCustomer": .bool(customer.isKeyCustomer), "shortageConsent": .of(customer.shortageConsent),
            "creditStanding": .of(customer.creditStanding), "creditLimit": .of(customer.creditLimit),
            "creditCurrency": .of(customer.creditCurrency), "openAmount": .number(customer.openAmount),
            "overdueAmount": .number(customer.overdueAmount), "salesContact": .of(customer.salesContact),
            "hasPotential": customer.hasPotential.map(JSONOutput.bool), "paymentMeans": .of(customer.paymentMeans),
            "paymentTerms": .of(customer.paymentTerms),
        ])
    }

    private static func price(_ entry: PriceListEntry) -> JSONOutput {
        .fields([
            "product": .text(entry.product), "customer": .of(entry.customer), "unit": .text(entry.unit),
            "currency": .text(entry.currency), "price": .number(entry.price),
            "baseQuantity": .number(entry.baseQuantity), "validFrom": .of(entry.validFrom),
            "validTo": .of(entry.validTo), "minimumQuantity": .of(entry.minimumQuantity),
            "promotion": .of(entry.promotion),
        ])
    }

    private static func sale(_ sale: PastSale) -> JSONOutput {
        .fields([
            "customer": .text(sale.customer), "product": .text(sale.product), "unit": .text(sale.unit),
            "currency": .text(sale.currency), "price": .number(sale.price),
            "baseQuantity": .number(sale.baseQuantity), "soldOn": .of(sale.soldOn),
        ])
    }

    private static func lot(_ lot: StockLot) -> JSONOutput {
        .fields([
            "warehouse": .text(lot.warehouse), "product": .text(lot.product),
            "lot": lot.lot.isEmpty ? nil : .text(lot.lot), "quantity": .number(lot.quantity),
            "receivedOn": .of(lot.receivedOn), "expiresOn": .of(lot.expiresOn),
        ])
    }
}
