// `docket-bench desk`: what a release build of the desk does in a second, beside what the same disk does in the same run.

import ArgumentParser
import Foundation

struct DeskBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "Measure the desk beside the bare disk that it works on.",
        discussion: """
            Measures what the disk and SQLite do by themselves, lets 'docket run --once' work through many small files and \
            one large one, checks that every order was answered, measures the disk again, and prints a table. A wrong \
            outcome is an error (exit status 1), a slow one is not. docs/performance.md explains the figures.
            """)

    @Option(help: ArgumentHelp("A fresh folder for this run is made beneath it.", valueName: "dir"))
    var folder = "var/bench"
    @Option(help: ArgumentHelp("The program to measure. Default: docket beside this program.", valueName: "path"))
    var docket: String?
    @Option(help: ArgumentHelp("How many files of one order each; 0 leaves this work out.", valueName: "n"))
    var files = 2_000
    @Option(help: ArgumentHelp("How many orders in the one large file; 0 leaves this work out.", valueName: "n"))
    var orders = 20_000
    @Option(help: ArgumentHelp("Lines per order.", valueName: "n"))
    var lines = 2
    @Option(help: ArgumentHelp("Products in the catalogue, each with a price and stock.", valueName: "n"))
    var products = 200
    @Option(help: ArgumentHelp("How many files the measure of the bare disk makes.", valueName: "n"))
    var rawFiles = 2_000
    @Flag(help: "Print the figures as JSON.")
    var json = false
    @Flag(help: "Leave the folder with the desks and their logs.")
    var keep = false

    func validate() throws {
        func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
            guard range.contains(value) else {
                throw ValidationError("--\(name) is \(value), but must be \(range.lowerBound) to \(range.upperBound).")
            }
        }
        try check("files", files, 0...1_000_000)
        try check("orders", orders, 0...1_000_000)
        try check("lines", lines, 1...1_000)
        try check("products", products, 1...100_000)
        try check("raw-files", rawFiles, 100...1_000_000)
        guard files + orders > 0 else { throw ValidationError("There is nothing to measure.") }
    }

    func run() throws {
        let program = try docketProgram()
        let place = try Workplace(beneath: folder)
        let progress = Progress()
        do {
            let report = try measure(program: program, place: place, progress: progress)
            try TextOut.standard.write(json ? report.json() + "\n" : report.text())
        } catch {
            progress.say("Everything is left in \(place.path) to look at.")
            throw error
        }
        progress.say(keep ? "Everything is left in \(place.path)." : "The folder of this run is removed")
        if !keep { try place.remove() }
    }

    private func docketProgram() throws -> String {
        let own = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
        let path = docket ?? own.appending(path: "docket").path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw BenchError("There is no program \(path). Build it with 'scripts/bench', or name it with --docket.")
        }
        return URL(filePath: path).standardizedFileURL.path
    }

    private func measure(program: String, place: Workplace, progress: Progress) throws -> Report {
        let machine = Machine.look(at: place)
        let disk = DiskMeasure(place: place, files: rawFiles, progress: progress)
        let before = try disk.measure("at the beginning")
        let catalogue = Catalogue(products: products, linesPerOrder: lines)
        var results: [WorkResult] = []
        for work in works(catalogue) {
            let run = WorkRun(
                work: work, catalogue: catalogue, program: program, place: place, sharing: before.fasterSharing,
                progress: progress)
            results.append(try run.measure())
        }
        let after = try disk.measure("at the end")
        return Report(machine: machine, before: before, after: after, linesPerOrder: lines, works: results)
    }

    private func works(_ catalogue: Catalogue) -> [Work] {
        var works: [Work] = []
        if files > 0 { works.append(.manyFiles(count: files, catalogue)) }
        if orders > 0 { works.append(.oneFile(orders: orders, catalogue)) }
        return works
    }
}
