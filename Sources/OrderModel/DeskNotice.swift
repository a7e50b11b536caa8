// A notice to a department, where no set form fits.

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
        /// A request for quotation came in (F01).
        case quotationRequested = "quotation-requested"
        /// A product has no price on file, and none was proposed: sales has to name one (F04).
        case priceNeeded = "price-needed"
        /// A quotation went out, or was declined (F10).
        case quotationIssued = "quotation-issued"
        case quotationDeclined = "quotation-declined"
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
        /// Something waits for the role (E11).
        case reminder
        /// Its time is over (B16, H03).
        case overdue
        /// A colleague asks something before deciding (D04, G07).
        case inquiry
        case inquiryAnswered = "inquiry-answered"
        /// The role takes care of the order (E02, E08), or the superior is asked whether another one may (E08).
        case assigned
        case assignmentSheet = "assignment-sheet"
        /// Goods are held back until finance has decided (G05).
        case creditHold = "credit-hold"
        /// The customer wants something that is not as in our product data (D03).
        case specialShippingRequest = "special-shipping-request"
        /// Urgent orders (H01 to H16).
        case urgentOrderRequest = "urgent-order-request"
        case urgentOrderAccepted = "urgent-order-accepted"
        case urgentOrderRefused = "urgent-order-refused"
        case progressRequest = "progress-request"
        case progress
        case minutes
        case satisfactionCheck = "satisfaction-check"
        case postMortem = "post-mortem"
        case carrierRefused = "carrier-refused"
        /// No carrier takes a shipment, or none brings it in time (O01).
        case carrierNeeded = "carrier-needed"
        /// What goes how, from where to where, until when (O14).
        case transportPlan = "transport-plan"
        /// A notice did not reach the carrier, and nothing more is tried by itself.
        case carrierUnreachable = "carrier-unreachable"
        /// Goods are held up on their way (P04, P09).
        case transportException = "transport-exception"
        /// Goods are late, or nothing was heard of them (P04).
        case transportOverdue = "transport-overdue"
        /// The carrier says that the goods were handed over, and has not sent the signature (Q01).
        case proofMissing = "proof-missing"
        /// The customer wants to change or cancel an order whose goods are being made ready.
        case changeRequested = "change-requested"
        /// Goods of a cancelled order must not leave (J11).
        case shipmentStopped = "shipment-stopped"
        /// A change was granted, and the order is another one now (J10).
        case orderChanged = "order-changed"
        /// The customer has accepted the goods (Q05).
        case goodsAccepted = "goods-accepted"
        /// The customer's inspection has found fault with quantity, specification or quality (Q04).
        case acceptanceProblem = "acceptance-problem"
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
