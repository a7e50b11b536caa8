// `docket rules test`, `docket rules simulate`: a change of rules is tried before it decides.

import Testing

@Suite("docket rules test, docket rules simulate", .timeLimit(.minutes(5))) struct RulesTryingTests {
    private let lenient = """
        rules:
          - id: far-below-list
            when: order.lines.exists(l, has(l.listPrice) && l.unitPrice * 2 < l.listPrice)
            approve: [operations]
            reason: far below the list
          - id: large
            when: order.total >= 25
            approve: [sales-director]
            within: 1 working day
            reason: a large one
        """

    @Test("The cases of a new desk are good; one that is not is shown with the values, and the exit status says so")
    func cases() async throws {
        try await withDesk { desk in
            let good = try await desk.docket("rules", "test")
            #expect(good.code == 0 && good.output.contains("6 cases: all come out as they say."), "\(good)")
            let path = "\(desk.root)/etc/rules/tests/mine.yaml"
            try RawFiles.write(
                "cases:\n  - name: mine\n    order: { urgent: true }\n    expect: { approve: [sales] }\n", to: path)
            let bad = try await desk.docket("rules", "test")
            #expect(bad.code == 1, "\(bad)")
            for words in ["✗ mine", "approve: expected sales", "order-management", "order.urgent = true", "7 cases: 1"]
            {
                #expect(bad.output.contains(words), "\(words): \(bad.output)")
            }
            #expect(try await desk.docket("rules", "test", "--json").output.contains("\"isGood\" : false"))
            try RawFiles.write("cases:\n  - nme: mine\n", to: path)
            let broken = try await desk.docket("rules", "test")
            #expect(
                broken.code == 1 && broken.error.contains("mine.yaml:2") && broken.error.contains("'name'"), "\(broken)"
            )
        }
    }

    @Test("Other rules show which past orders would have gone another way, and why; the desk is not touched")
    func simulate() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try desk.drop(Shop.belowList("BELOW-1"), into: "acme/web", as: "below.csv")
            try desk.drop(Shop.csv("AT-LIST"), into: "acme/web", as: "list.csv")
            #expect(try await desk.takesWhatIsThere().code == 0)
            let orders = try await desk.docket("orders", "list").output
            let path = "\(desk.root)/lenient.yaml"
            try RawFiles.write(lenient, to: path)
            let report = try await desk.docket("rules", "simulate", path, "--since", "30d")
            #expect(report.code == 0, "\(report)")
            for words in [
                "BELOW-1", "was        operations, then sales-director, then general-manager",
                "AT-LIST", "would be   sales-director", "because of large → approve: sales-director",
                "order.total = 25.00", "without    price-below-list-or-last-sale",
                "2 orders reviewed since", "2 would have gone another way",
            ] {
                #expect(report.output.contains(words), "\(words): \(report.output)")
            }
            let same = try await desk.docket("rules", "simulate", "\(desk.root)/etc/rules")
            #expect(
                same.output.contains("2 orders reviewed since") && same.output.contains("none would have gone"),
                "\(same)")
            #expect(try await desk.docket("orders", "list").output == orders)
            let none = try await desk.docket("rules", "simulate", path, "--since", "2999-01-01")
            #expect(none.code == 0 && none.output.contains("No orders reviewed"), "\(none)")
        }
    }

    @Test("Rules that are not there or have errors, and a time that is none, are told")
    func mistakes() async throws {
        try await withDesk { desk in
            #expect(try await desk.docket("rules", "simulate", "/nowhere").code == 1)
            let path = "\(desk.root)/bad.yaml"
            try RawFiles.write(
                "rules:\n  - id: a\n    when: order.totl > 1\n    approve: [sales]\n", to: path)
            let bad = try await desk.docket("rules", "simulate", path)
            #expect(bad.code == 1 && bad.error.contains("bad.yaml:3") && bad.error.contains("total"), "\(bad)")
            let when = try await desk.docket("rules", "simulate", "\(desk.root)/etc/rules", "--since", "yesterday")
            #expect(when.code == 64 && when.error.contains("'yesterday' is no time"), "\(when)")
        }
    }
}
