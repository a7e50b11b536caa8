// docket-simulate: the real pipeline on a simulated disk, run after run, each driven by its seed.

import ArgumentParser
import DeskSimulation
import Foundation
import Glibc

@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docket-simulate",
        abstract: "Run the desk on a simulated disk while everything goes wrong, and check the promises.",
        discussion: """
            Each seed is one run: calls fail, disks fill, processes die, the power is cut and takes with it what was not \
            synced, shares come and go, the clock jumps, partners act at any moment, the carrier answers and is not \
            heard. Afterwards everything works again, the desk comes to rest, and the promises of docs/reliability.md are \
            checked. Exit status 1 means that a run broke one; the command that repeats it is printed.
            """)

    @Option(help: "How many seeds to run.") var seeds = 1_000
    @Option(help: "The first seed.") var from: UInt64 = 1
    @Option(help: "Run only this seed.") var seed: UInt64?
    @Option(help: "How many processes share the seeds.") var jobs = ProcessInfo.processInfo.activeProcessorCount
    @Flag(help: "Print what happens, call by call; in one process.") var verbose = false
    @Flag(help: "Go on after a seed that failed.") var keepGoing = false
    @Option(help: ArgumentHelp("Plant a bug into the desk: \(Simulate.bugs).", valueName: "bug"))
    var plant: [String] = []
    @Flag(help: .hidden) var worker = false

    private static let bugs = PlantedBug.allCases.map(\.rawValue).joined(separator: ", ")

    func validate() throws {
        guard seeds > 0, jobs > 0 else { throw ValidationError("At least one seed, and at least one process.") }
        _ = try harm()
    }

    private func harm() throws -> Set<PlantedBug> {
        Set(
            try plant.map { name in
                guard let bug = PlantedBug(rawValue: name) else { throw ValidationError("There is no bug \(name).") }
                return bug
            })
    }

    func run() throws {
        try Simulate.fixHashing()
        if worker { return try Worker.serve(harm: try harm()) }
        let range = seed.map { $0...$0 } ?? from...from.addingReportingOverflow(UInt64(seeds) - 1).partialValue
        var tally = Tally(count: range.count, planted: plant, keepsGoing: keepGoing)
        if seed != nil || verbose {
            let world = try World()
            defer { world.remove() }
            for seed in range {
                let run = Simulation(seed: seed, world: world, harm: try harm(), isVerbose: verbose)
                guard tally.note(try run.run(), of: seed) else { break }
            }
        } else {
            let workers = WorkerPool(jobs: min(jobs, range.count), arguments: plant.flatMap { ["--plant", $0] })
            tally = try workers.run(range, tally)
        }
        print(tally.summary)
        if tally.hasFailed { throw ExitCode(1) }
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
