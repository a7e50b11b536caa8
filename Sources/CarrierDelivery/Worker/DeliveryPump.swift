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
    /// Told of everything worth a log line, a metric or a task.
    package var onEvent: @Sendable (DeliveryEvent) -> Void

    package init(
        extract: @escaping AnswerExtractor, onAnswer: @escaping @Sendable (CarrierAnswer) throws -> Void,
        onEvent: @escaping @Sendable (DeliveryEvent) -> Void
    ) {
        self.extract = extract
        self.onAnswer = onAnswer
        self.onEvent = onEvent
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
    }

    /// Nothing more is sent; what waits is given back with the next `step`.
    package mutating func stop(now: Instant) { absorb(scheduler.stop(now: now), now: now) }

    /// Does all that can be done at `now`.
    ///
    /// - Returns: when to call again, if nothing wakes it earlier. Nil if nothing is due ever.
    package mutating func step(now: Instant) -> Instant? {
        for exchange in inbox.take() { take(exchange, now: now) }
        do {
            try flush()
            try reenable(now: now)
            absorb(scheduler.dispatch(now: now), now: now)
            try flush()
            try claim(now: now)
            let due = try store.nextDue(carriers: scheduler.carriers, after: now)
            return [due, scheduler.nextOpening(after: now)].compactMap { $0 }.min()
        } catch {
            hooks.onEvent(.storeFailed(reason: error.description))
            return now.later(by: DeliveryLimits.storePause)
        }
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
        absorb(scheduler.ended(exchange.id, verdict: verdict, exchange: summary, now: now), now: now)
    }

    private mutating func absorb(_ decisions: DeliveryScheduler.Decisions, now: Instant) {
        unsettled += decisions.settlements
        for event in decisions.events { hooks.onEvent(event) }
        for send in decisions.sends { start(send, now: now) }
    }

    private mutating func flush() throws(CarrierDeliveryError) {
        guard !unsettled.isEmpty else { return }
        try store.settle(unsettled)
        unsettled = []
    }

    private mutating func claim(now: Instant) throws(CarrierDeliveryError) {
        let rooms = scheduler.rooms(at: now)
        guard !rooms.isEmpty else { return }
        claims += 1
        let lease = DeliveryLease(holder: "\(leaseHolder)-\(claims)", until: now.later(by: scheduler.lease))
        let deliveries = try store.claim(rooms, now: now, lease: lease)
        guard !deliveries.isEmpty else { return }
        absorb(scheduler.claimed(deliveries, now: now), now: now)
        absorb(scheduler.dispatch(now: now), now: now)
        try flush()
    }

    /// Carriers that our own settings had switched off get another chance when the settings are read.
    private mutating func reenable(now: Instant) throws(CarrierDeliveryError) {
        guard isReenablingDue else { return }
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
            failure: ExchangeFailure(kind: .answerNotKept, sentence: sentence))
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
            answerExcerpt: Array(answer.prefix(DeliveryLimits.keptAnswer)))
    }
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
