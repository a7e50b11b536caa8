// The lines of a UBL order.

import ExactDecimals
import OrderModel

extension UBLOrderReader {
    /// cac:OrderLine. Nil if there is no line item in it, which is reported.
    mutating func line(_ element: XMLElement, number: Int, _ values: UBLValues) -> OrderLine? {
        guard let item = element.first(.lineItem) else {
            values.report(
                .error, .valueMissing, "the order line has no cac:LineItem", at: element,
                hint: "number, quantity, price and item of a line stand in its cac:LineItem")
            return nil
        }
        var line = OrderLine(id: lineID(item, number: number, values))
        if let quantity = item.first(.quantity) {
            line.quantity = values.decimal(quantity)
            line.unit = values.attribute(.unitCodeAttribute, of: quantity)
        }
        takePrice(item, into: &line, values)
        line.lineAmount = amount(item.first(.lineExtensionAmount), values)
        let product = item.first(.item)
        takeItem(product, into: &line, values)
        if let product { checkTax(of: product, .classifiedTaxCategory, values) }
        takeDelivery(ofLine: item, into: &line, values)
        line.packing = packing(item, values)
        var notes = (element.all(.note) + item.all(.note)).compactMap { values.text($0) }
        takeStatus(item, into: &line, &notes, values)
        var sums = AllowanceFacts()
        for each in item.all(.allowanceCharge) {
            if let text = allowance(each, into: &sums, values) { notes.append(text) }
        }
        line.note = notes.isEmpty ? nil : notes.joined(separator: "\n")
        if facts.isClaimed { facts.lines.append(LineFacts(allowances: sums, hasName: product?.first(.name) != nil)) }
        return line
    }

    /// What a change means to do with the line (UN/EDIFACT 1229).
    private mutating func takeStatus(
        _ item: XMLElement, into line: inout OrderLine, _ notes: inout [String], _ values: UBLValues
    ) {
        guard let status = values.identifier(item.first(.lineStatusCode)) else { return }
        switch status {
        case "1": line.change = .add
        case "2": line.change = .delete
        case "3": line.change = .change
        case "4": line.change = .unchanged
        case "42":
            line.change = .unchanged
            notes.append("Already delivered")
        case "74":
            line.change = .change
            notes.append("Reopened")
        default:
            values.report(
                .warning, .valueNotInList, "the line's status '\(status)' is not known; it was not read",
                at: item.first(.lineStatusCode) ?? item, value: status,
                hint: "1 adds a line, 2 deletes it, 3 changes it, 4 leaves it as it is")
        }
    }

    private func lineID(_ item: XMLElement, number: Int, _ values: UBLValues) -> String {
        if let id = values.identifier(item.first(.id)) { return id }
        values.report(
            .warning, .valueMissing, "the line has no number (cbc:ID); it was given its position, \(number)", at: item,
            hint: "number the lines of an order 1, 2, 3 …")
        return String(number)
    }

    private mutating func takePrice(_ item: XMLElement, into line: inout OrderLine, _ values: UBLValues) {
        guard let price = item.first(.price) else { return }
        line.unitPrice = amount(price.first(.priceAmount), values)
        checkDiscount(price, net: line.unitPrice, values)
        guard let base = price.first(.baseQuantity) else { return }
        line.priceBaseQuantity = values.decimal(base)
        guard let unit = values.attribute(.unitCodeAttribute, of: base), let ordered = line.unit, unit != ordered else {
            return
        }
        // A price per kilogram says nothing about a price per piece: better ask than sell at the wrong one.
        values.report(
            .warning, .valueNotInList, "the price is per \(unit), but the quantity is in \(ordered); it was not taken",
            at: base, value: unit, hint: "give the price for the unit of the quantity")
        line.unitPrice = nil
        line.priceBaseQuantity = nil
    }

