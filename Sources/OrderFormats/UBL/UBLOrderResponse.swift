// OrderResponse: the receipt of a single order (AB), and the confirmation after review (AP, CA, RE).

import ExactDecimals
import OrderModel

enum UBLOrderResponse {
    /// UN/EDIFACT 4343, as all our response codes.
    static let responseCodes = "UNCL4343"

    // MARK: - Receipt

    /// Received, not yet decided: no lines, what was found as notes.
    static func write(_ receipt: Receipt, _ entry: Receipt.Entry) -> [UInt8] {
        UBLWriter.document("OrderResponse") { writer in
            writer.element("cbc:ID", "receipt-\(receipt.intake)")
            writer.element("cbc:SalesOrderID", entry.orderNumber)
            writer.issued(at: receipt.receivedAt)
            writer.element("cbc:OrderResponseCode", "AB", ("listID", responseCodes))
            writer.element("cbc:Note", sentence(receipt, entry))
            writer.element("cbc:Note", entry.summary)
            for finding in receipt.findings + entry.findings { writer.element("cbc:Note", finding.asText) }
            writer.orderReference(entry.customerReference ?? "", orderNumber: entry.orderNumber)
            writer.receivedFile(receipt)
            writer.tradingParty("cac:SellerSupplierParty", receipt.seller)
            writer.tradingParty("cac:BuyerCustomerParty", receipt.buyer)
        }
    }

    private static func sentence(_ receipt: Receipt, _ entry: Receipt.Entry) -> String {
        let number = entry.orderNumber.map { " as \($0)" } ?? ""
        switch entry.outcome {
        case .questioned:
            return "Your order was received and registered\(number). We have questions, which come in a document of "
                + "their own; the confirmation follows after your answer."
        case .repeated:
            let earlier = receipt.repeatOf.map { " (receipt \($0))" } ?? ""
            return "This order came before and is registered\(number)\(earlier). Nothing was entered again."
        default:
            return "Your order was received and registered\(number). The confirmation follows after review."
        }
    }

    // MARK: - Confirmation

    /// The binding answer. A rejection has no lines; otherwise every line is there, with what is promised (I02, I05).
    static func write(_ confirmation: OrderConfirmation) -> [UInt8] {
        let change = confirmation.changeNumber.flatMap { $0.isEmpty ? nil : $0 }
        // UBL can refer to a change from 2.2 on.
        return UBLWriter.document("OrderResponse", version: change == nil ? "2.1" : "2.3") { writer in
            writer.element(
                "cbc:ID", "confirmation-\(confirmation.orderNumber)" + (change.map { "-change-\($0)" } ?? ""))
            writer.element("cbc:SalesOrderID", confirmation.orderNumber)
            writer.issued(confirmation.issueDate, at: confirmation.issuedAt)
            writer.element("cbc:OrderResponseCode", code(confirmation.decision), ("listID", responseCodes))
            writer.element("cbc:Note", confirmation.reason)
            for term in confirmation.terms { writer.element("cbc:Note", term) }
            writer.element("cbc:DocumentCurrencyCode", confirmation.currency)
            let lines = confirmation.decision == .rejected ? [] : confirmation.lines
            if !lines.isEmpty { writer.element("cbc:LineCountNumeric", String(lines.count)) }
            writer.orderReference(
                confirmation.customerReference, orderNumber: confirmation.orderNumber, date: confirmation.orderDate)
            writer.group("cac:OrderChangeDocumentReference") { $0.element("cbc:ID", change) }
            writer.tradingParty("cac:SellerSupplierParty", confirmation.seller)
            writer.tradingParty("cac:BuyerCustomerParty", confirmation.buyer)
            guard confirmation.decision != .rejected else { return }
            delivery(confirmation, &writer)
            writer.payment(means: confirmation.paymentMeans)
            writer.group("cac:PaymentTerms") { $0.element("cbc:Note", confirmation.paymentTerms) }
            writer.charges(confirmation.charges ?? [], on: confirmation.total, currency: confirmation.currency)
            writer.total(
                "cac:LegalMonetaryTotal", confirmation.total, confirmation.charges ?? [],
                payable: confirmation.payable, currency: confirmation.currency)
            for each in lines { line(each, currency: confirmation.currency, &writer) }
        }
    }

