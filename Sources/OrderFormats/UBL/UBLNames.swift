// The namespaces of UBL 2.x, the documents that are read, and the names in them that are looked for.

/// UBL names its versions 2.0 to 2.4 by the same namespaces.
enum UBL {
    static let aggregates = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
    static let basics = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
    static let extensions = "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
    static let documents = "urn:oasis:names:specification:ubl:schema:xsd:"

    static func namespace(of document: String) -> String { documents + document + "-2" }

    /// Around many orders in one file, in no namespace.
    static let wrapper = "Orders"
    /// The envelope of UN/CEFACT and GS1, with its header.
    static let envelope = "StandardBusinessDocument"
    static let envelopeHeader = "StandardBusinessDocumentHeader"

    /// The documents that can be read, by the name of their root.
    enum Root: String, CaseIterable {
        case order = "Order"
        case change = "OrderChange"
        case cancellation = "OrderCancellation"
        case requestForQuotation = "RequestForQuotation"

        /// Written out, since it is asked for with every document.
        var namespace: String {
            switch self {
            case .order: "urn:oasis:names:specification:ubl:schema:xsd:Order-2"
            case .change: "urn:oasis:names:specification:ubl:schema:xsd:OrderChange-2"
            case .cancellation: "urn:oasis:names:specification:ubl:schema:xsd:OrderCancellation-2"
            case .requestForQuotation: "urn:oasis:names:specification:ubl:schema:xsd:RequestForQuotation-2"
            }
        }

        /// The document has a number of its own, and is not about another one.
        var standsAlone: Bool { self == .order || self == .requestForQuotation }
    }

    /// The customer's word on what came; it is no order.
    static let receiptAdvice = "ReceiptAdvice"

    static func isReceiptAdvice(_ name: XMLName) -> Bool {
        name.local == receiptAdvice && name.namespace == namespace(of: receiptAdvice)
    }

    /// A line of an order or of a request.
    static func isLine(_ code: UInt16) -> Bool {
        code == UBLName.orderLine.rawValue || code == UBLName.requestForQuotationLine.rawValue
    }

    static func root(_ name: XMLName) -> Root? {
        Root(rawValue: name.local).flatMap { $0.namespace == name.namespace ? $0 : nil }
    }

    /// Everything that UBL 2.0 to 2.4 allow directly beneath the roots, read or not: any other name is a slip.
    static let childrenOfRoots: Set<String> = [
        "AccountingCost", "AccountingCostCode", "AccountingCustomerParty", "AccountingSupplierParty",
        "AdditionalDocumentReference", "AllowanceCharge", "AnticipatedMonetaryTotal", "BuyerCustomerParty",
        "CancellationNote", "CatalogueDocumentReference", "CatalogueReference", "Contract", "CopyIndicator",
        "CustomerReference", "CustomizationID",
        "Delivery", "DeliveryTerms", "DestinationCountry", "DocumentCurrencyCode", "FreightForwarderParty", "ID",
        "IssueDate", "IssueTime", "LineCountNumeric", "Note", "OrderChangeDocumentReference", "OrderDocumentReference",
        "OrderLine", "OrderReference", "OrderTypeCode", "OriginatorCustomerParty", "OriginatorDocumentReference",
        "PaymentExchangeRate", "PaymentMeans", "PaymentTerms", "PricingCurrencyCode", "PricingExchangeRate",
        "ProfileExecutionID", "ProfileID", "ProjectReference", "QuotationDocumentReference",
        "RequestForQuotationLine", "RequestedInvoiceCurrencyCode", "RequestedValidityPeriod", "SalesOrderID",
        "SellerSupplierParty", "SequenceNumberID", "Signature", "SubmissionDueDate",
        "TaxCurrencyCode", "TaxExchangeRate", "TaxTotal", "TransactionConditions", "UBLExtensions", "UBLVersionID",
        "UUID", "ValidityPeriod",
    ]

    /// The children of the roots that are read.
    static let childrenRead: Set<UBLName> = [
        .additionalDocumentReference, .allowanceCharge, .anticipatedMonetaryTotal, .buyerCustomerParty,
        .cancellationNote, .copyIndicator, .customizationID, .delivery, .deliveryTerms, .documentCurrencyCode, .id,
        .issueDate, .note, .orderLine, .orderReference, .orderTypeCode, .paymentMeans, .paymentTerms, .profileID,
        .pricingCurrencyCode, .quotationDocumentReference, .requestForQuotationLine, .sellerSupplierParty,
        .sequenceNumberID, .signature, .taxTotal,
    ]

