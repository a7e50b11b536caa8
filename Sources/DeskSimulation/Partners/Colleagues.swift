// The desk's own people: operations approve what is in review, the warehouse sends what it was told to.

import OrderLedger
import OrderModel

extension Simulation {
    func colleaguesWork(_ process: DeskProcess) throws {
        let journals = try process.ledger.read { reading in
            try reading.orders(OrderFilter(limit: 10_000)).map(\.number).sorted().map { number in
                (number, try reading.journal(order: number).map(\.event))
            }
        }
        for (number, events) in journals {
            if disk.dice.hits(percent: 50) { approve(number, events) }
            if disk.dice.hits(percent: 50) { dispatch(events) }
        }
    }

    private func approve(_ number: String, _ events: [OrderEvent]) {
        var isOpen = false
        for event in events {
            switch event {
            case .reviewOpened: isOpen = true
            case .reviewPassed, .rejected, .confirmed: isOpen = false
            default: break
            }
        }
        guard isOpen, handed.insert("approve-\(number)").inserted else { return }
        let decision = ReviewDecision(orderNumber: number, verdict: .approve, person: "Kim")
        partners.hand(.decision(decision), as: "approve-\(number).json", into: "desk/operations")
    }

    private func dispatch(_ events: [OrderEvent]) {
        for event in events {
            guard case .dispatchInstructed(let instruction) = event,
                handed.insert("dispatch-\(instruction.shipment)").inserted
            else { continue }
            let report = DispatchReport(
                shipment: instruction.shipment, confirmedBy: "Bo Keeper", packages: 1,
                lines: instruction.pickLines.map {
                    DispatchReport.Line(lineID: $0.lineID, product: $0.product, lot: $0.lot, quantity: $0.quantity)
                })
            partners.hand(.dispatchReport(report), as: "left-\(instruction.shipment).json", into: "desk/warehouse")
        }
    }
}
