// Which of our products a line means (C09).

import OrderModel

/// Finds the product by our own code, else by the customer's code, else by its GTIN. Never by an empty code, and never
/// by a name alone: names are not unique.
enum ProductMatch {
    static func find(
        _ line: OrderLine, of customer: String, in facts: any DeskFacts
    ) throws(FactsError) -> (product: Product?, issue: Finding?) {
        if let code = line.sellerCode.meaningful, let product = try facts.product(code: code) {
            return (product, contradiction(line, product))
        }
        if let code = line.buyerCode.meaningful {
            let found = try facts.products(customerCode: code, of: customer)
            if found.count > 1 { return (nil, ambiguous(line, "the customer's code", code, found)) }
            if let product = found.first { return (product, contradiction(line, product)) }
        }
        if let gtin = line.gtin.meaningful {
            let found = try facts.products(gtin: gtin)
            if found.count > 1 { return (nil, ambiguous(line, "the GTIN", gtin, found)) }
            if let product = found.first { return (product, nil) }
        }
        return (nil, missing(line))
    }

    /// Two codes of one line that mean different products (D07).
    private static func contradiction(_ line: OrderLine, _ product: Product) -> Finding? {
        guard let given = line.gtin.meaningful, let known = product.gtin.meaningful,
            withoutLeadingZeros(given) != withoutLeadingZeros(known)
        else { return nil }
        return Finding(
            .error, .productAmbiguous,
            "line \(line.id): the product code means \(product.code) with the GTIN \(known), the line gives \(given)",
            at: line.place, value: given, hint: "say which of the two products is meant")
    }

    /// A GTIN of 8, 12 or 13 digits is the same number with zeros in front as one of 14.
    private static func withoutLeadingZeros(_ gtin: String) -> Substring { gtin.drop { $0 == "0" } }

    private static func ambiguous(_ line: OrderLine, _ kind: String, _ code: String, _ found: [Product]) -> Finding {
        let codes = found.map(\.code).sorted().joined(separator: ", ")
        return Finding(
            .error, .productAmbiguous, "line \(line.id): \(kind) '\(code)' stands for several products: \(codes)",
            at: line.place, value: code, hint: "give our product code")
    }

    private static func missing(_ line: OrderLine) -> Finding {
        guard let code = [line.sellerCode, line.buyerCode, line.gtin].compactMap(\.meaningful).first else {
            return Finding(
                .error, .productMissing, "line \(line.id) has no product code", at: line.place, value: line.name,
                hint: "give our code, your code or the GTIN; a name alone is not enough")
        }
        return Finding(
            .error, .productUnknown, "line \(line.id): the product '\(code)' is not in our catalogue", at: line.place,
            value: code, hint: "check the code against the catalogue")
    }
}
