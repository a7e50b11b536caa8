// What is known once an order has given back its goods, before the ledger has heard of it: a changed order does not
// compete with itself.

import ExactDecimals
import OrderModel

/// The facts as they will be when what `order` has locked, and what it owes, is taken back.
struct FactsAfterRelease: DeskFacts {
    private let facts: any DeskFacts
    private let freed: [Reservation]
    private let partner: String
    private let confirmation: OrderConfirmation?

    init(of order: OrderRecord, _ facts: any DeskFacts) {
        self.facts = facts
        freed = order.waitingReservations
        partner = order.partner
        confirmation = order.confirmation
    }

    func stock(product: String) throws(FactsError) -> [LotOnHand] {
        try facts.stock(product: product).map { found in
            var lot = found
            let own = freed.filter { goods in
                goods.product == product && goods.warehouse == found.lot.warehouse && goods.lot == found.lot.lot
            }
            lot.reserved = lot.reserved.less(own.map(\.quantity).sum)
            return lot
        }
    }

    func openOrderValue(customer: String, currency: String) throws(FactsError) -> ExactDecimal {
        let open = try facts.openOrderValue(customer: customer, currency: currency)
        guard let confirmation, customer == partner, confirmation.currency == currency else { return open }
        return open.less(confirmation.lines.compactMap(\.amount).sum)
    }

    // MARK: - As it was

    func customer(_ id: String) throws(FactsError) -> Customer? { try facts.customer(id) }
    func product(code: String) throws(FactsError) -> Product? { try facts.product(code: code) }
    func products(gtin: String) throws(FactsError) -> [Product] { try facts.products(gtin: gtin) }
    func products(customerCode: String, of customer: String) throws(FactsError) -> [Product] {
        try facts.products(customerCode: customerCode, of: customer)
    }
    func prices(product: String, customer: String) throws(FactsError) -> [PriceListEntry] {
        try facts.prices(product: product, customer: customer)
    }
    func lastSale(
        customer: String, product: String, unit: String, currency: String, since: CalendarDate
    ) throws(FactsError) -> LastSale? {
        try facts.lastSale(customer: customer, product: product, unit: unit, currency: currency, since: since)
    }
    func journal(order number: String) throws(FactsError) -> [JournalEntry] { try facts.journal(order: number) }
    func orders(customerReference: String, partner: String) throws(FactsError) -> [KnownOrder] {
        try facts.orders(customerReference: customerReference, partner: partner)
    }
    func shipments(trackingNumber: String) throws(FactsError) -> [String] {
        try facts.shipments(trackingNumber: trackingNumber)
    }
    func orderNumber(shipment: String) throws(FactsError) -> String? { try facts.orderNumber(shipment: shipment) }
    func ordersWaiting(products: Set<String>) throws(FactsError) -> [String] {
        try facts.ordersWaiting(products: products)
    }
    func nextNumber(series: String) throws(FactsError) -> Int { try facts.nextNumber(series: series) }
}
