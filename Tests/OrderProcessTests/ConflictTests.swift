// Where the procedures contradict each other or leave something open, and how it was settled (requirements, section 2).

import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

struct ConflictTests {
    private static let ladder = [
        TestRule("F03", when: "order.lines.all(l, has(l.listPrice) && l.unitPrice >= l.listPrice)") {
            $0.approve = [["operations"]]
            $0.automatic = true
        },
        TestRule("F05", when: "order.lines.exists(l, has(l.lastPrice) && l.unitPrice < l.lastPrice)") {
            $0.approve = [["operations"], ["sales-director"], ["general-manager"]]
        },
    ]

    private func sale(_ price: ExactDecimal, on date: StaticString, _ change: (inout PastSale) -> Void = { _ in })
        -> PastSale
    {
        var sale = PastSale(
            customer: "acme", product: "P-1", unit: "EA", currency: "CNY", price: price, soldOn: day(date))
        change(&sale)
        return sale
    }

    @Test("Requirements 2.1: an order is entered on receipt and has its number; the binding answer comes after review")
    func entered() throws {
        let desk = try TestDesk(rules: [TestRule("look", when: "true") { $0.approve = [["sales"]] }])
        let received = try desk.receive(Samples.order())
        #expect(received.entry?.outcome == .registered && received.entry?.orderNumber != nil)
        #expect(received.confirmation == nil)
        #expect(try desk.decision(.approve, on: received.number, as: "sales").confirmation != nil)
    }

    @Test("Requirements 2.2: the class of priority comes first, and inside a class the earlier order")
    func queue() throws {
        let rule = TestRule("none", when: "false") { $0.approve = [["sales"]] }
        let desk = try TestDesk(rules: [rule]) { $0.partners["acme"]?.carrier = nil }
        desk.facts.lots = []
        desk.facts.customers = [Samples.customer { $0.shortageConsent = .wait }]
        var numbers: [String] = []
        for (reference, urgency) in [("A", OrderUrgency.normal), ("B", .normal), ("C", .urgent)] {
            numbers.append(try desk.receive(Samples.order(reference) { $0.urgency = urgency }).number)
        }
        for number in numbers { try desk.decision(.approve, on: number, as: "order-management") }
        #expect(desk.facts.ordersWaiting(products: ["P-1"]) == [numbers[2], numbers[0], numbers[1]])
    }

    @Test(
        "Requirements 2.3: above the list and below the last sale is both; the stricter one wins, and equal to the list is level 1"
    )
    func stricter() throws {
        let desk = try TestDesk(rules: ConflictTests.ladder)
        let equal = try desk.receive(Samples.order("EQUAL")).number
        #expect(try desk.order(equal).plan == nil)
        desk.facts.pastSales = [sale(12, on: "2026-11-01")]
        let both = try desk.receive(Samples.order("BOTH", lines: [Samples.line { $0.unitPrice = 11 }])).number
        #expect(
            try desk.order(both).plan?.steps.map(\.roles) == [["operations"], ["sales-director"], ["general-manager"]])
    }

    @Test(
        "Requirements 2.4: the last sale is of the same customer, product, unit and currency, and not too old",
        arguments: ["this", "old", "customer", "product", "unit", "currency"])
    func lastSale(other: String) throws {
        let desk = try TestDesk(rules: ConflictTests.ladder)
        desk.facts.pastSales = [
            sale(12, on: "2026-11-01") { sale in
                switch other {
                case "old": sale.soldOn = day("2025-11-22")
                case "customer": sale.customer = "globex"
                case "product": sale.product = "P-2"
                case "unit": sale.unit = "CT"
                case "currency": sale.currency = "EUR"
                default: break
                }
            }
        ]
        let number = try desk.receive(Samples.order(lines: [Samples.line { $0.unitPrice = 11 }])).number
        #expect((try desk.order(number).plan != nil) == (other == "this"))
    }

    @Test("Requirements 2.5: what is being made ready is not changed by itself: a person decides")
    func beingMade() throws {
        let desk = try TestDesk()
        try desk.receive(Samples.order())
        let change = Samples.order(lines: [Samples.line("1", "P-1", 9)]) { $0.purpose = .change }
        let asked = try desk.receive(change)
        #expect(asked.entry?.outcome == .referred && asked.tasks.map(\.role) == ["customer-service"])
    }

    @Test(
        "Requirements 2.6: working days leave out weekends and holidays, and take in the days that are worked instead")
    func workingDays() {
        let calendar = WorkingCalendar(
            offsetSeconds: 8 * 3600, holidays: Set((1...7).compactMap { CalendarDate(year: 2026, month: 10, day: $0) }),
            makeUpWorkingDays: [day("2026-10-10")])
        // Wednesday, 30 September: the next working days are Thursday the 8th, Friday the 9th, Saturday the 10th.
        let start = moment("2026-09-30T02:00:00Z")
        #expect(calendar.adding(workingDays: 1, to: start) == moment("2026-10-08T02:00:00Z"))
        #expect(calendar.adding(workingDays: 3, to: start) == moment("2026-10-10T02:00:00Z"))
        #expect(calendar.adding(workingDays: 4, to: start) == moment("2026-10-12T02:00:00Z"))
    }

    @Test("Requirements 2.7: goods leave in part only where the customer has agreed, by a document or beforehand")
    func consent() throws {
        func desk(_ consent: ShortageConsent) throws -> (TestDesk, String) {
            let desk = try TestDesk()
            desk.facts.lots = [Samples.lot("P-1", 2)]
            desk.facts.customers = [Samples.customer { $0.shortageConsent = consent }]
            let number = try desk.receive(Samples.order()).number
            try desk.decision(.approve, on: number, as: "order-management")
            return (desk, number)
        }
        let (asking, number) = try desk(.ask)
        #expect(try asking.order(number).confirmation == nil && asking.instruction("\(number)-S1") == nil)
        #expect(try asking.answer(.shipPart, to: number).instructions.count == 1)
        let (agreed, other) = try desk(.part)
        #expect(agreed.instruction("\(other)-S1") != nil)
    }
}
