// A folder that goes away or is replaced by another is noticed before anything is taken from it or put into it.

import OrderSpool
import Testing

@Suite("The identity of folders")
struct FolderIdentityTests {
    private func change(_ desk: TemporaryDesk) -> SpoolError.RootChange? {
        do {
            _ = try desk.spool.scan("acme/edi", leaving: NeverTaken())
            return nil
        } catch {
            guard case .rootChanged(_, _, let detail) = error else { return nil }
            return detail
        }
    }

    @Test("a folder that goes away is a state of its own, and fine again when it is back")
    func missing() throws {
        let desk = try TemporaryDesk()
        let entry = try desk.arrives("po.csv")
        let path = try desk.path(of: "acme/edi")
        try rename(path, to: path + Array(".away".utf8))
        #expect(change(desk) == .missing)
        #expect(!exists(path))
        guard case .failed(let error) = desk.spool.claim(ClaimRequest(inbox: "acme/edi", entry: entry, id: "0001"))
        else {
            Issue.record("claimed out of a folder that is away")
            return
        }
        #expect(error.isPassing)
        try rename(path + Array(".away".utf8), to: path)
        #expect(change(desk) == nil)
        #expect(try desk.claim(entry).name == entry.name)
    }

    @Test("another folder in its place is noticed, and nothing is taken from it")
    func replaced() throws {
        let desk = try TemporaryDesk()
        let path = try desk.path(of: "acme/edi")
        try rename(path, to: path + Array(".old".utf8))
        try makeFolder(path)
        try write(path + Array("/po.csv".utf8), "order")
        #expect(change(desk) == .replaced)
        #expect(throws: SpoolError.self) { try desk.spool.drop([1], into: "acme/edi", as: fileName("a.csv")) }
        #expect(names(in: path) == ["po.csv"])
    }

    @Test("also when it was replaced while the desk was off")
    func replacedMeanwhile() throws {
        let desk = try TemporaryDesk()
        let path = try desk.path(of: "acme/edi")
        try rename(path, to: path + Array(".old".utf8))
        try makeFolder(path)
        try desk.restart()
        #expect(change(desk) == .unmarked)
    }

    @Test("a missing folder is not made anew after it was once in use")
    func notMadeAgain() throws {
        let desk = try TemporaryDesk()
        let path = try desk.path(of: "acme/edi")
        removeTree(path)
        try desk.restart()
        #expect(change(desk) == .missing)
        #expect(!exists(path))
    }

    @Test("a change that is meant can be accepted")
    func accept() throws {
        let desk = try TemporaryDesk()
        let path = try desk.path(of: "acme/edi")
        removeTree(path)
        #expect(change(desk) == .missing)
        try desk.spool.accept(.inbox, "acme/edi")
        #expect(change(desk) == nil)
        try desk.restart()
        #expect(change(desk) == nil)
        try desk.arrives("po.csv")
    }

    @Test("a folder that was moved to another disk with its marker is the same")
    func movedWithMarker() throws {
        let desk = try TemporaryDesk()
        let path = try desk.path(of: "acme/edi")
        let marker = try #require(content(path + Array("/.docket-folder".utf8)))
        try rename(path, to: path + Array(".old".utf8))
        try makeFolder(path)
        try write(path + Array("/.docket-folder".utf8), marker)
        #expect(change(desk) == nil)
        try desk.restart()
        #expect(change(desk) == nil)
    }

    @Test("a marker that a partner deleted is no alarm while the folder itself is the same, and comes back")
    func markerDeleted() throws {
        let desk = try TemporaryDesk()
        let marker = try desk.inbox(".docket-folder")
        try remove(marker)
        #expect(change(desk) == nil)
        try desk.restart()
        #expect(change(desk) == nil)
        #expect(exists(marker))
    }

    @Test("a partner's folder that is swapped for a link to another partner's is refused")
    func linkToAnotherPartner() throws {
        let desk = try TemporaryDesk(inboxes: ["acme/edi", "globex/edi"])
        try write(try desk.inbox("po.csv", in: "globex/edi"), "order of globex")
        let path = try desk.path(of: "acme/edi")
        removeTree(path)
        try makeLink(path, to: try desk.path(of: "globex/edi"))
        #expect(throws: SpoolError.self) { try desk.spool.scan("acme/edi", leaving: NeverTaken()) }
        #expect(content(try desk.inbox("po.csv", in: "globex/edi")) == "order of globex")
    }

    @Test("one folder that cannot be used does not keep the others from being used")
    func oneBadFolder() throws {
        let desk = try TemporaryDesk()
        let elsewhere = try desk.layout.inboxFolder("globex/edi", at: SpoolPath("/nonexistent/mount/globex"))
        let problems = desk.spool.use(desk.folders + [elsewhere])
        #expect(problems.count == 1)
        #expect(problems.first?.sentence.contains("/nonexistent/mount") == true)
        try desk.arrives("po.csv")
    }

    @Test("folders that are not in use any more are unknown")
    func reload() throws {
        let desk = try TemporaryDesk()
        #expect(desk.spool.use([]) == [])
        #expect(throws: SpoolError.unknownFolder("acme/edi")) { try desk.spool.scan("acme/edi", leaving: NeverTaken()) }
    }
}
