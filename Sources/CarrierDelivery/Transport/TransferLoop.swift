// What the transport's thread does all day: take letters, let libcurl work, hand back what ended.

import CCurl
import CLibcurl

/// Owned by one thread from its making to its end.
@safe final class TransferLoop {
    struct Letters: Sendable {
        let submissions: [Submission]
        let stopBy: ContinuousClock.Instant?
    }

    private let multi: MultiHandle
    private let settings: WebhookTransport.Settings
    /// All handles, by libcurl's.
    private var handles: [EasyHandle: PreparedHandle] = [:]
    private var underWay = 0
    /// Handles without a transfer, for the next one: those that an endpoint's settings were told, and the others.
    private var spare: [ObjectIdentifier: [PreparedHandle]] = [:]
    private var blank: [PreparedHandle] = []
    private var spareCount = 0

    init(multi: MultiHandle, settings: WebhookTransport.Settings) {
        self.multi = multi
        self.settings = settings
    }

    /// Returns when it is told to stop and every completion has been called.
    ///
    /// - Parameters:
    ///   - take: what was left for the loop. If it is told that the loop would sleep otherwise, and there is nothing,
    ///     whoever leaves something from then on wakes the loop.
    func run(take: (_ sleepsOtherwise: Bool) -> Letters, close: () -> [Submission]) {
        var isBusy = false
        while true {
            let letters = take(!isBusy)
            for submission in letters.submissions { start(submission) }
            if !isBusy, letters.submissions.isEmpty {
                if let stopBy = letters.stopBy, underWay == 0 || ContinuousClock.now >= stopBy { break }
                guard wait(stopBy: letters.stopBy) else { break }
            }
            var running: Int32 = 0
            let performed = unsafe curl_multi_perform(multi.pointer, &running)
            let ended = finishEnded()
            if performed != CURLM_OK { break }
            // What comes next may be there already.
            isBusy = ended > 0
        }
        for submission in close() { submission.completion(.abandoned(submission.request.id)) }
        for prepared in handles.values {
            if let transfer = prepared.transfer { end(prepared, transfer, with: transfer.abandoned()) }
        }
    }

    /// Sleeps until there is something to do. libcurl cuts it short for its own timers. False if it cannot.
    private func wait(stopBy: ContinuousClock.Instant?) -> Bool {
        var span = DeliveryLimits.longestWait
        if let stopBy { span = min(span, max(.milliseconds(1), stopBy - ContinuousClock.now)) }
        let milliseconds = Int32(clamping: span.wholeMilliseconds)
        return unsafe curl_multi_poll(multi.pointer, nil, 0, milliseconds, nil) == CURLM_OK
    }

    private func start(_ submission: Submission) {
        guard let prepared = spareHandle(for: submission.request.settings) else {
            submission.completion(.notStarted(submission.request.id, "libcurl has no memory for another transfer"))
            return
        }
        let code = prepared.begin(Transfer(submission), settings: settings)
        guard code == CURLE_OK, unsafe curl_multi_add_handle(multi.pointer, prepared.handle.pointer) == CURLM_OK else {
            recycle(prepared)
            let problem = unsafe String(cString: curl_easy_strerror(code))
            submission.completion(.notStarted(submission.request.id, "libcurl refuses the transfer: \(problem)"))
            return
        }
        underWay += 1
    }

    /// - Returns: how many ended.
    private func finishEnded() -> Int {
        var left: Int32 = 0
        var ended = 0
        while let message = unsafe curl_multi_info_read(multi.pointer, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let handle = unsafe EasyHandle(message),
                let prepared = handles[handle], let transfer = prepared.transfer
            else { continue }
            let result = unsafe docket_curl_message_result(message)
            end(prepared, transfer, with: transfer.exchange(of: prepared, result: result))
            ended += 1
        }
        return ended
    }

    private func end(_ prepared: PreparedHandle, _ transfer: Transfer, with exchange: DeliveryExchange) {
        underWay -= 1
        unsafe curl_multi_remove_handle(multi.pointer, prepared.handle.pointer)
        recycle(prepared)
        transfer.submission.completion(exchange)
    }
}

// MARK: - Handles

extension TransferLoop {
    /// One that has the endpoint's settings already, one that has none, a new one, or another endpoint's.
    private func spareHandle(for endpoint: EndpointIdentity?) -> PreparedHandle? {
        if let endpoint, let prepared = takeSpare(ObjectIdentifier(endpoint)) { return prepared }
        if let prepared = blank.popLast() {
            spareCount -= 1
            return prepared
        }
        if spareCount >= DeliveryLimits.keptHandles, let other = spare.keys.first { return takeSpare(other) }
        guard let made = PreparedHandle() else { return nil }
        handles[made.handle] = made
        return made
    }

    private func takeSpare(_ endpoint: ObjectIdentifier) -> PreparedHandle? {
        guard let prepared = spare[endpoint]?.popLast() else { return nil }
        if spare[endpoint]?.isEmpty == true { spare[endpoint] = nil }
        spareCount -= 1
        return prepared
    }

    private func recycle(_ prepared: PreparedHandle) {
        prepared.end()
        guard spareCount < DeliveryLimits.keptHandles else {
            handles[prepared.handle] = nil
            return
        }
        spareCount += 1
        if let endpoint = prepared.endpoint {
            // The handle holds on to the identity, so no other endpoint can have the same identifier.
            spare[ObjectIdentifier(endpoint), default: []].append(prepared)
        } else {
            blank.append(prepared)
        }
    }
}

/// libcurl's handle of one transfer.
@safe struct EasyHandle: Hashable {
    /// For the loop's thread alone, and not after `free`.
    let pointer: UnsafeMutableRawPointer

    /// Nil if there is no memory for it.
    init?() {
        guard let pointer = unsafe curl_easy_init() else { return nil }
        unsafe self.pointer = pointer
    }

    /// The handle that a message of libcurl is about.
    init?(_ message: UnsafeMutablePointer<CURLMsg>) {
        guard let pointer = unsafe message.pointee.easy_handle else { return nil }
        unsafe self.pointer = pointer
    }

    static func == (left: EasyHandle, right: EasyHandle) -> Bool { unsafe left.pointer == right.pointer }

    func hash(into hasher: inout Hasher) { unsafe hasher.combine(pointer) }

    /// Takes all settings off; connections stay with the multi handle.
    func reset() { unsafe curl_easy_reset(pointer) }

    func free() { unsafe curl_easy_cleanup(pointer) }
}

extension DeliveryExchange {
    fileprivate static func notStarted(_ id: String, _ sentence: String) -> DeliveryExchange {
        DeliveryExchange(id: id, status: nil, failure: ExchangeFailure(kind: .misconfigured, sentence: sentence))
    }
}
