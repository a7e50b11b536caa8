// Readings of one file, each by a process of its own: ours, and those of programs that a user knows.

import Foundation

struct Readings {
    let place: Workplace
    let python: String?
    let script: String
    let times: Int
    let progress: Progress

    private var ownProgram: String {
        URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().path
    }

    /// Our own reading, which has to find every order and nothing to complain about.
    func docket(_ path: String, orders: Int) throws -> ReaderFigure {
        try best("Docket") {
            let (cost, usage) = try cost(of: ownProgram, ["read", path])
            guard cost.count == orders, cost.problems == 0 else {
                throw BenchError(
                    "\(path): \(orders) orders were written, \(cost.count) read, \(cost.problems) problems.")
            }
            return (cost.cpuSeconds, usage.peakBytes)
        }
    }

    /// Nil where the program is not there.
    func known(_ reader: KnownReader, _ path: String) throws -> ReaderFigure? {
        switch reader {
        case .bareSAX:
            return try best(reader.title) {
                let (cost, usage) = try cost(of: ownProgram, ["read", path, "--bare-xml"])
                return (cost.cpuSeconds, usage.peakBytes)
            }
        case .xmllint:
            guard let program = Readings.find("xmllint") else { return missing(reader, "install libxml2-utils") }
            return try best(reader.title) {
                let usage = try run(program, ["--stream", "--noout", "--huge", path], log: "xmllint.log")
                return (usage.userSeconds + usage.systemSeconds, usage.peakBytes)
            }
        case .pythonCSV, .polars, .orjson, .orjsonLines:
            guard let python else { return missing(reader, "name a Python that has it with --python") }
            return try best(reader.title) {
                let (cost, usage) = try cost(of: python, [script, reader.rawValue, path])
                return (cost.cpuSeconds, usage.peakBytes)
            }
        }
    }

    private func missing(_ reader: KnownReader, _ remedy: String) -> ReaderFigure? {
        progress.say("  \(reader.title) is left out: \(remedy)")
        return nil
    }

    private func best(_ title: String, _ read: () throws -> (seconds: Double, peak: Int64)) throws -> ReaderFigure {
        var figure = ReaderFigure(title: title, cpuSeconds: .infinity, peakBytes: 0)
        for time in 1...times {
            progress.say("  \(title), reading \(time) of \(times)")
            let (seconds, peak) = try read()
            figure.cpuSeconds = min(figure.cpuSeconds, seconds)
            figure.peakBytes = max(figure.peakBytes, peak)
        }
        return figure
    }

    private func cost(of program: String, _ arguments: [String]) throws -> (ReadForBench.Cost, Usage) {
        let log = place.path(of: "reading.log")
        try? FileManager.default.removeItem(atPath: log)
        let usage = try run(program, arguments, log: "reading.log")
        let output = try Data(contentsOf: URL(filePath: log))
        guard let line = output.split(separator: UInt8(ascii: "\n")).last else {
            throw BenchError("\(program) printed nothing.")
        }
        return (try JSONDecoder().decode(ReadForBench.Cost.self, from: line), usage)
    }

    private func run(_ program: String, _ arguments: [String], log: String) throws -> Usage {
        let child = ChildProcess(program: program, arguments: arguments, log: place.path(of: log))
        return try child.run { seconds, _ in progress.move("\(Digits.seconds(seconds)) s") }
    }

    private static func find(_ program: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
