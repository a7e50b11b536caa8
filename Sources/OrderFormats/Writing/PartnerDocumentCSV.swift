// What partners get, as CSV: one row per line, per question, or per finding.

import OrderModel

enum PartnerDocumentCSV {
    /// Nil for the documents of our own departments; else the table and how many of its bytes are the header row.
    ///
    /// Throws `valueDoesNotFit` where a row would be read as another one.
    static func write(_ content: DocumentContent, mapping: CSVMapping) throws(FormatError) -> (
        bytes: [UInt8], headerBytes: Int
    )? {
        func table<Row>(
            _ rows: [Row], _ columns: [CSVOutputColumn<Row>]
        ) throws(FormatError) -> (bytes: [UInt8], headerBytes: Int) {
            try CSVOutput.write(rows, columns, mapping: mapping, name: content.name)
        }
        return switch content {
        case .receipt(let receipt): try table(rows(of: receipt), receiptColumns)
        case .confirmation(let confirmation): try table(rows(of: confirmation), confirmationColumns)
        case .quotation(let quotation): try table(rows(of: quotation), quotationColumns)
        case .query(let query):
            try table(query.questions.map { QueryRow(query: query, question: $0) }, queryColumns)
        case .shippingNotice(let notice):
            try table(notice.lines.map { ShippingRow(notice: notice, line: $0) }, shippingColumns)
        case .delayNotice(let notice): try table([notice], delayColumns)
        case .orderStatusReport: nil
        case .reviewTask, .allocationPlan, .dispatchInstruction, .replenishmentRequest, .invoicePreparation,
            .notice:
            nil
        }
    }

    // MARK: - Receipts

    struct ReceiptRow {
        var receipt: Receipt
        var entry: Receipt.Entry?
        var finding: Finding?
    }

    /// The file's own findings first; then each entry, with a row for each of its findings.
    private static func rows(of receipt: Receipt) -> [ReceiptRow] {
        var rows = receipt.findings.map { ReceiptRow(receipt: receipt, entry: nil, finding: $0) }
        for entry in receipt.entries {
            if entry.findings.isEmpty { rows.append(ReceiptRow(receipt: receipt, entry: entry, finding: nil)) }
            rows += entry.findings.map { ReceiptRow(receipt: receipt, entry: entry, finding: $0) }
        }
        return rows.isEmpty ? [ReceiptRow(receipt: receipt, entry: nil, finding: nil)] : rows
    }

    static let receiptColumns: [CSVOutputColumn<ReceiptRow>] = [
        .init("intake", "Our number of the file.", example: "2026-11-22-000041") { .text($0.receipt.intake) },
        .init("file", "The file's name.", example: "po-4711.csv") { .text($0.receipt.fileName) },
        .init("sha256", "SHA-256 of the file.", example: "9f86d081…") { .text($0.receipt.sha256) },
        .init("received_at", "When it was taken, UTC.", example: "2026-11-22T09:30:00Z") {
            .instant($0.receipt.receivedAt)
        },
        .init("outcome", "taken, partly-taken, refused or repeated.", example: "taken") {
            .text($0.receipt.outcome.rawValue)
        },
        .init("repeat_of", "The intake that the same file had before.", example: "") { .text($0.receipt.repeatOf) },
        .init("kind", "What the document is.", example: "order") { .text($0.entry?.kind.rawValue) },
        .init("order", "Your order number.", example: "PO-4711") { .text($0.entry?.customerReference) },
        .init("order_number", "Our order number.", example: "SO-2026-000017") { .text($0.entry?.orderNumber) },
        .init(
            "entry_outcome", "registered, questioned, repeated, referred, refused or accepted.", example: "registered"
        ) { .text($0.entry?.outcome.rawValue) },
        .init("summary", "What was taken, in words.", example: "25 products") { .text($0.entry?.summary) },
        .init("severity", "note, warning or error.", example: "warning") { .text($0.finding?.severity.rawValue) },
        .init("code", "The code of the finding.", example: "product-unknown") { .text($0.finding?.code.rawValue) },
        .init("line", "Line of the file.", example: "3") { .integer($0.finding?.place?.line) },
        .init("column", "Column of the line, in characters.", example: "17") { .integer($0.finding?.place?.column) },
        .init("path", "Address inside the document (JSON pointer, XPath).", example: "/lines/0/quantity") {
            .text($0.finding?.place?.path)
        },
        .init("field", "Name of the column or field.", example: "product") { .text($0.finding?.place?.field) },
        .init("value", "What stands there.", example: "W-1OO") { .text($0.finding?.value) },
        .init("message", "What is wrong.", example: "the product is not known") { .text($0.finding?.message) },
        .init("hint", "What to do.", example: "check the code") { .text($0.finding?.hint) },
        .init("rule", "The standard's own number of the rule.", example: "PEPPOL-T01-R008") {
            .text($0.finding?.rule)
        },
    ]

