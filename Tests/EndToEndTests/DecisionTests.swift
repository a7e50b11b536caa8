// Decisions that people should not give: about no order, without being asked, twice.

import Testing

@Suite("Decisions", .timeLimit(.minutes(5))) struct DecisionTests {
    @Test("A decision for an unknown order, by a role that is not asked, or given twice is refused and changes nothing")
    func wrongDecisions() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let number = try await daemon.order(Shop.belowList("BELOW-1"), as: "below.csv")
                _ = try await daemon.document("review-task-\(number)-operations", in: "desk/operations")
                try await refuses(Shop.decision("SO-1999-000001", "approve"), by: "operations", "order-unknown", daemon)
                try await refuses(Shop.decision(number, "approve"), by: "finance", "role-not-asked", daemon)
                try await refuses(Shop.decision(number, "approve"), by: "general-manager", "role-not-asked", daemon)
                try await refuses(Shop.decision(number, "reject"), by: "operations", "decision-incomplete", daemon)
                #expect(try await desk.order(number).waitsFor == ["operations"], "nothing of it counted")

                try desk.drop(Shop.decision(number, "approve"), into: "desk/operations", as: "yes.csv")
                let taken = try await daemon.receipt(for: "yes.csv", in: "desk/operations")
                #expect(taken.outcome == "taken" && taken.entries.map(\.outcome) == ["accepted"])
                try await refuses(
                    Shop.decision(number, "reject", reason: "second thoughts"), by: "operations",
                    "decision-already-given", daemon)
                #expect(try await desk.order(number).waitsFor == ["sales-director"], "the first decision counts")
            }
        }
    }

    @Test("The same decision file again is answered as a repeat and counts once")
    func sameFileTwice() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let number = try await daemon.order(Shop.belowList("BELOW-2"), as: "below.csv")
                for count in 1...2 {
                    try desk.drop(Shop.decision(number, "approve"), into: "desk/operations", as: "yes.csv")
                    _ = try await daemon.receipt(for: "yes.csv", in: "desk/operations", count: count)
                }
                let receipts = try desk.receipts(for: "yes.csv", in: "desk/operations")
                #expect(receipts.map(\.outcome) == ["taken", "repeated"])
                #expect(receipts.last?.repeatOf == receipts.first?.intake)
                #expect(try await desk.order(number).waitsFor == ["sales-director"])
            }
        }
    }

    @Test("B14: a customer cannot decide about their own order, nor answer for somebody else's")
    func customerDecides() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let number = try await daemon.order(Shop.belowList("BELOW-3"), as: "below.csv")
                try desk.drop(Shop.decision(number, "approve"), into: "acme/web", as: "yes.csv")
                let own = try await daemon.receipt(for: "yes.csv", in: "acme")
                #expect(own.outcome == "refused" && own.codes.contains("kind-not-allowed-here"), "\(own)")
                let answer = #"{ "document": "customer-answer", "order": "\#(number)", "answer": "cancel" }"#
                try desk.drop(answer, into: "globex/web", as: "cancel.json")
                let other = try await daemon.receipt(for: "cancel.json", in: "globex")
                #expect(other.outcome == "refused" && other.codes.contains("order-unknown"), "\(other)")
                #expect(try await desk.order(number).status != "cancelled")
            }
        }
    }

    private func refuses(_ decision: String, by role: String, _ code: String, _ daemon: Daemon) async throws {
        let name = "\(code)-\(role).csv"
        try daemon.desk.drop(decision, into: "desk/\(role)", as: name)
        let receipt = try await daemon.receipt(for: name, in: "desk/\(role)")
        #expect(receipt.outcome == "refused", "\(receipt)")
        #expect(receipt.codes.contains(code), "\(role): \(receipt.codes)")
        #expect(try await daemon.desk.quarantined().map(\.file).contains(name))
    }
}
