// A network that does nothing by itself: a test sees what was sent and says what came of it.

import CarrierDelivery
import Synchronization

final class SimulatedTransport: DeliveryTransport {
    private struct Open: Sendable {
        let request: DeliveryRequest
        let completion: @Sendable (DeliveryExchange) -> Void
    }

    private let open = Mutex<[Open]>([])

    /// What has been sent and not been answered, in the order in which it was sent.
    var underWay: [DeliveryRequest] { open.withLock { $0.map(\.request) } }
    var ids: [String] { underWay.map(\.id) }

    func submit(_ request: DeliveryRequest, completion: @escaping @Sendable (DeliveryExchange) -> Void) {
        open.withLock { $0.append(Open(request: request, completion: completion)) }
    }

    /// Ends the exchange. Nothing happens if there is none of this id.
    func end(
        _ id: String, status: Int? = nil, answer: String = "{}", retryAfter: String? = nil,
        failure: ExchangeFailure.Kind? = nil
    ) {
        let found = open.withLock { held in
            held.firstIndex { $0.request.id == id }.map { held.remove(at: $0) }
        }
        let failure = failure.map { ExchangeFailure(kind: $0, sentence: "simulated \($0.rawValue)") }
        found?.completion(
            DeliveryExchange(
                id: id, status: status, answer: Array(answer.utf8), retryAfter: retryAfter, failure: failure))
    }

    /// The process dies: nobody will hear of what is under way.
    func forgetAll() { open.withLock { $0 = [] } }

    func shutdown(within limit: Duration) {
        for id in ids { end(id, failure: .abandoned) }
    }
}
