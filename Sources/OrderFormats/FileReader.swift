// A file as it came: from bytes to documents and findings. The content says what it is, never the file's name.

package import OrderModel

package enum FileReader {
    /// Reads a file of any format that we know.
    ///
    /// - Parameters:
    ///   - sender: who speaks, by the folder; decides which kinds of documents may be in the file.
    ///   - profile: how the partner writes; nil for the desk's own departments and for carriers.
    /// - Returns: what could be read, what was refused, and why. Reading never fails: with `documents` empty and an error
    ///   among `findings`, nothing could be taken. With `isIncomplete` the file breaks off and may still grow; what was
    ///   read of it must not be entered.
    package static func read(
        _ bytes: [UInt8], sender: Sender, profile: PartnerProfile?, limits: FormatLimits = .standard
    ) -> ReadFile {
        guard bytes.count <= limits.bytes else { return ReadFile(findings: [tooLarge(bytes.count, limits)]) }
        guard !bytes.isEmpty else {
            return ReadFile(findings: [Finding(.error, .fileEmpty, "the file is empty", hint: "send it again")])
        }
        let context = ReadingContext(sender: sender, profile: profile, limits: limits)
        var file = readContent(bytes, context)
        finish(&file, context)
        return file
    }

    /// The text of a file for showing the lines that findings point at; never fails, but may show replacement
    /// characters where the file is no valid text.
    package static func sourceForDisplay(_ bytes: [UInt8], profile: PartnerProfile?) -> SourceText {
        TextDecoding.forDisplay(bytes, charset: profile?.charset)
    }

    static func tooLarge(_ count: Int, _ limits: FormatLimits) -> Finding {
        Finding(
            .error, .fileTooLarge, "the file has \(count) bytes; at most \(limits.bytes) can be taken",
            hint: "split it into several files")
    }

    // MARK: - By content

    private static func readContent(_ bytes: [UInt8], _ context: ReadingContext) -> ReadFile {
        if FormatDetection.isXMLWithItsOwnEncoding(bytes) {
            return UBLReader.read(bytes, limits: context.limits)
        }
        let decoded = TextDecoding.decode(bytes, charset: context.profile?.charset)
        guard let source = decoded.text else { return ReadFile(findings: decoded.findings) }
        var file: ReadFile
        switch FormatDetection.format(of: source.bytes.span) {
        case nil:
            return ReadFile(
                charset: source.charset,
                findings: [Finding(.error, .fileEmpty, "the file holds only blanks", hint: "send it again")])
        case .csv?: file = CSVReader.read(source, context)
        case .json?: file = JSONDocuments.read(source, context)
        case .ubl?: file = UBLReader.read(source.bytes, limits: context.limits)
        }
        file.charset = source.charset
        file.findings.insert(contentsOf: decoded.findings, at: 0)
        if decoded.isIncomplete { file.isIncomplete = true }
        return file
    }

    /// What holds for all formats: who may send what, the partner's words for units, and the last word on findings.
    private static func finish(_ file: inout ReadFile, _ context: ReadingContext) {
        if file.format == .ubl { refuseForeignKinds(&file, context) }
        let words = UnitWords(context.profile)
        if !words.isEmpty {
            for index in file.documents.indices { words.apply(to: &file.documents[index].document) }
        }
        if let closing = context.budget.closingFinding { file.findings.append(closing) }
        if file.isIncomplete, !file.findings.hasErrors, !file.refused.contains(where: { $0.findings.hasErrors }) {
            file.findings.append(
                Finding(.error, .fileIncomplete, "the end of the file is missing", hint: "send the whole file again"))
        }
    }

    private static func refuseForeignKinds(_ file: inout ReadFile, _ context: ReadingContext) {
        var allowed: [ReadDocument] = []
        for document in file.documents {
            if document.document.kind.isAllowed(from: context.sender) {
                allowed.append(document)
                continue
            }
            var reference: String?
            var place: Place?
            if case .order(let order) = document.document {
                (reference, place) = (order.customerReference, order.place)
            }
            let finding = KindCheck.notAllowed(document.document.kind, context.sender, at: place)
            file.refused.append(
                RefusedDocument(
                    customerReference: reference, kind: document.document.kind, findings: document.findings + [finding])
            )
        }
        file.documents = allowed
    }
}
