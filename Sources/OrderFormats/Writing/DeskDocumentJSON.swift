// What our own departments get, as JSON: review tasks, allocation plans, dispatch instructions, requests, notices.

import OrderModel

enum DeskDocumentJSON {
    static func fields(_ task: ReviewTask) -> KeyValuePairs<String, JSONOutput?> {
        [
            "orderNumber": .text(task.orderNumber), "role": .text(task.role), "step": .integer(task.step),
            "steps": .integer(task.steps), "due": .of(task.due), "customer": .text(task.customer),
            "customerReference": .text(task.customerReference), "priority": .text(task.priority.name),
            "reasons": .texts(task.reasons), "rules": .array(task.rules.map(rule)), "currency": .of(task.currency),
            "total": .of(task.total), "lines": .array(task.lines.map(line)),
            "findings": .array(task.findings.map(JSONParts.finding)), "change": task.change.map(change),
            "inPlaceOf": .of(task.inPlaceOf), "decided": .array(task.decided.map(approval)),
            "paymentMeans": .of(task.paymentMeans), "paymentTerms": .of(task.paymentTerms),
            "deliverTo": .of(task.deliverTo), "requestedDeliveryDate": .of(task.requestedDeliveryDate),
            "howToAnswer": .text(task.howToAnswer),
        ]
    }

    private static func change(_ change: ReviewTask.Change) -> JSONOutput {
        .fields([
            "number": .text(change.number), "isCancellation": .bool(change.isCancellation),
            "reason": .of(change.reason), "expectedImpact": .of(change.expectedImpact),
            "differences": .array(change.differences.map(difference)), "obstacles": .texts(change.obstacles),
        ])
    }

    private static func difference(_ difference: OrderDifference) -> JSONOutput {
        .fields([
            "kind": .of(difference.kind), "subject": .of(difference.subject), "lineID": .of(difference.lineID),
            "field": .text(difference.field), "from": .of(difference.from), "to": .of(difference.to),
        ])
    }

    private static func approval(_ approval: Approval) -> JSONOutput {
        .fields([
            "role": .text(approval.role), "person": .text(approval.person), "reason": .of(approval.reason),
            "byRule": .of(approval.byRule), "delegate": .of(approval.delegate),
            "workingDays": approval.workingDays.map { .integer($0) },
            "evidence": approval.evidence.map { .texts($0.map(\.name)) },
        ])
    }

    private static func rule(_ rule: AppliedRule) -> JSONOutput {
        .fields([
            "rule": .text(rule.rule), "requirement": .of(rule.requirement), "reason": .text(rule.reason),
            "outcome": .text(rule.outcome),
            "values": .array(
                rule.values.map { .fields(["expression": .text($0.expression), "value": .text($0.value)]) }),
            "failure": .of(rule.failure),
        ])
    }

    private static func line(_ line: ValidatedLine) -> JSONOutput {
        .fields([
            "lineID": .text(line.lineID), "product": .text(line.product), "name": .text(line.name),
            "specification": .of(line.specification), "quantity": .number(line.quantity), "unit": .text(line.unit),
            "stockQuantity": .number(line.stockQuantity), "stockUnit": .text(line.stockUnit),
            "unitPrice": .of(line.unitPrice), "listPrice": .of(line.listPrice), "promotion": .of(line.promotion),
            "lastPrice": .of(line.lastPrice), "amount": .of(line.amount),
            "requestedDeliveryDate": .of(line.requestedDeliveryDate), "isStandard": .bool(line.isStandard),
        ])
    }

    static func fields(_ preparation: InvoicePreparation) -> KeyValuePairs<String, JSONOutput?> {
        [
            "orderNumber": .text(preparation.orderNumber), "customerReference": .text(preparation.customerReference),
            "changeNumber": .of(preparation.changeNumber), "at": .of(preparation.at),
            "customer": .text(preparation.customer), "buyer": JSONParts.party(preparation.buyer),
            "deliverTo": JSONParts.address(preparation.deliverTo), "currency": .of(preparation.currency),
            "lines": .array(preparation.lines.map(line)), "total": .of(preparation.total),
            "charges": .list(preparation.charges, JSONParts.charge), "payable": .of(preparation.payable),
            "paymentMeans": .of(preparation.paymentMeans), "paymentTerms": .of(preparation.paymentTerms),
        ]
    }

