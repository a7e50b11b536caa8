// Orders as ORDERS, changes and cancellations as ORDCHG. What was written is read again, and what does not come back is
// said: so nothing is lost silently.

import ExactDecimals
import OrderModel

struct EDIFACTOrderWriter {
    private let profile: EDIFACTProfile
    private let partnerID: String

    /// Without a partner everything is written that EDIFACT can carry, in UTF-8.
    init(_ partner: PartnerProfile?) {
        profile = partner?.edifact ?? EDIFACTProfile(syntax: "UNOY")
        partnerID = partner?.id ?? "convert"
    }

    /// One interchange with a message for each order.
    ///
    /// - Throws: `FormatError`, or what `context.nextNumber` throws.
    func write(_ orders: [PurchaseOrder], _ context: WritingContext) throws -> WrittenOrders {
        var output = EDIFACTOutput(profile)
        for order in orders { write(order, to: &output) }
        let buyer = orders.first?.buyer.identifierForEDIFACT.map { Identifier(scheme: "14", value: $0.value) }
        let reference = try context.nextNumber("edifact/\(partnerID)/orders")
        let bytes = output.interchange(
            from: profile.partner ?? buyer ?? Identifier(value: "SENDER"),
            to: profile.own ?? Identifier(value: "RECEIVER"),
            reference: reference, at: context.now, offsetSeconds: context.offsetSeconds, application: nil)
        try EDIFACTOutputCheck.check(bytes, name: "order")
        return WrittenOrders(bytes: bytes, findings: lost(orders, bytes))
    }

    // MARK: - One order

    private func write(_ order: PurchaseOrder, to output: inout EDIFACTOutput) {
        let isChange = order.purpose == .change || order.purpose == .cancellation
        output.message(isChange ? .orderChange : .order) { output in
            beginning(order, isChange: isChange, to: &output)
            output.date("137", order.issueDate)
            output.date("2", order.requestedDeliveryDate)
            payment(order, to: &output)
            output.freeText("CHG", order.changeReason)
            output.freeText("ACB", order.expectedImpact, code: "IMP")
            output.freeText("AAI", order.note)
            if isChange { output.reference("ON", order.customerReference) }
            output.reference("AAG", order.quotation.flatMap { $0.unicodeScalars.count <= 35 ? $0 : nil })
            parties(order, to: &output)
            if let currency = order.currency { output.segment("CUX", ["2", currency, "9"]) }
            if let mode = order.transportMode, EDIFACTOrderWriter.isTransportMode(mode) {
                output.segment("TDT", ["20"], [], EDIFACTOrderWriter.isCode(mode) ? [mode] : [nil, mode])
            }
            for (index, each) in order.lines.enumerated() { line(each, number: index + 1, of: order, to: &output) }
            output.segment("UNS", ["S"])
            output.amount("79", number(order.statedTotal))
            output.segment("CNT", ["2", String(order.lines.count)])
        }
    }

    private func beginning(_ order: PurchaseOrder, isChange: Bool, to output: inout EDIFACTOutput) {
        if isChange {
            return output.segment(
                "BGM", ["230"], [order.changeNumber ?? order.customerReference],
                [order.purpose == .cancellation ? "1" : "4"])
        }
        let type = order.urgency == .urgent ? "224" : order.documentType == .salesContract ? "315" : "220"
        output.segment("BGM", [type], [order.customerReference], [order.purpose == .copy ? "7" : "9"])
    }

    private func payment(_ order: PurchaseOrder, to output: inout EDIFACTOutput) {
        if let means = order.paymentMeans {
            if EDIFACTOrderWriter.isCode(means) {
                output.segment("PAI", [nil, nil, means])
            } else {
                output.freeText("PMT", means)
            }
        }
        output.freeText("AAB", order.paymentTerms)
        if let mode = order.transportMode, !EDIFACTOrderWriter.isTransportMode(mode) { output.freeText("TRA", mode) }
    }

    /// Data elements 4461 and 8067: up to three characters.
    private static func isCode(_ text: String) -> Bool {
        text.utf8.count <= 3 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    }

    /// Data element 8066 has 17 characters.
    private static func isTransportMode(_ text: String) -> Bool {
        text.unicodeScalars.count <= 17 && !text.contains("\n")
    }

    private func parties(_ order: PurchaseOrder, to output: inout EDIFACTOutput) {
        let buyer = order.buyer
        let identifier = buyer.identifiers.first { $0.scheme.map { EDIFACTCodes.agency(scheme: $0) != nil } ?? true }
        if buyer != Party() || order.contact != Contact() {
            output.party("BY", identifier, name: buyer.name, address: buyer.address)
            for other in buyer.identifiers where other.scheme == "VA" { output.reference("VA", other.value) }
            // The party's own contact is whom to ask where nobody else is named.
            if buyer.contact != order.contact { output.contact(order.contact, function: "OC") }
            output.contact(buyer.contact, function: "IC")
        }
        if !order.deliverTo.isEmpty {
            output.party("DP", nil, name: order.deliverTo.name, address: order.deliverTo)
        }
    }

