// Which carrier gets a shipment, and why that one.

import ExactDecimals
import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

@Suite("The choice of the carrier")
struct CarrierChoiceTests {
    /// A carrier's tariff as its file would give it.
    private func service(
        _ carrier: String, _ mode: TransportMode, takes: String? = nil, cost: String? = nil, days: String? = nil,
        contract: TransportContract? = nil
    ) throws -> CarrierService {
        CarrierService(
            carrier: carrier, mode: mode, contract: contract,
            takes: try takes.map { try rules([("takes", $0)]) },
            cost: try cost.map { try RuleExpression($0, variables: ShipmentVariables.types) },
            days: try days.map { try RuleExpression($0, variables: ShipmentVariables.types) })
    }

    private func rules(_ conditions: [(id: String, when: String)]) throws -> RuleSet {
        let definitions = conditions.map { id, when in
            RuleDefinition(
                id: id, requirement: id, when: when, place: SourcePlace(file: "docket.yaml", line: 1, column: 1),
                outcome: RuleOutcome())
        }
        let (set, errors) = RuleSet.compile(definitions, variables: ShipmentVariables.types)
        return try #require(set, "\(errors)")
    }

    /// A desk with three carriers and the usual rules of modes; nobody is agreed on with the customer.
    private func desk(weight: String? = "1", change: (inout DeskSettings) -> Void = { _ in }) throws -> TestDesk {
        let services = [
            try service(
                "express", .courier, takes: "shipment.weight <= 30", cost: "decimal(\"9\") + shipment.weight", days: "1"
            ),
            try service("haulage", .road, cost: "decimal(\"40\") + decimal(\"0.1\") * shipment.weight", days: "4"),
            try service("wings", .air, cost: "decimal(\"90\") + shipment.weight * 3", days: "2"),
        ]
        let preferences = try rules([
            ("O02", "shipment.urgent && shipment.value >= 1000 && shipment.weight <= 30"),
            ("O04", "shipment.urgent && shipment.value >= 1000"), ("O03", "shipment.weight > 500"),
        ])
        let modes: [String: [TransportMode]] = ["O02": [.courier], "O04": [.air], "O03": [.road, .rail]]
        let desk = try TestDesk { settings in
            settings.partners["acme"]?.carrier = nil
            settings.transport.rules = TransportRules(preferences: preferences, modes: modes, services: services)
            change(&settings)
        }
        desk.facts.products = desk.facts.products.map { product in
            var product = product
            product.weight = weight.flatMap { try? ExactDecimal($0) }
            return product
        }
        desk.facts.lots = desk.facts.lots.map { lot in
            var lot = lot
            lot.quantity = 100_000
            return lot
        }
        return desk
    }

    private func choice(
        _ desk: TestDesk, quantity: Int = 5, _ change: (inout PurchaseOrder) -> Void = { _ in }
    ) throws -> CarrierChoice {
        let order = Samples.order(lines: [Samples.line("1", "P-1", quantity)], change)
        let number = try desk.receive(order).number
        if try desk.order(number).isInReview {
            for role in try desk.order(number).askedRoles { try desk.decision(.approve, on: number, as: role) }
        }
        return try #require(try desk.order(number).shipments.first?.choice)
    }

    @Test("O01: the cheapest carrier that takes the goods gets them; product, address, cost and time are weighed")
    func cheapest() throws {
        let chosen = try choice(try desk())
        #expect(chosen.carrier == "express" && chosen.mode == .courier && chosen.reason == "the cheapest of 3")
        #expect(chosen.weight == 5)
        #expect(chosen.offers.map(\.carrier) == ["express", "haulage", "wings"])
        #expect(chosen.offers.map(\.cost) == [14, exact("40.5"), 105])
        #expect(chosen.offers.map(\.arrivesOn) == [day("2026-11-25"), day("2026-11-30"), day("2026-11-26")])
        let heavy = try choice(try desk(weight: "20"))
        #expect(heavy.carrier == "haulage")
        let express = heavy.offers[0]
        #expect(express.objection == "does not take it: shipment.weight <= 30")
    }

