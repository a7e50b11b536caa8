// `docket quarantine`: why a file lies there, and another try once the cause is mended.

import Testing

@Suite("docket quarantine", .timeLimit(.minutes(5))) struct QuarantineCommandTests {
    @Test("a file whose cause was ours is listed with the reason, and taken when it is given to the desk again")
    func retry() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                // The buyer orders under a number that we have not entered for them.
                try desk.drop(Shop.json("WHO-1", buyer: "4000009999999"), into: "acme/web", as: "who.json")
                #expect(try await daemon.receipt(for: "who.json", in: "acme").codes == ["sender-mismatch"])
                let listed = try await daemon.waited(for: "the file in quarantine") {
                    try await desk.quarantined().first
                }
                #expect(listed.file == "who.json" && listed.inbox == "acme/web")
                #expect(listed.reason.hasPrefix("sender-mismatch: "))
                let table = try await desk.docket("quarantine", "list")
                #expect(table.output.contains(listed.intake) && table.output.contains("who.json"))
                try Shop.addPartner("acme", identifier: "4000009999999", to: desk)
                try daemon.hangUp()
                try await daemon.logs(" reloaded")
                let retried = try await desk.docket("quarantine", "retry", listed.intake)
                #expect(retried.code == 0 && retried.output == "who.json is back in inbox/acme/web.\n")
                #expect(try await daemon.receipt(for: "who.json", in: "acme", count: 2).outcome == "taken")
                #expect(try await desk.quarantined().isEmpty)
                #expect(try await desk.docket("quarantine", "list").output == "Nothing lies in quarantine.\n")
            }
        }
    }

    @Test("where a new file has taken the name meanwhile, nothing is overwritten")
    func nameTaken() async throws {
        try await withDesk { desk in
            try desk.drop("noise\u{1}", into: "acme/web", as: "po.csv")
            #expect(try await desk.takesWhatIsThere().code == 0)
            let intake = try #require(try await desk.quarantined().first?.intake)
            try desk.drop(Shop.csv("PO-1"), into: "acme/web", as: "po.csv")
            let retried = try await desk.docket("quarantine", "retry", intake)
            #expect(retried.code == 1 && retried.error.contains("po.csv"), "\(retried.error)")
            #expect(RawFiles.text("\(desk.inbox("acme/web"))/po.csv") == Shop.csv("PO-1"))
            #expect(try await desk.quarantined().count == 1)
        }
    }
}
