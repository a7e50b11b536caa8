// The shape of an order.

import OrderModel

enum OrderField: Int, JSONFieldSet {
    case document, customerReference, documentType, form, orderClass, urgency, purpose
    case quotation, changeNumber, changeReason, expectedImpact, issueDate, currency
    case buyer, contact, deliverTo, requestedDeliveryDate, paymentMeans, paymentTerms, transportMode
    case attestation, evidence, verbalRecord, note, statedTotal, lines

    static let shape = JSONShape(
        "order", "Order",
        """
        An offer to buy. Only the order number is demanded: an order that lacks something else is registered and asked \
        about. An order with a value that is no such value (a date that is no date) is refused.
        """, fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("order"), required: true, "Says what this is.")
        case .customerReference:
            JSONField(
                "customerReference", .identifier, required: true,
                "Your order number. The same number is the same order.", example: "\"PO-4711\"",
                codeIfMissing: .orderNumberMissing)
        case .documentType:
            JSONField(
                "documentType", .choice(OrderDocumentType.allCases.map(\.rawValue)),
                "What kind of document makes the offer; request-for-quotation: no offer, you ask for our prices. Default: "
                    + "purchase-order.", example: "\"purchase-order\"")
        case .form:
            JSONField(
                "form", .choice(OrderForm.allCases.map(\.rawValue)),
                "paper for an order keyed in from a paper form. Default: paper for fax and phone, else electronic.",
                example: "\"electronic\"")
        case .orderClass:
            JSONField(
                "orderClass", .choice(OrderClass.allCases.map(\.rawValue)),
                "Merchandise, after-sales service, or complaint and refund. Default: sales.", example: "\"sales\"")
        case .urgency:
            JSONField(
                "urgency", .choice(OrderUrgency.allCases.map(\.rawValue)), "Default: normal.", example: "\"urgent\"")
        case .purpose:
            JSONField(
                "purpose", .choice(OrderPurpose.allCases.map(\.rawValue)),
                "A new order, a change, a cancellation, or a copy. Default: original.", example: "\"original\"")
        case .quotation:
            JSONField(
                "quotation", .identifier, "Our number of the quotation that you order by.",
                example: "\"QU-2026-000003\"")
        case .changeNumber:
            JSONField(
                "changeNumber", .identifier, "Your own number of the change, where this is one.", example: "\"1\"")
        case .changeReason:
            JSONField(
                "changeReason", .text, "Why a change or a cancellation is asked for.",
                example: "\"our customer needs less\"")
        case .expectedImpact:
            JSONField(
                "expectedImpact", .text, "What you expect of the change.", example: "\"delivery a week later is fine\"")
        case .issueDate: JSONField("issueDate", .date, "The date of the order.", example: "\"2026-11-20\"")
        case .currency: JSONField("currency", .identifier, "Of all prices, ISO 4217.", example: "\"EUR\"")
        case .buyer: JSONField("buyer", .object(PartyField.shape), "You, as we know you.")
        case .contact: JSONField("contact", .object(ContactField.shape), "Whom we can ask about the order.")
        case .deliverTo: JSONField("deliverTo", .object(AddressField.shape), "The place of delivery.")
        default: terms
        }
    }

    private var terms: JSONField {
        switch self {
        case .requestedDeliveryDate:
            JSONField("requestedDeliveryDate", .date, "When the goods should arrive.", example: "\"2026-12-04\"")
        case .paymentMeans: JSONField("paymentMeans", .text, "How you pay.", example: "\"bank transfer\"")
        case .paymentTerms: JSONField("paymentTerms", .text, "When you pay.", example: "\"30 days net\"")
        case .transportMode: JSONField("transportMode", .text, "How the goods travel.", example: "\"road\"")
        case .attestation:
            JSONField(
                "attestation", .object(AttestationField.shape),
                "Fax: the signature or stamp. A fax order counts only with one.")
        case .evidence:
            JSONField(
                "evidence", .list(.object(EvidenceField.shape)),
                "Documents that prove the order: the mail that it came with, a scan.")
        case .verbalRecord:
            JSONField("verbalRecord", .object(VerbalRecordField.shape), "Telephone: the record of the verbal order.")
        case .note: JSONField("note", .text, "Anything a person should read.", example: "\"ring before delivery\"")
        case .statedTotal:
            JSONField(
                "statedTotal", .decimal, "The sum of the lines as you computed it; it is checked.", example: "250.00")
        default: JSONField("lines", .list(.object(OrderLineField.shape)), "What is ordered.")
        }
    }
}

