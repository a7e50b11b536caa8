// Dispatch: the warehouse is told what to pick and to label, reports what has left, the carrier is told, and the
// customer gets the tracking number.
//
// What it does: one delivery notice for each warehouse, line by line as ordered, with what the labels say (K07, N02);
// it names who of sales signs for the goods to leave, and counts only with the storekeeper's name on the report (O12).
// The report has to be the instruction, line by line (O08); what differs is not taken and goes to people (K17). The
// carrier is asked for the shipment and told when it has left, by the agreed mode (O09, O11); its tracking number goes
// to customer service and, in exactly one shipping notice for each shipment, to the customer (O10).
//
// Before goods are released, the customer's credit is looked at once more (G05: CreditRelease.swift).
//
// Reacts to: confirmed, reserved, creditReleased, changeDecided, cancelled, dispatchInstructed, dispatched, tracked, carrierRefused, shippingNoticeIssued.

import ExactDecimals
import OrderModel

enum DispatchStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        switch event {
        case .confirmed: return try instruct(order, isNew: true, at: desk)
        case .reserved, .creditReleased: return try instruct(order, at: desk)
        case .changeDecided(let decision) where !decision.isGranted: return try instruct(order, at: desk)
        case .dispatchInstructed(let instruction): return send(instruction, of: order, at: desk)
        case .dispatched(let dispatch): return leave(dispatch, of: order, at: desk)
        case .tracked(let shipment, let number, _): return track(shipment, number, of: order, at: desk)
        case .carrierRefused(let shipment, let reason): return report(refusalOf: shipment, reason, order, at: desk)
        case .shippingNoticeIssued(let shipment): return notify(shipment, of: order, at: desk)
        case .cancelled: return stop(order, at: desk)
        default: return .nothing
        }
    }
}

// MARK: - Instructions to the warehouse (K07, N02, O12)

extension DispatchStage {
    /// What is locked and confirmed leaves at once, unless the customer wants to wait until all is there.
    private static func instruct(
        _ order: OrderRecord, isNew: Bool = false, at desk: DeskView
    ) throws(FactsError) -> Reaction {
        guard order.confirmation != nil, !order.isClosed, !(order.consent == .wait && order.isShort),
            order.openChange == nil, order.creditHold.isEmpty
        else { return .nothing }
        if let hold = try CreditRelease.hold(order, isNew: isNew, at: desk) { return hold }
        let byWarehouse = Dictionary(grouping: order.waitingReservations, by: \.warehouse)
        let signs = try desk.facts.customer(order.partner)?.salesContact.meaningful ?? desk.roles.sales
        var reaction = Reaction()
        for (index, warehouse) in order.waitingReservations.map(\.warehouse).uniqued().enumerated() {
            let shipment = "\(order.number)-S\(order.shipments.count + index + 1)"
            let picks = (byWarehouse[warehouse] ?? []).map { pick($0, order) }
            let choice = try chooseCarrier(for: shipment, from: warehouse, picks, of: order, at: desk)
            let instruction = instruction(
                shipment, from: warehouse, picks, by: choice, signedBy: signs, of: order, at: desk)
            if let choice { reaction.events.append(.carrierChosen(choice)) }
            reaction.events.append(.dispatchInstructed(instruction))
        }
        return reaction
    }

    private static func instruction(
        _ shipment: String, from warehouse: String, _ picks: [DispatchInstruction.PickLine], by choice: CarrierChoice?,
        signedBy sales: String, of order: OrderRecord, at desk: DeskView
    ) -> DispatchInstruction {
        let lines = Set(picks.map(\.lineID))
        let promised = order.confirmation?.lines.filter { lines.contains($0.lineID) }.compactMap(\.promisedDate)
        let lastDays = [promised?.min(), choice.flatMap(desk.lastDispatch)].compactMap(\.self)
        return DispatchInstruction(
            shipment: shipment, orderNumber: order.number, customerReference: order.order.customerReference,
            warehouse: warehouse, issuedAt: desk.now, authorisedBy: sales,
            carrier: choice == nil ? desk.usualCarrier(of: order) : choice?.carrier,
            transportMode: order.order.transportMode ?? choice?.mode?.rawValue,
            shipBy: lastDays.min().map { max($0, desk.today) },
            pickLines: picks, labels: picks.map { label($0, order) }, deliverTo: order.deliverTo,
            contact: order.contact,
            howToAnswer:
                "When the goods have left, put a dispatch-report file into inbox/desk/\(desk.roles.warehouse)/ "
                + "with shipment \(shipment), the storekeeper who checked the goods as confirmedBy, and every pick line "
                + "with lot and quantity.")
    }

