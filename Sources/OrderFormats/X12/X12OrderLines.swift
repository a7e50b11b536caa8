// The lines of an order: PO1 loops of an 850, POC loops of an 860.

import ExactDecimals
import OrderModel

/// What of a line is only settled once its loop is over.
struct X12LineDetails {
    var name: String?
    var properties: [String] = []
    var weakSellerCode: String?
    var weakBuyerCode: String?
    /// PO105 says that there is no price, or that it is none of the order's.
    var refusesPrice = false
    var scheduled: CalendarDate?
    var saidSchedule = false
    var saidSubline = false
}

extension X12OrderReader {
    // MARK: - PO1, POC

    mutating func beginLine(_ tag: EDITag) {
        endLine()
        endLoops()
        guard area != .summary else {
            context.report(
                .error, .ediSegmentUnexpected, "\(context.segments.tagText) stands behind CTT",
                code: X12Error.unexpectedSegment, hint: "put all lines in front of CTT")
            return
        }
        area = .lines
        lineCount += 1
        context.line = (tag, lineCount)
        guard lineCount <= settings.limits.linesPerOrder else {
            if lineCount == settings.limits.linesPerOrder + 1 {
                context.report(
                    .error, .tooManyLines, "the order has more than \(settings.limits.linesPerOrder) lines",
                    code: X12Error.tooMany, hint: "send it as several orders")
            }
            return
        }
        if (tag == "POC") != isChange {
            context.report(
                .warning, .ediSegmentUnexpected, "\(context.segments.tagText) does not belong into an \(context.type)",
                code: X12Error.unexpectedSegment)
        }
        details = X12LineDetails()
        var place = context.segments.place()
        place.path = context.path(ofLine: tag, lineCount)
        let id = context.identifier(1) ?? "\(lineCount)"
        if !isNewLine(id) {
            context.report(
                .error, .lineNumberDuplicate, "the line number '\(id)' stands twice", element: 1,
                code: X12Error.invalidCode, value: id, hint: "number the lines of an order 1, 2, 3 …")
        }
        line.id = id
        line.place = place
        hasLine = true
        // POC has the kind of change and what is left to receive in between.
        if tag == "POC" { takeChange() } else { takeQuantity(2, unit: 3, price: 4) }
    }

    private mutating func takeChange() {
        if let code = context.identifier(2) {
            line.change = X12LineChange.meaning(code)
            if line.change == nil {
                context.report(
                    .warning, .ediCodeUnknown, "POC02 '\(code)' is no kind of change that we know", element: 2,
                    code: X12Error.invalidCode, value: code,
                    hint: "write AI to add, DI to delete, CA to change, NC for no change")
            }
        } else {
            context.report(
                .error, .ediElementMissing, "POC02 is missing: what is to be done with the line", element: 2,
                code: X12Error.elementMissing, hint: "write AI to add, DI to delete, CA to change")
        }
        takeQuantity(3, unit: 5, price: 6)
    }

    private mutating func takeQuantity(_ quantity: Int, unit: Int, price: Int) {
        line.quantity = context.decimal(quantity)
        if let number = line.quantity { quantities.add(number) }
        takeUnit(unit)
        takeUnitPrice(price)
        takeProducts(from: price + 2)
    }

    /// Nearly always it is the unit of the line before.
    private mutating func takeUnit(_ element: Int) {
        let short = context.segments.plainCode(element)
        if let short, short == lastUnit.code {
            line.unit = lastUnit.common
            return
        }
        guard let code = context.identifier(element) else { return }
        let (common, isKnown) = settings.units.common(code)
        line.unit = common
        if isKnown, let short {
            lastUnit = (short, common)
        } else if !isKnown {
            sayUnknownUnit(code, element: element)
        }
    }

    private mutating func sayUnknownUnit(_ code: String, element: Int) {
        context.report(
            .warning, .ediCodeUnknown, "\(context.name(element)) '\(code)' is no unit that we know", element: element,
            code: X12Error.invalidCode, value: code,
            hint: "use a code such as EA, CA, CT or LB, or have your own entered in your partner profile")
    }

    // MARK: - Price

    private mutating func takeUnitPrice(_ element: Int) {
        line.unitPrice = context.decimal(element)
        guard let code = context.identifier(element + 1) else { return }
        switch X12PriceBasis.meaning(code) {
        case .units(let count):
            if line.unitPrice != nil { line.priceBaseQuantity = ExactDecimal(count) }
        case .of(let unit):
            // A price per pound says nothing about a price per piece: better ask than sell at the wrong one.
            if unit != line.unit { dropPrice(element + 1, code, "is for another unit (\(unit)) than the quantity") }
        case .noPrice: dropPrice(element + 1, code, "says that there is no price")
        case .notOurs: dropPrice(element + 1, code, "says that the price is not the one to be paid")
        case nil:
            dropPrice(element + 1, code, "is no basis of a price that we know", error: X12Error.invalidCode)
        }
    }

    private mutating func dropPrice(_ element: Int, _ code: String, _ why: String, error: String? = nil) {
        details.refusesPrice = true
        guard line.unitPrice?.isZero == false else {
            line.unitPrice = nil
            return
        }
        line.unitPrice = nil
        context.report(
            .warning, .ediCodeUnknown, "\(context.name(element)) '\(code)' \(why); the price was not taken",
            element: element, code: error, value: code,
            hint: "write PE for a price per unit of the line, HP per hundred, TP per thousand")
    }

