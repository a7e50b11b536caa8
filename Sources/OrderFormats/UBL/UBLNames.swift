// The namespaces of UBL 2.x, the documents that are read, and the children that their roots may have.

/// UBL names its versions 2.0 to 2.4 by the same namespaces.
enum UBL {
    static let aggregates = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
    static let basics = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
    static let extensions = "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
    private static let documents = "urn:oasis:names:specification:ubl:schema:xsd:"

    static func namespace(of document: String) -> String { documents + document + "-2" }

    /// The documents that can be read, by the name of their root.
    enum Root: String, CaseIterable {
        case order = "Order"
        case change = "OrderChange"
        case cancellation = "OrderCancellation"

        var namespace: String { UBL.namespace(of: rawValue) }
    }

    static func root(_ tag: XMLTag) -> Root? {
        Root(rawValue: tag.local).flatMap { $0.namespace == tag.namespace ? $0 : nil }
    }

    /// Everything that UBL 2.0 to 2.4 allow directly beneath the three roots, read or not: any other name is a slip.
    static let childrenOfRoots: Set<String> = [
        "AccountingCost", "AccountingCostCode", "AccountingCustomerParty", "AccountingSupplierParty",
        "AdditionalDocumentReference", "AllowanceCharge", "AnticipatedMonetaryTotal", "BuyerCustomerParty",
        "CancellationNote", "CatalogueReference", "Contract", "CopyIndicator", "CustomerReference", "CustomizationID",
        "Delivery", "DeliveryTerms", "DestinationCountry", "DocumentCurrencyCode", "FreightForwarderParty", "ID",
        "IssueDate", "IssueTime", "LineCountNumeric", "Note", "OrderChangeDocumentReference", "OrderDocumentReference",
        "OrderLine", "OrderReference", "OrderTypeCode", "OriginatorCustomerParty", "OriginatorDocumentReference",
        "PaymentExchangeRate", "PaymentMeans", "PaymentTerms", "PricingCurrencyCode", "PricingExchangeRate",
        "ProfileExecutionID", "ProfileID", "ProjectReference", "QuotationDocumentReference",
        "RequestedInvoiceCurrencyCode", "SalesOrderID", "SellerSupplierParty", "SequenceNumberID", "Signature",
        "TaxCurrencyCode", "TaxExchangeRate", "TaxTotal", "TransactionConditions", "UBLExtensions", "UBLVersionID",
        "UUID", "ValidityPeriod",
    ]

    /// The children of the roots that are read.
    static let childrenRead: Set<String> = [
        "AdditionalDocumentReference", "AnticipatedMonetaryTotal", "BuyerCustomerParty", "CancellationNote",
        "CopyIndicator", "Delivery", "DeliveryTerms", "DocumentCurrencyCode", "ID", "IssueDate", "Note", "OrderLine",
        "OrderReference", "OrderTypeCode", "PaymentMeans", "PaymentTerms", "Signature",
    ]
}

extension XMLElement {
    /// The first child of this name among UBL's aggregates, such as `Party`.
    func aggregate(_ name: String) -> XMLElement? { first(UBL.aggregates, name) }
    func aggregates(_ name: String) -> [XMLElement] { all(UBL.aggregates, name) }
    /// The first child of this name among UBL's values, such as `ID`.
    func basic(_ name: String) -> XMLElement? { first(UBL.basics, name) }
    func basics(_ name: String) -> [XMLElement] { all(UBL.basics, name) }
}
