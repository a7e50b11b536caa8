// Small orders: a surcharge and a longer lead time that a rule puts on them (F09), and what finance gets (F11).

import ExactDecimals
import OrderModel
import ReviewRules
import TestKit
import Testing

@testable import OrderProcess

struct SmallOrderTests {
    /// Small orders of customers who are neither important nor promising, as the template of the rules has it.
    static func rule(_ id: String = "F09", _ surcharge: Surcharge = .percent(5), days: Int = 5) -> TestRule {
        TestRule(id, when: "!customer.isKey && !customer.hasPotential && order.total < 100") {
            $0.surcharge = surcharge
            $0.extendLeadTime = Deadline(days, .workingDays)
            $0.reason = "small order"
        }
    }

    @Test("F09: a small order is confirmed with the surcharge, its total, and goods that leave later")
    func F09_smallOrder_surchargeAndLeadTime() throws {
        let desk = try TestDesk(rules: [SmallOrderTests.rule()])
        let decision = try desk.receive(Samples.order())
        let confirmation = try #require(decision.confirmation)
        #expect(confirmation.decision == .acceptedWithChange)
        #expect(confirmation.total == 50 && confirmation.payable == exact("52.5"))
        #expect(confirmation.charges == [OrderCharge(reason: "small order", percent: 5, amount: exact("2.5"))])
        #expect(confirmation.reason == "A surcharge was added. The lead time is longer by 5 working days.")
        // A day for goods in stock, and five on top; the weekend lies between.
        #expect(confirmation.lines.first?.promisedDate == day("2026-12-01"))
        #expect(decision.instructions.first?.shipBy == day("2026-12-01"))
        #expect(confirmation.termsInWords == ["small order: 5 % surcharge, 2.50 CNY"])
    }

    @Test("F09: a key customer, a promising one and a larger order pay no surcharge", arguments: 0..<3)
    func F09_others_payNothing(_ which: Int) throws {
        let desk = try TestDesk(rules: [SmallOrderTests.rule()])
        if which == 0 { desk.facts.customers = [Samples.customer { $0.isKeyCustomer = true }] }
        if which == 1 { desk.facts.customers = [Samples.customer { $0.hasPotential = true }] }
        let lines = [Samples.line("1", "P-1", which == 2 ? 10 : 5)]
        let confirmation = try #require(try desk.receive(Samples.order(lines: lines)).confirmation)
        #expect(confirmation.decision == .accepted && confirmation.charges == nil)
        #expect(confirmation.payable == confirmation.total)
        #expect(confirmation.lines.first?.promisedDate == day("2026-11-24"))
    }

    @Test(
        "F09: all surcharges count, and of the longer lead times the longest; parts are rounded to the currency's cent")
    func F09_severalRules_addUp() throws {
        let desk = try TestDesk(rules: [
            SmallOrderTests.rule("a", .percent(exact("3.33")), days: 2),
            SmallOrderTests.rule("b", .amount(7), days: 4),
        ])
        let line = Samples.line("1", "P-1", 1) { $0.unitPrice = exact("10.01") }
        let confirmation = try #require(try desk.receive(Samples.order(lines: [line])).confirmation)
        #expect(confirmation.charges?.map(\.amount) == [exact("0.33"), 7])
        #expect(confirmation.payable == exact("17.34"))
        #expect(confirmation.lines.first?.promisedDate == day("2026-11-30"))
    }

    @Test("F09: a small request is quoted with the surcharge and the longer delivery time")
    func F09_quotation_hasThem() throws {
        let desk = try TestDesk(rules: [SmallOrderTests.rule()])
        let number = try desk.receive(QuotationTests.request()).number
        let quotation = try #require(try desk.decision(.approve, on: number, as: "operations").quotation)
        #expect(quotation.charges?.map(\.amount) == [exact("2.5")] && quotation.payable == exact("52.5"))
        #expect(quotation.lines.first?.deliveryDays == 6)
    }

    @Test("F09: a corrected order is looked at anew: what was small before pays for its new size")
    func F09_corrected_isJudgedAnew() throws {
        let ask = TestRule("ask", when: "order.total < 100") { $0.askCustomer = "more?" }
        let desk = try TestDesk(rules: [SmallOrderTests.rule(), ask])
        let number = try desk.receive(Samples.order()).number
        try desk.receive(Samples.order(lines: [Samples.line("1", "P-1", 10)]))
        let order = try desk.order(number)
        #expect(order.charges.isEmpty && order.confirmation?.decision == .accepted)
    }

