// What the reading of one CSV file shares.

import OrderModel

/// A class, so that handing it to every row costs one reference.
final class CSVFile {
    let header: CSVHeader
    let dialect: CSVDialect
    let context: ReadingContext
    let limits: FormatLimits
    let text: TextStream
    let repeatedTexts = RepeatedTexts()
    /// Findings about the file as a whole, besides those about its charset.
    var findings: [Finding]
    /// The file breaks off.
    var isIncomplete = false
    /// Something was handed out, or refused.
    var hasItems = false
    /// The file said `="0123"` somewhere, and that was reported.
    var hasReportedFormulas = false

    init(_ text: TextStream, header: CSVHeader, dialect: CSVDialect, context: ReadingContext, findings: [Finding]) {
        self.text = text
        self.header = header
        self.dialect = dialect
        self.context = context
        self.findings = findings
        limits = context.limits
    }

    var account: FileAccount {
        FileAccount(
            format: .csv, charset: text.charset, findings: text.findings + findings,
            isIncomplete: isIncomplete || text.isIncomplete)
    }

    func reportNoRows() {
        guard !hasItems, !findings.hasErrors else { return }
        findings.append(
            Finding(
                .error, .linesMissing, "the file has a header and no rows", hint: "send the rows below the header"))
    }
}

/// The documents of a CSV file, by what reads its kind of table.
final class CSVDocuments: DocumentStream {
    private let file: CSVFile
    private let nextItem: () throws(InputError) -> ReadItem?

    init(_ file: CSVFile, _ nextItem: @escaping () throws(InputError) -> ReadItem?) {
        self.file = file
        self.nextItem = nextItem
    }

    func next() throws(InputError) -> ReadItem? { try nextItem() }

    var account: FileAccount { file.account }
}
