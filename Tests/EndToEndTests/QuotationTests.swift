// Quotations with the real program: a price that nobody has, the draft of sales, the signatures, the record.

import Testing

@Suite("Quotations", .timeLimit(.minutes(5))) struct QuotationTests {
    @Test("F01, F02, F04, F10: from the request over the price of sales and two signatures to the record of quotations")
    func F10_wholeLife() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                // Nothing is on file in dollars.
                let number = try await daemon.order(
                    "order,document_type,currency,line,product,quantity,unit\nRFQ-1,rfq,USD,1,B-400,5,C62\n",
                    as: "rfq-1.csv")
                #expect(number.hasPrefix("QU-"))
                _ = try await daemon.document("notice-price-needed-\(number)", in: "desk/sales")
                #expect(!desk.documents(in: "acme").contains { $0.hasPrefix("query-") })

                try desk.drop(
                    "order,document_type,line,quantity,price\n\(number),rfq,1,,11.50\n", into: "desk/sales",
                    as: "price.csv")
                for role in ["operations", "sales-director"] {
                    _ = try await daemon.document("review-task-\(number)-\(role)", in: "desk/\(role)")
                    #expect(!desk.documents(in: "acme").contains { $0.hasPrefix("quotation-") })
                    let approved = try await desk.docket(
                        "review", "approve", number, "--as", role, "--person", "Qian Wei")
                    #expect(approved.code == 0, "\(approved.error)")
                }
                _ = try await daemon.document("quotation-\(number).json", in: "acme")
                _ = try await daemon.document("notice-quotation-issued-\(number)", in: "desk/general-manager")
                try await isRecorded(number, desk)
            }
            let replayed = try await desk.docket("replay")
            #expect(replayed.code == 0, "\(replayed.output)\(replayed.error)")
        }
    }

    private func isRecorded(_ number: String, _ desk: Desk) async throws {
        let list = try await desk.docket("quotations", "list")
        for part in [number, "RFQ-1", "quoted", "57.50 USD", "Qian Wei"] {
            #expect(list.output.contains(part), "'\(part)' is not in\n\(list.output)")
        }
        let json = try await desk.docket("quotations", "list", "--json")
        #expect(json.isJSON && json.output.contains("\"status\""), "\(json.output)")
        #expect(try await desk.docket("orders", "list").output == "There are no such orders.\n")
        let explained = try await desk.docket("quotations", "explain", number)
        for part in [
            "inbox/desk/sales/price.csv", "price-not-on-file [F04]", "approved by Qian Wei for operations",
            "quoted to the customer", "outbox/acme/quotation-\(number).json",
        ] { #expect(explained.output.contains(part), "'\(part)' is not in\n\(explained.output)") }
        #expect(try await desk.status().contains("orders            0, 0 of them today"))
    }

    @Test("F01: an order that one of ours drops for a customer is refused with the reason, and kept in quarantine")
    func F01_orderOfOurs_isRefused() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                try desk.drop(Shop.csv("SELF-1"), into: "desk/sales", as: "self.csv")
                let receipt = try await daemon.receipt(for: "self.csv", in: "desk/sales")
                #expect(receipt.outcome == "refused" && "\(receipt)".contains("draft-not-allowed"), "\(receipt)")
                #expect(try await desk.docket("quarantine", "list").output.contains("self.csv"))
            }
        }
    }
}
