// Every expression of the tables has the result that the language definition gives it.

import Testing

@testable import ReviewRules

@Suite("Expressions")
struct ExpressionTests {
    @Test("Literals", arguments: LanguageTables.literals)
    func literal(_ row: ExpressionRow) { row.verify() }

    @Test("Operators", arguments: LanguageTables.operators)
    func operators(_ row: ExpressionRow) { row.verify() }

    @Test("Comparisons", arguments: LanguageTables.comparisons)
    func comparison(_ row: ExpressionRow) { row.verify() }

    @Test("Logic: a side that decides makes errors of the other side no matter", arguments: LanguageTables.logic)
    func logic(_ row: ExpressionRow) { row.verify() }

    @Test("Lists, maps and membership", arguments: LanguageTables.collections)
    func collection(_ row: ExpressionRow) { row.verify() }

    @Test("Macros", arguments: LanguageTables.macros)
    func macro(_ row: ExpressionRow) { row.verify() }

    @Test("Slips point at the place", arguments: LanguageTables.syntaxErrors)
    func slip(_ row: ExpressionRow) { row.verify(bindings: ["a": ["x": 1]]) }

    @Test("Without checking, slips show when the evaluation comes by", arguments: LanguageTables.unchecked)
    func unchecked(_ row: ExpressionRow) { row.verify(typed: false) }

    @Test("Conversions", arguments: FunctionTables.conversions)
    func conversion(_ row: ExpressionRow) { row.verify() }

    @Test("Decimals are exact", arguments: FunctionTables.decimals)
    func decimal(_ row: ExpressionRow) { row.verify() }

    @Test("Text functions count code points", arguments: FunctionTables.text)
    func text(_ row: ExpressionRow) { row.verify() }

    @Test("Regular expressions", arguments: FunctionTables.patterns)
    func pattern(_ row: ExpressionRow) { row.verify() }

    @Test("Mathematics", arguments: FunctionTables.mathematics)
    func mathematics(_ row: ExpressionRow) { row.verify() }

    @Test("Times and durations", arguments: FunctionTables.times)
    func time(_ row: ExpressionRow) { row.verify() }

    @Test(
        "What the language's definition and its extension libraries ask for",
        arguments: [
            DefinitionTables.literals, DefinitionTables.operators, DefinitionTables.conversions,
            DefinitionTables.extensions, DefinitionTables.format,
        ].flatMap { $0 })
    func definition(_ row: ExpressionRow) { row.verify() }

    @Test("The tables hold more than 600 different expressions")
    func count() {
        #expect(Set(ExpressionTables.all.joined().map(\.expression)).count > 600)
    }

    @Test("Dotted variables: the longest name that is declared counts, and macros' elements come first")
    func dottedNames() {
        let bindings: [String: RuleValue] = ["a.b": ["c": "short"], "a.b.c": "long", "x": 7]
        let rows = ExpressionRow.rows(
            """
            a.b.c => 'long'
            a.b['c'] => 'short'
            (a.b).c => 'long'
            [{'b': 1}].map(a, a.b) => [1]
            [1].map(x, x + .x) => [8]
            [1].map(x, .a.b.c) => ['long']
            """)
        for row in rows { row.verify(bindings: bindings) }
    }
}
