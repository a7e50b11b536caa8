// Help: every command explains itself.

import Testing

@Suite("Help", .timeLimit(.minutes(5))) struct HelpTests {
    @Test(
        "--help of every command exits 0 and shows how it is used",
        arguments: [
            "", "init", "run", "check", "convert", "status", "orders", "orders list", "orders show", "orders explain",
            "review",
            "review list", "review approve", "review reject", "review ask", "quarantine", "quarantine list",
            "quarantine retry", "inboxes", "inboxes list", "inboxes accept", "deliveries", "deliveries list",
            "deliveries show", "deliveries retry", "config", "config check",
            "backup", "restore", "replay", "config show", "rules", "rules check", "rules eval", "rules vars",
        ])
    func help(command: String) async throws {
        let asked = try await run(.docket, command.split(separator: " ").map(String.init) + ["--help"])
        #expect(asked.code == 0)
        #expect(asked.output.contains("OVERVIEW: ") && asked.output.contains("USAGE: docket"), "\(asked.output)")
    }

    @Test("a command that does not exist is answered with the usage, and nothing is done")
    func unknownCommand() async throws {
        let asked = try await run(.docket, ["ordrs"])
        #expect(asked.code == 64)
        #expect(asked.error.contains("docket --help"), "\(asked.error)")
    }

    @Test("--version says a version")
    func version() async throws {
        let asked = try await run(.docket, ["--version"])
        #expect(asked.code == 0 && asked.output.contains("."))
    }

    @Test("where no desk is, a command says how to get one, and exits 78")
    func noDesk() async throws {
        for command in [["status"], ["orders", "list"], ["run", "--once"]] {
            let asked = try await run(.docket, command + ["--root", "/nonexistent"])
            #expect(asked.code == 78, "\(command)")
            #expect(asked.error.contains("docket init"), "\(asked.error)")
        }
    }
}
