// What the desk writes: answers to partners, tasks and notices to its own departments.

package import ExactDecimals

package enum Recipient: Hashable, Codable, Sendable {
    case partner(String)
    case desk(role: String)
    case carrier(String)

    /// The folder beneath `outbox/`.
    package var folder: String {
        switch self {
        case .partner(let id): id
        case .desk(let role): "desk/\(role)"
        case .carrier(let id): "carriers/\(id)"
        }
    }
}

/// A document on its way out. Its file name is `<stem>.<extension of the format>`; the stem is unique for ever.
package struct OutgoingDocument: Hashable, Codable, Sendable {
    package var recipient: Recipient
    /// Such as `confirmation-SO-2026-000017`. ASCII letters, digits, `-`, `.` and `_`.
    package var stem: String
    package var orderNumber: String?
    package var content: DocumentContent

    package init(recipient: Recipient, stem: String, orderNumber: String?, content: DocumentContent) {
        self.recipient = recipient
        self.stem = stem
        self.orderNumber = orderNumber
        self.content = content
    }
}

package enum DocumentContent: Hashable, Codable, Sendable {
    case receipt(Receipt)
    case confirmation(OrderConfirmation)
    case query(CustomerQuery)
    case shippingNotice(ShippingNotice)
    case reviewTask(ReviewTask)
    case allocationPlan(AllocationPlan)
    case dispatchInstruction(DispatchInstruction)
    case replenishmentRequest(ReplenishmentRequest)
    case notice(DeskNotice)

    /// The name of the kind, as JSON files carry it in `"document"` and `docket orders explain` shows it.
    package var name: String {
        switch self {
        case .receipt: "receipt"
        case .confirmation: "confirmation"
        case .query: "query"
        case .shippingNotice: "shipping-notice"
        case .reviewTask: "review-task"
        case .allocationPlan: "allocation-plan"
        case .dispatchInstruction: "dispatch-instruction"
        case .replenishmentRequest: "replenishment-request"
        case .notice: "notice"
        }
    }
}

/// The answer to a file, at once (B11; UBL OrderResponse `AB`, ApplicationResponse).
package struct Receipt: Hashable, Codable, Sendable {
    package enum Outcome: String, Codable, Sendable {
        /// Everything in the file was taken.
        case taken
        /// Some of the file was taken; `entries` say what.
        case partlyTaken = "partly-taken"
        /// Nothing was taken; the file is in quarantine.
        case refused
        /// The same file came before; nothing was entered again.
        case repeated
    }
    package struct Entry: Hashable, Codable, Sendable {
        package enum Outcome: String, Codable, Sendable {
            /// Registered; the confirmation follows after review.
            case registered
            /// Registered, but the customer has to answer questions first.
            case questioned
            /// The order came before; `orderNumber` is the one that it got then.
            case repeated
            /// Handed to a person to look at; nothing was entered.
            case referred
            case refused
            /// A report, a decision or reference data was taken.
            case accepted
        }
        package var outcome: Outcome
        package var kind: IncomingDocument.Kind
        package var customerReference: String?
        package var orderNumber: String?
        package var findings: [Finding]
        /// What was taken, in words, where it is not an order: `25 products`.
        package var summary: String?
        package init(
            outcome: Outcome, kind: IncomingDocument.Kind, customerReference: String? = nil,
            orderNumber: String? = nil, findings: [Finding] = [], summary: String? = nil
        ) {
            self.outcome = outcome
            self.kind = kind
            self.customerReference = customerReference
            self.orderNumber = orderNumber
            self.findings = findings
            self.summary = summary
        }
    }
    package var intake: String
    /// For people: bytes that are not printable stand as `\xNN`.
    package var fileName: String
    package var sha256: String
    package var receivedAt: Instant
    package var outcome: Outcome
    package var entries: [Entry]
    package var findings: [Finding]
    /// The intake that the same file had before.
    package var repeatOf: String?
    package var seller: Party
    package var buyer: Party

    package init(
        intake: String, fileName: String, sha256: String, receivedAt: Instant, outcome: Outcome, entries: [Entry],
        findings: [Finding], repeatOf: String? = nil, seller: Party, buyer: Party
    ) {
        self.intake = intake
        self.fileName = fileName
        self.sha256 = sha256
        self.receivedAt = receivedAt
        self.outcome = outcome
        self.entries = entries
        self.findings = findings
        self.repeatOf = repeatOf
        self.seller = seller
        self.buyer = buyer
    }
}

