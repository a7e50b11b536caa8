// Every limit of the rule language, with its name and its default.

/// How much work and nesting one rule may ask for. A rule comes from a configuration file, its data from a trading
/// partner: neither may exhaust the stack, the memory or the time of the desk.
package struct RuleLimits: Hashable, Sendable {
    /// How many steps one evaluation may take: one for each part of the expression that is evaluated, and one more for
    /// each 16 bytes or list elements that a function reads or writes.
    package var evaluationSteps = 1_000_000
    /// How deep parentheses, lists, calls and chains of operators may be nested. `&&` and `||` chains do not nest.
    /// With the default a debug build stays within 400 KiB of stack.
    package var expressionDepth = 100
    /// The longest expression, in Unicode code points.
    package var expressionLength = 100_000
    /// How many elements or arguments stand in one list, map or call of an expression.
    package var elementsPerLiteral = 10_000
    /// The longest regular expression, in Unicode code points.
    package var patternLength = 1_000
    /// How many instructions a regular expression may compile to, after repetitions are unrolled.
    package var patternInstructions = 20_000
    /// The highest bound of a repetition such as `x{2,1000}`, as in RE2.
    package var patternRepetition = 1_000
    /// How deep groups of a regular expression may be nested.
    package var patternDepth = 50
    /// The longest JSON text of typed values, in bytes.
    package var typedValueBytes = 16 * 1024 * 1024
    /// How deep typed values may be nested in their JSON text.
    package var typedValueDepth = 64
    /// How many values of an expression an explanation lists.
    package var explainedValues = 24
    /// How long a value is in an explanation before it is cut, in Unicode code points.
    package var explainedValueLength = 120

    package init() {}

    package static let standard = RuleLimits()
}
