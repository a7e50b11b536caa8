// The columns of the desk's own reference files: products, customers, prices, past sales, stock.

import OrderModel

extension CSVTable {
    package static let products = CSVTable(
        .products, "Products", "The catalogue: one row per product.", columns: ProductColumn.self)
    package static let customers = CSVTable(
        .customers, "Customers", "One row per customer.", columns: CustomerColumn.self)
    package static let prices = CSVTable(
        .prices, "Prices", "Price list, promotions and agreements: one row per entry.", columns: PriceColumn.self)
    package static let sales = CSVTable(
        .sales, "Past sales", "Sales made before this desk kept the books: one row per sale.", columns: SaleColumn.self)
    package static let stock = CSVTable(
        .stock, "Stock",
        """
        A count of whole warehouses: one row per lot. It takes the place of what was known of these warehouses, so it is \
        taken whole or not at all.
        """, columns: StockColumn.self)
}

private let productWords = ["product code", "article", "sku", "产品编号", "产品编码", "产品代码", "货号"]
private let unitWords = ["uom", "unit of measure", "单位", "计量单位"]
private let customerWords = ["customer id", "customer code", "partner", "客户", "客户编号", "客户代码"]
private let currencyWords = ["currency code", "货币", "币种", "币别"]
private let priceWords = ["unit price", "单价", "价格"]
private let baseWords = ["price base", "price per", "计价数量"]

enum ProductColumn: Int, CSVColumnSet {
    case product, name, specification, unit, packUnits, gtin, customerCodes, standard, leadTimeDays, weight, volume

    var declaration: CSVColumn {
        switch self {
        case .product:
            CSVColumn(
                "product", .line, .everyRow, .identifier, "Our product code.", example: "W-100", aliases: productWords)
        case .name:
            CSVColumn(
                "name", .line, .everyRow, .text, "The product's name.", example: "Hex bolt M8",
                aliases: ["product name", "description", "产品名称", "品名", "名称"])
        case .specification:
            CSVColumn(
                "specification", .line, .optional, .text, "Size, colour, grade.", example: "M8 × 40, galvanised",
                aliases: ["spec", "规格", "规格型号"])
        case .unit:
            CSVColumn(
                "unit", .line, .everyRow, .identifier, "The unit in which stock is kept, UN/ECE Recommendation 20.",
                example: "C62", aliases: unitWords)
        case .packUnits:
            CSVColumn(
                "pack_units", .line, .optional, .pairs, "Other units in which it is sold: how many `unit` one holds.",
                example: "CT=12;PAL=480", aliases: ["packing units", "包装单位", "换算"])
        case .gtin:
            CSVColumn(
                "gtin", .line, .optional, .gtin, "GTIN (EAN, UPC).", example: "4012345678901",
                aliases: ["ean", "upc", "barcode", "条码", "条形码"])
        case .customerCodes:
            CSVColumn(
                "customer_codes", .line, .optional, .pairs, "Customers' own codes, by partner id.",
                example: "acme=A-1;globex=77", aliases: ["客户货号", "客户产品编号"])
        case .standard:
            CSVColumn(
                "standard", .line, .optional, .yesNo,
                "no for a product that is made to order or not type-approved. Default: yes.", example: "yes",
                aliases: ["is standard", "标准产品", "是否标准"])
        case .leadTimeDays:
            CSVColumn(
                "lead_time_days", .line, .optional, .integer, "Days until dispatch where it has to be bought or made.",
                example: "14", aliases: ["lead time", "交货周期", "工期"])
        case .weight:
            CSVColumn(
                "weight_kg", .line, .optional, .decimal, "Gross weight of one `unit` in kilograms.", example: "0.045",
                aliases: ["weight", "gross weight", "毛重", "重量"])
        case .volume:
            CSVColumn(
                "volume_m3", .line, .optional, .decimal, "Volume of one `unit`, packed, in cubic metres.",
                example: "0.00012", aliases: ["volume", "体积"])
        }
    }
}

enum CustomerColumn: Int, CSVColumnSet {
    case customer, name, identifiers, contactName, contactPhone, contactEmail
    case street, city, postalCode, region, country
    case keyCustomer, shortageConsent, creditStanding, creditLimit, creditCurrency, openAmount, overdueAmount
    case salesContact, potential, paymentMeans, paymentTerms

