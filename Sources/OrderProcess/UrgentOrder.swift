// Urgent orders: told to everybody at once, answered within the hour, and watched until they are delivered.
//
// What it does: an order outside the normal ones, for a special reason (A08), is put on an urgent order request with its
// quantities, its date and its customer (H01), which goes to production and logistics at the same time as to whoever
// decides (H02, H04, H14, H15). The default rules give one hour for that, and then the next role decides (H03). When it is
// taken, those concerned are one group (H06): production schedules it at once (H07), logistics arranges the transport
// (H08), and work beyond the usual hours is done safely (E10, H16). Every two hours sales and production say how it
// stands, until it is delivered (H05). A refusal is explained to sales (H10). What was decided is kept as minutes (H11);
// in the end sales asks the customer (H12), and the superior gets the figures to learn from (H13).
//
// Reacts to: reviewOpened, confirmed, rejected, completed.

import ExactDecimals
import OrderModel
import ReviewRules

enum UrgentOrderStage: Stage {
    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        guard order.isUrgent else { return .nothing }
        switch event {
        case .reviewOpened: return request(order, at: desk)
        case .confirmed: return accept(order, at: desk)
        case .rejected: return refuse(order, at: desk)
        case .completed: return conclude(order, at: desk)
        default: return .nothing
        }
    }
}

extension OrderRecord {
    /// Marked as urgent by the customer, or made so by a rule (A08).
    package var isUrgent: Bool { order.urgency == .urgent || priority == .urgent }
}

// MARK: - The request and its answer (H01, H02, H06 to H11, H14, H15)

extension UrgentOrderStage {
    private static func request(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction()
        let decide = order.askedRoles.joined(separator: ", ")
        let until = order.plan?.due.map { " until \(desk.wallClock($0))" } ?? ""
        reaction.tell(
            [desk.roles.production, desk.roles.logistics], .urgentOrderRequest, about: order, at: desk,
            "Urgent order request \(order.number). \(decide) decide about it\(until). Please tell them at once whether "
                + "there is room in production, by moving machines, material or people or by working longer, and a way to "
                + "deliver in time.",
            details: form(order))
        return reaction
    }

    /// What the form asks for: urgency, quantities, date, customer (H01).
    private static func form(_ order: OrderRecord) -> [DeskNotice.Detail] {
        let date = order.order.requestedDeliveryDate ?? order.lineDates.min()
        let address = order.deliverTo.line
        return [
            DeskNotice.Detail("urgency", order.priority.name),
            DeskNotice.Detail("asked for", date?.description ?? "as soon as possible"),
            DeskNotice.Detail("deliver to", address.isEmpty ? "not said" : address),
        ] + order.quantities
    }

    private static func accept(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction()
        let roles = desk.roles
        let group = [roles.superior, roles.sales, roles.production, roles.logistics, roles.warehouse]
        let every = desk.settings.clocks.progressEvery
        reaction.tell(
            group, .urgentOrderAccepted, about: order, at: desk,
            "Urgent order \(order.number) was taken. \(group.joined(separator: ", ")) are one group for it, directed by "
                + "\(roles.superior).",
            details: [
                DeskNotice.Detail(roles.production, "schedule it and start at once; tell purchasing what is missing"),
                DeskNotice.Detail(roles.logistics, "arrange the vehicle now; look at the route and the traffic first"),
                DeskNotice.Detail("longer hours", "brief everybody who works longer on safety before they start"),
                DeskNotice.Detail(
                    "how it stands",
                    "\(roles.sales) and \(roles.production) report every \(every) with a progress-report file, until it is "
                        + "delivered"),
                DeskNotice.Detail("leaves", order.expectedDispatch?.description ?? "not known yet"),
            ] + order.quantities)
        minutes(of: order, "taken", at: desk, in: &reaction)
        wakeForProgress(order, at: desk, in: &reaction)
        return reaction
    }

    private static func refuse(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction()
        let reason = order.rejection?.reason ?? ""
        reaction.tell(
            [desk.roles.sales], .urgentOrderRefused, about: order, at: desk,
            "Urgent order \(order.number) cannot be done: \(reason). Please explain it to the customer, and bring their date "
                + "and ours together.",
            details: order.decisions + order.quantities)
        minutes(of: order, "refused", at: desk, in: &reaction)
        return reaction
    }

    /// Who decided what, when they were asked and when the answer was there (H11).
    private static func minutes(
        of order: OrderRecord, _ result: String, at desk: DeskView, in reaction: inout Reaction
    ) {
        var details = [DeskNotice.Detail("received", desk.wallClock(order.registeredAt))]
        if let asked = order.reviewOpenedAt { details.append(DeskNotice.Detail("asked", desk.wallClock(asked))) }
        details.append(DeskNotice.Detail("answered", desk.wallClock(desk.now)))
        reaction.tell(
            [desk.roles.superior], .minutes, about: order, at: desk,
            "Minutes of the review of urgent order \(order.number): it was \(result).",
            details: details + order.decisions)
    }
}

// MARK: - How it stands (H05)

extension UrgentOrderStage {
    private static func wakeForProgress(_ order: OrderRecord, at desk: DeskView, in reaction: inout Reaction) {
        let due = desk.settings.clocks.progressEvery.end(from: desk.now, desk.settings.calendar)
        reaction.wake(.progress, order, at: due)
    }

    private static func owners(_ desk: DeskView) -> [String] { [desk.roles.sales, desk.roles.production] }

