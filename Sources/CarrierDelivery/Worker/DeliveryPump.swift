// The delivery's shell, without a thread: one step takes what ended, writes it down, claims what is due and sends it.
// The worker calls it in a loop; a simulation calls it by hand.

package import OrderModel
import Synchronization

/// What the daemon hands in, and is called back through. The closures are called on the worker's thread and may block.
package struct DeliveryHooks: Sendable {
    /// Reads one field of a JSON answer.
    package var extract: AnswerExtractor
    /// Keeps a 2xx answer, before its delivery is written down as delivered. It must be idempotent by `webhookID`: a
    /// crash in between repeats the notice, and the answer comes again. If it throws, the notice is tried again later.
    /// Called for each 2xx answer, also for one that says nothing (`isEmpty`).
    package var onAnswer: @Sendable (CarrierAnswer) throws -> Void
    /// Keeps what people have to know: a notice could not be delivered to this carrier, and nothing more is tried by
    /// itself. Called before that is written down. It must be idempotent by `webhookID` and `attempts`: a crash in between
    /// repeats the attempt. If it throws, the notice stays pending and the attempt is made again later.
    package var onFailure: @Sendable (_ failure: DeliveryFailure, _ carrier: String) throws -> Void
    /// Told of everything worth a log line, a metric or a task.
    package var onEvent: @Sendable (DeliveryEvent) -> Void
    /// Removes a little of what is too old at this instant from the delivery log; true if there is more. Called now and
    /// then.
    package var tidy: @Sendable (Instant) throws -> Bool

    package init(
        extract: @escaping AnswerExtractor, onAnswer: @escaping @Sendable (CarrierAnswer) throws -> Void,
        onFailure: @escaping @Sendable (_ failure: DeliveryFailure, _ carrier: String) throws -> Void = { _, _ in },
        onEvent: @escaping @Sendable (DeliveryEvent) -> Void,
        tidy: @escaping @Sendable (Instant) throws -> Bool = { _ in false }
    ) {
        self.extract = extract
        self.onAnswer = onAnswer
        self.onFailure = onFailure
        self.onEvent = onEvent
        self.tidy = tidy
    }
}

/// An endpoint with its keys read.
package struct ReadyEndpoint: Sendable {
    package let endpoint: CarrierEndpoint
    package let signer: WebhookSigner

    /// Reads the secret files.
    package init(_ endpoint: CarrierEndpoint) throws(CarrierDeliveryError) {
        self.endpoint = endpoint
        signer = try endpoint.loadSigner()
    }

    /// With keys that were read elsewhere.
    package init(_ endpoint: CarrierEndpoint, signer: WebhookSigner) {
        self.endpoint = endpoint
        self.signer = signer
    }
}

/// Ties the scheduler to a store and a transport.
package struct DeliveryPump {
    private let store: any DeliveryStore
    private let transport: any DeliveryTransport
    private let hooks: DeliveryHooks
    private let leaseHolder: String
    private let inbox = ExchangeInbox()
    private let wakeUp: @Sendable () -> Void

    private var scheduler: DeliveryScheduler
    private var signers: [String: WebhookSigner]
    private var claims = 0
    /// Settled here and not yet in the store, because it failed. Nothing is claimed or sent before they are.
    private var unsettled: [DeliverySettlement] = []
    /// Carriers that were switched off by their settings, to be tried again with new ones.
    private var isReenablingDue = true
    /// Carriers that had fewer notices to send than there was room for, until time alone can change that. What is settled
    /// of them, and whoever enters notices, changes it too.
    private var dryUntil: [String: Instant] = [:]
    private var nextTidying: Instant?

    /// - Parameters:
    ///   - leaseHolder: names this run in leases; another one for each start of the process.
    ///   - wakeUp: called on the transport's thread when an exchange has ended and `step` has something to do.
    package init(
        store: any DeliveryStore, transport: any DeliveryTransport, endpoints: [ReadyEndpoint], hooks: DeliveryHooks,
        leaseHolder: String, wakeUp: @escaping @Sendable () -> Void
    ) {
        self.store = store
        self.transport = transport
        self.hooks = hooks
        self.leaseHolder = leaseHolder
        self.wakeUp = wakeUp
        scheduler = DeliveryScheduler(endpoints: endpoints.map(\.endpoint))
        signers = DeliveryPump.signers(of: endpoints)
    }

    /// Exchanges under way.
    package var underWayCount: Int { scheduler.underWayCount }

    /// Whether everything that ended is written down.
    package var isSettled: Bool { unsettled.isEmpty && inbox.isEmpty }

    /// New settings. Exchanges under way end under the old ones.
    package mutating func replaceEndpoints(_ endpoints: [ReadyEndpoint], now: Instant) {
        // Signers of carriers that are gone are dropped: they send nothing any more.
        signers = DeliveryPump.signers(of: endpoints)
        absorb(scheduler.replaceEndpoints(endpoints.map(\.endpoint), now: now), now: now)
        isReenablingDue = true
        lookAgain()
    }

    /// Nothing more is sent; what waits is given back with the next `step`.
    package mutating func stop(now: Instant) { absorb(scheduler.stop(now: now), now: now) }

    /// Does all that can be done at `now`, whatever has changed in the store.
    ///
    /// - Returns: when to call again, if nothing wakes it earlier. Nil if nothing is due ever.
    package mutating func step(now: Instant) -> Instant? {
        lookAgain()
        return work(now: now) ?? nextLook(after: now)
    }

    /// Somebody may have entered notices, or had some retried.
    package mutating func lookAgain() { dryUntil = [:] }

    /// Does all that can be done at `now`, as far as the store is as this has left it.
    ///
    /// - Returns: when to call again whatever else is due; nil if there is no need to.
    package mutating func work(now: Instant) -> Instant? {
        for exchange in inbox.take() { take(exchange, now: now) }
        do {
            try reenable(now: now)
            try settleAndClaim(now: now)
            absorb(scheduler.dispatch(now: now), now: now)
            // What was given back may be claimed at once.
            let gaveBack = !unsettled.isEmpty
            try flush()
            let isTidying = try tidy(now: now)
            return gaveBack ? now : isTidying ? now.later(by: DeliveryLimits.tidyPause) : nil
        } catch {
            hooks.onEvent(.storeFailed(reason: error.description))
            return now.later(by: DeliveryLimits.storePause)
        }
    }

    /// When time alone gives this something to do.
    package func nextLook(after now: Instant) -> Instant? {
        let due = dryUntil.values.filter { $0 < .never }.min()
        return [due, scheduler.nextOpening(after: now)].compactMap { $0 }.min()
    }

    private static func signers(of endpoints: [ReadyEndpoint]) -> [String: WebhookSigner] {
        Dictionary(endpoints.map { ($0.endpoint.carrier, $0.signer) }) { _, last in last }
    }
}