    var declaration: CSVColumn {
        switch self {
        case .customer:
            CSVColumn(
                "customer", .line, .everyRow, .identifier, "The partner's id: the name of its folders.",
                example: "acme",
                aliases: customerWords)
        case .name:
            CSVColumn(
                "name", .line, .everyRow, .text, "The customer's name.", example: "Acme Trading GmbH",
                aliases: ["customer name", "客户名称", "名称"])
        case .identifiers:
            CSVColumn(
                "identifiers", .line, .optional, .identifiers, "Numbers by which the customer is known.",
                example: "GLN:4012345000009;VAT:DE123456789", aliases: ["numbers", "识别号"])
        case .contactName:
            CSVColumn(
                "contact_name", .line, .optional, .text, "Contact person.", example: "H. Meyer",
                aliases: ["contact", "联系人"])
        case .contactPhone:
            CSVColumn(
                "contact_phone", .line, .optional, .text, "Telephone.", example: "+49 30 1234567",
                aliases: ["phone", "telephone", "联系电话", "电话"])
        case .contactEmail:
            CSVColumn(
                "contact_email", .line, .optional, .text, "E-mail address.", example: "orders@acme.example",
                aliases: ["email", "邮箱", "电子邮件"])
        case .street:
            CSVColumn(
                "street", .line, .optional, .text, "Street and house number.", example: "Hafenstr. 12",
                aliases: ["address", "地址"])
        case .city: CSVColumn("city", .line, .optional, .text, "City.", example: "Hamburg", aliases: ["城市"])
        case .postalCode:
            CSVColumn(
                "postal_code", .line, .optional, .text, "Postal code.", example: "20457", aliases: ["zip", "邮编"])
        case .region:
            CSVColumn(
                "region", .line, .optional, .text, "Region, state or province.", example: "Hamburg",
                aliases: ["state", "province", "省份"])
        case .country:
            CSVColumn(
                "country", .line, .optional, .identifier, "Country, ISO 3166-1 alpha-2.", example: "DE", aliases: ["国家"]
            )
        default: standing
        }
    }

    private var standing: CSVColumn {
        switch self {
        case .keyCustomer:
            CSVColumn(
                "key_customer", .line, .optional, .yesNo, "yes: its orders are important orders. Default: no.",
                example: "no", aliases: ["important", "重点客户", "重要客户"])
        case .potential:
            CSVColumn(
                "potential", .line, .optional, .yesNo,
                "yes: the customer may become an important one, so that small orders are welcome. Default: not said.",
                example: "yes", aliases: ["promising", "潜力客户", "有潜力"])
        case .paymentMeans:
            CSVColumn(
                "payment_means", .line, .optional, .text, "How the customer pays, where an order does not say.",
                example: "bank transfer", aliases: ["payment method", "支付方式", "付款方式"])
        case .paymentTerms:
            CSVColumn(
                "payment_terms", .line, .optional, .text, "When the customer pays, where an order does not say.",
                example: "30 days net", aliases: ["付款条件", "付款期限"])
        case .shortageConsent:
            CSVColumn(
                "shortage_consent", .line, .optional, .choice(OrderWords.consents),
                "What was agreed for short goods: part (ship what is there), wait, or ask. Default: ask.",
                example: "part", aliases: ["缺货约定"])
        case .creditStanding:
            CSVColumn(
                "credit_standing", .line, .optional, .choice(OrderWords.standings), "good or bad. Default: good.",
                example: "good", aliases: ["credit", "信用状况", "信用"])
        case .creditLimit:
            CSVColumn(
                "credit_limit", .line, .optional, .decimal, "Credit limit in `credit_currency`. Empty: no limit set.",
                example: "50000", aliases: ["信用额度"])
        case .creditCurrency:
            CSVColumn(
                "credit_currency", .line, .optional, .identifier, "Currency of the three amounts, ISO 4217.",
                example: "EUR", aliases: ["currency", "信用币种", "币种"])
        case .openAmount:
            CSVColumn(
                "open_amount", .line, .optional, .decimal, "What finance reports as open. Default: 0.",
                example: "1200.50",
                aliases: ["receivables", "应收账款", "未结金额"])
        case .overdueAmount:
            CSVColumn(
                "overdue_amount", .line, .optional, .decimal, "What finance reports as overdue. Default: 0.",
                example: "0", aliases: ["overdue", "逾期金额"])
        default:
            CSVColumn(
                "sales_contact", .line, .optional, .text, "Who on our side looks after the orders.",
                example: "Liu Yang",
                aliases: ["account manager", "业务员", "销售员"])
        }
    }
}

enum PriceColumn: Int, CSVColumnSet {
    case product, customer, unit, currency, price, baseQuantity, validFrom, validTo, minimumQuantity, promotion