    /// The same, by the number of the name.
    static let isChildRead = UBLName.allCases.map { childrenRead.contains($0) }

    static let vocabulary = {
        var vocabulary = XMLVocabulary()
        for name in UBLName.allCases { vocabulary.add(name.local, in: name.namespace, as: name.rawValue) }
        return vocabulary
    }()
}

/// The names that are looked for: a case is called as in UBL, but for the first letter.
enum UBLName: UInt16, CaseIterable {
    // Values (cbc:…).
    case additionalStreetName, allowanceChargeReason, allowanceChargeReasonCode, allowanceTotalAmount, amount,
        baseAmount
    case baseQuantity, blockName
    case buildingName, buildingNumber, cancellationNote, chargeIndicator, chargeTotalAmount, cityName
    case citySubdivisionName, companyID, copyIndicator, countrySubentity, countrySubentityCode,
        customerAssignedAccountID
    case customizationID, department, description, district, documentCurrencyCode, documentDescription, documentHash
    case documentType, documentTypeCode, durationMeasure, electronicMail, embeddedDocumentBinaryObject, endDate
    case endpointID, familyName, fileName, firstName, floor, hashAlgorithmMethod, id, identificationCode, inhouseMail
    case issueDate, latestDeliveryDate, line, lineExtensionAmount, lineStatusCode, markAttention, markCare, mimeCode
    case multiplierFactorNumeric
    case name, note, orderTypeCode, packagingTypeCode, packingMaterial, packQuantity, packSizeNumeric, payableAmount
    case payableRoundingAmount, paymentDueDate, paymentMeansCode, percent, plotIdentification, postalZone, postbox,
        prepaidAmount
    case priceAmount, pricingCurrencyCode, profileID, quantity, region, registrationName, room, sequenceNumberID,
        settlementDiscountPercent
    case signatureMethod, specialTerms, startDate, streetName, supplierAssignedAccountID, taxAmount, taxExclusiveAmount
    case taxInclusiveAmount, telephone, transportModeCode, uri, validationDate, value

    // Values of a ReceiptAdvice.
    case lineID, oversupplyQuantity, receivedDate, receivedQuantity, rejectedQuantity, rejectReason, rejectReasonCode
    case shortQuantity

    // Groups (cac:…).
    case additionalDocumentReference, additionalItemProperty, address, addressLine, allowanceCharge
    case anticipatedMonetaryTotal, attachment, buyerContact, buyerCustomerParty, buyersItemIdentification
    case classifiedTaxCategory, contact
    case country, delivery, deliveryAddress, deliveryContact, deliveryLocation, deliveryParty, deliveryTerms
    case externalReference, issuerParty, item, legalMonetaryTotal, lineItem, orderedShipment, orderLine, orderReference,
        package, party
    case partyIdentification, partyLegalEntity, partyName, partyTaxScheme, paymentMeans, paymentTerms, person
    case postalAddress, price, quotationDocumentReference, requestedDeliveryPeriod, requestForQuotationLine,
        sellersItemIdentification,
        sellerSupplierParty
    case settlementPeriod, shipment, shipmentStage, signatoryParty, signature, standardItemIdentification
    case taxCategory, taxScheme, taxTotal

    // Groups of a ReceiptAdvice.
    case deliveryCustomerParty, despatchDocumentReference, orderLineReference, receiptLine

    // Attributes.
    case currencyIDAttribute, filenameAttribute, mimeCodeAttribute, nameAttribute, schemeIDAttribute, unitCodeAttribute

    private var isAttribute: Bool { rawValue >= UBLName.currencyIDAttribute.rawValue }
    private var isGroup: Bool { rawValue >= UBLName.additionalDocumentReference.rawValue && !isAttribute }

    var namespace: String { isAttribute ? "" : isGroup ? UBL.aggregates : UBL.basics }

    /// As it stands in a document.
    var local: String { UBLName.locals[Int(rawValue)] }

    private static let locals = UBLName.allCases.map { name in
        let text = "\(name)"
        if name.isAttribute { return String(text.dropLast("Attribute".count)) }
        if name == .id || name == .uri { return text.uppercased() }
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}

extension XMLElement {
    var ublName: UBLName? { UBLName(rawValue: code) }
    /// The first child of this name.
    func first(_ name: UBLName) -> XMLElement? { first(name.rawValue) }
    func all(_ name: UBLName) -> [XMLElement] { all(name.rawValue) }
    func each(_ name: UBLName, _ body: (XMLElement) -> Void) { each(name.rawValue, body) }
}
