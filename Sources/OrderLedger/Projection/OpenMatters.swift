// Orders that wait for a person: in clarification, in review, for the customer's consent to a part shipment, or for a
// decision about a change.

package import OrderModel

/// Something about an order that a person has to answer.
package struct OpenMatter: Hashable, Sendable {
    package enum Kind: String, Hashable, Comparable, Codable, CaseIterable, Sendable {
        /// The customer has questions to answer (B13).
        case clarification
        /// The review chain is not through (G01).
        case review
        /// The customer was asked whether to ship in part or to wait (K13).
        case consent
        /// The customer wants to change or cancel the order (J06).
        case change
        /// Finance has to release the goods (G05).
        case release
        /// The superior has to agree to who takes care of the order (E08).
        case assignment

        package static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }
    package var orderNumber: String
    package var kind: Kind
    package var since: Instant
    package var due: Instant?

    package init(orderNumber: String, kind: Kind, since: Instant, due: Instant?) {
        self.orderNumber = orderNumber
        self.kind = kind
        self.since = since
        self.due = due
    }
}

struct OpenMatters {
    let rows: OrderRows

    /// Opens a matter, or gives it another due time if it is open already.
    func open(_ kind: OpenMatter.Kind, since: Instant, due: Instant?) throws(LedgerError) {
        let known = try rows.matters()[kind]
        try rows.set(MatterTimes(since: known?.since ?? since, due: due), kind)
    }

    func close(_ kinds: [OpenMatter.Kind]) throws(LedgerError) {
        for kind in kinds where try rows.matters()[kind] != nil { try rows.set(nil, kind) }
    }
}

extension LedgerReading {
    /// Open matters, the oldest first.
    /// - Parameter kinds: empty for all.
    package func openMatters(
        _ kinds: Set<OpenMatter.Kind> = [], limit: Int = LedgerLimits.listedRows
    ) throws(LedgerError) -> [OpenMatter] {
        let wanted = kinds.isEmpty ? Set(OpenMatter.Kind.allCases) : kinds
        let names = OpenMatter.Kind.allCases.map { wanted.contains($0) ? $0.rawValue : "" }
        return try store.rows(
            """
            SELECT order_number, kind, since, due_at FROM open_matter WHERE kind IN ($1, $2, $3, $4, $5, $6)
            ORDER BY since, order_number, kind LIMIT $7
            """, names[0], names[1], names[2], names[3], names[4], names[5], limit
        ) { columns throws(LedgerError) in
            OpenMatter(
                orderNumber: try columns.text(0), kind: try columns.choice(1, OpenMatter.Kind.self),
                since: try columns.instant(2), due: try columns.instantOrNil(3))
        }
    }

    /// The open matters of one order.
    package func openMatters(of number: String) throws(LedgerError) -> [OpenMatter] {
        try store.rows(
            "SELECT order_number, kind, since, due_at FROM open_matter WHERE order_number = $1 ORDER BY kind", number
        ) { columns throws(LedgerError) in
            OpenMatter(
                orderNumber: try columns.text(0), kind: try columns.choice(1, OpenMatter.Kind.self),
                since: try columns.instant(2), due: try columns.instantOrNil(3))
        }
    }
}
