// An order out of its rows.

import OrderModel

enum OrderTable: CSVGroupedTable {
    static let key = OrderColumn.order
    static let keyMissing = FindingCode.orderNumberMissing

    static func head(key: String, line: Int, _ context: ReadingContext) -> PurchaseOrder {
        var order = PurchaseOrder(customerReference: key)
        order.form = context.usualForm
        order.place = Place(line: line)
        return order
    }

    static func read(_ column: OrderColumn, _ cells: borrowing CSVCells<OrderColumn>, into head: inout PurchaseOrder?) {
        switch column {
        case .orderDate: head?.issueDate = cells.date(column)
        case .documentType: head?.documentType = cells.choice(column) ?? .purchaseOrder
        case .form: if let form: OrderForm = cells.choice(column) { head?.form = form }
        case .orderClass: head?.orderClass = cells.choice(column) ?? .sales
        case .urgency: head?.urgency = cells.choice(column) ?? .normal
        case .purpose: head?.purpose = cells.choice(column) ?? .original
        case .currency: head?.currency = cells.identifier(column).map(Words.upperCase)
        case .buyerID: head?.buyer.identifiers = cells.partyIdentifier(column).map { [$0] } ?? []
        case .buyerName: head?.buyer.name = cells.text(column)
        case .contactName: head?.contact.name = cells.text(column)
        case .contactPhone: head?.contact.phone = cells.text(column)
        case .contactEmail: head?.contact.email = cells.text(column)
        case .shipToName: head?.deliverTo.name = cells.text(column)
        case .shipToStreet: head?.deliverTo.street = cells.text(column)
        case .shipToCity: head?.deliverTo.city = cells.text(column)
        case .shipToPostalCode: head?.deliverTo.postalCode = cells.text(column)
        case .shipToRegion: head?.deliverTo.region = cells.text(column)
        case .shipToCountry: head?.deliverTo.country = cells.identifier(column).map(Words.upperCase)
        case .deliveryDate: head?.requestedDeliveryDate = cells.date(column)
        case .paymentMeans: head?.paymentMeans = cells.text(column)
        case .paymentTerms: head?.paymentTerms = cells.text(column)
        case .transportMode: head?.transportMode = cells.text(column)
        case .note: head?.note = cells.text(column)
        case .quotation: head?.quotation = cells.identifier(column)
        case .changeNumber: head?.changeNumber = cells.identifier(column)
        case .changeReason: head?.changeReason = cells.text(column)
        case .expectedImpact: head?.expectedImpact = cells.text(column)
        case .orderTotal: head?.statedTotal = cells.decimal(column)
        default: readProof(column, cells, into: &head)
        }
    }

    private static func readProof(
        _ column: OrderColumn, _ cells: borrowing CSVCells<OrderColumn>, into head: inout PurchaseOrder?
    ) {
        switch column {
        case .signedBy: head?.attest(.signature, by: cells.text(column))
        case .stampedBy: head?.attest(.stamp, by: cells.text(column))
        case .signedOn: head?.attest(on: cells.date(column))
        case .emailEvidence: head?.prove(byMail: cells.text(column), sha256: nil)
        case .emailEvidenceSHA256: head?.prove(byMail: nil, sha256: cells.sha256(column))
        case .recordedBy: head?.record(by: cells.text(column), confirmedBy: nil)
        case .confirmedBy: head?.record(by: nil, confirmedBy: cells.text(column))
        default: return
        }
    }

    static func line(at line: Int) -> OrderLine { OrderLine(id: "", place: Place(line: line)) }

    static func number(_ line: inout OrderLine, _ number: Int) {
        if line.id.isEmpty { line.id = String(number) }
    }

    static func read(_ column: OrderColumn, _ cells: borrowing CSVCells<OrderColumn>, into line: inout OrderLine) {
        switch column {
        case .line: line.id = cells.identifier(column) ?? line.id
        case .product: line.sellerCode = cells.identifier(column)
        case .customerProduct: line.buyerCode = cells.identifier(column)
        case .gtin: line.gtin = cells.gtin(column)
        case .name: line.name = cells.text(column)
        case .specification: line.specification = cells.text(column)
        case .quantity: line.quantity = cells.decimal(column)
        case .unit: line.unit = cells.identifier(column)
        case .price: line.unitPrice = cells.decimal(column)
        case .priceBase: line.priceBaseQuantity = cells.decimal(column)
        case .lineAmount: line.lineAmount = cells.decimal(column)
        case .lineDeliveryDate: line.requestedDeliveryDate = cells.date(column)
        case .packing: line.packing = cells.text(column)
        case .lineNote: line.note = cells.text(column)
        case .change: line.change = cells.choice(column)
        default: return
        }
    }

    static func document(
        _ head: consuming PurchaseOrder, _ lines: consuming [OrderLine], _ sink: FindingSink
    ) -> IncomingDocument? {
        if let attestation = head.attestation, attestation.by == nil {
            sink.report(
                .warning, .valueMissing, "there is a date of signature, but neither who signed nor whose stamp it is",
                at: Place(line: head.place?.line, field: OrderColumn.signedOn.declaration.name),
                hint: "fill signed_by or stamped_by")
            head.attestation = nil
        }
        head.lines = consume lines
        return .order(consume head)
    }
}

extension PurchaseOrder {
    /// A signature or a stamp on a fax (C15). Where both are named, the signature is kept. The date may come first.
    fileprivate mutating func attest(_ kind: Attestation.Kind, by person: String?) {
        guard let person else { return }
        if kind == .stamp, attestation?.kind == .signature, attestation?.by != nil { return }
        attestation = Attestation(kind: kind, by: person, date: attestation?.date)
    }

    fileprivate mutating func attest(on date: CalendarDate?) {
        guard let date else { return }
        attestation = Attestation(kind: attestation?.kind ?? .signature, by: attestation?.by, date: date)
    }

    /// The customer's mail as evidence of an e-mail order (C16), by its name or at least by its digest.
    fileprivate mutating func prove(byMail name: String?, sha256: String?) {
        guard name != nil || sha256 != nil else { return }
        let digest = sha256 ?? evidence.first?.sha256
        // A name made of the digest gives way to the real one.
        let known = evidence.first.flatMap { $0.name.hasPrefix("sha256:") ? nil : $0.name }
        guard let shown = name ?? known ?? digest.map({ "sha256:\($0)" }) else { return }
        evidence = [Evidence(kind: .email, name: shown, sha256: digest)]
    }

    /// The record of a verbal order (B07, B08).
    fileprivate mutating func record(by recorder: String?, confirmedBy confirmer: String?) {
        guard recorder != nil || confirmer != nil else { return }
        verbalRecord = VerbalRecord(
            recordedBy: recorder ?? verbalRecord?.recordedBy,
            confirmedByCustomer: confirmer ?? verbalRecord?.confirmedByCustomer)
    }
}
