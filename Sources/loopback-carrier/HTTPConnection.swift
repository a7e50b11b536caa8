// One connection: bounded reading of requests, writing of answers. HTTP/1.1 as far as a sender of webhooks needs it.

import Glibc

struct HTTPRequest: Sendable {
    let method: String
    let path: String
    /// By lower-case name; of a repeated header, the last.
    let headers: [String: String]
    let body: [UInt8]
}

/// Used by the connection's own thread alone.
final class HTTPConnection: @unchecked Sendable {
    // `@unchecked Sendable`: the accepting thread makes it and hands it to the connection's thread, which is from then
    // on the only one to touch it.

    /// Counted from 1 in the order of acceptance, so that a log shows which notices shared a connection.
    let number: Int
    private let descriptor: Int32
    private var unread: [UInt8] = []

    enum Reading {
        case request(HTTPRequest)
        case refused(status: Int, problem: String)
        case closed
    }

    init(descriptor: Int32, number: Int) {
        self.descriptor = descriptor
        self.number = number
        var silence = timeval(tv_sec: Limits.silenceSeconds, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &silence, socklen_t(MemoryLayout<timeval>.size))
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &silence, socklen_t(MemoryLayout<timeval>.size))
        var yes: Int32 = 1
        unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(descriptor) }

    /// The next request; blocks until it is whole.
    func readRequest() -> Reading {
        var end = headEnd(from: 0)
        while end == nil {
            guard unread.count <= Limits.requestHead else {
                return .refused(status: 431, problem: "the header is too large")
            }
            let before = unread.count
            guard readMore() else { return .closed }
            // A TLS handshake, or anything else that is not the beginning of a method, will never become a request.
            guard let first = unread.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else {
                return .refused(status: 400, problem: "this is not an HTTP request")
            }
            end = headEnd(from: max(0, before - 3))
        }
        guard let end, let head = Head(unread[..<end]) else {
            return .refused(status: 400, problem: "this is not an HTTP request")
        }
        if head.headers["transfer-encoding"] != nil {
            return .refused(status: 411, problem: "a Content-Length is needed")
        }
        guard let length = Int(head.headers["content-length"] ?? "0"), length >= 0 else {
            return .refused(status: 400, problem: "Content-Length is not a number")
        }
        guard length <= Limits.requestBody else { return .refused(status: 413, problem: "the body is too large") }
        let bodyStart = end + 4
        while unread.count < bodyStart + length {
            guard readMore() else { return .closed }
        }
        let body = Array(unread[bodyStart..<bodyStart + length])
        unread.removeFirst(bodyStart + length)
        return .request(HTTPRequest(method: head.method, path: head.path, headers: head.headers, body: body))
    }

    /// Sends a whole answer. True if it was taken.
    func send(
        status: Int, headers: [(String, String)] = [], json: KeyValuePairs<String, JSONText.Value?>,
        closing: Bool = false
    ) -> Bool {
        let body = JSONText.object(json)
        var head = "HTTP/1.1 \(status) \(HTTPConnection.reason(status))\r\nContent-Type: application/json\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        let hasBody = status != 204 && status != 304
        if hasBody { head += "Content-Length: \(body.utf8.count)\r\n" }
        if closing { head += "Connection: close\r\n" }
        return send(head + "\r\n" + (hasBody ? body : ""))
    }

    /// Sends text as it is. True if it was taken.
    func send(_ text: String) -> Bool { Output.writeAll(Array(text.utf8), to: descriptor) }

    /// Blocks until the client closes the connection, or the time for silence is over.
    func waitUntilClosed() { while readMore() { unread = [] } }

    private func readMore() -> Bool {
        var chunk = [UInt8](repeating: 0, count: Limits.readChunk)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            unread.append(contentsOf: chunk[..<count])
            return true
        }
    }

    private func headEnd(from start: Int) -> Int? {
        guard unread.count >= 4 else { return nil }
        return (start...unread.count - 4).first { unread[$0..<$0 + 4].elementsEqual([13, 10, 13, 10]) }
    }

    private struct Head {
        let method: String
        let path: String
        let headers: [String: String]

        init?(_ bytes: ArraySlice<UInt8>) {
            guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
            var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
            let words = lines.popFirst()?.split(separator: " ") ?? []
            guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return nil }
            method = String(words[0])
            path = String(words[1].prefix { $0 != "?" })
            var headers: [String: String] = [:]
            for line in lines {
                guard let colon = line.firstIndex(of: ":") else { return nil }
                let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
                headers[line[..<colon].lowercased()] = String(value)
            }
            self.headers = headers
        }
    }

    private static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 302: "Found"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 410: "Gone"
        case 429: "Too Many Requests"
        case 500: "Internal Server Error"
        case 503: "Service Unavailable"
        default: "Status \(status)"
        }
    }
}
