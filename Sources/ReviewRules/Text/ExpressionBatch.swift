// `docket rules eval --batch`: one line of JSON in, one line of JSON out, whatever stands in it.

/// An expression to evaluate, as a line of JSON asks for it: `{"expr":"x + 1","bindings":{"x":{"type":"int","value":"1"}}}`.
package struct ExpressionRequest: Sendable {
    package let source: String
    package let bindings: [String: RuleValue]
    /// Whether it is checked against the types of its bindings first; so it is where the line does not say.
    package let isTyped: Bool

    package init(json text: String, limits: RuleLimits = .standard) throws(TypedValueError) {
        let json = try JSONText.read(text, limits: limits)
        guard case .object(let members) = json.content else {
            throw json.error(#"an object is expected, such as {"expr":"1 + 1"}"#)
        }
        var source: String?
        var bindings: [String: RuleValue] = [:]
        var isTyped = true
        for (name, value) in members {
            switch (name, value.content) {
            case ("expr", .string(let text)): source = text
            case ("bindings", .object(let variables)):
                for (variable, member) in variables {
                    bindings[variable] = try RuleValue.typed(member, depth: limits.typedValueDepth)
                }
            case ("typed", .bool(let flag)): isTyped = flag
            case ("expr", _): throw value.error(#""expr" is a string"#)
            case ("bindings", _): throw value.error(#""bindings" is an object whose members are typed values"#)
            case ("typed", _): throw value.error(#""typed" is true or false"#)
            default: throw value.error("there is no member \"\(name)\"; the members are expr, bindings and typed")
            }
        }
        guard let source else { throw json.error(#""expr" is missing"#) }
        self.source = source
        self.bindings = bindings
        self.isTyped = isTyped
    }
}

/// Answers lines, each on its own: what is wrong with one is said in its answer and does not touch the next.
package enum ExpressionBatch {
    /// The longest line that is read; a longer one gets an error.
    package static let lineBytes = RuleLimits.standard.typedValueBytes

    /// The answer to a line, without its end: a typed value, or `{"error":…,"stage":"parse"|"check"|"eval"}`.
    package static func answer(to line: some Collection<UInt8>, limits: RuleLimits = .standard) -> String {
        guard let text = String(validating: line, as: UTF8.self) else {
            return failure("the line is not UTF-8", .parse)
        }
        do throws(TypedValueError) {
            let request = try ExpressionRequest(json: text, limits: limits)
            switch RuleExpression.evaluate(
                source: request.source, bindings: request.bindings, typed: request.isTyped, limits: limits)
            {
            case .success(let value): return value.typedJSON
            case .failure(let error): return failure(error.description, error.stage)
            }
        } catch {
            return failure("byte \(error.offset): \(error.sentence)", .parse)
        }
    }

    /// The answer to a line that was too long to be kept.
    package static var answerToLongLine: String { failure("the line is longer than \(lineBytes) bytes", .parse) }

    private static func failure(_ sentence: String, _ stage: RuleExpressionError.Stage) -> String {
        var text = #"{"error":"#
        JSONText.write(sentence, to: &text)
        return text + #","stage":"\#(stage.rawValue)"}"#
    }
}
