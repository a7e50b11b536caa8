// The figures of the readers, as a table for people and as JSON for programs.

import Foundation

/// What one reader needed for a file.
struct ReaderFigure: Codable {
    var title: String
    /// User and system time of the best reading.
    var cpuSeconds: Double
    /// The most memory that was resident in any reading.
    var peakBytes: Int64
}

struct FormatResult: Codable {
    var title: String
    var bytes: Int
    var orders: Int
    var docket: ReaderFigure
    var beside: [ReaderFigure]

    func megabytesPerSecond(_ figure: ReaderFigure) -> Double { Double(bytes) / 1e6 / max(figure.cpuSeconds, 1e-9) }
}

struct FormatsReport: Codable {
    var machine: Machine
    var megabytes: Int
    var formats: [FormatResult]

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func text() -> String {
        """

        \(machine.day): \(machine.cores) cores, \(Digits.grouped(machine.memoryMiB)) MiB, Linux \(machine.kernel), load \
        \(String(format: "%.1f", machine.load)) before the run

        \(TextTable.text(rows))

        Files of \(megabytes) MiB, orders of two lines. MB/s is for one core: megabytes of the file by seconds of its
        processor, user and system together, best of the readings. "Docket by it" is how many times as fast Docket made
        typed orders of the file as the program beside it made of it what it makes. docs/performance.md says more.

        """
    }

    private var rows: [[String]] {
        var rows = [["Format", "read by", "MB/s", "orders/s", "peak memory", "Docket by it"]]
        for format in formats {
            rows.append(row(format, format.docket, isOwn: true))
            rows += format.beside.map { row(format, $0, isOwn: false) }
        }
        return rows
    }

    private func row(_ format: FormatResult, _ figure: ReaderFigure, isOwn: Bool) -> [String] {
        let rate = format.megabytesPerSecond(figure)
        return [
            isOwn ? format.title : "", figure.title, String(format: "%.1f", rate),
            isOwn ? Digits.grouped(Double(format.orders) / max(figure.cpuSeconds, 1e-9)) : "",
            Digits.mebibytes(figure.peakBytes),
            isOwn ? "" : String(format: "%.2f", format.megabytesPerSecond(format.docket) / rate),
        ]
    }
}
