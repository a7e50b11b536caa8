// Registration: every order is entered in the register the moment it arrives, gets a number and a priority, and the
// departments concerned are told. Nothing is judged yet, so that nothing can be lost (requirements 2.1).
//
// What it does: keeps document type, form, class, channel and all that the customer wrote (A01, A02, A03, B01, B02,
// B03, B05, B06, C02–C08, C13); lets a customer order only as themselves (B14); recognises an order that came before
// and gives the same number (design: duplicates); assigns the order number (C01, C12, C14), which the receipt carries
// (B11); sets the priority from urgency and importance (A05, A08, A10, E01); tells customer service (B04, B09, B10,
// B17) and, of important and special orders, the superior (B15, B16).
//
// Reacts to: registered, corrected, changed, prioritised.

import OrderModel

enum RegistrationStage: Stage {
    /// The outer circumstances of an order: who sent it, how, and in which file.
    struct Arrival {
        var partner: String
        var channel: OrderChannel
        var intake: String
        var format: FileFormat
        /// The role of ours that drafts a quotation for the customer; nil: the customer speaks.
        var draftedBy: String?
    }

    /// What an arriving order leads to: a new entry in the register, something about an order that is known already,
    /// or nothing but an answer.
    enum Outcome {
        case new(number: String, Registration)
        case known(OrderRecord, Reaction)
        case notEntered(Reaction)
    }

    static func receive(
        _ order: PurchaseOrder, _ arrival: Arrival, at desk: DeskView
    ) throws(FactsError) -> Outcome {
        let findings = try identityFindings(order, arrival, at: desk)
        if findings.hasErrors { return .notEntered(refusal(of: order, findings)) }
        return try enter(order, arrival, at: desk)
    }

    /// An order, or a quotation, whose sender is who they say.
    static func enter(
        _ order: PurchaseOrder, _ arrival: Arrival, at desk: DeskView
    ) throws(FactsError) -> Outcome {
        let hash = OrderFingerprint.hash(of: order, by: desk.settings)
        // A customer may give a request and the order that follows from it the same number.
        let known = try desk.facts.orders(customerReference: order.customerReference, partner: arrival.partner)
            .filter { $0.isQuotation == order.isQuotation }
        switch order.purpose {
        case .change where order.isQuotation, .cancellation where order.isQuotation:
            return try refer(order, arrival, toPersonBeside: known, at: desk)
        case .change, .cancellation:
            guard let latest = known.last,
                let record = OrderRecord(folding: try desk.facts.journal(order: latest.number))
            else { return try refer(order, arrival, toPersonBeside: known, at: desk) }
            return .known(record, ChangeStage.receive(order, hash, arrival, of: record, at: desk.before(record)))
        case .original, .copy:
            if let outcome = try recognise(order, hash, arrival, among: known, at: desk) { return outcome }
            if order.purpose == .copy { return try refer(order, arrival, toPersonBeside: known, at: desk) }
            let registration = Registration(
                partner: arrival.partner, channel: arrival.channel, order: order, contentHash: hash,
                intake: arrival.intake, format: arrival.format, draftedBy: arrival.draftedBy)
            return .new(number: try OrderNumberFormat.next(for: order, at: desk), registration)
        }
    }

    static func react(to event: OrderEvent, of order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        switch event {
        case .registered: try announce(order, at: desk)
        case .corrected, .changed: try prioritise(order, at: desk)
        case .prioritised(let priority, let reason): reportImportance(priority, reason, of: order, at: desk)
        default: .nothing
        }
    }
}

// MARK: - Who orders (B14)

extension RegistrationStage {
    /// The folder says who speaks; an order that names somebody else as its buyer is not entered.
    private static func identityFindings(
        _ order: PurchaseOrder, _ arrival: Arrival, at desk: DeskView
    ) throws(FactsError) -> [Finding] {
        guard order.customerReference.meaningful != nil else {
            return [
                Finding(
                    .error, .orderNumberMissing, "the order has no number of the customer's", at: order.place,
                    hint: "give every order a number of its own and send it again")
            ]
        }
        let profile = desk.settings.partners[arrival.partner]
        let customer = try desk.facts.customer(arrival.partner)
        guard profile != nil || customer != nil else {
            return [
                Finding(
                    .error, .customerUnknown, "there is no partner '\(arrival.partner)' in the configuration",
                    hint: "the desk's administrator has to set the partner up; then send the order again")
            ]
        }
        let given = order.buyer.identifiers.filter { $0.value.meaningful != nil }
        let ours = (profile?.identifiers ?? []) + (customer?.identifiers ?? [])
        if given.isEmpty || ours.isEmpty || given.contains(where: { one in ours.contains { matches(one, $0) } }) {
            return []
        }
        let names = given.map(\.value).joined(separator: ", ")
        return [
            Finding(
                .error, .senderMismatch,
                "the order names \(names) as its buyer, and the sender is known under other numbers", at: order.place,
                value: names,
                hint: "order under your own number, or ask us to enter this number for you")
        ]
    }

