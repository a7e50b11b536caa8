// The rules that a new desk begins with: each matches the order that it is meant for, and no other.

import ExactDecimals
import ReviewRules
import Testing

@testable import DocketDaemon

@Suite struct DefaultRulesTests {
    /// A standard order of a good customer, in stock, at list prices, with all proof; each test changes what it is about.
    private struct Case {
        var order: [String: RuleValue] = [
            "number": .string("SO-1"), "customerReference": .string("PO-1"), "partner": .string("globex"),
            "channel": .string("edi"), "form": .string("electronic"), "documentType": .string("purchase-order"),
            "orderClass": .string("sales"), "isQuotation": .bool(false), "urgent": .bool(false),
            "important": .bool(false),
            "priority": .string("normal"), "isStandard": .bool(true), "isSpecial": .bool(false),
            "isAttested": .bool(false), "hasEmailEvidence": .bool(true), "hasEvidence": .bool(true),
            "hasVerbalRecord": .bool(false), "isRecordConfirmed": .bool(false), "currency": .string("EUR"),
            "inStock": .bool(true), "hasPriceForEveryLine": .bool(true), "findings": .list([]),
        ]
        var lines: [[String: RuleValue]] = [[:]]
        var customer: [String: RuleValue] = [
            "id": .string("globex"), "isKey": .bool(false), "creditStanding": .string("good"),
            "isExposureComparable": .bool(true), "shortageConsent": .string("ask"),
        ]
        var customerAmounts = ["openAmount": "0", "overdueAmount": "0", "exposure": "900.00"]

        /// The ids of the rules that match, in the order of the files.
        func matches() throws -> [String] {
            var order = order
            order["total"] = .decimal(try ExactDecimal("100.00"))
            order["lines"] = .list(try lines.map { try line($0) })
            var customer = customer
            for (name, amount) in customerAmounts { customer[name] = .decimal(try ExactDecimal(amount)) }
            let bindings: [String: RuleValue] = [
                "order": .record(RuleFields("Order", order)),
                "customer": .record(RuleFields("Customer", customer)),
            ]
            return try DefaultRulesTests.rules().evaluate(bindings).compactMap { verdict in
                if case .failed(let error) = verdict.result { throw error }
                return verdict.applies ? verdict.rule.id : nil
            }
        }

        private func line(_ changes: [String: RuleValue]) throws -> RuleValue {
            let price = RuleValue.decimal(try ExactDecimal("10.00"))
            var fields: [String: RuleValue] = [
                "id": .string("1"), "product": .string("A"), "unit": .string("C62"), "unitPrice": price,
                "listPrice": price, "isStandard": .bool(true), "inStock": .bool(true), "isPriceFromList": .bool(false),
                "isQuoted": .bool(false),
            ]
            for (name, value) in changes { fields[name] = value == .null ? nil : value }
            return .record(RuleFields("OrderLine", fields))
        }
    }

    private static func rules() throws -> RuleSet {
        var desk = ConfigurationTestDesk()
        for file in DeskTemplates.rules {
            let name = file.path.split(separator: "/").last.map { String($0.dropLast(5)) } ?? ""
            desk.rules[name] = String(decoding: file.content, as: UTF8.self)
        }
        let loaded = desk.load()
        #expect(loaded.problems.map(\.description) == [])
        return try #require(loaded.configuration).ruleSet
    }

    private func price(_ text: String) throws -> RuleValue { .decimal(try ExactDecimal(text)) }

    private func matches(_ change: (inout Case) throws -> Void) throws -> [String] {
        var changed = Case()
        try change(&changed)
        return try changed.matches()
    }

    @Test("G16: a standard order in stock at list prices is asked about by no rule")
    func fastPath() throws {
        #expect(try matches { _ in } == ["price-at-or-above-list"])
        let rule = try #require(try DefaultRulesTests.rules().rules.first { $0.id == "price-at-or-above-list" })
        #expect(rule.outcome.automatic)
        #expect(rule.outcome.approve == [["operations"]])
    }

    @Test("Every rule names its requirement and gives a reason that people can read")
    func selfExplaining() throws {
        for rule in try DefaultRulesTests.rules().rules {
            #expect(!rule.requirement.isEmpty, "\(rule.id)")
            #expect(!rule.outcome.reason.isEmpty, "\(rule.id)")
        }
    }

