// The fields of an order that its UBL document has no place for.

import OrderModel

extension UBLOrderDocument {
    /// A finding for each field that does not come back when the document is read.
    func notCarried() -> [Finding] {
        (headFields + rootFields + contactFields).map { OrderWriter.notCarried($0, order) } + stoodIn
            + order.lines.flatMap { line in
                (root == .cancellation ? [] : lineFields(line)).map {
                    OrderWriter.notCarried($0, order, line: line.id)
                }
            }
    }

    private func names(_ fields: [(name: String, isLost: Bool)]) -> [String] { fields.filter(\.isLost).map(\.name) }

    /// What no document of UBL carries.
    private var headFields: [String] {
        names([
            ("form", order.form != .electronic), ("orderClass", order.orderClass != .sales),
            ("verbalRecord", order.verbalRecord != nil), ("expectedImpact", order.expectedImpact != nil),
            ("urgency", order.urgency == .urgent && typeCode != "224"),
            ("buyer.address.name", order.buyer.address?.name != nil),
            ("statedTotal", order.statedTotal != nil && order.currency == nil && root != .cancellation),
        ])
    }

    /// What only some of the documents carry.
    private var rootFields: [String] {
        let isOrder = root == .order
        let isCancellation = root == .cancellation
        let evidence = order.evidence.contains { !isOrder || looksLikeMail($0) != ($0.kind == .email) }
        return names([
            ("documentType", !isOrder && order.documentType != .purchaseOrder), ("evidence", evidence),
            ("quotation", !isOrder && order.quotation != nil),
            ("note", root == .change && order.note != nil), ("changeReason", isOrder && order.changeReason != nil),
            ("changeNumber", isOrder && order.changeNumber != nil),
            ("currency", isCancellation && order.currency != nil),
            ("deliverTo", isCancellation && !order.deliverTo.isEmpty),
            ("requestedDeliveryDate", isCancellation && order.requestedDeliveryDate != nil),
            ("transportMode", isCancellation && order.transportMode != nil),
            ("paymentMeans", isCancellation && order.paymentMeans != nil),
            ("paymentTerms", isCancellation && order.paymentTerms != nil),
            ("statedTotal", isCancellation && order.statedTotal != nil),
            ("lines", isCancellation && !order.lines.isEmpty),
        ])
    }

    /// A document of this name is read as a mail, whatever else is said of it.
    private func looksLikeMail(_ evidence: Evidence) -> Bool {
        let name = evidence.name.lowercased()
        return evidence.kind == .email || name.hasSuffix(".eml") || name.hasSuffix(".msg") || name.hasPrefix("mid:")
    }

    /// Of several contacts the reader takes the first that can be reached.
    private var contactFields: [String] {
        let general = order.buyer.contact ?? Contact()
        let own = order.contact == general ? Contact() : order.contact
        let read = own.isReachable ? own : general.isReachable ? general : own != Contact() ? own : general
        return read == order.contact ? [] : ["contact"]
    }

    /// What UBL demands and the order does not have.
    private var stoodIn: [Finding] {
        var findings: [Finding] = []
        func report(_ field: String, _ what: String) {
            findings.append(
                Finding(
                    .warning, .fieldNotCarried,
                    "order \(order.customerReference) has no \(field), but UBL demands one: \(what) stands there",
                    at: Place(field: field), hint: "give the order one"))
        }
        if order.issueDate == nil { report("issueDate", "the day of writing") }
        if root != .order, order.changeNumber == nil { report("changeNumber", "1") }
        if root == .cancellation, order.changeReason == nil { report("changeReason", "'not stated'") }
        return findings
    }

    private func lineFields(_ line: OrderLine) -> [String] {
        let isPriced = line.unitPrice != nil && order.currency != nil
        return names([
            ("unit", line.unit != nil && line.quantity == nil),
            ("unitPrice", line.unitPrice != nil && !isPriced),
            ("priceBaseQuantity", line.priceBaseQuantity != nil && !isPriced),
            ("lineAmount", line.lineAmount != nil && order.currency == nil),
            ("specification", line.specification != nil && line.name == nil),
            ("change", line.change != nil && root != .change),
        ])
    }
}
