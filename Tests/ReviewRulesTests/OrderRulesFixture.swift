// An order as rules see it, for the tests: its declaration and a sample.

import ExactDecimals
import Testing

@testable import ReviewRules

enum OrderFixture {
    static let lineType = RuleRecordType(
        "Line",
        [
            RuleField("sku", .string), RuleField("quantity", .decimal),
            RuleField("unitPrice", .decimal, shownDecimals: 2),
            RuleField("listPrice", .decimal, optional: true, shownDecimals: 2),
            RuleField("lastPrice", .decimal, optional: true, shownDecimals: 2), RuleField("tags", .list(.string)),
        ])

    static let orderType = RuleRecordType(
        "Order",
        [
            RuleField("number", .string), RuleField("total", .decimal, shownDecimals: 2),
            RuleField("channel", .string), RuleField("urgent", .bool), RuleField("lines", .list(.record(lineType))),
            RuleField("receivedAt", .timestamp), RuleField("attachments", .list(.string)),
            RuleField("extra", .map(.string, .dyn)), RuleField("note", .string, optional: true),
        ])

    static let variables: [String: RuleType] = ["order": .record(orderType), "now": .timestamp]

    static func line(_ sku: String, price: String, list: String?, last: String? = nil, quantity: String = "1")
        throws -> RuleValue
    {
        var fields: [String: RuleValue] = [
            "sku": .string(sku), "quantity": .decimal(try ExactDecimal(quantity)),
            "unitPrice": .decimal(try ExactDecimal(price)), "tags": ["standard"],
        ]
        if let list { fields["listPrice"] = .decimal(try ExactDecimal(list)) }
        if let last { fields["lastPrice"] = .decimal(try ExactDecimal(last)) }
        return .record(RuleFields("Line", fields))
    }

    static func order(_ lines: [RuleValue]) throws -> [String: RuleValue] {
        let time = try #require(RuleTimestamp(seconds: 1_795_334_400))
        return [
            "order": .record(
                RuleFields(
                    "Order",
                    [
                        "number": "4711", "total": .decimal(try ExactDecimal("19.5")), "channel": "fax",
                        "urgent": true, "lines": .list(lines), "receivedAt": .timestamp(time), "attachments": [],
                        "extra": ["site": "north"],
                    ])), "now": .timestamp(time),
        ]
    }

    static func rule(_ condition: String, id: String = "rule", line: Int = 4, column: Int = 11, indent: Int = 0)
        -> RuleDefinition
    {
        RuleDefinition(
            id: id, when: condition,
            place: SourcePlace(file: "rules/price.yaml", line: line, column: column, indent: indent),
            outcome: RuleOutcome(approve: [["operations"]]))
    }

    /// The only verdict of one rule on an order.
    static func verdict(_ condition: String, on bindings: [String: RuleValue]) throws -> RuleVerdict.Result {
        let (rules, errors) = RuleSet.compile([rule(condition)], variables: variables)
        #expect(errors.isEmpty, "\(errors)")
        return try #require(rules).evaluate(bindings).first?.result ?? .notMatched
    }

    static func explanation(_ condition: String, on bindings: [String: RuleValue]) throws -> [String] {
        guard case .matched(let values) = try verdict(condition, on: bindings) else { return ["not matched"] }
        return values.map(\.description)
    }
}
