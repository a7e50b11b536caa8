// The receipt: the answer to a file, at once.

/// The answer to a file, at once (B11; UBL OrderResponse `AB`, ApplicationResponse).
package struct Receipt: Hashable, Codable, Sendable {
    package enum Outcome: String, Codable, Sendable {
        /// Everything in the file was taken.
        case taken
        /// Some of the file was taken; `entries` say what.
        case partlyTaken = "partly-taken"
        /// Nothing was taken; the file is in quarantine.
        case refused
        /// The same file came before; nothing was entered again.
        case repeated
    }
    package struct Entry: Hashable, Codable, Sendable {
        package enum Outcome: String, Codable, Sendable {
            /// Registered; the confirmation follows after review.
            case registered
            /// Registered, but the customer has to answer questions first.
            case questioned
            /// The order came before; `orderNumber` is the one that it got then.
            case repeated
            /// Handed to a person to look at; nothing was entered.
            case referred
            case refused
            /// A report, a decision or reference data was taken.
            case accepted
        }
        package var outcome: Outcome
        package var kind: IncomingDocument.Kind
        package var customerReference: String?
        package var orderNumber: String?
        package var findings: [Finding]
        /// What was taken, in words, where it is not an order: `25 products`.
        package var summary: String?
        package init(
            outcome: Outcome, kind: IncomingDocument.Kind, customerReference: String? = nil,
            orderNumber: String? = nil, findings: [Finding] = [], summary: String? = nil
        ) {
            self.outcome = outcome
            self.kind = kind
            self.customerReference = customerReference
            self.orderNumber = orderNumber
            self.findings = findings
            self.summary = summary
        }
    }
    package var intake: String
    /// For people: bytes that are not printable stand as `\xNN`.
    package var fileName: String
    package var sha256: String
    package var receivedAt: Instant
    package var outcome: Outcome
    package var entries: [Entry]
    package var findings: [Finding]
    /// The intake that the same file had before.
    package var repeatOf: String?
    /// What the bytes turned out to be, and the charset that they were read in, by its IANA name.
    package var format: FileFormat?
    package var charset: String?
    /// What an EDI acknowledgement answers.
    package var interchanges: [Interchange] = []
    package var seller: Party
    package var buyer: Party

    package init(
        intake: String, fileName: String, sha256: String, receivedAt: Instant, outcome: Outcome, entries: [Entry],
        findings: [Finding], repeatOf: String? = nil, format: FileFormat? = nil, charset: String? = nil,
        interchanges: [Interchange] = [], seller: Party, buyer: Party
    ) {
        self.intake = intake
        self.fileName = fileName
        self.sha256 = sha256
        self.receivedAt = receivedAt
        self.outcome = outcome
        self.entries = entries
        self.findings = findings
        self.repeatOf = repeatOf
        self.format = format
        self.charset = charset
        self.interchanges = interchanges
        self.seller = seller
        self.buyer = buyer
    }
}
