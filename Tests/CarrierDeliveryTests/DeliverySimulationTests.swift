// Promise 4 under fire: carriers that fail at random, a process that dies at random, a store that fails at random, all
// from a seed, so that a failure can be played again.

import CarrierDelivery
import OrderModel
import Testing

@Suite("Delivery simulation") struct DeliverySimulationTests {
    @Test(
        "a carrier hears everything at least once, in order per shipment, under the same id, whatever dies",
        arguments: UInt64(1)...60)
    func promise(seed: UInt64) throws {
        var simulation = try Simulation(seed: seed)
        try simulation.run()
        #expect(simulation.violations.isEmpty, "\(simulation.violations)")
        #expect(simulation.store.all.allSatisfy { $0.state == .delivered })
        for delivery in simulation.store.all {
            #expect(simulation.accepted[delivery.carrier, default: []].contains(delivery.id))
        }
    }
}

/// Knuth's linear congruential generator with xorshifted output: enough chance for a test, the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var value = state
        value ^= value >> 33
        value = value &* 0xFF51_AFD7_ED55_8CCD
        return value ^ value >> 33
    }
}

struct Simulation {
    let store: InMemoryDeliveryStore
    private(set) var accepted: [String: [String]] = [:]
    private(set) var violations: [String] = []

    private let endpoints: [ReadyEndpoint]
    private var chance: SeededGenerator
    private var now = Samples.now
    private var transport = SimulatedTransport()
    private var pump: DeliveryPump
    private var runs = 1
    private var bodies: [String: [UInt8]] = [:]

    init(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let carriers = ["acme-freight", "globex-express", "initech-trucks"]
        // A long list, so that bad luck alone exhausts nothing.
        let schedule = try DeliverySchedule(
            delays: [.zero] + [Duration](repeating: .seconds(5), count: 49), carrier: "all")
        endpoints = try carriers.map { carrier in
            try Samples.ready(try Samples.endpoint(carrier, schedule: schedule, concurrency: 2))
        }
        var deliveries: [Delivery] = []
        for sequence in Int64(1)...30 {
            let carrier = carriers[Int(chance.next() % 3)]
            let shipment = "SH-\(carrier)-\(chance.next() % 4)"
            deliveries.append(
                Samples.delivery("m\(sequence)", sequence: sequence, carrier: carrier, shipment: shipment))
        }
        store = InMemoryDeliveryStore(deliveries)
        self.chance = chance
        pump = Simulation.newPump(store, transport, endpoints, run: 1)
    }

    private static func newPump(
        _ store: InMemoryDeliveryStore, _ transport: SimulatedTransport, _ endpoints: [ReadyEndpoint], run: Int
    ) -> DeliveryPump {
        let hooks = DeliveryHooks(extract: { _, _ in nil }, onAnswer: { _ in }, onEvent: { _ in })
        return DeliveryPump(
            store: store, transport: transport, endpoints: endpoints, hooks: hooks, leaseHolder: "run\(run)",
            wakeUp: {})
    }

    mutating func run() throws {
        for step in 0..<5000 where store.all.contains(where: { $0.state != .delivered }) {
            if chance.next() % 20 == 0 { store.failOnce(afterCalls: Int(chance.next() % 4)) }
            let next = pump.step(now: now)
            checkWhatIsUnderWay()
            if chance.next() % 25 == 0 { die() } else { answerSome() }
            now = max(now.later(by: .milliseconds(10)), min(next ?? now, now.later(by: .seconds(120))))
            if step == 4999 { violations.append("it does not come to an end") }
        }
    }

    /// Of one shipment only one notice is under way, the same bytes each time, and all before it are accepted.
    private mutating func checkWhatIsUnderWay() {
        var busy: Set<String> = []
        for request in transport.underWay {
            guard let delivery = store[request.id] else { continue }
            if !busy.insert(delivery.shipment).inserted { violations.append("\(delivery.shipment) twice at a time") }
            if bodies.updateValue(request.body, forKey: request.id) ?? request.body != request.body {
                violations.append("\(request.id) has another body")
            }
            for other in store.all where other.shipment == delivery.shipment && other.sequence < delivery.sequence {
                if !accepted[other.carrier, default: []].contains(other.id) {
                    violations.append("\(delivery.id) before \(other.id)")
                }
            }
        }
    }

    private mutating func answerSome() {
        for request in transport.underWay where chance.next() % 3 != 0 {
            let carrier = store[request.id]?.carrier ?? ""
            switch chance.next() % 10 {
            case 0...5:
                accepted[carrier, default: []].append(request.id)
                transport.end(request.id, status: 200)
            case 6:
                // It was accepted, and the answer is lost.
                accepted[carrier, default: []].append(request.id)
                transport.end(request.id, failure: .connectionLost)
            case 7: transport.end(request.id, status: 503, retryAfter: "3")
            case 8: transport.end(request.id, failure: .timedOut)
            default: transport.end(request.id, status: 404)
            }
        }
    }

    /// The process dies with all it knows; another one starts with what is in the store.
    private mutating func die() {
        transport = SimulatedTransport()
        runs += 1
        pump = Simulation.newPump(store, transport, endpoints, run: runs)
    }
}
