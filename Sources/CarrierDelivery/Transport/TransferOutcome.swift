// From libcurl's result codes to our own words: what came of a transfer, in classes that the delivery acts on and
// sentences that people read.

import CCurl
import CLibcurl

extension Transfer {
    /// What came of the transfer; called once, when libcurl is done with it and before its handle is reset.
    func exchange(of prepared: PreparedHandle, result: CURLcode) -> DeliveryExchange {
        let handle = unsafe prepared.handle.pointer
        var code = 0
        unsafe _ = docket_curl_get_number(handle, CURLINFO_RESPONSE_CODE, &code)
        let failure = result == CURLE_OK ? nil : failure(for: result, of: prepared)
        return exchange(status: code > 0 ? code : nil, failure: failure)
    }

    /// The exchange of a transfer that is cut off because the transport stops.
    func abandoned() -> DeliveryExchange { .abandoned(request.id) }

    private func exchange(status: Int?, failure: ExchangeFailure?) -> DeliveryExchange {
        DeliveryExchange(
            id: request.id, status: status, answer: answer, retryAfter: retryAfter, location: location,
            duration: elapsed, address: address, failure: failure)
    }

    private func failure(for result: CURLcode, of prepared: PreparedHandle) -> ExchangeFailure {
        let host = request.url.host
        let words = prepared.words(for: result)
        func failed(_ kind: ExchangeFailure.Kind, _ sentence: String) -> ExchangeFailure {
            ExchangeFailure(kind: kind, sentence: sentence)
        }
        switch result {
        case CURLE_WRITE_ERROR where isTooLarge:
            let limit = DeliveryLimits.answerBody / 1024
            return failed(.answerTooLarge, "\(host) answered with more than \(limit) KiB; the rest was not read")
        case _ where wasKeptBack(result):
            let reason = addressRefusal ?? "no address"
            let sentence =
                "\(host) leads to \(reason), to which notices are not sent; correct the address, or add it "
                + "to the carrier's allowAddresses if it is meant"
            return failed(.addressRefused, sentence)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            return failed(.nameNotFound, "the name \(host) is not known: \(words)")
        case CURLE_COULDNT_CONNECT:
            return failed(.notConnected, "\(host) could not be connected to: \(words)")
        case CURLE_OPERATION_TIMEDOUT:
            let isConnected = unsafe isConnected(prepared.handle.pointer)
            return failed(.timedOut, timeoutSentence(host, isConnected: isConnected))
        case CURLE_SSL_CACERT_BADFILE:
            return failed(.misconfigured, "the file of certificate authorities cannot be used: \(words)")
        case CURLE_URL_MALFORMAT, CURLE_LOGIN_DENIED, CURLE_OUT_OF_MEMORY, CURLE_BAD_FUNCTION_ARGUMENT,
            CURLE_UNKNOWN_OPTION, CURLE_NOT_BUILT_IN:
            return failed(.misconfigured, "\(request.url.text): \(words)")
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_ENGINE_INITFAILED:
            return failed(.tlsRefused, "no secure connection to \(host): \(words)")
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE:
            return failed(.connectionLost, "the connection to \(host) ended too early: \(words)")
        default:
            return failed(.answerBroken, "the answer of \(host) cannot be understood: \(words)")
        }
    }

    /// Whether every address of the name was one that must not be connected to, or the connection that libcurl was
    /// about to use again led to one.
    private func wasKeptBack(_ result: CURLcode) -> Bool {
        guard addressRefusal != nil else { return false }
        return result == CURLE_ABORTED_BY_CALLBACK || (result == CURLE_COULDNT_CONNECT && openedSockets == 0)
    }

    private func isConnected(_ handle: UnsafeMutableRawPointer) -> Bool {
        var microseconds: curl_off_t = 0
        unsafe _ = docket_curl_get_size(handle, CURLINFO_PRETRANSFER_TIME_T, &microseconds)
        return microseconds > 0
    }

    private func timeoutSentence(_ host: String, isConnected: Bool) -> String {
        isConnected
            ? "\(host) did not answer within \(request.timeout.inWords)"
            : "\(host) could not be connected to within \(min(request.connectTimeout, request.timeout).inWords)"
    }
}