/// The binding answer to an order, after review (I01 to I05; UBL OrderResponse `AP` `CA` `RE`).
package struct OrderConfirmation: Hashable, Codable, Sendable {
    package enum Decision: String, Codable, Sendable {
        case accepted
        case acceptedWithChange = "accepted-with-change"
        case rejected
    }
    package struct Line: Hashable, Codable, Sendable {
        package enum Status: String, Codable, Sendable {
            case accepted, changed, refused
        }
        package var lineID: String
        package var product: String
        package var name: String
        package var specification: String?
        /// As ordered, in `unit`.
        package var orderedQuantity: ExactDecimal
        /// What will be sent from stock by `promisedDate`, in `unit`.
        package var confirmedQuantity: ExactDecimal
        /// What follows later, in `unit` (UBL MaximumBackorderQuantity).
        package var backorderedQuantity: ExactDecimal
        package var unit: String
        package var unitPrice: ExactDecimal?
        package var amount: ExactDecimal?
        /// When the goods are expected to leave (I05); nil while nobody can say.
        package var promisedDate: CalendarDate?
        package var status: Status
        package var note: String?

        package init(
            lineID: String, product: String, name: String, specification: String? = nil,
            orderedQuantity: ExactDecimal, confirmedQuantity: ExactDecimal, backorderedQuantity: ExactDecimal = .zero,
            unit: String, unitPrice: ExactDecimal? = nil, amount: ExactDecimal? = nil,
            promisedDate: CalendarDate? = nil, status: Status, note: String? = nil
        ) {
            self.lineID = lineID
            self.product = product
            self.name = name
            self.specification = specification
            self.orderedQuantity = orderedQuantity
            self.confirmedQuantity = confirmedQuantity
            self.backorderedQuantity = backorderedQuantity
            self.unit = unit
            self.unitPrice = unitPrice
            self.amount = amount
            self.promisedDate = promisedDate
            self.status = status
            self.note = note
        }
    }
    package var orderNumber: String
    package var customerReference: String
    package var decision: Decision
    package var issuedAt: Instant
    package var issueDate: CalendarDate
    package var currency: String?
    package var total: ExactDecimal?
    package var lines: [Line]
    /// Surcharges, longer lead times, and other terms that the review added.
    package var terms: [String]
    /// Why it was rejected or changed.
    package var reason: String?
    package var transportMode: String?
    package var deliverTo: PostalAddress
    package var seller: Party
    package var buyer: Party

    package init(
        orderNumber: String, customerReference: String, decision: Decision, issuedAt: Instant,
        issueDate: CalendarDate, currency: String?, total: ExactDecimal?, lines: [Line], terms: [String] = [],
        reason: String? = nil, transportMode: String? = nil, deliverTo: PostalAddress, seller: Party, buyer: Party
    ) {
        self.orderNumber = orderNumber
        self.customerReference = customerReference
        self.decision = decision
        self.issuedAt = issuedAt
        self.issueDate = issueDate
        self.currency = currency
        self.total = total
        self.lines = lines
        self.terms = terms
        self.reason = reason
        self.transportMode = transportMode
        self.deliverTo = deliverTo
        self.seller = seller
        self.buyer = buyer
    }
}

/// Questions to the customer (B13, K13), and how to answer them.
package struct CustomerQuery: Hashable, Codable, Sendable {
    package var orderNumber: String
    package var customerReference: String
    package var issuedAt: Instant
    package var answerBy: Instant?
    package var questions: [Question]
    /// Answers that can be given as an answer file; empty: send the corrected order under the same number.
    package var possibleAnswers: [CustomerAnswer.Answer]
    package var howToAnswer: String
    package var seller: Party
    package var buyer: Party

    package init(
        orderNumber: String, customerReference: String, issuedAt: Instant, answerBy: Instant?, questions: [Question],
        possibleAnswers: [CustomerAnswer.Answer], howToAnswer: String, seller: Party, buyer: Party
    ) {
        self.orderNumber = orderNumber
        self.customerReference = customerReference
        self.issuedAt = issuedAt
        self.answerBy = answerBy
        self.questions = questions
        self.possibleAnswers = possibleAnswers
        self.howToAnswer = howToAnswer
        self.seller = seller
        self.buyer = buyer
    }
}

