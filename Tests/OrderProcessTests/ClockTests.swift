// The desk's clocks: who is reminded when, who decides when somebody does not, and what the customer hears.

import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

struct ClockTests {
    private static let look = TestRule("look", when: "true") {
        $0.approve = [["operations"]]
        $0.within = Deadline(2, .workingDays)
    }

    /// An order that waits for operations since Monday, 9 o'clock.
    private func opened(
        _ rule: TestRule = look, change: (inout DeskSettings) -> Void = { _ in }
    ) throws -> (desk: TestDesk, number: String) {
        let desk = try TestDesk(rules: [rule], change: change)
        return (desk, try desk.receive(Samples.order()).number)
    }

    private func kinds(_ decisions: [Decision], to role: String) -> [DeskNotice.Kind] {
        decisions.flatMap { $0.noticeKinds(to: role) }
    }

    // MARK: Reviews

    @Test("E11, A12: a role is reminded when three quarters of its time are over, and only once before the end")
    func reminded() throws {
        let (desk, number) = try opened()
        #expect(try desk.wait(until: "2026-11-24T20:59:59Z").isEmpty)
        #expect(kinds(try desk.wait(until: "2026-11-24T21:00:00Z"), to: "operations") == [.reminder])
        #expect(try desk.wait(until: "2026-11-25T08:59:59Z").isEmpty)
        #expect(try desk.order(number).askedRoles == ["operations"])
    }

    @Test("B16, E11: when the time is over the role hears it, and the superior decides in its place")
    func escalated() throws {
        let (desk, number) = try opened()
        let late = try desk.wait(until: "2026-11-25T09:00:00Z").filter { !$0.tasks.isEmpty }
        #expect(kinds(late, to: "operations") == [.overdue])
        #expect(late.flatMap(\.tasks).map(\.role) == ["order-management"])
        let taken = try desk.decision(.approve, on: number, as: "order-management", person: "Bo")
        #expect(taken.confirmation != nil)
        #expect(try desk.order(number).approvals.last?.delegate == "order-management")
    }

    @Test("The role itself may still decide after its time; the first decision counts")
    func stillOwn() throws {
        let (desk, number) = try opened()
        try desk.wait(until: "2026-11-25T10:00:00Z")
        #expect(try desk.decision(.approve, on: number, as: "operations").confirmation != nil)
        #expect(try desk.decision(.approve, on: number, as: "order-management").codes == [.roleNotAsked])
    }

    @Test("H03: a rule names who decides after its time, and then the desk's ladder goes on upwards")
    func ladder() throws {
        let rule = TestRule("look", when: "true") {
            $0.approve = [["operations"]]
            $0.within = Deadline(1, .hours)
            $0.escalate = "sales-director"
        }
        let (desk, number) = try opened(rule) {
            $0.clocks.ladder = ["sales-director": "general-manager", "operations": "finance"]
        }
        let first = try desk.wait(until: "2026-11-23T10:00:00Z").flatMap(\.tasks).map(\.role)
        #expect(first == ["sales-director"])
        let second = try desk.wait(until: "2026-11-23T11:00:00Z").flatMap(\.tasks).map(\.role)
        #expect(second == ["general-manager"])
        // Above the general manager is nobody but the superior of the desk, and above that nobody.
        let third = try desk.wait(until: "2026-11-23T13:00:00Z").flatMap(\.tasks).map(\.role)
        #expect(third == ["order-management"])
        #expect(try desk.decision(.approve, on: number, as: "general-manager").confirmation != nil)
    }

    @Test("A role that decides already is not asked a second time when the time is over")
    func delegatedBefore() throws {
        let (desk, number) = try opened()
        try desk.decision(.delegate, on: number, as: "operations", reason: "on leave") { $0.to = "order-management" }
        #expect(try desk.wait(until: "2026-11-30T09:00:00Z").allSatisfy(\.tasks.isEmpty))
        #expect(try desk.decision(.approve, on: number, as: "order-management").confirmation != nil)
    }

    @Test("Reminders come to an end, and a decided order rings no more")
    func ends() throws {
        let (desk, number) = try opened()
        let rung = try desk.wait(until: "2027-01-31T09:00:00Z")
        #expect(kinds(rung, to: "operations").count == 1 + Limits.remindersWhenLate)
        try desk.decision(.approve, on: number, as: "operations")
        #expect(try kinds(desk.wait(until: "2027-06-30T09:00:00Z"), to: "operations").isEmpty)
    }