    // MARK: - Confirmations

    struct ConfirmationRow {
        var confirmation: OrderConfirmation
        var line: OrderConfirmation.Line?
    }

    private static func rows(of confirmation: OrderConfirmation) -> [ConfirmationRow] {
        let rows = confirmation.lines.map { ConfirmationRow(confirmation: confirmation, line: $0) }
        return rows.isEmpty ? [ConfirmationRow(confirmation: confirmation, line: nil)] : rows
    }

    static let confirmationColumns: [CSVOutputColumn<ConfirmationRow>] = [
        .init("order", "Your order number.", example: "PO-4711") { .text($0.confirmation.customerReference) },
        .init("order_number", "Our order number.", example: "SO-2026-000017") { .text($0.confirmation.orderNumber) },
        .init("decision", "accepted, accepted-with-change or rejected.", example: "accepted") {
            .text($0.confirmation.decision.rawValue)
        },
        .init("reason", "Why it was rejected or changed.", example: "") { .text($0.confirmation.reason) },
        .init("issue_date", "Date of the confirmation.", example: "2026-11-23") { .date($0.confirmation.issueDate) },
        .init("currency", "ISO 4217.", example: "EUR") { .text($0.confirmation.currency) },
        .init("total", "Sum of the lines, without tax.", example: "300") { .number($0.confirmation.total) },
        .init("terms", "Terms that the review added.", example: "") {
            .text($0.confirmation.terms.isEmpty ? nil : $0.confirmation.terms.joined(separator: "; "))
        },
        .init("transport_mode", "How the goods travel.", example: "road") { .text($0.confirmation.transportMode) },
        .init("line", "Your line number.", example: "10") { .text($0.line?.lineID) },
        .init("product", "Our product code.", example: "W-100") { .text($0.line?.product) },
        .init("name", "The product's name.", example: "Hex bolt M8") { .text($0.line?.name) },
        .init("specification", "Size, colour, grade.", example: "M8 × 40") { .text($0.line?.specification) },
        .init("status", "accepted, changed or refused.", example: "accepted") { .text($0.line?.status.rawValue) },
        .init("ordered_quantity", "As ordered, in `unit`.", example: "120") { .number($0.line?.orderedQuantity) },
        .init("confirmed_quantity", "What will be sent by the promised date.", example: "120") {
            .number($0.line?.confirmedQuantity)
        },
        .init("backordered_quantity", "What follows later.", example: "0") { .number($0.line?.backorderedQuantity) },
        .init("unit", "UN/ECE Recommendation 20 code.", example: "C62") { .text($0.line?.unit) },
        .init("price", "Price of one `unit`, without tax.", example: "2.5") { .number($0.line?.unitPrice) },
        .init("line_amount", "Amount of the line.", example: "300") { .number($0.line?.amount) },
        .init("promised_date", "When the goods are expected to leave.", example: "2026-11-25") {
            .date($0.line?.promisedDate)
        },
        .init("note", "Anything a person should read.", example: "") { .text($0.line?.note) },
        .init("change", "The number of your change that this answers; empty: the order.", example: "") {
            .text($0.confirmation.changeNumber)
        },
        .init("charges", "Surcharges on the order, in words.", example: "") {
            charges($0.confirmation.charges, $0.confirmation.currency)
        },
        .init("payable", "The total with all surcharges, without tax.", example: "315") {
            .number($0.confirmation.payable)
        },
        .init("payment_means", "How you pay.", example: "bank transfer") { .text($0.confirmation.paymentMeans) },
        .init("payment_terms", "When you pay.", example: "30 days net") { .text($0.confirmation.paymentTerms) },
    ]

