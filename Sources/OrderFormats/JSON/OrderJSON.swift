// An order out of JSON.

import OrderModel

enum OrderJSON {
    static func read(_ value: JSONValue, _ session: JSONSession) -> IncomingDocument? {
        guard let object = JSONObject<OrderField>(value, session) else { return nil }
        // What is missing has been reported; the rest is still read, so that all findings come at once.
        var order = PurchaseOrder(customerReference: object.identifier(.customerReference) ?? "")
        order.documentType = object.choice(.documentType) ?? .purchaseOrder
        order.form = object.choice(.form) ?? session.context.usualForm
        order.orderClass = object.choice(.orderClass) ?? .sales
        order.urgency = object.choice(.urgency) ?? .normal
        order.purpose = object.choice(.purpose) ?? .original
        order.quotation = object.identifier(.quotation)
        order.changeNumber = object.identifier(.changeNumber)
        order.changeReason = object.text(.changeReason)
        order.expectedImpact = object.text(.expectedImpact)
        order.issueDate = object.date(.issueDate)
        order.currency = object.identifier(.currency)?.uppercased()
        order.buyer = object.object(.buyer, PartyField.self).map(PartyField.read) ?? Party()
        order.contact = object.object(.contact, ContactField.self).map(ContactField.read) ?? Contact()
        order.deliverTo = object.object(.deliverTo, AddressField.self).map(AddressField.read) ?? PostalAddress()
        order.requestedDeliveryDate = object.date(.requestedDeliveryDate)
        order.paymentMeans = object.text(.paymentMeans)
        order.paymentTerms = object.text(.paymentTerms)
        order.transportMode = object.text(.transportMode)
        order.attestation = object.object(.attestation, AttestationField.self).flatMap(attestation)
        order.evidence = object.objects(.evidence, EvidenceField.self).compactMap(evidence)
        order.verbalRecord = object.object(.verbalRecord, VerbalRecordField.self).flatMap(verbalRecord)
        order.note = object.text(.note)
        order.statedTotal = object.decimal(.statedTotal)
        order.lines = lines(object, session)
        order.place = value.place
        return .order(order)
    }

    private static func lines(_ order: JSONObject<OrderField>, _ session: JSONSession) -> [OrderLine] {
        guard let list = order.raw(.lines), let elements = order.list(.lines) else { return [] }
        guard elements.count <= session.context.limits.linesPerOrder else {
            session.sink.report(TooMany.lines(session.context.limits, at: list.place))
            return []
        }
        let base = list.pointer
        return elements.enumerated().compactMap { index, element in
            guard let object = JSONObject<OrderLineField>(element, session) else { return nil }
            var line = OrderLine(id: object.identifier(.id) ?? String(index + 1))
            line.change = object.choice(.change)
            line.sellerCode = object.identifier(.sellerCode)
            line.buyerCode = object.identifier(.buyerCode)
            line.gtin = object.gtin(.gtin)
            line.name = object.text(.name)
            line.specification = object.text(.specification)
            line.quantity = object.decimal(.quantity)
            line.unit = object.identifier(.unit)
            line.unitPrice = object.decimal(.unitPrice)
            line.priceBaseQuantity = object.decimal(.priceBaseQuantity)
            line.lineAmount = object.decimal(.lineAmount)
            line.requestedDeliveryDate = object.date(.requestedDeliveryDate)
            line.packing = object.text(.packing)
            line.note = object.text(.note)
            line.place = element.place(path: "\(base)/\(index)")
            return line
        }
    }

    private static func attestation(_ object: JSONObject<AttestationField>) -> Attestation? {
        guard let kind: Attestation.Kind = object.choice(.kind) else { return nil }
        return Attestation(kind: kind, by: object.text(.by), date: object.date(.date))
    }

    private static func evidence(_ object: JSONObject<EvidenceField>) -> Evidence? {
        let text = object.text(.text, longest: object.session.context.limits.evidenceLength)
        let digest = object.sha256(.sha256)
        guard let kind: Evidence.Kind = object.choice(.kind), let name = object.text(.name) else { return nil }
        return Evidence(kind: kind, name: name, text: text, sha256: digest)
    }

    private static func verbalRecord(_ object: JSONObject<VerbalRecordField>) -> VerbalRecord? {
        let record = VerbalRecord(
            recordedBy: object.text(.recordedBy), confirmedByCustomer: object.text(.confirmedByCustomer))
        return record == VerbalRecord() ? nil : record
    }
}