    var declaration: CSVColumn {
        switch self {
        case .product:
            CSVColumn(
                "product", .line, .everyRow, .identifier, "Our product code.", example: "W-100", aliases: productWords)
        case .customer:
            CSVColumn(
                "customer", .line, .optional, .identifier, "Whom the price is for. Empty: for everybody.",
                example: "acme", aliases: customerWords)
        case .unit:
            CSVColumn(
                "unit", .line, .everyRow, .identifier, "The unit of the price.", example: "C62", aliases: unitWords)
        case .currency:
            CSVColumn(
                "currency", .line, .everyRow, .identifier, "ISO 4217.", example: "EUR", aliases: currencyWords)
        case .price:
            CSVColumn(
                "price", .line, .everyRow, .decimal, "Price of `base_quantity` units, without tax.", example: "2.50",
                aliases: priceWords)
        case .baseQuantity:
            CSVColumn(
                "base_quantity", .line, .optional, .decimal, "How many units the price is for. Default: 1.",
                example: "100", aliases: baseWords)
        case .validFrom:
            CSVColumn(
                "valid_from", .line, .optional, .date, "First day of validity.", example: "2026-01-01",
                aliases: ["from", "生效日期"])
        case .validTo:
            CSVColumn(
                "valid_to", .line, .optional, .date, "Last day of validity.", example: "2026-12-31",
                aliases: ["to", "until", "失效日期"])
        case .minimumQuantity:
            CSVColumn(
                "minimum_quantity", .line, .optional, .decimal, "From this quantity on, in `unit`.", example: "100",
                aliases: ["from quantity", "起订量", "最小数量"])
        case .promotion:
            CSVColumn(
                "promotion", .line, .optional, .text, "Name of the promotion or agreement. Empty: the list itself.",
                example: "autumn offer", aliases: ["agreement", "促销", "促销活动", "协议"])
        }
    }
}

enum SaleColumn: Int, CSVColumnSet {
    case customer, product, unit, currency, price, baseQuantity, soldOn

    var declaration: CSVColumn {
        switch self {
        case .customer:
            CSVColumn(
                "customer", .line, .everyRow, .identifier, "Who bought.", example: "acme", aliases: customerWords)
        case .product:
            CSVColumn(
                "product", .line, .everyRow, .identifier, "Our product code.", example: "W-100", aliases: productWords)
        case .unit:
            CSVColumn(
                "unit", .line, .everyRow, .identifier, "The unit of the price.", example: "C62", aliases: unitWords)
        case .currency:
            CSVColumn(
                "currency", .line, .everyRow, .identifier, "ISO 4217.", example: "EUR", aliases: currencyWords)
        case .price:
            CSVColumn(
                "price", .line, .everyRow, .decimal, "Price of `base_quantity` units, without tax.", example: "2.40",
                aliases: priceWords)
        case .baseQuantity:
            CSVColumn(
                "base_quantity", .line, .optional, .decimal, "How many units the price is for. Default: 1.",
                example: "1", aliases: baseWords)
        case .soldOn:
            CSVColumn(
                "sold_on", .line, .everyRow, .date, "Day of the sale.", example: "2026-08-14",
                aliases: ["sale date", "销售日期", "成交日期"])
        }
    }
}

enum StockColumn: Int, CSVColumnSet {
    case warehouse, product, lot, quantity, receivedOn, expiresOn

    var declaration: CSVColumn {
        switch self {
        case .warehouse:
            CSVColumn(
                "warehouse", .line, .everyRow, .identifier, "The warehouse.", example: "north",
                aliases: ["location", "仓库", "仓库编号"])
        case .product:
            CSVColumn(
                "product", .line, .everyRow, .identifier, "Our product code.", example: "W-100", aliases: productWords)
        case .lot:
            CSVColumn(
                "lot", .line, .optional, .identifier, "The lot. Empty where lots are not told apart.",
                example: "L2026-10", aliases: ["batch", "批号", "批次"])
        case .quantity:
            CSVColumn(
                "quantity", .line, .everyRow, .decimal, "How much is there, in the product's own unit.",
                example: "4800",
                aliases: ["qty", "on hand", "数量", "库存数量", "库存"])
        case .receivedOn:
            CSVColumn(
                "received_on", .line, .optional, .date, "When the lot came in.", example: "2026-10-02",
                aliases: ["receipt date", "入库日期"])
        case .expiresOn:
            CSVColumn(
                "expires_on", .line, .optional, .date, "When the lot expires.", example: "2027-10-01",
                aliases: ["expiry", "expiry date", "best before", "有效期", "到期日期", "失效日期"])
        }
    }
}
