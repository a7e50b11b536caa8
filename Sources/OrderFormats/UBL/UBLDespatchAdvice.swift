// DespatchAdvice: the goods are on their way, with what, by whom, under which tracking number (O10).

import ExactDecimals
import OrderModel

enum UBLDespatchAdvice {
    static func write(_ notice: ShippingNotice) throws(FormatError) -> [UInt8] {
        guard !notice.lines.isEmpty else {
            throw .valueDoesNotFit(
                document: "shipping notice", field: "lines",
                reason: "is empty, but a DespatchAdvice has at least one line")
        }
        return UBLWriter.document("DespatchAdvice") { writer in
            writer.element("cbc:ID", notice.shipment.isEmpty ? notice.orderNumber : notice.shipment)
            writer.issued(notice.issueDate, at: notice.issuedAt)
            writer.element("cbc:LineCountNumeric", String(notice.lines.count))
            writer.orderReference(notice.customerReference, orderNumber: notice.orderNumber)
            writer.tradingParty("cac:DespatchSupplierParty", notice.seller)
            writer.tradingParty("cac:DeliveryCustomerParty", notice.buyer)
            shipment(notice, &writer)
            for (index, each) in notice.lines.enumerated() { line(each, number: index + 1, notice, &writer) }
        }
    }

    private static func shipment(_ notice: ShippingNotice, _ writer: inout XMLWriter) {
        writer.group("cac:Shipment") { writer in
            writer.element("cbc:ID", notice.shipment.isEmpty ? notice.orderNumber : notice.shipment)
            writer.element("cbc:TotalTransportHandlingUnitQuantity", notice.packages.map(String.init))
            if notice.carrier != nil || notice.trackingNumber != nil { consignment(notice, &writer) }
            writer.group("cac:Delivery") { writer in
                writer.element("cbc:TrackingID", notice.trackingNumber)
                writer.deliveryLocation(notice.deliverTo)
                writer.group("cac:Despatch") { writer in
                    writer.element("cbc:ActualDespatchDate", notice.dispatchedOn.description)
                }
            }
        }
    }

    private static func consignment(_ notice: ShippingNotice, _ writer: inout XMLWriter) {
        writer.group("cac:Consignment") { writer in
            writer.element("cbc:ID", notice.trackingNumber ?? notice.shipment)
            writer.element("cbc:CarrierAssignedID", notice.trackingNumber)
            guard let carrier = notice.carrier, !carrier.isEmpty else { return }
            writer.party("cac:CarrierParty", Party(name: carrier))
        }
    }

    private static func line(
        _ line: ShippingNotice.Line, number: Int, _ notice: ShippingNotice, _ writer: inout XMLWriter
    ) {
        writer.group("cac:DespatchLine") { writer in
            writer.element("cbc:ID", String(number))
            writer.quantity("cbc:DeliveredQuantity", line.quantity, unit: line.unit)
            writer.quantity("cbc:OutstandingQuantity", line.outstandingQuantity, unit: line.unit)
            writer.group("cac:OrderLineReference") { writer in
                writer.element("cbc:LineID", line.lineID.isEmpty ? "NA" : line.lineID)
                writer.orderReference(notice.customerReference, orderNumber: notice.orderNumber)
            }
            writer.item(product: line.product, name: line.name, lots: line.lots.filter { !$0.isEmpty })
        }
    }
}
