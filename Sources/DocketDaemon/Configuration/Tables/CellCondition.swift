// What a cell of a condition column says of the column's value.

import ExactDecimals

/// A value that a cell compares with.
struct CellValue: Hashable {
    enum Key: Hashable {
        case flag(Bool)
        case text(String)
        /// A number; a time or a span of time in seconds.
        case number(ExactDecimal)
    }

    let key: Key
    /// As the rule language writes it.
    let source: String

    var number: ExactDecimal? {
        if case .number(let number) = key { number } else { nil }
    }
}

/// One comparison.
enum CellTest: Hashable {
    enum Order: String { case less = "<", atMost = "<=", atLeast = ">=", more = ">" }

    case equals(CellValue)
    case compare(Order, CellValue)
    /// From the first value on, up to the second one, which is among them or not.
    case range(CellValue, CellValue, isClosed: Bool)

    var values: [CellValue] {
        switch self {
        case .equals(let value), .compare(_, let value): [value]
        case .range(let lower, let upper, _): [lower, upper]
        }
    }
}

enum CellCondition {
    case any
    /// Whether there is a value at all.
    case given(Bool)
    /// One of the tests holds; or none of them does.
    case tests([CellTest], isNegated: Bool)
    /// An expression with `it` for the column's value.
    case general(TableCell)

    var isAny: Bool {
        if case .any = self { true } else { false }
    }
}
