// The scheduler as a value: events in, decisions out, no socket, no clock, no store.

@testable import CarrierDelivery
import OrderModel
import Testing

@Suite("Delivery scheduler") struct SchedulerTests {
    let now = Samples.now

    func claimed(_ id: String, _ sequence: Int64, carrier: String = "acme-freight", shipment: String? = nil) -> Delivery
    {
        Samples.delivery(
            id, sequence: sequence, carrier: carrier, shipment: shipment, lease: Samples.lease(from: now))
    }

    func ended(
        _ scheduler: inout DeliveryScheduler, _ id: String, _ verdict: DeliveryVerdict, at instant: Instant? = nil
    ) -> DeliveryScheduler.Decisions {
        let summary = ExchangeSummary(
            status: nil, failure: nil, sentence: "simulated", duration: .zero, answerExcerpt: [])
        return scheduler.ended(id, verdict: verdict, exchange: summary, now: instant ?? now)
    }

    func failure(_ blame: DeliveryVerdict.Blame = .endpoint, retryAfter: Instant? = nil) -> DeliveryVerdict {
        .retry(
            DeliveryVerdict.Retry(
                pace: .listed, retryAfter: retryAfter, holdsEndpoint: retryAfter != nil, blame: blame,
                reason: "simulated"))
    }

    /// Fails as many deliveries as it takes to open the breaker.
    func openBreaker(_ scheduler: inout DeliveryScheduler) -> DeliveryScheduler.Decisions {
        var decisions = DeliveryScheduler.Decisions()
        for number in 1...Int64(DeliveryLimits.failuresToOpen) {
            _ = scheduler.claimed([claimed("fail\(number)", number)], now: now)
            _ = scheduler.dispatch(now: now)
            decisions = ended(&scheduler, "fail\(number)", failure())
        }
        return decisions
    }

