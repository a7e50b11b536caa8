// Sales: the last price, and what is confirmed and not yet sent.

import ExactDecimals
import OrderModel
import Testing

@testable import OrderLedger

@Suite struct SalesTests {
    @Test("F05: the last price is the one of the latest dispatch, of our own books or of those before")
    func lastSale() throws {
        try withLedger { ledger throws in
            func last(since: String = "2026-01-01", unit: String = "EA", currency: String = "EUR") throws -> LastSale? {
                try ledger.read {
                    try $0.lastSale(customer: "acme", product: "P1", unit: unit, currency: currency, since: day(since))
                }
            }
            try ledger.write { transaction throws in
                let sales = [
                    PastSale(
                        customer: "acme", product: "P1", unit: "EA", currency: "EUR", price: try number("90"),
                        baseQuantity: try number("100"), soldOn: try day("2026-05-01")),
                    PastSale(
                        customer: "acme", product: "P1", unit: "EA", currency: "EUR", price: try number("1"),
                        soldOn: try day("2025-05-01")),
                ]
                let account = try transaction.importSales(sales)
                #expect(account.added == 2)
                #expect(account.findings.map(\.code) == [.referenceUnknown, .referenceUnknown])
                #expect(try transaction.importSales(sales).unchanged == 2)
            }
            #expect(try last() == LastSale(unitPrice: number("0.9"), soldOn: day("2026-05-01")))
            #expect(try last(since: "2026-06-01") == nil)
            #expect(try last(unit: "CT") == nil)
            #expect(try last(currency: "USD") == nil)
            try ledger.write { transaction throws in
                try transaction.register("SO-1")
                try transaction.append(.confirmed(confirmation("SO-1", [("1", "P1", 5, "0.85")])), "SO-1")
                #expect(
                    try transaction.lastSale(
                        customer: "acme", product: "P1", unit: "EA", currency: "EUR", since: day("2026-01-01"))?
                        .unitPrice == number("0.9"))
                try transaction.append(
                    .dispatched(dispatch("S1", [reservation("P1", 2)], on: day("2026-11-23"))), "SO-1")
            }
            #expect(try last() == LastSale(unitPrice: number("0.85"), soldOn: day("2026-11-23")))
        }
    }

    @Test("A past sale without a price per unit is refused with a finding")
    func badPastSale() throws {
        try withLedger { ledger throws in
            let account = try ledger.write {
                try $0.importSales([
                    PastSale(
                        customer: "a", product: "p", unit: "EA", currency: "EUR", price: .one, baseQuantity: .zero,
                        soldOn: day("2026-05-01"))
                ])
            }
            #expect(account.total == 0)
            #expect(account.findings.map(\.code) == [.referenceInvalid])
        }
    }

    @Test(
        "The open value is what is confirmed and not dispatched, by customer and currency, exact to the rest of a line"
    )
    func openValue() throws {
        try withLedger { ledger throws in
            func value(_ currency: String = "EUR", _ customer: String = "acme") throws -> String {
                let remembered = try ledger.read { try $0.openOrderValue(customer: customer, currency: currency) }
                try ledger.write { $0.memo.forget() }
                let fresh = try ledger.read { try $0.openOrderValue(customer: customer, currency: currency) }
                #expect(remembered == fresh)
                return fresh.description
            }
            try ledger.write { transaction throws in
                try transaction.register("SO-1")
                try transaction.register("SO-2")
                #expect(try transaction.openOrderValue(customer: "acme", currency: "EUR") == .zero)
                try transaction.append(
                    .confirmed(confirmation("SO-1", [("1", "P1", 10, "2.50"), ("2", "P2", 3, "1.1")])), "SO-1")
                #expect(try transaction.openOrderValue(customer: "acme", currency: "EUR") == number("28.3"))
                try transaction.append(.confirmed(confirmation("SO-2", [("1", "P1", 1, "100")])), "SO-2")
            }
            #expect(try value() == "128.3")
            #expect(try value("USD") == "0")
            #expect(try value("EUR", "globex") == "0")
            try ledger.write {
                try $0.append(.dispatched(dispatch("S1", [reservation("P1", 4)], on: day("2026-11-23"))), "SO-1")
            }
            #expect(try value() == "118.3")
            try ledger.write {
                try $0.append(
                    .dispatched(
                        dispatch("S2", [reservation("P1", 6), reservation("P2", 3, line: "2")], on: day("2026-11-24"))),
                    "SO-1")
            }
            #expect(try value() == "100")
            try ledger.write { try $0.append(.cancelled(by: "customer", reason: "r"), "SO-2") }
            #expect(try value() == "0")
            #expect(try ledger.count("open_line") == 0)
        }
    }

    @Test("A line ordered in cartons is done when its pieces have left")
    func packUnits() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.register("SO-1")
                let line = ValidatedLine(
                    lineID: "1", product: "P1", name: "P", quantity: try number("2"), unit: "CT",
                    stockQuantity: try number("24"), stockUnit: "EA")
                try transaction.append(
                    .validated(Validation(lines: [line], findings: [], currency: "EUR", total: nil, isSpecial: false)),
                    "SO-1")
                try transaction.append(.confirmed(confirmation("SO-1", [("1", "P1", 2, "60")])), "SO-1")
                try transaction.append(
                    .dispatched(dispatch("S1", [reservation("P1", 6)], on: day("2026-11-23"))), "SO-1")
                #expect(try transaction.openOrderValue(customer: "acme", currency: "EUR") == number("90"))
                try transaction.append(
                    .dispatched(dispatch("S2", [reservation("P1", 18)], on: day("2026-11-24"))), "SO-1")
                #expect(try transaction.openOrderValue(customer: "acme", currency: "EUR") == .zero)
            }
        }
    }

    @Test("A second confirmation takes the place of the first; what had left stays done")
    func confirmedAgain() throws {
        try withLedger { ledger throws in
            try ledger.write { transaction throws in
                try transaction.register("SO-1")
                try transaction.append(
                    .confirmed(confirmation("SO-1", [("1", "P1", 5, "1"), ("2", "P2", 5, "2")])), "SO-1")
                try transaction.append(
                    .dispatched(dispatch("S1", [reservation("P1", 5)], on: day("2026-11-23"))), "SO-1")
                try transaction.append(
                    .confirmed(confirmation("SO-1", [("1", "P1", 5, "1"), ("2", "P2", 4, "2")])), "SO-1")
                #expect(try transaction.openOrderValue(customer: "acme", currency: "EUR") == number("8"))
            }
        }
    }
}
