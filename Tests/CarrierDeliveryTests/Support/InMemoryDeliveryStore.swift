// The outbox in memory: DeliveryStore's contract in as few lines as it takes, for tests of what stands on it.

import CarrierDelivery
import OrderModel
import Synchronization

final class InMemoryDeliveryStore: DeliveryStore {
    private let state: Mutex<State>

    struct State: Sendable {
        var deliveries: [Delivery] = []
        var disabled: [String: DisabledCarrier] = [:]
        var exchanges: [String: [ExchangeSummary]] = [:]
        /// Claims that were given back without an attempt.
        var releases = 0
        /// Claims left over until the store fails once; nil: it does not fail.
        var callsUntilFailure: Int?
        var watchers: [Watcher] = []
    }

    struct Watcher: Sendable {
        let isDone: @Sendable ([Delivery]) -> Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    init(_ deliveries: [Delivery] = []) { state = Mutex(State(deliveries: deliveries)) }

    func enter(_ delivery: Delivery) { state.withLock { $0.deliveries.append(delivery) } }

    subscript(id: String) -> Delivery? { state.withLock { $0.deliveries.first { $0.id == id } } }

    var all: [Delivery] { state.withLock { $0.deliveries } }

    var releases: Int { state.withLock { $0.releases } }

    func exchanges(_ id: String) -> [ExchangeSummary] { state.withLock { $0.exchanges[id] ?? [] } }

    /// The call after `calls` more throws.
    func failOnce(afterCalls calls: Int) { state.withLock { $0.callsUntilFailure = calls } }

    /// Waits until the deliveries are as asked.
    func until(_ isDone: @escaping @Sendable ([Delivery]) -> Bool) async {
        await withCheckedContinuation { continuation in
            state.withLock { $0.watchers.append(Watcher(isDone: isDone, continuation: continuation)) }
            tellWatchers()
        }
    }

    private func tellWatchers() {
        let done = state.withLock { state in
            let done = state.watchers.filter { $0.isDone(state.deliveries) }
            state.watchers.removeAll { $0.isDone(state.deliveries) }
            return done
        }
        for watcher in done { watcher.continuation.resume() }
    }

    private func failIfAsked() throws(CarrierDeliveryError) {
        let fails = state.withLock { state in
            guard let left = state.callsUntilFailure else { return false }
            state.callsUntilFailure = left == 0 ? nil : left - 1
            return left == 0
        }
        if fails { throw .storeFailed(problem: "the disk is full") }
    }

    func claim(
        _ rooms: [CarrierRoom], now: Instant, lease: DeliveryLease
    ) throws(CarrierDeliveryError) -> [Delivery] {
        try failIfAsked()
        defer { tellWatchers() }
        return state.withLock { state in
            var claimed: [Delivery] = []
            for room in rooms where state.disabled[room.carrier] == nil {
                let candidates = state.deliveries.indices
                    .filter { state.deliveries[$0].carrier == room.carrier && state.isClaimable($0, now: now) }
                    .sorted {
                        let (left, right) = (state.deliveries[$0], state.deliveries[$1])
                        return (left.due, left.sequence) < (right.due, right.sequence)
                    }
                for index in candidates.prefix(room.count) {
                    state.deliveries[index].lease = lease
                    claimed.append(state.deliveries[index])
                }
            }
            return claimed
        }
    }

    func settle(_ settlements: [DeliverySettlement]) throws(CarrierDeliveryError) {
        try failIfAsked()
        state.withLock { state in
            for settlement in settlements { state.apply(settlement) }
        }
        tellWatchers()
    }

    func nextDue(carriers: [String], after now: Instant) throws(CarrierDeliveryError) -> Instant? {
        try failIfAsked()
        return state.withLock { state in
            state.deliveries.indices.compactMap { index -> Instant? in
                let delivery = state.deliveries[index]
                guard carriers.contains(delivery.carrier), state.disabled[delivery.carrier] == nil,
                    delivery.state == .pending, state.isHead(delivery)
                else { return nil }
                let ready = max(delivery.due, delivery.lease?.until ?? delivery.due)
                return ready > now ? ready : nil
            }.min()
        }
    }

    func list(_ filter: DeliveryFilter) throws(CarrierDeliveryError) -> [Delivery] {
        state.withLock { state in
            let found = state.deliveries.filter { delivery in
                filter.states?.contains(delivery.state) ?? true
                    && filter.carrier ?? delivery.carrier == delivery.carrier
                    && filter.shipment ?? delivery.shipment == delivery.shipment
            }
            return Array(found.sorted { $0.sequence < $1.sequence }.prefix(filter.limit))
        }
    }

    func disabledCarriers() throws(CarrierDeliveryError) -> [DisabledCarrier] {
        try failIfAsked()
        return state.withLock { Array($0.disabled.values) }
    }

    func enable(carrier: String, now: Instant) throws(CarrierDeliveryError) {
        try failIfAsked()
        state.withLock { state in
            state.disabled[carrier] = nil
            for index in state.deliveries.indices
            where state.deliveries[index].carrier == carrier && state.deliveries[index].state == .disabled {
                state.deliveries[index].state = .pending
                state.deliveries[index].due = now
            }
        }
    }
}

extension InMemoryDeliveryStore.State {
    fileprivate func isHead(_ delivery: Delivery) -> Bool {
        !deliveries.contains { other in
            other.carrier == delivery.carrier && other.shipment == delivery.shipment
                && other.sequence < delivery.sequence && other.state != .delivered
        }
    }

    fileprivate func isClaimable(_ index: Int, now: Instant) -> Bool {
        let delivery = deliveries[index]
        return delivery.state == .pending && delivery.due <= now && (delivery.lease?.until ?? now) <= now
            && isHead(delivery)
    }

    fileprivate mutating func apply(_ settlement: DeliverySettlement) {
        guard let index = deliveries.firstIndex(where: { $0.id == settlement.id }) else { return }
        let isOurs = deliveries[index].lease == settlement.lease && settlement.lease != nil
        guard isOurs || settlement.outcome == .delivered, deliveries[index].state != .delivered else { return }
        deliveries[index].lease = nil
        deliveries[index].attempts = settlement.attempts
        if let exchange = settlement.exchange {
            deliveries[index].note = exchange.sentence
            exchanges[settlement.id, default: []].append(exchange)
        }
        switch settlement.outcome {
        case .delivered: deliveries[index].state = .delivered
        case .retry(let due): deliveries[index].due = due
        case .exhausted: deliveries[index].state = .exhausted
        case .released(let notBefore):
            releases += 1
            deliveries[index].due = max(deliveries[index].due, notBefore ?? deliveries[index].due)
        case .disabled(let cause):
            disabled[settlement.carrier] = DisabledCarrier(
                carrier: settlement.carrier, cause: cause, since: settlement.at)
            for other in deliveries.indices
            where deliveries[other].carrier == settlement.carrier && deliveries[other].state == .pending {
                deliveries[other].state = .disabled
            }
        }
    }
}
