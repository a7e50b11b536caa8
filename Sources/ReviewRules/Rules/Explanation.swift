// Why a rule matched: the values in its condition that made it true.

/// One value of an explanation: a part of the rule's condition as it is written, and what it was.
package struct ExplainedValue: Hashable, Sendable, Codable {
    /// The part as the rule spells it, such as `l.unitPrice`.
    package let expression: String
    /// Its value in one line, such as `9.50`; `not given` for an optional field without a value.
    package let value: String

    package init(expression: String, value: String) {
        self.expression = expression
        self.value = value
    }
}

extension ExplainedValue: CustomStringConvertible {
    package var description: String { "\(expression) = \(value)" }
}

/// Goes through a condition that was true and collects the values that it rests on.
struct Explainer {
    private let expression: CompiledExpression
    private let context: EvaluationContext
    private let texts: [Int: String]
    private var found: [ExplainedValue] = []

    /// - Parameter texts: the texts of parts that are known already, by the numbers of the parts.
    static func explain(
        _ expression: CompiledExpression, variables: [RuleValue?], texts: [Int: String] = [:]
    ) -> [ExplainedValue] {
        let context = EvaluationContext(variables: variables, limits: expression.limits)
        var explainer = Explainer(expression: expression, context: context, texts: texts)
        do throws(EvaluationFailure) {
            try explainer.condition(expression.root, outcome: true)
        } catch {
            // The steps are used up: what was found so far is still true.
        }
        return explainer.found
    }

    private init(expression: CompiledExpression, context: EvaluationContext, texts: [Int: String]) {
        self.expression = expression
        self.context = context
        self.texts = texts
    }

    private func text(_ part: Expression) -> String { texts[part.number] ?? expression.text(of: part) }

    private mutating func add(_ name: String, _ value: String) {
        let item = ExplainedValue(expression: name, value: value)
        guard found.count < expression.limits.explainedValues, !found.contains(item) else { return }
        found.append(item)
    }

    private mutating func add(_ name: String, _ value: RuleValue, decimals: Int) {
        add(name, summary(value, decimals: decimals))
    }

    /// Records have no text of their own, so a list of them is only counted.
    private func summary(_ value: RuleValue, decimals: Int) -> String {
        if case .list(let elements) = value {
            let isPlain = elements.allSatisfy { !$0.isAggregate }
            if !isPlain { return "\(elements.count) \(elements.count == 1 ? "element" : "elements")" }
        }
        return value.shown(limit: expression.limits.explainedValueLength, decimals: decimals)
    }

    /// How many decimals the declaration of a field asks for.
    private func decimals(of field: String, in holder: Expression?) -> Int {
        guard let holder, case .record(let record) = expression.types[holder.number] else { return 0 }
        return record.field(field)?.shownDecimals ?? 0
    }

    /// The value of a part, or nil where it has none.
    private func value(of part: CompiledPart) throws(EvaluationFailure) -> RuleValue? {
        do throws(EvaluationFailure) {
            return try part.evaluate(context)
        } catch {
            if error.kind == .costLimit { throw error }
            return nil
        }
    }
}

// MARK: - Conditions

extension Explainer {
    /// What a condition came to; nil where it is neither true nor false.
    private func outcome(of compiled: CompiledPart, known: Bool?) throws(EvaluationFailure) -> Bool? {
        if let known { return known }
        if case .bool(let isTrue) = try value(of: compiled) { return isTrue }
        return nil
    }

    /// - Parameter outcome: what the part came to, where that is known already: most of it need not be evaluated again.
    private mutating func condition(_ compiled: CompiledPart, outcome: Bool? = nil) throws(EvaluationFailure) {
        switch compiled.part.kind {
        case .or: try operands(of: compiled, decisive: true, outcome: outcome)
        case .and: try operands(of: compiled, decisive: false, outcome: outcome)
        case .unary(.not, _):
            for child in compiled.children { try condition(child, outcome: outcome.map { !$0 }) }
        case .conditional: try branch(of: compiled)
        case .has(let operand, let field): try presence(of: field, in: operand, compiled)
        case .comprehension(let comprehension) where comprehension.macro != .map && comprehension.macro != .filter:
            try elements(of: comprehension, compiled, outcome: outcome)
        default: try values(of: compiled)
        }
    }

