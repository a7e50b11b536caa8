// Carriers: what they hear, how often, in which order, and what is kept while they do not listen.

import Foundation
import TestKit
import Testing

@Suite("Carriers", .timeLimit(.minutes(5))) struct CarrierTests {
    @Test("O09, O11, O10: the carrier hears signed notices, and its tracking number reaches the customer")
    func signedAndTracked() async throws {
        try await withDesk { desk in
            try await withCarrier(in: desk.root) { carrier in
                try Carrier.configure(desk, url: "http://127.0.0.1:\(carrier.port)/notices")
                try Shop.stockUp(desk)
                try await desk.running { daemon in
                    try await daemon.isStockedUp()
                    let number = try await daemon.order(Shop.csv("TRACK-1"), as: "track.csv")
                    try await daemon.dispatch("\(number)-S1")
                    let name = try await daemon.document("shipping-notice-\(number)-S1", in: "acme")
                    let notice = try #require(RawFiles.text("\(desk.outbox("acme"))/\(name)"))
                    #expect(notice.contains("\"trackingNumber\": \"LB-"), "\(notice)")
                    try await tells(["shipment.requested", "shipment.dispatched"], of: "\(number)-S1", carrier, daemon)
                }
            }
        }
    }

    @Test("A carrier with another key refuses our notices: they are kept, and the refusal is visible")
    func otherKey() async throws {
        try await withDesk { desk in
            try await withCarrier(in: desk.root) { carrier in
                let other = "whsec_" + Data("this is not the key it expects..".utf8).base64EncodedString()
                try Carrier.configure(
                    desk, url: "http://127.0.0.1:\(carrier.port)/notices", schedule: "[0 s, 1 hour]", secret: other)
                try Shop.stockUp(desk)
                try await desk.running { daemon in
                    try await daemon.isStockedUp()
                    let number = try await daemon.order(Shop.csv("KEY-1"), as: "key.csv")
                    let notice = try await daemon.waited(for: "a refused notice") {
                        try await desk.notices("--open", "--order", number).first { $0.attempts > 0 }
                    }
                    #expect(notice.lastStatus == 401)
                    #expect(try carrier.heard().isEmpty, "what is signed wrongly is not accepted")
                    #expect(try await desk.order(number).status == "dispatching", "the order goes on")
                }
            }
        }
    }

    @Test("A notice that fails is sent again under the same id, and those of one shipment stay in their order")
    func sameIdInOrder() async throws {
        try await withDesk { desk in
            try await withCarrier(in: desk.root) { carrier in
                // The first two attempts of each id fail, so a new id for each attempt would never get through.
                try Carrier.configure(
                    desk, url: "http://127.0.0.1:\(carrier.port)/flaky/2", schedule: "[0 s, 100 ms, 100 ms, 100 ms]")
                try Shop.stockUp(desk)
                try await desk.running { daemon in
                    try await daemon.isStockedUp()
                    let number = try await daemon.order(Shop.csv("FLAKY-1"), as: "flaky.csv")
                    try await daemon.dispatch("\(number)-S1")
                    try await tells(["shipment.requested", "shipment.dispatched"], of: "\(number)-S1", carrier, daemon)
                    let notices = try await daemon.waited(for: "both notices to be marked as delivered") {
                        let notices = try await desk.notices("--order", number)
                        return notices.allSatisfy { $0.state == "delivered" } ? notices : nil
                    }
                    #expect(notices.map(\.attempts) == [3, 3])
                    #expect(Set(notices.map(\.id)).count == 2)
                    #expect(try Set(carrier.heard().map(\.id)) == Set(notices.map(\.id)))
                }
            }
        }
    }

    @Test("A daemon that dies while it tells the carrier tells it again under the same id")
    func killedWhileTelling() async throws {
        try await withDesk { desk in
            try await withCarrier(in: desk.root) { carrier in
                try Carrier.configure(desk, url: "http://127.0.0.1:\(carrier.port)/slow/1500")
                let file = "\(desk.etc)/carriers/courier.yaml"
                try RawFiles.write("timeout: 4 s\nconnect-timeout: 1 s\n" + (RawFiles.text(file) ?? ""), to: file)
                try Shop.stockUp(desk)
                let number = try await desk.runningUntilKilled { daemon in
                    try await daemon.isStockedUp()
                    let number = try await daemon.order(Shop.csv("DIES-1"), as: "dies.csv")
                    _ = try await daemon.waited(for: "a connection to the carrier") {
                        Connections.isEstablished(to: carrier.port) ? true : nil
                    }
                    return number
                }
                try await desk.running { daemon in
                    let heard = try await daemon.waited(for: "the notice") {
                        try carrier.heard().last { $0.shipment == "\(number)-S1" }
                    }
                    #expect(heard.id == "msg_\(number)-S1_requested")
                    _ = try await daemon.waited(for: "the notice to be marked as delivered") {
                        try await desk.notices("--order", number).first { $0.state == "delivered" }
                    }
                    #expect(try Set(carrier.heard().map(\.id)).count == 1, "the same id each time")
                }
            }
        }
    }

    @Test(
        "While the carrier is away its notices are kept and shown; once it is back, `deliveries retry` sends them"
    )
    func downThenUp() async throws {
        try await withDesk { desk in
            let port = try freePort()
            try Carrier.configure(desk, url: "http://127.0.0.1:\(port)/notices", schedule: "[0 s, 2 hours]")
            try Shop.stockUp(desk)
            let number = try await desk.running { daemon in
                try await daemon.isStockedUp()
                let number = try await daemon.order(Shop.csv("AWAY-1"), as: "away.csv")
                let notice = try await daemon.waited(for: "a failed attempt") {
                    try await desk.notices("--open").first { $0.attempts == 1 }
                }
                #expect(notice.state == "pending" && notice.order == number && notice.due != nil)
                #expect(notice.note?.isEmpty == false, "it says why it did not get through")
                let table = try await desk.docket("deliveries", "list", "--open")
                #expect(table.output.contains(notice.id) && table.output.contains("courier"), "\(table.output)")
                let others = try await desk.docket("deliveries", "list", "--carrier", "nobody")
                #expect(others.output == "There are no such notices.\n")
                let given = try await desk.docket("deliveries", "list", "--state", "exhausted", "--state", "delivered")
                #expect(given.output == "There are no such notices.\n")
                let page = try await desk.docket("deliveries", "show", notice.id)
                #expect(page.output.contains("\"type\": \"shipment.requested\""), "\(page.output)")
                #expect(page.output.contains("could not be connected to"), "\(page.output)")
                let unknown = try await desk.docket("deliveries", "show", "msg_unknown")
                #expect(unknown.code == 66)
                let status = try await desk.docket("status")
                #expect(status.output.contains("docket deliveries list --open"), "\(status.output)")
                return number
            }
            try await withCarrier(in: desk.root, port: port) { carrier in
                try await desk.running { daemon in
                    #expect(try carrier.heard().isEmpty, "it is due in two hours")
                    let asked = try await desk.docket("deliveries", "retry", "--person", "Wu Min")
                    #expect(asked.code == 0, "\(asked.error)")
                    try await tells(["shipment.requested"], of: "\(number)-S1", carrier, daemon)
                    _ = try await daemon.waited(for: "the notice to be marked as delivered") {
                        try await desk.notices("--open").isEmpty ? true : nil
                    }
                    let again = try await desk.docket("deliveries", "list", "--open")
                    #expect(again.output == "There are no such notices.\n")
                }
            }
        }
    }

    @Test("A carrier that is away for a moment is told by itself when it is back")
    func retriedByItself() async throws {
        try await withDesk { desk in
            let port = try freePort()
            let delays = ["0 s"] + Array(repeating: "500 ms", count: 40)
            try Carrier.configure(
                desk, url: "http://127.0.0.1:\(port)/notices", schedule: "[\(delays.joined(separator: ", "))]")
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let number = try await daemon.order(Shop.csv("BACK-1"), as: "back.csv")
                _ = try await daemon.waited(for: "a failed attempt") {
                    try await desk.notices("--open").first { $0.attempts > 0 }
                }
                try await withCarrier(in: desk.root, port: port) { carrier in
                    try await tells(["shipment.requested"], of: "\(number)-S1", carrier, daemon)
                }
            }
        }
    }

    @Test("O10: a carrier that takes nothing is no reason to stop: warehouse and customer service hear of the refusal")
    func carrierRefuses() async throws {
        try await withDesk { desk in
            try await withCarrier(in: desk.root) { carrier in
                try Carrier.configure(desk, url: "http://127.0.0.1:\(carrier.port)/refuse")
                try Shop.stockUp(desk)
                try await desk.running { daemon in
                    try await daemon.isStockedUp()
                    let number = try await daemon.order(Shop.csv("REFUSE-1"), as: "refuse.csv")
                    for role in ["warehouse", "customer-service"] {
                        let name = try await daemon.document("notice-carrier-refused-\(number)", in: "desk/\(role)")
                        let text = RawFiles.text("\(desk.outbox("desk/\(role)"))/\(name)") ?? ""
                        #expect(text.contains("is not carried on this route"), "\(text)")
                    }
                }
            }
        }
    }

    @Test("A carrier that said it is gone for good can be told again once its address is mended")
    func goneThenMended() async throws {
        try await withDesk { desk in
            try await withCarrier(in: desk.root) { carrier in
                try Carrier.configure(desk, url: "http://127.0.0.1:\(carrier.port)/status/410")
                try Shop.stockUp(desk)
                try await desk.running { daemon in
                    try await daemon.isStockedUp()
                    let number = try await daemon.order(Shop.csv("GONE-1"), as: "gone.csv")
                    let notice = try await daemon.waited(for: "a notice that is given up") {
                        try await desk.notices("--open").first { $0.state != "pending" }
                    }
                    #expect(notice.lastStatus == 410 && notice.order == number)
                    try Carrier.setURL("http://127.0.0.1:\(carrier.port)/notices", on: desk)
                    try daemon.hangUp()
                    try await daemon.logs(" reloaded")
                    let asked = try await desk.docket("deliveries", "retry", "--person", "Wu Min")
                    #expect(asked.code == 0, "\(asked.error)")
                    try await tells(["shipment.requested"], of: "\(number)-S1", carrier, daemon)
                }
            }
        }
    }

    /// Waits until the carrier has heard these about a shipment, in this order, each once.
    private func tells(_ types: [String], of shipment: String, _ carrier: Carrier, _ daemon: Daemon) async throws {
        let heard = try await daemon.waited(for: "\(types) about \(shipment)") {
            let heard = try carrier.heard().filter { $0.shipment == shipment }
            return heard.count >= types.count ? heard : nil
        }
        #expect(heard.map(\.type) == types)
        #expect(heard.allSatisfy { !$0.isRepeat })
    }
}

/// Connections of this machine, as the kernel lists them.
enum Connections {
    static func isEstablished(to port: Int) -> Bool {
        let hexadecimal = String(port, radix: 16, uppercase: true)
        let peer = "0100007F:" + String(repeating: "0", count: max(0, 4 - hexadecimal.count)) + hexadecimal
        return (RawFiles.text("/proc/net/tcp") ?? "").split(separator: "\n").contains { line in
            let columns = line.split(separator: " ")
            return columns.count > 3 && columns[2] == peer && columns[3] == "01"
        }
    }
}
