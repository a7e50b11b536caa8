// Finds out what the open types of an expression are: the elements of [], the result of a generic function.

/// What is known of the open types so far.
struct TypeUnifier {
    private var bindings: [Int: RuleType] = [:]
    private var nextParameter = 1_000

    /// A type that is open until something settles it.
    mutating func open() -> RuleType {
        nextParameter += 1
        return .parameter(nextParameter)
    }

    /// The type with all that is known filled in.
    func resolved(_ type: RuleType) -> RuleType {
        switch type {
        case .parameter(let number): bindings[number].map(resolved) ?? type
        case .list(let element): .list(resolved(element))
        case .map(let key, let value): .map(resolved(key), resolved(value))
        default: type
        }
    }

    /// The type with `dyn` for whatever has stayed open.
    func settled(_ type: RuleType) -> RuleType {
        switch resolved(type) {
        case .parameter: .dyn
        case .list(let element): .list(settled(element))
        case .map(let key, let value): .map(settled(key), settled(value))
        case let known: known
        }
    }

    /// Whether a value of one type can stand where the other is wanted; settles open types on the way.
    mutating func accepts(_ given: RuleType, as wanted: RuleType) -> Bool {
        let given = resolved(given)
        let wanted = resolved(wanted)
        if given == wanted { return true }
        switch (given, wanted) {
        case (.parameter(let number), let other), (let other, .parameter(let number)):
            guard !mentions(other, number) else { return false }
            bindings[number] = other
            return true
        case (.dyn, _), (_, .dyn): return true
        case (.list(let given), .list(let wanted)): return accepts(given, as: wanted)
        case (.map(let givenKey, let givenValue), .map(let wantedKey, let wantedValue)):
            return accepts(givenKey, as: wantedKey) && accepts(givenValue, as: wantedValue)
        case (.null, .record), (.null, .timestamp), (.null, .duration): return true
        case (.record, .null), (.timestamp, .null), (.duration, .null): return true
        default: return false
        }
    }

    /// Whether two types can hold equal values.
    mutating func canBeEqual(_ left: RuleType, _ right: RuleType) -> Bool {
        let before = self
        if accepts(left, as: right) || accepts(right, as: left) { return true }
        self = before
        let left = resolved(left)
        let right = resolved(right)
        switch (left, right) {
        case (.list(let left), .list(let right)): return canBeEqual(left, right)
        case (.map(_, let left), .map(_, let right)): return canBeEqual(left, right)
        default: return left.isComparableNumber(with: right)
        }
    }

    private func mentions(_ type: RuleType, _ number: Int) -> Bool {
        switch resolved(type) {
        case .parameter(let other): other == number
        case .list(let element): mentions(element, number)
        case .map(let key, let value): mentions(key, number) || mentions(value, number)
        default: false
        }
    }

    /// A function's type with fresh open types in place of its own.
    mutating func instantiated(_ types: [RuleType]) -> [RuleType] {
        var fresh: [Int: RuleType] = [:]
        return types.map { replaced($0, &fresh) }
    }

    private mutating func replaced(_ type: RuleType, _ fresh: inout [Int: RuleType]) -> RuleType {
        switch type {
        case .parameter(let number):
            if let known = fresh[number] { return known }
            let new = open()
            fresh[number] = new
            return new
        case .list(let element): return .list(replaced(element, &fresh))
        case .map(let key, let value): return .map(replaced(key, &fresh), replaced(value, &fresh))
        default: return type
        }
    }
}

extension RuleType {
    var isNumber: Bool { self == .int || self == .uint || self == .double || self == .decimal }
    var isOpen: Bool {
        switch self {
        case .dyn, .parameter: true
        default: false
        }
    }

    /// Numbers compare across their types, except a decimal with a double.
    func isComparableNumber(with other: RuleType) -> Bool {
        isNumber && other.isNumber && !(self == .decimal && other == .double) && !(self == .double && other == .decimal)
    }

    var isOrdered: Bool {
        switch self {
        case .bool, .string, .bytes, .timestamp, .duration: true
        default: isNumber
        }
    }
}
