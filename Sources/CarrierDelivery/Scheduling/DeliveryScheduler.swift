// Who may be told what, when: the heart of the delivery, a pure value. Events go in (claimed, ended, settings
// changed), decisions come out (send, settle). No socket, no clock, no store: whoever holds it performs them.

package import OrderModel

/// Keeps a lane for each carrier, so that a slow or dead one costs the others nothing, and within a lane the order of
/// each shipment's notices.
package struct DeliveryScheduler: Sendable {
    private var lanes: [String: CarrierLane] = [:]
    /// The carriers in the order in which they are served; it rotates, so that none is always last.
    private var turn: [String] = []
    private var isStopping = false
    /// The carriers of what is under way, by delivery id.
    private var carriersUnderWay: [String: String] = [:]
    private let maximumUnderWay: Int

    /// What is to be done.
    package struct Decisions: Sendable {
        /// To be written down before anything is sent.
        package var settlements: [DeliverySettlement] = []
        package var events: [DeliveryEvent] = []
        package var sends: [Send] = []

        mutating func append(_ other: Decisions) {
            settlements += other.settlements
            events += other.events
            sends += other.sends
        }
    }

    /// An attempt to be made.
    package struct Send: Sendable {
        package let delivery: Delivery
        package let endpoint: CarrierEndpoint
    }

    package init(endpoints: [CarrierEndpoint], maximumUnderWay: Int = DeliveryLimits.allExchanges) {
        self.maximumUnderWay = maximumUnderWay
        for endpoint in endpoints { add(endpoint) }
    }

    private mutating func add(_ endpoint: CarrierEndpoint) {
        if lanes[endpoint.carrier] == nil { turn.append(endpoint.carrier) }
        lanes[endpoint.carrier] = CarrierLane(endpoint: endpoint)
    }

    package var underWayCount: Int { carriersUnderWay.count }

    /// The carriers that have an endpoint.
    package var carriers: [String] { turn }

    /// What a claim has to be good for: a wait in the lane, which is at most one exchange long, and an exchange.
    package var lease: Duration {
        let longest = turn.compactMap { lanes[$0]?.endpoint.timeout }.max() ?? DeliveryLimits.wholeTimeout
        return longest * 2 + DeliveryLimits.leaseMargin
    }

    /// The delivery that is being sent under this id, and the endpoint it was sent to.
    package func underWay(_ id: String) -> (delivery: Delivery, endpoint: CarrierEndpoint)? {
        guard let carrier = carriersUnderWay[id], let found = lanes[carrier]?.underWay[id] else { return nil }
        return (found.delivery, found.endpoint)
    }
}

// MARK: - Events

extension DeliveryScheduler {
    /// The settings were read again. What is under way ends as it began; a changed endpoint starts with a closed
    /// breaker; what waits for a carrier that is gone is given back.
    package mutating func replaceEndpoints(_ endpoints: [CarrierEndpoint], now: Instant) -> Decisions {
        var decisions = Decisions()
        let named = Set(endpoints.map(\.carrier))
        for endpoint in endpoints {
            guard var lane = lanes[endpoint.carrier] else {
                add(endpoint)
                continue
            }
            if lane.endpoint != endpoint { lane.replace(endpoint) }
            lanes[endpoint.carrier] = lane
            if !turn.contains(endpoint.carrier) { turn.append(endpoint.carrier) }
        }
        turn.removeAll { !named.contains($0) }
        for carrier in lanes.keys where !named.contains(carrier) {
            decisions.settlements += release(carrier: carrier, notBefore: nil, now: now)
        }
        dropEmptyStrangers()
        return decisions
    }