    private static func line(_ line: InvoicePreparation.Line) -> JSONOutput {
        .fields([
            "lineID": .text(line.lineID), "product": .text(line.product), "name": .text(line.name),
            "specification": .of(line.specification), "quantity": .number(line.quantity), "unit": .text(line.unit),
            "unitPrice": .of(line.unitPrice), "amount": .of(line.amount),
        ])
    }

    static func fields(_ plan: AllocationPlan) -> KeyValuePairs<String, JSONOutput?> {
        [
            "orderNumber": .text(plan.orderNumber), "at": .of(plan.at),
            "reservations": .array(
                plan.reservations.map { reservation in
                    .fields([
                        "lineID": .text(reservation.lineID), "product": .text(reservation.product),
                        "warehouse": .text(reservation.warehouse),
                        "lot": reservation.lot.isEmpty ? nil : .text(reservation.lot),
                        "quantity": .number(reservation.quantity),
                    ])
                }),
            "shortages": .array(
                plan.shortages.map { shortage in
                    .fields([
                        "lineID": .text(shortage.lineID), "product": .text(shortage.product),
                        "quantity": .number(shortage.quantity),
                    ])
                }),
        ]
    }

    static func fields(_ instruction: DispatchInstruction) -> KeyValuePairs<String, JSONOutput?> {
        [
            "shipment": .text(instruction.shipment), "orderNumber": .text(instruction.orderNumber),
            "customerReference": .text(instruction.customerReference), "warehouse": .text(instruction.warehouse),
            "issuedAt": .of(instruction.issuedAt), "authorisedBy": .text(instruction.authorisedBy),
            "carrier": .of(instruction.carrier), "transportMode": .of(instruction.transportMode),
            "shipBy": .of(instruction.shipBy), "deliverTo": JSONParts.address(instruction.deliverTo),
            "contact": JSONParts.contact(instruction.contact),
            "pickLines": .array(instruction.pickLines.map(pickLine)), "labels": .array(instruction.labels.map(label)),
            "howToAnswer": .text(instruction.howToAnswer),
        ]
    }

    static func pickLine(_ line: DispatchInstruction.PickLine) -> JSONOutput {
        .fields([
            "lineID": .text(line.lineID), "product": .text(line.product), "name": .text(line.name),
            "specification": .of(line.specification), "lot": line.lot.isEmpty ? nil : .text(line.lot),
            "quantity": .number(line.quantity), "unit": .text(line.unit),
        ])
    }

    private static func label(_ label: DispatchInstruction.Label) -> JSONOutput {
        .fields([
            "orderNumber": .text(label.orderNumber), "customerReference": .text(label.customerReference),
            "product": .text(label.product), "name": .text(label.name), "specification": .of(label.specification),
            "quantity": .number(label.quantity), "unit": .text(label.unit), "shipTo": .text(label.shipTo),
        ])
    }

    static func fields(_ request: ReplenishmentRequest) -> KeyValuePairs<String, JSONOutput?> {
        [
            "orderNumber": .text(request.orderNumber), "at": .of(request.at),
            "lines": .array(
                request.lines.map { line in
                    .fields([
                        "product": .text(line.product), "name": .text(line.name), "quantity": .number(line.quantity),
                        "unit": .text(line.unit), "neededBy": .of(line.neededBy),
                    ])
                }),
        ]
    }

    static func fields(_ notice: DeskNotice) -> KeyValuePairs<String, JSONOutput?> {
        [
            "kind": .of(notice.kind), "orderNumber": .of(notice.orderNumber), "at": .of(notice.at),
            "text": .text(notice.text),
            "details": .array(
                notice.details.map { .fields(["name": .text($0.name), "value": .text($0.value)]) }),
            "findings": .array(notice.findings.map(JSONParts.finding)),
        ]
    }
}
