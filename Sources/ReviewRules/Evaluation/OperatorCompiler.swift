// Operators as functions.

import ExactDecimals

extension Compiler {
    mutating func compileUnary(_ symbol: UnaryOperator, _ operand: Expression, _ part: Expression) -> CompiledPart {
        let compiled = compile(operand)
        let evaluate = compiled.evaluate
        let mark = part.mark
        return CompiledPart(part, children: [compiled]) { (context) throws(EvaluationFailure) in
            let value = try evaluate(context)
            try context.spend(1)
            if symbol == .not {
                if case .bool(let isTrue) = value { return .bool(!isTrue) }
            } else {
                do throws(EvaluationFailure) {
                    if let result = try Arithmetic.negate(value) { return result }
                } catch { throw error.located(at: mark) }
            }
            throw EvaluationFailure(
                .wrongType, "'\(symbol.rawValue)' has no meaning for \(value.kindForPeople)", at: mark)
        }
    }

    mutating func compileBinary(
        _ symbol: BinaryOperator, _ left: Expression, _ right: Expression, _ part: Expression
    ) -> CompiledPart {
        let compiledLeft = Compiler.asDecimal(compile(left), beside: types[right.number])
        let compiledRight = Compiler.asDecimal(compile(right), beside: types[left.number])
        let evaluateLeft = compiledLeft.evaluate
        let evaluateRight = compiledRight.evaluate
        let mark = part.mark
        if isDecimal(compiledLeft, beside: right), isDecimal(compiledRight, beside: left),
            let holds = Compiler.decimalComparison(symbol)
        {
            return compileComparison(compiledLeft, compiledRight, symbol, holds, part)
        }
        let apply = Compiler.operation(symbol)
        return CompiledPart(part, children: [compiledLeft, compiledRight]) { (context) throws(EvaluationFailure) in
            let left = try evaluateLeft(context)
            let right = try evaluateRight(context)
            try context.spend(1)
            let result: RuleValue?
            do throws(EvaluationFailure) {
                result = try apply(left, right, context)
            } catch { throw error.located(at: mark) }
            if let result { return result }
            throw EvaluationFailure(
                .wrongType, "'\(symbol.rawValue)' has no meaning for \(left.kindForPeople) and \(right.kindForPeople)",
                at: mark)
        }
    }

    /// A whole number that is written beside a decimal, as that decimal: it is worth the same, and need not be made one
    /// each time.
    private static func asDecimal(_ compiled: CompiledPart, beside other: RuleType?) -> CompiledPart {
        guard other == .decimal, case .literal(.int(let number)) = compiled.part.kind else { return compiled }
        let value = RuleValue.decimal(ExactDecimal(number))
        return CompiledPart(compiled.part) { (_) throws(EvaluationFailure) in value }
    }

    private func isDecimal(_ compiled: CompiledPart, beside other: Expression) -> Bool {
        if types[compiled.part.number] == .decimal { return true }
        if case .literal(.int) = compiled.part.kind { return types[other.number] == .decimal }
        return false
    }

    /// Most comparisons of rules are of two decimals. Where the check says so, nothing has to be found out about them.
    private func compileComparison(
        _ left: CompiledPart, _ right: CompiledPart, _ symbol: BinaryOperator,
        _ holds: @escaping @Sendable (ExactDecimal, ExactDecimal) -> Bool, _ part: Expression
    ) -> CompiledPart {
        let (evaluateLeft, evaluateRight) = (left.evaluate, right.evaluate)
        let mark = part.mark
        return CompiledPart(part, children: [left, right]) { (context) throws(EvaluationFailure) in
            let left = try evaluateLeft(context)
            let right = try evaluateRight(context)
            try context.spend(1)
            guard case .decimal(let first) = left, case .decimal(let second) = right else {
                throw EvaluationFailure(
                    .wrongType,
                    "'\(symbol.rawValue)' has no meaning for \(left.kindForPeople) and \(right.kindForPeople)", at: mark
                )
            }
            return .bool(holds(first, second))
        }
    }

    private static func decimalComparison(
        _ symbol: BinaryOperator
    ) -> (@Sendable (ExactDecimal, ExactDecimal) -> Bool)? {
        switch symbol {
        case .less: { $0 < $1 }
        case .lessOrEqual: { $0 <= $1 }
        case .greater: { $0 > $1 }
        case .greaterOrEqual: { $0 >= $1 }
        case .equal: { $0 == $1 }
        case .notEqual: { $0 != $1 }
        default: nil
        }
    }

    private typealias Operation =
        @Sendable (RuleValue, RuleValue, EvaluationContext) throws(EvaluationFailure)
        -> RuleValue?

