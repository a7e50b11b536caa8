// A change or a cancellation that a customer asks for, line by line, and what was decided about it.

/// What a change is about (J05).
package enum ChangeSubject: String, Codable, CaseIterable, Sendable {
    /// What is delivered: lines, products, specifications, quantities.
    case content
    /// When and for how long.
    case term
    /// What it costs and how it is paid.
    case fee
    /// Who orders, whom to call, where the goods go.
    case customerData = "customer-data"
}

/// One thing that a change asks for: from what to what.
package struct OrderDifference: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case added, deleted, changed
        /// It cannot be done: the line that it is about is not there, or is there already.
        case impossible
    }
    package var kind: Kind
    package var subject: ChangeSubject
    /// The customer's line number; nil for the order as a whole.
    package var lineID: String?
    /// What differs, in words: `quantity`, `delivery address`; of an added or deleted line, `line`.
    package var field: String
    package var from: String?
    package var to: String?

    package init(
        _ kind: Kind, _ subject: ChangeSubject, line: String? = nil, _ field: String, from: String? = nil,
        to: String? = nil
    ) {
        self.kind = kind
        self.subject = subject
        lineID = line
        self.field = field
        self.from = from
        self.to = to
    }

    /// In one line, for people: `line 2, quantity: 100 → 150 (content)`.
    package var words: String {
        let place = lineID.map { field == "line" ? "line \($0)" : "line \($0), \(field)" } ?? field
        switch kind {
        case .added: return "\(place) added: \(to ?? "—")"
        case .deleted: return "\(place) deleted: \(from ?? "—")"
        case .changed: return "\(place): \(from ?? "—") → \(to ?? "—") (\(subject.rawValue))"
        case .impossible: return "\(place) (\(from ?? "—")) is \(to ?? "—"): not possible"
        }
    }
}

/// A change or a cancellation in the register of its order: what is asked, why, and what the customer expects of it
/// (J05, J06, J11).
package struct ChangeRequest: Hashable, Codable, Sendable {
    /// By which a decision names it: the customer's own number of the change, or 1, 2, 3 … of the order.
    package var number: String
    /// The how many-th request of the order it is, from 1.
    package var ordinal: Int
    /// As it came in, purpose `change` or `cancellation`; its lines say only what is to change.
    package var request: PurchaseOrder
    package var channel: OrderChannel
    package var intake: String
    /// SHA-256 of its content, free of layout, in hex.
    package var contentHash: String
    /// What would change, as the order stood when the request came.
    package var differences: [OrderDifference]
    /// What reading it has found.
    package var findings: [Finding]

    package init(
        number: String, ordinal: Int, request: PurchaseOrder, channel: OrderChannel, intake: String,
        contentHash: String, differences: [OrderDifference], findings: [Finding] = []
    ) {
        self.number = number
        self.ordinal = ordinal
        self.request = request
        self.channel = channel
        self.intake = intake
        self.contentHash = contentHash
        self.differences = differences
        self.findings = findings
    }

    package var isCancellation: Bool { request.purpose == .cancellation }
}

/// A person's word on a change or a cancellation.
package struct ChangeDecision: Hashable, Codable, Sendable {
    package var number: String
    package var isGranted: Bool
    package var role: String
    package var person: String
    package var reason: String?
    package var at: Instant
    package init(
        number: String, isGranted: Bool, role: String, person: String, reason: String? = nil, at: Instant
    ) {
        self.at = at
        self.number = number
        self.isGranted = isGranted
        self.role = role
        self.person = person
        self.reason = reason
    }
}
