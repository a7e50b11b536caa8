// What a person reads of a mail, as plain text: kept with each order as its proof (C16).

enum MailText {
    /// The head and the text, in at most `limit` Unicode scalars; nil where there is neither.
    static func evidence(_ mail: MailMessage, limit: Int) -> String? {
        let head = [("From", mail.from), ("To", mail.to), ("Date", mail.date), ("Subject", mail.subject)]
        var text = head.compactMap { name, value in value.map { "\(name): \($0)\n" } }.joined()
        text += "\n" + body(mail)
        let words = kept(text, limit: limit)
        return words.isEmpty ? nil : words
    }

    /// What can stand in an order: without what no format can carry, and without blanks at the ends. So it stays the same
    /// when the order is written and read again.
    static func kept(_ text: String, limit: Int) -> String {
        let scalars = text.unicodeScalars.prefix(limit).map { scalar -> Unicode.Scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: scalar
            case 0..<0x20, 0x7F: " "
            case 0xFFFE, 0xFFFF: "\u{FFFD}"
            default: scalar
            }
        }
        return TextChecks.trimmed(String(String.UnicodeScalarView(scalars)))
    }

    /// The plain text; where there is only HTML, what it shows.
    static func body(_ mail: MailMessage) -> String {
        let plain = mail.parts.filter { $0.isBody && $0.mediaType == "text/plain" }.map(decoded)
        let text = joined(plain)
        if !text.isEmpty { return text }
        return joined(
            mail.parts.filter { $0.isBody && $0.mediaType == "text/html" }.map { HTMLText.text(of: decoded($0)) })
    }

    private static func joined(_ texts: [String]) -> String {
        texts.map { HTMLText.trimmed($0) }.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// In the charset that it says, where that can be; else as files are decoded.
    private static func decoded(_ part: MailMessage.Part) -> String {
        let named = part.usefulCharset.map { NamedCharset(name: $0, why: "as the mail says") }
        let text = TextDecoding.forDisplay(part.content, named: named)
        return String(decoding: text.bytes, as: UTF8.self)
    }
}

extension MailMessage.Part {
    /// It is read by a person when the mail is opened.
    var isBody: Bool { !isAttachment && fileName == nil && (mediaType == "text/plain" || mediaType == "text/html") }

    /// The charset that the part names, where that tells more than its bytes do: valid UTF-8 is UTF-8, and programs say
    /// US-ASCII of everything.
    var usefulCharset: String? {
        guard let charset, Charset(named: charset) != nil, charset.lowercased() != "us-ascii",
            TextDecoding.firstInvalid(content[...]) != nil
        else { return nil }
        return charset
    }
}
