// Status reports: the customer hears how the order stands, on every occasion that they would ask.
//
// What it does: before goods arrive the customer is told when, and to be ready (P06); when they are late or held up,
// why, and what we propose (O13, P07); a tracking number that comes late goes to them too (P12); when all is delivered
// they get the result (P10); and while the order is open they hear regularly how it stands (P05). Every report has the
// order as a whole and each shipment with its last place and day (P01, P02).
//
// Reacts to: confirmed, tracked, transported, transportOverdue, completed, statusReported.

import OrderModel
import ReviewRules

enum StatusReportStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        switch event {
        case .confirmed: return schedule(order, at: desk)
        case .tracked(let shipment, _, _):
            guard order.shipment(shipment)?.isNoticeIssued == true else { return .nothing }
            return tell(.tracking, of: shipment, order, at: desk)
        case .transported(let status): return tell(of: status, order, at: desk)
        case .transportOverdue(let delay) where delay.matter != .silent:
            return tell(.delayed, of: delay.shipment, order, at: desk)
        case .completed: return tell(.completed, of: nil, order, at: desk)
        case .statusReported(let occasion, let shipment):
            return Reaction(documents: [report(occasion, of: shipment, order, at: desk)])
        default: return .nothing
        }
    }

    private static func tell(
        _ occasion: OrderStatusReport.Occasion, of shipment: String?, _ order: OrderRecord, at desk: DeskView
    ) -> Reaction {
        guard desk.settings.transport.tells.contains(occasion) else { return .nothing }
        return Reaction(events: [.statusReported(occasion, shipment: shipment)])
    }

    private static func tell(of status: TransportStatus, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        switch status.step {
        case .arriving: return tell(.arriving, of: status.shipment, order, at: desk)
        case .exception, .returned: return tell(.delayed, of: status.shipment, order, at: desk)
        case .pickedUp, .inTransit, .delivered:
            // A later day than the customer has heard of before.
            guard status.step != .delivered, let day = status.expectedOn,
                let known = order.shipment(status.shipment)?.dayBeforeLast
                    ?? order.deliverBy(lines: order.lineIDs(of: status.shipment)), day > known
            else { return .nothing }
            return tell(.delayed, of: status.shipment, order, at: desk)
        }
    }

    // MARK: Regular reports (P05)

    private static func schedule(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        guard desk.settings.transport.tells.contains(.progress),
            let due = desk.due(within: desk.settings.transport.customerProgress)
        else { return .nothing }
        var reaction = Reaction()
        reaction.wake(.customerProgress, order, at: due)
        return reaction
    }

    static func ring(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        guard !order.isClosed, order.confirmation != nil, order.statusReports < Limits.progressRequests else {
            return .nothing
        }
        var reaction = schedule(order, at: desk)
        reaction.events.append(.statusReported(.progress, shipment: nil))
        return reaction
    }
}

// MARK: - The report

extension StatusReportStage {
    private static func report(
        _ occasion: OrderStatusReport.Occasion, of shipment: String?, _ order: OrderRecord, at desk: DeskView
    ) -> OutgoingDocument {
        let texts = Texts(desk.language(of: order.partner))
        let progress = shipment.flatMap(order.shipment)
        let day = progress?.expectedOn ?? (progress == nil ? order.expectedDelivery : nil)
        let report = OrderStatusReport(
            occasion: occasion, orderNumber: order.number, customerReference: order.order.customerReference,
            issuedAt: desk.now, about: shipment, status: texts.say(order.status.text),
            expectedDelivery: order.expectedDelivery,
            reason: occasion == .delayed ? progress.map { reason($0, texts) } : nil,
            proposal: proposal(occasion, progress, day, texts, at: desk),
            shipments: order.shipments.map(standing), seller: desk.settings.seller, buyer: order.buyer(at: desk))
        return OutgoingDocument(
            recipient: .partner(order.partner),
            stem: Stem.numbered("order-status-report", order.number, order.statusReports), orderNumber: order.number,
            content: .orderStatusReport(report))
    }

    /// The carrier's words where it gave any (P07).
    private static func reason(_ progress: ShipmentProgress, _ texts: Texts) -> String {
        if let last = progress.statuses.last, let reason = last.reason.meaningful { return reason }
        if progress.statuses.last?.step == .returned { return texts.say(.goodsReturn) }
        return texts.say(progress.dispatch == nil ? .dispatchSlow : .transportSlow)
    }

    private static func proposal(
        _ occasion: OrderStatusReport.Occasion, _ progress: ShipmentProgress?, _ day: CalendarDate?, _ texts: Texts,
        at desk: DeskView
    ) -> String? {
        switch occasion {
        case .arriving:
            guard let day else { return texts.say(.beReadySoon) }
            let hours = progress?.statuses.last?.expectedTime.meaningful.map { ", \($0)" } ?? ""
            return texts.say(.beReady, ["date": day.description + hours])
        case .delayed:
            guard let day, day >= desk.today else { return texts.say(.newDateFollows) }
            return texts.say(.newDate, ["date": day.description])
        case .progress, .tracking, .completed: return nil
        }
    }

    private static func standing(_ progress: ShipmentProgress) -> OrderStatusReport.Shipment {
        let last = progress.statuses.last
        return OrderStatusReport.Shipment(
            shipment: progress.instruction.shipment, standing: progress.standing,
            carrier: progress.instruction.carrier, trackingNumber: progress.trackingNumber,
            dispatchedOn: progress.dispatch?.dispatchedOn,
            location: progress.statuses.last { $0.location != nil }?.location,
            expectedOn: progress.delivery == nil ? progress.expectedOn : nil,
            expectedTime: progress.delivery == nil ? last?.expectedTime : nil,
            deliveredOn: progress.delivery?.deliveredOn, signedBy: progress.delivery?.signedBy)
    }
}

extension ShipmentProgress {
    /// How far it has come, in the words of the carrier's last report.
    var standing: OrderStatusReport.Shipment.Standing {
        if delivery != nil || acceptance != nil { return .delivered }
        switch statuses.last?.step {
        case .inTransit: return .inTransit
        case .arriving: return .arriving
        case .exception: return .exception
        case .returned: return .returned
        case .delivered: return .delivered
        case .pickedUp: return .dispatched
        case nil: return dispatch == nil ? .beingPicked : .dispatched
        }
    }

    /// The day that was known before the carrier's last word.
    fileprivate var dayBeforeLast: CalendarDate? {
        var before = self
        _ = before.statuses.popLast()
        return before.expectedOn
    }
}

extension OrderRecord {
    fileprivate func lineIDs(of shipment: String) -> Set<String> {
        Set(self.shipment(shipment)?.instruction.pickLines.map(\.lineID) ?? [])
    }
}

extension OrderStatus {
    /// For customers: what they can expect, not who of us has it on the desk.
    fileprivate var text: TextName {
        switch self {
        case .clarifying: .standsWithYou
        case .confirmed, .allocated: .standsConfirmed
        case .backordered: .standsBackordered
        case .dispatching: .standsPicked
        case .inTransit: .standsInTransit
        case .delivered: .standsPartly
        case .completed, .accepted: .standsDelivered
        case .rejected, .cancelled, .quoted: .standsClosed
        case .received, .inReview, .changeRequested: .standsInProcess
        }
    }
}
