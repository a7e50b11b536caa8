// What partners get, as JSON: receipts, confirmations, queries, shipping notices.

import OrderModel

enum PartnerDocumentJSON {
    /// The fields behind `document`, `id` and `language`.
    static func fields(_ receipt: Receipt) -> KeyValuePairs<String, JSONOutput?> {
        [
            "intake": .text(receipt.intake), "fileName": .text(receipt.fileName), "sha256": .text(receipt.sha256),
            "receivedAt": .of(receipt.receivedAt), "format": .of(receipt.format), "charset": .of(receipt.charset),
            "outcome": .of(receipt.outcome), "repeatOf": .of(receipt.repeatOf),
            "entries": .array(receipt.entries.map(entry)),
            "findings": .array(receipt.findings.map(JSONParts.finding)), "seller": JSONParts.party(receipt.seller),
            "buyer": JSONParts.party(receipt.buyer),
        ]
    }

    private static func entry(_ entry: Receipt.Entry) -> JSONOutput {
        .fields([
            "outcome": .of(entry.outcome), "kind": .of(entry.kind),
            "customerReference": .of(entry.customerReference), "orderNumber": .of(entry.orderNumber),
            "summary": .of(entry.summary), "findings": .array(entry.findings.map(JSONParts.finding)),
        ])
    }

    static func fields(_ confirmation: OrderConfirmation) -> KeyValuePairs<String, JSONOutput?> {
        [
            "orderNumber": .text(confirmation.orderNumber),
            "customerReference": .text(confirmation.customerReference), "changeNumber": .of(confirmation.changeNumber),
            "decision": .of(confirmation.decision),
            "reason": .of(confirmation.reason), "issuedAt": .of(confirmation.issuedAt),
            "issueDate": .of(confirmation.issueDate), "currency": .of(confirmation.currency),
            "total": .of(confirmation.total), "charges": .list(confirmation.charges ?? [], JSONParts.charge),
            "payable": .of(confirmation.payable), "paymentMeans": .of(confirmation.paymentMeans),
            "paymentTerms": .of(confirmation.paymentTerms), "terms": .list(confirmation.terms, JSONOutput.text),
            "transportMode": .of(confirmation.transportMode), "deliverTo": JSONParts.address(confirmation.deliverTo),
            "lines": .array(confirmation.lines.map(line)), "seller": JSONParts.party(confirmation.seller),
            "buyer": JSONParts.party(confirmation.buyer),
        ]
    }

    private static func line(_ line: OrderConfirmation.Line) -> JSONOutput {
        .fields([
            "lineID": .text(line.lineID), "product": .text(line.product), "name": .text(line.name),
            "specification": .of(line.specification), "status": .of(line.status),
            "orderedQuantity": .number(line.orderedQuantity), "confirmedQuantity": .number(line.confirmedQuantity),
            "backorderedQuantity": .number(line.backorderedQuantity), "unit": .text(line.unit),
            "unitPrice": .of(line.unitPrice), "amount": .of(line.amount), "promisedDate": .of(line.promisedDate),
            "note": .of(line.note),
        ])
    }

    static func fields(_ notice: DelayNotice) -> KeyValuePairs<String, JSONOutput?> {
        [
            "orderNumber": .text(notice.orderNumber), "customerReference": .text(notice.customerReference),
            "issuedAt": .of(notice.issuedAt), "answerBy": .of(notice.answerBy), "reason": .text(notice.reason),
            "seller": JSONParts.party(notice.seller), "buyer": JSONParts.party(notice.buyer),
        ]
    }

    static func fields(_ report: OrderStatusReport) -> KeyValuePairs<String, JSONOutput?> {
        [
            "occasion": .of(report.occasion), "orderNumber": .text(report.orderNumber),
            "customerReference": .text(report.customerReference), "issuedAt": .of(report.issuedAt),
            "shipment": .of(report.about), "status": .text(report.status),
            "expectedDelivery": .of(report.expectedDelivery), "reason": .of(report.reason),
            "proposal": .of(report.proposal), "shipments": .array(report.shipments.map(shipment)),
            "seller": JSONParts.party(report.seller), "buyer": JSONParts.party(report.buyer),
        ]
    }

