// The columns of an order file: terms, proofs, and the lines.

import OrderModel

extension OrderColumn {
    // MARK: - Terms and proofs

    var termsDeclaration: CSVColumn {
        switch self {
        case .paymentMeans:
            CSVColumn(
                "payment_means", .document, .optional, .text, "How you pay.", example: "bank transfer",
                aliases: ["payment method", "支付方式", "付款方式"])
        case .paymentTerms:
            CSVColumn(
                "payment_terms", .document, .optional, .text, "When you pay.", example: "30 days net",
                aliases: ["付款条件", "付款期限"])
        case .transportMode:
            CSVColumn(
                "transport_mode", .document, .optional, .text, "How the goods travel.", example: "road",
                aliases: ["shipping method", "运输方式", "配送方式"])
        case .signedBy:
            CSVColumn(
                "signed_by", .document, .optional, .text,
                "Fax: who signed the order. A fax order counts only with a signature or a stamp.", example: "H. Meyer",
                aliases: ["signature", "签名", "签字人", "客户签名"])
        case .stampedBy:
            CSVColumn(
                "stamped_by", .document, .optional, .text, "Fax: whose company stamp the order bears.",
                example: "Acme Trading GmbH", aliases: ["stamp", "盖章", "盖章单位"])
        case .signedOn:
            CSVColumn(
                "signed_on", .document, .optional, .date, "Fax: the date beside the signature or stamp.",
                example: "2026-11-20", aliases: ["签字日期", "盖章日期", "签署日期"])
        case .emailEvidence:
            CSVColumn(
                "email_evidence", .document, .optional, .text,
                "E-mail: file name or message id of your mail with which the order came.", example: "mail-4711.eml",
                aliases: ["email attachment", "邮件附件", "邮件凭证"])
        case .emailEvidenceSHA256:
            CSVColumn(
                "email_evidence_sha256", .document, .optional, .sha256, "SHA-256 of that mail, in hexadecimal digits.",
                example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", aliases: ["邮件摘要"])
        case .recordedBy:
            CSVColumn(
                "recorded_by", .document, .optional, .text, "Telephone: who wrote the verbal order down.",
                example: "Zhang Wei", aliases: ["记录人", "登记人"])
        case .confirmedBy:
            CSVColumn(
                "confirmed_by", .document, .optional, .text,
                "Telephone: who on the customer's side confirmed the record.", example: "H. Meyer",
                aliases: ["确认人", "客户确认人"])
        case .note:
            CSVColumn(
                "note", .document, .optional, .text, "Anything a person should read.", example: "ring before delivery",
                aliases: ["remarks", "comment", "备注", "订单备注"])
        case .quotation:
            CSVColumn(
                "quotation", .document, .optional, .identifier, "Our number of the quotation that you order by.",
                example: "QU-2026-000003", aliases: ["quotation number", "quote", "quote number", "报价单号", "报价编号"])
        case .changeNumber:
            CSVColumn(
                "change_number", .document, .optional, .identifier,
                "Your own number of the change, where the file changes an order.", example: "2",
                aliases: ["change no", "change request", "变更单号", "变更编号"])
        case .changeReason:
            CSVColumn(
                "change_reason", .document, .optional, .text, "Why you ask for the change or the cancellation.",
                example: "our customer needs them earlier", aliases: ["reason for change", "变更原因", "取消原因"])
        case .expectedImpact:
            CSVColumn(
                "expected_impact", .document, .optional, .text, "What you expect of the change.",
                example: "delivery one week earlier", aliases: ["impact", "变更影响", "预期影响"])
        case .orderTotal:
            CSVColumn(
                "order_total", .document, .optional, .decimal,
                "The sum of the lines as you computed it; it is checked.",
                example: "250.00", aliases: ["total", "total amount", "订单总额", "总金额", "合计"])
        default:
            CSVColumn(
                "delivery_date", .document, .optional, .date, "When the goods should arrive.", example: "2026-12-04",
                aliases: ["requested delivery date", "delivery", "due date", "交货日期", "交期", "送货日期", "交货时间"])
        }
    }

    // MARK: - Lines

    var lineDeclaration: CSVColumn {
        switch self {
        case .product:
            CSVColumn(
                "product", .line, .optional, .identifier,
                "Our product code. One of product, customer_product and gtin must say what is ordered.",
                example: "W-100",
                aliases: [
                    "product code", "article", "article number", "sku", "item", "item number", "seller code", "产品编号",
                    "产品编码", "产品代码", "商品编码", "货号",
                ])
        case .customerProduct:
            CSVColumn(
                "customer_product", .line, .optional, .identifier, "Your own code of the product.", example: "A-1",
                aliases: ["buyer code", "customer article", "your article", "客户产品编号", "客户货号", "客户料号"])
        case .gtin:
            CSVColumn(
                "gtin", .line, .optional, .gtin, "GTIN (EAN, UPC) of the product.", example: "4012345678901",
                aliases: ["ean", "upc", "barcode", "条码", "条形码", "国际条码"])
        case .name:
            CSVColumn(
                "name", .line, .optional, .text, "The product's name as you call it.", example: "Hex bolt M8",
                aliases: ["product name", "description", "产品名称", "商品名称", "品名", "名称", "品种"])
        case .specification:
            CSVColumn(
                "specification", .line, .optional, .text, "Size, colour, grade, quality.",
                example: "M8 × 40, galvanised",
                aliases: ["spec", "规格", "规格型号", "产品规格", "型号", "质量"])
        case .quantity:
            CSVColumn(
                "quantity", .line, .column, .decimal, "How much is ordered, in `unit`. At most 6 decimals.",
                example: "120", aliases: ["qty", "amount ordered", "数量", "订购数量", "订货数量"])
        case .unit:
            CSVColumn(
                "unit", .line, .optional, .identifier,
                "UN/ECE Recommendation 20 code (C62 piece, KGM kilogram), or a word of your own that we have agreed on.",
                example: "C62", aliases: ["uom", "unit of measure", "unit code", "单位", "计量单位"])
        case .price:
            CSVColumn(
                "price", .line, .optional, .decimal, "Price of `price_base` units, without tax. At most 6 decimals.",
                example: "2.50", aliases: ["unit price", "单价", "价格"])
        case .priceBase:
            CSVColumn(
                "price_base", .line, .optional, .decimal, "How many units the price is for. Default: 1.",
                example: "100",
                aliases: ["price per", "price unit", "计价数量"])
        case .lineAmount:
            CSVColumn(
                "line_amount", .line, .optional, .decimal, "The amount of the line as you computed it; it is checked.",
                example: "300.00", aliases: ["amount", "line total", "金额", "小计", "行金额"])
        case .lineDeliveryDate:
            CSVColumn(
                "line_delivery_date", .line, .optional, .date,
                "When this line should arrive, where it differs from the order.", example: "2026-12-11",
                aliases: ["行交货日期"])
        case .packing:
            CSVColumn(
                "packing", .line, .optional, .text, "How the goods should be packed.", example: "cartons of 12",
                aliases: ["packaging", "包装", "包装要求"])
        case .change:
            CSVColumn(
                "change", .line, .optional, .choice(OrderWords.lineChanges),
                "In a change of an order: what is meant with this line.", example: "change",
                aliases: ["line change", "行变更", "变更类型"])
        case .lineNote:
            CSVColumn(
                "line_note", .line, .optional, .text, "Anything a person should read about this line.",
                example: "only from one lot", aliases: ["行备注", "明细备注"])
        default:
            CSVColumn(
                "line", .line, .optional, .identifier, "Your line number. Default: 1, 2, 3 … in the order of the rows.",
                example: "10", aliases: ["line number", "line no", "position", "pos", "行号", "序号", "项次"])
        }
    }
}
