// Tests on text: contains, startsWith, endsWith, matches.

extension RuleFunctions {
    static let texts: [RuleFunction] = [
        test("contains") { text, part in TextSearch.first(of: part, in: text, from: 0) != nil },
        test("startsWith") { text, part in text.starts(with: part) },
        test("endsWith") { text, part in text.reversed().starts(with: part.reversed()) },
        RuleFunction("matches", [.method(.string, .string, gives: .bool), .global(.string, .string, gives: .bool)]) {
            (arguments, context) throws(EvaluationFailure) in
            guard case .string(let text) = arguments[0], case .string(let pattern) = arguments[1] else { return nil }
            return .bool(
                try context.pattern(pattern).matches(text) { (steps) throws(EvaluationFailure) in
                    try context.spend(steps)
                })
        },
    ]

    /// A test of one text against another, by their UTF-8: whole characters match exactly where their bytes do.
    private static func test(
        _ name: String, _ holds: @escaping @Sendable ([UInt8], [UInt8]) -> Bool
    ) -> RuleFunction {
        RuleFunction(name, [.method(.string, .string, gives: .bool)]) {
            (arguments, context) throws(EvaluationFailure) in
            guard case .string(let text) = arguments[0], case .string(let part) = arguments[1] else { return nil }
            return .bool(holds(Array(text.utf8), Array(part.utf8)))
        }
    }
}

/// Finds a sequence in another, in time in proportion to both lengths.
enum TextSearch {
    /// Where `part` first begins in `text`, not before `start`.
    static func first<Element: Equatable>(of part: [Element], in text: [Element], from start: Int) -> Int? {
        guard start <= text.count else { return nil }
        if part.isEmpty { return start }
        // Knuth, Morris, Pratt: on a mismatch go on with the longest beginning that still fits.
        let fallbacks = fallbackTable(of: part)
        var matched = 0
        for index in start..<text.count {
            while matched > 0, text[index] != part[matched] { matched = fallbacks[matched - 1] }
            if text[index] == part[matched] { matched += 1 }
            if matched == part.count { return index + 1 - part.count }
        }
        return nil
    }

    /// Where `part` last begins in `text`, not behind `start`.
    static func last<Element: Equatable>(of part: [Element], in text: [Element], upTo start: Int) -> Int? {
        let end = min(text.count, start + part.count)
        guard part.count <= end else { return nil }
        return first(of: part.reversed(), in: text[..<end].reversed(), from: 0).map { end - $0 - part.count }
    }

    private static func fallbackTable<Element: Equatable>(of part: [Element]) -> [Int] {
        var table = Array(repeating: 0, count: part.count)
        var matched = 0
        for index in part.indices.dropFirst() {
            while matched > 0, part[index] != part[matched] { matched = table[matched - 1] }
            if part[index] == part[matched] { matched += 1 }
            table[index] = matched
        }
        return table
    }
}
