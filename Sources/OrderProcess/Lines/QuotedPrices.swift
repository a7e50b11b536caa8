// The prices of the quotation that an order goes back to (F10): they count as prices on file while the quotation is
// valid and its conditions are met.

import ExactDecimals
import OrderModel

/// A quotation of ours as an order looks at it.
struct QuotedPrices {
    private let quotation: Quotation
    var number: String { quotation.number }

    private init(_ quotation: Quotation) { self.quotation = quotation }

    /// The quotation that the order names, and what is to be said where it does not count. A warning, no error: the
    /// order goes on at the prices on file.
    static func find(
        for order: PurchaseOrder, of customer: String, at desk: DeskView
    ) throws(FactsError) -> (prices: QuotedPrices?, finding: Finding?) {
        guard !order.isQuotation, let number = order.quotation.meaningful else { return (nil, nil) }
        guard let record = OrderRecord(folding: try desk.facts.journal(order: number)), record.partner == customer,
            let quotation = record.quotation
        else {
            let finding = Finding(
                .warning, .quotationUnknown, "we have not given you a quotation '\(number)'", at: order.place,
                value: number, hint: "give the number as it stands on our quotation")
            return (nil, finding)
        }
        guard quotation.isValid(on: desk.today) else {
            let until = quotation.validUntil?.description ?? ""
            let finding = Finding(
                .warning, .quotationExpired, "our quotation \(number) was valid until \(until)", at: order.place,
                value: number, hint: "ask for a new quotation; this order is checked against the prices on file")
            return (nil, finding)
        }
        return (QuotedPrices(quotation), nil)
    }

    /// The price of one unit that was quoted for this, and from which quantity on; nil: it was not quoted.
    func offer(product: String, unit: String, currency: String) -> (price: ExactDecimal, from: ExactDecimal)? {
        guard quotation.currency == currency else { return nil }
        // Of a product that stands in several lines, the price of the smallest quantity counts for all.
        let lines = quotation.lines.filter { $0.product == product && $0.unit == unit }
        guard let line = lines.min(by: { $0.quantity < $1.quantity }), let price = line.unitPrice else { return nil }
        return (price, line.quantity)
    }
}
