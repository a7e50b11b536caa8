// A carrier's settings: what is refused, at which field, and that the defaults are the promised ones.

import CarrierDelivery
import Testing

@Suite("Carrier endpoints") struct EndpointTests {
    func field(_ make: () throws -> CarrierEndpoint) -> EndpointField? {
        do {
            _ = try make()
            return nil
        } catch CarrierDeliveryError.badEndpoint(_, let field, let problem) {
            #expect(!problem.isEmpty)
            return field
        } catch {
            Issue.record("another error: \(error)")
            return nil
        }
    }

    func endpoint(_ url: String, plain: Bool = false) throws -> CarrierEndpoint {
        try CarrierEndpoint(carrier: "acme", url: url, secretFiles: ["secret"], allowPlainHTTP: plain)
    }

    @Test("an endpoint with an address and a secret file has the promised defaults")
    func defaults() throws {
        let endpoint = try endpoint("https://carrier.example:8443/notices?a=b")
        #expect(endpoint.timeout == .seconds(20) && endpoint.connectTimeout == .seconds(5))
        #expect(endpoint.addresses.allowed.isEmpty)
        #expect(endpoint.url.host == "carrier.example" && !endpoint.url.isPlainHTTP)
        #expect(!endpoint.answer.readsAnything)
    }

    @Test("http is refused unless it is allowed, and nothing else is ever allowed")
    func schemes() throws {
        #expect(field { try endpoint("http://carrier.example/") } == .url)
        #expect(field { try endpoint("http://carrier.example/", plain: true) } == nil)
        for url in ["file:///etc/passwd", "ftp://carrier.example/", "gopher://carrier.example/", "javascript:1"] {
            #expect(field { try endpoint(url, plain: true) } == .url, "\(url)")
        }
    }

    @Test(
        "an address that is no address, or hides something, is refused",
        arguments: [
            "", "carrier.example", "https://", "https:///notices", "https://user:password@carrier.example/",
            "https://user@carrier.example/", "https://carrier.example/#part", "https://carrier.example/a b",
            "https://carrier.example/\r\nX: y", "https://货运.example/", "https://carrier.example:99999/",
            "https://[::1/",
        ])
    func badURL(url: String) {
        #expect(field { try endpoint(url) } == .url)
    }

    @Test("settings out of their bounds are refused at their field")
    func otherFields() throws {
        func make(
            files: [String] = ["secret"], timeout: Duration = .seconds(20), connect: Duration = .seconds(5),
            allow: [String] = [], answer: AnswerMapping = .none, concurrency: Int = 8, carrier: String = "acme"
        ) throws -> CarrierEndpoint {
            try CarrierEndpoint(
                carrier: carrier, url: "https://carrier.example/", secretFiles: files, timeout: timeout,
                connectTimeout: connect, allowAddresses: allow, answer: answer, concurrency: concurrency)
        }
        #expect(field { try make(carrier: "") } == .carrier)
        #expect(field { try make(files: []) } == .secretFiles)
        #expect(field { try make(timeout: .zero) } == .timeout)
        #expect(field { try make(timeout: .seconds(301)) } == .timeout)
        #expect(field { try make(connect: .milliseconds(1)) } == .connectTimeout)
        #expect(field { try make(allow: ["10.0.0.0/8", "10.0.0.1/8"]) } == .allowAddresses)
        #expect(field { try make(answer: AnswerMapping(trackingNumber: "trackingNumber")) } == .answer)
        #expect(field { try make(answer: AnswerMapping(refusal: "/a~2")) } == .answer)
        #expect(field { try make(answer: AnswerMapping(labelReference: "/a~0b~1c/0")) } == nil)
        #expect(field { try make(concurrency: 0) } == .concurrency)
    }

