// Spreads seeds over processes. A run that takes its process along fails alone, and its seed is known.

import DeskSimulation
import Dispatch
import Foundation
import Glibc
import Synchronization

struct WorkerPool {
    let jobs: Int
    let arguments: [String]

    private struct State {
        var next: UInt64?
        let last: UInt64
        var tally: Tally
        var failure: (any Error)?

        mutating func nextSeed() -> UInt64? {
            guard let seed = next else { return nil }
            next = seed < last ? seed + 1 : nil
            return seed
        }
    }

    /// - Parameter tally: takes the results in, and says when it is enough.
    func run(_ seeds: ClosedRange<UInt64>, _ tally: Tally) throws -> Tally {
        // A worker that has ended is told by its missing answer.
        signal(SIGPIPE, SIG_IGN)
        let state = Mutex(State(next: seeds.lowerBound, last: seeds.upperBound, tally: tally))
        DispatchQueue.concurrentPerform(iterations: jobs) { _ in
            do {
                var process = try WorkerProcess(arguments: arguments)
                while let seed = state.withLock({ $0.nextSeed() }) {
                    let result = try process.result(of: seed)
                    if result == nil { process = try WorkerProcess(arguments: arguments) }
                    state.withLock { state in
                        if !state.tally.note(result ?? .crashed, of: seed) { state.next = nil }
                    }
                }
                process.end()
            } catch {
                state.withLock { ($0.failure, $0.next) = (error, nil) }
            }
        }
        return try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.tally
        }
    }
}

extension RunResult {
    fileprivate static var crashed: RunResult {
        var result = RunResult()
        result.violations = [Violation(kind: .stuck, sentence: "the process that simulates the desk has ended")]
        return result
    }
}

/// One worker, seen from outside.
private struct WorkerProcess {
    private let process = Process()
    private let seeds = Pipe()
    private let results = Pipe()
    private var rest = Data()

    init(arguments: [String]) throws {
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["--worker"] + arguments
        process.standardInput = seeds
        process.standardOutput = results
        try process.run()
    }

    /// - Returns: nil if the process has ended instead.
    mutating func result(of seed: UInt64) throws -> RunResult? {
        try? seeds.fileHandleForWriting.write(contentsOf: Data("\(seed)\n".utf8))
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = rest[..<end]
                rest = Data(rest[(end + 1)...])
                return try JSONDecoder().decode(RunResult.self, from: line)
            }
            let more = results.fileHandleForReading.availableData
            guard !more.isEmpty else { return nil }
            rest += more
        }
    }

    func end() {
        try? seeds.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
