// Every limit of the readers, with its name and its default. What is over a limit is a finding, never a trap.

/// How much a reader takes in. All limits can be set; the defaults are far above what partners really send.
package struct FormatLimits: Hashable, Sendable {
    /// The largest file, in bytes. Offsets are kept in 32 bits, so no setting goes beyond 4 GiB − 1.
    package var bytes = 256 * 1024 * 1024 {
        didSet { bytes = min(max(bytes, 0), Int(UInt32.max)) }
    }
    /// How deep JSON values and XML elements may be nested.
    package var depth = 64
    /// The largest file that is read as a whole (`FileReader.read`), with all its documents in memory.
    package var bytesInMemory = 256 * 1024 * 1024
    /// Documents in one file: orders, decisions, reports.
    package var documentsPerFile = 10_000_000
    /// Documents of one file that `FileReader.read` holds in memory.
    package var documentsInMemory = 1_000_000
    /// Longer files are read through a window.
    package var wholeTextBytes = 16 * 1024 * 1024
    /// How many bytes of a long file are read at a time.
    package var pieceBytes = 256 * 1024
    /// Lines of one order or of one dispatch report.
    package var linesPerOrder = 10_000
    /// Entries of one product, customer, price, sales or stock file.
    package var entriesPerDocument = 1_000_000
    /// Of a list in CSV (products, prices …) so many entries are one document: a longer one is several, so that it can be
    /// taken in parts. A stock count is always whole.
    package var entriesAtOnce = 5_000
    /// Findings that are kept of one file. A refused document keeps its first error beyond that.
    package var findingsPerFile = 1_000
    /// Errors in messages of one EDI file that its acknowledgement names. Of the messages behind, it says only whether they
    /// were taken.
    package var acknowledgedErrors = 100_000
    /// A CSV field, a JSON string, the text of an XML element, in bytes of UTF-8.
    package var fieldLength = 1_048_576
    /// A row of a CSV file, in bytes of UTF-8, where the file is read through a window.
    package var rowLength = 16 * 1024 * 1024
    /// Documents of a long CSV file whose rows do not stand together, and the rows of them that are kept until they are
    /// complete.
    package var scatteredDocuments = 250_000
    package var scatteredRows = 50_000
    /// Memory for finding those documents, in bytes.
    package var scatteredFilterBytes = 32 * 1024 * 1024
    /// Columns of a CSV file.
    package var columns = 1_000
    /// JSON values in one document: bounds the memory that one document can take.
    package var valuesPerDocument = 5_000_000
    /// What one part of an XML document (an order line, the delivery) may take of the memory, in bytes.
    package var bytesPerPart = 33_554_432
    /// Digits of a JSON number, idle zeros left out; an exact decimal holds 38 of them.
    package var numberDigits = 38
    /// Decimals of a price, an amount or a quantity.
    package var decimals = 6
    /// An order number, a product code, a line number, a unit, in Unicode scalars.
    package var identifierLength = 200
    /// A name, a note, an address, in Unicode scalars.
    package var textLength = 10_000
    /// The text of a piece of evidence that travels inside the order, in Unicode scalars.
    package var evidenceLength = 1_000_000

    /// What comes out of a gzip file may be at most this many times as long as the file, once it is over 16 MiB. Texts
    /// of orders pack 10 to 60 times; a bomb up to a thousand times.
    package var unpackedRatio = 250 {
        didSet { unpackedRatio = max(unpackedRatio, 1) }
    }
    /// How deep files may be packed into each other: a mail in a mail, a gzip file in a mail.
    package var containerDepth = 4
    /// The largest mail, in bytes. Mails are held in memory.
    package var mailBytes = 64 * 1024 * 1024
    /// Headers of one mail that have addresses or parameters in them, in bytes, those of its parts and of attached mails
    /// together.
    package var mailHeaderBytes = 1024 * 1024
    /// How deep the parts of a mail may be nested.
    package var mailDepth = 32
    /// Parts of one mail.
    package var mailParts = 1_000
    /// What is kept of the text of a mail with each order in it, in Unicode scalars.
    package var mailTextLength = 20_000

    package static let standard = FormatLimits()

    package init() {}
}
