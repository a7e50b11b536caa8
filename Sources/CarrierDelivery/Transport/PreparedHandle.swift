// A handle of libcurl that was told once what all requests to an endpoint have in common, with all that it points to.

import CCurl
import CLibcurl
import Glibc

/// Belongs to the transport's thread. Telling libcurl some twenty-five settings anew for each request would take as long
/// as the request; so a handle keeps them for the next request to the same endpoint.
@safe final class PreparedHandle {
    let handle: EasyHandle
    /// What is under way.
    private(set) var transfer: Transfer?
    /// Whose settings the handle has; nil if they hold for the last request only.
    private(set) var endpoint: EndpointIdentity?
    /// libcurl writes its own words for an error here.
    let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private let headers = HeaderLines()
    private let body = BodyBytes()
    /// The last address that the endpoint's rules admitted, as libcurl writes it.
    private var lastAdmitted: String?

    /// Nil if there is no memory for it.
    init?() {
        guard let handle = EasyHandle() else { return nil }
        self.handle = handle
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        // It points to the lines and bytes.
        handle.free()
        unsafe errorText.deallocate()
    }

    /// Sets the handle up for a request; it is not under way yet.
    func begin(_ transfer: Transfer, settings: WebhookTransport.Settings) -> CURLcode {
        self.transfer = transfer
        unsafe errorText.pointee = 0
        let wanted = transfer.request.settings
        if wanted == nil || endpoint !== wanted {
            forget()
            let code = unsafe transfer.prepare(handle.pointer, of: self, settings: settings)
            guard code == CURLE_OK else { return code }
            endpoint = wanted
        }
        headers.fill(transfer.request.headers)
        let code = unsafe docket_curl_set_headers(handle.pointer, headers.first)
        guard code == CURLE_OK else { return code }
        body.fill(transfer.request.body)
        return unsafe docket_curl_set_body(handle.pointer, body.start, transfer.request.body.count)
    }

    /// The request has ended: what it sent is let go, the endpoint's settings stay.
    func end() {
        transfer = nil
        body.shrink()
        if endpoint == nil { forget() }
    }

    /// Takes all settings off.
    private func forget() {
        handle.reset()
        endpoint = nil
        lastAdmitted = nil
    }

    /// libcurl's words for what went wrong.
    func words(for result: CURLcode) -> String {
        let own = unsafe String(cString: errorText)
        return own.isEmpty ? unsafe String(cString: curl_easy_strerror(result)) : own
    }

    /// The address as text if it is the one that was admitted last: the same endpoint's rules would admit it again.
    func admittedAddress(_ text: UnsafePointer<CChar>) -> String? {
        guard let lastAdmitted, unsafe strcmp(lastAdmitted, text) == 0 else { return nil }
        return lastAdmitted
    }

    func noteAdmitted(_ address: String) { lastAdmitted = address }
}

/// Header lines in the form that libcurl reads, in memory that is used again.
@safe private final class HeaderLines {
    private var nodes = UnsafeMutableBufferPointer<curl_slist>.allocate(capacity: 16)
    private var text = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 2_048)
    /// The first line.
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    deinit {
        unsafe nodes.deallocate()
        unsafe text.deallocate()
    }

    /// `Expect:` without a value takes that header off, and with it a second of waiting for bodies of a megabyte.
    private static let noExpect = "Expect:"

    func fill(_ fields: [(name: String, value: String)]) {
        let noExpect = HeaderLines.noExpect
        // Each line has a colon, a space and a zero besides.
        let bytes = fields.reduce(noExpect.utf8.count + 1) { $0 + $1.name.utf8.count + $1.value.utf8.count + 3 }
        makeRoom(lines: fields.count + 1, bytes: bytes)
        var place = 0
        for (index, field) in fields.enumerated() {
            let start = place
            append(field.name, at: &place)
            append(":", at: &place)
            if !field.value.isEmpty { append(" ", at: &place) }
            append(field.value, at: &place)
            endLine(index, from: start, at: &place, isLast: false)
        }
        let start = place
        append(noExpect, at: &place)
        endLine(fields.count, from: start, at: &place, isLast: true)
        unsafe first = nodes.baseAddress
    }

    private func append(_ string: String, at place: inout Int) {
        var string = string
        place += string.withUTF8 { bytes in
            guard let to = unsafe text.baseAddress, let from = bytes.baseAddress else { return 0 }
            unsafe memcpy(to + place, from, bytes.count)
            return bytes.count
        }
    }

    private func endLine(_ index: Int, from start: Int, at place: inout Int, isLast: Bool) {
        unsafe text[place] = 0
        place += 1
        let next = unsafe isLast ? nil : nodes.baseAddress.map { unsafe $0 + index + 1 }
        unsafe nodes.initializeElement(
            at: index, to: curl_slist(data: text.baseAddress.map { unsafe $0 + start }, next: next))
    }

    private func makeRoom(lines: Int, bytes: Int) {
        if unsafe lines > nodes.count {
            unsafe nodes.deallocate()
            unsafe nodes = .allocate(capacity: lines)
        }
        if unsafe bytes > text.count {
            unsafe text.deallocate()
            unsafe text = .allocate(capacity: bytes)
        }
    }
}

/// A body in memory that stays where it is while libcurl reads it.
@safe private final class BodyBytes {
    private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 1)
    /// More than this is given back when the request has ended.
    private static let keptBytes = 64 * 1024

    deinit { unsafe bytes.deallocate() }

    var start: UnsafeRawPointer? { unsafe UnsafeRawPointer(bytes.baseAddress) }

    func fill(_ body: [UInt8]) {
        if unsafe body.count > bytes.count {
            unsafe bytes.deallocate()
            unsafe bytes = .allocate(byteCount: max(2_048, body.count), alignment: 1)
        }
        unsafe bytes.copyBytes(from: body)
    }

    func shrink() {
        guard unsafe bytes.count > BodyBytes.keptBytes else { return }
        unsafe bytes.deallocate()
        unsafe bytes = .allocate(byteCount: 0, alignment: 1)
    }
}
