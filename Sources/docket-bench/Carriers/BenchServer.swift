// The small server as whoever measures sees it: where it listens, and what has arrived there.

import CBareHTTP
import Foundation
import Glibc

/// It never outlives this object.
final class BenchServer {
    let port: UInt16
    private let process: pid_t
    private let arrivals: String
    private static let patienceSeconds = 10.0

    /// - Parameter name: of its files in the workplace.
    init(_ name: String, in place: Workplace) throws {
        arrivals = place.path(of: "\(name).arrivals")
        let log = place.path(of: "\(name).log")
        let child = ChildProcess(
            program: try BenchServer.ownProgram(), arguments: ["serve", "--arrivals", arrivals], log: log)
        process = try child.spawn()
        let start = ContinuousClock.now
        var found: UInt16?
        while found == nil, start.duration(to: .now).seconds < BenchServer.patienceSeconds {
            let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            if said.hasSuffix("\n") { found = UInt16(said.dropLast()) }
            usleep(1_000)
        }
        guard let found else {
            kill(process, SIGKILL)
            throw BenchError("The server did not start; see \(log).")
        }
        port = found
    }

    deinit {
        kill(process, SIGKILL)
        _ = waitpid(process, nil, 0)
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    private static func ownProgram() throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }

    // MARK: Arrivals

    struct Arrival {
        /// On the clock that never goes back, in seconds.
        var at: Double
        /// The header `webhook-id`.
        var id: String
    }

    /// How many are written down.
    func arrivalCount() -> Int {
        var facts = stat()
        guard unsafe stat(arrivals, &facts) == 0 else { return 0 }
        return Int(facts.st_size) / MemoryLayout<bare_arrival>.size
    }

    /// All that arrived, in the order in which it did.
    func allArrivals() throws -> [Arrival] {
        let bytes = try Data(contentsOf: URL(filePath: arrivals))
        let size = MemoryLayout<bare_arrival>.size
        return (0..<bytes.count / size).map { index in
            let record = bytes[(index * size)..<((index + 1) * size)]
            let nanoseconds = record.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let id = record.dropFirst(8).prefix { $0 != 0 }
            return Arrival(at: Double(nanoseconds) / 1e9, id: String(decoding: id, as: UTF8.self))
        }
    }

    /// Now, on the same clock.
    static func now() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
