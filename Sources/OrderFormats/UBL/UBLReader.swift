// Reads UBL 2.0 to 2.4 from partners: Order, OrderChange and OrderCancellation.

package import OrderModel

/// UBL XML → documents.
package enum UBLReader {
    /// Reads one file. An Order becomes a purchase order; a change or a cancellation (by its own document type, or an
    /// Order whose type code says so) becomes a purchase order with that purpose, as far as it is readable, for a
    /// person to look at.
    ///
    /// Every problem is a finding with line, column and the address of the element. A document that is not
    /// well-formed, or that has a document type declaration, gives no documents. A document whose end is missing is
    /// `isIncomplete`.
    package static func read(_ bytes: [UInt8], limits: FormatLimits = .standard) -> ReadFile {
        var file = ReadFile(format: .ubl)
        guard !bytes.isEmpty else {
            file.findings = [Finding(.error, .fileEmpty, "the file is empty", hint: "send it again")]
            return file
        }
        let budget = FindingBudget(limits)
        let reader = UBLOrderReader(limits: limits, budget: budget)
        let reading = XMLReader.read(bytes, limits: limits, handler: reader)
        file.charset = reading.charset
        file.isIncomplete = reading.isIncomplete
        file.findings = reading.findings + reader.fileFindings
        if !file.findings.hasErrors {
            reader.finish(into: &file)
        } else if !file.isIncomplete {
            // What was found before the place where reading had to end is worth knowing too.
            file.findings += reader.sink.findings
        }
        if let closing = budget.closingFinding { file.findings.append(closing) }
        return file
    }

    /// The documents that can be read, as texts for people name them.
    static var understood: String {
        UBL.Root.allCases.map(\.rawValue).joined(separator: ", ") + " (UBL 2.0 to 2.4)"
    }
}
