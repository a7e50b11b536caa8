// Writes our answers to partners as UBL 2.1: OrderResponse, ApplicationResponse, DespatchAdvice.

package import OrderModel

/// Documents → UBL XML that the official schemas accept.
package enum UBLWriter {
    /// - A receipt for a file with exactly one order that was taken is an OrderResponse `AB`; any other receipt is an
    ///   ApplicationResponse.
    /// - A confirmation is an OrderResponse `AP`, `CA` or `RE` (I01, I02, I05); UBL 2.3 where it answers a change.
    /// - A query is an ApplicationResponse `UQ`.
    /// - A delay notice is an ApplicationResponse `IP`, in process (E06).
    /// - A shipping notice is a DespatchAdvice (O10).
    ///
    /// Throws `notWritableAs` for the documents of our own departments, which UBL has no form for, and
    /// `valueDoesNotFit` where the schema demands what the document does not have, or a rule is broken that we hold the
    /// customer's documents to.
    package static func write(_ content: DocumentContent) throws(FormatError) -> [UInt8] {
        let bytes: [UInt8]
        switch content {
        case .receipt(let receipt): bytes = write(receipt)
        case .confirmation(let confirmation): bytes = UBLOrderResponse.write(confirmation)
        case .quotation(let quotation): bytes = UBLQuotation.write(quotation)
        case .query(let query): bytes = UBLApplicationResponse.write(query)
        case .shippingNotice(let notice): bytes = try UBLDespatchAdvice.write(notice)
        case .delayNotice(let notice): bytes = UBLApplicationResponse.write(notice)
        case .orderStatusReport, .reviewTask, .allocationPlan, .dispatchInstruction, .replenishmentRequest,
            .invoicePreparation, .notice:
            throw .notWritableAs(document: content.name, format: .ubl)
        }
        try UBLOutputCheck.check(bytes, name: content.name)
        return bytes
    }

    private static func write(_ receipt: Receipt) -> [UInt8] {
        if receipt.entries.count == 1, let entry = receipt.entries.first, entry.kind == .order,
            [.registered, .questioned, .repeated].contains(entry.outcome)
        {
            return UBLOrderResponse.write(receipt, entry)
        }
        return UBLApplicationResponse.write(receipt)
    }

    /// A document with its namespaces and version; `body` writes what follows.
    static func document(_ name: String, version: String = "2.1", body: (inout XMLWriter) -> Void) -> [UInt8] {
        var writer = XMLWriter()
        writer.document(name, version: version, body: body)
        return writer.document
    }
}

extension XMLWriter {
    mutating func document(_ name: String, version: String = "2.1", body: (inout XMLWriter) -> Void) {
        group(
            name, ("xmlns", UBL.namespace(of: name)), ("xmlns:cac", UBL.aggregates), ("xmlns:cbc", UBL.basics)
        ) { writer in
            writer.element("cbc:UBLVersionID", version)
            body(&writer)
        }
    }
}
