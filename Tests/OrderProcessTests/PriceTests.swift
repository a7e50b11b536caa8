// Prices: which price is on file, what the last sale was, and who has to approve what.

import ExactDecimals
import OrderModel
import ReviewRules
import TestKit
import Testing

@testable import OrderProcess

struct PriceTests {
    /// The three levels of the price ladder, as rules.
    static let ladder = [
        TestRule("F03", when: "order.hasPriceForEveryLine") {
            $0.approve = [["operations"]]
            $0.automatic = true
        },
        TestRule("F04", when: "!order.hasPriceForEveryLine") { $0.approve = [["operations"], ["sales-director"]] },
        TestRule(
            "F05",
            when: "order.lines.exists(l, (has(l.listPrice) && l.unitPrice < l.listPrice) "
                + "|| (has(l.lastPrice) && l.unitPrice < l.lastPrice))"
        ) { $0.approve = [["operations"], ["sales-director"], ["general-manager"]] },
    ]

    private func plan(price: Int, list: Int?, last: Int? = nil) throws -> (roles: [String], decision: Decision) {
        let desk = try TestDesk(rules: PriceTests.ladder)
        desk.facts.prices = list.map { [Samples.price("P-1", ExactDecimal($0))] } ?? []
        if let last {
            desk.facts.pastSales = [
                PastSale(
                    customer: "acme", product: "P-1", unit: "EA", currency: "CNY", price: ExactDecimal(last),
                    soldOn: day("2026-06-01"))
            ]
        }
        let line = Samples.line("1") { $0.unitPrice = ExactDecimal(price) }
        let decision = try desk.receive(Samples.order(lines: [line]))
        return (try desk.order(decision.number).plan?.steps.flatMap(\.roles) ?? [], decision)
    }

    @Test(
        "F03: above the list, or equal to it, level 1: approved for operations by the rule, which is told",
        arguments: [10, 11])
    func F03_atOrAboveList_operationsIsTold(_ price: Int) throws {
        let (roles, decision) = try plan(price: price, list: 10)
        #expect(roles.isEmpty)
        #expect(decision.noticeKinds(to: "operations") == [.approvedByRule])
        #expect(decision.confirmation != nil)
    }

    @Test("F04: no price on file: operations and sales director")
    func F04_noPrice_goesToSalesDirector() throws {
        #expect(try plan(price: 10, list: nil).roles == ["operations", "sales-director"])
    }

    @Test("F05: below the list price: operations, sales director and general manager")
    func F05_belowList_goesToGeneralManager() throws {
        let (roles, decision) = try plan(price: 9, list: 10)
        #expect(roles == ["operations", "sales-director", "general-manager"])
        // The approval of the first rule is not worth anything where another asks the same role.
        #expect(decision.noticeKinds(to: "operations").isEmpty)
        let values = decision.tasks.first?.rules.first { $0.rule == "F05" }?.values ?? []
        #expect(values.contains(RuleValueShown(expression: "l.unitPrice", value: "9.00")))
        #expect(values.contains(RuleValueShown(expression: "l.listPrice", value: "10.00")))
    }

    @Test("F05: above the list but below the last sale: the stricter level wins")
    func belowLastSale() throws {
        #expect(try plan(price: 11, list: 10, last: 12).roles == ["operations", "sales-director", "general-manager"])
        #expect(try plan(price: 12, list: 10, last: 12).roles.isEmpty)
    }

    @Test("F05: one line below is enough")
    func oneLine() throws {
        let desk = try TestDesk(rules: PriceTests.ladder)
        let lines = [Samples.line("1"), Samples.line("2") { $0.unitPrice = exact("9.99") }]
        let number = try desk.receive(Samples.order(lines: lines)).number
        #expect(try desk.order(number).plan?.steps.count == 3)
    }

    @Test("F05: a sale longer ago than the months of the settings, in another unit or currency, is no last price")
    func lastSale() throws {
        let desk = try TestDesk { $0.lastSaleMonths = 12 }
        let sales: [(unit: String, currency: String, on: CalendarDate)] = [
            ("EA", "CNY", day("2025-11-22")), ("CT", "CNY", day("2026-10-01")), ("EA", "USD", day("2026-10-01")),
        ]
        desk.facts.pastSales = sales.map {
            PastSale(customer: "acme", product: "P-1", unit: $0.unit, currency: $0.currency, price: 12, soldOn: $0.on)
        }
        let without = try desk.receive(Samples.order()).number
        #expect(try desk.order(without).lines.first?.line.lastPrice == nil)
        desk.facts.pastSales[0].soldOn = day("2025-11-23")
        let with = try desk.receive(Samples.order("PO-2")).number
        #expect(try desk.order(with).lines.first?.line.lastPrice == 12)
    }

    @Test(
        "the day since which a sale counts, so many months back",
        arguments: [
            (day("2026-03-31"), 1, day("2026-02-28")), (day("2024-03-31"), 1, day("2024-02-29")),
            (day("2026-01-15"), 12, day("2025-01-15")), (day("2026-01-15"), 0, day("2026-01-15")),
        ])
    func months(_ today: CalendarDate, _ months: Int, _ since: CalendarDate) {
        #expect(Pricing.lastSaleSince(today, months: months) == since)
    }