enum OrderLineField: Int, JSONFieldSet {
    case id, change, sellerCode, buyerCode, gtin, name, specification, quantity, unit, unitPrice, priceBaseQuantity,
        lineAmount
    case requestedDeliveryDate, packing, note

    static let shape = JSONShape("orderLine", "Order line", "One line of an order.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .id:
            JSONField(
                "id", .identifier, "Your line number. Default: 1, 2, 3 … in the order of the lines.", example: "\"10\"")
        case .change:
            JSONField(
                "change", .choice(LineChange.allCases.map(\.rawValue)),
                "What a change of an order means to do with the line.", example: "\"change\"")
        case .sellerCode:
            JSONField(
                "sellerCode", .identifier,
                "Our product code. One of sellerCode, buyerCode and gtin must say what is ordered.",
                example: "\"W-100\"")
        case .buyerCode: JSONField("buyerCode", .identifier, "Your own code of the product.", example: "\"A-1\"")
        case .gtin: JSONField("gtin", .identifier, "GTIN (EAN, UPC).", example: "\"4012345678901\"")
        case .name: JSONField("name", .text, "The product's name as you call it.", example: "\"Hex bolt M8\"")
        case .specification:
            JSONField("specification", .text, "Size, colour, grade, quality.", example: "\"M8 × 40, galvanised\"")
        case .quantity:
            JSONField("quantity", .decimal, "How much, in `unit`. At most 6 decimals.", example: "120")
        case .unit:
            JSONField(
                "unit", .identifier, "UN/ECE Recommendation 20 code, or a word that we have agreed on.",
                example: "\"C62\"")
        case .unitPrice:
            JSONField(
                "unitPrice", .decimal, "Price of `priceBaseQuantity` units, without tax. At most 6 decimals.",
                example: "2.50")
        case .priceBaseQuantity:
            JSONField("priceBaseQuantity", .decimal, "How many units the price is for. Default: 1.", example: "100")
        case .lineAmount:
            JSONField("lineAmount", .decimal, "The line's amount as you computed it; it is checked.", example: "300.00")
        case .requestedDeliveryDate:
            JSONField(
                "requestedDeliveryDate", .date, "When this line should arrive, where it differs from the order.",
                example: "\"2026-12-11\"")
        case .packing: JSONField("packing", .text, "How the goods should be packed.", example: "\"cartons of 12\"")
        case .note: JSONField("note", .text, "Anything a person should read about this line.")
        }
    }
}

enum AttestationField: Int, JSONFieldSet {
    case kind, by, date

    static let shape = JSONShape(
        "attestation", "Attestation", "The customer's signature or stamp on a fax.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .kind:
            JSONField(
                "kind", .choice(Attestation.Kind.allCases.map(\.rawValue)), required: true, "signature or stamp.",
                example: "\"signature\"")
        case .by: JSONField("by", .text, "Who signed, or whose stamp it is.", example: "\"H. Meyer\"")
        case .date: JSONField("date", .date, "The date beside it.", example: "\"2026-11-20\"")
        }
    }
}

enum EvidenceField: Int, JSONFieldSet {
    case kind, name, text, sha256

    static let shape = JSONShape("evidence", "Evidence", "A document that proves the order.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .kind:
            JSONField(
                "kind", .choice(Evidence.Kind.allCases.map(\.rawValue)), required: true,
                "What it is. An e-mail order needs one of kind email.", example: "\"email\"")
        case .name:
            JSONField("name", .text, required: true, "File name or message id.", example: "\"mail-4711.eml\"")
        case .text: JSONField("text", .text, "The text itself, where it travels inside the order.")
        case .sha256: JSONField("sha256", .identifier, "SHA-256 of the document, in hexadecimal digits.")
        }
    }
}

enum VerbalRecordField: Int, JSONFieldSet {
    case recordedBy, confirmedByCustomer

    static let shape = JSONShape(
        "verbalRecord", "Verbal record", "The record of a telephone order; it binds once both sides have confirmed it.",
        fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .recordedBy: JSONField("recordedBy", .text, "Who wrote it down.", example: "\"Zhang Wei\"")
        case .confirmedByCustomer:
            JSONField("confirmedByCustomer", .text, "Who of the customer confirmed it.", example: "\"H. Meyer\"")
        }
    }
}
