// What the segments of an order say about the order as a whole: dates, references, payment, transport, texts.

import ExactDecimals
import OrderModel

extension EDIFACTOrderReader {
    // MARK: - DTM

    mutating func takeDate() {
        let qualifier = message.segments.code(1)
        switch qualifier {
        case "137", "4":
            // Behind RFF it is the date of what is referred to.
            guard !hasLine, group == .none, order.issueDate == nil || qualifier == "137" else { return }
            order.issueDate = date() ?? order.issueDate
        case "2", "63", "64", "69", "10", "358", "359", "76":
            let rank = EDIFACTOrderReader.rank(qualifier)
            guard let date = date() else { return }
            if hasLine { requestForLine(date, rank: rank) } else { parties.request(date, rank: rank) }
        case "61":
            if let date = date() { note("Cancel if not delivered by \(date)") }
        default: break
        }
    }

    /// Which of several dates is the one that the goods are wanted for.
    private static func rank(_ qualifier: EDITag) -> Int {
        switch qualifier {
        case "2": 8
        case "69": 7
        case "63": 6
        case "359": 5
        case "76": 4
        case "64": 3
        case "358": 2
        default: 1
        }
    }

    private mutating func requestForLine(_ date: CalendarDate, rank: Int) {
        guard !line.request(date, rank: rank) else { return }
        message.report(
            .warning, .ediSegmentUnexpected,
            "the line asks for several deliveries; only the first date, \(line.requested ?? date), was read",
            at: 1, 2, "C507.2380", value: date.description, hint: "write one order line for each delivery date")
    }

    /// DTM, composite C507.
    private mutating func date() -> CalendarDate? {
        let format = message.segments.code(1, 3)
        if let date = message.segments.plainDate(1, 2, format: format) { return date }
        guard let text = message.segments.string(1, 2) else {
            message.reportMissing(1, "C507.2380", "the date", .warning)
            return nil
        }
        let bytes = Array(text.utf8)
        if let date = EDIFACTDates.date(bytes.span, format: format) { return date }
        message.report(
            .error, .valueNotADate, "DTM has no date that we can read", at: 1, 2, "C507.2380", value: text,
            hint: "write it as CCYYMMDD with format 102, such as 137:20261122:102", error: EDIFACTError.invalidValue)
        return nil
    }

    // MARK: - RFF

    mutating func takeReference() {
        let qualifier = message.segments.code(1)
        if group == .buyer { return takeReferenceOfBuyer(qualifier) }
        if group == .delivery || group == .otherParty { return }
        group = .reference
        guard let value = message.identifier(1, 2, "C506.1154", "the reference") else { return }
        switch qualifier {
        case "ON" where hasLine:
            // In a change the lines are numbered anew; the order's own number stands here.
            if isChange, let number = message.identifier(1, 3, "C506.1156", "the line number") { line.line.id = number }
            if isChange, orderReference == nil { orderReference = value }
        case "ON": orderReference = orderReference ?? value
        case "AAG": order.quotation = order.quotation ?? value
        case "CT": note("Contract: \(value)")
        case "CR": note("Customer reference: \(value)")
        case "VN": note("Your order number: \(value)")
        case "BO": note("Blanket order: \(value)")
        case "PD": note("Promotion: \(value)")
        case "PL": note("Price list: \(value)")
        default: break
        }
    }

    private mutating func takeReferenceOfBuyer(_ qualifier: EDITag) {
        guard qualifier == "VA", let value = message.identifier(1, 2, "C506.1154", "the VAT number") else { return }
        order.buyer.identifiers.append(Identifier(scheme: "VA", value: value))
    }

    /// A text that a person should read, of the line in hand or of the order.
    mutating func note(_ text: String) {
        if hasLine { line.notes.append(text) } else { notes.append(text) }
    }

    // MARK: - FTX

    mutating func takeText() {
        let subject = message.segments.code(1)
        // A text that fills its segment goes on in the next one; otherwise that begins a line of its own.
        let continues = openText == subject
        guard
            let text = message.text(4, 1...5, width: textWidth, continues: continues, "C108.4440", "the text")
        else { return }
        let separator = continues ? "" : "\n"
        openText = message.goesOn(4, width: textWidth) ? subject : nil
        if hasLine { return takeTextOfLine(text, subject, separator) }
        switch subject {
        case "AAB": EDIFACTOrderReader.add(text, to: &order.paymentTerms, separator)
        case "PMT": EDIFACTOrderReader.add(text, to: &order.paymentMeans, separator)
        case "TRA": EDIFACTOrderReader.add(text, to: &order.transportMode, separator)
        case "CHG": EDIFACTOrderReader.add(text, to: &order.changeReason, separator)
        case "ACB" where message.segments.code(3) == "IMP":
            EDIFACTOrderReader.add(text, to: &order.expectedImpact, separator)
        default: EDIFACTOrderReader.add(text, to: &notes, separator)
        }
    }

