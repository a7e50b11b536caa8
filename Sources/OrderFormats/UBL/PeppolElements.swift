// What a Peppol document must have besides what every UBL document must: one table, with the number of each rule.

import OrderModel

/// An element that must be there.
struct PeppolElement: Sendable {
    let path: String
    /// The number of the rule in each transaction that has it; nil where the transaction does not ask for the element.
    let order: String?
    let change: String?
    let cancellation: String?
    let isThere: @Sendable (PurchaseOrder, UBLFacts) -> Bool

    func rule(_ transaction: PeppolTransaction) -> String? {
        switch transaction {
        case .order: order
        case .change: change
        case .cancellation: cancellation
        }
    }

    static let all: [PeppolElement] = [
        .init("cbc:CustomizationID", "B00101", "B00101", "B00101") { $1.customization != nil },
        .init("cbc:ProfileID", "B00102", "B00102", "B00102") { $1.profile != nil },
        .init("cbc:ID", nil, "B00103", "B00103") { $1.hasNumber },
        .init("cbc:IssueDate", "B00104", "B00104", "B00104") { order, _ in order.issueDate != nil },
        .init("cbc:DocumentCurrencyCode", "B00105", "B00105", nil) { $1.hasCurrency },
        .init("cbc:CancellationNote", nil, nil, "B00105") { order, _ in order.changeReason != nil },
        .init("cac:BuyerCustomerParty", "B00106", "B00107", "B00107") { $1.hasBuyer },
        .init("cac:SellerSupplierParty", "B00107", "B00108", "B00108") { $1.hasSeller },
        .init("cac:BuyerCustomerParty/cac:Party/cbc:EndpointID", "B03301", nil, "B02501") {
            $1.buyer?.hasEndpoint ?? true
        },
        .init("cac:BuyerCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName", "B05501", nil, nil) {
            $1.buyer?.hasLegalName ?? true
        },
        .init("cac:SellerSupplierParty/cac:Party/cbc:EndpointID", "B06801", nil, "B06001") {
            $1.seller?.hasEndpoint ?? true
        },
        .init("cac:SellerSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName", "B08601", nil, nil) {
            $1.seller?.hasLegalName ?? true
        },
        .init("cac:SellerSupplierParty/…/cac:Country/cbc:IdentificationCode", "B08401", nil, nil) {
            $1.seller?.hasCountry ?? true
        },
    ]

    private init(
        _ path: String, _ order: String?, _ change: String?, _ cancellation: String?,
        isThere: @escaping @Sendable (PurchaseOrder, UBLFacts) -> Bool
    ) {
        self.path = path
        self.order = order
        self.change = change
        self.cancellation = cancellation
        self.isThere = isThere
    }
}
