// The state of one order: what the events of its journal add up to (C12, P01, P02, P11).
//
// Nothing here is stored. Whoever wants to know how an order stands folds its journal.

import ExactDecimals
package import OrderModel

/// One order with everything that is known about it.
package struct OrderRecord: Hashable, Sendable {
    package let number: String
    /// As it came in (C01 to C13).
    package let registration: Registration
    package let registeredAt: Instant
    /// The customer's order as it counts now: the corrected one, once there was a correction.
    package private(set) var order: PurchaseOrder
    /// How many events have happened; the sequence of the last one.
    package private(set) var journalLength = 1
    package private(set) var lastChange: Instant
    package private(set) var priority = OrderPriority.normal
    /// Fingerprints of all contents that this order ever had: any of them coming again is a repeat.
    package private(set) var contentHashes: Set<String>
    /// How often the order came again, by intake.
    package private(set) var repeats: [String: Int] = [:]

    /// Changes and cancellations that the customer asked for, oldest first (J05, J06, J11).
    package private(set) var changeRequests: [ChangeRequest] = []
    package private(set) var changeDecisions: [ChangeDecision] = []

    package private(set) var validation: Validation?
    /// Questions to the customer that are not answered yet.
    package private(set) var openQuestions: [Question] = []
    package private(set) var answerDue: Instant?
    /// How many queries were asked; the last one's number.
    package private(set) var queryCount = 0
    /// Codes of questions that a person has settled by word; they are not asked again.
    package private(set) var settledCodes: Set<String> = []

    package private(set) var appliedRules: [AppliedRule] = []
    /// When the rules were asked last.
    package private(set) var rulesAppliedAt: Instant?
    package private(set) var terms: [String] = []
    /// Surcharges and a longer lead time of the last review (F09).
    package private(set) var conditions: OrderConditions?
    package private(set) var plan: ReviewPlan?
    /// How often a review was opened.
    package private(set) var reviewRounds = 0
    package private(set) var approvals: [Approval] = []
    package private(set) var reviewOpenedAt: Instant?
    /// Who decides in place of whom, in this review.
    package private(set) var delegations: [Delegation] = []
    /// Questions of roles to colleagues that are not answered yet.
    package private(set) var inquiries: [Inquiry] = []
    package private(set) var inquiryAnswers: [InquiryAnswer] = []
    /// How often the roles of this review, or the customer for these questions, were reminded.
    package private(set) var reminders: [Reminder.Matter: Int] = [:]
    package private(set) var askedAt: Instant?
    /// What was wrong with the customer's credit when the order was reviewed, or has been released since (G05).
    package private(set) var knownCreditProblems: Set<CreditProblem> = []
    /// What holds the goods back until finance has decided.
    package private(set) var creditHold: [CreditProblem] = []

    /// Who takes care of the order (E02); nil: customer service.
    package private(set) var owner: Assignment?
    package private(set) var proposedOwner: Assignment?
    /// Until when the customer was told to be patient (E06).
    package private(set) var delays: [Instant] = []
    /// How often the owners of an urgent order were asked how it stands (H05).
    package private(set) var progressRequests = 0
    package private(set) var progressReports: [ProgressReport] = []
    /// Reports that came since the last request.
    package private(set) var rolesReported: Set<String> = []
    package private(set) var reviewRoute: ReviewRoute?
    package private(set) var rejection: Rejection?

    /// What was offered, where this is a quotation and it went out (F01).
    package private(set) var quotation: Quotation?
    package private(set) var confirmation: OrderConfirmation?
    package private(set) var cancellation: Cancellation?
    package private(set) var closedAt: Instant?

    package private(set) var lines: [LineProgress] = []
    /// Where each line stands in `lines`: orders may have thousands of them.
    private var positions: [String: Int] = [:]
    /// Locked for this order and not yet on a dispatch instruction.
    package private(set) var waitingReservations: [Reservation] = []
    /// The stock was looked at for all lines.
    package private(set) var isAllocated = false
    package private(set) var isConsentAsked = false
    package private(set) var consent: ShortageConsent?
    package private(set) var shipments: [ShipmentProgress] = []
    /// Carriers of shipments that the warehouse is told of next.
    private var choices: [String: CarrierChoice] = [:]
    /// How often the customer was told how the order stands (P05).
    package private(set) var statusReports = 0
    package private(set) var isCompleted = false
    /// What the customer's inspections found (Q04, Q05).
    package private(set) var acceptances: [Acceptance] = []
    /// What people were told (B15, B16).
    package private(set) var reports: [Report] = []

    package struct Cancellation: Hashable, Sendable {
        package var by: String
        package var reason: String
    }

    package struct Report: Hashable, Sendable {
        package var role: String
        package var about: String
    }

    /// The order after the first event of its journal.
    package init(number: String, registration: Registration, at instant: Instant) {
        self.number = number
        self.registration = registration
        registeredAt = instant
        lastChange = instant
        order = registration.order
        contentHashes = [registration.contentHash]
    }

    /// The order after all entries, oldest first; nil if the journal is empty or does not begin with a registration.
    /// Takes time in proportion to the journal.
    package init?(folding entries: [JournalEntry]) {
        guard let first = entries.first, case .registered(let registration) = first.event else { return nil }
        self.init(number: first.orderNumber, registration: registration, at: first.at)
        for entry in entries.dropFirst() { fold(entry.event, at: entry.at) }
    }
}

