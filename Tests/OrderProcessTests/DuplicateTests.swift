// The duplicate rule: the same order again, another order under the same number, changes and cancellations.

import OrderModel
import OrderProcess
import ReviewRules
import TestKit
import Testing

struct DuplicateTests {
    @Test("the same order again gets the same number and the same confirmation again")
    func repeated() throws {
        let desk = try TestDesk()
        let first = try desk.receive(Samples.order())
        let again = try desk.receive(Samples.order())
        #expect(again.entry?.outcome == .repeated)
        #expect(again.number == first.number)
        #expect(again.confirmation == first.confirmation)
        #expect(again.names(to: "acme") == ["confirmation-\(first.number)-repeat-20261123-2"])
        #expect(desk.facts.numbers.count == 1)
    }

    @Test("the same order three times in one file: each repeat has a document of its own")
    func repeatedInOneFile() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order()).number
        try desk.decide(.repeatedOrder(number: number, intake: "file"))
        let again = try desk.decide(.repeatedOrder(number: number, intake: "file"))
        #expect(again.names(to: "acme") == ["confirmation-\(number)-repeat-file-2"])
    }

    @Test(
        "the same order with another layout (places, white space, the order of lines, the mark of a copy) is the same")
    func layout() throws {
        let desk = try TestDesk()
        let lines = [Samples.line("1"), Samples.line("2")]
        let number = try desk.receive(Samples.order(lines: lines)).number
        let again = Samples.order(lines: lines.reversed()) { order in
            order.place = Place(line: 7)
            order.lines[0].place = Place(line: 9)
            order.currency = " CNY "
            order.note = " "
            order.purpose = .copy
        }
        #expect(try desk.receive(again).entry?.outcome == .repeated)
        #expect(try desk.receive(again).number == number)
    }

    @Test("the same number with other content goes to a person; nothing is entered, nothing is dropped")
    func conflict() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order()).number
        let other = try desk.receive(Samples.order(lines: [Samples.line("1", "P-1", 6)]))
        #expect(other.entry?.outcome == .referred)
        #expect(other.number == number)
        #expect(other.codes == [.orderNumberReused])
        #expect(other.noticeKinds(to: "customer-service") == [.conflict])
        #expect(desk.facts.numbers == [number])
        #expect(try desk.order(number).lines.first?.line.quantity == 5)
        // Again and again: each one is answered.
        #expect(try desk.receive(Samples.order(lines: [Samples.line("1", "P-1", 6)])).entry?.outcome == .referred)
    }

    @Test("another partner's order under the same number is another order")
    func otherPartner() throws {
        let desk = try TestDesk()
        desk.facts.customers.append(Samples.customer("globex") { $0.identifiers = [] })
        let first = try desk.receive(Samples.order()).number
        let second = try desk.receive(Samples.order(), from: "globex")
        #expect(second.entry?.outcome == .registered)
        #expect(second.number != first)
    }

    @Test(
        "changes and cancellations of orders that we do not know go to a person",
        arguments: [OrderPurpose.change, .cancellation])
    func changes(_ purpose: OrderPurpose) throws {
        let desk = try TestDesk()
        let unknown = try desk.receive(Samples.order("PO-77") { $0.purpose = purpose })
        #expect(unknown.entry?.outcome == .referred)
        #expect(unknown.events.isEmpty)
        #expect(unknown.noticeKinds(to: "customer-service") == [.conflict])
    }

    @Test("a copy of an order that never came goes to a person")
    func copyOfNothing() throws {
        let desk = try TestDesk()
        #expect(try desk.receive(Samples.order { $0.purpose = .copy }).entry?.outcome == .referred)
        #expect(desk.facts.numbers.isEmpty)
    }

    @Test("B13: a corrected order takes the place of the incomplete one, under the same number")
    func corrected() throws {
        let desk = try TestDesk()
        let wrong = Samples.order(lines: [Samples.line("1", "P-9")])
        let first = try desk.receive(wrong)
        #expect(first.entry?.outcome == .questioned)
        let second = try desk.receive(Samples.order())
        #expect(second.entry?.outcome == .registered)
        #expect(second.number == first.number)
        #expect(second.confirmation?.decision == .accepted)
        // The first content again is no other order either.
        #expect(try desk.receive(wrong).entry?.outcome == .repeated)
    }

    @Test("an open question is put again when the order comes again")
    func repeatedQuestion() throws {
        let desk = try TestDesk()
        let order = Samples.order(lines: [Samples.line("1", "P-9")])
        let first = try desk.receive(order)
        let again = try desk.receive(order)
        #expect(again.entry?.outcome == .repeated)
        #expect(again.query?.questions == first.query?.questions)
        #expect(again.names(to: "acme") == ["query-\(first.number)-1-repeat-20261123-2"])
    }

    @Test("a refusal is given again when the order comes again")
    func repeatedRefusal() throws {
        let desk = try TestDesk(rules: [TestRule("never", when: "true") { $0.reject = "we do not sell this" }])
        let first = try desk.receive(Samples.order())
        desk.now = moment("2026-11-30T09:00:00Z")
        let again = try desk.receive(Samples.order())
        #expect(first.confirmation?.decision == .rejected)
        #expect(again.confirmation == first.confirmation)
    }
}
