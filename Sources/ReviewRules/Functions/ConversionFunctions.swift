// Conversions between types: int(x), decimal(x), string(x), timestamp(x) and their kin.

import ExactDecimals

extension RuleFunctions {
    static let conversions: [RuleFunction] = [
        RuleFunction(
            "int", forms(of: .int, from: .int, .uint, .double, .decimal, .string, .timestamp)
        ) { (arguments, _) throws(EvaluationFailure) in try int(arguments[0]) },
        RuleFunction("uint", forms(of: .uint, from: .uint, .int, .double, .decimal, .string)) {
            (arguments, _) throws(EvaluationFailure) in try uint(arguments[0])
        },
        RuleFunction("double", forms(of: .double, from: .double, .int, .uint, .decimal, .string)) {
            (arguments, _) throws(EvaluationFailure) in try double(arguments[0])
        },
        RuleFunction("decimal", forms(of: .decimal, from: .decimal, .int, .uint, .string)) {
            (arguments, _) throws(EvaluationFailure) in try decimal(arguments[0])
        },
        RuleFunction(
            "string",
            forms(
                of: .string, from: .string, .bool, .int, .uint, .double, .decimal, .bytes, .timestamp, .duration, .type)
        ) { (arguments, _) throws(EvaluationFailure) in
            try string(arguments[0])
        },
        RuleFunction("bytes", forms(of: .bytes, from: .bytes, .string)) {
            (arguments, context) throws(EvaluationFailure) in
            return switch arguments[0] {
            case .bytes: arguments[0]
            case .string(let text): .bytes(Array(text.utf8))
            default: nil
            }
        },
        RuleFunction("bool", forms(of: .bool, from: .bool, .string)) { (arguments, _) throws(EvaluationFailure) in
            switch arguments[0] {
            case .bool: return arguments[0]
            case .string("1"), .string("t"), .string("T"), .string("true"), .string("TRUE"), .string("True"):
                return .bool(true)
            case .string("0"), .string("f"), .string("F"), .string("false"), .string("FALSE"), .string("False"):
                return .bool(false)
            case .string(let text): throw unreadable(text, as: "bool", "write true or false")
            default: return nil
            }
        },
        RuleFunction("timestamp", forms(of: .timestamp, from: .timestamp, .string, .int)) {
            (arguments, _) throws(EvaluationFailure) in try timestamp(arguments[0])
        },
        RuleFunction("duration", forms(of: .duration, from: .duration, .string)) {
            (arguments, _) throws(EvaluationFailure) in try duration(arguments[0])
        },
        RuleFunction("dyn", [.global(anyElement, gives: .dyn)]) { (arguments, _) throws(EvaluationFailure) in
            arguments[0]
        },
        RuleFunction("type", [.global(anyElement, gives: .type)]) { (arguments, _) throws(EvaluationFailure) in
            .type(arguments[0].typeName)
        },
    ]

    private static func forms(of result: RuleType, from types: RuleType...) -> [RuleFunction.Form] {
        types.map { .global($0, gives: result) }
    }

    static func unreadable(_ text: String, as type: String, _ advice: String) -> EvaluationFailure {
        let shown = text.unicodeScalars.count > 40 ? String(text.unicodeScalars.prefix(40)) + "…" : text
        return .badArgument("'\(shown)' cannot be read as \(type); \(advice)")
    }

    private static func outOfRange(_ type: String) -> EvaluationFailure {
        EvaluationFailure(.overflow, "the value is not in the range of \(type)")
    }
}

// MARK: - Numbers

extension RuleFunctions {
    private static func int(_ value: RuleValue) throws(EvaluationFailure) -> RuleValue? {
        switch value {
        case .int: return value
        case .uint(let number): return .int(try fitting(Int64(exactly: number), "int"))
        case .double(let number):
            // The ends of the range are no ints: doubles beyond them are rounded to them.
            return .int(try fitting(whole(number).flatMap { $0 == .min ? nil : $0 }, "int"))
        case .decimal(let number): return .int(try fitting(Int64(exactly: whole(number)), "int"))
        case .timestamp(let time): return .int(time.seconds)
        case .string(let text):
            guard let number = Int64(text) else {
                throw unreadable(text, as: "int", "write digits only, in the range of 64 bits")
            }
            return .int(number)
        default: return nil
        }
    }

