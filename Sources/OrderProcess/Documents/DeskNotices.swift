// Writing to our own departments: notices with what a person has to know.

import ExactDecimals
import OrderModel

extension Reaction {
    /// Tells each of `roles` once. Numbered by the place in the journal, so that no notice ever has the name of another.
    mutating func tell(
        _ roles: [String], _ kind: DeskNotice.Kind, about order: OrderRecord, at desk: DeskView, _ text: String,
        details: [DeskNotice.Detail] = [], findings: [Finding] = []
    ) {
        let notice = DeskNotice(
            kind: kind, orderNumber: order.number, at: desk.now, text: text,
            details: order.heading(at: desk) + details, findings: Array(findings.prefix(Limits.findingsPerNotice)))
        for role in roles.uniqued() {
            documents.append(
                OutgoingDocument(
                    recipient: .desk(role: role),
                    stem: Stem.numbered("notice-\(kind.rawValue)", order.number, desk.sequence),
                    orderNumber: order.number, content: .notice(notice)))
        }
    }
}

extension OrderRecord {
    /// What every notice about an order begins with.
    func heading(at desk: DeskView) -> [DeskNotice.Detail] {
        var details = [
            DeskNotice.Detail("order", number),
            DeskNotice.Detail("customer", desk.partnerName(partner)),
            DeskNotice.Detail("customer reference", order.customerReference),
            DeskNotice.Detail("priority", priority.name),
        ]
        if let total = validation?.total, let currency = validation?.currency {
            details.append(DeskNotice.Detail("total", "\(total.formatted(minimumDecimals: 2)) \(currency)"))
        }
        return details
    }
}

extension PurchaseOrder {
    /// What is ordered, as it came, line by line.
    var lineDetails: [DeskNotice.Detail] {
        lines.prefix(Limits.findingsPerNotice).map { line in
            let product = line.sellerCode ?? line.buyerCode ?? line.gtin ?? line.name ?? "?"
            let quantity = line.quantity.map { "\($0) \(line.unit ?? "")" } ?? "?"
            return DeskNotice.Detail("line \(line.id)", "\(product): \(quantity)")
        }
    }
}

extension Sequence<String> {
    /// Each once, in the order of its first appearance.
    func uniqued() -> [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Sequence<Finding> {
    /// In one line for a notice's text or a reason.
    var sentences: String { map(\.message).joined(separator: "; ") }
}
