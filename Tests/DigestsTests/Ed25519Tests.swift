// Ed25519 beside the vectors of RFC 8032, section 7.1.

import Digests
import Testing

@Suite("Ed25519") struct Ed25519Tests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let name: String
        let seed: String
        let publicKey: String
        let message: String
        let signature: String
        var testDescription: String { name }
    }

    static let vectors = [
        Vector(
            name: "TEST 1", seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", message: "",
            signature:
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                + "d25bf5f0595bbe24655141438e7a100b"),
        Vector(
            name: "TEST 2", seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", message: "72",
            signature:
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                + "387b2eaeb4302aeeb00d291612bb0c00"),
        Vector(
            name: "TEST 3", seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", message: "af82",
            signature:
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                + "4a7c15e9716ed28dc027beceea1ec40a"),
        Vector(
            name: "TEST SHA(abc)", seed: "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            publicKey: "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            message:
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd45"
                + "4d4423643ce80e2a9ac94fa54ca49f",
            signature:
                "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
                + "3dca179c138ac17ad9bef1177331a704"),
    ]

    @Test("the vectors of RFC 8032 get their public keys and signatures, and are found valid", arguments: vectors)
    func published(vector: Vector) throws {
        let seed = try Hexadecimal.decode(vector.seed)
        let message = try Hexadecimal.decode(vector.message)
        let publicKey = try Ed25519.publicKey(ofSeed: seed)
        let signature = try Ed25519.sign(message, seed: seed)
        #expect(Hexadecimal.encode(publicKey) == vector.publicKey)
        #expect(Hexadecimal.encode(signature) == vector.signature)
        #expect(try Ed25519.isValid(signature: signature, of: message, publicKey: publicKey))
    }

    @Test("any bit that differs in signature, message or key makes a signature invalid")
    func changed() throws {
        let vector = Ed25519Tests.vectors[2]
        let message = try Hexadecimal.decode(vector.message)
        let publicKey = try Hexadecimal.decode(vector.publicKey)
        let signature = try Hexadecimal.decode(vector.signature)
        for bit in 0..<signature.count * 8 {
            var other = signature
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(try !Ed25519.isValid(signature: other, of: message, publicKey: publicKey))
        }
        for bit in 0..<message.count * 8 {
            var other = message
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(try !Ed25519.isValid(signature: signature, of: other, publicKey: publicKey))
        }
        for bit in 0..<publicKey.count * 8 {
            var other = publicKey
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect((try? Ed25519.isValid(signature: signature, of: message, publicKey: other)) != true)
        }
    }

    @Test("a key or signature of another length is refused or fits nothing, and traps nowhere")
    func lengths() throws {
        for count in [0, 1, 31, 33, 64] {
            let bytes = [UInt8](repeating: 1, count: count)
            #expect(throws: DigestError.self) { try Ed25519.sign([], seed: bytes) }
            #expect(throws: DigestError.self) { try Ed25519.publicKey(ofSeed: bytes) }
            #expect(try !Ed25519.isValid(signature: bytes, of: [], publicKey: bytes))
        }
    }
}
