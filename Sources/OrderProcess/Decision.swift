// What comes into the business and what goes out of it: values on both sides.

package import OrderModel

/// Something that the desk has to react to.
package enum DeskInput: Hashable, Sendable {
    /// An order, answer, decision or report out of a file. `format` is the format of that file.
    case document(ReadDocument, from: Sender, intake: String, format: FileFormat)
    /// A file that was taken before came again, with this order in it: the earlier answer is given again.
    case repeatedOrder(number: String, intake: String)
    /// Stock came in; the order has an open shortage and may be served now (K02).
    case stockArrived(orderNumber: String, intake: String)
    case timer(DeskTimer)
}

/// A moment that somebody has to be reminded of.
package struct DeskTimer: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, Sendable {
        /// The shipping notice has waited long enough for a tracking number.
        case shippingNotice = "shipping-notice"
        /// Roles that have to decide are reminded; later somebody else decides (E11, H03).
        case review
        /// The customer is reminded of a question (B13).
        case clarification
        /// The order should have been answered by now (E05, E06).
        case handling
        /// Owners of an urgent order say how it stands (H05).
        case progress
        /// Goods on their way are late, or nothing was heard of them (P04, P09).
        case transport
        /// The customer hears how the order stands (P05).
        case customerProgress = "customer-progress"
    }
    package var kind: Kind
    package var orderNumber: String
    /// The shipment that it is about; empty for what is about the order as a whole.
    package var shipment: String
    package init(kind: Kind, orderNumber: String, shipment: String = "") {
        self.kind = kind
        self.orderNumber = orderNumber
        self.shipment = shipment
    }
}

/// All that follows from one input. It takes effect as a whole, or not at all.
package struct Decision: Hashable, Sendable {
    /// Events to append to the journals of their orders, in this order.
    package var events: [NumberedEvent]
    package var documents: [OutgoingDocument]
    package var notices: [CarrierNotice]
    package var timers: [ScheduledTimer]
    /// What the receipt says about the document; nil where no document was decided.
    package var entry: Receipt.Entry?

    package init(
        events: [NumberedEvent] = [], documents: [OutgoingDocument] = [], notices: [CarrierNotice] = [],
        timers: [ScheduledTimer] = [], entry: Receipt.Entry? = nil
    ) {
        self.events = events
        self.documents = documents
        self.notices = notices
        self.timers = timers
        self.entry = entry
    }
}

package struct NumberedEvent: Hashable, Sendable {
    package var orderNumber: String
    package var event: OrderEvent
    package init(orderNumber: String, event: OrderEvent) {
        self.orderNumber = orderNumber
        self.event = event
    }
}

package struct ScheduledTimer: Hashable, Sendable {
    package var timer: DeskTimer
    package var due: Instant
    package init(timer: DeskTimer, due: Instant) {
        self.timer = timer
        self.due = due
    }
}
