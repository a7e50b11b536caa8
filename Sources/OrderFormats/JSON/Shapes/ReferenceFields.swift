// The shapes of reference data: products, customers, prices, past sales, stock.

import OrderModel

enum ProductField: Int, JSONFieldSet {
    case code, name, specification, unit, packUnits, gtin, customerCodes, isStandard, leadTimeDays, weight, volume

    static let shape = JSONShape("product", "Product", "An article of the catalogue.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .code: JSONField("code", .identifier, required: true, "Our product code.", example: "\"W-100\"")
        case .name: JSONField("name", .text, required: true, "The product's name.", example: "\"Hex bolt M8\"")
        case .specification:
            JSONField("specification", .text, "Size, colour, grade.", example: "\"M8 × 40, galvanised\"")
        case .unit:
            JSONField(
                "unit", .identifier, required: true, "The unit in which stock is kept, UN/ECE Recommendation 20.",
                example: "\"C62\"")
        case .packUnits:
            JSONField(
                "packUnits", .map(.decimal), "Other units in which it is sold: how many `unit` one holds.",
                example: "{\"CT\": 12}")
        case .gtin: JSONField("gtin", .identifier, "GTIN (EAN, UPC).", example: "\"4012345678901\"")
        case .customerCodes:
            JSONField(
                "customerCodes", .map(.text), "Customers' own codes, by partner id.", example: "{\"acme\": \"A-1\"}")
        case .isStandard:
            JSONField(
                "isStandard", .yesNo, "false: made to order or not type-approved. Default: true.", example: "true")
        case .leadTimeDays:
            JSONField("leadTimeDays", .integer, "Days until dispatch where it has to be bought or made.", example: "14")
        case .weight:
            JSONField("weight", .decimal, "Gross weight of one `unit` in kilograms.", example: "0.045")
        case .volume:
            JSONField("volume", .decimal, "Volume of one `unit`, packed, in cubic metres.", example: "0.00012")
        }
    }
}

enum CustomerField: Int, JSONFieldSet {
    case id, name, identifiers, contact, address, isKeyCustomer, shortageConsent, creditStanding, creditLimit
    case creditCurrency, openAmount, overdueAmount, salesContact, hasPotential, paymentMeans, paymentTerms

    static let shape = JSONShape("customer", "Customer", "A customer.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .id:
            JSONField(
                "id", .identifier, required: true, "The partner's id: the name of its folders.", example: "\"acme\"")
        case .name: JSONField("name", .text, required: true, "The customer's name.", example: "\"Acme Trading GmbH\"")
        case .identifiers:
            JSONField("identifiers", .list(.object(IdentifierField.shape)), "Numbers by which the customer is known.")
        case .contact: JSONField("contact", .object(ContactField.shape), "Whom to ask.")
        case .address: JSONField("address", .object(AddressField.shape), "The customer's address.")
        case .isKeyCustomer:
            JSONField(
                "isKeyCustomer", .yesNo, "true: its orders are important orders. Default: false.", example: "false")
        case .shortageConsent:
            JSONField(
                "shortageConsent", .choice(ShortageConsent.allCases.map(\.rawValue)),
                "What was agreed for short goods: part (ship what is there), wait, or ask. Default: ask.",
                example: "\"part\"")
        case .creditStanding:
            JSONField(
                "creditStanding", .choice(CreditStanding.allCases.map(\.rawValue)), "Default: good.",
                example: "\"good\"")
        case .creditLimit:
            JSONField("creditLimit", .decimal, "In `creditCurrency`. Absent: no limit set.", example: "50000")
        case .creditCurrency: JSONField("creditCurrency", .identifier, "ISO 4217.", example: "\"EUR\"")
        case .openAmount:
            JSONField("openAmount", .decimal, "What finance reports as open. Default: 0.", example: "1200.50")
        case .overdueAmount:
            JSONField("overdueAmount", .decimal, "What finance reports as overdue. Default: 0.", example: "0")
        case .hasPotential:
            JSONField(
                "hasPotential", .yesNo,
                "true: it may become an important customer, so that small orders are welcome. Default: not said.",
                example: "true")
        case .paymentMeans:
            JSONField(
                "paymentMeans", .text, "How the customer pays, where an order does not say.",
                example: "\"bank transfer\"")
        case .paymentTerms:
            JSONField(
                "paymentTerms", .text, "When the customer pays, where an order does not say.",
                example: "\"30 days net\"")
        case .salesContact:
            JSONField("salesContact", .text, "Who on our side looks after the orders.", example: "\"Liu Yang\"")
        }
    }
}

