// The real edge to the network: libcurl, with one thread that owns the multi handle. Everyone else only puts requests
// into a letter box and wakes that thread up.

import CCurl
import CLibcurl
import Dispatch
import Synchronization

/// Sends requests by HTTP/1.1, or HTTP/2 where a carrier is set so, over connections that are kept and reused. Its
/// thread keeps it alive until `shutdown`.
package final class WebhookTransport: DeliveryTransport {
    /// What all carriers have in common.
    package struct Settings: Sendable {
        /// Certificate authorities (PEM). One file that libcurl reads once and caches: a folder of them would be
        /// parsed again for each new connection.
        package var caFile = "/etc/ssl/certs/ca-certificates.crt"
        package var userAgent = "docket"
        package var keptConnections = DeliveryLimits.keptConnections

        package init() {}
    }

    private let letterBox = Mutex(LetterBox())
    private let multi: MultiHandle
    private let ended = DispatchSemaphore(value: 0)

    /// Starts the thread.
    package init(settings: Settings = Settings()) throws(CarrierDeliveryError) {
        guard CurlLibrary.isReady else { throw .transportFailed(problem: "libcurl does not start") }
        multi = try MultiHandle(keptConnections: settings.keptConnections)
        let (multi, ended) = (multi, ended)
        try OwnThread.start { [self] in
            TransferLoop(multi: multi, settings: settings).run(
                take: { sleepsOtherwise in self.letterBox.withLock { $0.take(sleepsOtherwise: sleepsOtherwise) } },
                close: { self.letterBox.withLock { $0.close() } })
            ended.signal()
        }
    }

    package func submit(_ request: DeliveryRequest, completion: @escaping @Sendable (DeliveryExchange) -> Void) {
        let isTaken = letterBox.withLock { box in
            guard box.accepts else { return false }
            box.requests.append(Submission(request: request, completion: completion))
            // Under the lock, so that the handle cannot be freed in between.
            if box.isLoopAsleep { multi.wakeUp() }
            box.isLoopAsleep = false
            return true
        }
        if !isTaken { completion(.abandoned(request.id)) }
    }

    package func shutdown(within limit: Duration) {
        let deadline = ContinuousClock.now + limit
        letterBox.withLock { box in
            box.stopBy = min(box.stopBy ?? deadline, deadline)
            if !box.isClosed { multi.wakeUp() }
        }
        ended.wait()
        // Whoever else waits, now or later, is let through too.
        ended.signal()
    }

    /// What other threads leave for the loop.
    private struct LetterBox: Sendable {
        var requests: [Submission] = []
        var stopBy: ContinuousClock.Instant?
        var isClosed = false
        /// The loop has found nothing and sleeps, or is about to.
        var isLoopAsleep = false

        var accepts: Bool { stopBy == nil && !isClosed }

        mutating func take(sleepsOtherwise: Bool) -> TransferLoop.Letters {
            defer { requests = [] }
            isLoopAsleep = sleepsOtherwise && requests.isEmpty
            return TransferLoop.Letters(submissions: requests, stopBy: stopBy)
        }

        /// The loop ends; what still came is handed back to it.
        mutating func close() -> [Submission] {
            defer { requests = [] }
            isClosed = true
            return requests
        }
    }
}

/// A request and whom to tell of its end.
struct Submission: Sendable {
    let request: DeliveryRequest
    let completion: @Sendable (DeliveryExchange) -> Void
}

extension DeliveryExchange {
    static func abandoned(_ id: String) -> DeliveryExchange {
        let sentence = "the exchange was abandoned because Docket is being stopped"
        return DeliveryExchange(id: id, status: nil, failure: ExchangeFailure(kind: .abandoned, sentence: sentence))
    }
}

/// libcurl's multi handle.
///
/// `@unchecked Sendable`: libcurl allows `curl_multi_wakeup`, and nothing else, to be called from any thread. Other
/// threads have only `wakeUp`, and call it under the lock under which the letter box is closed before the handle is
/// freed. Everything else is done by the loop's thread.
@safe final class MultiHandle: @unchecked Sendable {
    /// For the loop's thread alone.
    let pointer: UnsafeMutableRawPointer

    init(keptConnections: Int) throws(CarrierDeliveryError) {
        guard let pointer = unsafe curl_multi_init() else {
            throw .transportFailed(problem: "libcurl has no memory for its transfers")
        }
        unsafe self.pointer = pointer
        unsafe _ = docket_curl_multi_set_number(pointer, CURLMOPT_MAXCONNECTS, keptConnections)
        // By HTTP/1.1 an exchange has its connection for itself; by HTTP/2 several share one.
        unsafe _ = docket_curl_multi_set_number(pointer, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    }

    deinit { unsafe _ = curl_multi_cleanup(pointer) }

    func wakeUp() { unsafe _ = curl_multi_wakeup(pointer) }
}

enum CurlLibrary {
    /// Starts libcurl once for the process; the first to ask waits for it.
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
