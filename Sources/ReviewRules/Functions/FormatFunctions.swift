// format: '%s has %d lines'.format([customer, count]), with the clauses %s %d %f %e %x %X %o %b.

import ExactDecimals
import Glibc

extension RuleFunctions {
    static let formatting: [RuleFunction] = [
        RuleFunction("format", [.method(.string, .list(anyElement), gives: .string)]) {
            (arguments, context) throws(EvaluationFailure) in
            guard case .string(let pattern) = arguments[0], case .list(let values) = arguments[1] else { return nil }
            try context.spend(bytes: pattern.utf8.count)
            return .string(try formatted(pattern, values, context))
        }
    ]

    private static func formatted(
        _ pattern: String, _ values: [RuleValue], _ context: EvaluationContext
    ) throws(EvaluationFailure) -> String {
        var text = String.UnicodeScalarView()
        var rest = Array(pattern.unicodeScalars)[...]
        var used = 0
        while let scalar = rest.popFirst() {
            if scalar != "%" {
                text.append(scalar)
            } else if rest.first == "%" {
                text.append("%")
                rest.removeFirst()
            } else {
                let clause = try FormatClause(&rest)
                guard used < values.count else {
                    throw EvaluationFailure(
                        .missing, "the format asks for more values than the \(values.count) in its list")
                }
                try context.spend(goingThrough: values[used])
                let part = try clause.text(of: values[used])
                try context.spend(bytes: part.utf8.count)
                text.append(contentsOf: part.unicodeScalars)
                used += 1
            }
        }
        return String(text)
    }
}

/// What stands behind a `%`: how one value is written.
private struct FormatClause {
    let letter: Unicode.Scalar
    let precision: Int

    private static let standardPrecision = 6
    private static let largestPrecision = 1_000

    /// Takes the clause from what follows the `%`.
    init(_ rest: inout ArraySlice<Unicode.Scalar>) throws(EvaluationFailure) {
        var precision = FormatClause.standardPrecision
        if rest.first == "." {
            rest.removeFirst()
            let digits = rest.prefix { $0 >= "0" && $0 <= "9" }
            rest = rest.dropFirst(digits.count)
            guard let given = Int(String(String.UnicodeScalarView(digits))), given <= FormatClause.largestPrecision
            else {
                throw .badArgument("behind '%.' stand decimals up to \(FormatClause.largestPrecision), such as %.2f")
            }
            precision = given
        }
        guard let letter = rest.popFirst() else { throw .badArgument("the format ends behind '%'; write %% for a %") }
        guard "sdfexXob".unicodeScalars.contains(letter) else {
            throw .badArgument("'%\(letter)' is no clause of a format; there are %s %d %f %e %x %X %o %b")
        }
        self.letter = letter
        self.precision = precision
    }

    func text(of value: RuleValue) throws(EvaluationFailure) -> String {
        let text: String? =
            switch letter {
            case "s": FormatClause.plain(value)
            case "d": value.isNumber ? FormatClause.plain(value) : nil
            case "f": fixed(value)
            case "e": FormatClause.binaryFraction(value).map { printed($0, "e") }
            case "x": FormatClause.hexadecimal(value)
            case "X": FormatClause.hexadecimal(value)?.uppercased()
            case "o": FormatClause.digits(value, radix: 8)
            default: FormatClause.digits(value.isTrue.map { .int($0 ? 1 : 0) } ?? value, radix: 2)
            }
        guard let text else { throw EvaluationFailure(.wrongType, "'%\(letter)' does not write a \(value.typeName)") }
        return text
    }
}

// MARK: - Any value

extension FormatClause {
    /// The value as `%s` writes it; nil for what holds a record.
    private static func plain(_ value: RuleValue) -> String? {
        switch value {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .int(let number): return String(number)
        case .uint(let number): return String(number)
        case .double(let number): return NumberText.string(number)
        case .decimal(let number): return number.description
        case .string(let text): return text
        case .bytes(let bytes): return mended(bytes)
        case .timestamp(let time): return time.description
        case .duration(let span): return span.description
        case .type(let name): return name
        case .list(let elements):
            let texts = elements.compactMap { plain($0) }
            return texts.count == elements.count ? "[" + texts.joined(separator: ", ") + "]" : nil
        case .map(let map): return plain(map)
        case .record: return nil
        }
    }

