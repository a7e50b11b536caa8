// Transport: what happens between the warehouse's gate and the customer's signature.
//
// What it does: takes the carrier's word on where the goods are (P03), tells logistics and customer service of what is
// in the way (P04), of important orders and of goods that come back also the superior (P09), and of a hand-over
// without a signature (Q01). A clock runs for goods on their way: when their day is over, or nothing was heard of
// them for too long, people get a task (P04, P07); so they do for goods that should have left (O13). A notice that did not reach the carrier becomes a task too. What
// the customer hears is said in StatusReports.swift.
//
// Logistics gets a transport plan for each shipment whose carrier was chosen (O14).
//
// Reacts to: carrierChosen, dispatchInstructed, dispatched, transported, transportOverdue, noticeUndelivered.

import OrderModel
import ReviewRules

enum TransportStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        switch event {
        case .carrierChosen(let choice): weigh(choice, order, at: desk)
        case .dispatchInstructed(let instruction): plan(instruction, order, at: desk)
        case .dispatched(let dispatch): watch(dispatch.shipment, order, at: desk)
        case .transported(let status): follow(status, order, at: desk)
        case .transportOverdue(let delay): report(delay, order, at: desk)
        case .noticeUndelivered(let failure): report(failure, order, at: desk)
        default: .nothing
        }
    }
}

// MARK: - The carrier's word (P03)

extension TransportStage {
    static func take(_ status: TransportStatus, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        guard let shipment = order.shipment(status.shipment) else {
            return .refused(.transportStatus, order: order.number, [DispatchStage.unknown(status.shipment)])
        }
        let status = status.shortened
        let summary = "\(status.step.rawValue) of \(status.shipment)"
        guard !shipment.statuses.contains(status) else {
            let finding = Finding(
                .note, .shipmentAlreadyReported, "this was reported of \(status.shipment) already",
                value: status.step.rawValue, hint: "nothing to do")
            return .accepted(.transportStatus, of: order, summary, findings: [finding])
        }
        var reaction = Reaction.accepted(.transportStatus, of: order, summary)
        reaction.events = [.transported(status)]
        if let number = status.trackingNumber.meaningful, number != shipment.trackingNumber,
            number.count <= Limits.longestTrackingNumber
        {
            reaction.events.append(.tracked(shipment: status.shipment, trackingNumber: number, source: "its carrier"))
        }
        guard status.step == .delivered, status.signedBy.meaningful != nil else { return reaction }
        return sign(status, order, reaction, at: desk)
    }

    static func unknown(trackingNumber: String) -> Finding {
        Finding(
            .error, .shipmentUnknown, "there is no shipment with the tracking number '\(trackingNumber)', or several",
            value: trackingNumber, hint: "give our number of the shipment, as it stands in the notice")
    }

    /// A hand-over with a signature is the proof of delivery (Q01, Q03).
    private static func sign(
        _ status: TransportStatus, _ order: OrderRecord, _ reaction: Reaction, at desk: DeskView
    ) -> Reaction {
        let proof = DeliveryStage.take(
            DeliveryReport(
                shipment: status.shipment, deliveredOn: status.date, signedBy: status.signedBy,
                remarks: status.remarks), order, at: desk)
        guard var entry = proof.entry, entry.outcome == .accepted else {
            return .refused(.transportStatus, order: order.number, proof.entry?.findings ?? [])
        }
        var reaction = reaction
        entry.kind = .transportStatus
        reaction.entry = entry
        reaction.events += proof.events
        return reaction
    }

    private static func follow(_ status: TransportStatus, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = watch(status.shipment, order, at: desk)
        let details = details(status, order)
        let roles = [desk.roles.logistics, desk.roles.customerService]
        switch status.step {
        case .exception, .returned:
            // Of important orders, and of goods that come back, the superior hears at once (P09).
            let isGrave = status.step == .returned || order.priority <= .important
            reaction.tell(
                roles + (isGrave ? [desk.roles.superior] : []), .transportException, about: order, at: desk,
                status.step == .returned
                    ? "Shipment \(status.shipment) is on its way back to us: agree with the customer what is to happen."
                    : "Shipment \(status.shipment) is held up: work it out with the carrier.", details: details)
        case .delivered where status.signedBy.meaningful == nil:
            reaction.tell(
                roles, .proofMissing, about: order, at: desk,
                "The carrier says that shipment \(status.shipment) was handed over, and not to whom: ask for the signed "
                    + "delivery note.", details: details)
        case .pickedUp, .inTransit, .arriving, .delivered: break
        }
        return reaction
    }

