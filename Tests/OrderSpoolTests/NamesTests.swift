// File names are bytes: which are legal, how people see them, which are never taken, how intakes are labelled.

import OrderSpool
import Testing

@Suite("Names")
struct NamesTests {
    @Test("a legal name is 1 to 255 bytes without a slash or NUL, and not . or ..")
    func legalNames() {
        for bad in ["", ".", "..", "a/b", "a\u{0}b", String(repeating: "x", count: 256)] {
            #expect(FileName(bad) == nil)
        }
        for good in ["a", "...", " ", "訂單.csv", String(repeating: "x", count: 255), "-rf", "*"] {
            #expect(FileName(good) != nil)
        }
        #expect(FileName(bytes: Array(repeating: 0xFF, count: 255)) != nil)
    }

    @Test("people see text as it is, and everything else as bytes")
    func printable() throws {
        #expect(FileName("訂單 4711.csv")?.printable == "訂單 4711.csv")
        #expect(FileName(bytes: [0xB6, 0xA9, 0x2E, 0x63])?.printable == "\\xB6\\xA9.c")
        #expect(FileName("a\nb\u{1B}[31m")?.printable == "a\\x0Ab\\x1B[31m")
        #expect(FileName("a\\x41")?.printable == "a\\x5Cx41")
        // A name that would be shown backwards, and one with an invisible character.
        #expect(FileName("invoice\u{202E}fdp.exe")?.printable == "invoice\\xE2\\x80\\xAEfdp.exe")
        #expect(FileName("a\u{200B}b")?.printable == "a\\xE2\\x80\\x8Bb")
    }

    @Test(
        "no UTF-8 that is overlong, a surrogate or too large passes for text",
        arguments: [
            [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE8, 0xA8], [0x80],
        ] as [[UInt8]])
    func strictUTF8(bytes: [UInt8]) {
        #expect(PrintableBytes.text(of: bytes).utf8.allSatisfy { $0 < 0x80 })
        #expect(PrintableBytes.bytes(of: PrintableBytes.text(of: bytes)) == bytes)
    }

    @Test("the printable form leads back to the bytes, for every byte")
    func roundTrip() throws {
        for byte in UInt8.min...UInt8.max where byte != 0 && byte != UInt8(ascii: "/") {
            let name = try fileName([0x61, byte, 0xE8, 0xA8, 0x82])
            #expect(FileName(printable: name.printable) == name)
        }
        #expect(FileName(printable: "broken\\x4") == nil)
        #expect(FileName(printable: "broken\\y41") == nil)
    }

    @Test(
        "names of uploads under way are never taken, in either case",
        arguments: [
            ".po.csv", "po.csv.tmp", "po.csv.PART", "po.csv.filepart", "po.csv~", "po.csv.done", "PO.TMP",
        ])
    func neverTaken(text: String) throws {
        #expect(NeverTaken().contains(try fileName(text)))
    }

    @Test(
        "names that only look like those are taken", arguments: ["tmp", "part", "po.tmp.csv", "a~b", "done", "訂單.csv"])
    func taken(text: String) throws {
        #expect(!NeverTaken().contains(try fileName(text)))
    }

    @Test("the profile's patterns add to them")
    func profilePatterns() throws {
        let leaving = NeverTaken(patterns: [try #require(ByteGlob("~$*")), try #require(ByteGlob("*.[bB]ak"))])
        #expect(leaving.contains(try fileName("~$orders.csv")))
        #expect(leaving.contains(try fileName("orders.Bak")))
        #expect(!leaving.contains(try fileName("orders.csv")))
    }

    @Test(
        "patterns match bytes",
        arguments: [
            ("*", "", false), ("*", "anything", true), ("a*c", "abc", true), ("a*c", "abcd", false),
            ("a?c", "abc", true),
            ("a?c", "ac", false), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false), ("[^a-c]x", "dx", true),
            ("[]]x", "]x", true), ("[a-]x", "-x", true), ("\\*", "*", true), ("\\*", "a", false),
            ("*.csv*", "a.csv.1", true),
            ("*a*b*c*", "xxaxxbxxcxx", true), ("*a*b*c*", "xxaxxcxxb", false),
        ])
    func globs(pattern: String, text: String, expected: Bool) throws {
        guard let name = FileName(text) else { return }
        #expect(try #require(ByteGlob(pattern)).matches(name) == expected)
    }

    @Test("a pattern with many stars is not slow on a name that nearly fits")
    func patientGlob() throws {
        let pattern = try #require(ByteGlob(String(repeating: "*a", count: 60) + "b"))
        #expect(!pattern.matches(try fileName(String(repeating: "a", count: 255))))
    }

    @Test("broken patterns are refused", arguments: ["[abc", "[z-a]", "a\\", "["])
    func brokenGlobs(pattern: String) {
        #expect(ByteGlob(pattern) == nil)
    }

    @Test(
        "a label carries the intake and the folder in a file name and back",
        arguments: [
            "acme/edi", "desk/finance", "carriers/loopback", "伍華/傳真", "a=b+c@d",
        ])
    func labels(folder: String) throws {
        let label = try IntakeLabel(id: "2026-11-22_0001.a", folder: folder)
        #expect(IntakeLabel.parse(label.name) == label)
    }

    @Test(
        "ids and folders that could lead elsewhere are refused",
        arguments: [
            ("", "acme"), ("../x", "acme"), (".a", "acme"), ("-a", "acme"), ("a b", "acme"), ("a@b", "acme"),
            (String(repeating: "a", count: 65), "acme"), ("a", ""), ("a", ".."), ("a", "acme/../globex"),
            ("a", "/acme"),
            ("a", "acme//edi"), ("a", ".acme"), ("a", String(repeating: "a", count: 151)),
        ])
    func badLabels(id: String, folder: String) {
        #expect(throws: SpoolError.self) { try IntakeLabel(id: id, folder: folder) }
    }

    @Test("paths keep their bytes")
    func paths() throws {
        let path = try #require(SpoolPath(bytes: Array("/srv/".utf8) + [0xFF, UInt8(ascii: "/")]))
        #expect(path.printable == "/srv/\\xFF")
        #expect(path.appending(try fileName("a")).bytes == Array("/srv/".utf8) + [0xFF] + Array("/a".utf8))
        #expect(SpoolPath("/")?.appending(try fileName("a")).text == "/a")
        #expect(SpoolPath("") == nil)
        #expect(SpoolPath("a\u{0}") == nil)
    }
}
