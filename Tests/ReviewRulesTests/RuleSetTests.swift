// The desk's rules: loading them, and what they say about an order.

import Testing

@testable import ReviewRules

@Suite("Rule sets")
struct RuleSetTests {
    private func errors(_ condition: String, line: Int = 4, column: Int = 11, indent: Int = 0) -> [RuleError] {
        let rule = OrderFixture.rule(condition, line: line, column: column, indent: indent)
        return RuleSet.compile([rule], variables: OrderFixture.variables).1
    }

    @Test("F05: one line below the list price or the last price is enough")
    func priceRule() throws {
        let condition =
            "order.lines.exists(l, l.unitPrice < l.listPrice || (has(l.lastPrice) && l.unitPrice < l.lastPrice))"
        let good = try OrderFixture.line("A", price: "10", list: "10")
        let cheap = try OrderFixture.line("B", price: "9.99", list: "10.00")
        let belowLast = try OrderFixture.line("C", price: "10", list: "9", last: "10.01")
        #expect(try OrderFixture.verdict(condition, on: OrderFixture.order([good])) == .notMatched)
        for line in [cheap, belowLast] {
            let result = try OrderFixture.verdict(condition, on: OrderFixture.order([good, line]))
            #expect(result != .notMatched)
        }
    }

    @Test("A misspelt field is an error with file, line, column and the field that was meant")
    func misspeltField() throws {
        let error = try #require(errors("order.lines.exists(l, l.unitPrise > 5)").first)
        #expect(error.file == "rules/price.yaml")
        #expect(error.line == 4)
        #expect(error.column == 11 + 24)
        #expect(error.suggestion == "unitPrice")
        #expect(error.stage == .check)
        #expect(error.description.hasPrefix("rules/price.yaml:4:35: rule rule: Line has no field 'unitPrise'"))
        #expect(error.description.hasSuffix("did you mean 'unitPrice'?"))
    }

    @Test(
        "Names that are close to a known one are suggested",
        arguments: [
            ("ordr.total > 5", "order"), ("order.totl > 5", "total"), ("order.lines.exist(l, true)", "exists"),
            ("order.number.startWith('4')", "startsWith"), ("math.absolut(5) > 3", "math.abs"),
            ("math.frobnicate(5) > 3", nil),
            ("math.abss(5) > 3", "math.abs"), ("total > 5", "order.total"),
            ("order.lines.all(l, unitPrice > 5)", "l.unitPrice"), ("order.urgent and true", "&&"),
            ("order.total = 5", "=="), ("order.xyzzy > 5", nil),
        ] as [(String, String?)])
    func suggestions(condition: String, suggestion: String?) throws {
        #expect(try #require(errors(condition).first).suggestion == suggestion)
    }

    @Test("In a condition of several lines the place is that of its own line")
    func placeInSeveralLines() throws {
        let error = try #require(errors("order.urgent &&\norder.totl > 5", line: 7, column: 9, indent: 6).first)
        #expect(error.line == 8)
        #expect(error.column == 6 + 7)
    }

    @Test("All slips of all rules are reported, and no set comes back, so that the earlier rules stay in force")
    func allErrors() {
        let rules = [
            OrderFixture.rule("order.totl > 5 && order.urgnt", id: "a"), OrderFixture.rule("true", id: "b"),
            OrderFixture.rule("order.total >", id: "c"),
        ]
        let (set, errors) = RuleSet.compile(rules, variables: OrderFixture.variables)
        #expect(set == nil)
        #expect(errors.map(\.rule) == ["a", "a", "c"])
        #expect(errors.map(\.suggestion) == ["total", "urgent", nil])
    }

    @Test("Two rules cannot have the same id")
    func doubleId() {
        let (set, errors) = RuleSet.compile(
            [OrderFixture.rule("true", id: "a"), OrderFixture.rule("false", id: "a", line: 9)],
            variables: OrderFixture.variables)
        #expect(set == nil)
        #expect(errors.map(\.line) == [9])
    }

    @Test(
        "A condition has to be true or false",
        arguments: ["order.total", "5", "order.lines.map(l, l.sku)", "'x'"])
    func conditionIsBool(condition: String) {
        #expect(errors(condition).map(\.stage) == [.check])
    }

    @Test("A missing condition says what to write")
    func emptyCondition() {
        #expect(errors("").first?.sentence.contains("write true") == true)
        #expect(errors("  // nothing").first?.sentence.contains("write true") == true)
    }

    @Test(
        "Type errors say what to write instead",
        arguments: [
            ("order.total < 9.5", "decimal(\"9.5\")"), ("order.total * 1.1 > 5", "decimal(\"1.1\")"),
            ("order.receivedAt < '2026-11-22T00:00:00Z'", "timestamp("), ("order.total == '5'", "decimal('5')"),
            ("order.lines.unitPrice > 5", "exists"), ("order['total'] > 5", "point"), ("order.note == null", "has("),
        ])
    func advice(condition: String, advice: String) throws {
        #expect(try #require(errors(condition).first).sentence.contains(advice))
    }

