// Puts a receipt advice together from the children of a UBL ReceiptAdvice, in whatever sequence they come (Q04, Q05).

import ExactDecimals
import OrderModel
import Spellings

struct UBLReceiptAdviceReader {
    let sink: FindingSink
    private let limits: FormatLimits
    private let place: Place
    private var advice = ReceiptAdvice()
    private var notes: [String] = []
    private var lineCount = 0
    private var namedUnknown: Set<String> = []

    init(at place: Place, limits: FormatLimits, budget: FindingBudget) {
        self.place = place
        self.limits = limits
        sink = FindingSink(budget)
    }

    // MARK: - What is worth keeping

    mutating func wants(_ name: XMLName, line: Int, column: Int, at address: XMLAddress) -> Bool {
        let isUBL = name.namespace == UBL.aggregates || name.namespace == UBL.basics
        if isUBL, let known = UBLName(rawValue: name.code), UBLReceiptAdviceReader.childrenRead.contains(known) {
            guard known == .receiptLine else { return true }
            lineCount += 1
            if lineCount == limits.linesPerOrder + 1 {
                sink.report(TooMany.lines(limits, at: Place(line: line, path: address.text)))
            }
            return lineCount <= limits.linesPerOrder
        }
        let isAllowed = isUBL && UBLReceiptAdviceReader.childrenOfRoot.contains(name.local)
        if !isAllowed, name.namespace != UBL.extensions {
            reportUnknown(name, Place(line: line, column: column > 0 ? column : nil, path: address.text))
        }
        return false
    }

    private mutating func reportUnknown(_ name: XMLName, _ place: Place) {
        guard namedUnknown.count < 100, namedUnknown.insert(name.qualified).inserted else { return }
        let nearest = Spelling.nearest(to: name.local, in: UBLReceiptAdviceReader.childrenRead.map(\.local))
        sink.report(
            .warning, .xmlElementUnknown,
            "<\(name.qualified)> is no element of a UBL ReceiptAdvice; it was not read", at: place,
            hint: nearest.map { "did you mean <\($0)>, in UBL's own namespace?" })
    }

    private static let childrenRead: Set<UBLName> = [
        .id, .note, .orderReference, .despatchDocumentReference, .deliveryCustomerParty, .receiptLine,
    ]

    /// Everything that UBL 2.0 to 2.4 allow directly beneath the root, read or not.
    private static let childrenOfRoot: Set<String> = [
        "AdditionalDocumentReference", "BuyerCustomerParty", "CopyIndicator", "CustomizationID",
        "DeliveryCustomerParty", "DespatchDocumentReference", "DespatchSupplierParty", "DocumentStatusCode", "ID",
        "IssueDate", "IssueTime", "LineCountNumeric", "Note", "OrderReference", "ProfileExecutionID", "ProfileID",
        "ReceiptAdviceTypeCode", "ReceiptLine", "SellerSupplierParty", "Shipment", "Signature", "UBLExtensions",
        "UBLVersionID", "UUID",
    ]

    // MARK: - Children

    mutating func take(_ child: XMLElement, at address: XMLAddress) {
        let values = UBLValues(address: address, limits: limits, findings: sink)
        switch child.ublName {
        case .id: advice.number = advice.number ?? values.identifier(child)
        case .note: if let note = values.text(child) { notes.append(note) }
        case .orderReference: advice.order = advice.order ?? values.identifier(child.first(.id))
        case .despatchDocumentReference: advice.shipment = advice.shipment ?? values.identifier(child.first(.id))
        case .deliveryCustomerParty: takeInspector(child, values)
        case .receiptLine: advice.lines.append(line(child, values))
        default: break
        }
    }

    /// Whom to ask about the goods that came.
    private mutating func takeInspector(_ child: XMLElement, _ values: UBLValues) {
        let own = values.contact(child.first(.deliveryContact)).name
        advice.inspectedBy = own ?? values.party(child.first(.party)).contact?.name
    }

    // MARK: - The finished document

    mutating func finish() -> [ReadItem] {
        advice.remarks = notes.isEmpty ? nil : notes.joined(separator: "\n")
        if advice.shipment == nil, advice.order == nil {
            sink.report(
                .error, .valueMissing, "the advice names neither a despatch advice nor an order", at: place,
                hint: "give the ID of our despatch advice in cac:DespatchDocumentReference/cbc:ID")
        }
        if lineCount == 0 {
            sink.report(
                .error, .linesMissing, "the advice has no lines", at: place,
                hint: "add a cac:ReceiptLine for each product that came")
        }
        guard !sink.hasErrors else {
            return [
                .refused(
                    RefusedDocument(customerReference: advice.order, kind: .receiptAdvice, findings: sink.findings))
            ]
        }
        return [.document(ReadDocument(.receiptAdvice(advice), findings: sink.findings))]
    }
}

// MARK: - Lines

extension UBLReceiptAdviceReader {
    /// cac:ReceiptLine.
    private mutating func line(_ element: XMLElement, _ values: UBLValues) -> ReceiptAdvice.Line {
        var line = ReceiptAdvice.Line()
        takeReferences(element, into: &line, values)
        takeItem(element.first(.item), into: &line, values)
        line.received = quantity(element.first(.receivedQuantity), of: &line, values)
        line.short = quantity(element.first(.shortQuantity), of: &line, values)
        line.rejected = quantity(element.first(.rejectedQuantity), of: &line, values)
        line.excess = quantity(element.first(.oversupplyQuantity), of: &line, values)
        line.reasonCode = values.identifier(element.first(.rejectReasonCode))
        line.reason = values.text(element.all(.rejectReason) + element.all(.note), separator: "; ")
        advice.receivedOn = advice.receivedOn ?? values.date(element.first(.receivedDate))
        return line
    }

    /// Which line of the order it is; without a word on that, and without a product, its own number.
    private mutating func takeReferences(
        _ element: XMLElement, into line: inout ReceiptAdvice.Line, _ values: UBLValues
    ) {
        let reference = element.first(.orderLineReference)
        line.lineID = values.identifier(reference?.first(.lineID))
        advice.order = advice.order ?? values.identifier(reference?.first(.orderReference)?.first(.id))
        if line.lineID == nil, element.first(.item)?.hasChildren != true {
            line.lineID = values.identifier(element.first(.id))
        }
    }

    private func takeItem(_ item: XMLElement?, into line: inout ReceiptAdvice.Line, _ values: UBLValues) {
        guard let item else { return }
        line.product = values.identifier(item.first(.sellersItemIdentification)?.first(.id))
        line.buyerCode = values.identifier(item.first(.buyersItemIdentification)?.first(.id))
        line.gtin = values.identifier(item.first(.standardItemIdentification)?.first(.id))
        line.name = values.text(item.first(.name))
        line.specification = values.text(item.all(.description), separator: "; ")
    }

    /// All quantities of a line are in one unit.
    private func quantity(
        _ element: XMLElement?, of line: inout ReceiptAdvice.Line, _ values: UBLValues
    ) -> ExactDecimal? {
        guard let element else { return nil }
        if let unit = values.attribute(.unitCodeAttribute, of: element) {
            if let first = line.unit, first != unit {
                values.report(
                    .error, .valueNotInList, "the line counts in \(first) and in \(unit)", at: element, value: unit,
                    hint: "write all quantities of a line in one unit")
            }
            line.unit = line.unit ?? unit
        }
        return values.decimal(element)
    }
}
