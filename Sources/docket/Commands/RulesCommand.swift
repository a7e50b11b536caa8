// `docket rules`: are the rules right, and what may they ask about. Expressions are evaluated in RulesEvalCommand.swift,
// cases and other rules are tried in RulesTryingCommands.swift.

import ArgumentParser
import DocketDaemon
import OrderProcess
import ReviewRules
import ReviewRules

struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The review rules.", subcommands: [Check.self, Test.self, Simulate.self, Eval.self, Vars.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check the rule files; list the rules that are in force.",
            discussion: """
                Of decision tables (rules/*.csv) it says which rows are never reached or overlap, and what no row \
                matches; that is no error.
                """)
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        struct View: Encodable {
            var id, requirement, when, outcome, file: String
            var line: Int
            /// The table of which only the first row that matches counts.
            var firstOf: String?
        }

        func run() throws {
            let files = ConfigurationFiles.read(at: desk.location)
            let loaded = Configuration.load(files, location: desk.location)
            let problems = loaded.problems.filter { $0.scope == .rules }
            guard problems.isEmpty, let configuration = loaded.configuration else {
                Terminal.error.write(ConfigurationProblem.report(problems.isEmpty ? loaded.problems : problems))
                throw ExitStatus.problems
            }
            try list(configuration)
            Terminal.error.write(ConfigurationProblem.report(TableReview.problems(in: files)))
        }

        private func list(_ configuration: Configuration) throws {
            if output.json {
                return try JSONOutput.print(
                    configuration.rules.map {
                        View(
                            id: $0.id, requirement: $0.requirement, when: $0.when, outcome: $0.outcome.inWords,
                            file: $0.place.file, line: $0.place.line, firstOf: $0.firstOf)
                    })
            }
            var table = Table("RULE", "ROW", "ASKS FOR", "WHY")
            for rule in configuration.rules {
                table.add(rule.id, rule.requirement, rule.outcome.inWords, rule.outcome.reason)
            }
            Terminal.output.write(table.text())
        }
    }

    struct Vars: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What a rule can ask about.",
            discussion: "Review rules ask about order, customer and today; rules of transport about shipment.")
        @OptionGroup var output: OutputOptions

        struct View: Encodable {
            var name, type, meaning: String
            var isOptional: Bool
        }

        private static let all = RuleVariables.documentation + ShipmentVariables.documentation

        func run() throws {
            if output.json {
                return try JSONOutput.print(
                    Vars.all.map {
                        View(name: $0.name, type: $0.type, meaning: $0.meaning, isOptional: $0.isOptional)
                    })
            }
            var table = Table("VARIABLE", "TYPE", "MEANING")
            for entry in Vars.all {
                table.add(entry.name + (entry.isOptional ? "?" : ""), entry.type, entry.meaning)
            }
            Terminal.output.write(table.text())
            Terminal.output.line("\n? can be without a value: ask with has(…) first.")
        }
    }
}
