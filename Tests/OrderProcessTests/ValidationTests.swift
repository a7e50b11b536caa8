// Validation: everything that is wrong is said at once, and asked about.

import ExactDecimals
import OrderModel
import OrderProcess
import TestKit
import Testing

struct ValidationTests {
    /// What an order line leads to.
    private func codes(_ change: (inout OrderLine) -> Void) throws -> [FindingCode] {
        try TestDesk().receive(Samples.order(lines: [Samples.line("1", "P-1", 5, change)])).codes
    }

    @Test("C02, D01, D06, D11: a good order is validated at once, with product, unit, price and amount")
    func good() throws {
        let desk = try TestDesk()
        let decision = try desk.receive(Samples.order())
        let line = try #require(try desk.order(decision.number).lines.first?.line)
        #expect(line.product == "P-1" && line.name == "Widget P-1" && line.specification == "blue, 10 mm")
        #expect(line.stockQuantity == 5 && line.stockUnit == "EA")
        #expect(line.unitPrice == 10 && line.listPrice == 10 && line.amount == 50)
        #expect(try desk.order(decision.number).validation?.total == 50)
        #expect(decision.codes == [.deliveryDateMissing])
    }

    @Test("C09: the product is found by our code, else the customer's code, else the GTIN, and never by its name")
    func products() throws {
        let facts = FactsInMemory.sample()
        facts.products = [
            Samples.product("P-1") { $0.gtin = "04000001000012" }, Samples.product("P-2") { $0.gtin = "4000001000029" },
        ]
        facts.prices = [Samples.price("P-1"), Samples.price("P-2")]
        let desk = try TestDesk(facts)
        func product(_ reference: String, _ change: @escaping (inout OrderLine) -> Void) throws -> String? {
            let number = try desk.receive(Samples.order(reference, lines: [Samples.line("1", "P-1", 1, change)])).number
            return try desk.order(number).lines.first?.line.product
        }
        #expect(try product("A") { $0.gtin = "4000001000012" } == "P-1")
        #expect(try product("B") { ($0.sellerCode, $0.buyerCode) = ("none", "A-P-2") } == "P-2")
        #expect(try product("C") { ($0.sellerCode, $0.gtin) = (nil, "4000001000029") } == "P-2")
        #expect(try product("D") { ($0.sellerCode, $0.name) = (" ", "Widget P-1") } == nil)
        #expect(try product("E") { ($0.sellerCode, $0.buyerCode, $0.gtin) = ("", "", "") } == nil)
    }

    @Test("D07: codes that stand for several products, or for different ones, are asked about")
    func ambiguous() throws {
        let facts = FactsInMemory.sample()
        facts.products = [
            Samples.product("P-1") { ($0.customerCodes, $0.gtin) = (["acme": "same"], "4000001000012") },
            Samples.product("P-2") { ($0.customerCodes, $0.gtin) = (["acme": "same"], "4000001000029") },
        ]
        let desk = try TestDesk(facts)
        let byCode = Samples.line("1", "none", 1) { $0.buyerCode = "same" }
        let both = Samples.line("2", "P-1", 1) { $0.gtin = "4000001000029" }
        let decision = try desk.receive(Samples.order(lines: [byCode, both]))
        #expect(decision.codes.filter { $0 == .productAmbiguous }.count == 2)
        #expect(decision.query?.questions.map(\.lineID) == ["1", "2"])
    }

    @Test("B12, B13, C10, D06, D12: all that is missing or wrong is said at once, and asked in one query")
    func everything() throws {
        let lines = [
            Samples.line("1", "P-9"), Samples.line("2") { $0.quantity = nil }, Samples.line("3") { $0.quantity = 0 },
            Samples.line("4") { $0.unit = "bucket" }, Samples.line("5") { $0.unit = "KGM" },
            Samples.line("6") { $0.unitPrice = exact("-1") }, Samples.line("6") { $0.priceBaseQuantity = 0 },
        ]
        let order = Samples.order(lines: lines) { order in
            order.currency = "XYZ"
            order.deliverTo = PostalAddress(city: "Sampleton")
            order.requestedDeliveryDate = day("2026-11-20")
        }
        let decision = try TestDesk().receive(order)
        #expect(decision.entry?.outcome == .questioned)
        let expected: Set<FindingCode> = [
            .productUnknown, .valueMissing, .quantityNotPositive, .unitUnknown, .unitNotSold, .priceNegative,
            .priceBaseNotPositive, .lineNumberDuplicate, .currencyUnknown, .addressIncomplete, .deliveryDatePast,
        ]
        #expect(Set(decision.codes) == expected)
        #expect(Set(decision.query?.questions.map(\.code) ?? []) == Set(expected.map(\.rawValue)))
        #expect(decision.noticeKinds(to: "customer-service") == [.orderRegistered, .clarification])
        #expect(decision.query?.answerBy == moment("2026-11-26T09:00:00Z"))
    }

