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
        let proof = Evidence.ofDecision(name: cells.text(.evidence), sha256: cells.identifier(.evidenceSHA256))
        return .decision(
            ReviewDecision(
                orderNumber: order, verdict: verdict, person: person, reason: reason, change: change,
                to: cells.identifier(.to),
                workingDays: cells.integer(.workingDays, upTo: ReviewDecision.mostWorkingDays),
                terms: cells.text(.terms), evidence: proof))
    }
}

enum ProgressTable: CSVRowTable {
    static let reference: ProgressColumn? = .order

    static func value(_ cells: CSVCells<ProgressColumn>) -> IncomingDocument? {
        let expected = cells.date(.expectedOn)
        guard let order = cells.identifier(.order), let text = cells.text(.progress), let person = cells.text(.person)
        else { return nil }
        return .progressReport(
            ProgressReport(orderNumber: order, role: "", person: person, text: text, expectedOn: expected))
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

    static func head(key: String, line: Int, _ context: ReadingContext) -> DispatchReport {
        DispatchReport(
            shipment: key, dispatchedOn: nil, confirmedBy: nil, packages: nil, trackingNumber: nil, lines: [])
    }

    static func read(
        _ column: DispatchColumn, _ cells: borrowing CSVCells<DispatchColumn>, into head: inout DispatchReport?
    ) {
        switch column {
        case .dispatchedOn: head?.dispatchedOn = cells.date(column)
        case .confirmedBy: head?.confirmedBy = cells.text(column)
        case .packages: head?.packages = cells.integer(column, upTo: 1_000_000)
        case .trackingNumber: head?.trackingNumber = cells.identifier(column)
        default: return
        }
    }

    /// What is still empty has been reported: the columns of a line must have a value in every row.
    static func line(at line: Int) -> DispatchReport.Line {
        DispatchReport.Line(lineID: "", product: "", quantity: .zero)
    }

    static func number(_ line: inout DispatchReport.Line, _ number: Int) {}

    static func read(
        _ column: DispatchColumn, _ cells: borrowing CSVCells<DispatchColumn>, into line: inout DispatchReport.Line
    ) {
        switch column {
        case .line: line.lineID = cells.identifier(column) ?? ""
        case .product: line.product = cells.identifier(column) ?? ""
        case .lot: line.lot = cells.identifier(column) ?? ""
        case .quantity: line.quantity = cells.decimal(column) ?? .zero
        default: return
        }
    }

    static func document(
        _ head: consuming DispatchReport, _ lines: consuming [DispatchReport.Line], _ sink: FindingSink
    ) -> IncomingDocument? {
        head.lines = consume lines
        return .dispatchReport(consume head)
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

enum TransportTable: CSVRowTable {
    static func value(_ cells: CSVCells<TransportColumn>) -> IncomingDocument? {
        guard let step: TransportStatus.Step = cells.choice(.status) else { return nil }
        let shipment = cells.identifier(.shipment)
        let tracking = cells.identifier(.trackingNumber)
        guard shipment != nil || tracking != nil else {
            cells.report(
                ValueProblem(
                    .valueMissing, "is empty, and the tracking number too",
                    hint: "give our number of the shipment, as it stands in the notice"), .shipment, value: "")
            return nil
        }
        return .transportStatus(
            TransportStatus(
                shipment: shipment ?? "", trackingNumber: tracking, step: step, date: cells.date(.date),
                time: cells.text(.time), location: cells.text(.location), expectedOn: cells.date(.expectedOn),
                expectedTime: cells.text(.expectedTime), reason: cells.text(.reason), code: cells.text(.code),
                signedBy: cells.text(.signedBy), remarks: cells.text(.remarks)))
    }
}

enum FailureTable: CSVRowTable {
    static func value(_ cells: CSVCells<FailureColumn>) -> IncomingDocument? {
        guard let shipment = cells.identifier(.shipment), let webhookID = cells.identifier(.webhookID),
            let type = cells.identifier(.type), let cause: DeliveryFailure.Cause = cells.choice(.cause)
        else { return nil }
        return .deliveryFailure(
            DeliveryFailure(
                shipment: shipment, webhookID: webhookID, type: type, cause: cause,
                attempts: cells.integer(.attempts, upTo: 1_000_000) ?? 0, reason: cells.text(.reason) ?? ""))
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
