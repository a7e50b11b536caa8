// One carrier's endpoint: where its notices go, how they are signed, how patient we are, what its answers tell.

/// A checked endpoint. Making one reads no file and asks no network.
package struct CarrierEndpoint: Hashable, Sendable {
    /// The carrier's id, as shipments name it.
    package let carrier: String
    package let url: EndpointURL
    /// Files with `whsec_` or `whsk_` keys, one or several each, or `credential:NAME`. All keys sign.
    package let secretFiles: [String]
    /// The whole exchange may take this long.
    package let timeout: Duration
    /// Of which look-up, connection and TLS handshake this long.
    package let connectTimeout: Duration
    package let addresses: AddressPolicy
    package let headers: [ExtraHeader]
    package let answer: AnswerMapping
    package let schedule: DeliverySchedule
    /// How many exchanges may be under way at a time.
    package let concurrency: Int
    /// Certificate authorities for this carrier alone (PEM); nil for those of the system.
    package let caFile: String?
    package let connection: ConnectionOptions
    /// How fast exchanges may begin; nil for as fast as they go.
    package let rateLimit: RateLimit?
    /// The same for all copies, and another one whenever settings are read. As nothing here can be changed, whoever has
    /// seen it knows all settings.
    let identity = EndpointIdentity()

    /// - Parameters:
    ///   - allowPlainHTTP: accept `http://`. For tests and for a proxy on the same machine.
    ///   - allowAddresses: blocks such as `10.1.0.0/16` that this carrier may be reached at although they are not
    ///     public.
    ///   - headers: name and value of further headers.
    /// - Throws: `badEndpoint`, with the first field that cannot be used.
    package init(
        carrier: String, url: String, secretFiles: [String], allowPlainHTTP: Bool = false,
        timeout: Duration = DeliveryLimits.wholeTimeout, connectTimeout: Duration = DeliveryLimits.connectTimeout,
        allowAddresses: [String] = [], headers: [(name: String, value: String)] = [],
        answer: AnswerMapping = .none, schedule: DeliverySchedule = .standard,
        concurrency: Int = DeliveryLimits.concurrency, caFile: String? = nil,
        connection: ConnectionOptions = .standard, rateLimit: RateLimit? = nil
    ) throws(CarrierDeliveryError) {
        func bad(_ field: EndpointField, _ problem: String) -> CarrierDeliveryError {
            .badEndpoint(carrier: carrier, field: field, problem: problem)
        }
        guard !carrier.isEmpty else { throw bad(.carrier, "a carrier needs an id") }
        switch EndpointURL.read(url, allowPlainHTTP: allowPlainHTTP) {
        case .success(let url): self.url = url
        case .failure(let problem): throw bad(.url, problem.sentence)
        }
        guard !secretFiles.isEmpty, !secretFiles.contains("") else {
            throw bad(.secretFiles, "name at least one file with a whsec_ or whsk_ key")
        }
        let bounds = "\(DeliveryLimits.timeouts.lowerBound.inWords) to \(DeliveryLimits.timeouts.upperBound.inWords)"
        guard DeliveryLimits.timeouts.contains(timeout) else { throw bad(.timeout, "it must be \(bounds)") }
        guard DeliveryLimits.timeouts.contains(connectTimeout) else {
            throw bad(.connectTimeout, "it must be \(bounds)")
        }
        if let problem = answer.problem { throw bad(.answer, problem) }
        guard DeliveryLimits.concurrencies.contains(concurrency) else {
            let range = "\(DeliveryLimits.concurrencies.lowerBound) to \(DeliveryLimits.concurrencies.upperBound)"
            throw bad(.concurrency, "it must be \(range)")
        }
        self.addresses = try CarrierEndpoint.policy(allowAddresses, carrier: carrier)
        if let (field, problem) = connection.problem(url: self.url, addresses: addresses) { throw bad(field, problem) }
        self.headers = try CarrierEndpoint.extraHeaders(headers, carrier: carrier)
        self.carrier = carrier
        self.secretFiles = secretFiles
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.answer = answer
        self.schedule = schedule
        self.concurrency = concurrency
        self.caFile = caFile
        self.connection = connection
        self.rateLimit = rateLimit
    }

    private static func policy(_ texts: [String], carrier: String) throws(CarrierDeliveryError) -> AddressPolicy {
        var blocks: [AddressBlock] = []
        for text in texts {
            guard let block = AddressBlock(text) else {
                let problem = "\(text) is not a block such as 10.1.0.0/16 or fd12::/32 (no bits behind the prefix)"
                throw .badEndpoint(carrier: carrier, field: .allowAddresses, problem: problem)
            }
            blocks.append(block)
        }
        return AddressPolicy(allowing: blocks)
    }

    private static func extraHeaders(
        _ fields: [(name: String, value: String)], carrier: String
    ) throws(CarrierDeliveryError) -> [ExtraHeader] {
        guard fields.count <= DeliveryLimits.extraHeaders else {
            let problem = "there are \(fields.count) headers, more than \(DeliveryLimits.extraHeaders)"
            throw .badEndpoint(carrier: carrier, field: .headers, problem: problem)
        }
        var headers: [ExtraHeader] = []
        for field in fields {
            switch ExtraHeader.make(name: field.name, value: field.value) {
            case .success(let header): headers.append(header)
            case .failure(let problem):
                throw .badEndpoint(carrier: carrier, field: .headers, problem: problem.sentence)
            }
        }
        return headers
    }
}

/// Tells that two endpoints are copies of one, without looking at their settings. For comparing endpoints it is no
/// matter.
final class EndpointIdentity: Hashable, Sendable {
    static func == (_: EndpointIdentity, _: EndpointIdentity) -> Bool { true }
    func hash(into _: inout Hasher) {}
}

extension CarrierEndpoint {
    /// Reads the secret files and makes the signer that uses all their keys.
    package func loadSigner() throws(CarrierDeliveryError) -> WebhookSigner {
        var secrets: [WebhookSecret] = []
        for file in secretFiles { secrets += try WebhookSecret.read(fileAt: try SecretSource(file).path()) }
        guard secrets.count <= DeliveryLimits.secretsPerCarrier else {
            let problem = "there are \(secrets.count) keys in them, more than \(DeliveryLimits.secretsPerCarrier)"
            throw .badEndpoint(carrier: carrier, field: .secretFiles, problem: problem)
        }
        return try WebhookSigner(secrets: secrets)
    }
}