    private static func details(_ status: TransportStatus, _ order: OrderRecord) -> [DeskNotice.Detail] {
        let shipment = order.shipment(status.shipment)
        let when = [status.date?.description, status.time].compactMap(\.self).joined(separator: " ")
        let expected = [status.expectedOn?.description, status.expectedTime].compactMap(\.self)
        let all: [(String, String?)] = [
            ("shipment", status.shipment), ("carrier", shipment?.instruction.carrier),
            ("tracking number", status.trackingNumber ?? shipment?.trackingNumber), ("reason", status.reason),
            ("carrier's code", status.code), ("where", status.location), ("when", when),
            ("expected", expected.joined(separator: " ")), ("remarks", status.remarks),
        ]
        return all.compactMap { name, value in value.meaningful.map { DeskNotice.Detail(name, $0) } }
    }
}

extension TransportStatus {
    /// With the carrier's words as long as a document repeats them.
    fileprivate var shortened: TransportStatus {
        var status = self
        status.location = location.meaningful?.shortened
        status.reason = reason.meaningful?.shortened
        status.remarks = remarks.meaningful?.shortened
        status.signedBy = signedBy.meaningful?.shortened
        return status
    }
}

// MARK: - Late and silent shipments (P04, P07, P09)

extension TransportStage {
    /// Sets the shipment's clock: to the end of the day on which it should leave or arrive, or of the time in which
    /// nothing may be heard, whichever comes first.
    private static func watch(_ shipment: String, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        guard let progress = order.shipment(shipment), progress.isOpen,
            progress.delays.count <= Limits.remindersWhenLate,
            let due = dueDelays(progress, order, at: desk).map(\.from).min()
        else { return .nothing }
        var reaction = Reaction()
        let timer = DeskTimer(kind: .transport, orderNumber: order.number, shipment: shipment)
        reaction.timers.append(ScheduledTimer(timer: timer, due: max(due, desk.now.adding(seconds: 1))))
        return reaction
    }

    /// The clock rings.
    static func ring(_ shipment: String, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        guard let progress = order.shipment(shipment), progress.isOpen, order.cancellation == nil else {
            return .nothing
        }
        let late = dueDelays(progress, order, at: desk).first { $0.from <= desk.now }
        return late.map { Reaction(events: [.transportOverdue($0.delay)]) } ?? watch(shipment, order, at: desk)
    }

    /// What people have to be told of, and from when on, the gravest first. What they know already is not in it.
    private static func dueDelays(
        _ progress: ShipmentProgress, _ order: OrderRecord, at desk: DeskView
    ) -> [(delay: TransportDelay, from: Instant)] {
        let shipment = progress.instruction.shipment
        func end(of day: CalendarDate?, _ matter: TransportDelay.Matter) -> (delay: TransportDelay, from: Instant)? {
            guard let day else { return nil }
            let delay = TransportDelay(shipment: shipment, matter: matter, expectedOn: day)
            let end = Instant(
                date: day.adding(days: 1), secondOfDay: 0, offsetSeconds: desk.settings.calendar.offsetSeconds)
            return progress.delays.contains(delay) ? nil : (delay, end)
        }
        guard progress.dispatch != nil else {
            return [end(of: progress.instruction.shipBy, .notDispatched)].compactMap(\.self)
        }
        let day = day(of: progress, order)
        let silence = silentFrom(progress, at: desk).map { from in
            (delay: TransportDelay(shipment: shipment, matter: .silent, expectedOn: day), from: from)
        }
        return [end(of: day, .late), silence].compactMap(\.self)
    }

    private static func silentFrom(_ progress: ShipmentProgress, at desk: DeskView) -> Instant? {
        guard let span = desk.settings.transport.silentAfter,
            let since = [progress.lastHeardAt, progress.lastDelayAt].compactMap(\.self).max()
        else { return nil }
        return span.end(from: since, desk.settings.calendar)
    }

    /// The day that counts: what was said last, else what the customer asked for.
    private static func day(of progress: ShipmentProgress, _ order: OrderRecord) -> CalendarDate? {
        progress.expectedOn ?? order.deliverBy(lines: Set(progress.instruction.pickLines.map(\.lineID)))
    }

    private static func report(_ delay: TransportDelay, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        guard let progress = order.shipment(delay.shipment) else { return .nothing }
        var reaction = watch(delay.shipment, order, at: desk)
        let isGrave = order.priority <= .important || progress.delays.count > 1
        let last = progress.statuses.last
        let nearest = delay.matter == .notDispatched ? desk.roles.warehouse : desk.roles.logistics
        reaction.tell(
            [nearest, desk.roles.customerService] + (isGrave ? [desk.roles.superior] : []), .transportOverdue,
            about: order, at: desk, sentence(delay, progress),
            details: [
                DeskNotice.Detail("carrier", progress.instruction.carrier ?? "none"),
                DeskNotice.Detail("tracking number", progress.trackingNumber ?? "not known"),
                DeskNotice.Detail(
                    "last heard",
                    last.map { "\($0.step.rawValue) \($0.location ?? "")" }
                        ?? (progress.dispatch == nil ? "nothing" : "it left")),
            ])
        return reaction
    }

