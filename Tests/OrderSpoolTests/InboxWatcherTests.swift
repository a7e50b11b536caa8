// Events from the kernel: how they are read, and that real ones arrive.

import CLinux
import OrderSpool
import Testing

@Suite("The event queue")
struct InotifyQueueTests {
    private func event(_ watch: Int32, _ mask: UInt32, _ name: String = "") -> [UInt8] {
        var padded = Array(name.utf8)
        if !padded.isEmpty { padded += [UInt8](repeating: 0, count: 16 - padded.count % 16) }
        return [UInt32(bitPattern: watch), mask, 0, UInt32(padded.count)].flatMap { number in
            withUnsafeBytes(of: number) { Array($0) }
        } + padded
    }

    private func report(_ bytes: [UInt8]) -> WatchReport {
        var map = WatchMap()
        map.add(1, for: "acme/edi")
        map.add(2, for: "desk/finance")
        return map.report(on: InotifyQueue.events(in: bytes))
    }

    @Test("a closed and a moved file become hints, each once, in order")
    func hints() throws {
        let report = report(
            event(1, clinux_watch_closed_after_writing, "a.csv") + event(2, clinux_watch_moved_in, "b.json")
                + event(1, clinux_watch_closed_after_writing, "a.csv"))
        #expect(
            report.hints == [
                WatchHint(inbox: "acme/edi", name: try fileName("a.csv"), kind: .closedAfterWriting),
                WatchHint(inbox: "desk/finance", name: try fileName("b.json"), kind: .movedIn),
            ])
        #expect(!report.mustRescan && report.gone.isEmpty && !report.isTimeout)
    }

    @Test("an overflow asks for a scan of everything and keeps the hints around it")
    func overflow() {
        let report = report(
            event(1, clinux_watch_moved_in, "a.csv") + event(-1, clinux_watch_overflow)
                + event(1, clinux_watch_moved_in, "b.csv"))
        #expect(report.mustRescan)
        #expect(report.hints.count == 2)
    }

    @Test("a folder that goes away is told, and its later events are not")
    func gone() {
        let report = report(event(1, clinux_watch_folder_gone) + event(1, clinux_watch_moved_in, "a.csv"))
        #expect(report.gone == ["acme/edi"])
        #expect(report.hints.isEmpty)
    }

    @Test("events of folders and of unknown watches say nothing")
    func ignored() {
        let report = report(
            event(1, clinux_watch_moved_in | clinux_watch_is_folder, "sub") + event(9, clinux_watch_moved_in, "a.csv"))
        #expect(report.isTimeout)
    }

    @Test("any cut of the bytes is read without harm")
    func cut() {
        let bytes = event(1, clinux_watch_moved_in, "a.csv") + event(2, clinux_watch_moved_in, "b.csv")
        for length in 0...bytes.count {
            #expect(InotifyQueue.events(in: Array(bytes[..<length])).count <= 2)
        }
        // A length that claims more than there is.
        #expect(InotifyQueue.events(in: [1, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 65]).isEmpty)
    }
}

@Suite("Watching inboxes")
struct InboxWatcherTests {
    /// Waits until a report with a hint or a gone folder comes; each wait is ended by an event or after 10 s.
    private func next(_ watcher: InboxWatcher) throws -> WatchReport { try watcher.wait(timeoutMilliseconds: 10_000) }

    private func watched(_ desk: TemporaryDesk) throws -> InboxWatcher {
        let watcher = try InboxWatcher()
        for folder in desk.folders where folder.direction == .inbox {
            #expect(try watcher.watch(folder) == .events)
        }
        return watcher
    }

