// What two ledgers of the same past must agree in: every table that follows from files, with the columns that do.
//
// Left out is what does not: when something was published, archived or sent and how often that was tried; ids and places
// in the journal, which are another once a single row is. What refers to a place is compared by order and sequence.

/// A table, or what takes its place, as it is compared.
struct ComparedTable: Sendable {
    /// For people.
    var name: String
    /// Rows are found again by these.
    var keys: [String]
    var columns: [String]
    /// What rows are selected from; `{db}` stands for the database.
    var source: String

    init(_ name: String, keys: [String], columns: [String] = [], source: String? = nil) {
        self.name = name
        self.keys = keys
        self.columns = columns
        self.source = source ?? "{db}.\(name)"
    }

    /// A projection that is kept by the place of an event in the journal.
    private static func byEvent(_ name: String, columns: [String]) -> ComparedTable {
        ComparedTable(
            name, keys: ["of_order", "sequence", "ordinal"], columns: columns,
            source: """
                (SELECT e.order_number AS of_order, e.sequence + t.position - e.position AS sequence, t.ordinal,
                    \(columns.map { "t.\($0)" }.joined(separator: ", "))
                FROM {db}.\(name) t JOIN {db}.event e
                    ON e.position = (SELECT MAX(position) FROM {db}.event WHERE position <= t.position))
                """)
    }

    static let all = [
        ComparedTable(
            "intake", keys: ["id"],
            columns: [
                "sender", "file_name", "size_bytes", "sha256", "received_at", "format", "outcome", "receipt",
                "disposition",
            ], source: "(SELECT * FROM {db}.intake WHERE id NOT IN (SELECT intake FROM temp.excused))"),
        ComparedTable("intake_progress", keys: ["intake"], columns: ["decided", "documents", "refused", "repeated"]),
        ComparedTable(
            "event", keys: ["order_number", "sequence"],
            columns: ["event_count", "recorded_at", "intake", "kind", "body"]),
        ComparedTable(
            "orders", keys: ["number"],
            columns: ["partner", "customer_reference", "content_hash", "registered_at", "priority", "kind"]),
        ComparedTable("open_matter", keys: ["order_number", "kind"], columns: ["since", "due_at"]),
        ComparedTable(
            "reservation", keys: ["order_number", "shipment", "line_id", "product", "warehouse", "lot"],
            columns: ["quantity"]),
        ComparedTable("shortage", keys: ["order_number", "line_id", "product"], columns: ["quantity", "since"]),
        ComparedTable(
            "open_line", keys: ["order_number", "line_id"],
            columns: ["partner", "currency", "product", "unit", "unit_price", "amount", "stock_quantity"]),
        byEvent(
            "dispatched_line",
            columns: ["order_number", "shipment", "line_id", "product", "warehouse", "lot", "quantity"]),
        byEvent("sale", columns: ["customer", "product", "unit", "currency", "unit_price", "sold_on"]),
        ComparedTable(
            "shipment", keys: ["shipment"],
            columns: [
                "order_number", "warehouse", "carrier", "instructed_at", "tracking_number", "refusal", "dispatched_on",
                "notice_issued_at", "delivered_on", "signed_by",
            ]),
        ComparedTable("product", keys: ["code"], columns: ["gtin", "body"]),
        ComparedTable("product_customer_code", keys: ["customer", "customer_code", "product"]),
        ComparedTable("customer", keys: ["id"], columns: ["body"]),
        ComparedTable(
            "price",
            keys: ["product", "customer", "unit", "currency", "promotion", "valid_from", "minimum_quantity"],
            columns: ["price", "base_quantity", "valid_to"]),
        ComparedTable(
            "past_sale", keys: ["customer", "product", "unit", "currency", "sold_on"], columns: ["unit_price"]),
        ComparedTable("stock_count", keys: ["warehouse"], columns: ["counted_at", "intake"]),
        ComparedTable(
            "stock_lot", keys: ["warehouse", "product", "lot"], columns: ["quantity", "received_on", "expires_on"]),
        ComparedTable(
            "timer", keys: ["kind", "order_number", "shipment"], columns: ["due_at"],
            source: """
                (SELECT * FROM {db}.timer WHERE order_number NOT IN
                (SELECT order_number FROM {db}.event WHERE intake IN (SELECT intake FROM temp.excused)))
                """),
        ComparedTable("number_series", keys: ["series"], columns: ["last_number"]),
        ComparedTable(
            "outgoing_file", keys: ["recipient_folder", "file_name"],
            columns: ["intake", "order_number", "kind", "sha256", "size_bytes", "created_at"],
            source: """
                (SELECT * FROM {db}.outgoing_file
                WHERE intake IS NULL OR intake NOT IN (SELECT intake FROM temp.excused))
                """),
        ComparedTable(
            "delivery", keys: ["webhook_id"],
            columns: ["carrier", "shipment", "order_number", "type", "body", "created_at"]),
    ]
}
