// The parts of an expression after it has been read: a tree.

/// One part of an expression, with the code points from `start` up to `end` that it was read from.
final class Expression: Sendable {
    indirect enum Kind: Sendable {
        case literal(RuleValue)
        /// A variable or the name of a type; `fromRoot` for `.name`, which passes by the variables of macros.
        case name(String, fromRoot: Bool)
        case select(Expression, field: String)
        /// `has(operand.field)`.
        case has(Expression, field: String)
        case call(String, receiver: Expression?, arguments: [Expression])
        case unary(UnaryOperator, Expression)
        case binary(BinaryOperator, Expression, Expression)
        /// All operands of a chain of `&&`.
        case and([Expression])
        /// All operands of a chain of `||`.
        case or([Expression])
        case conditional(Expression, then: Expression, otherwise: Expression)
        case list([Expression])
        case map([(key: Expression, value: Expression)])
        /// `Name{field: value}`; read so that its error can say that records are not built in rules.
        case construction(String, values: [Expression])
        case comprehension(Comprehension)
    }

    let kind: Kind
    let start: Int
    let end: Int
    /// Where messages about this part point: at its operator or its name.
    let mark: Int
    /// The number of this part in its expression.
    let number: Int
    /// How many parts stand one inside the other here.
    let depth: Int

    init(_ kind: Kind, number: Int, start: Int, end: Int, mark: Int? = nil) {
        self.kind = kind
        self.number = number
        self.start = start
        self.end = end
        self.mark = mark ?? start
        depth = 1 + (Expression.children(of: kind).map(\.depth).max() ?? 0)
    }

    var children: [Expression] { Expression.children(of: kind) }

    private static func children(of kind: Kind) -> [Expression] {
        switch kind {
        case .literal, .name: []
        case .select(let operand, _), .has(let operand, _), .unary(_, let operand): [operand]
        case .call(_, let receiver, let arguments): (receiver.map { [$0] } ?? []) + arguments
        case .binary(_, let left, let right): [left, right]
        case .and(let operands), .or(let operands), .list(let operands), .construction(_, let operands): operands
        case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .comprehension(let part): [part.range] + [part.condition, part.transform].compactMap(\.self)
        }
    }

    /// The dotted name that this part spells, if it is made of names only: `order`, `order.total`.
    var dottedName: (path: String, fromRoot: Bool)? {
        switch kind {
        case .name(let name, let fromRoot): (name, fromRoot)
        case .select(let operand, let field):
            operand.dottedName.map { ("\($0.path).\(field)", $0.fromRoot) }
        default: nil
        }
    }

    /// The first name of a dotted name.
    var firstName: String? {
        switch kind {
        case .name(let name, _): name
        case .select(let operand, _): operand.firstName
        default: nil
        }
    }
}

/// A macro that looks at each element of a list, or each key of a map.
struct Comprehension: Sendable {
    enum Macro: String, Sendable {
        case all
        case exists
        case existsOne = "exists_one"
        case map
        case filter
    }

    let macro: Macro
    let range: Expression
    /// The name of the element.
    let variable: String
    /// What is asked of the element; nil only for `map` without a condition.
    let condition: Expression?
    /// What becomes of the element; only for `map`.
    let transform: Expression?
}

enum UnaryOperator: String, Sendable {
    case not = "!"
    case negate = "-"
}

enum BinaryOperator: String, Sendable {
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case add = "+"
    case subtract = "-"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="
    case isIn = "in"
    case index = "[]"
}
