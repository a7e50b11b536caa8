// What the delivery tells the daemon, for the log, the metrics and the desk's tasks.

package import OrderModel

package enum DeliveryEvent: Hashable, Sendable {
    case delivered(Delivery, attempts: Int, exchange: ExchangeSummary)
    case retrying(Delivery, attempts: Int, due: Instant, reason: String)
    /// The schedule is used up: the desk gets a task.
    case exhausted(Delivery, attempts: Int, reason: String)
    /// An endpoint was switched off: the desk gets a task.
    case carrierDisabled(carrier: String, cause: DisablingCause, reason: String)
    case circuitOpened(carrier: String, until: Instant, reason: String)
    case circuitClosed(carrier: String)
    /// The answer could not be handed over; the notice will be repeated under the same id.
    case answerNotKept(Delivery, reason: String)
    /// Nothing more would be tried, and that could not be handed over: the notice is tried again a little later.
    case failureNotKept(Delivery, reason: String)
    /// The outbox failed; nothing is lost, the work is done again.
    case storeFailed(reason: String)
}

extension DeliveryEvent: CustomStringConvertible {
    package var description: String {
        switch self {
        case .delivered(let delivery, let attempts, let exchange):
            "\(delivery.carrier) was told \(delivery.type) for shipment \(delivery.shipment) as \(delivery.id) "
                + "(attempt \(attempts), \(exchange.duration.inWords))"
        case .retrying(let delivery, let attempts, let due, let reason):
            "\(delivery.carrier) was not told \(delivery.type) for shipment \(delivery.shipment) (\(delivery.id)): "
                + "\(reason); attempt \(attempts + 1) is due at \(due)"
        case .exhausted(let delivery, let attempts, let reason):
            "\(delivery.carrier) could not be told \(delivery.type) for shipment \(delivery.shipment) "
                + "(\(delivery.id)) in \(attempts) attempts: \(reason); have it retried when the cause is removed"
        case .carrierDisabled(let carrier, let cause, let reason):
            "notices to \(carrier) are kept and no longer sent: \(reason); "
                + (cause == .gone ? "agree with the carrier, then enable it again" : "correct the carrier's settings")
        case .circuitOpened(let carrier, let until, let reason):
            "\(carrier) is left alone until \(until): \(reason)"
        case .circuitClosed(let carrier):
            "\(carrier) answers again"
        case .answerNotKept(let delivery, let reason):
            "the answer of \(delivery.carrier) to \(delivery.id) could not be kept: \(reason); the notice will be "
                + "repeated under the same id"
        case .failureNotKept(let delivery, let reason):
            "that \(delivery.carrier) could not be told \(delivery.id) could not be kept: \(reason); the notice will be "
                + "tried again"
        case .storeFailed(let reason):
            "\(reason); notices wait"
        }
    }
}
