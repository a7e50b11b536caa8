// A disk that is full loses nothing and says what to do; it goes on when there is room again.

import OrderSpool
import Testing

@Suite("A full disk", .enabled(if: SmallFilesystem.isPossible, "a small file system cannot be mounted by this user"))
struct FullDiskTests {
    @Test("a document that does not fit is not half there, and is staged when there is room")
    func stage() throws {
        let disk = try #require(try SmallFilesystem(bytes: 128 << 10))
        let layout = SpoolLayout(root: try #require(SpoolPath(disk.folder.path)))
        let spool = try DiskSpool(layout: layout)
        #expect(spool.use([try layout.outboxFolder("acme")]) == [])
        let ballast = Array("\(disk.folder.path)/ballast".utf8)
        try write(ballast, [UInt8](repeating: 1, count: 16 << 10))
        let error = #expect(throws: SpoolError.self) {
            try spool.stage([UInt8](repeating: 1, count: 200 << 10), id: "doc-1", for: "acme")
        }
        #expect(error?.isOutOfSpace == true && error?.isPassing == true)
        #expect(error?.sentence.contains("the disk is full") == true)
        #expect(names(in: Array("\(disk.folder.path)/work/staged".utf8)).isEmpty)
        try remove(ballast)
        let staged = try spool.stage([1, 2, 3], id: "doc-1", for: "acme")
        #expect(try spool.publish(staged, as: fileName("a.json")) == .published)
    }

    @Test("a file from another file system that does not fit stays in its inbox, whole")
    func claim() throws {
        let disk = try #require(try SmallFilesystem(bytes: 128 << 10))
        let outside = try TemporaryFolder()
        let layout = SpoolLayout(root: try #require(SpoolPath(disk.folder.path)))
        let spool = try DiskSpool(layout: layout)
        let inbox = try layout.inboxFolder("acme/edi", at: SpoolPath("\(outside.path)/edi"))
        #expect(spool.use([inbox]) == [])
        let path = Array("\(outside.path)/edi/po.csv".utf8)
        try write(path, [UInt8](repeating: 1, count: 200 << 10))
        let entry = try #require(try spool.look(at: fileName("po.csv"), in: "acme/edi"))
        guard case .failed(let error) = spool.claim(ClaimRequest(inbox: "acme/edi", entry: entry, id: "0001")) else {
            Issue.record("claimed without room")
            return
        }
        #expect(error.isOutOfSpace)
        #expect(try spool.look(at: fileName("po.csv"), in: "acme/edi") == entry)
        #expect(names(in: Array("\(disk.folder.path)/work/claimed".utf8)).isEmpty)
        #expect(names(in: Array("\(outside.path)/edi".utf8)) == [".docket-folder", "po.csv"])
    }

    @Test("a file on the same file system is still taken and archived when there is no room for a byte")
    func rename() throws {
        let disk = try #require(try SmallFilesystem(bytes: 128 << 10))
        let layout = SpoolLayout(root: try #require(SpoolPath(disk.folder.path)))
        let spool = try DiskSpool(layout: layout)
        #expect(spool.use([try layout.inboxFolder("acme/edi")]) == [])
        try write(Array("\(disk.folder.path)/inbox/acme/edi/po.csv".utf8), "order")
        let entry = try #require(try spool.look(at: fileName("po.csv"), in: "acme/edi"))
        // Fills what is left, page by page, until the system refuses.
        var pages = 0
        while pages < 64, (try? write(Array("\(disk.folder.path)/ballast-\(pages)".utf8), "x")) != nil { pages += 1 }
        #expect(pages < 64)
        #expect(try spool.freeBytes() == 0)
        guard case .claimed(let claim) = spool.claim(ClaimRequest(inbox: "acme/edi", entry: entry, id: "0001")) else {
            Issue.record("not claimed")
            return
        }
        #expect(try spool.read(claim, limit: 10) == .whole(Array("order".utf8)))
        let day = try #require(ArchiveDay(year: 2026, month: 11, day: 22))
        #expect(try spool.archive(claim, on: day) != nil)
        try spool.syncBatch()
    }
}