    @Test("F03: a price above the list and the last sale is approved by itself for operations")
    func priceAboveList() throws {
        #expect(
            try matches { $0.lines = [["unitPrice": try price("10.01"), "lastPrice": try price("10.01")]] } == [
                "price-at-or-above-list"
            ])
    }

    @Test("F10: the price of a valid quotation needs no approval again, however low it is")
    func F10_quotedPrice_isApproved() throws {
        let line = ["unitPrice": try price("9.00"), "listPrice": try price("9.00"), "lastPrice": try price("10.00")]
        #expect(try matches { $0.lines = [line] } == ["price-below-list-or-last-sale"])
        #expect(
            try matches { $0.lines = [line.merging(["isQuoted": .bool(true)]) { $1 }] } == ["price-at-or-above-list"])
    }

    @Test("F01: a request for quotation needs no proof and no stock")
    func F01_request_needsNoProof() throws {
        for channel in ["fax", "phone", "edi"] {
            let found = try matches {
                $0.order["channel"] = .string(channel)
                $0.order["hasEmailEvidence"] = .bool(false)
                $0.order["inStock"] = .bool(false)
                $0.order["isQuotation"] = .bool(true)
            }
            #expect(found == ["price-at-or-above-list"], "\(channel)")
        }
    }

    @Test("F04: without a price on file operations and the sales director approve")
    func priceNotOnFile() throws {
        #expect(try matches { $0.lines = [[:], ["listPrice": .null]] } == ["price-not-on-file"])
        let rule = try #require(try DefaultRulesTests.rules().rules.first { $0.id == "price-not-on-file" })
        #expect(rule.outcome.approve == [["operations"], ["sales-director"]])
        #expect(!rule.outcome.automatic)
    }

    @Test("F05: one line below the list or below the last sale goes up to the general manager")
    func priceBelow() throws {
        let id = "price-below-list-or-last-sale"
        #expect(try matches { $0.lines = [[:], ["unitPrice": try price("9.99")]] } == [id])
        // Above the list and below the last sale: the stricter one wins (requirements 2.3).
        #expect(
            try matches { $0.lines = [["unitPrice": try price("11.00"), "lastPrice": try price("11.01")]] } == [id])
        #expect(
            try matches { $0.lines = [["listPrice": .null, "lastPrice": try price("10.01")]] } == [
                "price-not-on-file", id,
            ])
        let rule = try #require(try DefaultRulesTests.rules().rules.first { $0.id == id })
        #expect(rule.outcome.approve == [["operations"], ["sales-director"], ["general-manager"]])
    }

    @Test("D04: a price that is missing or far away from the list is held for sales")
    func priceAbnormal() throws {
        #expect(
            try matches { $0.lines = [["unitPrice": try price("50.01")]] } == [
                "price-at-or-above-list", "price-abnormal",
            ])
        #expect(try matches { $0.lines = [["unitPrice": try price("50.00")]] } == ["price-at-or-above-list"])
        #expect(
            try matches { $0.lines = [["unitPrice": try price("1.99")]] } == [
                "price-below-list-or-last-sale", "price-abnormal",
            ])
        #expect(
            try matches { $0.lines = [["unitPrice": try price("0"), "listPrice": .null]] } == [
                "price-not-on-file", "price-abnormal",
            ])
    }

    @Test("F08: a promotion's price is put on record as kept; below it the price rules apply")
    func promotion() throws {
        #expect(
            try matches { $0.lines = [[:], ["promotion": .string("spring")]] } == [
                "price-at-or-above-list", "promotion-conditions-met",
            ])
        #expect(
            try matches { $0.lines = [["promotion": .string("spring"), "unitPrice": try price("9.00")]] } == [
                "price-below-list-or-last-sale"
            ])
    }

    @Test("G05, G02: bad credit, a limit that is passed, and overdue payments are held for finance")
    func credit() throws {
        let good = "price-at-or-above-list"
        #expect(try matches { $0.customer["creditStanding"] = .string("bad") } == ["credit-bad", good])
        #expect(
            try matches { $0.customer["creditLimit"] = try price("899.99") } == ["credit-limit-exceeded", good])
        #expect(try matches { $0.customer["creditLimit"] = try price("900.00") } == [good])
        #expect(
            try matches {
                $0.customer["creditLimit"] = try price("2000.00")
                $0.customer["isExposureComparable"] = .bool(false)
            } == ["credit-limit-other-currency", good])
        #expect(try matches { $0.customer["isExposureComparable"] = .bool(false) } == [good])
        #expect(try matches { $0.customerAmounts["overdueAmount"] = "0.01" } == ["payment-overdue", good])
    }

    @Test("G17: a standard order without stock goes through the review chain of G01")
    func withoutStock() throws {
        let id = "standard-order-without-stock"
        #expect(try matches { $0.order["inStock"] = .bool(false) } == ["price-at-or-above-list", id])
        let rule = try #require(try DefaultRulesTests.rules().rules.first { $0.id == id })
        #expect(rule.outcome.approve == [["sales"], ["finance"], ["warehouse"], ["order-management"]])
    }

    @Test("A04, D03: a special order goes through the review chain of all departments, in stock or not")
    func special() throws {
        for inStock in [true, false] {
            let found = try matches {
                $0.order["isStandard"] = .bool(false)
                $0.order["isSpecial"] = .bool(true)
                $0.order["inStock"] = .bool(inStock)
            }
            #expect(found == ["price-at-or-above-list", "special-order"])
        }
    }

    @Test("C15: a fax order without signature or stamp is held")
    func fax() throws {
        let held = ["fax-without-signature-or-stamp", "price-at-or-above-list"]
        #expect(try matches { $0.order["channel"] = .string("fax") } == held)
        #expect(
            try matches {
                $0.order["channel"] = .string("fax")
                $0.order["isAttested"] = .bool(true)
            } == ["price-at-or-above-list"])
    }

    @Test("C16: an electronic order without the customer's e-mail is held, unless the partner is excepted")
    func electronic() throws {
        let held = ["electronic-order-without-email", "price-at-or-above-list"]
        #expect(try matches { $0.order["hasEmailEvidence"] = .bool(false) } == held)
        #expect(
            try matches {
                $0.order["hasEmailEvidence"] = .bool(false)
                $0.order["partner"] = .string("acme")
            } == ["price-at-or-above-list"])
        #expect(
            try matches {
                $0.order["hasEmailEvidence"] = .bool(false)
                $0.order["channel"] = .string("web")
            } == ["price-at-or-above-list"])
    }

    @Test("B08: a verbal order that both sides have not confirmed is held")
    func verbal() throws {
        let held = ["verbal-order-not-confirmed", "price-at-or-above-list"]
        #expect(try matches { $0.order["channel"] = .string("phone") } == held)
        #expect(
            try matches {
                $0.order["channel"] = .string("email")
                $0.order["hasVerbalRecord"] = .bool(true)
            } == held)
        #expect(
            try matches {
                $0.order["channel"] = .string("phone")
                $0.order["hasVerbalRecord"] = .bool(true)
                $0.order["isRecordConfirmed"] = .bool(true)
            } == ["price-at-or-above-list"])
    }

    @Test("G03: payment otherwise than agreed, and sums that were settled by word, are shown to finance")
    func finance() throws {
        let agreed = try matches {
            $0.order["paymentMeans"] = .string("bank transfer")
            $0.customer["paymentMeans"] = .string("bank transfer")
        }
        #expect(agreed == ["price-at-or-above-list"])
        let other = try matches {
            $0.order["paymentMeans"] = .string("cheque")
            $0.customer["paymentMeans"] = .string("bank transfer")
        }
        #expect(other == ["payment-other-than-agreed", "price-at-or-above-list"])
        let terms = try matches {
            $0.order["paymentTerms"] = .string("90 days")
            $0.customer["paymentTerms"] = .string("30 days")
        }
        #expect(terms == ["payment-other-than-agreed", "price-at-or-above-list"])
        let sums = try matches { $0.order["findings"] = .list([.string("total-differs")]) }
        #expect(sums == ["amounts-settled-by-word", "price-at-or-above-list"])
    }

    @Test("A08, E01, A05: urgent orders come first, then those of key customers")
    func priority() throws {
        #expect(try matches { $0.order["urgent"] = .bool(true) } == ["urgent-order", "price-at-or-above-list"])
        #expect(
            try matches { $0.customer["isKey"] = .bool(true) } == ["order-of-key-customer", "price-at-or-above-list"])
        #expect(
            try matches {
                $0.order["urgent"] = .bool(true)
                $0.customer["isKey"] = .bool(true)
            } == ["urgent-order", "urgent-order-that-must-be-taken", "price-at-or-above-list"])
    }

    @Test("B16: a wish in words is reported to order management")
    func specialWish() throws {
        let found = ["special-wish", "price-at-or-above-list"]
        #expect(try matches { $0.order["note"] = .string("before noon, please") } == found)
        #expect(try matches { $0.lines = [["packing": .string("gift box")]] } == found)
    }
}
