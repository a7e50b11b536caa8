// The edge to the network: a request goes in, what came of it comes out. The real one is WebhookTransport; a
// simulated one serves tests.

/// One attempt, ready to be sent: the body is signed and the headers are complete.
package struct DeliveryRequest: Sendable {
    /// Names the request in the exchange; the delivery's id.
    package let id: String
    package let url: EndpointURL
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
    package let timeout: Duration
    package let connectTimeout: Duration
    package let addresses: AddressPolicy
    package let caFile: String?
    package let connection: ConnectionOptions
    /// Whether the exchange is to be told with an `ExchangeObservation`.
    package var isObserved = false
    /// Which endpoint it is for; nil if that is not known.
    private var identity: EndpointIdentity?

    /// Requests with the same one differ in their id, headers and body alone. Nil if nothing is known of that.
    var settings: EndpointIdentity? { isObserved ? nil : identity }

    package init(
        id: String, url: EndpointURL, headers: [(name: String, value: String)], body: [UInt8], timeout: Duration,
        connectTimeout: Duration, addresses: AddressPolicy, caFile: String? = nil,
        connection: ConnectionOptions = .standard
    ) {
        self.id = id
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.addresses = addresses
        self.caFile = caFile
        self.connection = connection
    }

    /// One attempt to tell the endpoint of a notice, signed at `timestamp` (whole seconds since 1970).
    package init(
        id: String, body: [UInt8], to endpoint: CarrierEndpoint, signer: WebhookSigner, timestamp: Int64
    ) throws(CarrierDeliveryError) {
        guard body.count <= DeliveryLimits.noticeBody else {
            throw .notSendable(problem: "its body is larger than \(DeliveryLimits.noticeBody / 1024) KiB")
        }
        let signed = try signer.sign(id: id, timestamp: timestamp, body: body)
        let fixed = [(name: "Content-Type", value: "application/json")] + signed.fields
        self.init(
            id: id, url: endpoint.url, headers: fixed + endpoint.headers.map { ($0.name, $0.value) }, body: body,
            timeout: endpoint.timeout, connectTimeout: endpoint.connectTimeout, addresses: endpoint.addresses,
            caFile: endpoint.caFile, connection: endpoint.connection)
        identity = endpoint.identity
    }
}

/// What came of a request.
package struct DeliveryExchange: Sendable {
    package let id: String
    /// The status of the answer, if its header arrived, even if the rest did not.
    package let status: Int?
    /// As much of the answer's body as arrived, at most 16 KiB.
    package let answer: [UInt8]
    /// The `Retry-After` header, as it came.
    package let retryAfter: String?
    /// The `Location` header of a redirect, which is never followed.
    package let location: String?
    /// From the beginning of the request to its end.
    package let duration: Duration
    /// The address that the request went to, as text; nil if it went to none.
    package let address: String?
    /// Nil if a whole answer arrived.
    package let failure: ExchangeFailure?
    /// Nil unless the request asked for it.
    package var observation: ExchangeObservation?

    package init(
        id: String, status: Int?, answer: [UInt8] = [], retryAfter: String? = nil, location: String? = nil,
        duration: Duration = .zero, address: String? = nil, failure: ExchangeFailure? = nil
    ) {
        self.id = id
        self.status = status
        self.answer = answer
        self.retryAfter = retryAfter
        self.location = location
        self.duration = duration
        self.address = address
        self.failure = failure
    }
}

/// Why there is no whole answer.
package struct ExchangeFailure: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The name leads to an address that must not be connected to. A matter of configuration.
        case addressRefused
        /// The request cannot be made as it is set up. A matter of configuration.
        case misconfigured
        /// The notice itself cannot be signed or sent.
        case notSendable
        case nameNotFound
        case notConnected
        /// The TLS handshake failed: a wrong name, an expired certificate, a key that is not pinned, a version that is
        /// too old.
        case tlsRefused
        case timedOut
        /// The connection ended in the middle.
        case connectionLost
        /// An HTTP/2 stream ended with an error.
        case streamBroken
        /// What came is no HTTP, or shorter or longer than it said.
        case answerBroken
        /// More than 16 KiB of body or of header.
        case answerTooLarge
        /// We are being stopped: nothing is known of the outcome.
        case abandoned
        /// The answer was good, but what it says could not be kept here.
        case answerNotKept
    }

    package let kind: Kind
    /// What happened, for people.
    package let sentence: String

    package init(kind: Kind, sentence: String) {
        self.kind = kind
        self.sentence = sentence
    }
}

/// Sends requests side by side.
package protocol DeliveryTransport: Sendable {
    /// Begins a request and returns at once. `completion` is called exactly once, on a thread of the transport's own
    /// that it must not keep waiting.
    func submit(_ request: DeliveryRequest, completion: @escaping @Sendable (DeliveryExchange) -> Void)

    /// Takes no more requests, gives those under way `limit` to end, abandons the rest, and returns when every
    /// completion has been called. Blocks: not for the cooperative pool. Calling it again does no harm.
    func shutdown(within limit: Duration)
}
