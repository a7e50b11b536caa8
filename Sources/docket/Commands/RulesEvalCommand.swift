// `docket rules eval`: what an expression comes to. With --batch, what each of many comes to, one per line.

import ArgumentParser
import ReviewRules

extension Rules {
    struct Eval: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Evaluate an expression and print its typed value as JSON.",
            discussion: #"""
                Bindings are typed values: {"x": {"type": "int", "value": "42"}}. An error is printed as \#
                {"error": …, "stage": "parse" | "check" | "eval"}, with exit status 1.

                With --batch, each line of standard input is an object {"expr": …, "bindings": {…}, "typed": true}, the \#
                last two of which may be left out, and is answered at once with one line: a typed value or an error. \#
                The exit status is then 0.
                """#)
        @Argument(help: "The expression, such as 'decimal(\"0.1\") + decimal(\"0.2\")'.") var expression: String?
        @Option(help: ArgumentHelp("A JSON file with the variables.", valueName: "file")) var bindings: String?
        @Flag(help: "Skip the type check: what does not fit is noticed only where the evaluation comes by.")
        var untyped = false
        @Flag(help: "Answer standard input, line by line, until it ends.") var batch = false

        func validate() throws {
            if batch, expression != nil || bindings != nil || untyped {
                throw ValidationError(
                    "With --batch the expressions come on standard input, each with its bindings and \"typed\".")
            }
            if !batch, expression == nil {
                throw ValidationError("Name an expression, or give --batch and expressions on standard input.")
            }
        }

        func run() throws {
            guard let expression else { return try answerLines() }
            let text = try bindings.map { String(decoding: try WholeFile.read($0), as: UTF8.self) }
            let variables = try text.map { try RuleValue.bindings(typedJSON: $0) } ?? [:]
            switch RuleExpression.evaluate(source: expression, bindings: variables, typed: !untyped) {
            case .success(let value): Terminal.output.line(value.typedJSON)
            case .failure(let error):
                try JSONOutput.print(["error": error.description, "stage": error.stage.rawValue])
                throw ExitStatus.problems
            }
        }

        private func answerLines() throws {
            var lines = StandardInputLines(limit: RuleLimits.standard.typedValueBytes)
            while let line = try lines.next() {
                let answer =
                    switch line {
                    case .whole(let bytes): ExpressionQuestion.answer(to: bytes)
                    case .tooLong: ExpressionQuestion.answerToLongLine()
                    }
                Terminal.output.line(answer)
            }
        }
    }
}
