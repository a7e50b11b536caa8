// The figures of the review rules, as a table for people and as JSON for programs.

import Foundation

struct RulesReport: Codable {
    /// Orders per second and core.
    static let target = 100_000.0

    var machine: Machine
    var rules: Int
    var orders: Int
    var lines: Double
    var matchesPerOrder: Double
    var docketPerSecond: Double
    /// nil: it was not there.
    var celPythonPerSecond: Double?

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

        \(rules) rules, orders of \(String(format: "%.1f", lines)) lines on average, \
        \(String(format: "%.2f", matchesPerOrder)) rules match an order. Processor time of one core, the best round. The target is
        \(Digits.grouped(RulesReport.target)) orders/s: \(docketPerSecond >= RulesReport.target ? "met" : "not met").

        """
    }

    private var rows: [[String]] {
        var rows = [
            ["Evaluated by", "orders/s", "rules/s", "Docket by it"],
            ["Docket", Digits.grouped(docketPerSecond), Digits.grouped(docketPerSecond * Double(rules)), ""],
        ]
        if let celPythonPerSecond {
            rows.append([
                "cel-python", Digits.grouped(celPythonPerSecond), Digits.grouped(celPythonPerSecond * Double(rules)),
                String(format: "%.0f", docketPerSecond / celPythonPerSecond),
            ])
        }
        return rows
    }
}
