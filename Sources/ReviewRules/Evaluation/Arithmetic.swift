// Arithmetic: +, -, *, / and %. Nothing overflows silently, and decimals stay exact.

import ExactDecimals

/// The arithmetic operators on values. Each gives nil where it has no meaning for the two types.
enum Arithmetic {
    static func add(
        _ left: RuleValue, _ right: RuleValue, _ context: EvaluationContext
    ) throws(EvaluationFailure) -> RuleValue? {
        switch (left, right) {
        case (.int(let left), .int(let right)): return .int(try exact(left.addingReportingOverflow(right), "int"))
        case (.uint(let left), .uint(let right)): return .uint(try exact(left.addingReportingOverflow(right), "uint"))
        case (.double(let left), .double(let right)): return .double(left + right)
        case (.string(let left), .string(let right)):
            try context.spend(bytes: left.utf8.count + right.utf8.count)
            return .string(left + right)
        case (.bytes(let left), .bytes(let right)):
            try context.spend(bytes: left.count + right.count)
            return .bytes(left + right)
        case (.list(let left), .list(let right)):
            try context.spend(bytes: 16 * (left.count + right.count))
            return .list(left + right)
        case (.timestamp(let time), .duration(let span)), (.duration(let span), .timestamp(let time)):
            guard let sum = time.adding(span) else { throw outOfTime }
            return .timestamp(sum)
        case (.duration(let left), .duration(let right)):
            return .duration(try span(left.nanoseconds.addingReportingOverflow(right.nanoseconds)))
        default:
            return try decimal(left, right) { (left, right) throws(ArithmeticError) in try left + right }
        }
    }

    static func subtract(_ left: RuleValue, _ right: RuleValue) throws(EvaluationFailure) -> RuleValue? {
        switch (left, right) {
        case (.int(let left), .int(let right)): return .int(try exact(left.subtractingReportingOverflow(right), "int"))
        case (.uint(let left), .uint(let right)):
            return .uint(try exact(left.subtractingReportingOverflow(right), "uint"))
        case (.double(let left), .double(let right)): return .double(left - right)
        case (.timestamp(let left), .timestamp(let right)):
            guard let span = left.since(right) else { throw outOfSpan }
            return .duration(span)
        case (.timestamp(let time), .duration(let span)):
            guard let difference = time.subtracting(span) else { throw outOfTime }
            return .timestamp(difference)
        case (.duration(let left), .duration(let right)):
            return .duration(try span(left.nanoseconds.subtractingReportingOverflow(right.nanoseconds)))
        default:
            return try decimal(left, right) { (left, right) throws(ArithmeticError) in try left - right }
        }
    }

    static func multiply(_ left: RuleValue, _ right: RuleValue) throws(EvaluationFailure) -> RuleValue? {
        switch (left, right) {
        case (.int(let left), .int(let right)): .int(try exact(left.multipliedReportingOverflow(by: right), "int"))
        case (.uint(let left), .uint(let right)): .uint(try exact(left.multipliedReportingOverflow(by: right), "uint"))
        case (.double(let left), .double(let right)): .double(left * right)
        default: try decimal(left, right) { (left, right) throws(ArithmeticError) in try left * right }
        }
    }

    /// Whole numbers are divided toward zero; decimals to 18 decimals, the half rounded to the even digit.
    static func divide(_ left: RuleValue, _ right: RuleValue) throws(EvaluationFailure) -> RuleValue? {
        switch (left, right) {
        case (.int(let left), .int(let right)):
            if right == 0 { throw divisionByZero }
            return .int(try exact(left.dividedReportingOverflow(by: right), "int"))
        case (.uint(let left), .uint(let right)):
            if right == 0 { throw divisionByZero }
            return .uint(left / right)
        case (.double(let left), .double(let right)): return .double(left / right)
        default:
            return try decimal(left, right) { (left, right) throws(ArithmeticError) in
                try left.divided(by: right, decimals: ExactDecimal.maximumScale)
            }
        }
    }

