// A map of the rule language: keys are bool, int, uint or string, and numbers that are equal are the same key.

import ExactDecimals

/// A map that keeps the order in which its entries were given. Finding a key takes constant time.
package struct RuleMap: Sendable {
    package private(set) var entries: [(key: RuleValue, value: RuleValue)] = []
    private var positions: [RuleKey: Int] = [:]

    package init() {}

    /// A map with text keys; the later one wins where a key is given twice.
    package init(_ fields: [(String, RuleValue)]) {
        for (name, value) in fields { set(value, for: .string(name)) }
    }

    package var count: Int { entries.count }
    package var isEmpty: Bool { entries.isEmpty }

    /// The value under a key; `1`, `1u` and `1.0` find the same entry.
    package subscript(key: RuleValue) -> RuleValue? {
        RuleKey(key, forLookup: true).flatMap { positions[$0] }.map { entries[$0].value }
    }

    /// Adds an entry. False where the key is of a kind that cannot be a key, or is there already.
    package mutating func insert(_ value: RuleValue, for key: RuleValue) -> Bool {
        guard let hashed = RuleKey(key, forLookup: false), positions[hashed] == nil else { return false }
        positions[hashed] = entries.count
        entries.append((key, value))
        return true
    }

    private mutating func set(_ value: RuleValue, for key: RuleValue) {
        guard let hashed = RuleKey(key, forLookup: false) else { return }
        if let position = positions[hashed] {
            entries[position].value = value
        } else {
            _ = insert(value, for: key)
        }
    }

    /// Whether a value is of a kind that can be a key.
    static func canBeKey(_ value: RuleValue) -> Bool { RuleKey(value, forLookup: false) != nil }
}

extension RuleMap: Equatable {
    package static func == (left: RuleMap, right: RuleMap) -> Bool {
        guard left.count == right.count else { return false }
        return left.entries.allSatisfy { entry in
            guard let hashed = RuleKey(entry.key, forLookup: false), let position = right.positions[hashed] else {
                return false
            }
            return right.entries[position].key == entry.key && right.entries[position].value == entry.value
        }
    }
}

/// A key as it is hashed: by number for all integers, by code points (not by canonical equivalence) for text.
private enum RuleKey: Hashable {
    case bool(Bool)
    case integer(Int128)
    case text(String)

    init?(_ value: RuleValue, forLookup: Bool) {
        switch value {
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .integer(Int128(value))
        case .uint(let value): self = .integer(Int128(value))
        case .string(let value): self = .text(value)
        case .double(let value) where forLookup:
            guard let whole = Int128(exactly: value) else { return nil }
            self = .integer(whole)
        case .decimal(let value) where forLookup && value.isInteger: self = .integer(value.significand)
        default: return nil
        }
    }

    static func == (left: RuleKey, right: RuleKey) -> Bool {
        switch (left, right) {
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch self {
        case .bool(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        // String's own hash is the same for canonically equivalent text: coarser than ours, so it is a valid hash.
        case .text(let value): hasher.combine(value)
        }
    }
}