    private static func charges(_ charges: [OrderCharge]?, _ currency: String?) -> CSVCell {
        .text(charges.map { $0.map { $0.words(currency: currency) }.joined(separator: "; ") })
    }

    // MARK: - Quotations

    struct QuotationRow {
        var quotation: Quotation
        var line: Quotation.Line?
    }

    private static func rows(of quotation: Quotation) -> [QuotationRow] {
        let rows = quotation.lines.map { QuotationRow(quotation: quotation, line: $0) }
        return rows.isEmpty ? [QuotationRow(quotation: quotation, line: nil)] : rows
    }

    static let quotationColumns: [CSVOutputColumn<QuotationRow>] = [
        .init("request", "Your number of the request.", example: "RFQ-17") { .text($0.quotation.customerReference) },
        .init("quotation", "Our number, which your order names.", example: "QU-2026-000003") {
            .text($0.quotation.number)
        },
        .init("decision", "quoted or declined.", example: "quoted") { .text($0.quotation.decision.rawValue) },
        .init("reason", "Why we make no offer.", example: "") { .text($0.quotation.reason) },
        .init("issue_date", "Date of the quotation.", example: "2026-11-23") { .date($0.quotation.issueDate) },
        .init("valid_until", "The last day on which its prices bind us; empty: no day is named.", example: "2026-12-23")
        { .date($0.quotation.validUntil) },
        .init("currency", "ISO 4217.", example: "EUR") { .text($0.quotation.currency) },
        .init("total", "Sum of the lines, without tax.", example: "300") { .number($0.quotation.total) },
        .init("terms", "Terms of the offer.", example: "") {
            .text($0.quotation.terms.isEmpty ? nil : $0.quotation.terms.joined(separator: "; "))
        },
        .init("charges", "Surcharges on the whole, in words.", example: "") {
            charges($0.quotation.charges, $0.quotation.currency)
        },
        .init("payable", "The total with all surcharges, without tax.", example: "315") {
            .number($0.quotation.payable)
        },
        .init("payment_means", "How you pay.", example: "bank transfer") { .text($0.quotation.paymentMeans) },
        .init("payment_terms", "When you pay.", example: "30 days net") { .text($0.quotation.paymentTerms) },
        .init("transport_mode", "How the goods travel.", example: "road") { .text($0.quotation.transportMode) },
        .init("signed_by", "Who has signed it for us.", example: "Zhao Lei") { .text($0.quotation.signedBy) },
        .init("line", "Your line number.", example: "10") { .text($0.line?.lineID) },
        .init("product", "Our product code.", example: "W-100") { .text($0.line?.product) },
        .init("customer_product", "Your own code.", example: "A-1") { .text($0.line?.buyerCode) },
        .init("name", "The product's name.", example: "Hex bolt M8") { .text($0.line?.name) },
        .init("specification", "Size, colour, grade.", example: "M8 × 40") { .text($0.line?.specification) },
        .init("quantity", "The quantity that the price is for, or more.", example: "120") {
            .number($0.line?.quantity)
        },
        .init("unit", "UN/ECE Recommendation 20 code.", example: "C62") { .text($0.line?.unit) },
        .init("price", "Price of one `unit`, without tax.", example: "2.5") { .number($0.line?.unitPrice) },
        .init("line_amount", "Amount of the line.", example: "300") { .number($0.line?.amount) },
        .init(
            "delivery_days", "Working days from your order until the goods leave; empty: on request.", example: "5"
        ) { .integer($0.line?.deliveryDays) },
        .init("note", "Anything a person should read.", example: "") { .text($0.line?.note) },
    ]

