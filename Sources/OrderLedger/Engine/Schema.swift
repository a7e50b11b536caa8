// The versions of the tables, oldest first. A version that was released is never edited: a change is a new version.

/// One step of the ledger's tables.
struct Migration: Sendable {
    var version: Int
    var statements: [String]
}

/// All versions that the program knows.
struct Schema: Sendable {
    /// In ascending order of their versions.
    var migrations: [Migration]

    var version: Int { migrations.last?.version ?? 0 }

    static let current = Schema(migrations: [
        Migration(version: 1, statements: Schema.first), Migration(version: 2, statements: Schema.batches),
        Migration(version: 3, statements: Schema.quotations), Migration(version: 4, statements: Schema.deliveryLog),
    ])

    private static let first: [String] =
        intakeTables + journalTables + projectionTables + referenceTables + outgoingTables

    // MARK: Version 1

    private static let intakeTables = [
        """
        CREATE TABLE number_series (
            series TEXT NOT NULL PRIMARY KEY,
            last_number BIGINT NOT NULL)
        """,
        """
        CREATE TABLE intake (
            id TEXT NOT NULL PRIMARY KEY,
            sender TEXT NOT NULL,
            sender_folder TEXT NOT NULL,
            file_name \(Dialect.bytes) NOT NULL,
            printable_name TEXT NOT NULL,
            size_bytes BIGINT NOT NULL,
            sha256 TEXT NOT NULL,
            received_at BIGINT NOT NULL,
            format TEXT,
            outcome TEXT NOT NULL,
            receipt TEXT NOT NULL,
            disposition TEXT NOT NULL,
            final_path TEXT,
            disposed_at BIGINT)
        """,
        "CREATE INDEX intake_by_content ON intake (sender_folder, sha256)",
        "CREATE INDEX intake_by_time ON intake (received_at)",
        "CREATE INDEX intake_undisposed ON intake (id) WHERE disposed_at IS NULL",
    ]

    private static let journalTables = [
        """
        CREATE TABLE event (
            position \(Dialect.growingKey),
            order_number TEXT NOT NULL,
            sequence BIGINT NOT NULL,
            recorded_at BIGINT NOT NULL,
            intake TEXT REFERENCES intake (id) DEFERRABLE INITIALLY DEFERRED,
            kind TEXT NOT NULL,
            body TEXT NOT NULL,
            UNIQUE (order_number, sequence))
        """,
        "CREATE INDEX event_by_intake ON event (intake) WHERE intake IS NOT NULL",
    ]

    /// Filled from events alone; `rebuildProjections` empties and refills them.
    private static let projectionTables = [
        """
        CREATE TABLE orders (
            number TEXT NOT NULL PRIMARY KEY,
            partner TEXT NOT NULL,
            customer_reference TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            registered_at BIGINT NOT NULL,
            priority BIGINT NOT NULL,
            position BIGINT NOT NULL UNIQUE)
        """,
        "CREATE INDEX orders_by_reference ON orders (partner, customer_reference)",
        """
        CREATE TABLE open_matter (
            order_number TEXT NOT NULL,
            kind TEXT NOT NULL,
            since BIGINT NOT NULL,
            due_at BIGINT,
            PRIMARY KEY (order_number, kind))
        """,
        """
        CREATE TABLE reservation (
            order_number TEXT NOT NULL,
            line_id TEXT NOT NULL,
            product TEXT NOT NULL,
            warehouse TEXT NOT NULL,
            lot TEXT NOT NULL,
            shipment TEXT NOT NULL,
            quantity TEXT NOT NULL,
            PRIMARY KEY (order_number, shipment, line_id, product, warehouse, lot))
        """,
        "CREATE INDEX reservation_by_product ON reservation (product)",
        """
        CREATE TABLE shortage (
            order_number TEXT NOT NULL,
            line_id TEXT NOT NULL,
            product TEXT NOT NULL,
            quantity TEXT NOT NULL,
            since BIGINT NOT NULL,
            PRIMARY KEY (order_number, line_id, product))
        """,
        "CREATE INDEX shortage_by_product ON shortage (product)",
        """
        CREATE TABLE open_line (
            order_number TEXT NOT NULL,
            line_id TEXT NOT NULL,
            partner TEXT NOT NULL,
            currency TEXT NOT NULL,
            product TEXT NOT NULL,
            unit TEXT NOT NULL,
            unit_price TEXT,
            amount TEXT,
            stock_quantity TEXT NOT NULL,
            PRIMARY KEY (order_number, line_id))
        """,
        "CREATE INDEX open_line_by_partner ON open_line (partner, currency)",
        """
        CREATE TABLE dispatched_line (
            position BIGINT NOT NULL,
            ordinal BIGINT NOT NULL,
            order_number TEXT NOT NULL,
            shipment TEXT NOT NULL,
            line_id TEXT NOT NULL,
            product TEXT NOT NULL,
            warehouse TEXT NOT NULL,
            lot TEXT NOT NULL,
            quantity TEXT NOT NULL,
            PRIMARY KEY (position, ordinal))
        """,
        "CREATE INDEX dispatched_line_by_product ON dispatched_line (product, warehouse, position)",
        "CREATE INDEX dispatched_line_by_order ON dispatched_line (order_number, line_id)",
        """
        CREATE TABLE sale (
            position BIGINT NOT NULL,
            ordinal BIGINT NOT NULL,
            customer TEXT NOT NULL,
            product TEXT NOT NULL,
            unit TEXT NOT NULL,
            currency TEXT NOT NULL,
            unit_price TEXT NOT NULL,
            sold_on TEXT NOT NULL,
            PRIMARY KEY (position, ordinal))
        """,
        "CREATE INDEX sale_by_product ON sale (customer, product, unit, currency, sold_on)",
        """
        CREATE TABLE shipment (
            shipment TEXT NOT NULL PRIMARY KEY,
            order_number TEXT NOT NULL,
            warehouse TEXT NOT NULL,
            carrier TEXT,
            instructed_at BIGINT NOT NULL,
            tracking_number TEXT,
            refusal TEXT,
            dispatched_on TEXT,
            notice_issued_at BIGINT,
            delivered_on TEXT,
            signed_by TEXT)
        """,
        "CREATE INDEX shipment_by_order ON shipment (order_number)",
    ]

