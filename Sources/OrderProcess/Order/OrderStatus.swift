// The status of an order as people see it (C05, P01, P02).

/// Where an order stands. Derived from its events, never stored beside them.
package enum OrderStatus: String, Codable, CaseIterable, Sendable {
    case received
    /// A question is open: the customer, or a colleague for them, has to answer.
    case clarifying
    /// The customer wants to change or cancel the order; a person has to decide.
    case changeRequested = "change-requested"
    case inReview = "in-review"
    case confirmed
    /// Goods are short and nothing else is on its way.
    case backordered
    /// Everything is locked in stock.
    case allocated
    /// A warehouse has been told to send goods.
    case dispatching
    case inTransit = "in-transit"
    /// All that left was delivered.
    case delivered
    case completed
    /// The customer has inspected all that came, and accepted it.
    case accepted
    case rejected
    case cancelled
    /// A quotation that went out to the customer.
    case quoted

    /// For people: `in review`.
    package var name: String { rawValue.replacing("-", with: " ") }

    /// The four statuses that a register of orders has at least (C05).
    package enum Phase: String, Codable, CaseIterable, Sendable {
        case received
        case inProcess = "in-process"
        case completed
        case cancelled
    }

    package var phase: Phase {
        switch self {
        case .received: .received
        case .completed, .accepted, .quoted: .completed
        case .rejected, .cancelled: .cancelled
        default: .inProcess
        }
    }

    /// Nothing will happen to the order any more.
    package var isFinal: Bool { phase == .completed || phase == .cancelled }
}
