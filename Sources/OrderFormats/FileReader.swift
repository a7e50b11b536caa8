// A file as it came: from bytes to documents and findings. The content says what it is, never the file's name.

package import OrderModel

/// Reads a file of any format that we know, document by document.
package final class FileReader {
    private let context: ReadingContext
    private let documents: any DocumentStream
    private let words: UnitWords
    private var hasErrors = false

    /// - Parameters:
    ///   - sender: who speaks, by the folder; decides which kinds of documents may be in the file.
    ///   - profile: how the partner writes; nil for the desk's own departments and for carriers.
    package init(
        _ source: any ByteSource, sender: Sender, profile: PartnerProfile?, limits: FormatLimits = .standard
    ) throws(InputError) {
        context = ReadingContext(sender: sender, profile: profile, limits: limits)
        words = UnitWords(profile)
        documents = try FileReader.open(source, context)
    }

    /// The next document, taken or refused; nil at the end.
    package func next() throws(InputError) -> ReadItem? {
        guard let item = try documents.next() else { return nil }
        switch item {
        case .refused(let refused):
            if refused.findings.hasErrors { hasErrors = true }
            return item
        case .document(var read):
            guard read.document.kind.isAllowed(from: context.sender) else {
                hasErrors = true
                return .refused(notAllowed(read))
            }
            if words.isEmpty { return item }
            words.apply(to: &read.document)
            return .document(read)
        }
    }

    /// What is to be said of the file as a whole, once `next()` has given nil: everything but its documents. With
    /// `isIncomplete` the file breaks off and may still grow; what was read of it must not be entered.
    package var account: ReadFile {
        let account = documents.account
        var file = ReadFile(
            format: account.format, charset: account.charset, findings: account.findings,
            isIncomplete: account.isIncomplete, interchanges: account.interchanges)
        if let closing = context.budget.closingFinding { file.findings.append(closing) }
        if file.isIncomplete, !file.findings.hasErrors, !hasErrors {
            file.findings.append(
                Finding(.error, .fileIncomplete, "the end of the file is missing", hint: "send the whole file again"))
        }
        return file
    }

    private func notAllowed(_ read: ReadDocument) -> RefusedDocument {
        var reference: String?
        var place: Place?
        if case .order(let order) = read.document { (reference, place) = (order.customerReference, order.place) }
        let finding = KindCheck.notAllowed(read.document.kind, context.sender, at: place)
        return RefusedDocument(
            customerReference: reference, kind: read.document.kind, findings: read.findings + [finding])
    }
}

// MARK: - Files in memory

extension FileReader {
    /// Reads a file that is in memory. Reading never fails: with `documents` empty and an error among `findings`, nothing
    /// could be taken.
    package static func read(
        _ bytes: [UInt8], sender: Sender, profile: PartnerProfile?, limits: FormatLimits = .standard
    ) -> ReadFile {
        guard bytes.count <= min(limits.bytes, limits.bytesInMemory) else {
            return ReadFile(findings: [tooLarge(bytes.count, limits)])
        }
        do throws(InputError) {
            let reader = try FileReader(MemorySource(bytes), sender: sender, profile: profile, limits: limits)
            var documents: [ReadDocument] = []
            var refused: [RefusedDocument] = []
            while let item = try reader.next() {
                guard documents.count + refused.count < limits.documentsInMemory else {
                    return ReadFile(findings: [tooManyInMemory(limits)])
                }
                switch item {
                case .document(let document): documents.append(document)
                case .refused(let document): refused.append(document)
                }
            }
            var file = reader.account
            file.documents = file.findings.contains { takesNothing.contains($0.code) } ? [] : documents
            file.refused = refused
            return file
        } catch {
            return ReadFile(findings: [Finding(.error, .notProcessed, error.description)])
        }
    }

    /// The text of a file for showing the lines that findings point at; never fails, but may show replacement
    /// characters where the file is no valid text.
    package static func sourceForDisplay(_ bytes: [UInt8], profile: PartnerProfile?) -> SourceText {
        sourceForDisplay(bytes, charset: profile?.charset)
    }

    static func sourceForDisplay(_ bytes: [UInt8], charset: String?) -> SourceText {
        let content = GzipOpening.isGzip(bytes) ? GzipOpening.beginning(of: bytes, limits: .standard) : bytes
        return TextDecoding.forDisplay(content, named: namedCharset(Array(content.prefix(4096)), agreed: charset))
    }

    /// The same for the attachments of a mail, by their names. Empty for a file that is no mail.
    package static func attachmentsForDisplay(_ bytes: [UInt8], profile: PartnerProfile?) -> [String: SourceText] {
        MailReader.sourcesForDisplay(bytes, charset: profile?.charset)
    }

