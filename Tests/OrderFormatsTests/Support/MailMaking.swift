// Mails for tests, written as mail programs write them.

/// A part of a mail, with its headers and its body.
struct MailPart {
    var headers: [String]
    var body: String

    static func text(_ text: String) -> MailPart {
        MailPart(headers: ["Content-Type: text/plain; charset=utf-8"], body: text)
    }

    static func html(_ text: String) -> MailPart {
        MailPart(headers: ["Content-Type: text/html; charset=utf-8"], body: text)
    }

    /// An attachment in Base64.
    static func attached(_ content: [UInt8], _ name: String, type: String = "text/csv") -> MailPart {
        MailPart(
            headers: [
                "Content-Type: \(type)", "Content-Disposition: attachment; filename=\"\(name)\"",
                "Content-Transfer-Encoding: base64",
            ], body: base64(content))
    }

    static func attached(_ content: String, _ name: String, type: String = "text/csv") -> MailPart {
        attached(Array(content.utf8), name, type: type)
    }

    static func multipart(_ subtype: String, _ boundary: String, _ parts: [MailPart], isClosed: Bool = true) -> MailPart
    {
        let inner = parts.map { "--\(boundary)\r\n\($0.written)\r\n" }.joined()
        return MailPart(
            headers: ["Content-Type: multipart/\(subtype); boundary=\"\(boundary)\""],
            body: inner + (isClosed ? "--\(boundary)--\r\n" : ""))
    }

    var written: String { headers.map { $0 + "\r\n" }.joined() + "\r\n" + body }
}

/// A whole mail.
func mail(_ part: MailPart, subject: String = "Order", id: String? = "<7@acme.example>") -> [UInt8] {
    let head = [
        "Received: from mx.acme.example by mail.example; Mon, 23 Nov 2026 09:00:00 +0100",
        "From: Purchasing <buyer@acme.example>", "To: orders@desk.example", "Subject: \(subject)",
        "Date: Mon, 23 Nov 2026 08:59:58 +0100", "MIME-Version: 1.0",
    ]
    let lines = head + (id.map { ["Message-ID: \($0)"] } ?? [])
    return Array((lines.map { $0 + "\r\n" }.joined() + part.written).utf8)
}

/// RFC 2045: lines of 76 characters.
func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = Array(bytes[start..<min(start + 3, bytes.count)])
        let value = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[$1]) : 0) }
        for index in 0..<4 { text.append(index <= group.count ? digits[value >> (18 - index * 6) & 63] : "=") }
        if (start / 3 + 1) % 19 == 0 { text += "\r\n" }
    }
    return text
}
