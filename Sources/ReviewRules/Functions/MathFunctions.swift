// Mathematics: math.greatest, math.round, math.abs and their kin.

import ExactDecimals
// Rounding a double calls the mathematics library in optimised builds, which is linked by this import.
import Glibc

extension RuleFunctions {
    static let mathExtension: [RuleFunction] = [
        choice("math.greatest", prefers: .greater),
        choice("math.least", prefers: .less),
        RuleFunction("math.abs", unary(.int, .uint, .double, .decimal)) { (arguments, _) throws(EvaluationFailure) in
            switch arguments[0] {
            case .int(let value): value < 0 ? try Arithmetic.negate(.int(value)) : .int(value)
            case .uint: arguments[0]
            case .double(let value): .double(value.magnitude)
            case .decimal(let value): value.isNegative ? try Arithmetic.negate(.decimal(value)) : .decimal(value)
            default: nil
            }
        },
        RuleFunction("math.sign", unary(.int, .uint, .double, .decimal)) { (arguments, _) throws(EvaluationFailure) in
            switch arguments[0] {
            case .int(let value): .int(value.signum())
            case .uint(let value): .uint(value == 0 ? 0 : 1)
            case .double(let value): .double(value.isNaN || value == 0 ? value : value < 0 ? -1 : 1)
            case .decimal(let value): .decimal(ExactDecimal(value.significand.signum()))
            default: nil
            }
        },
        rounding("math.ceil", .up),
        rounding("math.floor", .down),
        rounding("math.round", .toNearestOrAwayFromZero),
        rounding("math.trunc", .towardZero),
        RuleFunction(
            "math.sqrt",
            [.global(.int, gives: .double), .global(.uint, gives: .double), .global(.double, gives: .double)]
        ) {
            (arguments, _) throws(EvaluationFailure) in
            switch arguments[0] {
            case .int(let value): .double(Double(value).squareRoot())
            case .uint(let value): .double(Double(value).squareRoot())
            case .double(let value): .double(value.squareRoot())
            default: nil
            }
        },
        question("math.isNaN") { $0.isNaN },
        question("math.isInf") { $0.isInfinite },
        question("math.isFinite") { $0.isFinite },
        bits("math.bitAnd", { $0 & $1 }, { $0 & $1 }),
        bits("math.bitOr", { $0 | $1 }, { $0 | $1 }),
        bits("math.bitXor", { $0 ^ $1 }, { $0 ^ $1 }),
        RuleFunction("math.bitNot", unary(.int, .uint)) { (arguments, _) throws(EvaluationFailure) in
            switch arguments[0] {
            case .int(let value): .int(~value)
            case .uint(let value): .uint(~value)
            default: nil
            }
        },
        shift("math.bitShiftLeft") { $0 << $1 },
        shift("math.bitShiftRight") { $0 >> $1 },
    ]

    private static func unary(_ types: RuleType...) -> [RuleFunction.Form] {
        types.map { .global($0, gives: $0) }
    }

    /// The greatest or least of numbers of any types, or of one list of them; the first of equal ones.
    private static func choice(_ name: String, prefers wanted: ValueOrder) -> RuleFunction {
        RuleFunction(name, []) { (arguments, context) throws(EvaluationFailure) in
            var numbers = arguments
            if arguments.count == 1, case .list(let elements) = arguments[0] { numbers = elements }
            guard var best = numbers.first else {
                throw EvaluationFailure.badArgument("\(name) needs at least one number")
            }
            guard best.isNumber else { return nil }
            for number in numbers.dropFirst() {
                try context.spend(1)
                guard number.isNumber, let order = number.order(to: best) else { return nil }
                if order == wanted { best = number }
            }
            return best
        }
    }

    private static func rounding(_ name: String, _ rule: FloatingPointRoundingRule) -> RuleFunction {
        RuleFunction(name, unary(.double, .decimal)) { (arguments, _) throws(EvaluationFailure) in
            switch arguments[0] {
            case .double(let value): .double(value.rounded(rule))
            case .decimal(let value): .decimal(try rounded(value, rule))
            default: nil
            }
        }
    }

    private static func rounded(
        _ value: ExactDecimal, _ rule: FloatingPointRoundingRule
    ) throws(EvaluationFailure) -> ExactDecimal {
        let whole = ExactDecimal(whole(value))
        do {
            let rest = try value - whole
            if rest.isZero { return value }
            let half = try ExactDecimal(significand: 5, scale: 1)
            let distance = rest.isNegative ? try rest.negated() : rest
            let awayFromZero =
                switch rule {
                case .up: rest.isPositive
                case .down: rest.isNegative
                case .toNearestOrAwayFromZero: distance >= half
                default: false
                }
            return awayFromZero ? try whole + ExactDecimal(rest.isNegative ? -1 : 1) : whole
        } catch {
            throw Arithmetic.failure(error)
        }
    }

    private static func question(_ name: String, _ holds: @escaping @Sendable (Double) -> Bool) -> RuleFunction {
        RuleFunction(name, [.global(.double, gives: .bool)]) { (arguments, _) throws(EvaluationFailure) in
            if case .double(let value) = arguments[0] { .bool(holds(value)) } else { nil }
        }
    }

    private static func bits(
        _ name: String, _ ints: @escaping @Sendable (Int64, Int64) -> Int64,
        _ uints: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> RuleFunction {
        RuleFunction(name, [.global(.int, .int, gives: .int), .global(.uint, .uint, gives: .uint)]) {
            (arguments, _) throws(EvaluationFailure) in
            switch (arguments[0], arguments[1]) {
            case (.int(let left), .int(let right)): .int(ints(left, right))
            case (.uint(let left), .uint(let right)): .uint(uints(left, right))
            default: nil
            }
        }
    }

    /// Shifts the 64 bits as they are; what is shifted in is 0.
    private static func shift(
        _ name: String, _ apply: @escaping @Sendable (UInt64, Int64) -> UInt64
    ) -> RuleFunction {
        RuleFunction(name, [.global(.int, .int, gives: .int), .global(.uint, .int, gives: .uint)]) {
            (arguments, _) throws(EvaluationFailure) in
            guard case .int(let count) = arguments[1] else { return nil }
            switch arguments[0] {
            case .int, .uint: break
            default: return nil
            }
            guard count >= 0 else { throw EvaluationFailure.badArgument("\(name) takes no negative offset") }
            let distance = min(count, 64)
            return switch arguments[0] {
            case .int(let value): .int(Int64(bitPattern: apply(UInt64(bitPattern: value), distance)))
            case .uint(let value): .uint(apply(value, distance))
            default: nil
            }
        }
    }
}
