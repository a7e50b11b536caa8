// The worker with everything real but the outbox: its thread, libcurl, and a carrier in another process.

import CarrierDelivery
import OrderModel
import Synchronization
import Testing

@Suite("Delivery worker", .timeLimit(.minutes(2))) struct WorkerTests {
    static let quick: [Duration] = [.zero] + [Duration](repeating: .milliseconds(20), count: 20)

    func endpoint(
        _ bench: LoopbackBench, _ path: String, carrier: String = "acme-freight",
        allow: [String] = ["127.0.0.0/8"], concurrency: Int = 4
    ) throws -> CarrierEndpoint {
        let schedule = try DeliverySchedule(delays: WorkerTests.quick, jitterPercent: 0, carrier: carrier)
        return try Samples.endpoint(
            carrier, url: bench.carrier.url(path), secretFile: bench.secretFile, allowAddresses: allow,
            answer: Samples.answerMapping, schedule: schedule, concurrency: concurrency)
    }

    struct Running {
        let worker: DeliveryWorker
        let store: InMemoryDeliveryStore
        let answers: Collector<CarrierAnswer>
        let events: Collector<DeliveryEvent>
    }

    func start(
        _ deliveries: [Delivery], _ endpoints: [CarrierEndpoint],
        onAnswer: (@Sendable (CarrierAnswer) throws -> Void)? = nil
    ) throws -> Running {
        let store = InMemoryDeliveryStore(deliveries)
        let (answers, events) = (Collector<CarrierAnswer>(), Collector<DeliveryEvent>())
        let hooks = DeliveryHooks(
            extract: Samples.extract, onAnswer: onAnswer ?? { answers.append($0) }, onEvent: { events.append($0) })
        let worker = try DeliveryWorker(
            store: store, transport: try WebhookTransport(), endpoints: endpoints, hooks: hooks, clock: clockNow)
        return Running(worker: worker, store: store, answers: answers, events: events)
    }

    func allDelivered(_ deliveries: [Delivery]) -> Bool { deliveries.allSatisfy { $0.state == .delivered } }

    @Test("O09: the carrier is told, and its tracking number is handed over for the shipment")
    func tells() async throws {
        try await withLoopbackCarrier { bench in
            let running = try start(
                [Samples.delivery("msg_1", sequence: 1, shipment: "SH-1")], [try endpoint(bench, "/notices")])
            await running.store.until(allDelivered)
            await running.worker.stop()
            let answer = try #require(running.answers.all.first)
            #expect(answer.webhookID == "msg_1" && answer.shipment == "SH-1" && answer.status == 200)
            #expect(answer.trackingNumber?.hasPrefix("LB-") == true && answer.refusal == nil)
            #expect(bench.carrier.log().count == 1)
        }
    }

    @Test("it fails twice and is told again, under the same id, in the order of the shipment")
    func flaky() async throws {
        try await withLoopbackCarrier { bench in
            let deliveries = [
                Samples.delivery("msg_1", sequence: 1, shipment: "SH-1"),
                Samples.delivery("msg_2", sequence: 2, shipment: "SH-1", type: .shipmentDispatched),
                Samples.delivery("msg_3", sequence: 3, shipment: "SH-2"),
            ]
            let running = try start(deliveries, [try endpoint(bench, "/flaky/2")])
            await running.store.until(allDelivered)
            await running.worker.stop()
            #expect(running.store.all.map(\.attempts) == [3, 3, 3])
            let order = bench.carrier.log().compactMap { line in
                ["msg_1", "msg_2", "msg_3"].first { line.firstRange(of: $0) != nil }
            }
            #expect(order.filter { $0 != "msg_3" } == ["msg_1", "msg_2"])
            #expect(order.count == 3)
        }
    }

    @Test("it refuses the shipment: the refusal is handed over and the notice is delivered")
    func refuses() async throws {
        try await withLoopbackCarrier { bench in
            let running = try start(
                [Samples.delivery("msg_1", sequence: 1, shipment: "SH-1")], [try endpoint(bench, "/refuse")])
            await running.store.until(allDelivered)
            await running.worker.stop()
            let answer = try #require(running.answers.all.first)
            #expect(answer.refusal == "shipment SH-1 is not carried on this route" && answer.trackingNumber == nil)
        }
    }

    @Test("its answer cannot be kept the first time: it is told again under the same id and answers the same")
    func answerNotKept() async throws {
        try await withLoopbackCarrier { bench in
            let calls = Collector<CarrierAnswer>()
            let running = try start(
                [Samples.delivery("msg_1", sequence: 1)], [try endpoint(bench, "/notices")],
                onAnswer: { answer in
                    calls.append(answer)
                    if calls.all.count == 1 { throw PumpTests.DiskFull() }
                })
            await running.store.until(allDelivered)
            await running.worker.stop()
            #expect(calls.all.count == 2)
            #expect(Set(calls.all.map(\.trackingNumber)).count == 1)
            let log = bench.carrier.log()
            #expect(log.count == 2 && log[1].firstRange(of: #""repeat":true"#) != nil)
        }
    }

    @Test("it is gone (410): its notices are kept and another carrier's go on")
    func gone() async throws {
        try await withLoopbackCarrier { bench in
            let deliveries = [
                Samples.delivery("msg_1", sequence: 1), Samples.delivery("msg_2", sequence: 2),
                Samples.delivery("msg_3", sequence: 3, carrier: "globex-express"),
            ]
            let running = try start(
                deliveries,
                [
                    try endpoint(bench, "/status/410", concurrency: 1),
                    try endpoint(bench, "/notices", carrier: "globex-express"),
                ])
            await running.store.until { $0.map(\.state) == [.disabled, .disabled, .delivered] }
            await running.worker.stop()
            #expect(
                running.events.all.contains { event in
                    if case .carrierDisabled("acme-freight", .gone, _) = event { true } else { false }
                })
        }
    }

    @Test("its address is our own network: switched off as misconfigured, and told when the settings allow it")
    func misconfigured() async throws {
        try await withLoopbackCarrier { bench in
            let running = try start(
                [Samples.delivery("msg_1", sequence: 1)], [try endpoint(bench, "/notices", allow: [])])
            await running.store.until { $0.map(\.state) == [.disabled] }
            #expect(bench.carrier.log().isEmpty)
            try running.worker.replaceEndpoints([try endpoint(bench, "/notices")])
            await running.store.until(allDelivered)
            await running.worker.stop()
            #expect(bench.carrier.log().count == 1)
        }
    }

    @Test("new settings with a secret file that cannot be read change nothing")
    func badReload() async throws {
        try await withLoopbackCarrier { bench in
            let running = try start([], [try endpoint(bench, "/notices")])
            #expect(throws: CarrierDeliveryError.self) {
                try running.worker.replaceEndpoints([try Samples.endpoint(secretFile: "\(bench.folder)/missing")])
            }
            running.store.enter(Samples.delivery("msg_1", sequence: 1))
            running.worker.wake()
            await running.store.until(allDelivered)
            await running.worker.stop()
        }
    }

    @Test("it hangs: the others are told meanwhile, and a stop gives its notice back without an attempt")
    func hangs() async throws {
        try await withLoopbackCarrier { bench in
            var deliveries = [Samples.delivery("hanging", sequence: 1)]
            for number in Int64(2)...40 {
                deliveries.append(Samples.delivery("msg_\(number)", sequence: number, carrier: "globex-express"))
            }
            let running = try start(
                deliveries,
                [
                    try endpoint(bench, "/hang"), try endpoint(bench, "/notices", carrier: "globex-express"),
                ])
            await running.store.until { $0.filter { $0.state == .delivered }.count == 39 }
            await running.worker.stop(within: .zero)
            let hanging = try #require(running.store["hanging"])
            #expect(hanging.state == .pending && hanging.attempts == 0 && hanging.lease == nil)
        }
    }

    @Test("a stop lets what is under way end, and writes it down")
    func gracefulStop() async throws {
        try await withLoopbackCarrier { bench in
            let began = Collector<String>()
            let running = try start([], [try endpoint(bench, "/slow/300")], onAnswer: { began.append($0.webhookID) })
            running.store.enter(Samples.delivery("msg_1", sequence: 1))
            running.worker.wake()
            await running.store.until { $0.allSatisfy { $0.lease != nil || $0.state == .delivered } }
            await running.worker.stop(within: .seconds(30))
            #expect(running.store["msg_1"]?.state == .delivered)
            #expect(began.all == ["msg_1"])
        }
    }

    @Test("a worker that is stopped twice, or awaited by several, ends once")
    func stopTwice() async throws {
        try await withLoopbackCarrier { bench in
            let running = try start([], [try endpoint(bench, "/notices")])
            async let first: Void = running.worker.stop()
            async let second: Void = running.worker.untilStopped()
            _ = await (first, second)
            await running.worker.stop()
        }
    }
}
