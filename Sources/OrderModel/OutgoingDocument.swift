// What the desk writes: who it goes to, what it is called, and what kind of document it is.

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
    case quotation(Quotation)
    case query(CustomerQuery)
    case shippingNotice(ShippingNotice)
    case delayNotice(DelayNotice)
    case orderStatusReport(OrderStatusReport)
    case reviewTask(ReviewTask)
    case allocationPlan(AllocationPlan)
    case dispatchInstruction(DispatchInstruction)
    case replenishmentRequest(ReplenishmentRequest)
    case invoicePreparation(InvoicePreparation)
    case notice(DeskNotice)

    /// The name of the kind, as JSON files carry it in `"document"` and `docket orders explain` shows it.
    package var name: String {
        switch self {
        case .receipt: "receipt"
        case .confirmation: "confirmation"
        case .quotation: "quotation"
        case .query: "query"
        case .shippingNotice: "shipping-notice"
        case .delayNotice: "delay-notice"
        case .orderStatusReport: "order-status-report"
        case .reviewTask: "review-task"
        case .allocationPlan: "allocation-plan"
        case .dispatchInstruction: "dispatch-instruction"
        case .replenishmentRequest: "replenishment-request"
        case .invoicePreparation: "invoice-preparation"
        case .notice: "notice"
        }
    }
}
