// Outgoing documents as bytes, in the format that the partner wants.

package import OrderModel

/// A document as it will lie in the outbox.
package struct WrittenDocument: Hashable, Sendable {
    package var bytes: [UInt8]
    /// Without the point: `json`, `csv`, `xml`.
    package var fileExtension: String
}

package enum DocumentWriter {
    /// Writes a document. Receipts, confirmations, queries and shipping notices come in every format; the documents of
    /// our own departments are JSON whatever `format` says.
    ///
    /// - Parameters:
    ///   - language: BCP 47, the language that the texts in the document are in.
    ///   - csv: the partner's CSV dialect: delimiter, decimal comma and date format are followed.
    package static func write(
        _ document: OutgoingDocument, format: FileFormat, language: String, csv: CSVMapping? = nil
    ) throws(FormatError) -> WrittenDocument {
        switch format {
        case .json: return json(document, language: language)
        case .csv:
            guard let bytes = PartnerDocumentCSV.write(document.content, mapping: csv ?? CSVMapping()) else {
                return json(document, language: language)
            }
            return WrittenDocument(bytes: bytes, fileExtension: FileFormat.csv.fileExtension)
        case .ubl:
            guard document.content.isForPartners else { return json(document, language: language) }
            return WrittenDocument(
                bytes: try UBLWriter.write(document.content), fileExtension: FileFormat.ubl.fileExtension)
        }
    }

    private static func json(_ document: OutgoingDocument, language: String) -> WrittenDocument {
        WrittenDocument(
            bytes: output(document, language: language).pretty, fileExtension: FileFormat.json.fileExtension)
    }

    static func output(_ document: OutgoingDocument, language: String) -> JSONOutput {
        let content: KeyValuePairs<String, JSONOutput?> =
            switch document.content {
            case .receipt(let receipt): PartnerDocumentJSON.fields(receipt)
            case .confirmation(let confirmation): PartnerDocumentJSON.fields(confirmation)
            case .query(let query): PartnerDocumentJSON.fields(query)
            case .shippingNotice(let notice): PartnerDocumentJSON.fields(notice)
            case .reviewTask(let task): DeskDocumentJSON.fields(task)
            case .allocationPlan(let plan): DeskDocumentJSON.fields(plan)
            case .dispatchInstruction(let instruction): DeskDocumentJSON.fields(instruction)
            case .replenishmentRequest(let request): DeskDocumentJSON.fields(request)
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
        case .receipt, .confirmation, .query, .shippingNotice: true
        case .reviewTask, .allocationPlan, .dispatchInstruction, .replenishmentRequest, .notice: false
        }
    }
}