// MARK: - Folding

extension OrderRecord {
    /// The order after one more event.
    package mutating func fold(_ event: OrderEvent, at instant: Instant) {
        journalLength += 1
        lastChange = instant
        switch event {
        case .registered, .conflictingCopy: break
        case .repeated(let intake): repeats[intake, default: 0] += 1
        case .corrected(let order, let contentHash, _): correct(order, contentHash: contentHash)
        case .prioritised(let priority, _): self.priority = priority
        case .changeRequested(let request): changeRequests.append(request)
        case .changeDecided(let decision): changeDecisions.append(decision)
        case .changed(let order, let contentHash): change(to: order, contentHash: contentHash)
        case .validated(let validation): take(validation)
        case .clarificationAsked(let clarification): ask(clarification, at: instant)
        case .clarified: settleQuestions()
        case .reported(let role, let about): reports.append(Report(role: role, about: about))
        case .rulesApplied, .termsAdded, .conditionsSet, .reviewOpened, .approved, .rejected, .reviewPassed, .quoted,
            .creditHeld, .creditReleased, .creditAssessed:
            foldReview(event, at: instant)
        case .delegated, .sentBack, .answered, .reminded, .assignmentProposed, .assigned, .delayAnnounced,
            .progressRequested, .progressReported:
            foldCare(event)
        case .confirmed, .cancelled, .reserved, .shortageFound, .consentAsked, .consentGiven:
            foldFulfilment(event, at: instant)
        case .dispatchInstructed, .tracked, .carrierRefused, .dispatched, .shippingNoticeIssued, .delivered, .completed,
            .goodsAccepted:
            foldShipment(event, at: instant)
        case .carrierChosen, .transported, .transportOverdue, .noticeUndelivered, .statusReported:
            foldTransport(event, at: instant)
        }
    }

    private mutating func foldReview(_ event: OrderEvent, at instant: Instant) {
        switch event {
        case .rulesApplied(let rules):
            appliedRules = rules
            rulesAppliedAt = instant
        case .termsAdded(let added): terms += added.filter { !terms.contains($0) }
        case .conditionsSet(let conditions): self.conditions = conditions
        case .reviewOpened(let plan):
            self.plan = plan
            reviewRounds += 1
            reviewOpenedAt = instant
            reminders[.review] = nil
            delegations = []
            inquiries = []
        case .approved(let approval): approvals.append(approval)
        case .rejected(let rejection):
            self.rejection = rejection
            waitingReservations = []
            close(at: instant)
        case .reviewPassed(let route): reviewRoute = route
        case .quoted(let quotation):
            self.quotation = quotation
            close(at: instant)
        case .creditAssessed(let problems): knownCreditProblems = Set(problems)
        case .creditHeld(let problems): creditHold = problems
        case .creditReleased:
            knownCreditProblems.formUnion(creditHold)
            creditHold = []
        default: break
        }
    }

