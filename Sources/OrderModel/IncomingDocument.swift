// Everything that a file can say to the desk, once it has been read.

/// One document out of a file.
package enum IncomingDocument: Hashable, Codable, Sendable {
    // In boxes of their own: a document is handed on many times, and is then as small as a pointer.
    indirect case order(PurchaseOrder)
    indirect case customerAnswer(CustomerAnswer)
    indirect case decision(ReviewDecision)
    indirect case progressReport(ProgressReport)
    indirect case dispatchReport(DispatchReport)
    indirect case carrierReport(CarrierReport)
    indirect case deliveryReport(DeliveryReport)
    indirect case transportStatus(TransportStatus)
    indirect case deliveryFailure(DeliveryFailure)
    indirect case receiptAdvice(ReceiptAdvice)
    indirect case deliveryRetry(DeliveryRetry)
    case products([Product])
    case customers([Customer])
    case prices([PriceListEntry])
    case sales([PastSale])
    case stock(StockSnapshot)

    /// How many entries are in it: those of a list, else one.
    package var entryCount: Int {
        switch self {
        case .products(let products): products.count
        case .customers(let customers): customers.count
        case .prices(let prices): prices.count
        case .sales(let sales): sales.count
        case .stock(let snapshot): snapshot.lots.count
        case .order, .customerAnswer, .decision, .progressReport, .dispatchReport, .carrierReport, .deliveryReport,
            .transportStatus, .deliveryFailure, .receiptAdvice, .deliveryRetry:
            1
        }
    }

    package var kind: Kind {
        switch self {
        case .order: .order
        case .customerAnswer: .customerAnswer
        case .decision: .decision
        case .progressReport: .progressReport
        case .dispatchReport: .dispatchReport
        case .carrierReport: .carrierReport
        case .deliveryReport: .deliveryReport
        case .transportStatus: .transportStatus
        case .deliveryFailure: .deliveryFailure
        case .receiptAdvice: .receiptAdvice
        case .deliveryRetry: .deliveryRetry
        case .products: .products
        case .customers: .customers
        case .prices: .prices
        case .sales: .sales
        case .stock: .stock
        }
    }

    /// The name of a kind of document, as JSON files carry it in `"document"`.
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case order
        case customerAnswer = "customer-answer"
        case decision = "review-decision"
        case progressReport = "progress-report"
        case dispatchReport = "dispatch-report"
        case carrierReport = "carrier-report"
        case deliveryReport = "delivery-report"
        case transportStatus = "transport-status"
        case deliveryFailure = "delivery-failure"
        case receiptAdvice = "receipt-advice"
        case deliveryRetry = "delivery-retry"
        case products, customers, prices, sales, stock

        /// Who may send it: the folder of the inbox decides.
        package func isAllowed(from sender: Sender) -> Bool {
            switch (self, sender) {
            case (.order, .partner), (.customerAnswer, .partner), (.receiptAdvice, .partner): true
            // Sales drafts quotations; the desk looks at the role and at what the document is.
            case (.order, .desk): true
            case (.decision, .desk), (.products, .desk), (.customers, .desk), (.prices, .desk): true
            case (.sales, .desk), (.stock, .desk): true
            case (.progressReport, .desk), (.dispatchReport, .desk), (.deliveryReport, .desk), (.carrierReport, .desk):
                true
            case (.deliveryRetry, .desk), (.receiptAdvice, .desk), (.transportStatus, .desk): true
            case (.carrierReport, .carrier), (.deliveryReport, .carrier), (.transportStatus, .carrier): true
            // The desk's own delivery speaks through the carrier's folder.
            case (.deliveryFailure, .carrier): true
            default: false
            }
        }
    }
}

/// Who speaks, by the folder in which the file lay.
package enum Sender: Hashable, Codable, Sendable {
    case partner(id: String, channel: OrderChannel)
    case desk(role: String)
    case carrier(id: String)

    /// The folder beneath `inbox/`, such as `acme/edi`, `desk/finance`, `carriers/loopback`.
    package var folder: String {
        switch self {
        case .partner(let id, let channel): "\(id)/\(channel.rawValue)"
        case .desk(let role): "desk/\(role)"
        case .carrier(let id): "carriers/\(id)"
        }
    }
}

/// A document with where it stands in its file and what was found while reading it.
package struct ReadDocument: Hashable, Codable, Sendable {
    package var document: IncomingDocument
    package var findings: [Finding]
    package init(_ document: IncomingDocument, findings: [Finding] = []) {
        self.document = document
        self.findings = findings
    }
}

/// A document that could not be taken as one, though the rest of the file may be good: an order without a number, a
/// line whose quantity is no number. It is answered in the receipt and not entered.
package struct RefusedDocument: Hashable, Codable, Sendable {
    /// The customer's order number, as far as it could be read.
    package var customerReference: String?
    /// What it would have been; nil where that cannot be told.
    package var kind: IncomingDocument.Kind?
    package var findings: [Finding]
    package init(customerReference: String? = nil, kind: IncomingDocument.Kind? = nil, findings: [Finding]) {
        self.customerReference = customerReference
        self.kind = kind
        self.findings = findings
    }
}

/// What a reader gives, one after the other.
package enum ReadItem: Hashable, Sendable {
    case document(ReadDocument)
    case refused(RefusedDocument)
}

/// All that reading a file gave.
package struct ReadFile: Hashable, Codable, Sendable {
    /// What the bytes turned out to be.
    package var format: FileFormat?
    /// The charset the text was in, by its IANA name; nil for what is not text.
    package var charset: String?
    package var documents: [ReadDocument]
    package var refused: [RefusedDocument]
    /// Findings about the file as a whole.
    package var findings: [Finding]
    /// The structure breaks off: the end of the file is missing (an unclosed root, quote, bracket). The sender may
    /// still be writing, so it is a reason to wait, until the partner's deadline.
    package var isIncomplete: Bool
    /// The interchanges of an X12 or EDIFACT file, in their order, for the acknowledgement that answers them.
    package var interchanges: [Interchange]

    package init(
        format: FileFormat? = nil, charset: String? = nil, documents: [ReadDocument] = [],
        refused: [RefusedDocument] = [], findings: [Finding] = [], isIncomplete: Bool = false,
        interchanges: [Interchange] = []
    ) {
        self.format = format
        self.charset = charset
        self.documents = documents
        self.refused = refused
        self.findings = findings
        self.isIncomplete = isIncomplete
        self.interchanges = interchanges
    }
}