    private static func uint(_ value: RuleValue) throws(EvaluationFailure) -> RuleValue? {
        switch value {
        case .uint: return value
        case .int(let number): return .uint(try fitting(UInt64(exactly: number), "uint"))
        case .double(let number): return .uint(try fitting(number < 0 ? nil : whole(number), "uint"))
        case .decimal(let number): return .uint(try fitting(UInt64(exactly: whole(number)), "uint"))
        case .string(let text):
            guard let number = UInt64(text), !text.hasPrefix("-") else {
                throw unreadable(text, as: "uint", "write digits only, in the range of 64 bits")
            }
            return .uint(number)
        default: return nil
        }
    }

    private static func double(_ value: RuleValue) throws(EvaluationFailure) -> RuleValue? {
        switch value {
        case .double: return value
        case .int(let number): return .double(Double(number))
        case .uint(let number): return .double(Double(number))
        case .decimal(let number): return .double(Double(number.description) ?? .nan)
        case .string(let text):
            guard let number = NumberText.double(text) else {
                throw unreadable(text, as: "double", "write 1.5 or 2e10")
            }
            return .double(number)
        default: return nil
        }
    }

    private static func decimal(_ value: RuleValue) throws(EvaluationFailure) -> RuleValue? {
        switch value {
        case .decimal: return value
        case .int(let number): return .decimal(ExactDecimal(number))
        case .uint(let number): return .decimal(ExactDecimal(number))
        case .string(let text):
            do {
                return .decimal(try ExactDecimal(text))
            } catch .tooManyDigits, .tooManyDecimals {
                throw unreadable(text, as: "decimal", "it has at most 38 digits, and 18 of them behind the point")
            } catch {
                throw unreadable(text, as: "decimal", "write digits with a point, such as 1.25")
            }
        default: return nil
        }
    }

    private static func fitting<Number>(_ value: Number?, _ type: String) throws(EvaluationFailure) -> Number {
        guard let value else { throw outOfRange(type) }
        return value
    }

    /// The whole number that is left when the decimals are cut off; nil where it does not fit.
    private static func whole<Number: FixedWidthInteger>(_ value: Double) -> Number? {
        Number(exactly: value.rounded(.towardZero))
    }

    static func whole(_ value: ExactDecimal) -> Int128 {
        var digits = value.significand
        for _ in 0..<value.scale { digits /= 10 }
        return digits
    }
}

// MARK: - Text and time

extension RuleFunctions {
    private static func string(_ value: RuleValue) throws(EvaluationFailure) -> RuleValue? {
        switch value {
        case .string: return value
        case .bool(let value): return .string(value ? "true" : "false")
        case .int(let number): return .string(String(number))
        case .uint(let number): return .string(String(number))
        case .double(let number): return .string(NumberText.string(number))
        case .decimal(let number): return .string(number.description)
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw EvaluationFailure.badArgument("the bytes are not UTF-8 text")
            }
            return .string(text)
        case .timestamp(let time): return .string(time.description)
        case .duration(let span): return .string(span.description)
        case .type(let name): return .string(name)
        default: return nil
        }
    }

    private static func timestamp(_ value: RuleValue) throws(EvaluationFailure) -> RuleValue? {
        switch value {
        case .timestamp: return value
        case .int(let seconds):
            guard let time = RuleTimestamp(seconds: seconds) else { throw outOfRange("timestamp, the years 1 to 9999") }
            return .timestamp(time)
        case .string(let text):
            do throws(RuleTimestamp.TextError) {
                return .timestamp(try RuleTimestamp(text))
            } catch {
                switch error {
                case .range: throw outOfRange("timestamp, the years 1 to 9999 and times of day up to 23:59:59")
                case .form: throw unreadable(text, as: "timestamp", "write it as 2026-11-22T08:00:00Z")
                }
            }
        default: return nil
        }
    }

    private static func duration(_ value: RuleValue) throws(EvaluationFailure) -> RuleValue? {
        switch value {
        case .duration: return value
        case .string(let text):
            do throws(RuleDuration.TextError) {
                return .duration(try RuleDuration(text))
            } catch {
                switch error {
                case .range: throw outOfRange("duration, about 292 years")
                case .form: throw unreadable(text, as: "duration", "write it as 90s, 1h30m or 250ms")
                }
            }
        default: return nil
        }
    }
}
