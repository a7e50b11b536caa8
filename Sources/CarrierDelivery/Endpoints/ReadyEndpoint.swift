// An endpoint that notices can be sent to: its settings, and the keys that its secret files hold.

/// An endpoint with its keys read.
package struct ReadyEndpoint: Sendable {
    package let endpoint: CarrierEndpoint
    package let signer: WebhookSigner

    /// Reads the secret files.
    package init(_ endpoint: CarrierEndpoint) throws(CarrierDeliveryError) {
        self.endpoint = endpoint
        signer = try endpoint.loadSigner()
    }

    /// With keys that were read elsewhere.
    package init(_ endpoint: CarrierEndpoint, signer: WebhookSigner) {
        self.endpoint = endpoint
        self.signer = signer
    }
}

extension ReadyEndpoint {
    /// One attempt to send a notice, signed.
    ///
    /// - Parameter timestamp: the attempt's time in whole seconds since 1970.
    /// - Throws: `notSendable`.
    package func request(
        id: String, body: [UInt8], timestamp: Int64
    ) throws(CarrierDeliveryError) -> DeliveryRequest {
        guard body.count <= DeliveryLimits.noticeBody else {
            throw .notSendable(problem: "its body is larger than \(DeliveryLimits.noticeBody / 1024) KiB")
        }
        let signed = try signer.sign(id: id, timestamp: timestamp, body: body)
        let fixed = [(name: "Content-Type", value: "application/json")] + signed.fields
        return DeliveryRequest(
            id: id, url: endpoint.url, headers: fixed + endpoint.headers.map { ($0.name, $0.value) }, body: body,
            timeout: endpoint.timeout, connectTimeout: endpoint.connectTimeout, addresses: endpoint.addresses,
            caFile: endpoint.caFile)
    }
}