    static func ring(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        guard order.isUrgent, order.confirmation != nil, !order.isClosed,
            order.progressRequests < Limits.progressRequests
        else { return .nothing }
        let count = order.progressRequests + 1
        var reaction = Reaction(events: [.progressRequested(count)])
        let silent = count == 1 ? [] : owners(desk).filter { !order.rolesReported.contains($0) }
        for role in owners(desk) {
            reaction.tell(
                [role], .progressRequest, about: order, at: desk,
                "How does urgent order \(order.number) stand? It is \(order.progress).",
                details: [
                    DeskNotice.Detail("request", "\(count)"),
                    DeskNotice.Detail(
                        "how to answer",
                        "a progress-report file for \(order.number) in inbox/desk/\(role)/ with your name as person and how "
                            + "it stands as text"),
                ])
        }
        if !silent.isEmpty {
            reaction.tell(
                [desk.roles.superior], .overdue, about: order, at: desk,
                "\(silent.joined(separator: " and ")) did not say how urgent order \(order.number) stands.")
        }
        wakeForProgress(order, at: desk, in: &reaction)
        return reaction
    }

    static func take(_ report: ProgressReport, _ order: OrderRecord, role: String, at desk: DeskView) -> Reaction {
        guard order.isUrgent, order.confirmation != nil, !order.isClosed else {
            let finding = Finding(
                .error, .answerNotAsked, "nobody asks how order \(order.number) stands: it is \(order.progress)",
                value: order.number, hint: "progress is reported of urgent orders that are under way")
            return .refused(.progressReport, order: order.number, [finding])
        }
        guard let person = report.person.meaningful, let text = report.text.meaningful?.shortened else {
            let finding = Finding(
                .error, .decisionIncomplete, "the progress report about \(order.number) lacks its person or its text",
                hint: "say who reports and how the order stands")
            return .refused(.progressReport, order: order.number, [finding])
        }
        let own = ProgressReport(
            orderNumber: order.number, role: role, person: person, text: text, expectedOn: report.expectedOn)
        var reaction = Reaction.accepted(
            .progressReport, of: order, "progress of \(order.number), by \(role) (\(person))")
        reaction.events = [.progressReported(own)]
        let date = own.expectedOn.map { [DeskNotice.Detail("expected on", $0.description)] } ?? []
        reaction.tell(
            [desk.roles.superior, desk.roles.customerService], .progress, about: order, at: desk,
            "\(role) (\(person)) about urgent order \(order.number): \(text)", details: date)
        return reaction
    }
}

// MARK: - Afterwards (H12, H13)

extension UrgentOrderStage {
    private static func conclude(_ order: OrderRecord, at desk: DeskView) -> Reaction {
        var reaction = Reaction()
        reaction.tell(
            [desk.roles.sales], .satisfactionCheck, about: order, at: desk,
            "Urgent order \(order.number) is delivered. Please ask the customer whether they are content with it.")
        reaction.tell(
            [desk.roles.superior], .postMortem, about: order, at: desk,
            "Urgent order \(order.number) is delivered. What went well, what has to be changed in rules and ways of working?",
            details: figures(order, at: desk) + order.decisions)
        return reaction
    }

    private static func figures(_ order: OrderRecord, at desk: DeskView) -> [DeskNotice.Detail] {
        let promised = order.confirmation?.lines.compactMap(\.promisedDate).max()
        let left = order.shipments.compactMap(\.dispatch?.dispatchedOn).max()
        var details = [DeskNotice.Detail("received", desk.wallClock(order.registeredAt))]
        if let confirmed = order.confirmation?.issuedAt {
            let minutes = max(0, confirmed.milliseconds - order.registeredAt.milliseconds) / 60_000
            details.append(DeskNotice.Detail("answered", "\(desk.wallClock(confirmed)), after \(minutes) minutes"))
        }
        details += [
            DeskNotice.Detail("asked for", order.lineDates.max()?.description ?? "no date"),
            DeskNotice.Detail("promised", promised?.description ?? "no date"),
            DeskNotice.Detail("left", left?.description ?? "not reported"),
            DeskNotice.Detail("delivered", desk.wallClock(desk.now)),
            DeskNotice.Detail(
                "progress", "\(order.progressRequests) times asked for, \(order.progressReports.count) reports"),
            DeskNotice.Detail("reminders", "\(order.reminders[.review, default: 0])"),
        ]
        return details
    }
}

extension OrderRecord {
    /// The dates that the customer asks for, line by line.
    fileprivate var lineDates: [CalendarDate] {
        let dates = lines.compactMap(\.line.requestedDeliveryDate)
        return dates.isEmpty ? [order.requestedDeliveryDate].compactMap(\.self) : dates
    }

    fileprivate var quantities: [DeskNotice.Detail] {
        lines.prefix(Limits.findingsPerNotice).map { progress in
            let line = progress.line
            return DeskNotice.Detail(
                "line \(line.lineID)", "\(line.quantity) \(line.unit) \(line.product) \(line.name)")
        }
    }

    /// Who said yes or no, and why.
    fileprivate var decisions: [DeskNotice.Detail] {
        let yes = approvals.map { approval in
            DeskNotice.Detail(
                approval.role,
                "yes, \(approval.person)" + (approval.delegate.map { " of \($0)" } ?? "")
                    + (approval.workingDays.map { ", needs \($0) working days" } ?? "")
                    + (approval.reason.map { ": \($0)" } ?? ""))
        }
        return yes + (rejection.map { [DeskNotice.Detail($0.role, "no, \($0.person): \($0.reason)")] } ?? [])
    }
}
