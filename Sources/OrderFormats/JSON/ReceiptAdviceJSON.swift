// A receipt advice out of JSON, and into it.

import OrderModel

enum ReceiptAdviceJSON {
    static func read(_ value: JSONValue, _ session: JSONSession) -> IncomingDocument? {
        guard let object = JSONObject<ReceiptAdviceField>(value, session) else { return nil }
        let advice = ReceiptAdvice(
            number: object.identifier(.number), shipment: object.identifier(.shipment),
            order: object.identifier(.order), receivedOn: object.date(.receivedOn),
            inspectedBy: object.text(.inspectedBy), result: object.choice(.result), remarks: object.text(.remarks),
            lines: lines(object, session))
        guard advice.shipment != nil || advice.order != nil else {
            session.sink.report(
                .error, .valueMissing, "the advice names neither a shipment nor an order", at: value.place,
                hint: "give the shipment as it stands on our shipping notice")
            return nil
        }
        return .receiptAdvice(advice)
    }

    private static func lines(
        _ object: JSONObject<ReceiptAdviceField>, _ session: JSONSession
    ) -> [ReceiptAdvice.Line] {
        guard object.raw(.lines) != nil, let elements = object.list(.lines) else { return [] }
        guard elements.count <= session.context.limits.linesPerOrder else {
            session.sink.report(TooMany.lines(session.context.limits, at: object.raw(.lines)?.place))
            return []
        }
        return elements.compactMap { element in
            JSONObject<ReceiptAdviceLineField>(element, session).map(line)
        }
    }

    private static func line(_ line: JSONObject<ReceiptAdviceLineField>) -> ReceiptAdvice.Line {
        ReceiptAdvice.Line(
            lineID: line.identifier(.lineID), product: line.identifier(.product),
            buyerCode: line.identifier(.buyerCode), gtin: line.gtin(.gtin), name: line.text(.name),
            specification: line.text(.specification), received: line.decimal(.received), unit: line.identifier(.unit),
            short: line.decimal(.short), rejected: line.decimal(.rejected), damaged: line.decimal(.damaged),
            excess: line.decimal(.excess), reasonCode: line.identifier(.reasonCode), reason: line.text(.reason),
            result: line.choice(.result))
    }

    static func output(_ advice: ReceiptAdvice) -> JSONOutput {
        .fields([
            "document": .text("receipt-advice"), "number": .of(advice.number), "shipment": .of(advice.shipment),
            "order": .of(advice.order), "receivedOn": .of(advice.receivedOn), "inspectedBy": .of(advice.inspectedBy),
            "result": .of(advice.result), "remarks": .of(advice.remarks), "lines": .list(advice.lines, output),
        ])
    }

    private static func output(_ line: ReceiptAdvice.Line) -> JSONOutput {
        .fields([
            "lineID": .of(line.lineID), "product": .of(line.product), "buyerCode": .of(line.buyerCode),
            "gtin": .of(line.gtin), "name": .of(line.name), "specification": .of(line.specification),
            "received": .of(line.received), "unit": .of(line.unit), "short": .of(line.short),
            "rejected": .of(line.rejected), "damaged": .of(line.damaged), "excess": .of(line.excess),
            "reasonCode": .of(line.reasonCode), "reason": .of(line.reason), "result": .of(line.result),
        ])
    }
}
