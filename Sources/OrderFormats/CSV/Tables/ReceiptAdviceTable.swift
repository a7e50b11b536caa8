// Receipt advices as CSV: the columns, and an advice out of its rows (Q04, Q05).

import OrderModel

extension CSVTable {
    package static let receiptAdvices = CSVTable(
        .receiptAdvice, "Receipt advices",
        """
        What the customer received: one row per line of the shipping notice. Rows with the same `shipment` are one \
        advice; the columns of the advice may be filled in the first row only.
        """, columns: ReceiptAdviceColumn.self, groupedBy: .shipment)
}

enum ReceiptAdviceColumn: Int, CSVColumnSet {
    case shipment, number, order, receivedOn, inspectedBy, result, remarks
    case line, product, customerProduct, gtin, name, specification, received, unit
    case short, rejected, damaged, excess, reasonCode, reason, lineResult

    var declaration: CSVColumn {
        switch self {
        case .shipment, .number, .order, .receivedOn, .inspectedBy, .result, .remarks: ofAdvice
        case .line, .product, .customerProduct, .gtin, .name, .specification, .unit: ofProduct
        default: ofInspection
        }
    }

    private var ofAdvice: CSVColumn {
        switch self {
        case .shipment:
            CSVColumn(
                "shipment", .document, .everyRow, .identifier, "Our shipment, as on the shipping notice.",
                example: "SO-2026-000017-S1", aliases: ["shipment id", "shipment number", "发货单号", "出货单号", "送货单号"])
        case .number:
            CSVColumn(
                "advice_number", .document, .optional, .identifier, "Your number of the advice.", example: "RA-4711",
                aliases: ["receipt number", "acceptance number", "验收单号", "收货单号"])
        case .order:
            CSVColumn(
                "order", .document, .optional, .identifier, "Your order number, or ours.", example: "PO-4711",
                aliases: ["order number", "order no", "订单号", "订单编号"])
        case .receivedOn:
            CSVColumn(
                "received_on", .document, .optional, .date, "When the goods came.", example: "2026-11-25",
                aliases: ["receipt date", "收货日期", "验收日期", "到货日期"])
        case .inspectedBy:
            CSVColumn(
                "inspected_by", .document, .optional, .text, "Who inspected them.", example: "H. Meyer",
                aliases: ["inspector", "验收人", "检验人"])
        case .result:
            CSVColumn(
                "result", .document, .optional, .choice(OrderWords.acceptances),
                "accepted, accepted-with-remarks or rejected. Follows from the lines where it is empty.",
                example: "accepted-with-remarks", aliases: ["acceptance result", "验收结果", "验收结论"])
        default:
            CSVColumn(
                "remarks", .document, .optional, .text, "Anything a person should read.", example: "one carton wet",
                aliases: ["note", "comment", "备注"])
        }
    }

    private var ofProduct: CSVColumn {
        switch self {
        case .line:
            CSVColumn(
                "line", .line, .optional, .identifier, "The line, as on the shipping notice.", example: "1",
                aliases: ["line number", "行号", "序号", "项次"])
        case .product:
            CSVColumn(
                "product", .line, .optional, .identifier, "Our product code.", example: "W-100",
                aliases: ["product code", "article", "sku", "产品编号", "产品编码", "货号"])
        case .customerProduct:
            CSVColumn(
                "customer_product", .line, .optional, .identifier, "Your product code.", example: "HB-8",
                aliases: ["your product", "客户产品编号", "客户料号"])
        case .gtin:
            CSVColumn(
                "gtin", .line, .optional, .gtin, "GTIN (EAN, UPC).", example: "4012345678901",
                aliases: ["ean", "upc", "barcode", "条码", "条形码"])
        case .name:
            CSVColumn(
                "name", .line, .optional, .text, "What it is.", example: "Hex bolt M8",
                aliases: ["product name", "品名", "产品名称"])
        case .specification:
            CSVColumn(
                "specification", .line, .optional, .text, "Size, colour, grade.", example: "M8 × 40",
                aliases: ["spec", "规格", "型号", "规格型号"])
        default:
            CSVColumn(
                "unit", .line, .optional, .identifier,
                "The unit of all quantities; that of the shipping notice where it is empty.", example: "C62",
                aliases: ["uom", "单位"])
        }
    }

