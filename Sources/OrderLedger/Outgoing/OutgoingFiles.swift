// Documents on their way out: staged before the commit that owns them, published after it (design.md, stage and
// publish).

package import OrderModel

/// A document that the desk has written.
package struct OutgoingFile: Hashable, Sendable {
    package enum State: String, Hashable, Codable, CaseIterable, Sendable {
        /// Staged as far as it goes; more of it follows with the next part of the file that it answers.
        case growing
        /// Staged, to be published.
        case pending
        case published
    }
    /// Given by `addOutgoing`; 0 before that.
    package var id: Int64
    /// The file it answers, if one.
    package var intake: String?
    package var orderNumber: String?
    /// The name of the document's kind, such as `confirmation`.
    package var kind: String
    /// The folder beneath `outbox/`, such as `acme` or `desk/finance`.
    package var recipientFolder: String
    /// The name under which it appears there; the two together are unique for ever.
    package var fileName: String
    /// Of its bytes, in lower-case hex.
    package var sha256: String
    /// In bytes.
    package var size: Int64
    /// The spool's id of the staged file.
    package var stagedName: String
    package var state: State
    package var createdAt: Instant
    package var publishedAt: Instant?

    package init(
        id: Int64 = 0, intake: String?, orderNumber: String?, kind: String, recipientFolder: String, fileName: String,
        sha256: String, size: Int64, stagedName: String, state: State = .pending, createdAt: Instant,
        publishedAt: Instant? = nil
    ) {
        self.id = id
        self.intake = intake
        self.orderNumber = orderNumber
        self.kind = kind
        self.recipientFolder = recipientFolder
        self.fileName = fileName
        self.sha256 = sha256
        self.size = size
        self.stagedName = stagedName
        self.state = state
        self.createdAt = createdAt
        self.publishedAt = publishedAt
    }

    static let columns = """
        id, intake, order_number, kind, recipient_folder, file_name, sha256, size_bytes, staged_name, state, created_at,
        published_at
        """

    init(_ columns: Columns) throws(LedgerError) {
        self.init(
            id: try columns.integer(0), intake: try columns.textOrNil(1), orderNumber: try columns.textOrNil(2),
            kind: try columns.text(3), recipientFolder: try columns.text(4), fileName: try columns.text(5),
            sha256: try columns.text(6), size: try columns.integer(7), stagedName: try columns.text(8),
            state: try columns.choice(9, State.self), createdAt: try columns.instant(10),
            publishedAt: try columns.instantOrNil(11))
    }
}

extension LedgerTransaction {
    /// Enters a staged document. Its `id` and `state` are not looked at: it gets an id and is pending.
    /// - Returns: the id.
    /// - Throws: `constraint` if the recipient was sent a file of this name before.
    @discardableResult
    package func addOutgoing(_ file: OutgoingFile) throws(LedgerError) -> Int64 { try add(file, .pending) }

    /// Enters a document that is going to grow; as `addOutgoing` otherwise.
    package func addGrowing(_ file: OutgoingFile) throws(LedgerError) -> Int64 { try add(file, .growing) }

    /// A growing document is so long now, and staged under this name.
    package func grow(_ id: Int64, to size: Int64, stagedName: String) throws(LedgerError) {
        try store.run(
            "UPDATE outgoing_file SET size_bytes = $1, staged_name = $2 WHERE id = $3 AND state = 'growing'", size,
            stagedName, id)
    }

    /// A growing document is whole and is to be published.
    package func finishGrowing(_ id: Int64, sha256: String) throws(LedgerError) {
        try store.run(
            "UPDATE outgoing_file SET state = 'pending', sha256 = $1 WHERE id = $2 AND state = 'growing'", sha256, id)
    }

    private func add(_ file: OutgoingFile, _ state: OutgoingFile.State) throws(LedgerError) -> Int64 {
        let id = try store.first(
            """
            INSERT INTO outgoing_file
                (intake, order_number, kind, recipient_folder, file_name, sha256, size_bytes, staged_name, state,
                created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id
            """, file.intake, file.orderNumber, file.kind, file.recipientFolder, file.fileName, file.sha256, file.size,
            file.stagedName, state.rawValue, file.createdAt
        ) { columns throws(LedgerError) in try columns.integer(0) }
        guard let id else { throw .unreadable(what: "the outgoing file \(file.fileName)", detail: "no id was given") }
        return id
    }

