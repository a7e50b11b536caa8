// What review rules can ask about an order: one declaration from which the types, the values and the documentation
// all follow.

import ExactDecimals
package import OrderModel
package import ReviewRules

/// The variables of the rule language.
package enum RuleVariables {
    /// The types of all variables, as rules are checked against them when they are loaded.
    package static let types: [String: RuleType] = [
        "order": .record(orderType), "customer": .record(customerType), "today": .timestamp,
    ]

    /// Every variable and field with its type and its meaning, in the order in which a person reads them.
    package static let documentation: [Entry] =
        OrderFacts.all.map { entry("order.", $0) } + LineFacts.all.map { entry("order.lines[].", $0) }
        + CustomerFacts.all.map { entry("customer.", $0) } + [
            Entry(
                name: "today", type: "timestamp", isOptional: false,
                meaning: "the desk's date of today, as midnight UTC; dates of the order are given the same way")
        ]

    /// One variable or field as the documentation shows it.
    package struct Entry: Hashable, Sendable {
        /// Such as `order.total`; `order.lines[].unitPrice` stands for the field of each line.
        package let name: String
        /// As in the rule language: `decimal`, `string`, `list(string)`.
        package let type: String
        /// The field can be without a value: ask with `has(…)` first.
        package let isOptional: Bool
        package let meaning: String
    }

    /// The values of all variables for one order.
    package static func bindings(_ reviewed: ReviewCase) -> [String: RuleValue] {
        var bindings: [String: RuleValue] = [:]
        for name in types.keys { bindings[name] = value(of: name, for: reviewed) }
        return bindings
    }

    /// The value of one variable for one order; nil if there is no such variable.
    package static func value(of variable: String, for reviewed: ReviewCase) -> RuleValue? {
        switch variable {
        case "order": record(OrderFacts.table, reviewed)
        case "customer": record(CustomerFacts.table, reviewed.customer)
        case "today": RuleFact<Void>.timestamp(reviewed.today)
        default: nil
        }
    }

    /// A date as the rule language has it: midnight UTC of that day.
    package static func timestamp(_ date: CalendarDate) -> RuleValue? {
        RuleTimestamp(seconds: Int64(date.daysSinceEpoch) * 86_400).map(RuleValue.timestamp)
    }

    package static let lineType = type("OrderLine", LineFacts.all)
    package static let orderType = type("Order", OrderFacts.all)
    package static let customerType = type("Customer", CustomerFacts.all)

    static func record<Subject: Sendable>(
        _ table: FactTable<Subject>, _ subject: Subject
    ) -> RuleValue {
        let values = table.values
        return .record(FactRecord(table.names) { values[$0](subject) })
    }

    private static func type<Subject>(_ name: String, _ facts: [RuleFact<Subject>]) -> RuleRecordType {
        RuleRecordType(
            name,
            facts.map {
                RuleField($0.name, $0.type, optional: $0.isOptional, shownDecimals: $0.shownDecimals)
            })
    }

    private static func entry<Subject>(_ prefix: String, _ fact: RuleFact<Subject>) -> Entry {
        Entry(
            name: prefix + fact.name, type: fact.type.description, isOptional: fact.isOptional, meaning: fact.meaning)
    }
}

/// The fields of a kind of record, in the order in which its type declares them.
final class FactTable<Subject: Sendable>: Sendable {
    let names: FactNames
    /// How each value is found: alone, because a whole declaration costs too much to hand around for each look-up.
    let values: [@Sendable (Subject) -> RuleValue?]

    init(_ name: String, _ facts: [RuleFact<Subject>]) {
        names = FactNames(name, facts.map(\.name))
        values = facts.map(\.value)
    }
}

/// The names of the fields of a kind of record.
final class FactNames: Sendable {
    let typeName: String
    let all: [String]
    private let places: [String: Int]

