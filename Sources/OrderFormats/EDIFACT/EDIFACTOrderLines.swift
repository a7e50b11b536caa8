// The lines of an order: LIN and the segments behind it.

import ExactDecimals
import OrderModel

/// The line in hand.
struct EDIFACTLine {
    var line = OrderLine(id: "")
    /// A copy of it is made quicker than a new one.
    private let blank = OrderLine(id: "")
    /// The content of another line, such as of a display pallet; nobody orders it besides.
    var isSubLine = false
    var notes: [String] = []
    private(set) var requested: CalendarDate?
    private var requestedRank = 0
    var hasOrderedQuantity = false
    var priceRank = 0
    /// What IMD says behind the name.
    private var descriptions: [String] = []
    /// The last IMD was full, so the next one goes on with it.
    var isDescriptionOpen = false

    /// False if another date of the same kind was there before.
    mutating func request(_ date: CalendarDate, rank: Int) -> Bool {
        if rank == requestedRank { return date == requested }
        if rank > requestedRank {
            requested = date
            requestedRank = rank
        }
        return true
    }

    /// The first description is the name. One that was open goes on with the text.
    mutating func describe(_ text: String, continues: Bool) {
        if continues, let last = descriptions.popLast() {
            descriptions.append(last + text)
        } else if continues, let name = line.name {
            line.name = name + text
        } else if line.name == nil {
            line.name = text
        } else if line.name != text, !descriptions.contains(text) {
            descriptions.append(text)
        }
    }

    /// Hands over the line as it is at its end, leaving a new one.
    mutating func finish() -> OrderLine {
        line.requestedDeliveryDate = requested
        if !descriptions.isEmpty {
            let more = descriptions.joined(separator: "; ")
            line.specification = line.specification.map { "\(more)\n\($0)" } ?? more
        }
        if !notes.isEmpty { line.note = notes.joined(separator: "\n") }
        return exchange(&line, with: blank)
    }

    /// Makes it anew, but for the line itself.
    mutating func reset() {
        isSubLine = false
        if !notes.isEmpty { notes = [] }
        requested = nil
        requestedRank = 0
        hasOrderedQuantity = false
        priceRank = 0
        if !descriptions.isEmpty { descriptions = [] }
        isDescriptionOpen = false
    }
}

extension EDIFACTOrderReader {
    // MARK: - LIN, PIA, IMD

    mutating func readLine() {
        line.reset()
        let number = message.identifier(1, 1, "1082", "the line number")
        line.line.id = number ?? String(message.lineNumber)
        line.line.place = message.segments.place(path: message.pathOfLine())
        if number == nil {
            message.report(
                .warning, .valueMissing,
                "the line has no number (LIN 1082); it was given its position, \(message.lineNumber)", at: 1, 1, "1082",
                hint: "number the lines of an order 1, 2, 3 …", error: EDIFACTError.missing)
        }
        takeProductID(at: 3)
        takeLineAction()
        if let parent = message.segments.string(4, 2) { noteSubLine(of: parent) }
    }

    private mutating func takeLineAction() {
        guard let code = message.segments.string(2) else {
            if isChange { line.line.change = .change }
            return
        }
        line.line.change = EDIFACTCodes.change(code)
        if line.line.change == nil {
            message.report(
                .error, .ediCodeUnknown, "'\(code)' does not say what is to be done with the line", at: 2, 1, "1229",
                value: code, hint: "1 adds a line, 2 deletes it, 3 changes it, 4 leaves it",
                error: EDIFACTError.valueNotSupported)
        } else if order.purpose == .original, !isChange, EDIFACTCodes.purpose(purposeCode ?? "9") == .original {
            // A new order has nothing to change: every line of it is ordered.
            line.line.change = nil
        }
    }

    private mutating func noteSubLine(of parent: String) {
        line.isSubLine = true
        message.report(
            .warning, .ediSegmentUnexpected, "the line is a part of line \(parent); it was not read as ordered besides",
            at: 4, 2, "C829.1082", value: parent, hint: "order parts in lines of their own")
    }

    mutating func takeProductIDs() {
        guard hasLine else { return }
        // 1 adds an id, 5 identifies the product; others name replacements.
        let function = message.segments.code(1)
        guard function == "1" || function == "5" else { return }
        for element in 2...6 where !message.segments.isEmpty(element) {
            takeProductID(at: element)
        }
    }