    private mutating func takeItem(_ item: XMLElement?, into line: inout OrderLine, _ values: UBLValues) {
        guard let item else { return }
        line.sellerCode = values.identifier(item.first(.sellersItemIdentification)?.first(.id))
        line.buyerCode = values.identifier(item.first(.buyersItemIdentification)?.first(.id))
        if let standard = item.first(.standardItemIdentification)?.first(.id), isGTIN(standard, values) {
            line.gtin = values.identifier(standard)
            checkGTIN(line.gtin, at: standard, values)
        }
        line.name = values.text(item.first(.name))
        var descriptions = item.all(.description).compactMap { values.text($0) }
        if line.name == nil, !descriptions.isEmpty { line.name = descriptions.removeFirst() }
        for property in item.all(.additionalItemProperty) {
            guard let name = values.text(property.first(.name)), let value = values.text(property.first(.value))
            else { continue }
            descriptions.append("\(name): \(value)")
        }
        line.specification = descriptions.isEmpty ? nil : descriptions.joined(separator: "; ")
    }

    /// Standard item numbers come from several schemes; only GTIN, under its various names, is the one that is meant.
    private func isGTIN(_ element: XMLElement, _ values: UBLValues) -> Bool {
        guard let scheme = values.attribute(.schemeIDAttribute, of: element) else { return true }
        if scheme == "0160" || scheme == "GTIN" { return true }
        let capitals = scheme.uppercased()
        return ["GTIN", "EAN", "UPC", "0160", "SRV"].contains { capitals.contains($0) }
    }

    /// A number that only looks like a GTIN finds no product, or another one.
    private func checkGTIN(_ gtin: String?, at element: XMLElement, _ values: UBLValues) {
        guard let gtin, [8, 12, 13, 14].contains(gtin.utf8.count), !CheckDigit.isRight(gtin) else { return }
        values.report(
            .warning, .valueOutOfRange, "the last digit of the GTIN does not fit the others", at: element, value: gtin,
            hint: "is one of the digits mistyped?")
    }

    private mutating func takeDelivery(ofLine item: XMLElement, into line: inout OrderLine, _ values: UBLValues) {
        var dates: [CalendarDate] = []
        for delivery in item.all(.delivery) {
            if let date = values.requestedDate(delivery), !dates.contains(date) { dates.append(date) }
            let address = values.deliveryAddress(delivery)
            guard !address.isEmpty else { continue }
            let expected = order.deliverTo.isEmpty ? lineAddress ?? address : order.deliverTo
            if address == expected { lineAddress = address } else { reportSecondAddress(address, delivery, values) }
        }
        line.requestedDeliveryDate = dates.first
        guard dates.count > 1, let second = item.all(.delivery).dropFirst().first else { return }
        values.report(
            .warning, .xmlElementUnknown,
            "the line asks for several deliveries; only the first date, \(dates[0]), was read",
            at: second, hint: "write one order line for each delivery date")
    }

    private func packing(_ item: XMLElement, _ values: UBLValues) -> String? {
        var packages: [XMLElement] = []
        item.each(.orderedShipment) { packages += $0.all(.package) }
        var parts: [String] = []
        for package in packages {
            let texts =
                [
                    quantityText(package.first(.quantity), values),
                    values.identifier(package.first(.packagingTypeCode)),
                ]
                + package.all(.packingMaterial).map { values.text($0) }
            parts += texts.compactMap(\.self)
        }
        if parts.isEmpty, let product = item.first(.item) {
            if let quantity = quantityText(product.first(.packQuantity), values) { parts.append(quantity) }
            if let size = values.decimal(product.first(.packSizeNumeric)) { parts.append("of \(size)") }
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private func quantityText(_ element: XMLElement?, _ values: UBLValues) -> String? {
        guard let element, let quantity = values.decimal(element) else { return nil }
        return [quantity.description, values.attribute(.unitCodeAttribute, of: element)].compactMap(\.self)
            .joined(separator: " ")
    }
}