    private static func operation(_ symbol: BinaryOperator) -> Operation {
        switch symbol {
        case .add: { (left, right, context) throws(EvaluationFailure) in try Arithmetic.add(left, right, context) }
        case .subtract: { (left, right, _) throws(EvaluationFailure) in try Arithmetic.subtract(left, right) }
        case .multiply: { (left, right, _) throws(EvaluationFailure) in try Arithmetic.multiply(left, right) }
        case .divide: { (left, right, _) throws(EvaluationFailure) in try Arithmetic.divide(left, right) }
        case .remainder: { (left, right, _) throws(EvaluationFailure) in try Arithmetic.remainder(left, right) }
        case .less: comparison { $0 == .less }
        case .lessOrEqual: comparison { $0 == .less || $0 == .equal }
        case .greater: comparison { $0 == .greater }
        case .greaterOrEqual: comparison { $0 == .greater || $0 == .equal }
        case .equal:
            { (left, right, context) throws(EvaluationFailure) in .bool(try areEqual(left, right, context)) }
        case .notEqual:
            { (left, right, context) throws(EvaluationFailure) in .bool(!(try areEqual(left, right, context))) }
        case .isIn: { (left, right, context) throws(EvaluationFailure) in try contains(right, left, context) }
        case .index:
            { (left, right, context) throws(EvaluationFailure) in
                try context.spend(goingThrough: right)
                return try element(of: left, at: right)
            }
        }
    }

    private static func comparison(_ holds: @escaping @Sendable (ValueOrder) -> Bool) -> Operation {
        { (left, right, context) throws(EvaluationFailure) in
            if case .string(let text) = left { try context.spend(bytes: text.utf8.count) }
            return left.order(to: right).map { .bool(holds($0)) }
        }
    }

    private static func areEqual(
        _ left: RuleValue, _ right: RuleValue, _ context: EvaluationContext
    ) throws(EvaluationFailure) -> Bool {
        try context.spend(goingThrough: left)
        return left.equals(right)
    }

    private static func contains(
        _ container: RuleValue, _ wanted: RuleValue, _ context: EvaluationContext
    ) throws(EvaluationFailure) -> RuleValue? {
        switch container {
        case .list(let elements):
            for element in elements {
                try context.spend(1)
                if try areEqual(element, wanted, context) { return .bool(true) }
            }
            return .bool(false)
        case .map(let map):
            try context.spend(goingThrough: wanted)
            return .bool(map[wanted] != nil)
        default: return nil
        }
    }

    private static func element(of container: RuleValue, at index: RuleValue) throws(EvaluationFailure) -> RuleValue? {
        switch container {
        case .list(let elements):
            guard let place = position(index) else { return nil }
            guard let place = Int(exactly: place), elements.indices.contains(place) else {
                throw EvaluationFailure(
                    .missing, "there is no element [\(place)]; the list has \(elements.count), counted from 0")
            }
            return elements[place]
        case .map(let map):
            if let found = map[index] { return found }
            switch index {
            case .bool, .int, .uint, .double, .decimal, .string:
                throw EvaluationFailure(.missing, "the map has no key \(index.shown(limit: 40))")
            default: return nil
            }
        default: return nil
        }
    }

    /// A place in a list, from any number that is whole.
    private static func position(_ index: RuleValue) -> Int128? {
        if case .double(let number) = index { return Int128(exactly: number) }
        guard let number = index.exactNumber, number.isInteger else { return nil }
        return number.significand
    }
}

// MARK: - Conditions

extension Compiler {
    /// `&&` and `||`: the decisive value on any side decides, whatever the other sides are, errors included.
    mutating func compileConditions(_ operands: [Expression], decisive: Bool, _ part: Expression) -> CompiledPart {
        let compiled = operands.map { compile($0) }
        let evaluations = compiled.map { (evaluate: $0.evaluate, place: $0.part.start) }
        return CompiledPart(part, children: compiled) { (context) throws(EvaluationFailure) in
            var failure: EvaluationFailure?
            for operand in evaluations {
                try context.spend(1)
                do throws(EvaluationFailure) {
                    if try truth(of: operand.evaluate(context), at: operand.place) == decisive {
                        return .bool(decisive)
                    }
                } catch {
                    if error.kind == .costLimit { throw error }
                    failure = failure ?? error
                }
            }
            if let failure { throw failure }
            return .bool(!decisive)
        }
    }

    mutating func compileConditional(
        _ condition: Expression, _ then: Expression, _ otherwise: Expression, _ part: Expression
    ) -> CompiledPart {
        let compiled = [compile(condition), compile(then), compile(otherwise)]
        let evaluateCondition = compiled[0].evaluate
        let evaluateThen = compiled[1].evaluate
        let evaluateOtherwise = compiled[2].evaluate
        let place = condition.start
        return CompiledPart(part, children: compiled) { (context) throws(EvaluationFailure) in
            try context.spend(1)
            return try truth(of: evaluateCondition(context), at: place)
                ? try evaluateThen(context) : try evaluateOtherwise(context)
        }
    }
}

/// The truth of a condition.
func truth(of value: RuleValue, at place: Int) throws(EvaluationFailure) -> Bool {
    guard case .bool(let isTrue) = value else {
        throw EvaluationFailure(.wrongType, "a condition is true or false, not \(value.kindForPeople)", at: place)
    }
    return isTrue
}
