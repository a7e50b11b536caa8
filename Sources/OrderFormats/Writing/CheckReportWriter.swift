// What `docket check --json` prints: the documents in our schema, whatever they came in, and everything that was found.

package import OrderModel

package enum CheckReportWriter {
    /// `{"file", "format", "charset", "isIncomplete", "documents": […], "refused": […], "findings": […]}`. `findings` are
    /// all findings of the file: those of the file itself, of the documents, and of what was refused.
    package static func write(_ file: ReadFile, fileName: String) -> [UInt8] {
        let output = JSONOutput.fields([
            "file": .text(fileName), "format": .of(file.format), "charset": .of(file.charset),
            "isIncomplete": .bool(file.isIncomplete),
            "documents": .array(file.documents.map { IncomingDocumentWriter.output($0.document) }),
            "refused": .array(file.refused.map(refused)),
            "findings": .array(file.allFindings.map(JSONParts.finding)),
        ])
        return output.pretty
    }

    private static func refused(_ document: RefusedDocument) -> JSONOutput {
        .fields(["kind": .of(document.kind), "customerReference": .of(document.customerReference)])
    }
}

extension ReadFile {
    /// The findings of the file itself, of its documents, and of what was refused, by their place in the file.
    package var allFindings: [Finding] {
        let all = findings + documents.flatMap(\.findings) + refused.flatMap(\.findings)
        return all.enumerated().sorted { left, right in
            let (first, second) = (left.element.place?.line ?? 0, right.element.place?.line ?? 0)
            return first != second ? first < second : left.offset < right.offset
        }.map(\.element)
    }
}