    @Test("what is claimed is sent, and a success is settled as delivered with its attempt counted")
    func delivered() throws {
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint()])
        _ = scheduler.claimed([claimed("a", 1)], now: now)
        #expect(scheduler.dispatch(now: now).sends.map(\.delivery.id) == ["a"])
        let decisions = ended(&scheduler, "a", .delivered)
        #expect(decisions.settlements.map(\.outcome) == [.delivered])
        #expect(decisions.settlements.map(\.attempts) == [1])
        #expect(scheduler.underWayCount == 0)
    }

    @Test("a later notice of a shipment waits for the earlier one while other shipments pass by")
    func orderPerShipment() throws {
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint()])
        let deliveries = [
            claimed("later", 2, shipment: "SH-1"), claimed("earlier", 1, shipment: "SH-1"),
            claimed("other", 3, shipment: "SH-2"),
        ]
        _ = scheduler.claimed(deliveries, now: now)
        #expect(Set(scheduler.dispatch(now: now).sends.map(\.delivery.id)) == ["earlier", "other"])
        _ = ended(&scheduler, "earlier", .delivered)
        #expect(scheduler.dispatch(now: now).sends.map(\.delivery.id) == ["later"])
    }

    @Test("when the earlier notice of a shipment fails, the later one is given back without an attempt")
    func laterIsReleased() throws {
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint()])
        _ = scheduler.claimed([claimed("a", 1, shipment: "SH-1"), claimed("b", 2, shipment: "SH-1")], now: now)
        _ = scheduler.dispatch(now: now)
        let decisions = ended(&scheduler, "a", failure())
        #expect(decisions.settlements.map(\.id) == ["a", "b"])
        #expect(decisions.settlements.last?.outcome == .released(notBefore: nil))
        #expect(decisions.settlements.last?.attempts == 0)
        #expect(scheduler.dispatch(now: now).sends.isEmpty)
    }

    @Test("a carrier never has more exchanges under way than its limit, and the next goes when one ends")
    func concurrency() throws {
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint(concurrency: 2)])
        _ = scheduler.claimed((1...5).map { claimed("m\($0)", $0) }, now: now)
        #expect(scheduler.dispatch(now: now).sends.map(\.delivery.id) == ["m1", "m2"])
        #expect(scheduler.dispatch(now: now).sends.isEmpty)
        _ = ended(&scheduler, "m2", .delivered)
        #expect(scheduler.dispatch(now: now).sends.map(\.delivery.id) == ["m3"])
    }

    @Test("room is asked for in each lane by itself: a full one takes none away from the others")
    func rooms() throws {
        let endpoints = try ["acme-freight", "globex-express"].map { try Samples.endpoint($0, concurrency: 2) }
        var scheduler = DeliveryScheduler(endpoints: endpoints)
        _ = scheduler.claimed((1...4).map { claimed("m\($0)", $0) }, now: now)
        _ = scheduler.dispatch(now: now)
        #expect(scheduler.rooms(at: now) == [CarrierRoom(carrier: "globex-express", count: 4)])
    }

    @Test("all carriers together stay below the limit, and take turns at what is left")
    func totalLimit() throws {
        let endpoints = try ["a", "b", "c"].map { try Samples.endpoint($0, concurrency: 2) }
        var scheduler = DeliveryScheduler(endpoints: endpoints, maximumUnderWay: 5)
        var firsts: Set<String> = []
        for _ in 1...3 {
            let rooms = scheduler.rooms(at: now)
            #expect(rooms.reduce(0) { $0 + $1.count } == 5)
            firsts.insert(rooms[0].carrier)
        }
        #expect(firsts == ["a", "b", "c"])
    }

    @Test("five failures in a row open the circuit: what waits is given back until the probe, and others go on")
    func breakerOpens() throws {
        let endpoints = [try Samples.endpoint(concurrency: 1), try Samples.endpoint("globex-express")]
        var scheduler = DeliveryScheduler(endpoints: endpoints)
        let decisions = openBreaker(&scheduler)
        let until = now.later(by: DeliveryLimits.firstOpenSpell)
        #expect(
            decisions.events.contains(.circuitOpened(carrier: "acme-freight", until: until, reason: "simulated")))
        #expect(scheduler.rooms(at: now).map(\.carrier) == ["globex-express"])
        _ = scheduler.claimed([claimed("late", 9)], now: now)
        let given = scheduler.dispatch(now: now)
        #expect(given.sends.isEmpty)
        #expect(given.settlements.map(\.outcome) == [.released(notBefore: until)])
        #expect(scheduler.nextOpening(after: now) == until)
    }

    @Test("when the spell is over exactly one probe is sent; its success opens the lane again")
    func halfOpen() throws {
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint()])
        _ = openBreaker(&scheduler)
        let later = now.later(by: DeliveryLimits.firstOpenSpell)
        #expect(scheduler.rooms(at: later).map(\.count) == [1])
        let lease = Samples.lease(from: later)
        let deliveries = (10...12).map { Samples.delivery("p\($0)", sequence: $0, lease: lease) }
        _ = scheduler.claimed(deliveries, now: later)
        #expect(scheduler.dispatch(now: later).sends.map(\.delivery.id) == ["p10"])
        #expect(scheduler.rooms(at: later).isEmpty)
        let decisions = ended(&scheduler, "p10", .delivered, at: later)
        #expect(decisions.events.contains(.circuitClosed(carrier: "acme-freight")))
        #expect(scheduler.dispatch(now: later).sends.map(\.delivery.id) == ["p11", "p12"])
    }

    @Test("notices that a carrier refuses one by one do not open its circuit")
    func refusalsAreAnswers() throws {
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint()])
        for number in Int64(1)...20 {
            _ = scheduler.claimed([claimed("m\(number)", number)], now: now)
            #expect(scheduler.dispatch(now: now).sends.count == 1)
            _ = ended(&scheduler, "m\(number)", failure(.notice))
        }
    }

    @Test("a 429 with Retry-After keeps the whole lane closed until then")
    func hold() throws {
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint()])
        _ = scheduler.claimed([claimed("a", 1)], now: now)
        _ = scheduler.dispatch(now: now)
        let until = now.later(by: .seconds(60))
        _ = ended(&scheduler, "a", failure(retryAfter: until))
        #expect(scheduler.rooms(at: now).isEmpty)
        #expect(scheduler.nextOpening(after: now) == until)
        #expect(!scheduler.rooms(at: until).isEmpty)
    }

    @Test("a Retry-After of years holds the lane for an hour at most")
    func longHold() throws {
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint()])
        _ = scheduler.claimed([claimed("a", 1)], now: now)
        _ = scheduler.dispatch(now: now)
        _ = ended(&scheduler, "a", failure(retryAfter: Instant(milliseconds: .max)))
        #expect(scheduler.nextOpening(after: now) == now.later(by: .seconds(3600)))
    }

    @Test("a disabled endpoint gives back all that waits for it")
    func disabled() throws {
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint(concurrency: 1)])
        _ = scheduler.claimed([claimed("a", 1), claimed("b", 2)], now: now)
        _ = scheduler.dispatch(now: now)
        let decisions = ended(&scheduler, "a", .disable(.gone, reason: "gone"))
        #expect(decisions.settlements.map(\.outcome) == [.disabled(.gone), .released(notBefore: nil)])
        #expect(
            decisions.events == [.carrierDisabled(carrier: "acme-freight", cause: .gone, reason: "gone")])
    }

    @Test("after the last attempt of the schedule a notice is exhausted and told of")
    func exhausted() throws {
        let schedule = try DeliverySchedule(delays: [.zero], carrier: "acme-freight")
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint(schedule: schedule)])
        let delivery = claimed("a", 1)
        _ = scheduler.claimed([delivery], now: now)
        _ = scheduler.dispatch(now: now)
        let decisions = ended(&scheduler, "a", failure())
        #expect(decisions.settlements.map(\.outcome) == [.exhausted])
        #expect(decisions.events == [.exhausted(delivery, attempts: 1, reason: "simulated")])
    }

    @Test("nothing is sent under a lease that could run out before the exchange ends")
    func shortLease() throws {
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint()])
        let lease = DeliveryLease(holder: "test", until: now.later(by: .seconds(24)))
        _ = scheduler.claimed([Samples.delivery("a", sequence: 1, lease: lease)], now: now)
        let decisions = scheduler.dispatch(now: now)
        #expect(decisions.sends.isEmpty)
        #expect(decisions.settlements.map(\.outcome) == [.released(notBefore: nil)])
    }

    @Test("a notice that is claimed again while it is being sent is not sent twice, and is settled under the new lease")
    func claimedAgain() throws {
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint()])
        _ = scheduler.claimed([claimed("a", 1)], now: now)
        #expect(scheduler.dispatch(now: now).sends.count == 1)
        let lease = DeliveryLease(holder: "again", until: now.later(by: .seconds(500)))
        _ = scheduler.claimed([Samples.delivery("a", sequence: 1, lease: lease)], now: now)
        #expect(scheduler.dispatch(now: now).sends.isEmpty)
        #expect(ended(&scheduler, "a", .delivered).settlements.map(\.lease) == [lease])
    }

    @Test("new settings: what waits for a carrier that is gone is given back, what is under way ends, others stay")
    func replaced() throws {
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint(concurrency: 1)])
        _ = scheduler.claimed([claimed("a", 1), claimed("b", 2)], now: now)
        _ = scheduler.dispatch(now: now)
        let decisions = scheduler.replaceEndpoints([try Samples.endpoint("globex-express")], now: now)
        #expect(decisions.settlements.map(\.id) == ["b"])
        #expect(scheduler.carriers == ["globex-express"])
        #expect(ended(&scheduler, "a", .delivered).settlements.map(\.outcome) == [.delivered])
        _ = scheduler.claimed([claimed("c", 3)], now: now)
        #expect(scheduler.dispatch(now: now).sends.isEmpty)
    }

    @Test("a changed endpoint starts with a closed circuit, an unchanged one keeps its own")
    func replacedBreaker() throws {
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint()])
        _ = openBreaker(&scheduler)
        _ = scheduler.replaceEndpoints([try Samples.endpoint()], now: now)
        #expect(scheduler.rooms(at: now).isEmpty)
        _ = scheduler.replaceEndpoints([try Samples.endpoint(url: "https://other.example/")], now: now)
        #expect(!scheduler.rooms(at: now).isEmpty)
    }

    @Test("stopping gives back what waits, asks for no more, and settles what still ends")
    func stopping() throws {
        var scheduler = DeliveryScheduler(endpoints: [try Samples.endpoint(concurrency: 1)])
        _ = scheduler.claimed([claimed("a", 1), claimed("b", 2)], now: now)
        _ = scheduler.dispatch(now: now)
        #expect(scheduler.stop(now: now).settlements.map(\.id) == ["b"])
        #expect(scheduler.rooms(at: now).isEmpty)
        #expect(scheduler.claimed([claimed("c", 3)], now: now).settlements.map(\.id) == ["c"])
        #expect(ended(&scheduler, "a", .notTried(reason: "stopped")).settlements.map(\.attempts) == [0])
        #expect(scheduler.dispatch(now: now).sends.isEmpty)
    }
}
