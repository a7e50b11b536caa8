// Reads UBL 2.0 to 2.4 from partners: Order, OrderChange, OrderCancellation and ReceiptAdvice, one or many in a file.

import OrderModel

/// The UBL documents of a file, one after the other.
///
/// An Order becomes a purchase order; a change or a cancellation (by its own document type, or an Order whose type code
/// says so) becomes a purchase order with that purpose, as far as it is readable.
///
/// Every problem is a finding with line, column and the address of the element. A file that is not well-formed, or that
/// has a document type declaration, gives the documents before that place where there are many in it, and else none. A
/// file whose end is missing is incomplete.
final class UBLStream: DocumentStream {
    private let input: XMLInput
    private let reader: XMLReader
    private let file: UBLFile
    private var isFinished = false

    init(_ input: XMLInput, limits: FormatLimits, budget: FindingBudget) {
        self.input = input
        file = UBLFile(limits: limits, budget: budget)
        reader = XMLReader(UBL.vocabulary, limits: limits, handler: file)
    }

    func next() throws(InputError) -> ReadItem? {
        while true {
            if let item = file.nextItem() { return item }
            guard !isFinished else { return nil }
            if !reader.isStopped, let piece = try input.next() {
                reader.push(piece)
            } else {
                isFinished = true
                reader.finish()
                file.finish(reader)
            }
        }
    }

    var account: FileAccount {
        let text = input.text
        return FileAccount(
            format: .ubl, charset: text?.charset ?? reader.charset,
            findings: (text?.findings ?? []) + reader.findings + file.findings,
            isIncomplete: reader.isIncomplete || text?.isIncomplete ?? false)
    }
}

enum UBLReader {
    /// Reads a file that is in memory.
    ///
    /// - Parameter pieceSize: how many bytes the parser gets at a time.
    static func read(
        _ bytes: [UInt8], limits: FormatLimits = .standard, pieceSize: Int = XMLInput.usualPiece
    ) -> ReadFile {
        guard !bytes.isEmpty else {
            return ReadFile(
                format: .ubl, findings: [Finding(.error, .fileEmpty, "the file is empty", hint: "send it again")])
        }
        let budget = FindingBudget(limits)
        var file = ReadFile(format: .ubl)
        do throws(InputError) {
            let input = try XMLInput(MemorySource(bytes), pieceSize: pieceSize)
            let stream = UBLStream(input, limits: limits, budget: budget)
            while let item = try stream.next() {
                switch item {
                case .document(let document): file.documents.append(document)
                case .refused(let refused): file.refused.append(refused)
                }
            }
            let account = stream.account
            file.charset = account.charset
            file.findings = account.findings
            file.isIncomplete = account.isIncomplete
        } catch {
            file.findings = [Finding(.error, .notProcessed, error.description)]
        }
        if let closing = budget.closingFinding { file.findings.append(closing) }
        return file
    }

    /// The documents that can be read, as texts for people name them.
    static var understood: String {
        (UBL.Root.allCases.map(\.rawValue) + [UBL.receiptAdvice]).joined(separator: ", ") + " (UBL 2.0 to 2.4)"
    }
}
