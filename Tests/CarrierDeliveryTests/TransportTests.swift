// The transport against a real HTTP server in another process; each test is named after what the carrier does.

import CarrierDelivery
import Testing

@Suite("Webhook transport", .timeLimit(.minutes(2))) struct TransportTests {
    func request(
        _ bench: LoopbackBench, _ path: String, id: String = "msg_1", allow: [String] = ["127.0.0.0/8"],
        timeout: Duration = .seconds(10), url: String? = nil, signedAs body: [UInt8]? = nil,
        headers: [(name: String, value: String)] = []
    ) throws -> DeliveryRequest {
        let endpoint = try Samples.endpoint(
            url: url ?? bench.carrier.url(path), allowAddresses: allow, timeout: timeout)
        let content = Samples.delivery("x", sequence: 1, shipment: "SH-1").body
        let signer = try WebhookSigner(secrets: [WebhookSecret(Samples.secret)])
        let signed = try signer.sign(id: id, timestamp: clockNow().unixSeconds, body: body ?? content)
        return DeliveryRequest(
            id: id, url: endpoint.url, headers: [("Content-Type", "application/json")] + signed.fields + headers,
            body: content, timeout: timeout, connectTimeout: .seconds(5), addresses: endpoint.addresses)
    }

    func withTransport<Result>(_ body: (WebhookTransport) async throws -> Result) async throws -> Result {
        let transport = try WebhookTransport()
        defer { transport.shutdown(within: .zero) }
        return try await body(transport)
    }

    /// One exchange with a carrier of its own.
    func exchange(_ path: String, timeout: Duration = .seconds(10)) async throws -> DeliveryExchange {
        try await withLoopbackCarrier { bench in
            try await withTransport { transport in
                await transport.exchange(try request(bench, path, timeout: timeout))
            }
        }
    }

    func text(_ exchange: DeliveryExchange) -> String { String(decoding: exchange.answer, as: UTF8.self) }

    @Test("N02: it checks the signature and answers 200 with a tracking number")
    func accepts() async throws {
        let exchange = try await exchange("/notices")
        #expect(exchange.status == 200 && exchange.failure == nil)
        #expect(text(exchange).hasPrefix(#"{"trackingNumber":"LB-"#))
    }

    @Test("it finds another body than the signed one and answers 401")
    func wrongSignature() async throws {
        try await withLoopbackCarrier { bench in
            try await withTransport { transport in
                let forged = try request(bench, "/notices", signedAs: Array("{}".utf8))
                let exchange = await transport.exchange(forged)
                #expect(exchange.status == 401)
                #expect(bench.carrier.log().isEmpty)
            }
        }
    }

    @Test("it keeps the connection open, and all notices go over one")
    func reuse() async throws {
        try await withLoopbackCarrier { bench in
            try await withTransport { transport in
                for number in 1...5 {
                    let exchange = await transport.exchange(try request(bench, "/notices", id: "msg_\(number)"))
                    #expect(exchange.status == 200)
                }
            }
            let log = bench.carrier.log()
            #expect(log.count == 5)
            #expect(log.allSatisfy { $0.hasSuffix(#""connection":1}"#) })
        }
    }

    @Test("it answers 503 with Retry-After", arguments: ["/retry-after/7", "/retry-after/-7"])
    func retryAfter(path: String) async throws {
        let exchange = try await exchange(path)
        #expect(exchange.status == 503 && exchange.failure == nil)
        #expect(exchange.retryAfter == path.split(separator: "/").last.map(String.init))
    }

    @Test("it answers 503 with Retry-After as a date")
    func retryAfterDate() async throws {
        let exchange = try await exchange("/retry-after-date/90")
        let text = try #require(exchange.retryAfter)
        let instant = try #require(RetryAfter.read(text, now: clockNow()))
        #expect(instant > clockNow())
    }

    @Test("it answers 410", arguments: [400, 404, 410, 500, 503, 204])
    func statuses(status: Int) async throws {
        let exchange = try await exchange("/status/\(status)")
        #expect(exchange.status == status && exchange.failure == nil)
    }

    @Test("it redirects, and is not followed")
    func redirect() async throws {
        try await withLoopbackCarrier { bench in
            try await withTransport { transport in
                let exchange = await transport.exchange(try request(bench, "/redirect"))
                #expect(exchange.status == 302 && exchange.location == "/notices")
                #expect(bench.carrier.log().isEmpty)
            }
        }
    }

    @Test("it hangs and never answers")
    func hang() async throws {
        let exchange = try await exchange("/hang", timeout: .milliseconds(300))
        #expect(exchange.status == nil && exchange.failure?.kind == .timedOut)
        #expect(exchange.failure?.sentence.contains("300 ms") == true)
    }

    @Test("it answers a byte now and then, without end: the whole transfer is timed")
    func drip() async throws {
        let exchange = try await exchange("/drip", timeout: .milliseconds(700))
        #expect(exchange.status == 200 && exchange.failure?.kind == .timedOut)
    }

    @Test("it closes the connection in the middle of its answer")
    func drop() async throws {
        let exchange = try await exchange("/drop")
        #expect(exchange.status == 200 && exchange.failure?.kind == .connectionLost)
    }

    @Test("it answers without end: reading stops at 16 KiB")
    func endless() async throws {
        let exchange = try await exchange("/endless")
        #expect(exchange.status == 200 && exchange.failure?.kind == .answerTooLarge)
        #expect(exchange.answer.count == DeliveryLimits.answerBody)
    }

    @Test("it sends header lines without end: reading stops")
    func endlessHeader() async throws {
        let exchange = try await exchange("/endless-header")
        #expect(exchange.failure?.kind == .answerTooLarge)
    }

    @Test("it lies about the length: what follows is not taken for the next notice's answer")
    func lieLength() async throws {
        try await withLoopbackCarrier { bench in
            try await withTransport { transport in
                let first = await transport.exchange(try request(bench, "/lie-length"))
                #expect(text(first) == "{}")
                for number in 2...4 {
                    let next = await transport.exchange(try request(bench, "/notices", id: "msg_\(number)"))
                    #expect(next.status == 200)
                    #expect(text(next).contains("LB-") && !text(next).contains("FALSE"))
                }
            }
        }
    }

    @Test("it speaks another protocol")
    func garbage() async throws {
        #expect(try await exchange("/garbage").failure?.kind == .answerBroken)
    }

    @Test("it does not speak TLS where https was asked for")
    func noTLS() async throws {
        try await withLoopbackCarrier { bench in
            try await withTransport { transport in
                let url = "https://127.0.0.1:\(bench.carrier.port)/notices"
                let exchange = await transport.exchange(try request(bench, "", url: url))
                #expect(exchange.failure?.kind == .tlsRefused)
            }
        }
    }

    @Test("nobody listens there any more")
    func nobody() async throws {
        try await withLoopbackCarrier { bench in
            let url = bench.carrier.url("/notices")
            bench.carrier.stop()
            try await withTransport { transport in
                let exchange = await transport.exchange(try request(bench, "", url: url))
                #expect(exchange.failure?.kind == .notConnected)
            }
        }
    }

    @Test("its name is not known")
    func noName() async throws {
        try await withLoopbackCarrier { bench in
            try await withTransport { transport in
                let url = "http://carrier.invalid/"
                let exchange = await transport.exchange(try request(bench, "", url: url))
                #expect(exchange.failure?.kind == .nameNotFound)
            }
        }
    }

    @Test(
        "its name leads to our own machine, however it is written: it is not even connected to",
        arguments: ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]", "0.0.0.0"])
    func sideways(host: String) async throws {
        try await withLoopbackCarrier { bench in
            try await withTransport { transport in
                let url = "http://\(host):\(bench.carrier.port)/notices"
                let exchange = await transport.exchange(try request(bench, "", allow: [], url: url))
                #expect(exchange.failure?.kind == .addressRefused)
                #expect(exchange.failure?.sentence.contains("allowAddresses") == true)
                #expect(bench.carrier.log().isEmpty)
            }
        }
    }

    @Test("a connection that one carrier may use is not lent to another that may not")
    func notLent() async throws {
        try await withLoopbackCarrier { bench in
            try await withTransport { transport in
                let allowed = await transport.exchange(try request(bench, "/notices"))
                #expect(allowed.status == 200)
                let refused = await transport.exchange(try request(bench, "/notices", id: "msg_2", allow: []))
                #expect(refused.failure?.kind == .addressRefused)
                #expect(bench.carrier.log().count == 1)
            }
        }
    }

    @Test("one hangs while the others are served")
    func isolation() async throws {
        try await withLoopbackCarrier { bench in
            let transport = try WebhookTransport()
            let ended = Collector<String>()
            let hanging = try request(bench, "/hang", id: "hanging", timeout: .seconds(60))
            transport.submit(hanging) { ended.append("\($0.id) \($0.failure?.kind.rawValue ?? "-")") }
            for number in 1...20 {
                let exchange = await transport.exchange(try request(bench, "/notices", id: "msg_\(number)"))
                #expect(exchange.status == 200)
            }
            #expect(ended.all.isEmpty)
            transport.shutdown(within: .zero)
            #expect(ended.all == ["hanging abandoned"])
        }
    }

    @Test("many notices go side by side, and each gets its own answer")
    func sideBySide() async throws {
        try await withLoopbackCarrier { bench in
            try await withTransport { transport in
                let requests = try (1...40).map { try request(bench, "/slow/20", id: "msg_\($0)") }
                let wrong = await withTaskGroup(of: Bool.self) { group in
                    for request in requests {
                        group.addTask {
                            let exchange = await transport.exchange(request)
                            let answer = String(decoding: exchange.answer, as: UTF8.self)
                            return exchange.status != 200 || !answer.hasSuffix(#""received":"\#(request.id)"}"#)
                        }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(wrong == 0)
                #expect(bench.carrier.log().count == 40)
            }
        }
    }

    @Test("a transport that is shut down lets exchanges end within the limit, and takes no more")
    func shutdown() async throws {
        try await withLoopbackCarrier { bench in
            let transport = try WebhookTransport()
            let ended = Collector<Int?>()
            transport.submit(try request(bench, "/slow/200")) { ended.append($0.status) }
            transport.shutdown(within: .seconds(30))
            #expect(ended.all == [200])
            let late = await transport.exchange(try request(bench, "/notices"))
            #expect(late.failure?.kind == .abandoned)
            transport.shutdown(within: .zero)
        }
    }

    @Test("a file of authorities that is not there is a matter of configuration")
    func noAuthorities() async throws {
        try await withLoopbackCarrier { bench in
            var settings = WebhookTransport.Settings()
            settings.caFile = "\(bench.folder)/missing.pem"
            let transport = try WebhookTransport(settings: settings)
            defer { transport.shutdown(within: .zero) }
            let url = "https://127.0.0.1:\(bench.carrier.port)/"
            let exchange = await transport.exchange(try request(bench, "", url: url))
            #expect(exchange.failure?.kind == .misconfigured)
        }
    }

    @Test("a body of a megabyte and a header of our own arrive")
    func large() async throws {
        try await withLoopbackCarrier { bench in
            try await withTransport { transport in
                let padding = String(repeating: " ", count: 1_000_000)
                let body = Array((#"{"type":"shipment.requested","shipment":"SH-1"}"# + padding).utf8)
                let endpoint = try Samples.endpoint(
                    url: bench.carrier.url("/notices"), allowAddresses: ["127.0.0.1"])
                let signer = try WebhookSigner(secrets: [WebhookSecret(Samples.secret)])
                let signed = try signer.sign(id: "msg_1", timestamp: clockNow().unixSeconds, body: body)
                let exchange = await transport.exchange(
                    DeliveryRequest(
                        id: "msg_1", url: endpoint.url, headers: signed.fields + [("X-Customer", "4711")], body: body,
                        timeout: .seconds(20), connectTimeout: .seconds(5), addresses: endpoint.addresses))
                #expect(exchange.status == 200)
            }
        }
    }

    @Test("the loopback carrier ends with exit status 0 on SIGTERM")
    func exitStatus() async throws {
        try await withLoopbackCarrier { bench in
            let again = try LoopbackProcess(folder: bench.folder, arguments: [])
            #expect(again.stop() == 0)
        }
    }
}
