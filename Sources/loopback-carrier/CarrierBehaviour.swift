// How the carrier behaves: the path of the request says it.

import CarrierDelivery
import Glibc

/// Answers one request after the other. A pure function of the request and of what the book remembers, apart from
/// the badly behaved paths, which do their harm on the connection itself.
struct CarrierBehaviour: Sendable {
    let book: NoticeBook
    /// Nil if signatures are not checked.
    let verifier: WebhookVerifier?

    /// True if the connection may be used for another request.
    func answer(_ request: HTTPRequest, on connection: HTTPConnection) -> Bool {
        if request.method == "GET" {
            return connection.send(
                status: 200, json: ["carrier": .text("loopback"), "help": .text("loopback-carrier --help")])
        }
        guard request.method == "POST" else {
            return refuse(405, "notices are sent by POST", request, connection)
        }
        let id = request.headers[WebhookHeaders.idName] ?? ""
        guard !id.isEmpty else { return refuse(400, "the header webhook-id is missing", request, connection) }
        if let problem = signatureProblem(request) { return refuse(401, problem, request, connection) }
        switch Notice.read(request.body) {
        case .success(let notice):
            return behave(Arrival(request: request, notice: notice, id: id), connection)
        case .failure(let problem): return refuse(400, problem.description, request, connection)
        }
    }

    private struct Arrival {
        let request: HTTPRequest
        let notice: Notice
        let id: String
    }

    private func behave(_ arrival: Arrival, _ connection: HTTPConnection) -> Bool {
        let parts = arrival.request.path.split(separator: "/").map(String.init)
        let number = parts.count == 2 ? Int(parts[1]) : nil
        switch (parts.first ?? "", number) {
        case ("notices", nil): return accept(arrival, connection)
        case ("refuse", nil): return accept(arrival, connection, refusing: true)
        case ("flaky", let failures?):
            guard book.countAttempt(arrival.id) > failures else {
                return connection.send(status: 503, json: ["error": .text("not now")])
            }
            return accept(arrival, connection)
        case ("retry-after", let seconds?):
            return laterOrNow(arrival, connection, retryAfter: String(seconds))
        case ("retry-after-date", let seconds?):
            return laterOrNow(arrival, connection, retryAfter: HTTPDate.text(secondsAhead: seconds))
        case ("slow", let milliseconds?):
            usleep(min(UInt32(clamping: milliseconds), Limits.slowMilliseconds) * 1000)
            return accept(arrival, connection)
        case ("status", let status?) where (200...599).contains(status):
            return connection.send(status: status, json: ["status": .number(status)])
        case ("redirect", nil):
            return connection.send(status: 302, headers: [("Location", "/notices")], json: ["moved": .text("/notices")])
        case (let path, nil): return misbehave(path, arrival, connection)
        default: return refuse(404, "there is no such path; see loopback-carrier --help", arrival.request, connection)
        }
    }

    private func misbehave(_ path: String, _ arrival: Arrival, _ connection: HTTPConnection) -> Bool {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        let chunk = "400\r\n" + String(repeating: "x", count: 1024) + "\r\n"
        switch path {
        case "hang": connection.waitUntilClosed()
        case "drip":
            guard connection.send(head + "Transfer-Encoding: chunked\r\n\r\n") else { return false }
            while connection.send("1\r\n \r\n") { usleep(100_000) }
        case "drop": _ = connection.send(head + "Content-Length: 1000\r\n\r\n{\"trackingNumber\":\"LB-")
        case "endless":
            guard connection.send(head + "Transfer-Encoding: chunked\r\n\r\n") else { return false }
            while connection.send(chunk) {}
        case "endless-header":
            guard connection.send(head) else { return false }
            while connection.send("X-More: of the same\r\n") {}
        case "lie-length":
            let rest = head + "Content-Length: 25\r\n\r\n{\"trackingNumber\":\"FALSE\"}"
            return connection.send(head + "Content-Length: 2\r\n\r\n{}" + rest)
        case "garbage": _ = connection.send("220 this is another protocol\r\n")
        default:
            return refuse(404, "there is no such path; see loopback-carrier --help", arrival.request, connection)
        }
        return false
    }

    private func accept(_ arrival: Arrival, _ connection: HTTPConnection, refusing: Bool = false) -> Bool {
        let answer = book.accept(
            arrival.notice, id: arrival.id, path: arrival.request.path, connection: connection.number,
            refusing: refusing)
        return connection.send(
            status: 200,
            json: [
                "trackingNumber": answer.trackingNumber.map { .text($0) },
                "refusal": answer.refusal.map { .text($0) }, "received": .text(arrival.id),
            ])
    }

    private func laterOrNow(_ arrival: Arrival, _ connection: HTTPConnection, retryAfter: String) -> Bool {
        guard book.countAttempt(arrival.id) > 1 else {
            return connection.send(
                status: 503, headers: [("Retry-After", retryAfter)], json: ["error": .text("not before \(retryAfter)")])
        }
        return accept(arrival, connection)
    }

    private func signatureProblem(_ request: HTTPRequest) -> String? {
        guard let verifier else { return nil }
        do {
            try verifier.verify(
                id: request.headers[WebhookHeaders.idName], timestamp: request.headers[WebhookHeaders.timestampName],
                signature: request.headers[WebhookHeaders.signatureName], body: request.body, now: Int64(time(nil)))
            return nil
        } catch {
            return error.description
        }
    }

    private func refuse(_ status: Int, _ problem: String, _ request: HTTPRequest, _ connection: HTTPConnection) -> Bool
    {
        Output.write("loopback-carrier: \(status) to \(request.path): \(problem)\n", to: STDERR_FILENO)
        return connection.send(status: status, json: ["error": .text(problem)])
    }
}

enum HTTPDate {
    /// The date that lies so many seconds ahead of the clock, as HTTP writes it.
    static func text(secondsAhead: Int) -> String {
        let (sum, overflow) = Int(time(nil)).addingReportingOverflow(secondsAhead)
        var seconds = time_t(overflow ? 0 : sum)
        var parts = unsafe tm()
        guard unsafe gmtime_r(&seconds, &parts) != nil else { return "Thu, 01 Jan 1970 00:00:00 GMT" }
        return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            unsafe strftime(start, buffer.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
            return unsafe String(cString: start)
        }
    }
}
