// The attachments of a mail, read one after the other, each as a file of its own.

import OrderModel

struct MailAttachments {
    private(set) var file = ReadFile()
    private let mail: MailMessage
    private let context: ReadingContext
    /// What proves each order: the mail, and the scans that are attached to it.
    private let proofs: [Evidence]
    /// What lies in the mail and cannot be read as data: scans, pictures.
    private var others: [String] = []
    private var hasAttachment = false

    init(_ mail: MailMessage, proof: Evidence, _ context: ReadingContext) {
        self.mail = mail
        self.context = context
        let scans = mail.parts.filter { $0.role == .scan }.map {
            Evidence(kind: .scan, name: $0.shownName ?? $0.mediaType, sha256: MailReader.digest($0.content))
        }
        proofs = [proof] + scans
    }

    typealias Opening = (any ByteSource, ReadingContext) throws(InputError) -> any DocumentStream

    mutating func readAll(_ opening: Opening) throws(InputError) {
        for (part, name) in zip(mail.parts, mail.partNames) {
            switch part.role {
            case .document:
                hasAttachment = true
                add(try read(part, opening), from: name)
            case .unreadable(let why, let hint):
                file.findings.append(
                    Finding(.error, .mailPartUnreadable, why, at: Place(path: name), hint: hint))
            case .scan: others.append(name)
            case .body, .ignored: break
            }
        }
        if !hasAttachment, !file.findings.hasErrors { try readBody(opening) }
        if file.documents.count > context.limits.documentsPerFile { refuseAll() }
    }

    // MARK: - One attachment

    private func read(_ part: MailMessage.Part, _ opening: Opening) throws(InputError) -> ReadFile {
        guard let inside = context.inside(charset: part.usefulCharset) else {
            return ReadFile(findings: [context.tooDeep])
        }
        return try read(part.content, inside, opening)
    }

    private func read(_ content: [UInt8], _ inside: ReadingContext, _ opening: Opening) throws(InputError) -> ReadFile {
        let documents = try opening(MemorySource(content), inside)
        var read = ReadFile()
        while let item = try documents.next() {
            switch item {
            case .document(let document): read.documents.append(document)
            case .refused(let document): read.refused.append(document)
            }
        }
        let account = documents.account
        (read.format, read.charset) = (account.format, account.charset)
        (read.findings, read.interchanges) = (account.findings, account.interchanges)
        guard account.isIncomplete else { return read }
        // The mail is whole, so no rest will come.
        read.documents = []
        if !read.findings.hasErrors {
            read.findings.append(
                Finding(.error, .fileIncomplete, "the end of the attachment is missing", hint: "send it again"))
        }
        return read
    }

    private mutating func add(_ read: ReadFile, from name: String) {
        if file.format == nil || file.documents.isEmpty { (file.format, file.charset) = (read.format, read.charset) }
        file.documents += read.documents.map { document in
            var document = document
            document.findings = document.findings.map { $0.inside(name) }
            if case .order(var order) = document.document {
                order.evidence += proofs
                order.place = (order.place ?? Place()).inside(name)
                for index in order.lines.indices { order.lines[index].place = order.lines[index].place?.inside(name) }
                document.document = .order(order)
            }
            return document
        }
        file.refused += read.refused.map { refused in
            var refused = refused
            refused.findings = refused.findings.map { $0.inside(name) }
            return refused
        }
        file.findings += read.findings.map { $0.inside(name) }
        file.interchanges += read.interchanges
    }

    // MARK: - The text itself

    /// A mail without an attachment whose text is an order in one of our formats is taken for that: programs mail so.
    /// A letter in words is not.
    private mutating func readBody(_ opening: Opening) throws(InputError) {
        let text = Array(MailText.body(mail).utf8)
        if text.starts(with: Array("-----BEGIN PGP MESSAGE-----".utf8)) {
            let (why, hint) = MailMessage.Part.encrypted
            return file.findings.append(Finding(.error, .mailPartUnreadable, why, hint: hint))
        }
        if !text.isEmpty, let inside = context.inside(charset: nil) {
            let read = try read(text, inside, opening)
            if !read.documents.isEmpty || MailAttachments.isData(text) { return add(read, from: MailMessage.textName) }
        }
        let seen = others.isEmpty ? "" : "; attached are \(others.prefix(5).joined(separator: ", "))"
        file.findings.append(
            Finding(
                .error, .mailNothingToRead,
                "the mail holds no order that can be read: nothing is attached as data\(seen)",
                hint:
                    "attach the order as CSV, JSON, UBL, X12 or EDIFACT; or somebody keys it in and keeps the mail as its proof"
            ))
    }

