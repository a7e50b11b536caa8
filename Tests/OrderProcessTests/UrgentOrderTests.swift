// Urgent orders: from the request, over the hour in which they are answered, to the figures afterwards.

import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

struct UrgentOrderTests {
    /// As the default rules have it.
    private static let rule = TestRule("urgent", when: "order.urgent") {
        $0.setPriority = "urgent"
        $0.approve = [["order-management"]]
        $0.within = Deadline(1, .hours)
        $0.escalate = "general-manager"
    }

    private func opened() throws -> (desk: TestDesk, number: String, decision: Decision) {
        let desk = try TestDesk(rules: [UrgentOrderTests.rule])
        let order = Samples.order(lines: [Samples.line("1", "P-1", 5)]) {
            $0.urgency = .urgent
            $0.requestedDeliveryDate = day("2026-11-24")
        }
        let decision = try desk.receive(order)
        return (desk, decision.number, decision)
    }

    private func taken() throws -> (desk: TestDesk, number: String, decision: Decision) {
        let (desk, number, _) = try opened()
        desk.now = moment("2026-11-23T09:30:00Z")
        let decision = try desk.decision(
            .approve, on: number, as: "order-management", reason: "there is room on line 2")
        return (desk, number, decision)
    }

    @Test("A08, H01: an urgent order comes with its form: urgency, quantity, date, customer")
    func form() throws {
        let (_, _, decision) = try opened()
        let form = try #require(decision.notice(.urgentOrderRequest, to: "production"))
        let details = Dictionary(form.details.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        #expect(details["urgency"] == "urgent")
        #expect(details["asked for"] == "2026-11-24")
        #expect(details["customer"] == "Acme Ltd")
        #expect(details["line 1"] == "5 EA P-1 Widget P-1")
    }

    @Test("H02: production and logistics get it at the same time as whoever decides")
    func together() throws {
        let (_, _, decision) = try opened()
        #expect(decision.tasks.map(\.role) == ["order-management"])
        #expect(decision.noticeKinds(to: "production") == [.urgentOrderRequest])
        #expect(decision.noticeKinds(to: "logistics") == [.urgentOrderRequest])
    }

    @Test("H03: it is answered within one hour of clock time, or the general manager decides")
    func oneHour() throws {
        let (desk, number, decision) = try opened()
        #expect(decision.tasks.first?.due == moment("2026-11-23T10:00:00Z"))
        #expect(
            try desk.wait(until: "2026-11-23T09:45:00Z").flatMap { $0.noticeKinds(to: "order-management") } == [
                .reminder
            ])
        let late = try desk.wait(until: "2026-11-23T10:00:00Z")
        #expect(late.flatMap(\.tasks).map(\.role) == ["general-manager"])
        #expect(try desk.decision(.approve, on: number, as: "general-manager").confirmation != nil)
    }

    @Test("H03: the hour runs on a holiday too")
    func clockTime() throws {
        let desk = try TestDesk(rules: [UrgentOrderTests.rule])
        desk.now = moment("2026-11-28T22:30:00Z")
        let decision = try desk.receive(Samples.order { $0.urgency = .urgent })
        #expect(decision.tasks.first?.due == moment("2026-11-28T23:30:00Z"))
    }

    @Test("H04, H14, H15: whoever decides weighs capacity; production is asked for room by moving or adding to it")
    func capacity() throws {
        let (desk, number, decision) = try opened()
        let asked = try #require(decision.notice(.urgentOrderRequest, to: "production"))
        #expect(asked.text.contains("room in production") && asked.text.contains("deliver in time"))
        let taken = try desk.decision(.approve, on: number, as: "order-management") { $0.workingDays = 2 }
        // What production needs moves the date, and sales is told to agree on the new one (H15).
        #expect(taken.noticeKinds(to: "sales").contains(.clarification))
    }

