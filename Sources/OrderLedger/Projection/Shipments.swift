// Shipments: which order they belong to and how far they are.

package import OrderModel

/// A shipment as its events tell of it. Its state follows from what is known.
package struct ShipmentRow: Hashable, Sendable {
    package var shipment: String
    package var orderNumber: String
    package var warehouse: String
    package var carrier: String?
    package var instructedAt: Instant
    package var trackingNumber: String?
    package var refusal: String?
    package var dispatchedOn: CalendarDate?
    package var noticeIssuedAt: Instant?
    package var deliveredOn: CalendarDate?
    package var signedBy: String?

    package enum State: String, Hashable, Codable, CaseIterable, Sendable {
        case instructed, dispatched, delivered
    }
    package var state: State {
        if deliveredOn != nil { return .delivered }
        return dispatchedOn == nil ? .instructed : .dispatched
    }
}

struct Shipments {
    let store: Store

    func open(_ instruction: DispatchInstruction, order: String, at instant: Instant) throws(LedgerError) {
        try store.run(
            """
            INSERT INTO shipment (shipment, order_number, warehouse, carrier, instructed_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (shipment) DO UPDATE SET
                order_number = excluded.order_number, warehouse = excluded.warehouse, carrier = excluded.carrier,
                instructed_at = excluded.instructed_at
            """, instruction.shipment, order, instruction.warehouse, instruction.carrier, instant)
    }

    /// - Parameter column: a name of ours, never anything from outside.
    func set(_ column: StaticString, _ value: any Storable, of shipment: String) throws(LedgerError) {
        try store.run("UPDATE shipment SET \(column) = $1 WHERE shipment = $2", value, shipment)
    }

    /// A report without a date means the day on which it came, in UTC.
    func deliver(_ report: DeliveryReport, at instant: Instant) throws(LedgerError) {
        try store.run(
            "UPDATE shipment SET delivered_on = $1, signed_by = $2 WHERE shipment = $3",
            report.deliveredOn ?? instant.wallClock().date, report.signedBy, report.shipment)
    }
}

extension LedgerReading {
    /// The shipments of an order, oldest first.
    package func shipments(of number: String) throws(LedgerError) -> [ShipmentRow] {
        try store.rows(
            """
            SELECT shipment, order_number, warehouse, carrier, instructed_at, tracking_number, refusal, dispatched_on,
                notice_issued_at, delivered_on, signed_by
            FROM shipment WHERE order_number = $1 ORDER BY instructed_at, shipment
            """, number
        ) { columns throws(LedgerError) in
            ShipmentRow(
                shipment: try columns.text(0), orderNumber: try columns.text(1), warehouse: try columns.text(2),
                carrier: try columns.textOrNil(3), instructedAt: try columns.instant(4),
                trackingNumber: try columns.textOrNil(5), refusal: try columns.textOrNil(6),
                dispatchedOn: try columns.dateOrNil(7), noticeIssuedAt: try columns.instantOrNil(8),
                deliveredOn: try columns.dateOrNil(9), signedBy: try columns.textOrNil(10))
        }
    }
}