    /// What division toward zero leaves over; it has the sign of the left side.
    static func remainder(_ left: RuleValue, _ right: RuleValue) throws(EvaluationFailure) -> RuleValue? {
        switch (left, right) {
        case (.int(let left), .int(let right)):
            if right == 0 { throw divisionByZero }
            // The least int by -1 overflows as its division does, as in the reference implementation.
            return .int(try exact(left.remainderReportingOverflow(dividingBy: right), "int"))
        case (.uint(let left), .uint(let right)):
            if right == 0 { throw divisionByZero }
            return .uint(left % right)
        default: return try decimal(left, right, Arithmetic.remainder)
        }
    }

    static func negate(_ value: RuleValue) throws(EvaluationFailure) -> RuleValue? {
        switch value {
        case .int(let value): return .int(try exact(Int64(0).subtractingReportingOverflow(value), "int"))
        case .double(let value): return .double(-value)
        case .decimal(let value):
            do { return .decimal(try value.negated()) } catch { throw failure(error) }
        default: return nil
        }
    }
}

// MARK: - Decimals

extension Arithmetic {
    /// Applies an exact operation where at least one side is a decimal and the other a decimal or a whole number.
    private static func decimal(
        _ left: RuleValue, _ right: RuleValue,
        _ operation: (ExactDecimal, ExactDecimal) throws(ArithmeticError) -> ExactDecimal
    ) throws(EvaluationFailure) -> RuleValue? {
        switch (left, right) {
        case (.decimal, _), (_, .decimal): break
        default: return nil
        }
        guard let left = left.exactNumber, let right = right.exactNumber else { return nil }
        do { return .decimal(try operation(left, right)) } catch { throw failure(error) }
    }

    private static func remainder(_ left: ExactDecimal, _ right: ExactDecimal) throws(ArithmeticError) -> ExactDecimal {
        guard !right.isZero else { throw .divisionByZero }
        let scale = max(left.scale, right.scale)
        let dividend = try digits(of: left, scale: scale)
        let divisor = try digits(of: right, scale: scale)
        return try ExactDecimal(significand: divisor == -1 ? 0 : dividend % divisor, scale: scale)
    }

    private static func digits(of number: ExactDecimal, scale: Int) throws(ArithmeticError) -> Int128 {
        var digits = number.significand
        for _ in number.scale..<scale {
            let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
            if overflow { throw .overflow }
            digits = product
        }
        return digits
    }

    static func failure(_ error: ArithmeticError) -> EvaluationFailure {
        switch error {
        case .overflow: EvaluationFailure(.overflow, "the result has more digits than a decimal can hold (38)")
        case .inexact:
            EvaluationFailure(.overflow, "the exact result has more than \(ExactDecimal.maximumScale) decimals")
        case .divisionByZero: divisionByZero
        }
    }
}

// MARK: - Failures

extension Arithmetic {
    static var divisionByZero: EvaluationFailure {
        EvaluationFailure(.divisionByZero, "there is a division by zero here")
    }

    private static var outOfTime: EvaluationFailure {
        EvaluationFailure(.overflow, "the result is not in the range of timestamps, the years 1 to 9999")
    }

    private static var outOfSpan: EvaluationFailure {
        EvaluationFailure(.overflow, "the result is not in the range of durations, about 292 years")
    }

    private static func exact<Number>(
        _ result: (partialValue: Number, overflow: Bool), _ type: String
    ) throws(EvaluationFailure) -> Number {
        guard !result.overflow else {
            throw EvaluationFailure(.overflow, "the result is not in the range of \(type), 64 bits")
        }
        return result.partialValue
    }

    private static func span(_ result: (partialValue: Int64, overflow: Bool)) throws(EvaluationFailure) -> RuleDuration
    {
        guard !result.overflow else { throw outOfSpan }
        return RuleDuration(nanoseconds: result.partialValue)
    }
}