    /// Says which orders a document is about that is about many. All of them have had an event in this transaction. What is
    /// said of the same document again in one transaction is added.
    package func addBatch(outgoing id: Int64, orders: [String]) throws(LedgerError) {
        guard let positions else { return }
        try store.run(
            """
            INSERT INTO outgoing_batch (first_position, outgoing_file, last_position, orders) VALUES ($1, $2, $3, $4)
            ON CONFLICT (first_position, outgoing_file) DO UPDATE SET
                last_position = excluded.last_position, orders = outgoing_batch.orders || excluded.orders
            """, positions.lowerBound, id, positions.upperBound, BatchOrders.text(orders))
    }

    /// The files are where their recipients can see them. Marking twice changes nothing.
    package func markPublished(_ ids: some Sequence<Int64>, at instant: Instant) throws(LedgerError) {
        for id in ids {
            try store.run(
                "UPDATE outgoing_file SET state = 'published', published_at = $1 WHERE id = $2 AND state = 'pending'",
                instant, id)
        }
    }
}

extension LedgerReading {
    /// Documents that are to be published, in the order in which they were entered.
    package func pendingOutgoing(limit: Int = LedgerLimits.listedRows) throws(LedgerError) -> [OutgoingFile] {
        try files("WHERE state = 'pending' ORDER BY id LIMIT $1", limit)
    }

    /// The growing documents that answer a file, in the order in which they were entered.
    package func growingOutgoing(intake id: String) throws(LedgerError) -> [OutgoingFile] {
        try files("WHERE intake = $1 AND state = 'growing' ORDER BY id", id)
    }

    /// The growing documents of all files.
    package func growingOutgoing() throws(LedgerError) -> [OutgoingFile] {
        try store.rows("SELECT \(OutgoingFile.columns) FROM outgoing_file WHERE state = 'growing' ORDER BY id") {
            columns throws(LedgerError) in try OutgoingFile(columns)
        }
    }

    /// Every document that was published, oldest first.
    package func publishedFiles(limit: Int = LedgerLimits.listedRows) throws(LedgerError) -> [OutgoingFile] {
        try files("WHERE state = 'published' ORDER BY id LIMIT $1", limit)
    }

    /// The documents of an order, oldest first; also those that it shares with others.
    package func outgoing(order number: String) throws(LedgerError) -> [OutgoingFile] {
        var found = try files("WHERE order_number = $1 ORDER BY id", number)
        for id in try batches(with: number) { found += try files("WHERE id = $1", id) }
        return found.sorted { $0.id < $1.id }
    }

    /// The shared documents of the transactions in which something happened to the order, as far as it is in them.
    private func batches(with number: String) throws(LedgerError) -> Set<Int64> {
        try writeJournal()
        let found = try store.rows(
            """
            SELECT b.outgoing_file, b.orders FROM event e JOIN outgoing_batch b ON b.first_position =
                (SELECT MAX(first_position) FROM outgoing_batch WHERE first_position <= e.position)
            WHERE e.order_number = $1 AND b.last_position >= e.position
            """, number
        ) { columns throws(LedgerError) in (id: try columns.integer(0), orders: try columns.text(1)) }
        return Set(found.filter { BatchOrders.contains(number, in: $0.orders) }.map(\.id))
    }

    /// The documents that answered a file, oldest first.
    package func outgoing(intake id: String) throws(LedgerError) -> [OutgoingFile] {
        try files("WHERE intake = $1 ORDER BY id", id)
    }

    package func outgoing(recipientFolder: String, fileName: String) throws(LedgerError) -> OutgoingFile? {
        try store.first(
            "SELECT \(OutgoingFile.columns) FROM outgoing_file WHERE recipient_folder = $1 AND file_name = $2",
            recipientFolder, fileName
        ) { columns throws(LedgerError) in try OutgoingFile(columns) }
    }

    /// Whether some document of the ledger owns this staged file: a restart sweeps those that none owns.
    package func ownsStaged(_ stagedName: String) throws(LedgerError) -> Bool {
        try store.exists(
            "SELECT 1 FROM outgoing_file WHERE state = 'pending' AND staged_name = $1 LIMIT 1", stagedName)
    }

    private func files(_ clause: StaticString, _ value: any Storable) throws(LedgerError) -> [OutgoingFile] {
        try store.rows("SELECT \(OutgoingFile.columns) FROM outgoing_file \(clause)", value) {
            columns throws(LedgerError) in try OutgoingFile(columns)
        }
    }
}

/// The numbers of many orders as one text: each between two line ends.
private enum BatchOrders {
    static func text(_ orders: [String]) -> String { "\n" + orders.joined(separator: "\n") + "\n" }
    static func contains(_ order: String, in text: String) -> Bool { text.contains("\n\(order)\n") }
}
