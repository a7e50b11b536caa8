// The events of an order's life. They are the only truth about an order: its state is what they add up to.

package import ExactDecimals

/// Something that happened to one order, in the order of the procedures.
package enum OrderEvent: Hashable, Codable, Sendable {
    // Registration
    case registered(Registration)
    /// The same order came again; the earlier answer was given again.
    case repeated(intake: String)
    /// Another order came under the same customer reference; a person has to look (design.md, duplicates).
    case conflictingCopy(intake: String, findings: [Finding])
    /// The customer's corrected order took the place of the incomplete one.
    case corrected(PurchaseOrder, contentHash: String, intake: String)
    case prioritised(OrderPriority, reason: String)

    // Change
    /// The customer asks for a change or for the end of the order (J06); it waits for a person's decision.
    case changeRequested(ChangeRequest)
    /// A person granted or refused a request.
    case changeDecided(ChangeDecision)
    /// The order with the changes that were granted takes the place of the one before; all that was decided about
    /// that one is decided anew.
    case changed(PurchaseOrder, contentHash: String)

    // Validation
    case validated(Validation)
    case clarificationAsked(Clarification)
    /// The open questions were answered by `person`: the customer's name, or a colleague's.
    case clarified(person: String, note: String?)

    // Review
    case rulesApplied([AppliedRule])
    case termsAdded([String])
    /// Surcharges and a longer lead time; they take the place of those of an earlier review (F09).
    case conditionsSet(OrderConditions)
    case reviewOpened(ReviewPlan)
    case approved(Approval)
    case rejected(Rejection)
    /// What was wrong with the customer's credit when the rules were applied (G02).
    case creditAssessed([CreditProblem])
    /// Another role decides in place of those that were asked: they gave it away, or their time was over (B15).
    case delegated(Delegation)
    /// A role has put a question to a colleague before it decides (D04, G07).
    case sentBack(Inquiry)
    case answered(InquiryAnswer)
    /// Whoever is waited for was reminded (E11, B13).
    case reminded(Reminder)
    /// Nothing stands between the order and its confirmation any more.
    case reviewPassed(ReviewRoute)

    // Quotation
    /// The approved quotation went out to the customer (F01, F02). It ends a quotation's life.
    case quoted(Quotation)

    // Confirmation
    case confirmed(OrderConfirmation)
    case cancelled(by: String, reason: String)

    // Assignment
    /// Who takes care of the order was proposed, and waits for the superior's word (E08).
    case assignmentProposed(Assignment)
    /// Who takes care of the order (E02).
    case assigned(Assignment)
    /// The customer was told that the order takes longer than its class allows, and until when (E06).
    case delayAnnounced(until: Instant, reason: String)

    // Urgent orders
    /// Owners were asked how an urgent order stands (H05); the count of the request, from 1.
    case progressRequested(Int)
    case progressReported(ProgressReport)

    // Allocation
    case reserved([Reservation])
    case shortageFound([Shortage])
    case consentAsked
    case consentGiven(ShortageConsent, person: String)

    // Release
    /// The customer's credit has got worse since the review; finance has to release the goods (G05).
    case creditHeld([CreditProblem])
    case creditReleased(role: String, person: String, reason: String?)

    // Dispatch
    case dispatchInstructed(DispatchInstruction)
    case tracked(shipment: String, trackingNumber: String, source: String)
    case carrierRefused(shipment: String, reason: String)
    case dispatched(Dispatch)
    case shippingNoticeIssued(shipment: String)

    // Transport
    /// Which carrier takes a shipment that the warehouse was told to pick, and why (O01 to O05).
    case carrierChosen(CarrierChoice)
    /// What the carrier says of the goods on their way (P03).
    case transported(TransportStatus)
    /// The goods are late, or nobody has heard of them (P04, P09).
    case transportOverdue(TransportDelay)
    /// A notice did not reach the carrier, and nothing more is tried by itself.
    case noticeUndelivered(DeliveryFailure)
    /// The customer was told how the order stands (P05, P06, P07, P10, P12).
    case statusReported(OrderStatusReport.Occasion, shipment: String?)

    // Delivery
    case delivered(DeliveryReport)
    /// Every line was delivered and signed for (Q02).
    case completed

    // Acceptance
    /// The customer has inspected what came (Q04, Q05).
    case goodsAccepted(Acceptance)

    /// Something a person was told that belongs to the order's history (B15, B16).
    case reported(role: String, about: String)
}

/// An event with its place in the journal.
package struct JournalEntry: Hashable, Codable, Sendable {
    package var orderNumber: String
    /// 1, 2, 3 … for each order.
    package var sequence: Int
    package var at: Instant
    /// The file that caused it, by its intake id; nil for timers.
    package var intake: String?
    package var event: OrderEvent

    package init(orderNumber: String, sequence: Int, at: Instant, intake: String?, event: OrderEvent) {
        self.orderNumber = orderNumber
        self.sequence = sequence
        self.at = at
        self.intake = intake
        self.event = event
    }
}

