// ORDRSP: the binding answer to an order, in the codes that the partner understands.

import ExactDecimals
import OrderModel

struct EDIFACTOrderResponse {
    private let profile: EDIFACTProfile
    private static let document = "confirmation"

    init(_ profile: EDIFACTProfile) { self.profile = profile }

    func write(_ confirmation: OrderConfirmation, to output: inout EDIFACTOutput) throws(FormatError) {
        let number = try EDIFACTWriter.fitting(confirmation.orderNumber, 35, "orderNumber", Self.document)
        let reference = try EDIFACTWriter.fitting(
            confirmation.customerReference, 35, "customerReference", Self.document)
        output.message(.orderResponse) { output in
            output.segment("BGM", ["231"], [number], [responseType(confirmation.decision)])
            output.date("137", confirmation.issueDate)
            output.freeText("AAI", confirmation.reason)
            for term in confirmation.termsInWords { output.freeText("AAI", term) }
            output.reference("ON", reference)
            output.date("171", confirmation.orderDate)
            // The change that this answers; the order is named too.
            output.reference("PP", confirmation.changeNumber.map { EDIFACTOutput.cut($0, 35) })
            output.reference("VN", number)
            parties(confirmation, to: &output)
            if let currency = confirmation.currency { output.segment("CUX", ["2", currency, "9"]) }
            // A refusal has no lines: nothing of the order is taken.
            let lines = confirmation.decision == .rejected ? [] : confirmation.lines
            for (index, each) in lines.enumerated() { line(each, number: index + 1, to: &output) }
            output.segment("UNS", ["S"])
            if confirmation.decision != .rejected { output.amount("79", confirmation.total) }
            output.segment("CNT", ["2", String(lines.count)])
        }
    }

    /// Data element 1225: 29 accepted, 30 accepted with a change in the lines, 27 not accepted. A partner who does not
    /// know the right code gets the next best that it knows; one who knows none of them gets the right one.
    private func responseType(_ decision: OrderConfirmation.Decision) -> String {
        let codes =
            switch decision {
            case .accepted: ["29", "30", "28", "34", "4", "9"]
            case .acceptedWithChange: ["30", "4", "34", "28", "9"]
            case .rejected: ["27"]
            }
        guard !profile.responseTypes.isEmpty else { return codes[0] }
        return codes.first(where: profile.responseTypes.contains) ?? codes[0]
    }

    private func parties(_ confirmation: OrderConfirmation, to output: inout EDIFACTOutput) {
        output.party(
            "BY", confirmation.buyer.identifierForEDIFACT, name: confirmation.buyer.name,
            address: confirmation.buyer.address)
        output.party(
            "SU", confirmation.seller.identifierForEDIFACT, name: confirmation.seller.name,
            address: confirmation.seller.address)
        if !confirmation.deliverTo.isEmpty {
            output.party("DP", nil, name: confirmation.deliverTo.name, address: confirmation.deliverTo)
        }
    }

    private func line(_ line: OrderConfirmation.Line, number: Int, to output: inout EDIFACTOutput) {
        let fits = line.lineID.unicodeScalars.count <= EDIFACTWriter.longestLineID
        output.item(
            line: fits ? line.lineID : String(number), action: EDIFACTOrderResponse.action(line.status),
            gtin: line.gtin, sellerCode: line.product, buyerCode: line.buyerCode)
        output.itemName(line.name)
        output.quantity("21", line.orderedQuantity, unit: line.unit, profile)
        if line.status != .accepted {
            // 113: to be delivered; 83: what follows later.
            output.quantity("113", line.confirmedQuantity, unit: line.unit, profile)
            output.quantity("83", line.backorderedQuantity, unit: line.unit, profile)
        }
        // 79: the goods are promised to leave on that day.
        output.date("79", line.promisedDate)
        output.amount("203", line.amount)
        output.freeText("AAI", line.note)
        if let price = line.unitPrice { output.segment("PRI", ["AAA", price.description]) }
        if !fits { output.reference("LI", EDIFACTOutput.cut(line.lineID, 35)) }
    }

    /// Data element 1229.
    private static func action(_ status: OrderConfirmation.Line.Status) -> String {
        switch status {
        case .accepted: "5"
        case .changed: "3"
        case .refused: "7"
        }
    }
}
