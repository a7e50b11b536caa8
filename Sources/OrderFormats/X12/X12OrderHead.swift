// The head of an 850 or 860: number, purpose, dates, terms, and texts.

import ExactDecimals
import OrderModel

extension X12OrderReader {
    // MARK: - BEG, BCH

    mutating func takeBeginning(is860: Bool) {
        guard is860 == isChange, !hasBeginning else {
            context.report(
                .warning, .ediSegmentUnexpected, "\(context.segments.tagText) does not belong here; it was not read",
                code: hasBeginning ? X12Error.tooMany : X12Error.unexpectedSegment)
            return
        }
        hasBeginning = true
        takePurpose()
        takeOrderType()
        if let number = context.identifier(3) {
            order.customerReference = number
        } else {
            // Without a number nobody can look at it either.
            context.isLenient = false
            context.report(
                .error, .orderNumberMissing, "the order number (\(context.name(3))) is missing", element: 3,
                code: X12Error.elementMissing, hint: "give the order a number of your own")
        }
        order.issueDate = context.date(isChange ? 6 : 5)
        if isChange {
            order.changeNumber = context.identifier(5)
            if order.changeNumber == nil { order.changeNumber = context.identifier(7) }
        }
    }

    private mutating func takePurpose() {
        guard let code = context.shortCode(1) else {
            order.purpose = isChange ? .change : .original
            context.report(
                .warning, .ediElementMissing,
                "\(context.name(1)) is missing; the document is taken as \(isChange ? "a change" : "an original")",
                element: 1, code: X12Error.elementMissing,
                hint: "write 00 for an original, 01 for a cancellation, 04 for a change")
            return
        }
        if let purpose = X12Purpose.meaning(code, isChange: isChange) {
            order.purpose = purpose
        } else {
            order.purpose = isChange ? .change : .original
            let code = context.segments.string(1) ?? ""
            context.report(
                .error, .ediCodeUnknown, "\(context.name(1)) '\(code)' is no purpose that an order can have here",
                element: 1, code: X12Error.invalidCode, value: code,
                hint: "write 00 for an original, 01 for a cancellation, 04 for a change, 07 for a copy")
        }
        // Changes and cancellations are looked at by a person in any case, and are not refused for a value in them.
        context.isLenient = order.purpose.asksForChange
    }

    private mutating func takeOrderType() {
        guard let code = context.shortCode(2) else { return }
        if X12OrderType.isUrgent(code) { order.urgency = .urgent }
        if X12OrderType.isContract(code) { order.documentType = .salesContract }
        if X12OrderType.isAfterSales(code) { order.orderClass = .afterSales }
    }

    // MARK: - CUR, REF, DTM

    mutating func takeCurrency() {
        guard order.currency == nil, let code = context.identifier(2) else { return }
        order.currency = Words.upperCase(code)
    }

    /// References name departments, vendors and promotions, which we have no use for; fields of ours that X12 has no
    /// place for come as `REF*ZZ*value*FIELD` (X12OrderWriter).
    mutating func takeReference() {
        if !hasParty, ["PR", "Q1"].contains(context.segments.code(1)) { return takeQuotation() }
        guard !hasParty, context.segments.code(1) == "ZZ",
            let field = context.segments.string(3).flatMap(X12Choice.init)
        else {
            return
        }
        guard let value = context.identifier(2) else { return }
        if !field.set(value, in: &order) {
            context.report(
                .warning, .ediCodeUnknown, "'\(value)' is no value of \(field.rawValue)", element: 2,
                code: X12Error.invalidCode, value: value)
        }
    }

    /// Price quote number, quote number: ours, by which the customer orders.
    private mutating func takeQuotation() {
        guard let number = context.identifier(2) else { return }
        order.quotation = order.quotation ?? number
    }

    mutating func takeHeadDate() {
        guard let date = context.date(2) ?? periodStart() else { return }
        let qualifier = context.segments.code(1)
        if qualifier == "004" {
            if order.issueDate == nil { order.issueDate = date }
            return
        }
        // A qualifier that stands twice says the earlier day first.
        if let rank = X12DateQualifier.requested.firstIndex(of: qualifier), rank < wanted?.rank ?? .max {
            wanted = (rank, date)
        }
        guard X12DateQualifier.terms(qualifier) != nil, !terms.contains(where: { $0.qualifier == qualifier }) else {
            return
        }
        terms.append((qualifier, date))
    }

    /// DTM05 says that DTM06 is a date (D8) or a range (RD8).
    mutating func periodStart() -> CalendarDate? {
        guard let form = context.segments.string(5), form == "D8" || form == "RD8",
            let text = context.segments.string(6)
        else {
            return nil
        }
        let bytes = Array(text.utf8.prefix(8))
        return try? X12Date.read(bytes.span)
    }