    /// Only the sides that decided, or all where none did.
    private mutating func operands(
        of compiled: CompiledPart, decisive: Bool, outcome: Bool?
    ) throws(EvaluationFailure) {
        let isDecided = try self.outcome(of: compiled, known: outcome) == decisive
        for child in compiled.children {
            // Where no side decided, all came to the other outcome; a side that failed would have made the whole fail.
            if !isDecided, outcome != nil {
                try condition(child, outcome: !decisive)
                continue
            }
            let decides = try value(of: child) == .bool(decisive)
            if decides || !isDecided { try condition(child, outcome: decides ? decisive : nil) }
        }
    }

    private mutating func branch(of compiled: CompiledPart) throws(EvaluationFailure) {
        guard compiled.children.count == 3 else { return }
        try condition(compiled.children[0])
        let isTaken = try value(of: compiled.children[0]) == .bool(true)
        try condition(compiled.children[isTaken ? 1 : 2])
    }

    private mutating func presence(
        of field: String, in operand: Expression, _ compiled: CompiledPart
    ) throws(EvaluationFailure) {
        guard let holder = compiled.children.first else { return }
        let given: RuleValue? =
            switch try value(of: holder) {
            case .record(let record): record.value(of: field)
            case .map(let map): map[.string(field)]
            default: nil
            }
        let name = "\(text(operand)).\(field)"
        if let given {
            add(name, given, decimals: decimals(of: field, in: operand))
        } else {
            add(name, "not given")
        }
    }

    /// The element that decided, with what the condition reads of it; only a count where no single element did.
    private mutating func elements(
        of comprehension: Comprehension, _ compiled: CompiledPart, outcome: Bool?
    ) throws(EvaluationFailure) {
        guard compiled.children.count == 2, let range = try value(of: compiled.children[0]),
            let elements = ElementLoop.elements(of: range)
        else { return }
        let decisive = comprehension.macro != .all
        let isDecided = try self.outcome(of: compiled, known: outcome) == decisive
        guard isDecided else { return addCount(elements.count, of: comprehension) }
        let depth = context.elements.count
        context.elements.append(.null)
        defer { context.elements.removeLast() }
        for (index, element) in elements.enumerated() {
            context.elements[depth] = element
            guard try value(of: compiled.children[1]) == .bool(decisive) else { continue }
            addPlace(index, of: element, comprehension)
            return try condition(compiled.children[1], outcome: decisive)
        }
    }

    private mutating func addCount(_ count: Int, of comprehension: Comprehension) {
        add(text(comprehension.range), "\(count) \(count == 1 ? "element" : "elements")")
    }

    /// Which element it is, unless its value says so.
    private mutating func addPlace(_ index: Int, of element: RuleValue, _ comprehension: Comprehension) {
        if element.isAggregate { add(comprehension.variable, "\(text(comprehension.range))[\(index)]") }
    }
}

// MARK: - Values

extension Explainer {
    private mutating func values(of compiled: CompiledPart) throws(EvaluationFailure) {
        switch compiled.part.kind {
        case .literal: return
        case .name:
            if compiled.isVariable { try leaf(compiled, decimals: 0) }
        case .select(_, let field):
            try leaf(compiled, decimals: decimals(of: field, in: compiled.children.first?.part))
        case .binary(.index, _, _):
            try leaf(compiled, decimals: 0)
            if let index = compiled.children.last { try values(of: index) }
        case .call: try call(compiled)
        case .comprehension(let comprehension) where comprehension.macro == .map || comprehension.macro == .filter:
            try leaf(compiled, decimals: 0)
        case .unary(.negate, _), .binary, .list, .map: for child in compiled.children { try values(of: child) }
        default: try condition(compiled)
        }
    }

    private mutating func leaf(_ compiled: CompiledPart, decimals: Int) throws(EvaluationFailure) {
        guard let value = try value(of: compiled) else { return }
        add(text(compiled.part), value, decimals: decimals)
    }

    /// What a function reads; of a list or a record rather what the function made of it, as in `order.lines.size()`.
    private mutating func call(_ compiled: CompiledPart) throws(EvaluationFailure) {
        var showsResult = false
        for child in compiled.children {
            if case .literal = child.part.kind { continue }
            if try value(of: child)?.isAggregate ?? false { showsResult = true } else { try values(of: child) }
        }
        if showsResult { try leaf(compiled, decimals: 0) }
    }
}

extension RuleValue {
    /// Made of other values.
    fileprivate var isAggregate: Bool {
        switch self {
        case .list, .map, .record: true
        default: false
        }
    }
}
