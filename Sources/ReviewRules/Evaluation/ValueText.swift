// Values as people read them in messages and explanations.

import ExactDecimals

extension RuleValue {
    /// The value in one line, cut after so many code points. Decimals get at least the decimals asked for.
    package func shown(limit: Int = RuleLimits.standard.explainedValueLength, decimals: Int = 0) -> String {
        let text = fullText(decimals: decimals, limit: limit)
        let scalars = text.unicodeScalars
        return scalars.count > limit ? String(scalars.prefix(max(0, limit - 1))) + "…" : text
    }

    private func fullText(decimals: Int, limit: Int) -> String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .uint(let value): String(value)
        case .double(let value): NumberText.string(value)
        case .decimal(let value): value.formatted(minimumDecimals: decimals)
        case .string(let text): "\"\(text)\""
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .list(let elements): "[" + joined(elements.map { ($0, nil) }, limit) + "]"
        case .map(let map): "{" + joined(map.entries.map { ($0.value, $0.key) }, limit) + "}"
        case .record(let record): record.typeName
        case .timestamp(let time): time.description
        case .duration(let span): span.description
        case .type(let name): name
        }
    }

    /// Elements between commas, no more of them than fit.
    private func joined(_ elements: [(value: RuleValue, key: RuleValue?)], _ limit: Int) -> String {
        var text = ""
        for (index, element) in elements.enumerated() {
            if index > 0 { text += ", " }
            if let key = element.key { text += key.fullText(decimals: 0, limit: limit) + ": " }
            text += element.value.fullText(decimals: 0, limit: limit)
            if text.utf8.count > 4 * limit { break }
        }
        return text
    }
}
