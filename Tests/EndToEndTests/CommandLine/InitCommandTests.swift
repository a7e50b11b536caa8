// `docket init`: a desk that works at once, and that is never overwritten.

import Glibc
import TestKit
import Testing

@Suite("docket init", .timeLimit(.minutes(5))) struct InitCommandTests {
    @Test("what it lays out is right, and takes an order as the README says")
    func worksAtOnce() async throws {
        try await withTemporaryFolder { folder in
            let desk = Desk(root: "\(folder)/my desk")
            let made = try await run(.docket, ["init", "my desk"], in: folder)
            #expect(made.code == 0, "\(made.error)")
            #expect(made.output.contains("docket run --root 'my desk'"), "as a shell reads it: \(made.output)")
            let checked = try await desk.docket("config", "check")
            #expect(checked.code == 0 && checked.output.hasPrefix("The configuration is right"), "\(checked.output)")
            #expect(RawFiles.exists("\(desk.root)/README.txt"))
            try Shop.stockUp(desk)
            try desk.drop(Shop.csv("PO-1"), into: "acme/web", as: "po-1.csv")
            #expect(try await desk.takesWhatIsThere().code == 0)
            let names = desk.documents(in: "acme").map { $0.split(separator: "-").first.map(String.init) ?? "" }
            #expect(names == ["confirmation", "receipt"], "\(desk.documents(in: "acme"))")
        }
    }

    @Test("a second time it refuses, names the files, and changes nothing")
    func twice() async throws {
        try await withTemporaryFolder { folder in
            let desk = Desk(root: "\(folder)/desk")
            #expect(try await run(.docket, ["init", desk.root]).code == 0)
            let file = "\(desk.etc)/docket.yaml"
            try RawFiles.write("seller: { name: Changed by hand }\n", to: file)
            let again = try await run(.docket, ["init", desk.root])
            #expect(again.code == 1)
            #expect(again.error.contains("nothing was changed") && again.error.contains(file), "\(again.error)")
            #expect(RawFiles.text(file) == "seller: { name: Changed by hand }\n")
        }
    }

    @Test("where it cannot write, it says where and why")
    func cannotWrite() async throws {
        let asked = try await run(.docket, ["init", "/dev/null/desk"])
        #expect(asked.code == 1)
        #expect(asked.error.contains("/dev/null"), "\(asked.error)")
    }

    @Test("where nothing can be made at all, it says so")
    func cannotMakeAnything() async throws {
        let asked = try await run(.docket, ["init", "/proc/desk"])
        #expect(asked.code == 1)
        #expect(asked.error.contains("/proc/desk"), "\(asked.error)")
    }

    @Test("a link into nowhere on the way to the desk is said, and nothing is made")
    func linkIntoNowhere() async throws {
        try await withTemporaryFolder { folder in
            symlink("\(folder)/nowhere", "\(folder)/link")
            let asked = try await run(.docket, ["init", "\(folder)/link/desk"])
            #expect(asked.code == 1)
            #expect(asked.error.contains("\(folder)/link"), "\(asked.error)")
        }
    }
}
