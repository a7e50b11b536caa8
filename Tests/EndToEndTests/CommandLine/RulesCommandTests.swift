// `docket rules`: are the rules right, what may they ask about, what does an expression come to.

import Foundation
import SystemPackage
import Testing

@Suite("docket rules", .timeLimit(.minutes(5))) struct RulesCommandTests {
    @Test("check lists the rules in force, and shows a misspelt field with its place and the right name")
    func check() async throws {
        try await withDesk { desk in
            let good = try await desk.docket("rules", "check")
            #expect(good.code == 0 && good.output.contains("price-below-list-or-last-sale"), "\(good.output)")
            try RawFiles.write(
                """
                rules:
                  - id: large-order
                    when: order.totl > 1000
                    approve: [finance]
                    reason: the order is large

                """, to: "\(desk.etc)/rules/own.yaml")
            let bad = try await desk.docket("rules", "check")
            #expect(bad.code == 1)
            #expect(bad.error.contains("own.yaml:3:") && bad.error.contains("totl"), "\(bad.error)")
            #expect(bad.error.contains("total"), "the right name is suggested: \(bad.error)")
        }
    }

    @Test(
        "a row of a decision table decides about an order; check says what is odd about the table, and where a cell is wrong"
    )
    func table() async throws {
        try await withDesk { desk in
            try RawFiles.write(
                "match;first\norder.total;approve;reason\n>= 1000;finance;large\n> 2000;sales;never\n< 500;;\n",
                to: "\(desk.etc)/rules/sizes.csv")
        } _: { desk in
            let checked = try await desk.docket("rules", "check")
            #expect(checked.code == 0 && checked.output.contains("sizes-3"), "\(checked)")
            #expect(checked.error.contains("sizes.csv:4:1: warning: row 4 is never reached"), "\(checked.error)")
            #expect(checked.error.contains("warning: no row matches order.total = 500"), "\(checked.error)")
            try Shop.stockUp(desk)
            try desk.drop(Shop.csv("LARGE", [Shop.Line(quantity: "8000")]), into: "acme/web", as: "large.csv")
            try desk.drop(Shop.csv("SMALL"), into: "acme/web", as: "small.csv")
            try await desk.takesWhatIsThere()
            #expect(try await desk.order("LARGE").waitsFor == ["finance"])
            #expect(try await desk.order("SMALL").status == "dispatching")
            let explained = try await desk.docket("orders", "explain", "LARGE")
            #expect(explained.output.contains("rule sizes-3"), "\(explained.output)")
            #expect(explained.output.contains("order.total = 2000"), "\(explained.output)")
            try RawFiles.write("order.total;approve\n> 5;finanze\n", to: "\(desk.etc)/rules/sizes.csv")
            let bad = try await desk.docket("rules", "check")
            #expect(bad.code == 1 && bad.error.contains("sizes.csv:2:5: error"), "\(bad.error)")
        }
    }

    @Test("a rule of one's own decides about the next order, and explain names it with its values")
    func ownRule() async throws {
        try await withDesk { desk in
            try RawFiles.write(
                """
                rules:
                  - id: large-order
                    requirement: OWN-1
                    when: order.total > 1000.0
                    approve: [finance]
                    reason: the order is large

                """.replacing("1000.0", with: "decimal(\"1000\")"), to: "\(desk.etc)/rules/own.yaml")
        } _: { desk in
            try Shop.stockUp(desk)
            try desk.drop(Shop.csv("LARGE", [Shop.Line(quantity: "8000")]), into: "acme/web", as: "large.csv")
            try desk.drop(Shop.csv("SMALL"), into: "acme/web", as: "small.csv")
            try await desk.takesWhatIsThere()
            #expect(try await desk.order("LARGE").waitsFor == ["finance"])
            #expect(try await desk.order("SMALL").status == "dispatching")
            let explained = try await desk.docket("orders", "explain", "LARGE")
            #expect(explained.output.contains("rule large-order [OWN-1]"), "\(explained.output)")
            #expect(explained.output.contains("order.total = 2000"), "\(explained.output)")
        }
    }

    @Test("eval prints a typed value; a mistake is told with its stage, exit 1")
    func eval() async throws {
        let sum = try await run(.docket, ["rules", "eval", "decimal(\"0.1\") + decimal(\"0.2\") == decimal(\"0.3\")"])
        #expect(sum.code == 0 && sum.output == "{\"type\":\"bool\",\"value\":true}\n", "\(sum.output)")
        for (expression, stage) in [("1 +", "parse"), ("1 + \"a\"", "check"), ("1 / 0", "eval")] {
            let wrong = try await run(.docket, ["rules", "eval", expression])
            #expect(wrong.code == 1, "\(expression)")
            let answer: [String: String] = try wrong.json()
            #expect(answer["stage"] == stage && answer["error"]?.isEmpty == false, "\(expression): \(answer)")
        }
    }

    @Test("eval --batch answers every line by a line, whatever the line is")
    func batch() async throws {
        let questions = [
            #"{"expr":"x + 1","bindings":{"x":{"type":"int","value":"41"}}}"#,
            #"{"expr":"1 == 'a'"}"#,
            #"{"expr":"1 == 'a'","typed":false}"#,
            #"{"expr":"1 +"}"#,
            #"{"expr":"1 / 0"}"#,
            "",
            "no JSON",
            #"["expr"]"#,
            #"{"expr":"1","typd":true}"#,
            #"{"expr":"1","bindings":{"x":{"type":"int","value":"many"}}}"#,
            "{\"expr\":\"'\u{0}'\"}",
            String(repeating: "[", count: 20_000),
            #"{"expr":"'a\\nb'"}"#,
        ]
        let answered = try await run(.docket, ["rules", "eval", "--batch"], input: questions.joined(separator: "\n"))
        #expect(answered.code == 0 && answered.error.isEmpty, "\(answered.error)")
        let answers = answered.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let stages = [nil, "check", nil, "parse", "eval"] + Array(repeating: "parse", count: 7) + [nil]
        try #require(answers.count == questions.count, "\(answered.output)")
        for (answer, stage) in zip(answers, stages) {
            if let stage { #expect(answer.hasPrefix(#"{"error":""#) && answer.hasSuffix(#"","stage":"\#(stage)"}"#)) }
        }
        #expect(answers.first == #"{"type":"int","value":"42"}"#)
        #expect(answers[2] == #"{"type":"bool","value":false}"#)
        #expect(answers.last == #"{"type":"string","value":"a\nb"}"#)
        let neither = try await run(.docket, ["rules", "eval"])
        let both = try await run(.docket, ["rules", "eval", "--batch", "1"])
        #expect(neither.code == 64 && both.code == 64)
    }

    @Test("eval --batch answers while its input stays open, and passes over a line that is too long")
    func batchStreaming() async throws {
        // The second request is written only when the first has been answered.
        let script = """
            { echo '{"expr":"1"}'; until [ -s answers ]; do sleep 0.05; done
              head -c 17000000 /dev/zero; echo; echo '{"expr":"2"}'; } | "$0" rules eval --batch > answers; cat answers
            """
        let folder = FileManager.default.temporaryDirectory.appending(path: "batch-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let answered = try await run("/bin/sh", ["-c", script, Program.docket.path.string], in: folder)
        let answers = answered.output.split(separator: "\n")
        try #require(answers.count == 3, "\(answered.output) \(answered.error)")
        #expect(answers[0] == #"{"type":"int","value":"1"}"# && answers[2] == #"{"type":"int","value":"2"}"#)
        #expect(answers[1].contains("longer than") && answers[1].hasSuffix(#","stage":"parse"}"#), "\(answers[1])")
    }

    @Test("eval without an expression, or with one beside --batch, is a wrong use")
    func evalUsage() async throws {
        for arguments in [[], ["--batch", "1"], ["--batch", "--untyped"]] {
            let wrong = try await run(.docket, ["rules", "eval"] + arguments)
            #expect(wrong.code == 64 && wrong.error.contains("--batch"), "\(arguments): \(wrong.error)")
        }
    }

    @Test("vars tells what a rule can ask about")
    func vars() async throws {
        let asked = try await run(.docket, ["rules", "vars"])
        #expect(asked.code == 0)
        for name in ["order.total", "order.lines", "customer.creditStanding"] {
            #expect(asked.output.contains(name), "\(asked.output)")
        }
    }
}
