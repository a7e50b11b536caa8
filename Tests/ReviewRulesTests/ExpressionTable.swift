// Expressions with their results, one in a line: how the tables of these tests are read.

import ExactDecimals
import Testing

@testable import ReviewRules

/// A line `expression => result`. A result is a value as `describe` spells it, or `! stage kind column`.
struct ExpressionRow: CustomTestStringConvertible, Sendable {
    let expression: String
    let expected: String
    var testDescription: String { "\(expression) => \(expected)" }

    static func rows(_ table: String) -> [ExpressionRow] {
        table.split(separator: "\n").compactMap { line in
            guard let arrow = line.ranges(of: " => ").last else { return nil }
            let expression = String(line.prefix(upTo: arrow.lowerBound)).trimmed
            return ExpressionRow(expression: expression, expected: String(line.suffix(from: arrow.upperBound)).trimmed)
        }
    }

    /// Evaluates the expression and checks the result.
    func verify(bindings: [String: RuleValue] = [:], variables: [String: RuleType] = [:], typed: Bool = true) {
        let result = RuleExpression.evaluate(
            source: expression, bindings: bindings, typed: typed, variables: variables)
        #expect(ExpressionRow.describe(result) == expected, "\(expression)")
    }

    static func describe(_ result: Result<RuleValue, RuleExpressionError>) -> String {
        switch result {
        case .success(let value): describe(value)
        case .failure(let error): "! \(error.stage) \(error.kind) \(error.column)"
        }
    }

    /// `1` is an int, `1u` a uint, `1.0` a double, `1m` a decimal, `b:ff00` bytes, `@2026-…` a time, `~90s` a span.
    static func describe(_ value: RuleValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): "\(value)"
        case .uint(let value): "\(value)u"
        case .double(let value): value.isNaN ? "nan" : "\(value)"
        case .decimal(let value): "\(value)m"
        case .string(let value): "'\(value)'"
        case .bytes(let value): "b:" + value.map { String($0 + 0x100 as UInt16, radix: 16).dropFirst() }.joined()
        case .list(let values): "[" + values.map { describe($0) }.joined(separator: ", ") + "]"
        case .map(let map):
            "{" + map.entries.map { "\(describe($0.key)): \(describe($0.value))" }.joined(separator: ", ") + "}"
        case .record(let record): record.typeName
        case .timestamp(let value): "@\(value)"
        case .duration(let value): "~\(value)"
        case .type(let name): "type \(name)"
        }
    }
}

extension UInt16 {
    fileprivate static func + (left: UInt8, right: UInt16) -> UInt16 { UInt16(left) + right }
}

extension String {
    var trimmed: String {
        var text = Substring(self)
        while text.hasPrefix(" ") { text.removeFirst() }
        while text.hasSuffix(" ") { text.removeLast() }
        return String(text)
    }
}

/// All tables together, so that one test can count them.
enum ExpressionTables {
    static let all: [[ExpressionRow]] = [
        LanguageTables.literals, LanguageTables.operators, LanguageTables.comparisons, LanguageTables.logic,
        LanguageTables.collections, LanguageTables.macros, LanguageTables.syntaxErrors, FunctionTables.conversions,
        FunctionTables.decimals, FunctionTables.text, FunctionTables.patterns, FunctionTables.mathematics,
        FunctionTables.times, LanguageTables.unchecked, DefinitionTables.literals, DefinitionTables.operators,
        DefinitionTables.conversions, DefinitionTables.extensions, DefinitionTables.format,
    ]
}
