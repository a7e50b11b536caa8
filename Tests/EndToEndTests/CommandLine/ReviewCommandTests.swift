// `docket review`: everything that a role can say, and what is shown of it.

import Testing

@Suite("docket review", .timeLimit(.minutes(5))) struct ReviewCommandTests {
    @Test(
        "ask a colleague, answer, delegate, approve with evidence and days, assign: said by commands, shown and explained"
    )
    func everyVerdict() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let number = try await daemon.order(Shop.belowList("BELOW-1"), as: "below.csv")
                _ = try await daemon.document("review-task-\(number)-operations.html", in: "desk/operations")
                try await say(desk, "send-back", "operations", "--to", "sales", "--reason", "is this agreed?")
                _ = try await daemon.document("notice-inquiry-\(number)", in: "desk/sales")
                let waiting = try await desk.docket("review", "list", "--role", "sales")
                #expect(waiting.output.contains("sales (asked by operations)"), "\(waiting.output)")
                try await say(desk, "answer", "sales", "--reason", "yes, by telephone")
                _ = try await daemon.document("notice-inquiry-answered-\(number)", in: "desk/operations")
                try await say(desk, "delegate", "operations", "--to", "finance", "--reason", "on leave")
                _ = try await daemon.document("review-task-\(number)-finance-for-operations.json", in: "desk/finance")
                let proof = "\(desk.root)/proof.txt"
                try RawFiles.write("signed", to: proof)
                try await say(
                    desk, "approve", "finance", "--evidence", proof, "--working-days", "2", "--terms", "prepaid")
                _ = try await daemon.document("review-task-\(number)-sales-director.json", in: "desk/sales-director")
                try await say(desk, "assign", "order-management", "--to", "purchasing")
                _ = try await daemon.document("notice-assigned-\(number)", in: "desk/purchasing")
                let page = try await desk.docket("review", "show", "BELOW-1")
                for words in [
                    "owner       purchasing", "terms       prepaid", "Kim (finance in its place)", "2 working days",
                    "proof.txt (SHA-256 ", "sales (Kim): yes, by telephone", "sales-director", "asked", "later",
                ] {
                    #expect(page.output.contains(words), "\(words): \(page.output)")
                }
                let json = try await desk.docket("review", "show", "BELOW-1", "--json")
                #expect(json.output.contains("\"workingDays\" : 2"), "\(json.output)")
                let story = try await desk.docket("orders", "explain", "BELOW-1")
                for words in [
                    "operations (Kim) asked sales: is this agreed?", "sales (Kim) answered: yes, by telephone",
                    "finance decides in place of operations", "approved by Kim of finance in place of operations",
                    "purchasing takes care of it",
                ] {
                    #expect(story.output.contains(words), "\(words): \(story.output)")
                }
            }
        }
    }

    private func say(_ desk: Desk, _ verdict: String, _ role: String, _ more: String...) async throws {
        let said = try await desk.docket(["review", verdict, "BELOW-1", "--as", role, "--person", "Kim"] + more)
        #expect(said.code == 0, "\(verdict): \(said.error)")
    }

    @Test("evidence that cannot be read is told, and nothing is decided")
    func missingEvidence() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try desk.drop(Shop.belowList("BELOW-1"), into: "acme/web", as: "below.csv")
            #expect(try await desk.takesWhatIsThere().code == 0)
            let said = try await desk.docket(
                "review", "approve", "BELOW-1", "--as", "operations", "--person", "Kim", "--evidence", "/nowhere")
            #expect(said.code != 0 && said.error.contains("/nowhere"), "\(said)")
            #expect(RawFiles.names(in: desk.inbox("desk/operations")).isEmpty)
        }
    }
}
