// Quotation: our offer, item by item (F01). Where we make none, an ApplicationResponse says so.

import ExactDecimals
import OrderModel

enum UBLQuotation {
    static func write(_ quotation: Quotation) -> [UInt8] {
        guard quotation.decision == .quoted else { return UBLApplicationResponse.write(declining: quotation) }
        return UBLWriter.document("Quotation") { writer in
            writer.element("cbc:ID", quotation.number)
            writer.issued(quotation.issueDate, at: quotation.issuedAt)
            for term in quotation.terms { writer.element("cbc:Note", term) }
            if let person = quotation.signedBy { writer.element("cbc:Note", "Signed for the seller by \(person).") }
            writer.element("cbc:PricingCurrencyCode", quotation.currency)
            writer.element("cbc:LineCountNumeric", String(quotation.lines.count))
            writer.group("cac:ValidityPeriod") { writer in
                writer.element("cbc:EndDate", quotation.validUntil?.description)
            }
            writer.group("cac:RequestForQuotationDocumentReference") { writer in
                writer.element("cbc:ID", quotation.customerReference)
                writer.element("cbc:IssueDate", quotation.requestDate?.description)
            }
            writer.tradingParty("cac:SellerSupplierParty", quotation.seller)
            writer.tradingParty("cac:BuyerCustomerParty", quotation.buyer)
            terms(quotation, &writer)
            writer.total(
                "cac:QuotedMonetaryTotal", quotation.total, quotation.charges ?? [], payable: quotation.payable,
                currency: quotation.currency)
            for each in quotation.lines { line(each, currency: quotation.currency, &writer) }
        }
    }

    private static func terms(_ quotation: Quotation, _ writer: inout XMLWriter) {
        writer.group("cac:Delivery") { $0.deliveryLocation(quotation.deliverTo) }
        let mode = quotation.transportMode ?? ""
        // UBL has no place for the terms of payment in a quotation, and a code for the means of it only.
        let texts = [
            mode.isEmpty ? nil : "Transport: \(mode)", quotation.paymentTerms.map { "Payment: \($0)" },
        ]
        writer.group("cac:DeliveryTerms") { writer in
            for text in texts.compactMap(\.self) { writer.element("cbc:SpecialTerms", text) }
        }
        writer.payment(means: quotation.paymentMeans)
        writer.charges(quotation.charges ?? [], on: quotation.total, currency: quotation.currency)
    }

    private static func line(_ line: Quotation.Line, currency: String?, _ writer: inout XMLWriter) {
        writer.group("cac:QuotationLine") { writer in
            writer.element("cbc:ID", line.lineID)
            writer.element("cbc:RequestForQuotationLineID", line.lineID)
            writer.group("cac:LineItem") { writer in
                writer.element("cbc:ID", line.lineID)
                writer.element("cbc:Note", line.note)
                writer.quantity("cbc:Quantity", line.quantity, unit: line.unit)
                writer.amount("cbc:LineExtensionAmount", line.amount, currency: currency)
                delivery(line, &writer)
                writer.group("cac:Price") { writer in
                    writer.amount("cbc:PriceAmount", line.unitPrice, currency: currency)
                }
                writer.item(
                    product: line.product, buyerCode: line.buyerCode, gtin: line.gtin, name: line.name,
                    specification: line.specification)
            }
        }
    }

    /// The delivery time begins with the order, so it has no date yet.
    private static func delivery(_ line: Quotation.Line, _ writer: inout XMLWriter) {
        guard let days = line.deliveryDays else { return }
        writer.group("cac:Delivery") { writer in
            writer.group("cac:EstimatedDeliveryPeriod") { writer in
                writer.element("cbc:Description", "The goods leave \(days) working days after the order.")
            }
        }
    }
}
