// One line against the facts: product, specification, unit, quantity, price, amount, date (D01, D02, D03).

import ExactDecimals
import OrderModel

/// Turns an order line into one that can be worked with, and says what is wrong with it. Goes on after each mistake, so
/// that the customer hears of all of them at once.
struct LineCheck {
    let ordered: OrderLine
    let order: PurchaseOrder
    let customer: String
    /// Of the quotation that the order goes back to (F10).
    let quoted: QuotedPrices?
    let desk: DeskView
    private(set) var issues: [Issue] = []

    init(_ line: OrderLine, of order: PurchaseOrder, from customer: String, quoted: QuotedPrices?, at desk: DeskView) {
        ordered = line
        self.order = order
        self.customer = customer
        self.quoted = quoted
        self.desk = desk
    }

    /// The line, nil where something that it cannot do without is missing; `issues` say what.
    mutating func validate() throws(FactsError) -> ValidatedLine? {
        let (product, problem) = try ProductMatch.find(ordered, of: customer, in: desk.facts)
        if let problem { issues.append(Issue(problem, line: ordered.id)) }
        let quantity = checkedQuantity()
        let isPriceSound = checkPrice()
        checkDate()
        guard let product, problem == nil else { return nil }
        let isAsInCatalogue = checkSpecification(product)
        guard let (unit, unitsOfStock) = checkedUnit(product), let quantity, isPriceSound,
            let stockQuantity = checkedStockQuantity(quantity, unitsOfStock)
        else { return nil }
        var line = ValidatedLine(
            lineID: ordered.id, product: product.code, name: product.name,
            specification: ordered.specification.meaningful ?? product.specification, quantity: quantity, unit: unit,
            stockQuantity: stockQuantity, stockUnit: product.unit,
            requestedDeliveryDate: ordered.requestedDeliveryDate ?? order.requestedDeliveryDate,
            isStandard: product.isStandard && isAsInCatalogue)
        guard try price(&line, product) else { return nil }
        checkAmount(line)
        return line
    }

    private mutating func report(
        _ severity: Finding.Severity, _ code: FindingCode, _ message: String, value: String? = nil, hint: String? = nil
    ) {
        let finding = Finding(
            severity, code, "line \(ordered.id): \(message)", at: ordered.place, value: value, hint: hint)
        issues.append(Issue(finding, line: ordered.id))
    }
}

// MARK: - Quantity and unit

extension LineCheck {
    private mutating func checkedQuantity() -> ExactDecimal? {
        guard let quantity = ordered.quantity else {
            report(.error, .valueMissing, "there is no quantity", hint: "say how much is ordered")
            return nil
        }
        guard quantity.isPositive else {
            report(
                .error, .quantityNotPositive, "the quantity is \(quantity); it has to be more than nothing",
                value: quantity.description, hint: "returns are not ordered: tell customer service about them")
            return nil
        }
        guard quantity <= Limits.largestQuantity else {
            report(
                .error, .valueOutOfRange, "the quantity is larger than \(Limits.largestQuantity)",
                value: quantity.description, hint: "check the quantity and its unit")
            return nil
        }
        return quantity
    }

    /// The unit as ordered, and how many units of stock one of them holds.
    private mutating func checkedUnit(_ product: Product) -> (unit: String, unitsOfStock: ExactDecimal)? {
        guard let word = ordered.unit.meaningful else {
            if product.packUnits.isEmpty {
                report(.note, .valueMissing, "no unit is given; \(product.code) is sold in \(product.unit) only")
                return (product.unit, .one)
            }
            report(
                .error, .unitUnknown, "no unit is given, and \(product.code) is sold in several: \(units(product))",
                hint: "say which unit is meant")
            return nil
        }
        let unit = desk.settings.partners[customer]?.unitWords[word] ?? word
        if unit == product.unit { return (unit, .one) }
        if let unitsOfStock = product.packUnits[unit], unitsOfStock.isPositive { return (unit, unitsOfStock) }
        if LineCheck.isUnitCode(unit) {
            report(
                .error, .unitNotSold, "\(product.code) is not sold in \(unit), but in \(units(product))", value: unit,
                hint: "order in one of the units in which it is sold")
        } else {
            report(
                .error, .unitUnknown, "the unit '\(word)' is not known; \(product.code) is sold in \(units(product))",
                value: word, hint: "use the codes of UN/ECE Recommendation 20, or have your own word entered with us")
        }
        return nil
    }

