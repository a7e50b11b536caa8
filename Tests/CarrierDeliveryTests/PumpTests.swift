// The pump by hand: a store in memory, a simulated network, and a clock that stands where the test puts it.

import CarrierDelivery
import OrderModel
import Synchronization
import Testing

@Suite("Delivery pump") struct PumpTests {
    let now = Samples.now

    /// A pump and what it works on.
    struct Bench: ~Copyable {
        let store: InMemoryDeliveryStore
        let transport = SimulatedTransport()
        let answers = Collector<CarrierAnswer>()
        let events = Collector<DeliveryEvent>()
        let failures = Collector<DeliveryFailure>()
        var pump: DeliveryPump

        init(
            _ store: InMemoryDeliveryStore, _ endpoints: [CarrierEndpoint],
            onAnswer: (@Sendable (CarrierAnswer) throws -> Void)? = nil,
            onFailure: (@Sendable (DeliveryFailure) throws -> Void)? = nil
        ) throws {
            self.store = store
            let (answers, events, failures) = (answers, events, failures)
            let hooks = DeliveryHooks(
                extract: Samples.extract, onAnswer: onAnswer ?? { answers.append($0) },
                onFailure: { failure, _ in
                    try onFailure?(failure)
                    failures.append(failure)
                },
                onEvent: { events.append($0) })
            pump = DeliveryPump(
                store: store, transport: transport, endpoints: try endpoints.map { try Samples.ready($0) },
                hooks: hooks, leaseHolder: "test", wakeUp: {})
        }
    }

    struct DiskFull: Error {}

