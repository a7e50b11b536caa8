// Reads what stands between operators: literals, names, calls, fields, indexes, lists, maps and macros.

extension Parser {
    /// A primary with the fields, calls and indexes behind it.
    mutating func member() throws(RuleExpressionError) -> Expression {
        let start = current.start
        var operand = try primary()
        while true {
            let mark = current.start
            if take(".") {
                operand = try fieldOrCall(of: operand, from: start)
            } else if take("[") {
                let index = try expression()
                try expect("]", "behind the index")
                operand = try part(.binary(.index, operand, index), from: start, mark: mark)
            } else if current.isSymbol("{"), let name = operand.dottedName {
                advance()
                operand = try construction(name.path, from: start)
            } else {
                return operand
            }
        }
    }

    private mutating func fieldOrCall(of operand: Expression, from start: Int) throws(RuleExpressionError) -> Expression
    {
        let mark = current.start
        switch current.kind {
        case .name(let name) where !ReservedWords.keywords.contains(name):
            advance()
            guard take("(") else { return try part(.select(operand, field: name), from: start, mark: mark) }
            let arguments = try list(until: ")", "behind the arguments", allowsTrailingComma: false)
            if let macro = try comprehension(name, of: operand, arguments, mark: mark) {
                return try part(.comprehension(macro), from: start, mark: mark)
            }
            return try part(.call(name, receiver: operand, arguments: arguments), from: start, mark: mark)
        case .quotedName(let name):
            advance()
            return try part(.select(operand, field: name), from: start, mark: mark)
        default: throw unexpected("the name of a field or a function")
        }
    }

    private mutating func primary() throws(RuleExpressionError) -> Expression {
        let token = current
        switch token.kind {
        case .symbol("("):
            advance()
            let inner = try expression()
            try expect(")", "to close the bracket")
            return inner
        case .symbol("["):
            advance()
            let elements = try list(until: "]", "behind the list", allowsTrailingComma: true)
            return try part(.list(elements), from: token.start)
        case .symbol("{"):
            advance()
            return try mapLiteral(from: token.start)
        case .symbol("."):
            advance()
            return try nameOrCall(from: token.start, fromRoot: true)
        case .name: return try nameOrCall(from: token.start, fromRoot: false)
        case .symbol("-") where next.kind.isNumber:
            advance()
            return try number(isNegative: true, from: token.start)
        case .int, .uint, .double: return try number(isNegative: false, from: token.start)
        case .string(let text):
            advance()
            return try part(.literal(.string(text)), from: token.start)
        case .bytes(let bytes):
            advance()
            return try part(.literal(.bytes(bytes)), from: token.start)
        default: throw unexpected("a value, a name or an opening bracket")
        }
    }

    private mutating func number(isNegative: Bool, from start: Int) throws(RuleExpressionError) -> Expression {
        let value: RuleValue
        switch current.kind {
        case .int(let magnitude):
            let signed = isNegative ? -Int128(magnitude) : Int128(magnitude)
            guard let exact = Int64(exactly: signed) else {
                throw problem("the number \(magnitude) is larger than an int can be", at: start)
            }
            value = .int(exact)
        case .uint(let number) where isNegative:
            let inner = try literalPart(.uint(number))
            return try part(.unary(.negate, inner), from: start)
        case .uint(let number): value = .uint(number)
        case .double(let number): value = .double(isNegative ? -number : number)
        default: throw unexpected("a number")
        }
        advance()
        return try part(.literal(value), from: start)
    }

    private mutating func literalPart(_ value: RuleValue) throws(RuleExpressionError) -> Expression {
        let start = current.start
        advance()
        return try part(.literal(value), from: start)
    }

