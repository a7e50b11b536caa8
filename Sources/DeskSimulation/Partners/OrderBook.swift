// What partners have to order: files of one order, and files of several.

import ExactDecimals
import OrderFormats
import OrderModel

struct OrderBook {
    /// The orders of one file.
    struct Page {
        /// The customer's numbers.
        let references: [String]
        let bytes: [UInt8]
        let ending: String
        /// `PO-7`: what the file is called.
        var stem: String { references.first ?? "" }
    }

    private var count = 0

    /// - Parameter mayBeTable: a table does not show that its end is missing, so only who writes with care may send one.
    mutating func orders(mayBeTable: Bool, _ dice: inout Dice) -> Page {
        let many = dice.hits(percent: 70) ? 1 : dice.number(2...7)
        let isTable = mayBeTable && dice.hits(percent: 30)
        var orders: [PurchaseOrder] = []
        for _ in 0..<many { orders.append(order(&dice)) }
        return Page(
            references: orders.map(\.customerReference),
            bytes: isTable ? OrderBook.table(orders) : IncomingDocumentWriter.write(orders.map { .order($0) }),
            ending: isTable ? "csv" : "json")
    }

    private mutating func order(_ dice: inout Dice) -> PurchaseOrder {
        count += 1
        let product = dice.hits(percent: 80) ? "P-1" : "P-2"
        let quantity = dice.number(1...9)
        let price = dice.hits(percent: 15) ? 9 : 10
        var order = PurchaseOrder(customerReference: "PO-\(count)")
        order.currency = "CNY"
        order.contact = World.contact
        order.deliverTo = World.address
        order.lines = [
            OrderLine(
                id: "1", sellerCode: product, quantity: ExactDecimal(quantity), unit: "EA",
                unitPrice: ExactDecimal(price))
        ]
        return order
    }

    private static func table(_ orders: [PurchaseOrder]) -> [UInt8] {
        let rows = orders.flatMap { order in
            order.lines.map { line in
                "\(order.customerReference),CNY,1,\(line.sellerCode ?? ""),\(line.quantity?.description ?? ""),EA,"
                    + (line.unitPrice?.description ?? "")
            }
        }
        return Array((["order,currency,line,product,quantity,unit,price"] + rows).joined(separator: "\n").utf8) + [10]
    }
}
