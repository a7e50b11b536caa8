// What a case beside the rules does not say: an ordinary order of a good customer, in stock, at list prices.

import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules

enum RuleCaseDefaults {
    /// A Tuesday.
    static let today = CalendarDate(daysSinceEpoch: 20_781)

    private static let order: [String: RuleValue] = [
        "number": .string("SO-1"), "customerReference": .string("PO-1"), "partner": .string("customer"),
        "channel": .string("web"), "form": .string("electronic"), "documentType": .string("purchase-order"),
        "orderClass": .string("sales"), "priority": .string("normal"), "currency": .string("EUR"),
    ]

    private static let customer: [String: RuleValue] = [
        "id": .string("customer"), "name": .string("Customer"), "creditStanding": .string("good"),
        "isExposureComparable": .bool(true), "shortageConsent": .string("ask"),
    ]

    private static let line: [String: RuleValue] = [
        "id": .string("1"), "product": .string("P-1"), "name": .string("Product"), "unit": .string("C62"),
        "quantity": .decimal(.one), "isStandard": .bool(true), "inStock": .bool(true),
    ]

    /// One line: what it costs follows from quantity and price, the list has the price that is paid.
    static func line(_ given: [String: RuleValue]) -> RuleFields {
        var fields = line
        let quantity = number(given["quantity"]) ?? .one
        let price = number(given["unitPrice"]) ?? ExactDecimal(10)
        fields["unitPrice"] = .decimal(price)
        fields["listPrice"] = .decimal(price)
        fields["stockQuantity"] = .decimal(quantity)
        fields["amount"] = (try? quantity * price).map { .decimal($0) }
        return record(RuleVariables.lineType, fields, given)
    }

    static func complete(
        name: String, place: String, order given: [String: RuleValue], customer: [String: RuleValue],
        today: CalendarDate, expected: RuleCase.Expected
    ) -> RuleCase {
        var order = given
        let lines = lines(of: given)
        order["lines"] = .list(lines.map { .record($0) })
        let order2 = derived(lines).merging(order) { $1 }
        let isStandard = order2["isStandard"] == .bool(true)
        let all = record(
            RuleVariables.orderType, RuleCaseDefaults.order, ["isSpecial": .bool(!isStandard)].merging(order2) { $1 })
        let exposure = ["exposure": all.value(of: "total") ?? .decimal(.zero)]
        let known = record(RuleVariables.customerType, RuleCaseDefaults.customer, exposure.merging(customer) { $1 })
        return RuleCase(
            name: name, place: place,
            bindings: [
                "order": .record(all), "customer": .record(known), "today": RuleVariables.timestamp(today) ?? .null,
            ],
            kind: ReviewedKind(
                isQuotation: all.value(of: "isQuotation") == .bool(true), isStandard: isStandard,
                inStock: all.value(of: "inStock") == .bool(true)),
            now: Instant(date: today, secondOfDay: 9 * 3600), expected: expected)
    }

    private static func lines(of order: [String: RuleValue]) -> [RuleFields] {
        guard case .list(let elements) = order["lines"] else { return [line([:])] }
        return elements.compactMap { element in
            if case .record(let record) = element { record as? RuleFields } else { nil }
        }
    }

    /// What an order is because of its lines.
    private static func derived(_ lines: [RuleFields]) -> [String: RuleValue] {
        func all(_ field: String) -> RuleValue { .bool(lines.allSatisfy { $0.value(of: field) == .bool(true) }) }
        let total = lines.compactMap { number($0.value(of: "amount")) }.reduce(ExactDecimal.zero) { sum, amount in
            (try? sum + amount) ?? sum
        }
        return [
            "total": .decimal(total), "isStandard": all("isStandard"), "inStock": all("inStock"),
            "hasPriceForEveryLine": .bool(lines.allSatisfy { $0.value(of: "listPrice") != nil }),
        ]
    }

    /// `given` before `standard`, and for fields that always have a value nothing, no or zero.
    private static func record(
        _ type: RuleRecordType, _ standard: [String: RuleValue], _ given: [String: RuleValue]
    ) -> RuleFields {
        var fields: [String: RuleValue] = [:]
        for field in type.fields {
            guard let value = given[field.name] ?? standard[field.name] ?? empty(field) else { continue }
            if value != .null { fields[field.name] = value }
        }
        return RuleFields(type.name, fields)
    }

    private static func empty(_ field: RuleField) -> RuleValue? {
        guard !field.isOptional else { return nil }
        return switch field.type {
        case .bool: .bool(false)
        case .decimal: .decimal(.zero)
        case .list: .list([])
        case .string: .string("")
        default: nil
        }
    }

    private static func number(_ value: RuleValue?) -> ExactDecimal? {
        if case .decimal(let number) = value { number } else { nil }
    }
}
