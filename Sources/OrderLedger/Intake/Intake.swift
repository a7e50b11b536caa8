// A file that was taken, and the answer it got.

package import OrderModel

/// The record of one file (C12, C13): enough to give the same answer again and to find the bytes in the archive.
package struct Intake: Hashable, Sendable {
    /// Where the file itself goes once it is entered.
    package enum Disposition: String, Hashable, Codable, CaseIterable, Sendable {
        case archive, quarantine
    }

    /// Such as `20261122-000123`.
    package var id: String
    package var sender: Sender
    /// The name as it lay in the inbox: bytes, in whatever encoding.
    package var fileName: [UInt8]
    /// The same for people.
    package var printableName: String
    /// In bytes.
    package var size: Int64
    /// Of the file's bytes, in lower-case hex.
    package var sha256: String
    package var receivedAt: Instant
    /// What the bytes turned out to be; nil if they were nothing we read.
    package var format: FileFormat?
    package var outcome: Receipt.Outcome
    package var receipt: Receipt
    package var disposition: Disposition
    /// Where the file lies now, relative to the desk's root; nil until `markDisposed`.
    package var finalPath: String?

    package init(
        id: String, sender: Sender, fileName: [UInt8], printableName: String, size: Int64, sha256: String,
        receivedAt: Instant, format: FileFormat?, outcome: Receipt.Outcome, receipt: Receipt,
        disposition: Disposition, finalPath: String? = nil
    ) {
        self.id = id
        self.sender = sender
        self.fileName = fileName
        self.printableName = printableName
        self.size = size
        self.sha256 = sha256
        self.receivedAt = receivedAt
        self.format = format
        self.outcome = outcome
        self.receipt = receipt
        self.disposition = disposition
        self.finalPath = finalPath
    }

    static let columns = """
        id, sender, file_name, printable_name, size_bytes, sha256, received_at, format, outcome, receipt, disposition,
        final_path
        """

    init(_ columns: Columns) throws(LedgerError) {
        self.init(
            id: try columns.text(0), sender: try columns.json(1, Sender.self), fileName: try columns.bytes(2),
            printableName: try columns.text(3), size: try columns.integer(4), sha256: try columns.text(5),
            receivedAt: try columns.instant(6), format: try columns.choiceOrNil(7, FileFormat.self),
            outcome: try columns.choice(8, Receipt.Outcome.self), receipt: try columns.json(9, Receipt.self),
            disposition: try columns.choice(10, Disposition.self), finalPath: try columns.textOrNil(11))
    }
}
