// Puts an order together from the children of a UBL root, in whatever sequence they come.

import ExactDecimals
import OrderModel
import Spellings

final class UBLOrderReader: XMLDocumentHandler {
    let limits: FormatLimits
    let sink: FindingSink
    /// Findings that concern the file and not an order in it.
    private(set) var fileFindings: [Finding] = []
    let repeatingChildren: Set<String> = ["OrderLine"]

    private(set) var root = UBL.Root.order
    private var ownID: String?
    private var references: [String] = []
    private var typeCode: String?
    private var isCopy = false
    var order = PurchaseOrder(customerReference: "")
    var notes: [String] = []
    private var changeNotes: [String] = []
    private var lineCount = 0
    private var lineIDs: [String: Place] = [:]
    private var namedUnknown: Set<String> = []
    var lineAddress: PostalAddress?
    var amountCurrencies = AmountCurrencies()
    private var rootPlace = Place()

    init(limits: FormatLimits, budget: FindingBudget) {
        self.limits = limits
        sink = FindingSink(budget)
    }

    // MARK: - Root

    func begin(root element: XMLElement, path: String) -> Bool {
        rootPlace = Place(line: element.line, column: element.column > 0 ? element.column : nil, path: path)
        order.place = rootPlace
        if let known = UBL.root(element.tag) {
            root = known
            return true
        }
        let tag = element.tag
        let hint: String
        if UBL.Root(rawValue: tag.local) != nil {
            hint = "the namespace must be \(UBL.namespace(of: tag.local)); here it is '\(tag.namespace)'"
        } else if tag.local == "StandardBusinessDocument" {
            hint = "send the document without its envelope"
        } else {
            hint = "send orders as UBL, or as CSV or JSON by the published schemas"
        }
        fileFindings.append(
            Finding(
                .error, .xmlRootUnknown, "<\(tag.qualified)> is not read here; what is: \(UBLReader.understood)",
                at: rootPlace, value: tag.namespace.isEmpty ? tag.local : "{\(tag.namespace)}\(tag.local)", hint: hint))
        return false
    }

    func wants(_ child: XMLElement, path: String) -> Bool {
        let tag = child.tag
        let isUBL = tag.namespace == UBL.aggregates || tag.namespace == UBL.basics
        if isUBL, UBL.childrenRead.contains(tag.local) {
            guard tag.local == "OrderLine" else { return true }
            lineCount += 1
            return admitsLine(child, path: path)
        }
        if tag.namespace != UBL.extensions, !isUBL || !UBL.childrenOfRoots.contains(tag.local) {
            reportUnknown(child, path: path)
        }
        return false
    }

    private func admitsLine(_ child: XMLElement, path: String) -> Bool {
        if lineCount == limits.linesPerOrder + 1 {
            sink.report(
                .error, .tooManyLines, "the order has more than \(limits.linesPerOrder) lines",
                at: Place(line: child.line, path: path), hint: "send it as several orders")
        }
        return lineCount <= limits.linesPerOrder
    }

    private func reportUnknown(_ child: XMLElement, path: String) {
        guard namedUnknown.count < 100, namedUnknown.insert(child.tag.qualified).inserted else { return }
        let nearest = Spelling.nearest(to: child.tag.local, in: UBL.childrenRead)
        sink.report(
            .warning, .xmlElementUnknown,
            "<\(child.tag.qualified)> is no element of a UBL \(root.rawValue); it was not read",
            at: Place(line: child.line, column: child.column > 0 ? child.column : nil, path: path),
            hint: nearest.map { "did you mean <\($0)>, in UBL's own namespace?" })
    }

    // MARK: - Children

    func take(_ child: XMLElement, path: String) {
        let values = UBLValues(top: child, path: path, limits: limits, findings: sink)
        switch child.tag.local {
        case "ID": ownID = ownID ?? values.identifier(child)
        case "IssueDate": order.issueDate = order.issueDate ?? values.date(child)
        case "OrderTypeCode": typeCode = typeCode ?? values.identifier(child)
        case "CopyIndicator": isCopy = values.flag(child)
        case "DocumentCurrencyCode": order.currency = order.currency ?? values.identifier(child)?.uppercased()
        case "Note", "CancellationNote": if let note = values.text(child) { notes.append(note) }
        case "OrderReference": if let id = values.identifier(child.basic("ID")) { references.append(id) }
        case "OrderLine": takeLine(child, values)
        default: takeAggregate(child, values)
        }
    }

    private func takeAggregate(_ child: XMLElement, _ values: UBLValues) {
        switch child.tag.local {
        case "BuyerCustomerParty": takeBuyer(child, values)
        case "Delivery": takeDelivery(child, values)
        case "DeliveryTerms": takeDeliveryTerms(child, values)
        case "PaymentMeans": takePaymentMeans(child, values)
        case "PaymentTerms": takePaymentTerms(child, values)
        case "AdditionalDocumentReference": takeDocumentReference(child, values)
        case "Signature": order.attestation = values.attestation(signature: child)
        case "AnticipatedMonetaryTotal": order.statedTotal = amount(child.basic("LineExtensionAmount"), values)
        default: break
        }
    }