    @Test("F06: a price list by the piece has a price for the carton too, unless it has one of its own")
    func cartons() throws {
        let product = Product(code: "P", name: "Coffee", unit: "C62", packUnits: ["CT": 12])
        let piece = PriceListEntry(product: "P", unit: "C62", currency: "EUR", price: 11, minimumQuantity: 24)
        let converted = Pricing.entries([piece], in: "CT", of: product)
        #expect(converted.map(\.price) == [132])
        #expect(converted.map(\.minimumQuantity) == [2])
        let carton = PriceListEntry(product: "P", unit: "CT", currency: "EUR", price: 120)
        #expect(Pricing.entries([piece, carton], in: "CT", of: product).map(\.price) == [120])
        #expect(Pricing.entries([piece], in: "PAL", of: product).isEmpty)
    }

    private let wanted = Pricing.Wanted(
        product: "P-1", customer: "acme", unit: "EA", currency: "CNY", quantity: 50, date: day("2026-11-23"))

    @Test("F06: the newest price of a list takes the place of the older one, even where it is higher")
    func F06_newestPrice_counts() {
        let prices = [
            Samples.price("P-1", 10) { $0.validFrom = day("2025-01-01") },
            Samples.price("P-1", 11) { $0.validFrom = day("2026-01-01") },
            Samples.price("P-1", 12) { $0.validFrom = day("2027-01-01") },
        ]
        #expect(Pricing.onFile(wanted, among: prices)?.price == 11)
    }

    @Test("F06: the highest quantity break that the order reaches counts")
    func breaks() {
        let prices = [
            Samples.price("P-1", 10), Samples.price("P-1", 9) { $0.minimumQuantity = 50 },
            Samples.price("P-1", 8) { $0.minimumQuantity = 51 },
        ]
        #expect(Pricing.onFile(wanted, among: prices)?.price == 9)
    }

    @Test("F07, F08: a promotion or the customer's own agreement counts where it applies and is better, and is named")
    func F07_promotionThatApplies_counts() {
        let list = Samples.price("P-1", 10)
        let own = Samples.price("P-1", exact("9.5")) { ($0.customer, $0.promotion) = ("acme", "framework 7") }
        let others = Samples.price("P-1", 1) { ($0.customer, $0.promotion) = ("globex", "framework 8") }
        let ended = Samples.price("P-1", 2) { ($0.promotion, $0.validTo) = ("autumn", day("2026-11-22")) }
        let running = Samples.price("P-1", 9) { ($0.promotion, $0.validTo) = ("winter", day("2026-11-23")) }
        #expect(Pricing.onFile(wanted, among: [list, own, others, ended])?.promotion == "framework 7")
        #expect(
            Pricing.onFile(wanted, among: [list, own, others, ended, running])
                == PriceOnFile(price: 9, promotion: "winter"))
        #expect(Pricing.onFile(wanted, among: [others, ended]) == nil)
    }

    @Test(
        "F08: a price whose conditions are not met is explained: ended, not begun, too small a quantity",
        arguments: 0..<3)
    func F08_conditionsNotMet_isExplained(_ which: Int) throws {
        let desk = try TestDesk(rules: PriceTests.ladder)
        desk.facts.prices.append(
            Samples.price("P-1", 8) { entry in
                entry.promotion = "spring"
                switch which {
                case 0: entry.validTo = day("2026-11-22")
                case 1: entry.validFrom = day("2026-11-24")
                default: entry.minimumQuantity = 6
                }
            })
        let decision = try desk.receive(Samples.order(lines: [Samples.line { $0.unitPrice = 8 }]))
        let finding = try #require(decision.code(.promotionNotApplicable))
        #expect(finding.severity == .warning && finding.value == "8")
        let why = ["'spring' ended on 2026-11-22", "'spring' begins on 2026-11-24", "'spring' holds from 6 EA on"]
        #expect(finding.message.contains(why[which]), "\(finding.message)")
        // The reviewers of the price read the same, and the ladder holds (F05).
        #expect(decision.tasks.first?.findings.contains { $0.code == .promotionNotApplicable } == true)
        #expect(try desk.order(decision.number).askedRoles == ["operations"])
    }

    @Test("F08: a promotion whose conditions are met is not spoken of, nor is another customer's agreement")
    func F08_met_orForeign_isSilent() throws {
        let desk = try TestDesk(rules: PriceTests.ladder)
        desk.facts.prices.append(Samples.price("P-1", 8) { ($0.promotion, $0.validTo) = ("spring", day("2026-11-23")) })
        let met = try desk.receive(Samples.order(lines: [Samples.line { $0.unitPrice = 8 }]))
        #expect(met.confirmation != nil && met.code(.promotionNotApplicable) == nil)
        desk.facts.prices = [
            Samples.price(), Samples.price("P-1", 7) { ($0.customer, $0.promotion) = ("globex", "framework 8") },
        ]
        let foreign = try desk.receive(Samples.order("PO-2", lines: [Samples.line { $0.unitPrice = 7 }]))
        #expect(foreign.confirmation == nil && foreign.code(.promotionNotApplicable) == nil)
    }

    @Test("F06: a price for several units is divided before it is compared")
    func baseQuantity() {
        let price = Samples.price("P-1", 1000) { $0.baseQuantity = 100 }
        #expect(Pricing.onFile(wanted, among: [price])?.price == 10)
        #expect(Pricing.onFile(wanted, among: [Samples.price("P-1", 1) { $0.baseQuantity = 0 }]) == nil)
    }
}