    private static func shipment(_ shipment: OrderStatusReport.Shipment) -> JSONOutput {
        .fields([
            "shipment": .text(shipment.shipment), "standing": .of(shipment.standing), "carrier": .of(shipment.carrier),
            "trackingNumber": .of(shipment.trackingNumber), "dispatchedOn": .of(shipment.dispatchedOn),
            "location": .of(shipment.location), "expectedOn": .of(shipment.expectedOn),
            "expectedTime": .of(shipment.expectedTime), "deliveredOn": .of(shipment.deliveredOn),
            "signedBy": .of(shipment.signedBy),
        ])
    }

    static func fields(_ quotation: Quotation) -> KeyValuePairs<String, JSONOutput?> {
        [
            "quotationNumber": .text(quotation.number), "customerReference": .text(quotation.customerReference),
            "decision": .of(quotation.decision), "reason": .of(quotation.reason), "issuedAt": .of(quotation.issuedAt),
            "issueDate": .of(quotation.issueDate), "validUntil": .of(quotation.validUntil),
            "currency": .of(quotation.currency), "total": .of(quotation.total),
            "charges": .list(quotation.charges ?? [], JSONParts.charge), "payable": .of(quotation.payable),
            "terms": .list(quotation.terms, JSONOutput.text), "paymentMeans": .of(quotation.paymentMeans),
            "paymentTerms": .of(quotation.paymentTerms), "transportMode": .of(quotation.transportMode),
            "deliverTo": JSONParts.address(quotation.deliverTo), "signedBy": .of(quotation.signedBy),
            "lines": .array(quotation.lines.map(line)), "seller": JSONParts.party(quotation.seller),
            "buyer": JSONParts.party(quotation.buyer),
        ]
    }

    private static func line(_ line: Quotation.Line) -> JSONOutput {
        .fields([
            "lineID": .text(line.lineID), "product": .text(line.product), "customerProduct": .of(line.buyerCode),
            "gtin": .of(line.gtin), "name": .text(line.name), "specification": .of(line.specification),
            "quantity": .number(line.quantity), "unit": .text(line.unit), "unitPrice": .of(line.unitPrice),
            "amount": .of(line.amount), "deliveryDays": .of(line.deliveryDays),
            "requestedDate": .of(line.requestedDate), "note": .of(line.note),
        ])
    }

    static func fields(_ query: CustomerQuery) -> KeyValuePairs<String, JSONOutput?> {
        [
            "orderNumber": .text(query.orderNumber), "customerReference": .text(query.customerReference),
            "issuedAt": .of(query.issuedAt), "answerBy": .of(query.answerBy),
            "questions": .array(query.questions.map(question)),
            "possibleAnswers": .list(query.possibleAnswers) { .text($0.rawValue) },
            "howToAnswer": .text(query.howToAnswer), "seller": JSONParts.party(query.seller),
            "buyer": JSONParts.party(query.buyer),
        ]
    }

    private static func question(_ question: Question) -> JSONOutput {
        .fields([
            "code": .text(question.code), "text": .text(question.text), "lineID": .of(question.lineID),
            "place": JSONParts.place(question.place),
        ])
    }

    static func fields(_ notice: ShippingNotice) -> KeyValuePairs<String, JSONOutput?> {
        [
            "shipment": .text(notice.shipment), "orderNumber": .text(notice.orderNumber),
            "customerReference": .text(notice.customerReference), "issuedAt": .of(notice.issuedAt),
            "issueDate": .of(notice.issueDate), "dispatchedOn": .of(notice.dispatchedOn),
            "carrier": .of(notice.carrier), "trackingNumber": .of(notice.trackingNumber),
            "packages": .of(notice.packages), "deliverTo": JSONParts.address(notice.deliverTo),
            "lines": .array(notice.lines.map(line)), "seller": JSONParts.party(notice.seller),
            "buyer": JSONParts.party(notice.buyer),
        ]
    }

    private static func line(_ line: ShippingNotice.Line) -> JSONOutput {
        .fields([
            "lineID": .text(line.lineID), "product": .text(line.product), "name": .text(line.name),
            "quantity": .number(line.quantity), "outstandingQuantity": .number(line.outstandingQuantity),
            "unit": .text(line.unit), "lots": .list(line.lots, JSONOutput.text),
        ])
    }
}
