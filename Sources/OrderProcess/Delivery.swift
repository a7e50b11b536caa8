// Delivery: the signed delivery note comes back, and with the last one the order is complete.
//
// What it does: takes the carrier's, or our own driver's, word that goods were handed over, only with the name of whoever
// signed (Q01, Q03); tells customer service and sales; closes the order when every line was signed for (Q02).
//
// Reacts to: delivered.

import OrderModel

enum DeliveryStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        guard case .delivered(let report) = event else { return .nothing }
        var reaction = Reaction()
        let isComplete = order.lines.allSatisfy { $0.delivered >= $0.line.stockQuantity }
        if isComplete { reaction.events.append(.completed) }
        reaction.tell(
            [desk.roles.customerService, desk.roles.sales], .delivered, about: order, at: desk,
            "Shipment \(report.shipment) was delivered"
                + (isComplete
                    ? "; order \(order.number) is complete." : "; order \(order.number) is not complete yet."),
            details: [
                DeskNotice.Detail("signed by", report.signedBy ?? ""),
                DeskNotice.Detail("delivered on", report.deliveredOn?.description ?? ""),
            ] + (report.remarks.meaningful.map { [DeskNotice.Detail("remarks", $0)] } ?? []))
        return reaction
    }

    /// The word that a shipment was handed over.
    static func take(_ report: DeliveryReport, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        // The customer has said already that it came; the carrier's word only adds who signed.
        if let shipment = order.shipment(report.shipment), shipment.acceptance != nil, report.signedBy.meaningful != nil
        {
            return addSignature(report, order)
        }
        if let finding = objection(to: report, order, at: desk) {
            return .refused(.deliveryReport, order: order.number, [finding])
        }
        var taken = report
        taken.deliveredOn = report.deliveredOn ?? desk.today
        taken.remarks = report.remarks.meaningful.map { String($0.prefix(Limits.longestRemark)) }
        var reaction = Reaction.accepted(
            .deliveryReport, of: order, "delivery of \(report.shipment), signed by \(report.signedBy ?? "")")
        reaction.events = [.delivered(taken)]
        return reaction
    }

    private static func addSignature(_ report: DeliveryReport, _ order: OrderRecord) -> Reaction {
        let signer = (report.signedBy ?? "").shortened
        let finding = Finding(
            .note, .shipmentAlreadyReported, "the customer has confirmed the receipt of \(report.shipment) already",
            value: report.shipment, hint: "nothing to do")
        var reaction = Reaction.accepted(
            .deliveryReport, of: order, "delivery of \(report.shipment), signed by \(signer)", findings: [finding])
        reaction.events = [
            .reported(
                role: "carrier", about: "delivery of \(report.shipment), signed by \(signer), after its acceptance")
        ]
        return reaction
    }

    private static func objection(to report: DeliveryReport, _ order: OrderRecord, at desk: DeskView) -> Finding? {
        guard let shipment = order.shipment(report.shipment) else { return DispatchStage.unknown(report.shipment) }
        guard shipment.delivery == nil else {
            return Finding(
                .error, .shipmentAlreadyReported, "shipment \(report.shipment) was reported as delivered already",
                value: report.shipment, hint: "the first report counts; tell customer service what was wrong with it")
        }
        guard let dispatch = shipment.dispatch else {
            return Finding(
                .error, .reportDiffers, "shipment \(report.shipment) was not reported as dispatched",
                value: report.shipment, hint: "the warehouse has to report the dispatch first")
        }
        guard report.signedBy.meaningful != nil else {
            return Finding(
                .error, .deliveryUnsigned, "nobody has signed for shipment \(report.shipment)",
                hint: "give the name on the signed delivery note as signedBy")
        }
        if let date = report.deliveredOn, date < dispatch.dispatchedOn {
            return Finding(
                .error, .valueOutOfRange,
                "shipment \(report.shipment) left on \(dispatch.dispatchedOn) and cannot have been delivered on \(date)",
                value: date.description, hint: "check the date of delivery")
        }
        return nil
    }
}
