// An order as `--json` shows it.

import ExactDecimals
import OrderModel
import OrderProcess

/// An order as JSON shows it.
struct OrderView: Encodable {
    struct Line: Encodable {
        var line, product, name, quantity, unit: String
        var unitPrice, amount: String?
        var reserved, lacking, dispatched, delivered, stockUnit: String
    }
    struct Shipment: Encodable {
        var shipment, warehouse: String
        var carrier, trackingNumber, dispatchedOn, deliveredOn, signedBy, refusal: String?
        /// Why this carrier, the carrier's last word on the way, and when the goods are expected (P02, P03).
        var carrierReason, transportStatus, location, expectedOn, expectedTime: String?
    }
    /// A change or cancellation that the customer asked for (J05, J06).
    struct Change: Encodable {
        var number, purpose, state: String
        var reason, expectedImpact, decidedBy, decisionReason: String?
        var differences: [String]
    }
    /// The acceptance record (Q05).
    struct Accepted: Encodable {
        struct Line: Encodable {
            var line, product, name, unit, sent, rejected, result: String
            var specification, received, reason: String?
            var problems: [String]
        }
        var shipments: [String]
        var receivedOn, inspectedBy, result: String
        var advice, remarks: String?
        var lines: [Line]
    }
    var number, partner, reference, status, phase, priority, channel, receivedAt: String
    var currency, total, expectedDispatch, expectedDelivery, reviewRoute, rejection: String?
    var waitsFor: [String]
    var questions: [String]
    var lines: [Line]
    var shipments: [Shipment]
    var changes: [Change]
    var acceptances: [Accepted]

    init(_ record: OrderRecord) {
        number = record.number
        partner = record.partner
        reference = record.order.customerReference
        status = record.status.rawValue
        phase = record.status.phase.rawValue
        priority = record.priority.name
        channel = record.registration.channel.rawValue
        receivedAt = record.registeredAt.description
        currency = record.validation?.currency
        total = record.validation?.total?.description
        expectedDispatch = record.expectedDispatch?.description
        expectedDelivery = record.expectedDelivery?.description
        reviewRoute = record.reviewRoute?.rawValue
        rejection = record.rejection?.reason
        waitsFor = record.waitsFor
        questions = record.openQuestions.map(\.text)
        lines = record.lines.map { progress in
            let line = progress.line
            return Line(
                line: line.lineID, product: line.product, name: line.name, quantity: line.quantity.description,
                unit: line.unit, unitPrice: line.unitPrice?.description, amount: line.amount?.description,
                reserved: progress.reserved.description, lacking: progress.lacking.description,
                dispatched: progress.dispatched.description, delivered: progress.delivered.description,
                stockUnit: line.stockUnit)
        }
        shipments = record.shipments.map { progress in
            Shipment(
                shipment: progress.instruction.shipment, warehouse: progress.instruction.warehouse,
                carrier: progress.instruction.carrier, trackingNumber: progress.trackingNumber,
                dispatchedOn: progress.dispatch?.dispatchedOn.description,
                deliveredOn: progress.delivery?.deliveredOn?.description, signedBy: progress.delivery?.signedBy,
                refusal: progress.refusal, carrierReason: progress.choice?.reason,
                transportStatus: progress.statuses.last?.step.rawValue, location: progress.statuses.last?.location,
                expectedOn: progress.expectedOn?.description, expectedTime: progress.statuses.last?.expectedTime)
        }
        changes = record.changeRequests.map { Change($0, decided: record.decision(about: $0)) }
        acceptances = record.acceptances.map(Accepted.init)
    }

    static func total(_ record: OrderRecord) -> String {
        guard let total = record.validation?.total else { return "" }
        return "\(total.formatted(minimumDecimals: 2)) \(record.validation?.currency ?? "")"
    }
}

extension OrderView.Change {
    init(_ request: ChangeRequest, decided decision: ChangeDecision?) {
        number = request.number
        purpose = request.request.purpose.rawValue
        state = decision.map { $0.isGranted ? "granted" : "refused" } ?? "open"
        reason = request.request.changeReason ?? request.request.note
        expectedImpact = request.request.expectedImpact
        decidedBy = decision.map { "\($0.person), \($0.role)" }
        decisionReason = decision?.reason
        differences = request.differences.map(\.words)
    }
}

extension OrderView.Accepted {
    init(_ acceptance: Acceptance) {
        shipments = acceptance.shipments
        receivedOn = acceptance.receivedOn.description
        inspectedBy = acceptance.inspectedBy
        result = acceptance.result.rawValue
        advice = acceptance.advice.number
        remarks = acceptance.advice.remarks
        lines = acceptance.lines.map { line in
            Line(
                line: line.lineID, product: line.product, name: line.name, unit: line.unit,
                sent: line.sent.description, rejected: line.rejected.description, result: line.result.rawValue,
                specification: line.specification, received: line.received?.description, reason: line.reason,
                problems: line.problems.map(\.rawValue))
        }
    }
}