    @Test("A clock that rang in time for another round rings again when this one is due")
    func rounds() throws {
        let (desk, number) = try opened()
        try desk.wait(until: "2026-11-24T09:00:00Z")
        try desk.decision(.ask, on: number, as: "operations", reason: "which colour?")
        #expect(try desk.wait(until: "2026-11-25T09:00:00Z").flatMap { $0.noticeKinds(to: "operations") }.isEmpty)
        try desk.decision(.approve, on: number, as: "customer-service", reason: "blue, by telephone")
        #expect(try desk.order(number).askedRoles == ["operations"])
        #expect(kinds(try desk.wait(until: "2026-11-26T21:00:00Z"), to: "operations") == [.reminder])
        #expect(kinds(try desk.wait(until: "2026-11-27T09:00:00Z"), to: "operations") == [.overdue])
    }

    @Test("E05: working days are those of the calendar, with holidays and make-up days")
    func calendar() throws {
        let (desk, number) = try opened {
            // Thursday and Friday are holidays, Saturday is worked.
            $0.calendar = WorkingCalendar(
                holidays: [day("2026-11-24"), day("2026-11-25"), day("2026-11-26"), day("2026-11-27")],
                makeUpWorkingDays: [day("2026-11-28")])
        }
        #expect(try desk.order(number).plan?.due == moment("2026-11-30T09:00:00Z"))
    }

    // MARK: Questions

    @Test("B13: a customer is reminded of a question, and when their time is over customer service hears of it")
    func question() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order { $0.deliverTo = PostalAddress(street: "Only Street 1") }).number
        #expect(try desk.order(number).status == .clarifying)
        let reminder = try #require(try desk.wait(until: "2026-11-25T15:00:00Z").compactMap(\.query).first)
        #expect(reminder.howToAnswer.hasPrefix("We are still waiting for your answer."))
        #expect(reminder.questions == (try desk.order(number).openQuestions))
        let late = try desk.wait(until: "2026-11-26T09:00:00Z")
        #expect(kinds(late, to: "customer-service") == [.overdue])
        #expect(late.compactMap(\.query).count == 1)
        try desk.receive(Samples.order())
        #expect(try desk.order(number).confirmation != nil)
        #expect(try desk.wait(until: "2027-03-01T09:00:00Z").allSatisfy { $0.query == nil })
    }

    // MARK: Handling

    @Test("E05, E06: an order that is not answered in two working days: the customer hears until when it takes")
    func delay() throws {
        let rule = TestRule("look", when: "true") { $0.approve = [["operations"]] }
        let (desk, number) = try opened(rule)
        #expect(try desk.wait(until: "2026-11-25T08:59:59Z").isEmpty)
        let late = try #require(try desk.wait(until: "2026-11-25T09:00:00Z").first)
        let notice = try #require(
            late.documents.compactMap { if case .delayNotice(let notice) = $0.content { notice } else { nil } }.first)
        #expect(notice.answerBy == CalendarDate("2026-11-27"))
        #expect(notice.reason.contains("2026-11-27"))
        #expect(late.noticeKinds(to: "order-management") == [.overdue])
        #expect(late.noticeKinds(to: "customer-service") == [.overdue])
        #expect(try desk.order(number).delays == [moment("2026-11-27T09:00:00Z")])
    }

    @Test("E05: the time depends on the class of the order, and is not counted while the customer is asked")
    func classes() throws {
        let desk = try TestDesk { $0.clocks.handling = [.complaint: Deadline(4, .hours)] }
        let complaint = try desk.receive(Samples.order { $0.orderClass = .complaint }).number
        let unclear = try desk.receive(Samples.order("PO-2") { $0.deliverTo = PostalAddress(street: "Only Street 1") })
            .number
        try desk.wait(until: "2026-11-23T13:00:00Z")
        #expect(try desk.order(complaint).delays.count == 1)
        try desk.wait(until: "2026-11-25T09:00:00Z")
        #expect(try desk.order(unclear).delays.isEmpty)
    }

    @Test("E05: most orders are answered at once, and no clock of the answer runs for them")
    func noClock() throws {
        let desk = try TestDesk()
        let decision = try desk.receive(Samples.order())
        #expect(decision.confirmation != nil && decision.timers.map(\.timer.kind) == [.transport])
    }

    @Test("E07: complaints and after-sales orders come before sales orders of the same day, and are registered")
    func complaintsFirst() throws {
        let desk = try TestDesk()
        for orderClass in [OrderClass.complaint, .afterSales] {
            let number = try desk.receive(Samples.order(orderClass.rawValue) { $0.orderClass = orderClass }).number
            #expect(try desk.order(number).priority == .important)
        }
        let sales = try desk.receive(Samples.order()).number
        #expect(try desk.order(sales).priority == .normal)
    }
}
