// The schedule of attempts and the Retry-After header: pure functions of what is handed in.

@testable import CarrierDelivery
import OrderModel
import Testing

@Suite("Delivery schedule") struct ScheduleTests {
    let now = Samples.now
    let exact: DeliverySchedule

    init() throws {
        exact = try DeliverySchedule(delays: DeliverySchedule.standard.delays, jitterPercent: 0, carrier: "acme")
    }

    func delay(
        _ attempts: Int, _ pace: DeliverySchedule.Pace = .listed, retryAfter: Duration? = nil, seed: UInt64 = 0,
        of schedule: DeliverySchedule? = nil
    ) -> Duration? {
        let next = (schedule ?? exact).next(
            afterAttempts: attempts, pace: pace, retryAfter: retryAfter.map { now.later(by: $0) }, now: now,
            jitterSeed: seed)
        guard case .due(let due) = next else { return nil }
        return due.span(since: now)
    }

    @Test("by default a notice is tried at once and after 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h")
    func standard() {
        #expect(exact.first(at: now, jitterSeed: 7) == now)
        let hours: [Int64] = [2, 5, 10, 14, 20, 24]
        let expected: [Duration] = [.seconds(5), .seconds(300), .seconds(1800)] + hours.map { .seconds($0 * 3600) }
        #expect((1...9).map { delay($0) } == expected)
        #expect(delay(10) == nil)
        #expect(delay(11) == nil)
    }

    @Test("a notice that the carrier does not accept goes to the slow part and is exhausted with the others")
    func slow() {
        let hours: [Int64] = [2, 5, 10, 14, 20, 24, 24, 24]
        #expect((1...9).map { delay($0, .slow) } == [.seconds(1800)] + hours.map { .seconds($0 * 3600) })
        #expect(delay(10, .slow) == nil)
    }

    @Test("a schedule without slow entries uses its last one as the slow part")
    func shortSchedule() throws {
        let short = try DeliverySchedule(delays: [.zero, .seconds(1), .seconds(9)], jitterPercent: 0, carrier: "acme")
        #expect(delay(1, .slow, of: short) == .seconds(9))
        #expect(delay(2, .slow, of: short) == .seconds(9))
        #expect(delay(3, .slow, of: short) == nil)
    }

    @Test("jitter only delays, by at most its percentage, and is the same for the same seed")
    func jitter() {
        let standard = DeliverySchedule.standard
        var seen: Set<Duration> = []
        for seed in UInt64(0)..<200 {
            guard let span = delay(3, seed: seed &* 7919, of: standard) else { continue }
            #expect((.seconds(1800)...Duration.seconds(1980)).contains(span))
            #expect(delay(3, seed: seed &* 7919, of: standard) == span)
            seen.insert(span)
        }
        #expect(seen.count > 100)
        #expect(
            DeliverySchedule.jitterSeed(id: "msg_1", attempts: 1)
                != DeliverySchedule.jitterSeed(id: "msg_1", attempts: 2))
        #expect(
            DeliverySchedule.jitterSeed(id: "msg_1", attempts: 1)
                != DeliverySchedule.jitterSeed(id: "msg_2", attempts: 1))
    }

    @Test("Retry-After makes a wait longer, never shorter, and is believed for a day at most")
    func retryAfter() {
        #expect(delay(1, retryAfter: .seconds(60)) == .seconds(60))
        #expect(delay(2, retryAfter: .seconds(60)) == .seconds(300))
        #expect(delay(1, retryAfter: .seconds(-60)) == .seconds(5))
        #expect(delay(1, retryAfter: .seconds(1_000_000_000)) == .seconds(86_400))
        #expect(delay(10, retryAfter: .seconds(60)) == nil)
    }

    @Test("a schedule without entries, with too many, or with a delay that is no delay is refused")
    func badSchedules() {
        for delays: [Duration] in [[], [.seconds(-1)], [.seconds(31 * 86_400)], .init(repeating: .zero, count: 51)] {
            #expect(throws: CarrierDeliveryError.self) { try DeliverySchedule(delays: delays, carrier: "acme") }
        }
        #expect(throws: CarrierDeliveryError.self) {
            try DeliverySchedule(delays: [.zero], jitterPercent: 101, carrier: "acme")
        }
    }

    @Test("instants at the ends of time do not overflow")
    func extremes() {
        let end = Instant(milliseconds: .max)
        let next = exact.next(afterAttempts: 9, pace: .listed, retryAfter: end, now: end, jitterSeed: .max)
        #expect(next == .due(end))
    }
}

@Suite("Retry-After") struct RetryAfterTests {
    let now = Samples.now

    @Test(
        "seconds are counted from now; negative ones are now",
        arguments: [("120", 120), (" 0 ", 0), ("-5", 0), ("+7", 7), ("007", 7)])
    func seconds(text: String, expected: Int64) {
        #expect(RetryAfter.read(text, now: now) == now.later(by: .seconds(expected)))
    }

    @Test("a number too large for any clock is held, not overflowed")
    func huge() throws {
        let instant = try #require(RetryAfter.read("99999999999999999999999999", now: now))
        #expect(instant > now.later(by: .seconds(86_400 * 365)))
        #expect(RetryAfter.read("-99999999999999999999999999", now: now) == now)
    }

    @Test(
        "the three forms of an HTTP date are one instant",
        arguments: [
            "Sun, 22 Nov 2026 10:00:00 GMT", "Sunday, 22-Nov-26 10:00:00 GMT", "Sun Nov 22 10:00:00 2026",
        ])
    func dates(text: String) {
        #expect(RetryAfter.read(text, now: now) == now.later(by: .seconds(1800)))
    }

    @Test("the asctime form with a padded day is read, and a date that has passed is now")
    func past() {
        #expect(RetryAfter.httpDate("Sun Nov  6 08:49:37 1994", now: now) == Instant(milliseconds: 784_111_777_000))
        #expect(
            RetryAfter.httpDate("Sunday, 06-Nov-94 08:49:37 GMT", now: now) == Instant(milliseconds: 784_111_777_000))
        #expect(RetryAfter.read("Sun, 06 Nov 1994 08:49:37 GMT", now: now) == now)
    }

    @Test(
        "what is neither is passed over",
        arguments: [
            "", "soon", "1.5", "12s", "--5", "Sun, 31 Feb 2027 10:00:00 GMT", "Sun, 22 Nov 2026 25:00:00 GMT",
            "Sun, 22 Nov 2026 10:00:00 CET", "Sun, 22 Foo 2026 10:00:00 GMT", "2026-11-22T10:00:00Z",
            "Sun, 22 Nov 2026 10:00 GMT", "١٢",
        ])
    func nonsense(text: String) {
        #expect(RetryAfter.read(text, now: now) == nil)
    }
}
