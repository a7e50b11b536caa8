// Products, customers and prices.

import ExactDecimals
import OrderModel
import TestKit
import Testing

@testable import OrderLedger

@Suite struct ReferenceTests {
    private func product(_ code: String, gtin: String? = nil, codes: [String: String] = [:], name: String = "n")
        -> Product
    {
        Product(
            code: code, name: name, unit: "EA", packUnits: ["CT": ExactDecimal(12)], gtin: gtin, customerCodes: codes)
    }

    @Test("C09: products are found by code, by GTIN and by the customer's own code, all of them where it is ambiguous")
    func products() throws {
        try withLedger { ledger throws in
            let first = product("P1", gtin: "401", codes: ["acme": "X", "globex": "Y"])
            let second = product("P2", gtin: "401", codes: ["acme": "X"])
            let account = try ledger.write { try $0.importProducts([first, second]) }
            #expect(account.added == 2)
            try ledger.read { reading throws in
                #expect(try reading.product(code: "P1") == first)
                #expect(try reading.product(code: "P3") == nil)
                #expect(try reading.products(gtin: "401") == [first, second])
                #expect(try reading.products(customerCode: "X", of: "acme") == [first, second])
                #expect(try reading.products(customerCode: "X", of: "globex") == [])
            }
            let changed = product("P1", gtin: "402", codes: ["acme": "Z"], name: "新")
            let again = try ledger.write { try $0.importProducts([changed, second, product("P3")]) }
            #expect([again.added, again.changed, again.unchanged] == [1, 1, 1])
            try ledger.read { reading throws in
                #expect(try reading.product(code: "P1") == changed)
                #expect(try reading.product(code: "P3") != nil)
                #expect(try reading.products(gtin: "401") == [second])
                #expect(try reading.products(customerCode: "X", of: "acme") == [second])
                #expect(try reading.products(customerCode: "Y", of: "globex") == [])
            }
        }
    }

    @Test("Customers are replaced by their id, as a whole")
    func customers() throws {
        try withLedger { ledger throws in
            let acme = Customer(
                id: "acme", name: "Acme", isKeyCustomer: true, creditLimit: try number("100.50"), creditCurrency: "EUR")
            #expect(try ledger.write { try $0.importCustomers([acme]) }.added == 1)
            #expect(try ledger.read { try $0.customer("acme") } == acme)
            #expect(try ledger.write { try $0.importCustomers([acme]) }.unchanged == 1)
            #expect(try ledger.write { try $0.importCustomers([Customer(id: "acme", name: "Acme")]) }.changed == 1)
            #expect(try ledger.read { try $0.customer("acme")?.isKeyCustomer } == false)
            #expect(try ledger.read { try $0.customer("globex") } == nil)
        }
    }

    @Test(
        "F06: a customer sees the list and its own agreements; a later list replaces the same entry and adds the rest")
    func prices() throws {
        try withLedger { ledger throws in
            func price(
                _ amount: String, customer: String? = nil, from: String? = nil, minimum: Int? = nil, to: String? = nil
            ) throws -> PriceListEntry {
                PriceListEntry(
                    product: "P1", customer: customer, unit: "EA", currency: "EUR", price: try number(amount),
                    validFrom: try from.map(day), validTo: try to.map(day),
                    minimumQuantity: minimum.map { ExactDecimal($0) },
                    promotion: customer == nil ? nil : "agreement")
            }
            let account = try ledger.write { transaction throws in
                _ = try transaction.importProducts([product("P1")])
                return try transaction.importPrices([
                    price("10"), price("9", customer: "acme"), price("8", customer: "globex"),
                    price("9.5", minimum: 100),
                ])
            }
            #expect(account.added == 4)
            #expect(account.findings.map(\.value) == ["acme", "globex"])
            #expect(account.findings.allSatisfy { $0.severity == .warning && $0.code == .referenceUnknown })
            #expect(
                try ledger.read { try $0.prices(product: "P1", customer: "acme").map(\.price) } == [
                    number("10"), number("9.5"), number("9"),
                ])
            let later = try ledger.write {
                try $0.importPrices([
                    price("11"), price("9.5", minimum: 100), price("12", from: "2027-01-01", to: "2027-12-31"),
                ])
            }
            #expect([later.added, later.changed, later.unchanged] == [1, 1, 1])
            let seen = try ledger.read { try $0.prices(product: "P1", customer: "initech") }
            #expect(
                seen == [
                    try price("11"), try price("9.5", minimum: 100),
                    try price("12", from: "2027-01-01", to: "2027-12-31"),
                ])
        }
    }

    @Test("Unknown references are found once each, and a flood of them is cut short with a count")
    func findings() throws {
        try withLedger { ledger throws in
            let entries = (0..<150).flatMap { index in
                (0..<2).map {
                    PriceListEntry(product: "P\(index)", unit: "EA", currency: $0 == 0 ? "EUR" : "USD", price: .one)
                }
            }
            let account = try ledger.write { try $0.importPrices(entries) }
            #expect(account.added == 300)
            #expect(account.findings.count == LedgerLimits.findingsPerImport + 1)
            #expect(account.findings.last?.code == .tooManyFindings)
            #expect(account.findings.last?.message.hasPrefix("50 more") == true)
        }
    }

    @Test("A stock count accounts for its lots and names unknown products")
    func stock() throws {
        try withLedger { ledger throws in
            let first = try ledger.write {
                try $0.importStock(StockSnapshot(lots: [lot("P1", 1), lot("P2", 2)]), at: at(), intake: nil)
            }
            #expect([first.added, first.changed, first.unchanged] == [2, 0, 0])
            #expect(first.findings.count == 2)
            let second = try ledger.write {
                try $0.importStock(
                    StockSnapshot(lots: [lot("P1", 1), lot("P2", 3), lot("P3", 1)]), at: at(), intake: nil)
            }
            #expect([second.added, second.changed, second.unchanged] == [1, 1, 1])
        }
    }
}
