// An expression made ready to be evaluated many times: each part has become a function.

/// What a part does when it is evaluated.
typealias EvaluationStep = @Sendable (EvaluationContext) throws(EvaluationFailure) -> RuleValue

/// One part of an expression with what it does; the parts below are kept for explanations.
final class CompiledPart: Sendable {
    let part: Expression
    let children: [CompiledPart]
    let evaluate: EvaluationStep
    /// What the part's name stands for, if it is one.
    let isVariable: Bool

    init(
        _ part: Expression, children: [CompiledPart] = [], isVariable: Bool = false, evaluate: @escaping EvaluationStep
    ) {
        self.part = part
        self.children = children
        self.isVariable = isVariable
        self.evaluate = evaluate
    }
}

/// A whole expression, ready to be evaluated. It can be shared and used from several threads at once.
struct CompiledExpression: Sendable {
    let source: SourceText
    let scope: RuleScope
    let root: CompiledPart
    /// The declared or inferred type of each part; empty for an expression that was not checked.
    let types: [Int: RuleType]
    let limits: RuleLimits

    /// Reads, checks and compiles an expression. Reports all that is wrong with it.
    static func compile(
        _ text: String, scope: RuleScope, checked: Bool = true, limits: RuleLimits = .standard
    ) -> Result<CompiledExpression, RuleExpressionErrors> {
        let source = SourceText(text)
        do {
            let root = try Parser.parse(source, limits: limits)
            var types: [Int: RuleType] = [:]
            if checked {
                let found = TypeChecker.check(root, scope: scope, source: source, limits: limits)
                if let first = found.problems.first {
                    return .failure(RuleExpressionErrors(first, found.problems.dropFirst()))
                }
                types = found.types
            }
            var compiler = Compiler(scope: scope, types: types, limits: limits)
            return .success(
                CompiledExpression(
                    source: source, scope: scope, root: compiler.compile(root), types: types, limits: limits))
        } catch {
            return .failure(RuleExpressionErrors(error))
        }
    }

    /// A part as it is written, on one line.
    func text(of part: Expression) -> String {
        let text = source.text(part.start, part.end)
        return text.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }.joined(separator: " ")
    }

    /// The texts of all parts that are short, by their numbers: those that explanations name again and again.
    func shortTexts() -> [Int: String] {
        var texts: [Int: String] = [:]
        var open = [root.part]
        while let part = open.popLast() {
            if part.end - part.start <= 100 { texts[part.number] = text(of: part) }
            open += part.children
        }
        return texts
    }

    /// The values of the scope's variables, in its order.
    func context(_ bindings: [String: RuleValue]) -> EvaluationContext {
        EvaluationContext(variables: scope.names.map { bindings[$0] }, limits: limits)
    }

    func evaluate(_ bindings: [String: RuleValue]) throws(RuleExpressionError) -> RuleValue {
        try evaluate(in: context(bindings))
    }

    /// The result is paid for too, since whoever asked will go through it.
    func evaluate(in context: EvaluationContext) throws(RuleExpressionError) -> RuleValue {
        do throws(EvaluationFailure) {
            let result = try root.evaluate(context)
            try context.spend(goingThrough: result)
            return result
        } catch {
            throw RuleExpressionError(
                .eval, error.kind, error.sentence, at: error.offset ?? root.part.start, in: source)
        }
    }
}

/// All that is wrong with one expression, which is at least one thing.
struct RuleExpressionErrors: Error {
    let first: RuleExpressionError
    private let others: ArraySlice<RuleExpressionError>

    var all: [RuleExpressionError] { [first] + others }

    init(_ first: RuleExpressionError, _ others: ArraySlice<RuleExpressionError> = []) {
        self.first = first
        self.others = others
    }
}
