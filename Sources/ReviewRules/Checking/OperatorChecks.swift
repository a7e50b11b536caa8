// Which types the operators take.

extension TypeChecker {
    mutating func checkUnary(_ symbol: UnaryOperator, _ operand: Expression, mark: Int) -> RuleType {
        let type = type(of: operand)
        switch symbol {
        case .not:
            if type == .bool || type.isOpen { return .bool }
            return report(.wrongType, "'!' turns true and false around, and this is \(type)", at: mark)
        case .negate:
            if type == .int || type == .double || type == .decimal || type.isOpen { return type }
            return report(.wrongType, "'-' has no meaning for \(type)", at: mark)
        }
    }

    mutating func checkBinary(
        _ symbol: BinaryOperator, _ left: Expression, _ right: Expression, mark: Int
    ) -> RuleType {
        let leftType = type(of: left)
        let rightType = type(of: right)
        switch symbol {
        case .equal, .notEqual:
            if !unifier.canBeEqual(leftType, rightType) {
                reportMisfit("compares", " which are never equal", symbol, (leftType, left), (rightType, right), mark)
            }
            return .bool
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            if !isOrdered(leftType, rightType) {
                reportMisfit("cannot compare", "", symbol, (leftType, left), (rightType, right), mark)
            }
            return .bool
        case .isIn: return checkMembership(leftType, rightType, mark: mark)
        case .index: return checkIndex(leftType, rightType, right, mark: mark)
        case .add, .subtract, .multiply, .divide, .remainder:
            if let result = arithmetic(symbol, leftType, rightType) { return result }
            reportMisfit("has no meaning for", "", symbol, (leftType, left), (rightType, right), mark)
            return .dyn
        }
    }

    private mutating func reportMisfit(
        _ verb: String, _ remark: String, _ symbol: BinaryOperator, _ left: (type: RuleType, part: Expression),
        _ right: (type: RuleType, part: Expression), _ mark: Int
    ) {
        let joint = verb.hasSuffix("for") ? "and" : "with"
        let comma = remark.isEmpty ? "" : ","
        _ = report(
            .wrongType,
            "'\(symbol.rawValue)' \(verb) \(left.type) \(joint) \(right.type)\(comma)\(remark)"
                + advice(left.type, left.part, right.type, right.part), at: mark)
    }

    private func isOrdered(_ left: RuleType, _ right: RuleType) -> Bool {
        switch (left.isOpen, right.isOpen) {
        case (true, true): true
        case (true, false): right.isOrdered
        case (false, true): left.isOrdered
        case (false, false): (left == right && left.isOrdered) || left.isComparableNumber(with: right)
        }
    }

    private mutating func arithmetic(_ symbol: BinaryOperator, _ left: RuleType, _ right: RuleType) -> RuleType? {
        if left.isOpen || right.isOpen {
            let known = left.isOpen ? right : left
            return known.isOpen || canTake(symbol, known) ? .dyn : nil
        }
        if case .list(let first) = left, case .list(let second) = right, symbol == .add {
            let before = unifier
            if unifier.accepts(second, as: first) { return unifier.resolved(left) }
            unifier = before
            return .list(.dyn)
        }
        if left == right, left.isNumber {
            return symbol == .remainder && left == .double ? nil : left
        }
        let others = [left, right].filter { $0 != .decimal }
        if others.count == 1, others[0] == .int || others[0] == .uint { return .decimal }
        switch (symbol, left, right) {
        case (.add, .string, .string), (.add, .bytes, .bytes), (.add, .duration, .duration): return left
        case (.add, .timestamp, .duration), (.add, .duration, .timestamp): return .timestamp
        case (.subtract, .timestamp, .timestamp), (.subtract, .duration, .duration): return .duration
        case (.subtract, .timestamp, .duration): return .timestamp
        default: return nil
        }
    }

    /// Whether an operator can have this type on one side at all.
    private func canTake(_ symbol: BinaryOperator, _ type: RuleType) -> Bool {
        switch (symbol, type) {
        case (.remainder, .double): false
        case (_, .int), (_, .uint), (_, .double), (_, .decimal): true
        case (.add, .string), (.add, .bytes), (.add, .list): true
        case (.add, .timestamp), (.add, .duration), (.subtract, .timestamp), (.subtract, .duration): true
        default: false
        }
    }

    private mutating func checkMembership(_ element: RuleType, _ container: RuleType, mark: Int) -> RuleType {
        switch container {
        case .dyn, .parameter: return .bool
        case .list(let inner), .map(let inner, _):
            if unifier.canBeEqual(element, inner) { return .bool }
            let word = { if case .list = container { "elements" } else { "keys" } }()
            return report(.wrongType, "'in' looks for \(element) among \(word) that are \(inner)", at: mark)
        default: return report(.wrongType, "'in' looks into a list or a map, not \(container)", at: mark)
        }
    }

    private mutating func checkIndex(
        _ container: RuleType, _ index: RuleType, _ indexPart: Expression, mark: Int
    ) -> RuleType {
        switch container {
        case .dyn, .parameter: return .dyn
        case .list(let element):
            if index == .int || index.isOpen { return element }
            return report(.wrongType, "the place in a list is an int, not \(index)", at: indexPart.start)
        case .map(let key, let value):
            if unifier.canBeEqual(index, key) { return value }
            return report(.wrongType, "the keys of this map are \(key), not \(index)", at: indexPart.start)
        case .record(let record):
            return report(.wrongType, "a field of \(record.name) is read with a point, not with brackets", at: mark)
        default: return report(.wrongType, "\(container) has no elements to read with brackets", at: mark)
        }
    }

    /// What to write instead, where a conversion would help.
    private func advice(_ left: RuleType, _ leftPart: Expression, _ right: RuleType, _ rightPart: Expression) -> String
    {
        let sides = [(left, leftPart, right), (right, rightPart, left)]
        for (type, part, other) in sides {
            let text = source.text(part.start, part.end)
            if type == .double, other == .decimal {
                if case .literal = part.kind { return "; write decimal(\"\(text)\") for the exact number" }
                return "; a decimal is exact and a double is not, so convert one of them"
            }
            if type == .string, other == .decimal { return "; convert the text with decimal(\(text))" }
            if type == .string, other == .int { return "; convert the text with int(\(text))" }
            if type == .string, other == .timestamp { return "; convert the text with timestamp(\(text))" }
            if type == .string, other == .duration { return "; convert the text with duration(\(text))" }
            if type == .null { return "; ask has(…) whether a value is given" }
        }
        return ""
    }
}