    private func line(_ line: OrderLine, number position: Int, of order: PurchaseOrder, to output: inout EDIFACTOutput)
    {
        let isChange = order.purpose == .change || order.purpose == .cancellation
        let fits = line.id.unicodeScalars.count <= EDIFACTWriter.longestLineID
        output.item(
            line: fits ? line.id : String(position),
            action: isChange ? line.change.map(EDIFACTCodes.code) : nil, gtin: line.gtin,
            sellerCode: line.sellerCode, buyerCode: line.buyerCode)
        output.itemName(line.name)
        if let quantity = number(line.quantity) { output.quantity("21", quantity, unit: line.unit, profile) }
        output.date("2", line.requestedDeliveryDate)
        output.amount("203", number(line.lineAmount))
        output.freeText("AAA", line.specification)
        output.freeText("PAC", line.packing)
        output.freeText("AAI", line.note)
        if let price = number(line.unitPrice) {
            let base = number(line.priceBaseQuantity)?.description
            output.segment(
                "PRI",
                [
                    "AAA", price.description, nil, nil, base,
                    base.flatMap { _ in EDIFACTOutput.unit(line.unit, profile) },
                ])
        }
        if isChange { output.reference("ON", order.customerReference, line: fits ? line.id : nil) }
    }

    /// Numbers have a limited width.
    private func number(_ number: ExactDecimal?) -> ExactDecimal? {
        guard let number else { return nil }
        let digits = number.description.utf8.count { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") }
        return digits <= EDIFACTDirectory(profile.directory).longestNumber ? number : nil
    }
}

// MARK: - What is lost

extension EDIFACTOrderWriter {
    /// Reads the file as its receiver will, and compares.
    private func lost(_ orders: [PurchaseOrder], _ bytes: [UInt8]) -> [Finding] {
        var reader = PartnerProfile(id: partnerID, name: partnerID)
        reader.edifact.units = profile.units
        reader.edifact.isTest = true
        var limits = FormatLimits.standard
        limits.documentsPerFile = max(limits.documentsPerFile, orders.count)
        limits.linesPerOrder = max(limits.linesPerOrder, orders.map(\.lines.count).max() ?? 0)
        let file = FileReader.read(
            bytes, sender: .partner(id: partnerID, channel: .edi), profile: reader, limits: limits)
        let read = file.documents.compactMap { if case .order(let order) = $0.document { order } else { nil } }
        guard read.count == orders.count else {
            // Something that no order may have, such as two lines with the same number, makes it unreadable.
            return file.findings + file.refused.flatMap(\.findings)
        }
        return zip(orders, read).flatMap { WrittenComparison(written: $0, read: $1).findings }
    }
}

/// The fields in which an order differs from what comes back.
struct WrittenComparison {
    let written: PurchaseOrder
    let read: PurchaseOrder

    var findings: [Finding] {
        var names = headFields.filter { !$0.isSame(written, read) }.map(\.name)
        if written.lines.count != read.lines.count { names.append("lines") }
        let head = names.map { OrderWriter.notCarried($0, written) }
        let lines = zip(written.lines, read.lines).flatMap { pair in
            WrittenComparison.lineFields.filter { !$0.isSame(pair.0, pair.1) }.map {
                OrderWriter.notCarried($0.name, written, line: pair.0.id)
            }
        }
        return head + lines
    }

    private struct Field<Owner> {
        let name: String
        let isSame: (Owner, Owner) -> Bool

        init<Value: Equatable>(_ name: String, _ path: KeyPath<Owner, Value>) {
            self.name = name
            isSame = { $0[keyPath: path] == $1[keyPath: path] }
        }
    }

    private var headFields: [Field<PurchaseOrder>] {
        [
            Field("customerReference", \.customerReference), Field("documentType", \.documentType),
            Field("form", \.form), Field("orderClass", \.orderClass), Field("urgency", \.urgency),
            Field("purpose", \.purpose), Field("issueDate", \.issueDate), Field("currency", \.currency),
            Field("buyer.identifiers", \.buyer.identifiers), Field("buyer.name", \.buyer.name),
            Field("buyer.address", \.buyer.address), Field("buyer.contact", \.buyer.contact),
            Field("contact", \.contact), Field("deliverTo", \.deliverTo),
            Field("requestedDeliveryDate", \.requestedDeliveryDate), Field("paymentMeans", \.paymentMeans),
            Field("paymentTerms", \.paymentTerms), Field("transportMode", \.transportMode),
            Field("attestation", \.attestation), Field("evidence", \.evidence),
            Field("quotation", \.quotation), Field("verbalRecord", \.verbalRecord), Field("note", \.note),
            Field("changeNumber", \.changeNumber),
            Field("changeReason", \.changeReason), Field("expectedImpact", \.expectedImpact),
            Field("statedTotal", \.statedTotal),
        ]
    }

    private static var lineFields: [Field<OrderLine>] {
        [
            Field("id", \.id), Field("sellerCode", \.sellerCode), Field("buyerCode", \.buyerCode),
            Field("gtin", \.gtin),
            Field("name", \.name), Field("specification", \.specification), Field("quantity", \.quantity),
            Field("unit", \.unit), Field("unitPrice", \.unitPrice), Field("priceBaseQuantity", \.priceBaseQuantity),
            Field("lineAmount", \.lineAmount), Field("requestedDeliveryDate", \.requestedDeliveryDate),
            Field("packing", \.packing), Field("note", \.note), Field("change", \.change),
        ]
    }
}
