// Documents appear whole, under their final name, once, with the rights the layout asks for.

import Glibc
import OrderSpool
import Testing

@Suite("Staging and publishing")
struct PublishTests {
    @Test("a staged document is not visible to its partner until it is published")
    func publish() throws {
        let desk = try TemporaryDesk()
        let staged = try desk.spool.stage(Array("receipt".utf8), id: "doc-1", for: "acme")
        #expect(visible(in: try desk.path(of: "acme", .outbox)).isEmpty)
        #expect(content(desk.beneath("work/staged/doc-1@acme")) == "receipt")
        try desk.spool.syncBatch()
        #expect(try desk.spool.publish(staged, as: fileName("receipt-1.json")) == .published)
        try desk.spool.syncBatch()
        #expect(content(try desk.outbox("receipt-1.json")) == "receipt")
        #expect(names(in: desk.beneath("work/staged")).isEmpty)
    }

    @Test("documents are 0640 and folders as the layout asks, whatever the umask")
    func modes() throws {
        let old = umask(0o077)
        defer { umask(old) }
        let desk = try TemporaryDesk()
        let staged = try desk.spool.stage([1], id: "doc-1", for: "acme")
        _ = try desk.spool.publish(staged, as: fileName("a.json"))
        #expect(mode(of: try desk.outbox("a.json")) == 0o640)
        #expect(mode(of: try desk.path(of: "acme", .outbox)) == 0o2770)
        #expect(mode(of: try desk.path(of: "acme/edi")) == 0o2770)
        #expect(mode(of: desk.beneath("inbox/acme")) == 0o751)
        #expect(mode(of: desk.beneath("work/claimed")) == 0o750)
        #expect(mode(of: desk.beneath("archive")) == 0o750)
    }

    @Test("publishing without a sync before it makes the document durable first")
    func unsynced() throws {
        let desk = try TemporaryDesk()
        let staged = try desk.spool.stage(Array("x".utf8), id: "doc-1", for: "acme")
        #expect(try desk.spool.publish(staged, as: fileName("a.json")) == .published)
    }

    @Test("another file of that name is never overwritten", arguments: [true, false])
    func nameTaken(mayUseNoReplace: Bool) throws {
        let desk = try TemporaryDesk(mayUseNoReplace: mayUseNoReplace)
        try write(try desk.outbox("a.json"), "theirs")
        let staged = try desk.spool.stage(Array("ours".utf8), id: "doc-1", for: "acme")
        #expect(try desk.spool.publish(staged, as: fileName("a.json")) == .nameTaken)
        #expect(content(try desk.outbox("a.json")) == "theirs")
        #expect(content(desk.beneath("work/staged/doc-1@acme")) == "ours")
        try remove(try desk.outbox("a.json"))
        #expect(try desk.spool.publish(staged, as: fileName("a.json")) == .published)
    }

    @Test("the same bytes under that name are the document: it is published, and there once", arguments: [true, false])
    func sameBytes(mayUseNoReplace: Bool) throws {
        let desk = try TemporaryDesk(mayUseNoReplace: mayUseNoReplace)
        try write(try desk.outbox("a.json"), "ours")
        let staged = try desk.spool.stage(Array("ours".utf8), id: "doc-1", for: "acme")
        #expect(try desk.spool.publish(staged, as: fileName("a.json")) == .published)
        #expect(content(try desk.outbox("a.json")) == "ours")
        #expect(content(desk.beneath("work/staged/doc-1@acme")) == nil)
    }

    @Test("without RENAME_NOREPLACE too, a document that was published before it was marked is known to be")
    func publishedBefore() throws {
        let desk = try TemporaryDesk(mayUseNoReplace: false)
        let staged = try desk.spool.stage(Array("x".utf8), id: "doc-1", for: "acme")
        #expect(try desk.spool.publish(staged, as: fileName("a.json")) == .published)
        #expect(try desk.spool.publish(staged, as: fileName("a.json")) == .stagedFileGone)
    }

    @Test("an id is staged once")
    func sameID() throws {
        let desk = try TemporaryDesk()
        _ = try desk.spool.stage([1], id: "doc-1", for: "acme")
        #expect(throws: SpoolError.self) { try desk.spool.stage([2], id: "doc-1", for: "acme") }
    }

    @Test("the sweep removes what no row owns and nothing else")
    func sweep() throws {
        let desk = try TemporaryDesk(outboxes: ["acme", "desk/finance"])
        let owned = try desk.spool.stage([1], id: "doc-1", for: "acme")
        let stray = try desk.spool.stage([2], id: "doc-2", for: "desk/finance")
        try desk.spool.syncBatch()
        #expect(try desk.restart().staged == [owned, stray])
        #expect(try desk.spool.sweepStaged(except: [owned]) == [stray])
        #expect(names(in: desk.beneath("work/staged")) == ["doc-1@acme"])
        #expect(try desk.spool.sweepStaged(except: [owned]) == [])
    }

    @Test(
        "an outbox with a group of its own gives it to its documents",
        .enabled(if: geteuid() == 0, "giving a folder to a foreign group takes the rights of root"))
    func ownGroup() throws {
        let desk = try TemporaryDesk()
        let path = try desk.path(of: "acme", .outbox)
        let text = String(decoding: path, as: UTF8.self)
        try #require(chown(text, 0, 12_345) == 0 && chmod(text, 0o2770) == 0)
        let staged = try desk.spool.stage([1], id: "doc-1", for: "acme")
        #expect(try desk.spool.publish(staged, as: fileName("a.json")) == .published)
        var facts = stat()
        try #require(stat("\(text)/a.json", &facts) == 0)
        #expect(facts.st_gid == 12_345)
        #expect(visible(in: path) == ["a.json"])
        #expect(try desk.restart().staged == [])
    }

    @Test(
        "what root makes belongs to the folder's owner", .enabled(if: geteuid() == 0, "only root can give files away"))
    func ownedByFolder() throws {
        let desk = try TemporaryDesk()
        let path = String(decoding: try desk.path(of: "desk/finance"), as: UTF8.self)
        try #require(chown(path, 12_345, 12_346) == 0)
        _ = try desk.spool.drop([1], into: "desk/finance", as: fileName("d.json"))
        var facts = stat()
        try #require(stat("\(path)/d.json", &facts) == 0)
        #expect(facts.st_uid == 12_345 && facts.st_gid == 12_346)
        #expect(mode(of: try desk.inbox("d.json", in: "desk/finance")) == 0o640)
    }

    @Test("a document for an unknown outbox is refused")
    func unknownOutbox() throws {
        let desk = try TemporaryDesk()
        #expect(throws: SpoolError.unknownFolder("globex")) { try desk.spool.stage([1], id: "doc-1", for: "globex") }
    }

    @Test("hundreds of documents are made durable and published together")
    func manyDocuments() throws {
        let desk = try TemporaryDesk()
        let staged = try (0..<300).map { try desk.spool.stage([UInt8($0 % 256)], id: "doc-\($0)", for: "acme") }
        try desk.spool.syncBatch()
        for (index, file) in staged.enumerated() {
            #expect(try desk.spool.publish(file, as: fileName("\(index).json")) == .published)
        }
        try desk.spool.syncBatch()
        #expect(visible(in: try desk.path(of: "acme", .outbox)).count == 300)
    }
}