    /// How many deliveries to claim now, for each carrier that has room.
    /// - Parameter isDry: whether nothing would be found for a carrier; it is passed over.
    package mutating func rooms(
        at now: Instant, passing isDry: (_ carrier: String) -> Bool = { _ in false }
    ) -> [CarrierRoom] {
        guard !isStopping else { return [] }
        var free = maximumUnderWay - lanes.values.reduce(0) { $0 + $1.heldCount }
        var rooms: [CarrierRoom] = []
        for carrier in turn {
            lanes[carrier]?.fillBucket(until: now)
            let count = min(lanes[carrier]?.room(at: now) ?? 0, free)
            guard count > 0, !isDry(carrier) else { continue }
            rooms.append(CarrierRoom(carrier: carrier, count: count))
            free -= count
        }
        if turn.count > 1 { turn.append(turn.removeFirst()) }
        return rooms
    }

    /// The store claimed these for us.
    package mutating func claimed(_ deliveries: [Delivery], now: Instant) -> Decisions {
        var decisions = Decisions()
        for delivery in deliveries {
            if lanes[delivery.carrier]?.holds(delivery.id) == true {
                lanes[delivery.carrier]?.renew(delivery.id, lease: delivery.lease)
            } else if isStopping || !turn.contains(delivery.carrier) {
                decisions.settlements.append(delivery.released(notBefore: nil, at: now))
            } else {
                lanes[delivery.carrier]?.enqueue(delivery)
            }
        }
        return decisions
    }

    /// An exchange ended and was judged. What it makes free is used by the next `dispatch`.
    package mutating func ended(
        _ id: String, verdict: DeliveryVerdict, exchange: ExchangeSummary, now: Instant
    ) -> Decisions {
        guard let carrier = carriersUnderWay.removeValue(forKey: id), let ended = lanes[carrier]?.ended(id) else {
            return Decisions()
        }
        var decisions = Decisions()
        decisions.events += grade(carrier, verdict: verdict, now: now)
        let (settlement, event) = settle(ended, verdict: verdict, exchange: exchange, now: now)
        decisions.settlements.append(settlement)
        if let event { decisions.events.append(event) }
        switch settlement.outcome {
        case .delivered: break
        case .disabled: decisions.settlements += release(carrier: carrier, notBefore: nil, now: now)
        case .retry, .exhausted, .released:
            // The shipment's later notices wait in the store until this one is delivered.
            let later = lanes[carrier]?.removeWaiting(shipment: ended.delivery.shipment) ?? []
            decisions.settlements += later.map { $0.released(notBefore: nil, at: now) }
        }
        dropEmptyStrangers()
        return decisions
    }

    /// Sends what may be sent, and gives back what would wait too long.
    package mutating func dispatch(now: Instant) -> Decisions {
        var decisions = Decisions()
        for carrier in turn { decisions.append(dispatch(carrier, now: now)) }
        return decisions
    }

    /// No more is sent: gives back all that waits. What is under way may end.
    package mutating func stop(now: Instant) -> Decisions {
        isStopping = true
        var decisions = Decisions()
        for carrier in lanes.keys { decisions.settlements += release(carrier: carrier, notBefore: nil, now: now) }
        return decisions
    }

    /// When a lane that is closed, or has used up its rate, may be entered again; nil if there is none.
    package func nextOpening(after now: Instant) -> Instant? {
        isStopping ? nil : turn.compactMap { lanes[$0]?.opens(after: now) }.min()
    }
}

// MARK: - Rules

extension DeliveryScheduler {
    private mutating func dispatch(_ carrier: String, now: Instant) -> Decisions {
        var decisions = Decisions()
        guard !isStopping, var lane = lanes[carrier] else { return decisions }
        lane.fillBucket(until: now)
        if let opening = lane.closed(after: now) {
            let given = lane.removeWaiting()
            decisions.settlements += given.map { $0.released(notBefore: opening, at: now) }
        }
        while lane.tokens > 0, lane.underWay.count < lane.capacity(at: now), let delivery = lane.takeNext() {
            let needed = now.later(by: lane.endpoint.timeout).later(by: DeliveryLimits.leaseMargin)
            guard let lease = delivery.lease, lease.until >= needed else {
                // Another claim could begin the same notice while we are still sending it.
                decisions.settlements.append(delivery.released(notBefore: nil, at: now))
                continue
            }
            lane.began(delivery)
            carriersUnderWay[delivery.id] = carrier
            decisions.sends.append(Send(delivery: delivery, endpoint: lane.endpoint))
        }
        lanes[carrier] = lane
        return decisions
    }