    private static func pick(_ goods: Reservation, _ order: OrderRecord) -> DispatchInstruction.PickLine {
        let line = order.line(goods.lineID)?.line
        return DispatchInstruction.PickLine(
            lineID: goods.lineID, product: goods.product, name: line?.name ?? goods.product,
            specification: line?.specification, lot: goods.lot, quantity: goods.quantity, unit: line?.stockUnit ?? "")
    }

    private static func label(_ pick: DispatchInstruction.PickLine, _ order: OrderRecord) -> DispatchInstruction.Label {
        DispatchInstruction.Label(
            orderNumber: order.number, customerReference: order.order.customerReference, product: pick.product,
            name: pick.name, specification: pick.specification, quantity: pick.quantity, unit: pick.unit,
            shipTo: order.deliverTo.line)
    }

    private static func send(_ instruction: DispatchInstruction, of order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction()
        reaction.documents.append(
            OutgoingDocument(
                recipient: .desk(role: desk.roles.warehouse),
                stem: Stem.named("dispatch-instruction", instruction.shipment), orderNumber: order.number,
                content: .dispatchInstruction(instruction)))
        let shipment = order.shipment(instruction.shipment) ?? ShipmentProgress(instruction: instruction)
        if let notice = carrierNotice(.shipmentRequested, shipment, at: desk) {
            reaction.notices.append(notice)
        }
        return reaction
    }

    private static func carrierNotice(
        _ type: CarrierNotice.EventType, _ shipment: ShipmentProgress, at desk: DeskView
    ) -> CarrierNotice? {
        let instruction = shipment.instruction
        guard let carrier = instruction.carrier else { return nil }
        return CarrierNotice(
            carrier: carrier, type: type, at: desk.now, orderNumber: instruction.orderNumber,
            shipment: instruction.shipment, warehouse: instruction.warehouse, deliverTo: instruction.deliverTo,
            contact: instruction.contact, transportMode: instruction.transportMode,
            packages: shipment.dispatch?.report.packages, weight: shipment.choice?.weight,
            deliverBy: shipment.choice?.deliverBy, trackingNumber: shipment.trackingNumber,
            lines: instruction.pickLines)
    }
}

// MARK: - The warehouse's report (O08, O12, K17)

extension DispatchStage {
    static func take(_ report: DispatchReport, _ order: OrderRecord, role: String, at desk: DeskView) -> Reaction {
        guard role == desk.roles.warehouse else { return refuseRole(role, .dispatchReport, order, at: desk) }
        guard let shipment = order.shipment(report.shipment) else {
            return .refused(.dispatchReport, order: order.number, [unknown(report.shipment)])
        }
        guard shipment.dispatch == nil else {
            let finding = Finding(
                .error, .shipmentAlreadyReported, "shipment \(report.shipment) was reported as dispatched already",
                value: report.shipment, hint: "the first report counts; tell customer service what was wrong with it")
            return .refused(.dispatchReport, order: order.number, [finding])
        }
        guard order.cancellation == nil else {
            return refuse(report, [cancelled(report.shipment, order)], order, at: desk)
        }
        guard report.confirmedBy.meaningful != nil else {
            let finding = Finding(
                .error, .reportUnsigned, "no storekeeper has confirmed shipment \(report.shipment)",
                hint: "give the name of the storekeeper who checked the goods as confirmedBy")
            return .refused(.dispatchReport, order: order.number, [finding])
        }
        let differences = differences(report, shipment.instruction)
        guard differences.isEmpty else { return refuse(report, differences, order, at: desk) }
        var reaction = Reaction.accepted(
            .dispatchReport, of: order, "dispatch of \(report.shipment), confirmed by \(report.confirmedBy ?? "")")
        if let number = report.trackingNumber.meaningful, number != shipment.trackingNumber {
            reaction.events.append(.tracked(shipment: report.shipment, trackingNumber: number, source: role))
        }
        reaction.events.append(
            .dispatched(
                Dispatch(
                    shipment: report.shipment, warehouse: shipment.instruction.warehouse, report: report,
                    dispatchedOn: report.dispatchedOn ?? desk.today)))
        return reaction
    }

