// No rule file and no order exhausts the stack or the time: limits end in errors.

import Glibc
import Testing

@testable import ReviewRules

@Suite("Limits")
struct LimitTests {
    /// Runs on a thread whose stack has 512 KiB, as small as any that the desk uses.
    private func onSmallStack(_ body: @escaping @Sendable () -> Void) throws {
        final class Work {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var attributes = pthread_attr_t()
        try #require(pthread_attr_init(&attributes) == 0)
        defer { pthread_attr_destroy(&attributes) }
        try #require(pthread_attr_setstacksize(&attributes, 512 * 1024) == 0)
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body))
        let started = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        try #require(started == 0)
        pthread_join(thread, nil)
    }

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    /// Expressions that nest as deep as they are asked to, in every way that the language has.
    static let nestings: [(name: String, expression: @Sendable (Int) -> String)] = [
        ("parentheses", { repeated("(", $0) + "1" + repeated(")", $0) }),
        ("lists", { repeated("[", $0) + "1" + repeated("]", $0) }),
        ("maps", { repeated("{1:", $0) + "1" + repeated("}", $0) }),
        ("calls", { repeated("dyn(", $0) + "1" + repeated(")", $0) }),
        ("sums", { "1" + repeated("+1", $0) }),
        ("sums to the right", { repeated("1+(", $0) + "1" + repeated(")", $0) }),
        ("negations", { repeated("!", $0) + "true" }),
        ("minus signs", { repeated("-", $0) + "(1)" }),
        ("choices", { repeated("true ? 1 : ", $0) + "1" }),
        ("choices in the middle", { repeated("true ? ", $0) + "1" + repeated(" : 1", $0) }),
        ("fields", { "x" + repeated(".a", $0) }),
        ("indexes", { "x" + repeated("[0]", $0) }),
        ("indexes inside", { repeated("x[", $0) + "0" + repeated("]", $0) }),
        ("methods", { "'a'" + repeated(".trim()", $0) }),
        ("macros inside", { repeated("[1].map(x, ", $0) + "1" + repeated(")", $0) }),
        ("macros behind", { "[1]" + repeated(".map(x, x)", $0) }),
        ("macros in ranges", { repeated("[1].all(x, [x].exists(x, ", $0) + "true" + repeated("))", $0) }),
        ("macros that are explained", { repeated("[[1]].exists(x, ", $0) + "true" + repeated(")", $0) }),
        ("or and and", { repeated("true && (false || ", $0) + "true" + repeated(")", $0) }),
        ("comparisons", { "1" + repeated(" == dyn(1)", $0) }),
        ("records", { repeated("R{a:", $0) + "1" + repeated("}", $0) }),
    ]

    @Test("Whatever is nested without end is an error, not a crash", arguments: nestings.indices)
    func endlessNesting(index: Int) throws {
        let nesting = LimitTests.nestings[index]
        for depth in [101, 5_000] {
            let source = nesting.expression(depth)
            try onSmallStack {
                guard case .failure(let error) = RuleExpression.evaluate(source: source, typed: false) else {
                    Issue.record("\(nesting.name) \(depth) deep should be refused")
                    return
                }
                #expect(error.kind == .tooComplex, "\(nesting.name) \(depth) deep: \(error)")
                #expect(error.stage == .parse)
            }
        }
    }

    @Test("What the limit allows runs on a small stack, checked, evaluated and explained", arguments: nestings.indices)
    func allowedNesting(index: Int) throws {
        let nesting = LimitTests.nestings[index]
        for depth in [1, 50] + Array(96...100) {
            let source = nesting.expression(depth)
            try onSmallStack {
                for typed in [true, false] {
                    let result = RuleExpression.evaluate(source: source, bindings: ["x": [0]], typed: typed)
                    if case .success(let value) = result { _ = value.typedJSON }
                }
                for condition in [source, "dyn(\(source)) == 1 || true"] {
                    let rules = RuleSet.compile([OrderFixture.rule(condition)], variables: ["x": .dyn]).0
                    _ = rules?.evaluate(["x": [0]])
                }
            }
        }
    }

    @Test("The depth that the language definition asks for is there: 32 of each")
    func requiredDepth() {
        let x: RuleValue = [0]
        for nesting in LimitTests.nestings where !["records", "macros in ranges", "or and and"].contains(nesting.name) {
            let result = RuleExpression.evaluate(source: nesting.expression(32), bindings: ["x": x], typed: false)
            if case .failure(let error) = result { #expect(error.stage == .eval, "\(nesting.name): \(error)") }
        }
    }

    @Test("Chains of && and || are as long as anyone writes them")
    func longChains() {
        let chain = Array(repeating: "false", count: 2_000).joined(separator: " || ")
        #expect(RuleExpression.evaluate(source: chain) == .success(false))
        let both = Array(repeating: "true && true", count: 2_000).joined(separator: " || ")
        #expect(RuleExpression.evaluate(source: both) == .success(true))
    }

    private func expectCostLimit(_ source: String, bindings: [String: RuleValue]) {
        guard case .failure(let error) = RuleExpression.evaluate(source: source, bindings: bindings) else {
            Issue.record("\(source) should be too expensive")
            return
        }
        #expect(error.kind == .costLimit, "\(error)")
        #expect(error.sentence.contains("1000000 steps"))
    }

    @Test("Nested macros over long lists end at the budget, also inside || and exists, which forgive other errors")
    func costOfNestedMacros() {
        let list = RuleValue.list((0..<5_000).map { .int($0) })
        expectCostLimit("x.all(a, x.all(b, a + b >= 0))", bindings: ["x": list])
        expectCostLimit("x.exists(a, x.exists(b, a + b < 0)) || true", bindings: ["x": list])
        expectCostLimit("x.map(a, x.map(b, x)).size() > 0", bindings: ["x": list])
        expectCostLimit("x.all(a, a in x)", bindings: ["x": list])
    }

    @Test("Lists and texts that double again and again end at the budget")
    func costOfGrowth() {
        let doubling = "['0123456789']" + LimitTests.repeated(".map(s, s + s)", 40)
        expectCostLimit(doubling, bindings: [:])
        expectCostLimit("[[1, 2]]" + LimitTests.repeated(".map(l, l + l)", 40), bindings: [:])
        expectCostLimit("['ab']" + LimitTests.repeated(".map(s, s.replace('', s))", 40), bindings: [:])
        expectCostLimit("['ab']" + LimitTests.repeated(".map(s, [s, s].join(s))", 40), bindings: [:])
    }

    @Test("A list that holds itself many times over is as expensive to compare and to hand out as it is large")
    func costOfSharing() {
        let shared = "[[1]]" + LimitTests.repeated(".map(l, [l, l])", 40)
        expectCostLimit(shared, bindings: [:])
        expectCostLimit("\(shared) == \(shared)", bindings: [:])
        expectCostLimit("\(shared) in [\(shared)]", bindings: [:])
        expectCostLimit("{'a': \(shared)} != {'a': \(shared)}", bindings: [:])
    }

    @Test("Long texts are paid for by every function that reads them, and so are patterns, good or bad")
    func costOfTexts() {
        let bindings: [String: RuleValue] = [
            "t": .string(LimitTests.repeated("a", 1_000_000)), "x": .list((0..<100_000).map { .int($0) }),
            "m": .map(RuleMap((0..<5_000).map { ("\($0)", .int(1)) })),
        ]
        let tests = [
            "t.contains('b')", "t.size() == 1", "t == t + 'a'", "t in m", "int(t) == 1", "t.matches('b')",
            "t.matches('[' + string(i))", "'a'.matches('(a{1000}){1000}' + string(i))", "t.charAt(5) == 'b'",
            "''.matches('((a{1000}){15}b)')", "!m.exists(k, true)",
        ]
        for test in tests { expectCostLimit("x.exists(i, \(test))", bindings: bindings) }
    }

    @Test("Typed values as deep as they may be are read, written and compared on a small stack")
    func deepTypedValues() throws {
        let open = [#"{"type":"list","value":["#, #"{"type":"map","value":[[{"type":"int","value":"1"},"#]
        let close = ["]}", "]]}"]
        for kind in 0...1 {
            let json =
                LimitTests.repeated(open[kind], 63) + #"{"type":"null","value":null}"#
                + LimitTests.repeated(close[kind], 63)
            try onSmallStack {
                let value = try? RuleValue(typedJSON: json)
                #expect(value?.typedJSON == json)
                let bindings = value.map { ["x": $0, "y": $0] } ?? [:]
                #expect(RuleExpression.evaluate(source: "x == y", bindings: bindings) == .success(true))
            }
        }
    }

    @Test("A long list read once is no trouble")
    func affordable() {
        let list = RuleValue.list((0..<50_000).map { .int($0) })
        #expect(
            RuleExpression.evaluate(source: "x.all(a, a >= 0) && x.exists(a, a == 49999)", bindings: ["x": list])
                == .success(true))
    }

    @Test("The budget can be set")
    func ownBudget() {
        var limits = RuleLimits()
        limits.evaluationSteps = 10
        let result = RuleExpression.evaluate(source: "[1,2,3,4,5,6].all(a, a > 0)", limits: limits)
        guard case .failure(let error) = result else {
            Issue.record("ten steps should not be enough")
            return
        }
        #expect(error.kind == .costLimit)
    }

    @Test("A pattern that makes others go back without end is answered in few steps")
    func patternsAreLinear() {
        let text = LimitTests.repeated("a", 2_000)
        for pattern in [
            "^(a+)+$", "^(a|aa)+$", "^(a*)*b", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a?){500}a{500}b",
        ] {
            let result = RuleExpression.evaluate(
                source: "t.matches(p)", bindings: ["t": .string(text + "!"), "p": .string(pattern)])
            #expect(result == .success(false), "\(pattern)")
        }
    }

    @Test("Patterns that are too long, too deep or unroll too far are refused")
    func patternLimits() {
        let patterns = [
            LimitTests.repeated("a", 1_001), LimitTests.repeated("(", 60) + LimitTests.repeated(")", 60),
            "((a{1000}){1000}){1000}",
        ]
        for pattern in patterns {
            #expect(throws: PatternError.self) { try Pattern(pattern) }
        }
    }

    @Test("An expression can have so many characters and elements, and no more")
    func lengths() {
        for source in [LimitTests.repeated(" ", 100_001), "[" + LimitTests.repeated("1,", 10_001) + "1]"] {
            guard case .failure(let error) = RuleExpression.evaluate(source: source) else {
                Issue.record("it should be refused")
                return
            }
            #expect(error.kind == .tooComplex)
        }
    }
}
