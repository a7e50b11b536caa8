// A single expression: read, checked and evaluated on its own, as `docket rules eval` does.

/// An expression that is not a rule of the desk.
package struct RuleExpression: Sendable {
    /// As it is written.
    package let text: String
    private let compiled: CompiledExpression

    /// Reads and checks an expression against the declared variables. Throws the first of what is wrong with it.
    package init(
        _ source: String, variables: [String: RuleType], limits: RuleLimits = .standard
    ) throws(RuleExpressionError) {
        switch CompiledExpression.compile(source, scope: RuleScope(variables), limits: limits) {
        case .success(let compiled): self.compiled = compiled
        case .failure(let problems): throw problems.first
        }
        text = source
    }

    /// The type of the result; `dyn` where only an evaluation can tell.
    package var resultType: RuleType { compiled.types[compiled.root.part.number] ?? .dyn }

    package func evaluate(_ bindings: [String: RuleValue]) throws(RuleExpressionError) -> RuleValue {
        try compiled.evaluate(bindings)
    }

    /// All that is wrong with an expression, nothing for a good one.
    package static func problems(
        in source: String, variables: [String: RuleType], limits: RuleLimits = .standard
    ) -> [RuleExpressionError] {
        switch CompiledExpression.compile(source, scope: RuleScope(variables), limits: limits) {
        case .success: []
        case .failure(let problems): problems.all
        }
    }

    /// Evaluates an expression once. `typed` checks it first, against the types of the values that are bound; without,
    /// what does not fit is noticed only where the evaluation comes by. `variables` declares types in place of those
    /// that the bound values show.
    package static func evaluate(
        source: String, bindings: [String: RuleValue] = [:], typed: Bool = true, variables: [String: RuleType] = [:],
        limits: RuleLimits = .standard
    ) -> Result<RuleValue, RuleExpressionError> {
        let types = bindings.mapValues { RuleType(of: $0) }.merging(variables) { _, declared in declared }
        switch CompiledExpression.compile(source, scope: RuleScope(types), checked: typed, limits: limits) {
        case .failure(let problems): return .failure(problems.first)
        case .success(let compiled):
            return Result { () throws(RuleExpressionError) in try compiled.evaluate(bindings) }
        }
    }
}