/// The goods are on their way (O10; UBL DespatchAdvice).
package struct ShippingNotice: Hashable, Codable, Sendable {
    package struct Line: Hashable, Codable, Sendable {
        package var lineID: String
        package var product: String
        package var name: String
        /// In the unit of the order.
        package var quantity: ExactDecimal
        /// What of the line has not left yet (UBL OutstandingQuantity).
        package var outstandingQuantity: ExactDecimal
        package var unit: String
        package var lots: [String]
        package init(
            lineID: String, product: String, name: String, quantity: ExactDecimal, outstandingQuantity: ExactDecimal,
            unit: String, lots: [String]
        ) {
            self.lineID = lineID
            self.product = product
            self.name = name
            self.quantity = quantity
            self.outstandingQuantity = outstandingQuantity
            self.unit = unit
            self.lots = lots
        }
    }
    package var shipment: String
    package var orderNumber: String
    package var customerReference: String
    package var issuedAt: Instant
    package var issueDate: CalendarDate
    package var dispatchedOn: CalendarDate
    package var carrier: String?
    package var trackingNumber: String?
    package var packages: Int?
    package var lines: [Line]
    package var deliverTo: PostalAddress
    package var seller: Party
    package var buyer: Party

    package init(
        shipment: String, orderNumber: String, customerReference: String, issuedAt: Instant, issueDate: CalendarDate,
        dispatchedOn: CalendarDate, carrier: String?, trackingNumber: String?, packages: Int?, lines: [Line],
        deliverTo: PostalAddress, seller: Party, buyer: Party
    ) {
        self.shipment = shipment
        self.orderNumber = orderNumber
        self.customerReference = customerReference
        self.issuedAt = issuedAt
        self.issueDate = issueDate
        self.dispatchedOn = dispatchedOn
        self.carrier = carrier
        self.trackingNumber = trackingNumber
        self.packages = packages
        self.lines = lines
        self.deliverTo = deliverTo
        self.seller = seller
        self.buyer = buyer
    }
}

/// Asks a role for its decision (G01 to G07); answered by a decision file.
package struct ReviewTask: Hashable, Codable, Sendable {
    package var orderNumber: String
    package var role: String
    package var step: Int
    package var steps: Int
    package var due: Instant?
    package var customer: String
    package var customerReference: String
    package var priority: OrderPriority
    package var reasons: [String]
    package var rules: [AppliedRule]
    package var currency: String?
    package var total: ExactDecimal?
    package var lines: [ValidatedLine]
    package var findings: [Finding]
    package var howToAnswer: String

    package init(
        orderNumber: String, role: String, step: Int, steps: Int, due: Instant?, customer: String,
        customerReference: String, priority: OrderPriority, reasons: [String], rules: [AppliedRule],
        currency: String?, total: ExactDecimal?, lines: [ValidatedLine], findings: [Finding], howToAnswer: String
    ) {
        self.orderNumber = orderNumber
        self.role = role
        self.step = step
        self.steps = steps
        self.due = due
        self.customer = customer
        self.customerReference = customerReference
        self.priority = priority
        self.reasons = reasons
        self.rules = rules
        self.currency = currency
        self.total = total
        self.lines = lines
        self.findings = findings
        self.howToAnswer = howToAnswer
    }
}

/// Which warehouse gives which quantity of which lot (K06).
package struct AllocationPlan: Hashable, Codable, Sendable {
    package var orderNumber: String
    package var at: Instant
    package var reservations: [Reservation]
    package var shortages: [Shortage]
    package init(orderNumber: String, at: Instant, reservations: [Reservation], shortages: [Shortage]) {
        self.orderNumber = orderNumber
        self.at = at
        self.reservations = reservations
        self.shortages = shortages
    }
}

/// The delivery notice to one warehouse: what to pick, how to label it, where it goes (K07, N02, O12).
package struct DispatchInstruction: Hashable, Codable, Sendable {
    package struct PickLine: Hashable, Codable, Sendable {
        package var lineID: String
        package var product: String
        package var name: String
        package var specification: String?
        package var lot: String
        /// In the product's own unit.
        package var quantity: ExactDecimal
        package var unit: String
        package init(
            lineID: String, product: String, name: String, specification: String?, lot: String,
            quantity: ExactDecimal, unit: String
        ) {
            self.lineID = lineID
            self.product = product
            self.name = name
            self.specification = specification
            self.lot = lot
            self.quantity = quantity
            self.unit = unit
        }
    }
    /// What a package label says (N02).
    package struct Label: Hashable, Codable, Sendable {
        package var orderNumber: String
        package var customerReference: String
        package var product: String
        package var name: String
        package var specification: String?
        package var quantity: ExactDecimal
        package var unit: String
        package var shipTo: String
        package init(
            orderNumber: String, customerReference: String, product: String, name: String, specification: String?,
            quantity: ExactDecimal, unit: String, shipTo: String
        ) {
            self.orderNumber = orderNumber
            self.customerReference = customerReference
            self.product = product
            self.name = name
            self.specification = specification
            self.quantity = quantity
            self.unit = unit
            self.shipTo = shipTo
        }
    }
    /// Such as `SO-2026-000017-S1`.
    package var shipment: String
    package var orderNumber: String
    package var customerReference: String
    package var warehouse: String
    package var issuedAt: Instant
    /// Who of sales signs for the goods to leave (O12).
    package var authorisedBy: String
    package var carrier: String?
    package var transportMode: String?
    package var shipBy: CalendarDate?
    package var pickLines: [PickLine]
    package var labels: [Label]
    package var deliverTo: PostalAddress
    package var contact: Contact
    package var howToAnswer: String

    package init(
        shipment: String, orderNumber: String, customerReference: String, warehouse: String, issuedAt: Instant,
        authorisedBy: String, carrier: String?, transportMode: String?, shipBy: CalendarDate?, pickLines: [PickLine],
        labels: [Label], deliverTo: PostalAddress, contact: Contact, howToAnswer: String
    ) {
        self.shipment = shipment
        self.orderNumber = orderNumber
        self.customerReference = customerReference
        self.warehouse = warehouse
        self.issuedAt = issuedAt
        self.authorisedBy = authorisedBy
        self.carrier = carrier
        self.transportMode = transportMode
        self.shipBy = shipBy
        self.pickLines = pickLines
        self.labels = labels
        self.deliverTo = deliverTo
        self.contact = contact
        self.howToAnswer = howToAnswer
    }
}

