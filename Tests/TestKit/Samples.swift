// Products, customers, orders and stock for tests: sensible in every field, and each test changes what it is about.

package import ExactDecimals
package import OrderModel

/// A number as a test writes it.
package func exact(_ text: StaticString) -> ExactDecimal {
    guard let number = try? ExactDecimal("\(text)") else { preconditionFailure("\(text) is no number") }
    return number
}

/// Whole numbers stand in tests as they are.
extension ExactDecimal: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int64) { self.init(value) }
}

/// A day as a test writes it, `2026-11-23`.
package func day(_ text: StaticString) -> CalendarDate {
    guard let date = CalendarDate("\(text)") else { preconditionFailure("\(text) is no date") }
    return date
}

/// A moment as a test writes it, `2026-11-23T09:00:00Z`.
package func moment(_ text: StaticString) -> Instant {
    guard let instant = Instant(rfc3339: "\(text)") else { preconditionFailure("\(text) is no instant") }
    return instant
}

/// The world that tests begin with: the partner `acme`, who buys the product `P-1` at 10.00 CNY apiece.
package enum Samples {
    package static let address = PostalAddress(
        name: "Acme Works", street: "1 Example Road", city: "Sampleton", postalCode: "10000", country: "CN")
    package static let contact = Contact(name: "Ann Buyer", phone: "+86 10 5550 100", email: "ann@acme.example")

    package static func customer(_ id: String = "acme", _ change: (inout Customer) -> Void = { _ in }) -> Customer {
        var customer = Customer(
            id: id, name: "\(id.capitalizedFirst) Ltd",
            identifiers: [Identifier(scheme: "GLN", value: "4000001000005")],
            contact: contact, address: address, creditCurrency: "CNY", salesContact: "Li Wei")
        change(&customer)
        return customer
    }

    package static func product(_ code: String = "P-1", _ change: (inout Product) -> Void = { _ in }) -> Product {
        var product = Product(
            code: code, name: "Widget \(code)", specification: "blue, 10 mm", unit: "EA",
            packUnits: ["CT": ExactDecimal(12)], customerCodes: ["acme": "A-\(code)"])
        change(&product)
        return product
    }

    package static func price(
        _ product: String = "P-1", _ price: ExactDecimal = ExactDecimal(10),
        _ change: (inout PriceListEntry) -> Void = { _ in }
    ) -> PriceListEntry {
        var entry = PriceListEntry(product: product, unit: "EA", currency: "CNY", price: price)
        change(&entry)
        return entry
    }

    package static func lot(
        _ product: String = "P-1", _ quantity: Int, in warehouse: String = "main",
        _ change: (inout StockLot) -> Void = { _ in }
    ) -> StockLot {
        var lot = StockLot(warehouse: warehouse, product: product, quantity: ExactDecimal(quantity))
        change(&lot)
        return lot
    }

    package static func line(
        _ id: String = "1", _ product: String = "P-1", _ quantity: Int = 5,
        _ change: (inout OrderLine) -> Void = { _ in }
    ) -> OrderLine {
        var line = OrderLine(
            id: id, sellerCode: product, quantity: ExactDecimal(quantity), unit: "EA", unitPrice: ExactDecimal(10))
        change(&line)
        return line
    }

    package static func order(
        _ reference: String = "PO-1", lines: [OrderLine] = [line()], _ change: (inout PurchaseOrder) -> Void = { _ in }
    ) -> PurchaseOrder {
        var order = PurchaseOrder(customerReference: reference)
        order.issueDate = day("2026-11-23")
        order.currency = "CNY"
        order.contact = contact
        order.deliverTo = address
        order.lines = lines
        change(&order)
        return order
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
