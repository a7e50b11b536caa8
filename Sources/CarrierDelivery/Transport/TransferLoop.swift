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
    /// By easy handle.
    private var transfers: [EasyHandle: Transfer] = [:]
    /// Handles without a transfer, for the next one.
    private var spare: [EasyHandle] = []

    init(multi: MultiHandle, settings: WebhookTransport.Settings) {
        self.multi = multi
        self.settings = settings
    }

    deinit { for handle in spare { handle.free() } }

    /// Returns when it is told to stop and every completion has been called.
    func run(take: () -> Letters, close: () -> [Submission]) {
        while true {
            let letters = take()
            for submission in letters.submissions { start(submission) }
            var running: Int32 = 0
            let performed = unsafe curl_multi_perform(multi.pointer, &running)
            finishEnded()
            if performed != CURLM_OK { break }
            if let stopBy = letters.stopBy, transfers.isEmpty || ContinuousClock.now >= stopBy { break }
            guard wait(stopBy: letters.stopBy) else { break }
        }
        for submission in close() { submission.completion(.abandoned(submission.request.id)) }
        for (handle, transfer) in transfers {
            end(handle, transfer, with: transfer.abandoned())
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
        guard let handle = spare.popLast() ?? EasyHandle() else {
            submission.completion(.notStarted(submission.request.id, "libcurl has no memory for another transfer"))
            return
        }
        let transfer = Transfer(submission)
        let prepared = unsafe transfer.prepare(handle.pointer, settings: settings)
        guard prepared == CURLE_OK, unsafe curl_multi_add_handle(multi.pointer, handle.pointer) == CURLM_OK else {
            recycle(handle)
            let problem = unsafe String(cString: curl_easy_strerror(prepared))
            submission.completion(.notStarted(submission.request.id, "libcurl refuses the transfer: \(problem)"))
            return
        }
        transfers[handle] = transfer
    }

    private func finishEnded() {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi.pointer, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let handle = unsafe EasyHandle(message),
                let transfer = transfers[handle]
            else { continue }
            let result = unsafe docket_curl_message_result(message)
            end(handle, transfer, with: unsafe transfer.exchange(of: handle.pointer, result: result))
        }
    }

    private func end(_ handle: EasyHandle, _ transfer: Transfer, with exchange: DeliveryExchange) {
        transfers[handle] = nil
        unsafe curl_multi_remove_handle(multi.pointer, handle.pointer)
        recycle(handle)
        transfer.submission.completion(exchange)
    }

    /// Takes the transfer's settings off the handle, so that it no longer knows anything of it.
    private func recycle(_ handle: EasyHandle) {
        guard spare.count < DeliveryLimits.keptHandles else {
            handle.free()
            return
        }
        handle.reset()
        spare.append(handle)
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
