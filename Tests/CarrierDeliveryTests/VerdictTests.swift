// What an exchange means: 2xx alone is success, and each other answer has its own consequence.

import CarrierDelivery
import OrderModel
import Testing

@Suite("Verdicts") struct VerdictTests {
    func judge(
        _ status: Int?, failure: ExchangeFailure.Kind? = nil, retryAfter: String? = nil, location: String? = nil,
        readsAnswer: Bool = true
    ) -> DeliveryVerdict {
        let exchange = DeliveryExchange(
            id: "msg", status: status, retryAfter: retryAfter, location: location,
            failure: failure.map { ExchangeFailure(kind: $0, sentence: "it was \($0.rawValue)") })
        return .judge(exchange, readsAnswer: readsAnswer, now: Samples.now)
    }

    func retry(_ verdict: DeliveryVerdict) -> DeliveryVerdict.Retry? {
        if case .retry(let retry) = verdict { retry } else { nil }
    }

    @Test("every 2xx is a success and nothing else is", arguments: Array(100...599))
    func success(status: Int) {
        #expect((judge(status) == .delivered) == (200...299).contains(status))
    }

    @Test("410 switches the endpoint off, even if the rest of the answer is lost")
    func gone() {
        for verdict in [judge(410), judge(410, failure: .connectionLost), judge(410, failure: .answerTooLarge)] {
            guard case .disable(.gone, _) = verdict else {
                Issue.record("\(verdict)")
                continue
            }
        }
    }

    @Test(
        "a redirect is a failure, goes to the slow part, and is told with its target", arguments: [301, 302, 307, 308])
    func redirect(status: Int) throws {
        let found = try #require(retry(judge(status, location: "http://127.0.0.1/")))
        #expect(found.pace == .slow && found.blame == .notice)
        #expect(found.reason.contains("http://127.0.0.1/") && found.reason.contains("not followed"))
    }

    @Test(
        "408, 425, 429 and 5xx go by the list and count against the endpoint",
        arguments: [408, 425, 429, 500, 502, 503, 504, 599])
    func busy(status: Int) throws {
        let found = try #require(retry(judge(status)))
        #expect(found.pace == .listed && found.blame == .endpoint && !found.holdsEndpoint)
    }

    @Test(
        "other 4xx go to the slow part and say nothing against the endpoint",
        arguments: [400, 401, 403, 404, 405, 409, 413, 422])
    func refused(status: Int) throws {
        let found = try #require(retry(judge(status)))
        #expect(found.pace == .slow && found.blame == .notice)
    }

    @Test("Retry-After of 429 and 503 holds the whole endpoint, of others only the notice")
    func retryAfter() throws {
        for (status, holds) in [(429, true), (503, true), (500, false), (404, false)] {
            let found = try #require(retry(judge(status, retryAfter: "60")))
            #expect(found.retryAfter == Samples.now.later(by: .seconds(60)) && found.holdsEndpoint == holds)
        }
        #expect(try #require(retry(judge(503, retryAfter: "soon"))).retryAfter == nil)
    }

    @Test("a refused address or a wrong setting is a matter of configuration and no retry")
    func configuration() {
        for kind in [ExchangeFailure.Kind.addressRefused, .misconfigured] {
            #expect(judge(nil, failure: kind) == .disable(.misconfigured, reason: "it was \(kind.rawValue)"))
        }
    }

    @Test("a success whose answer is too large counts where nothing is read from answers, and only there")
    func tooLarge() throws {
        #expect(judge(200, failure: .answerTooLarge, readsAnswer: false) == .delivered)
        #expect(try #require(retry(judge(200, failure: .answerTooLarge))).pace == .slow)
        #expect(retry(judge(nil, failure: .answerTooLarge, readsAnswer: false)) != nil)
    }

    @Test(
        "a success whose answer broke off is tried again under the same id",
        arguments: [ExchangeFailure.Kind.connectionLost, .answerBroken, .timedOut])
    func brokenOff(kind: ExchangeFailure.Kind) throws {
        #expect(try #require(retry(judge(200, failure: kind, readsAnswer: false))).blame == .endpoint)
    }

    @Test("what was abandoned is not counted")
    func abandoned() {
        #expect(judge(nil, failure: .abandoned) == .notTried(reason: "it was abandoned"))
        #expect(judge(503, failure: .abandoned) != .delivered)
    }

    @Test("every kind of failure has a consequence that is no success", arguments: ExchangeFailure.Kind.allCases)
    func total(kind: ExchangeFailure.Kind) {
        #expect(judge(nil, failure: kind) != .delivered)
    }

    @Test("an HTTP/2 stream that breaks off after a 2xx has delivered the notice; before it, it has not")
    func streamBroken() {
        for status in [200, 202, 204] { #expect(judge(status, failure: .streamBroken) == .delivered) }
        #expect(retry(judge(nil, failure: .streamBroken))?.blame == .endpoint)
        #expect(retry(judge(503, failure: .streamBroken))?.blame == .endpoint)
        #expect(retry(judge(400, failure: .streamBroken))?.pace == .slow)
        // By HTTP/1.1 the same is no success: the answer, with its tracking number, was cut off.
        #expect(retry(judge(204, failure: .connectionLost))?.blame == .endpoint)
    }
}