enum PriceField: Int, JSONFieldSet {
    case product, customer, unit, currency, price, baseQuantity, validFrom, validTo, minimumQuantity, promotion

    static let shape = JSONShape(
        "price", "Price", "An entry of the price list, of a promotion, or of an agreement.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .product: JSONField("product", .identifier, required: true, "Our product code.", example: "\"W-100\"")
        case .customer:
            JSONField("customer", .identifier, "Whom it is for. Absent: for everybody.", example: "\"acme\"")
        case .unit: JSONField("unit", .identifier, required: true, "The unit of the price.", example: "\"C62\"")
        case .currency: JSONField("currency", .identifier, required: true, "ISO 4217.", example: "\"EUR\"")
        case .price: JSONField("price", .decimal, required: true, "Price of `baseQuantity` units.", example: "2.50")
        case .baseQuantity:
            JSONField("baseQuantity", .decimal, "How many units the price is for. Default: 1.", example: "100")
        case .validFrom: JSONField("validFrom", .date, "First day of validity.", example: "\"2026-01-01\"")
        case .validTo: JSONField("validTo", .date, "Last day of validity.", example: "\"2026-12-31\"")
        case .minimumQuantity:
            JSONField("minimumQuantity", .decimal, "From this quantity on, in `unit`.", example: "100")
        case .promotion:
            JSONField(
                "promotion", .text, "Name of the promotion or agreement. Absent: the list itself.",
                example: "\"autumn offer\"")
        }
    }
}

enum SaleField: Int, JSONFieldSet {
    case customer, product, unit, currency, price, baseQuantity, soldOn

    static let shape = JSONShape("sale", "Sale", "A sale made before this desk kept the books.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .customer: JSONField("customer", .identifier, required: true, "Who bought.", example: "\"acme\"")
        case .product: JSONField("product", .identifier, required: true, "Our product code.", example: "\"W-100\"")
        case .unit: JSONField("unit", .identifier, required: true, "The unit of the price.", example: "\"C62\"")
        case .currency: JSONField("currency", .identifier, required: true, "ISO 4217.", example: "\"EUR\"")
        case .price: JSONField("price", .decimal, required: true, "Price of `baseQuantity` units.", example: "2.40")
        case .baseQuantity:
            JSONField("baseQuantity", .decimal, "How many units the price is for. Default: 1.", example: "1")
        case .soldOn: JSONField("soldOn", .date, required: true, "Day of the sale.", example: "\"2026-08-14\"")
        }
    }
}

enum StockLotField: Int, JSONFieldSet {
    case warehouse, product, lot, quantity, receivedOn, expiresOn

    static let shape = JSONShape("stockLot", "Stock lot", "A quantity of one lot in one warehouse.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .warehouse: JSONField("warehouse", .identifier, required: true, "The warehouse.", example: "\"north\"")
        case .product: JSONField("product", .identifier, required: true, "Our product code.", example: "\"W-100\"")
        case .lot:
            JSONField("lot", .identifier, "The lot. Absent where lots are not told apart.", example: "\"L2026-10\"")
        case .quantity:
            JSONField("quantity", .decimal, required: true, "How much, in the product's own unit.", example: "4800")
        case .receivedOn: JSONField("receivedOn", .date, "When the lot came in.", example: "\"2026-10-02\"")
        case .expiresOn: JSONField("expiresOn", .date, "When the lot expires.", example: "\"2027-10-01\"")
        }
    }
}
