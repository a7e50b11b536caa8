// Decisions, answers and reports out of their rows.

import ExactDecimals
import OrderModel

enum DecisionTable: CSVRowTable {
    static let reference: DecisionColumn? = .order

    static func value(_ cells: CSVCells<DecisionColumn>) -> IncomingDocument? {
        guard let order = cells.identifier(.order), let person = cells.text(.person),
            let verdict: ReviewDecision.Verdict = cells.choice(.verdict)
        else { return nil }
        let reason = cells.text(.reason)
        let change = cells.identifier(.change)
        return .decision(
            ReviewDecision(orderNumber: order, verdict: verdict, person: person, reason: reason, change: change))
    }
}

enum AnswerTable: CSVRowTable {
    static let reference: AnswerColumn? = .order

    static func value(_ cells: CSVCells<AnswerColumn>) -> IncomingDocument? {
        let person = cells.text(.person)
        let note = cells.text(.note)
        guard let order = cells.identifier(.order), let answer: CustomerAnswer.Answer = cells.choice(.answer) else {
            return nil
        }
        return .customerAnswer(CustomerAnswer(order: order, answer: answer, person: person, note: note))
    }
}

enum DispatchTable: CSVGroupedTable {
    static let key = DispatchColumn.shipment
    static let keyMissing = FindingCode.valueMissing

    static func line(_ cells: CSVCells<DispatchColumn>, number: Int) -> DispatchReport.Line? {
        let lot = cells.identifier(.lot) ?? ""
        guard let line = cells.identifier(.line), let product = cells.identifier(.product),
            let quantity = cells.decimal(.quantity)
        else { return nil }
        return DispatchReport.Line(lineID: line, product: product, lot: lot, quantity: quantity)
    }

    static func document(
        key: String, head: CSVCells<DispatchColumn>, lines: [DispatchReport.Line], place: Place,
        context: ReadingContext
    ) -> IncomingDocument? {
        .dispatchReport(
            DispatchReport(
                shipment: key, dispatchedOn: head.date(.dispatchedOn), confirmedBy: head.text(.confirmedBy),
                packages: head.integer(.packages, upTo: 1_000_000), trackingNumber: head.identifier(.trackingNumber),
                lines: lines))
    }
}

enum CarrierTable: CSVRowTable {
    static func value(_ cells: CSVCells<CarrierColumn>) -> IncomingDocument? {
        guard let shipment = cells.identifier(.shipment) else { return nil }
        return .carrierReport(
            CarrierReport(
                shipment: shipment, trackingNumber: cells.identifier(.trackingNumber),
                labelReference: cells.text(.labelReference), refusal: cells.text(.refusal)))
    }
}

enum DeliveryTable: CSVRowTable {
    static func value(_ cells: CSVCells<DeliveryColumn>) -> IncomingDocument? {
        guard let shipment = cells.identifier(.shipment) else { return nil }
        return .deliveryReport(
            DeliveryReport(
                shipment: shipment, deliveredOn: cells.date(.deliveredOn), signedBy: cells.text(.signedBy),
                remarks: cells.text(.remarks)))
    }
}

enum RetryTable: CSVRowTable {
    static func value(_ cells: CSVCells<RetryColumn>) -> IncomingDocument? {
        // A row of its own has to say which: "all" is a word, since an empty row is no row.
        guard let notice = cells.identifier(.webhookID) else { return nil }
        let isAll = OrderWords.all.contains(notice.lowercased())
        return .deliveryRetry(DeliveryRetry(webhookID: isAll ? nil : notice, person: cells.text(.person)))
    }
}
