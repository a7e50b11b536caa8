// Products, customers, prices, sales and stock out of their rows.

import ExactDecimals
import OrderModel

enum ProductTable: CSVRowTable {
    static func key(_ product: Product) -> String? { product.code }

    static func value(_ cells: CSVCells<ProductColumn>) -> Product? {
        let packs = packUnits(cells)
        let codes = cells.pairs(.customerCodes)
        let gtin = cells.gtin(.gtin)
        let isStandard = cells.yesNo(.standard) ?? true
        let days = cells.integer(.leadTimeDays, upTo: 36_500)
        let weight = cells.decimal(.weight)
        let volume = cells.decimal(.volume)
        for (measure, column) in [(weight, ProductColumn.weight), (volume, .volume)] {
            guard let measure, measure < .zero else { continue }
            cells.report(
                ValueProblem(.valueOutOfRange, "is less than nothing", hint: "leave it empty where it is not known"),
                column, value: measure.description)
        }
        guard let code = cells.identifier(.product), let name = cells.text(.name), let unit = cells.identifier(.unit)
        else { return nil }
        return Product(
            code: code, name: name, specification: cells.text(.specification), unit: unit, packUnits: packs,
            gtin: gtin, customerCodes: Dictionary(codes.map { ($0.name, $0.value) }) { $1 }, isStandard: isStandard,
            leadTimeDays: days, weight: weight, volume: volume)
    }

    private static func packUnits(_ cells: CSVCells<ProductColumn>) -> [String: ExactDecimal] {
        var units: [String: ExactDecimal] = [:]
        for (unit, count) in cells.pairs(.packUnits) {
            let bytes = Array(count.utf8)
            do throws(ValueProblem) {
                let number = try NumberText.decimal(
                    bytes.span, style: cells.file.dialect.numbers, limits: cells.file.limits)
                guard number.isPositive else {
                    throw ValueProblem(.valueOutOfRange, "has a pack unit that holds nothing")
                }
                units[unit] = number
            } catch {
                cells.report(error, .packUnits, value: "\(unit)=\(count)")
            }
        }
        return units
    }
}

enum CustomerTable: CSVRowTable {
    static func key(_ customer: Customer) -> String? { customer.id }

    static func value(_ cells: CSVCells<CustomerColumn>) -> Customer? {
        guard let id = cells.identifier(.customer), let name = cells.text(.name) else { return nil }
        var customer = Customer(id: id, name: name)
        customer.identifiers = identifiers(cells)
        customer.contact = Contact(
            name: cells.text(.contactName), phone: cells.text(.contactPhone), email: cells.text(.contactEmail))
        customer.address = PostalAddress(
            street: cells.text(.street), city: cells.text(.city), postalCode: cells.text(.postalCode),
            region: cells.text(.region), country: cells.identifier(.country)?.uppercased())
        customer.isKeyCustomer = cells.yesNo(.keyCustomer) ?? false
        customer.shortageConsent = cells.choice(.shortageConsent) ?? .ask
        customer.creditStanding = cells.choice(.creditStanding) ?? .good
        customer.creditLimit = cells.decimal(.creditLimit)
        customer.creditCurrency = cells.identifier(.creditCurrency)?.uppercased()
        customer.openAmount = cells.decimal(.openAmount) ?? .zero
        customer.overdueAmount = cells.decimal(.overdueAmount) ?? .zero
        customer.salesContact = cells.text(.salesContact)
        customer.hasPotential = cells.yesNo(.potential)
        customer.paymentMeans = cells.text(.paymentMeans)
        customer.paymentTerms = cells.text(.paymentTerms)
        return customer
    }

    private static func identifiers(_ cells: CSVCells<CustomerColumn>) -> [Identifier] {
        guard let text = cells.text(.identifiers) else { return [] }
        return text.split(separator: ";").compactMap {
            CSVCells<CustomerColumn>.partyIdentifier(TextChecks.trimmed(String($0)))
        }
    }
}

enum PriceTable: CSVRowTable {
    static func value(_ cells: CSVCells<PriceColumn>) -> PriceListEntry? {
        let base = cells.decimal(.baseQuantity) ?? .one
        guard let product = cells.identifier(.product), let unit = cells.identifier(.unit),
            let currency = cells.identifier(.currency), let price = cells.decimal(.price),
            cells.requirePositive(base, .baseQuantity), cells.requireNotNegative(price, .price)
        else { return nil }
        return PriceListEntry(
            product: product, customer: cells.identifier(.customer), unit: unit, currency: currency.uppercased(),
            price: price, baseQuantity: base, validFrom: cells.date(.validFrom), validTo: cells.date(.validTo),
            minimumQuantity: cells.decimal(.minimumQuantity), promotion: cells.text(.promotion))
    }
}

enum SaleTable: CSVRowTable {
    static func value(_ cells: CSVCells<SaleColumn>) -> PastSale? {
        let base = cells.decimal(.baseQuantity) ?? .one
        guard let customer = cells.identifier(.customer), let product = cells.identifier(.product),
            let unit = cells.identifier(.unit), let currency = cells.identifier(.currency),
            let price = cells.decimal(.price), let date = cells.date(.soldOn),
            cells.requirePositive(base, .baseQuantity), cells.requireNotNegative(price, .price)
        else { return nil }
        return PastSale(
            customer: customer, product: product, unit: unit, currency: currency.uppercased(), price: price,
            baseQuantity: base, soldOn: date)
    }
}

enum StockTable: CSVRowTable {
    static func key(_ lot: StockLot) -> String? { "\(lot.warehouse)\u{1F}\(lot.product)\u{1F}\(lot.lot)" }

    static func value(_ cells: CSVCells<StockColumn>) -> StockLot? {
        let received = cells.date(.receivedOn)
        let expires = cells.date(.expiresOn)
        guard let warehouse = cells.identifier(.warehouse), let product = cells.identifier(.product),
            let quantity = cells.decimal(.quantity), cells.requireNotNegative(quantity, .quantity)
        else { return nil }
        return StockLot(
            warehouse: warehouse, product: product, lot: cells.identifier(.lot) ?? "", quantity: quantity,
            receivedOn: received, expiresOn: expires)
    }
}

extension CSVCells {
    /// Prices are per a quantity, so that quantity cannot be zero.
    func requirePositive(_ number: ExactDecimal, _ column: Column) -> Bool {
        if number.isPositive { return true }
        report(ValueProblem(.valueOutOfRange, "must be more than zero"), column, value: number.description)
        return false
    }

    func requireNotNegative(_ number: ExactDecimal, _ column: Column) -> Bool {
        if !number.isNegative { return true }
        report(ValueProblem(.valueOutOfRange, "cannot be negative"), column, value: number.description)
        return false
    }
}
