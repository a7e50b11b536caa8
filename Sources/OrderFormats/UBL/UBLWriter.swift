// Writes our answers to partners as UBL 2.1: OrderResponse, ApplicationResponse, DespatchAdvice.

package import OrderModel

/// Documents → UBL XML that the official schemas accept.
package enum UBLWriter {
    /// - A receipt for a file with exactly one order that was taken is an OrderResponse `AB`; any other receipt is an
    ///   ApplicationResponse.
    /// - A confirmation is an OrderResponse `AP`, `CA` or `RE` (I01, I02, I05).
    /// - A query is an ApplicationResponse `UQ`.
    /// - A shipping notice is a DespatchAdvice (O10).
    ///
    /// Throws `notWritableAs` for the documents of our own departments, which UBL has no form for, and
    /// `valueDoesNotFit` where the schema demands what the document does not have.
    package static func write(_ content: DocumentContent) throws(FormatError) -> [UInt8] {
        switch content {
        case .receipt(let receipt): return write(receipt)
        case .confirmation(let confirmation): return UBLOrderResponse.write(confirmation)
        case .query(let query): return UBLApplicationResponse.write(query)
        case .shippingNotice(let notice): return try UBLDespatchAdvice.write(notice)
        case .reviewTask, .allocationPlan, .dispatchInstruction, .replenishmentRequest, .notice:
            throw .notWritableAs(document: content.name, format: .ubl)
        }
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
    static func document(_ name: String, body: (inout XMLWriter) -> Void) -> [UInt8] {
        var writer = XMLWriter()
        writer.group(
            name, ("xmlns", UBL.namespace(of: name)), ("xmlns:cac", UBL.aggregates), ("xmlns:cbc", UBL.basics)
        ) { writer in
            writer.element("cbc:UBLVersionID", "2.1")
            body(&writer)
        }
        return writer.document
    }
}
