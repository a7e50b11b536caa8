// The declared types of variables and fields.

/// A type as a variable or a field is declared with it, and as the checker finds it for each part of an expression.
package indirect enum RuleType: Hashable, Sendable {
    /// Any type; checked only when the rule runs.
    case dyn
    case null
    case bool
    case int
    case uint
    case double
    case decimal
    case string
    case bytes
    case timestamp
    case duration
    case list(RuleType)
    case map(RuleType, RuleType)
    case record(RuleRecordType)
    /// The type of a type: what `int` or `type(x)` is.
    case type
    /// A type that is still open while an expression is checked, such as the elements of `[]`. Not for declarations.
    case parameter(Int)
}

/// A type with named fields.
package struct RuleRecordType: Hashable, Sendable {
    package let name: String
    package let fields: [RuleField]

    package init(_ name: String, _ fields: [RuleField]) {
        self.name = name
        self.fields = fields
    }

    package func field(_ name: String) -> RuleField? { fields.first { $0.name == name } }
}

/// A field of a record type.
package struct RuleField: Hashable, Sendable {
    package let name: String
    package let type: RuleType
    /// Whether the field can be without a value, so that `has` is worth asking.
    package let isOptional: Bool
    /// How many decimals an explanation shows at least: 2 shows the price 9.5 as 9.50.
    package let shownDecimals: Int

    package init(_ name: String, _ type: RuleType, optional: Bool = false, shownDecimals: Int = 0) {
        self.name = name
        self.type = type
        isOptional = optional
        self.shownDecimals = shownDecimals
    }
}

extension RuleType: CustomStringConvertible {
    /// The type as it is written in messages: `list(string)`, `map(string, int)`, a record's name.
    package var description: String {
        switch self {
        case .dyn: "dyn"
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .decimal: "decimal"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .record(let record): record.name
        case .type: "type"
        case .parameter: "dyn"
        }
    }
}

extension RuleType {
    /// The type that a value has, as closely as its content tells: a list of ints is `list(int)`, a mixed one
    /// `list(dyn)`. Records are `dyn`: their declaration says more than one value can. Takes time in proportion to the
    /// size of the value.
    package init(of value: RuleValue) {
        switch value {
        case .null: self = .null
        case .bool: self = .bool
        case .int: self = .int
        case .uint: self = .uint
        case .double: self = .double
        case .decimal: self = .decimal
        case .string: self = .string
        case .bytes: self = .bytes
        case .timestamp: self = .timestamp
        case .duration: self = .duration
        case .type: self = .type
        case .record: self = .dyn
        case .list(let elements): self = .list(RuleType.common(of: elements))
        case .map(let map):
            self = .map(RuleType.common(of: map.entries.map(\.key)), RuleType.common(of: map.entries.map(\.value)))
        }
    }

    private static func common(of values: [RuleValue]) -> RuleType {
        guard let first = values.first.map(RuleType.init(of:)) else { return .dyn }
        return values.dropFirst().allSatisfy { RuleType(of: $0) == first } ? first : .dyn
    }
}
