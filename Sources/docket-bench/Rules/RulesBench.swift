// `docket-bench rules`: how many orders a core judges in a second by the default rules, beside cel-python on the same.

import ArgumentParser
import DocketDaemon
import Foundation
import Glibc
import OrderProcess
import ReviewRules

struct RulesBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Measure the review rules beside cel-python.",
        discussion: """
            Takes the rules that 'docket init' writes and orders as a desk meets them. What is measured is what the desk does \
            for each: the variables are made, every rule is evaluated, and each that matches is explained. cel-python evaluates \
            the same conditions on the same variables, which it finds made already; it has to find the same rules matching. \
            What counts is processor time of one core, the best of several rounds.
            """)

    @Option(help: ArgumentHelp("A fresh folder for this run is made beneath it.", valueName: "dir"))
    var folder = "var/bench"
    @Option(help: ArgumentHelp("How many orders are judged in a round.", valueName: "n"))
    var orders = 100_000
    @Option(help: ArgumentHelp("How many different orders there are.", valueName: "n"))
    var different = 1_000
    @Option(help: ArgumentHelp("How many of them cel-python judges.", valueName: "n"))
    var sample = 300
    @Option(help: ArgumentHelp("How many rounds.", valueName: "n"))
    var rounds = 3
    @Option(help: ArgumentHelp("A Python that has cel-python; without it, it is left out.", valueName: "path"))
    var python: String?
    @Option(help: ArgumentHelp("The script that evaluates with cel-python.", valueName: "path"))
    var pythonScript = "scripts/bench-rules.py"
    @Flag(help: "Print the figures as JSON.")
    var json = false

    func validate() throws {
        guard (1...100_000_000).contains(orders) else { throw ValidationError("--orders must be 1 to 100000000.") }
        guard (1...100_000).contains(different) else { throw ValidationError("--different must be 1 to 100000.") }
        guard (1...different).contains(sample) else { throw ValidationError("--sample must be 1 to --different.") }
        guard (1...100).contains(rounds) else { throw ValidationError("--rounds must be 1 to 100.") }
    }

    func run() throws {
        let place = try Workplace(beneath: folder)
        let progress = Progress()
        let machine = Machine.look(at: place)
        let rules = try defaultRules(place)
        let cases = try RuleOrders.make(different)
        var best = Double.infinity
        var matched = 0
        for round in 1...rounds {
            progress.say("Docket, round \(round) of \(rounds)")
            let (seconds, count) = judge(cases, by: rules)
            best = min(best, seconds)
            matched = count
        }
        var report = RulesReport(
            machine: machine, rules: rules.rules.count, orders: orders, lines: RuleOrders.linesPerOrder(cases),
            matchesPerOrder: Double(matched) / Double(orders), docketPerSecond: Double(orders) / max(best, 1e-9))
        if let python { report.celPythonPerSecond = try beside(python, rules, cases, place, progress) }
        TextOut.standard.write(json ? try report.json() + "\n" : report.text())
        try place.remove()
    }

    /// As a new desk has them.
    private func defaultRules(_ place: Workplace) throws -> RuleSet {
        let root = place.path(of: "desk")
        _ = try DeskInit.layOut(at: root)
        let loaded = Configuration.load(from: ConfigurationLocation(root: root))
        guard let configuration = loaded.configuration else { throw BenchError("The default rules cannot be read.") }
        return configuration.ruleSet
    }

    /// What the desk does for each order; how long it took and how many rules matched.
    private func judge(_ cases: [ReviewCase], by rules: RuleSet) -> (seconds: Double, matched: Int) {
        var matched = 0
        let start = RulesBench.processorSeconds()
        for index in 0..<orders {
            let order = cases[index % cases.count]
            let verdicts = rules.evaluate { RuleVariables.value(of: $0, for: order) }
            for verdict in verdicts where verdict.applies { matched += 1 }
        }
        return (RulesBench.processorSeconds() - start, matched)
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    // MARK: - cel-python

    /// What the script prints.
    private struct Answer: Codable {
        var cpuSeconds: Double
        var matches: [[String]]
    }

    private func beside(
        _ python: String, _ rules: RuleSet, _ cases: [ReviewCase], _ place: Workplace, _ progress: Progress
    ) throws -> Double {
        let input = place.path(of: "rules.jsonl")
        try RulesBench.lines(rules, cases.prefix(sample)).write(toFile: input, atomically: false, encoding: .utf8)
        progress.say("cel-python, \(sample) orders")
        let child = ChildProcess(
            program: python, arguments: [pythonScript, input], log: place.path(of: "cel-python.log"))
        _ = try child.run { seconds, _ in progress.move("\(Digits.seconds(seconds)) s") }
        let output = try Data(contentsOf: URL(filePath: place.path(of: "cel-python.log")))
        guard let line = output.split(separator: UInt8(ascii: "\n")).last else {
            throw BenchError("\(pythonScript) printed nothing.")
        }
        let answer = try JSONDecoder().decode(Answer.self, from: line)
        let own = cases.prefix(sample).map { order in
            rules.evaluate(RuleVariables.bindings(order)).filter(\.applies).map(\.rule.id)
        }
        guard answer.matches == own else {
            let index = zip(answer.matches, own).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
            throw BenchError("cel-python and Docket disagree on order \(index): nothing is compared.")
        }
        return Double(sample) / max(answer.cpuSeconds, 1e-9)
    }

    /// The conditions in the first line, then an order's variables in each.
    private static func lines(_ rules: RuleSet, _ cases: ArraySlice<ReviewCase>) throws -> String {
        let encoder = JSONEncoder()
        let conditions = rules.rules.map { ["id": $0.id, "when": $0.when] }
        var text = String(decoding: try encoder.encode(conditions), as: UTF8.self) + "\n"
        for order in cases {
            let members = RuleVariables.bindings(order).sorted { $0.key < $1.key }.map {
                "\"\($0.key)\":\($0.value.typedJSON)"
            }
            text += "{\(members.joined(separator: ","))}\n"
        }
        return text
    }
}

extension RuleOrders {
    static func linesPerOrder(_ cases: [ReviewCase]) -> Double {
        Double(cases.map(\.lineCount).reduce(0, +)) / Double(max(cases.count, 1))
    }
}
