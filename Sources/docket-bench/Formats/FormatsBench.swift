// `docket-bench formats`: how fast files become typed orders, beside programs that a user knows, in the same run.

import ArgumentParser
import Foundation

struct FormatsBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats", abstract: "Measure the readers beside programs that a user knows.",
        discussion: """
            Writes a file of many orders in each format, reads it into typed orders, and lets Python's csv, polars, orjson, \
            xmllint --stream and libxml2 with empty handlers read the same file. What is compared is processor time, user and \
            system together, of one core; of several readings the best counts. docs/performance.md explains the figures.
            """)

    @Option(help: ArgumentHelp("A fresh folder for this run is made beneath it.", valueName: "dir"))
    var folder = "var/bench"
    @Option(help: ArgumentHelp("How large each file is, in MiB.", valueName: "n"))
    var megabytes = 64
    @Option(help: ArgumentHelp("How often each file is read.", valueName: "n"))
    var `repeat` = 3
    @Option(
        help: ArgumentHelp(
            "Only this format: \(FormatFile.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
    var only: [FormatFile] = []
    @Option(help: ArgumentHelp("A Python that has polars and orjson; without it they are left out.", valueName: "path"))
    var python: String?
    @Option(help: ArgumentHelp("The script that reads files with Python's libraries.", valueName: "path"))
    var pythonScript = "scripts/bench-formats.py"
    @Flag(help: "Print the figures as JSON.")
    var json = false
    @Flag(help: "Leave the files.")
    var keep = false

    func validate() throws {
        guard (1...4_096).contains(megabytes) else { throw ValidationError("--megabytes must be 1 to 4096.") }
        guard (1...100).contains(self.repeat) else { throw ValidationError("--repeat must be 1 to 100.") }
    }

    func run() throws {
        let place = try Workplace(beneath: folder)
        let progress = Progress()
        let machine = Machine.look(at: place)
        let readings = Readings(
            place: place, python: python, script: pythonScript, times: self.repeat, progress: progress)
        var results: [FormatResult] = []
        for format in only.isEmpty ? FormatFile.allCases : only {
            results.append(try measure(format, readings, place, progress))
        }
        let report = FormatsReport(machine: machine, megabytes: megabytes, formats: results)
        TextOut.standard.write(json ? try report.json() + "\n" : report.text())
        if keep { progress.say("The files are in \(place.path)") } else { try place.remove() }
    }

    private func measure(
        _ format: FormatFile, _ readings: Readings, _ place: Workplace, _ progress: Progress
    ) throws -> FormatResult {
        let path = place.path(of: "orders.\(format.rawValue)")
        progress.say("\(format.title): writing \(megabytes) MiB")
        let orders = try format.write(to: path, bytes: megabytes << 20) { written in
            progress.move("\(written >> 20) of \(megabytes) MiB")
        }
        let bytes = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        let own = try readings.docket(path, orders: orders)
        var result = FormatResult(
            title: format.title, bytes: bytes, orders: orders, docket: own, beside: [])
        for known in KnownReader.beside(format) {
            if let figure = try readings.known(known, path) { result.beside.append(figure) }
        }
        if !keep { try FileManager.default.removeItem(atPath: path) }
        return result
    }
}

extension FormatFile: ExpressibleByArgument {}

/// A program that a user knows, as the measure beside ours.
enum KnownReader: String {
    case pythonCSV = "csv"
    case polars
    case orjson
    case orjsonLines = "orjson-lines"
    case xmllint
    case bareSAX = "bare-sax"

    var title: String {
        switch self {
        case .pythonCSV: "Python csv.reader"
        case .polars: "polars.read_csv, one thread"
        case .orjson: "orjson.loads"
        case .orjsonLines: "orjson.loads, line by line"
        case .xmllint: "xmllint --stream"
        case .bareSAX: "libxml2 SAX2, empty handlers"
        }
    }

    static func beside(_ format: FormatFile) -> [KnownReader] {
        switch format {
        case .csv: [.polars, .pythonCSV]
        case .jsonLines: [.orjsonLines]
        case .jsonArray: [.orjson]
        case .ubl: [.bareSAX, .xmllint]
        case .x12, .edifact: []
        }
    }
}