    /// The same number of the same register. Registers are compared only where both are named and known to differ.
    static func matches(_ left: Identifier, _ right: Identifier) -> Bool {
        guard let leftValue = left.value.meaningful?.lowercased(), leftValue == right.value.meaningful?.lowercased()
        else { return false }
        guard let leftRegister = register(left.scheme), let rightRegister = register(right.scheme) else { return true }
        return leftRegister == rightRegister
    }

    /// The registers of parties under their several names (ISO 6523 codes, EDIFACT words).
    private static func register(_ scheme: String?) -> String? {
        switch scheme.meaningful?.uppercased() {
        case "0088", "GLN", "EAN", "ILN": "GLN"
        case "0060", "DUNS", "D-U-N-S": "DUNS"
        default: nil
        }
    }

    static func refusal(of order: PurchaseOrder, _ findings: [Finding]) -> Reaction {
        Reaction(
            entry: Receipt.Entry(
                outcome: .refused, kind: .order, customerReference: order.customerReference.meaningful,
                findings: findings))
    }
}

// MARK: - Orders that are known already (design: duplicates)

extension RegistrationStage {
    /// The three cases under a number that is known: the same again, the awaited correction, or something for a person.
    private static func recognise(
        _ order: PurchaseOrder, _ hash: String, _ arrival: Arrival, among known: [KnownOrder], at desk: DeskView
    ) throws(FactsError) -> Outcome? {
        var records: [OrderRecord] = []
        for candidate in known {
            guard let record = OrderRecord(folding: try desk.facts.journal(order: candidate.number)) else { continue }
            if candidate.contentHash == hash || record.contentHashes.contains(hash) {
                return .known(record, repeated(record, intake: arrival.intake))
            }
            records.append(record)
        }
        guard let latest = records.last else { return nil }
        if order.purpose == .original, let waiting = records.last(where: isWaitingForCorrection) {
            let content = arrival.draftedBy == nil ? order : waiting.order.completed(by: order)
            let correction = OrderEvent.corrected(content, contentHash: hash, intake: arrival.intake)
            return .known(waiting, Reaction(events: [correction], entry: entry(.registered, waiting)))
        }
        let finding = Finding(
            .error, .orderNumberReused,
            "order \(order.customerReference) is known to us as \(latest.number), with other content",
            at: order.place, value: order.customerReference,
            hint: "give a new order a new number; for a change, tell customer service what is to be changed")
        return .known(latest, conflict(order, finding, beside: latest, intake: arrival.intake, at: desk))
    }

    /// Questions about the content are open, so that a corrected order is what we wait for (B13).
    private static func isWaitingForCorrection(_ order: OrderRecord) -> Bool {
        order.status == .clarifying && order.reviewRoute == nil
    }

    static func repeated(_ order: OrderRecord, intake: String) -> Reaction {
        let finding = Finding(
            .note, .orderRepeated,
            "the order came before and is entered as \(order.number); the earlier answer is given",
            value: order.order.customerReference)
        return Reaction(
            events: [.repeated(intake: intake)], entry: entry(.repeated, order, findings: [finding]))
    }

    private static func conflict(
        _ copy: PurchaseOrder, _ finding: Finding, beside order: OrderRecord, intake: String, at desk: DeskView
    ) -> Reaction {
        var reaction = Reaction(
            events: [.conflictingCopy(intake: intake, findings: [finding])],
            entry: entry(.referred, order, findings: [finding]))
        reaction.tell(
            [desk.roles.customerService], .conflict, about: order, at: desk.before(order),
            "\(finding.message). Nothing was entered: please settle it with the customer.",
            details: details(of: copy, intake: intake) + [DeskNotice.Detail("status", order.progress)],
            findings: [finding])
        return reaction
    }

