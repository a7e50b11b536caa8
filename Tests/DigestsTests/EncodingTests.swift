// Base64 and hexadecimal: the vectors of RFC 4648, and everything that must be refused.

import Digests
import Testing

@Suite("Base64 and hexadecimal") struct EncodingTests {
    @Test(
        "base64 of RFC 4648 section 10, both ways",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(plain: String, encoded: String) throws {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(try Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test("every byte survives base64 and hexadecimal at every length from 0 to 257")
    func roundTrip() throws {
        for count in 0...257 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            #expect(try Base64.decode(Base64.encode(bytes)) == bytes)
            #expect(try Hexadecimal.decode(Hexadecimal.encode(bytes)) == bytes)
        }
    }

    @Test(
        "base64 that is not written in the one right way is refused with the place",
        arguments: [
            ("Zg", 2), ("Zg=", 3), ("Zg==\n", 5), ("Zm9v Zg=", 4), ("Zm9\nZg==", 3), ("====", 0), ("Z===", 1),
            ("Zg==Zg==", 2), ("Zh==", 1), ("Zm9=", 2), ("Zm-_", 2), ("Zm9\u{E9}Zm9", 3),
        ])
    func badBase64(text: String, offset: Int) {
        #expect(throws: DigestError.notBase64(offset: offset)) { try Base64.decode(text) }
    }

    @Test("hexadecimal takes both cases and refuses odd lengths and other letters")
    func hexadecimal() throws {
        #expect(try Hexadecimal.decode("00fFA5") == [0x00, 0xFF, 0xA5])
        #expect(throws: DigestError.notHexadecimal(offset: 3)) { try Hexadecimal.decode("abc") }
        #expect(throws: DigestError.notHexadecimal(offset: 2)) { try Hexadecimal.decode("ab 0") }
    }
}
