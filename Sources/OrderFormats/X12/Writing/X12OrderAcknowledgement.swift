// 855, purchase order acknowledgment: the binding answer to an order, after review. 865: the answer to a change, which
// says with a refusal that the change is refused and the order stands.

import ExactDecimals
import OrderModel

enum X12OrderAcknowledgement {
    static func write(_ confirmation: OrderConfirmation, _ context: WritingContext) throws -> [UInt8] {
        var output = X12Output(context.profile)
        let type = acknowledgementType(confirmation, output.profile)
        let isAnswerToChange = confirmation.changeNumber != nil
        output.set(isAnswerToChange ? "865" : "855") { output in
            beginning(confirmation, type, &output)
            head(confirmation, &output)
            let lines = lines(of: confirmation, type)
            for line in lines { write(line, isAnswerToChange, &output) }
            output.segment("CTT", "\(lines.count)")
            if !lines.isEmpty, let total = confirmation.total { output.segment("AMT", "TT", "\(total)") }
        }
        return try output.interchange(context)
    }

    // MARK: - BAK02

    /// Codes of data element 587 that say the decision, the best one first.
    private static func fitting(_ confirmation: OrderConfirmation) -> [String] {
        switch confirmation.decision {
        case .accepted: ["AD", "AT", "AK", "AC"]
        case .acceptedWithChange: ["AC", "AE", "RO"]
        case .rejected: confirmation.lines.isEmpty ? ["RJ", "RD"] : ["RD", "RJ"]
        }
    }

    /// The best code that the partner understands; where it understands none, the best of the standard: to say it in a
    /// code that the partner will ask about is better than to say something else.
    static func acknowledgementType(_ confirmation: OrderConfirmation, _ profile: X12Profile) -> String {
        let fitting = fitting(confirmation)
        let understood = profile.acknowledgementTypes
        let found = fitting.first { understood.isEmpty || understood.contains($0) }
        return found ?? fitting.first ?? "AC"
    }

    /// Which lines are told with this code: all, those that differ, or none.
    private static func lines(of confirmation: OrderConfirmation, _ type: String) -> [OrderConfirmation.Line] {
        switch type {
        case "AT", "AK", "RJ": []
        case "AE": confirmation.lines.filter { $0.status != .accepted }
        default: confirmation.lines
        }
    }

    // MARK: - Head

    private static func beginning(_ confirmation: OrderConfirmation, _ type: String, _ output: inout X12Output) {
        let reference = X12Output.cut(confirmation.customerReference, 22)
        let ordered = X12Date.write(confirmation.orderDate ?? confirmation.issueDate)
        let number = X12Output.cut(confirmation.orderNumber, 30)
        let issued = X12Date.write(confirmation.issueDate)
        guard let change = confirmation.changeNumber else {
            output.segment("BAK", "00", type, reference, ordered, nil, nil, nil, number, issued)
            return
        }
        let isShort = change.unicodeScalars.count <= 8
        output.segment(
            "BCA", "00", type, reference, nil, isShort ? change : nil, ordered,
            isShort ? nil : X12Output.cut(change, 45), nil,
            number, issued)
    }

    private static func head(_ confirmation: OrderConfirmation, _ output: inout X12Output) {
        if let currency = confirmation.currency, currency.utf8.count == 3 { output.segment("CUR", "SE", currency) }
        if let mode = confirmation.transportMode, !mode.isEmpty {
            output.segment("TD5", nil, nil, nil, nil, X12Output.cut(mode, 35))
        }
        if let reason = confirmation.reason, !reason.isEmpty { output.text("ZZ", "REASON", reason) }
        let terms = confirmation.termsInWords
        if !terms.isEmpty { output.text("ZZ", "TERMS", terms.joined(separator: "\n")) }
        output.party("SE", confirmation.seller.name, confirmation.seller.identifiers.first, nil)
        if !confirmation.deliverTo.isEmpty {
            output.party("ST", confirmation.deliverTo.name, nil, confirmation.deliverTo)
        }
    }

    // MARK: - Lines

    private static func write(
        _ line: OrderConfirmation.Line, _ isAnswerToChange: Bool, _ output: inout X12Output
    ) {
        let unit = output.units.code(line.unit) ?? "EA"
        let id = X12Output.cut(line.lineID, 20)
        let quantity = "\(line.orderedQuantity)"
        let price = [line.unitPrice.map { "\($0)" }, line.unitPrice == nil ? nil : "PE"]
        let products = X12Output.products(seller: line.product, buyer: line.buyerCode, gtin: line.gtin)
        if isAnswerToChange {
            let change = line.status == .accepted ? X12LineChange.code(.unchanged) : X12LineChange.code(.change)
            output.segment("POC", [id, change, quantity, nil, unit] + price + products)
        } else {
            output.segment("PO1", [id, quantity, unit] + price + products)
        }
        if !line.name.isEmpty { output.segment("PID", "F", "08", nil, nil, X12Output.cut(line.name, 80)) }
        for status in statuses(of: line, output.profile.lineStatuses) {
            output.segment(
                "ACK", status.code, "\(status.quantity)", unit, line.promisedDate == nil ? nil : "079",
                line.promisedDate.map(X12Date.write))
        }
        if let note = line.note, !note.isEmpty { output.text("ZZ", "NOTE", note) }
    }

    /// ACK01, data element 668, and the quantity that it is about. Several where a line is divided.
    static func statuses(
        of line: OrderConfirmation.Line, _ understood: [String]
    ) -> [(code: String, quantity: ExactDecimal)] {
        func best(_ codes: String...) -> String {
            codes.first { understood.isEmpty || understood.contains($0) } ?? codes.first ?? "IC"
        }
        let hasRest = line.backorderedQuantity.isPositive
        if line.status == .refused || (line.confirmedQuantity.isZero && !hasRest) {
            return [(best("IR", "ID"), line.orderedQuantity)]
        }
        if line.confirmedQuantity.isZero { return [(best("IB", "BP", "IH", "IC"), line.backorderedQuantity)] }
        if hasRest {
            let knowsBoth = understood.isEmpty || (understood.contains("IQ") && understood.contains("IB"))
            if knowsBoth { return [("IQ", line.confirmedQuantity), ("IB", line.backorderedQuantity)] }
            // BP is about the part that follows later.
            if understood.contains("BP") { return [("BP", line.backorderedQuantity)] }
            return [(best("IQ", "IC", "IB"), line.confirmedQuantity)]
        }
        if line.confirmedQuantity < line.orderedQuantity { return [(best("IQ", "IC"), line.confirmedQuantity)] }
        if line.status == .changed { return [(change(of: line, best), line.confirmedQuantity)] }
        return [(best("IA", "AC", "AR"), line.confirmedQuantity)]
    }

    /// What is other than ordered: the price, which matters most, or the date.
    private static func change(of line: OrderConfirmation.Line, _ best: (String...) -> String) -> String {
        if line.unitPrice != line.orderedPrice { return best("IP", "IC", "IA") }
        if let promised = line.promisedDate, let requested = line.requestedDate, promised > requested {
            return best("DR", "IC", "IA")
        }
        return best("IC", "DR", "IP", "IA")
    }
}
