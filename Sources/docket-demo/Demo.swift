// The demo: a desk of its own, a carrier on loopback, the whole gallery of samples played through, and a verdict.

import ArgumentParser
import Foundation

@main
struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docket-demo",
        abstract: "Play the gallery of samples through a real desk, and check what comes out.",
        discussion: """
            Lays out a desk, starts the daemon and a small carrier that answers on loopback, drops every sample, lets people \
            and warehouse answer when they are asked, and ends with a table. Exit status 1 means that something did not come \
            out as its sample says. The desk stays there to look at.
            """)

    @Option(help: ArgumentHelp("The gallery.", valueName: "dir")) var samples = "inbox-samples"
    @Option(help: ArgumentHelp("Where the demo's desk is laid out.", valueName: "dir")) var desk = "var/demo"
    @Option(help: ArgumentHelp("Only samples whose name begins so.", valueName: "name")) var only: String?
    @Option(help: "Kill the daemon so many times with kill -9 at random moments, and start it again.") var kills = 0
    @Option(help: "What the random moments follow from.") var seed: UInt64 = 1
    @Flag(help: "Print only the table and what is wrong.") var quiet = false

    func run() throws {
        let programs = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
        let gallery = URL(filePath: samples)
        let all = try Sample.load(from: gallery).filter { only == nil || $0.name.hasPrefix(only ?? "") }
        guard !all.isEmpty else { throw ValidationError("There are no samples in \(samples).") }
        let root = URL(filePath: desk).standardizedFileURL
        let desk = Desk(
            root: root, docket: programs.appending(path: "docket"),
            carrier: programs.appending(path: "loopback-carrier"))
        let play = Play(desk: desk, samples: all, kills: kills, seed: seed, say: say)
        say("A desk is laid out in \(self.desk)")
        try desk.layOut(configuration: gallery.appending(path: "config"))
        defer { _ = desk.stop() }
        try desk.startDaemon()
        say("Reference data: products, customers, prices, past sales, stock")
        try play.loadReferenceData(from: gallery.appending(path: "reference-data"))
        say("\(all.count) samples are dropped, and people answer when they are asked")
        try play.playAll()
        try finish(desk: desk, play: play)
    }

    private func finish(desk: Desk, play: Play) throws {
        let report = Checks.all(desk: desk, play: play)
        print("\n" + Summary(desk: desk, play: play, report: report).text())
        var wrong = report.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.flatMap { name, sentences in
            sentences.map { name.isEmpty ? $0 : "\(name): \($0)" }
        }
        let status = desk.stop()
        if status != 0 { wrong.append("the daemon ended with status \(status) instead of 0") }
        for sentence in wrong { print("✗ \(sentence)") }
        if kills > 0 { print("The daemon was killed \(kills) times and started \(desk.starts) times.") }
        let good = play.samples.count { report[$0.name]?.isEmpty ?? false }
        print("\(good) of \(play.samples.count) samples came out as they should.")
        print("Look at the desk in \(self.desk): inbox, outbox, archive, quarantine, docket.log")
        if let first = play.numbers.values.min() {
            print("Why an order stands where it stands:")
            print("  \(Demo.program("docket")) orders explain \(first) --root \(self.desk)")
        }
        if !wrong.isEmpty { throw ExitCode(1) }
    }

    /// The program beside this one, as a person would call it from here.
    private static func program(_ name: String) -> String {
        let here = FileManager.default.currentDirectoryPath + "/"
        let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name).path
        return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
    }

    private func say(_ line: String) {
        guard !quiet else { return }
        print(line)
        fflush(nil)
    }
}