    @Test("F09: a surcharge is a part of the order or an amount, and nothing else")
    func F09_surcharge_text() throws {
        #expect(try Surcharge("5 %") == .percent(5))
        #expect(try Surcharge("2.5%") == .percent(exact("2.5")))
        #expect(try Surcharge("50.00") == .amount(50))
        for text in ["", "%", "-5 %", "0", "101 %", "5 EUR", "1e3", "0.00001", "10000000000"] {
            #expect(throws: SurchargeTextError.self, "\(text)") { try Surcharge(text) }
        }
        for surcharge in [Surcharge.percent(exact("2.5")), .amount(50)] {
            #expect(try Surcharge(surcharge.description) == surcharge)
        }
    }

    // MARK: - F11

    @Test(
        "F11: at confirmation finance gets what the invoice needs, with prices, charges, payment and the customer's numbers"
    )
    func F11_confirmed_financePreparesInvoice() throws {
        let desk = try TestDesk(rules: [SmallOrderTests.rule()])
        let order = Samples.order {
            $0.paymentMeans = "bank transfer"
            $0.paymentTerms = "30 days net"
            $0.buyer.identifiers = [
                Identifier(scheme: "VAT", value: "DE123"), Identifier(scheme: "0088", value: "4000001000005"),
            ]
        }
        let decision = try desk.receive(order)
        let invoice = try #require(decision.invoicePreparation)
        #expect(decision.names(to: "desk/finance") == ["invoice-preparation-SO-2026-000001"])
        #expect(invoice.lines.map(\.product) == ["P-1"] && invoice.lines.first?.unitPrice == 10)
        #expect(invoice.lines.first?.amount == 50 && invoice.total == 50 && invoice.currency == "CNY")
        #expect(invoice.charges.map(\.amount) == [exact("2.5")] && invoice.payable == exact("52.5"))
        #expect(invoice.paymentMeans == "bank transfer" && invoice.paymentTerms == "30 days net")
        #expect(invoice.buyer.identifiers.contains(Identifier(scheme: "VAT", value: "DE123")))
        #expect(invoice.customer == "acme" && invoice.customerReference == "PO-1")
        // The confirmation reminds the customer of it.
        #expect(decision.confirmation?.paymentMeans == "bank transfer")
        #expect(decision.confirmation?.termsInWords.last == "Payment: bank transfer, 30 days net")
    }

    @Test("F11: the VAT number that only our own data have is in the preparation of the invoice, and each number once")
    func F11_numbers_ofOurData() throws {
        let desk = try TestDesk()
        desk.facts.customers = [
            Samples.customer { $0.identifiers.append(Identifier(scheme: "VAT", value: "DE123")) }
        ]
        let invoice = try #require(try desk.receive(Samples.order()).invoicePreparation)
        #expect(invoice.buyer.identifiers.map(\.value) == ["4000001000005", "DE123"])
        #expect(invoice.buyer.address == Samples.address)
    }

    @Test("F11: where the order does not say how it is paid, what was agreed with the customer counts")
    func F11_payment_asAgreed() throws {
        let desk = try TestDesk()
        desk.facts.customers = [
            Samples.customer {
                $0.paymentMeans = "cheque"
                $0.paymentTerms = "14 days net"
            }
        ]
        let decision = try desk.receive(Samples.order { $0.paymentTerms = "in advance" })
        #expect(decision.confirmation?.paymentMeans == "cheque")
        #expect(decision.invoicePreparation?.paymentTerms == "in advance")
    }

    @Test("F11: no invoice is prepared for what was not confirmed: a rejection, a quotation")
    func F11_notConfirmed_noInvoice() throws {
        let desk = try TestDesk(rules: [TestRule("no", when: "order.total < 100") { $0.reject = "too small" }])
        #expect(try desk.receive(Samples.order()).invoicePreparation == nil)
        let other = try TestDesk()
        let number = try other.receive(QuotationTests.request()).number
        #expect(try other.decision(.approve, on: number, as: "operations").invoicePreparation == nil)
    }
}

extension Decision {
    var invoicePreparation: InvoicePreparation? {
        for case .invoicePreparation(let preparation) in documents.map(\.content) { return preparation }
        return nil
    }
}
