// The benchmarks: what a release build does, beside a known program or the bare disk, measured in the same run.

import ArgumentParser

@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docket-bench", abstract: "Measure a release build beside what a user knows.",
        subcommands: [
            DeskBench.self, FormatsBench.self, RulesBench.self, CarriersBench.self, ReadForBench.self,
            ServeForBench.self,
        ],
        defaultSubcommand: DeskBench.self)
}

struct BenchError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