// MARK: - The steps

extension DeliveryPump {
    /// Judges what ended. A good answer is kept before anything is written down about it.
    private mutating func take(_ exchange: DeliveryExchange, now: Instant) {
        guard let (delivery, endpoint) = scheduler.underWay(exchange.id) else { return }
        var exchange = exchange
        var verdict = DeliveryVerdict.judge(exchange, readsAnswer: endpoint.answer.readsAnything, now: now)
        if verdict == .delivered {
            let answer = CarrierAnswer(
                to: delivery, exchange: exchange, mapping: endpoint.answer, at: now, extract: hooks.extract)
            do {
                try hooks.onAnswer(answer)
            } catch {
                hooks.onEvent(.answerNotKept(delivery, reason: "\(error)"))
                exchange = exchange.answerNotKept("the carrier's answer could not be kept: \(error)")
                verdict = .judge(exchange, readsAnswer: true, now: now)
            }
        }
        let summary = exchange.summary(verdict: verdict)
        var decisions = scheduler.ended(exchange.id, verdict: verdict, exchange: summary, now: now)
        report(&decisions, of: delivery, now: now)
        absorb(decisions, now: now)
    }

    /// Before it is written down that nothing more is tried of a notice, people are told. If they cannot be, the attempt
    /// was none: it will be made again, with the same number.
    private func report(_ decisions: inout DeliveryScheduler.Decisions, of delivery: Delivery, now: Instant) {
        for (index, settlement) in decisions.settlements.enumerated() {
            guard settlement.id == delivery.id, let failure = DeliveryFailure(settlement, of: delivery) else {
                continue
            }
            do {
                try hooks.onFailure(failure, delivery.carrier)
            } catch {
                hooks.onEvent(.failureNotKept(delivery, reason: "\(error)"))
                decisions.settlements[index] = DeliverySettlement(
                    id: delivery.id, carrier: delivery.carrier, lease: settlement.lease,
                    outcome: .released(notBefore: now.later(by: DeliveryLimits.failurePause)),
                    attempts: delivery.attempts, at: now, exchange: settlement.exchange)
                decisions.events.removeAll { $0.endsTrying }
            }
        }
    }

    private mutating func absorb(_ decisions: DeliveryScheduler.Decisions, now: Instant) {
        unsettled += decisions.settlements
        for settlement in decisions.settlements { dryUntil[settlement.carrier] = nil }
        for event in decisions.events { hooks.onEvent(event) }
        for send in decisions.sends { start(send, now: now) }
    }

    private mutating func flush() throws(CarrierDeliveryError) {
        guard !unsettled.isEmpty else { return }
        try store.settle(unsettled)
        unsettled = []
    }