/// The order's entry in the register (C01 to C13).
package struct Registration: Hashable, Codable, Sendable {
    package var partner: String
    package var channel: OrderChannel
    package var order: PurchaseOrder
    /// SHA-256 of the order's content, free of layout, in hex: the same order again has the same hash.
    package var contentHash: String
    package var intake: String
    /// The format that the order came in.
    package var format: FileFormat
    /// The role of ours that has drafted a quotation for the customer; nil: the customer wrote it.
    package var draftedBy: String?
    package init(
        partner: String, channel: OrderChannel, order: PurchaseOrder, contentHash: String, intake: String,
        format: FileFormat, draftedBy: String? = nil
    ) {
        self.partner = partner
        self.channel = channel
        self.order = order
        self.contentHash = contentHash
        self.intake = intake
        self.format = format
        self.draftedBy = draftedBy
    }
}

/// Lower comes first (A10, E01); inside a class the earlier order comes first (A11).
package enum OrderPriority: Int, Codable, CaseIterable, Sendable, Comparable {
    case urgent = 0
    case important = 1
    case normal = 2
    package static func < (left: OrderPriority, right: OrderPriority) -> Bool { left.rawValue < right.rawValue }
    package var name: String {
        switch self {
        case .urgent: "urgent"
        case .important: "important"
        case .normal: "normal"
        }
    }
    package init?(name: String) {
        guard let found = OrderPriority.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}

/// A line after the product was found and the unit converted (C09, D01).
package struct ValidatedLine: Hashable, Codable, Sendable {
    package var lineID: String
    /// Our product code.
    package var product: String
    package var name: String
    package var specification: String?
    /// As ordered, in `unit`.
    package var quantity: ExactDecimal
    package var unit: String
    /// The same in the product's own unit, in which stock is kept.
    package var stockQuantity: ExactDecimal
    package var stockUnit: String
    /// Per `unit` (base quantity already divided out, where it divides exactly to 18 decimals).
    package var unitPrice: ExactDecimal?
    /// The price list's price for the same unit and currency; nil: no price on file (F04).
    package var listPrice: ExactDecimal?
    /// The promotion or agreement that `listPrice` comes from (F08).
    package var promotion: String?
    /// The price of the last sale to the same customer, same unit and currency (requirements 2.4).
    package var lastPrice: ExactDecimal?
    /// Our quotation that gives the line its price: valid, and its conditions are met (F10).
    package var quotation: String?
    /// `quantity` × `unitPrice`.
    package var amount: ExactDecimal?
    package var requestedDeliveryDate: CalendarDate?
    package var isStandard: Bool

    package init(
        lineID: String, product: String, name: String, specification: String? = nil, quantity: ExactDecimal,
        unit: String, stockQuantity: ExactDecimal, stockUnit: String, unitPrice: ExactDecimal? = nil,
        listPrice: ExactDecimal? = nil, promotion: String? = nil, lastPrice: ExactDecimal? = nil,
        amount: ExactDecimal? = nil, requestedDeliveryDate: CalendarDate? = nil, isStandard: Bool = true
    ) {
        self.lineID = lineID
        self.product = product
        self.name = name
        self.specification = specification
        self.quantity = quantity
        self.unit = unit
        self.stockQuantity = stockQuantity
        self.stockUnit = stockUnit
        self.unitPrice = unitPrice
        self.listPrice = listPrice
        self.promotion = promotion
        self.lastPrice = lastPrice
        self.amount = amount
        self.requestedDeliveryDate = requestedDeliveryDate
        self.isStandard = isStandard
    }
}

package struct Validation: Hashable, Codable, Sendable {
    package var lines: [ValidatedLine]
    package var findings: [Finding]
    package var currency: String?
    package var total: ExactDecimal?
    /// At least one line is not a standard product (A04).
    package var isSpecial: Bool
    /// Where the goods go: as ordered, or the customer's own address where the order names none (D06).
    package var deliverTo: PostalAddress
    /// Whom to reach about the order, as ordered or as known of the customer (B12).
    package var contact: Contact
    package init(
        lines: [ValidatedLine], findings: [Finding], currency: String?, total: ExactDecimal?, isSpecial: Bool,
        deliverTo: PostalAddress = PostalAddress(), contact: Contact = Contact()
    ) {
        self.lines = lines
        self.findings = findings
        self.currency = currency
        self.total = total
        self.isSpecial = isSpecial
        self.deliverTo = deliverTo
        self.contact = contact
    }
}

/// Questions that wait for the customer (B13, D07, D12).
package struct Clarification: Hashable, Codable, Sendable {
    package var questions: [Question]
    package var due: Instant?
    package init(questions: [Question], due: Instant? = nil) {
        self.questions = questions
        self.due = due
    }
}

package struct Question: Hashable, Codable, Sendable {
    /// The finding or the rule that raised it.
    package var code: String
    package var text: String
    package var lineID: String?
    package var place: Place?
    /// Our own departments have to answer it; the customer is not asked.
    package var isForDesk: Bool
    package init(
        code: String, text: String, lineID: String? = nil, place: Place? = nil, isForDesk: Bool = false
    ) {
        self.code = code
        self.text = text
        self.lineID = lineID
        self.place = place
        self.isForDesk = isForDesk
    }
}

/// A rule that matched, with the values that made it match.
package struct AppliedRule: Hashable, Codable, Sendable {
    package var rule: String
    package var requirement: String?
    package var reason: String
    /// What it asked for, in words: `approve: operations, then sales-director`.
    package var outcome: String
    /// `expression text` → `value text`, in the order of the expression.
    package var values: [RuleValueShown]
    /// The rule could not be evaluated; it is treated as matched, to be on the safe side.
    package var failure: String?
    package init(
        rule: String, requirement: String?, reason: String, outcome: String, values: [RuleValueShown],
        failure: String? = nil
    ) {
        self.rule = rule
        self.requirement = requirement
        self.reason = reason
        self.outcome = outcome
        self.values = values
        self.failure = failure
    }
}

package struct RuleValueShown: Hashable, Codable, Sendable {
    package var expression: String
    package var value: String
    package init(expression: String, value: String) {
        self.expression = expression
        self.value = value
    }
}

/// Who has to say yes, one step after the other; the roles of a step side by side.
package struct ReviewPlan: Hashable, Codable, Sendable {
    package struct Step: Hashable, Codable, Sendable {
        /// All of them have to say yes.
        package var roles: [String]
        /// So many of these have to say yes; nil: there is nothing to choose.
        package var choices: [Choice]?
        /// Why each role is asked: the ids of the rules.
        package var rules: [String]
        package init(roles: [String], choices: [Choice] = [], rules: [String]) {
            self.roles = roles
            self.choices = choices.isEmpty ? nil : choices
            self.rules = rules
        }
        /// Everybody who gets a task in this step, each once.
        package var everybody: [String] {
            var seen: Set<String> = []
            return (roles + (choices ?? []).flatMap(\.roles)).filter { seen.insert($0).inserted }
        }
    }
    /// Any `needed` of `roles`.
    package struct Choice: Hashable, Codable, Sendable {
        package var needed: Int
        package var roles: [String]
        package init(needed: Int, roles: [String]) {
            self.needed = needed
            self.roles = roles
        }
    }
    package var steps: [Step]
    package var reasons: [String]
    package var due: Instant?
    /// Who decides when the time is over; nil: the next role of the desk's ladder.
    package var escalateTo: String?
    /// Roles that have to say how many working days they need (G15).
    package var statesTime: [String]?
    /// Roles whose approval has to carry evidence (G13).
    package var demandsEvidence: [String]?
    package init(steps: [Step], reasons: [String], due: Instant? = nil) {
        self.steps = steps
        self.reasons = reasons
        self.due = due
    }
}

package struct Approval: Hashable, Codable, Sendable {
    package var role: String
    package var person: String
    package var reason: String?
    /// The rule gave the approval itself, for a role that is only informed (F03).
    package var byRule: String?
    /// The role that decided in place of `role`.
    package var delegate: String?
    /// How many working days the department needs (G15).
    package var workingDays: Int?
    package var evidence: [Evidence]?
    package init(
        role: String, person: String, reason: String? = nil, byRule: String? = nil, delegate: String? = nil,
        workingDays: Int? = nil, evidence: [Evidence] = []
    ) {
        self.role = role
        self.person = person
        self.reason = reason
        self.byRule = byRule
        self.delegate = delegate
        self.workingDays = workingDays
        self.evidence = evidence.isEmpty ? nil : evidence
    }
}

package struct Rejection: Hashable, Codable, Sendable {
    package var role: String
    package var person: String
    package var reason: String
    package init(role: String, person: String, reason: String) {
        self.role = role
        self.person = person
        self.reason = reason
    }
}

package enum ReviewRoute: String, Codable, Sendable {
    /// A standard order with stock, which nobody had to look at (G16).
    case fastPath = "fast-path"
    /// Every step of the review chain said yes (G06).
    case reviewed
}

/// A quantity of a lot that is locked for an order line (K01). In the product's own unit.
package struct Reservation: Hashable, Codable, Sendable {
    package var lineID: String
    package var product: String
    package var warehouse: String
    package var lot: String
    package var quantity: ExactDecimal
    package init(lineID: String, product: String, warehouse: String, lot: String, quantity: ExactDecimal) {
        self.lineID = lineID
        self.product = product
        self.warehouse = warehouse
        self.lot = lot
        self.quantity = quantity
    }
}

/// What a line still lacks after all stock was looked at. In the product's own unit.
package struct Shortage: Hashable, Codable, Sendable {
    package var lineID: String
    package var product: String
    package var quantity: ExactDecimal
    package init(lineID: String, product: String, quantity: ExactDecimal) {
        self.lineID = lineID
        self.product = product
        self.quantity = quantity
    }
}

/// The goods left the warehouse (O08, O09).
package struct Dispatch: Hashable, Codable, Sendable {
    package var shipment: String
    package var warehouse: String
    package var report: DispatchReport
    package var dispatchedOn: CalendarDate
    package init(shipment: String, warehouse: String, report: DispatchReport, dispatchedOn: CalendarDate) {
        self.shipment = shipment
        self.warehouse = warehouse
        self.report = report
        self.dispatchedOn = dispatchedOn
    }
}