    /// A text that begins so is meant for programs.
    private static func isData(_ text: [UInt8]) -> Bool {
        ["{", "[{", "<?xml", "ISA*", "UNA", "UNB+"].contains { text.starts(with: Array($0.utf8)) }
    }

    private mutating func refuseAll() {
        file.documents = []
        file.findings.append(
            Finding(
                .error, .tooManyDocuments,
                "the attachments have more than \(context.limits.documentsPerFile) documents together",
                hint: "send them in several mails; nothing of this one was taken"))
    }
}

// MARK: - What a part is for

extension MailMessage.Part {
    enum Role: Equatable {
        /// To be read as a file.
        case document
        /// What a person reads.
        case body
        /// Kept as proof.
        case scan
        /// Signatures, cards, logos: nothing to do with the order.
        case ignored
        /// Nobody but a mail program can look inside.
        case unreadable(String, hint: String)
    }

    static let encrypted = (
        why: "this part is encrypted, or signed in a way that only mail programs can open (S/MIME, OpenPGP)",
        hint: "send the mail without encryption, and signed in clear text if need be"
    )
    private static let winmail = (
        why: "Outlook has packed the attachments into winmail.dat (TNEF), which other programs cannot open",
        hint: "send the mail in plain text or HTML instead of Rich Text"
    )
    private static let fragment = (
        why: "this is only a piece of a mail, or a link in place of its content",
        hint: "send the mail in one piece, with the file itself attached"
    )

    private static let ignoredTypes: Set<String> = [
        "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
        "application/pgp-keys", "text/vcard", "text/x-vcard", "text/directory", "text/calendar", "application/ics",
        "message/delivery-status", "message/disposition-notification", "text/rfc822-headers",
    ]
    private static let ignoredEndings = [".vcf", ".ics", ".p7s", ".asc", ".sig"]
    private static let scanEndings = [".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg"]

    var role: Role {
        let name = fileName?.lowercased() ?? ""
        switch mediaType {
        case "multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted":
            return .unreadable(Self.encrypted.why, hint: Self.encrypted.hint)
        case "application/ms-tnef", "application/vnd.ms-tnef":
            return .unreadable(Self.winmail.why, hint: Self.winmail.hint)
        case "message/partial", "message/external-body":
            return .unreadable(Self.fragment.why, hint: Self.fragment.hint)
        default: break
        }
        if name == "winmail.dat" { return .unreadable(Self.winmail.why, hint: Self.winmail.hint) }
        if name.hasSuffix(".p7m") || name.hasSuffix(".pgp") || name.hasSuffix(".gpg") {
            return .unreadable(Self.encrypted.why, hint: Self.encrypted.hint)
        }
        if isBody { return .body }
        if Self.ignoredTypes.contains(mediaType) || Self.ignoredEndings.contains(where: name.hasSuffix) {
            return .ignored
        }
        // Exchange cuts what stands behind an attachment into parts of these names.
        if name.hasPrefix("att0"), name.hasSuffix(".txt") || name.hasSuffix(".htm") || name.hasSuffix(".html") {
            return .ignored
        }
        if mediaType.hasPrefix("image/") || mediaType == "application/pdf"
            || Self.scanEndings.contains(where: name.hasSuffix)
        {
            // A picture that is not attached is a logo.
            return isAttachment || mediaType == "application/pdf" ? .scan : .ignored
        }
        return .document
    }

    /// Without folders, which some programs send along.
    var shownName: String? {
        fileName?.split { $0 == "/" || $0 == "\\" }.last.map { String($0.prefix(200)) }
    }
}

// MARK: - Which attachment

extension MailMessage {
    /// What the text of the mail is called where it is read as an order.
    static let textName = "text"

    /// What findings call the parts, in their order. Two attachments may bear one name; findings must tell them apart.
    var partNames: [String] {
        var taken: Set<String> = [MailMessage.textName]
        return parts.enumerated().map { index, part in
            let name = part.shownName ?? "attachment \(index + 1)"
            var unique = name
            var count = 1
            while !taken.insert(unique).inserted {
                count += 1
                unique = "\(name) (\(count))"
            }
            return unique
        }
    }
}

extension Place {
    /// The same place, as one in the attachment called `name`: its path begins with that name and `#`.
    func inside(_ name: String) -> Place {
        var place = self
        place.path = path.map { "\(name)#\($0)" } ?? name
        return place
    }
}

extension Finding {
    func inside(_ name: String) -> Finding {
        var finding = self
        finding.place = (place ?? Place()).inside(name)
        return finding
    }
}
