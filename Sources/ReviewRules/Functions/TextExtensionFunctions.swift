// Work on text: charAt, indexOf, join, replace, split, substring, trim and their kin. Positions count code points.

extension RuleFunctions {
    static let textExtension: [RuleFunction] = [
        RuleFunction("charAt", [.method(.string, .int, gives: .string)]) {
            (arguments, context) throws(EvaluationFailure) in
            guard let text = try scalars(arguments[0], context), case .int(let position) = arguments[1] else {
                return nil
            }
            let index = try checked(position, upTo: text.count)
            return .string(index < text.count ? String(Character(text[index])) : "")
        },
        RuleFunction("indexOf", searchForms) { (arguments, context) throws(EvaluationFailure) in
            guard let text = try scalars(arguments[0], context), let part = try scalars(arguments[1], context) else {
                return nil
            }
            var start = 0
            if arguments.count > 2 {
                guard case .int(let position) = arguments[2] else { return nil }
                start = try checked(position, upTo: text.count)
            }
            return .int(Int64(TextSearch.first(of: part, in: text, from: start) ?? -1))
        },
        RuleFunction("lastIndexOf", searchForms) { (arguments, context) throws(EvaluationFailure) in
            guard let text = try scalars(arguments[0], context), let part = try scalars(arguments[1], context) else {
                return nil
            }
            var start = text.count
            if arguments.count > 2 {
                guard case .int(let position) = arguments[2] else { return nil }
                start = try checked(position, upTo: text.count)
            }
            return .int(Int64(TextSearch.last(of: part, in: text, upTo: start) ?? -1))
        },
        RuleFunction(
            "join", [.method(.list(.string), gives: .string), .method(.list(.string), .string, gives: .string)]
        ) {
            (arguments, context) throws(EvaluationFailure) in try join(arguments, context)
        },
        mapping("lowerAscii") { $0 >= "A" && $0 <= "Z" ? Unicode.Scalar(UInt8($0.value) + 0x20) : $0 },
        mapping("upperAscii") { $0 >= "a" && $0 <= "z" ? Unicode.Scalar(UInt8($0.value) - 0x20) : $0 },
        RuleFunction(
            "replace",
            [
                .method(.string, .string, .string, gives: .string),
                .method(.string, .string, .string, .int, gives: .string),
            ]
        ) { (arguments, context) throws(EvaluationFailure) in try replace(arguments, context) },
        RuleFunction("reverse", [.method(.string, gives: .string)]) { (arguments, context) throws(EvaluationFailure) in
            try scalars(arguments[0], context).map { .string(text($0.reversed())) }
        },
        RuleFunction(
            "split",
            [
                .method(.string, .string, gives: .list(.string)),
                .method(.string, .string, .int, gives: .list(.string)),
            ]
        ) { (arguments, context) throws(EvaluationFailure) in try split(arguments, context) },
        RuleFunction(
            "substring", [.method(.string, .int, gives: .string), .method(.string, .int, .int, gives: .string)]
        ) { (arguments, context) throws(EvaluationFailure) in
            guard let whole = try scalars(arguments[0], context), case .int(let from) = arguments[1] else { return nil }
            let start = try checked(from, upTo: whole.count)
            var end = whole.count
            if arguments.count > 2 {
                guard case .int(let to) = arguments[2] else { return nil }
                end = try checked(to, upTo: whole.count)
            }
            guard start <= end else {
                throw EvaluationFailure.badArgument("the part would end at \(end), before it begins at \(start)")
            }
            return .string(text(whole[start..<end]))
        },
        RuleFunction("trim", [.method(.string, gives: .string)]) { (arguments, context) throws(EvaluationFailure) in
            guard let whole = try scalars(arguments[0], context) else { return nil }
            let start = whole.firstIndex { !$0.properties.isWhitespace } ?? whole.count
            let end = whole.lastIndex { !$0.properties.isWhitespace }.map { $0 + 1 } ?? start
            return .string(text(whole[start..<end]))
        },
        RuleFunction("strings.quote", [.global(.string, gives: .string)]) {
            (arguments, context) throws(EvaluationFailure) in
            try scalars(arguments[0], context).map { .string(quoted($0)) }
        },
    ]

    private static let searchForms: [RuleFunction.Form] = [
        .method(.string, .string, gives: .int), .method(.string, .string, .int, gives: .int),
    ]