    private static func sentence(_ delay: TransportDelay, _ progress: ShipmentProgress) -> String {
        switch delay.matter {
        case .notDispatched:
            "Shipment \(delay.shipment) should have left by \(delay.expectedOn?.description ?? "now"), and the warehouse "
                + "has not reported it: say in a transport-status file (exception) what is in the way and until when."
        case .late:
            "Shipment \(delay.shipment) was expected on \(delay.expectedOn?.description ?? "another day") and nobody "
                + "has signed for it: ask the carrier, and tell the customer."
        case .silent:
            "Nothing was heard of shipment \(delay.shipment) since "
                + "\(progress.lastHeardAt?.description.prefix(16) ?? "it left"): ask the carrier where it is."
        }
    }
}

// MARK: - The carrier itself (O01)

extension TransportStage {
    /// People hear where no carrier was found, or none in time.
    private static func weigh(_ choice: CarrierChoice, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        guard !choice.isSettled || choice.isLate else { return .nothing }
        var reaction = Reaction()
        let text =
            choice.isSettled
            ? "No carrier brings shipment \(choice.shipment) by \(choice.deliverBy?.description ?? "its day"): "
                + "\(choice.carrier ?? CarrierChoice.ownFleet) was chosen, as the fastest."
            : "No carrier takes shipment \(choice.shipment): find one, and tell the warehouse."
        reaction.tell(
            [desk.roles.logistics, desk.roles.customerService], .carrierNeeded, about: order, at: desk, text,
            details: choice.offers.map { offer in
                let able = [offer.arrivesOn.map { "arrives on \($0)" }, offer.cost.map { "costs \($0)" }]
                return DeskNotice.Detail(
                    "\(offer.carrier) (\(offer.mode.rawValue))",
                    offer.objection ?? able.compactMap(\.self).joined(separator: ", "))
            })
        return reaction
    }

    /// The transport plan: what goes how, from where to where and until when (O14).
    private static func plan(
        _ instruction: DispatchInstruction, _ order: OrderRecord, at desk: DeskView
    ) -> Reaction {
        var reaction = watch(instruction.shipment, order, at: desk)
        guard let choice = order.shipment(instruction.shipment)?.choice else { return reaction }
        let packings = instruction.pickLines.compactMap { pick in
            order.order.linesByNumber[pick.lineID]?.packing.map { "line \(pick.lineID): \($0)" }
        }
        let all: [(String, String?)] = [
            ("shipment", instruction.shipment), ("from", instruction.warehouse), ("to", instruction.deliverTo.line),
            ("carrier", choice.carrier ?? (choice.isSettled ? CarrierChoice.ownFleet : "not found yet")),
            ("mode", instruction.transportMode), ("why", choice.reason),
            ("weight", choice.weight.map { "\($0) kg" }), ("volume", choice.volume.map { "\($0) m³" }),
            ("packing", packings.uniqued().joined(separator: "; ")),
            ("leaves by", instruction.shipBy?.description), ("arrives on", choice.chosen?.arrivesOn?.description),
            ("wanted by", choice.deliverBy?.description),
        ]
        reaction.tell(
            [desk.roles.logistics], .transportPlan, about: order, at: desk,
            "Transport plan of shipment \(instruction.shipment).",
            details: all.compactMap { name, value in value.meaningful.map { DeskNotice.Detail(name, $0) } })
        return reaction
    }

    static func take(_ failure: DeliveryFailure, _ order: OrderRecord) -> Reaction {
        var reaction = Reaction.accepted(
            .deliveryFailure, of: order, "notice \(failure.webhookID) did not reach the carrier")
        reaction.events = [.noticeUndelivered(failure)]
        return reaction
    }

    private static func report(_ failure: DeliveryFailure, _ order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction()
        let carrier = order.shipment(failure.shipment)?.instruction.carrier ?? "the carrier"
        let text =
            switch failure.cause {
            case .exhausted:
                "\(carrier) did not take the notice \(failure.type) of shipment \(failure.shipment) in "
                    + "\(failure.attempts) attempts. Tell them in another way; later notices of this shipment wait."
            case .gone:
                "\(carrier) does not want to hear from us any more (410): nothing is sent to them until somebody "
                    + "switches them on again."
            case .misconfigured:
                "\(carrier) cannot be told as it is set up: nothing is sent to them until carriers/\(carrier).yaml is "
                    + "mended."
            }
        reaction.tell(
            [desk.roles.logistics, desk.roles.customerService], .carrierUnreachable, about: order, at: desk, text,
            details: [
                DeskNotice.Detail("shipment", failure.shipment), DeskNotice.Detail("notice", failure.webhookID),
                DeskNotice.Detail("last attempt", failure.reason),
                DeskNotice.Detail("see what is wrong", "docket carriers test \(carrier)"),
                DeskNotice.Detail("send it again", "docket deliveries retry \(failure.webhookID)"),
            ])
        return reaction
    }
}
