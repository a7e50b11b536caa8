// `docket rules`: are the rules right, what may they ask about, and what does an expression come to. Cases and other
// rules are tried in RulesTryingCommands.swift.

import ArgumentParser
import DocketDaemon
import OrderProcess
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

    struct Eval: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Evaluate an expression and print its typed value as JSON.",
            discussion: #"""
                Bindings are typed values: {"x": {"type": "int", "value": "42"}}. An error is printed as \#
                {"error": …, "stage": "parse" | "check" | "eval"}, with exit status 1.

                --batch reads a JSON object per line of standard input, {"expr": …, "bindings": {…}, "typed": true | false}, \#
                and answers each with one line at once; the exit status is 0.
                """#)
        @Argument(help: "The expression, such as 'decimal(\"0.1\") + decimal(\"0.2\")'.") var expression: String?
        @Option(help: ArgumentHelp("A JSON file with the variables.", valueName: "file")) var bindings: String?
        @Flag(help: "Skip the type check: what does not fit is noticed only where the evaluation comes by.")
        var untyped = false
        @Flag(help: "Answer each line of standard input, a JSON object, with one line of JSON.")
        var batch = false

        func validate() throws {
            if batch, expression != nil || bindings != nil || untyped {
                throw ValidationError("--batch takes expression, bindings and typed from its lines.")
            }
            if !batch, expression == nil { throw ValidationError("An expression is missing, or --batch.") }
        }

        func run() throws {
            guard let expression else {
                return LineReading.eachLine(limit: ExpressionBatch.lineBytes) { line in
                    switch line {
                    case .whole(let bytes): Terminal.output.line(ExpressionBatch.answer(to: bytes))
                    case .tooLong: Terminal.output.line(ExpressionBatch.answerToLongLine)
                    }
                }
            }
            let text = try bindings.map { String(decoding: try WholeFile.read($0), as: UTF8.self) }
            let variables = try text.map { try RuleValue.bindings(typedJSON: $0) } ?? [:]
            switch RuleExpression.evaluate(source: expression, bindings: variables, typed: !untyped) {
            case .success(let value): Terminal.output.line(value.typedJSON)
            case .failure(let error):
                try JSONOutput.print(["error": error.description, "stage": error.stage.rawValue])
                throw ExitStatus.problems
            }
        }
    }

    struct Vars: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What a rule can ask about.")
        @OptionGroup var output: OutputOptions

        struct View: Encodable {
            var name, type, meaning: String
            var isOptional: Bool
        }

        func run() throws {
            if output.json {
                return try JSONOutput.print(
                    RuleVariables.documentation.map {
                        View(name: $0.name, type: $0.type, meaning: $0.meaning, isOptional: $0.isOptional)
                    })
            }
            var table = Table("VARIABLE", "TYPE", "MEANING")
            for entry in RuleVariables.documentation {
                table.add(entry.name + (entry.isOptional ? "?" : ""), entry.type, entry.meaning)
            }
            Terminal.output.write(table.text())
            Terminal.output.line("\n? can be without a value: ask with has(…) first.")
        }
    }
}