    /// Who decides, who takes care, who was reminded, how it stands.
    private mutating func foldCare(_ event: OrderEvent) {
        switch event {
        case .delegated(let delegation): delegations.append(delegation)
        case .sentBack(let inquiry): inquiries.append(inquiry)
        case .answered(let answer):
            inquiries.removeAll { $0.to == answer.role }
            inquiryAnswers.append(answer)
        case .reminded(let reminder): reminders[reminder.matter, default: 0] += 1
        case .assignmentProposed(let assignment): proposedOwner = assignment
        case .assigned(let assignment):
            owner = assignment
            proposedOwner = nil
        case .delayAnnounced(let until, _): delays.append(until)
        case .progressRequested(let count):
            progressRequests = count
            rolesReported = []
        case .progressReported(let report):
            progressReports.append(report)
            rolesReported.insert(report.role)
        default: break
        }
    }

    private mutating func foldFulfilment(_ event: OrderEvent, at instant: Instant) {
        switch event {
        case .confirmed(let confirmation): self.confirmation = confirmation
        case .cancelled(let person, let reason):
            cancellation = Cancellation(by: person, reason: reason)
            waitingReservations = []
            close(at: instant)
        case .reserved(let reservations):
            hold(reservations)
            isAllocated = isAllocated || lines.allSatisfy { $0.lacking.isZero }
        case .shortageFound: isAllocated = true
        case .consentAsked: isConsentAsked = true
        case .consentGiven(let consent, _):
            self.consent = consent
            isConsentAsked = false
            settleQuestions()
        default: break
        }
    }

    private mutating func foldShipment(_ event: OrderEvent, at instant: Instant) {
        switch event {
        case .dispatchInstructed(let instruction): instruct(instruction)
        case .tracked(let shipment, let number, _): withShipment(shipment) { $0.trackingNumber = number }
        case .carrierRefused(let shipment, let reason): withShipment(shipment) { $0.refusal = reason }
        case .dispatched(let dispatch):
            for line in dispatch.report.lines {
                withLine(line.lineID) { $0.dispatched = $0.dispatched.plus(line.quantity) }
            }
            withShipment(dispatch.shipment) { shipment in
                shipment.dispatch = dispatch
                shipment.lastHeardAt = instant
            }
        case .shippingNoticeIssued(let shipment): withShipment(shipment) { $0.isNoticeIssued = true }
        case .delivered(let report):
            for line in shipment(report.shipment)?.dispatch?.report.lines ?? [] {
                withLine(line.lineID) { $0.delivered = $0.delivered.plus(line.quantity) }
            }
            withShipment(report.shipment) { $0.delivery = report }
        case .completed:
            isCompleted = true
            closedAt = instant
        case .goodsAccepted(let acceptance):
            acceptances.append(acceptance)
            for shipment in acceptance.shipments { withShipment(shipment) { $0.acceptance = acceptance } }
        default: break
        }
    }

    private mutating func foldTransport(_ event: OrderEvent, at instant: Instant) {
        switch event {
        case .carrierChosen(let choice): choices[choice.shipment] = choice
        case .transported(let status):
            withShipment(status.shipment) { shipment in
                shipment.statuses.append(status)
                shipment.lastHeardAt = instant
            }
        case .transportOverdue(let delay):
            withShipment(delay.shipment) { shipment in
                shipment.delays.append(delay)
                shipment.lastDelayAt = instant
            }
        case .statusReported: statusReports += 1
        default: break
        }
    }

