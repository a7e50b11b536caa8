// The answers to what the business asks while it decides (`DeskFacts`).

package import ExactDecimals
package import OrderModel

extension LedgerReading: DeskFacts {
    package func customer(_ id: String) throws(FactsError) -> Customer? {
        try answer { () throws(LedgerError) in
            if let known = memo.customers[id] { return known }
            let found = try store.first("SELECT body FROM customer WHERE id = $1", id) {
                columns throws(LedgerError) in try columns.json(0, Customer.self)
            }
            memo.remember(found, id: id)
            return found
        }
    }

    package func product(code: String) throws(FactsError) -> Product? {
        try answer { () throws(LedgerError) in try findProduct(code: code) }
    }

    package func products(gtin: String) throws(FactsError) -> [Product] {
        try answer { () throws(LedgerError) in
            let codes = try store.rows("SELECT code FROM product WHERE gtin = $1 ORDER BY code", gtin) {
                columns throws(LedgerError) in try columns.text(0)
            }
            return try findProducts(codes)
        }
    }

    package func products(customerCode: String, of customer: String) throws(FactsError) -> [Product] {
        try answer { () throws(LedgerError) in
            let codes = try store.rows(
                """
                SELECT product FROM product_customer_code WHERE customer = $1 AND customer_code = $2 ORDER BY product
                """, customer, customerCode
            ) { columns throws(LedgerError) in try columns.text(0) }
            return try findProducts(codes)
        }
    }

    package func prices(product: String, customer: String) throws(FactsError) -> [PriceListEntry] {
        try answer { () throws(LedgerError) in
            let key = Memo.PriceKey(product: product, customer: customer)
            if let known = memo.prices[key] { return known }
            let entries = try store.rows(
                """
                SELECT product, customer, unit, currency, price, base_quantity, valid_from, valid_to,
                    minimum_quantity, promotion
                FROM price WHERE product = $1 AND customer IN ('', $2)
                ORDER BY customer, unit, currency, promotion, valid_from, minimum_quantity
                """, product, customer
            ) { columns throws(LedgerError) in try PriceListEntry(columns) }
            memo.remember(entries, for: key)
            return entries
        }
    }

    package func lastSale(
        customer: String, product: String, unit: String, currency: String, since: CalendarDate
    ) throws(FactsError) -> LastSale? {
        try answer { () throws(LedgerError) in
            // A sale of our own on the same day is the more recent one.
            let own = try store.first(
                """
                SELECT unit_price, sold_on FROM sale
                WHERE customer = $1 AND product = $2 AND unit = $3 AND currency = $4 AND sold_on >= $5
                ORDER BY sold_on DESC, position DESC, ordinal DESC LIMIT 1
                """, customer, product, unit, currency, since
            ) { columns throws(LedgerError) in try LastSale(columns) }
            let earlier = try store.first(
                """
                SELECT unit_price, sold_on FROM past_sale
                WHERE customer = $1 AND product = $2 AND unit = $3 AND currency = $4 AND sold_on >= $5
                ORDER BY sold_on DESC LIMIT 1
                """, customer, product, unit, currency, since
            ) { columns throws(LedgerError) in try LastSale(columns) }
            guard let own, let earlier else { return own ?? earlier }
            return own.soldOn >= earlier.soldOn ? own : earlier
        }
    }

    package func openOrderValue(customer: String, currency: String) throws(FactsError) -> ExactDecimal {
        try answer { () throws(LedgerError) in try OpenValue(store: store, memo: memo).of(customer, currency) }
    }

    package func stock(product: String) throws(FactsError) -> [LotOnHand] {
        try answer { () throws(LedgerError) in try StockView(store: store, memo: memo).lots(of: product) }
    }

    package func journal(order number: String) throws(FactsError) -> [JournalEntry] {
        try answer { () throws(LedgerError) in try journalEntries(of: number) }
    }

    /// Oldest first.
    package func orders(customerReference: String, partner: String) throws(FactsError) -> [KnownOrder] {
        try answer { () throws(LedgerError) in
            try store.rows(
                """
                SELECT number, content_hash, kind FROM orders WHERE partner = $1 AND customer_reference = $2
                ORDER BY position
                """, partner, customerReference
            ) { columns throws(LedgerError) in
                KnownOrder(
                    number: try columns.text(0), contentHash: try columns.text(1),
                    isQuotation: try columns.choice(2, OrderFilter.Kind.self) == .quotation)
            }
        }
    }

    package func orderNumber(shipment: String) throws(FactsError) -> String? {
        try answer { () throws(LedgerError) in
            try store.first("SELECT order_number FROM shipment WHERE shipment = $1", shipment) {
                columns throws(LedgerError) in try columns.text(0)
            }
        }
    }

    package func shipments(trackingNumber: String) throws(FactsError) -> [String] {
        try answer { () throws(LedgerError) in
            try store.rows(
                "SELECT shipment FROM shipment WHERE tracking_number = $1 ORDER BY instructed_at, shipment",
                trackingNumber
            ) { columns throws(LedgerError) in try columns.text(0) }
        }
    }

    package func ordersWaiting(products: Set<String>) throws(FactsError) -> [String] {
        try answer { () throws(LedgerError) in
            var found: [String: (priority: Int, registeredAt: Instant, position: Int64)] = [:]
            for product in products {
                let waiting = try store.rows(
                    """
                    SELECT o.number, o.priority, o.registered_at, o.position
                    FROM shortage s JOIN orders o ON o.number = s.order_number WHERE s.product = $1
                    """, product
                ) { columns throws(LedgerError) in
                    (try columns.text(0), try columns.int(1), try columns.instant(2), try columns.integer(3))
                }
                for (number, priority, registeredAt, position) in waiting {
                    found[number] = (priority, registeredAt, position)
                }
            }
            return found.sorted { $0.value < $1.value }.map(\.key)
        }
    }

    private func findProduct(code: String) throws(LedgerError) -> Product? {
        if let known = memo.products[code] { return known }
        let found = try store.first("SELECT body FROM product WHERE code = $1", code) {
            columns throws(LedgerError) in try columns.json(0, Product.self)
        }
        memo.remember(found, code: code)
        return found
    }

    private func findProducts(_ codes: [String]) throws(LedgerError) -> [Product] {
        var products: [Product] = []
        for code in codes {
            if let product = try findProduct(code: code) { products.append(product) }
        }
        return products
    }
}

extension LastSale {
    /// From `unit_price, sold_on`.
    init(_ columns: Columns) throws(LedgerError) {
        self.init(unitPrice: try columns.decimal(0), soldOn: try columns.date(1))
    }
}

extension PriceListEntry {
    /// From `product, customer, unit, currency, price, base_quantity, valid_from, valid_to, minimum_quantity, promotion`.
    init(_ columns: Columns) throws(LedgerError) {
        let customer = try columns.text(1)
        let promotion = try columns.text(9)
        self.init(
            product: try columns.text(0), customer: customer.isEmpty ? nil : customer, unit: try columns.text(2),
            currency: try columns.text(3), price: try columns.decimal(4), baseQuantity: try columns.decimal(5),
            validFrom: try columns.dateOrNil(6), validTo: try columns.dateOrNil(7),
            minimumQuantity: try columns.decimalOrNil(8), promotion: promotion.isEmpty ? nil : promotion)
    }
}