    @Test("C10: an order without lines or currency is asked about")
    func empty() throws {
        let decision = try TestDesk().receive(Samples.order(lines: []) { $0.currency = nil })
        #expect(Set(decision.codes).isSuperset(of: [.linesMissing, .currencyMissing]))
    }

    @Test("D01: a line without a unit is taken in the only unit of a product, and asked about where there are several")
    func noUnit() throws {
        #expect(try codes { $0.unit = nil }.contains(.unitUnknown))
        let facts = FactsInMemory.sample()
        facts.products = [Samples.product { $0.packUnits = [:] }]
        let decision = try TestDesk(facts).receive(Samples.order(lines: [Samples.line("1") { $0.unit = " " }]))
        #expect(decision.entry?.outcome == .registered)
        #expect(decision.code(.valueMissing)?.severity == .note)
    }

    @Test("D01: packs are converted into the unit of stock, and a partner's own words for units are understood")
    func units() throws {
        let facts = FactsInMemory.sample()
        facts.prices.append(Samples.price("P-1", 110) { $0.unit = "CT" })
        let desk = try TestDesk(facts)
        let lines = [
            Samples.line("1", "P-1", 2) { ($0.unit, $0.unitPrice) = ("CT", 110) },
            Samples.line("2", "P-1", 3) { $0.unit = "pieces" },
        ]
        let order = try desk.order(try desk.receive(Samples.order(lines: lines)).number)
        #expect(order.lines.map(\.line.stockQuantity) == [24, 3])
        #expect(order.lines.map(\.line.unit) == ["CT", "EA"])
        #expect(order.lines.map(\.line.listPrice) == [110, 10])
    }

    @Test("D01: a price for several units is divided, and the amount is exact")
    func priceBase() throws {
        let desk = try TestDesk()
        let line = Samples.line("1", "P-1", 30) { ($0.unitPrice, $0.priceBaseQuantity) = (exact("10"), 3) }
        let number = try desk.receive(Samples.order(lines: [line]) { $0.statedTotal = 100 }).number
        #expect(try desk.order(number).lines.first?.line.amount == 100)
        #expect(try desk.order(number).lines.first?.line.unitPrice == exact("3.333333333333"))
    }

    @Test("D07: amounts and totals that are not quantity times price are asked about, beyond the tolerance")
    func totals() throws {
        #expect(try codes { $0.lineAmount = exact("50.01") } == [.deliveryDateMissing])
        #expect(try codes { $0.lineAmount = exact("50.02") }.contains(.lineAmountDiffers))
        let decision = try TestDesk().receive(Samples.order { $0.statedTotal = 49 })
        #expect(decision.codes.contains(.totalDiffers))
    }

    @Test("D03, A04: a specification that differs makes the order a special one; white space and capitals do not")
    func specification() throws {
        let desk = try TestDesk()
        let special = try desk.receive(Samples.order(lines: [Samples.line("1") { $0.specification = "red, 10 mm" }]))
        #expect(special.code(.specificationDiffers)?.severity == .warning)
        #expect(try desk.order(special.number).validation?.isSpecial == true)
        #expect(special.notice(.specialCase, to: "order-management") != nil)
        #expect(special.notice(.specialCase, to: "sales")?.findings.map(\.code) == [.specificationDiffers])
        let same = try desk.receive(
            Samples.order("PO-2", lines: [Samples.line("1") { $0.specification = "Blue,10 MM" }]))
        #expect(same.code(.specificationDiffers) == nil)
    }

    @Test("A04, B16: a product outside the catalogue makes the order special, and it is reported")
    func specialProduct() throws {
        let facts = FactsInMemory.sample()
        facts.products = [Samples.product { $0.isStandard = false }]
        let decision = try TestDesk(facts).receive(Samples.order())
        #expect(decision.noticeKinds(to: "order-management") == [.specialCase])
        #expect(decision.tasks.map(\.role) == ["order-management"])
    }

    @Test("D06: the customer's own address counts where the order names none, and never completes half an address")
    func address() throws {
        let desk = try TestDesk()
        let without = try desk.receive(Samples.order { $0.deliverTo = PostalAddress() })
        #expect(try desk.order(without.number).deliverTo == Samples.address)
        let half = try desk.receive(Samples.order("PO-2") { $0.deliverTo = PostalAddress(street: "2 Side Street") })
        #expect(half.codes.contains(.addressIncomplete))
    }

