// Equality and order of values.

import ExactDecimals

/// How two values stand to each other.
enum ValueOrder {
    case less, equal, greater
    /// Not-a-number is neither less nor equal nor greater.
    case unordered

    init<Value: Comparable>(_ left: Value, _ right: Value) {
        self = left < right ? .less : left == right ? .equal : .greater
    }

    var reversed: ValueOrder {
        switch self {
        case .less: .greater
        case .greater: .less
        case .equal, .unordered: self
        }
    }
}

extension RuleValue {
    /// The language's `==`: numbers by what they are worth, across their types; all else only within one type. A
    /// decimal is never equal to a double. Takes time in proportion to the size of the values.
    func equals(_ other: RuleValue) -> Bool {
        switch (self, other) {
        case (.list(let left), .list(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.equals($1) }
        case (.map(let left), .map(let right)):
            left.count == right.count && left.entries.allSatisfy { right[$0.key]?.equals($0.value) ?? false }
        case (.record(let left), .record(let right)):
            left.typeName == right.typeName && left.fieldNames == right.fieldNames
                && left.fieldNames.allSatisfy { name in
                    guard let left = left.value(of: name), let right = right.value(of: name) else { return false }
                    return left.equals(right)
                }
        case (.double(let left), .double(let right)): left == right
        default: isNumber && other.isNumber ? order(to: other) == .equal : self == other
        }
    }

    var isNumber: Bool {
        switch self {
        case .int, .uint, .double, .decimal: true
        default: false
        }
    }

    /// The order of two values; nil where there is none between their types.
    func order(to other: RuleValue) -> ValueOrder? {
        switch (self, other) {
        case (.int(let left), .int(let right)): ValueOrder(left, right)
        case (.decimal(let left), .decimal(let right)): ValueOrder(left, right)
        case (.string(let left), .string(let right)): .ofBytes(left.utf8, right.utf8)
        case (.bytes(let left), .bytes(let right)): .ofBytes(left, right)
        case (.timestamp(let left), .timestamp(let right)): ValueOrder(left, right)
        case (.duration(let left), .duration(let right)): ValueOrder(left, right)
        case (.bool(let left), .bool(let right)): ValueOrder(left ? 1 : 0, right ? 1 : 0)
        default: numberOrder(to: other)
        }
    }

    private func numberOrder(to other: RuleValue) -> ValueOrder? {
        if let left = wholeNumber, let right = other.wholeNumber { return ValueOrder(left, right) }
        switch (self, other) {
        case (.double(let left), .double(let right)):
            return left.isNaN || right.isNaN ? .unordered : ValueOrder(left, right)
        case (.double(let left), _):
            return other.wholeNumber.map { ValueOrder.ofDouble(left, $0) }
        case (_, .double(let right)):
            return wholeNumber.map { ValueOrder.ofDouble(right, $0).reversed }
        default:
            guard let left = exactNumber, let right = other.exactNumber else { return nil }
            return ValueOrder(left, right)
        }
    }

    /// The value of an int or a uint.
    var wholeNumber: Int128? {
        switch self {
        case .int(let value): Int128(value)
        case .uint(let value): Int128(value)
        default: nil
        }
    }

    /// The value of a decimal, an int or a uint.
    var exactNumber: ExactDecimal? {
        switch self {
        case .decimal(let value): value
        case .int(let value): ExactDecimal(value)
        case .uint(let value): ExactDecimal(value)
        default: nil
        }
    }

    /// How much a value weighs in the budget of an evaluation: a step for each 16 bytes of text and for each element of
    /// lists and maps, at any depth. Counting stops at `limit`: a list can hold the same list many times over, so that
    /// it is far larger than the memory that it takes.
    func weight(upTo limit: Int) -> Int {
        var weight = 0
        addWeight(to: &weight, limit: limit)
        return weight
    }

    private func addWeight(to weight: inout Int, limit: Int) {
        switch self {
        case .string(let text): weight += text.utf8.count / 16
        case .bytes(let bytes): weight += bytes.count / 16
        case .list(let elements):
            weight += elements.count
            for element in elements where weight <= limit { element.addWeight(to: &weight, limit: limit) }
        case .map(let map):
            weight += 2 * map.count
            for entry in map.entries where weight <= limit {
                entry.key.addWeight(to: &weight, limit: limit)
                entry.value.addWeight(to: &weight, limit: limit)
            }
        default: break
        }
    }
}

extension ValueOrder {
    /// By the first byte that differs. For UTF-8 that is the order of code points.
    fileprivate static func ofBytes(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> ValueOrder {
        if left.lexicographicallyPrecedes(right) { return .less }
        return right.lexicographicallyPrecedes(left) ? .greater : .equal
    }

    /// Exactly, without rounding the whole number to a double.
    fileprivate static func ofDouble(_ left: Double, _ right: Int128) -> ValueOrder {
        if left.isNaN { return .unordered }
        // Beyond 2^64 either way no whole number of 64 bits can be.
        if left >= 18_446_744_073_709_551_616 { return .greater }
        if left <= -18_446_744_073_709_551_616 { return .less }
        let whole = left.rounded(.down)
        let order = ValueOrder(Int128(whole), right)
        return order == .equal && left > whole ? .greater : order
    }
}
