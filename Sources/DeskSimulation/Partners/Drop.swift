// A file that a partner sent, and what has to come of it.

import OrderSpool

final class Drop {
    enum Kind {
        case order
        /// Not readable at all: it is refused, kept and answered.
        case rubbish
        /// A picture beside a data file.
        case scan
        /// A decision or a report of a colleague's.
        case internalPaper
    }

    let kind: Kind
    let inbox: String
    let name: FileName
    let bytes: [UInt8]
    let sha256: String
    /// The customer's numbers of the orders in it.
    let references: [String]
    /// The partner synced file and folder: not even a power cut takes it away.
    let isCareful: Bool
    /// All of it is written.
    var isWhole = false
    /// The partner took it away or wrote over it, or the power went before the desk had promised anything.
    var mayBeLost = false

    /// The same bytes may come as two files; the second is answered as a repeat.
    var mayBeTakenTwice = false

    init(
        _ kind: Kind, inbox: String, name: FileName, bytes: [UInt8], sha256: String, references: [String],
        isCareful: Bool
    ) {
        self.kind = kind
        self.inbox = inbox
        self.name = name
        self.bytes = bytes
        self.sha256 = sha256
        self.references = references
        self.isCareful = isCareful
    }
}
