// `docket inboxes`: what waits where, and a folder that is not the one it was.

import Foundation
import Glibc
import Testing

@Suite("docket inboxes", .timeLimit(.minutes(5))) struct InboxesCommandTests {
    private struct Row: Decodable {
        var inbox: String
        var files: Int
        var trouble: String?
    }

    @Test("list counts the files that wait, and says what is in the way")
    func list() async throws {
        try await withDesk { desk in
            try await desk.takesWhatIsThere()
            for count in 1...2 { try desk.drop(Shop.csv("PO-\(count)"), into: "acme/web", as: "po-\(count).csv") }
            mkdir("\(desk.inbox("acme/shop"))/folder", 0o755)
            let rows: [Row] = try await desk.docket("inboxes", "list", "--json").json()
            #expect(rows.first { $0.inbox == "acme/web" }?.files == 2)
            #expect(rows.first { $0.inbox == "acme/shop" }?.trouble?.contains("folder") == true)
            #expect(rows.contains { $0.inbox == "desk/finance" && $0.files == 0 && $0.trouble == nil })
            let table = try await desk.docket("inboxes")
            #expect(table.code == 0 && table.output.contains("acme/web"), "\(table.output)")
        }
    }

    @Test("a running desk takes nothing from a folder that was put in another's place, until somebody accepts it")
    func replaced() async throws {
        try await withDesk { desk in
            try Shop.stockUp(desk)
            try await desk.running { daemon in
                try await daemon.isStockedUp()
                let inbox = desk.inbox("acme/web")
                rename(inbox, "\(desk.root)/unmounted")
                mkdir(inbox, 0o755)
                try desk.drop(Shop.csv("PO-1"), into: "acme/web", as: "po-1.csv")
                try await daemon.logs("is not the one it was")
                try desk.drop(Shop.csv("PO-2"), into: "acme/shop", as: "po-2.csv")
                #expect(try await daemon.receipt(for: "po-2.csv", in: "acme").outcome == "taken", "the others go on")
                #expect(try desk.receipts(for: "po-1.csv", in: "acme").isEmpty)
                let accepted = try await desk.docket("inboxes", "accept", "acme/web")
                #expect(accepted.code == 0, "\(accepted.error)")
                #expect(try await daemon.receipt(for: "po-1.csv", in: "acme").outcome == "taken")
            }
        }
    }

    @Test("an inbox that the desk does not have is said so, exit 66")
    func unknown() async throws {
        try await withDesk { desk in
            let asked = try await desk.docket("inboxes", "accept", "acme/pigeon")
            #expect(asked.code == 66 && asked.error.contains("acme/pigeon"), "\(asked.error)")
        }
    }
}
