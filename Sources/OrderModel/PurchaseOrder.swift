// The order as the customer sent it: what was read from the file, before anybody judged it.
//
// Nearly everything is optional here on purpose: an order that lacks something is registered and asked about (B13),
// it is not refused because a field was empty.

package import ExactDecimals

/// What kind of document made the offer to buy (A01).
package enum OrderDocumentType: String, Codable, CaseIterable, Sendable {
    case purchaseOrder = "purchase-order"
    case salesContract = "sales-contract"
    case orderSheet = "order-sheet"
    /// No order yet: the customer asks for our prices, or our sales drafts a quotation for them (F01).
    case requestForQuotation = "request-for-quotation"
}

/// Paper orders are keyed in from a record form (A02).
package enum OrderForm: String, Codable, CaseIterable, Sendable {
    case electronic, paper
}

/// Which way an order came (B01). The folder of the inbox says it.
package enum OrderChannel: String, Codable, CaseIterable, Sendable {
    case fax, email, phone, web, shop, edi
}

/// Merchandise, after-sales service, or complaint and refund (A06); the last two are handed to people by later stages.
package enum OrderClass: String, Codable, CaseIterable, Sendable {
    case sales
    case afterSales = "after-sales"
    case complaint
}

package enum OrderUrgency: String, Codable, CaseIterable, Sendable {
    case normal, urgent
}

/// What the sender means to do with the order number.
package enum OrderPurpose: String, Codable, CaseIterable, Sendable {
    case original, change, cancellation, copy

    /// The document is about an order that came before, and wants another one or none.
    package var asksForChange: Bool { self == .change || self == .cancellation }
}

/// The customer's signature or stamp on a fax order (C15).
package struct Attestation: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case signature, stamp
    }
    package var kind: Kind
    /// Who signed, or whose stamp it is.
    package var by: String?
    package var date: CalendarDate?
    package init(kind: Kind, by: String? = nil, date: CalendarDate? = nil) {
        self.kind = kind
        self.by = by
        self.date = date
    }
}

/// A document that proves something about the order: the customer's e-mail (C16), a scan.
package struct Evidence: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case email, scan, letter, other
    }
    package var kind: Kind
    /// File name or message id.
    package var name: String
    /// The text itself where it travels inside the order.
    package var text: String?
    /// SHA-256 of the document in lower-case hex, where the sender gives it.
    package var sha256: String?
    package init(kind: Kind, name: String, text: String? = nil, sha256: String? = nil) {
        self.kind = kind
        self.name = name
        self.text = text
        self.sha256 = sha256
    }
}

/// The verbal/telephone order record (B07): who wrote it down, and who of the customer's side has confirmed it (B08).
package struct VerbalRecord: Hashable, Codable, Sendable {
    package var recordedBy: String?
    package var confirmedByCustomer: String?
    package init(recordedBy: String? = nil, confirmedByCustomer: String? = nil) {
        self.recordedBy = recordedBy
        self.confirmedByCustomer = confirmedByCustomer
    }
    package var isConfirmedByBoth: Bool {
        !(recordedBy ?? "").isEmpty && !(confirmedByCustomer ?? "").isEmpty
    }
}

/// What a change of an order means to do with a line (UN/EDIFACT 1229, X12 data element 670).
package enum LineChange: String, Codable, CaseIterable, Sendable {
    case add, delete, change, unchanged
}

/// One line of an order (UBL OrderLine/LineItem; CSV: one row).
package struct OrderLine: Hashable, Codable, Sendable {
    /// The sender's line number, unique in the order.
    package var id: String
    /// Our product code, where the customer knows it (UBL SellersItemIdentification).
    package var sellerCode: String?
    /// The customer's own code (UBL BuyersItemIdentification).
    package var buyerCode: String?
    package var gtin: String?
    package var name: String?
    package var specification: String?
    package var quantity: ExactDecimal?
    /// UN/ECE Recommendation 20 code, or a word that the partner's profile maps to one.
    package var unit: String?
    /// Price of `priceBaseQuantity` units, without tax.
    package var unitPrice: ExactDecimal?
    /// How many units the price is for; 1 unless the sender says otherwise (UBL Price/BaseQuantity).
    package var priceBaseQuantity: ExactDecimal?
    /// What the sender computed for the line.
    package var lineAmount: ExactDecimal?
    package var requestedDeliveryDate: CalendarDate?
    package var packing: String?
    package var note: String?
    /// What a change of an order means to do with the line; nil in a new order (J05).
    package var change: LineChange?
    /// Where the line stands in the file.
    package var place: Place?

    package init(
        id: String, sellerCode: String? = nil, buyerCode: String? = nil, gtin: String? = nil, name: String? = nil,
        specification: String? = nil, quantity: ExactDecimal? = nil, unit: String? = nil,
        unitPrice: ExactDecimal? = nil, priceBaseQuantity: ExactDecimal? = nil, lineAmount: ExactDecimal? = nil,
        requestedDeliveryDate: CalendarDate? = nil, packing: String? = nil, note: String? = nil,
        change: LineChange? = nil, place: Place? = nil
    ) {
        self.id = id
        self.sellerCode = sellerCode
        self.buyerCode = buyerCode
        self.gtin = gtin
        self.name = name
        self.specification = specification
        self.quantity = quantity
        self.unit = unit
        self.unitPrice = unitPrice
        self.priceBaseQuantity = priceBaseQuantity
        self.lineAmount = lineAmount
        self.requestedDeliveryDate = requestedDeliveryDate
        self.packing = packing
        self.note = note
        self.change = change
        self.place = place
    }
}

/// An offer to buy, as read (A01; UBL Order).
package struct PurchaseOrder: Hashable, Codable, Sendable {
    /// The customer's own order number (UBL Order/ID).
    package var customerReference: String
    package var documentType: OrderDocumentType = .purchaseOrder
    package var form: OrderForm = .electronic
    package var orderClass: OrderClass = .sales
    package var urgency: OrderUrgency = .normal
    package var purpose: OrderPurpose = .original
    package var issueDate: CalendarDate?
    /// ISO 4217.
    package var currency: String?
    package var buyer = Party()
    package var contact = Contact()
    package var deliverTo = PostalAddress()
    package var requestedDeliveryDate: CalendarDate?
    package var paymentMeans: String?
    package var paymentTerms: String?
    package var transportMode: String?
    package var attestation: Attestation?
    package var evidence: [Evidence] = []
    package var verbalRecord: VerbalRecord?
    package var note: String?
    /// The customer's own number of the change, where the document is one (UBL OrderChange/SequenceNumberID, BCH04).
    package var changeNumber: String?
    /// Our number of the quotation that the order goes back to (UBL QuotationDocumentReference).
    package var quotation: String?
    /// Why a change or a cancellation is asked for, and what the customer expects of it (J06).
    package var changeReason: String?
    package var expectedImpact: String?
    /// What the sender computed as the sum of the lines (UBL AnticipatedMonetaryTotal/LineExtensionAmount).
    package var statedTotal: ExactDecimal?
    package var lines: [OrderLine] = []
    /// Where the order starts in the file.
    package var place: Place?

    package init(customerReference: String) { self.customerReference = customerReference }

    /// It asks for prices and buys nothing.
    package var isQuotation: Bool { documentType == .requestForQuotation }
}
