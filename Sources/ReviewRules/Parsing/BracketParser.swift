// Reads what stands between operators: literals, names, calls, fields, indexes, lists, maps and macros.

/// A bracket that is open, with what has been read inside it so far.
struct OpenBracket {
    enum Kind {
        case group
        case list
        case map
        case index(Parser.Operand)
        case call(String, receiver: Parser.Operand?, mark: Int)
        /// `Name{field: value}`.
        case construction(String)
    }

    let kind: Kind
    /// Where the part begins that the bracket belongs to.
    let start: Int
    /// Where the bracket itself stands.
    let mark: Int
    var values: [Expression] = []
    /// The keys of a map; one more than there are values while a value is read.
    var keys: [Expression] = []

    init(_ kind: Kind, start: Int, mark: Int) {
        self.kind = kind
        self.start = start
        self.mark = mark
    }

    var close: String {
        switch kind {
        case .group, .call: ")"
        case .list, .index: "]"
        case .map, .construction: "}"
        }
    }

    /// Whether the expression at hand is a key, which a colon follows.
    var takesKey: Bool { if case .map = kind { keys.count == values.count } else { false } }

    var takesMore: Bool {
        switch kind {
        case .group, .index: false
        case .list, .call, .construction: true
        case .map: !takesKey
        }
    }

    var takesTrailingComma: Bool {
        switch kind {
        case .list, .map, .construction: true
        case .group, .index, .call: false
        }
    }

    var expectation: String {
        switch kind {
        case .group: "')' to close the bracket"
        case .list: "',' or ']' behind the element of the list"
        case .index: "']' behind the index"
        case .call: "',' or ')' behind the argument"
        case .map: takesKey ? "':' between a key and its value" : "',' or '}' behind the value"
        case .construction: "',' or '}' behind the value"
        }
    }
}

// MARK: - Operands

extension Parser {
    mutating func operand() throws(RuleExpressionError) -> Step {
        let start = current.start
        switch current.kind {
        case .symbol("!"):
            wait(for: .not)
            return .operand
        case .symbol("-"):
            if next.kind.isNumber {
                advance()
                return .suffix(try number(isNegative: true, from: start))
            }
            wait(for: .negate)
            return .operand
        case .symbol("("): return try begin(OpenBracket(.group, start: start, mark: start))
        case .symbol("["): return try begin(OpenBracket(.list, start: start, mark: start))
        case .symbol("{"): return try begin(OpenBracket(.map, start: start, mark: start))
        case .symbol("."):
            advance()
            return try nameOrCall(from: start, fromRoot: true)
        case .name: return try nameOrCall(from: start, fromRoot: false)
        case .int, .uint, .double: return .suffix(try number(isNegative: false, from: start))
        case .string(let text): return .suffix(try literal(.string(text)))
        case .bytes(let bytes): return .suffix(try literal(.bytes(bytes)))
        default: throw unexpected("a value, a name or an opening bracket")
        }
    }

    private mutating func literal(_ value: RuleValue) throws(RuleExpressionError) -> Operand {
        let start = current.start
        advance()
        return try operandPart(.literal(value), from: start)
    }

    private mutating func number(isNegative: Bool, from start: Int) throws(RuleExpressionError) -> Operand {
        let value: RuleValue
        switch current.kind {
        case .int(let magnitude):
            let signed = isNegative ? -Int128(magnitude) : Int128(magnitude)
            guard let exact = Int64(exactly: signed) else {
                throw problem("the number \(magnitude) is larger than an int can be", at: start)
            }
            value = .int(exact)
        case .uint(let number) where isNegative:
            let inner = try literal(.uint(number))
            return try operandPart(.unary(.negate, inner.part), from: start)
        case .uint(let number): value = .uint(number)
        case .double(let number): value = .double(isNegative ? -number : number)
        default: throw unexpected("a number")
        }
        advance()
        return try operandPart(.literal(value), from: start)
    }

    private mutating func nameOrCall(from start: Int, fromRoot: Bool) throws(RuleExpressionError) -> Step {
        guard case .name(let name) = current.kind else { throw unexpected("a name") }
        let mark = current.start
        if !fromRoot, let constant = Parser.constants[name] { return .suffix(try literal(constant)) }
        if ReservedWords.keywords.contains(name) { throw unexpected("a value") }
        if ReservedWords.reserved.contains(name) {
            throw problem("'\(name)' is a reserved word and cannot be a variable")
        }
        advance()
        if current.isSymbol("(") {
            return try begin(OpenBracket(.call(name, receiver: nil, mark: mark), start: start, mark: current.start))
        }
        return .suffix(try operandPart(.name(name, fromRoot: fromRoot), from: start, mark: mark))
    }

    private static let constants: [String: RuleValue] = ["true": .bool(true), "false": .bool(false), "null": .null]