    @Test("O10: the tracking number is handed over before the notice is written down as delivered")
    func answerFirst() throws {
        let store = InMemoryDeliveryStore([Samples.delivery("a", sequence: 1, shipment: "SH-1")])
        let seen = Collector<String>()
        var bench = try Bench(store, [try Samples.endpoint(answer: Samples.answerMapping)]) { answer in
            seen.append(
                "\(answer.webhookID) \(answer.shipment) \(answer.trackingNumber ?? "-") \(store["a"]?.state == .pending)"
            )
        }
        _ = bench.pump.step(now: now)
        bench.transport.end("a", status: 200, answer: #"{"trackingNumber":"LB-1"}"#)
        #expect(store["a"]?.state == .pending)
        _ = bench.pump.step(now: now)
        #expect(seen.all == ["a SH-1 LB-1 true"])
        #expect(store["a"]?.state == .delivered)
        #expect(store.exchanges("a").map(\.status) == [200])
    }

    @Test("an answer that cannot be kept is no success: the notice is repeated under the same id")
    func answerNotKept() throws {
        let store = InMemoryDeliveryStore([Samples.delivery("a", sequence: 1)])
        let failures = Mutex(1)
        let kept = Collector<String>()
        var bench = try Bench(store, [try Samples.endpoint(answer: Samples.answerMapping)]) { answer in
            let fails = failures.withLock { left in
                left -= 1
                return left >= 0
            }
            if fails { throw DiskFull() }
            kept.append(answer.webhookID)
        }
        _ = bench.pump.step(now: now)
        bench.transport.end("a", status: 200, answer: #"{"trackingNumber":"LB-1"}"#)
        _ = bench.pump.step(now: now)
        #expect(store["a"]?.state == .pending && kept.all.isEmpty)
        let later = try #require(store["a"]?.due)
        _ = bench.pump.step(now: later)
        #expect(bench.transport.ids == ["a"])
        bench.transport.end("a", status: 200, answer: #"{"trackingNumber":"LB-1"}"#)
        _ = bench.pump.step(now: later)
        #expect(store["a"]?.state == .delivered && kept.all == ["a"])
    }

    @Test("a crash after the POST repeats it under the same id when the lease has run out, and not before")
    func crashAfterPost() throws {
        let store = InMemoryDeliveryStore([Samples.delivery("a", sequence: 1)])
        var first = try Bench(store, [try Samples.endpoint()])
        _ = first.pump.step(now: now)
        let request = try #require(first.transport.underWay.first)
        first.transport.forgetAll()

        var second = try Bench(store, [try Samples.endpoint()])
        let ends = now.later(by: Samples.leaseSpan)
        #expect(second.pump.step(now: now.later(by: .seconds(1))) == ends)
        #expect(second.transport.ids.isEmpty)
        _ = second.pump.step(now: ends)
        let repeated = try #require(second.transport.underWay.first)
        #expect(repeated.id == request.id && repeated.body == request.body)
        func value(_ name: String, _ request: DeliveryRequest) -> String? {
            request.headers.first { $0.name == name }?.value
        }
        #expect(value("webhook-id", repeated) == value("webhook-id", request))
        #expect(value("webhook-timestamp", repeated) == String(ends.unixSeconds))
        #expect(value("webhook-signature", repeated) != value("webhook-signature", request))
    }

    @Test("a settlement that comes after its lease was taken over changes nothing, unless the carrier has the notice")
    func lateSettlement() throws {
        for status in [503, 200] {
            let store = InMemoryDeliveryStore([Samples.delivery("a", sequence: 1)])
            var first = try Bench(store, [try Samples.endpoint()])
            _ = first.pump.step(now: now)
            let ends = now.later(by: Samples.leaseSpan)
            var second = try Bench(store, [try Samples.endpoint()])
            _ = second.pump.step(now: ends)
            #expect(second.transport.ids == ["a"])
            first.transport.end("a", status: status)
            let lease = store["a"]?.lease
            _ = first.pump.step(now: ends)
            #expect(store["a"]?.state == (status == 200 ? .delivered : .pending))
            #expect(store["a"]?.lease == (status == 200 ? nil : lease))
        }
    }

    @Test("a notice of a shipment waits for the one before it through failures, and goes when that one is delivered")
    func orderAcrossRetries() throws {
        let store = InMemoryDeliveryStore([
            Samples.delivery("a", sequence: 1, shipment: "SH-1"),
            Samples.delivery("b", sequence: 2, shipment: "SH-1", type: .shipmentDispatched),
            Samples.delivery("c", sequence: 3, shipment: "SH-2"),
        ])
        var bench = try Bench(store, [try Samples.endpoint()])
        _ = bench.pump.step(now: now)
        #expect(bench.transport.ids == ["a", "c"])
        bench.transport.end("a", status: 503)
        bench.transport.end("c", status: 200)
        let next = bench.pump.step(now: now)
        #expect(bench.transport.ids.isEmpty)
        let due = try #require(store["a"]?.due)
        #expect(next == due)
        _ = bench.pump.step(now: due)
        #expect(bench.transport.ids == ["a"])
        bench.transport.end("a", status: 204)
        _ = bench.pump.step(now: due)
        #expect(bench.transport.ids == ["b"])
    }

    @Test("410 switches the endpoint off: its notices are kept, not sent, and sent when it is enabled again")
    func gone() throws {
        let deliveries = (1...3).map { Samples.delivery("m\($0)", sequence: Int64($0)) }
        let store = InMemoryDeliveryStore(deliveries)
        var bench = try Bench(store, [try Samples.endpoint(concurrency: 1)])
        _ = bench.pump.step(now: now)
        bench.transport.end("m1", status: 410)
        _ = bench.pump.step(now: now)
        #expect(store.all.allSatisfy { $0.state == .disabled })
        #expect(try store.disabledCarriers().map(\.cause) == [.gone])
        #expect(bench.pump.step(now: now) == nil)
        bench.pump.replaceEndpoints([try Samples.ready(try Samples.endpoint(concurrency: 1))], now: now)
        _ = bench.pump.step(now: now)
        #expect(bench.transport.ids.isEmpty)
        try store.enable(carrier: "acme-freight", now: now)
        _ = bench.pump.step(now: now)
        #expect(bench.transport.ids == ["m1"])
    }

    @Test("an endpoint that was switched off by its settings is tried again with new ones")
    func misconfigured() throws {
        let store = InMemoryDeliveryStore([Samples.delivery("a", sequence: 1)])
        var bench = try Bench(store, [try Samples.endpoint()])
        _ = bench.pump.step(now: now)
        bench.transport.end("a", failure: .addressRefused)
        _ = bench.pump.step(now: now)
        #expect(store["a"]?.state == .disabled)
        #expect(store["a"]?.note == "simulated addressRefused")
        let corrected = try Samples.endpoint(url: "https://other.example/")
        bench.pump.replaceEndpoints([try Samples.ready(corrected)], now: now)
        _ = bench.pump.step(now: now)
        #expect(bench.transport.underWay.map(\.url.host) == ["other.example"])
    }

    @Test("while the store fails nothing is sent and nothing forgotten; when it works again all goes on")
    func storeFails() throws {
        for failing in 0..<12 {
            let store = InMemoryDeliveryStore((1...3).map { Samples.delivery("m\($0)", sequence: Int64($0)) })
            var bench = try Bench(store, [try Samples.endpoint(concurrency: 1)])
            store.failOnce(afterCalls: failing)
            var instant = now
            var sent: [String] = []
            for _ in 0..<40 where store.all.contains(where: { $0.state != .delivered }) {
                let next = bench.pump.step(now: instant)
                for id in bench.transport.ids {
                    sent.append(id)
                    bench.transport.end(id, status: 200)
                }
                instant = max(instant, next ?? instant)
            }
            #expect(store.all.allSatisfy { $0.state == .delivered && $0.attempts == 1 }, "failing call \(failing)")
            #expect(sent == ["m1", "m2", "m3"], "failing call \(failing)")
            let storeEvents = bench.events.all.filter { if case .storeFailed = $0 { true } else { false } }
            #expect(storeEvents.count <= 1)
        }
    }

    @Test("a notice that cannot be signed or is too large is never sent and is told of")
    func notSendable() throws {
        var large = Samples.delivery("large", sequence: 2)
        large = Delivery(
            id: large.id, sequence: 2, carrier: large.carrier, shipment: large.shipment, type: large.type,
            body: [UInt8](repeating: 0x20, count: DeliveryLimits.noticeBody + 1), due: now)
        let store = InMemoryDeliveryStore([Samples.delivery("has.dots", sequence: 1), large])
        var bench = try Bench(store, [try Samples.endpoint()])
        _ = bench.pump.step(now: now)
        _ = bench.pump.step(now: now)
        #expect(bench.transport.ids.isEmpty)
        #expect(store["has.dots"]?.note?.contains("webhook id") == true)
        #expect(store["large"]?.note?.contains("1024 KiB") == true)
        #expect(store.all.allSatisfy { $0.attempts == 1 && $0.state == .pending })
    }

    @Test("a tracking number with control characters or without end is noted and not taken up; a refusal is cleaned")
    func hostileAnswer() throws {
        let store = InMemoryDeliveryStore([Samples.delivery("a", sequence: 1)])
        var bench = try Bench(store, [try Samples.endpoint(answer: Samples.answerMapping)])
        _ = bench.pump.step(now: now)
        let long = String(repeating: "9", count: 5000)
        bench.transport.end("a", status: 200, answer: #"{"trackingNumber":"\#(long)","refusal":"no\#n\#u{7}route"}"#)
        _ = bench.pump.step(now: now)
        let answer = try #require(bench.answers.all.first)
        #expect(answer.trackingNumber == nil && answer.notes.count == 1)
        #expect(answer.refusal == "no  route")
        #expect(store["a"]?.state == .delivered)
        #expect((store.exchanges("a").first?.answerExcerpt.count ?? 0) <= DeliveryLimits.keptAnswer)
    }

    @Test("a carrier with the longest timeout is told too: a claim is good for its wait and its exchange")
    func longTimeout() throws {
        let store = InMemoryDeliveryStore([Samples.delivery("a", sequence: 1)])
        var bench = try Bench(store, [try Samples.endpoint(timeout: DeliveryLimits.timeouts.upperBound)])
        #expect(bench.pump.step(now: now) == now.later(by: .seconds(605)))
        #expect(bench.transport.ids == ["a"])
    }

    @Test("deliveries of carriers without an endpoint stay where they are")
    func stranger() throws {
        let store = InMemoryDeliveryStore([Samples.delivery("a", sequence: 1, carrier: "initech-trucks")])
        var bench = try Bench(store, [try Samples.endpoint()])
        #expect(bench.pump.step(now: now) == nil)
        #expect(store["a"]?.lease == nil && store["a"]?.state == .pending)
    }

    @Test(
        "P04: before a notice is exhausted or its carrier switched off, people are told; a crash in between repeats it")
    func peopleAreTold() throws {
        let schedule = try DeliverySchedule(delays: [.zero], carrier: "acme-freight")
        for (status, cause) in [(503, DeliveryFailure.Cause.exhausted), (410, .gone)] {
            let store = InMemoryDeliveryStore([Samples.delivery("a", sequence: 1, shipment: "SH-1")])
            let seen = Collector<DeliveryState?>()
            var bench = try Bench(
                store, [try Samples.endpoint(schedule: schedule)], onFailure: { _ in seen.append(store["a"]?.state) })
            _ = bench.pump.step(now: now)
            bench.transport.end("a", status: status)
            _ = bench.pump.step(now: now)
            #expect(seen.all == [.pending])
            #expect(bench.failures.all.map(\.cause) == [cause])
            #expect(bench.failures.all.map(\.shipment) == ["SH-1"])
            #expect(bench.failures.all.map(\.attempts) == [1])
            #expect(store["a"]?.state == (cause == .exhausted ? .exhausted : .disabled))
        }
    }

    @Test("Where people cannot be told that nothing more is tried, the notice is tried again as if it had not been")
    func peopleCannotBeTold() throws {
        let schedule = try DeliverySchedule(delays: [.zero], carrier: "acme-freight")
        for status in [503, 410] {
            let store = InMemoryDeliveryStore([Samples.delivery("a", sequence: 1)])
            let fails = Mutex(true)
            var bench = try Bench(
                store, [try Samples.endpoint(schedule: schedule)],
                onFailure: { _ in if fails.withLock({ $0 }) { throw DiskFull() } })
            _ = bench.pump.step(now: now)
            bench.transport.end("a", status: status)
            _ = bench.pump.step(now: now)
            #expect(store["a"]?.state == .pending && store["a"]?.attempts == 0)
            #expect(try store.disabledCarriers().isEmpty)
            #expect(bench.failures.all.isEmpty)
            fails.withLock { $0 = false }
            let later = try #require(store["a"]?.due)
            #expect(later > now)
            _ = bench.pump.step(now: later)
            bench.transport.end("a", status: status)
            _ = bench.pump.step(now: later)
            #expect(bench.failures.all.map(\.attempts) == [1])
            #expect(store["a"]?.state != .pending)
        }
    }

    @Test("what is too old in the log is removed now and then, and soon again while there is more of it")
    func tidies() throws {
        let store = InMemoryDeliveryStore([])
        let calls = Collector<Instant>()
        let hooks = DeliveryHooks(
            extract: { _, _ in nil }, onAnswer: { _ in }, onEvent: { _ in },
            tidy: { instant in
                calls.append(instant)
                return calls.all.count < 3
            })
        var pump = DeliveryPump(
            store: store, transport: SimulatedTransport(), endpoints: [], hooks: hooks, leaseHolder: "test", wakeUp: {})
        var instant = now
        for _ in 0..<10 { instant = pump.step(now: instant) ?? instant.later(by: .seconds(60)) }
        #expect(calls.all == [now, now.later(by: .seconds(1)), now.later(by: .seconds(2))])
    }
}
