// What one evaluation has at hand: the values of the variables, and the steps it may still take.

/// Why an evaluation has no result. An object, so that passing it up through nested parts takes one word of the
/// stack in each.
final class EvaluationFailure: Error {
    let kind: RuleExpressionError.Kind
    let sentence: String
    /// Where in the expression; nil until the part that failed has put in its place.
    let offset: Int?

    init(_ kind: RuleExpressionError.Kind, _ sentence: String, at offset: Int? = nil) {
        self.kind = kind
        self.sentence = sentence
        self.offset = offset
    }

    /// The failure with a place, if it had none.
    func located(at offset: Int) -> EvaluationFailure {
        self.offset == nil ? EvaluationFailure(kind, sentence, at: offset) : self
    }

    static func badArgument(_ sentence: String) -> EvaluationFailure { EvaluationFailure(.badArgument, sentence) }
}

/// Where a record lies during an evaluation: the element of a macro, or a variable.
enum RecordPlace {
    case element(Int)
    case variable(Int)
}

/// The state of one evaluation. It belongs to the one who evaluates and is used by nobody else.
final class EvaluationContext {
    /// The variables' values by slot; nil where none is bound.
    let variables: [RuleValue?]
    /// The elements of the macros around, the outermost first.
    // Read and written in single steps by the one who evaluates, never while it is being written: checking that at every
    // step costs more than the step.
    @exclusivity(unchecked) var elements: [RuleValue] = []
    @exclusivity(unchecked) private var remainingSteps: Int
    private let limits: RuleLimits
    private var patterns: [String: Pattern] = [:]

    init(variables: [RuleValue?], limits: RuleLimits) {
        self.variables = variables
        self.limits = limits
        remainingSteps = limits.evaluationSteps
    }

    /// The same for another expression over the same variables, with a whole budget.
    func begin(_ limits: RuleLimits) {
        remainingSteps = limits.evaluationSteps
        elements.removeAll(keepingCapacity: true)
    }

    /// The record at a place; nil if something else is there.
    func record(at place: RecordPlace) -> (any RuleRecord)? {
        switch place {
        case .element(let depth):
            if case .record(let record) = elements[depth] { record } else { nil }
        case .variable(let slot):
            if case .record(let record) = variables[slot] { record } else { nil }
        }
    }

    /// Takes steps from the budget.
    func spend(_ steps: Int) throws(EvaluationFailure) {
        remainingSteps -= steps
        if remainingSteps < 0 {
            throw EvaluationFailure(
                .costLimit,
                "the evaluation takes more than \(limits.evaluationSteps) steps; the lists that it goes through are "
                    + "too long or are nested too often")
        }
    }

    /// Takes the steps for reading or writing so many bytes.
    func spend(bytes: Int) throws(EvaluationFailure) { try spend(bytes / 16) }

    /// Takes the steps for going through a whole value.
    func spend(goingThrough value: RuleValue) throws(EvaluationFailure) {
        switch value {
        case .string, .bytes, .list, .map: try spend(value.weight(upTo: remainingSteps))
        default: break
        }
    }

    /// The compiled form of a pattern that is known only now.
    func pattern(_ text: String) throws(EvaluationFailure) -> Pattern {
        if let known = patterns[text] { return known }
        // Paid before it is tried: a pattern that turns out wrong has cost as much as a good one.
        try spend(bytes: limits.patternInstructions)
        do throws(PatternError) {
            let pattern = try Pattern(text, limits: limits)
            patterns[text] = pattern
            return pattern
        } catch {
            throw EvaluationFailure.badArgument("'\(text)' is not a regular expression: \(error.sentence)")
        }
    }
}
