// 856, ship notice: shipment, order, items (O10).

import ExactDecimals
import OrderModel

enum X12ShipNotice {
    static func write(_ notice: ShippingNotice, _ context: WritingContext) throws -> [UInt8] {
        guard !notice.lines.isEmpty else {
            throw FormatError.valueDoesNotFit(
                document: "shipping notice", field: "lines", reason: "is empty, but an 856 tells what was shipped")
        }
        var output = X12Output(context.profile)
        let wall = notice.issuedAt.wallClock(offsetSeconds: context.offsetSeconds)
        let time = X12Output.padded(wall.secondOfDay / 3600, 2) + X12Output.padded(wall.secondOfDay / 60 % 60, 2)
        output.set("856") { output in
            output.segment(
                "BSN", "00", X12Output.cut(notice.shipment.isEmpty ? notice.orderNumber : notice.shipment, 30),
                X12Date.write(notice.issueDate), time, "0004")
            shipment(notice, &output)
            order(notice, &output)
            for (index, line) in notice.lines.enumerated() { item(line, level: index + 3, &output) }
            // The number of HL segments.
            output.segment("CTT", "\(notice.lines.count + 2)")
        }
        return try output.interchange(context)
    }

    private static func shipment(_ notice: ShippingNotice, _ output: inout X12Output) {
        output.segment("HL", "1", nil, "S")
        if let packages = notice.packages, (1...9_999_999).contains(packages) {
            output.segment("TD1", "CTN", "\(packages)")
        }
        if let carrier = notice.carrier, !carrier.isEmpty {
            output.segment("TD5", "B", nil, nil, nil, X12Output.cut(carrier, 35))
        }
        if let number = notice.trackingNumber, !number.isEmpty {
            output.segment("REF", "2I", X12Output.cut(number, 30))
        }
        output.segment("DTM", "011", X12Date.write(notice.dispatchedOn))
        output.party("ST", notice.deliverTo.name, nil, notice.deliverTo)
        output.party("SF", notice.seller.name, notice.seller.identifiers.first, notice.seller.address)
    }

    private static func order(_ notice: ShippingNotice, _ output: inout X12Output) {
        output.segment("HL", "2", "1", "O")
        output.segment(
            "PRF", X12Output.cut(notice.customerReference, 22), nil, nil, notice.orderDate.map(X12Date.write))
        if !notice.orderNumber.isEmpty { output.segment("REF", "VN", X12Output.cut(notice.orderNumber, 30)) }
    }

    private static func item(_ line: ShippingNotice.Line, level: Int, _ output: inout X12Output) {
        let number = X12Output.cut(line.lineID, 20)
        output.segment("HL", "\(level)", "2", "I")
        output.segment(
            "LIN", [number] + X12Output.products(seller: line.product, buyer: line.buyerCode, gtin: line.gtin))
        // SN108: shipped in full, or the rest follows.
        output.segment(
            "SN1", number, "\(line.quantity)", output.units.code(line.unit) ?? "EA", nil, nil, nil, nil,
            line.outstandingQuantity.isPositive ? "BP" : "AC")
        if !line.name.isEmpty { output.segment("PID", "F", "08", nil, nil, X12Output.cut(line.name, 80)) }
        for lot in line.lots where !lot.isEmpty { output.segment("REF", "LT", X12Output.cut(lot, 30)) }
    }
}
