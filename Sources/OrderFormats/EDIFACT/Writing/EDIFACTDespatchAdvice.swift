// DESADV: the goods are on their way, with what, by whom, under which number (O10).

import ExactDecimals
import OrderModel

struct EDIFACTDespatchAdvice {
    private let profile: EDIFACTProfile
    private static let document = "shipping notice"

    init(_ profile: EDIFACTProfile) { self.profile = profile }

    func write(_ notice: ShippingNotice, to output: inout EDIFACTOutput) throws(FormatError) {
        let shipment = try EDIFACTWriter.fitting(
            notice.shipment.isEmpty ? notice.orderNumber : notice.shipment, 35, "shipment", Self.document)
        let reference = try EDIFACTWriter.fitting(notice.customerReference, 35, "customerReference", Self.document)
        for lot in notice.lines.flatMap(\.lots) { _ = try EDIFACTWriter.fitting(lot, 35, "lot", Self.document) }
        output.message(.despatchAdvice) { output in
            output.segment("BGM", ["351"], [shipment], ["9"])
            output.date("137", notice.issueDate)
            output.date("11", notice.dispatchedOn)
            output.reference("ON", reference)
            output.date("171", notice.orderDate)
            output.reference("VN", notice.orderNumber)
            // The carrier's own number of the consignment.
            output.reference("CN", notice.trackingNumber.map { EDIFACTOutput.cut($0, 35) })
            parties(notice, to: &output)
            if let carrier = notice.carrier, !carrier.isEmpty {
                output.segment("TDT", ["20"], [], [], [], [nil, nil, nil, EDIFACTOutput.cut(carrier, 35)])
            }
            output.segment("CPS", ["1"])
            if let packages = notice.packages { output.segment("PAC", [String(packages)]) }
            for (index, each) in notice.lines.enumerated() { line(each, number: index + 1, reference, to: &output) }
            output.segment("CNT", ["2", String(notice.lines.count)])
        }
    }

    private func parties(_ notice: ShippingNotice, to output: inout EDIFACTOutput) {
        output.party("BY", notice.buyer.identifierForEDIFACT, name: notice.buyer.name, address: notice.buyer.address)
        output.party(
            "SU", notice.seller.identifierForEDIFACT, name: notice.seller.name, address: notice.seller.address)
        if !notice.deliverTo.isEmpty {
            output.party("DP", nil, name: notice.deliverTo.name, address: notice.deliverTo)
        }
    }

    private func line(
        _ line: ShippingNotice.Line, number: Int, _ reference: String, to output: inout EDIFACTOutput
    ) {
        let fits = line.lineID.unicodeScalars.count <= EDIFACTWriter.longestLineID && !line.lineID.isEmpty
        output.item(
            line: String(number), action: nil, gtin: line.gtin, sellerCode: line.product, buyerCode: line.buyerCode)
        output.itemName(line.name)
        output.quantity("12", line.quantity, unit: line.unit, profile)
        // 73: outstanding, what of the line has not left yet.
        if !line.outstandingQuantity.isZero {
            output.quantity("73", line.outstandingQuantity, unit: line.unit, profile)
        }
        lots(line.lots.filter { !$0.isEmpty }, to: &output)
        output.reference("ON", reference, line: fits ? line.lineID : nil)
        if !fits { output.reference("LI", EDIFACTOutput.cut(line.lineID, 35)) }
    }

    /// GIN has room for five numbers; BX says that they are those of batches.
    private func lots(_ lots: [String], to output: inout EDIFACTOutput) {
        var rest = lots[...]
        while let first = rest.popFirst() {
            let more = rest.prefix(4)
            rest = rest.dropFirst(4)
            let five = ([first] + more).map { [$0] as [String?] } + Array(repeating: [], count: 4 - more.count)
            output.segment("GIN", ["BX"], five[0], five[1], five[2], five[3], five[4])
        }
    }
}
