// `docket orders`, `docket review`, `docket status`: what people see of orders, and what they say to them.

import Testing

@Suite("docket orders, review, status", .timeLimit(.minutes(5))) struct OrdersCommandTests {
    @Test("an order from its file to its shipping notice: list, show, approve by role, explain everything")
    func wholeLife() async throws {
        try await withDesk { desk in
            try await withCarrier(in: desk.root) { carrier in
                try Carrier.configure(desk, url: "http://127.0.0.1:\(carrier.port)/notices")
                try Shop.stockUp(desk)
                try await desk.running { daemon in
                    try await daemon.isStockedUp()
                    let number = try await daemon.order(Shop.belowList("BELOW-1"), as: "below.csv")
                    try await isListed(number, desk)
                    for role in ["operations", "sales-director", "general-manager"] {
                        _ = try await daemon.document("review-task-\(number)-\(role)", in: "desk/\(role)")
                        let approved = try await desk.docket(
                            "review", "approve", "BELOW-1", "--as", role, "--person", "Qian Wei of \(role)")
                        #expect(approved.code == 0, "\(approved.error)")
                    }
                    try await daemon.dispatch("\(number)-S1")
                    _ = try await daemon.document("shipping-notice-\(number)-S1", in: "acme")
                    try await isShown(number, desk)
                    try await isExplained(number, desk)
                }
            }
        }
    }

    private func isListed(_ number: String, _ desk: Desk) async throws {
        let list = try await desk.docket("orders", "list")
        #expect(list.output.contains(number) && list.output.contains("in review"), "\(list.output)")
        #expect(try await desk.docket("orders", "list", "--partner", "globex").output == "There are no such orders.\n")
        let waiting = try await desk.docket("review", "list", "--role", "operations")
        #expect(waiting.output.contains(number) && waiting.output.contains("price"), "\(waiting.output)")
        #expect(
            try await desk.docket("review", "list", "--role", "finance").output == "Nothing waits for a decision.\n")
        let status = try await desk.docket("status")
        #expect(status.output.contains("The desk is running") && status.output.contains("docket review list"))
    }

    private func isShown(_ number: String, _ desk: Desk) async throws {
        let shown = try await desk.docket("orders", "show", number)
        for part in ["BELOW-1", "acme", "in transit", "B-400", "5 C62", "9.50", "\(number)-S1", "LB-", "Hafenstr. 12"] {
            #expect(shown.output.contains(part), "'\(part)' is not in\n\(shown.output)")
        }
    }

    /// Promise 5: which bytes, which rule, which person, which document, which delivery.
    private func isExplained(_ number: String, _ desk: Desk) async throws {
        let explained = try await desk.docket("orders", "explain", number)
        for part in [
            "inbox/acme/web/below.csv", "SHA-256 ", "archive/", "order line 1: line 2",
            "price-below-list-or-last-sale [F05]", "9.5", "10",
            "approved by Qian Wei of operations", "approved by Qian Wei of sales-director",
            "approved by Qian Wei of general-manager", "stock locked", "confirmed by Wu Min",
            "outbox/acme/confirmation-\(number).json", "outbox/acme/shipping-notice-\(number)-S1.json",
            "outbox/desk/warehouse/dispatch-instruction-\(number)-S1.json", "shipment.requested", "shipment.dispatched",
            "delivered",
        ] { #expect(explained.output.contains(part), "'\(part)' is not in\n\(explained.output)") }
    }

    @Test("G18: reject and ask drop decisions too: the customer reads the reason, and the question")
    func rejectAndAsk() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let rejected = try await daemon.order(Shop.belowList("NO-1"), as: "no.csv")
                let asked = try await daemon.order(Shop.belowList("WHY-1"), as: "why.csv")
                _ = try await daemon.document("review-task-\(asked)-operations", in: "desk/operations")
                let reject = try await desk.docket(
                    "review", "reject", rejected, "--as", "operations", "--person", "Qian Wei", "--reason",
                    "far too cheap")
                let ask = try await desk.docket(
                    "review", "ask", asked, "--as", "operations", "--person", "Qian Wei", "--reason", "which season?")
                #expect(reject.code == 0 && ask.code == 0, "\(reject.error)\(ask.error)")
                let name = try await daemon.document("confirmation-\(rejected)", in: "acme")
                let confirmation = try desk.paper(ConfirmationPaper.self, "acme", name)
                #expect(confirmation.decision == "rejected" && confirmation.reason?.contains("far too cheap") == true)
                let query = try await daemon.document("query-\(asked)", in: "acme")
                #expect(RawFiles.text("\(desk.outbox("acme"))/\(query)")?.contains("which season?") == true)
                #expect(try await desk.order(rejected).status == "rejected")
                #expect(try await desk.order(asked).status == "clarifying")
                #expect(try await desk.docket("review", "list").output.contains("the customer"))
            }
        }
    }

    @Test("--json of every command is one JSON value, with and without something to show")
    func everyJSON() async throws {
        let commands = [
            ["status"], ["orders", "list"], ["review", "list"], ["quarantine", "list"], ["deliveries", "list"],
            ["deliveries", "list", "--open"], ["inboxes", "list"], ["config", "check"], ["rules", "check"],
        ]
        try await withDesk { desk in
            #expect(try await desk.takesWhatIsThere().code == 0)
            for command in commands { try await isJSON(command, desk) }
            try Shop.stockUp(desk)
            try desk.drop(Shop.belowList("BELOW-1"), into: "acme/web", as: "below.csv")
            try desk.drop("noise\u{1}", into: "acme/web", as: "noise.csv")
            #expect(try await desk.takesWhatIsThere().code == 0)
            for command in commands { try await isJSON(command, desk) }
            for command in [["orders", "show", "BELOW-1"], ["orders", "explain", "BELOW-1"]] {
                try await isJSON(command, desk)
            }
        }
    }

    private func isJSON(_ command: [String], _ desk: Desk) async throws {
        let asked = try await run(.docket, command + ["--json", "--root", desk.root])
        #expect(asked.code == 0 && asked.isJSON, "\(command): \(asked.output)\(asked.error)")
    }

    @Test("an order that is not there is said so in a sentence, exit 66, by every command that takes one")
    func unknownOrder() async throws {
        try await withDesk { desk in
            #expect(try await desk.takesWhatIsThere().code == 0)
            let person = ["--as", "operations", "--person", "Qian Wei"]
            for command in [
                ["orders", "show", "SO-1"], ["orders", "explain", "SO-1"], ["review", "approve", "SO-1"] + person,
                ["review", "reject", "SO-1", "--reason", "no"] + person,
            ] {
                let asked = try await run(.docket, command + ["--root", desk.root])
                #expect(asked.code == 66, "\(command)")
                #expect(asked.error.hasPrefix("There is no order 'SO-1'."), "\(asked.error)")
            }
            let retry = try await desk.docket("deliveries", "retry", "msg_1", "--person", "Wu Min")
            #expect(retry.code == 66 && retry.error.contains("msg_1"))
            let quarantine = try await desk.docket("quarantine", "retry", "20200101-000000000-0001")
            #expect(quarantine.code == 66 && quarantine.error.contains("20200101-000000000-0001"))
        }
    }

    @Test("a list by status or text finds the old orders too, however short it is")
    func shortLists() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try desk.drop(Shop.belowList("OLD-1"), into: "acme/web", as: "old.csv")
            try await desk.takesWhatIsThere()
            for count in 1...3 { try desk.drop(Shop.csv("NEW-\(count)"), into: "acme/web", as: "new-\(count).csv") }
            try await desk.takesWhatIsThere()
            for filter in [["--status", "in-review"], ["--text", "OLD"]] {
                let found: [OrderPaper] = try await run(
                    .docket, ["orders", "list", "--limit", "1", "--json", "--root", desk.root] + filter
                ).json()
                #expect(found.map(\.reference) == ["OLD-1"], "\(filter)")
            }
            let newest: [OrderPaper] = try await desk.docket("orders", "list", "--limit", "2", "--json").json()
            #expect(newest.map(\.reference) == ["NEW-3", "NEW-2"])
        }
    }

    @Test("a decision for a role that the desk does not have is refused at once, with the roles that it has")
    func unknownRole() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try desk.drop(Shop.belowList("BELOW-1"), into: "acme/web", as: "below.csv")
            try await desk.takesWhatIsThere()
            let asked = try await desk.docket("review", "approve", "BELOW-1", "--as", "janitor", "--person", "Qian Wei")
            #expect(asked.code != 0)
            #expect(asked.error.contains("janitor") && asked.error.contains("operations"), "\(asked.error)")
        }
    }
}
