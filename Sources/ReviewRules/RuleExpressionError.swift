// What is wrong with an expression, and where: the one error type of the rule language.

/// Why an expression cannot be read, does not fit the declared variables, or has no value for the data at hand.
package struct RuleExpressionError: Error, Hashable, Sendable {
    /// When it was noticed.
    package enum Stage: String, Hashable, Sendable, Codable {
        /// The text is not an expression.
        case parse
        /// The expression does not fit the declared variables and functions.
        case check
        /// The expression has no value for the data that it met.
        case eval
    }

    package enum Kind: Hashable, Sendable {
        case syntax
        /// Nested too deep or too long.
        case tooComplex
        case unknownName
        case unknownField
        case unknownFunction
        /// An operator or a function does not take values of these types.
        case wrongType
        case overflow
        case divisionByZero
        /// A key, a field or an index that is not there.
        case missing
        /// A value that a function cannot work with, such as `int("x")`.
        case badArgument
        /// The evaluation has used up its steps.
        case costLimit
    }

    package let stage: Stage
    package let kind: Kind
    /// What is wrong and what to do, for people.
    package let sentence: String
    /// The line in the expression, from 1.
    package let line: Int
    /// The column in that line, from 1, in Unicode code points.
    package let column: Int
    /// The name that was probably meant.
    package let suggestion: String?
}

extension RuleExpressionError: CustomStringConvertible {
    /// The sentence with its place: `1:7: there is no field 'totl' …; did you mean 'total'?`
    package var description: String { "\(line):\(column): \(sentenceWithSuggestion)" }

    package var sentenceWithSuggestion: String {
        suggestion.map { "\(sentence); did you mean '\($0)'?" } ?? sentence
    }
}

extension RuleExpressionError {
    init(
        _ stage: Stage, _ kind: Kind, _ sentence: String, at offset: Int, in source: SourceText,
        suggestion: String? = nil
    ) {
        let (line, column) = source.position(of: offset)
        self.init(
            stage: stage, kind: kind, sentence: sentence, line: line, column: column, suggestion: suggestion)
    }
}

/// An expression's text, by code point, so that offsets, columns and sizes all count the same.
struct SourceText: Sendable {
    let scalars: [Unicode.Scalar]

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    /// The line and column, from 1, of the code point at `offset`.
    func position(of offset: Int) -> (line: Int, column: Int) {
        var line = 1
        var start = 0
        for index in 0..<min(offset, scalars.count) where scalars[index] == "\n" {
            line += 1
            start = index + 1
        }
        return (line, min(offset, scalars.count) - start + 1)
    }

    func text(_ start: Int, _ end: Int) -> String {
        let lower = max(0, min(start, scalars.count))
        let upper = max(lower, min(end, scalars.count))
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[lower..<upper])
        return String(text)
    }
}
