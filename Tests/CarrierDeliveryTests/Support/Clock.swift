// The real clock, for tests that talk to a real carrier.

import CarrierDelivery
import Glibc
import OrderModel

@Sendable func clockNow() -> Instant {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    return Instant(milliseconds: Int64(moment.tv_sec) * 1000 + Int64(moment.tv_nsec) / 1_000_000)
}

extension DeliveryTransport {
    /// One exchange, awaited.
    func exchange(_ request: DeliveryRequest) async -> DeliveryExchange {
        await withCheckedContinuation { continuation in
            submit(request) { continuation.resume(returning: $0) }
        }
    }
}