    @Test("O01: the warehouse's instruction and the carrier's notice name the carrier, weight and day")
    func named() throws {
        let desk = try desk()
        let number = try desk.receive(Samples.order { $0.requestedDeliveryDate = day("2026-11-30") }).number
        let shipment = try #require(try desk.order(number).shipments.first)
        #expect(shipment.instruction.carrier == "express" && shipment.instruction.transportMode == "courier")
        let notice = try #require(desk.notices.first)
        #expect(notice.carrier == "express" && notice.weight == 5 && notice.deliverBy == day("2026-11-30"))
    }

    @Test("O02: small, dear and urgent goods go by courier")
    func O02_smallDearUrgent_goesByCourier() throws {
        let chosen = try choice(try desk(weight: "0.1"), quantity: 200) { $0.urgency = .urgent }
        #expect(chosen.carrier == "express" && chosen.rule?.rule == "O02" && chosen.rule?.outcome == "use: courier")
        #expect(chosen.rule?.values.contains { $0.expression == "shipment.weight" && $0.value == "20" } == true)
        #expect(chosen.offers[1].objection == "goes by road, not by courier")
    }

    @Test("O03: bulk and heavy goods go by road or rail")
    func O03_heavy_goesByRoadOrRail() throws {
        let chosen = try choice(try desk(weight: "150"))
        #expect(chosen.carrier == "haulage" && chosen.rule?.outcome == "use: road or rail")
    }

    @Test("O04: urgent and dear goods that are not small go by air")
    func O04_urgentDear_goesByAir() throws {
        let chosen = try choice(try desk(weight: "2"), quantity: 200) { $0.urgency = .urgent }
        #expect(chosen.carrier == "wings" && chosen.rule?.rule == "O04")
    }

    @Test(
        "O05: of several carriers that keep the promised day the cheapest gets the goods, a cheaper late one does not")
    func O05_cheapestOfThoseInTime() throws {
        let slow = try choice(try desk(weight: "20")) { $0.requestedDeliveryDate = day("2026-12-01") }
        #expect(slow.carrier == "haulage" && slow.reason == "the cheapest of 2 that arrive by 2026-12-01")
        let quick = try choice(try desk(weight: "20")) { $0.requestedDeliveryDate = day("2026-11-27") }
        #expect(quick.carrier == "wings" && quick.reason == "the only one that arrives by 2026-11-27" && !quick.isLate)
    }

    @Test("O05: where none keeps the day the fastest gets the goods, and logistics and customer service hear of it")
    func tooLate() throws {
        let desk = try desk(weight: "20")
        let chosen = try choice(desk) { $0.requestedDeliveryDate = day("2026-11-24") }
        #expect(chosen.carrier == "wings" && chosen.isLate)
        #expect(chosen.reason == "none arrives by 2026-11-24; the fastest of 2")
        #expect(desk.noticeKinds(to: "logistics").contains(.carrierNeeded))
        #expect(desk.noticeKinds(to: "customer-service").contains(.carrierNeeded))
    }

    @Test("O06: a carrier whose contract has ended gets nothing")
    func O06_contractEnded_isNotChosen() throws {
        let desk = try desk()
        let ended = TransportContract(number: "C-7", until: day("2026-11-23"))
        desk.settings.transport.rules.add(try service("cheap", .road, cost: "1", contract: ended))
        let chosen = try choice(desk)
        #expect(chosen.carrier == "express")
        #expect(chosen.offers.first { $0.carrier == "cheap" }?.objection == "its contract C-7 ends on 2026-11-23")
    }

    @Test("O07: our own cars are weighed like a carrier; no notice goes out for them, and nobody waits for a number")
    func O07_ownFleet() throws {
        let desk = try desk()
        desk.settings.transport.rules.add(
            try service(CarrierChoice.ownFleet, .own, takes: "shipment.city == 'Sampleton'", cost: "2", days: "1"))
        let number = try desk.receive(Samples.order()).number
        let shipment = try #require(try desk.order(number).shipments.first)
        #expect(shipment.choice?.mode == .own && shipment.instruction.carrier == nil && desk.notices.isEmpty)
        #expect(shipment.expectedOn == day("2026-11-25"))
        #expect(!desk.noticeKinds(to: "logistics").contains(.carrierNeeded))
        #expect(try desk.dispatch("\(number)-S1").shippingNotice != nil)
    }

