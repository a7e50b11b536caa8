// Checks an expression against the declared variables before any order meets it.

import Spellings

/// What the checker finds out about an expression.
struct CheckedExpression: Sendable {
    let root: Expression
    /// The type of each part, by its number.
    let types: [Int: RuleType]
    let problems: [RuleExpressionError]

    /// The type of the whole.
    var result: RuleType { types[root.number] ?? .dyn }
}

/// Finds the type of every part, and every misfit on the way; it does not stop at the first.
struct TypeChecker {
    let scope: RuleScope
    let source: SourceText
    let limits: RuleLimits
    var unifier = TypeUnifier()
    /// The elements of the macros around the current part, the outermost first.
    var elements: [(name: String, type: RuleType)] = []
    private var types: [Int: RuleType] = [:]
    private var problems: [RuleExpressionError] = []

    static func check(
        _ root: Expression, scope: RuleScope, source: SourceText, limits: RuleLimits
    ) -> CheckedExpression {
        var checker = TypeChecker(scope: scope, source: source, limits: limits)
        _ = checker.type(of: root)
        return CheckedExpression(
            root: root, types: checker.types.mapValues { checker.unifier.settled($0) }, problems: checker.problems)
    }

    private init(scope: RuleScope, source: SourceText, limits: RuleLimits) {
        self.scope = scope
        self.source = source
        self.limits = limits
    }

    /// Notes a problem and goes on as if the part could be anything, so that one slip gives one message.
    mutating func report(
        _ kind: RuleExpressionError.Kind, _ sentence: String, at offset: Int, suggestion: String? = nil
    ) -> RuleType {
        problems.append(
            RuleExpressionError(.check, kind, sentence, at: offset, in: source, suggestion: suggestion))
        return .dyn
    }

    mutating func type(of part: Expression) -> RuleType {
        let type = unifier.resolved(check(part))
        types[part.number] = type
        return type
    }

    private mutating func check(_ part: Expression) -> RuleType {
        switch part.kind {
        case .literal(let value): return RuleType(of: value)
        case .name(let name, _): return checkName(name, part)
        case .select(let operand, let field):
            return meaningOfName(part) ?? checkField(field, of: operand, mark: part.mark)
        case .has(let operand, let field):
            _ = checkField(field, of: operand, mark: part.mark)
            return .bool
        case .call(let name, let receiver, let arguments):
            return checkCall(name, receiver: receiver, arguments, mark: part.mark)
        case .unary(let symbol, let operand): return checkUnary(symbol, operand, mark: part.mark)
        case .binary(let symbol, let left, let right): return checkBinary(symbol, left, right, mark: part.mark)
        case .and(let operands): return checkConditions(operands, joinedBy: "&&")
        case .or(let operands): return checkConditions(operands, joinedBy: "||")
        case .conditional(let condition, let then, let otherwise):
            return checkConditional(condition, then, otherwise, mark: part.mark)
        case .list(let parts): return .list(common(of: parts))
        case .map(let entries): return checkMap(entries)
        case .construction(let name, let values): return checkConstruction(name, values, mark: part.start)
        case .comprehension(let comprehension): return checkComprehension(comprehension, mark: part.mark)
        }
    }
}

// MARK: - Names and fields

extension TypeChecker {
    private mutating func checkConstruction(_ name: String, _ values: [Expression], mark: Int) -> RuleType {
        for value in values { _ = type(of: value) }
        return report(.unknownName, "'\(name){…}' builds a record, which rules cannot do", at: mark)
    }

    /// The type of a variable or of a type's name that the part spells as a whole.
    private func meaningOfName(_ part: Expression) -> RuleType? {
        switch scope.meaning(of: part, elements: elements.map(\.name)) {
        case .element(let depth): elements[depth].type
        case .variable(let name, _): scope.variables[name]
        case .type: .type
        case nil: nil
        }
    }

    private mutating func checkName(_ name: String, _ part: Expression) -> RuleType {
        if let known = meaningOfName(part) { return known }
        if RuleFunctions.all[name] != nil {
            return report(.unknownName, "'\(name)' is a function; write \(name)(…)", at: part.mark)
        }
        let known = elements.map(\.name) + scope.names + RuleScope.typeNames
        let sentence =
            scope.names.isEmpty && elements.isEmpty
            ? "there is no variable '\(name)'"
            : "there is no variable '\(name)' here (there is \(listing(elements.map(\.name) + scope.names)))"
        return report(
            .unknownName, sentence, at: part.mark,
            suggestion: Spelling.nearest(to: name, among: known) ?? holder(of: name))
    }

