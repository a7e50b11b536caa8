// A Maildir as an inbox: mails are taken from new/, once, and tmp/ is never looked at.

import OrderSpool
import Testing

@Suite("A Maildir as an inbox")
struct MaildirTests {
    private final class Desk {
        let folder: TemporaryFolder
        let layout: SpoolLayout
        var spool: DiskSpool
        let inbox: SpoolFolder

        init(withMaildir: Bool = true) throws {
            folder = try TemporaryFolder()
            layout = SpoolLayout(root: try #require(SpoolPath(folder.path)))
            spool = try DiskSpool(layout: layout)
            inbox = try layout.inboxFolder("acme/email", isMaildir: withMaildir)
            #expect(spool.use([inbox]) == [])
            for part in ["tmp", "cur"] where withMaildir { try makeFolder(path(part)) }
        }

        func path(_ below: String) -> [UInt8] { Array("\(folder.path)/inbox/acme/email/\(below)".utf8) }

        func scan() throws -> [String] {
            try spool.bringBackFromCur("acme/email")
            return try spool.scan("acme/email", leaving: NeverTaken()).entries.map(\.name.printable)
        }

        func claim(_ name: String, id: String) throws -> ClaimOutcome {
            let entry = try #require(try spool.look(at: fileName(name), in: "acme/email"))
            return spool.claim(ClaimRequest(inbox: "acme/email", entry: entry, id: id))
        }
    }

    @Test("B06: what is delivered into new/ is found and taken once; tmp/ is left alone")
    func delivered() throws {
        let desk = try Desk()
        try write(desk.path("tmp/1.P1.host"), "half a ma")
        #expect(try desk.scan().isEmpty)
        try rename(desk.path("tmp/1.P1.host"), to: desk.path("new/1.P1.host"))
        try write(desk.path("tmp/2.P1.host"), "half")
        #expect(try desk.scan() == ["1.P1.host"])
        guard case .claimed(let claim) = try desk.claim("1.P1.host", id: "0001") else {
            throw TestFailure(description: "not claimed")
        }
        #expect(claim.inbox == "acme/email")
        #expect(try desk.scan().isEmpty)
        #expect(names(in: desk.path("tmp")) == ["2.P1.host"])
        #expect(try desk.spool.putBack(claim) == .putBack)
        #expect(visible(in: desk.path("new")) == ["1.P1.host"])
    }

    @Test("B06: what a mail program has moved to cur/ is taken too, once")
    func shown() throws {
        let desk = try Desk()
        try write(desk.path("cur/1.P1.host:2,S"), "mail")
        try write(desk.path("new/2.P1.host"), "mail")
        #expect(try desk.scan().sorted() == ["1.P1.host:2,S", "2.P1.host"])
        #expect(visible(in: desk.path("cur")).isEmpty)
        guard case .claimed = try desk.claim("1.P1.host:2,S", id: "0001") else {
            throw TestFailure(description: "not claimed")
        }
        #expect(try desk.scan() == ["2.P1.host"])
    }

    @Test("A name that is in new/ already is not overwritten by the one in cur/")
    func sameName() throws {
        let desk = try Desk()
        try write(desk.path("cur/1.P1.host"), "old")
        try write(desk.path("new/1.P1.host"), "new")
        #expect(try desk.scan() == ["1.P1.host"])
        #expect(content(desk.path("new/1.P1.host")) == "new")
        #expect(content(desk.path("cur/1.P1.host")) == "old")
    }

    @Test("After a crash a claimed mail is a claim of its inbox")
    func crash() throws {
        let desk = try Desk()
        try write(desk.path("new/1.P1.host"), "mail")
        guard case .claimed(let claim) = try desk.claim("1.P1.host", id: "0001") else {
            throw TestFailure(description: "not claimed")
        }
        desk.spool = try DiskSpool(layout: desk.layout)
        #expect(desk.spool.use([desk.inbox]) == [])
        #expect(try desk.spool.recover().claims.map(\.lasting) == [claim.lasting])
    }

    @Test("An inbox can become a Maildir and a plain folder again, without anybody's leave")
    func becomes() throws {
        let desk = try Desk(withMaildir: false)
        try write(desk.path("po.csv"), "order")
        #expect(try desk.scan() == ["po.csv"])
        let maildir = try desk.layout.inboxFolder("acme/email", isMaildir: true)
        #expect(desk.spool.use([maildir]) == [])
        try write(desk.path("new/1.P1.host"), "mail")
        #expect(try desk.scan() == ["1.P1.host"])
        #expect(desk.spool.use([desk.inbox]) == [])
        #expect(try desk.scan() == ["po.csv"])
    }
}
