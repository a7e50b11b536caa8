// How far a line of an order has come, and how far a shipment.

package import ExactDecimals
package import OrderModel

/// A line and what has happened to its quantity. All quantities are in the product's own unit.
package struct LineProgress: Hashable, Sendable {
    package var line: ValidatedLine
    /// Locked in stock, all in all (K01).
    package var reserved = ExactDecimal.zero
    /// On dispatch instructions.
    package var instructed = ExactDecimal.zero
    package var dispatched = ExactDecimal.zero
    /// Signed for (Q01).
    package var delivered = ExactDecimal.zero

    package init(line: ValidatedLine) { self.line = line }

    /// What is not locked yet.
    package var lacking: ExactDecimal { line.stockQuantity.less(reserved) }
}

extension ValidatedLine {
    /// A quantity in the product's own unit, in the unit of the order.
    package func inOrderedUnit(_ stockQuantity: ExactDecimal) -> ExactDecimal {
        if stockQuantity == self.stockQuantity { return quantity }
        if unit == stockUnit { return stockQuantity }
        guard let product = try? stockQuantity * quantity,
            let converted = try? product.divided(by: self.stockQuantity, decimals: Limits.quantityDecimals)
        else { return .zero }
        return converted
    }
}

/// A shipment from its instruction to the customer's signature.
package struct ShipmentProgress: Hashable, Sendable {
    package var instruction: DispatchInstruction
    package var trackingNumber: String?
    /// Why the carrier will not take it.
    package var refusal: String?
    package var dispatch: Dispatch?
    package var isNoticeIssued = false
    /// Why this carrier takes it; nil where nothing was chosen.
    package var choice: CarrierChoice?
    /// What the carrier has said of it on its way, oldest first (P03).
    package var statuses: [TransportStatus] = []
    /// When anything was last heard of it: that it left, or where it is.
    package var lastHeardAt: Instant?
    /// What people were told because it was late or nothing was heard of it, and when last.
    package var delays: [TransportDelay] = []
    package var lastDelayAt: Instant?
    package var delivery: DeliveryReport?
    /// What the customer's inspection of it found.
    package var acceptance: Acceptance?

    package init(instruction: DispatchInstruction) { self.instruction = instruction }
}

extension ShipmentProgress {
    /// The day on which it is expected at the customer's: the carrier's last word, else what its service promises.
    package var expectedOn: CalendarDate? {
        if let said = statuses.last(where: { $0.expectedOn != nil })?.expectedOn { return said }
        return choice?.chosen?.arrivesOn
    }

    /// Nobody has signed for it yet.
    package var isOpen: Bool { delivery == nil && acceptance == nil }
}

extension PurchaseOrder {
    /// The lines by the customer's line numbers; of a number that stands twice, the first line.
    var linesByNumber: [String: OrderLine] {
        Dictionary(lines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
