// Is it a mail? And is it one that can be parsed without harm?

import OrderModel

enum MailDetection {
    /// Names that stand at the head of every mail that was really sent. Lower case.
    private static let known: Set<String> = [
        "from", "to", "cc", "subject", "date", "message-id", "received", "return-path", "mime-version", "delivered-to",
        "content-type", "content-transfer-encoding", "reply-to", "sender", "dkim-signature", "x-mailer",
        "authentication-results", "envelope-to", "x-original-to", "x-envelope-from",
    ]

    /// Whether a file that begins like this is a mail (RFC 5322): lines `Name: value` up to an empty line, two of them
    /// with names that mails have. No CSV, JSON, XML or EDI file begins so.
    static func isMail(_ head: [UInt8]) -> Bool {
        let lines = head[mailStart(in: head)...].split(separator: 0x0A, omittingEmptySubsequences: false)
        var names: Set<String> = []
        for (index, line) in lines.enumerated() {
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty { break }
            // What was cut off at the end of the head says nothing.
            if index == lines.count - 1, index > 0 { break }
            if line.first == 0x20 || line.first == 0x09 {
                if index == 0 { return false }
                continue
            }
            guard let name = fieldName(line) else { return false }
            if known.contains(name) { names.insert(name) }
            if names.count >= 2 { return true }
        }
        return names.count >= 2
    }

    /// Behind a byte order mark and the line `From … ` that mail delivery may put in front.
    static func mailStart(in bytes: [UInt8]) -> Int {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if bytes[start...].starts(with: Array("From ".utf8)), let end = bytes[start...].firstIndex(of: 0x0A) {
            start = end + 1
        }
        return start
    }

    /// The name of a header field in lower case; nil where the line begins with none.
    static func fieldName(_ line: ArraySlice<UInt8>) -> String? {
        guard let colon = line.prefix(78).firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return nil }
        var name = ""
        for byte in line[..<colon] {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): name.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                name.unicodeScalars.append(Unicode.Scalar(byte))
            default: return nil
            }
        }
        return name
    }
}

/// What parsing a mail may cost, seen before it is parsed: addresses and parameters become objects, and each line is
/// compared with the boundary of every open multipart. So both are counted wherever they may be headers.
struct MailBounds {
    /// Bytes of headers with addresses or parameters.
    private(set) var headerBytes = 0
    /// Parts that may hold parts.
    private(set) var nestings = 0
    /// The head is closed by an empty line; without it, the mail breaks off.
    private(set) var hasBody = false

    private static let costly: Set<String> = [
        "from", "to", "cc", "bcc", "sender", "reply-to", "resent-from", "resent-to", "resent-cc", "resent-bcc",
        "resent-sender", "content-type", "content-disposition", "references", "in-reply-to",
    ]

    init(_ mail: ArraySlice<UInt8>) {
        var rest = mail
        var isCostly = false
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
            let line = rest[rest.startIndex..<end]
            rest = rest[min(end + 1, rest.endIndex)...]
            if line.isEmpty || line.elementsEqual([0x0D]) { hasBody = true }
            if line.first != 0x20, line.first != 0x09 { isCostly = MailBounds.isCostly(line) }
            guard isCostly else { continue }
            headerBytes += line.count
            let text = String(decoding: line.prefix(200), as: UTF8.self).lowercased()
            if text.contains("multipart/") || text.contains("message/") { nestings += 1 }
        }
    }

    private static func isCostly(_ line: ArraySlice<UInt8>) -> Bool {
        // Most lines of a mail are Base64 and have no colon.
        guard line.prefix(20).contains(UInt8(ascii: ":")) else { return false }
        return MailDetection.fieldName(line.prefix(20)).map(costly.contains) ?? false
    }
}
