// `docket-bench desk`: what a release build of the desk does in a second, beside what the same disk does in the same run.

import ArgumentParser
import Foundation

struct DeskBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "Measure the desk beside the bare disk that it works on.",
        discussion: """
            Measures what the disk and SQLite do by themselves, lets the desk work, checks that every order was answered, \
            measures the disk again, and prints tables: the figures, and each target with what was measured. A wrong \
            outcome is an error (exit status 1), a missed target is not. docs/performance.md explains the figures.

              files      many files of one order each
              batch      one file of many orders, for each number of --orders
              latency    from a drop to its confirmation, at an idle desk
              waiting    many files in one inbox when the desk starts: the first claim, and memory
              behind     the same file at a fresh ledger and at one with many orders in it
              reference  a long list of products while orders come
              idle       processor and memory of a desk that has nothing to do
            """)

    @Option(help: ArgumentHelp("A fresh folder for this run is made beneath it.", valueName: "dir"))
    var folder = "var/bench"
    @Option(help: ArgumentHelp("The program to measure. Default: docket beside this program.", valueName: "path"))
    var docket: String?
    @Flag(help: "The sizes the desk has to stand up to, instead of small ones. Takes hours and some 100 GiB.")
    var full = false
    @Option(
        help: ArgumentHelp(
            "Only these, separated by commas: \(Measure.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "names"), transform: DeskBench.measures)
    var only: [Measure]?
    @Option(help: ArgumentHelp("How many files of one order each. Default: \(range(\.files)).", valueName: "n"))
    var files: Int?
    @Option(
        help: ArgumentHelp(
            "How many orders in the one large file; several numbers are several files, one after the other. Default: "
                + "2000,20000 or, with --full, 100000,1000000.", valueName: "n,…"))
    var orders: NumberList?
    @Option(help: ArgumentHelp("How many drops at an idle desk. Default: \(range(\.drops)).", valueName: "n"))
    var drops: Int?
    @Option(help: ArgumentHelp("How many files wait in one inbox. Default: \(range(\.waiting)).", valueName: "n"))
    var waiting: Int?
    @Option(
        help: ArgumentHelp("How many orders the ledger has behind it. Default: \(range(\.behind)).", valueName: "n"))
    var behind: Int?
    @Option(
        help: ArgumentHelp(
            "How many orders such a ledger is given. Default: \(range(\.behindOrders)).", valueName: "n"))
    var behindOrders: Int?
    @Option(
        help: ArgumentHelp("How many products come in one file. Default: \(range(\.reference)).", valueName: "n"))
    var reference: Int?
    @Option(
        help: ArgumentHelp("How long the desk has nothing to do. Default: \(range(\.idleSeconds)).", valueName: "s"))
    var idleSeconds: Int?
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

    private static func range(_ size: KeyPath<Scale, Int>) -> String {
        "\(Scale.quick[keyPath: size]), with --full \(Scale.full[keyPath: size])"
    }

    private static func measures(_ argument: String) throws -> [Measure] {
        try argument.split(separator: ",").map { name in
            if let measure = Measure(rawValue: String(name)) { return measure }
            throw ValidationError(
                "'\(name)' is not measured; there are: \(Measure.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
    }

    private var scale: Scale {
        var scale = full ? Scale.full : Scale.quick
        scale.files = files ?? scale.files
        scale.orders = orders?.numbers ?? scale.orders
        scale.drops = drops ?? scale.drops
        scale.waiting = waiting ?? scale.waiting
        scale.behind = behind ?? scale.behind
        scale.behindOrders = behindOrders ?? scale.behindOrders
        scale.reference = reference ?? scale.reference
        scale.idleSeconds = idleSeconds ?? scale.idleSeconds
        return scale
    }

    func validate() throws {
        func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
            guard range.contains(value) else {
                throw ValidationError("--\(name) is \(value), but must be \(range.lowerBound) to \(range.upperBound).")
            }
        }
        let scale = scale
        try check("files", scale.files, 1...1_000_000)
        for number in scale.orders { try check("orders", number, 1...5_000_000) }
        try check("drops", scale.drops, 1...100_000)
        try check("waiting", scale.waiting, 10...1_000_000)
        try check("behind", scale.behind, 1...10_000_000)
        try check("behind-orders", scale.behindOrders, 1...1_000_000)
        try check("reference", scale.reference, 1...1_000_000)
        try check("idle-seconds", scale.idleSeconds, 1...86_400)
        try check("lines", lines, 1...1_000)
        try check("products", products, 1...100_000)
        try check("raw-files", rawFiles, 100...1_000_000)
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
        let desk = DeskMeasures(
            scale: scale, catalogue: Catalogue(products: products, linesPerOrder: lines), program: program,
            place: place, sharing: before.fasterSharing, progress: progress)
        let results = try desk.measure(only ?? Measure.allCases)
        let after = try disk.measure("at the end")
        return Report(
            machine: machine, before: before, after: after, linesPerOrder: lines, results: results,
            verdicts: Verdicts.of(results))
    }
}