/// Goods that have to be bought or made (K10).
package struct ReplenishmentRequest: Hashable, Codable, Sendable {
    package struct Line: Hashable, Codable, Sendable {
        package var product: String
        package var name: String
        /// In the product's own unit.
        package var quantity: ExactDecimal
        package var unit: String
        package var neededBy: CalendarDate?
        package init(
            product: String, name: String, quantity: ExactDecimal, unit: String, neededBy: CalendarDate?
        ) {
            self.product = product
            self.name = name
            self.quantity = quantity
            self.unit = unit
            self.neededBy = neededBy
        }
    }
    package var orderNumber: String
    package var at: Instant
    package var lines: [Line]
    package init(orderNumber: String, at: Instant, lines: [Line]) {
        self.orderNumber = orderNumber
        self.at = at
        self.lines = lines
    }
}

/// Tells a department something it has to know or to act on, where no set form fits.
package struct DeskNotice: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        /// An order was registered (B04, B10).
        case orderRegistered = "order-registered"
        /// An important order came in (B15).
        case importantOrder = "important-order"
        /// An order with special circumstances came in (B16).
        case specialCase = "special-case"
        /// A confirmed order is handed over (I07).
        case orderConfirmed = "order-confirmed"
        case orderRejected = "order-rejected"
        /// Goods are short (K10, K17).
        case shortage
        /// The customer has to be asked, or did not answer (B13, D04, D05).
        case clarification
        /// The same order number with other content, a change, a cancellation: a person decides (design.md).
        case conflict
        /// The report of the warehouse or of the carrier does not fit (O08, K17).
        case discrepancy
        /// The tracking number for customer service (O10).
        case dispatched
        case delivered
        /// An approval that a rule gave for this role (F03).
        case approvedByRule = "approved-by-rule"
        case carrierRefused = "carrier-refused"
    }
    package var kind: Kind
    package var orderNumber: String?
    package var at: Instant
    package var text: String
    /// Name and value, in the order in which a person reads them.
    package var details: [Detail]
    package var findings: [Finding]

    package struct Detail: Hashable, Codable, Sendable {
        package var name: String
        package var value: String
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(
        kind: Kind, orderNumber: String?, at: Instant, text: String, details: [Detail] = [], findings: [Finding] = []
    ) {
        self.kind = kind
        self.orderNumber = orderNumber
        self.at = at
        self.text = text
        self.details = details
        self.findings = findings
    }
}

/// What a carrier is told (N02, O09 to O11).
package struct CarrierNotice: Hashable, Codable, Sendable {
    package enum EventType: String, Codable, Sendable {
        case shipmentRequested = "shipment.requested"
        case shipmentDispatched = "shipment.dispatched"
    }
    package var carrier: String
    package var type: EventType
    package var at: Instant
    package var orderNumber: String
    package var shipment: String
    package var warehouse: String
    package var deliverTo: PostalAddress
    package var contact: Contact
    /// The mode that was agreed with the customer; the carrier ships by it (O11).
    package var transportMode: String?
    package var packages: Int?
    package var trackingNumber: String?
    package var lines: [DispatchInstruction.PickLine]

    package init(
        carrier: String, type: EventType, at: Instant, orderNumber: String, shipment: String, warehouse: String,
        deliverTo: PostalAddress, contact: Contact, transportMode: String? = nil, packages: Int? = nil,
        trackingNumber: String? = nil,
        lines: [DispatchInstruction.PickLine]
    ) {
        self.carrier = carrier
        self.type = type
        self.at = at
        self.orderNumber = orderNumber
        self.shipment = shipment
        self.warehouse = warehouse
        self.deliverTo = deliverTo
        self.contact = contact
        self.transportMode = transportMode
        self.packages = packages
        self.trackingNumber = trackingNumber
        self.lines = lines
    }
}