    /// Composite C212: a number and whose it is.
    private mutating func takeProductID(at element: Int) {
        guard let value = message.identifier(element, 1, "C212.7140", "the product's number") else { return }
        switch message.segments.code(element, 2) {
        case "EN", "SRV", "UP", "EAN", "UPC", "GTIN": if line.line.gtin == nil { line.line.gtin = value }
        case "SA", "VN", "VP": if line.line.sellerCode == nil { line.line.sellerCode = value }
        case "BP", "IN", "PI": if line.line.buyerCode == nil { line.line.buyerCode = value }
        case "MF", "MP":
            // The manufacturer's number is nobody's in particular; it serves where no other does.
            if line.line.sellerCode == nil, line.line.buyerCode == nil, line.line.gtin == nil {
                line.line.sellerCode = value
            }
        default: break
        }
    }

    mutating func takeDescription() {
        guard hasLine else { return }
        let continues = line.isDescriptionOpen
        guard
            let text = message.text(3, 4...5, width: nameWidth, continues: continues, "C273.7008", "the description")
        else { return }
        line.isDescriptionOpen = message.goesOn(3, width: nameWidth)
        line.describe(text, continues: continues)
    }

    // MARK: - QTY

    mutating func takeQuantity() {
        guard hasLine else { return }
        let qualifier = message.segments.code(1)
        if group == .place, qualifier == "11" { return reportSplit() }
        switch qualifier {
        case "21": break
        case "1", "47", "113": guard !line.hasOrderedQuantity, line.line.quantity == nil else { return }
        case "192":
            if let free = message.decimal(1, 2, "C186.6060", "the quantity") { note("Free of charge: \(free)") }
            return
        default: return
        }
        // Behind SCC, PAC and LOC a quantity is a part of the whole.
        guard group == .none || !line.hasOrderedQuantity, !(line.hasOrderedQuantity && qualifier == "21") else {
            return
        }
        guard let quantity = message.decimal(1, 2, "C186.6060", "the quantity") else {
            if message.segments.isEmpty(1, 2) { message.reportMissing(1, "C186.6060", "the quantity", .warning) }
            return
        }
        line.line.quantity = quantity
        line.line.unit = unit(1, 3, "C186.6411")
        if qualifier == "21" { line.hasOrderedQuantity = true }
    }

    private mutating func unit(_ element: Int, _ component: Int, _ label: StaticString) -> String? {
        message.identifier(element, component, label, "the unit").map { EDIFACTCodes.unit($0, own: profile.units) }
    }

    private mutating func reportSplit() {
        message.report(
            .error, .ediSegmentUnexpected, "the line parts its quantity between several places (LOC)", at: 1, 2,
            "C186.6060", hint: "send one order for each address")
    }

    // MARK: - PRI, MOA

    mutating func takePrice() {
        guard hasLine else { return }
        group = .price
        let rank = EDIFACTOrderReader.rank(price: message.segments.code(1))
        guard rank > line.priceRank, let price = message.decimal(1, 2, "C509.5118", "the price") else { return }
        let base = message.decimal(1, 5, "C509.5284", "the price basis")
        if let unit = unit(1, 6, "C509.6411"), let ordered = line.line.unit, unit != ordered {
            // A price per kilogram says nothing about a price per piece: better ask than sell at the wrong one.
            return message.report(
                .warning, .valueNotInList,
                "the price is per \(unit), but the quantity is in \(ordered); it was not taken", at: 1, 6, "C509.6411",
                value: unit, hint: "give the price for the unit of the quantity")
        }
        line.priceRank = rank
        line.line.unitPrice = price
        line.line.priceBaseQuantity = base
    }

    /// AAA is the net price; the others count where it is missing.
    private static func rank(price qualifier: EDITag) -> Int {
        switch qualifier {
        case "AAA": 9
        case "NTP": 8
        case "INV": 7
        case "CON", "CT": 6
        case "AAE": 5
        case "CAL": 4
        case "AAB", "GRP": 3
        case "AAF": 2
        default: 1
        }
    }

    mutating func takeAmount() {
        guard group != .charge, group != .terms else { return }
        let qualifier = message.segments.code(1)
        switch qualifier {
        case "203" where hasLine: line.line.lineAmount = amount()
        case "79" where section != .lines: order.statedTotal = amount()
        case "86" where section != .lines: amountOfMessage = amount()
        default: return
        }
    }

    /// Composite C516. Its currency must be the order's.
    private mutating func amount() -> ExactDecimal? {
        let amount = message.decimal(1, 2, "C516.5004", "the amount")
        if let currency = message.segments.string(1, 3).map(Words.upperCase), let known = order.currency,
            currency != known
        {
            message.report(
                .error, .valueNotInList, "an amount is in \(currency), but the order is in \(known)", at: 1, 3,
                "C516.6345", value: currency, hint: "write all amounts of an order in one currency",
                error: EDIFACTError.invalidValue)
        }
        return amount
    }
}