    /// Writes down what ended and claims what there is room for, in one transaction; then sends nothing yet.
    private mutating func settleAndClaim(now: Instant) throws(CarrierDeliveryError) {
        let rooms = scheduler.rooms(at: now) { carrier in dryUntil[carrier].map { $0 > now } ?? false }
        guard !rooms.isEmpty || !unsettled.isEmpty else { return }
        claims += 1
        let lease = DeliveryLease(holder: "\(leaseHolder)-\(claims)", until: now.later(by: scheduler.lease))
        let deliveries = try store.settle(unsettled, thenClaim: rooms, now: now, lease: lease)
        unsettled = []
        absorb(scheduler.claimed(deliveries, now: now), now: now)
        let counts = deliveries.reduce(into: [:]) { counts, delivery in counts[delivery.carrier, default: 0] += 1 }
        for room in rooms where counts[room.carrier, default: 0] < room.count {
            dryUntil[room.carrier] = try store.nextDue(carriers: [room.carrier], after: now) ?? .never
        }
    }

    /// True if there is more to be removed.
    private mutating func tidy(now: Instant) throws(CarrierDeliveryError) -> Bool {
        if let nextTidying, nextTidying > now { return false }
        do {
            let isMore = try hooks.tidy(now)
            nextTidying = now.later(by: isMore ? DeliveryLimits.tidyPause : DeliveryLimits.tidyInterval)
            return isMore
        } catch {
            nextTidying = now.later(by: DeliveryLimits.tidyInterval)
            throw .storeFailed(problem: "\(error)")
        }
    }

    /// Carriers that our own settings had switched off get another chance when the settings are read.
    private mutating func reenable(now: Instant) throws(CarrierDeliveryError) {
        guard isReenablingDue else { return }
        try flush()
        let known = Set(scheduler.carriers)
        for disabled in try store.disabledCarriers() where disabled.cause == .misconfigured {
            if known.contains(disabled.carrier) { try store.enable(carrier: disabled.carrier, now: now) }
        }
        isReenablingDue = false
    }

    private func start(_ send: DeliveryScheduler.Send, now: Instant) {
        let (inbox, wakeUp) = (inbox, wakeUp)
        let completion: @Sendable (DeliveryExchange) -> Void = { exchange in
            inbox.put(exchange)
            wakeUp()
        }
        do {
            transport.submit(try request(send, now: now), completion: completion)
        } catch {
            let failure = ExchangeFailure(kind: .notSendable, sentence: error.description)
            completion(DeliveryExchange(id: send.delivery.id, status: nil, failure: failure))
        }
    }

    private func request(_ send: DeliveryScheduler.Send, now: Instant) throws(CarrierDeliveryError) -> DeliveryRequest {
        guard let signer = signers[send.delivery.carrier] else {
            throw .notSendable(problem: "there are no keys for the carrier \(send.delivery.carrier)")
        }
        return try DeliveryRequest(
            id: send.delivery.id, body: send.delivery.body, to: send.endpoint, signer: signer,
            timestamp: now.unixSeconds)
    }
}

extension DeliveryExchange {
    fileprivate func answerNotKept(_ sentence: String) -> DeliveryExchange {
        DeliveryExchange(
            id: id, status: status, answer: answer, retryAfter: retryAfter, location: location, duration: duration,
            address: address, failure: ExchangeFailure(kind: .answerNotKept, sentence: sentence))
    }

    /// In the size in which it is kept.
    fileprivate func summary(verdict: DeliveryVerdict) -> ExchangeSummary {
        let sentence =
            switch verdict {
            case .delivered: "the carrier answered \(status ?? 0)"
            case .retry(let retry): retry.reason
            case .disable(_, let reason), .notTried(let reason): reason
            }
        return ExchangeSummary(
            status: status, failure: failure?.kind, sentence: sentence, duration: duration,
            answerExcerpt: Array(answer.prefix(DeliveryLimits.keptAnswer)), address: address)
    }
}

extension DeliveryFailure {
    /// What people are told of a settlement after which nothing more is tried; nil for the others.
    fileprivate init?(_ settlement: DeliverySettlement, of delivery: Delivery) {
        let cause: Cause
        switch settlement.outcome {
        case .exhausted: cause = .exhausted
        case .disabled(.gone): cause = .gone
        case .disabled(.misconfigured): cause = .misconfigured
        case .delivered, .retry, .released: return nil
        }
        self.init(
            shipment: delivery.shipment, webhookID: delivery.id, type: delivery.type.rawValue, cause: cause,
            attempts: settlement.attempts, reason: settlement.exchange?.sentence ?? "nothing was exchanged")
    }
}

extension DeliveryEvent {
    /// Says that nothing more is tried.
    fileprivate var endsTrying: Bool {
        switch self {
        case .exhausted, .carrierDisabled: true
        default: false
        }
    }
}

extension Instant {
    fileprivate static let never = Instant(milliseconds: .max)
}

/// Where the transport's thread puts what ended.
private final class ExchangeInbox: Sendable {
    private let exchanges = Mutex<[DeliveryExchange]>([])

    var isEmpty: Bool { exchanges.withLock { $0.isEmpty } }

    func put(_ exchange: DeliveryExchange) { exchanges.withLock { $0.append(exchange) } }

    func take() -> [DeliveryExchange] {
        exchanges.withLock { held in
            defer { held = [] }
            return held
        }
    }
}