    @Test("a file that is closed and one that is moved in are announced")
    func announced() throws {
        let desk = try TemporaryDesk()
        let watcher = try watched(desk)
        try write(try desk.inbox("a.csv"), "order")
        #expect(
            try next(watcher).hints == [
                WatchHint(inbox: "acme/edi", name: try fileName("a.csv"), kind: .closedAfterWriting)
            ])
        _ = try desk.spool.drop([1], into: "desk/finance", as: fileName("d.json"))
        let hints = try next(watcher).hints
        #expect(hints.contains(WatchHint(inbox: "desk/finance", name: try fileName("d.json"), kind: .movedIn)))
    }

    @Test("an upload under a hidden name announces nothing and cuts no wait short; its final name does")
    func hiddenUpload() throws {
        let desk = try TemporaryDesk()
        let watcher = try watched(desk)
        let (hidden, final) = (try desk.inbox(".a.csv.part"), try desk.inbox("a.csv"))
        try write(hidden, "order")
        #expect(try watcher.wait(timeoutMilliseconds: 20).isTimeout)
        try write(hidden, "order, longer")
        try rename(hidden, to: final)
        #expect(
            try next(watcher).hints == [
                WatchHint(inbox: "acme/edi", name: try fileName("a.csv"), kind: .movedIn)
            ])
    }

    @Test("looking, claiming and reading announce nothing; putting back does")
    func ownSteps() throws {
        let desk = try TemporaryDesk()
        let entry = try desk.arrives("a.csv")
        let watcher = try watched(desk)
        _ = try desk.spool.openForWriting(entry, in: "acme/edi")
        let claim = try desk.claim(entry)
        _ = try desk.spool.read(claim, limit: 10)
        #expect(try watcher.wait(timeoutMilliseconds: 0).isTimeout)
        _ = try desk.spool.putBack(claim)
        #expect(
            try next(watcher).hints == [
                WatchHint(inbox: "acme/edi", name: try fileName("a.csv"), kind: .movedIn)
            ])
    }

    @Test("a folder that is moved away is told, and can be watched again")
    func folderGone() throws {
        let desk = try TemporaryDesk()
        let watcher = try watched(desk)
        let path = try desk.path(of: "acme/edi")
        try rename(path, to: path + Array(".away".utf8))
        #expect(try next(watcher).gone == ["acme/edi"])
        let folder = try #require(desk.folders.first { $0.id == "acme/edi" })
        #expect(throws: SpoolError.self) { try watcher.watch(folder) }
        try rename(path + Array(".away".utf8), to: path)
        #expect(try watcher.watch(folder) == .events)
        try write(try desk.inbox("a.csv"), "order")
        var hints: [WatchHint] = []
        while hints.isEmpty {
            let report = try next(watcher)
            try #require(!report.isTimeout)
            hints = report.hints
        }
        #expect(hints.map(\.name.printable) == ["a.csv"])
    }

    @Test("a forgotten inbox is silent")
    func forgotten() throws {
        let desk = try TemporaryDesk()
        let watcher = try watched(desk)
        watcher.forget("acme/edi")
        try write(try desk.inbox("a.csv"), "order")
        let report = try watcher.wait(timeoutMilliseconds: 0)
        #expect(report.hints.isEmpty && report.gone.isEmpty)
    }

    @Test("a wait is ended by waking from another thread, and by stopping for good")
    func waking() async throws {
        let watcher = try InboxWatcher()
        async let first = Task.detached { try watcher.wait(timeoutMilliseconds: nil) }.value
        watcher.wake()
        #expect(try await first.wasWoken)
        async let second = Task.detached { try watcher.wait(timeoutMilliseconds: nil) }.value
        watcher.stop()
        #expect(try await second.isStopped)
        #expect(try watcher.wait(timeoutMilliseconds: nil).isStopped)
        #expect(try watcher.wait(timeoutMilliseconds: nil).isStopped)
    }

    @Test(
        "file systems that others write to are only polled",
        arguments: [
            (0x6969, "NFS"), (0xFF53_4D42, "SMB (CIFS)"), (0x6573_5546, "FUSE"), (0x1234, "file system of type 0x1234"),
        ] as [(UInt64, String)])
    func polled(magic: UInt64, name: String) {
        let type = FilesystemType(magic: magic)
        #expect(!type.announcesChanges)
        #expect(type.name == name)
    }

    @Test("local file systems announce", arguments: [0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994] as [UInt64])
    func local(magic: UInt64) {
        #expect(FilesystemType(magic: magic).announcesChanges)
    }
}
