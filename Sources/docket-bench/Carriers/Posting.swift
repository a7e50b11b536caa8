// The same posts by four programs: our transport, a bare loop around libcurl, `curl --parallel` and `wrk`.

import ArgumentParser
import CBareHTTP
import CarrierDelivery
import Dispatch
import Foundation
import Synchronization

/// Who posts.
enum Poster: String, Codable, CaseIterable, ExpressibleByArgument {
    case docket
    case bareLoop = "bare-loop"
    case curl
    case wrk

    var title: String {
        switch self {
        case .docket: "Docket, each post signed"
        case .bareLoop: "bare libcurl loop in C, not signed"
        case .curl: "curl --parallel, not signed"
        case .wrk: "wrk, not signed"
        }
    }
}

/// What one run came to.
struct PostFigures: Codable {
    var perSecond: Double
    /// Processor time of the client for one post, in microseconds.
    var processorMicroseconds: Double
}

/// Posts a notice of 1 KiB over and over to one server.
struct Posting {
    let url: String
    let place: Workplace
    /// nil: it is not there.
    let curl: String?
    let wrk: String?

    static let body =
        Array(
            (#"{"type":"shipment.requested","timestamp":"2026-11-22T09:30:00Z","data":{"shipment":"SO-2026-000017-S1","#
                + #""note":""# + String(repeating: "x", count: 1024)).utf8.prefix(1021)) + Array(#""}}"#.utf8)

    /// - Returns: nil if this program is not there.
    func run(_ poster: Poster, inFlight: Int, count: Int, seconds: Int) throws -> PostFigures? {
        switch poster {
        case .docket: try docket(inFlight: inFlight, count: count)
        case .bareLoop: try bareLoop(inFlight: inFlight, count: count)
        case .curl: try curl.map { try parallelCurl($0, inFlight: inFlight, count: count) }
        case .wrk: try wrk.map { try wrkRun($0, inFlight: inFlight, seconds: seconds) }
        }
    }

    // MARK: Ours

    private func docket(inFlight: Int, count: Int) throws -> PostFigures {
        let posts = try SignedPosts(url: url, count: count)
        let before = Posting.processorSeconds()
        let clock = ContinuousClock()
        let start = clock.now
        try posts.run(inFlight: inFlight)
        let wall = start.duration(to: clock.now).seconds
        let processor = Posting.processorSeconds() - before
        posts.end()
        guard posts.good == count else { throw BenchError("Docket: \(posts.good) of \(count) posts were answered.") }
        return PostFigures(perSecond: Double(count) / wall, processorMicroseconds: processor / Double(count) * 1e6)
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    // MARK: The others

    /// As long as ours, so that as many bytes are sent.
    private static let headers = [
        "Content-Type: application/json", "webhook-id: msg_bench_0000001", "webhook-timestamp: 1795339800",
        "webhook-signature: v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "User-Agent: docket", "Expect:",
    ]

    private func bareLoop(inFlight: Int, count: Int) throws -> PostFigures {
        var figures = bare_run()
        let lines = unsafe Posting.headers.map { unsafe strdup($0) }
        defer { unsafe lines.forEach { unsafe free($0) } }
        let pointers = unsafe lines.map { unsafe UnsafePointer($0) }
        let code = unsafe Posting.body.withUnsafeBytes { body in
            unsafe pointers.withUnsafeBufferPointer { lines in
                unsafe bare_post(
                    url, lines.baseAddress, lines.count, body.baseAddress, body.count, Int32(inFlight), count, &figures)
            }
        }
        guard code == 0, figures.good == count else {
            throw BenchError("The bare loop: code \(code), \(figures.good) of \(count) posts were answered.")
        }
        return PostFigures(
            perSecond: Double(count) / figures.wall_seconds,
            processorMicroseconds: figures.processor_seconds / Double(count) * 1e6)
    }

    private func parallelCurl(_ program: String, inFlight: Int, count: Int) throws -> PostFigures {
        let body = place.path(of: "body.json")
        let transfers = place.path(of: "transfers-\(count)")
        if !FileManager.default.fileExists(atPath: transfers) {
            try Data(Posting.body).write(to: URL(filePath: body))
            let headers = Posting.headers.map { "header = \"\($0)\"\n" }.joined()
            let all = String(repeating: "url = \"\(url)\"\noutput = \"/dev/null\"\n", count: count)
            try Data((headers + "data-binary = \"@\(body)\"\n" + all).utf8).write(to: URL(filePath: transfers))
        }
        let child = ChildProcess(
            program: program,
            arguments: [
                "--disable", "--silent", "--show-error", "--fail", "--http1.1", "--parallel", "--parallel-max",
                "\(inFlight)", "--config", transfers,
            ], log: place.path(of: "curl.log"))
        let usage = try child.run { _, _ in }
        return figures(usage, count: count)
    }

    private func wrkRun(_ program: String, inFlight: Int, seconds: Int) throws -> PostFigures {
        let script = place.path(of: "post.lua")
        let headers = Posting.headers.dropLast().map { line in
            let parts = line.split(separator: ": ", maxSplits: 1)
            return "wrk.headers[\"\(parts[0])\"] = \"\(parts[1])\"\n"
        }.joined()
        let text = "wrk.method = \"POST\"\nwrk.body = [[\(String(decoding: Posting.body, as: UTF8.self))]]\n" + headers
        try Data(text.utf8).write(to: URL(filePath: script))
        let log = place.path(of: "wrk.log")
        try? FileManager.default.removeItem(atPath: log)
        let child = ChildProcess(
            program: program,
            arguments: [
                "--threads", "1", "--connections", "\(inFlight)", "--duration", "\(seconds)s", "--script", script, url,
            ],
            log: log)
        let usage = try child.run { _, _ in }
        let said = try String(contentsOfFile: log, encoding: .utf8)
        guard let line = said.split(separator: "\n").first(where: { $0.contains(" requests in ") }),
            let count = line.split(separator: " ").first.flatMap({ Int($0) }), !said.contains("Non-2xx")
        else { throw BenchError("wrk said what is not understood; see \(log).") }
        return figures(usage, count: count)
    }

    private func figures(_ usage: Usage, count: Int) -> PostFigures {
        PostFigures(
            perSecond: Double(count) / usage.wallSeconds,
            processorMicroseconds: (usage.userSeconds + usage.systemSeconds) / Double(count) * 1e6)
    }
}

/// Our transport, kept busy as the desk's worker does it: what ended is heard on the transport's thread; on another one
/// the next notices are signed and submitted.
final class SignedPosts: Sendable {
    private let transport: WebhookTransport
    private let endpoint: ReadyEndpoint
    private let count: Int
    private let state = Mutex(State())
    private let bell = DispatchSemaphore(value: 0)

    private struct State {
        /// Ended, and no other begun in its place.
        var free = 0
        var ended = 0
        var good = 0
    }

    init(url: String, count: Int) throws {
        self.count = count
        transport = try WebhookTransport()
        let endpoint = try CarrierEndpoint(
            carrier: "bench", url: url, secretFiles: ["none"], allowPlainHTTP: true, allowAddresses: ["127.0.0.0/8"])
        let secret = try WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        self.endpoint = ReadyEndpoint(endpoint, signer: try WebhookSigner(secrets: [secret]))
    }

    var good: Int { state.withLock { $0.good } }

    /// Returns when all have ended.
    func run(inFlight: Int) throws {
        var begun = 0
        var free = inFlight
        while true {
            for _ in 0..<min(free, count - begun) {
                begun += 1
                try begin(begun)
            }
            bell.wait()
            let ended = state.withLock { state in
                free = state.free
                state.free = 0
                return state.ended
            }
            if ended == count { return }
        }
    }

    func end() { transport.shutdown(within: .seconds(1)) }

    private func begin(_ number: Int) throws {
        let request = try DeliveryRequest(
            id: "msg_bench_\(number)", body: Posting.body, to: endpoint.endpoint, signer: endpoint.signer,
            timestamp: Int64(time(nil)))
        transport.submit(request) { self.hear($0) }
    }

    private func hear(_ exchange: DeliveryExchange) {
        let isFirst = state.withLock { state in
            state.ended += 1
            state.free += 1
            if exchange.status == 200, exchange.failure == nil { state.good += 1 }
            return state.free == 1
        }
        if isFirst { bell.signal() }
    }
}
