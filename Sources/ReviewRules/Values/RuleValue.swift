// A value while a rule is evaluated.

package import ExactDecimals

/// A value of the rule language: what a variable is bound to, and what an expression gives.
///
/// `==` compares kind and content exactly (`int(1)` is not `uint(1)`); the language's own `==` is `equals`.
package enum RuleValue: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    /// The exact number of money and quantities.
    case decimal(ExactDecimal)
    case string(String)
    case bytes([UInt8])
    case list([RuleValue])
    case map(RuleMap)
    /// A value with named fields, such as an order; its fields are asked for only when a rule names them.
    case record(any RuleRecord)
    case timestamp(RuleTimestamp)
    case duration(RuleDuration)
    /// A type as a value, by its name: `type(1) == int`.
    case type(String)
}

extension RuleValue {
    /// The name of the value's type as `type(x)` gives it; a record's is its own type name.
    package var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .decimal: "decimal"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .record(let record): record.typeName
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .type: "type"
        }
    }

    /// The type's name in sentences for people.
    var kindForPeople: String {
        switch self {
        case .null: "null"
        case .timestamp: "timestamp"
        case .duration: "duration"
        default: typeName
        }
    }
}

extension RuleValue: Equatable {
    /// Same kind and same content; not-a-number is the same as not-a-number.
    package static func == (left: RuleValue, right: RuleValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.int(let left), .int(let right)): left == right
        case (.uint(let left), .uint(let right)): left == right
        case (.double(let left), .double(let right)): left == right || (left.isNaN && right.isNaN)
        case (.decimal(let left), .decimal(let right)): left == right
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.bytes(let left), .bytes(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        case (.map(let left), .map(let right)): left == right
        case (.record(let left), .record(let right)):
            left.typeName == right.typeName && left.fieldNames == right.fieldNames
                && left.fieldNames.allSatisfy { left.value(of: $0) == right.value(of: $0) }
        case (.timestamp(let left), .timestamp(let right)): left == right
        case (.duration(let left), .duration(let right)): left == right
        case (.type(let left), .type(let right)): left == right
        default: false
        }
    }
}

extension RuleValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    package init(arrayLiteral elements: RuleValue...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (String, RuleValue)...) { self = .map(RuleMap(elements)) }
}

extension RuleValue: ExpressibleByBooleanLiteral, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .int(value) }
}
