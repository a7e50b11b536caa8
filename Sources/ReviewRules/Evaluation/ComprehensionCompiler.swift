// Macros that go through a list or the keys of a map, as functions.

extension Compiler {
    mutating func compileComprehension(_ comprehension: Comprehension, _ part: Expression) -> CompiledPart {
        let range = compile(comprehension.range)
        let depth = elements.count
        elements.append(comprehension.variable)
        let condition = comprehension.condition.map { compile($0) }
        let transform = comprehension.transform.map { compile($0) }
        elements.removeLast()
        let loop = ElementLoop(
            macro: comprehension.macro, depth: depth, condition: condition?.evaluate, transform: transform?.evaluate,
            conditionPlace: comprehension.condition?.start ?? part.start)
        let evaluateRange = range.evaluate
        let mark = part.mark
        return CompiledPart(part, children: [range] + [condition, transform].compactMap(\.self)) {
            (context) throws(EvaluationFailure) in
            let value = try evaluateRange(context)
            if case .map(let map) = value { try context.spend(map.count / 16) }
            guard let elements = ElementLoop.elements(of: value) else {
                throw EvaluationFailure(
                    .wrongType,
                    "\(comprehension.macro.rawValue) goes through a list or a map, not \(value.kindForPeople)", at: mark
                )
            }
            return try loop.run(elements, context)
        }
    }
}

/// One macro at work.
struct ElementLoop: Sendable {
    let macro: Comprehension.Macro
    /// How many macros stand around: the place of the element among the context's elements.
    let depth: Int
    let condition: EvaluationStep?
    let transform: EvaluationStep?
    let conditionPlace: Int

    /// What a macro goes through: the elements of a list, the keys of a map.
    static func elements(of value: RuleValue) -> [RuleValue]? {
        switch value {
        case .list(let elements): elements
        case .map(let map): map.entries.map(\.key)
        default: nil
        }
    }

    func run(_ elements: [RuleValue], _ context: EvaluationContext) throws(EvaluationFailure) -> RuleValue {
        context.elements.append(.null)
        defer { context.elements.removeLast() }
        switch macro {
        case .all: return .bool(try decide(elements, context, decisive: false))
        case .exists: return .bool(try decide(elements, context, decisive: true))
        case .existsOne:
            var count = 0
            for element in elements where try holds(element, context) { count += 1 }
            return .bool(count == 1)
        case .filter:
            var kept: [RuleValue] = []
            for element in elements where try holds(element, context) { kept.append(element) }
            return .list(kept)
        case .map: return .list(try transformed(elements, context))
        }
    }

    private func holds(_ element: RuleValue, _ context: EvaluationContext) throws(EvaluationFailure) -> Bool {
        try context.spend(1)
        context.elements[depth] = element
        guard let condition else { return true }
        return try truth(of: condition(context), at: conditionPlace)
    }

    /// Stops at the first element that decides; errors of the others count only if none does.
    private func decide(
        _ elements: [RuleValue], _ context: EvaluationContext, decisive: Bool
    ) throws(EvaluationFailure) -> Bool {
        var failure: EvaluationFailure?
        for element in elements {
            do throws(EvaluationFailure) {
                if try holds(element, context) == decisive { return decisive }
            } catch {
                if error.kind == .costLimit { throw error }
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return !decisive
    }

    private func transformed(
        _ elements: [RuleValue], _ context: EvaluationContext
    ) throws(EvaluationFailure) -> [RuleValue] {
        var results: [RuleValue] = []
        for element in elements {
            guard try holds(element, context) else { continue }
            results.append(try transform?(context) ?? element)
        }
        return results
    }
}
