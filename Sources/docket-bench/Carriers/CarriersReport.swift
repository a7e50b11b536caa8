// The figures of the delivery to carriers, as tables for people and as JSON for programs.

import Foundation

/// What the programs came to with so many posts in flight.
struct PostResult: Codable {
    var inFlight: Int
    /// By program, a figure for each round.
    var runs: [String: [PostFigures]] = [:]

    /// The median of a program's rounds; nil if it is not there.
    func perSecond(_ poster: Poster) -> Double? { runs[poster.rawValue].map { Median.of($0.map(\.perSecond)) } }

    func processorMicroseconds(_ poster: Poster) -> Double? {
        runs[poster.rawValue].map { Median.of($0.map(\.processorMicroseconds)) }
    }

    /// The median of what Docket's rate was of the other's in the same round; nil if the other is not there.
    func ratio(to other: Poster) -> Double? {
        guard let own = runs[Poster.docket.rawValue], let others = runs[other.rawValue] else { return nil }
        return Median.of(zip(own, others).map { $0.perSecond / $1.perSecond })
    }
}

enum Median {
    static func of(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}

struct CarriersReport: Codable {
    var machine: Machine
    var posts: [PostResult] = []
    var outbox: OutboxResult?
    var backlog: BacklogResult?

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func text() -> String {
        let head = """

            \(machine.day): \(machine.cores) cores, \(Digits.grouped(machine.memoryMiB)) MiB, \(machine.filesystem), Linux \
            \(machine.kernel), load \(String(format: "%.1f", machine.load)) before the run

            """
        let parts = [
            posts.isEmpty ? nil : TextTable.text(postRows), outbox.map { TextTable.text($0.rows) },
            backlog.map { TextTable.text($0.rows) },
            TextTable.text([["Target", "wanted", "measured", "met"]] + verdicts),
        ]
        return ([head] + parts.compactMap { $0 }).joined(separator: "\n\n") + "\n"
    }

    private var postRows: [[String]] {
        [["Posts of 1 KiB", "in flight", "per second", "client µs each", "Docket by it"]]
            + posts.flatMap { result in
                Poster.allCases.map { poster in
                    guard let rate = result.perSecond(poster) else {
                        return [poster.title, "\(result.inFlight)", "not there", "", ""]
                    }
                    let ratio = poster == .docket ? "" : result.ratio(to: poster).map(Digits.times) ?? ""
                    let processor = result.processorMicroseconds(poster).map { String(format: "%.1f", $0) } ?? ""
                    return [poster.title, "\(result.inFlight)", Digits.grouped(rate), processor, ratio]
                }
            }
    }

    // MARK: Targets

    private var verdicts: [[String]] { posts.flatMap(postVerdicts) + outboxVerdicts + backlogVerdicts }

    private func row(_ what: String, _ wanted: String, _ measured: String, _ isMet: Bool) -> [String] {
        [what, wanted, measured, isMet ? "yes" : "no"]
    }

    private func postVerdicts(_ result: PostResult) -> [[String]] {
        guard result.inFlight > 1, let rate = result.perSecond(.docket) else { return [] }
        var rows = [
            row("\(result.inFlight) in flight", "≥ 10,000/s", Digits.grouped(rate) + "/s", rate >= 10_000)
        ]
        if let ratio = result.ratio(to: .curl) {
            rows.append(row("", "≥ 1.5 × curl --parallel", Digits.times(ratio), ratio >= 1.5))
        }
        if let ratio = result.ratio(to: .bareLoop) {
            rows.append(row("", "≥ 85 % of the bare loop", Digits.percent(ratio), ratio >= 0.85))
        }
        return rows
    }

    private var outboxVerdicts: [[String]] {
        guard let outbox else { return [] }
        return [row("beside an endpoint that hangs", "≥ 95 %", Digits.percent(outbox.ratio), outbox.ratio >= 0.95)]
    }

    private var backlogVerdicts: [[String]] {
        guard let backlog else { return [] }
        return [
            row(
                "first post after the start", "< 2 s", Digits.seconds(backlog.firstPostSeconds) + " s",
                backlog.firstPostSeconds < 2),
            row(
                "peak memory by that of few notices", "± 20 %", Digits.times(backlog.memoryRatio),
                backlog.memoryRatio <= 1.2),
            row("out of due order", "none", "\(backlog.outOfOrder)", backlog.outOfOrder == 0),
        ]
    }
}