    private static let referenceTables = [
        "CREATE TABLE product (code TEXT NOT NULL PRIMARY KEY, gtin TEXT, body TEXT NOT NULL)",
        "CREATE INDEX product_by_gtin ON product (gtin)",
        """
        CREATE TABLE product_customer_code (
            customer TEXT NOT NULL,
            customer_code TEXT NOT NULL,
            product TEXT NOT NULL,
            PRIMARY KEY (customer, customer_code, product))
        """,
        "CREATE INDEX product_customer_code_by_product ON product_customer_code (product)",
        "CREATE TABLE customer (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL)",
        """
        CREATE TABLE price (
            product TEXT NOT NULL,
            customer TEXT NOT NULL,
            unit TEXT NOT NULL,
            currency TEXT NOT NULL,
            promotion TEXT NOT NULL,
            valid_from TEXT NOT NULL,
            minimum_quantity TEXT NOT NULL,
            price TEXT NOT NULL,
            base_quantity TEXT NOT NULL,
            valid_to TEXT NOT NULL,
            PRIMARY KEY (product, customer, unit, currency, promotion, valid_from, minimum_quantity))
        """,
        """
        CREATE TABLE past_sale (
            customer TEXT NOT NULL,
            product TEXT NOT NULL,
            unit TEXT NOT NULL,
            currency TEXT NOT NULL,
            sold_on TEXT NOT NULL,
            unit_price TEXT NOT NULL,
            PRIMARY KEY (customer, product, unit, currency, sold_on))
        """,
        """
        CREATE TABLE stock_count (
            warehouse TEXT NOT NULL PRIMARY KEY,
            after_position BIGINT NOT NULL,
            counted_at BIGINT NOT NULL,
            intake TEXT)
        """,
        """
        CREATE TABLE stock_lot (
            warehouse TEXT NOT NULL,
            product TEXT NOT NULL,
            lot TEXT NOT NULL,
            quantity TEXT NOT NULL,
            received_on TEXT,
            expires_on TEXT,
            PRIMARY KEY (warehouse, product, lot))
        """,
        "CREATE INDEX stock_lot_by_product ON stock_lot (product)",
    ]

