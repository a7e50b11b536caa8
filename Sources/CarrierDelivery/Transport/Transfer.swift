// One exchange while it is under way: what libcurl is told of it, and what it tells while it works.

import CCurl
import CLibcurl

/// Belongs to the transport's thread. libcurl's callbacks reach it through its handle, which holds it until it has ended.
final class Transfer {
    let submission: Submission
    private let began = ContinuousClock.now

    private(set) var answer: [UInt8] = []
    private(set) var retryAfter: String?
    private(set) var location: String?
    /// Where the request went.
    fileprivate(set) var address: String?
    private var headerBytes = 0
    private(set) var isTooLarge = false
    /// Why the last address was refused, and how many sockets were opened beside.
    private(set) var addressRefusal: String?
    private(set) var openedSockets = 0
    /// Nil for a request that nobody watches.
    var observation: ExchangeObservation?

    init(_ submission: Submission) {
        self.submission = submission
        observation = submission.request.isObserved ? ExchangeObservation() : nil
    }

    var request: DeliveryRequest { submission.request }
    var elapsed: Duration { ContinuousClock.now - began }
}

// MARK: - Setting up

extension Transfer {
    /// Tells a handle all that the requests to this endpoint have in common. What is peculiar to one request comes with
    /// `PreparedHandle.begin`.
    func prepare(
        _ handle: UnsafeMutableRawPointer, of prepared: PreparedHandle, settings: WebhookTransport.Settings
    ) -> CURLcode {
        let context = unsafe Unmanaged.passUnretained(prepared).toOpaque()
        let protocols = request.url.isPlainHTTP ? "http" : "https"
        let connect = min(request.connectTimeout, request.timeout)
        // A user's or the environment's proxy, a redirect, another protocol: none of them may lead elsewhere.
        let codes = unsafe [
            docket_curl_set_text(handle, CURLOPT_URL, request.url.text),
            docket_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, protocols),
            docket_curl_set_number(handle, CURLOPT_FOLLOWLOCATION, 0),
            docket_curl_set_text(handle, CURLOPT_PROXY, request.connection.proxy ?? ""),
            docket_curl_set_number(handle, CURLOPT_DISALLOW_USERNAME_IN_URL, 1),
            docket_curl_set_number(handle, CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue)),
            docket_curl_set_number(handle, CURLOPT_HTTP_VERSION, httpVersion),
            docket_curl_set_number(handle, CURLOPT_TIMEOUT_MS, Int(request.timeout.wholeMilliseconds)),
            docket_curl_set_number(handle, CURLOPT_CONNECTTIMEOUT_MS, Int(connect.wholeMilliseconds)),
            docket_curl_set_number(handle, CURLOPT_NOSIGNAL, 1),
            // A look-up that does not end must not keep the thread, and with it all other carriers, waiting.
            docket_curl_set_number(handle, CURLOPT_QUICK_EXIT, 1),
            docket_curl_set_text(handle, CURLOPT_CAINFO, request.caFile ?? settings.caFile),
            docket_curl_set_text(handle, CURLOPT_CAPATH, nil),
            docket_curl_set_number(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            docket_curl_set_number(handle, CURLOPT_SSL_VERIFYPEER, 1),
            docket_curl_set_number(handle, CURLOPT_SSL_VERIFYHOST, 2),
            docket_curl_set_text(handle, CURLOPT_USERAGENT, settings.userAgent),
            docket_curl_on_body(handle, receiveBody, context),
            docket_curl_on_header(handle, receiveHeader, context),
            docket_curl_on_open_socket(handle, openSocket, context),
            docket_curl_on_request(handle, beforeRequest, context),
            docket_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, prepared.errorText),
        ]
        let further =
            unsafe prepareIdentity(handle) + prepareProxy(handle, settings: settings) + observe(handle, context)
        return (codes + further).first { $0 != CURLE_OK } ?? CURLE_OK
    }

    private var httpVersion: Int {
        switch request.connection.http {
        case .http1: Int(CURL_HTTP_VERSION_1_1)
        case .http2: Int(CURL_HTTP_VERSION_2TLS)
        }
    }

    /// Who we are, and whose key we take.
    private func prepareIdentity(_ handle: UnsafeMutableRawPointer) -> [CURLcode] {
        var codes: [CURLcode] = []
        if let identity = request.connection.clientCertificate {
            unsafe codes += [
                docket_curl_set_text(handle, CURLOPT_SSLCERT, identity.certificateFile),
                docket_curl_set_text(handle, CURLOPT_SSLKEY, identity.keyFile),
            ]
        }
        let keys = request.connection.pinnedKeys
        if !keys.isEmpty {
            codes.append(
                unsafe docket_curl_set_text(handle, CURLOPT_PINNEDPUBLICKEY, keys.joined(separator: ";")))
        }
        return codes
    }

    /// A proxy that is itself spoken to by TLS has to show a certificate as good as a carrier's.
    private func prepareProxy(
        _ handle: UnsafeMutableRawPointer, settings: WebhookTransport.Settings
    ) -> [CURLcode] {
        guard request.connection.proxy != nil else { return [] }
        return unsafe [
            docket_curl_set_text(handle, CURLOPT_NOPROXY, ""),
            docket_curl_set_text(handle, CURLOPT_PROXY_CAINFO, request.caFile ?? settings.caFile),
            docket_curl_set_text(handle, CURLOPT_PROXY_CAPATH, nil),
            docket_curl_set_number(handle, CURLOPT_PROXY_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            // Also for http://: the proxy passes bytes on and does not read notices.
            docket_curl_set_number(handle, CURLOPT_HTTPPROXYTUNNEL, 1),
            docket_curl_set_number(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
        ]
    }

    private func observe(
        _ handle: UnsafeMutableRawPointer, _ context: UnsafeMutableRawPointer
    ) -> [CURLcode] {
        guard observation != nil else { return [] }
        return unsafe [
            docket_curl_on_debug(handle, watch, context), docket_curl_set_number(handle, CURLOPT_VERBOSE, 1),
        ]
    }
}

// MARK: - While it works

extension Transfer {
    /// True if the bytes were taken.
    fileprivate func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let room = DeliveryLimits.answerBody - answer.count
        unsafe answer.append(contentsOf: bytes.prefix(room))
        if bytes.count > room { isTooLarge = true }
        return !isTooLarge
    }

    fileprivate func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= DeliveryLimits.answerHeaders else {
            isTooLarge = true
            return false
        }
        guard unsafe Transfer.isOfUse(bytes) else { return true }
        let line = unsafe String(decoding: bytes, as: UTF8.self)
        // A status line begins the header anew: what an interim answer (103) said does not count.
        if line.hasPrefix("HTTP/") {
            retryAfter = nil
            location = nil
        }
        guard let colon = line.firstIndex(of: ":") else { return true }
        let value = line[line.index(after: colon)...].trimmed
        guard value.utf8.count <= DeliveryLimits.answerHeaderValue else { return true }
        switch line[..<colon].lowercased() {
        case "retry-after": retryAfter = value
        case "location": location = value.isVisibleASCII ? value : nil
        default: break
        }
        return true
    }

    /// Most lines say nothing that is looked for: they are not even made a text of.
    private static func isOfUse(_ line: UnsafeRawBufferPointer) -> Bool {
        switch unsafe line.first {
        case UInt8(ascii: "H"), UInt8(ascii: "R"), UInt8(ascii: "r"), UInt8(ascii: "L"), UInt8(ascii: "l"): true
        default: false
        }
    }

    /// Whether a connection to this address may be opened. Notes why not.
    fileprivate func admits(_ address: IPAddress?) -> Bool {
        guard let address else {
            addressRefusal = "an address that is neither IPv4 nor IPv6"
            return false
        }
        guard let reason = request.addresses.refusal(of: address) else { return true }
        addressRefusal = reason
        return false
    }

    fileprivate func noteOpenedSocket() { openedSockets += 1 }
}