    /// The variable whose record has a field of this name: `total` was meant as `order.total`.
    private func holder(of field: String) -> String? {
        let candidates =
            elements.reversed().map { ($0.name, $0.type) } + scope.names.map { ($0, scope.variables[$0] ?? .dyn) }
        for (name, type) in candidates {
            if case .record(let record) = unifier.resolved(type), record.field(field) != nil {
                return "\(name).\(field)"
            }
        }
        return nil
    }

    private mutating func checkField(_ field: String, of operand: Expression, mark: Int) -> RuleType {
        fieldType(field, in: type(of: operand), mark: mark)
    }

    private mutating func fieldType(_ field: String, in holder: RuleType, mark: Int) -> RuleType {
        switch holder {
        case .dyn, .parameter: return .dyn
        case .record(let record):
            if let known = record.field(field) { return known.type }
            return report(
                .unknownField,
                "\(record.name) has no field '\(field)' (it has \(listing(record.fields.map(\.name))))", at: mark,
                suggestion: Spelling.nearest(to: field, among: record.fields.map(\.name)))
        case .map(let key, let value):
            if key == .string || key.isOpen { return value }
            return report(.wrongType, "the keys of this map are \(key), so it has no field '\(field)'", at: mark)
        case .list(let element):
            let hint = if case .record = element { "; its elements may have it" } else { "" }
            return report(
                .wrongType,
                "a list has no field '\(field)'\(hint): use exists, all, map or filter",
                at: mark)
        case let other: return report(.wrongType, "\(other) has no fields, so there is no '\(field)' here", at: mark)
        }
    }

    /// The first names of a list, for a message.
    func listing(_ names: [String]) -> String {
        let shown = names.prefix(12).joined(separator: ", ")
        return names.isEmpty ? "none" : names.count > 12 ? shown + ", …" : shown
    }
}

// MARK: - Lists, maps, conditions

extension TypeChecker {
    /// The type that all parts share; `dyn` where they differ.
    private mutating func common(of parts: [Expression]) -> RuleType {
        var shared: RuleType?
        for part in parts {
            let type = type(of: part)
            guard let known = shared else {
                shared = type
                continue
            }
            shared = joined(known, type)
        }
        return shared ?? unifier.open()
    }

    private mutating func joined(_ left: RuleType, _ right: RuleType) -> RuleType {
        if unifier.resolved(left) == .dyn || unifier.resolved(right) == .dyn { return .dyn }
        let before = unifier
        if unifier.accepts(right, as: left) {
            // null beside a record or a time is that record or time.
            return unifier.resolved(left) == .null ? unifier.resolved(right) : unifier.resolved(left)
        }
        unifier = before
        return .dyn
    }

    private mutating func checkMap(_ entries: [(key: Expression, value: Expression)]) -> RuleType {
        let key = common(of: entries.map(\.key))
        let value = common(of: entries.map(\.value))
        for entry in entries {
            switch types[entry.key.number].map(unifier.resolved) ?? .dyn {
            case .bool, .int, .uint, .string, .dyn, .parameter: break
            case let other:
                _ = report(
                    .wrongType, "a key of a map is a string, int, uint or bool, not \(other)", at: entry.key.start)
            }
        }
        return .map(key, value)
    }

    mutating func checkCondition(_ part: Expression, _ role: String) {
        let type = type(of: part)
        if type == .bool || type.isOpen { return }
        _ = report(.wrongType, "\(role) is true or false, not \(type)", at: part.start)
    }

    private mutating func checkConditions(_ operands: [Expression], joinedBy symbol: String) -> RuleType {
        for operand in operands { checkCondition(operand, "each side of '\(symbol)'") }
        return .bool
    }

    private mutating func checkConditional(
        _ condition: Expression, _ then: Expression, _ otherwise: Expression, mark: Int
    ) -> RuleType {
        checkCondition(condition, "what stands before '?'")
        let left = type(of: then)
        let right = type(of: otherwise)
        if left == .dyn || right == .dyn { return .dyn }
        if unifier.accepts(right, as: left) { return left == .null ? right : unifier.resolved(left) }
        return report(.wrongType, "the two results of '?' are of different types, \(left) and \(right)", at: mark)
    }

    private mutating func checkComprehension(_ part: Comprehension, mark: Int) -> RuleType {
        let range = type(of: part.range)
        let element: RuleType
        switch range {
        case .list(let inner): element = inner
        case .map(let key, _): element = key
        case .dyn, .parameter: element = .dyn
        default:
            element = report(.wrongType, "\(part.macro.rawValue) goes through a list or a map, not \(range)", at: mark)
        }
        elements.append((part.variable, element))
        if let condition = part.condition { checkCondition(condition, "the condition of \(part.macro.rawValue)") }
        let transformed = part.transform.map { type(of: $0) }
        elements.removeLast()
        return switch part.macro {
        case .all, .exists, .existsOne: .bool
        case .filter: .list(element)
        case .map: .list(transformed ?? .dyn)
        }
    }
}
