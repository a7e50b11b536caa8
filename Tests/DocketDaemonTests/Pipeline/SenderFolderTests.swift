// The folder says who speaks, and who is answered.

import OrderModel
import OrderSpool
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct SenderFolderTests {
    @Test(
        "The folder of every sender reads back as that sender",
        arguments: OrderChannel.allCases.map { Sender.partner(id: "acme", channel: $0) } + [
            .desk(role: "finance"), .carrier(id: "loopback"),
        ])
    func roundTrip(_ sender: Sender) {
        #expect(Sender(folder: sender.folder) == sender)
    }

    @Test(
        "What is nobody's folder is nobody",
        arguments: [
            "", "acme", "/", "acme/", "/edi", "acme/edi/", "acme/edi/x", "acme/telex", "desk", "desk/", "carriers/",
        ])
    func nobody(_ folder: String) {
        #expect(Sender(folder: folder) == nil)
    }

    @Test("A partner is one sender through all his channels; a role and a carrier are not partners")
    func identity() {
        let partner = Sender.partner(id: "acme", channel: .fax)
        #expect(partner.senderID == "acme" && partner.partner == "acme" && partner.recipient == .partner("acme"))
        let role = Sender.desk(role: "finance")
        #expect(role.senderID == "desk/finance" && role.partner == nil && role.recipient == .desk(role: "finance"))
        let carrier = Sender.carrier(id: "loopback")
        #expect(carrier.senderID == "carriers/loopback" && carrier.recipient == .carrier("loopback"))
    }

    @Test("The register has an inbox per channel, role and carrier, with the partner's own rules for waiting")
    func register() throws {
        var acme = PipelineDesk.acme
        acme.quietPeriodSeconds = 7
        acme.requiresDoneMarker = true
        let layout = SpoolLayout(root: try #require(SpoolPath("/desk")))
        let register = try InboxRegister(
            layout: layout, partners: [acme], roles: ["finance"], carriers: ["loopback"])
        #expect(
            register.inboxes.map(\.folder.id) == ["acme/edi", "acme/email", "desk/finance", "carriers/loopback"])
        #expect(register.outboxes.map(\.id) == ["acme", "desk/finance", "carriers/loopback"])
        let inbox = try #require(register.inbox("acme/email"))
        #expect(inbox.quietNanoseconds == 7_000_000_000 && inbox.requiresMarker && inbox.profile == acme)
        #expect(register.inbox("desk/finance")?.quietNanoseconds == 1_000_000_000)
        #expect(register.inbox("globex/edi") == nil)
    }
}