    private func units(_ product: Product) -> String {
        ([product.unit] + product.packUnits.keys.sorted()).joined(separator: ", ")
    }

    /// In the form of a code of UN/ECE Recommendation 20: two or three capital letters and digits.
    private static func isUnitCode(_ unit: String) -> Bool {
        (2...3).contains(unit.utf8.count)
            && unit.utf8.allSatisfy { ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x30 && $0 <= 0x39) }
    }

    private mutating func checkedStockQuantity(_ quantity: ExactDecimal, _ unitsOfStock: ExactDecimal) -> ExactDecimal?
    {
        guard let product = try? quantity * unitsOfStock, product <= Limits.largestQuantity else {
            report(
                .error, .valueOutOfRange, "the quantity cannot be counted exactly in units of stock",
                value: quantity.description, hint: "check the quantity and its unit")
            return nil
        }
        return product
    }
}

// MARK: - Price and amount

extension LineCheck {
    /// False where a price is given that cannot be one.
    private mutating func checkPrice() -> Bool {
        let before = issues.count
        if let price = ordered.unitPrice, price.isNegative {
            report(
                .error, .priceNegative, "the price is \(price)", value: price.description,
                hint: "a price cannot be less than nothing; discounts belong into the price")
        }
        if let price = ordered.unitPrice, price > Limits.largestAmount {
            report(.error, .valueOutOfRange, "the price is too large", value: price.description)
        }
        if let base = ordered.priceBaseQuantity, !base.isPositive {
            report(
                .error, .priceBaseNotPositive, "the price is given for \(base) units", value: base.description,
                hint: "say for how many units the price is, 1 if in doubt")
        }
        return issues.count == before
    }

    /// Sets the line's prices and amount; false where it has no price.
    private mutating func price(_ line: inout ValidatedLine, _ product: Product) throws(FactsError) -> Bool {
        guard let currency = order.currency.meaningful, Currencies.contains(currency) else { return false }
        let entries = try desk.facts.prices(product: line.product, customer: customer)
        let wanted = Pricing.Wanted(
            product: line.product, customer: customer, unit: line.unit, currency: currency, quantity: line.quantity,
            date: desk.today)
        let offers = Pricing.entries(entries, in: line.unit, of: product)
        let onFile = Pricing.onFile(wanted, among: offers)
        line.listPrice = onFile?.price
        line.promotion = onFile?.promotion
        line.lastPrice = try desk.facts.lastSale(
            customer: customer, product: line.product, unit: line.unit, currency: currency,
            since: Pricing.lastSaleSince(desk.today, months: desk.settings.lastSaleMonths))?.unitPrice
        let offer = takeQuotedPrice(for: &line, currency)
        if let price = ordered.unitPrice {
            line.unitPrice = Pricing.perUnit(price, of: ordered.priceBaseQuantity ?? .one)
        } else if let listPrice = line.listPrice {
            line.unitPrice = listPrice
            report(.note, .priceMissing, "no price is given; our price of \(listPrice) \(currency) counts")
        } else {
            reportNoPrice(line, currency)
            return false
        }
        // A price below the quoted one was not approved with the quotation.
        if let offer, let price = line.unitPrice, price >= offer.price { line.quotation = offer.quotation }
        explainPrice(line, wanted, among: offers)
        guard let amount = exactAmount(line), amount <= Limits.largestAmount else {
            report(
                .error, .valueOutOfRange, "quantity and price cannot be multiplied exactly",
                value: ordered.unitPrice?.description, hint: "give fewer decimals")
            return false
        }
        line.amount = amount
        return true
    }

    /// A price below the one on file may be that of a promotion or an agreement whose conditions are not met: then it is
    /// said which, to the customer and to those who review the price (F08).
    private mutating func explainPrice(
        _ line: ValidatedLine, _ wanted: Pricing.Wanted, among offers: [PriceListEntry]
    ) {
        guard line.quotation == nil, let price = line.unitPrice, line.listPrice.map({ price < $0 }) ?? true,
            let (entry, offered, obstacle) = Pricing.missed(wanted, at: price, among: offers)
        else { return }
        let name = entry.promotion.map { "'\($0)'" } ?? (entry.customer == nil ? "our list" : "your agreement")
        let why =
            switch obstacle {
            case .ended(let date): "ended on \(date)"
            case .notBegun(let date): "begins on \(date)"
            case .quantity(let least): "holds from \(least) \(line.unit) on"
            }
        report(
            .warning, .promotionNotApplicable,
            "the price of \(offered) \(wanted.currency) in \(name) \(why), so it does not apply",
            value: price.description, hint: "the price is reviewed; order at our price on file to avoid that")
    }

