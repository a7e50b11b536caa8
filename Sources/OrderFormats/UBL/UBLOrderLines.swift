// The lines of a UBL order.

import ExactDecimals
import OrderModel

extension UBLOrderReader {
    /// cac:OrderLine. Nil if there is no line item in it, which is reported.
    func line(_ element: XMLElement, number: Int, _ values: UBLValues) -> OrderLine? {
        guard let item = element.aggregate("LineItem") else {
            values.report(
                .error, .valueMissing, "the order line has no cac:LineItem", at: element,
                hint: "number, quantity, price and item of a line stand in its cac:LineItem")
            return nil
        }
        var line = OrderLine(id: lineID(item, number: number, values))
        if let quantity = item.basic("Quantity") {
            line.quantity = values.decimal(quantity)
            line.unit = values.attribute("unitCode", of: quantity)
        }
        takePrice(item, into: &line, values)
        line.lineAmount = amount(item.basic("LineExtensionAmount"), values)
        takeItem(item.aggregate("Item"), into: &line, values)
        takeDelivery(ofLine: item, into: &line, values)
        line.packing = packing(item, values)
        line.note = values.text(element.basics("Note") + item.basics("Note"))
        return line
    }

    private func lineID(_ item: XMLElement, number: Int, _ values: UBLValues) -> String {
        if let id = values.identifier(item.basic("ID")) { return id }
        values.report(
            .warning, .valueMissing, "the line has no number (cbc:ID); it was given its position, \(number)", at: item,
            hint: "number the lines of an order 1, 2, 3 …")
        return String(number)
    }

    private func takePrice(_ item: XMLElement, into line: inout OrderLine, _ values: UBLValues) {
        guard let price = item.aggregate("Price") else { return }
        line.unitPrice = amount(price.basic("PriceAmount"), values)
        guard let base = price.basic("BaseQuantity") else { return }
        line.priceBaseQuantity = values.decimal(base)
        guard let unit = values.attribute("unitCode", of: base), let ordered = line.unit, unit != ordered else {
            return
        }
        // A price per kilogram says nothing about a price per piece: better ask than sell at the wrong one.
        values.report(
            .warning, .valueNotInList, "the price is per \(unit), but the quantity is in \(ordered); it was not taken",
            at: base, value: unit, hint: "give the price for the unit of the quantity")
        line.unitPrice = nil
        line.priceBaseQuantity = nil
    }

    private func takeItem(_ item: XMLElement?, into line: inout OrderLine, _ values: UBLValues) {
        guard let item else { return }
        line.sellerCode = values.identifier(item.aggregate("SellersItemIdentification")?.basic("ID"))
        line.buyerCode = values.identifier(item.aggregate("BuyersItemIdentification")?.basic("ID"))
        if let standard = item.aggregate("StandardItemIdentification")?.basic("ID"), isGTIN(standard, values) {
            line.gtin = values.identifier(standard)
        }
        var descriptions = item.basics("Description").compactMap { values.text($0) }
        line.name = values.text(item.basic("Name"))
        if line.name == nil, !descriptions.isEmpty { line.name = descriptions.removeFirst() }
        let properties = item.aggregates("AdditionalItemProperty").compactMap { property -> String? in
            guard let name = values.text(property.basic("Name")), let value = values.text(property.basic("Value"))
            else {
                return nil
            }
            return "\(name): \(value)"
        }
        let specification = (descriptions + properties).joined(separator: "; ")
        line.specification = specification.isEmpty ? nil : specification
    }

    /// Standard item numbers come from several schemes; only GTIN, under its various names, is the one that is meant.
    private func isGTIN(_ element: XMLElement, _ values: UBLValues) -> Bool {
        guard let scheme = values.attribute("schemeID", of: element)?.uppercased() else { return true }
        return ["GTIN", "EAN", "UPC", "0160", "SRV"].contains { scheme.contains($0) }
    }

    private func takeDelivery(ofLine item: XMLElement, into line: inout OrderLine, _ values: UBLValues) {
        var dates: [CalendarDate] = []
        for delivery in item.aggregates("Delivery") {
            if let date = values.requestedDate(delivery), !dates.contains(date) { dates.append(date) }
            let address = values.deliveryAddress(delivery)
            guard !address.isEmpty else { continue }
            let expected = order.deliverTo.isEmpty ? lineAddress ?? address : order.deliverTo
            if address == expected { lineAddress = address } else { reportSecondAddress(address, delivery, values) }
        }
        line.requestedDeliveryDate = dates.first
        guard dates.count > 1, let second = item.aggregates("Delivery").dropFirst().first else { return }
        values.report(
            .warning, .xmlElementUnknown,
            "the line asks for several deliveries; only the first date, \(dates[0]), was read",
            at: second, hint: "write one order line for each delivery date")
    }

    private func packing(_ item: XMLElement, _ values: UBLValues) -> String? {
        let packages = item.aggregates("OrderedShipment").flatMap { $0.aggregates("Package") }
        var parts: [String] = []
        for package in packages {
            let texts =
                [
                    quantityText(package.basic("Quantity"), values),
                    values.identifier(package.basic("PackagingTypeCode")),
                ]
                + package.basics("PackingMaterial").map { values.text($0) }
            parts += texts.compactMap(\.self)
        }
        if parts.isEmpty, let product = item.aggregate("Item") {
            if let quantity = quantityText(product.basic("PackQuantity"), values) { parts.append(quantity) }
            if let size = values.decimal(product.basic("PackSizeNumeric")) { parts.append("of \(size)") }
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private func quantityText(_ element: XMLElement?, _ values: UBLValues) -> String? {
        guard let element, let quantity = values.decimal(element) else { return nil }
        return [quantity.description, values.attribute("unitCode", of: element)].compactMap(\.self)
            .joined(separator: " ")
    }
}