    /// A change or a cancellation of an order that we do not know, or a copy of what we never had: a person decides,
    /// nothing is entered.
    private static func refer(
        _ order: PurchaseOrder, _ arrival: Arrival, toPersonBeside known: [KnownOrder], at desk: DeskView
    ) throws(FactsError) -> Outcome {
        let finding = Finding(
            .warning, .changeNeedsPerson,
            "the document is marked as a \(order.purpose.rawValue) of order \(order.customerReference)"
                + (known.isEmpty ? ", which we do not know" : ""),
            at: order.place, value: order.purpose.rawValue,
            hint: "customer service will get in touch about it")
        if let latest = known.last, let record = OrderRecord(folding: try desk.facts.journal(order: latest.number)) {
            return .known(record, conflict(order, finding, beside: record, intake: arrival.intake, at: desk))
        }
        let count = try desk.facts.nextNumber(series: "notice \(arrival.intake)")
        let notice = DeskNotice(
            kind: .conflict, orderNumber: nil, at: desk.now,
            text: "\(finding.message). Nothing was entered: please settle it with the customer.",
            details: [DeskNotice.Detail("customer", desk.partnerName(arrival.partner))]
                + details(of: order, intake: arrival.intake),
            findings: [finding])
        let document = OutgoingDocument(
            recipient: .desk(role: desk.roles.customerService),
            stem: Stem.numbered("notice-conflict", arrival.intake, count), orderNumber: nil, content: .notice(notice))
        let entry = Receipt.Entry(
            outcome: .referred, kind: .order, customerReference: order.customerReference, findings: [finding])
        return .notEntered(Reaction(documents: [document], entry: entry))
    }

    private static func details(of copy: PurchaseOrder, intake: String) -> [DeskNotice.Detail] {
        [
            DeskNotice.Detail("came with", intake),
            DeskNotice.Detail("purpose", copy.purpose.rawValue),
            DeskNotice.Detail("lines", String(copy.lines.count)),
        ]
            + copy.lineDetails
    }

    private static func entry(
        _ outcome: Receipt.Entry.Outcome, _ order: OrderRecord, findings: [Finding] = []
    ) -> Receipt.Entry {
        Receipt.Entry(
            outcome: outcome, kind: .order, customerReference: order.order.customerReference,
            orderNumber: order.number, findings: findings)
    }
}

// MARK: - Entering, priority and reports

extension RegistrationStage {
    private static func announce(_ order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        var reaction = try prioritise(order, at: desk)
        let registered = order.registration
        reaction.tell(
            [desk.roles.customerService], .orderRegistered, about: order, at: desk,
            "\(order.noun) \(order.number) was registered.", details: particulars(of: registered),
            findings: desk.readFindings)
        if registered.order.orderClass != .sales {
            let text = "Order \(order.number) is an order of class \(registered.order.orderClass.rawValue): "
            reaction.events.append(.reported(role: desk.roles.superior, about: "order class, \(order.number)"))
            reaction.tell(
                [desk.roles.superior, desk.roles.customerService], .specialCase, about: order, at: desk,
                text + "it is registered, and people take care of it; it does not go through sales.")
        }
        reaction.entry = entry(.registered, order)
        return reaction
    }

    private static func particulars(of registered: Registration) -> [DeskNotice.Detail] {
        let order = registered.order
        return [
            DeskNotice.Detail("channel", registered.channel.rawValue),
            DeskNotice.Detail("form", order.form.rawValue),
            DeskNotice.Detail("document", order.documentType.rawValue),
            DeskNotice.Detail("class", order.orderClass.rawValue),
            DeskNotice.Detail("lines", String(order.lines.count)),
            DeskNotice.Detail("intake", registered.intake),
        ]
    }

    /// Urgent orders come first, then complaints and after-sales orders (E07) and those of key customers (A05, A08, A10,
    /// E01). A rule of the review can add to it.
    private static func prioritise(_ order: OrderRecord, at desk: DeskView) throws(FactsError) -> Reaction {
        let priority: OrderPriority
        let reason: String
        if order.order.urgency == .urgent {
            (priority, reason) = (.urgent, "the customer marked the order as urgent")
        } else if order.order.orderClass != .sales {
            (priority, reason) = (.important, "complaints, refunds and after-sales orders come first")
        } else if try desk.facts.customer(order.partner)?.isKeyCustomer ?? false {
            (priority, reason) = (.important, "the customer is a key customer")
        } else {
            (priority, reason) = (.normal, "neither urgent nor of a key customer")
        }
        // The first priority is always said; a correction says it only where it changes.
        guard order.journalLength == 1 || priority != order.priority else { return .nothing }
        return Reaction(events: [.prioritised(priority, reason: reason)])
    }

    /// Important orders are reported to the superior, once (B15).
    private static func reportImportance(
        _ priority: OrderPriority, _ reason: String, of order: OrderRecord, at desk: DeskView
    ) -> Reaction {
        let report = OrderRecord.Report(role: desk.roles.superior, about: "important order")
        guard priority <= .important, !order.reports.contains(report) else { return .nothing }
        var reaction = Reaction(events: [.reported(role: report.role, about: report.about)])
        reaction.tell(
            [desk.roles.superior], .importantOrder, about: order, at: desk,
            "Order \(order.number) has the priority \(priority.name): \(reason).")
        return reaction
    }
}