    /// CTP: the price, where PO104 has none.
    mutating func takePrice() {
        guard hasLine, line.unitPrice == nil, !details.refusesPrice else { return }
        let kind = context.segments.string(2)
        // Retail, resale and suggested prices are what the customer will ask for, not what he pays.
        if let kind, ["MSR", "RES", "RTL", "SRP", "ELR", "DSP", "PRO"].contains(kind) { return }
        if let unit = context.segments.string(5), let ordered = line.unit, settings.units.common(unit).code != ordered {
            context.report(
                .warning, .ediCodeUnknown,
                "CTP05 '\(unit)' is another unit than the quantity's; the price was not taken",
                element: 5, value: unit, hint: "give the price for the unit of the quantity")
            return
        }
        line.unitPrice = context.decimal(3)
    }

    mutating func takeLineAmount() {
        guard hasLine, context.segments.code(1) == "1", line.lineAmount == nil else { return }
        line.lineAmount = context.decimal(2)
    }

    // MARK: - Products

    /// Pairs of qualifier and number, from `first` on: PO106, POC08, LIN02.
    mutating func takeProducts(from first: Int) {
        guard hasLine else { return }
        var element = first
        while element < context.segments.elementCount {
            if let kind = X12ProductCode.kind(context.segments.code(element)) { take(kind, element + 1) }
            element += 2
        }
    }

    private mutating func take(_ kind: X12ProductCode.Kind, _ element: Int) {
        guard let number = context.identifier(element) else { return }
        switch kind {
        case .seller: if line.sellerCode == nil { line.sellerCode = number }
        case .buyer: if line.buyerCode == nil { line.buyerCode = number }
        case .gtin: takeGTIN(number, element)
        case .sellerAtLast: if details.weakSellerCode == nil { details.weakSellerCode = number }
        case .buyerAtLast: if details.weakBuyerCode == nil { details.weakBuyerCode = number }
        case .name: if details.name == nil { details.name = number }
        case .property(let word): details.properties.append("\(word) \(number)")
        }
    }

    private mutating func takeGTIN(_ number: String, _ element: Int) {
        guard line.gtin == nil else { return }
        if TextChecks.isGTIN(number) {
            line.gtin = number
            return
        }
        // UPCs are also written with their parts set off: 0-12345-67890-5.
        let digits = number.filter { $0 != "-" && $0 != " " }
        if let problem = TextChecks.gtinProblem(digits) {
            context.report(
                .warning, problem.code, "\(context.name(element)) \(problem.message)", element: element,
                code: X12Error.invalidCharacter, value: number, hint: "a GTIN has 8, 12, 13 or 14 digits")
        }
        line.gtin = digits
    }

    // MARK: - Description and packing

    mutating func takeDescription() {
        guard hasLine, let words = context.text(5) else { return }
        let kind = context.segments.code(2)
        if details.name == nil, kind == "08" || kind == "GEN" || kind == EDITag(code: 0) {
            details.name = words
        } else {
            details.properties.append(words)
        }
    }

    mutating func takePacking() {
        guard hasLine, let words = context.text(5) else { return }
        line.packing = (line.packing.map { $0 + "; " } ?? "") + words
    }

    // MARK: - Dates

    mutating func takeLineDate() {
        guard hasLine, let date = context.date(2) ?? periodStart() else { return }
        let qualifier = context.segments.code(1)
        if X12DateQualifier.requested.contains(qualifier) {
            if qualifier == "002" || line.requestedDeliveryDate == nil { line.requestedDeliveryDate = date }
        } else if let words = X12DateQualifier.terms(qualifier) {
            add(lineNote: "\(words): \(date)")
        }
    }

    /// SCH: the line is to come in parts. One part is a date; of several only the first date can be kept.
    mutating func takeSchedule() {
        guard hasLine, let date = context.date(6) ?? context.date(9) else { return }
        guard let first = details.scheduled else {
            details.scheduled = date
            if line.requestedDeliveryDate == nil { line.requestedDeliveryDate = date }
            return
        }
        guard date != first, !details.saidSchedule else { return }
        details.saidSchedule = true
        context.report(
            .warning, .ediSegmentUnexpected,
            "the line asks for several deliveries; only the first date, \(first), was read",
            hint: "write one line for each delivery date")
    }

    /// SDQ: the quantity is for several stores, which one order cannot be.
    mutating func takeStores() {
        guard hasLine else { return }
        var element = 3
        while element <= context.segments.elementCount {
            if let number = context.identifier(element) {
                if let store, store != number, !hasSecondDestination {
                    hasSecondDestination = true
                    context.report(
                        .error, .ediSegmentUnexpected,
                        "the line is to be divided among several stores (SDQ), which cannot be done", element: element,
                        value: number, hint: "send one order for each store")
                }
                store = store ?? number
            }
            element += 2
        }
    }

    mutating func takeSubline() {
        guard hasLine, !details.saidSubline else { return }
        details.saidSubline = true
        context.report(
            .warning, .ediSegmentUnexpected, "the parts of a line (SLN) are not read; the line counts as it is",
            hint: "order the parts as lines of their own if they are meant singly")
    }

    // MARK: - The end of a line

    mutating func endLine() {
        guard hasLine else { return }
        endLoops()
        hasLine = false
        if line.sellerCode == nil { line.sellerCode = details.weakSellerCode }
        if line.buyerCode == nil { line.buyerCode = details.weakBuyerCode }
        if line.name == nil {
            line.name = details.name
        } else if let name = details.name {
            details.properties.insert(name, at: 0)
        }
        if line.specification == nil, !details.properties.isEmpty {
            line.specification = details.properties.joined(separator: "; ")
        }
        order.lines.append(exchange(&line, with: blankLine))
    }
}
