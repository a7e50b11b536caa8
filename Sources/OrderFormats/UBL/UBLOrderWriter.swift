// Orders as UBL 2.1: an Order, an OrderChange or an OrderCancellation each; several in the wrapper `Orders`. What is
// read back is the same order, but for the fields that are reported.

import ExactDecimals
import OrderModel

enum UBLOrderWriter {
    /// Throws `valueDoesNotFit` for an order that UBL has no form for: one without number or without lines.
    ///
    /// - Parameter today: stands in for a date that the order does not have and UBL demands.
    static func write(_ orders: [PurchaseOrder], on today: CalendarDate) throws(FormatError) -> WrittenOrders {
        var findings: [Finding] = []
        for order in orders { try checkWritable(order) }
        var writer = XMLWriter()
        if orders.count == 1 {
            findings += write(orders[0], on: today, &writer)
        } else {
            writer.group(UBL.wrapper) { writer in
                for order in orders { findings += write(order, on: today, &writer) }
            }
        }
        let bytes = writer.document
        if !orders.isEmpty { try UBLOutputCheck.check(bytes, name: "order") }
        return WrittenOrders(bytes: bytes, findings: findings)
    }

    private static func checkWritable(_ order: PurchaseOrder) throws(FormatError) {
        guard !order.customerReference.isEmpty else {
            throw .valueDoesNotFit(document: "order", field: "the order number", reason: "is missing")
        }
        guard order.purpose == .cancellation || !order.lines.isEmpty else {
            throw .valueDoesNotFit(
                document: "order \(order.customerReference)", field: "lines", reason: "are missing; UBL demands one")
        }
    }

    private static func write(
        _ order: PurchaseOrder, on today: CalendarDate, _ writer: inout XMLWriter
    ) -> [Finding] {
        let document = UBLOrderDocument(order, on: today)
        document.write(&writer)
        return document.notCarried()
    }
}

/// One order on its way into UBL.
struct UBLOrderDocument {
    let order: PurchaseOrder
    private let today: CalendarDate

    init(_ order: PurchaseOrder, on today: CalendarDate) {
        self.order = order
        self.today = today
    }

    var root: UBL.Root {
        switch order.purpose {
        case .original, .copy: .order
        case .change: .change
        case .cancellation: .cancellation
        }
    }

    func write(_ writer: inout XMLWriter) {
        writer.document(root.rawValue) { writer in
            switch root {
            // A request is written as an order that says so by its type: that is read everywhere.
            case .order, .requestForQuotation: head(&writer)
            case .change: changeHead(&writer)
            case .cancellation: cancellationHead(&writer)
            }
            attestation(&writer)
            buyer(&writer)
            writer.group("cac:SellerSupplierParty") { nobody(&$0) }
            guard root != .cancellation else { return }
            delivery(&writer)
            writer.group("cac:PaymentMeans") { $0.element("cbc:PaymentMeansCode", order.paymentMeans) }
            writer.group("cac:PaymentTerms") { $0.element("cbc:Note", order.paymentTerms) }
            writer.group("cac:AnticipatedMonetaryTotal") { writer in
                writer.amount("cbc:LineExtensionAmount", order.statedTotal, currency: order.currency)
                writer.amount("cbc:PayableAmount", order.statedTotal, currency: order.currency)
            }
            for each in order.lines { line(each, &writer) }
        }
    }

    // MARK: - Heads

    private var date: String { (order.issueDate ?? today).description }

    private func head(_ writer: inout XMLWriter) {
        writer.element("cbc:ID", order.customerReference)
        if order.purpose == .copy { writer.element("cbc:CopyIndicator", "true") }
        writer.element("cbc:IssueDate", date)
        writer.element("cbc:OrderTypeCode", typeCode)
        writer.element("cbc:Note", order.note)
        writer.element("cbc:DocumentCurrencyCode", order.currency)
        writer.group("cac:QuotationDocumentReference") { $0.element("cbc:ID", order.quotation) }
        for each in order.evidence { evidence(each, &writer) }
    }

    private func changeHead(_ writer: inout XMLWriter) {
        writer.element("cbc:IssueDate", date)
        writer.element("cbc:SequenceNumberID", order.changeNumber ?? "1")
        writer.element("cbc:Note", order.changeReason)
        writer.element("cbc:DocumentCurrencyCode", order.currency)
        writer.orderReference(order.customerReference, orderNumber: nil)
    }

    private func cancellationHead(_ writer: inout XMLWriter) {
        writer.element("cbc:ID", order.changeNumber ?? "1")
        writer.element("cbc:IssueDate", date)
        writer.element("cbc:Note", order.note)
        writer.element("cbc:CancellationNote", order.changeReason ?? "not stated")
        writer.orderReference(order.customerReference, orderNumber: nil)
    }

    /// One code has to say both; the kind of document counts more.
    var typeCode: String? {
        switch order.documentType {
        case .salesContract: "315"
        case .orderSheet: "order-sheet"
        case .requestForQuotation: "311"
        case .purchaseOrder: order.urgency == .urgent ? "224" : nil
        }
    }

    private func attestation(_ writer: inout XMLWriter) {
        guard let attestation = order.attestation else { return }
        writer.group("cac:Signature") { writer in
            writer.element("cbc:ID", "1")
            writer.element("cbc:ValidationDate", attestation.date?.description)
            writer.element("cbc:SignatureMethod", attestation.kind.rawValue)
            guard let by = attestation.by else { return }
            writer.party("cac:SignatoryParty", Party(name: by))
        }
    }

