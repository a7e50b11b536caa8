// What partners can do in the instant between the look at a file and the rename that takes it. The two halves of a
// claim are called one by one here, with the partner acting in between.

import Testing

@testable import OrderSpool

@Suite("Claiming, with the partner in between")
struct ClaimRaceTests {
    /// Takes `po.csv` with its marker while `partner` acts between the halves.
    private func claim(
        in desk: TemporaryDesk, partner: (_ path: [UInt8]) throws -> Void
    ) throws -> ClaimOutcome {
        try write(try desk.inbox("po.csv.done"), "")
        let request = ClaimRequest(inbox: "acme/edi", entry: try desk.arrives("po.csv"), id: "0001")
        let prepared = try desk.spool.prepare(request).get()
        try partner(try desk.inbox("po.csv"))
        return desk.spool.take(prepared)
    }

    private func expectNothingTaken(_ desk: TemporaryDesk) throws {
        #expect(names(in: desk.beneath("work/claimed")).isEmpty)
        #expect(try desk.restart() == RecoveredWork())
    }

    @Test("another file that took the name goes back, with the marker", arguments: [true, false])
    func replaced(mayUseNoReplace: Bool) throws {
        let desk = try TemporaryDesk(mayUseNoReplace: mayUseNoReplace)
        let outcome = try claim(in: desk) { path in
            try write(try desk.inbox("new"), "a new order")
            try rename(try desk.inbox("new"), to: path)
        }
        #expect(outcome == .changed)
        #expect(content(try desk.inbox("po.csv")) == "a new order")
        #expect(try desk.found("po.csv").hasMarker)
        try expectNothingTaken(desk)
    }

    @Test("a link that took the name goes back and is never followed")
    func swappedForLink() throws {
        let desk = try TemporaryDesk()
        let outcome = try claim(in: desk) { path in
            try remove(path)
            try makeLink(path, to: Array("/etc/passwd".utf8))
        }
        #expect(outcome == .unusable(.symlink))
        #expect(try desk.spool.scan("acme/edi", leaving: NeverTaken()).unusable.map(\.facts.kind) == [.symlink])
        try expectNothingTaken(desk)
    }

    @Test("a folder that took the name goes back")
    func swappedForFolder() throws {
        let desk = try TemporaryDesk()
        let outcome = try claim(in: desk) { path in
            try remove(path)
            try makeFolder(path)
        }
        #expect(outcome == .unusable(.directory))
        try expectNothingTaken(desk)
    }

    @Test("a file that grew goes back")
    func appended() throws {
        let desk = try TemporaryDesk()
        #expect(try claim(in: desk) { try write($0, "more", append: true) } == .changed)
        #expect(content(try desk.inbox("po.csv")) == "ordermore")
        try expectNothingTaken(desk)
    }

    @Test("a file that vanished leaves its marker where it was")
    func vanished() throws {
        let desk = try TemporaryDesk()
        #expect(try claim(in: desk) { try remove($0) } == .vanished)
        #expect(visible(in: try desk.path(of: "acme/edi")) == ["po.csv.done"])
        try expectNothingTaken(desk)
    }

    @Test(
        "on another file system a file that grew or was replaced is not taken either",
        .enabled(
            if: otherFilesystem != nil, "/dev/shm and /tmp are the same file system here, or /dev/shm is read-only"),
        arguments: [true, false])
    func acrossFilesystems(grows: Bool) throws {
        let desk = try TemporaryDesk(elsewhere: otherFilesystem, movedOut: ["inbox acme/edi"])
        let outcome = try claim(in: desk) { path in
            if grows { return try write(path, "more", append: true) }
            try write(try desk.inbox("new"), "a new order")
            try rename(try desk.inbox("new"), to: path)
        }
        #expect(outcome == .changed)
        #expect(content(try desk.inbox("po.csv")) == (grows ? "ordermore" : "a new order"))
        #expect(try desk.found("po.csv").hasMarker)
        try expectNothingTaken(desk)
    }
}