    private static func code(_ decision: OrderConfirmation.Decision) -> String {
        switch decision {
        case .accepted: "AP"
        case .acceptedWithChange: "CA"
        case .rejected: "RE"
        }
    }

    private static func delivery(_ confirmation: OrderConfirmation, _ writer: inout XMLWriter) {
        // UN/ECE Recommendation 19 has single digits; whatever else we were told is a term and not a code.
        let mode = confirmation.transportMode ?? ""
        let isCode = mode.utf8.count == 1 && mode.utf8.allSatisfy { (0x30...0x39).contains($0) }
        writer.group("cac:Delivery") { writer in
            writer.deliveryLocation(confirmation.deliverTo)
            guard isCode else { return }
            writer.group("cac:Shipment") { writer in
                writer.element("cbc:ID", confirmation.orderNumber)
                writer.group("cac:ShipmentStage") { writer in writer.element("cbc:TransportModeCode", mode) }
            }
        }
        guard !isCode, !mode.isEmpty else { return }
        writer.group("cac:DeliveryTerms") { writer in writer.element("cbc:SpecialTerms", "Transport: \(mode)") }
    }

    private static func line(_ line: OrderConfirmation.Line, currency: String?, _ writer: inout XMLWriter) {
        writer.group("cac:OrderLine") { writer in
            writer.group("cac:LineItem") { writer in
                writer.element("cbc:ID", line.lineID)
                writer.element("cbc:Note", line.note)
                writer.element("cbc:LineStatusCode", status(line.status), ("listID", "UNCL1229"))
                writer.quantity("cbc:Quantity", line.confirmedQuantity, unit: line.unit)
                writer.amount("cbc:LineExtensionAmount", line.amount, currency: currency)
                if line.status != .accepted {
                    writer.quantity("cbc:MaximumBackorderQuantity", line.backorderedQuantity, unit: line.unit)
                }
                promise(line, &writer)
                writer.group("cac:Price") { writer in
                    writer.amount("cbc:PriceAmount", line.unitPrice, currency: currency)
                }
                writer.item(
                    product: line.product, buyerCode: line.buyerCode, gtin: line.gtin, name: line.name,
                    specification: line.specification)
            }
            writer.group("cac:OrderLineReference") { writer in writer.element("cbc:LineID", line.lineID) }
        }
    }

    /// UN/EDIFACT 1229.
    private static func status(_ status: OrderConfirmation.Line.Status) -> String {
        switch status {
        case .accepted: "5"
        case .changed: "3"
        case .refused: "7"
        }
    }

    /// What is promised is the day on which the goods leave: delivery cannot be before it.
    private static func promise(_ line: OrderConfirmation.Line, _ writer: inout XMLWriter) {
        guard let date = line.promisedDate?.description else { return }
        writer.group("cac:Delivery") { writer in
            writer.group("cac:PromisedDeliveryPeriod") { writer in
                writer.element("cbc:StartDate", date)
                writer.element("cbc:Description", "The goods are expected to leave on \(date).")
            }
            writer.group("cac:Despatch") { writer in writer.element("cbc:EstimatedDespatchDate", date) }
        }
    }
}

extension XMLWriter {
    /// cac:AdditionalDocumentReference to the file that was received, with its SHA-256.
    mutating func receivedFile(_ receipt: Receipt) {
        group("cac:AdditionalDocumentReference") { writer in writer.fileReference(receipt) }
    }

    /// The content of a document reference to the file that was received.
    mutating func fileReference(_ receipt: Receipt) {
        element("cbc:ID", receipt.fileName.isEmpty ? receipt.intake : receipt.fileName)
        element("cbc:DocumentType", "received file")
        group("cac:Attachment") { writer in
            writer.group("cac:ExternalReference") { writer in
                writer.element("cbc:DocumentHash", receipt.sha256)
                if !receipt.sha256.isEmpty { writer.element("cbc:HashAlgorithmMethod", "SHA-256") }
                writer.element("cbc:FileName", receipt.fileName)
            }
        }
    }
}