    init(_ typeName: String, _ names: [String]) {
        self.typeName = typeName
        all = names
        places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The place of a field; `hint` is where it is looked for first.
    func place(of field: String, hint: Int) -> Int? {
        hint >= 0 && hint < all.count && all[hint] == field ? hint : places[field]
    }
}

/// A subject whose fields are worked out when they are asked for. An object, so that handing it on copies nothing, and
/// of one type for all subjects, so that reading a field asks for no type at run time.
final class FactRecord: RuleRecord {
    private let names: FactNames
    /// The value at a place of `names`.
    private let lookup: @Sendable (Int) -> RuleValue?

    init(_ names: FactNames, _ lookup: @escaping @Sendable (Int) -> RuleValue?) {
        self.names = names
        self.lookup = lookup
    }

    var typeName: String { names.typeName }
    var fieldNames: [String] { names.all.indices.filter { lookup($0) != nil }.map { names.all[$0] } }
    func value(of field: String) -> RuleValue? { value(of: field, at: -1) }
    func value(of field: String, at index: Int) -> RuleValue? { names.place(of: field, hint: index).flatMap(lookup) }
}

/// One field that rules can name: how it is declared, what it means, and how its value is found.
struct RuleFact<Subject>: Sendable {
    let name: String
    let type: RuleType
    let isOptional: Bool
    let shownDecimals: Int
    let meaning: String
    let value: @Sendable (Subject) -> RuleValue?

    private init(
        _ name: String, _ type: RuleType, optional: Bool, decimals: Int, _ meaning: String,
        _ value: @escaping @Sendable (Subject) -> RuleValue?
    ) {
        self.name = name
        self.type = type
        isOptional = optional
        shownDecimals = decimals
        self.meaning = meaning
        self.value = value
    }

    static func text(
        _ name: String, _ meaning: String, _ value: @escaping @Sendable (Subject) -> String
    ) -> RuleFact {
        RuleFact(name, .string, optional: false, decimals: 0, meaning) { .string(value($0)) }
    }

    static func optionalText(
        _ name: String, _ meaning: String, _ value: @escaping @Sendable (Subject) -> String?
    ) -> RuleFact {
        RuleFact(name, .string, optional: true, decimals: 0, meaning) { value($0).meaningful.map(RuleValue.string) }
    }

    static func flag(_ name: String, _ meaning: String, _ value: @escaping @Sendable (Subject) -> Bool) -> RuleFact {
        RuleFact(name, .bool, optional: false, decimals: 0, meaning) { .bool(value($0)) }
    }

    static func number(
        _ name: String, decimals: Int = 0, _ meaning: String, _ value: @escaping @Sendable (Subject) -> ExactDecimal
    ) -> RuleFact {
        RuleFact(name, .decimal, optional: false, decimals: decimals, meaning) { .decimal(value($0)) }
    }

    static func optionalNumber(
        _ name: String, decimals: Int = 0, _ meaning: String, _ value: @escaping @Sendable (Subject) -> ExactDecimal?
    ) -> RuleFact {
        RuleFact(name, .decimal, optional: true, decimals: decimals, meaning) { value($0).map(RuleValue.decimal) }
    }

    static func optionalDate(
        _ name: String, _ meaning: String, _ value: @escaping @Sendable (Subject) -> CalendarDate?
    ) -> RuleFact {
        RuleFact(name, .timestamp, optional: true, decimals: 0, meaning) { value($0).flatMap(timestamp) }
    }

    static func list(
        _ name: String, of type: RuleType, _ meaning: String,
        _ value: @escaping @Sendable (Subject) -> [RuleValue]
    ) -> RuleFact {
        RuleFact(name, .list(type), optional: false, decimals: 0, meaning) { .list(value($0)) }
    }

    /// A date as the rule language has it: midnight UTC of that day.
    static func timestamp(_ date: CalendarDate) -> RuleValue? {
        RuleVariables.timestamp(date)
    }
}
