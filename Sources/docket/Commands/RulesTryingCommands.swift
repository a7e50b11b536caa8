// `docket rules test` and `docket rules simulate`: a change of rules is tried before it decides about anybody's order.

import ArgumentParser
import DocketDaemon
import ExactDecimals
import OrderModel
import OrderProcess

extension Rules {
    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run the cases that are written beside the rules, in rules/tests/.",
            discussion: """
                A case gives an order by the names that rules use, and says what they have to ask for. What it does not name is \
                that of an ordinary order.

                Exit status 0: all cases come out as they say. 1: some do not.
                """)
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions
        @Option(
            help: ArgumentHelp("Try these rules instead: a folder or a file.", valueName: "path")) var rules: String?

        struct View: Encodable {
            var name, place, path: String
            var isGood: Bool
            var differences: [RuleCase.Difference]
            var rules: [String]
        }

        func run() throws {
            let settings = try Rules.settings(desk, rulesAt: rules)
            let (cases, problems) = RuleCaseFile.load(from: desk.location)
            guard !problems.contains(where: { $0.severity == .error }) else {
                Terminal.error.write(ConfigurationProblem.report(problems))
                throw ExitStatus.problems
            }
            let results = cases.map { (rule: $0, outcome: $0.run(settings)) }
            if output.json {
                try JSONOutput.print(
                    results.map { rule, outcome in
                        View(
                            name: rule.name, place: rule.place, path: outcome.forecast.path.words,
                            isGood: outcome.isGood, differences: outcome.differences,
                            rules: outcome.forecast.path.rules)
                    })
            } else {
                for (rule, outcome) in results { Terminal.output.write(Test.text(rule, outcome)) }
                Terminal.output.line(Test.summary(results.map(\.outcome)))
            }
            if results.contains(where: { !$0.outcome.isGood }) { throw ExitStatus.problems }
        }

        private static func text(_ rule: RuleCase, _ outcome: RuleCase.Outcome) -> String {
            let terminal = Terminal.output
            guard !outcome.isGood else { return "  ✓ \(rule.name)\n" }
            var text = terminal.red("  ✗ \(rule.name)") + "  (\(rule.place))\n"
            for difference in outcome.differences {
                text += "      \(difference.what): expected \(difference.expected)\n"
                text += "      \(String(repeating: " ", count: difference.what.count))  but is   \(difference.found)\n"
            }
            for applied in outcome.forecast.applied {
                text += "      rule \(applied.rule) → \(applied.outcome)\n"
                text += applied.values.map { "        \($0.expression) = \($0.value)\n" }.joined()
                text += applied.failure.map { "        could not be judged: \($0)\n" } ?? ""
            }
            return text
        }

        private static func summary(_ outcomes: [RuleCase.Outcome]) -> String {
            guard !outcomes.isEmpty else { return "There are no cases: write some into rules/tests/*.yaml." }
            let bad = outcomes.count { !$0.isGood }
            let all = "\(outcomes.count) case\(outcomes.count == 1 ? "" : "s")"
            return bad == 0 ? "\n\(all): all come out as they say." : "\n\(all): \(bad) do not come out as they say."
        }
    }

    struct Simulate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Which past orders would have gone another way with other rules, and why.",
            discussion: """
                The past is decided anew from the archive, in memory of its own, and at each review the other rules are asked on \
                the facts of that moment: prices, stock and credit as they were then. Neither desk nor rules are changed, and a \
                running desk is not disturbed.
                """)
        @Argument(help: ArgumentHelp("The other rules: a folder with rule files, or one file.", valueName: "rules"))
        var rules: String
        @Option(
            help: ArgumentHelp(
                "Only reviews since then: a span such as 30d, 4w or 12h, or a date such as 2026-11-01.",
                valueName: "when")) var since = "30d"
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard Simulate.instant(since, now: SystemClock.now()) != nil else {
                throw ValidationError(
                    "'\(since)' is no time: write a span such as 30d, 4w or 12h, or a date such as 2026-11-01.")
            }
        }

        func run() throws { try sayingTrouble { try simulate() } }

        private func simulate() throws {
            let now = SystemClock.now()
            let start = Simulate.instant(since, now: now) ?? now
            let trial = try Rules.loaded(desk, rulesAt: rules).ruleSet
            let configuration = try desk.configuration()
            let folder = try TemporaryFolder.make(for: "rules")
            defer { TemporaryFolder.remove(folder) }
            let progress = StageProgress()
            let report: RuleSimulationReport
            do {
                report = try RuleSimulation.run(configuration, trying: trial, since: start, in: folder, now: now) {
                    progress.advanced($0.name, to: $1, of: $2)
                }
            } catch {
                progress.clear()
                throw CommandTrouble(ExitStatus.cannotWrite, "the simulation broke off: \(error)")
            }
            progress.clear()
            if output.json { return try JSONOutput.print(RuleSimulationView(report, since: start)) }
            Terminal.output.write(RuleSimulationPage.text(report, since: start))
        }

        private static func instant(_ text: String, now: Instant) -> Instant? {
            if let date = CalendarDate(text) { return Instant(date: date) }
            guard let unit = text.last, let count = Int64(text.dropLast()), (1...100_000).contains(count) else {
                return nil
            }
            let seconds: Int64
            switch unit {
            case "h": seconds = 3600
            case "d": seconds = 86_400
            case "w": seconds = 604_800
            default: return nil
            }
            return now.adding(seconds: -count * seconds)
        }
    }

    fileprivate static func settings(_ desk: DeskOptions, rulesAt path: String?) throws -> DeskSettings {
        try loaded(desk, rulesAt: path).deskSettings(digest: Configuration.sha256)
    }

    /// The desk's configuration, with other rules where a path is given; what is wrong with it is printed.
    fileprivate static func loaded(_ desk: DeskOptions, rulesAt path: String?) throws -> Configuration {
        guard let path else { return try desk.configuration() }
        let loaded = Configuration.load(from: desk.location, rulesAt: absolute(path))
        guard let configuration = loaded.configuration else {
            Terminal.error.write(ConfigurationProblem.report(loaded.problems))
            throw ExitStatus.problems
        }
        return configuration
    }
}
