// Orders as the command line lists them.

package import OrderModel

/// An order's entry in the register. Its state follows from its journal.
package struct OrderRow: Hashable, Sendable {
    package var number: String
    package var partner: String
    package var customerReference: String
    package var contentHash: String
    package var registeredAt: Instant
    package var priority: OrderPriority

    static let columns = "number, partner, customer_reference, content_hash, registered_at, priority"

    init(_ columns: Columns) throws(LedgerError) {
        number = try columns.text(0)
        partner = try columns.text(1)
        customerReference = try columns.text(2)
        contentHash = try columns.text(3)
        registeredAt = try columns.instant(4)
        guard let priority = OrderPriority(rawValue: try columns.int(5)) else {
            throw .unreadable(what: "the priority of order \(number)", detail: "there is no such class")
        }
        self.priority = priority
    }
}

/// Which orders to list; nil means all.
package struct OrderFilter: Hashable, Sendable {
    /// What an entry of the register is.
    package enum Kind: String, Hashable, Codable, CaseIterable, Sendable {
        case order, quotation
    }
    package var kind: Kind?
    package var partner: String?
    /// A part of our number or of the customer's, in any case of ASCII letters.
    package var text: String?
    package var limit: Int
    /// Rows to leave out at the beginning, for the next page.
    package var offset: Int

    package init(
        kind: Kind? = .order, partner: String? = nil, text: String? = nil, limit: Int = LedgerLimits.listedRows,
        offset: Int = 0
    ) {
        self.kind = kind
        self.partner = partner
        self.text = text
        self.limit = limit
        self.offset = offset
    }
}

extension LedgerReading {
    /// Orders, newest first.
    package func orders(_ filter: OrderFilter = OrderFilter()) throws(LedgerError) -> [OrderRow] {
        try store.rows(
            """
            SELECT \(OrderRow.columns) FROM orders
            WHERE ($1 = '' OR kind = $1) AND ($2 = '' OR partner = $2)
                AND ($3 = '' OR LOWER(number) LIKE $3 ESCAPE '!' OR LOWER(customer_reference) LIKE $3 ESCAPE '!')
            ORDER BY position DESC LIMIT $4 OFFSET $5
            """, filter.kind?.rawValue ?? "", filter.partner ?? "", LedgerReading.pattern(filter.text), filter.limit,
            filter.offset
        ) { columns throws(LedgerError) in try OrderRow(columns) }
    }

    /// The numbers of all orders and quotations with exactly this customer reference, oldest first.
    package func orderNumbers(customerReference: String) throws(LedgerError) -> [String] {
        try store.rows("SELECT number FROM orders WHERE customer_reference = $1 ORDER BY number", customerReference) {
            columns throws(LedgerError) in try columns.text(0)
        }
    }

    package func order(_ number: String) throws(LedgerError) -> OrderRow? {
        try store.first("SELECT \(OrderRow.columns) FROM orders WHERE number = $1", number) {
            columns throws(LedgerError) in try OrderRow(columns)
        }
    }

    /// The journals of several orders, each oldest first, without one query per event.
    package func journals(of numbers: [String]) throws(LedgerError) -> [String: [JournalEntry]] {
        var journals: [String: [JournalEntry]] = [:]
        for number in numbers { journals[number] = try journalEntries(of: number) }
        return journals
    }

    /// What an order still has locked, by shipment; the empty text is no shipment yet.
    package func reservations(of number: String) throws(LedgerError) -> [(shipment: String, Reservation)] {
        try store.rows(
            """
            SELECT shipment, line_id, product, warehouse, lot, quantity FROM reservation WHERE order_number = $1
            ORDER BY shipment, line_id, warehouse, lot
            """, number
        ) { columns throws(LedgerError) in
            (
                try columns.text(0),
                Reservation(
                    lineID: try columns.text(1), product: try columns.text(2), warehouse: try columns.text(3),
                    lot: try columns.text(4), quantity: try columns.decimal(5))
            )
        }
    }

    /// What an order still lacks.
    package func shortages(of number: String) throws(LedgerError) -> [Shortage] {
        try store.rows(
            "SELECT line_id, product, quantity FROM shortage WHERE order_number = $1 ORDER BY line_id, product", number
        ) { columns throws(LedgerError) in
            Shortage(lineID: try columns.text(0), product: try columns.text(1), quantity: try columns.decimal(2))
        }
    }

    /// The text as a pattern for LIKE; empty for none.
    private static func pattern(_ text: String?) -> String {
        guard let text, !text.isEmpty else { return "" }
        var pattern = "%"
        for character in text.lowercased() {
            if character == "%" || character == "_" || character == "!" { pattern.append("!") }
            pattern.append(character)
        }
        return pattern + "%"
    }
}
