// Registration: every order gets a number at once, the right people are told, nobody orders as somebody else.

import OrderModel
import OrderProcess
import TestKit
import Testing

struct RegistrationTests {
    @Test("C01, C12, C13, C14: an order gets a number from the format, and its journal begins with what was ordered")
    func number() throws {
        let desk = try TestDesk()
        let order = Samples.order()
        let decision = try desk.receive(order)
        #expect(decision.number == "SO-2026-000001")
        #expect(decision.entry?.outcome == .registered)
        guard case .registered(let registration) = desk.events("SO-2026-000001").first else {
            Issue.record("the journal does not begin with the registration")
            return
        }
        #expect(registration.order == order)
        #expect(registration.intake == "20261123-1")
        #expect(try desk.receive(Samples.order("PO-2")).number == "SO-2026-000002")
    }

    @Test("C01: the counter starts again with each new date part of the format")
    func counters() throws {
        let desk = try TestDesk { $0.orderNumberFormat = "{yyyy}{mm}{dd}-{n}" }
        #expect(try desk.receive(Samples.order("PO-1")).number == "20261123-1")
        #expect(try desk.receive(Samples.order("PO-2")).number == "20261123-2")
        desk.now = moment("2026-11-24T09:00:00Z")
        #expect(try desk.receive(Samples.order("PO-3")).number == "20261124-1")
    }

    @Test("C01: the number follows the desk's own calendar date, not that of UTC")
    func zone() throws {
        let desk = try TestDesk { settings in
            settings.orderNumberFormat = "{dd}-{n:3}"
            settings.calendar = WorkingCalendar(offsetSeconds: 8 * 3600)
        }
        desk.now = moment("2026-11-23T20:00:00Z")
        #expect(try desk.receive(Samples.order()).number == "24-001")
    }

    @Test(
        "C01: a number format that cannot give file names and unique numbers is refused with what to write",
        arguments: ["SO", "SO-{n}-{n}", "SO/{n}", "SO-{yy}-{n}", "SO-{n:x}", "SO-{n", "订单{n}", "SO {n}"])
    func badFormats(_ format: String) {
        #expect(throws: OrderNumberFormat.Problem.self) { try OrderNumberFormat(format) }
    }

    @Test("A01, A02, A03, B01, C03, C05, C06, C07, C08: document type, form, class, channel and contents are kept")
    func kept() throws {
        let desk = try TestDesk()
        let order = Samples.order { order in
            order.documentType = .salesContract
            order.form = .paper
            order.paymentMeans = "bank transfer"
            order.requestedDeliveryDate = day("2026-12-24")
            order.transportMode = "road"
            order.attestation = Attestation(kind: .stamp, by: "Acme Ltd")
            order.note = "handle with care"
        }
        let number = try desk.receive(order, by: .fax).number
        let record = try desk.order(number)
        #expect(record.registration.channel == .fax)
        #expect(record.order.documentType == .salesContract)
        #expect(record.order.form == .paper)
        #expect(record.order.orderClass == .sales)
        #expect(record.order.paymentMeans == "bank transfer")
        #expect(record.registration.order == order)
    }

    @Test(
        "B01, B02, B03, B05, B06: every channel ends in the same register",
        arguments: [OrderChannel.fax, .email, .phone, .web, .shop, .edi])
    func channels(_ channel: OrderChannel) throws {
        let desk = try TestDesk()
        let order = Samples.order { order in
            order.attestation = Attestation(kind: .signature)
            order.verbalRecord =
                channel == .phone ? VerbalRecord(recordedBy: "Mei", confirmedByCustomer: "Ann Buyer") : nil
        }
        let decision = try desk.receive(order, by: channel)
        #expect(decision.entry?.outcome == .registered)
        #expect(try desk.order(decision.number).registration.channel == channel)
    }

    @Test(
        "B04, B09, B10, B11, B17: customer service is told of a registered order at once, and the receipt carries its number"
    )
    func told() throws {
        let decision = try TestDesk().receive(Samples.order())
        #expect(decision.noticeKinds(to: "customer-service").first == .orderRegistered)
        #expect(decision.notice(.orderRegistered, to: "customer-service")?.orderNumber == decision.number)
        #expect(decision.entry?.orderNumber == decision.number)
        #expect(decision.entry?.customerReference == "PO-1")
    }

    @Test("A08, E01: an order that the customer marks as urgent comes first")
    func urgent() throws {
        let desk = try TestDesk()
        let number = try desk.receive(Samples.order { $0.urgency = .urgent }).number
        #expect(try desk.order(number).priority == .urgent)
    }

    @Test("A05, B15: a key customer's order is important and is reported to the superior, once")
    func important() throws {
        let desk = try TestDesk()
        desk.facts.customers = [Samples.customer { $0.isKeyCustomer = true }]
        let decision = try desk.receive(Samples.order())
        #expect(try desk.order(decision.number).priority == .important)
        #expect(decision.noticeKinds(to: "order-management") == [.importantOrder])
    }

    @Test("A05: an ordinary order of an ordinary customer is reported to nobody above")
    func ordinary() throws {
        let decision = try TestDesk().receive(Samples.order())
        #expect(decision.noticeKinds(to: "order-management").isEmpty)
    }

    @Test("B16: orders for service and complaints are registered and reported, and go to people, not to the warehouse")
    func otherClasses() throws {
        let desk = try TestDesk()
        let decision = try desk.receive(Samples.order { $0.orderClass = .complaint })
        #expect(decision.entry?.outcome == .registered)
        #expect(decision.noticeKinds(to: "order-management") == [.specialCase, .importantOrder])
        #expect(decision.allocationPlan == nil)
        #expect(try desk.order(decision.number).status == .received)
    }

    @Test("B14: an order that names somebody else as its buyer is refused and not entered")
    func stranger() throws {
        let desk = try TestDesk()
        let order = Samples.order { $0.buyer = Party(identifiers: [Identifier(scheme: "GLN", value: "4999999000009")]) }
        let decision = try desk.receive(order)
        #expect(decision.entry?.outcome == .refused)
        #expect(decision.codes == [.senderMismatch])
        #expect(decision.events.isEmpty && decision.documents.isEmpty)
        #expect(desk.facts.numbers.isEmpty)
    }

    @Test("B14: the same number is recognised under another name of its register, and not under another register")
    func registers() throws {
        func order(_ reference: String, _ scheme: String) -> PurchaseOrder {
            Samples.order(reference) {
                $0.buyer = Party(identifiers: [Identifier(scheme: scheme, value: " 4000001000005 ")])
            }
        }
        let desk = try TestDesk()
        #expect(try desk.receive(order("PO-1", "0088")).entry?.outcome == .registered)
        #expect(try desk.receive(order("PO-2", "their own")).entry?.outcome == .registered)
        #expect(try desk.receive(order("PO-3", "DUNS")).entry?.outcome == .refused)
    }

    @Test("B14: an order through the folder of nobody that we know is refused")
    func nobody() throws {
        let decision = try TestDesk().receive(Samples.order(), from: "initech")
        #expect(decision.codes == [.customerUnknown])
        #expect(decision.entry?.outcome == .refused)
    }

    @Test("C10: an order without a number of the customer's is refused: nobody could answer it")
    func noReference() throws {
        let decision = try TestDesk().receive(Samples.order(" "))
        #expect(decision.codes == [.orderNumberMissing])
        #expect(decision.entry?.outcome == .refused)
    }
}
