// Documents that are one list: a whole catalogue, a price list, a stock count.

import OrderModel

/// A document with `"document"` and one list.
protocol JSONListFieldSet: JSONFieldSet {
    associatedtype Entry: JSONFieldSet
    static var list: Self { get }
}

enum ProductsField: Int, JSONListFieldSet {
    typealias Entry = ProductField
    case document, products
    static let list = ProductsField.products
    static let shape = JSONShape("products", "Products", "The catalogue.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("products"), required: true, "Says what this is.")
        case .products: JSONField("products", .list(.object(Entry.shape)), required: true, "The articles.")
        }
    }
}

enum CustomersField: Int, JSONListFieldSet {
    typealias Entry = CustomerField
    case document, customers
    static let list = CustomersField.customers
    static let shape = JSONShape("customers", "Customers", "Customers of the desk.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("customers"), required: true, "Says what this is.")
        case .customers: JSONField("customers", .list(.object(Entry.shape)), required: true, "The customers.")
        }
    }
}

enum PricesField: Int, JSONListFieldSet {
    typealias Entry = PriceField
    case document, prices
    static let list = PricesField.prices
    static let shape = JSONShape("prices", "Prices", "Price list, promotions and agreements.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("prices"), required: true, "Says what this is.")
        case .prices: JSONField("prices", .list(.object(Entry.shape)), required: true, "The entries.")
        }
    }
}

enum SalesField: Int, JSONListFieldSet {
    typealias Entry = SaleField
    case document, sales
    static let list = SalesField.sales
    static let shape = JSONShape(
        "sales", "Past sales", "Sales made before this desk kept the books.", fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("sales"), required: true, "Says what this is.")
        case .sales: JSONField("sales", .list(.object(Entry.shape)), required: true, "The sales.")
        }
    }
}

enum StockField: Int, JSONListFieldSet {
    typealias Entry = StockLotField
    case document, lots
    static let list = StockField.lots
    static let shape = JSONShape(
        "stock", "Stock",
        "A count of whole warehouses; it takes the place of what was known of them, so it is taken whole or not at all.",
        fields: Self.self)

    var declaration: JSONField {
        switch self {
        case .document: JSONField("document", .constant("stock"), required: true, "Says what this is.")
        case .lots: JSONField("lots", .list(.object(Entry.shape)), required: true, "The lots.")
        }
    }
}
