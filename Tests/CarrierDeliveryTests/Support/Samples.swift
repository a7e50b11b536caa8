// Values that many tests need.

import CarrierDelivery
import OrderModel
import Synchronization

enum Samples {
    /// The key of Standard Webhooks' own examples.
    static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    static let otherSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    /// 2026-11-22T09:30:00Z.
    static let now = Instant(milliseconds: 1_795_339_800_000)

    static func endpoint(
        _ carrier: String = "acme-freight", url: String = "https://carrier.example/notices",
        secretFile: String = "/nonexistent", allowAddresses: [String] = [], answer: AnswerMapping = .none,
        schedule: DeliverySchedule = .standard, concurrency: Int = 8, timeout: Duration = .seconds(20)
    ) throws -> CarrierEndpoint {
        try CarrierEndpoint(
            carrier: carrier, url: url, secretFiles: [secretFile], allowPlainHTTP: true, timeout: timeout,
            allowAddresses: allowAddresses, answer: answer, schedule: schedule, concurrency: concurrency)
    }

    static func ready(_ endpoint: CarrierEndpoint) throws -> ReadyEndpoint {
        try ReadyEndpoint(endpoint, signer: WebhookSigner(secrets: [WebhookSecret(secret)]))
    }

    static func delivery(
        _ id: String, sequence: Int64, carrier: String = "acme-freight", shipment: String? = nil,
        type: NoticeType = .shipmentRequested, due: Instant = now, lease: DeliveryLease? = nil
    ) -> Delivery {
        let shipment = shipment ?? "SH-\(id)"
        let body = #"{"type":"\#(type)","data":{"shipment":"\#(shipment)"}}"#
        return Delivery(
            id: id, sequence: sequence, carrier: carrier, shipment: shipment, type: type, body: Array(body.utf8),
            due: due, lease: lease)
    }

    /// What a claim is good for with the default timeout.
    static let leaseSpan = Duration.seconds(45)

    static func lease(from instant: Instant = now) -> DeliveryLease {
        DeliveryLease(holder: "test", until: instant.later(by: leaseSpan))
    }

    /// Finds `"name":"value"` for the pointer `/name`: enough for the answers of loopback-carrier.
    static let extract: AnswerExtractor = { body, pointer in
        let text = String(decoding: body, as: UTF8.self)
        let key = "\"\(pointer.dropFirst())\":\""
        guard let start = text.firstRange(of: key)?.upperBound else { return nil }
        return String(text[start...].prefix { $0 != "\"" })
    }

    static let answerMapping = AnswerMapping(trackingNumber: "/trackingNumber", refusal: "/refusal")
}

extension StringProtocol {
    /// Where a text occurs first; the standard library has this only for single elements without Foundation.
    func firstRange(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text), let end = index(start, offsetBy: text.count, limitedBy: endIndex) {
                return start..<end
            }
            start = index(after: start)
        }
        return nil
    }
}

/// Collects values from several threads.
final class Collector<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])
    func append(_ value: Value) { values.withLock { $0.append(value) } }
    var all: [Value] { values.withLock { $0 } }
}
