// What a person wants to see of an exchange who tries a carrier out: who answered, by what, and the very headers.

/// Gathered for requests that ask for it (`isObserved`) and for no others.
package struct ExchangeObservation: Hashable, Sendable {
    /// The address that was connected to: the carrier's, or its proxy's.
    package var address: String?
    package var port: Int?
    /// Such as `TLSv1.3 / TLS_AES_256_GCM_SHA384`; nil for plain HTTP.
    package var security: String?
    /// The lines of the request's head as they were sent, and of the answer's as they came; at most 16 KiB of each.
    package var sentHead: [String] = []
    package var answerHead: [String] = []

    package init() {}

    mutating func note(sent bytes: UnsafeRawBufferPointer) { unsafe append(bytes, to: \.sentHead) }
    mutating func note(received bytes: UnsafeRawBufferPointer) { unsafe append(bytes, to: \.answerHead) }

    /// One of libcurl's remarks.
    mutating func note(remark bytes: UnsafeRawBufferPointer) {
        let text = unsafe String(decoding: bytes, as: UTF8.self).trimmed
        // With a proxy there can be two handshakes; the last is the one with the carrier.
        if let found = text.removing(prefix: "SSL connection using ") { security = found }
    }

    private mutating func append(
        _ bytes: UnsafeRawBufferPointer, to path: WritableKeyPath<ExchangeObservation, [String]>
    ) {
        let held = self[keyPath: path].reduce(0) { $0 + $1.utf8.count }
        guard held + bytes.count <= DeliveryLimits.answerHeaders else { return }
        let text = unsafe String(decoding: bytes, as: UTF8.self)
        self[keyPath: path] += text.split(whereSeparator: \.isNewline).map(String.init)
    }
}