    /// What the report and the instruction do not have in common, line by line and lot by lot.
    private static func differences(_ report: DispatchReport, _ instruction: DispatchInstruction) -> [Finding] {
        struct Goods: Hashable {
            var line: String
            var product: String
            var lot: String
            var words: String { "line \(line), \(product)" + (lot.isEmpty ? "" : ", lot \(lot)") }
        }
        var asked: [Goods: ExactDecimal] = [:]
        var sent: [Goods: ExactDecimal] = [:]
        var order: [Goods] = []
        for pick in instruction.pickLines {
            let goods = Goods(line: pick.lineID, product: pick.product, lot: pick.lot)
            order.append(goods)
            asked[goods] = (asked[goods] ?? .zero).plus(pick.quantity)
        }
        for line in report.lines {
            let goods = Goods(line: line.lineID, product: line.product, lot: line.lot)
            order.append(goods)
            sent[goods] = (sent[goods] ?? .zero).plus(line.quantity)
        }
        var seen: Set<Goods> = []
        return order.filter { seen.insert($0).inserted && asked[$0] != sent[$0] }.map { goods in
            let wanted = asked[goods]?.description ?? "nothing"
            let given = sent[goods]?.description ?? "nothing"
            return Finding(
                .error, .reportDiffers, "\(goods.words): \(wanted) was to leave, \(given) is reported", value: given,
                hint: "check the goods again; if the instruction cannot be carried out, customer service has to decide")
        }
    }

    private static func refuse(
        _ report: DispatchReport, _ differences: [Finding], _ order: OrderRecord, at desk: DeskView
    ) -> Reaction {
        var reaction = Reaction.refused(.dispatchReport, order: order.number, differences)
        let roles = [desk.roles.warehouse, desk.roles.customerService]
        reaction.events = [
            .reported(role: desk.roles.customerService, about: "the dispatch report of \(report.shipment) differs")
        ]
        reaction.tell(
            roles, .discrepancy, about: order, at: desk,
            "The dispatch report of \(report.shipment) is not what was to leave. It was not taken: check the goods, and "
                + "agree with the customer where something lacks or is damaged.",
            details: [DeskNotice.Detail("reported by", report.confirmedBy ?? "")], findings: differences)
        return reaction
    }

    static func unknown(_ shipment: String) -> Finding {
        Finding(
            .error, .shipmentUnknown, "there is no shipment '\(shipment)'", value: shipment,
            hint: "give the shipment as it stands on the dispatch instruction")
    }

    static func refuseRole(
        _ role: String, _ kind: IncomingDocument.Kind, _ order: OrderRecord, at desk: DeskView
    ) -> Reaction {
        let finding = Finding(
            .error, .roleNotAsked, "\(role) does not report for the warehouse", value: role,
            hint: "the report has to lie in inbox/desk/\(desk.roles.warehouse)/")
        return .refused(kind, order: order.number, [finding])
    }
}

// MARK: - The order was cancelled (J11)

extension DispatchStage {
    /// Whoever was told to send goods of an order that is cancelled is told to leave them where they are.
    private static func stop(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction()
        for shipment in order.shipments where shipment.dispatch == nil {
            let id = shipment.instruction.shipment
            reaction.tell(
                [desk.roles.warehouse], .shipmentStopped, about: order, at: desk,
                "Shipment \(id) must not leave: order \(order.number) was cancelled. Put the goods back into stock.",
                details: [
                    DeskNotice.Detail("shipment", id), DeskNotice.Detail("warehouse", shipment.instruction.warehouse),
                ])
            if let notice = carrierNotice(.shipmentCancelled, shipment, at: desk) { reaction.notices.append(notice) }
        }
        return reaction
    }

    private static func cancelled(_ shipment: String, _ order: OrderRecord) -> Finding {
        Finding(
            .error, .reportDiffers, "shipment \(shipment) must not leave: order \(order.number) was cancelled",
            value: shipment,
            hint: "put the goods back into stock; if they have left all the same, tell customer service")
    }
}

// MARK: - The goods have left (O09, O10, O11)

extension DispatchStage {
    private static func leave(_ dispatch: Dispatch, of order: OrderRecord, at desk: DeskView) -> Reaction {
        guard let shipment = order.shipment(dispatch.shipment) else { return .nothing }
        var reaction = Reaction()
        if let notice = carrierNotice(.shipmentDispatched, shipment, at: desk) { reaction.notices.append(notice) }
        if shipment.trackingNumber != nil || shipment.instruction.carrier == nil {
            reaction.events.append(.shippingNoticeIssued(shipment: dispatch.shipment))
        } else {
            let timer = DeskTimer(kind: .shippingNotice, orderNumber: order.number, shipment: dispatch.shipment)
            let wait = Int64(max(0, desk.settings.trackingWaitSeconds))
            reaction.timers.append(ScheduledTimer(timer: timer, due: desk.now.adding(seconds: wait)))
        }
        return reaction
    }

    /// The carrier has had its time for a tracking number: the customer is told without one.
    static func waitedLongEnough(for shipment: String, _ order: OrderRecord) -> Reaction {
        guard let progress = order.shipment(shipment), progress.dispatch != nil, !progress.isNoticeIssued else {
            return .nothing
        }
        return Reaction(events: [.shippingNoticeIssued(shipment: shipment)])
    }

