// A carrier's rate: how it is written, that it is never passed, and that keeping to it costs no work.

@testable import CarrierDelivery
import OrderModel
import Testing

@Suite("Rate limit") struct RateLimitTests {
    let now = Samples.now

    func limit(_ text: String) throws -> RateLimit { try #require(RateLimit(text)) }

    @Test("a rate is a number and a span", arguments: ["10/s", "600/min", "5000/h", "1/s", "100000/h"])
    func read(text: String) throws {
        #expect(try limit(text).description == text)
    }

    @Test(
        "anything else is no rate",
        arguments: [
            "", "10", "/s", "10/", "0/s", "-1/s", "1.5/s", "10/d", "100001/s", "10/s/s", "99999999999999999999/s",
        ])
    func notRead(text: String) { #expect(RateLimit(text) == nil) }

    @Test("the burst is what a second brings, or what may be under way, whichever is more")
    func burst() throws {
        #expect(try limit("10/s").burst(concurrency: 8) == 10)
        #expect(try limit("10/s").burst(concurrency: 16) == 16)
        #expect(try limit("600/min").burst(concurrency: 1) == 10)
        #expect(try limit("1/h").burst(concurrency: 1) == 1)
    }

    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 33)
        }
    }

    @Test("in no span of time does it let more pass than a burst and what the rate brings", arguments: 1...40)
    func neverMore(seed: Int) throws {
        var dice = Dice(state: UInt64(seed))
        let count = Int.random(in: 1...200, using: &dice)
        let span = try #require(RateLimit.Span.allCases.randomElement(using: &dice))
        let concurrency = Int.random(in: 1...64, using: &dice)
        let limit = try limit("\(count)/\(span.rawValue)")
        var bucket = TokenBucket(limit: limit, concurrency: concurrency)
        var instant = now
        var taken: [Int64] = []
        for _ in 0..<600 {
            instant = instant.later(by: .milliseconds(Int64.random(in: 0...50, using: &dice)))
            bucket.fill(until: instant)
            for _ in 0..<Int.random(in: 0...3, using: &dice) where bucket.take() { taken.append(instant.milliseconds) }
        }
        let burst = Int64(limit.burst(concurrency: concurrency))
        for first in taken.indices {
            for last in taken.indices[first...] {
                let elapsed = taken[last] - taken[first]
                let passed = Int64(last - first + 1)
                #expect(passed * span.milliseconds <= burst * span.milliseconds + Int64(count) * elapsed)
            }
        }
    }

    @Test("an empty bucket says when it opens, and then it is open")
    func opens() throws {
        for text in ["1/s", "7/s", "1000/s", "45/min", "1/h", "99999/h"] {
            var bucket = TokenBucket(limit: try limit(text), concurrency: 3)
            bucket.fill(until: now)
            while bucket.take() {}
            let opening = try #require(bucket.opens(after: now))
            #expect(opening > now)
            bucket.fill(until: opening)
            #expect(bucket.available > 0 && bucket.opens(after: opening) == nil)
        }
    }

    @Test("a clock that was set back brings nothing, and does not hold the carrier until it has caught up")
    func clockSetBack() throws {
        var bucket = TokenBucket(limit: try limit("10/s"), concurrency: 1)
        bucket.fill(until: now)
        while bucket.take() {}
        let earlier = now.later(by: .seconds(-3600))
        bucket.fill(until: earlier)
        #expect(bucket.available == 0)
        bucket.fill(until: earlier.later(by: .milliseconds(200)))
        #expect(bucket.available == 2)
        bucket.fill(until: Instant(milliseconds: .max))
        #expect(bucket.available == 10)
    }

    @Test("a lane claims no more than it has tokens for, and says when the next one comes")
    func lane() throws {
        let endpoint = try CarrierEndpoint(
            carrier: "acme-freight", url: "https://carrier.example/", secretFiles: ["s"], concurrency: 2,
            rateLimit: try limit("5/s"))
        var scheduler = DeliveryScheduler(endpoints: [endpoint])
        #expect(scheduler.rooms(at: now).map(\.count) == [4])
        for number in 1...5 {
            let delivery = Samples.delivery("d\(number)", sequence: Int64(number), lease: Samples.lease(from: now))
            _ = scheduler.claimed([delivery], now: now)
            #expect(scheduler.dispatch(now: now).sends.count == 1)
            let summary = ExchangeSummary(
                status: 200, failure: nil, sentence: "-", duration: .zero, answerExcerpt: [])
            _ = scheduler.ended("d\(number)", verdict: .delivered, exchange: summary, now: now)
        }
        #expect(scheduler.rooms(at: now).isEmpty)
        #expect(scheduler.nextOpening(after: now) == now.later(by: .milliseconds(200)))
        #expect(scheduler.rooms(at: now.later(by: .milliseconds(199))).isEmpty)
        #expect(scheduler.rooms(at: now.later(by: .milliseconds(200))).map(\.count) == [1])
    }

    @Test("while a carrier's rate is used up its notices stay where they are: nothing is claimed to be given back")
    func noBusyLoop() throws {
        let deliveries = (1...60).map { Samples.delivery("d\($0)", sequence: Int64($0)) }
        let store = InMemoryDeliveryStore(deliveries)
        let endpoint = try CarrierEndpoint(
            carrier: "acme-freight", url: "https://carrier.example/", secretFiles: ["s"], concurrency: 4,
            rateLimit: try limit("10/s"))
        var bench = try PumpTests.Bench(store, [endpoint])
        var instant = now
        var steps = 0
        var sent: [(at: Instant, count: Int)] = []
        while store.all.contains(where: { $0.state != .delivered }) {
            steps += 1
            try #require(steps < 300)
            let next = bench.pump.step(now: instant)
            let under = bench.transport.ids
            sent.append((instant, under.count))
            for id in under { bench.transport.end(id, status: 204) }
            if under.isEmpty { instant = max(instant.later(by: .milliseconds(1)), try #require(next)) }
        }
        let all = sent.reduce(0) { $0 + $1.count }
        #expect(all == 60)
        // Ten at once, fifty by the rate.
        #expect(instant.span(since: now) >= .seconds(5))
        #expect(instant.span(since: now) < .seconds(6))
        #expect(store.all.allSatisfy { $0.attempts == 1 })
        #expect(store.releases == 0)
    }
}
