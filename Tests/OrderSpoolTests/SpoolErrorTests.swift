// Errors say what is wrong, where, and what to do.

import Glibc
import OrderSpool
import Testing

@Suite("Errors for people")
struct SpoolErrorTests {
    @Test(
        "every errno that users meet has a meaning and advice of its own",
        arguments: [
            ENOSPC, EDQUOT, EACCES, EPERM, EROFS, EMFILE, ENFILE, ESTALE, EIO, ENOENT, ENAMETOOLONG, ELOOP, ENOTDIR,
            EBADF,
        ])
    func sentences(number: Int32) throws {
        let path = try #require(SpoolPath(bytes: Array("/srv/desk/".utf8) + [0xFF]))
        let error = SpoolError.system(.claim, path: path, number: number)
        #expect(error.sentence.hasPrefix("Cannot take the file /srv/desk/\\xFF: "))
        #expect(error.sentence.hasSuffix("."))
        #expect(error.number == number && error.path == path)
    }

    @Test("running out of space and passing troubles are told from those that stay")
    func kinds() throws {
        let path = try #require(SpoolPath("/srv"))
        #expect(SpoolError.system(.stage, path: path, number: EDQUOT).isOutOfSpace)
        #expect(!SpoolError.system(.stage, path: path, number: EACCES).isOutOfSpace)
        #expect(SpoolError.system(.stage, path: path, number: ESTALE).isPassing)
        #expect(!SpoolError.system(.stage, path: path, number: EACCES).isPassing)
        #expect(SpoolError.rootChanged(folder: "acme/edi", path: path, detail: .missing).isPassing)
    }

    @Test("a folder without permission names itself", .enabled(if: geteuid() != 0, "root may do everything"))
    func permission() throws {
        let desk = try TemporaryDesk()
        let text = String(decoding: try desk.path(of: "acme/edi"), as: UTF8.self)
        try #require(chmod(text, 0) == 0)
        defer { chmod(text, 0o770) }
        let error = #expect(throws: SpoolError.self) { try desk.spool.scan("acme/edi", leaving: NeverTaken()) }
        #expect(error?.number == EACCES)
        #expect(error?.sentence.contains(text) == true)
    }
}
