// Puts an order together from the children of a UBL root, in whatever sequence they come.

import ExactDecimals
import OrderModel
import Spellings

struct UBLOrderReader {
    let limits: FormatLimits
    let sink: FindingSink

    private let root: UBL.Root
    private let rootPlace: Place
    private var ownID: String?
    private var references: [String] = []
    private var typeCode: String?
    private var isCopy = false
    var order = PurchaseOrder(customerReference: "")
    var notes: [String] = []
    private var reasons: [String] = []
    private var lineCount = 0
    private var lineNumbers = LineNumbers()
    /// A value in a line could not be read.
    private var areLinesUnsound = false
    /// What the rules of Peppol look at.
    var facts: UBLFacts
    private var namedUnknown: Set<String> = []
    var lineAddress: PostalAddress?
    var amountCurrencies = AmountCurrencies()

    init(_ root: UBL.Root, at place: Place, limits: FormatLimits, budget: FindingBudget) {
        self.root = root
        rootPlace = place
        self.limits = limits
        sink = FindingSink(budget)
        facts = UBLFacts(root)
        order.place = place
    }

    // MARK: - What is worth keeping

    mutating func wants(_ name: XMLName, line: Int, column: Int, at address: XMLAddress) -> Bool {
        let code = Int(name.code)
        if code < UBL.isChildRead.count, UBL.isChildRead[code] {
            guard UBL.isLine(name.code) else { return true }
            lineCount += 1
            return admitsLine(line, at: address)
        }
        let isUBL = name.namespace == UBL.aggregates || name.namespace == UBL.basics
        if name.namespace != UBL.extensions, !isUBL || !UBL.childrenOfRoots.contains(name.local) {
            reportUnknown(name, Place(line: line, column: column > 0 ? column : nil, path: address.text))
        }
        return false
    }

    private mutating func admitsLine(_ line: Int, at address: XMLAddress) -> Bool {
        if lineCount == limits.linesPerOrder + 1 {
            sink.report(
                .error, .tooManyLines, "the order has more than \(limits.linesPerOrder) lines",
                at: Place(line: line, path: address.text), hint: "send it as several orders")
        }
        return lineCount <= limits.linesPerOrder
    }

    private mutating func reportUnknown(_ name: XMLName, _ place: Place) {
        guard namedUnknown.count < 100, namedUnknown.insert(name.qualified).inserted else { return }
        let nearest = Spelling.nearest(to: name.local, in: UBL.childrenRead.map(\.local))
        sink.report(
            .warning, .xmlElementUnknown,
            "<\(name.qualified)> is no element of a UBL \(root.rawValue); it was not read", at: place,
            hint: nearest.map { "did you mean <\($0)>, in UBL's own namespace?" })
    }

    // MARK: - Children

    mutating func take(_ child: XMLElement, at address: XMLAddress) {
        let values = UBLValues(address: address, limits: limits, findings: sink, isPeppol: facts.isClaimed)
        guard let name = child.ublName else { return }
        switch name {
        case .id: ownID = ownID ?? values.identifier(child)
        case .issueDate: order.issueDate = order.issueDate ?? values.date(child)
        case .orderTypeCode: typeCode = typeCode ?? values.identifier(child)
        case .copyIndicator: isCopy = values.flag(child)
        case .documentCurrencyCode: order.currency = order.currency ?? values.code(values.identifier(child))
        // In an order it says something else than which currency the prices are in.
        case .pricingCurrencyCode where root == .requestForQuotation:
            order.currency = order.currency ?? values.code(values.identifier(child))
        case .sequenceNumberID: order.changeNumber = order.changeNumber ?? values.identifier(child)
        case .customizationID: facts.claim(customization: values.identifier(child))
        case .profileID: facts.claim(profile: values.identifier(child))
        case .note: if let note = values.text(child) { takeNote(note) }
        case .cancellationNote: if let reason = values.text(child) { reasons.append(reason) }
        case .orderReference: if let id = values.identifier(child.first(.id)) { references.append(id) }
        case .orderLine, .requestForQuotationLine: takeLine(child, values)
        default: takeGroup(child, name, values)
        }
    }

    /// What stands beside a change is why it is asked for.
    private mutating func takeNote(_ note: String) {
        if root == .change { reasons.append(note) } else { notes.append(note) }
    }

