// docket-simulate: the real pipeline on a simulated disk, run after run, each driven by its seed.

import ArgumentParser
import Foundation
import Glibc

@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docket-simulate",
        abstract: "Run the desk on a simulated disk while everything goes wrong, and check the promises.",
        discussion: """
            Each run follows from its seed: calls fail, the process dies between two calls, the power is cut and takes what \
            was not synced, shares come and go, the clock jumps, partners act at any moment, the carrier answers and is not \
            heard. Afterwards everything works again, the desk comes to rest, and the promises of docs/reliability.md are \
            checked. Exit status 1 means that a run broke one; the command that repeats it is printed.
            """)

    @Option(help: "How many seeds to run.") var seeds = 1_000
    @Option(help: "The first seed.") var from: UInt64 = 1
    @Option(help: "Run only this seed.") var seed: UInt64?
    @Flag(help: "Print what happens, call by call.") var verbose = false
    @Flag(help: "Go on after a seed that failed.") var keepGoing = false
    @Option(help: ArgumentHelp("Plant a bug into the desk: \(Simulate.bugs).", valueName: "bug"))
    var plant: [String] = []

    private static let bugs = PlantedBug.allCases.map(\.rawValue).joined(separator: ", ")

    func run() throws {
        try Simulate.fixHashing()
        let harm = Set(
            try plant.map { name in
                guard let bug = PlantedBug(rawValue: name) else { throw ValidationError("There is no bug \(name).") }
                return bug
            })
        let world = try World()
        defer { world.remove() }
        let all = seed.map { $0...$0 } ?? from...(from + UInt64(max(1, seeds)) - 1)
        var tally = Tally(count: all.count)
        for seed in all {
            let result = try Simulation(seed: seed, world: world, harm: harm, isVerbose: verbose).run()
            tally.add(result)
            if !result.violations.isEmpty {
                tally.failed += 1
                for violation in result.violations.prefix(12) { print("seed \(seed): \(violation)") }
                print("repeat: \(command(seed))")
                if !keepGoing { break }
            }
            tally.showProgress()
            fflush(nil)
        }
        print(tally.summary)
        if tally.failed > 0 { throw ExitCode(1) }
    }

    private func command(_ seed: UInt64) -> String {
        let planted = plant.map { " --plant \($0)" }.joined()
        return "make simulate SEED=\(seed)" + (planted.isEmpty ? "" : " OPTIONS='\(planted.dropFirst())'")
    }

    /// The order in which sets and dictionaries are walked follows from a number of the process; only a fixed one lets
    /// a seed repeat in another process. The program starts itself again with it.
    private static func fixHashing() throws {
        guard ProcessInfo.processInfo.environment["SWIFT_DETERMINISTIC_HASHING"] == nil else { return }
        setenv("SWIFT_DETERMINISTIC_HASHING", "1", 1)
        var arguments: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.map { strdup($0) }
        arguments.append(nil)
        execv("/proc/self/exe", arguments)
        throw ValidationError("The program cannot start itself again: \(String(cString: strerror(errno))).")
    }
}

/// What all runs came to.
struct Tally {
    private let count: Int
    private var runs = 0
    private var sum = RunResult()
    var failed = 0
    private let start = ContinuousClock.now
    private var shown = ContinuousClock.now
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(count: Int) { self.count = count }

    mutating func add(_ result: RunResult) {
        runs += 1
        sum.steps += result.steps
        sum.calls += result.calls
        sum.deaths += result.deaths
        sum.powerCuts += result.powerCuts
        sum.orders += result.orders
    }

    private var rate: Int {
        let seconds = Double((ContinuousClock.now - start).components.seconds)
        return Int(Double(runs) / max(1, seconds))
    }

    mutating func showProgress() {
        guard isTerminal, ContinuousClock.now - shown > .seconds(1) else { return }
        shown = ContinuousClock.now
        FileHandle.standardError.write(Data("\r\(runs) of \(count) seeds, \(rate)/s, \(failed) failed ".utf8))
        if runs == count { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }

    var summary: String {
        let verdict = failed == 0 ? "all kept the promises" : "\(failed) failed"
        return "\(runs) seeds, \(rate)/s: \(sum.orders) orders, \(sum.calls) calls, \(sum.deaths) deaths, "
            + "\(sum.powerCuts) power cuts; \(verdict)"
    }
}