    @Test("O11, O15: a mode that the order names is kept, whatever the rules prefer; a carrier that was agreed on too")
    func agreed() throws {
        let byAir = try choice(try desk()) { $0.transportMode = "空运" }
        #expect(byAir.carrier == "wings" && byAir.rule == nil)
        let named = try desk { $0.partners["acme"]?.carrier = "loopback" }
        #expect(try choice(named).reason == "agreed with the customer")
        let bySea = try choice(try desk()) { $0.transportMode = "sea" }
        #expect(bySea.carrier == nil && bySea.reason == "no carrier takes it by its rules")
    }

    @Test("O14: logistics gets a transport plan with goods, way and days")
    func O14_transportPlan() throws {
        let desk = try desk()
        _ = try choice(desk)
        let plan = try #require(desk.notice(.transportPlan, to: "logistics"))
        let details = Dictionary(plan.details.map { ($0.name, $0.value) }) { first, _ in first }
        #expect(details["carrier"] == "express" && details["mode"] == "courier" && details["weight"] == "5 kg")
        #expect(details["to"]?.contains("Sampleton") == true && details["arrives on"] == "2026-11-25")
    }

    @Test("O15: where the goods go decides too")
    func destination() throws {
        let desk = try desk()
        desk.settings.transport.rules.add(
            try service("local", .courier, takes: "shipment.country == 'CN'", cost: "1", days: "1"))
        #expect(try choice(desk).carrier == "local")
        let abroad = try choice(desk) { order in
            order.customerReference = "PO-2"
            order.deliverTo.country = "DE"
        }
        #expect(abroad.carrier == "express")
    }

    @Test("a weight that nobody knows is no weight: who asks for it cannot be chosen, and the reason is said")
    func unknownWeight() throws {
        let chosen = try choice(try desk(weight: nil) { $0.carrier = "usual" })
        #expect(chosen.carrier == "usual" && chosen.weight == nil)
        #expect(chosen.reason == "no carrier takes it by its rules; the desk's usual one")
        #expect(chosen.offers.allSatisfy { $0.objection?.contains("weight") == true })
        #expect(chosen.remarks.count == 1 && chosen.remarks.first?.contains("O03") == true)
    }

    @Test("a carrier with a broken tariff is left out: negative, no whole days, an error")
    func brokenTariffs() throws {
        let desk = try desk()
        for (index, tariff) in [("-1", "1"), ("1", "decimal(\"1.5\")"), ("1", "-3"), ("1 / 0", "1")].enumerated() {
            desk.settings.transport.rules.add(
                try service("broken\(index)", .road, cost: tariff.0, days: tariff.1))
        }
        let chosen = try choice(desk)
        #expect(chosen.carrier == "express")
        #expect(chosen.offers.filter { $0.carrier.hasPrefix("broken") }.allSatisfy { $0.objection != nil })
    }

    @Test("goods leave early enough for the carrier that was chosen")
    func leavesInTime() throws {
        let desk = try desk(weight: "20")
        let number = try desk.receive(Samples.order { $0.requestedDeliveryDate = day("2026-12-04") }).number
        let shipment = try #require(try desk.order(number).shipments.first)
        #expect(shipment.instruction.carrier == "haulage")
        // Four working days before Friday, 4 December.
        #expect(shipment.instruction.shipBy == day("2026-11-30"))
    }

    @Test("every choice is kept in the journal, before the warehouse is told")
    func journal() throws {
        let desk = try desk()
        let number = try desk.receive(Samples.order()).number
        let kinds = desk.facts.journal(order: number).map(\.event).compactMap { event -> String? in
            switch event {
            case .carrierChosen: "chosen"
            case .dispatchInstructed: "instructed"
            default: nil
            }
        }
        #expect(kinds == ["chosen", "instructed"])
    }
}