    @Test(
        "a header that breaks out of its line, or replaces one of ours, is refused",
        arguments: [
            ("X-Customer", "4711\r\nX-Evil: 1"), ("X-Customer", "4711\nX"), ("X-Customer", "a\0b"),
            ("X-Customer", ""), ("X-Customer", " padded"), ("X Customer", "a"), ("X-Customer:", "a"), ("", "a"),
            ("Host", "internal"), ("content-length", "0"), ("Transfer-Encoding", "chunked"), ("Webhook-Id", "x"),
            ("webhook-signature", "v1,x"), ("Expect", "100-continue"), ("Content-Type", "text/plain"),
            ("X-Long", String(repeating: "a", count: 5000)),
        ])
    func badHeader(name: String, value: String) {
        let made = {
            try CarrierEndpoint(
                carrier: "acme", url: "https://carrier.example/", secretFiles: ["s"], headers: [(name, value)])
        }
        #expect(field(made) == .headers)
    }

    @Test("an ordinary header is taken, with characters beyond ASCII too")
    func goodHeader() throws {
        let endpoint = try CarrierEndpoint(
            carrier: "acme", url: "https://carrier.example/", secretFiles: ["s"],
            headers: [("X-Customer", "4711"), ("X-Name", "顺风 货运")])
        #expect(endpoint.headers.map(\.value) == ["4711", "顺风 货运"])
    }

    @Test("an error names the carrier, the field and what to do")
    func sentence() {
        #expect(throws: CarrierDeliveryError.self) { try endpoint("http://carrier.example/") }
        do { _ = try endpoint("http://carrier.example/") } catch {
            #expect("\(error)".contains("carrier acme, url:") && "\(error)".contains("use https://"))
        }
    }

    func connection(
        _ options: ConnectionOptions, url: String = "https://carrier.example/", allow: [String] = []
    ) -> EndpointField? {
        field {
            try CarrierEndpoint(
                carrier: "acme", url: url, secretFiles: ["s"], allowPlainHTTP: true, allowAddresses: allow,
                connection: options)
        }
    }

    static let pin = "sha256//nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="

    @Test(
        "a pinned key that is not the digest of one is refused",
        arguments: [
            "", "sha256//", "sha256//AAAA", "sha1//nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=",
            "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=", pin + ";" + pin, "/etc/docket/key.pem",
        ])
    func badPin(text: String) {
        #expect(connection(ConnectionOptions(http: .http1, pinnedKeys: [text])) == .pinnedKeys)
    }

    @Test("keys can be pinned, and a certificate be shown, for https only")
    func pinned() {
        let pinned = ConnectionOptions(http: .http2, pinnedKeys: [EndpointTests.pin, EndpointTests.pin])
        #expect(connection(pinned) == nil)
        #expect(connection(pinned, url: "http://carrier.example/") == .pinnedKeys)
        let certificate = ClientCertificate(certificateFile: "c.pem", keyFile: "c.key")
        let identified = ConnectionOptions(http: .http1, clientCertificate: certificate)
        #expect(connection(identified) == nil)
        #expect(connection(identified, url: "http://carrier.example/") == .clientCertificate)
    }

    @Test("a proxy has a scheme, a host and a port, and nothing else")
    func proxies() {
        for good in ["http://proxy.example:3128", "https://proxy.example:443", "socks5h://[fd00::1]:1080"] {
            #expect(connection(ConnectionOptions(http: .http1, proxy: good)) == nil, "\(good)")
        }
        for bad in [
            "", "proxy.example:3128", "http://proxy.example", "socks4://proxy.example:1080",
            "socks5://proxy.example:1080", "http://user:password@proxy.example:3128", "http://proxy.example:3128/path",
            "http://proxy.example:3128/?a", "http://proxy.example:3128/#a", "http://proxy .example:1",
        ] {
            #expect(connection(ConnectionOptions(http: .http1, proxy: bad)) == .proxy, "\(bad)")
        }
    }

    @Test("a proxy is not asked for an address of our own networks, however it is written")
    func sidewaysByProxy() {
        let options = ConnectionOptions(http: .http1, proxy: "http://proxy.example:3128")
        for host in ["127.0.0.1", "0x7f000001", "[::1]", "169.254.169.254"] {
            #expect(connection(options, url: "https://\(host)/") == .url, "\(host)")
        }
        #expect(connection(options, url: "https://10.1.2.3/", allow: ["10.1.0.0/16"]) == nil)
        #expect(connection(options, url: "https://192.88.98.1/") == nil)
    }
}
