// Orders as the desk meets them, ready for review: most are plain, some are urgent, special, short of goods or too cheap.

import ExactDecimals
import OrderModel
import OrderProcess

enum RuleOrders {
    /// So many different orders, the same in each run.
    static func make(_ count: Int) throws -> [ReviewCase] {
        try (0..<count).map { try order($0) }
    }

    private static func order(_ number: Int) throws -> ReviewCase {
        let lines = try (0...number % 5).map { try line(number, $0) }
        let customer = try customer(number)
        var order = PurchaseOrder(customerReference: "PO-\(Digits.padded(number, 6))")
        order.currency = "EUR"
        order.urgency = number % 31 == 0 ? .urgent : .normal
        order.note = number % 23 == 0 ? "please deliver to gate 3" : nil
        order.deliverTo = PostalAddress(name: customer.name, city: "Hamburg", country: "DE")
        order.lines = lines.map {
            OrderLine(
                id: $0.line.lineID, sellerCode: $0.line.product, quantity: $0.line.quantity, unit: "EA",
                unitPrice: $0.line.unitPrice)
        }
        let registration = Registration(
            partner: customer.id, channel: number % 7 == 0 ? .edi : .email, order: order, contentHash: "",
            intake: "bench", format: .csv)
        let total = try lines.reduce(ExactDecimal.zero) { try $0 + ($1.line.amount ?? .zero) }
        let validation = Validation(
            lines: lines.map(\.line), findings: [], currency: "EUR", total: total,
            isSpecial: lines.contains { !$0.line.isStandard }, deliverTo: order.deliverTo)
        return ReviewCase(
            order: OrderRecord(
                number: "SO-2026-\(Digits.padded(number, 6))", registration: registration,
                at: Instant(milliseconds: 1_764_547_200_000)),
            validation: validation, lines: lines,
            customer: CustomerCase(customer: customer, exposure: try customer.openAmount + total, isComparable: true),
            today: CalendarDate(daysSinceEpoch: 20_423))
    }

    /// One line of ten is below the list price, one of forty is not on the list, one of twenty-five is special.
    private static func line(_ order: Int, _ index: Int) throws -> LineCase {
        let number = order * 5 + index
        let quantity = ExactDecimal(1 + number % 40)
        let list = try ExactDecimal("\(10 + number % 90).50")
        let price = number % 10 == 3 ? try ExactDecimal("\(9 + number % 90).75") : list
        let validated = ValidatedLine(
            lineID: String(index + 1), product: "P-\(Digits.padded(number % 500, 4))", name: "Widget",
            specification: "blue, 10 mm", quantity: quantity, unit: "EA", stockQuantity: quantity, stockUnit: "EA",
            unitPrice: price, listPrice: number % 40 == 7 ? nil : list,
            promotion: number % 17 == 0 ? "autumn" : nil, lastPrice: number % 3 == 0 ? list : nil,
            amount: try quantity * price, isStandard: number % 25 != 9)
        return LineCase(
            line: validated, shortage: number % 20 == 11 ? ExactDecimal(1) : .zero, isPriceFromList: false,
            packing: number % 53 == 0 ? "pallets" : nil)
    }

    private static func customer(_ number: Int) throws -> OrderModel.Customer {
        let id = number % 200
        return OrderModel.Customer(
            id: "customer-\(id)", name: "Customer \(id)", isKeyCustomer: id % 20 == 0,
            creditStanding: id % 50 == 7 ? .bad : .good,
            creditLimit: id % 4 == 0 ? ExactDecimal(20_000) : nil, creditCurrency: "EUR",
            openAmount: try ExactDecimal("\(id * 103).00"),
            overdueAmount: id % 40 == 3 ? try ExactDecimal("120.00") : .zero)
    }
}
