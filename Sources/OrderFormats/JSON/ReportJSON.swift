// Answers and reports out of JSON.

import ExactDecimals
import OrderModel

enum ReportJSON {
    static func decision(_ value: JSONValue, _ session: JSONSession) -> IncomingDocument? {
        guard let object = JSONObject<DecisionField>(value, session) else { return nil }
        let reason = object.text(.reason)
        let change = object.identifier(.change)
        let verdict: ReviewDecision.Verdict? = object.choice(.verdict)
        let (to, terms) = (object.identifier(.to), object.text(.terms))
        let days = object.integer(.workingDays, upTo: ReviewDecision.mostWorkingDays)
        let proof = Evidence.ofDecision(name: object.text(.evidenceName), sha256: object.identifier(.evidenceSHA256))
        guard let order = object.identifier(.orderNumber), let verdict, let person = object.text(.person) else {
            return nil
        }
        return .decision(
            ReviewDecision(
                orderNumber: order, verdict: verdict, person: person, reason: reason, change: change, to: to,
                workingDays: days, terms: terms, evidence: proof))
    }

    static func progress(_ value: JSONValue, _ session: JSONSession) -> IncomingDocument? {
        guard let object = JSONObject<ProgressField>(value, session) else { return nil }
        let expected = object.date(.expectedOn)
        guard let order = object.identifier(.orderNumber), let person = object.text(.person),
            let text = object.text(.text)
        else { return nil }
        return .progressReport(
            ProgressReport(orderNumber: order, role: "", person: person, text: text, expectedOn: expected))
    }

    static func answer(_ value: JSONValue, _ session: JSONSession) -> IncomingDocument? {
        guard let object = JSONObject<AnswerField>(value, session) else { return nil }
        let person = object.text(.person)
        let note = object.text(.note)
        guard let order = object.identifier(.order), let answer: CustomerAnswer.Answer = object.choice(.answer) else {
            return nil
        }
        return .customerAnswer(CustomerAnswer(order: order, answer: answer, person: person, note: note))
    }

    static func dispatch(_ value: JSONValue, _ session: JSONSession) -> IncomingDocument? {
        guard let object = JSONObject<DispatchField>(value, session) else { return nil }
        let lines = dispatchLines(object, session)
        let report = DispatchReport(
            shipment: object.identifier(.shipment) ?? "", dispatchedOn: object.date(.dispatchedOn),
            confirmedBy: object.text(.confirmedBy), packages: object.integer(.packages, upTo: 1_000_000),
            trackingNumber: object.identifier(.trackingNumber), lines: lines)
        return .dispatchReport(report)
    }

    private static func dispatchLines(
        _ object: JSONObject<DispatchField>, _ session: JSONSession
    ) -> [DispatchReport.Line] {
        guard let elements = object.list(.lines) else { return [] }
        guard elements.count <= session.context.limits.linesPerOrder else {
            session.sink.report(TooMany.lines(session.context.limits, at: object.raw(.lines)?.place))
            return []
        }
        return elements.compactMap { element in
            guard let line = JSONObject<DispatchLineField>(element, session) else { return nil }
            let lot = line.identifier(.lot) ?? ""
            let quantity = line.decimal(.quantity)
            guard let id = line.identifier(.lineID), let product = line.identifier(.product), let quantity else {
                return nil
            }
            return DispatchReport.Line(lineID: id, product: product, lot: lot, quantity: quantity)
        }
    }

    static func carrier(_ value: JSONValue, _ session: JSONSession) -> IncomingDocument? {
        guard let object = JSONObject<CarrierField>(value, session) else { return nil }
        return .carrierReport(
            CarrierReport(
                shipment: object.identifier(.shipment) ?? "", trackingNumber: object.identifier(.trackingNumber),
                labelReference: object.text(.labelReference), refusal: object.text(.refusal),
                webhookID: object.identifier(.webhookID)))
    }

    static func delivery(_ value: JSONValue, _ session: JSONSession) -> IncomingDocument? {
        guard let object = JSONObject<DeliveryField>(value, session) else { return nil }
        return .deliveryReport(
            DeliveryReport(
                shipment: object.identifier(.shipment) ?? "", deliveredOn: object.date(.deliveredOn),
                signedBy: object.text(.signedBy), remarks: object.text(.remarks)))
    }

    static func transport(_ value: JSONValue, _ session: JSONSession) -> IncomingDocument? {
        guard let object = JSONObject<TransportField>(value, session) else { return nil }
        let step: TransportStatus.Step? = object.choice(.status)
        let status = TransportStatus(
            shipment: object.identifier(.shipment) ?? "", trackingNumber: object.identifier(.trackingNumber),
            step: step ?? .inTransit, date: object.date(.date), time: object.text(.time),
            location: object.text(.location), expectedOn: object.date(.expectedOn),
            expectedTime: object.text(.expectedTime), reason: object.text(.reason), code: object.text(.code),
            signedBy: object.text(.signedBy), remarks: object.text(.remarks))
        guard step != nil, TransportCheck.isNamed(status, at: value.place, session.sink) else { return nil }
        return .transportStatus(status)
    }

    static func failure(_ value: JSONValue, _ session: JSONSession) -> IncomingDocument? {
        guard let object = JSONObject<FailureField>(value, session) else { return nil }
        let cause: DeliveryFailure.Cause? = object.choice(.cause)
        let (reason, attempts) = (object.text(.reason), object.integer(.attempts, upTo: 1_000_000))
        guard let cause, let shipment = object.identifier(.shipment), let webhookID = object.identifier(.webhookID),
            let type = object.identifier(.type)
        else { return nil }
        return .deliveryFailure(
            DeliveryFailure(
                shipment: shipment, webhookID: webhookID, type: type, cause: cause, attempts: attempts ?? 0,
                reason: reason ?? ""))
    }

    static func retry(_ value: JSONValue, _ session: JSONSession) -> IncomingDocument? {
        guard let object = JSONObject<RetryField>(value, session) else { return nil }
        return .deliveryRetry(
            DeliveryRetry(webhookID: object.identifier(.webhookID), person: object.text(.person)))
    }
}