    @Test("H06, H07, H08, H16, E10: when it is taken, those concerned are one group, each with what it has to do")
    func group() throws {
        let (_, _, decision) = try taken()
        for role in ["order-management", "sales", "production", "logistics", "warehouse"] {
            #expect(decision.noticeKinds(to: role).contains(.urgentOrderAccepted), "\(role)")
        }
        let notice = try #require(decision.notice(.urgentOrderAccepted, to: "production"))
        let details = Dictionary(notice.details.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        #expect(details["production"]?.contains("start at once") == true)
        #expect(details["logistics"]?.contains("vehicle") == true)
        #expect(details["longer hours"]?.contains("safety") == true)
    }

    @Test("H05: every two hours sales and production say how it stands, until it is delivered")
    func progress() throws {
        let (desk, number, _) = try taken()
        let first = try desk.wait(until: "2026-11-23T11:30:00Z")
        #expect(first.flatMap { $0.noticeKinds(to: "sales") } == [.progressRequest])
        #expect(first.flatMap { $0.noticeKinds(to: "production") } == [.progressRequest])
        let report = ProgressReport(orderNumber: number, role: "", person: "Bo", text: "half of it is made")
        let told = try desk.take(.progressReport(report), from: .desk(role: "production"))
        #expect(told.noticeKinds(to: "order-management") == [.progress])
        // Sales has said nothing.
        let second = try desk.wait(until: "2026-11-23T13:30:00Z")
        let missing = second.compactMap { $0.notice(.overdue, to: "order-management") }.first
        #expect(missing?.text.contains("sales did not say") == true)
        #expect(try desk.order(number).progressRequests == 2)

        try desk.dispatch("\(number)-S1")
        try desk.deliver("\(number)-S1")
        let after = try desk.wait(until: "2026-11-24T13:30:00Z")
        #expect(after.allSatisfy { decision in !decision.documents.contains { $0.stem.contains("progress-request") } })
        #expect(try desk.take(.progressReport(report), from: .desk(role: "sales")).codes == [.answerNotAsked])
    }

    @Test("H05: a report without a person or a text is none")
    func emptyReport() throws {
        let (desk, number, _) = try taken()
        let report = ProgressReport(orderNumber: number, role: "", person: " ", text: "x")
        #expect(try desk.take(.progressReport(report), from: .desk(role: "sales")).codes == [.decisionIncomplete])
        let unknown = ProgressReport(orderNumber: "SO-9", role: "", person: "Bo", text: "x")
        #expect(try desk.take(.progressReport(unknown), from: .desk(role: "sales")).codes == [.orderUnknown])
    }

    @Test("H09: an urgent order that must be taken is told to all who are concerned at once")
    func mustTake() throws {
        let must = TestRule("must", when: "order.urgent && customer.isKey") {
            $0.notify = ["production", "logistics", "warehouse", "purchasing"]
        }
        let desk = try TestDesk(rules: [UrgentOrderTests.rule, must])
        desk.facts.customers = [Samples.customer { $0.isKeyCustomer = true }]
        let decision = try desk.receive(Samples.order { $0.urgency = .urgent })
        for role in ["production", "logistics", "warehouse", "purchasing"] {
            #expect(decision.noticeKinds(to: role).contains(.specialCase), "\(role)")
        }
    }

    @Test("H10: a refusal is explained to sales with how production stands")
    func refused() throws {
        let (desk, number, _) = try opened()
        let decision = try desk.decision(
            .reject, on: number, as: "order-management", reason: "both lines are full until Friday")
        let notice = try #require(decision.notice(.urgentOrderRefused, to: "sales"))
        #expect(notice.text.contains("both lines are full until Friday"))
        #expect(decision.confirmation?.decision == .rejected)
    }

    @Test("H11: what was decided, by whom and when is kept as minutes")
    func minutes() throws {
        let (_, _, decision) = try taken()
        let minutes = try #require(decision.notice(.minutes, to: "order-management"))
        let details = Dictionary(minutes.details.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        #expect(details["received"] == "2026-11-23 09:00")
        #expect(details["answered"] == "2026-11-23 09:30")
        #expect(details["order-management"] == "yes, Kim: there is room on line 2")
    }

    @Test("H12, H13: after the delivery sales asks the customer, and the superior gets the figures to learn from")
    func afterwards() throws {
        let (desk, number, _) = try taken()
        try desk.wait(until: "2026-11-23T11:30:00Z")
        try desk.dispatch("\(number)-S1")
        let delivered = try desk.deliver("\(number)-S1")
        #expect(delivered.noticeKinds(to: "sales").contains(.satisfactionCheck))
        let figures = try #require(delivered.notice(.postMortem, to: "order-management"))
        let details = Dictionary(figures.details.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        #expect(details["answered"] == "2026-11-23 09:30, after 30 minutes")
        #expect(details["progress"] == "1 times asked for, 0 reports")
    }

    @Test("A normal order has none of all this")
    func normal() throws {
        let desk = try TestDesk(rules: [TestRule("look", when: "true") { $0.approve = [["sales"]] }])
        let number = try desk.receive(Samples.order()).number
        try desk.decision(.approve, on: number, as: "sales")
        let words = ["urgent", "progress", "minutes"]
        #expect(!desk.documents.contains { document in words.contains { document.stem.contains($0) } })
        let report = ProgressReport(orderNumber: number, role: "", person: "Bo", text: "x")
        #expect(try desk.take(.progressReport(report), from: .desk(role: "sales")).codes == [.answerNotAsked])
    }
}
