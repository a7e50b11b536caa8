// SHA-256 and HMAC-SHA256 against the published vectors: FIPS 180-4 examples, RFC 4231.

import Digests
import Glibc
import Testing

@Suite("Digests") struct DigestTests {
    @Test(
        "SHA-256 gives the digests that FIPS 180-4 publishes",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func sha256(content: String, expected: String) throws {
        #expect(try SHA256Digest.of(content).hexadecimal == expected)
    }

    @Test("SHA-256 of a million letters a, taken in uneven pieces, is the published digest")
    func million() throws {
        var hasher = try SHA256Hasher()
        var left = 1_000_000
        var piece = 1
        while left > 0 {
            let count = min(piece, left)
            try hasher.update([UInt8](repeating: UInt8(ascii: "a"), count: count))
            left -= count
            piece = piece * 3 % 70_001 + 1
        }
        let digest = try hasher.finish()
        #expect(digest.hexadecimal == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("a file has the digest of its bytes, and its size is told")
    func file() throws {
        let path = try temporaryFile(content: [UInt8](repeating: 0x2A, count: 600_001))
        defer { unlink(path) }
        let (digest, size) = try SHA256Digest.ofFile(at: path)
        #expect(size == 600_001)
        #expect(try digest == SHA256Digest.of([UInt8](repeating: 0x2A, count: 600_001)))
    }

    @Test("a file that is not there is an error that names it")
    func missingFile() {
        #expect(throws: DigestError.unreadable(path: "/nonexistent/file", code: ENOENT)) {
            try SHA256Digest.ofFile(at: "/nonexistent/file")
        }
        let text = "\(DigestError.unreadable(path: "/nonexistent/file", code: ENOENT))"
        #expect(text.contains("/nonexistent/file") && text.contains("No such file"))
    }

    @Test("a folder is not digested as if it were an empty file")
    func folder() {
        #expect(throws: DigestError.unreadable(path: "/", code: EISDIR)) { try SHA256Digest.ofFile(at: "/") }
    }

    @Test("HMAC-SHA256 gives the codes of RFC 4231", arguments: HMACVector.rfc4231)
    func hmac(vector: HMACVector) throws {
        let code = try HMACSHA256.code(key: vector.key, message: vector.message)
        #expect(Hexadecimal.encode(code) == vector.code)
    }

    @Test("HMAC-SHA256 of nothing under an empty key is defined")
    func emptyHMAC() throws {
        let code = try HMACSHA256.code(key: [], message: [])
        #expect(Hexadecimal.encode(code) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test("equal bytes are equal, and one different bit, byte or length is not")
    func comparing() {
        #expect(ConstantTime.areEqual([], []))
        #expect(ConstantTime.areEqual([1, 2, 3], [1, 2, 3]))
        #expect(!ConstantTime.areEqual([1, 2, 3], [1, 2, 2]))
        #expect(!ConstantTime.areEqual([1, 2, 3], [1, 2]))
        #expect(!ConstantTime.areEqual([1], []))
    }

    @Test("a stored digest is taken up again only when it is whole")
    func stored() throws {
        let digest = try SHA256Digest.of("abc")
        #expect(SHA256Digest(hexadecimal: digest.hexadecimal) == digest)
        #expect(SHA256Digest(bytes: digest.bytes) == digest)
        #expect(SHA256Digest(hexadecimal: String(digest.hexadecimal.dropLast(2))) == nil)
        #expect(SHA256Digest(hexadecimal: "zz" + digest.hexadecimal.dropFirst(2)) == nil)
    }

    @Test("random bytes have the asked length and differ from call to call")
    func random() throws {
        let first = try RandomBytes.make(count: 32)
        #expect(first.count == 32)
        #expect(try RandomBytes.make(count: 32) != first)
        #expect(try RandomBytes.make(count: 0).isEmpty)
        #expect(throws: DigestError.self) { try RandomBytes.make(count: -1) }
    }

    private func temporaryFile(content: [UInt8]) throws -> String {
        var template = Array("/tmp/docket-digest-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        #expect(write(descriptor, content, content.count) == content.count)
        return template.withUnsafeBufferPointer { buffer in
            String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}

struct HMACVector: Sendable, CustomTestStringConvertible {
    let name: String
    let key: [UInt8]
    let message: [UInt8]
    let code: String

    var testDescription: String { name }

    static let rfc4231 = [
        HMACVector(
            name: "test case 1", key: [UInt8](repeating: 0x0B, count: 20), message: Array("Hi There".utf8),
            code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        HMACVector(
            name: "test case 2", key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
            code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        HMACVector(
            name: "test case 3", key: [UInt8](repeating: 0xAA, count: 20),
            message: [UInt8](repeating: 0xDD, count: 50),
            code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        HMACVector(
            name: "test case 6, a key longer than a block", key: [UInt8](repeating: 0xAA, count: 131),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
    ]
}
