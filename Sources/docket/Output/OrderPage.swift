// An order as `docket orders show` prints it.

import ExactDecimals
import OrderModel
import OrderProcess

/// An order as a person reads it.
struct OrderPage {
    private let record: OrderRecord

    init(_ record: OrderRecord) { self.record = record }

    func text() -> String {
        var text = Terminal.output.bold(record.number) + "  \(record.status.name)\n\n"
        for (name, value) in facts where !value.isEmpty {
            text += "  \(name)\(String(repeating: " ", count: max(1, 18 - name.count)))\(value)\n"
        }
        text += "\n" + lines
        if !record.shipments.isEmpty { text += "\n" + shipments }
        for change in record.changeRequests { text += "\n" + self.text(of: change) }
        for acceptance in record.acceptances { text += "\n" + self.text(of: acceptance) }
        for question in record.openQuestions { text += "\nAsked: \(question.text)\n" }
        return text
    }

    private var facts: [(String, String)] {
        [
            ("customer", record.partner), ("reference", record.order.customerReference),
            ("received", "\(Ages.short(record.registeredAt)) by \(record.registration.channel.rawValue)"),
            ("priority", record.priority.name), ("total", OrderView.total(record)),
            ("progress", record.progress), ("waits for", record.waitsFor.joined(separator: ", ")),
            ("dispatch by", record.expectedDispatch?.description ?? ""),
            ("deliver to", record.deliverTo.line), ("rejected", record.rejection?.reason ?? ""),
            ("terms", record.terms.joined(separator: "; ")),
        ]
    }

    private var lines: String {
        var table = Table("LINE", "PRODUCT", "NAME", "ORDERED", "PRICE", "RESERVED", "LACKING", "SENT")
        for progress in record.lines {
            let line = progress.line
            table.add(
                line.lineID, line.product, line.name, "\(line.quantity) \(line.unit)",
                line.unitPrice?.formatted(minimumDecimals: 2) ?? "", progress.reserved.description,
                progress.lacking.description, progress.dispatched.description)
        }
        return table.isEmpty ? "" : table.text()
    }

    private func text(of request: ChangeRequest) -> String {
        let decision = record.decision(about: request)
        let state = decision.map { "\($0.isGranted ? "granted" : "refused") by \($0.person)" } ?? "waits for a decision"
        let wishes = [
            request.request.changeReason.map { "  reason: \($0)\n" },
            request.request.expectedImpact.map { "  expected impact: \($0)\n" },
        ]
        return "\(request.isCancellation ? "Cancellation" : "Change") \(request.number) \(state)\n"
            + wishes.compactMap(\.self).joined() + request.differences.map { "  \($0.words)\n" }.joined()
    }

    /// The acceptance record: order number, product, specification, quantity, result (Q05).
    private func text(of acceptance: Acceptance) -> String {
        var table = Table("LINE", "PRODUCT", "SPECIFICATION", "SENT", "RECEIVED", "REJECTED", "RESULT", "PROBLEMS")
        for line in acceptance.lines {
            let problems = line.problems.map(\.rawValue).joined(separator: ", ")
            table.add(
                line.lineID, line.product, line.specification ?? line.name, "\(line.sent) \(line.unit)",
                line.received?.description ?? "", line.rejected.description, line.result.rawValue,
                [problems, line.reason ?? ""].filter { !$0.isEmpty }.joined(separator: ": "))
        }
        return "Acceptance of \(acceptance.shipments.joined(separator: ", ")) for \(record.number): "
            + "\(acceptance.result.rawValue), \(acceptance.inspectedBy) on \(acceptance.receivedOn)\n" + table.text()
    }

    private var shipments: String {
        var table = Table(
            "SHIPMENT", "WAREHOUSE", "CARRIER", "TRACKING", "LEFT", "WHERE", "EXPECTED", "ARRIVED", "SIGNED BY")
        for progress in record.shipments {
            table.add(
                progress.instruction.shipment, progress.instruction.warehouse, progress.instruction.carrier ?? "",
                progress.trackingNumber ?? "", progress.dispatch?.dispatchedOn.description ?? "",
                progress.whereabouts, progress.isOpen ? progress.expectedOn?.description ?? "" : "",
                progress.delivery?.deliveredOn?.description ?? "", progress.delivery?.signedBy ?? "")
        }
        return table.text()
    }
}