    /// The quoted price counts as one on file, unless the list is lower by now.
    private mutating func takeQuotedPrice(
        for line: inout ValidatedLine, _ currency: String
    ) -> (quotation: String, price: ExactDecimal)? {
        guard let quoted else { return nil }
        guard let offer = quoted.offer(product: line.product, unit: line.unit, currency: currency) else {
            report(
                .warning, .quotationDiffers,
                "our quotation \(quoted.number) has no price for \(line.product) in \(line.unit) and \(currency)",
                value: line.product, hint: "the price on file counts for this line")
            return nil
        }
        guard line.quantity >= offer.from else {
            report(
                .warning, .quotationDiffers,
                "our quotation \(quoted.number) is for \(offer.from) \(line.unit) of \(line.product) or more",
                value: line.quantity.description, hint: "the price on file counts for this line")
            return nil
        }
        if line.listPrice.map({ offer.price < $0 }) ?? true {
            line.listPrice = offer.price
            line.promotion = nil
        }
        return (quoted.number, offer.price)
    }

    /// Nobody knows a price: whoever orders has to name it. To a request for a price, sales has to.
    private mutating func reportNoPrice(_ line: ValidatedLine, _ currency: String) {
        let message =
            "no price is given, and there is none on file for \(line.product) in \(line.unit) and \(currency)"
        guard order.isQuotation else {
            return report(.error, .priceMissing, message, hint: "give the price that was agreed")
        }
        let finding = Finding(
            .error, .priceMissing, "line \(ordered.id): \(message)", at: ordered.place, value: line.product,
            hint: "sales has to name a price")
        issues.append(Issue(finding, line: ordered.id, isForDesk: true))
    }

    /// Quantity × price ÷ base quantity, divided last, so that a price for 1000 pieces loses nothing.
    private func exactAmount(_ line: ValidatedLine) -> ExactDecimal? {
        guard let price = ordered.unitPrice ?? line.unitPrice, let product = try? line.quantity * price else {
            return nil
        }
        let base = ordered.unitPrice == nil ? .one : ordered.priceBaseQuantity ?? .one
        return base == .one ? product : Pricing.perUnit(product, of: base)
    }

    private mutating func checkAmount(_ line: ValidatedLine) {
        guard let stated = ordered.lineAmount, let amount = line.amount,
            !stated.isNear(amount, within: desk.settings.amountTolerance)
        else { return }
        report(
            .error, .lineAmountDiffers,
            "the amount is given as \(stated), and quantity and price make \(amount.formatted(minimumDecimals: 2))",
            value: stated.description, hint: "say which of quantity, price and amount is right")
    }
}

// MARK: - Date and specification

extension LineCheck {
    private mutating func checkDate() {
        guard let date = ordered.requestedDeliveryDate, date < desk.today else { return }
        report(
            .error, .deliveryDatePast, "the requested delivery date \(date) has passed", value: date.description,
            hint: "give a date from \(desk.today) on")
    }

    /// False where the customer wants something else than the catalogue has (D03).
    private mutating func checkSpecification(_ product: Product) -> Bool {
        guard let wanted = ordered.specification.meaningful, let ours = product.specification.meaningful,
            LineCheck.comparable(wanted) != LineCheck.comparable(ours)
        else { return true }
        report(
            .warning, .specificationDiffers,
            "the specification '\(wanted)' is not that of \(product.code), '\(ours)'", value: wanted,
            hint: "the order is treated as a special one")
        return false
    }

    /// Without differences of white space and of capital letters.
    private static func comparable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace })).lowercased()
    }
}

extension ExactDecimal {
    /// Not further from `other` than `tolerance`.
    func isNear(_ other: ExactDecimal, within tolerance: ExactDecimal) -> Bool {
        guard let distance = try? self - other, let opposite = try? distance.negated() else { return false }
        return max(distance, opposite) <= tolerance
    }
}
