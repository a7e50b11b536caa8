// The desk's rules, checked once when they are loaded and evaluated for each order.

/// What is wrong with a rule: when the rules are loaded, or when one of them met an order that it cannot judge.
package struct RuleError: Error, Hashable, Sendable, Codable {
    package let rule: String
    package let file: String
    /// The line in the file, from 1.
    package let line: Int
    /// The column in that line, from 1, in code points.
    package let column: Int
    package let stage: RuleExpressionError.Stage
    /// What is wrong and what to do, for people, without the suggestion.
    package let sentence: String
    /// The name that was probably meant.
    package let suggestion: String?
}

extension RuleError: CustomStringConvertible {
    /// As a compiler prints it: `rules/price.yaml:4:11: rule low-price: there is no …; did you mean 'unitPrice'?`
    package var description: String {
        let advice = suggestion.map { "; did you mean '\($0)'?" } ?? ""
        return "\(file):\(line):\(column): rule \(rule): \(sentence)\(advice)"
    }

    init(_ problem: RuleExpressionError, in rule: RuleDefinition) {
        let (line, column) = rule.place.position(line: problem.line, column: problem.column)
        self.init(
            rule: rule.id, file: rule.place.file, line: line, column: column, stage: problem.stage,
            sentence: problem.sentence, suggestion: problem.suggestion)
    }
}

/// What a rule says about one order.
package struct RuleVerdict: Hashable, Sendable {
    package enum Result: Hashable, Sendable {
        /// The condition holds, because of these values.
        case matched([ExplainedValue])
        case notMatched
        /// The condition has no value for this order. Whoever asks treats the rule as matched, for caution.
        case failed(RuleError)
    }

    private let compiled: CompiledRule
    package let result: Result

    init(_ compiled: CompiledRule, _ result: Result) {
        self.compiled = compiled
        self.result = result
    }

    package var rule: RuleDefinition { compiled.definition }

    package static func == (left: RuleVerdict, right: RuleVerdict) -> Bool {
        left.rule == right.rule && left.result == right.result
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(rule.id)
        hasher.combine(result)
    }

    /// Whether the rule's outcome applies: it matched, or it failed and applies for caution.
    package var applies: Bool { result != .notMatched }
}

/// A rule with its condition, ready for use. An object, so that a verdict names it without copying it.
final class CompiledRule: Sendable {
    let definition: RuleDefinition
    let condition: CompiledExpression
    let firstOf: String?
    /// The parts of the condition as explanations cite them.
    let texts: [Int: String]

    init(_ definition: RuleDefinition, _ condition: CompiledExpression) {
        self.definition = definition
        self.condition = condition
        firstOf = definition.firstOf
        texts = condition.shortTexts()
    }
}

/// Rules that fit the declared variables. A value: it can be kept, shared and evaluated from several threads at once.
package struct RuleSet: Sendable {
    package let rules: [RuleDefinition]
    private let compiled: [CompiledRule]
    private let scope: RuleScope

    /// Checks and compiles all rules. No set comes back if anything is wrong with any of them, so that whoever reloads
    /// keeps the rules it had; all that is wrong is reported, in the order of the rules.
    package static func compile(
        _ rules: [RuleDefinition], variables: [String: RuleType], limits: RuleLimits = .standard
    ) -> (RuleSet?, [RuleError]) {
        let scope = RuleScope(variables)
        var compiled: [CompiledRule] = []
        var errors: [RuleError] = []
        var places: [String: SourcePlace] = [:]
        for rule in rules {
            if let earlier = places[rule.id] {
                let sentence = "the id is taken already, in \(earlier.file) line \(earlier.line)"
                errors.append(RuleError(at: rule.place, rule: rule.id, sentence))
            }
            places[rule.id] = rule.place
            switch compileCondition(of: rule, scope: scope, limits: limits) {
            case .success(let condition): compiled.append(CompiledRule(rule, condition))
            case .failure(let problems): errors += problems.all.map { RuleError($0, in: rule) }
            }
        }
        return errors.isEmpty ? (RuleSet(rules: rules, compiled: compiled, scope: scope), []) : (nil, errors)
    }

    private static func compileCondition(
        of rule: RuleDefinition, scope: RuleScope, limits: RuleLimits
    ) -> Result<CompiledExpression, RuleExpressionErrors> {
        CompiledExpression.compile(rule.when, scope: scope, limits: limits).flatMap { condition in
            let type = condition.types[condition.root.part.number] ?? .dyn
            if type == .bool || type == .dyn { return .success(condition) }
            let problem = RuleExpressionError(
                .check, .wrongType, "the condition of a rule is true or false, and this is \(type)",
                at: condition.root.part.start, in: condition.source)
            return .failure(RuleExpressionErrors(problem))
        }
    }

    /// What every rule says, in the order of the rules. `bindings` has the variables' values; a variable that is left
    /// out makes the rules that read it fail. Each rule has a budget of its own (`RuleLimits.evaluationSteps`).
    ///
    /// A rule of a table of which the first row counts does not match once an earlier one has. One that failed stops
    /// nothing: those behind it are asked too, for caution.
    package func evaluate(_ bindings: [String: RuleValue]) -> [RuleVerdict] { evaluate { bindings[$0] } }

    /// The same with a function that gives each variable's value by its name.
    package func evaluate(_ value: (String) -> RuleValue?) -> [RuleVerdict] {
        let variables = scope.names.map(value)
        var decided: Set<String> = []
        let context = EvaluationContext(variables: variables, limits: compiled.first?.condition.limits ?? .standard)
        var verdicts: [RuleVerdict] = []
        verdicts.reserveCapacity(compiled.count)
        for rule in compiled {
            if let table = rule.firstOf, decided.contains(table) {
                verdicts.append(RuleVerdict(rule, .notMatched))
                continue
            }
            let result = RuleSet.result(of: rule, variables, context)
            if let table = rule.firstOf, case .matched = result { decided.insert(table) }
            verdicts.append(RuleVerdict(rule, result))
        }
        return verdicts
    }

    private static func result(
        of rule: CompiledRule, _ variables: [RuleValue?], _ context: EvaluationContext
    ) -> RuleVerdict.Result {
        let condition = rule.condition
        context.begin(condition.limits)
        do throws(RuleExpressionError) {
            switch try condition.evaluate(in: context) {
            case .bool(true): return .matched(Explainer.explain(condition, variables: variables, texts: rule.texts))
            case .bool(false): return .notMatched
            case let other:
                throw RuleExpressionError(
                    .eval, .wrongType, "the condition of a rule is true or false, and this is \(other.kindForPeople)",
                    at: condition.root.part.start, in: condition.source)
            }
        } catch {
            return .failed(RuleError(error, in: rule.definition))
        }
    }
}

extension RuleError {
    fileprivate init(at place: SourcePlace, rule: String, _ sentence: String) {
        self.init(
            rule: rule, file: place.file, line: place.line, column: place.column, stage: .check, sentence: sentence,
            suggestion: nil)
    }
}