    @Test("A rule that has no value for an order fails visibly, at its place, and applies for caution")
    func failingRule() throws {
        let bindings = try OrderFixture.order([OrderFixture.line("A", price: "10", list: nil)])
        let (set, _) = RuleSet.compile(
            [
                OrderFixture.rule("order.lines.exists(l, l.unitPrice < l.listPrice)", id: "a"),
                OrderFixture.rule("order.urgent", id: "b"), OrderFixture.rule("!order.urgent", id: "c"),
            ], variables: OrderFixture.variables)
        let verdicts = try #require(set).evaluate(bindings)
        guard case .failed(let error) = verdicts[0].result else {
            Issue.record("the first rule should fail")
            return
        }
        #expect(error.stage == .eval)
        #expect(error.column == 11 + 38)
        #expect(error.sentence.contains("'listPrice' has no value"))
        #expect(verdicts.map(\.applies) == [true, true, false])
    }

    @Test("A variable that is not bound makes the rules that read it fail, and only those")
    func unboundVariable() throws {
        let (set, _) = RuleSet.compile(
            [OrderFixture.rule("now > timestamp(0)", id: "a"), OrderFixture.rule("true", id: "b")],
            variables: OrderFixture.variables)
        let verdicts = try #require(set).evaluate([:])
        #expect(verdicts.map(\.applies) == [true, true])
        guard case .failed(let error) = verdicts[0].result else {
            Issue.record("the first rule should fail")
            return
        }
        #expect(error.sentence.contains("'now' has no value"))
        #expect(verdicts[1].result == .matched([]))
    }

    @Test("Only the fields that a rule names are asked for")
    func fieldsAreLazy() throws {
        let record = AskedRecord("Order", names: ["urgent", "total"]) { name in
            #expect(name == "urgent")
            return name == "urgent" ? true : nil
        }
        #expect(try OrderFixture.verdict("order.urgent", on: ["order": .record(record)]) != .notMatched)
    }

    @Test("A dyn field is judged when the rule runs")
    func dynField() throws {
        let bindings = try OrderFixture.order([])
        #expect(try OrderFixture.verdict("order.extra.site == 'north'", on: bindings) != .notMatched)
        #expect(try OrderFixture.verdict("order.extra.site == 5", on: bindings) == .notMatched)
    }

    @Test("Of a table of which the first row counts, the first that matches does; one that fails stops nothing")
    func firstOf() throws {
        func rule(_ id: String, _ when: String, _ table: String?) -> RuleDefinition {
            RuleDefinition(
                id: id, when: when, place: SourcePlace(file: "rules/a.csv", line: 1, column: 1),
                outcome: RuleOutcome(approve: [["operations"]]), firstOf: table)
        }
        let rules = [
            rule("a-1", "order.total > 100", "a"), rule("a-2", "order.total / 0 > 1", "a"),
            rule("a-3", "order.urgent", "a"), rule("b-1", "true", "b"), rule("a-4", "true", "a"),
            rule("b-2", "true", "b"), rule("c", "true", nil), rule("d", "true", nil),
        ]
        let (set, errors) = RuleSet.compile(rules, variables: OrderFixture.variables)
        #expect(errors.isEmpty)
        let verdicts = try #require(set).evaluate(try OrderFixture.order([]))
        #expect(verdicts.filter(\.applies).map(\.rule.id) == ["a-2", "a-3", "b-1", "c", "d"])
    }

    @Test("In a condition that was put together from several places, a mistake is told at its own")
    func placeInParts() throws {
        let parts = [
            SourcePart(start: 1, length: 12, line: 1, column: 5), SourcePart(start: 13, length: 0, line: 7, column: 3),
            SourcePart(start: 17, length: 14, line: 8, column: 2),
        ]
        let rule = RuleDefinition(
            id: "rule", when: "order.urgent && order.totl > 5",
            place: SourcePlace(file: "rules/a.csv", line: 7, column: 1, parts: parts), outcome: RuleOutcome())
        let error = try #require(RuleSet.compile([rule], variables: OrderFixture.variables).1.first)
        #expect(error.line == 8)
        #expect(error.column == 8)
        #expect(rule.place.position(line: 1, column: 15) == (7, 3))
    }
}

/// A record whose fields are worked out when they are asked for.
private final class AskedRecord: RuleRecord {
    let typeName: String
    private let names: [String]
    private let lookup: @Sendable (String) -> RuleValue?

    init(_ typeName: String, names: [String], lookup: @escaping @Sendable (String) -> RuleValue?) {
        self.typeName = typeName
        self.names = names
        self.lookup = lookup
    }

    var fieldNames: [String] { names.filter { lookup($0) != nil } }
    func value(of field: String) -> RuleValue? { lookup(field) }
}
