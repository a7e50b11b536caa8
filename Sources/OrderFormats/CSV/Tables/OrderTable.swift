// An order out of its rows.

import OrderModel

enum OrderTable: CSVGroupedTable {
    static let key = OrderColumn.order
    static let keyMissing = FindingCode.orderNumberMissing

    static func line(_ cells: CSVCells<OrderColumn>, number: Int) -> OrderLine? {
        var line = OrderLine(id: cells.identifier(.line) ?? String(number))
        line.sellerCode = cells.identifier(.product)
        line.buyerCode = cells.identifier(.customerProduct)
        line.gtin = cells.gtin(.gtin)
        line.name = cells.text(.name)
        line.specification = cells.text(.specification)
        line.quantity = cells.decimal(.quantity)
        line.unit = cells.identifier(.unit)
        line.unitPrice = cells.decimal(.price)
        line.priceBaseQuantity = cells.decimal(.priceBase)
        line.lineAmount = cells.decimal(.lineAmount)
        line.requestedDeliveryDate = cells.date(.lineDeliveryDate)
        line.packing = cells.text(.packing)
        line.note = cells.text(.lineNote)
        line.place = cells.rowPlace
        return line
    }

    static func document(
        key: String, head: CSVCells<OrderColumn>, lines: [OrderLine], place: Place, context: ReadingContext
    ) -> IncomingDocument? {
        var order = PurchaseOrder(customerReference: key)
        order.issueDate = head.date(.orderDate)
        order.documentType = head.choice(.documentType) ?? .purchaseOrder
        order.form = head.choice(.form) ?? context.usualForm
        order.orderClass = head.choice(.orderClass) ?? .sales
        order.urgency = head.choice(.urgency) ?? .normal
        order.purpose = head.choice(.purpose) ?? .original
        order.currency = head.identifier(.currency)?.uppercased()
        order.buyer.identifiers = head.partyIdentifier(.buyerID).map { [$0] } ?? []
        order.buyer.name = head.text(.buyerName)
        order.contact = Contact(
            name: head.text(.contactName), phone: head.text(.contactPhone), email: head.text(.contactEmail))
        order.deliverTo = PostalAddress(
            name: head.text(.shipToName), street: head.text(.shipToStreet), city: head.text(.shipToCity),
            postalCode: head.text(.shipToPostalCode), region: head.text(.shipToRegion),
            country: head.identifier(.shipToCountry)?.uppercased())
        order.requestedDeliveryDate = head.date(.deliveryDate)
        order.paymentMeans = head.text(.paymentMeans)
        order.paymentTerms = head.text(.paymentTerms)
        order.transportMode = head.text(.transportMode)
        order.attestation = attestation(head)
        order.evidence = evidence(head).map { [$0] } ?? []
        order.verbalRecord = verbalRecord(head)
        order.note = head.text(.note)
        order.statedTotal = head.decimal(.orderTotal)
        order.lines = lines
        order.place = place
        return .order(order)
    }

    /// A signature or a stamp on a fax (C15). Where both are named, the signature is kept.
    private static func attestation(_ head: CSVCells<OrderColumn>) -> Attestation? {
        let date = head.date(.signedOn)
        if let signer = head.text(.signedBy) { return Attestation(kind: .signature, by: signer, date: date) }
        if let owner = head.text(.stampedBy) { return Attestation(kind: .stamp, by: owner, date: date) }
        if date != nil {
            head.sink.report(
                .warning, .valueMissing, "there is a date of signature, but neither who signed nor whose stamp it is",
                at: head.place(.signedOn), hint: "fill signed_by or stamped_by")
        }
        return nil
    }

    /// The customer's mail as evidence of an e-mail order (C16).
    private static func evidence(_ head: CSVCells<OrderColumn>) -> Evidence? {
        let digest = head.sha256(.emailEvidenceSHA256)
        guard let name = head.text(.emailEvidence) ?? digest.map({ "sha256:\($0)" }) else { return nil }
        return Evidence(kind: .email, name: name, sha256: digest)
    }

    /// The record of a verbal order (B07, B08).
    private static func verbalRecord(_ head: CSVCells<OrderColumn>) -> VerbalRecord? {
        let recorder = head.text(.recordedBy)
        let confirmer = head.text(.confirmedBy)
        guard recorder != nil || confirmer != nil else { return nil }
        return VerbalRecord(recordedBy: recorder, confirmedByCustomer: confirmer)
    }
}
