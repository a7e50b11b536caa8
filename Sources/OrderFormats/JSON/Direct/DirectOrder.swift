// An order and its lines, field by field.

import OrderModel

extension DirectReader {
    /// Reads the order into one that is new: it is filled where it lies, as it is too large to be handed around.
    mutating func read(_ order: inout PurchaseOrder, _ text: Span<UInt8>) throws(NotPlain) {
        var isOrder = false
        var members = DirectMembers<OrderField>()
        while let field = try next(&members, text) {
            switch field {
            case .document:
                try expect(word: IncomingDocument.Kind.order.rawValue, text)
                isOrder = true
            case .customerReference: order.customerReference = try identifier(text) ?? ""
            case .documentType: order.documentType = try choice(text) ?? order.documentType
            case .form: order.form = try choice(text) ?? order.form
            case .orderClass: order.orderClass = try choice(text) ?? order.orderClass
            case .urgency: order.urgency = try choice(text) ?? order.urgency
            case .purpose: order.purpose = try choice(text) ?? order.purpose
            case .quotation: order.quotation = try identifier(text)
            case .changeNumber: order.changeNumber = try identifier(text)
            case .changeReason: order.changeReason = try self.text(text)
            case .expectedImpact: order.expectedImpact = try self.text(text)
            case .issueDate: order.issueDate = try date(text)
            case .currency: order.currency = try identifier(text).map(Words.upperCase)
            case .buyer: order.buyer = try party(text)
            case .contact: order.contact = try contact(text)
            case .deliverTo: order.deliverTo = try address(text)
            case .requestedDeliveryDate: order.requestedDeliveryDate = try date(text)
            case .paymentMeans: order.paymentMeans = try self.text(text)
            case .paymentTerms: order.paymentTerms = try self.text(text)
            case .transportMode: order.transportMode = try self.text(text)
            case .attestation: order.attestation = try attestation(text)
            case .evidence: order.evidence = try evidences(text)
            case .verbalRecord: order.verbalRecord = try verbalRecord(text)
            case .note: order.note = try self.text(text)
            case .statedTotal: order.statedTotal = try decimal(text)
            case .lines: try read(&order.lines, text)
            }
        }
        guard isOrder, !order.customerReference.isEmpty else { throw NotPlain() }
    }

    private mutating func read(_ lines: inout [OrderLine], _ text: Span<UInt8>) throws(NotPlain) {
        var elements = DirectElements()
        while try next(&elements, text) {
            guard elements.count <= limits.linesPerOrder else { throw NotPlain() }
            lineStarts.append(position)
            lines.append(OrderLine(id: ""))
            try read(&lines[lines.count - 1], number: elements.count, text)
        }
    }

    private mutating func read(_ line: inout OrderLine, number: Int, _ text: Span<UInt8>) throws(NotPlain) {
        var members = DirectMembers<OrderLineField>()
        while let field = try next(&members, text) {
            switch field {
            case .id: line.id = try identifier(text) ?? ""
            case .change: line.change = try choice(text)
            case .sellerCode: line.sellerCode = try identifier(text)
            case .buyerCode: line.buyerCode = try identifier(text)
            case .gtin: line.gtin = try gtin(text)
            case .name: line.name = try self.text(text)
            case .specification: line.specification = try self.text(text)
            case .quantity: line.quantity = try decimal(text)
            case .unit: line.unit = try identifier(text)
            case .unitPrice: line.unitPrice = try decimal(text)
            case .priceBaseQuantity: line.priceBaseQuantity = try decimal(text)
            case .lineAmount: line.lineAmount = try decimal(text)
            case .requestedDeliveryDate: line.requestedDeliveryDate = try date(text)
            case .packing: line.packing = try self.text(text)
            case .note: line.note = try self.text(text)
            }
        }
        if line.id.isEmpty { line.id = String(number) }
    }
}
