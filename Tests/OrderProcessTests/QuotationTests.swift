// Quotations: a request for prices goes through the price ladder to our own form, and an order can go back to it.

import ExactDecimals
import OrderModel
import ReviewRules
import TestKit
import Testing

@testable import OrderProcess

struct QuotationTests {
    static func request(
        _ reference: String = "RFQ-1", price: ExactDecimal? = nil, quantity: Int = 5,
        _ change: (inout PurchaseOrder) -> Void = { _ in }
    ) -> PurchaseOrder {
        let line = Samples.line("1", "P-1", quantity) { $0.unitPrice = price }
        return Samples.order(reference, lines: [line]) {
            $0.documentType = .requestForQuotation
            change(&$0)
        }
    }

    /// The price ladder, with the rule that looks at quotations.
    static let rules =
        PriceTests.ladder.dropLast() + [
            TestRule(
                "F05",
                when: "order.lines.exists(l, !l.isQuoted && ((has(l.listPrice) && l.unitPrice < l.listPrice) "
                    + "|| (has(l.lastPrice) && l.unitPrice < l.lastPrice)))"
            ) { $0.approve = [["operations"], ["sales-director"], ["general-manager"]] }
        ]

    static func desk(change: (inout DeskSettings) -> Void = { _ in }) throws -> TestDesk {
        try TestDesk(rules: Array(rules), change: change)
    }

    /// A quotation that went out at 9 CNY apiece for 5 of P-1 and more, below the list price of 10.
    private func quoted(_ desk: TestDesk) throws -> String {
        let number = try desk.receive(QuotationTests.request(price: 9)).number
        for role in ["operations", "sales-director", "general-manager"] {
            try desk.decision(.approve, on: number, as: role)
        }
        try #require(desk.order(number).status == .quoted)
        return number
    }

    // MARK: - F01

    @Test("F01: a quotation goes out on our own form, item by item, with a number of its own series")
    func F01_form_itemByItem() throws {
        let desk = try QuotationTests.desk { $0.quotationDays = 30 }
        let request = QuotationTests.request {
            $0.paymentMeans = "bank transfer"
            $0.paymentTerms = "30 days net"
        }
        let number = try desk.receive(request).number
        #expect(number == "QU-2026-000001")
        let decision = try desk.decision(.approve, on: number, as: "operations", person: "Zhao Lei")
        let quotation = try #require(decision.quotation)
        #expect(decision.names(to: "acme") == ["quotation-QU-2026-000001"])
        #expect(quotation.decision == .quoted && quotation.customerReference == "RFQ-1")
        #expect(quotation.validUntil == day("2026-12-23") && quotation.signedBy == "Zhao Lei")
        #expect(quotation.paymentMeans == "bank transfer" && quotation.paymentTerms == "30 days net")
        #expect(quotation.currency == "CNY" && quotation.total == exact("50"))
        let line = try #require(quotation.lines.first)
        #expect(line.product == "P-1" && line.specification == "blue, 10 mm" && line.unit == "EA")
        #expect(line.quantity == exact("5") && line.unitPrice == exact("10") && line.amount == exact("50"))
        #expect(line.deliveryDays == 1)
        // The series of the orders has no gap.
        #expect(try desk.receive(Samples.order()).number == "SO-2026-000001")
    }