    /// The code points of a text; nil for any other value.
    private static func scalars(
        _ value: RuleValue, _ context: EvaluationContext
    ) throws(EvaluationFailure) -> [Unicode.Scalar]? {
        guard case .string(let text) = value else { return nil }
        try context.spend(bytes: text.utf8.count)
        return Array(text.unicodeScalars)
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func checked(_ position: Int64, upTo count: Int) throws(EvaluationFailure) -> Int {
        guard let index = Int(exactly: position), (0...count).contains(index) else {
            throw EvaluationFailure(.missing, "position \(position) is not in the text, which has \(count) characters")
        }
        return index
    }

    private static func mapping(
        _ name: String, _ transform: @escaping @Sendable (Unicode.Scalar) -> Unicode.Scalar
    ) -> RuleFunction {
        RuleFunction(name, [.method(.string, gives: .string)]) { (arguments, context) throws(EvaluationFailure) in
            try scalars(arguments[0], context).map { .string(text($0.map(transform))) }
        }
    }
}

// MARK: - Joining and splitting

extension RuleFunctions {
    private static func join(
        _ arguments: [RuleValue], _ context: EvaluationContext
    ) throws(EvaluationFailure) -> RuleValue? {
        guard case .list(let elements) = arguments[0] else { return nil }
        var separator = ""
        if arguments.count > 1 {
            guard case .string(let text) = arguments[1] else { return nil }
            separator = text
        }
        var joined = ""
        for (index, element) in elements.enumerated() {
            guard case .string(let text) = element else { return nil }
            try context.spend(1)
            try context.spend(bytes: text.utf8.count + separator.utf8.count)
            if index > 0 { joined += separator }
            joined += text
        }
        return .string(joined)
    }

    /// Replaces at most so many places, all for a negative limit. An empty part stands between all characters.
    private static func replace(
        _ arguments: [RuleValue], _ context: EvaluationContext
    ) throws(EvaluationFailure) -> RuleValue? {
        guard let whole = try scalars(arguments[0], context), let old = try scalars(arguments[1], context),
            let new = try scalars(arguments[2], context)
        else { return nil }
        var limit = Int64.max
        if arguments.count > 3 {
            guard case .int(let given) = arguments[3] else { return nil }
            limit = given < 0 ? .max : given
        }
        var result: [Unicode.Scalar] = []
        var position = 0
        while limit > 0, let found = TextSearch.first(of: old, in: whole, from: position) {
            try context.spend(1)
            try context.spend(bytes: new.count + (found - position))
            result += whole[position..<found]
            result += new
            limit -= 1
            position = found + old.count
            if old.isEmpty {
                guard position < whole.count else { break }
                result.append(whole[position])
                position += 1
            }
        }
        if position < whole.count { result += whole[position...] }
        return .string(text(result))
    }

    /// The parts between separators: at most so many, all for a negative limit, none for 0. An empty separator splits
    /// into characters.
    private static func split(
        _ arguments: [RuleValue], _ context: EvaluationContext
    ) throws(EvaluationFailure) -> RuleValue? {
        guard let whole = try scalars(arguments[0], context), let separator = try scalars(arguments[1], context) else {
            return nil
        }
        var limit = Int64.max
        if arguments.count > 2 {
            guard case .int(let given) = arguments[2] else { return nil }
            if given == 0 { return .list([]) }
            limit = given < 0 ? .max : given
        }
        var parts: [RuleValue] = []
        var position = 0
        while Int64(parts.count) < limit - 1 {
            let end: Int
            if separator.isEmpty {
                guard position + 1 < whole.count else { break }
                end = position + 1
            } else {
                guard let found = TextSearch.first(of: separator, in: whole, from: position) else { break }
                end = found
            }
            try context.spend(1)
            parts.append(.string(text(whole[position..<end])))
            position = end + separator.count
        }
        if !separator.isEmpty || position < whole.count { parts.append(.string(text(whole[position...]))) }
        return .list(parts)
    }

    /// The text in quotes, as a literal would spell it.
    private static func quoted(_ scalars: [Unicode.Scalar]) -> String {
        let escapes: [Unicode.Scalar: String] = [
            "\u{07}": "\\a", "\u{08}": "\\b", "\u{0C}": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t",
            "\u{0B}": "\\v", "\\": "\\\\", "\"": "\\\"",
        ]
        return "\"" + scalars.map { escapes[$0] ?? String(Character($0)) }.joined() + "\""
    }
}
