// `docket config`: what is wrong with the configuration, and what it comes to.

import Testing

@Suite("docket config", .timeLimit(.minutes(5))) struct ConfigCommandTests {
    private struct Problem: Decodable {
        var severity: String
        var file: String
        var message: String
        var line: Int?
        var column: Int?
        var hint: String?
        var consequence: String?
    }

    @Test(
        "a mistake in docket.yaml is shown with its place and a hint; exit 78, and the desk does not start"
    )
    func brokenDeskFile() async throws {
        try await withDesk { desk in
            let file = "\(desk.etc)/docket.yaml"
            let text = try #require(RawFiles.text(file))
            try RawFiles.write(text.replacing("scan-interval", with: "scan-intervall"), to: file)
            let line = text.split(separator: "\n", omittingEmptySubsequences: false)
                .firstIndex { $0.contains("scan-interval") }.map { $0 + 1 }
            let checked = try await desk.docket("config", "check")
            #expect(checked.code == 78)
            #expect(checked.output.contains("\(file):\(line ?? 0):3: error"), "\(checked.output)")
            #expect(checked.output.contains("scan-intervall: 200 ms\n") && checked.output.contains("^~~~"))
            #expect(checked.output.contains("scan-interval"), "the right name is suggested")
            let problems: [Problem] = try await desk.docket("config", "check", "--json").json()
            #expect(problems.map(\.line) == [line] && problems.map(\.column) == [3])
            #expect(problems.first?.consequence == "the configuration cannot be used")
            for command in [["config", "show"], ["run", "--once"], ["orders", "list"]] {
                let refused = try await run(.docket, command + ["--root", desk.root])
                #expect(refused.code == 78 && refused.error.contains("scan-intervall"), "\(command): \(refused)")
            }
        }
    }

    @Test("a mistake in one partner's file stops only that partner: exit 1, and the others' orders are taken")
    func brokenPartnerFile() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.takesWhatIsThere()
            try RawFiles.write("name: Globex\nanswer-format: pdf\n", to: "\(desk.etc)/partners/globex.yaml")
            let checked = try await desk.docket("config", "check")
            #expect(checked.code == 1)
            #expect(checked.output.contains("globex.yaml:2:16: error"), "\(checked.output)")
            try desk.drop(Shop.csv("PO-1"), into: "acme/web", as: "po-1.csv")
            try desk.drop(Shop.csv("PO-1"), into: "globex/web", as: "po-1.csv")
            let ran = try await desk.takesWhatIsThere()
            #expect(ran.code == 0 && ran.error.contains("globex.yaml"), "\(ran.error)")
            #expect(try await desk.orders().map(\.partner) == ["acme"])
            #expect(RawFiles.names(in: desk.inbox("globex/web")).count == 1, "the file of the stopped partner waits")
            let status = try await desk.docket("status")
            #expect(status.output.contains("globex is stopped"), "\(status.output)")
        }
    }

    @Test("show prints every default, never a secret")
    func show() async throws {
        try await withDesk { desk in
            try Carrier.configure(desk, url: "http://127.0.0.1:9/notices")
        } _: { desk in
            let shown = try await desk.docket("config", "show")
            #expect(shown.code == 0)
            for part in ["scan-interval: 200 ms", "file-size: 256 MiB", "number-format", "acme", "courier"] {
                #expect(shown.output.contains(part), "'\(part)' is not in\n\(shown.output)")
            }
            #expect(!shown.output.contains("whsec_"))
        }
    }

    @Test("SIGHUP takes a new configuration, and keeps the one in use where the new one has errors")
    func reload() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let file = "\(desk.etc)/docket.yaml"
                let good = try #require(RawFiles.text(file))
                try RawFiles.write(good + "nonsense: true\n", to: file)
                try daemon.hangUp()
                try await daemon.logs("reload-failed")
                #expect(desk.log.contains("nonsense"), "the log says what is wrong")
                let before = try await daemon.order(Shop.csv("BEFORE"), as: "before.csv")
                #expect(before.hasPrefix("SO-"))
                try RawFiles.write(
                    good.replacing("orders:\n", with: "orders:\n  number-format: \"NEW-{n:4}\"\n"), to: file)
                try daemon.hangUp()
                try await daemon.logs(" reloaded")
                #expect(try await daemon.order(Shop.csv("AFTER"), as: "after.csv").hasPrefix("NEW-"))
            }
        }
    }

    @Test("SIGHUP makes the folders of a partner that is new, and takes their orders")
    func newPartner() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                try Shop.addPartner("initech", identifier: "4000003000003", to: desk)
                try daemon.hangUp()
                try await daemon.logs(" reloaded")
                _ = try await daemon.waited(for: "the new partner's inbox") {
                    RawFiles.exists(desk.inbox("initech/web")) ? true : nil
                }
                try desk.drop(Shop.csv("NEW-1"), into: "initech/web", as: "new-1.csv")
                #expect(try await daemon.receipt(for: "new-1.csv", in: "initech").outcome == "taken")
            }
        }
    }
}