    private mutating func takeTextOfLine(_ text: String, _ subject: EDITag, _ separator: String) {
        switch subject {
        case "AAA": EDIFACTOrderReader.add(text, to: &line.line.specification, separator)
        case "PAC": EDIFACTOrderReader.add(text, to: &line.line.packing, separator)
        default: EDIFACTOrderReader.add(text, to: &line.notes, separator)
        }
    }

    static func add(_ text: String, to field: inout String?, _ separator: String = "\n") {
        field = field.map { "\($0)\(separator)\(text)" } ?? text
    }

    private static func add(_ text: String, to notes: inout [String], _ separator: String) {
        if separator.isEmpty, let last = notes.popLast() { notes.append(last + text) } else { notes.append(text) }
    }

    // MARK: - Money

    mutating func takeCurrency() {
        group = .none
        // 2 is the currency of reference; 3 and 4 are those of invoice and payment.
        guard let code = message.identifier(1, 2, "C504.6345", "the currency").map(Words.upperCase) else { return }
        if !hasLine, order.currency == nil || message.segments.code(1) == "2" { order.currency = code }
    }

    mutating func takePaymentMeans() {
        if let code = message.identifier(1, 3, "C534.4461", "the payment means") {
            EDIFACTOrderReader.add(code, to: &order.paymentMeans)
        }
    }

    /// PAT: the text that stands in it, or what its codes say: `5:3:D:30` is 30 days after the date of the invoice.
    mutating func takePaymentTerms() {
        group = .terms
        guard !hasLine else { return }
        var parts: [String] = []
        if let text = message.text(2, 4...5, width: 35, "C110.4276", "the payment terms") { parts.append(text) }
        if let count = message.identifier(3, 4, "C112.2152", "the number of periods") {
            let unit =
                switch message.segments.code(3, 3) {
                case "D", "CD": "days"
                case "WD": "working days"
                case "W": "weeks"
                case "M": "months"
                default: "periods"
                }
            let reference =
                switch message.segments.code(3) {
                case "5": " after the invoice date"
                case "1": " after the order date"
                case "9", "81": " after the delivery"
                default: ""
                }
            parts.append("\(count) \(unit)\(reference)")
        }
        if message.segments.code(1) == "22", !parts.isEmpty { parts.insert("discount within", at: 0) }
        if !parts.isEmpty {
            order.paymentTerms = [order.paymentTerms, parts.joined(separator: " ")].compactMap(\.self).joined(
                separator: "; ")
        }
    }

    mutating func takePercentage() {
        guard let percent = message.decimal(1, 2, "C501.5482", "the percentage") else { return }
        switch group {
        case .terms where !hasLine:
            order.paymentTerms = [order.paymentTerms, "\(percent) %"].compactMap(\.self).joined(separator: ", ")
        case .charge: note("of \(percent) %")
        default: break
        }
    }

    /// ALC: an allowance or a charge is not part of our orders; whoever reviews it has to know.
    mutating func takeCharge() {
        group = .charge
        hasCharges = true
        let kind = message.segments.code(1) == "A" ? "Allowance" : "Charge"
        let name = message.segments.string(5, 4) ?? message.segments.string(5, 1) ?? message.segments.string(2) ?? ""
        note(name.isEmpty ? kind : "\(kind): \(name)")
    }

    // MARK: - Transport

    mutating func takeTransport() {
        group = .transport
        guard !hasLine else { return }
        let mode = message.identifier(3, 1, "C220.8067", "the transport mode")
        if let mode = mode ?? message.identifier(3, 2, "C220.8066", "the transport mode") {
            order.transportMode = order.transportMode ?? mode
        }
        if let carrier = message.identifier(5, 4, "C040.3128", "the carrier")
            ?? message.identifier(5, 1, "C040.3127", "the carrier")
        {
            notes.append("Carrier: \(carrier)")
        }
    }

    mutating func takeDeliveryTerms() {
        group = .terms
        guard !hasLine else { return }
        let parts = [
            message.identifier(3, 1, "C100.4053", "the delivery terms"),
            message.text(3, 4...5, width: 70, "C100.4052", "the delivery terms"),
        ].compactMap(\.self)
        if !parts.isEmpty { notes.append("Delivery terms: \(parts.joined(separator: ", "))") }
    }

    /// LOC at a line with its own quantity parts the goods between several places, which one order cannot do here.
    mutating func takePlace() {
        if hasLine, group != .transport, group != .terms { group = .place }
    }
}
