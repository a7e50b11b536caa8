// A carrier on loopback, as long as a test needs it, and what it heard.

import Foundation
import Glibc
import Subprocess
import SystemPackage

/// A running loopback-carrier.
struct Carrier: Sendable {
    /// One line of its log: a notice that it accepted.
    struct Heard: Decodable {
        var id: String
        var type: String
        var shipment: String
        var isRepeat: Bool

        enum CodingKeys: String, CodingKey {
            case id = "webhook-id"
            case type, shipment
            case isRepeat = "repeat"
        }
    }

    let port: Int
    let logFile: String

    /// What it accepted so far. It accepts only what is signed with the key of `Carrier.secret`.
    func heard() throws -> [Heard] {
        try (RawFiles.text(logFile) ?? "").split(separator: "\n").map {
            try JSONDecoder().decode(Heard.self, from: Data($0.utf8))
        }
    }

    static let secret = "whsec_" + Data("a key that only this test uses..".utf8).base64EncodedString()

    /// Makes carrier `courier` known to the desk, and gives it acme's and globex's shipments.
    ///
    /// - Parameter schedule: delays before the first attempt, the second, and so on.
    static func configure(
        _ desk: Desk, url: String, schedule: String = "[0 s, 0 s, 0 s]", secret: String = Carrier.secret
    ) throws {
        try RawFiles.write(secret + "\n", to: "\(desk.etc)/secrets/courier", mode: 0o600)
        try setURL(url, schedule: schedule, on: desk)
        try Shop.addPartner("acme", identifier: Shop.acmeNumber, more: "carrier: courier", to: desk)
        try Shop.addPartner("globex", identifier: Shop.globexNumber, more: "carrier: courier", to: desk)
    }

    static func setURL(_ url: String, schedule: String = "[0 s, 0 s, 0 s]", on desk: Desk) throws {
        try RawFiles.write(
            """
            url: \(url)
            allow-plain-http: true
            allow-addresses: [127.0.0.0/8]
            secrets: [secrets/courier]
            answer:
              tracking-number: /trackingNumber
              refusal: /refusal
            schedule:
              delays: \(schedule)
              jitter-percent: 0

            """, to: "\(desk.etc)/carriers/courier.yaml")
    }
}

/// Runs a carrier while `body` runs; `port` 0 takes a free one.
func withCarrier<Result: Sendable>(
    in folder: String, port: Int = 0, _ body: (Carrier) async throws -> Result
) async throws -> Result {
    let logFile = "\(folder)/carrier.log"
    let secretFile = "\(folder)/carrier.secret"
    let said = "\(folder)/carrier-\(UInt64.random(in: 0...UInt64.max)).said"
    try RawFiles.write(Carrier.secret + "\n", to: secretFile, mode: 0o600)
    let output = try FileDescriptor.open(
        FilePath(said), .writeOnly, options: [.create], permissions: [.ownerReadWrite])
    defer { try? output.close() }
    let result = try await Subprocess.run(
        .path(Program.carrier.path),
        arguments: ["--port", "\(port)", "--secret-file", secretFile, "--log", logFile], input: .none,
        output: .fileDescriptor(output, closeAfterSpawningProcess: false),
        error: .fileDescriptor(output, closeAfterSpawningProcess: false)
    ) { execution in
        do {
            let port = try await waited(for: "the carrier's port", explaining: { RawFiles.text(said) ?? "" }) {
                (RawFiles.text(said) ?? "").split(separator: "\n").first { $0.hasPrefix("listening on ") }
                    .flatMap { $0.split(separator: ":").last }.flatMap { Int($0) }
            }
            let result = try await body(Carrier(port: port, logFile: logFile))
            try execution.send(signal: .terminate)
            return result
        } catch {
            try? execution.send(signal: .kill)
            throw error
        }
    }
    return result.takeClosureResult()
}

/// A port on which nobody listens, outside the range from which the system gives ports to whoever asks for any.
func freePort() throws -> Int {
    for _ in 0..<100 {
        let port = UInt16.random(in: 20_000..<32_000)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw FileTrouble("no socket") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let bound = withUnsafeBytes(of: &address) { bytes in
            bytes.baseAddress.map {
                bind(descriptor, $0.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
            }
        }
        if bound == 0 { return Int(port) }
    }
    throw FileTrouble("no port is free")
}