    private static func notify(_ shipment: String, of order: OrderRecord, at desk: DeskView) -> Reaction {
        guard let progress = order.shipment(shipment), let dispatch = progress.dispatch else { return .nothing }
        let notice = ShippingNotice(
            shipment: shipment, orderNumber: order.number, customerReference: order.order.customerReference,
            orderDate: order.order.issueDate, issuedAt: desk.now, issueDate: desk.today,
            dispatchedOn: dispatch.dispatchedOn,
            carrier: progress.instruction.carrier, trackingNumber: progress.trackingNumber,
            packages: dispatch.report.packages, lines: noticeLines(dispatch, order), deliverTo: order.deliverTo,
            seller: desk.settings.seller, buyer: order.buyer(at: desk))
        var reaction = Reaction(documents: [
            OutgoingDocument(
                recipient: .partner(order.partner), stem: Stem.named("shipping-notice", shipment),
                orderNumber: order.number, content: .shippingNotice(notice))
        ])
        reaction.tell(
            [desk.roles.customerService], .dispatched, about: order, at: desk,
            "Shipment \(shipment) has left; the customer has been told.", details: trackingDetails(progress))
        return reaction
    }

    private static func noticeLines(_ dispatch: Dispatch, _ order: OrderRecord) -> [ShippingNotice.Line] {
        let ordered = order.order.linesByNumber
        let byLine = Dictionary(grouping: dispatch.report.lines, by: \.lineID)
        return dispatch.report.lines.map(\.lineID).uniqued().compactMap { id in
            guard let progress = order.line(id), let sent = byLine[id] else { return nil }
            let line = progress.line
            return ShippingNotice.Line(
                lineID: id, product: line.product, buyerCode: ordered[id]?.buyerCode,
                gtin: ordered[id]?.gtin, name: line.name,
                quantity: line.inOrderedUnit(sent.map(\.quantity).sum),
                outstandingQuantity: line.quantity.less(line.inOrderedUnit(progress.dispatched)), unit: line.unit,
                lots: sent.map(\.lot).filter { !$0.isEmpty }.uniqued())
        }
    }

    private static func trackingDetails(_ shipment: ShipmentProgress) -> [DeskNotice.Detail] {
        [
            DeskNotice.Detail("shipment", shipment.instruction.shipment),
            DeskNotice.Detail("warehouse", shipment.instruction.warehouse),
            DeskNotice.Detail("carrier", shipment.instruction.carrier ?? "none"),
            DeskNotice.Detail("tracking number", shipment.trackingNumber ?? "not known yet"),
        ]
    }
}

// MARK: - The carrier's answer (O10)

extension DispatchStage {
    static func take(_ report: CarrierReport, _ order: OrderRecord, from source: String) -> Reaction {
        var reaction = Reaction.accepted(.carrierReport, of: order, "the carrier's answer to \(report.shipment)")
        if let refusal = report.refusal.meaningful {
            let reason = String(refusal.prefix(Limits.longestRemark))
            if order.shipment(report.shipment)?.refusal != reason {
                reaction.events.append(.carrierRefused(shipment: report.shipment, reason: reason))
            }
        }
        if let number = report.trackingNumber.meaningful, number != order.shipment(report.shipment)?.trackingNumber {
            guard number.count <= Limits.longestTrackingNumber else {
                let finding = Finding(
                    .error, .valueTooLong, "the tracking number of \(report.shipment) is too long", value: number)
                return .refused(.carrierReport, order: order.number, [finding])
            }
            reaction.events.append(.tracked(shipment: report.shipment, trackingNumber: number, source: source))
        }
        return reaction
    }

    private static func track(
        _ shipment: String, _ number: String, of order: OrderRecord, at desk: DeskView
    ) -> Reaction {
        guard let progress = order.shipment(shipment), progress.dispatch != nil else { return .nothing }
        if !progress.isNoticeIssued { return Reaction(events: [.shippingNoticeIssued(shipment: shipment)]) }
        var reaction = Reaction()
        reaction.tell(
            [desk.roles.customerService], .dispatched, about: order, at: desk,
            "The tracking number of shipment \(shipment) came after the shipping notice: "
                + (desk.settings.transport.tells.contains(.tracking)
                    ? "the customer has been told." : "please tell the customer."),
            details: trackingDetails(progress))
        return reaction
    }

    private static func report(
        refusalOf shipment: String, _ reason: String, _ order: OrderRecord, at desk: DeskView
    ) -> Reaction {
        var reaction = Reaction()
        reaction.tell(
            [desk.roles.warehouse, desk.roles.customerService], .carrierRefused, about: order, at: desk,
            "The carrier does not take shipment \(shipment).",
            details: [
                DeskNotice.Detail("reason", reason),
                DeskNotice.Detail("carrier", order.shipment(shipment)?.instruction.carrier ?? ""),
            ])
        return reaction
    }
}
