// Products, customers, prices, earlier sales, stock: taken in from files of the desk's own departments.
//
// A newer file adds and replaces entry by entry; what it does not name stays as it was. Only a stock count takes the
// place of everything that was known of its warehouses.

import ExactDecimals
package import OrderModel

extension LedgerTransaction {
    /// Products by their code. An entry replaces the earlier one with the same code as a whole, its customers' codes
    /// and pack units included.
    package func importProducts(_ products: [Product]) throws(LedgerError) -> ReferenceImport {
        var account = ReferenceImport()
        for product in products {
            let body = try LedgerJSON.encodeSorted(product)
            let before = try store.first("SELECT body FROM product WHERE code = $1", product.code) {
                columns throws(LedgerError) in try columns.text(0)
            }
            guard account.count(before: before, now: body) else { continue }
            try store.run(
                """
                INSERT INTO product (code, gtin, body) VALUES ($1, $2, $3)
                ON CONFLICT (code) DO UPDATE SET gtin = excluded.gtin, body = excluded.body
                """, product.code, product.gtin, body)
            if before != nil {
                try store.run("DELETE FROM product_customer_code WHERE product = $1", product.code)
            }
            for (customer, code) in product.customerCodes {
                try store.run(
                    "INSERT INTO product_customer_code (customer, customer_code, product) VALUES ($1, $2, $3)",
                    customer, code, product.code)
            }
        }
        memo.forgetProducts()
        return account
    }

    /// Customers by their id. An entry replaces the earlier one with the same id as a whole.
    package func importCustomers(_ customers: [Customer]) throws(LedgerError) -> ReferenceImport {
        var account = ReferenceImport()
        for customer in customers {
            let body = try LedgerJSON.encodeSorted(customer)
            let before = try store.first("SELECT body FROM customer WHERE id = $1", customer.id) {
                columns throws(LedgerError) in try columns.text(0)
            }
            guard account.count(before: before, now: body) else { continue }
            try store.run(
                """
                INSERT INTO customer (id, body) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET body = excluded.body
                """, customer.id, body)
        }
        memo.forgetCustomers()
        return account
    }

    /// Prices. An entry is the same as an earlier one if product, customer, unit, currency, promotion, first day of
    /// validity and minimum quantity are the same; price, base quantity and last day are then replaced. A new price
    /// from a later day on is an entry of its own beside the older one. Entries that name an unknown product or
    /// customer are taken in with a warning: the files may come in any order.
    package func importPrices(_ entries: [PriceListEntry]) throws(LedgerError) -> ReferenceImport {
        var account = ReferenceImport()
        var findings = FindingCollector()
        for entry in entries {
            let user = "the price of \(entry.product)"
            if !(try isProduct(entry.product)) { findings.unknown("product", entry.product, usedBy: user) }
            if let customer = entry.customer, !(try isCustomer(customer)) {
                findings.unknown("customer", customer, usedBy: user)
            }
            try importPrice(entry, &account)
        }
        memo.forgetPrices()
        account.findings = findings.all
        return account
    }

    /// Sales from before this desk kept the books. One per customer, product, unit, currency and day: a later entry
    /// replaces an earlier one. Prices per unit are kept to 18 decimals, half to even.
    package func importSales(_ sales: [PastSale]) throws(LedgerError) -> ReferenceImport {
        var account = ReferenceImport()
        var findings = FindingCollector()
        for sale in sales {
            let user = "the sale of \(sale.product) on \(sale.soldOn)"
            guard let unitPrice = LedgerTransaction.unitPrice(sale) else {
                findings.invalid(
                    "\(user) has no price per unit: \(sale.price) for \(sale.baseQuantity)",
                    value: "\(sale.price)", hint: "the base quantity must be more than zero")
                continue
            }
            if !(try isProduct(sale.product)) { findings.unknown("product", sale.product, usedBy: user) }
            if !(try isCustomer(sale.customer)) { findings.unknown("customer", sale.customer, usedBy: user) }
            let before = try store.first(
                """
                SELECT unit_price FROM past_sale
                WHERE customer = $1 AND product = $2 AND unit = $3 AND currency = $4 AND sold_on = $5
                """, sale.customer, sale.product, sale.unit, sale.currency, sale.soldOn
            ) { columns throws(LedgerError) in try columns.text(0) }
            guard account.count(before: before, now: unitPrice.description) else { continue }
            try store.run(
                """
                INSERT INTO past_sale (customer, product, unit, currency, sold_on, unit_price)
                VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (customer, product, unit, currency, sold_on) DO UPDATE SET unit_price = excluded.unit_price
                """, sale.customer, sale.product, sale.unit, sale.currency, sale.soldOn, unitPrice)
        }
        account.findings = findings.all
        return account
    }

