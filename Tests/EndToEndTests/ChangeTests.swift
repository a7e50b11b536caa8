// Changes, cancellations and receipt advices through the real daemon: files in, decisions by command, answers out.

import Testing

@Suite("Changes and receipt advices", .timeLimit(.minutes(5))) struct ChangeTests {
    @Test("J05, J06: a change is listed with its differences, granted by command, shown, explained and confirmed")
    func changed() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let number = try await daemon.order(Shop.belowList("CHANGE-1"), as: "below.csv")
                _ = try await daemon.document("review-task-\(number)-operations", in: "desk/operations")
                try desk.drop(
                    request("CHANGE-1", "change", line: #"{ "id": "1", "quantity": 7, "unitPrice": 10 }"#),
                    into: "acme/web", as: "change.json")
                let receipt = try await daemon.receipt(for: "change.json", in: "acme")
                #expect(receipt.codes.contains("change-needs-person"), "\(receipt)")
                let task = try await daemon.document(
                    "review-task-\(number)-customer-service-change-1.json", in: "desk/customer-service")
                let text = RawFiles.text("\(desk.outbox("desk/customer-service"))/\(task)") ?? ""
                #expect(text.contains("\"quantity\"") && text.contains("\"5\"") && text.contains("\"7\""), "\(text)")
                let list = try await desk.docket("review", "list", "--role", "customer-service")
                #expect(list.output.contains("line 1, quantity: 5 → 7"), "\(list.output)")
                #expect(try await desk.order(number).status == "change-requested")

                let granted = try await desk.docket(
                    "review", "approve", "CHANGE-1", "--change", "1", "--as", "customer-service", "--person", "Sun Li")
                #expect(granted.code == 0, "\(granted.error)")
                let name = try await daemon.document("confirmation-\(number)-change-1", in: "acme")
                #expect(RawFiles.text("\(desk.outbox("acme"))/\(name)")?.contains("\"changeNumber\": \"1\"") == true)
                for command in ["show", "explain"] {
                    let shown = try await desk.docket("orders", command, number)
                    #expect(shown.output.contains("line 1, quantity: 5 → 7"), "\(shown.output)")
                    #expect(shown.output.contains("granted by Sun Li"), "\(shown.output)")
                }
            }
        }
    }

    @Test("J11: a cancellation is granted by command: the order ends, the warehouse and the customer are told")
    func cancelled() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let number = try await daemon.order(Shop.csv("CANCEL-1"), as: "plain.csv")
                _ = try await daemon.document("confirmation-\(number)", in: "acme")
                try desk.drop(request("CANCEL-1", "cancellation"), into: "acme/web", as: "cancel.json")
                _ = try await daemon.document(
                    "review-task-\(number)-customer-service-change-1.json", in: "desk/customer-service")
                let granted = try await desk.docket(
                    "review", "approve", number, "--change", "1", "--as", "customer-service", "--person", "Sun Li")
                #expect(granted.code == 0, "\(granted.error)")
                let name = try await daemon.document("confirmation-\(number)-change-1", in: "acme")
                #expect(try desk.paper(ConfirmationPaper.self, "acme", name).decision == "rejected")
                _ = try await daemon.document("notice-shipment-stopped-\(number)", in: "desk/warehouse")
                #expect(try await desk.order(number).status == "cancelled")
            }
        }
    }

    @Test("Q04, Q05: a receipt advice becomes the acceptance record, its problems go to customer service")
    func received() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let number = try await daemon.order(Shop.csv("RECEIVED-1"), as: "plain.csv")
                try await daemon.dispatch("\(number)-S1")
                let advice = """
                    shipment,inspected_by,line,received,rejected,reason
                    \(number)-S1,H. Meyer,1,98,3,threads are rusty

                    """
                try desk.drop(advice, into: "acme/web", as: "advice.csv")
                let receipt = try await daemon.receipt(for: "advice.csv", in: "acme")
                #expect(receipt.entries.map(\.kind) == ["receipt-advice"])
                #expect(receipt.codes.contains("report-differs"), "\(receipt)")
                let notice = try await daemon.document(
                    "notice-acceptance-problem-\(number)", in: "desk/customer-service")
                let text = RawFiles.text("\(desk.outbox("desk/customer-service"))/\(notice)") ?? ""
                #expect(text.contains("threads are rusty") && text.contains("N-100"), "\(text)")
                #expect(try await desk.order(number).status == "accepted")
                let shown = try await desk.docket("orders", "show", number)
                for part in ["Acceptance of \(number)-S1", "galvanised", "100 C62", "98", "accepted-with-remarks"] {
                    #expect(shown.output.contains(part), "'\(part)' is not in\n\(shown.output)")
                }
                // The same file again enters nothing.
                try desk.drop(advice, into: "acme/web", as: "again.csv")
                #expect(try await daemon.receipt(for: "again.csv", in: "acme").outcome == "repeated")
            }
        }
    }

    private func request(_ reference: String, _ purpose: String, line: String = "") -> String {
        """
        { "document": "order", "customerReference": "\(reference)", "purpose": "\(purpose)", "lines": [\(line)] }

        """
    }
}
