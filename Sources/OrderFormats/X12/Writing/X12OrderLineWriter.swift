// The lines of an order as we write them: PO1 loops, or POC loops of a change.

import ExactDecimals
import OrderModel

extension X12OrderWriter {
    mutating func write(_ line: OrderLine, number position: Int) {
        lineID = line.id
        let id = data(line.id, "id", 20) ?? "\(position)"
        let quantity = number(line.quantity, "quantity", 15)
        let unit = unit(of: line)
        let price = price(of: line)
        let products = products(of: line)
        if isChange {
            // Without a word on what is to be done, the line counts as changed.
            if line.change == nil { notCarried("change") }
            output.segment(
                "POC", [id, X12LineChange.code(line.change), quantity, nil, unit, price.value, price.basis] + products)
        } else {
            if line.change != nil { notCarried("change") }
            output.segment("PO1", [id, quantity, unit, price.value, price.basis] + products)
        }
        writeDescription(line)
        if let date = line.requestedDeliveryDate { output.segment("DTM", "002", X12Date.write(date)) }
        if let amount = number(line.lineAmount, "lineAmount", 18) { output.segment("AMT", "1", amount) }
        writeLongTexts(line)
    }

    /// PO103; nil, and said, for a unit that X12 has no code for.
    private mutating func unit(of line: OrderLine) -> String? {
        guard let unit = line.unit else { return nil }
        guard let code = output.units.code(unit), output.units.common(code).code == unit else {
            notCarried("unit")
            return output.units.code(unit)
        }
        return code
    }

    /// PO104 and PO105. A price per a number of units that X12 has no code for is computed down, where that is exact.
    private mutating func price(of line: OrderLine) -> (value: String?, basis: String?) {
        guard let price = line.unitPrice else {
            if line.priceBaseQuantity != nil { notCarried("priceBaseQuantity") }
            return (nil, nil)
        }
        guard let base = line.priceBaseQuantity else { return (number(price, "unitPrice", 17), nil) }
        if let basis = X12PriceBasis.code(base) { return (number(price, "unitPrice", 17), basis) }
        notCarried("priceBaseQuantity")
        notCarried("unitPrice")
        guard base.isPositive, let each = try? price.divided(by: base, decimals: 6), (try? each * base) == price else {
            return (nil, nil)
        }
        return (number(each, "unitPrice", 17), "PE")
    }

    private mutating func products(of line: OrderLine) -> [String?] {
        var pairs: [String?] = []
        if let code = data(line.sellerCode, "sellerCode", 48) { pairs += ["VN", code] }
        if let code = data(line.buyerCode, "buyerCode", 48) { pairs += ["BP", code] }
        if let gtin = line.gtin {
            if let qualifier = X12ProductCode.qualifier(ofGTIN: gtin), TextChecks.gtinProblem(gtin) == nil {
                pairs += [qualifier, gtin]
            } else {
                notCarried("gtin")
            }
        }
        return pairs
    }

    private mutating func writeDescription(_ line: OrderLine) {
        if let name = line.name, fits(name, 80) { output.segment("PID", "F", "08", nil, nil, name) }
        if let words = line.specification, fits(words, 80) { output.segment("PID", "F", "84", nil, nil, words) }
        if let packing = line.packing, fits(packing, 80) { output.segment("PKG", "F", nil, nil, nil, packing) }
    }

    private mutating func writeLongTexts(_ line: OrderLine) {
        if let name = line.name, !fits(name, 80) { text(.name, name, "name") }
        if let words = line.specification, !fits(words, 80) { text(.specification, words, "specification") }
        if let packing = line.packing, !fits(packing, 80) { text(.packing, packing, "packing") }
        text(.note, line.note, "note")
    }
}
