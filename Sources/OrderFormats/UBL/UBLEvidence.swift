// What proves an order: documents that it refers to or carries (C16), and the customer's signature or stamp (C15).

import OrderModel

extension UBLValues {
    /// cac:AdditionalDocumentReference as evidence.
    func evidence(_ reference: XMLElement) -> Evidence? {
        let attachment = reference.first(.attachment)
        let external = attachment?.first(.externalReference)
        let embedded = attachment?.first(.embeddedDocumentBinaryObject)
        let names = [
            text(external?.first(.fileName)), embedded.flatMap { attribute(.filenameAttribute, of: $0) },
            text(external?.first(.uri)), identifier(reference.first(.id)),
        ]
        guard let name = names.lazy.compactMap(\.self).first else { return nil }
        let mime = embedded?.attribute(UBLName.mimeCodeAttribute.rawValue) ?? external?.first(.mimeCode)?.text ?? ""
        var evidence = Evidence(kind: kind(of: reference, name: name, mime: mime), name: name)
        evidence.text =
            embedded.flatMap { embeddedText($0, mime: mime) } ?? text(reference.all(.documentDescription))
        evidence.sha256 = external.flatMap { digest($0) }
        return evidence
    }

    private func kind(of reference: XMLElement, name: String, mime: String) -> Evidence.Kind {
        let type = (reference.all(.documentType) + reference.all(.documentTypeCode)).map(\.text)
            .joined(separator: " ").lowercased()
        let name = name.lowercased()
        let mime = mime.lowercased()
        if contains(type, ["mail", "邮件", "郵件"]) || mime == "message/rfc822" || mime == "application/vnd.ms-outlook"
            || name.hasSuffix(".eml") || name.hasSuffix(".msg") || name.hasPrefix("mid:")
        {
            return .email
        }
        if contains(type, ["scan", "fax", "扫描", "掃描", "传真", "傳真"]) || mime.hasPrefix("image/") { return .scan }
        return contains(type, ["letter", "信函"]) ? .letter : .other
    }

    private func contains(_ text: String, _ words: [String]) -> Bool { words.contains { text.contains($0) } }

    /// The text of an embedded document, where it is text.
    private func embeddedText(_ element: XMLElement, mime: String) -> String? {
        guard mime.lowercased().hasPrefix("text/") || mime.lowercased() == "message/rfc822" else { return nil }
        guard !element.isTextCut, let bytes = Base64Text.decode(element.text),
            bytes.count <= limits.evidenceLength, let text = String(validating: bytes, as: UTF8.self)
        else {
            report(
                .warning, .valueTooLong, "the embedded document cannot be kept as text; only its name is", at: element,
                hint: "embed base64 of UTF-8 text with at most \(limits.evidenceLength) bytes, or give a file name")
            return nil
        }
        do throws(ValueProblem) {
            try TextChecks.check(text: text, longest: limits.evidenceLength)
            return text
        } catch {
            report(
                .warning, error.code, "the embedded document \(error.message); only its name is kept", at: element)
            return nil
        }
    }

    /// cac:ExternalReference/cbc:DocumentHash, in hexadecimal or base64, where it is a SHA-256.
    private func digest(_ external: XMLElement) -> String? {
        guard let hash = external.first(.documentHash), !hash.text.isEmpty else { return nil }
        let method = external.first(.hashAlgorithmMethod)?.text.lowercased() ?? "sha256"
        guard method.contains("sha256") || method.contains("sha-256") else { return nil }
        if let hexadecimal = try? TextChecks.sha256(hash.text) { return hexadecimal }
        if let bytes = Base64Text.decode(hash.text), bytes.count == 32 {
            return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        report(
            .error, .valueOutOfRange, "DocumentHash is not a SHA-256 digest", at: hash, value: hash.text,
            hint: "write 64 hexadecimal digits, or the base64 of the 32 bytes")
        return nil
    }

    /// cac:Signature: who signed, or whose stamp it is.
    func attestation(signature: XMLElement) -> Attestation {
        let signatory = signature.first(.signatoryParty)
        let kindText = (signature.all(.signatureMethod) + signature.all(.note)).map(\.text)
            .joined(separator: " ")
        return Attestation(
            kind: attestationKind(kindText) ?? .signature, by: party(signatory).name ?? party(signatory).contact?.name,
            date: date(signature.first(.validationDate)))
    }

    /// A document reference that is itself the signature or the stamp; nil if it is something else.
    func attestation(reference: XMLElement) -> Attestation? {
        let type = (reference.all(.documentType) + reference.all(.documentTypeCode)).map(\.text)
            .joined(separator: " ")
        guard let kind = attestationKind(type) else { return nil }
        let issuer = party(reference.first(.issuerParty))
        return Attestation(
            kind: kind, by: issuer.name ?? issuer.contact?.name, date: date(reference.first(.issueDate)))
    }

    private func attestationKind(_ text: String) -> Attestation.Kind? {
        let text = text.lowercased()
        if contains(text, ["stamp", "seal", "chop", "印章", "盖章", "蓋章", "公章"]) { return .stamp }
        return contains(text, ["signature", "signed", "签名", "簽名", "签字", "簽字"]) ? .signature : nil
    }
}

/// Base64 as XML carries it: white space anywhere means nothing.
enum Base64Text {
    static func encode(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(3 - group.count) * 8
            for place in 0..<4 {
                let digit = digits[Int(bits >> UInt32(18 - 6 * place) & 0x3F)]
                text.append(place <= group.count ? digit : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3)
        var bits: UInt32 = 0
        var digits = 0
        var isPadded = false
        for byte in text.utf8 {
            if byte == 0x20 || (0x09...0x0D).contains(byte) { continue }
            digits += 1
            if byte == UInt8(ascii: "=") {
                isPadded = true
                continue
            }
            guard !isPadded, let value = value(byte) else { return nil }
            bits = (bits << 6 | value) & 0xFFFFFF
            switch digits % 4 {
            case 2: bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
            case 3: bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
            case 0: bytes.append(UInt8(truncatingIfNeeded: bits))
            default: break
            }
        }
        return digits % 4 == 0 ? bytes : nil
    }

    private static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