    private mutating func takeGroup(_ child: XMLElement, _ name: UBLName, _ values: UBLValues) {
        switch name {
        case .buyerCustomerParty: takeBuyer(child, values)
        case .sellerSupplierParty: facts.note(seller: child.first(.party), at: values.address)
        case .delivery: takeDelivery(child, values)
        case .deliveryTerms: takeDeliveryTerms(child, values)
        case .paymentMeans: takePaymentMeans(child, values)
        case .paymentTerms: takePaymentTerms(child, values)
        case .quotationDocumentReference: order.quotation = order.quotation ?? values.identifier(child.first(.id))
        case .additionalDocumentReference: takeDocumentReference(child, values)
        case .signature: order.attestation = values.attestation(signature: child)
        case .anticipatedMonetaryTotal: takeTotal(child, values)
        case .allowanceCharge: takeAllowance(child, values)
        case .taxTotal: facts.tax = facts.tax ?? amount(child.first(.taxAmount), values)
        default: break
        }
    }

    private mutating func takeLine(_ child: XMLElement, _ values: UBLValues) {
        let hadErrors = sink.errors
        defer { if sink.errors > hadErrors { areLinesUnsound = true } }
        guard var line = line(child, number: lineCount, values) else { return }
        line.place = Place(
            line: child.line, column: child.column > 0 ? child.column : nil, path: values.address.text)
        if let earlier = lineNumbers.insert(line.id, child.line, order.lines) {
            sink.report(
                Finding(
                    .error, .lineNumberDuplicate,
                    "the line number '\(line.id)' stands twice, first at line \(earlier) of the file", at: line.place,
                    value: line.id, hint: "number the lines of an order 1, 2, 3 …", rule: facts.rule("R001")))
        }
        order.lines.append(line)
    }

    // MARK: - The finished document

    /// The order, or why it was refused; a cancellation of several orders is a document for each.
    mutating func finish() -> [ReadItem] {
        settlePurpose()
        settleCurrency()
        settleDelivery()
        order.note = notes.isEmpty ? nil : notes.joined(separator: "\n")
        order.changeReason = reasons.isEmpty ? nil : reasons.joined(separator: "\n")
        let isChange = order.purpose == .change || order.purpose == .cancellation
        if order.lines.isEmpty, lineCount == 0, !isChange {
            sink.report(
                Finding(
                    .error, .linesMissing, "the order has no lines", at: rootPlace,
                    hint: "add a cac:OrderLine for each product", rule: facts.rule("B00108")))
        }
        let names = root.standsAlone ? [ownID].compactMap(\.self) : references
        guard let first = names.first else { return [withoutNumber()] }
        if sink.hasErrors, !isChange || areLinesUnsound {
            return [.refused(RefusedDocument(customerReference: first, kind: .order, findings: sink.findings))]
        }
        // A change or a cancellation is worth a person's look even if parts of its head cannot be read.
        let findings = sink.findings.map { finding in
            var softened = finding
            if softened.severity == .error { softened.severity = .warning }
            return softened
        }
        let broken = brokenRules()
        order.customerReference = first
        // Handed over, not copied: an order has many parts.
        var finished = PurchaseOrder(customerReference: first)
        swap(&finished, &order)
        guard names.count > 1 else {
            return [.document(ReadDocument(.order(consume finished), findings: findings + broken))]
        }
        return names.map { name in
            finished.customerReference = name
            return .document(ReadDocument(.order(finished), findings: findings + broken))
        }
    }

    private mutating func settlePurpose() {
        let (purpose, urgency, type) = UBLOrderType.meaning(of: typeCode)
        order.urgency = urgency
        order.documentType = root == .requestForQuotation ? .requestForQuotation : type
        order.purpose =
            switch root {
            case .change: .change
            case .cancellation: .cancellation
            case .order, .requestForQuotation: purpose ?? (isCopy ? .copy : .original)
            }
        if !root.standsAlone, order.changeNumber == nil { order.changeNumber = ownID }
        guard order.purpose != .change else { return }
        for index in order.lines.indices { order.lines[index].change = nil }
    }

    private mutating func withoutNumber() -> ReadItem {
        let path = root.standsAlone ? "cbc:ID" : "cac:OrderReference/cbc:ID"
        sink.report(
            Finding(
                .error, .orderNumberMissing, "the order number (\(path)) is missing", at: rootPlace,
                hint: root.standsAlone ? "give the order a number of your own" : "name the order that this is about",
                rule: facts.rule(root.standsAlone ? "B00103" : "B00106")))
        return .refused(RefusedDocument(customerReference: ownID, kind: .order, findings: sink.findings))
    }

    /// What of the profile that the document claims it does not keep. None of it keeps the order from being entered: a
    /// sum that is wrong is asked about.
    private mutating func brokenRules() -> [Finding] {
        guard facts.isClaimed else { return [] }
        facts.hasNumber = ownID != nil
        facts.hasReference = !references.isEmpty
        return PeppolRules.check(order, facts, at: rootPlace).filter { _ in sink.admits() }
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
            case "311", "rfq", "request for quotation", "request-for-quotation", "询价": .requestForQuotation
            default: .purchaseOrder
            }
        return (purpose, urgency, type)
    }
}
