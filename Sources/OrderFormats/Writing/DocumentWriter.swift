// Outgoing documents as bytes, in the format that the partner wants.

package import OrderModel

/// A document as it will lie in the outbox.
package struct WrittenDocument: Hashable, Sendable {
    package var bytes: [UInt8]
    /// Without the point: `json`, `csv`, `xml`.
    package var fileExtension: String
    /// How it joins others of its kind in one file; nil: it is always a file of its own.
    package var batchForm: BatchForm?
}

/// What a writer is told besides the document.
package struct WritingContext {
    /// The recipient's profile; nil for our own departments and carriers.
    package var profile: PartnerProfile?
    /// When it is written, for envelopes that say so.
    package var now: Instant
    /// The desk's own clock, east of UTC: EDI envelopes carry local time without a zone.
    package var offsetSeconds: Int
    /// The next number of a series, without a gap: control numbers of envelopes. Part of the transaction that owns the
    /// document, so a number that was taken by a document that is never published comes again.
    package var nextNumber: (_ series: String) throws -> Int
    /// The templates of letters for people.
    package var letters: LetterTemplates

    package init(
        profile: PartnerProfile?, now: Instant, offsetSeconds: Int = 0, letters: LetterTemplates = .builtIn,
        nextNumber: @escaping (_ series: String) throws -> Int
    ) {
        self.profile = profile
        self.now = now
        self.offsetSeconds = offsetSeconds
        self.letters = letters
        self.nextNumber = nextNumber
    }

    /// BCP 47, the language that the texts in the document are in.
    package var language: String { profile?.language ?? "en" }
}

package enum DocumentWriter {
    /// Writes a document in the recipient's answer format. Receipts, confirmations, queries and shipping notices come in
    /// every format; the documents of our own departments are JSON. What is written in a format for programs is read again: a document
    /// that would be read as something else must not go out.
    ///
    /// - Throws: `FormatError`, or what `nextNumber` throws.
    package static func write(_ document: OutgoingDocument, _ context: WritingContext) throws -> WrittenDocument {
        let format = document.content.isForPartners ? context.profile?.answerFormat ?? .json : .json
        switch format {
        case .json: return try checkedJSON(document, context)
        case .csv:
            guard
                let (bytes, headerBytes) = try PartnerDocumentCSV.write(
                    document.content, mapping: context.profile?.csv ?? CSVMapping())
            else { return try checkedJSON(document, context) }
            return WrittenDocument(
                bytes: bytes, fileExtension: FileFormat.csv.fileExtension, batchForm: .csv(headerBytes: headerBytes))
        case .ubl:
            if case .orderStatusReport = document.content { return try checkedJSON(document, context) }
            return WrittenDocument(
                bytes: try UBLWriter.write(document.content), fileExtension: FileFormat.ubl.fileExtension)
        case .text, .html:
            guard let bytes = LetterWriter.write(document, context, as: format) else {
                return try checkedJSON(document, context)
            }
            return WrittenDocument(bytes: bytes, fileExtension: format.fileExtension)
        case .x12:
            // X12 has no transaction set for questions, and none for the receipt of what was no X12.
            guard let bytes = try X12Writer.write(document.content, context) else {
                return try checkedJSON(document, context)
            }
            return WrittenDocument(bytes: bytes, fileExtension: format.fileExtension)
        case .edifact:
            // Nor has EDIFACT.
            guard let bytes = try EDIFACTWriter.write(document.content, context) else {
                return try checkedJSON(document, context)
            }
            return WrittenDocument(bytes: bytes, fileExtension: format.fileExtension)
        }
    }

    /// All files that a document becomes: for most one. A receipt in an EDI format says only what the standard has codes
    /// for, so its JSON stands beside it under the same stem, with findings in words and our order numbers. What our own
    /// departments have to answer stands as a page for people beside its JSON.
    ///
    /// - Throws: `FormatError`, or what `nextNumber` throws.
    package static func files(_ document: OutgoingDocument, _ context: WritingContext) throws -> [WrittenDocument] {
        let written = try write(document, context)
        if let letter = DeskLetter.write(document, context) {
            return [written, WrittenDocument(bytes: letter, fileExtension: FileFormat.html.fileExtension)]
        }
        guard case .receipt = document.content, written.fileExtension != FileFormat.json.fileExtension,
            let format = context.profile?.answerFormat, format.isEDI
        else { return [written] }
        return [written, try checkedJSON(document, context)]
    }

    private static func checkedJSON(
        _ document: OutgoingDocument, _ context: WritingContext
    ) throws(FormatError) -> WrittenDocument {
        let written = json(document, language: context.language)
        try JSONOutputCheck.check(written.bytes, name: document.content.name)
        return written
    }

    /// The document in our own JSON, whatever the recipient's format is.
    package static func json(_ document: OutgoingDocument, language: String) -> WrittenDocument {
        WrittenDocument(
            bytes: output(document, language: language).pretty, fileExtension: FileFormat.json.fileExtension,
            batchForm: .json)
    }

    static func output(_ document: OutgoingDocument, language: String) -> JSONOutput {
        let content: KeyValuePairs<String, JSONOutput?> =
            switch document.content {
            case .receipt(let receipt): PartnerDocumentJSON.fields(receipt)
            case .confirmation(let confirmation): PartnerDocumentJSON.fields(confirmation)
            case .quotation(let quotation): PartnerDocumentJSON.fields(quotation)
            case .query(let query): PartnerDocumentJSON.fields(query)
            case .shippingNotice(let notice): PartnerDocumentJSON.fields(notice)
            case .delayNotice(let notice): PartnerDocumentJSON.fields(notice)
            case .orderStatusReport(let report): PartnerDocumentJSON.fields(report)
            case .reviewTask(let task): DeskDocumentJSON.fields(task)
            case .allocationPlan(let plan): DeskDocumentJSON.fields(plan)
            case .dispatchInstruction(let instruction): DeskDocumentJSON.fields(instruction)
            case .replenishmentRequest(let request): DeskDocumentJSON.fields(request)
            case .invoicePreparation(let preparation): DeskDocumentJSON.fields(preparation)
            case .notice(let notice): DeskDocumentJSON.fields(notice)
            }
        let head = [
            JSONOutput.Member(name: "document", value: .text(document.content.name)),
            JSONOutput.Member(name: "id", value: .text(document.stem)),
            JSONOutput.Member(name: "language", value: .text(language)),
        ]
        guard case .object(let members) = JSONOutput.fields(content) else { return .object(head) }
        return .object(head + members)
    }
}

extension DocumentContent {
    /// Partners get it, in their own format; the rest goes to our own departments.
    package var isForPartners: Bool {
        switch self {
        case .receipt, .confirmation, .quotation, .query, .shippingNotice, .delayNotice, .orderStatusReport: true
        case .reviewTask, .allocationPlan, .dispatchInstruction, .replenishmentRequest, .invoicePreparation, .notice:
            false
        }
    }
}
