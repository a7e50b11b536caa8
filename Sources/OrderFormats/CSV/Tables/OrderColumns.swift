// The columns of an order file: one row per line of an order, grouped by the order's number.

import OrderModel

extension CSVTable {
    package static let orders = CSVTable(
        .order, "Orders",
        """
        One row per order line. Rows with the same `order` belong to one order; they need not stand together. Columns of \
        the order (not of its line) may be filled in the first row only; where several rows fill them, they must agree. A row \
        that fills only columns of the order adds no line.
        """, columns: OrderColumn.self, groupedBy: .order)
}

enum OrderColumn: Int, CSVColumnSet {
    case order, orderDate, documentType, form, orderClass, urgency, purpose, currency
    case buyerID, buyerName, contactName, contactPhone, contactEmail
    case shipToName, shipToStreet, shipToCity, shipToPostalCode, shipToRegion, shipToCountry
    case deliveryDate, paymentMeans, paymentTerms, transportMode
    case signedBy, stampedBy, signedOn, emailEvidence, emailEvidenceSHA256, recordedBy, confirmedBy
    case note, quotation, changeNumber, changeReason, expectedImpact, orderTotal
    case line, product, customerProduct, gtin, name, specification, quantity, unit, price, priceBase, lineAmount
    case lineDeliveryDate, packing, lineNote, change

    var declaration: CSVColumn {
        if rawValue >= OrderColumn.line.rawValue { return lineDeclaration }
        return rawValue >= OrderColumn.deliveryDate.rawValue ? termsDeclaration : headDeclaration
    }

    // MARK: - Number, kind and parties

    private var headDeclaration: CSVColumn {
        switch self {
        case .orderDate:
            CSVColumn(
                "order_date", .document, .optional, .date, "The date of the order.", example: "2026-11-20",
                aliases: ["date", "po date", "issue date", "订单日期", "下单日期", "日期"])
        case .documentType:
            CSVColumn(
                "document_type", .document, .optional, .choice(OrderWords.documentTypes),
                "What kind of document makes the offer to buy; request-for-quotation asks for our prices only. Default: "
                    + "purchase-order.", example: "purchase-order",
                aliases: ["单据类型", "订单类型"])
        case .form:
            CSVColumn(
                "form", .document, .optional, .choice(OrderWords.forms),
                "paper for an order keyed in from a paper form. Default: paper for fax and phone, else electronic.",
                example: "electronic", aliases: ["订单形式"])
        case .orderClass:
            CSVColumn(
                "order_class", .document, .optional, .choice(OrderWords.classes),
                "Merchandise (sales), after-sales service, or complaint and refund. Default: sales.", example: "sales",
                aliases: ["class", "订单类别", "订单分类"])
        case .urgency:
            CSVColumn(
                "urgency", .document, .optional, .choice(OrderWords.urgencies), "Default: normal.", example: "urgent",
                aliases: ["priority", "紧急程度", "是否加急", "加急"])
        case .purpose:
            CSVColumn(
                "purpose", .document, .optional, .choice(OrderWords.purposes),
                "What is meant with this order number: a new order, a change, a cancellation, a copy. Default: original.",
                example: "original", aliases: ["订单用途"])
        case .currency:
            CSVColumn(
                "currency", .document, .optional, .identifier, "The currency of all prices, ISO 4217.", example: "EUR",
                aliases: ["currency code", "货币", "币种", "币别"])
        case .buyerID:
            CSVColumn(
                "buyer_id", .document, .optional, .identifier,
                "Your own number, with its scheme in front where it has one. It must be one that we know of you.",
                example: "GLN:4012345000009",
                aliases: ["buyer", "customer number", "customer id", "gln", "客户编号", "客户代码", "买方编号"])
        case .buyerName:
            CSVColumn(
                "buyer_name", .document, .optional, .text, "Your name.", example: "Acme Trading GmbH",
                aliases: ["customer", "customer name", "客户", "客户名称", "客户姓名", "买方", "购货单位"])
        case .contactName:
            CSVColumn(
                "contact_name", .document, .optional, .text, "Whom we can ask about the order.", example: "Li Na",
                aliases: ["contact", "contact person", "联系人", "联系人姓名"])
        case .contactPhone:
            CSVColumn(
                "contact_phone", .document, .optional, .text, "Telephone of the contact.", example: "+49 30 1234567",
                aliases: ["phone", "telephone", "tel", "联系电话", "电话", "手机"])
        case .contactEmail:
            CSVColumn(
                "contact_email", .document, .optional, .text, "E-mail address of the contact.",
                example: "li.na@acme.example", aliases: ["email", "e-mail", "电子邮件", "邮箱", "电子邮箱"])
        case .shipToName:
            CSVColumn(
                "ship_to_name", .document, .optional, .text, "Who receives the goods.", example: "Acme warehouse north",
                aliases: ["deliver to", "ship to", "consignee", "收货人", "收货单位"])
        case .shipToStreet:
            CSVColumn(
                "ship_to_street", .document, .optional, .text, "Street and house number of the place of delivery.",
                example: "Hafenstr. 12",
                aliases: ["street", "address", "delivery address", "收货地址", "送货地址", "配送地址", "地址", "交货地点"])
        case .shipToCity:
            CSVColumn(
                "ship_to_city", .document, .optional, .text, "City of the place of delivery.", example: "Hamburg",
                aliases: ["city", "城市", "收货城市"])
        case .shipToPostalCode:
            CSVColumn(
                "ship_to_postal_code", .document, .optional, .text, "Postal code of the place of delivery.",
                example: "20457", aliases: ["postal code", "zip", "zip code", "postcode", "邮编", "邮政编码"])
        case .shipToRegion:
            CSVColumn(
                "ship_to_region", .document, .optional, .text, "Region, state or province.", example: "Hamburg",
                aliases: ["region", "state", "province", "省", "省份"])
        case .shipToCountry:
            CSVColumn(
                "ship_to_country", .document, .optional, .identifier, "Country, ISO 3166-1 alpha-2.", example: "DE",
                aliases: ["country", "country code", "国家"])
        default:
            CSVColumn(
                "order", .document, .everyRow, .identifier, "Your order number. The same number is the same order.",
                example: "PO-4711",
                aliases: [
                    "order number", "order no", "po", "po number", "po no", "purchase order", "订单号", "订单编号",
                    "采购订单号", "单号", "合同号",
                ])
        }
    }
}