    @Test("F01: nothing is locked, bought, instructed or confirmed for a quotation, and it is no open order value")
    func F01_quotation_touchesNoStock() throws {
        let desk = try QuotationTests.desk()
        let number = try desk.receive(QuotationTests.request(quantity: 500)).number
        try desk.decision(.approve, on: number, as: "operations")
        let order = try desk.order(number)
        #expect(order.status == .quoted && !order.isAllocated && order.shipments.isEmpty)
        #expect(order.confirmation == nil)
        #expect(desk.facts.openOrderValue(customer: "acme", currency: "CNY").isZero)
        #expect(desk.facts.reservations.isEmpty && desk.facts.shortages.isEmpty)
        #expect(
            desk.documents.allSatisfy { document in
                switch document.content {
                case .allocationPlan, .replenishmentRequest, .dispatchInstruction, .confirmation: false
                default: true
                }
            })
        // 500 are not there, and nobody knows how long they take.
        #expect(order.quotation?.lines.first?.deliveryDays == nil)
    }

    @Test("F01: the same request again is a repeat, and gets the same quotation again")
    func F01_sameRequestAgain_isRepeat() throws {
        let desk = try QuotationTests.desk()
        let number = try desk.receive(QuotationTests.request()).number
        try desk.decision(.approve, on: number, as: "operations")
        let again = try desk.receive(QuotationTests.request())
        #expect(again.entry?.outcome == .repeated && again.number == number)
        #expect(again.quotation == (try desk.order(number).quotation))
        // An order may have the number of the request.
        let order = try desk.receive(Samples.order("RFQ-1"))
        #expect(order.entry?.outcome == .registered && order.number == "SO-2026-000001")
    }

    // MARK: - F02

    @Test("F02: never without the signature of operations, also where no rule asks and the price is the list's")
    func F02_noRules_operationsSigns() throws {
        let desk = try TestDesk()
        let decision = try desk.receive(QuotationTests.request())
        #expect(decision.quotation == nil)
        #expect(decision.tasks.map(\.role) == ["operations"])
        #expect(try desk.decision(.approve, on: decision.number, as: "operations").quotation != nil)
    }

    @Test("F02: the approval that a rule gives for operations is no signature")
    func F02_automaticApproval_isNoSignature() throws {
        let desk = try QuotationTests.desk()
        let decision = try desk.receive(QuotationTests.request(price: 11))
        #expect(decision.quotation == nil)
        #expect(try desk.order(decision.number).askedRoles == ["operations"])
    }

    @Test("F02: operations says no: the customer is told that there is no offer, and why")
    func F02_rejected_isDeclined() throws {
        let desk = try QuotationTests.desk()
        let number = try desk.receive(QuotationTests.request()).number
        let decision = try desk.decision(.reject, on: number, as: "operations", reason: "not our business")
        let quotation = try #require(decision.quotation)
        #expect(quotation.decision == .declined && quotation.lines.isEmpty)
        #expect(quotation.reason == "We cannot make you an offer: not our business")
        #expect(decision.confirmations.isEmpty)
        #expect(decision.noticeKinds(to: "sales") == [.quotationDeclined])
    }

    // MARK: - F03 to F05

    @Test(
        "F05: a proposed price below the list: operations, sales director, general manager, and then only it goes out")
    func F05_quotationBelowList_goesToGeneralManager() throws {
        let desk = try QuotationTests.desk()
        let number = try desk.receive(QuotationTests.request(price: 9)).number
        #expect(try desk.decision(.approve, on: number, as: "operations").quotation == nil)
        #expect(try desk.decision(.approve, on: number, as: "sales-director").quotation == nil)
        let last = try desk.decision(.approve, on: number, as: "general-manager")
        #expect(last.quotation?.total == exact("45"))
    }

    @Test("F04: no price on file and none proposed: sales names one in a draft, which the sales director approves")
    func F04_noPrice_salesNamesOne() throws {
        let desk = try QuotationTests.desk()
        desk.facts.prices = []
        let asked = try desk.receive(QuotationTests.request())
        let number = asked.number
        #expect(asked.noticeKinds(to: "sales").contains(.priceNeeded))
        #expect(asked.query == nil, "the customer cannot know our price")
        #expect(try desk.order(number).status == .clarifying)

        var draft = PurchaseOrder(customerReference: number)
        draft.documentType = .requestForQuotation
        draft.lines = [OrderLine(id: "1", unitPrice: 8)]
        let answered = try desk.take(.order(draft), from: .desk(role: "sales"))
        #expect(answered.number == number)
        #expect(try desk.order(number).plan?.steps.flatMap(\.roles) == ["operations", "sales-director"])
        try desk.decision(.approve, on: number, as: "operations")
        let quotation = try #require(try desk.decision(.approve, on: number, as: "sales-director").quotation)
        #expect(quotation.lines.first?.unitPrice == 8 && quotation.lines.first?.quantity == 5)
        #expect(quotation.customerReference == "RFQ-1")
    }

    // MARK: - Drafts

    @Test("F01: sales drafts a quotation for a customer, whom it names as the buyer")
    func F01_draft_namesCustomer() throws {
        let desk = try QuotationTests.desk()
        for (index, buyer) in [Identifier(value: "acme"), Identifier(scheme: "0088", value: "4000001000005")]
            .enumerated()
        {
            let draft = QuotationTests.request("DRAFT-\(index)") { $0.buyer.identifiers = [buyer] }
            let number = try desk.take(.order(draft), from: .desk(role: "sales")).number
            let order = try desk.order(number)
            #expect(order.partner == "acme" && order.registration.draftedBy == "sales")
            let quotation = try #require(try desk.decision(.approve, on: number, as: "operations").quotation)
            #expect(quotation.buyer.identifiers == TestDesk.acme.identifiers)
        }
    }

    @Test("F01: nobody of ours orders in a customer's name, and only sales drafts", arguments: ["sales", "finance"])
    func F01_draft_isNoOrder(_ role: String) throws {
        let desk = try QuotationTests.desk()
        let draft = role == "sales" ? Samples.order() : QuotationTests.request()
        let decision = try desk.take(.order(draft), from: .desk(role: role))
        #expect(decision.codes == [.draftNotAllowed] && decision.events.isEmpty)
        let nobody = QuotationTests.request { $0.buyer.identifiers = [Identifier(value: "nobody")] }
        let unknown = try desk.take(.order(nobody), from: .desk(role: "sales"))
        #expect(unknown.codes == [.customerUnknown] && unknown.events.isEmpty)
    }

    // MARK: - F10

    @Test("F10: a quotation that went out is reported to the general manager, with who approved it and every price")
    func F10_issued_isReported() throws {
        let desk = try QuotationTests.desk()
        let number = try desk.receive(QuotationTests.request()).number
        let decision = try desk.decision(.approve, on: number, as: "operations", person: "Zhao Lei")
        let notice = try #require(decision.notice(.quotationIssued, to: "general-manager"))
        #expect(notice.details.contains(DeskNotice.Detail("approved for operations", "Zhao Lei")))
        #expect(
            notice.details.contains(DeskNotice.Detail("line 1", "P-1 Widget P-1: 5 EA at 10.00, makes 50.00")))
    }

    @Test("F10: an order at the price of a valid quotation needs no approval again, though it is below the list")
    func F10_orderAtQuotedPrice_passes() throws {
        let desk = try QuotationTests.desk { $0.quotationDays = 30 }
        let quotation = try quoted(desk)
        let line = Samples.line("1", "P-1", 5) { $0.unitPrice = nil }
        let decision = try desk.receive(Samples.order(lines: [line]) { $0.quotation = quotation })
        #expect(decision.confirmation?.lines.first?.unitPrice == 9)
        #expect(try desk.order(decision.number).lines.first?.line.quotation == quotation)
        // The same price without the quotation is below the list.
        let bare = Samples.line("1", "P-1", 5) { $0.unitPrice = 9 }
        #expect(try desk.receive(Samples.order("PO-2", lines: [bare])).confirmation == nil)
        // And a price below the quoted one was not approved with it.
        let lower = Samples.line("1", "P-1", 5) { $0.unitPrice = exact("8.99") }
        let third = try desk.receive(Samples.order("PO-3", lines: [lower]) { $0.quotation = quotation })
        #expect(third.confirmation == nil)
    }

    @Test("F10: the last day of a quotation still counts, the day after it has expired")
    func F10_expired_isFound() throws {
        let desk = try QuotationTests.desk { $0.quotationDays = 2 }
        let quotation = try quoted(desk)
        func order(_ reference: String) -> PurchaseOrder {
            Samples.order(reference, lines: [Samples.line("1", "P-1", 5) { $0.unitPrice = 9 }]) {
                $0.quotation = quotation
            }
        }
        desk.now = moment("2026-11-25T12:00:00Z")
        #expect(try desk.receive(order("PO-1")).confirmation != nil)
        desk.now = moment("2026-11-26T00:00:00Z")
        let late = try desk.receive(order("PO-2"))
        #expect(late.code(.quotationExpired)?.severity == .warning)
        #expect(late.confirmation == nil && late.tasks.map(\.role) == ["operations"])
    }

    @Test("F10: a smaller quantity, another product and another customer's quotation are not at the quoted price")
    func F10_otherConditions_areFound() throws {
        let desk = try QuotationTests.desk()
        desk.facts.products.append(Samples.product("P-2"))
        desk.facts.prices.append(Samples.price("P-2"))
        desk.facts.lots.append(Samples.lot("P-2", 100))
        desk.facts.customers.append(Samples.customer("globex"))
        let quotation = try quoted(desk)
        let few = Samples.order("PO-1", lines: [Samples.line("1", "P-1", 4)]) { $0.quotation = quotation }
        #expect(try desk.receive(few).codes.contains(.quotationDiffers))
        let other = Samples.order("PO-2", lines: [Samples.line("1", "P-2", 5)]) { $0.quotation = quotation }
        #expect(try desk.receive(other).codes.contains(.quotationDiffers))
        let foreign = Samples.order("PO-3") { $0.quotation = quotation }
        #expect(try desk.receive(foreign, from: "globex").codes.contains(.quotationUnknown))
        let unknown = Samples.order("PO-4") { $0.quotation = "QU-2026-000099" }
        #expect(try desk.receive(unknown).codes.contains(.quotationUnknown))
    }

    @Test("F01: a change of a request goes to a person")
    func F01_change_goesToPerson() throws {
        let desk = try QuotationTests.desk()
        let number = try desk.receive(QuotationTests.request()).number
        let change = try desk.receive(QuotationTests.request { $0.purpose = .change })
        #expect(change.entry?.outcome == .referred)
        #expect(try desk.order(number).changeRequests.isEmpty)
    }
}

extension Decision {
    var quotation: Quotation? {
        for case .quotation(let quotation) in documents.map(\.content) { return quotation }
        return nil
    }
}
