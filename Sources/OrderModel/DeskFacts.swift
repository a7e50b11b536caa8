// What the business may ask while it decides. The ledger answers, inside the transaction that the decision is part of.

package import ExactDecimals

/// The ledger could not answer; the whole batch is given up and tried again.
package struct FactsError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}

/// An order that is already known under a customer's reference.
package struct KnownOrder: Hashable, Sendable {
    package var number: String
    package var contentHash: String
    /// A quotation, not an order: the customer may give both the same reference.
    package var isQuotation: Bool
    package init(number: String, contentHash: String, isQuotation: Bool = false) {
        self.number = number
        self.contentHash = contentHash
        self.isQuotation = isQuotation
    }
}

/// A lot and how much of it is locked for orders. In the product's own unit.
package struct LotOnHand: Hashable, Sendable {
    package var lot: StockLot
    package var reserved: ExactDecimal
    package init(lot: StockLot, reserved: ExactDecimal) {
        self.lot = lot
        self.reserved = reserved
    }
    /// What can be promised to somebody else; never less than nothing.
    package var available: ExactDecimal {
        guard let rest = try? lot.quantity - reserved, rest > .zero else { return .zero }
        return rest
    }
}

/// The last price that a customer paid for a product in one unit and currency.
package struct LastSale: Hashable, Sendable {
    /// Per unit.
    package var unitPrice: ExactDecimal
    package var soldOn: CalendarDate
    package init(unitPrice: ExactDecimal, soldOn: CalendarDate) {
        self.unitPrice = unitPrice
        self.soldOn = soldOn
    }
}

/// Facts by name. Everything recorded earlier in the same transaction counts already.
package protocol DeskFacts {
    func customer(_ id: String) throws(FactsError) -> Customer?
    func product(code: String) throws(FactsError) -> Product?
    /// All products with this GTIN or this code of the customer's; more than one is ambiguous.
    func products(gtin: String) throws(FactsError) -> [Product]
    func products(customerCode: String, of customer: String) throws(FactsError) -> [Product]
    /// The list's entries for the product: for everybody and for this customer, of all dates, units and currencies.
    func prices(product: String, customer: String) throws(FactsError) -> [PriceListEntry]
    /// The most recent sale on or after `since`.
    func lastSale(
        customer: String, product: String, unit: String, currency: String, since: CalendarDate
    ) throws(FactsError) -> LastSale?
    /// The value of the customer's orders that are confirmed and not yet dispatched, in this currency.
    func openOrderValue(customer: String, currency: String) throws(FactsError) -> ExactDecimal
    func stock(product: String) throws(FactsError) -> [LotOnHand]

    /// The journal of an order, oldest first; empty if there is no such order.
    func journal(order number: String) throws(FactsError) -> [JournalEntry]
    func orders(customerReference: String, partner: String) throws(FactsError) -> [KnownOrder]
    func orderNumber(shipment: String) throws(FactsError) -> String?
    /// The shipments to which a carrier gave this tracking number; carriers may use a number again.
    func shipments(trackingNumber: String) throws(FactsError) -> [String]
    /// Orders with an open shortage in one of these products: by priority, then by registration (A10, A11, K02).
    func ordersWaiting(products: Set<String>) throws(FactsError) -> [String]
    /// 1, 2, 3 … without a gap in each series.
    func nextNumber(series: String) throws(FactsError) -> Int
}
