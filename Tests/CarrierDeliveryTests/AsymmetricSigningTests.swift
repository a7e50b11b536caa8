// Signatures v1a: Ed25519, beside the example that the reference library in Go publishes in its tests.

import CarrierDelivery
import TestKit
import Testing

@Suite("Webhook signatures v1a") struct AsymmetricSigningTests {
    let id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    let timestamp: Int64 = 1_614_265_330
    let body = Array(#"{"test": 2432232314}"#.utf8)
    let privateKey = "whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk="
    let signature =
        "v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag=="

    func verify(_ keys: String..., signature: String, body: [UInt8]? = nil) throws {
        let verifier = WebhookVerifier(keys: try keys.map { try WebhookVerificationKey($0) })
        try verifier.verify(
            id: id, timestamp: String(timestamp), signature: signature, body: body ?? self.body, now: timestamp)
    }

    func publicKey(_ text: String) throws -> String {
        try #require(try WebhookSecret(text).verificationKey.publicText)
    }

    @Test("the published example gets the signature that is published for it, and its public key finds it good")
    func published() throws {
        let signer = try WebhookSigner(secrets: [WebhookSecret(privateKey)])
        #expect(try signer.sign(id: id, timestamp: timestamp, body: body).signature == signature)
        try verify(try publicKey(privateKey), signature: signature)
        try verify(privateKey, signature: signature)
    }

    @Test("a private key of 64 bytes is the seed with its public key behind it; another public key is refused")
    func seedAndPublicKey() throws {
        // RFC 8032, section 7.1, TEST 1.
        let seed = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="
        let both = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg=="
        #expect(try publicKey("whsk_" + seed) == "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
        #expect(try publicKey("whsk_" + both) == (try publicKey("whsk_" + seed)))
        let other = both.replacingCharacters("DXWpgB", with: "DXWpgC")
        #expect(throws: CarrierDeliveryError.self) { try WebhookSecret("whsk_" + other) }
    }

    @Test("keys of both kinds sign side by side, and a receiver that knows one of them is content")
    func both() throws {
        let signer = try WebhookSigner(secrets: [WebhookSecret(Samples.secret), WebhookSecret(privateKey)])
        let header = try signer.sign(id: id, timestamp: timestamp, body: body).signature
        #expect(header.hasPrefix("v1,") && header.hasSuffix(" " + signature))
        try verify(Samples.secret, signature: header)
        try verify(try publicKey(privateKey), signature: header)
        try verify(Samples.otherSecret, try publicKey(privateKey), signature: header)
        #expect(throws: CarrierDeliveryError.signatureRefused(.signatureWrong)) {
            try verify(Samples.otherSecret, signature: header)
        }
    }

    @Test("a signature of one version is never taken for one of the other")
    func notMixed() throws {
        let bare = signature.dropFirst("v1a,".count)
        #expect(throws: CarrierDeliveryError.signatureRefused(.noKnownSignature)) {
            try verify(try publicKey(privateKey), signature: "v1,\(bare)")
        }
        #expect(throws: CarrierDeliveryError.signatureRefused(.noKnownSignature)) {
            try verify(Samples.secret, signature: signature)
        }
    }

    @Test("another body, or a signature that was shortened, is refused")
    func changed() throws {
        let key = try publicKey(privateKey)
        #expect(throws: CarrierDeliveryError.signatureRefused(.signatureWrong)) {
            try verify(key, signature: signature, body: Array("{}".utf8))
        }
        #expect(throws: CarrierDeliveryError.signatureRefused(.signatureWrong)) {
            try verify(key, signature: "v1a,tQ9V2XOq")
        }
    }

    @Test("a new key can be written down and read again, and differs from the next one")
    func made() throws {
        let pairs = try [
            (WebhookSecret.makeShared(), WebhookSecret.makeShared()),
            (WebhookSecret.makeEd25519(), WebhookSecret.makeEd25519()),
        ]
        for (secret, other) in pairs {
            let again = try WebhookSecret(secret.revealed)
            #expect(again.revealed == secret.revealed && other.revealed != secret.revealed)
            let header = try WebhookSigner(secrets: [again]).sign(id: id, timestamp: timestamp, body: body)
            try verify(secret.verificationKey.publicText ?? secret.revealed, signature: header.signature)
        }
    }

    @Test(
        "a key that cannot sign or check is refused without being quoted",
        arguments: ["whsk_", "whsk_nWGxne/9WmC6", "whsk_nWGxne?", "whpk_11qYAYKx", "whpk_"])
    func malformed(text: String) {
        func refusal(_ make: () throws -> Void) -> String? {
            do { try make() } catch { return "\(error)" }
            return nil
        }
        for words in [
            refusal { _ = try WebhookSecret(text) }, refusal { _ = try WebhookVerificationKey(text) },
        ] {
            #expect(words != nil && words?.contains("nWGx") == false && words?.contains("11qY") == false)
        }
    }

    @Test("a public key cannot sign, and the error says which one can")
    func publicCannotSign() throws {
        let text = try publicKey(privateKey)
        do {
            _ = try WebhookSecret(text)
            Issue.record("it was taken")
        } catch {
            #expect("\(error)".contains("whsk_"))
        }
    }

    @Test("a private key shows itself nowhere")
    func blind() throws {
        let secret = try WebhookSecret(privateKey)
        var dumped = ""
        dump(secret, to: &dumped)
        dump(secret.verificationKey, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped, "\(try WebhookSigner(secrets: [secret]))"] {
            #expect(!text.contains("VEVT") && !text.contains("84, 69"))
        }
    }

    @Test("a credential is read from the folder that systemd names, and only from there")
    func credentials() throws {
        try withTemporaryFolder { folder in
            _ = try writeSecret("\(Samples.secret)\n\(privateKey)\n", in: folder, name: "acme-express")
            let path = try SecretSource("credential:acme-express").path(credentials: folder)
            #expect(try WebhookSecret.read(fileAt: path).count == 2)
            #expect(try SecretSource("secrets/acme").path(credentials: nil) == "secrets/acme")
            for (name, needle) in [
                ("credential:missing-variable", "CREDENTIALS_DIRECTORY is not set"), ("credential:../etc/key", "slash"),
                ("credential:..", "slash"), ("credential:", "slash"),
            ] {
                do {
                    let path = try SecretSource(name).path(credentials: needle.hasPrefix("CRED") ? nil : folder)
                    Issue.record("\(name) became \(path)")
                } catch {
                    #expect("\(error)".contains(name) && "\(error)".contains(needle))
                }
            }
            let missing = try SecretSource("credential:none").path(credentials: folder + "/")
            #expect(throws: CarrierDeliveryError.self) { try WebhookSecret.read(fileAt: missing) }
        }
    }
}

extension String {
    fileprivate func replacingCharacters(_ old: String, with new: String) -> String {
        firstRange(of: old).map { self[..<$0.lowerBound] + new + self[$0.upperBound...] } ?? self
    }
}