    /// The entries in the order of their keys' texts.
    private static func plain(_ map: RuleMap) -> String? {
        let texts = map.entries.compactMap { entry in
            plain(entry.key).flatMap { key in plain(entry.value).map { (key: key, value: $0) } }
        }
        guard texts.count == map.count else { return nil }
        let sorted = texts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        return "{" + sorted.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
    }

    /// Bytes as text; each run of what is not UTF-8 becomes one replacement character.
    private static func mended(_ bytes: [UInt8]) -> String {
        var text = String.UnicodeScalarView()
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var isBroken = false
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar):
                text.append(scalar)
                isBroken = false
            case .error:
                if !isBroken { text.append("\u{FFFD}") }
                isBroken = true
            case .emptyInput: return String(text)
            }
        }
    }
}

// MARK: - Numbers

extension FormatClause {
    private func fixed(_ value: RuleValue) -> String? {
        switch value {
        case .int(let number): return withZeros(String(number), decimals: 0)
        case .uint(let number): return withZeros(String(number), decimals: 0)
        case .decimal(let number): return fixed(number)
        case .double(let number): return printed(number, "f")
        default: return nil
        }
    }

    /// A decimal is rounded exactly, half to even.
    private func fixed(_ number: ExactDecimal) -> String {
        let scale = Int(number.scale)
        guard precision < scale else { return withZeros(number.description, decimals: scale) }
        var unit: Int128 = 1
        for _ in precision..<scale { unit *= 10 }
        var (whole, rest) = number.significand.magnitude.quotientAndRemainder(dividingBy: unit.magnitude)
        let distance = rest * 2
        if distance > unit.magnitude || (distance == unit.magnitude && whole % 2 == 1) { whole += 1 }
        var digits = String(whole)
        digits = String(repeating: "0", count: max(0, precision + 1 - digits.utf8.count)) + digits
        let sign = number.isNegative ? "-" : ""
        return precision == 0 ? sign + digits : sign + digits.dropLast(precision) + "." + digits.suffix(precision)
    }

    private func withZeros(_ text: String, decimals: Int) -> String {
        let zeros = String(repeating: "0", count: precision - decimals)
        return zeros.isEmpty ? text : text + (decimals == 0 ? "." : "") + zeros
    }

    private static func binaryFraction(_ value: RuleValue) -> Double? {
        switch value {
        case .int(let number): Double(number)
        case .uint(let number): Double(number)
        case .decimal(let number): Double(number.description)
        case .double(let number): number
        default: nil
        }
    }

    /// As the C library writes it, which rounds the exact binary value.
    private func printed(_ number: Double, _ style: String) -> String {
        guard number.isFinite else { return NumberText.string(number) }
        // The largest double has 309 digits before the point.
        var buffer = [CChar](repeating: 0, count: precision + 330)
        let count = withVaList([Int32(precision), number]) { vsnprintf(&buffer, buffer.count, "%.*\(style)", $0) }
        return String(decoding: buffer.prefix(max(0, Int(count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func digits(_ value: RuleValue, radix: Int) -> String? {
        switch value {
        case .int(let number): String(number, radix: radix)
        case .uint(let number): String(number, radix: radix)
        default: nil
        }
    }

    private static func hexadecimal(_ value: RuleValue) -> String? {
        switch value {
        case .string(let text): hexadecimal(Array(text.utf8))
        case .bytes(let bytes): hexadecimal(bytes)
        default: digits(value, radix: 16)
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension RuleValue {
    /// Nil for what is no bool.
    fileprivate var isTrue: Bool? { if case .bool(let value) = self { value } else { nil } }
}
