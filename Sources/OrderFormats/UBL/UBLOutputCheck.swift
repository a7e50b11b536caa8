// What we write is read again before it is published: well-formed, with all that UBL demands, and sums that come out.

import ExactDecimals
import OrderModel

enum UBLOutputCheck {
    /// The children that the official schemas demand of each document that we write.
    private static let mandatory: [String: [String]] = [
        "OrderResponse": [
            "ID", "IssueDate", "OrderResponseCode", "OrderReference", "SellerSupplierParty", "BuyerCustomerParty",
        ],
        "ApplicationResponse": ["ID", "IssueDate", "SenderParty", "ReceiverParty", "DocumentResponse"],
        "DespatchAdvice": ["ID", "IssueDate", "DespatchSupplierParty", "DeliveryCustomerParty", "DespatchLine"],
        "Quotation": ["ID", "IssueDate", "SellerSupplierParty", "QuotedMonetaryTotal", "QuotationLine"],
        "Order": ["ID", "IssueDate", "BuyerCustomerParty", "SellerSupplierParty", "OrderLine"],
        "OrderChange": [
            "IssueDate", "SequenceNumberID", "OrderReference", "BuyerCustomerParty", "SellerSupplierParty", "OrderLine",
        ],
        "OrderCancellation": [
            "ID", "IssueDate", "CancellationNote", "OrderReference", "BuyerCustomerParty", "SellerSupplierParty",
        ],
    ]

    /// Throws `valueDoesNotFit` for a document that must not go out. Cost: one pass over the bytes.
    ///
    /// - Parameter name: of the document, for the message.
    static func check(_ bytes: [UInt8], name: String) throws(FormatError) {
        let collector = Collector()
        let reader = XMLReader(UBL.vocabulary, limits: .standard, handler: collector)
        reader.push(bytes[...])
        reader.finish()
        if let finding = reader.findings.first {
            throw .valueDoesNotFit(document: name, field: "the XML", reason: "is not well-formed: \(finding.message)")
        }
        for problem in collector.problems {
            throw .valueDoesNotFit(document: name, field: problem.field, reason: problem.reason)
        }
    }

    /// Looks at documents as they pass.
    private final class Collector: XMLDocumentHandler {
        private(set) var problems: [(field: String, reason: String)] = []
        private var document = ""
        private var children: Set<String> = []
        private var total: ExactDecimal?
        /// Nil once a line has no amount, or one that cannot be added.
        private var sum: ExactDecimal? = .zero

        func meet(_ element: XMLStart) -> XMLReader.Step {
            guard UBLOutputCheck.mandatory[element.name.local] != nil else { return .enter }
            document = element.name.local
            children = []
            total = nil
            sum = .zero
            return .read
        }

        func wants(_ name: XMLName, line: Int, column: Int, at address: XMLAddress) -> Bool {
            children.insert(name.local)
            return true
        }

        func take(_ child: XMLElement, at address: XMLAddress) {
            switch child.ublName {
            case .legalMonetaryTotal: total = amount(child.first(.lineExtensionAmount))
            case .orderLine:
                guard let before = sum, let line = amount(child.first(.lineItem)?.first(.lineExtensionAmount)) else {
                    sum = nil
                    return
                }
                sum = try? before + line
            default: break
            }
        }

        private func amount(_ element: XMLElement?) -> ExactDecimal? {
            element.flatMap { try? ExactDecimal($0.text) }
        }

        func endDocument() {
            for name in UBLOutputCheck.mandatory[document] ?? [] where !children.contains(name) {
                problems.append((name, "is missing, but a UBL \(document) must have it"))
            }
            if let total, let sum, children.contains("OrderLine"), total != sum {
                problems.append(("the total", "is \(total), and the lines make \(sum)"))
            }
        }

        func isRepeating(_ code: UInt16) -> Bool { false }
    }
}
