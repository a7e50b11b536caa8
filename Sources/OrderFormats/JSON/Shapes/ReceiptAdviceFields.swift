// The shape of a receipt advice (Q04, Q05).

import OrderModel

enum ReceiptAdviceField: Int, JSONFieldSet {
    case document, number, shipment, order, receivedOn, inspectedBy, result, remarks, lines

    static let shape = JSONShape(
        "receipt-advice", "Receipt advice", "What you received of a shipment, and whether you accept it.",
        fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("receipt-advice"), required: true, "Says what this is.")
        case .number: JSONField("number", .identifier, "Your number of the advice.", example: "\"RA-4711\"")
        case .shipment:
            JSONField(
                "shipment", .identifier, "Our shipment, as on the shipping notice. This or order is needed.",
                example: "\"SO-2026-000017-S1\"")
        case .order:
            JSONField(
                "order", .identifier,
                "Your order number, or ours: all that has left of it and that you have not told "
                    + "us about.", example: "\"PO-4711\"")
        case .receivedOn: JSONField("receivedOn", .date, "When the goods came.", example: "\"2026-11-25\"")
        case .inspectedBy: JSONField("inspectedBy", .text, "Who inspected them.", example: "\"H. Meyer\"")
        case .result:
            JSONField(
                "result", .choice(ReceiptAdvice.Result.allCases.map(\.rawValue)),
                "accepted, accepted-with-remarks or rejected. Follows from the lines where it is left out.",
                example: "\"accepted-with-remarks\"")
        case .remarks: JSONField("remarks", .text, "Anything a person should read.", example: "\"one carton wet\"")
        case .lines:
            JSONField(
                "lines", .list(.object(ReceiptAdviceLineField.shape)),
                "What came, line by line. Left out: all of it came, and result says what you make of it.")
        }
    }
}

enum ReceiptAdviceLineField: Int, JSONFieldSet {
    case lineID, product, buyerCode, gtin, name, specification, received, unit, short, rejected, damaged, excess
    case reasonCode, reason, result

    static let shape = JSONShape(
        "receiptAdviceLine", "Receipt advice line", "What came of a line that was sent.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .lineID:
            JSONField("lineID", .identifier, "The line, as on the shipping notice.", example: "\"1\"")
        case .product: JSONField("product", .identifier, "Our product code.", example: "\"W-100\"")
        case .buyerCode: JSONField("buyerCode", .identifier, "Your product code.", example: "\"HB-8\"")
        case .gtin: JSONField("gtin", .identifier, "GTIN (EAN, UPC).", example: "\"4012345678901\"")
        case .name: JSONField("name", .text, "What it is.", example: "\"Hex bolt M8\"")
        case .specification: JSONField("specification", .text, "Size, colour, grade.", example: "\"M8 × 40\"")
        case .received:
            JSONField(
                "received", .decimal, "What came, faulty goods included. Left out: as sent, less what is short.",
                example: "98")
        case .unit:
            JSONField(
                "unit", .identifier, "The unit of all quantities; that of the shipping notice where left out.",
                example: "\"C62\"")
        case .short: JSONField("short", .decimal, "What is missing.", example: "2")
        case .rejected: JSONField("rejected", .decimal, "What came and is not accepted.", example: "5")
        case .damaged:
            JSONField("damaged", .decimal, "What came damaged, where rejected does not count it.", example: "1")
        case .excess: JSONField("excess", .decimal, "What came beyond what was sent.", example: "0")
        case .reasonCode:
            JSONField(
                "reasonCode", .identifier, "quantity, specification or quality; or your own code.",
                example: "\"quality\"")
        case .reason: JSONField("reason", .text, "What is wrong, in words.", example: "\"threads are rusty\"")
        case .result:
            JSONField(
                "result", .choice(ReceiptAdvice.Result.allCases.map(\.rawValue)), "Your word on this line.",
                example: "\"rejected\"")
        }
    }
}
