// A question about an expression as one line of JSON, and its answer as another: `docket rules eval --batch`.

/// `{"expr":…, "bindings":{name: typed value, …}, "typed":true|false}`, of which only `expr` must be there.
package struct ExpressionQuestion: Sendable {
    let source: String
    let bindings: [String: RuleValue]
    let isTyped: Bool

    /// The answer to a line: a typed value, or `{"error":…,"stage":…}`. It is always one line, whatever the line was.
    package static func answer(to line: [UInt8], limits: RuleLimits = .standard) -> String {
        do throws(TypedValueError) {
            let question = try ExpressionQuestion(line, limits: limits)
            let result = RuleExpression.evaluate(
                source: question.source, bindings: question.bindings, typed: question.isTyped, limits: limits)
            switch result {
            case .success(let value): return value.typedJSON
            case .failure(let error): return failure(error.description, at: error.stage)
            }
        } catch {
            return failure("byte \(error.offset) of the line: \(error.sentence)", at: .parse)
        }
    }

    /// The answer to a line that nobody keeps in memory.
    package static func answerToLongLine(limits: RuleLimits = .standard) -> String {
        failure("the line is longer than \(limits.typedValueBytes) bytes", at: .parse)
    }

    private static func failure(_ sentence: String, at stage: RuleExpressionError.Stage) -> String {
        var text = #"{"error":"#
        JSONText.write(sentence, to: &text)
        return text + #","stage":"\#(stage.rawValue)"}"#
    }

    init(_ line: [UInt8], limits: RuleLimits) throws(TypedValueError) {
        guard let text = String(validating: line, as: UTF8.self) else {
            throw TypedValueError(sentence: "the line is not UTF-8 text", offset: 0)
        }
        let json = try JSONText.read(text, limits: limits)
        guard case .object(let members) = json.content else { throw json.error("an object with \"expr\" is expected") }
        var source: String?
        var bindings: [String: RuleValue] = [:]
        var isTyped = true
        for (name, value) in members {
            switch (name, value.content) {
            case ("expr", .string(let text)): source = text
            case ("typed", .bool(let given)): isTyped = given
            case ("bindings", .object): bindings = try RuleValue.bindings(value, limits: limits)
            case ("bindings", .null), ("typed", .null): break
            case ("expr", _): throw value.error("\"expr\" is a string")
            case ("typed", _): throw value.error("\"typed\" is true or false")
            case ("bindings", _): throw value.error("\"bindings\" is an object whose members are the variables")
            // A misspelt member would otherwise change the question without a word.
            default: throw value.error("a question has no member \"\(name)\"; it has expr, bindings and typed")
            }
        }
        guard let source else { throw json.error("the object has no \"expr\"") }
        self.source = source
        self.bindings = bindings
        self.isTyped = isTyped
    }
}
