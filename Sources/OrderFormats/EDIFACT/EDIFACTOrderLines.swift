// The lines of an order: LIN and the segments behind it.

import ExactDecimals
import OrderModel

/// The line in hand.
struct EDIFACTLine {
    var line: OrderLine
    /// The content of another line, such as of a display pallet; nobody orders it besides.
    var isSubLine = false
    var notes: [String] = []
    private(set) var requested: CalendarDate?
    private var requestedRank = 0
    var hasOrderedQuantity = false
    var priceRank = 0
    /// The unit that the price is for, where it is said.
    var priceUnit: String?
    var descriptions: [String] = []
    /// The last IMD was full, so the next one goes on with it.
    var isDescriptionOpen = false

    init(_ line: OrderLine) { self.line = line }

    /// False if another date of the same kind was there before.
    mutating func request(_ date: CalendarDate, rank: Int) -> Bool {
        if rank == requestedRank { return date == requested }
        if rank > requestedRank {
            requested = date
            requestedRank = rank
        }
        return true
    }

    mutating func settle() {
        line.requestedDeliveryDate = requested
        line.name = descriptions.first
        if descriptions.count > 1 {
            let more = descriptions.dropFirst().joined(separator: "; ")
            line.specification = line.specification.map { "\(more)\n\($0)" } ?? more
        }
        if !notes.isEmpty { line.note = notes.joined(separator: "\n") }
    }
}

extension EDIFACTOrderReader {
    // MARK: - LIN, PIA, IMD

    func readLine() -> EDIFACTLine {
        let number = message.identifier(1, 1, "1082", "the line number")
        var line = EDIFACTLine(OrderLine(id: number ?? String(message.lineNumber)))
        line.line.place = segments.place(path: message.linePath)
        if number == nil {
            message.report(
                .warning, .valueMissing,
                "the line has no number (LIN 1082); it was given its position, \(message.lineNumber)", at: 1, 1, "1082",
                hint: "number the lines of an order 1, 2, 3 …", error: EDIFACTError.missing)
        }
        EDIFACTOrderReader.takeProductID(message, at: 3, into: &line.line)
        takeLineAction(into: &line.line)
        if let parent = segments.string(4, 2) { noteSubLine(of: parent, &line) }
        return line
    }

    private func takeLineAction(into line: inout OrderLine) {
        guard let code = segments.string(2) else {
            if isChange { line.change = .change }
            return
        }
        line.change = EDIFACTCodes.change(code)
        if line.change == nil {
            message.report(
                .error, .ediCodeUnknown, "'\(code)' does not say what is to be done with the line", at: 2, 1, "1229",
                value: code, hint: "1 adds a line, 2 deletes it, 3 changes it, 4 leaves it",
                error: EDIFACTError.valueNotSupported)
        } else if order.purpose == .original, !isChange, EDIFACTCodes.purpose(purposeCode ?? "9") == .original {
            // A new order has nothing to change: every line of it is ordered.
            line.change = nil
        }
    }

    private func noteSubLine(of parent: String, _ line: inout EDIFACTLine) {
        line.isSubLine = true
        message.report(
            .warning, .ediSegmentUnexpected, "the line is a part of line \(parent); it was not read as ordered besides",
            at: 4, 2, "C829.1082", value: parent, hint: "order parts in lines of their own")
    }

    mutating func takeProductIDs() {
        guard hasLine else { return }
        // 1 adds an id, 5 identifies the product; others name replacements.
        let function = segments.code(1)
        guard function == "1" || function == "5" else { return }
        for element in 2...6 where !segments.isEmpty(element) {
            EDIFACTOrderReader.takeProductID(message, at: element, into: &line.line)
        }
    }

    /// Composite C212: a number and whose it is.
    private static func takeProductID(_ message: EDIFACTMessage, at element: Int, into line: inout OrderLine) {
        guard let value = message.identifier(element, 1, "C212.7140", "the product's number") else { return }
        switch message.segments.code(element, 2) {
        case "EN", "SRV", "UP", "EAN", "UPC", "GTIN": line.gtin = line.gtin ?? value
        case "SA", "VN", "VP": line.sellerCode = line.sellerCode ?? value
        case "BP", "IN", "PI": line.buyerCode = line.buyerCode ?? value
        case "MF", "MP":
            // The manufacturer's number is nobody's in particular; it serves where no other does.
            if line.sellerCode == nil, line.buyerCode == nil, line.gtin == nil { line.sellerCode = value }
        default: break
        }
    }

    mutating func takeDescription() {
        guard hasLine else { return }
        let continues = line.isDescriptionOpen
        let raw = message.joined(3, 4...5, width: nameWidth, continues: continues)
        guard let text = message.text(raw, "C273.7008", "the description", continues: continues) else { return }
        line.isDescriptionOpen = message.goesOn(3, width: nameWidth)
        if continues, let described = line.descriptions.popLast() {
            line.descriptions.append(described + text)
        } else if !line.descriptions.contains(text) {
            line.descriptions.append(text)
        }
    }

    // MARK: - QTY

    mutating func takeQuantity() {
        guard hasLine else { return }
        let qualifier = segments.code(1)
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
            if segments.isEmpty(1, 2) { message.reportMissing(1, "C186.6060", "the quantity", .warning) }
            return
        }
        line.line.quantity = quantity
        line.line.unit = unit(1, 3, "C186.6411")
        if qualifier == "21" { line.hasOrderedQuantity = true }
    }

    private func unit(_ element: Int, _ component: Int, _ label: StaticString) -> String? {
        message.identifier(element, component, label, "the unit").map { EDIFACTCodes.unit($0, own: profile.units) }
    }

    private func reportSplit() {
        message.report(
            .error, .ediSegmentUnexpected, "the line parts its quantity between several places (LOC)", at: 1, 2,
            "C186.6060", hint: "send one order for each address")
    }

    // MARK: - PRI, MOA

    mutating func takePrice() {
        guard hasLine else { return }
        group = .price
        let rank = EDIFACTOrderReader.rank(price: segments.code(1))
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
        let qualifier = segments.code(1)
        switch qualifier {
        case "203" where hasLine: line.line.lineAmount = amount()
        case "79" where section != .lines: order.statedTotal = amount()
        case "86" where section != .lines: amountOfMessage = amount()
        default: return
        }
    }

    /// Composite C516. Its currency must be the order's.
    private func amount() -> ExactDecimal? {
        let amount = message.decimal(1, 2, "C516.5004", "the amount")
        if let currency = segments.string(1, 3)?.uppercased(), let known = order.currency, currency != known {
            message.report(
                .error, .valueNotInList, "an amount is in \(currency), but the order is in \(known)", at: 1, 3,
                "C516.6345", value: currency, hint: "write all amounts of an order in one currency",
                error: EDIFACTError.invalidValue)
        }
        return amount
    }
}