    private func takeLine(_ child: XMLElement, _ values: UBLValues) {
        guard var line = line(child, number: lineCount, values) else { return }
        if let status = values.identifier(child.aggregate("LineItem")?.basic("LineStatusCode")), root == .change {
            changeNotes.append("line \(line.id): \(UBLOrderReader.changeMeaning(status))")
        }
        line.place = values.place(of: child)
        line.place?.field = nil
        if let earlier = lineIDs[line.id] {
            sink.report(
                .error, .lineNumberDuplicate,
                "the line number '\(line.id)' stands twice, first at line \(earlier.line ?? 0) of the file",
                at: line.place, value: line.id, hint: "number the lines of an order 1, 2, 3 …")
        }
        lineIDs[line.id] = line.place
        order.lines.append(line)
    }

    /// UN/EDIFACT 1229, as lines of an order change carry it.
    private static func changeMeaning(_ code: String) -> String {
        switch code {
        case "1": "to be added"
        case "2": "to be deleted"
        case "3": "changed"
        case "4", "42": "unchanged"
        default: "status \(code)"
        }
    }

    // MARK: - The finished document

    /// Adds the order to the file, or says why it was refused.
    func finish(into file: inout ReadFile) {
        let (purpose, urgency, type) = UBLOrderType.meaning(of: typeCode)
        order.urgency = urgency
        order.documentType = type
        order.purpose =
            switch root {
            case .change: .change
            case .cancellation: .cancellation
            case .order: purpose ?? (isCopy ? .copy : .original)
            }
        settleCurrency()
        settleDelivery()
        let needsPerson = order.purpose == .change || order.purpose == .cancellation
        if order.lines.isEmpty, lineCount == 0, !needsPerson {
            sink.report(
                .error, .linesMissing, "the order has no lines", at: rootPlace,
                hint: "add a cac:OrderLine for each product")
        }
        notes += changeNotes
        order.note = notes.isEmpty ? nil : notes.joined(separator: "\n")
        let names = root == .order ? [ownID].compactMap(\.self) : references
        if names.isEmpty {
            reportMissingNumber(into: &file)
        } else if needsPerson {
            for name in names { append(order, named: name, to: &file) }
        } else if sink.hasErrors {
            file.refused.append(RefusedDocument(customerReference: names[0], kind: .order, findings: sink.findings))
        } else {
            order.customerReference = names[0]
            file.documents.append(ReadDocument(.order(order), findings: sink.findings))
        }
    }

    private func reportMissingNumber(into file: inout ReadFile) {
        let path = root == .order ? "cbc:ID" : "cac:OrderReference/cbc:ID"
        sink.report(
            .error, .orderNumberMissing, "the order number (\(path)) is missing", at: rootPlace,
            hint: root == .order ? "give the order a number of your own" : "name the order that this is about")
        file.refused.append(RefusedDocument(customerReference: ownID, kind: .order, findings: sink.findings))
    }

    /// A change or a cancellation goes to a person even if parts of it cannot be read: what was wrong is said as
    /// warnings, since the document is not refused for it.
    private func append(_ order: PurchaseOrder, named name: String, to file: inout ReadFile) {
        var order = order
        order.customerReference = name
        let findings = sink.findings.map { finding in
            var softened = finding
            if softened.severity == .error { softened.severity = .warning }
            return softened
        }
        file.documents.append(ReadDocument(.order(order), findings: findings))
    }
}

/// What cbc:OrderTypeCode says (UN/EDIFACT 1001, 1225, and plain words).
enum UBLOrderType {
    static func meaning(
        of code: String?
    ) -> (purpose: OrderPurpose?, urgency: OrderUrgency, documentType: OrderDocumentType) {
        guard let code = code?.lowercased() else { return (nil, .normal, .purchaseOrder) }
        let purpose: OrderPurpose? =
            switch code {
            case "1", "3", "cancel", "cancellation", "order cancellation", "取消": .cancellation
            case "4", "5", "230", "change", "order change", "replace", "变更", "變更": .change
            case "7", "31", "copy", "duplicate": .copy
            default: nil
            }
        let urgency: OrderUrgency =
            ["224", "rush", "rush order", "urgent", "加急", "紧急"].contains(code) ? .urgent : .normal
        let type: OrderDocumentType =
            switch code {
            case "315", "contract", "sales contract", "合同": .salesContract
            case "order sheet", "order-sheet", "订单": .orderSheet
            default: .purchaseOrder
            }
        return (purpose, urgency, type)
    }
}