    private mutating func nameOrCall(from start: Int, fromRoot: Bool) throws(RuleExpressionError) -> Expression {
        guard case .name(let name) = current.kind else { throw unexpected("a name") }
        let mark = current.start
        if !fromRoot, let constant = Parser.constants[name] { return try literalPart(constant) }
        if ReservedWords.keywords.contains(name) { throw unexpected("a value") }
        if ReservedWords.reserved.contains(name) {
            throw problem("'\(name)' is a reserved word and cannot be a variable")
        }
        advance()
        guard take("(") else {
            return try part(.name(name, fromRoot: fromRoot), from: start, mark: mark)
        }
        let arguments = try list(until: ")", "behind the arguments", allowsTrailingComma: false)
        if name == "has", !fromRoot { return try presenceTest(arguments, from: start, mark: mark) }
        return try part(.call(name, receiver: nil, arguments: arguments), from: start, mark: mark)
    }

    private static let constants: [String: RuleValue] = ["true": .bool(true), "false": .bool(false), "null": .null]
}

// MARK: - Lists and maps

extension Parser {
    /// Expressions between commas up to the closing bracket, which is taken too.
    private mutating func list(
        until close: String, _ purpose: String, allowsTrailingComma: Bool
    ) throws(RuleExpressionError) -> [Expression] {
        var elements: [Expression] = []
        if take(close) { return elements }
        repeat {
            if allowsTrailingComma, !elements.isEmpty, current.isSymbol(close) { break }
            elements.append(try expression())
            try checkCount(elements.count)
        } while take(",")
        try expect(close, purpose)
        return elements
    }

    private mutating func mapLiteral(from start: Int) throws(RuleExpressionError) -> Expression {
        var entries: [(key: Expression, value: Expression)] = []
        if !take("}") {
            repeat {
                if !entries.isEmpty, current.isSymbol("}") { break }
                let key = try expression()
                try expect(":", "between a key and its value")
                entries.append((key, try expression()))
                try checkCount(entries.count)
            } while take(",")
            try expect("}", "behind the map")
        }
        return try part(.map(entries), from: start)
    }

    private mutating func construction(_ name: String, from start: Int) throws(RuleExpressionError) -> Expression {
        var values: [Expression] = []
        if !take("}") {
            repeat {
                if !values.isEmpty, current.isSymbol("}") { break }
                guard case .name(let field) = current.kind, !ReservedWords.keywords.contains(field) else {
                    throw unexpected("the name of a field")
                }
                advance()
                try expect(":", "between a field and its value")
                values.append(try expression())
                try checkCount(values.count)
            } while take(",")
            try expect("}", "behind the fields")
        }
        return try part(.construction(name, values: values), from: start)
    }

    private func checkCount(_ count: Int) throws(RuleExpressionError) {
        guard count <= limits.elementsPerLiteral else {
            throw RuleExpressionError(
                .parse, .tooComplex, "there are more than \(limits.elementsPerLiteral) elements here",
                at: current.start, in: source)
        }
    }
}

// MARK: - Macros

extension Parser {
    private mutating func presenceTest(
        _ arguments: [Expression], from start: Int, mark: Int
    ) throws(RuleExpressionError) -> Expression {
        guard arguments.count == 1, case .select(let operand, let field) = arguments[0].kind else {
            throw problem("has takes one field, such as has(order.priority)", at: mark)
        }
        return try part(.has(operand, field: field), from: start, mark: arguments[0].mark)
    }

    /// The macro that a call spells, or nil where it is an ordinary call.
    private func comprehension(
        _ name: String, of range: Expression, _ arguments: [Expression], mark: Int
    ) throws(RuleExpressionError) -> Comprehension? {
        guard let macro = Comprehension.Macro(rawValue: name == "existsOne" ? "exists_one" : name) else { return nil }
        guard arguments.count == 2 || (arguments.count == 3 && macro == .map) else {
            throw problem(
                "\(name) takes a name for the element and what to do with it, such as lines.\(name)(l, \(macro.example))",
                at: mark)
        }
        guard case .name(let variable, fromRoot: false) = arguments[0].kind else {
            throw problem("the first argument of \(name) is a plain name for the element", at: arguments[0].start)
        }
        let hasCondition = macro != .map || arguments.count == 3
        return Comprehension(
            macro: macro, range: range, variable: variable, condition: hasCondition ? arguments[1] : nil,
            transform: macro == .map ? arguments.last : nil)
    }
}

extension Comprehension.Macro {
    fileprivate var example: String { self == .map ? "l.quantity" : "l.quantity > 0" }
}
