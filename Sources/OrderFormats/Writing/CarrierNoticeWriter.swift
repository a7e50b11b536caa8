// What a carrier is told, as the body of a webhook (Standard Webhooks: type, timestamp, data).

package import OrderModel

package enum CarrierNoticeWriter {
    /// Compact JSON. The same notice always gives the same bytes, which are what is signed.
    ///
    /// Throws `valueDoesNotFit` for one that does not satisfy its schema when it is read again.
    package static func write(_ notice: CarrierNotice) throws(FormatError) -> [UInt8] {
        let bytes = output(notice).compact
        try JSONOutputCheck.check(bytes, name: OutgoingShapes.carrierNotice.name)
        return bytes
    }

    static func output(_ notice: CarrierNotice) -> JSONOutput {
        .fields([
            "type": .of(notice.type), "timestamp": .of(notice.at),
            "data": .fields([
                "carrier": .text(notice.carrier), "orderNumber": .text(notice.orderNumber),
                "shipment": .text(notice.shipment), "warehouse": .text(notice.warehouse),
                "deliverTo": JSONParts.address(notice.deliverTo), "contact": JSONParts.contact(notice.contact),
                "transportMode": .of(notice.transportMode), "packages": .of(notice.packages),
                "weight": .of(notice.weight), "deliverBy": .of(notice.deliverBy),
                "trackingNumber": .of(notice.trackingNumber),
                "lines": .array(notice.lines.map(DeskDocumentJSON.pickLine)),
            ]),
        ])
    }
}
