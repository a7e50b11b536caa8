// One carrier's lane in the scheduler: what waits in it, what is under way, and whether it may be entered.

import OrderModel

/// A delivery that is being sent, with the endpoint as it was when it was sent.
struct DeliveryUnderWay: Sendable {
    var delivery: Delivery
    let endpoint: CarrierEndpoint
}

/// State of one carrier. A pure value.
struct CarrierLane: Sendable {
    private(set) var endpoint: CarrierEndpoint
    /// Nil for a carrier without a rate limit.
    private var bucket: TokenBucket?
    var breaker = CircuitBreaker()
    /// The carrier asked to be left alone until then.
    var heldUntil: Instant?
    /// Claimed and not yet sent.
    private(set) var waiting: [Delivery] = []
    /// By delivery id.
    private(set) var underWay: [String: DeliveryUnderWay] = [:]

    init(endpoint: CarrierEndpoint) {
        self.endpoint = endpoint
        bucket = endpoint.newBucket
    }

    /// New settings: the past is forgotten, but for the tokens that were used under the same rate.
    mutating func replace(_ other: CarrierEndpoint) {
        if (other.rateLimit, other.concurrency) != (endpoint.rateLimit, endpoint.concurrency) {
            bucket = other.newBucket
        }
        endpoint = other
        breaker = CircuitBreaker()
        heldUntil = nil
    }

    var isEmpty: Bool { waiting.isEmpty && underWay.isEmpty }
    var heldCount: Int { waiting.count + underWay.count }

    /// How many exchanges may be under way at `now`.
    func capacity(at now: Instant) -> Int {
        if let heldUntil, heldUntil > now { return 0 }
        return breaker.capacity(at: now, limit: endpoint.concurrency)
    }

    /// How many more deliveries may be claimed: in normal times enough to have one waiting for each that is under
    /// way, so that a place that becomes free is filled without a transaction.
    func room(at now: Instant) -> Int {
        let capacity = capacity(at: now)
        let ahead = breaker.state == .closed && capacity > 0 ? endpoint.concurrency : 0
        let room = max(0, capacity + ahead - heldCount)
        // What has no token would only wait here, under a lease that runs out.
        return min(room, max(0, tokens - waiting.count))
    }

    /// How many exchanges the carrier's rate allows to begin.
    var tokens: Int { bucket?.available ?? .max }

    mutating func fillBucket(until now: Instant) { bucket?.fill(until: now) }

    /// When something may be begun again, if nothing may be now.
    func opens(after now: Instant) -> Instant? {
        [closed(after: now), bucket?.opens(after: now)].compactMap { $0 }.max()
    }

    /// Until when the carrier is left alone, if it is.
    func closed(after now: Instant) -> Instant? {
        var instants: [Instant] = []
        if let heldUntil, heldUntil > now { instants.append(heldUntil) }
        if case .open(let until) = breaker.state, until > now { instants.append(until) }
        return instants.max()
    }

    func holds(_ id: String) -> Bool { underWay[id] != nil || waiting.contains { $0.id == id } }

    mutating func enqueue(_ delivery: Delivery) {
        let place = waiting.firstIndex { other in
            (other.due, other.sequence) > (delivery.due, delivery.sequence)
        }
        waiting.insert(delivery, at: place ?? waiting.endIndex)
    }

    /// The store claimed again what is held here already, because its lease had run out: hold on under the new one.
    mutating func renew(_ id: String, lease: DeliveryLease?) {
        underWay[id]?.delivery.lease = lease
        for index in waiting.indices where waiting[index].id == id { waiting[index].lease = lease }
    }

    /// Takes out the next delivery that may go: the longest due whose shipment has nothing under way and nothing
    /// waiting with a lower sequence.
    mutating func takeNext() -> Delivery? {
        let busy = Set(underWay.values.map(\.delivery.shipment))
        let index = waiting.firstIndex { candidate in
            !busy.contains(candidate.shipment)
                && !waiting.contains { $0.shipment == candidate.shipment && $0.sequence < candidate.sequence }
        }
        return index.map { waiting.remove(at: $0) }
    }

    mutating func began(_ delivery: Delivery) {
        breaker.started()
        _ = bucket?.take()
        underWay[delivery.id] = DeliveryUnderWay(delivery: delivery, endpoint: endpoint)
    }

    mutating func ended(_ id: String) -> DeliveryUnderWay? { underWay.removeValue(forKey: id) }

    /// Takes out all that wait, or those of one shipment.
    mutating func removeWaiting(shipment: String? = nil) -> [Delivery] {
        let removed = waiting.filter { shipment == nil || $0.shipment == shipment }
        waiting.removeAll { shipment == nil || $0.shipment == shipment }
        return removed
    }
}

extension CarrierEndpoint {
    fileprivate var newBucket: TokenBucket? {
        rateLimit.map { TokenBucket(limit: $0, concurrency: concurrency) }
    }
}
