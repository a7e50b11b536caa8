// ApplicationResponse: the receipt of a file in which several things happened, and questions to the customer.

import OrderModel

enum UBLApplicationResponse {
    // MARK: - Receipt

    /// One cac:DocumentResponse for each entry, and one for the file itself where there is something to say about it.
    /// Each finding is a cac:LineResponse with its code, its place and its sentence.
    static func write(_ receipt: Receipt) -> [UInt8] {
        UBLWriter.document("ApplicationResponse") { writer in
            writer.element("cbc:ID", "receipt-\(receipt.intake)")
            writer.issued(at: receipt.receivedAt)
            writer.element("cbc:Note", sentence(receipt))
            writer.party("cac:SenderParty", receipt.seller)
            writer.party("cac:ReceiverParty", receipt.buyer)
            if receipt.entries.isEmpty || !receipt.findings.isEmpty { fileResponse(receipt, &writer) }
            for entry in receipt.entries { entryResponse(entry, &writer) }
        }
    }

    private static func sentence(_ receipt: Receipt) -> String {
        switch receipt.outcome {
        case .taken: "The file was taken."
        case .partlyTaken: "Some of the file was taken; what was not is listed with the reasons."
        case .refused: "Nothing in the file was taken. Please correct it and send it again."
        case .repeated:
            "The same file came before" + (receipt.repeatOf.map { " (receipt \($0))" } ?? "")
                + "; nothing was entered again."
        }
    }

    private static func fileResponse(_ receipt: Receipt, _ writer: inout XMLWriter) {
        writer.group("cac:DocumentResponse") { writer in
            let isRefused = receipt.outcome == .refused
            writer.response(isRefused ? "RE" : "AB", reference: receipt.intake, [sentence(receipt)])
            writer.group("cac:DocumentReference") { writer in writer.fileReference(receipt) }
            for finding in receipt.findings { findingResponse(finding, &writer) }
        }
    }

    private static func entryResponse(_ entry: Receipt.Entry, _ writer: inout XMLWriter) {
        writer.group("cac:DocumentResponse") { writer in
            writer.response(
                code(entry.outcome), reference: entry.orderNumber, [words(entry), entry.summary].compactMap(\.self))
            writer.group("cac:DocumentReference") { writer in
                writer.element("cbc:ID", nonEmpty(entry.customerReference) ?? entry.orderNumber ?? "not stated")
                writer.element("cbc:DocumentType", entry.kind.rawValue)
            }
            for finding in entry.findings { findingResponse(finding, &writer) }
        }
    }

    private static func nonEmpty(_ text: String?) -> String? { text?.isEmpty == true ? nil : text }

    private static func code(_ outcome: Receipt.Entry.Outcome) -> String {
        switch outcome {
        case .registered, .repeated, .referred: "AB"
        case .questioned: "UQ"
        case .accepted: "AP"
        case .refused: "RE"
        }
    }

    private static func words(_ entry: Receipt.Entry) -> String {
        let number = entry.orderNumber.map { " as \($0)" } ?? ""
        switch entry.outcome {
        case .registered: return "Registered\(number). The confirmation follows after review."
        case .questioned: return "Registered\(number). Our questions come in a document of their own."
        case .repeated: return "Came before and is registered\(number). Nothing was entered again."
        case .referred: return "Handed to a person to look at. Nothing was entered."
        case .refused: return "Refused. Nothing was entered; please correct it and send it again."
        case .accepted: return "Accepted."
        }
    }

    private static func findingResponse(_ finding: Finding, _ writer: inout XMLWriter) {
        writer.lineResponse(
            finding.place?.path ?? finding.place?.asText ?? "NA", code: finding.code.rawValue, text: finding.asText,
            condition: finding.severity.rawValue)
    }

    // MARK: - No offer

    static func write(declining quotation: Quotation) -> [UInt8] {
        UBLWriter.document("ApplicationResponse") { writer in
            writer.element("cbc:ID", "quotation-\(quotation.number)")
            writer.issued(quotation.issueDate, at: quotation.issuedAt)
            writer.party("cac:SenderParty", quotation.seller)
            writer.party("cac:ReceiverParty", quotation.buyer)
            writer.group("cac:DocumentResponse") { writer in
                writer.response("RE", reference: quotation.number, [quotation.reason].compactMap(\.self))
                writer.group("cac:DocumentReference") { writer in
                    writer.element("cbc:ID", nonEmpty(quotation.customerReference) ?? quotation.number)
                    writer.element("cbc:DocumentType", OrderDocumentType.requestForQuotation.rawValue)
                }
            }
        }
    }

