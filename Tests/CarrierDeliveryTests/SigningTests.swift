// Signing and verifying by Standard Webhooks 1.0, with its published example and with everything that must be refused.

import CarrierDelivery
import TestKit
import Testing

@Suite("Webhook signatures") struct SigningTests {
    let id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    let timestamp: Int64 = 1_614_265_330
    let body = Array(#"{"test": 2432232314}"#.utf8)
    let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

    func signer(_ texts: String...) throws -> WebhookSigner {
        try WebhookSigner(secrets: texts.map { try WebhookSecret($0) })
    }

    func verify(
        _ texts: String..., id: String? = "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: String? = "1614265330",
        signature: String?, body: [UInt8]? = nil, now: Int64 = 1_614_265_330
    ) throws {
        let verifier = WebhookVerifier(secrets: try texts.map { try WebhookSecret($0) })
        try verifier.verify(id: id, timestamp: timestamp, signature: signature, body: body ?? self.body, now: now)
    }

    @Test("the example of Standard Webhooks gets the signature that is published for it")
    func published() throws {
        let headers = try signer(Samples.secret).sign(id: id, timestamp: timestamp, body: body)
        #expect(headers.signature == signature)
        #expect(headers.fields.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(headers.fields.map(\.value) == [id, "1614265330", signature])
    }

    @Test("while keys are changed both sign, and a receiver that knows either one is content")
    func severalKeys() throws {
        let headers = try signer(Samples.secret, Samples.otherSecret).sign(id: id, timestamp: timestamp, body: body)
        #expect(headers.signature.split(separator: " ").count == 2)
        #expect(headers.signature.hasPrefix(signature))
        try verify(Samples.secret, signature: headers.signature)
        try verify(Samples.otherSecret, signature: headers.signature)
        try verify(Samples.otherSecret, Samples.secret, signature: signature)
    }

    @Test("a signature of a version that is not known is passed over, not trusted")
    func otherVersions() throws {
        try verify(Samples.secret, signature: "v1a,AAAA \(signature) v2,AAAA")
        #expect(throws: CarrierDeliveryError.signatureRefused(.noKnownSignature)) {
            try verify(Samples.secret, signature: "v1a,AAAA v2,AAAA")
        }
    }

    @Test("another body, id, time or key than the signed one is refused")
    func changed() throws {
        let wrong = CarrierDeliveryError.signatureRefused(.signatureWrong)
        #expect(throws: wrong) { try verify(Samples.secret, signature: signature, body: Array("{}".utf8)) }
        #expect(throws: wrong) { try verify(Samples.secret, id: "msg_other", signature: signature) }
        #expect(throws: wrong) { try verify(Samples.secret, timestamp: "1614265331", signature: signature) }
        #expect(throws: wrong) { try verify(Samples.otherSecret, signature: signature) }
        let shortened = "v1," + signature.dropFirst(7)
        #expect(throws: CarrierDeliveryError.self) { try verify(Samples.secret, signature: shortened) }
    }

    @Test("a webhook that is older than the tolerance, or from the future, is refused; at the edge it passes")
    func tolerance() throws {
        try verify(Samples.secret, signature: signature, now: timestamp + 300)
        try verify(Samples.secret, signature: signature, now: timestamp - 300)
        #expect(throws: CarrierDeliveryError.signatureRefused(.timestampTooOld(seconds: 301))) {
            try verify(Samples.secret, signature: signature, now: timestamp + 301)
        }
        #expect(throws: CarrierDeliveryError.signatureRefused(.timestampInFuture(seconds: 301))) {
            try verify(Samples.secret, signature: signature, now: timestamp - 301)
        }
    }

    @Test(
        "a timestamp that is not a plain number of seconds is refused",
        arguments: ["", "1614265330.5", "-1614265330", "+1614265330", " 1614265330", "0x10", "99999999999999999999"])
    func badTimestamp(text: String) {
        #expect(throws: CarrierDeliveryError.self) {
            try verify(Samples.secret, timestamp: text, signature: signature)
        }
    }

    @Test("a missing header is named")
    func missing() {
        func error(_ name: String) -> CarrierDeliveryError { .signatureRefused(.headerMissing(name: name)) }
        #expect(throws: error("webhook-id")) { try verify(Samples.secret, id: nil, signature: signature) }
        #expect(throws: error("webhook-timestamp")) {
            try verify(Samples.secret, timestamp: nil, signature: signature)
        }
        #expect(throws: error("webhook-signature")) { try verify(Samples.secret, signature: nil) }
    }

    @Test(
        "an id that could be mistaken for another part of what is signed, or break a header, is not signed",
        arguments: ["", "a.b", "a b", "a\r\nx: y", "ä", String(repeating: "a", count: 257)])
    func badID(id: String) throws {
        let signer = try signer(Samples.secret)
        #expect(throws: CarrierDeliveryError.self) { try signer.sign(id: id, timestamp: timestamp, body: body) }
    }

    @Test(
        "a secret without prefix, not base64, too short or too long is refused without being quoted",
        arguments: [
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "whsec_MfKQ9r8GKYqr",
            "whsec_" + String(repeating: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", count: 3), "whsec_",
        ])
    func badSecret(text: String) {
        do {
            _ = try WebhookSecret(text)
            Issue.record("it was taken")
        } catch {
            #expect(!"\(error)".contains("MfKQ9r8G"))
            #expect("\(error)".contains("webhook secret"))
        }
    }

    @Test("a secret shows itself neither in a description, nor to the debugger, nor to a mirror")
    func blind() throws {
        let secret = try WebhookSecret(Samples.secret)
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])", "\(try signer(Samples.secret))"] {
            #expect(!text.contains("MfKQ"))
            #expect(!text.contains("49, 242"))
        }
    }

    @Test("a secret file has a key on each line; comments and empty lines are passed over")
    func secretFile() throws {
        try withTemporaryFolder { folder in
            let text = "# the new key\n\(Samples.otherSecret)\r\n\n  \(Samples.secret)  "
            let secrets = try WebhookSecret.read(fileAt: try writeSecret(text, in: folder))
            #expect(secrets.count == 2)
            let headers = try WebhookSigner(secrets: secrets).sign(id: id, timestamp: timestamp, body: body)
            #expect(headers.signature.hasSuffix(signature))
        }
    }

    @Test("a secret file that is missing, empty, too large or wrong is an error that names it and quotes nothing")
    func badSecretFile() throws {
        try withTemporaryFolder { folder in
            let many = String(repeating: Samples.secret + "\n", count: 9)
            for (name, text) in [
                ("empty", "\n# nothing\n"), ("wrong", "ok\nwhsec_MfKQ9r8G\n"), ("many", many),
                ("large", String(repeating: "#", count: 20_000)),
            ] {
                let path = try writeSecret(text, in: folder, name: name)
                do {
                    _ = try WebhookSecret.read(fileAt: path)
                    Issue.record("\(name) was taken")
                } catch {
                    #expect("\(error)".contains(path) && !"\(error)".contains("MfKQ"))
                }
            }
            #expect(throws: CarrierDeliveryError.self) { try WebhookSecret.read(fileAt: "\(folder)/missing") }
            #expect(throws: CarrierDeliveryError.self) { try WebhookSecret.read(fileAt: folder) }
        }
    }
}
