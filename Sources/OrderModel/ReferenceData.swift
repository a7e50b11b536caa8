// What the desk knows beforehand: products, customers, prices, stock. Files of the desk's own departments bring it.

package import ExactDecimals

/// An article of the catalogue (C09).
package struct Product: Hashable, Codable, Sendable {
    package var code: String
    package var name: String
    package var specification: String?
    /// The unit in which stock is kept (UN/ECE Recommendation 20, such as `C62`, `EA`, `KGM`).
    package var unit: String
    /// Other units in which it is sold: how many `unit` one of them holds, such as `CT` = 12.
    package var packUnits: [String: ExactDecimal]
    package var gtin: String?
    /// Customers' own codes by partner id.
    package var customerCodes: [String: String]
    /// Type-approved, from the catalogue; anything else makes the order special (A04).
    package var isStandard: Bool
    /// Days from confirmation to dispatch where it has to be bought or made first.
    package var leadTimeDays: Int?
    /// Gross weight of one `unit` in kilograms and its volume in cubic metres, packed; nil: nobody has said (O01).
    package var weight: ExactDecimal?
    package var volume: ExactDecimal?

    package init(
        code: String, name: String, specification: String? = nil, unit: String,
        packUnits: [String: ExactDecimal] = [:], gtin: String? = nil, customerCodes: [String: String] = [:],
        isStandard: Bool = true, leadTimeDays: Int? = nil, weight: ExactDecimal? = nil, volume: ExactDecimal? = nil
    ) {
        self.code = code
        self.name = name
        self.specification = specification
        self.unit = unit
        self.packUnits = packUnits
        self.gtin = gtin
        self.customerCodes = customerCodes
        self.isStandard = isStandard
        self.leadTimeDays = leadTimeDays
        self.weight = weight
        self.volume = volume
    }
}

/// What a customer has agreed to for the case that goods are short (K13).
package enum ShortageConsent: String, Codable, CaseIterable, Sendable {
    /// Ship what is there, the rest later.
    case part
    /// Wait until everything is there.
    case wait
    /// No standing agreement: ask each time.
    case ask
}

package enum CreditStanding: String, Codable, CaseIterable, Sendable {
    case good, bad
}

/// A customer, by the id of the partner whose folder the orders come through.
package struct Customer: Hashable, Codable, Sendable {
    package var id: String
    package var name: String
    package var identifiers: [Identifier]
    package var contact: Contact
    package var address: PostalAddress
    /// Important customers' orders are important orders (A05).
    package var isKeyCustomer: Bool
    package var shortageConsent: ShortageConsent
    package var creditStanding: CreditStanding
    /// Nil: no limit set. In `creditCurrency`.
    package var creditLimit: ExactDecimal?
    package var creditCurrency: String?
    /// What finance reports as open and as overdue, apart from the orders in this desk.
    package var openAmount: ExactDecimal
    package var overdueAmount: ExactDecimal
    /// The person on our side who looks after the orders and signs delivery notices (E02, O12).
    package var salesContact: String?
    /// A customer who may become an important one: small orders are welcome (F09). Nil: nobody has said.
    package var hasPotential: Bool?
    /// How and when the customer has agreed to pay, where an order does not say (F11).
    package var paymentMeans: String?
    package var paymentTerms: String?

    package init(
        id: String, name: String, identifiers: [Identifier] = [], contact: Contact = Contact(),
        address: PostalAddress = PostalAddress(), isKeyCustomer: Bool = false, shortageConsent: ShortageConsent = .ask,
        creditStanding: CreditStanding = .good, creditLimit: ExactDecimal? = nil, creditCurrency: String? = nil,
        openAmount: ExactDecimal = .zero, overdueAmount: ExactDecimal = .zero, salesContact: String? = nil
    ) {
        self.id = id
        self.name = name
        self.identifiers = identifiers
        self.contact = contact
        self.address = address
        self.isKeyCustomer = isKeyCustomer
        self.shortageConsent = shortageConsent
        self.creditStanding = creditStanding
        self.creditLimit = creditLimit
        self.creditCurrency = creditCurrency
        self.openAmount = openAmount
        self.overdueAmount = overdueAmount
        self.salesContact = salesContact
    }
}

/// One entry of the price list, of a promotion, or of a customer's own agreement (F06, F08).
package struct PriceListEntry: Hashable, Codable, Sendable {
    package var product: String
    /// Nil: for everybody.
    package var customer: String?
    package var unit: String
    package var currency: String
    /// Price of `baseQuantity` units.
    package var price: ExactDecimal
    package var baseQuantity: ExactDecimal
    package var validFrom: CalendarDate?
    package var validTo: CalendarDate?
    /// From this quantity on, in `unit`.
    package var minimumQuantity: ExactDecimal?
    /// The name of the promotion or agreement; nil for the list itself.
    package var promotion: String?

    package init(
        product: String, customer: String? = nil, unit: String, currency: String, price: ExactDecimal,
        baseQuantity: ExactDecimal = .one, validFrom: CalendarDate? = nil, validTo: CalendarDate? = nil,
        minimumQuantity: ExactDecimal? = nil, promotion: String? = nil
    ) {
        self.product = product
        self.customer = customer
        self.unit = unit
        self.currency = currency
        self.price = price
        self.baseQuantity = baseQuantity
        self.validFrom = validFrom
        self.validTo = validTo
        self.minimumQuantity = minimumQuantity
        self.promotion = promotion
    }
}

/// A quantity of a product in one warehouse, of one lot.
package struct StockLot: Hashable, Codable, Sendable {
    package var warehouse: String
    package var product: String
    /// Empty where lots are not told apart.
    package var lot: String
    /// In the product's own unit.
    package var quantity: ExactDecimal
    package var receivedOn: CalendarDate?
    package var expiresOn: CalendarDate?

    package init(
        warehouse: String, product: String, lot: String = "", quantity: ExactDecimal,
        receivedOn: CalendarDate? = nil, expiresOn: CalendarDate? = nil
    ) {
        self.warehouse = warehouse
        self.product = product
        self.lot = lot
        self.quantity = quantity
        self.receivedOn = receivedOn
        self.expiresOn = expiresOn
    }
}

/// A sale made before this desk kept the books, so that "below the last price" can be known from the first day (F05).
package struct PastSale: Hashable, Codable, Sendable {
    package var customer: String
    package var product: String
    package var unit: String
    package var currency: String
    /// Price of `baseQuantity` units.
    package var price: ExactDecimal
    package var baseQuantity: ExactDecimal
    package var soldOn: CalendarDate

    package init(
        customer: String, product: String, unit: String, currency: String, price: ExactDecimal,
        baseQuantity: ExactDecimal = .one, soldOn: CalendarDate
    ) {
        self.customer = customer
        self.product = product
        self.unit = unit
        self.currency = currency
        self.price = price
        self.baseQuantity = baseQuantity
        self.soldOn = soldOn
    }
}

/// The stock of whole warehouses as counted: it takes the place of what was known of them.
package struct StockSnapshot: Hashable, Codable, Sendable {
    package var lots: [StockLot]
    package init(lots: [StockLot]) { self.lots = lots }
    package var warehouses: Set<String> { Set(lots.map(\.warehouse)) }
}