    private mutating func correct(_ order: PurchaseOrder, contentHash: String) {
        self.order = order
        contentHashes.insert(contentHash)
        // Whoever has said yes said so to another content.
        approvals = []
        terms = []
        conditions = nil
        plan = nil
        settledCodes = []
        openQuestions = []
        answerDue = nil
        delegations = []
        inquiries = []
        creditHold = []
    }

    /// The changed order begins anew, as if it had just come: nothing of it is reviewed, locked or confirmed.
    private mutating func change(to order: PurchaseOrder, contentHash: String) {
        correct(order, contentHash: contentHash)
        validation = nil
        lines = []
        positions = [:]
        reviewRoute = nil
        waitingReservations = []
        isAllocated = false
        isConsentAsked = false
        consent = nil
        confirmation = nil
    }

    private mutating func take(_ validation: Validation) {
        self.validation = validation
        lines = validation.lines.map { LineProgress(line: $0) }
        positions = Dictionary(
            validation.lines.enumerated().map { ($1.lineID, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func ask(_ clarification: Clarification, at instant: Instant) {
        askedAt = instant
        reminders[.clarification] = nil
        openQuestions = clarification.questions
        answerDue = clarification.due
        queryCount += 1
    }

    private mutating func settleQuestions() {
        settledCodes.formUnion(openQuestions.map(\.code))
        openQuestions = []
        answerDue = nil
    }

    private mutating func close(at instant: Instant) {
        closedAt = instant
        openQuestions = []
        answerDue = nil
        isConsentAsked = false
        inquiries = []
        creditHold = []
        proposedOwner = nil
    }

    /// What a pick line can be taken from.
    private struct Slot: Hashable {
        var line: String
        var warehouse: String
        var lot: String
    }

    private mutating func hold(_ reservations: [Reservation]) {
        var held = heldSlots
        for reservation in reservations {
            withLine(reservation.lineID) { $0.reserved = $0.reserved.plus(reservation.quantity) }
            let slot = Slot(line: reservation.lineID, warehouse: reservation.warehouse, lot: reservation.lot)
            if let index = held[slot] {
                waitingReservations[index].quantity = waitingReservations[index].quantity.plus(reservation.quantity)
            } else {
                held[slot] = waitingReservations.count
                waitingReservations.append(reservation)
            }
        }
    }

    private var heldSlots: [Slot: Int] {
        var held: [Slot: Int] = [:]
        for (index, reservation) in waitingReservations.enumerated() {
            held[Slot(line: reservation.lineID, warehouse: reservation.warehouse, lot: reservation.lot)] = index
        }
        return held
    }

    private mutating func instruct(_ instruction: DispatchInstruction) {
        var shipment = ShipmentProgress(instruction: instruction)
        shipment.choice = choices.removeValue(forKey: instruction.shipment)
        shipments.append(shipment)
        let held = heldSlots
        for pick in instruction.pickLines {
            withLine(pick.lineID) { $0.instructed = $0.instructed.plus(pick.quantity) }
            guard let index = held[Slot(line: pick.lineID, warehouse: instruction.warehouse, lot: pick.lot)] else {
                continue
            }
            waitingReservations[index].quantity = waitingReservations[index].quantity.less(pick.quantity)
        }
        waitingReservations.removeAll { $0.quantity.isZero }
    }

    /// The line with this number; nil if the validated order has none.
    package func line(_ id: String) -> LineProgress? { positions[id].map { lines[$0] } }

    private mutating func withLine(_ id: String, _ change: (inout LineProgress) -> Void) {
        guard let index = positions[id] else { return }
        change(&lines[index])
    }

    private mutating func withShipment(_ id: String, _ change: (inout ShipmentProgress) -> Void) {
        guard let index = shipments.firstIndex(where: { $0.instruction.shipment == id }) else { return }
        change(&shipments[index])
    }
}