    private static let outgoingTables = [
        """
        CREATE TABLE timer (
            kind TEXT NOT NULL,
            order_number TEXT NOT NULL,
            shipment TEXT NOT NULL,
            due_at BIGINT NOT NULL,
            PRIMARY KEY (kind, order_number, shipment))
        """,
        "CREATE INDEX timer_by_due ON timer (due_at)",
        """
        CREATE TABLE outgoing_file (
            id \(Dialect.growingKey),
            intake TEXT REFERENCES intake (id) DEFERRABLE INITIALLY DEFERRED,
            order_number TEXT,
            kind TEXT NOT NULL,
            recipient_folder TEXT NOT NULL,
            file_name TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            size_bytes BIGINT NOT NULL,
            staged_name TEXT NOT NULL,
            state TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            published_at BIGINT,
            UNIQUE (recipient_folder, file_name))
        """,
        "CREATE INDEX outgoing_file_pending ON outgoing_file (id) WHERE state = 'pending'",
        "CREATE INDEX outgoing_file_by_order ON outgoing_file (order_number) WHERE order_number IS NOT NULL",
        "CREATE INDEX outgoing_file_by_intake ON outgoing_file (intake) WHERE intake IS NOT NULL",
        """
        CREATE TABLE delivery (
            sequence \(Dialect.growingKey),
            webhook_id TEXT NOT NULL UNIQUE,
            carrier TEXT NOT NULL,
            shipment TEXT NOT NULL,
            order_number TEXT NOT NULL,
            type TEXT NOT NULL,
            body \(Dialect.bytes) NOT NULL,
            created_at BIGINT NOT NULL,
            attempts BIGINT NOT NULL,
            due_at BIGINT NOT NULL,
            state TEXT NOT NULL,
            lease_holder TEXT,
            lease_until BIGINT,
            last_attempt_at BIGINT,
            last_status BIGINT,
            note TEXT,
            delivered_at BIGINT,
            answer_excerpt \(Dialect.bytes))
        """,
        "CREATE INDEX delivery_by_shipment ON delivery (carrier, shipment, sequence)",
        "CREATE INDEX delivery_pending ON delivery (due_at, sequence) WHERE state = 'pending'",
        "CREATE INDEX delivery_by_order ON delivery (order_number)",
        """
        CREATE TABLE disabled_carrier (
            carrier TEXT NOT NULL PRIMARY KEY,
            cause TEXT NOT NULL,
            since BIGINT NOT NULL)
        """,
    ]

    // MARK: Version 2

    /// Which orders share a document; several events to a row of the journal; how far a long file is. Positions are those of the journal: what one transaction appended is one range of
    /// them, and ranges of different transactions do not touch.
    private static let batches = [
        """
        CREATE TABLE outgoing_batch (
            first_position BIGINT NOT NULL,
            outgoing_file BIGINT NOT NULL REFERENCES outgoing_file (id),
            last_position BIGINT NOT NULL,
            orders TEXT NOT NULL,
            PRIMARY KEY (first_position, outgoing_file))
        """,
        // What was decided about an order at once is one row: the body is an array of so many events, the first of which
        // has this position, this sequence and this kind.
        "ALTER TABLE event ADD COLUMN event_count BIGINT NOT NULL DEFAULT 1",
        "CREATE INDEX outgoing_file_growing ON outgoing_file (intake) WHERE state = 'growing'",
        """
        CREATE TABLE intake_progress (
            intake TEXT NOT NULL PRIMARY KEY REFERENCES intake (id),
            decided BIGINT NOT NULL,
            documents BIGINT NOT NULL,
            refused BIGINT NOT NULL,
            repeated BIGINT NOT NULL,
            parts BIGINT NOT NULL)
        """,
        """
        CREATE TABLE receipt_part (
            intake TEXT NOT NULL,
            part BIGINT NOT NULL,
            entries TEXT NOT NULL,
            PRIMARY KEY (intake, part))
        """,
    ]

    // MARK: Version 3

    /// Quotations stand in the register beside the orders, with numbers of their own; ledgers from before have none.
    private static let quotations = [
        "ALTER TABLE orders ADD COLUMN kind TEXT NOT NULL DEFAULT 'order'"
    ]

    // MARK: Version 4

    /// Every exchange with a carrier is kept for a while; and a notice knows whether it waits for an earlier one of its
    /// shipment, so that what can be sent is found without looking at what cannot.
    private static let deliveryLog = [
        """
        CREATE TABLE delivery_attempt (
            id \(Dialect.growingKey),
            delivery BIGINT NOT NULL REFERENCES delivery (sequence),
            attempt BIGINT NOT NULL,
            at BIGINT NOT NULL,
            duration_ms BIGINT NOT NULL,
            status BIGINT,
            failure TEXT,
            sentence TEXT NOT NULL,
            address TEXT,
            answer_excerpt \(Dialect.bytes) NOT NULL,
            UNIQUE (delivery, at, attempt))
        """,
        // 1: an earlier notice of the same carrier and shipment is not delivered.
        "ALTER TABLE delivery ADD COLUMN waits BIGINT NOT NULL DEFAULT 0",
        """
        UPDATE delivery SET waits = 1 WHERE state <> 'delivered' AND EXISTS (
            SELECT 1 FROM delivery e WHERE e.carrier = delivery.carrier AND e.shipment = delivery.shipment
                AND e.sequence < delivery.sequence AND e.state <> 'delivered')
        """,
        "DROP INDEX delivery_pending",
        "CREATE INDEX delivery_first ON delivery (carrier, due_at, sequence) WHERE state = 'pending' AND waits = 0",
        "CREATE INDEX delivery_leased ON delivery (carrier, lease_until) WHERE lease_until IS NOT NULL",
    ]
}