private func prepared(_ context: UnsafeMutableRawPointer?) -> PreparedHandle? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<PreparedHandle>.fromOpaque(context).takeUnretainedValue()
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? { unsafe prepared(context)?.transfer }

/// libcurl tells what it does: remarks, and the heads as they go and come.
private func watch(
    _ handle: UnsafeMutableRawPointer?, _ kind: curl_infotype, _ bytes: UnsafeMutablePointer<CChar>?, _ length: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let transfer = unsafe transfer(context) else { return 0 }
    let told = unsafe UnsafeRawBufferPointer(start: bytes, count: length)
    switch kind {
    case CURLINFO_TEXT: unsafe transfer.observation?.note(remark: told)
    case CURLINFO_HEADER_OUT: unsafe transfer.observation?.note(sent: told)
    case CURLINFO_HEADER_IN: unsafe transfer.observation?.note(received: told)
    default: break
    }
    return 0
}

/// A count other than the offered one makes libcurl end the transfer.
private func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let (length, overflow) = size.multipliedReportingOverflow(by: count)
    guard !overflow, let transfer = unsafe transfer(context) else { return 0 }
    return unsafe transfer.takeBody(UnsafeRawBufferPointer(start: bytes, count: length)) ? length : 0
}

private func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let (length, overflow) = size.multipliedReportingOverflow(by: count)
    guard !overflow, let transfer = unsafe transfer(context) else { return 0 }
    return unsafe transfer.takeHeader(UnsafeRawBufferPointer(start: bytes, count: length)) ? length : 0
}

/// libcurl asks for a socket to a resolved address: here it is decided whether it gets one.
private func openSocket(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let transfer = unsafe transfer(context), let address = unsafe address else { return -1 }
    var bytes = [UInt8](repeating: 0, count: 16)
    let length = unsafe bytes.withUnsafeMutableBufferPointer { unsafe docket_curl_address(address, $0.baseAddress) }
    guard transfer.admits(IPAddress(bytes: Array(bytes.prefix(Int(length))))) else { return -1 }
    transfer.noteOpenedSocket()
    return unsafe docket_curl_open_socket(address)
}

/// Called before each request is written, also on a connection that another carrier's transfer had opened under
/// another list of allowed addresses.
private func beforeRequest(
    _ context: UnsafeMutableRawPointer?, _ remote: UnsafeMutablePointer<CChar>?,
    _ local: UnsafeMutablePointer<CChar>?, _ remotePort: Int32, _ localPort: Int32
) -> Int32 {
    guard let prepared = unsafe prepared(context), let transfer = prepared.transfer, let remote = unsafe remote else {
        return CURL_PREREQFUNC_ABORT
    }
    if let address = unsafe prepared.admittedAddress(remote) {
        transfer.address = address
        return CURL_PREREQFUNC_OK
    }
    let address = unsafe String(cString: remote)
    transfer.address = address
    guard transfer.admits(IPAddress(address)) else { return CURL_PREREQFUNC_ABORT }
    prepared.noteAdmitted(address)
    return CURL_PREREQFUNC_OK
}