    private var ofInspection: CSVColumn {
        switch self {
        case .received:
            CSVColumn(
                "received", .line, .column, .decimal,
                "What came, faulty goods included. Empty: as sent, less what is short.", example: "98",
                aliases: ["received quantity", "quantity received", "实收数量", "收货数量"])
        case .short:
            CSVColumn(
                "short", .line, .optional, .decimal, "What is missing.", example: "2",
                aliases: ["short quantity", "missing", "短缺数量", "缺少数量"])
        case .rejected:
            CSVColumn(
                "rejected", .line, .optional, .decimal, "What came and is not accepted.", example: "5",
                aliases: ["rejected quantity", "拒收数量", "不合格数量"])
        case .damaged:
            CSVColumn(
                "damaged", .line, .optional, .decimal, "What came damaged, where rejected does not count it.",
                example: "1", aliases: ["damaged quantity", "破损数量"])
        case .excess:
            CSVColumn(
                "excess", .line, .optional, .decimal, "What came beyond what was sent.", example: "0",
                aliases: ["excess quantity", "oversupply", "超收数量", "多收数量"])
        case .reasonCode:
            CSVColumn(
                "reason_code", .line, .optional, .identifier, "quantity, specification or quality; or your own code.",
                example: "quality", aliases: ["problem", "问题类别", "原因代码"])
        case .reason:
            CSVColumn(
                "reason", .line, .optional, .text, "What is wrong, in words.", example: "threads are rusty",
                aliases: ["reject reason", "原因", "不合格原因", "问题说明"])
        default:
            CSVColumn(
                "line_result", .line, .optional, .choice(OrderWords.acceptances), "Your word on this line.",
                example: "rejected", aliases: ["行验收结果"])
        }
    }
}

enum ReceiptAdviceTable: CSVGroupedTable {
    static let key = ReceiptAdviceColumn.shipment
    static let keyMissing = FindingCode.valueMissing

    static func head(key: String, line: Int, _ context: ReadingContext) -> ReceiptAdvice {
        ReceiptAdvice(
            number: nil, shipment: key, order: nil, receivedOn: nil, inspectedBy: nil, result: nil, remarks: nil,
            lines: [])
    }

    static func read(
        _ column: ReceiptAdviceColumn, _ cells: borrowing CSVCells<ReceiptAdviceColumn>,
        into head: inout ReceiptAdvice?
    ) {
        switch column {
        case .number: head?.number = cells.identifier(column)
        case .order: head?.order = cells.identifier(column)
        case .receivedOn: head?.receivedOn = cells.date(column)
        case .inspectedBy: head?.inspectedBy = cells.text(column)
        case .result: head?.result = cells.choice(column)
        case .remarks: head?.remarks = cells.text(column)
        default: return
        }
    }

    static func line(at line: Int) -> ReceiptAdvice.Line { ReceiptAdvice.Line() }

    /// An advice names the lines of the shipping notice; a line without a number is found by its product.
    static func number(_ line: inout ReceiptAdvice.Line, _ number: Int) {}

    static func read(
        _ column: ReceiptAdviceColumn, _ cells: borrowing CSVCells<ReceiptAdviceColumn>,
        into line: inout ReceiptAdvice.Line
    ) {
        switch column {
        case .line: line.lineID = cells.identifier(column)
        case .product: line.product = cells.identifier(column)
        case .customerProduct: line.buyerCode = cells.identifier(column)
        case .gtin: line.gtin = cells.gtin(column)
        case .name: line.name = cells.text(column)
        case .specification: line.specification = cells.text(column)
        case .received: line.received = cells.decimal(column)
        case .unit: line.unit = cells.identifier(column)
        case .short: line.short = cells.decimal(column)
        case .rejected: line.rejected = cells.decimal(column)
        case .damaged: line.damaged = cells.decimal(column)
        case .excess: line.excess = cells.decimal(column)
        case .reasonCode: line.reasonCode = cells.identifier(column)
        case .reason: line.reason = cells.text(column)
        case .lineResult: line.result = cells.choice(column)
        default: return
        }
    }

    static func document(
        _ head: consuming ReceiptAdvice, _ lines: consuming [ReceiptAdvice.Line], _ sink: FindingSink
    ) -> IncomingDocument? {
        head.lines = consume lines
        return .receiptAdvice(consume head)
    }
}
