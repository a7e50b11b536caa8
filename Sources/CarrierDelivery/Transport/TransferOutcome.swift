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
        var exchange = exchange(status: code > 0 ? code : nil, failure: failure)
        exchange.observation = unsafe completeObservation(of: handle)
        return exchange
    }

    private func completeObservation(of handle: UnsafeMutableRawPointer) -> ExchangeObservation? {
        guard var observation else { return nil }
        var text: UnsafeMutablePointer<CChar>?
        var port = 0
        if unsafe docket_curl_get_text(handle, CURLINFO_PRIMARY_IP, &text) == CURLE_OK, let found = unsafe text {
            let address = unsafe String(cString: found)
            observation.address = address.isEmpty ? nil : address
        }
        if unsafe docket_curl_get_number(handle, CURLINFO_PRIMARY_PORT, &port) == CURLE_OK, port > 0 {
            observation.port = port
        }
        return observation
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
        let handle = unsafe prepared.handle.pointer
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
        case CURLE_COULDNT_RESOLVE_HOST:
            return failed(.nameNotFound, "the name \(host) is not known: \(words)")
        case CURLE_COULDNT_RESOLVE_PROXY:
            return failed(.nameNotFound, "the name of the proxy is not known: \(words)")
        case CURLE_PROXY:
            return failed(.notConnected, "the proxy does not lead to \(host): \(words)")
        case CURLE_COULDNT_CONNECT:
            return failed(.notConnected, "\(host) could not be connected to: \(words)")
        case CURLE_OPERATION_TIMEDOUT:
            let isConnected = unsafe isConnected(handle)
            return failed(.timedOut, timeoutSentence(host, isConnected: isConnected))
        case CURLE_SSL_CACERT_BADFILE:
            return failed(.misconfigured, "the file of certificate authorities cannot be used: \(words)")
        case CURLE_URL_MALFORMAT, CURLE_LOGIN_DENIED, CURLE_OUT_OF_MEMORY, CURLE_BAD_FUNCTION_ARGUMENT,
            CURLE_UNKNOWN_OPTION, CURLE_NOT_BUILT_IN:
            return failed(.misconfigured, "\(request.url.text): \(words)")
        case CURLE_SSL_CERTPROBLEM:
            return failed(.misconfigured, "the client certificate or its key cannot be used: \(words)")
        case CURLE_PEER_FAILED_VERIFICATION:
            return failed(.tlsRefused, unsafe trouble(handle, words).certificateSentence)
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            return failed(.tlsRefused, unsafe trouble(handle, words).pinnedKeySentence)
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CLIENTCERT:
            return failed(.tlsRefused, unsafe trouble(handle, words).handshakeSentence)
        // With TLS 1.3 a server says only after the handshake that it misses our certificate.
        case CURLE_RECV_ERROR where unsafe trouble(handle, words).asksForCertificate,
            CURLE_SEND_ERROR where unsafe trouble(handle, words).asksForCertificate:
            return failed(.tlsRefused, unsafe trouble(handle, words).handshakeSentence)
        case CURLE_HTTP2_STREAM, CURLE_HTTP2:
            return failed(.streamBroken, "the answer of \(host) by HTTP/2 broke off: \(words)")
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE:
            return failed(.connectionLost, "the connection to \(host) ended too early: \(words)")
        default:
            return failed(.answerBroken, "the answer of \(host) cannot be understood: \(words)")
        }
    }

    private func trouble(_ handle: UnsafeMutableRawPointer, _ words: String) -> TLSTrouble {
        var finding = 0
        unsafe _ = docket_curl_get_number(handle, CURLINFO_SSL_VERIFYRESULT, &finding)
        return TLSTrouble(
            host: request.url.host, finding: finding, words: words,
            hasClientCertificate: request.connection.clientCertificate != nil)
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