    private mutating func grade(_ carrier: String, verdict: DeliveryVerdict, now: Instant) -> [DeliveryEvent] {
        guard var lane = lanes[carrier] else { return [] }
        defer { lanes[carrier] = lane }
        switch verdict {
        case .delivered:
            return lane.breaker.succeeded() ? [.circuitClosed(carrier: carrier)] : []
        case .disable, .notTried:
            lane.breaker.ungraded(at: now)
            return []
        case .retry(let retry):
            if retry.holdsEndpoint, let until = retry.retryAfter {
                lane.heldUntil = min(until, now.later(by: DeliveryLimits.endpointHold))
            }
            switch retry.blame {
            case .us:
                lane.breaker.ungraded(at: now)
                return []
            case .notice:
                return lane.breaker.succeeded() ? [.circuitClosed(carrier: carrier)] : []
            case .endpoint:
                guard let until = lane.breaker.failed(at: now) else { return [] }
                return [.circuitOpened(carrier: carrier, until: until, reason: retry.reason)]
            }
        }
    }

    private func settle(
        _ ended: DeliveryUnderWay, verdict: DeliveryVerdict, exchange: ExchangeSummary, now: Instant
    ) -> (DeliverySettlement, DeliveryEvent?) {
        let delivery = ended.delivery
        let attempts = delivery.attempts + 1
        func settled(_ outcome: DeliverySettlement.Outcome, attempts: Int) -> DeliverySettlement {
            DeliverySettlement(
                id: delivery.id, carrier: delivery.carrier, lease: delivery.lease, outcome: outcome,
                attempts: attempts, at: now, exchange: exchange)
        }
        switch verdict {
        case .delivered:
            let event = DeliveryEvent.delivered(delivery, attempts: attempts, exchange: exchange)
            return (settled(.delivered, attempts: attempts), event)
        case .notTried:
            return (settled(.released(notBefore: nil), attempts: delivery.attempts), nil)
        case .disable(let cause, let reason):
            let event = DeliveryEvent.carrierDisabled(carrier: delivery.carrier, cause: cause, reason: reason)
            return (settled(.disabled(cause), attempts: attempts), event)
        case .retry(let retry):
            let next = ended.endpoint.schedule.next(
                afterAttempts: attempts, pace: retry.pace, retryAfter: retry.retryAfter, now: now,
                jitterSeed: DeliverySchedule.jitterSeed(id: delivery.id, attempts: attempts))
            guard case .due(let due) = next else {
                let event = DeliveryEvent.exhausted(delivery, attempts: attempts, reason: retry.reason)
                return (settled(.exhausted, attempts: attempts), event)
            }
            let event = DeliveryEvent.retrying(delivery, attempts: attempts, due: due, reason: retry.reason)
            return (settled(.retry(due: due), attempts: attempts), event)
        }
    }

    private mutating func release(carrier: String, notBefore: Instant?, now: Instant) -> [DeliverySettlement] {
        let given = lanes[carrier]?.removeWaiting() ?? []
        return given.map { $0.released(notBefore: notBefore, at: now) }
    }

    /// A lane without an endpoint stays until what is under way in it has ended.
    private mutating func dropEmptyStrangers() {
        lanes = lanes.filter { turn.contains($0.key) || !$0.value.isEmpty }
    }
}

extension Delivery {
    /// The settlement that gives the claim back without an attempt.
    func released(notBefore: Instant?, at now: Instant) -> DeliverySettlement {
        DeliverySettlement(
            id: id, carrier: carrier, lease: lease, outcome: .released(notBefore: notBefore), attempts: attempts,
            at: now, exchange: nil)
    }
}