    /// A count of whole warehouses: it takes the place of everything that was known of the warehouses it names, and
    /// what is dispatched from now on is taken off it. What is reserved stays reserved, also where less was counted.
    /// Rows for the same lot are added up. The account counts lots: what is gone from a warehouse is not in it.
    package func importStock(
        _ snapshot: StockSnapshot, at instant: Instant, intake: String?
    ) throws(LedgerError) -> ReferenceImport {
        var account = ReferenceImport()
        var findings = FindingCollector()
        let lots = try LedgerTransaction.merged(snapshot.lots)
        var before: [[String]: StockLot] = [:]
        for warehouse in snapshot.warehouses.sorted() {
            for lot in try countedLots(in: warehouse) { before[[lot.warehouse, lot.product, lot.lot]] = lot }
            try store.run("DELETE FROM stock_lot WHERE warehouse = $1", warehouse)
            try writeJournal()
            try store.run(
                """
                INSERT INTO stock_count (warehouse, after_position, counted_at, intake)
                VALUES ($1,
                    COALESCE((SELECT position + event_count - 1 FROM event ORDER BY position DESC LIMIT 1), 0), $2, $3)
                ON CONFLICT (warehouse) DO UPDATE SET
                    after_position = excluded.after_position, counted_at = excluded.counted_at,
                    intake = excluded.intake
                """, warehouse, instant, intake)
        }
        for lot in lots {
            if !(try isProduct(lot.product)) {
                findings.unknown("product", lot.product, usedBy: "the stock of \(lot.warehouse)")
            }
            try store.run(
                """
                INSERT INTO stock_lot (warehouse, product, lot, quantity, received_on, expires_on)
                VALUES ($1, $2, $3, $4, $5, $6)
                """, lot.warehouse, lot.product, lot.lot, lot.quantity, lot.receivedOn, lot.expiresOn)
            account.count(before: before[[lot.warehouse, lot.product, lot.lot]], now: lot)
        }
        memo.stock = [:]
        account.findings = findings.all
        return account
    }

    // MARK: Parts

    private func importPrice(_ entry: PriceListEntry, _ account: inout ReferenceImport) throws(LedgerError) {
        let validFrom = entry.validFrom?.description ?? ""
        let minimum = entry.minimumQuantity?.description ?? ""
        let now = [entry.price.description, entry.baseQuantity.description, entry.validTo?.description ?? ""]
        let before = try store.first(
            """
            SELECT price, base_quantity, valid_to FROM price
            WHERE product = $1 AND customer = $2 AND unit = $3 AND currency = $4 AND promotion = $5
                AND valid_from = $6 AND minimum_quantity = $7
            """, entry.product, entry.customer ?? "", entry.unit, entry.currency, entry.promotion ?? "", validFrom,
            minimum
        ) { columns throws(LedgerError) in [try columns.text(0), try columns.text(1), try columns.text(2)] }
        guard account.count(before: before, now: now) else { return }
        try store.run(
            """
            INSERT INTO price
                (product, customer, unit, currency, promotion, valid_from, minimum_quantity, price, base_quantity,
                valid_to)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (product, customer, unit, currency, promotion, valid_from, minimum_quantity) DO UPDATE SET
                price = excluded.price, base_quantity = excluded.base_quantity, valid_to = excluded.valid_to
            """, entry.product, entry.customer ?? "", entry.unit, entry.currency, entry.promotion ?? "", validFrom,
            minimum, now[0], now[1], now[2])
    }

    private func countedLots(in warehouse: String) throws(LedgerError) -> [StockLot] {
        try store.rows(
            """
            SELECT warehouse, product, lot, quantity, received_on, expires_on FROM stock_lot WHERE warehouse = $1
            """, warehouse
        ) { columns throws(LedgerError) in try StockLot(columns) }
    }

    /// One row per lot; of several the quantities are added, the earliest days count.
    private static func merged(_ lots: [StockLot]) throws(LedgerError) -> [StockLot] {
        var places: [[String]: Int] = [:]
        var result: [StockLot] = []
        for lot in lots {
            guard let index = places[[lot.warehouse, lot.product, lot.lot]] else {
                places[[lot.warehouse, lot.product, lot.lot]] = result.count
                result.append(lot)
                continue
            }
            result[index].quantity = try Sums.add(result[index].quantity, lot.quantity)
            result[index].receivedOn = earlier(result[index].receivedOn, lot.receivedOn)
            result[index].expiresOn = earlier(result[index].expiresOn, lot.expiresOn)
        }
        return result
    }

    private static func earlier(_ left: CalendarDate?, _ right: CalendarDate?) -> CalendarDate? {
        guard let left, let right else { return left ?? right }
        return min(left, right)
    }

    /// Nil if there is none: a base quantity of zero or less, or too many digits.
    private static func unitPrice(_ sale: PastSale) -> ExactDecimal? {
        guard sale.baseQuantity.isPositive else { return nil }
        if sale.baseQuantity == .one { return sale.price }
        return try? sale.price.divided(by: sale.baseQuantity, decimals: ExactDecimal.maximumScale)
    }

    private func isProduct(_ code: String) throws(LedgerError) -> Bool {
        try store.exists("SELECT 1 FROM product WHERE code = $1", code)
    }

    private func isCustomer(_ id: String) throws(LedgerError) -> Bool {
        try store.exists("SELECT 1 FROM customer WHERE id = $1", id)
    }
}

extension ReferenceImport {
    /// Counts an entry by what it was before.
    /// - Returns: whether it has to be written.
    @discardableResult
    mutating func count<Entry: Equatable>(before: Entry?, now: Entry) -> Bool {
        guard let before else {
            added += 1
            return true
        }
        if before == now {
            unchanged += 1
            return false
        }
        changed += 1
        return true
    }
}
