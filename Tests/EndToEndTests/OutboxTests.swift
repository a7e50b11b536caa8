// Outboxes that are away or full: documents wait, and come once, when they can.

import Foundation
import Glibc
import Testing

@Suite("Outboxes", .timeLimit(.minutes(5))) struct OutboxTests {
    @Test("While an outbox is away its documents wait, `docket status` says so, and they come once it is back")
    func away() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let outbox = desk.outbox("acme")
                rename(outbox, "\(desk.root)/unmounted")
                try desk.drop(Shop.csv("AWAY-1"), into: "acme/web", as: "away.csv")
                try await daemon.logs("outbox/acme is not the one it was")
                let status = try await desk.docket("status")
                #expect(
                    status.output.contains("Trouble: ") && status.output.contains("outbox/acme"), "\(status.output)")
                #expect(!RawFiles.exists(outbox), "nothing is put into its place")
                rename("\(desk.root)/unmounted", outbox)
                let receipt = try await daemon.receipt(for: "away.csv", in: "acme")
                _ = try await daemon.document("confirmation-\(receipt.orderNumber ?? "?")", in: "acme")
                #expect(desk.documents(in: "acme").count == 2)
                try await daemon.logs("trouble-over")
                #expect(try await !desk.docket("status").output.contains("Trouble: "))
            }
        }
    }

    @Test("A folder that was put in an outbox's place is used once somebody accepts it")
    func replaced() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                rename(desk.outbox("acme"), "\(desk.root)/unmounted")
                mkdir(desk.outbox("acme"), 0o755)
                try desk.drop(Shop.csv("NEW-1"), into: "acme/web", as: "new.csv")
                try await daemon.logs("outbox/acme is not the one it was")
                #expect(desk.documents(in: "acme").isEmpty)
                let accepted = try await desk.docket("inboxes", "accept", "outbox/acme")
                #expect(accepted.code == 0, "\(accepted.error)")
                #expect(try await daemon.receipt(for: "new.csv", in: "acme").outcome == "taken")
            }
        }
    }

    @Test("Promise 3: a file of somebody else's that has a document's name is not overwritten; the document waits")
    func nameTaken() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let number = try await daemon.order(Shop.belowList("TAKEN-1"), as: "taken.csv")
                let mine = "\(desk.outbox("acme"))/confirmation-\(number).json"
                try RawFiles.write("the partner's own notes", to: mine)
                _ = try await daemon.document("review-task-\(number)-operations", in: "desk/operations")
                try desk.drop(
                    Shop.decision(number, "reject", reason: "too cheap"), into: "desk/operations", as: "no.csv")
                _ = try await daemon.receipt(for: "no.csv", in: "desk/operations")
                try await daemon.logs("confirmation-\(number)")
                #expect(RawFiles.text(mine) == "the partner's own notes")
                unlink(mine)
                _ = try await daemon.document("confirmation-\(number)", in: "acme")
            }
        }
    }
}