    /// A field, a call, an index or an operator behind an operand.
    mutating func suffix(of operand: Operand) throws(RuleExpressionError) -> Step {
        let mark = current.start
        if take(".") { return try fieldOrCall(of: operand) }
        if current.isSymbol("[") { return try begin(OpenBracket(.index(operand), start: operand.start, mark: mark)) }
        if current.isSymbol("{"), let name = operand.part.dottedName {
            return try begin(OpenBracket(.construction(name.path), start: operand.start, mark: mark))
        }
        return try operation(after: operand)
    }

    private mutating func fieldOrCall(of operand: Operand) throws(RuleExpressionError) -> Step {
        let mark = current.start
        switch current.kind {
        case .name(let name) where !ReservedWords.keywords.contains(name):
            advance()
            if current.isSymbol("(") {
                let call = OpenBracket.Kind.call(name, receiver: operand, mark: mark)
                return try begin(OpenBracket(call, start: operand.start, mark: current.start))
            }
            return .suffix(try operandPart(.select(operand.part, field: name), from: operand.start, mark: mark))
        case .quotedName(let name):
            advance()
            return .suffix(try operandPart(.select(operand.part, field: name), from: operand.start, mark: mark))
        default: throw unexpected("the name of a field or a function")
        }
    }
}

// MARK: - Brackets

extension Parser {
    /// Takes an opening bracket; one that closes at once is complete.
    private mutating func begin(_ bracket: OpenBracket) throws(RuleExpressionError) -> Step {
        advance()
        if bracket.takesMore || bracket.takesKey, take(bracket.close) { return .suffix(try closed(bracket)) }
        try open(bracket)
        if case .construction = bracket.kind { try takeFieldName() }
        return .operand
    }

    /// Takes `field:` of a record that is built.
    mutating func takeFieldName() throws(RuleExpressionError) {
        guard case .name(let field) = current.kind, !ReservedWords.keywords.contains(field) else {
            throw unexpected("the name of a field")
        }
        advance()
        guard take(":") else { throw unexpected("':' between a field and its value") }
    }

    /// The part that a bracket makes, its closing having been taken.
    mutating func closed(_ bracket: OpenBracket) throws(RuleExpressionError) -> Operand {
        switch bracket.kind {
        case .group:
            guard let inner = bracket.values.first else { throw unexpected("a value") }
            return Operand(part: inner, start: bracket.start)
        case .list: return try operandPart(.list(bracket.values), from: bracket.start)
        case .map:
            let entries = zip(bracket.keys, bracket.values).map { (key: $0, value: $1) }
            return try operandPart(.map(entries), from: bracket.start)
        case .index(let operand):
            guard let index = bracket.values.first else { throw unexpected("an index") }
            return try operandPart(.binary(.index, operand.part, index), from: bracket.start, mark: bracket.mark)
        case .construction(let name):
            return try operandPart(.construction(name, values: bracket.values), from: bracket.start)
        case .call(let name, let receiver, let mark):
            return try call(name, receiver: receiver, bracket.values, from: bracket.start, mark: mark)
        }
    }

    private mutating func call(
        _ name: String, receiver: Operand?, _ arguments: [Expression], from start: Int, mark: Int
    ) throws(RuleExpressionError) -> Operand {
        if let receiver, let macro = try comprehension(name, of: receiver.part, arguments, mark: mark) {
            return try operandPart(.comprehension(macro), from: start, mark: mark)
        }
        if receiver == nil, name == "has" { return try presenceTest(arguments, from: start, mark: mark) }
        return try operandPart(
            .call(name, receiver: receiver?.part, arguments: arguments), from: start, mark: mark)
    }
}

// MARK: - Macros

extension Parser {
    private mutating func presenceTest(
        _ arguments: [Expression], from start: Int, mark: Int
    ) throws(RuleExpressionError) -> Operand {
        guard arguments.count == 1, case .select(let operand, let field) = arguments[0].kind else {
            throw problem("has takes one field, such as has(order.priority)", at: mark)
        }
        return try operandPart(.has(operand, field: field), from: start, mark: arguments[0].mark)
    }

    /// The macro that a call spells, or nil where it is an ordinary call.
    private func comprehension(
        _ name: String, of range: Expression, _ arguments: [Expression], mark: Int
    ) throws(RuleExpressionError) -> Comprehension? {
        guard let macro = Comprehension.Macro(rawValue: name == "existsOne" ? "exists_one" : name) else { return nil }
        guard arguments.count == 2 || (arguments.count == 3 && macro == .map) else {
            throw problem(
                "\(name) takes a name for the element and what to do with it: lines.\(name)(l, \(macro.example))",
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

extension Token.Kind {
    var isNumber: Bool {
        switch self {
        case .int, .uint, .double: true
        default: false
        }
    }
}