    @Test("B12, B14, D10: nobody to reach is asked about; a customer that we do not have is a matter for ourselves")
    func customer() throws {
        let facts = FactsInMemory.sample()
        facts.customers = [Samples.customer { $0.contact = Contact() }]
        let unreachable = try TestDesk(facts).receive(Samples.order { $0.contact = Contact(name: "Ann") })
        #expect(unreachable.codes.contains(.contactMissing))
        let unknown = FactsInMemory.sample()
        unknown.customers = []
        let decision = try TestDesk(unknown).receive(Samples.order())
        #expect(decision.codes.contains(.customerUnknown))
        #expect(decision.query == nil)
        #expect(decision.entry?.outcome == .registered)
        #expect(decision.notice(.clarification, to: "customer-service") != nil)
    }

    @Test("D02, F06: a price that is missing is taken from the list, with a note; without one it is asked for")
    func missingPrice() throws {
        let desk = try TestDesk()
        let taken = try desk.receive(Samples.order(lines: [Samples.line("1") { $0.unitPrice = nil }]))
        #expect(taken.code(.priceMissing)?.severity == .note)
        #expect(taken.confirmation?.lines.first?.unitPrice == 10)
        #expect(taken.confirmation?.lines.first?.status == .changed)
        desk.facts.prices = []
        let asked = try desk.receive(Samples.order("PO-2", lines: [Samples.line("1") { $0.unitPrice = nil }]))
        #expect(asked.code(.priceMissing)?.severity == .error)
    }

    @Test("D01: numbers that no computation can carry are asked about, not rounded")
    func ranges() throws {
        #expect(try codes { $0.quantity = exact("9999999999999") }.contains(.valueOutOfRange))
        #expect(try codes { $0.unitPrice = exact("9999999999999999") }.contains(.valueOutOfRange))
        let long = try codes {
            $0.quantity = exact("1.123456789012345678")
            $0.unitPrice = exact("1.123456789012345678")
        }
        #expect(long.contains(.valueOutOfRange))
        #expect(try codes { $0.unitPrice = exact("10.123456789012") } == [.deliveryDateMissing])
    }

    @Test("D07: what the reader could not read is asked about, once, and is not settled by asking somebody else")
    func readFindings() throws {
        let place = Place(line: 3)
        let unread = Finding(.error, .valueNotANumber, "line 1: 'five' is not a number", at: place, value: "five")
        let line = Samples.line("1") { ($0.quantity, $0.place) = (nil, place) }
        let desk = try TestDesk()
        let decision = try desk.receive(Samples.order(lines: [line]), findings: [unread])
        #expect(decision.codes.filter { $0 == .valueNotANumber || $0 == .valueMissing } == [.valueNotANumber])
        #expect(decision.query?.questions.map(\.lineID) == ["1"])
        let settled = try desk.decision(.approve, on: decision.number, as: "customer-service", reason: "five, they say")
        #expect(settled.query?.questions.map(\.code).contains("value-not-a-number") == true)
        #expect(try desk.order(decision.number).status == .clarifying)
    }

    @Test("D08, D09: an order is checked anew after every correction, whoever entered it")
    func anew() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order(lines: [Samples.line("1", "P-9")])).number
        let second = try desk.receive(Samples.order(lines: [Samples.line("1") { $0.quantity = 0 }]))
        #expect(second.entry?.outcome == .questioned)
        #expect(second.codes.contains(.quantityNotPositive) && !second.codes.contains(.productUnknown))
        #expect(second.names(to: "acme") == ["query-\(number)-2"])
    }

    @Test("C15: a fax without signature or stamp is asked about; with either it is good")
    func fax() throws {
        let desk = try TestDesk()
        let without = try desk.receive(Samples.order(), by: .fax)
        #expect(without.codes.contains(.attestationMissing))
        #expect(without.entry?.outcome == .questioned)
        let signed = Samples.order("PO-2") { $0.attestation = Attestation(kind: .signature, by: "Ann Buyer") }
        #expect(try desk.receive(signed, by: .fax).entry?.outcome == .registered)
    }

    @Test("questions to a Chinese partner are in Chinese")
    func chinese() throws {
        let desk = try TestDesk()
        desk.facts.customers.append(Samples.customer("globex") { $0.identifiers = [] })
        let decision = try desk.receive(Samples.order(lines: [Samples.line("1", "P-9")]), from: "globex")
        #expect(decision.query?.questions.first?.text == "第1行:无法识别产品“P-9”。请说明所指产品。")
        #expect(decision.query?.howToAnswer.contains("请以相同的订单号 PO-1") == true)
    }
}
