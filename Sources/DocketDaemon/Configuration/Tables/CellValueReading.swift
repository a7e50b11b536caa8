// A value as a cell writes it, by the kind of its column.

import ExactDecimals
import OrderModel
import ReviewRules

extension CellValue {
    /// Nil for a text that is no value of the kind.
    static func read(_ text: String, as kind: TableSubject.Kind, isQuoted: Bool) -> CellValue? {
        switch kind {
        case .text: CellValue(key: .text(text), source: literal(text))
        case .flag: isQuoted ? nil : flag(text)
        case .whole: whole(text)
        case .unsigned:
            whole(text).flatMap { $0.source.hasPrefix("-") ? nil : CellValue(key: $0.key, source: $0.source + "u") }
        case .decimal: decimal(text)
        case .double: double(text)
        case .timestamp: timestamp(text)
        case .duration: duration(text)
        case .other: nil
        }
    }

    private static func flag(_ text: String) -> CellValue? {
        switch text.lowercased() {
        case "true", "yes": CellValue(key: .flag(true), source: "true")
        case "false", "no": CellValue(key: .flag(false), source: "false")
        default: nil
        }
    }

    // MARK: Numbers

    private static func whole(_ text: String) -> CellValue? {
        Int64(text).map { CellValue(key: .number(ExactDecimal($0)), source: String($0)) }
    }

    private static func decimal(_ text: String) -> CellValue? {
        if let whole = whole(text) { return whole }
        return number(text).map { CellValue(key: .number($0), source: "decimal(\"\($0.formatted())\")") }
    }

    private static func double(_ text: String) -> CellValue? {
        number(text).map {
            let plain = $0.formatted()
            return CellValue(key: .number($0), source: plain.contains(".") ? plain : plain + ".0")
        }
    }

    private static func number(_ text: String) -> ExactDecimal? {
        guard text.unicodeScalars.allSatisfy({ ("0"..."9").contains($0) || $0 == "." || $0 == "-" || $0 == "+" })
        else { return nil }
        return try? ExactDecimal(text)
    }

    // MARK: Times

    private static func timestamp(_ text: String) -> CellValue? {
        let full = CalendarDate(text) == nil ? text : text + "T00:00:00Z"
        let source = "timestamp(\(literal(full)))"
        guard case .success(.timestamp(let time)) = RuleExpression.evaluate(source: source) else { return nil }
        let nanoseconds = Int128(time.seconds) * 1_000_000_000 + Int128(time.nanoseconds)
        return seconds(nanoseconds).map { CellValue(key: .number($0), source: source) }
    }

    private static func duration(_ text: String) -> CellValue? {
        let source = "duration(\(literal(inHours(text) ?? text)))"
        guard case .success(.duration(let span)) = RuleExpression.evaluate(source: source) else { return nil }
        return seconds(Int128(span.nanoseconds)).map { CellValue(key: .number($0), source: source) }
    }

    /// `2 days` as `48h`.
    private static func inHours(_ text: String) -> String? {
        let words = text.split(separator: " ")
        let hours = [
            "minute": 0, "minutes": 0, "hour": 1, "hours": 1, "day": 24, "days": 24, "week": 168, "weeks": 168,
        ]
        guard words.count == 2, let count = Int(words[0]), (-100_000...100_000).contains(count),
            let factor = hours[String(words[1])]
        else { return nil }
        return factor == 0 ? "\(count)m" : "\(count * factor)h"
    }

    private static func seconds(_ nanoseconds: Int128) -> ExactDecimal? {
        try? ExactDecimal(significand: nanoseconds, scale: 9)
    }

    // MARK: Texts

    /// A text as a literal of the rule language.
    static func literal(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }
}