    // MARK: - Queries

    struct QueryRow {
        var query: CustomerQuery
        var question: Question
    }

    static let queryColumns: [CSVOutputColumn<QueryRow>] = [
        .init("order", "Your order number.", example: "PO-4711") { .text($0.query.customerReference) },
        .init("order_number", "Our order number.", example: "SO-2026-000017") { .text($0.query.orderNumber) },
        .init("issued_at", "When we ask, UTC.", example: "2026-11-22T09:30:00Z") { .instant($0.query.issuedAt) },
        .init("answer_by", "When we need the answer, UTC.", example: "2026-11-24T09:30:00Z") {
            .instant($0.query.answerBy)
        },
        .init("code", "What raised the question.", example: "address-incomplete") { .text($0.question.code) },
        .init("question", "What we have to know.", example: "Where should the goods go?") { .text($0.question.text) },
        .init("line", "Your line number, where it is about one.", example: "10") { .text($0.question.lineID) },
        .init(
            "possible_answers", "Words for an answer file; empty: send the corrected order.", example: "ship-part; wait"
        ) {
            .text($0.query.possibleAnswers.map(\.rawValue).joined(separator: "; "))
        },
        .init("how_to_answer", "What to send.", example: "send the order again, complete") {
            .text($0.query.howToAnswer)
        },
    ]

    // MARK: - Delay notices

    static let delayColumns: [CSVOutputColumn<DelayNotice>] = [
        .init("order", "Your order number.", example: "PO-4711") { .text($0.customerReference) },
        .init("order_number", "Our order number.", example: "SO-2026-000017") { .text($0.orderNumber) },
        .init("issued_at", "When this was written, UTC.", example: "2026-11-24T09:30:00Z") { .instant($0.issuedAt) },
        .init("answer_by", "The day by which you have our answer.", example: "2026-11-26") { .date($0.answerBy) },
        .init("reason", "Why it takes longer.", example: "The review of your order takes longer than usual.") {
            .text($0.reason)
        },
    ]

    // MARK: - Shipping notices

    struct ShippingRow {
        var notice: ShippingNotice
        var line: ShippingNotice.Line
    }

    static let shippingColumns: [CSVOutputColumn<ShippingRow>] = [
        .init("shipment", "Our number of the shipment.", example: "SO-2026-000017-S1") { .text($0.notice.shipment) },
        .init("order", "Your order number.", example: "PO-4711") { .text($0.notice.customerReference) },
        .init("order_number", "Our order number.", example: "SO-2026-000017") { .text($0.notice.orderNumber) },
        .init("dispatched_on", "When the goods left.", example: "2026-11-25") { .date($0.notice.dispatchedOn) },
        .init("carrier", "Who carries them.", example: "loopback") { .text($0.notice.carrier) },
        .init("tracking_number", "Under which they can be followed.", example: "LB123456789") {
            .text($0.notice.trackingNumber)
        },
        .init("packages", "How many packages.", example: "3") { .integer($0.notice.packages) },
        .init("ship_to", "Where they go.", example: "Acme warehouse north, Hafenstr. 12, 20457 Hamburg, DE") {
            .text($0.notice.deliverTo.line)
        },
        .init("line", "Your line number.", example: "10") { .text($0.line.lineID) },
        .init("product", "Our product code.", example: "W-100") { .text($0.line.product) },
        .init("name", "The product's name.", example: "Hex bolt M8") { .text($0.line.name) },
        .init("quantity", "What was sent, in `unit`.", example: "120") { .number($0.line.quantity) },
        .init("outstanding_quantity", "What of the line has not left yet.", example: "0") {
            .number($0.line.outstandingQuantity)
        },
        .init("unit", "UN/ECE Recommendation 20 code.", example: "C62") { .text($0.line.unit) },
        .init("lots", "The lots that were sent.", example: "L2026-10") { .text($0.line.lots.joined(separator: "; ")) },
    ]
}
