// Orders as CSV: one row per line, under the column names and in the dialect of the partner, as our own reader reads them.

import OrderModel

enum CSVOrderWriter {
    /// One file with all orders. Columns that no order fills are left out, but for those that every file must have.
    static func write(_ orders: [PurchaseOrder], _ mapping: CSVMapping) throws(FormatError) -> WrittenOrders {
        var numbers: Set<String> = []
        let first = orders.filter { numbers.insert($0.customerReference).inserted }
        let rows = first.flatMap(rows)
        let columns = OrderColumn.allCases.filter { column in
            column.declaration.need != .optional || rows.contains { !$0.isEmpty(column) }
        }
        let written = columns.map { column in
            CSVOutputColumn<Row>(mapping.columns[column.declaration.name] ?? column.declaration.name, "", example: "") {
                $0.cell(column)
            }
        }
        let closing = mapping.trailer.map { trailer($0, rows: rows.count) } ?? []
        let bytes = try CSVOutput.write(rows, written, mapping: mapping, name: "order", closing: closing).bytes
        var findings = first.flatMap(notCarried)
        // Rows of one number are one order, so a second order of that number cannot stand in the same file.
        numbers = []
        for order in orders where !numbers.insert(order.customerReference).inserted {
            findings.append(OrderWriter.notCarried("customerReference", order))
        }
        return WrittenOrders(bytes: bytes, findings: findings)
    }

    private static func trailer(_ trailer: CSVTrailer, rows: Int) -> [CSVCell] {
        guard let column = trailer.countColumn, column > 1 else { return [.text(trailer.word)] }
        return [.text(trailer.word)] + Array(repeating: .text(nil), count: column - 2) + [.integer(rows)]
    }

    /// A line with its order. The columns of the order are filled in its first row only.
    private struct Row {
        var order: PurchaseOrder
        var line: OrderLine?
        var isFirst: Bool

        func isEmpty(_ column: OrderColumn) -> Bool {
            switch cell(column) {
            case .text(let text): (text ?? "").isEmpty
            case .number(let number): number == nil
            case .integer(let integer): integer == nil
            case .date(let date): date == nil
            case .instant(let instant): instant == nil
            }
        }

        func cell(_ column: OrderColumn) -> CSVCell {
            if column == .order { return .text(order.customerReference) }
            if column.declaration.level == .line { return line.map { lineCell(column, $0) } ?? .text(nil) }
            guard isFirst else { return .text(nil) }
            return column.rawValue < OrderColumn.deliveryDate.rawValue ? headCell(column) : termsCell(column)
        }

        private func headCell(_ column: OrderColumn) -> CSVCell {
            switch column {
            case .orderDate: .date(order.issueDate)
            case .documentType: .text(order.documentType.rawValue)
            case .form: .text(order.form.rawValue)
            case .orderClass: .text(order.orderClass.rawValue)
            case .urgency: .text(order.urgency.rawValue)
            case .purpose: .text(order.purpose.rawValue)
            case .currency: .text(order.currency)
            case .buyerID: .text(order.buyer.identifiers.first.map(CSVOrderWriter.text))
            case .buyerName: .text(order.buyer.name)
            case .contactName: .text(order.contact.name)
            case .contactPhone: .text(order.contact.phone)
            case .contactEmail: .text(order.contact.email)
            case .shipToName: .text(order.deliverTo.name)
            case .shipToStreet: .text(order.deliverTo.street)
            case .shipToCity: .text(order.deliverTo.city)
            case .shipToPostalCode: .text(order.deliverTo.postalCode)
            case .shipToRegion: .text(order.deliverTo.region)
            case .shipToCountry: .text(order.deliverTo.country)
            default: .text(nil)
            }
        }

        private func termsCell(_ column: OrderColumn) -> CSVCell {
            switch column {
            case .deliveryDate: .date(order.requestedDeliveryDate)
            case .paymentMeans: .text(order.paymentMeans)
            case .paymentTerms: .text(order.paymentTerms)
            case .transportMode: .text(order.transportMode)
            case .signedBy: .text(order.attestation?.kind == .signature ? order.attestation?.by : nil)
            case .stampedBy: .text(order.attestation?.kind == .stamp ? order.attestation?.by : nil)
            case .signedOn: .date(order.attestation?.by == nil ? nil : order.attestation?.date)
            case .emailEvidence: .text(CSVOrderWriter.mail(order)?.name)
            case .emailEvidenceSHA256: .text(CSVOrderWriter.mail(order)?.sha256)
            case .recordedBy: .text(order.verbalRecord?.recordedBy)
            case .confirmedBy: .text(order.verbalRecord?.confirmedByCustomer)
            case .note: .text(order.note)
            case .quotation: .text(order.quotation)
            case .changeNumber: .text(order.changeNumber)
            case .changeReason: .text(order.changeReason)
            case .expectedImpact: .text(order.expectedImpact)
            case .orderTotal: .number(order.statedTotal)
            default: .text(nil)
            }
        }

        private func lineCell(_ column: OrderColumn, _ line: OrderLine) -> CSVCell {
            switch column {
            case .line: .text(line.id)
            case .product: .text(line.sellerCode)
            case .customerProduct: .text(line.buyerCode)
            case .gtin: .text(line.gtin)
            case .name: .text(line.name)
            case .specification: .text(line.specification)
            case .quantity: .number(line.quantity)
            case .unit: .text(line.unit)
            case .price: .number(line.unitPrice)
            case .priceBase: .number(line.priceBaseQuantity)
            case .lineAmount: .number(line.lineAmount)
            case .lineDeliveryDate: .date(line.requestedDeliveryDate)
            case .packing: .text(line.packing)
            case .lineNote: .text(line.note)
            case .change: .text(line.change?.rawValue)
            default: .text(nil)
            }
        }
    }

    /// An order without lines has one row, which fills only columns of the order.
    private static func rows(_ order: PurchaseOrder) -> [Row] {
        guard !order.lines.isEmpty else { return [Row(order: order, line: nil, isFirst: true)] }
        return order.lines.enumerated().map { Row(order: order, line: $1, isFirst: $0 == 0) }
    }

    private static func text(_ identifier: Identifier) -> String {
        identifier.scheme.map { "\($0):\(identifier.value)" } ?? identifier.value
    }

    private static func mail(_ order: PurchaseOrder) -> Evidence? { order.evidence.first { $0.kind == .email } }

    // MARK: - What CSV has no place for

    private static func notCarried(_ order: PurchaseOrder) -> [Finding] {
        var fields: [String] = []
        if order.buyer.identifiers.count > 1 || !order.buyer.identifiers.allSatisfy(isReadBack) {
            fields.append("buyer.identifiers")
        }
        if order.buyer.address != nil { fields.append("buyer.address") }
        if order.buyer.contact != nil { fields.append("buyer.contact") }
        if order.verbalRecord == VerbalRecord() { fields.append("verbalRecord") }
        if let attestation = order.attestation, (attestation.by ?? "").isEmpty { fields.append("attestation") }
        if order.evidence.count > 1 || (!order.evidence.isEmpty && mail(order) == nil) { fields.append("evidence") }
        if mail(order)?.text != nil { fields.append("evidence.text") }
        return fields.map { OrderWriter.notCarried($0, order) }
    }

    /// `GLN:4000…` is a scheme and a number; a number with a colon of its own would be taken for that.
    private static func isReadBack(_ identifier: Identifier) -> Bool {
        CSVCells<OrderColumn>.partyIdentifier(text(identifier)) == identifier
    }
}