    // MARK: - Query

    /// The order is under query: each question with its line, how to answer, and until when.
    static func write(_ query: CustomerQuery) -> [UInt8] {
        UBLWriter.document("ApplicationResponse") { writer in
            writer.element("cbc:ID", "query-\(query.orderNumber)-\(stamp(query.issuedAt))")
            writer.issued(at: query.issuedAt)
            writer.element("cbc:Note", query.howToAnswer)
            writer.party("cac:SenderParty", query.seller)
            writer.party("cac:ReceiverParty", query.buyer)
            writer.group("cac:DocumentResponse") { writer in
                writer.response("UQ", reference: query.orderNumber, descriptions(query))
                writer.group("cac:DocumentReference") { writer in
                    writer.element("cbc:ID", nonEmpty(query.customerReference) ?? query.orderNumber)
                    writer.element("cbc:DocumentType", IncomingDocument.Kind.order.rawValue)
                }
                for question in query.questions {
                    guard let line = question.lineID ?? question.place?.path else { continue }
                    writer.lineResponse(line, code: question.code, text: question.text, condition: nil)
                }
            }
        }
    }

    /// The order is in process, and until when (E06).
    static func write(_ notice: DelayNotice) -> [UInt8] {
        UBLWriter.document("ApplicationResponse") { writer in
            writer.element("cbc:ID", "delay-\(notice.orderNumber)-\(stamp(notice.issuedAt))")
            writer.issued(at: notice.issuedAt)
            writer.element("cbc:Note", notice.reason)
            writer.party("cac:SenderParty", notice.seller)
            writer.party("cac:ReceiverParty", notice.buyer)
            writer.group("cac:DocumentResponse") { writer in
                writer.response("IP", reference: notice.orderNumber, [notice.reason])
                writer.group("cac:DocumentReference") { writer in
                    writer.element("cbc:ID", nonEmpty(notice.customerReference) ?? notice.orderNumber)
                    writer.element("cbc:DocumentType", IncomingDocument.Kind.order.rawValue)
                }
            }
        }
    }

    private static func descriptions(_ query: CustomerQuery) -> [String] {
        var texts = query.questions.filter { $0.lineID == nil && $0.place?.path == nil }.map { question in
            let place = question.place?.asText.map { " (\($0))" } ?? ""
            return "[\(question.code)]\(place) \(question.text)"
        }
        if !query.possibleAnswers.isEmpty {
            texts.append("Possible answers: " + query.possibleAnswers.map(\.rawValue).joined(separator: ", "))
        }
        if let due = query.answerBy { texts.append("Please answer by \(due.description)") }
        return texts
    }

    /// Such as `20261122T093000Z`.
    private static func stamp(_ instant: Instant) -> String {
        instant.description.filter { $0 != "-" && $0 != ":" && $0 != "." }
    }
}

extension XMLWriter {
    fileprivate mutating func response(_ code: String, reference: String?, _ descriptions: [String]) {
        group("cac:Response") { writer in
            writer.element("cbc:ReferenceID", reference)
            writer.element("cbc:ResponseCode", code, ("listID", UBLOrderResponse.responseCodes))
            for description in descriptions { writer.element("cbc:Description", description) }
        }
    }

    /// cac:LineResponse; `line` is the order line's number or the address of what is meant.
    fileprivate mutating func lineResponse(_ line: String, code: String, text: String, condition: String?) {
        group("cac:LineResponse") { writer in
            writer.group("cac:LineReference") { writer in writer.element("cbc:LineID", line.isEmpty ? "NA" : line) }
            writer.group("cac:Response") { writer in
                writer.element("cbc:ResponseCode", code)
                writer.element("cbc:Description", text)
                writer.group("cac:Status") { writer in writer.element("cbc:ConditionCode", condition) }
            }
        }
    }
}
