// What every reader is: documents, one after the other, and an account of the file at the end.

import OrderModel

/// What is known of a file besides its documents. Final once the last document was handed out.
struct FileAccount {
    var format: FileFormat?
    var charset: String?
    /// Findings about the file as a whole.
    var findings: [Finding] = []
    var isIncomplete = false
    var interchanges: [Interchange] = []
}

/// The documents of one file. Memory does not grow with the number of documents.
protocol DocumentStream: AnyObject {
    /// The next document, taken or refused; nil at the end.
    func next() throws(InputError) -> ReadItem?
    var account: FileAccount { get }
}

/// Documents that are all in memory already.
final class WholeDocuments: DocumentStream {
    private var items: [ReadItem]
    private var position = 0
    let account: FileAccount

    init(_ file: ReadFile) {
        items = file.documents.map(ReadItem.document) + file.refused.map(ReadItem.refused)
        account = FileAccount(
            format: file.format, charset: file.charset, findings: file.findings, isIncomplete: file.isIncomplete,
            interchanges: file.interchanges)
    }

    func next() throws(InputError) -> ReadItem? {
        guard position < items.count else { return nil }
        defer { position += 1 }
        return items[position]
    }
}