    // MARK: - ITD, FOB, TD5, SAC

    mutating func takePaymentTerms() {
        var parts: [String] = []
        if let text = context.text(12) { parts.append(text) }
        var discount: [String] = []
        if let percent = context.decimal(3), !percent.isZero { discount.append("\(percent)%") }
        if let amount = context.impliedCents(8), !amount.isZero { discount.append("\(amount)") }
        if !discount.isEmpty {
            var sentence = "discount " + discount.joined(separator: ", ")
            if let days = context.decimal(5) { sentence += " within \(days) days" }
            if let date = context.date(4) { sentence += " until \(date)" }
            parts.append(sentence)
        }
        if let days = context.decimal(7) { parts.append("net \(days) days") }
        if let date = context.date(6) { parts.append("due \(date)") }
        if parts.isEmpty, let code = context.identifier(1) { parts.append("terms type \(code)") }
        guard !parts.isEmpty else { return }
        order.paymentTerms = ([order.paymentTerms].compactMap(\.self) + parts).joined(separator: "; ")
    }

    mutating func takeDeliveryTerms() {
        var parts: [String] = []
        if let code = context.identifier(5) { parts.append(code) }
        if let payment = context.identifier(1) { parts.append(X12Words.freight(payment)) }
        for element in [3, 7] { if let text = context.text(element) { parts.append(text) } }
        if !parts.isEmpty { notes.append("Delivery terms: " + parts.joined(separator: ", ")) }
    }

    /// How the goods travel: kind, route, and carrier as the customer's routing guide has it.
    mutating func takeTransport() {
        guard order.transportMode == nil else { return }
        let kind = context.identifier(4).map { X12Words.transport($0) ?? $0 }
        let parts = [kind, context.text(5), context.identifier(3)].compactMap(\.self)
        if !parts.isEmpty { order.transportMode = parts.joined(separator: ", ") }
    }

    /// Allowances and charges are not computed with: a person has to read them.
    mutating func takeCharge() {
        let kind = context.segments.code(1) == "A" ? "Allowance" : "Charge"
        var parts = [context.text(15) ?? context.identifier(2)].compactMap(\.self)
        if let amount = context.impliedCents(5) { parts.append("\(amount)") }
        if let percent = context.decimal(7) { parts.append("\(percent)%") }
        let words = "\(kind): " + (parts.isEmpty ? "not specified" : parts.joined(separator: ", "))
        if area == .lines { add(lineNote: words) } else { notes.append(words) }
        context.report(
            .warning, .ediSegmentUnexpected, "\(kind.lowercased())s (SAC) are not computed with; it is kept as a note",
            hint: "write prices as they are to be paid")
    }

    // MARK: - CTT, AMT

    mutating func takeTotals() {
        endLine()
        endLoops()
        context.line = nil
        area = .summary
        if let count = context.decimal(1), !count.isInteger || count.significand != Int128(lineCount) {
            context.report(
                .warning, .ediCountWrong, "CTT01 counts \(count) lines, but there are \(lineCount)", element: 1,
                value: "\(count)", hint: "check that no line got lost")
        }
        if let total = context.decimal(2), !quantities.fits(total) {
            context.report(
                .warning, .ediCountWrong,
                "CTT02 gives \(total) as the sum of the quantities, but it is \(quantities.sum)",
                element: 2, value: "\(total)", hint: "check that no quantity was changed")
        }
    }

    mutating func takeTotalAmount() {
        guard context.segments.code(1) == "TT", order.statedTotal == nil else { return }
        order.statedTotal = context.decimal(2)
    }
}

/// CTT02, the hash total of the quantities. The standard sums the digits and leaves the points out; many partners sum the
/// numbers.
struct X12HashTotal {
    private(set) var sum = ExactDecimal.zero
    private var digits: Int128 = 0
    private var isExact = true

    mutating func add(_ quantity: ExactDecimal) {
        guard isExact, let sum = try? sum + quantity else {
            isExact = false
            return
        }
        self.sum = sum
        let (next, overflow) = digits.addingReportingOverflow(quantity.significand)
        if overflow { isExact = false } else { digits = next }
    }

    /// Whether a stated total is one of the sums; the leftmost digits may be cut off. True where nothing can be said.
    func fits(_ total: ExactDecimal) -> Bool {
        guard isExact, total != sum else { return true }
        guard total.isInteger, total != ExactDecimal(digits) else { return total == ExactDecimal(digits) }
        let width = "\(total)".utf8.count
        return width >= 9 && "\(digits)".hasSuffix("\(total)")
    }
}
