// The circuit breaker alone.

import CarrierDelivery
import OrderModel
import Testing

@Suite("Circuit breaker") struct CircuitBreakerTests {
    let now = Samples.now

    @Test("five failures in a row open it for 30 s; then one probe may pass")
    func opens() {
        var breaker = CircuitBreaker()
        for _ in 1...4 {
            let opened = breaker.failed(at: now)
            #expect(opened == nil)
            #expect(breaker.capacity(at: now, limit: 8) == 8)
        }
        let until = now.later(by: .seconds(30))
        let opened = breaker.failed(at: now)
        #expect(opened == until)
        #expect(breaker.capacity(at: until.later(by: .milliseconds(-1)), limit: 8) == 0)
        #expect(breaker.capacity(at: until, limit: 8) == 1)
        breaker.started()
        #expect(breaker.state == .probing)
    }

    @Test("a success in between begins the count anew")
    func reset() {
        var breaker = CircuitBreaker()
        for _ in 1...4 { _ = breaker.failed(at: now) }
        let closes = breaker.succeeded()
        #expect(!closes)
        let later = (1...4).map { _ in breaker.failed(at: now) }
        #expect(later.allSatisfy { $0 == nil })
    }

    @Test("a probe that fails doubles the spell up to ten minutes; one that succeeds closes it and forgets the spell")
    func probes() {
        var breaker = CircuitBreaker()
        for _ in 1...5 { _ = breaker.failed(at: now) }
        var spells: [Duration] = []
        for _ in 1...6 {
            breaker.started()
            spells.append((breaker.failed(at: now) ?? now).span(since: now))
        }
        #expect(spells == [60, 120, 240, 480, 600, 600].map { .seconds($0) })
        breaker.started()
        let closes = breaker.succeeded()
        #expect(closes)
        #expect(breaker.state == .closed)
        for _ in 1...4 { _ = breaker.failed(at: now) }
        let reopened = breaker.failed(at: now)
        #expect(reopened == now.later(by: .seconds(30)))
    }

    @Test("late failures of exchanges that began before it opened do not keep it open longer")
    func stragglers() {
        var breaker = CircuitBreaker()
        for _ in 1...5 { _ = breaker.failed(at: now) }
        let opened = breaker.failed(at: now.later(by: .seconds(29)))
        #expect(opened == nil)
        #expect(breaker.capacity(at: now.later(by: .seconds(30)), limit: 8) == 1)
    }

    @Test("a probe that says nothing about the carrier lets the next one pass at once")
    func ungraded() {
        var breaker = CircuitBreaker()
        for _ in 1...5 { _ = breaker.failed(at: now) }
        breaker.started()
        breaker.ungraded(at: now)
        #expect(breaker.capacity(at: now, limit: 8) == 1)
    }
}