    private func evidence(_ evidence: Evidence, _ writer: inout XMLWriter) {
        writer.group("cac:AdditionalDocumentReference") { writer in
            writer.element("cbc:ID", evidence.name)
            writer.element("cbc:DocumentType", evidence.kind == .email ? "e-mail" : evidence.kind.rawValue)
            writer.group("cac:Attachment") { writer in
                if let text = evidence.text {
                    writer.element(
                        "cbc:EmbeddedDocumentBinaryObject", Base64Text.encode(Array(text.utf8)),
                        ("mimeCode", evidence.kind == .email ? "message/rfc822" : "text/plain"),
                        ("filename", evidence.name))
                }
                writer.group("cac:ExternalReference") { writer in
                    writer.element("cbc:DocumentHash", evidence.sha256)
                    if evidence.sha256 != nil { writer.element("cbc:HashAlgorithmMethod", "SHA-256") }
                }
            }
        }
    }

    // MARK: - Parties and places

    private func buyer(_ writer: inout XMLWriter) {
        writer.group("cac:BuyerCustomerParty") { writer in
            let isKnown = order.buyer.name != nil || !order.buyer.identifiers.isEmpty
            if isKnown {
                writer.party("cac:Party", order.buyer)
            } else {
                writer.group("cac:Party") { writer in
                    if let address = order.buyer.address { writer.address("cac:PostalAddress", address) }
                    writer.contact("cac:Contact", order.buyer.contact ?? Contact())
                }
            }
            if order.contact != order.buyer.contact ?? Contact() { writer.contact("cac:BuyerContact", order.contact) }
            if order.buyer == Party(), order.contact == Contact() { nobody(&writer) }
        }
    }

    /// A party of whom nothing is known: UBL demands the element, and has no empty ones.
    private func nobody(_ writer: inout XMLWriter) {
        writer.group("cac:Party") { $0.element("cbc:MarkAttentionIndicator", "false") }
    }

    private func delivery(_ writer: inout XMLWriter) {
        writer.group("cac:Delivery") { writer in
            writer.deliveryLocation(order.deliverTo)
            requested(order.requestedDeliveryDate, &writer)
            guard let mode = order.transportMode else { return }
            writer.group("cac:Shipment") { writer in
                writer.element("cbc:ID", "1")
                writer.group("cac:ShipmentStage") { $0.element("cbc:TransportModeCode", mode) }
            }
        }
    }

    private func requested(_ date: CalendarDate?, _ writer: inout XMLWriter) {
        writer.group("cac:RequestedDeliveryPeriod") { $0.element("cbc:EndDate", date?.description) }
    }

    // MARK: - Lines

    private func line(_ line: OrderLine, _ writer: inout XMLWriter) {
        writer.group("cac:OrderLine") { writer in
            writer.group("cac:LineItem") { writer in
                writer.element("cbc:ID", line.id)
                writer.element("cbc:Note", line.note)
                if root == .change { writer.element("cbc:LineStatusCode", line.change.map(statusCode)) }
                writer.element("cbc:Quantity", line.quantity?.description, ("unitCode", line.unit))
                writer.amount("cbc:LineExtensionAmount", line.lineAmount, currency: order.currency)
                writer.group("cac:Delivery") { requested(line.requestedDeliveryDate, &$0) }
                packing(line, &writer)
                price(line, &writer)
                item(line, &writer)
            }
        }
    }

    /// UN/EDIFACT 1229.
    private func statusCode(_ change: LineChange) -> String {
        switch change {
        case .add: "1"
        case .delete: "2"
        case .change: "3"
        case .unchanged: "4"
        }
    }

    private func packing(_ line: OrderLine, _ writer: inout XMLWriter) {
        guard let packing = line.packing else { return }
        writer.group("cac:OrderedShipment") { writer in
            writer.group("cac:Shipment") { $0.element("cbc:ID", "1") }
            writer.group("cac:Package") { $0.element("cbc:PackingMaterial", packing) }
        }
    }

    private func price(_ line: OrderLine, _ writer: inout XMLWriter) {
        guard line.unitPrice != nil, order.currency != nil else { return }
        writer.group("cac:Price") { writer in
            writer.amount("cbc:PriceAmount", line.unitPrice, currency: order.currency)
            writer.element("cbc:BaseQuantity", line.priceBaseQuantity?.description, ("unitCode", line.unit))
        }
    }

    private func item(_ line: OrderLine, _ writer: inout XMLWriter) {
        writer.group("cac:Item") { writer in
            if line.name != nil { writer.element("cbc:Description", line.specification) }
            let codes = [line.name, line.buyerCode, line.sellerCode, line.gtin]
            // UBL demands the element, and has no empty ones.
            if codes.allSatisfy({ $0 == nil }) { writer.element("cbc:CatalogueIndicator", "false") }
            writer.element("cbc:Name", line.name)
            writer.itemNumbers(buyerCode: line.buyerCode, sellerCode: line.sellerCode, gtin: line.gtin)
        }
    }
}

extension XMLWriter {
    mutating func contact(_ name: String, _ contact: Contact) {
        group(name) { writer in
            writer.element("cbc:Name", contact.name)
            writer.element("cbc:Telephone", contact.phone)
            writer.element("cbc:ElectronicMail", contact.email)
        }
    }
}