    /// The lines of a file that may be longer than the memory, and those of the attachments of a mail. `source` must not be
    /// one that somebody else reads.
    package static func sourceForDisplay(
        _ source: any ByteSource, profile: PartnerProfile?
    ) -> (lines: (any SourceExcerpts)?, attachments: [String: SourceText]) {
        do throws(InputError) {
            let head = try TextOpening.beginning(of: source, count: 4096)
            if GzipOpening.isGzip(head), let content = try GzipOpening.open(source, limits: .standard).content {
                return sourceForDisplay(content, profile: profile)
            }
            let limits = FormatLimits.standard
            let short = try TextOpening.beginning(of: source, count: limits.wholeTextBytes + 1)
            if short.count <= limits.wholeTextBytes {
                return (sourceForDisplay(short, profile: profile), attachmentsForDisplay(short, profile: profile))
            }
            let charset = namedCharset(head, agreed: profile?.charset)
            let lines = SourceLines { () throws(InputError) in
                try TextOpening.open(source, named: charset, limits: limits).text
            }
            return (lines, [:])
        } catch {
            return (nil, [:])
        }
    }

    /// With an error of these codes about the file as a whole nothing of it may be entered, though documents were read.
    package static let takesNothing: Set<FindingCode> = [.tooManyDocuments, .csvRowsScattered, .csvTrailerWrong]

    private static func tooManyInMemory(_ limits: FormatLimits) -> Finding {
        Finding(
            .error, .tooManyDocuments, "the file has more than \(limits.documentsInMemory) documents",
            hint: "split the file; nothing of it was taken")
    }

    static func tooLarge(_ count: Int, _ limits: FormatLimits) -> Finding {
        let most = min(limits.bytes, limits.bytesInMemory)
        return Finding(
            .error, .fileTooLarge, "the file has \(count) bytes; at most \(most) can be taken",
            hint: "split it into several files")
    }
}

// MARK: - By content

extension FileReader {
    /// Also for what was taken out of a gzip file or a mail.
    static func open(
        _ source: any ByteSource, _ context: ReadingContext
    ) throws(InputError) -> any DocumentStream {
        let head = try TextOpening.beginning(of: source, count: 4096)
        guard !head.isEmpty else { return refused("the file is empty") }
        if GzipOpening.isGzip(head) { return try unpacked(source, context) }
        if MailDetection.isMail(head) { return try mail(source, context) }
        if FormatDetection.isXMLWithItsOwnEncoding(head) {
            return UBLStream(try XMLInput(source), limits: context.limits, budget: context.budget)
        }
        let charset = namedCharset(head, agreed: context.charset)
        let opened = try TextOpening.open(source, named: charset, limits: context.limits)
        guard let text = opened.text else { return WholeDocuments(ReadFile(findings: opened.findings)) }
        try fill(text, context.limits)
        if FormatDetection.isTRADACOMS(text.bytes.span) { return tradacoms(text.charset) }
        switch FormatDetection.format(of: text.bytes.span) {
        case .csv?: return try CSVReader.open(text, context)
        case .json?: return JSONDocuments(text, context)
        case .ubl?: return UBLStream(XMLInput(text), limits: context.limits, budget: context.budget)
        case .x12?: return X12Reader(text, context, hasMark: head.starts(with: [0xEF, 0xBB, 0xBF]))
        case .edifact?: return EDIFACTReader(text, context)
        case .text?, .html?, nil: return refused("the file holds only blanks", text.charset)
        }
    }

    /// The documents of a gzip file, whatever was packed into it.
    private static func unpacked(
        _ source: any ByteSource, _ context: ReadingContext
    ) throws(InputError) -> any DocumentStream {
        guard let inside = context.oneDeeper else { return WholeDocuments(ReadFile(findings: [context.tooDeep])) }
        let opened = try GzipOpening.open(source, limits: context.limits)
        guard let content = opened.content else {
            return WholeDocuments(ReadFile(findings: opened.findings, isIncomplete: opened.isIncomplete))
        }
        return UnpackedDocuments(try open(content, inside), findings: opened.findings)
    }

    /// The charset that is agreed with the partner, else the one that the file itself announces.
    private static func namedCharset(_ head: [UInt8], agreed: String?) -> NamedCharset? {
        NamedCharset.agreed(agreed) ?? EDIFACTSyntax.announcedCharset(head)
    }

    private static func mail(
        _ source: any ByteSource, _ context: ReadingContext
    ) throws(InputError) -> WholeDocuments {
        guard context.oneDeeper != nil else { return WholeDocuments(ReadFile(findings: [context.tooDeep])) }
        let bytes = try TextOpening.beginning(of: source, count: context.limits.mailBytes + 1)
        return WholeDocuments(
            try MailReader.read(bytes, context) { (attachment, inside) throws(InputError) in
                try open(attachment, inside)
            })
    }

    /// Reads until what decides on the format is in the window. Blank lines may stand in front.
    private static func fill(_ text: TextStream, _ limits: FormatLimits) throws(InputError) {
        while FormatDetection.needsMore(text.bytes.span), text.bytes.count < limits.rowLength {
            guard try text.more() != nil else { return }
        }
    }

    private static func tradacoms(_ charset: String) -> WholeDocuments {
        let finding = Finding(
            .error, .ediMessageUnknown, "this is TRADACOMS, which is not read here", at: Place(line: 1, column: 1),
            value: "STX=", hint: "send EDIFACT ORDERS (D.96A EANCOM), or CSV or JSON by the published schemas")
        return WholeDocuments(ReadFile(charset: charset, findings: [finding]))
    }

    private static func refused(_ why: String, _ charset: String? = nil) -> WholeDocuments {
        WholeDocuments(
            ReadFile(charset: charset, findings: [Finding(.error, .fileEmpty, why, hint: "send it again")]))
    }
}
