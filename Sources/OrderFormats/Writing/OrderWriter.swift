// Orders as files again, in any format that we read: for `docket convert`, and for checking that nothing is lost on the
// way.

package import OrderModel

/// Orders written in some format, and what of them has no place in it.
package struct WrittenOrders: Hashable, Sendable {
    package var bytes: [UInt8]
    /// A finding `field-not-carried` for each field of an order that the format cannot carry.
    package var findings: [Finding]

    package init(bytes: [UInt8], findings: [Finding] = []) {
        self.bytes = bytes
        self.findings = findings
    }
}

package enum OrderWriter {
    /// A file with these orders, in their sequence.
    ///
    /// - Throws: `FormatError`, or what `context.nextNumber` throws.
    package static func write(
        _ orders: [PurchaseOrder], as format: FileFormat, _ context: WritingContext
    ) throws -> WrittenOrders {
        switch format {
        case .json: return WrittenOrders(bytes: IncomingDocumentWriter.write(orders.map(IncomingDocument.order)))
        case .ubl: return try UBLOrderWriter.write(orders, on: context.now.wallClock().date)
        case .x12: return try X12OrderWriter.write(orders, context)
        case .csv: return try CSVOrderWriter.write(orders, context.profile?.csv ?? CSVMapping())
        case .edifact: return try EDIFACTOrderWriter(context.profile).write(orders, context)
        case .text, .html:
            throw FormatError.notWritableAs(document: "order", format: format)
        }
    }

    /// Says that a field is left out.
    static func notCarried(_ field: String, _ order: PurchaseOrder, line: String? = nil) -> Finding {
        let owner = line.map { "line \($0) of order \(order.customerReference)" } ?? "order \(order.customerReference)"
        return Finding(
            .warning, .fieldNotCarried, "\(field) of \(owner) has no place in this format and is left out",
            at: Place(field: field), hint: "choose JSON, which carries everything, or send this by another way")
    }
}
